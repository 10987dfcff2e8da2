"""登记册: what the association knows of teams and earlier seasons is imported, listed, given out to be filled in."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qtdocs import readers, render, writing
from qtdocs.checks.renamings import renaming_loops
from qtdocs.codec import encoded
from qtdocs.editions import shelf
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake import SETTINGS
from qtdocs.intake.registry import RegistryBook, contradictions, read_registry
from qtdocs.ledger import Ledger, registry
from qtdocs.model.registry import REGISTRY_KINDS, RegistryRow, Renaming, kind_of
from qtdocs.near_names import loosened
from qtdocs.pipeline.earlier import past_entries
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import written_anew
from qtdocs.pipeline.workspace import REGISTRY, Workspace
from qtdocs.text import name_twin, narrow
from qtdocs.writing import safe_text

_SHOWN = 20
_NUMBER = "登{:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryNews:
    """What an import brings, or would bring."""

    lines: tuple[str, ...]
    """For the screen, in Chinese."""
    added: int
    """Rows that are new."""
    changed: int
    """Rows that say something else than was known."""


def registry_imported(place: Workspace, paths: Sequence[Path], *, today: datetime.date, dry_run: bool) -> RegistryNews:
    """Take workbooks and earlier workspaces into the register, all of them or nothing; says what that changes.

    Args:
        place: the workspace.
        paths: workbooks of the association's register, and folders of earlier workspaces.
        today: the day of the run.
        dry_run: whether to say only what would happen.

    Raises:
        UsageError: a path is neither, or something in a workbook cannot be understood; nothing was changed.
    """
    with place.busy("qtdocs registry import") as ledger:
        rows, remarks = _given(place, paths, today=today)
        known = registry.everything(ledger)
        held = {(kind_of(row), *row.key): row for row in known.rows}
        _refuse_loops(rows, registry.numbered(ledger))
        added = [row for row in rows if (kind_of(row), *row.key) not in held]
        changed = [(held[key], row) for row in rows if held.get(key := (kind_of(row), *row.key), row) != row]
        lines = [*_counted(rows, added, changed), *_told(added, changed), *(f"  {each}。" for each in remarks)]
        lines += _alike((*known.rows, *added))
        if dry_run:
            lines.append("只是看看，什么也没有写。")
        elif added or changed:
            with ledger.change("registry"):
                registry.add(ledger, (*added, *(new for _, new in changed)))
            lines += ("已导入。", *_rewritten(place, ledger, today).splitlines())
        return RegistryNews(lines=tuple(map(safe_text, lines)), added=len(added), changed=len(changed))


def registry_listed(place: Workspace, word: str, *, as_json: bool) -> Iterator[str]:
    """What the register holds, all of it or what has a word in it: JSON, a line each, or for people, kind by kind."""
    with place.ledger() as ledger:
        known, numbered = registry.everything(ledger), registry.numbered(ledger)
    wanted = name_twin(narrow(word))
    names = known.names_of(word) if wanted else frozenset()
    rows = {
        _NUMBER.format(number): row
        for number, row in numbered.items()
        if not wanted or wanted in name_twin(row.told) or names & set(row.key)
    }
    if as_json:
        yield from (json.dumps(_as_json(number, row), ensure_ascii=False) for number, row in rows.items())
        return
    if not rows:
        yield f"登记册里没有“{word}”。" if word else "登记册还是空的。导入请运行 qtdocs registry import 登记册.xlsx。"
    for kind, (_, name) in REGISTRY_KINDS.items():
        if some := {number: row for number, row in rows.items() if kind_of(row) == kind}:
            yield f"{name}（{len(some)} 条）"
            yield from (safe_text(f"  {number}　{row.told}　［{row.where}］") for number, row in some.items())


def registry_dropped(place: Workspace, number: str, *, who: str, because: str, today: datetime.date) -> str:
    """Take a row that is wrong out of the register; it stays readable in the ledger. Says so.

    Raises:
        UsageError: there is no such row, or a name or reason is missing.
    """
    who = person_named(who, "去掉")
    if not because.strip():
        raise UsageError("没有写理由。", "请用 --because 写明为什么。")
    with place.busy("qtdocs registry drop") as ledger:
        known = registry.numbered(ledger)
        row = next((row for id_, row in known.items() if _NUMBER.format(id_) == narrow(number).strip()), None)
        if row is None:
            raise UsageError(f"登记册里没有编号是“{number}”的一条。", "编号见 qtdocs registry list。")
        with ledger.change("registry"):
            registry.drop(ledger, row, who=who, because=because.strip())
        wrote = _rewritten(place, ledger, today)
    return f"{safe_text(f'已去掉：{REGISTRY_KINDS[kind_of(row)][1]}　{row.told}。')}\n{wrote}"


def registry_blank(place: Workspace | None, path: Path | None) -> str:
    """Write an empty workbook of the register to be filled in; says where.

    Raises:
        UsageError: there is one already.
        WriteError: it cannot be written.
    """
    target = path or (place.home if place else Path()) / REGISTRY
    if target.exists():
        raise UsageError(f"已经有这个文件：{target}。", "请换一个文件名，或先把旧的移走。")
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"文件名要以 .xlsx 结尾：{target.name}。")
    writing.write_bytes(target, render.registry_workbook())
    return f"已写好空的登记册：{target}。填好后运行 qtdocs registry import {target.name}。"


def _given(place: Workspace, paths: Sequence[Path], *, today: datetime.date) -> tuple[list[RegistryRow], list[str]]:
    """Every row of every source, each once, and what is to be said of the reading.

    Raises:
        UsageError: something cannot be understood; tells all of it.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    rows: list[RegistryRow] = []
    problems: list[str] = []
    remarks: list[str] = []
    for path in paths:
        if (path / SETTINGS).is_file():
            if path.resolve() == place.home.resolve():
                raise UsageError("这就是现在的工作区，不是往年的。", "请写往年工作区的文件夹。")
            with place.scratch() as scratch:
                past, more = past_entries(path, scratch, now=edition)
            rows += past
            remarks += more
            continue
        book = _read(path, today=today)
        rows += book.rows
        problems += book.problems
        remarks += book.remarks
    problems += [each for each in contradictions(rows) if each not in problems]
    if problems:
        listed = "\n".join(f"  {number}. {each}。" for number, each in enumerate(problems, 1))
        raise UsageError(
            f"登记册有 {len(problems)} 处看不懂，什么也没有导入：\n{_clean(listed)}\n",
            "请在表里改好，再导入一次。",
        )
    if not rows:
        told = "；".join(remarks)
        raise UsageError(f"没有读到登记的内容{f'：{told}' if told else ''}。", "空表用 qtdocs registry blank 取。")
    return list(dict.fromkeys(rows)), remarks


