"""What the register, earlier seasons and people's decisions say of teams and their companies."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.checks.history import Lookup, check_history, check_registration
from qtdocs.checks.standing import changed_since
from qtdocs.ledger import registry, standings
from qtdocs.model.entry import Entry
from qtdocs.pipeline.known import Judged, Season


def with_history(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    lookup = Lookup(registry.everything(season.ledger), judged.teams)
    moves = standings.history(season.ledger)
    teams = []
    for team in judged.teams:
        told = _from_register(team, lookup, season)
        changed = [each for last in moves.get(team.number, ())[-1:] for each in changed_since(team, last)]
        teams.append(replace(told, findings=(*told.findings, *changed)))
    return replace(judged, teams=tuple(teams))


def _from_register(team: Entry, lookup: Lookup, season: Season) -> Entry:
    """The team with what the register says; as it was where there is no register."""
    if not lookup.registry.rows:
        return team
    known = lookup.known(team)
    answer, short = check_registration(team, known, season.edition)
    told = check_history(team, known, lookup.registry, season.edition)
    return replace(team, seniority=answer, findings=(*team.findings, *short, *told))
