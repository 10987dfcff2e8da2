"""专家库.xlsx on its way into the ledger: shown first, all of it or nothing, with what it changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import readers, writing
from qtdocs.editions import shelf
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.expert_heads import COLUMNS, name_of
from qtdocs.intake.experts import PoolRow, PoolSheet, read_experts
from qtdocs.judging.order import pool_digest
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.expert import Expert, PanelDraw, Pool, Seed
from qtdocs.pipeline.judging.pool import KEY, PoolHistory, pool_now
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import POOL, Workspace
from qtdocs.render.judging.expert_pool import expert_pool_workbook
from qtdocs.text import display_width, name_twin, natural_order
from qtdocs.writing import safe_text

_SHOWN = 20
_DIGITS = 3
NO_TRACE = "只是看看，什么也没有写。"
"""What a command says that was asked to write nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a workbook brings, against what is known."""

    experts: tuple[Expert, ...]
    added: tuple[Expert, ...]
    changed: tuple[tuple[Expert, Expert], ...]
    removed: tuple[Expert, ...]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.changed or self.removed)


def pool_blank(place: Workspace | None, path: Path | None) -> str:
    """Write an empty workbook of the pool to be filled in; says where.

    Raises:
        UsageError: there is one already, or the name is no workbook's.
        WriteError: it cannot be written.
    """
    target = path or (place.home if place else Path()) / POOL
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"文件名要以 .xlsx 结尾：{target.name}。")
    if target.exists():
        raise UsageError(f"已经有这个文件：{target}。", "请换一个文件名，或先把旧的移走。")
    writing.write_bytes(target, expert_pool_workbook())
    return f"已写好空的专家库：{target}。填好后运行 qtdocs judge experts import {target.name} --by 姓名。"


def pool_imported(place: Workspace, path: Path, *, who: str, dry_run: bool) -> Iterator[str]:
    """Take a workbook as the pool, all of it or nothing; says what that changes.

    Args:
        place: the workspace.
        path: the workbook.
        who: who imports it.
        dry_run: whether to say only what would happen.

    Raises:
        UsageError: something in it cannot be understood, or the name is missing; nothing was changed.
    """
    who = "" if dry_run else person_named(who, "导入")
    sheet = _read(path)
    with place.busy("qtdocs judge experts import") as ledger:
        history = PoolHistory(ledger)
        before = history.at()
        known = before.experts if before else {}
        news = _news(sheet.rows, known, ever=history.ever)
        lines = [*_counted(news), *_told(news), *(f"  {each}。" for each in sheet.remarks)]
        digest = pool_digest(news.experts)
        lines.append(f"专家库指纹（sha256）：{digest}")
        lines += _after(ledger, news)
        if dry_run or (news.is_none and before):
            lines.append(NO_TRACE if dry_run else "与上次导入的一样，没有要改的。")
        else:
            _put_down(ledger, news, digest, who=who)
            lines.append(f"已导入 {len(news.experts)} 名专家（{who}）。")
    yield from map(safe_text, lines)


def pool_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """The pool as the office has it: JSON, a line each, or a table for people."""
    with place.ledger() as ledger:
        state = pool_now(ledger)
        seats = _seats(ledger, place)
    experts = sorted(state.experts.values(), key=lambda each: natural_order(each.id))
    if as_json:
        yield from (json.dumps(_as_json(each, seats.get(each.id, ())), ensure_ascii=False) for each in experts)
        return
    rows = [("编号", "姓名", "单位", "推荐单位", "地区", "专业", "培训有效期至", "任组长", "电话", "在组里")]
    for each in experts:
        lead, subjects = "能" if each.may_lead else "否", "、".join(each.subjects)
        facts = (each.id, each.name, each.organisation, each.nominator, each.region, subjects, each.trained_until)
        rows.append((*facts, lead, each.phone, "、".join(seats.get(each.id, ()))))
    widths = [max(display_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (text + " " * int(width - display_width(text)) for text, width in zip(row, widths, strict=True))
        yield safe_text("  ".join(cells).rstrip())
    yield f"共 {len(experts)} 名，专家库指纹（sha256）：{state.imported.value.digest}"


def _seats(ledger: Ledger, place: Workspace) -> Mapping[str, list[str]]:
    """Where each expert sits."""
    stages = {stage.id: stage.name for stage in shelf.load_programme(place.programme, workspace=place.home).stages}
    found: dict[str, list[str]] = {}
    for (stage, *_), act in held(ledger, ActKind.DRAW, PanelDraw).items():
        for panel in act.value.panels:
            for seat in panel.seats:
                found.setdefault(seat.expert, []).append(f"{stages.get(stage, stage)}{panel.name}{seat.role}")
    return found


def _read(path: Path) -> PoolSheet:
    if path.is_dir():
        raise UsageError(f"“{path}”是文件夹。", "请写专家库的 Excel 文件。")
    try:
        document = readers.read(path.read_bytes(), name=path.name)
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。") from error
    except (UnreadableFileError, OSError) as error:
        raise UsageError(f"{path.name} 打不开：{error}") from error
    if document.kind not in ("xlsx", "xls"):
        raise UsageError(f"{path.name} 不是 Excel 表。", "请把专家库做成 Excel；空表用 qtdocs judge experts blank 取。")
    sheet = read_experts(document)
    if sheet.problems:
        listed = "\n".join(f"  {number}. {safe_text(each)}。" for number, each in enumerate(sheet.problems[:_SHOWN], 1))
        rest = f"\n  等 {len(sheet.problems)} 处" if len(sheet.problems) > _SHOWN else ""
        raise UsageError(
            f"专家库有 {len(sheet.problems)} 处看不懂，什么也没有导入：\n{listed}{rest}\n", "请在表里改好，再导入一次。"
        )
    if not sheet.rows:
        told = "；".join(sheet.remarks)
        raise UsageError(
            f"没有读到专家{f'：{safe_text(told)}' if told else ''}。", "空表用 qtdocs judge experts blank 取。"
        )
    return sheet


def _news(rows: Sequence[PoolRow], known: Mapping[str, Expert], *, ever: Mapping[str, Expert]) -> _News:
    experts = {each.id: each for each in _numbered(rows, known, ever=ever)}
    ordered = tuple(sorted(experts.values(), key=lambda each: natural_order(each.id)))
    return _News(
        experts=ordered,
        added=tuple(each for each in ordered if each.id not in known),
        changed=tuple((known[each.id], each) for each in ordered if known.get(each.id, each) != each),
        removed=tuple(each for id_, each in known.items() if id_ not in experts),
    )


def _numbered(rows: Sequence[PoolRow], known: Mapping[str, Expert], *, ever: Mapping[str, Expert]) -> Iterator[Expert]:
    """Every expert with a number: that of the workbook, that under which one is known, else the next free one.

    The order of the rows does not matter.
    """
    given = {name_twin(row.expert.id): row.expert.id for row in rows if row.expert.id}
    spelled = {name_twin(each): each for each in ever}
    mine = {_person(each): each.id for each in known.values() if name_twin(each.id) not in given}
    taken = {*given, *spelled}
    free = (number for number in _numbers() if name_twin(number) not in taken)
    for row in sorted(rows, key=lambda row: (*_person(row.expert), row.expert.phone)):
        if row.expert.id:  # 专００１ and 专001 are one number, as it was first written
            yield replace(row.expert, id=spelled.get(name_twin(row.expert.id), row.expert.id))
        else:
            yield replace(row.expert, id=mine.get(_person(row.expert)) or next(free))


def _person(expert: Expert) -> tuple[str, str]:
    return name_twin(expert.name), name_twin(expert.organisation)


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"专{number:0{_DIGITS}d}"


def _put_down(ledger: Ledger, news: _News, digest: str, *, who: str) -> None:
    fresh = [*news.added, *(new for _, new in news.changed)]
    ids = tuple(each.id for each in news.experts)
    counts = {"added": len(news.added), "changed": len(news.changed), "removed": len(news.removed)}
    with ledger.change("judging-pool", digest):
        put_down(ledger, ActKind.EXPERT, [((each.id,), each) for each in fresh], who=who)
        put_down(ledger, ActKind.POOL, [(KEY, Pool(experts=ids, digest=digest, **counts))], who=who)


def _counted(news: _News) -> Iterator[str]:
    same = len(news.experts) - len(news.added) - len(news.changed)
    yield (
        f"读到 {len(news.experts)} 名专家：新的 {len(news.added)} 名，改的 {len(news.changed)} 名，"
        f"一样的 {same} 名；表上没有了的 {len(news.removed)} 名。"
    )


def _told(news: _News) -> Iterator[str]:
    for old, new in news.changed:
        changes = "；".join(_differences(old, new))
        yield f"  改：{new.id} {new.name}　{changes}"
    yield from (f"  去：{each.id} {each.name}（{each.organisation or '单位未写'}）" for each in news.removed)
    yield from (f"  新：{each.id} {each.name}（{each.organisation or '单位未写'}）" for each in news.added[:_SHOWN])
    if len(news.added) > _SHOWN:
        yield f"  新：还有 {len(news.added) - _SHOWN} 名，导入后用 qtdocs judge experts list 看。"


def _differences(old: Expert, new: Expert) -> Iterator[str]:
    for key in COLUMNS:
        before, after = _shown(getattr(old, key)), _shown(getattr(new, key))
        if before != after:
            yield f"{name_of(key)}：{before or '空'} → {after or '空'}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "能" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _after(ledger: Ledger, news: _News) -> Iterator[str]:
    """What this means for seeds that are fixed and seats that are taken."""
    if news.is_none:
        return
    if seeds := held(ledger, ActKind.SEED, Seed):
        yield f"请注意：{len(seeds)} 个阶段的种子已经定下，定下以后改专家库，会写进抽取记录。"
    gone = {each.id for each in news.removed}
    for act in held(ledger, ActKind.DRAW, PanelDraw).values():
        for panel in act.value.panels:
            seated = "、".join(seat.expert for seat in panel.seats if seat.expert in gone)
            if seated:
                yield f"请注意：{panel.name}的 {seated} 不在新的专家库里；要换人请用 qtdocs judge decline。"


def _as_json(expert: Expert, seats: Sequence[str]) -> dict[str, object]:
    return {
        "id": expert.id, "name": expert.name, "organisation": expert.organisation or None,
        "nominator": expert.nominator or None, "region": expert.region or None, "subjects": list(expert.subjects),
        "trained_until": expert.trained_until or None, "past_employers": list(expert.past_employers),
        "declared": list(expert.declared), "may_lead": expert.may_lead, "phone": expert.phone or None,
        "remark": expert.remark or None, "seats": list(seats),
    }  # fmt: skip
