"""Values of cells that hold two numbers, boxes crossed instead of ticked, and how doubts quote what was typed."""

import pytest

from qtdocs.extract.values import read_value
from tests.extract.test_values import CHOICES, COUNT, MODES, SCORE, TRAINING, YES_NO, field, outcome


@pytest.mark.parametrize(
    ("text", "score", "rank", "grade"),
    [
        ("96.5/1", "96.5", "1", "A"), ("94.5 / 4", "94.5", "4", "A"), ("96.5分/第1名", "96.5", "1", "A"),
        ("5/5", "5", "5", "A"),
        ("第1名/96.5分", "96.5", "1", "B"), ("88.5分/3次", "88.5", "3", "B"),
        ("1/96.5", "96.5", "1", "C"), ("2/95", "95", "2", "C"), ("3/2.5", "3", "2.5", "C"),
        ("96.5/0", "96.5", "0", "C"),
        ("4.5/12", "4.5", "12", "C"), ("3/-5", "3", "-5", "C"),
    ],
)  # fmt: skip
def test_rank_is_whole_and_no_larger_than_the_score(text: str, score: str, rank: str, grade: str) -> None:
    reading = read_value(text, SCORE)
    assert (reading.value, reading.second, reading.grade) == (score, rank, grade)


@pytest.mark.parametrize(
    ("text", "grade"), [("12人次/8次", "B"), ("12人次/8名", "B"), ("12人次/8学时", "A"), ("12/8小时", "A")]
)
def test_hours_have_no_unit_of_people_or_times(text: str, grade: str) -> None:
    reading = read_value(text, TRAINING)
    assert (reading.value, reading.second, reading.grade) == ("12", "8", grade)


def test_crosses_alone_say_nothing_certain() -> None:
    crossed = "×发表评审 ×现场评审 ×与QC小组合开 ×单独举办"
    assert outcome(crossed, CHOICES) == (MODES, "C")
    assert outcome(crossed.replace("×与", "□与"), CHOICES)[1] == "A"
    assert outcome(crossed.replace("×现", "√现"), CHOICES) == (("现场评审",), "A")
    assert outcome("×是 否", YES_NO) == (True, "C")
    assert outcome("×是 □否", YES_NO) == (True, "A")


def test_doubts_quote_what_was_typed() -> None:
    assert [doubt.detail for doubt in read_value("12人（含劳务6人）", COUNT).doubts] == [
        "写的是“12人（含劳务6人）”，按 12 读取"
    ]
    assert [doubt.detail for doubt in read_value("９６学时／１２人", TRAINING).doubts] == [
        "写的是“９６学时／１２人”，按“12”和“96”读取"
    ]
    assert [doubt.detail for doubt in read_value("2026年3月12日（星期五）", field("date")).doubts] == [
        "写的是“2026年3月12日（星期五）”，但这一天是星期四"
    ]


def test_rank_beyond_every_score_is_a_rank() -> None:
    score = field("decimal", labels=("打分/排序",), second="rank", maximum=100)
    reading = read_value("62/243", score)
    assert (reading.value, reading.second, reading.grade) == ("62", "243", "A")
    assert read_value("6/83", score).grade == "C"
