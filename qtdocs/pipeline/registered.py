"""What the register and earlier seasons say of teams and their companies."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.checks.standing import changed_since
from qtdocs.ledger import standings
from qtdocs.pipeline.known import Judged, Season


def with_history(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    moves = standings.history(season.ledger)
    teams = []
    for team in judged.teams:
        told = [each for last in moves.get(team.number, ())[-1:] for each in changed_since(team, last)]
        teams.append(replace(team, findings=(*team.findings, *told)))
    return replace(judged, teams=tuple(teams))
