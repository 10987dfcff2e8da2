"""Papers of a team that another nominator sent in its own name: no letter to this one may tell of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qtdocs.assemble import text_in
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.near_names import other_nominator
from qtdocs.pipeline.account import Account

_NOMINATOR = "nominator_name"


def anothers_papers(team: Entry, nominator: str, edition: Programme) -> tuple[Record, ...]:
    """The papers of a team that name another nominator; none where no paper names this one.

    Args:
        team: the team.
        nominator: who is written to.
        edition: the programme.
    """
    records = (*team.records, *(each.record for each in team.superseded))
    anothers = tuple(each for each in records if _is_anothers(each, nominator, edition))
    theirs = {id(each) for each in anothers}
    return anothers if any(text_in(each, _NOMINATOR) for each in records if id(each) not in theirs) else ()


def _is_anothers(record: Record, nominator: str, edition: Programme) -> bool:
    name = text_in(record, _NOMINATOR)
    return bool(name) and other_nominator(name, nominator, edition.nominators, scanned=record.scanned)


def without_anothers(team: Entry, records: Collection[Record]) -> Entry:
    """The team with the findings alone that tell nothing of these papers.

    Args:
        team: the team.
        records: papers of it that another nominator sent.
    """
    if not records:
        return team
    files = {each.file for each in records}
    kept = tuple(each for each in team.findings if not _tells_of(each, files))
    return replace(team, findings=kept)


def _tells_of(finding: Finding, files: Collection[str]) -> bool:
    shown = any(told in finding.message for file in files for told in (f"“{file}”", f"{file} 写的是"))
    return finding.file in files or shown or (finding.code, finding.field) == ("pair-differs", _NOMINATOR)


def parcels_of(account: Account, papers: Collection[str], anothers: Collection[str]) -> tuple[str, ...]:
    """The numbers of the deliveries with these papers, without those that brought only another nominator's.

    Args:
        account: the season.
        papers: digests of the papers that a letter speaks of.
        anothers: digests of papers that another nominator sent.
    """
    found: dict[str, set[str]] = {}
    for line in account.lines:
        if line.parcel is not None and line.attachment.sha256 in {*papers, *anothers}:
            found.setdefault(line.parcel.number, set()).add(line.attachment.sha256)
    named = {line.attachment.sha256 for line in account.lines if line.outcome == "form"} - set(anothers)
    return tuple(
        sorted(number for number, there in found.items() if not there & set(anothers) or there & named & set(papers))
    )
