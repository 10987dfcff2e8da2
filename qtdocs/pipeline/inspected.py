"""What people looked up elsewhere, as findings about their teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.editions.programme import Programme
from qtdocs.ledger import inspections
from qtdocs.ledger.inspections import History
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.inspection import Inspected, Inspection, word_that_counts
from qtdocs.pipeline.known import Judged, Season
from qtdocs.text import name_twin


def with_inspections(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    history = inspections.everything(season.ledger)
    doubts = [checks.finding("inspection-unclear", detail=each) for each in inspections.doubts_in(season.ledger)]
    teams = []
    words = words_of(judged.teams, history)
    for team in judged.teams:
        failed, contradicted = _told(team, words[team.id], season.edition)
        teams.append(replace(team, findings=(*team.findings, *failed)) if failed else team)
        doubts += contradicted
    return replace(judged, teams=tuple(teams), findings=(*judged.findings, *dict.fromkeys(doubts)))


def words_of(teams: tuple[Entry, ...], history: History) -> Mapping[str, Mapping[str, Inspected]]:
    """The word that counts on each rule, by the entry's id and the rule's id.

    A word about a nominator's papers counts for all its teams, whichever of them it was written beside; of several the
    last one counts, whatever their teams' numbers are.
    """
    groups: dict[str, list[Entry]] = {}
    for team in teams:
        groups.setdefault(_group(team, nominator_of(team)), []).append(team)
    numbered = {team.number: team for team in teams if team.number}
    said: dict[tuple[str, str], list[Inspection]] = {}
    for (number, rule), words in history.items():
        if (about := numbered.get(number)) is not None:
            group = _group(about, nominator_of(about)) if checks.is_of_nominator(rule) else about.id
            said.setdefault((group, rule), []).extend(words)
    found: dict[str, dict[str, Inspected]] = {team.id: {} for team in teams}
    for (group, rule), every in said.items():
        if word := word_that_counts(sorted(every, key=_when)):
            for owner in [team.id for team in groups[group]] if checks.is_of_nominator(rule) else [group]:
                found[owner][rule] = word
    return found


def _group(team: Entry, nominator: str) -> str:
    """What tells the teams of one nominator from all others; a team that names none stands alone."""
    return f"nominator {nominator}" if nominator else team.id


def _when(word: Inspection) -> str:
    return word.at


def nominator_of(team: Entry) -> str:
    """The twin of its nominator's name; empty where none is known."""
    return name_twin(text_in(team.source, "nominator_name"))


def _told(team: Entry, words: Mapping[str, Inspected], edition: Programme) -> tuple[list[Finding], list[Finding]]:
    uses = {rule.id: rule for rule in edition.rules}
    failed, contradicted = [], []
    for rule, word in words.items():
        if rule not in uses:
            continue
        if word.against is not None:
            contradicted.append(checks.contradicting(word))
        elif word.holds.result == "不符合":
            failed.append(checks.failed(team, uses[rule], word))
    return failed, contradicted
