"""Draws and ballots put down in a small season, as the draw and the collecting of sheets would leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from qtdocs.editions import shelf
from qtdocs.editions.scoring import score_lines
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.ballot import WHOLE, Ballot, BallotScore
from qtdocs.model.expert import LEADER, MEMBER, Expert, Panel, PanelDraw, Seat
from qtdocs.pipeline.workspace import Workspace

Groups = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""By name: the experts' ids, the leader first, and the numbers of the entries."""
Points = Callable[[str, str, str], Decimal | None]
"""Stage, judge and entry: out of 100; none for no ballot."""


def score(place: Workspace, groups: Groups, points: Points, *, who: str = "王敏") -> None:
    """Put down the experts, one draw of each stage, and the ballots of every judge of a group for its entries."""
    edition = shelf.load_programme(place.programme, workspace=place.home)
    experts = sorted({judge for judges, _ in groups.values() for judge in judges})
    with place.busy("tests") as ledger, ledger.change("scored", str(len(experts))):
        known = [((each,), Expert(id=each, name=f"评委{each[-2:]}")) for each in experts]
        put_down(ledger, ActKind.EXPERT, known, who=who)
        for stage in edition.stages:
            panels = tuple(
                Panel(
                    name=name,
                    seats=tuple(Seat(expert=judge, role=LEADER if judge == judges[0] else MEMBER) for judge in judges),
                    entries=tuple(entries),
                )
                for name, (judges, entries) in groups.items()
            )
            drawn = PanelDraw(
                stage=stage.id, number=1, seed="1", seed_source="", pool_hash="", order=tuple(experts), panels=panels
            )
            put_down(ledger, ActKind.DRAW, [((stage.id,), drawn)], who=who)
            keys = {line.key: line.maximum or 100 for line in score_lines(edition, stage)}
            ballots = [
                ((stage.id, judge, entry, "xlsx"), _ballot(stage.id, judge, entry, given, keys))
                for judges, entries in groups.values()
                for judge in judges
                for entry in entries
                if (given := points(stage.id, judge, entry)) is not None
            ]
            put_down(ledger, ActKind.BALLOT, ballots, who=who)


def _ballot(stage: str, judge: str, entry: str, given: Decimal, keys: Mapping[str, int]) -> Ballot:
    """The points shared out among the lines of the sheet as evenly as half points allow, the rest on the last."""
    whole, left = Decimal(sum(keys.values())), given
    scores = {}
    for key, most in keys.items():
        part = (given * most / whole * 2).to_integral_value() / 2 if key != list(keys)[-1] else left
        left -= part
        scores[key] = BallotScore(value=part, text=str(part), place=f"{judge}.xlsx {entry}")
    scale = Decimal(100) if list(keys) == [WHOLE] else whole
    return Ballot(stage=stage, entry=entry, judge=judge, scores=scores, scale=scale, file=f"{judge}.xlsx")
