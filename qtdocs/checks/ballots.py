"""What is wrong or doubtful about one ballot: scores that lack, are out of range or unsure, sums, identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.checks.making import finding
from qtdocs.model.ballot import Ballot, BallotScore, Version
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.score_book import ScoreLine
from qtdocs.text import plain_number

MEDIA_NAMES = {"xlsx": "电子表", "docx": "电子表（Word）", "pdf": "电子表（PDF）", "paper": "签字纸质"}
"""What people call the media of ballots."""


_ILLEGIBLE = "请评委改成一个数字重新交来；有签字纸质的，由两个人照着录入。这份评分改好以前不算数。"
"""What is to be done where nobody can make a number of what stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRules:
    """What a stage's score sheet allows."""

    lines: tuple[ScoreLine, ...]
    """Its lines."""
    step: Decimal
    """The smallest step in which a score may be given."""
    scale: Decimal | None
    """What the whole is out of; none where nobody has said it yet."""

    def most(self, line: ScoreLine) -> Decimal | None:
        """The most that may be given in a line; none where nobody has said it."""
        return Decimal(line.maximum) if line.maximum is not None else self.scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What people call the judge and the entry of a ballot."""

    judge: str
    """The expert's id."""
    entry: str
    """The entry's number."""
    whom: str
    """The expert as people say it: ``专003 沈知远``."""
    what: str
    """The entry as people say it: ``班0012 测量一班``."""


def tell(
    code: str,
    called: Called,
    ballot: Ballot | None = None,
    *,
    field: str = "",
    label: str = "",
    advice: str = "",
    **facts: str,
) -> Finding:
    """A finding about a ballot of this judge for this entry."""
    return finding(
        code, file=ballot.file if ballot else "", place=Place(), field=field, label=label, advice=advice,
        judge=called.judge, entry=called.entry, whom=called.whom, what=called.what,
        medium=ballot.medium if ballot else "xlsx", **facts,
    )  # fmt: skip


