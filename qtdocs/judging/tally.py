"""What the ballots of one stage come to, entry by entry: one rule for all of them, nothing rounded, nothing dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.editions.judging import Stage
from qtdocs.judging.statistics import FEWEST_TRIMMED, STATISTICS, variance
from qtdocs.judging.words import STATISTICS_SAID
from qtdocs.model.ballot import WHOLE, Ballot
from qtdocs.model.result import StageMark

RECUSED = "已回避"
_STRANGER = "不是评这个班组的评委"
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One ballot that counts, on the scale of the stage's sheet."""

    judge: str
    """The expert's id."""
    points: Fraction
    """What it gives in all."""
    criteria: Mapping[str, Fraction]
    """What it gives for each criterion; empty where the stage has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTally:
    """One stage, counted."""

    stage: Stage
    """The stage, with the statistic that holds."""
    scale: Fraction
    """What its sheet is out of; ballots of another scale are brought to it."""
    marks: Mapping[str, StageMark]
    """By the entry's number."""
    ballots: Mapping[str, tuple[Counted, ...]]
    """The ballots that count, by the entry's number, each entry's by judge."""
    drawn: bool
    """Whether it is known who should have scored what."""
    re_judge: tuple[str, ...] = ()
    """Entries whose ballots lie too far apart, by number."""
    refused: str = ""
    """Why the statistic may not be used; empty where it may. No mark then tells any points."""

    def lacking(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Those of some entries whose ballots are not all in."""
        return tuple(each for each in entries if not self.marks[each].is_whole)

    @property
    def uneven(self) -> tuple[str, ...]:
        """Entries with fewer ballots than others, where nobody knows how many there should be."""
        sheets = {
            entry: len(mark.judges) + sum(reason == RECUSED for _, reason in mark.set_aside)
            for entry, mark in self.marks.items()
        }
        most = max(sheets.values(), default=0)
        return () if self.drawn else tuple(entry for entry, number in sheets.items() if 0 < number < most)


def tallied(
    stage: Stage,
    ballots: Iterable[Ballot],
    *,
    entries: Sequence[str],
    judges: Mapping[str, Sequence[str]] | None,
    panels: Mapping[str, str],
    scale: Decimal | None,
    re_judge_spread: Decimal,
    provisional: bool = False,
) -> StageTally:
    """One stage, counted.

    Args:
        stage: the stage, with the statistic that holds.
        ballots: its ballots, in whatever order.
        entries: numbers of the entries that are judged.
        judges: who should score each entry; none where nobody was drawn, so that nobody knows.
        panels: name of the group or room of each entry.
        scale: what the sheet is out of; none where that is not known: then as the largest of the ballots.
        re_judge_spread: standard deviation above which an entry is judged again, in points of a sheet of 100.
        provisional: whether entries count whose ballots are not all in.
    """
    found: dict[str, list[Ballot]] = {each: [] for each in entries}
    for ballot in ballots:
        if ballot.entry in found:
            found[ballot.entry].append(ballot)
    scales = [each.scale for several in found.values() for each in several if each.scale]
    whole = Fraction(scale or max(scales, default=Decimal(stage.sheet or stage.points)))
    looked = {each: _Look.at(found[each], None if judges is None else judges.get(each, ()), whole) for each in found}
    refused = _refusal(stage, looked, provisional=provisional)
    marks = {
        each: look.mark(stage, each, panels.get(each, ""), whole, refused=refused) for each, look in looked.items()
    }
    most = (Fraction(re_judge_spread) * whole / 100) ** 2
    return StageTally(
        stage=stage, scale=whole, marks=marks, ballots={each: look.counted for each, look in looked.items()},
        drawn=judges is not None, re_judge=tuple(each for each, mark in marks.items() if mark.variance > most),
        refused=refused,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The ballots of one entry: which count, which do not and why, whose are missing."""

    counted: tuple[Counted, ...]
    set_aside: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    @property
    def expected(self) -> int:
        """How many ballots there will be."""
        return len(self.counted) + len(self.missing)

    @classmethod
    def at(cls, ballots: Sequence[Ballot], judges: Sequence[str] | None, scale: Fraction) -> _Look:
        """Look at the ballots of one entry."""
        times = Counter(each.judge for each in ballots)
        reasons = {each.judge: _reason(each, judges, times[each.judge]) for each in ballots}
        counted = [_counted(each, scale) for each in ballots if not reasons[each.judge]]
        final = {judge for judge, why in reasons.items() if why in ("", RECUSED, _STRANGER)}
        wanted = reasons if judges is None else judges
        return cls(
            counted=tuple(sorted(counted, key=lambda each: each.judge)),
            set_aside=tuple(sorted((judge, why) for judge, why in reasons.items() if why)),
            missing=tuple(each for each in sorted(set(wanted)) if each not in final),
        )

    def mark(self, stage: Stage, entry: str, panel: str, scale: Fraction, *, refused: str) -> StageMark:
        """What they come to."""
        points = [each.points for each in self.counted]
        fewest = FEWEST_TRIMMED if stage.statistic == "trimmed" else 1  # fewer, and others are still to come
        told = len(points) >= fewest and not refused
        statistic = STATISTICS[stage.statistic]
        raw = statistic(points) if told else None
        return StageMark(
            stage=stage.id, entry=entry, panel=panel, judges=tuple(each.judge for each in self.counted), raw=raw,
            points=None if raw is None else raw * stage.points / scale, scale=scale,
            criteria={key: statistic(values) for key, values in self._by_criterion()} if told else {},
            variance=variance(points), set_aside=self.set_aside, missing=self.missing,
        )  # fmt: skip

    def _by_criterion(self) -> Iterator[tuple[str, list[Fraction]]]:
        """The scores of each criterion that every ballot has."""
        first = self.counted[0].criteria
        for key in first:
            if all(key in each.criteria for each in self.counted):
                yield key, [each.criteria[key] for each in self.counted]


def _reason(ballot: Ballot, judges: Sequence[str] | None, times: int) -> str:
    """Why a ballot does not count; empty where it does."""
    if judges is not None and ballot.judge not in judges:
        return _STRANGER
    if times > 1:
        return "同一评委有两份，都先不计"
    if ballot.recused:
        return RECUSED
    if ballot.points is None:
        return "分数没有填全"
    if not all(each.certain for each in ballot.scores.values()):
        return "有分数待人核对"
    if not ballot.scale:
        return "不知道满分是多少"
    return "" if 0 <= ballot.points <= ballot.scale else "分数超出满分"


def _counted(ballot: Ballot, scale: Fraction) -> Counted:
    assert ballot.points is not None and ballot.scale
    times = scale / Fraction(ballot.scale)
    return Counted(
        judge=ballot.judge,
        points=Fraction(ballot.points) * times,
        criteria={
            key: Fraction(each.value) * times
            for key, each in ballot.scores.items()
            if key != WHOLE and each.value is not None
        },
    )


def _refusal(stage: Stage, looked: Mapping[str, _Look], *, provisional: bool) -> str:
    """Why the stage's statistic may not be used: with too few ballots of one entry, it would be another rule for it."""
    if stage.statistic != "trimmed":
        return ""
    counts = {each: len(look.counted) if provisional else look.expected for each, look in looked.items()}
    few = [f"{each}（{number} 份）" for each, number in counts.items() if 0 < number < FEWEST_TRIMMED]
    if not few:
        return ""
    named = "、".join(few[:_SHOWN]) + (f" 等 {len(few)} 个" if len(few) > _SHOWN else "")
    said = STATISTICS_SAID[stage.statistic]
    return f"“{stage.name}”用“{said}”要每个班组都有 {FEWEST_TRIMMED} 份评分，{named}不够；一个阶段只能用一种办法"
