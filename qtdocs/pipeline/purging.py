"""Purging: what is no longer to be kept goes, and the ledger still adds up."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs.editions import shelf
from qtdocs.editions.retention import RETAINED
from qtdocs.editions.vocabulary import PERSONAL_KEYS
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, corrections, documents, library, purges, registry, standings
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.ballot import PaperSheet
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Letter, Parcel, Registered, Unpacked
from qtdocs.model.record import FieldValue, Record
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.purge_plan import Kept, PurgePlan, plan_of
from qtdocs.pipeline.readings import PartRead, Reading
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import EDITED, JUDGING, Workspace
from qtdocs.text import plain_date

_SHOWN = 5
_GONE = "（已清除）"
_OUTPUTS = (
    "*.xlsx", "*.docx", "*.pdf", "*.eml", "信函/**/*.*", "评价表/*.*", *(f"{each}/**/*.*" for each in JUDGING),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeShown:
    """What a purge would do."""

    lines: tuple[str, ...]
    """For the screen, in Chinese."""
    is_empty: bool
    """Whether there is nothing to purge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """What goes now."""

    plan: PurgePlan
    """What of the ledger."""
    pictures: frozenset[str]
    """Pictures of papers whose time is over."""
    leftovers: frozenset[str]
    """Pictures that no paper shows any more: an earlier reading made them, or a purge was broken off."""


def purge_shown(place: Workspace, *, before: datetime.date, today: datetime.date) -> PurgeShown:
    """What would be purged, what stays, and what is out of reach; nothing is changed.

    Args:
        place: the workspace.
        before: only what arrived before this day.
        today: the day of the run.

    Raises:
        UsageError: the day lies in the future.
    """
    _refuse_future(before, today)
    with place.ledger() as ledger:
        due = _due(place, ledger, before=before, today=today)
        lines = (*_told(due, before), *_out_of_reach(place, ledger))
    return PurgeShown(lines=lines, is_empty=due.plan.is_empty and not due.leftovers)


def purged(place: Workspace, *, before: datetime.date, today: datetime.date, who: str, shown: Sequence[str]) -> str:
    """Purge what was shown; says so.

    Args:
        place: the workspace.
        before: only what arrived before this day.
        today: the day of the run.
        who: who is responsible.
        shown: the lines that were shown to them.

    Raises:
        UsageError: no name was given, the day lies in the future, or what would go is no longer what was shown;
            nothing was changed.
    """
    _refuse_future(before, today)
    who = refuse_nameless(who)
    with place.busy("qtdocs purge") as ledger:
        due = _due(place, ledger, before=before, today=today)
        if (*_told(due, before), *_out_of_reach(place, ledger)) != tuple(shown):
            raise UsageError("刚才列出以后台账变了，什么也没有清除。", "请再运行一次，看清楚再确认。")
        if not due.plan.is_empty:
            with ledger.change("purged", f"{before.isoformat()} {sum(map(len, due.plan.due.values()))}"):
                _carry_out(ledger, due.plan, who=who)
            purges.compact(ledger)
        removed = _removed(place, ledger, due.pictures | due.leftovers)
    return f"已清除，删去原件和截图 {removed} 个文件；台账里只留下它们来过的记录，照样核对得上。"


def _due(place: Workspace, ledger: Ledger, *, before: datetime.date, today: datetime.date) -> _Due:
    edition = shelf.load_programme(place.programme, workspace=place.home)
    plan = plan_of(
        account_of(ledger, edition), edition, opened=documents.opened(ledger), holds=purges.holds(ledger),
        buried=purges.tombstones(ledger), before=before, today=today,
    )  # fmt: skip
    return _with_pictures(place, ledger, plan)


def _refuse_future(before: datetime.date, today: datetime.date) -> None:
    if before > today:
        raise UsageError(f"{plain_date(before)}还没有到。", "--before 请写今天或以前的日期，例如 2023-12-31。")


