"""The ballots that hold: one of each judge for each entry of a stage, the signed paper before the electronic sheet."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.ballot import Ballot
from qtdocs.pipeline.judging.scales import scale_of

_MEDIA = ("paper", "docx", "xlsx")
"""The media of sheets, what beats the others first."""


def ballots_held(ledger: Ledger, edition: Programme, stage: str) -> tuple[Ballot, ...]:
    """One ballot of each judge for each entry of a stage, each with the scale of its sheet where that is known.

    Args:
        ledger: the ledger.
        edition: the programme.
        stage: id of the stage.
    """
    found: dict[tuple[str, str], Ballot] = {}
    for act in held(ledger, ActKind.BALLOT, Ballot).values():
        if act.value.stage == stage:
            spot = act.value.entry, act.value.judge
            found[spot] = min(found.get(spot, act.value), act.value, key=lambda each: _MEDIA.index(each.medium))
    known = edition.stage(stage)
    scale = scale_of(ledger, edition, known) if known else None
    return tuple(replace(each, scale=each.scale or scale) for _, each in sorted(found.items()))
