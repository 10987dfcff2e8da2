"""What keeps one ballot from counting, and what is only told."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from qtdocs.checks.ballots import Called, SheetRules, blocking, doubts, faults, points_told, refusals
from qtdocs.model.ballot import Ballot, BallotScore
from qtdocs.model.record import Doubt
from qtdocs.model.score_book import ScoreLine

RULES = SheetRules(
    lines=(
        ScoreLine(key="needs", title="需求确定", maximum=15), ScoreLine(key="distinction", title="特色", maximum=15),
    ),
    step=Decimal("0.5"), scale=Decimal(30),
)  # fmt: skip
CALLED = Called(judge="专003", entry="班0012", whom="专003 沈知远", what="班0012 测量一班")


def score(value: str | None, *, doubt: str = "") -> BallotScore:
    number = None if value is None else Decimal(value)
    return BallotScore(value=number, text=value or "", place="表.xlsx 甲!E7", certain=not doubt, doubt=doubt)


def ballot(
    scores: Mapping[str, BallotScore], *, total: str = "", recused: bool = False, doubts: tuple[Doubt, ...] = ()
) -> Ballot:
    return Ballot(
        stage="material", entry="班0012", judge="专003", scores=scores, recused=recused, file="表.xlsx", doubts=doubts,
        total=score(total) if total else None,
    )  # fmt: skip


def codes(found: Ballot) -> list[str]:
    return [each.code for each in (*refusals(found, RULES, CALLED), *doubts(found, RULES, CALLED))]


GOOD = {"needs": score("13"), "distinction": score("12.5")}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (ballot(GOOD), []),
        (ballot(GOOD, total="25.5"), []),
        (ballot(GOOD, total="25"), ["score-sum-differs"]),
        (ballot({**GOOD, "needs": score("15.5")}), ["score-out-of-range"]),
        (ballot({**GOOD, "needs": score("-0.5")}), ["score-out-of-range"]),
        (ballot({**GOOD, "needs": score("13.25")}), ["score-unsure"]),
        (ballot({**GOOD, "needs": score("13", doubt="写的是“约13”，按 13 读取")}), ["score-unsure"]),
        (ballot({**GOOD, "needs": score(None)}), ["score-missing"]),
        (ballot({"needs": score("13")}), ["score-missing"]),
        (ballot({**GOOD, "needs": score(None, doubt="写的是“优”，读不出一个分数")}), ["score-unsure"]),
        (ballot(GOOD, recused=True), ["ballot-recused-scored"]),
        (ballot({}, recused=True), []),
        (ballot(GOOD, doubts=(Doubt(code="sheet-renamed", detail="工作表名是“乙”"),)), ["sheet-renamed"]),
    ],
)  # fmt: skip
def test_findings_about_one_ballot(found: Ballot, wanted: list[str]) -> None:
    assert codes(found) == wanted


def test_findings_name_judge_entry_line_and_cell() -> None:
    (finding,) = refusals(ballot({**GOOD, "needs": score("18")}), RULES, CALLED)
    assert (
        finding.message == "专003 沈知远给班0012 测量一班的“需求确定”是 18 分，应在 0 到 15 分之间（表.xlsx 甲!E7）。"
    )
    (finding,) = doubts(ballot(GOOD, total="26"), RULES, CALLED)
    assert finding.message == "专003 沈知远给班0012 测量一班的总分写的是 26，各项相加是 25.5（表.xlsx 甲!E7）。"


def test_only_errors_block() -> None:
    renamed = ballot(GOOD, doubts=(Doubt(code="sheet-renamed", detail="工作表名是“乙”"),))
    assert (blocking(doubts(renamed, RULES, CALLED)), faults(renamed, RULES)) == ((), frozenset())


def test_faults_name_the_lines_or_doubt_the_whole() -> None:
    assert faults(ballot({**GOOD, "needs": score("18")}), RULES) == {"needs"}
    assert faults(ballot(GOOD, total="26"), RULES) is None
    assert faults(ballot(GOOD, doubts=(Doubt(code="sheet-identity", detail="名称不符"),)), RULES) is None


def test_points_in_words() -> None:
    assert points_told(ballot(GOOD)) == "25.5 分（13+12.5）"
    assert points_told(ballot({**GOOD, "needs": score(None)})) == "没有填全（？+12.5）"
    assert points_told(ballot({}, recused=True)) == "已回避"
