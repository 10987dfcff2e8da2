"""What would be purged: data that came before a day, is kept long enough, and is held by nobody."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.editions.retention import RETAINED
from qtdocs.ledger.purges import Hold
from qtdocs.model.entry import Entry
from qtdocs.model.parcel import Parcel, Unpacked
from qtdocs.pipeline.account import Account

_DAYS = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document or delivery that came before the day and stays all the same."""

    name: str
    """What it is."""
    why: str
    """Why it stays, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgePlan:
    """What is purged and what stays."""

    due: Mapping[str, tuple[str, ...]]
    """Digests of documents by kind of data, ``crops``, ``originals``, ``contacts``, ``readings``."""
    parcels: tuple[Parcel, ...]
    """Deliveries whose senders are forgotten."""
    kept: tuple[Kept, ...]
    """What came before the day and stays."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to purge."""
        return not self.parcels and not any(self.due.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    sha256: str
    names: tuple[str, ...]
    days: tuple[datetime.date | None, ...]


def plan_of(
    account: Account,
    edition: Programme,
    *,
    opened: Mapping[str, Unpacked],
    holds: Mapping[str, Hold],
    buried: frozenset[tuple[str, str]],
    before: datetime.date,
    today: datetime.date,
) -> PurgePlan:
    """What is due.

    Args:
        account: the season.
        edition: the programme, which tells how long each kind of data is kept.
        opened: what every mail and archive holds, by digest.
        holds: entries that are held.
        buried: what was purged before.
        before: only what arrived before this day.
        today: the day on which the time of keeping must be over.
    """
    held = _held(account, holds, opened)
    due: dict[str, list[str]] = {kind: [] for kind in RETAINED}
    kept: list[Kept] = []
    for document in _documents(account, opened):
        reason = held.get(document.sha256) or _reason(document.days, before)
        if reason:
            kept.append(Kept(name=document.names[0], why=reason))
        elif reason is not None:
            for kind, why in _too_young(document, edition, today):
                if (kind, document.sha256) in buried:
                    continue
                if why:
                    kept.append(Kept(name=document.names[0], why=why))
                else:
                    due[kind].append(document.sha256)
    parcels = tuple(_parcels(account, set(due["contacts"])))
    return PurgePlan(due={kind: tuple(found) for kind, found in due.items()}, parcels=parcels, kept=tuple(kept))


def _too_young(document: _Document, edition: Programme, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Each kind of data with why it is kept for longer; empty where its time is over."""
    years: dict[str, float] = {each.kind: each.years for each in edition.retention}
    last = max(day for day in document.days if day)
    for kind, name in RETAINED.items():
        over = last + datetime.timedelta(days=_DAYS * years.get(kind, 0)) <= today
        yield kind, "" if over else f"{name}要保存 {years[kind]:g} 年"


def _reason(days: tuple[datetime.date | None, ...], before: datetime.date) -> str | None:
    """Why a document stays: none where it came later anyway, empty where nothing keeps it."""
    known = [day for day in days if day is not None]
    if any(day >= before for day in known):
        return None
    return "" if known and len(known) == len(days) else "不知道是什么时候收到的，请先在收件登记里写上收到日期"


def _documents(account: Account, opened: Mapping[str, Unpacked]) -> Iterator[_Document]:
    """Every content once, with the days on which it arrived; a mailbox came when its last mail did."""
    names: dict[str, list[str]] = {}
    days: dict[str, list[datetime.date | None]] = {}
    boxes: set[str] = set()
    for line in account.lines:
        sha256 = line.attachment.sha256
        if not sha256:
            continue
        names.setdefault(sha256, []).append(line.file)
        arrival = line.parcel.arrival if line.parcel else None
        days.setdefault(sha256, []).append(arrival.start.date() if arrival else None)
        if line.parcel is None and sha256 in opened:
            boxes.add(sha256)
    for sha256 in boxes:
        inside = [day for member in opened[sha256].members for day in days.get(member.sha256, [])]
        days[sha256] = inside or [None]
    for sha256, found in names.items():
        yield _Document(sha256=sha256, names=tuple(found), days=tuple(days[sha256]))


def _held(account: Account, holds: Mapping[str, Hold], opened: Mapping[str, Unpacked]) -> dict[str, str]:
    """Digests that are held, with the reason: the papers of held entries, and whatever they came in."""
    found: dict[str, str] = {}
    for team in account.teams:
        if team.number in holds:
            hold = holds[team.number]
            reason = f"{team.number} 有{hold.reason}（{hold.who}：{hold.why}），先保留"
            found |= dict.fromkeys(_papers_of(team), reason)
    growing = True
    while growing:
        more = {
            sha256: next(found[member.sha256] for member in unpacked.members if member.sha256 in found)
            for sha256, unpacked in opened.items()
            if sha256 not in found and any(member.sha256 in found for member in unpacked.members)
        }
        growing = bool(more)
        found |= more
    return found


def _papers_of(team: Entry) -> Iterable[str]:
    yield from (paper.sha256 for paper in team.papers)
    yield from (record.sha256 for record in team.records)
    yield from (each.record.sha256 for each in team.superseded)


def _parcels(account: Account, forgotten: set[str]) -> Iterator[Parcel]:
    """Deliveries all of whose files have their contacts forgotten now, and which still tell of a sender."""
    for parcel in account.parcels:
        digests = {each.sha256 for each in parcel.attachments if each.sha256}
        if digests and digests <= forgotten and parcel.sender:
            yield parcel
