"""``qtdocs forms fill``: an official blank filled with values, and read back before anybody relies on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import checks, readers, writing
from qtdocs.editions import shelf
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.layout import layout
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.errors import UsageError
from qtdocs.extract import extract
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, Value, worded
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.desk import blank_of
from qtdocs.pipeline.history import entry_named
from qtdocs.pipeline.sending.form_values import FormValues, boxes_of, name_of, values_in
from qtdocs.pipeline.texts import form_of
from qtdocs.pipeline.workspace import Workspace, find
from qtdocs.render.filling import filled_form
from qtdocs.render.sending.values_book import ValueLine, values_workbook
from qtdocs.text import label_twin

_CUT = 40
_QUIET = frozenset({"field-missing", "rule-uncheckable"})
"""What is told in a line of its own, or of no paper in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A filled form, and what came of reading it back."""

    data: bytes
    """Its bytes."""
    record: Record
    """What is read in it."""
    findings: tuple[Finding, ...]
    """What the programme's own checks say of it."""
    differing: tuple[str, ...]
    """Values that do not read back as they were filled in, in Chinese."""
    placeless: tuple[str, ...]
    """Names of values for which the blank has no place."""
    added: tuple[str, ...]
    """Names of values for which a line or column was added."""

    @property
    def empty(self) -> tuple[str, ...]:
        """Names of boxes that must be filled in and are not."""
        return tuple(dict.fromkeys(each.label for each in self.findings if each.code == "field-missing"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FromEntry:
    """What an entry has for a form."""

    values: Mapping[str, Value]
    """By key."""
    guesses: tuple[str, ...]
    """Names of values that were left out because they are only guesses."""
    doubted: tuple[str, ...]
    """Names of values at which somebody should glance."""


def form_filled(
    programme: str, form: str, out: Path, *, source: Path | None, numbers: Sequence[str], place: Path,
    today: datetime.date, failed: list[str],
) -> Iterator[str]:  # fmt: skip
    """Fill a form and write it; says what is still missing, and what does not read back as it was given.

    Args:
        programme: the form's programme.
        form: its id or name.
        out: the file; one that is there is never overwritten.
        source: the file with the values; none where entries give them.
        numbers: entries whose values are filled in; those of the file count before theirs.
        place: a folder in the workspace of the entries.
        today: the day of the run.
        failed: gets what is wrong with the result, for the exit code.

    Raises:
        UsageError: there is no such form or entry, the values are none of this form, or the file is there already.
        WriteError: it cannot be written.
    """
    home = find(place) if numbers else None
    edition = shelf.load_programme(programme, workspace=home.home if home else None)
    spec = form_of(edition, form)
    target = _target(out, edition, spec)
    told = values_in(source, spec) if source else FormValues(fields={})
    if home is not None:
        told, remarks = _with_entries(told, spec, home, numbers)
        yield from remarks
    if not told.fields and not told.rows:
        raise UsageError("没有要填的内容。", "请写一个 值.toml 或 值.xlsx，或者用 --entry 班组编号。")
    made = filled(edition, spec, told, today=today, workspace=home.home if home else None)
    writing.write_bytes(target, made.data)
    count = len([value for value in told.fields.values() if value is not None])
    rows = f"，名单 {len(told.rows)} 行" if told.rows else ""
    yield f"已写出 {target}：填了 {count} 栏{rows}。"
    failed += made.differing
    yield from told_of(made, spec)


def filled(
    edition: Programme, form: FormSpec, told: FormValues, *, today: datetime.date, workspace: Path | None = None
) -> FilledForm:
    """A form filled with values and read back.

    Args:
        edition: the form's programme.
        form: the form.
        told: the values.
        today: the day that dates are compared with.
        workspace: a folder whose own forms count before all others.

    Raises:
        UsageError: the form has no blank.
        FormError: the blank cannot be filled.
    """
    if not form.blank:
        raise UsageError(f"“{form.name}”没有空白表，填不了。")
    blank = shelf.blank_path(edition, form, workspace=workspace).read_bytes()
    made = filled_form(blank, form, told.fields, told.rows)
    laid = layout(form, blank_of(edition, form, workspace=workspace), programme=edition.id, year=edition.year)
    record = extract(readers.read(made.data, name=form.blank), laid)
    boxes = boxes_of(form.fields)
    return FilledForm(
        data=made.data, record=record, findings=checks.check_record(record, form, edition, today=today),
        differing=tuple(_differing(record, form, told, boxes)),
        placeless=tuple(_named(key, boxes) for key in made.placeless),
        added=tuple(dict.fromkeys(_named(key, boxes) for key in made.added)),
    )  # fmt: skip


def told_of(made: FilledForm, form: FormSpec) -> Iterator[str]:
    """What a person should know of a filled form before it goes out."""
    if form.provisional:
        yield "这张表的官方原表没有公开，是暂定版式，报送前请换成正式表格。"
    if made.added:
        yield f"原表没有这些栏，加写在表外或右边：{'、'.join(made.added)}。"
    if made.placeless:
        yield f"空白表上找不到填的地方，没有填：{'、'.join(made.placeless)}。"
    for each in made.differing:
        yield f"请打开核对：{each}。"
    if made.empty:
        yield f"必填还空着：{'、'.join(made.empty)}。"
    for finding in made.findings:
        if finding.severity != "note" and finding.code not in _QUIET:
            yield f"请看一看：{finding.message}"


def values_written(programme: str, form: str, out: Path, *, numbers: Sequence[str], place: Path) -> Iterator[str]:
    """Write the workbook in which the values of a form are filled in; with those of entries where some are named.

    Raises:
        UsageError: there is no such form or entry, or the file is there already.
        WriteError: it cannot be written.
    """
    home = find(place) if numbers else None
    edition = shelf.load_programme(programme, workspace=home.home if home else None)
    spec = form_of(edition, form)
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"文件名要以 .xlsx 结尾：{out.name}。")
    _refuse_taken(out)
    told = FormValues(fields={})
    if home is not None:
        told, remarks = _with_entries(told, spec, home, numbers)
        yield from remarks
    columns = boxes_of(spec.table.columns) if spec.table else ()
    data = values_workbook(
        f"{edition.name} {spec.name}", _lines(boxes_of(spec.fields), told.fields),
        [(name_of(each, columns), each.key) for each in columns], told.rows,
    )  # fmt: skip
    writing.write_bytes(out, data)
    yield f"已写出 {out}。填好“内容”一列后运行 qtdocs forms fill {edition.id} {spec.id} {out.name} --out 文件。"


def values_of_entry(entry: Entry, specs: Sequence[FieldSpec]) -> FromEntry:
    """What an entry has for the boxes of a form; guesses are left out and told."""
    values: dict[str, Value] = {}
    guesses: list[str] = []
    doubted: list[str] = []
    boxes = boxes_of(specs)
    for box in boxes:
        found = entry.fields.get(box.key)
        if found is None or found.value in (None, "", ()):
            continue
        if found.grade == "C":
            guesses.append(name_of(box, boxes))
            continue
        values[box.key] = found.value
        if found.grade != "A":
            doubted.append(name_of(box, boxes))
    return FromEntry(values=values, guesses=tuple(guesses), doubted=tuple(doubted))


def told_of_values(entry: Entry, found: FromEntry) -> Iterator[str]:
    """Which values of an entry were left out, and at which somebody should glance."""
    if found.guesses:
        yield f"{entry.number}：{'、'.join(found.guesses)} 只是猜测，没有填；确认了的请在 台账.xlsx 里更正。"
    if found.doubted:
        yield f"{entry.number}：{'、'.join(found.doubted)} 读得不十分确定，请对照原件看一看。"


def _with_entries(
    told: FormValues, form: FormSpec, home: Workspace, numbers: Sequence[str]
) -> tuple[FormValues, list[str]]:
    if form.table is None and len(numbers) > 1:
        raise UsageError(f"“{form.name}”一份只写一个班组，给了 {len(numbers)} 个。", "请一个班组运行一次。")
    with home.ledger() as ledger:
        account = account_of(ledger, shelf.load_programme(home.programme, workspace=home.home))
    entries = [entry_named(account, number) for number in numbers]
    remarks = [f"注意：{each.number} 已经是“{each.state}”，不再参加。" for each in entries if not each.in_running]
    specs = form.table.columns if form.table else form.fields
    found = [values_of_entry(each, specs) for each in entries]
    for entry, each in zip(entries, found, strict=True):
        remarks += told_of_values(entry, each)
    if form.table is not None:
        shared = _shared([values_of_entry(each, form.fields).values for each in entries])
        return FormValues(
            fields={**shared, **told.fields}, rows=(*(each.values for each in found), *told.rows)
        ), remarks
    return FormValues(fields={**found[0].values, **told.fields}, rows=told.rows), remarks


def _shared(several: Sequence[Mapping[str, Value]]) -> Mapping[str, Value]:
    """What stands above a list: of the entries' values only the nominator, where all have the same."""
    names = {each.get("nominator_name") for each in several}
    return {"nominator_name": names.pop()} if len(names) == 1 else {}


def _target(out: Path, edition: Programme, form: FormSpec) -> Path:
    """The file that is written.

    Raises:
        UsageError: it is there already, or of another kind than the blank.
    """
    suffix = Path(form.blank).suffix
    target = out / f"{edition.id}-{form.name}{suffix}" if out.is_dir() else out
    if suffix and target.suffix.lower() != suffix:
        raise UsageError(f"“{form.name}”的空白表是 {suffix} 文件。", f"--out 请写一个以 {suffix} 结尾的文件名。")
    _refuse_taken(target)
    return target


def _refuse_taken(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise UsageError(f"已经有这个文件：{target}。", "请换一个文件名，或先把旧的移走。")


def _differing(record: Record, form: FormSpec, told: FormValues, boxes: Sequence[FieldSpec]) -> Iterator[str]:
    """Every value that does not read back as it was filled in, or only with a doubt."""
    whole = {spec.key for spec in form.fields if spec.where == "document"}
    for key, value in told.fields.items():
        if key in record.fields and not (key in whole and _same_text(record.fields[key].value, value, form)):
            yield from _one_differing(record.fields[key], value, _named(key, boxes), where="")
    columns = boxes_of(form.table.columns) if form.table else ()
    if len(told.rows) != len(record.rows):
        yield f"名单填了 {len(told.rows)} 行，读回来是 {len(record.rows)} 行"
    for number, (seen, row) in enumerate(zip(record.rows, told.rows, strict=False), 1):
        for key, value in row.items():
            if key in seen.fields:
                yield from _one_differing(seen.fields[key], value, _named(key, columns), where=f"名单第 {number} 行")


def _one_differing(seen: FieldValue, value: Value, name: str, *, where: str) -> Iterator[str]:
    if value in (None, "", ()):
        return
    if seen.value != value:
        read = f"读成了“{_cut(worded(seen.value))}”" if seen.value not in (None, "", ()) else "读不出来"
        yield f"{where}“{name}”填的是“{_cut(worded(value))}”，别人用程序读这张表会{read}"
    elif seen.grade != "A":
        reason = "；".join(doubt.detail.rstrip("。") for doubt in seen.doubts)
        yield f"{where}“{name}”填的是“{_cut(worded(value))}”，读的人会有疑问：{reason}"


def _same_text(seen: Value, value: Value, form: FormSpec) -> bool:
    """Whether a freely written paper reads back as it was given, its printed headings aside."""
    return _without_headings(seen, form) == _without_headings(value, form)


def _without_headings(value: Value, form: FormSpec) -> list[str]:
    heads = {label_twin(each) for each in form.sections}
    lines = (line.strip() for line in worded(value).split("\n"))
    return [line for line in lines if line and label_twin(line.partition("、")[2] or line) not in heads]


def _named(key: str, boxes: Sequence[FieldSpec]) -> str:
    box = next((each for each in boxes if each.key == key), None)
    return name_of(box, boxes) if box is not None else KEY_NAMES.get(key, key)


def _lines(boxes: Sequence[FieldSpec], values: Mapping[str, Value]) -> Iterator[ValueLine]:
    for box in boxes:
        notes = (
            "必填" if box.required else "", f"可选：{'、'.join(box.options)}" if box.options else "",
            f"单位：{box.unit}" if box.unit else "", f"至少 {box.min_words} 字" if box.min_words else "",
            f"最多 {box.max_words} 字" if box.max_words else "",
        )  # fmt: skip
        yield ValueLine(
            name=name_of(box, boxes), value=worded(values.get(box.key)), is_text=box.type not in ("integer", "decimal"),
            note="；".join(each for each in notes if each),
        )  # fmt: skip


def _cut(text: str) -> str:
    line = text.replace("\n", "／")
    return line if len(line) <= _CUT else f"{line[:_CUT]}…"
