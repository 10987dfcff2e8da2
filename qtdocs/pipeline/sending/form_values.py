"""The values for a form as a person writes them down, in TOML or a workbook, held against what the form asks for."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import readers
from qtdocs.editions.form import NUMBER_TYPES, FieldSpec, FormSpec
from qtdocs.editions.mistakes import close_guess
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.extract.values import read_value
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.record import Value
from qtdocs.render.context import cleaned_label
from qtdocs.text import label_twin
from qtdocs.writing import safe_text

_VERBATIM = frozenset({"text", "organisation", "person", "long-text"})
_YES_NO = {"是": True, "否": False}
_SHOWN = 20
_LARGEST = 20_000_000
FIELD_HEAD, VALUE_HEAD = "栏目", "内容"
"""The headings of the two columns in which a workbook holds the values of a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What is to be filled in."""

    fields: Mapping[str, Value]
    """Canonical values by key."""
    rows: tuple[Mapping[str, Value], ...] = ()
    """The same of each row of a list."""


def boxes_of(specs: Sequence[FieldSpec]) -> tuple[FieldSpec, ...]:
    """The boxes of a form; one that asks for two values is two boxes here, each with a name of its own."""
    found: list[FieldSpec] = []
    for spec in specs:
        found.append(spec.model_copy(update={"second": "", "hints": (), "prompts": ()}))
        if spec.second:
            kind = "decimal" if spec.type in NUMBER_TYPES else "text"
            found.append(
                spec.model_copy(update={"key": spec.second, "second": "", "hints": (), "type": kind, "required": False})
            )
    return tuple(found)


def name_of(box: FieldSpec, boxes: Sequence[FieldSpec]) -> str:
    """What a box is called where values are written down: as the form prints it, unless that would do for another."""
    label = cleaned_label(box.labels[0])
    alone = sum(label_twin(each.labels[0]) == label_twin(label) for each in boxes) == 1
    return label if alone else KEY_NAMES.get(box.key, box.key)


def values_in(path: Path, form: FormSpec) -> FormValues:
    """The values that stand in a file.

    Args:
        path: a .toml file or a workbook.
        form: the form that they are for.

    Raises:
        UsageError: it cannot be read, or something in it is no value of this form; everything of that kind is listed.
    """
    written = _from_toml(path) if path.suffix.lower() == ".toml" else _from_workbook(path, form)
    problems: list[str] = []
    columns = form.table.columns if form.table else ()
    fields = _typed(written.fields, boxes_of(form.fields), problems, where="")
    rows = tuple(
        _typed(row, boxes_of(columns), problems, where=f"名单第 {number} 行")
        for number, row in enumerate(written.rows, 1)
    )
    if rows and not columns:
        problems.append(f"“{form.name}”不是名单，没有一行一行的内容")
    if problems:
        listed = "\n".join(f"  {number}. {each}。" for number, each in enumerate(problems[:_SHOWN], 1))
        rest = f"\n  等 {len(problems)} 处" if len(problems) > _SHOWN else ""
        raise UsageError(f"{path.name} 里有 {len(problems)} 处不对，什么也没有写：\n{listed}{rest}\n", "请改好再运行。")
    return FormValues(fields=fields, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One value as it was written down."""

    text: str
    cell: Cell | None = None
    many: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    fields: Mapping[str, _Told]
    rows: tuple[Mapping[str, _Told], ...] = ()


def _from_toml(path: Path) -> _Written:
    try:
        data = tomllib.loads(_bytes_of(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} 不是 UTF-8 编码。", "请用记事本“另存为”，编码选 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path.name} 写得不对：{error}。",
            '请写成一行一栏，例如 "班组名称" = "测量一班"；栏目和文字都放在英文双引号里。',
        ) from error
    rows = data.pop("rows", data.pop("名单", []))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path.name} 里的 rows 写得不对。", "名单请每个班组写一节 [[rows]]。")
    return _Written(fields=_told(data), rows=tuple(_told(row) for row in rows))


def _told(data: Mapping[str, object]) -> Mapping[str, _Told]:
    return {name: _plain(value) for name, value in data.items()}


def _plain(value: object) -> _Told:
    if isinstance(value, bool):
        return _Told(text="是" if value else "否")
    if isinstance(value, datetime.datetime):
        return _Told(text=value.date().isoformat())
    if isinstance(value, list):
        many = tuple(str(each) for each in value)
        return _Told(text="、".join(many), many=many)
    return _Told(text=str(value))


def _from_workbook(path: Path, form: FormSpec) -> _Written:
    try:
        document = readers.read(_bytes_of(path), name=path.name)
    except UnreadableFileError as error:
        raise UsageError(f"{path.name} 打不开：{error}") from error
    if document.kind not in ("xlsx", "xls"):
        raise UsageError(f"{path.name} 不是 Excel 表，也不是 .toml 文件。", "空的填写表用 qtdocs forms values 取。")
    fields, rows = _sheets(document, form)
    if not fields and not rows:
        raise UsageError(
            f"{path.name} 里没有读到内容。",
            f"请在“{FIELD_HEAD}”“{VALUE_HEAD}”两列里填；空的填写表用 qtdocs forms values 取。",
        )
    return _Written(fields=fields, rows=tuple(rows))


