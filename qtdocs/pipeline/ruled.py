"""What people said of findings, laid over them: let pass, confirmed, refuted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qtdocs import checks
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.ledger import corrections, entries
from qtdocs.model.correction import Correction, Ruling
from qtdocs.model.finding import Finding
from qtdocs.pipeline.corrected import by_owner
from qtdocs.pipeline.known import Judged, Season

Rulings = Mapping[tuple[str, str], Ruling]
"""The last word on each finding, by the entry's id and the finding's key."""


def ruled(judged: Judged, season: Season) -> Judged:
    """The season with people's word on its findings; a word holds for as long as the finding says the same."""
    said = corrections.rulings(season.ledger)
    lost = by_owner(corrections.all_corrections(season.ledger), judged.teams).get("", ())
    teams = (
        replace(team, findings=tuple(with_ruling(each, team.id, said) for each in team.findings))
        for team in judged.teams
    )
    findings = tuple(with_ruling(each, "", said) for each in (*judged.findings, *_homeless(lost, season)))
    return replace(judged, teams=tuple(teams), findings=findings)


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