def refuse_nameless(who: str) -> str:
    """The name of whoever is responsible for what is purged.

    Raises:
        UsageError: no name was given.
    """
    return person_named(who, "清除", advice="请用 --by 写上姓名；先看看会清除什么，请加 --dry-run。")


def swept(place: Workspace, ledger: Ledger) -> int:
    """Originals that were purged and came back with another look into the same inbox; gives how many went again."""
    gone = [subject for kind, subject in purges.tombstones(ledger) if kind == "originals"]
    paths = [path for sha256 in gone if (path := place.originals.find(sha256)) is not None]
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _told(due: _Due, before: datetime.date) -> Iterator[str]:
    """What goes and what stays, for people."""
    plan = due.plan
    yield f"{plain_date(before)}以前收到的："
    for kind, name in RETAINED.items():
        if kind == "crops" and due.pictures:
            yield f"  清除{name} {len(due.pictures)} 张"
        elif kind != "crops" and plan.due[kind]:
            yield f"  清除{name}：{len(plan.due[kind])} 份文件"
    if plan.parcels:
        yield f"  清除发件人：{len(plan.parcels)} 次来件（{'、'.join(each.number for each in plan.parcels)}）"
    if due.leftovers:
        yield f"  清除没有材料再用到的{RETAINED['crops']} {len(due.leftovers)} 张"
    if plan.is_empty and not due.leftovers:
        yield "  没有可以清除的。"
    yield from _kept(plan.kept)


def _kept(kept: Iterable[Kept]) -> Iterator[str]:
    reasons = Counter(each.why for each in kept)
    for why, count in reasons.items():
        names = [each.name for each in kept if each.why == why]
        yield f"  保留 {count} 份：{why}（{_some(names, where='全部见台账“来件”页')}）"


def _out_of_reach(place: Workspace, ledger: Ledger) -> Iterator[str]:
    """What else may hold the same data and is not touched."""
    files = sorted({path.relative_to(place.home).as_posix() for one in _OUTPUTS for path in place.home.glob(one)})
    if files:
        yield f"这些结果里也可能有，程序不删，请自己处理：{_some(files, where='都在工作区里')}。"
    seasons = [season for season, _, _ in library.seasons(ledger)]
    if seasons:
        yield f"往年的材料（{'、'.join(seasons)}）不按日期清除，不再要的请用 qtdocs library remove 年度。"
    if told := _reasons(ledger):
        yield f"台账里{told}是人写下的话，只增不改，不清除；里面写了个人信息的，清除不了，请不要写进去。"
    edited = sum(path.is_file() for path in (place.data / EDITED).glob("*"))
    if edited:
        yield f"“数据/{EDITED}”里存着改过的工作簿 {edited} 份，里面也有联系方式；用不着了的请自己删去。"
    yield "够不着、要自己处理的还有：以前的备份文件，收件文件夹和邮箱里的原信，发出去的信和表，打印件。"


def _reasons(ledger: Ledger) -> str:
    """Which words that people wrote are kept for good: complaints, and the reasons of moves."""
    complaints = len(registry.everything(ledger).complaints)
    moves = sum(bool(each.because) for several in standings.history(ledger).values() for each in several)
    kinds = ((f"投诉 {complaints} 条", complaints), (f"改状态的理由 {moves} 条", moves))
    return "、".join(told for told, count in kinds if count)


def _some(names: Iterable[str], *, where: str) -> str:
    """The first of some files, and where all of them are."""
    every = list(dict.fromkeys(names))
    shown = "、".join(every[:_SHOWN])
    return shown if len(every) <= _SHOWN else f"{shown} 等 {len(every)} 份，{where}"


