"""Long texts."""

import pytest
from small import PROFILE, PROMPTS, WordLimit, application, field, found, programme, said

from qtdocs.checks.profile import unanswered

LIMITED = application(field("profile", "简介", "long-text", min_words=100, max_words=200))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (100, []), (200, []), (206, [("warning", "text-too-long")]), (207, [("error", "text-too-long")]),
        (97, [("warning", "text-too-short")]), (96, [("error", "text-too-short")]),
    ],
)  # fmt: skip
def test_length_has_a_grey_zone(words: int, expected: list[tuple[str, str]]) -> None:
    assert said(LIMITED, profile="字" * words) == expected


def test_length_is_told_in_words() -> None:
    assert found(LIMITED, profile="字" * 300)[0].message == "“简介”有 300 字（按 Word 的算法），上限 200 字。"


def test_short_box_of_an_attached_text_is_a_note() -> None:
    form = application(field("profile", "简介", "long-text", min_words=2000, attached=True, prompts=PROMPTS))
    [finding] = found(form, profile="见附纸。")
    assert (finding.severity, finding.message) == (
        "note",
        "“简介”只有 4 字（按 Word 的算法），至少要 2000 字，按规定另附纸。",
    )


def test_limit_of_the_programme_holds_for_a_whole_document() -> None:
    spec = field("profile", "活动总结", "long-text", where="document")
    form = application(spec, kind="annual-summary", sections=("一、基本情况", "二、推进经验和做法"))
    edition = programme(word_limits=(WordLimit(kind="annual-summary", minimum=30, source="附件3"),))
    text = "一、基本情况\n" + "字" * 30 + "\n（二）推进经验 和做法\n好。"
    assert said(form, edition, profile=text) == []
    assert said(form, edition, profile="基本情况：好。") == [
        ("error", "text-too-short"),
        ("error", "text-section-missing"),
    ]


def test_profile_that_speaks_of_every_point_is_complete() -> None:
    assert unanswered(PROMPTS, PROFILE) == []


def test_profile_that_leaves_points_out_names_them() -> None:
    [finding] = found(profile="现有成员12人，负责测量，理念是一次做对；全员培训；开展QC改进；合格率100%。")
    assert (finding.severity, finding.code) == ("warning", "text-section-missing")
    assert finding.message == (
        "“班组简介”里没有看到：2. 班组基础管理情况；6. 近三年取得荣誉情况,包括班组集体和个人荣誉等。"
    )


def test_numbered_answers_count_without_the_prompts_words() -> None:
    assert unanswered(PROMPTS, "1. 甲\n2. 乙\n3、丙\n（4）丁\n五、戊\n6．己") == []
    assert unanswered(PROMPTS, "1. 甲\n2. 乙") == list(PROMPTS[2:])


def test_answers_below_their_prompts_count() -> None:
    written = "\n".join(f"{prompt}\n如此这般若干。" for prompt in PROMPTS[:5]) + "\n" + PROMPTS[5]
    assert unanswered(PROMPTS, "如此这般若干。", written=written) == [PROMPTS[5]]
    assert unanswered(PROMPTS, "如此。", written="\n".join(PROMPTS) + "\n如此。") == list(PROMPTS)


def test_programme_without_the_rule_does_not_ask_for_sections() -> None:
    assert said(edition=programme(rules=()), profile="很好。") == []
