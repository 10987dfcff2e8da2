"""What people said of findings, laid over them: let pass, confirmed, refuted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs.ledger.corrections import rulings
from qtdocs.model.correction import Ruling
from qtdocs.model.finding import Finding
from qtdocs.pipeline.known import Judged, Season

Rulings = Mapping[tuple[str, str], Ruling]
"""The last word on each finding, by the entry's id and the finding's key."""


def ruled(judged: Judged, season: Season) -> Judged:
    """The season with people's word on its findings; a word holds for as long as the finding says the same."""
    said = rulings(season.ledger)
    teams = (
        replace(team, findings=tuple(with_ruling(each, team.id, said) for each in team.findings))
        for team in judged.teams
    )
    findings = tuple(with_ruling(each, "", said) for each in judged.findings)
    return replace(judged, teams=tuple(teams), findings=findings)


def with_ruling(finding: Finding, entry: str, said: Rulings) -> Finding:
    """The finding with what a person said of it, if anybody did."""
    ruling = said.get((entry, finding.key))
    if ruling is None:
        return finding
    told = f"{ruling.who}：{ruling.why}" if ruling.why else ruling.who
    if ruling.ruling == "confirmed":
        return replace(finding, confirmed=ruling.who, confirmed_why=ruling.why)
    return replace(finding, waived=told) if ruling.ruling == "waived" else replace(finding, refuted=told)
