"""What people said of findings, laid over them: let pass, confirmed, refuted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs import checks
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.ledger import corrections, entries
from qtdocs.model.correction import Correction, Ruling
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.pipeline.carried import Earlier, earlier_words
from qtdocs.pipeline.corrected import by_owner
from qtdocs.pipeline.known import Judged, Season

Rulings = Mapping[tuple[str, str], Ruling]
"""The last word on each finding, by the entry's id and the finding's key."""


def ruled(judged: Judged, season: Season) -> Judged:
    """The season with people's word on its findings; a word holds for as long as the finding says the same.

    Where a newer paper replaced the one that it was said of, the finding tells what was said.
    """
    earlier = _earlier(judged.teams, season)
    said = _rulings(earlier, season)
    lost = by_owner(corrections.all_corrections(season.ledger), judged.teams).get("", ())
    teams = (_with_rulings(team, said, earlier.get(team.id, ())) for team in judged.teams)
    findings = tuple(with_ruling(each, "", said) for each in (*judged.findings, *_homeless(lost, season)))
    return replace(judged, teams=tuple(teams), findings=findings)


def rulings_now(teams: Iterable[Entry], season: Season) -> Rulings:
    """The last word on each finding, with those that hold though the file is another."""
    return _rulings(_earlier(teams, season), season)


def _rulings(earlier: Mapping[str, Sequence[Earlier]], season: Season) -> Rulings:
    every = ((entry, each) for entry, several in earlier.items() for each in several)
    kept = {(entry, each.finding.key): each.kept for entry, each in every if each.holds}
    return {**kept, **corrections.rulings(season.ledger)}


def _earlier(teams: Iterable[Entry], season: Season) -> Mapping[str, tuple[Earlier, ...]]:
    """What was said of earlier versions, by the entry's id; without those of which nobody ever said anything."""
    words = corrections.last_words(season.ledger)
    spoken_of = {entry for entry, _ in words}
    parts = [part for _, _, part in season.parts]
    return {team.id: earlier_words(team, words, parts) for team in teams if team.id in spoken_of}


def _with_rulings(team: Entry, said: Rulings, earlier: Iterable[Earlier]) -> Entry:
    again = {each.finding.key: each.told for each in earlier if not each.holds}
    findings = (
        replace(each, advice=f"{again[each.key]}{each.advice}") if each.key in again else each for each in team.findings
    )
    return replace(team, findings=tuple(with_ruling(each, team.id, said) for each in findings))


def with_ruling(finding: Finding, entry: str, said: Rulings) -> Finding:
    """The finding with what a person said of it, if anybody did."""
    ruling = said.get((entry, finding.key))
    if ruling is None:
        return finding
    told = f"{ruling.who}：{ruling.why}" if ruling.why else ruling.who
    if ruling.ruling == "confirmed":
        return replace(finding, confirmed=ruling.who)
    return replace(finding, waived=told) if ruling.ruling == "waived" else replace(finding, refuted=told)


def _homeless(lost: Iterable[Correction], season: Season) -> Iterator[Finding]:
    """Corrections of entries that are no longer there."""
    last = {(each.entry, each.field): each for each in lost}
    held = [each for each in last.values() if not each.purged]
    numbers = {key: number for key, (number, _) in entries.everything(season.ledger).items()}
    labels = (f"{numbers.get(each.entry, '')}“{KEY_NAMES.get(each.field, each.field)}”（{each.who}）" for each in held)
    yield from checks.homeless(held, labels)
