"""The lists of nominators: which of them hold, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs import checks
from qtdocs.assemble import Versions
from qtdocs.checks.lists import ListRow, text_of
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Superseded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue, Record
from qtdocs.near_names import loosened
from qtdocs.pipeline.known import Season
from qtdocs.pipeline.teams import time_shown

KINDS = ("nomination-summary", "review-summary", "nomination")
"""Papers of nominators that name teams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldList:
    """One list that holds."""

    record: Record
    """As it was read."""
    form: FormSpec
    """Its form."""
    nominator: str
    """Whose it is; empty where it does not say."""
    rows: tuple[ListRow, ...]
    """The teams on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominated:
    """All lists of a season that hold."""

    lists: tuple[HeldList, ...]
    """Those that hold, in the order in which they came."""
    findings: tuple[Finding, ...]
    """What is to be said of versions: which one gave way, or that nothing tells which one holds."""

    @property
    def tables(self) -> tuple[HeldList, ...]:
        """Those that name all teams of a nominator, a row each."""
        return tuple(each for each in self.lists if each.form.table is not None)


def nominators_papers(season: Season, kinds: Sequence[str]) -> dict[tuple[str, str, str], list[Record]]:
    """The papers of this programme of some kinds that are filled in: versions of one paper stand together."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for _, sha256, part in season.parts:
        record = part.record
        if record is None or record.programme != season.edition.id or record.blank:
            continue
        form = season.edition.form(record.form)
        if form is None or form.kind not in kinds:
            continue
        nominator = loosened(text_of(record.fields.get("nominator_name")))
        team = "" if form.table else loosened(text_of(record.fields.get("team_name")))
        # what names nobody is no version of anything
        found.setdefault((record.form, nominator, team or ("" if nominator else sha256)), []).append(record)
    return found


def nominated(season: Season) -> Nominated:
    """The lists of a season that hold; a later version replaces an earlier one only beyond doubt."""
    versions = Versions(season.arrivals, frozenset())
    lists: list[HeldList] = []
    findings: list[Finding] = []
    for records in nominators_papers(season, KINDS).values():
        gone = [found for each in records if (found := versions.replaced(each, records))]
        if len(gone) == len(records):  # times contradict each other
            gone = []
        old = {id(each.record) for each in gone}
        held = [_held(each, season.edition) for each in records if id(each) not in old]
        lists += held
        findings += (_superseded(each, season.edition, season.arrivals) for each in gone)
        findings += _several(held)
    return Nominated(lists=tuple(lists), findings=tuple(findings))


def newest(season: Season, kinds: Sequence[str]) -> Iterator[Record]:
    """The papers of nominators of some kinds that hold."""
    versions = Versions(season.arrivals, frozenset())
    for records in nominators_papers(season, kinds).values():
        yield from [each for each in records if versions.replaced(each, records) is None] or records


def _held(record: Record, edition: Programme) -> HeldList:
    form = edition.form(record.form)
    assert form is not None
    nominator = text_of(record.fields.get("nominator_name"))
    rows = tuple(_row(record, form, nominator, row.fields, row.place) for row in record.rows)
    if form.table is None:
        place = record.fields["team_name"].place
        rows = (_row(record, form, nominator, record.fields, place),)
    return HeldList(record=record, form=form, nominator=nominator, rows=rows)


def _row(record: Record, form: FormSpec, nominator: str, fields: Mapping[str, FieldValue], place: Place) -> ListRow:
    return ListRow(
        file=record.file, sha256=record.sha256, form=form.id, list_name=form.name, medium=record.medium,
        scanned=record.scanned, nominator=nominator, place=place, fields=fields,
    )  # fmt: skip


def _superseded(each: Superseded, edition: Programme, arrivals: Mapping[str, Sequence[Arrival | None]]) -> Finding:
    """What a newer list has that the older one had not, and the other way round."""
    old, new = (_teams(record, edition) for record in (each.record, each.by))
    lost, gained = [name for name in old if name not in new], [name for name in new if name not in old]
    changes = ((f"新的一份没有{_some(lost)}", lost), (f"新的一份多了{_some(gained)}", gained))
    detail = "，".join(words for words, names in changes if names) or "班组都相同"
    times = [_times(arrivals.get(record.sha256, ())) for record in (each.record, each.by)]
    reason = f"{times[0]}收到，后一份{times[1]}收到"
    return checks.finding(
        "entry-superseded", file=each.record.file, by=each.by.file, reason=reason, detail=detail,
        advice="汇总表按新的一份核对；旧的留着，请看一眼不同之处。",
    )  # fmt: skip


def _teams(record: Record, edition: Programme) -> dict[str, None]:
    return {row.who: None for row in _held(record, edition).rows}


def _times(found: Iterable[Arrival | None]) -> str:
    return "、".join(time_shown(each) for each in found if each is not None)


def _several(held: Sequence[HeldList]) -> Iterator[Finding]:
    """Two lists of one nominator in one medium, of which nothing tells which one holds."""
    media: dict[str, list[HeldList]] = {}
    for each in held:
        if each.form.table is not None and each.nominator:
            media.setdefault(each.record.medium, []).append(each)
    for same in media.values():
        files = list(dict.fromkeys(each.record.file for each in same))
        if len(files) > 1:
            yield checks.finding(
                "summary-several", file=files[-1], nominator=same[0].nominator, list=same[0].form.name,
                detail="、".join(f"“{file}”" for file in files),
            )  # fmt: skip


def _some(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
