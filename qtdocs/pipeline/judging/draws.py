"""Everything that was drawn for a stage: seeds, draws, what people changed after them; nothing of it ever goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.errors import UsageError
from qtdocs.judging.after_draw import standing
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts
from qtdocs.model.ballot import Ballot
from qtdocs.model.expert import Expert, PanelDraw, Recusal, Seed
from qtdocs.pipeline.judging.pool import PoolHistory

NO_DRAW = ("这个阶段还没有抽过专家。", "请先运行 qtdocs judge draw --by 姓名。")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDraws:
    """What the ledger holds of the draws of one stage, in order."""

    seeds: tuple[Act[Seed], ...]
    """Every seed that was ever fixed; the last one holds."""
    states: tuple[Act[PanelDraw], ...]
    """Every draw, each followed by itself after every change."""
    said: tuple[Act[Recusal], ...]
    """What experts said."""
    pool: PoolHistory
    """The pool at any moment."""

    @property
    def draws(self) -> tuple[Act[PanelDraw], ...]:
        """The draws themselves, as they came from their seeds."""
        return tuple(each for each in self.states if not each.value.changes)

    @property
    def latest(self) -> Act[PanelDraw]:
        """The draw that holds, with all that was changed since.

        Raises:
            UsageError: there is none.
        """
        if not self.states:
            raise UsageError(*NO_DRAW)
        return self.states[-1]

    @property
    def said_now(self) -> tuple[Recusal, ...]:
        """What was said after the draw that holds."""
        return tuple(each.value for each in self.said if each.value.draw == self.latest.value.number)

    @property
    def people(self) -> Mapping[str, Expert]:
        """Everybody who ever was in the pool, by id."""
        return self.pool.ever

    def said_by_now(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Who cannot take part in the stage, and which entries experts avoid; both sorted."""
        gone, recused = standing([each.value for each in self.said])
        return tuple(sorted(gone)), tuple(sorted(recused))

    def changes_of(self, number: int) -> tuple[Act[Recusal], ...]:
        """What was said after one draw."""
        return tuple(each for each in self.said if each.value.draw == number)


def draws_of(ledger: Ledger, stage: str) -> StageDraws:
    """What the ledger holds of the draws of a stage."""
    return StageDraws(
        seeds=tuple(each for each in acts(ledger, ActKind.SEED, Seed) if each.key == (stage,)),
        states=tuple(each for each in acts(ledger, ActKind.DRAW, PanelDraw) if each.key == (stage,)),
        said=tuple(each for each in acts(ledger, ActKind.RECUSAL, Recusal) if each.key[0] == stage),
        pool=PoolHistory(ledger),
    )


def sheets_in(ledger: Ledger, stage: str) -> frozenset[tuple[str, str]]:
    """Judge and entry of everything that was scored in a stage already."""
    every = (*acts(ledger, ActKind.BALLOT, Ballot), *acts(ledger, ActKind.TYPED, Ballot))
    return frozenset((each.value.judge, each.value.entry) for each in every if each.value.stage == stage)