def faults(ballot: Ballot, rules: SheetRules) -> frozenset[str] | None:
    """The lines of a ballot with something wrong; none where the sheet as a whole is doubtful."""
    called = Called(judge=ballot.judge, entry=ballot.entry, whom="", what="")
    found = (*refusals(ballot, rules, called), *blocking(doubts(ballot, rules, called)))
    keys = frozenset(each.field for each in found)
    return None if "" in keys else keys


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep a ballot from counting; the others are only told."""
    return tuple(each for each in findings if each.severity == "error")


def refusals(ballot: Ballot, rules: SheetRules, called: Called) -> Iterator[Finding]:
    """Why a ballot cannot count, whatever anybody says: scores that lack, that are out of range, 回避 with scores."""
    given = [each for each in ballot.scores.values() if each.value is not None]
    if ballot.recused:
        if given:
            yield tell("ballot-recused-scored", called, ballot, detail=given[0].place)
        return
    for line in rules.lines:
        score = ballot.scores.get(line.key)
        if score is None or (score.value is None and not score.doubt):
            where = score.place if score and score.place else f"{ballot.file} {ballot.spot}".strip()
            yield tell("score-missing", called, ballot, field=line.key, label=line.title, detail=where)
            continue
        if score.value is None:
            yield tell(
                "score-unsure", called, ballot, field=line.key, label=line.title, detail=f"{score.place} {score.doubt}",
                advice=_ILLEGIBLE,
            )  # fmt: skip
            continue
        most = rules.most(line)
        if score.value < 0 or (most is not None and score.value > most):
            yield tell(
                "score-out-of-range", called, ballot, field=line.key, label=line.title, value=plain_number(score.value),
                most=plain_number(most) if most is not None else "？", detail=score.place,
            )  # fmt: skip


def doubts(ballot: Ballot, rules: SheetRules, called: Called) -> Iterator[Finding]:
    """What is doubtful about a ballot: errors keep it from counting until a person says that it does."""
    for doubt in ballot.doubts:
        yield tell(doubt.code, called, ballot, detail=doubt.detail, label="评分表")
    if ballot.recused:
        return
    titles = {line.key: line.title for line in rules.lines}
    for key, score in ballot.scores.items():
        if key in titles and score.value is not None and (why := _doubt(score, rules.step)):
            yield tell("score-unsure", called, ballot, field=key, label=titles[key], detail=f"{score.place} {why}")
    yield from _sum(ballot, rules, called)


def _doubt(score: BallotScore, step: Decimal) -> str:
    if score.doubt or not score.certain:
        return score.doubt or "要人看一眼"
    if score.value is not None and score.value % step:
        return f"是 {plain_number(score.value)}，规定 {plain_number(step)} 分一档"
    return ""


def _sum(ballot: Ballot, rules: SheetRules, called: Called) -> Iterator[Finding]:
    """A written total that is not what the scores add up to."""
    total, points = ballot.total, ballot.points
    if total is None or points is None:
        return
    if total.value is None:
        if total.doubt:
            yield tell("score-unsure", called, ballot, label="总分", detail=f"{total.place} {total.doubt}")
    elif total.value != points:
        yield tell(
            "score-sum-differs", called, ballot, label="总分", written=plain_number(total.value),
            sum=plain_number(points), detail=total.place,
        )  # fmt: skip


def scale_doubts(ballots: Sequence[Ballot], scales: Sequence[int], stage: str) -> Iterator[Finding]:
    """That nobody can tell what scores are out of: one finding a stage, with an example."""
    if not ballots:
        return
    example = next((each for each in ballots if each.scale is None), ballots[0])
    score = next(iter(example.scores.values()), None)
    could = "还是 ".join(f"{each} 分" for each in scales)
    count = Counter("没有写满分" if each.scale is None else f"写满分 {plain_number(each.scale)} 分" for each in ballots)
    said = "、".join(f"{words}的 {number} 份" for words, number in sorted(count.items()))
    seen = f"例如 {score.place} 写的是 {score.text}" if score else ""
    yield finding(
        "field-unsure", file=example.file, severity="error",
        detail=f"{stage}的评分，看不出是按 {could}打的（{said}），{len(ballots)} 份先都不算；{seen}",
        advice=f"请问清楚，用 qtdocs judge scale {example.stage} {'|'.join(map(str, scales))} --by 姓名 定下来。",
    )  # fmt: skip


def conflict(versions: Sequence[Version], called: Called) -> Finding:
    """Versions of one ballot that say different things."""
    told = "；".join(version_told(each) for each in versions)
    return tell(
        "ballot-conflict", called, versions[-1].ballot, count=str(len(versions)), detail=told
    )  # fmt: skip


def sheet_doubts(versions: Sequence[Version], called: Called) -> Iterator[Finding]:
    """What is doubtful about the sheets of several versions as a whole, each thing once."""
    found = [tell(doubt.code, called, each.ballot, detail=doubt.detail, label="评分表")
             for each in versions for doubt in each.ballot.doubts]  # fmt: skip
    yield from {each.key: each for each in found}.values()


def version_told(version: Version) -> str:
    """A version as people tell it from others: ``第12号 电子表 专003.xlsx 班0001：86.5 分``."""
    ballot = version.ballot
    where = f"{ballot.file} {ballot.spot}".strip() or "纸质原件"
    return f"{version.number}号 {MEDIA_NAMES.get(ballot.medium, ballot.medium)} {where}：{points_told(ballot)}"


def points_told(ballot: Ballot) -> str:
    """What a ballot comes to, in words: ``86.5 分（13+22.5+…）``, 已回避, 没有填全."""
    if ballot.recused:
        return "已回避"
    values = [each.value for each in ballot.scores.values()]
    parts = "+".join(plain_number(each) if each is not None else "？" for each in values)
    if ballot.points is None:
        return f"没有填全（{parts}）"
    return f"{plain_number(ballot.points)} 分" + (f"（{parts}）" if len(values) > 1 else "")


def typed_unlike(versions: Sequence[Version], rules: SheetRules, called: Called) -> Finding:
    """What people typed unlike from one signed sheet, box by box."""
    titles: Mapping[str, str] = {line.key: line.title for line in rules.lines}
    told = []
    for key, title in titles.items():
        values = {each.who: each.ballot.scores[key].value for each in versions if key in each.ballot.scores}
        if len(set(values.values())) > 1 or len(values) < len(versions):
            shown = "、".join(
                f"{who} {plain_number(value) if value is not None else '空'}" for who, value in values.items()
            )
            told.append(f"“{title}”{shown}")
    if len({each.ballot.recused for each in versions}) > 1:
        told.append(
            "“是否回避”" + "、".join(f"{each.who} {'已回避' if each.ballot.recused else '不回避'}" for each in versions)
        )
    return tell("typed-differs", called, versions[-1].ballot, detail="；".join(told))
