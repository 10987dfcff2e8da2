"""All that came in of each ballot of a stage: electronic versions, signed sheets, what people typed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qtdocs.judging.precedence import Typing, typing_of
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts, held
from qtdocs.model.ballot import Ballot, PaperSheet, Resolution, Version

Pair = tuple[str, str]
"""The judge's id and the entry's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Everything that came in of one judge for one entry."""

    copies: tuple[Version, ...] = ()
    """Electronic versions in their order."""
    papers: tuple[PaperSheet, ...] = ()
    """Signed sheets that came as pictures."""
    typed: Mapping[tuple[str, str], tuple[Version, ...]] = field(default_factory=dict)
    """What people typed, by the signed sheet that they typed from."""
    resolution: Resolution | None = None
    """Which version holds, as a person said last."""
    resolved_by: str = ""
    """Who said so."""

    def typing_of(self, key: tuple[str, str]) -> Typing:
        """What the typings of one signed sheet come to."""
        return typing_of(self.typed.get(key, ()))

    @property
    def typings(self) -> tuple[Typing, ...]:
        """What the typings of each signed sheet come to."""
        return tuple(typing_of(each) for each in self.typed.values())

    @property
    def agreed(self) -> tuple[Version, ...]:
        """What two people typed alike, one a signed sheet."""
        return tuple(each.agreed for each in self.typings if each.agreed is not None)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version that may hold: the electronic ones, and what two people typed alike."""
        return (*self.copies, *self.agreed)


def sheets_of(ledger: Ledger, stage: str) -> Mapping[Pair, Came]:
    """What came in for each judge and entry of a stage, in the order of the ids."""
    found: dict[Pair, Came] = {}
    for act in acts(ledger, ActKind.BALLOT, Ballot):
        if act.value.stage == stage:
            there = found.setdefault(_pair(act), Came())
            found[_pair(act)] = replace(there, copies=(*there.copies, version_of(act)))
    for paper in papers_of(ledger, stage):
        if paper.entry:
            there = found.setdefault((paper.judge, paper.entry), Came())
            found[paper.judge, paper.entry] = replace(there, papers=(*there.papers, paper))
    for act in acts(ledger, ActKind.TYPED, Ballot):
        if act.value.stage == stage:
            there = found.setdefault(_pair(act), Came())
            key = act.value.sha256, act.value.spot
            typed = {**there.typed, key: (*there.typed.get(key, ()), version_of(act))}
            found[_pair(act)] = replace(there, typed=typed)
    for (of_stage, *pair), said in held(ledger, ActKind.RESOLUTION, Resolution).items():
        judge, entry = pair
        if of_stage == stage and (judge, entry) in found:
            there = found[judge, entry]
            found[judge, entry] = replace(there, resolution=said.value, resolved_by=said.who)
    return dict(sorted(found.items(), key=lambda each: (each[0][1], each[0][0])))


def papers_of(ledger: Ledger, stage: str) -> tuple[PaperSheet, ...]:
    """The signed sheets that came as pictures, of a stage and of nobody knows which, in their order."""
    known = held(ledger, ActKind.PAPER, PaperSheet).values()
    return tuple(act.value for act in known if act.value.stage in (stage, ""))


def version_of(act: Act[Ballot]) -> Version:
    """An act as a version of a ballot."""
    return Version(number=act.id, ballot=act.value, who=act.who, at=act.at)


def _pair(act: Act[Ballot]) -> Pair:
    return act.value.judge, act.value.entry
