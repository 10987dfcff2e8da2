"""What the whole of a stage's score sheet is out of: as the notice says, or as the office says where it is silent."""

from __future__ import annotations

from decimal import Decimal

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.settlement import Settled


def setting_of_scale(stage: str) -> tuple[str, ...]:
    """The key of the setting in which the office says a stage's scale; its value is a ``Settled`` number as text."""
    return (f"scale {stage}",)


def scale_of(ledger: Ledger, programme: Programme, stage: Stage) -> Decimal | None:
    """What the whole of a stage's sheet is out of; none where neither the notice nor the office has said it.

    Args:
        ledger: the ledger.
        programme: the programme.
        stage: one of its stages.
    """
    scales = scales_of(programme, stage)
    if len(scales) == 1:
        return Decimal(scales[0])
    said = held(ledger, ActKind.SETTING, Settled).get(setting_of_scale(stage.id))
    return Decimal(said.value.value) if said and said.value.value else None
