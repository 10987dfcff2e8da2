"""Which stage a command means where nobody names it."""

from __future__ import annotations

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.expert import PanelDraw
from qtdocs.pipeline.judging.ballots import stage_of


def stage_meant(ledger: Ledger, edition: Programme, said: str) -> Stage:
    """The stage that was named; else the only one for which experts were drawn, or the only one there is.

    Args:
        ledger: the ledger.
        edition: the programme.
        said: the stage's id or name; empty where nobody named it.

    Raises:
        UsageError: there is no such stage, or it could be several.
    """
    if said:
        return stage_of(edition, said)
    found = _possible(ledger, edition)
    if len(found) != 1:
        names = "、".join(f"{each.id}（{each.name}）" for each in found or edition.stages)
        raise UsageError("没有写是哪个评审阶段。", f"请用 --stage 写明：{names or '本活动没有写评审阶段'}。")
    return found[0]


def only_stage(ledger: Ledger, edition: Programme) -> str:
    """Id of the stage that is meant where nobody names one; empty where it could be several."""
    found = _possible(ledger, edition)
    return found[0].id if len(found) == 1 else ""


def _possible(ledger: Ledger, edition: Programme) -> list[Stage]:
    """The stages for which experts were drawn; all where none were."""
    drawn = [stage_of(edition, key[0]) for key in held(ledger, ActKind.DRAW, PanelDraw)]
    return drawn or list(edition.stages)
