"""Words of papers that are no forms: their length, two versions of one, and a nominator's opinion."""

from __future__ import annotations

import pytest

from qtdocs.checks.lengths import check_length
from qtdocs.checks.opinions import check_opinion, unspoken
from qtdocs.checks.versions import check_versions, likeness
from qtdocs.editions.programme import RuleUse, WordLimit

TOPICS = {"真实性": ("真实", "属实"), "推荐理由": ("理由", "予以推荐"), "活动记录": ("记录",)}
LIMIT = WordLimit(kind="materials", minimum=2000, maximum=3000, source="附件一")
LONG = "班组推行三色看板，每环参数当班公示，平均错台三点六毫米，经验已在三个项目推广。" * 20


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (1939, [("text-too-short", "error")]),
        (1940, [("text-too-short", "warning")]),
        (1999, [("text-too-short", "warning")]),
        (2000, []),
        (3000, []),
        (3001, [("text-too-long", "warning")]),
        (3090, [("text-too-long", "warning")]),
        (3091, [("text-too-long", "error")]),
    ],
)
def test_length_has_a_grey_zone_of_three_percent(words: int, told: list[tuple[str, str]]) -> None:
    found = check_length("字" * words, LIMIT, label="创建材料", file="甲.docx")
    assert [(each.code, each.severity) for each in found] == told


def test_message_says_how_was_counted() -> None:
    (found,) = check_length("字" * 3500 + " QC2026 ", LIMIT, label="创建材料", file="甲.docx")
    assert found.message == "“创建材料”有 3501 字（按 Word 的算法），上限 3000 字。"


def test_versions_that_differ_in_signs_and_page_numbers_are_one() -> None:
    printed = "第 1 页\n" + LONG.replace("，", ", ").replace("。", ".\n") + "第 2 页"
    assert check_versions("创建材料", ("甲.docx", LONG), ("甲.pdf", printed)) is None


def test_versions_with_other_words_are_told_with_their_share() -> None:
    other = LONG[: len(LONG) // 2] + "推行班前会五步法，每日复盘，全年零返工，业主四次表扬，已编成工法。" * 12
    found = check_versions("创建材料", ("甲.docx", LONG), ("甲.pdf", other))
    assert found is not None and found.code == "pair-text-differs"
    assert "“甲.docx” 和 “甲.pdf”" in found.message


def test_too_little_text_cannot_be_compared() -> None:
    assert likeness("短", LONG) is None
    assert check_versions("创建材料", ("甲.docx", "短"), ("甲.pdf", LONG)) is None


def test_opinion_is_asked_for_each_topic() -> None:
    rule = RuleUse(id="V16", text="三点", source="附件2", severity="note", topics=TOPICS)
    (found,) = check_opinion("经核查材料属实，同意。", rule, file="推荐表.docx", label="推荐意见")
    assert (found.severity, found.field, found.message) == (
        "note", "nomination_reason", "“推荐意见”里没有看到：推荐理由；活动记录。",
    )  # fmt: skip
    assert list(check_opinion("材料真实，记录完整，予以推荐。", rule, file="a", label="b")) == []
    assert unspoken("", TOPICS) == tuple(TOPICS)