def _refuse_loops(rows: Sequence[RegistryRow], numbered: Mapping[int, RegistryRow]) -> None:
    """Refuse renamings that lead in a circle, by themselves or with those that are known.

    Raises:
        UsageError: there are such; every row is named.
    """
    known = {row: _NUMBER.format(number) for number, row in numbered.items() if isinstance(row, Renaming)}
    given = [row for row in rows if isinstance(row, Renaming) and row not in known]
    keys = {row.key for row in given}
    loops = list(renaming_loops([*given, *(row for row in known if row.key not in keys)]))
    fresh = [loop for loop in loops if any(row in given for row in loop)]
    if fresh:
        told = "\n".join(
            f"  {'；'.join(f'{known.get(row, row.where)}：{row.told}' for row in loop)}。" for loop in fresh
        )
        raise UsageError(
            f"单位更名绕回了原来的名称，不知道哪个是现在的名称，什么也没有导入：\n{_clean(told)}\n",
            "请核实后只留对的；真的改回了原名的，只留最后一次更名。已在登记册里的（登…）用 qtdocs registry drop 去掉。",
        )


def _clean(text: str) -> str:
    return "\n".join(safe_text(line) for line in text.split("\n"))


def _read(path: Path, *, today: datetime.date) -> RegistryBook:
    if path.is_dir():
        raise UsageError(f"“{path}”不是往年的工作区。", "请写登记册的 Excel 文件，或里面有 工作区.toml 的文件夹。")
    try:
        document = readers.read(path.read_bytes(), name=path.name)
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。") from error
    except (UnreadableFileError, OSError) as error:
        raise UsageError(f"{path.name} 打不开：{error}") from error
    if document.kind not in ("xlsx", "xls"):
        raise UsageError(f"{path.name} 不是 Excel 表。", "请把登记册做成 Excel；空表用 qtdocs registry blank 取。")
    return read_registry(document, name=path.name, today=today)


def _counted(
    rows: Sequence[RegistryRow], added: Sequence[RegistryRow], changed: Sequence[tuple[RegistryRow, RegistryRow]]
) -> Iterator[str]:
    counted = Counter(REGISTRY_KINDS[kind_of(row)][1] for row in rows)
    kinds = "、".join(f"{name} {count} 条" for name, count in counted.items())
    known = len(rows) - len(added) - len(changed)
    yield f"读到{kinds}：新的 {len(added)} 条，改的 {len(changed)} 条，已有的 {known} 条。"


def _told(added: Sequence[RegistryRow], changed: Sequence[tuple[RegistryRow, RegistryRow]]) -> Iterator[str]:
    """What is new, and all that is changed."""
    for old, new in changed:
        yield f"  改：原来 {old.told}（{old.where}）"
        yield f"  　　现在 {new.told}（{new.where}）"
    for row in added[:_SHOWN]:
        yield f"  新：{REGISTRY_KINDS[kind_of(row)][1]}　{row.told}"
    if len(added) > _SHOWN:
        yield f"  新：还有 {len(added) - _SHOWN} 条，导入后用 qtdocs registry list 看。"


def _alike(rows: Sequence[RegistryRow]) -> Iterator[str]:
    """Names of the same company or team that are written differently."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for row in rows:
        names = [str(getattr(row, key, "")) for key in ("organisation", "team")]
        if all(names):
            told = "　".join(names)
            found.setdefault(tuple(map(loosened, names)), {}).setdefault(name_twin(told))
    for several in found.values():
        if len(several) > 1:
            yield f"  请核对：{'、'.join(f'“{each}”' for each in several)}可能是同一个班组，分开记着。"


def _rewritten(place: Workspace, ledger: Ledger, today: datetime.date) -> str:
    edition = shelf.load_programme(place.programme, workspace=place.home)
    return written_anew(place, ledger, edition, today=today)


def _as_json(number: str, row: RegistryRow) -> dict[str, Any]:
    return {"registry_no": number, "kind": kind_of(row), **encoded(row)}