def _sheets(document: Document, form: FormSpec) -> tuple[dict[str, _Told], list[Mapping[str, _Told]]]:
    columns = boxes_of(form.table.columns) if form.table else ()
    fields: dict[str, _Told] = {}
    rows: list[Mapping[str, _Told]] = []
    for table in document.tables:
        if (head := _pair_head(table)) is not None:
            fields |= _pairs(table, *head)
        elif columns and (found := _list_head(table, columns)) is not None:
            rows += _list_rows(table, *found)
    return fields, rows


def _pair_head(table: Table) -> tuple[int, int, int] | None:
    """Row and columns of the headings 栏目 and 内容."""
    names = {(cell.row, cell.text.strip()): cell.column for cell in table.cells}
    for row in sorted({cell.row for cell in table.cells}):
        if (row, FIELD_HEAD) in names and (row, VALUE_HEAD) in names:
            return row, names[row, FIELD_HEAD], names[row, VALUE_HEAD]
    return None


def _pairs(table: Table, head: int, name: int, content: int) -> Iterator[tuple[str, _Told]]:
    for row in range(head + 1, table.rows + 1):
        label, cell = table.at(row, name), table.at(row, content)
        if label is not None and label.text.strip() and cell is not None and cell.text.strip():
            yield label.text.strip(), _Told(text=cell.text, cell=cell)


def _list_head(table: Table, columns: Sequence[FieldSpec]) -> tuple[int, Mapping[int, str]] | None:
    known = {label_twin(name_of(each, columns)) for each in columns} | {
        label_twin(label) for each in columns for label in each.labels
    }
    for row in sorted({cell.row for cell in table.cells}):
        heads = {cell.column: cell.text.strip() for cell in table.cells if cell.row == row and cell.text.strip()}
        if sum(label_twin(text) in known for text in heads.values()) >= 2:
            return row, heads
    return None


def _list_rows(table: Table, head: int, heads: Mapping[int, str]) -> Iterator[Mapping[str, _Told]]:
    for row in range(head + 1, table.rows + 1):
        cells = {name: table.at(row, column) for column, name in heads.items()}
        told = {name: _Told(text=cell.text, cell=cell) for name, cell in cells.items() if cell and cell.text.strip()}
        if told:
            yield told


def _typed(
    written: Mapping[str, _Told], boxes: Sequence[FieldSpec], problems: list[str], *, where: str
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, told in written.items():
        box = _box_named(name, boxes, problems, where)
        if box is None or not told.text.strip():
            continue
        if box.key in found:
            problems.append(f"{where}“{name}”写了两次")
        try:
            found[box.key] = value_of_words(told.text, box, cell=told.cell, many=told.many)
        except UsageError as error:
            problems.append(f"{where}“{name}”{error}")
    return found


def _box_named(name: str, boxes: Sequence[FieldSpec], problems: list[str], where: str) -> FieldSpec | None:
    """The box that a name means: its key, its own name here, what the form prints, or what people put instead."""
    twin = label_twin(name)
    ways = (
        lambda box: box.key == name.strip(),
        lambda box: label_twin(name_of(box, boxes)) == twin,
        lambda box: label_twin(KEY_NAMES.get(box.key, "")) == twin,
        lambda box: label_twin(box.labels[0]) == twin,
        lambda box: twin in {label_twin(label) for label in box.labels},
    )
    for way in ways:
        found = [box for box in boxes if way(box)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(name_of(box, boxes) for box in found)
            problems.append(f"{where}“{name}”可以是几栏：{names}；请写其中一个")
            return None
    known = {name_of(box, boxes): box.key for box in boxes}
    guess = close_guess(name, known)
    meant = f"，是不是“{guess}”" if guess else f"；有：{'、'.join(known)}"
    problems.append(f"{where}这张表上没有“{safe_text(name)}”这一栏{meant}")
    return None


def value_of_words(text: str, box: FieldSpec, *, cell: Cell | None = None, many: Sequence[str] = ()) -> Value:
    """The canonical value of what somebody wrote down for a box.

    Names and texts are taken to the letter; of everything else nothing is taken that could be meant in two ways.

    Args:
        text: as it was written.
        box: the box.
        cell: the cell it stood in, where it came from a workbook.
        many: the several words of a list.

    Raises:
        UsageError: it is no value of the box, with the reason.
    """
    if box.type in _VERBATIM:
        bare = safe_text(text).strip()
        if "\n" in bare and box.type in ("organisation", "person"):
            raise UsageError("写成了几行，请写在一行里")
        return bare
    if box.type == "yes-no":
        if text.strip() not in _YES_NO:
            raise UsageError(f"写的是“{text.strip()[:30]}”，请写是或否")
        return _YES_NO[text.strip()]
    if box.type == "choices":
        words = tuple(word.strip() for word in (many or text.replace("\n", "、").split("、")) if word.strip())
        if strange := [word for word in words if word not in box.options]:
            raise UsageError(f"里的“{strange[0][:30]}”不是可选的，可选：{'、'.join(box.options)}")
        return tuple(option for option in box.options if option in words)
    reading = read_value(text, box, exact=cell.exact if cell else "", flags=cell.flags if cell else frozenset())
    if reading.value is None or reading.grade != "A" or reading.doubts:
        reason = "；".join(doubt.detail.rstrip("。") for doubt in reading.doubts)
        told = f"写的是“{text.strip()[:30]}”，读不出一个确定的内容"
        raise UsageError(f"{told}：{reason}" if reason else told)
    return reading.value


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path.name} 大得反常，没有打开。", "请检查是不是给错了文件。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。") from error
    except OSError as error:
        raise UsageError(f"打不开 {path}。", "正开着的请先保存、关闭再运行。") from error