def _carry_out(ledger: Ledger, plan: PurgePlan, *, who: str) -> None:
    """All changes of the ledger, inside one change."""
    readings = dict(documents.readings(ledger, Reading))
    gone = set(plan.due["readings"])
    for sha256 in plan.due["contacts"]:
        if sha256 in readings and sha256 not in gone:
            left = without_contacts(readings[sha256])
            purges.replace_reading(ledger, sha256, outcome=left.outcome, reading=left)
    for sha256 in gone:
        purges.forget_reading(ledger, sha256)
    corrections.forget(ledger, plan.due["contacts"], fields=frozenset(PERSONAL_KEYS))
    corrections.forget(ledger, plan.due["readings"])
    opened = documents.opened(ledger)
    for sha256 in plan.due["contacts"]:
        if sha256 in opened:
            purges.replace_members(ledger, sha256, _without_sender(opened[sha256]))
    for parcel in plan.parcels:
        purges.replace_evidence(ledger, _anonymous(parcel))
    for kind, subjects in plan.due.items():
        if subjects:
            purges.bury(ledger, kind, subjects, who=who)


def without_contacts(reading: Reading) -> Reading:
    """A reading without persons and ways to reach them; names of companies and teams stay."""
    return replace(reading, words="", notes=(), parts=tuple(_part(each) for each in reading.parts))


def _part(part: PartRead) -> PartRead:
    record = part.record
    return replace(
        part,
        record=_record(record) if record else None,
        findings=tuple(each for each in part.findings if not _is_personal(each)),
    )


def _is_personal(finding: Finding) -> bool:
    return finding.field in PERSONAL_KEYS


def _record(record: Record) -> Record:
    rows = tuple(replace(row, fields={key: _value(each) for key, each in row.fields.items()}) for row in record.rows)
    return replace(record, fields={key: _value(each) for key, each in record.fields.items()}, rows=rows, doubts=())


def _value(value: FieldValue) -> FieldValue:
    if value.key not in PERSONAL_KEYS:
        return value
    return replace(value, value=None, text="", doubts=(), crop="")


def _without_sender(unpacked: Unpacked) -> Unpacked:
    return replace(unpacked, letter=_nobody(unpacked.letter))


def _nobody(letter: Letter | None) -> Letter | None:
    return replace(letter, sender=_GONE, subject=_GONE) if letter else None


def _anonymous(parcel: Parcel) -> Parcel:
    registered: Registered | None = parcel.registered
    if registered is not None:
        registered = replace(registered, sender=_GONE if registered.sender else "", courier_no="", remark="")
    return replace(parcel, letter=_nobody(parcel.letter), registered=registered)


def _with_pictures(place: Workspace, ledger: Ledger, plan: PurgePlan) -> _Due:
    """What goes, with only those papers that have pictures; a picture stays while any paper keeps its own."""
    due = set(plan.due["crops"])
    gone = {subject for kind, subject in purges.tombstones(ledger) if kind == "crops"}
    pictures = {sha256: set(_pictures(reading)) for sha256, reading in documents.readings(ledger, Reading)}
    going = {sha256: found for sha256, found in pictures.items() if sha256 in due and found}
    staying = {each for sha256, found in pictures.items() if sha256 not in due | gone for each in found}
    papers = held(ledger, ActKind.PAPER, PaperSheet).values()  # signed score sheets: results rest on them
    staying |= {digest for act in papers for digest in act.value.crops.values()}
    now = frozenset(each for found in going.values() for each in found) - staying
    return _Due(
        plan=replace(plan, due={**plan.due, "crops": tuple(sorted(going))}),
        pictures=now,
        leftovers=place.crops.everything() - staying - now,
    )


def _pictures(reading: Reading) -> Iterator[str]:
    for part in reading.parts:
        marks = part.record.marks if part.record else part.marks
        yield from (mark.crop for mark in marks if mark.crop)
        for value in part.record.fields.values() if part.record else ():
            if value.crop:
                yield value.crop


def _removed(place: Workspace, ledger: Ledger, pictures: frozenset[str]) -> int:
    """Take the files themselves away; gives how many."""
    paths: list[Path] = [place.crops.path(digest) for digest in pictures]
    count = sum(path.exists() for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    return count + swept(place, ledger)
