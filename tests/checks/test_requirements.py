"""What is asked for in which medium against what came, and originals on paper as people write them down."""

from __future__ import annotations

import pytest

from qtdocs.checks.originals import is_of, originals_in
from qtdocs.checks.requirements import Came, check_originals, check_requirement
from qtdocs.editions.programme import Paper

FORM = Paper(kind="application", name="申报表（附件1）", media=("word", "pdf"), source="四（一）")
SLIDES = Paper(
    kind="slides", name="发布用PPT", media=("slides",), asked=False, source="三（五）：按报名时上传的发布；清单未列"
)
SUMMARY = Paper(kind="statistics", name="活动统计表", media=("paper", "disc"), per="nominator", source="附件4")
OPINION = Paper(kind="nomination", name="推荐意见", media=("paper",), source="附件2")
NOMINATION = Paper(kind="nomination", name="典型经验推荐表（附件5）", media=("paper", "disc"), source="二")


def told(paper: Paper, *media: str, doubtful: tuple[tuple[str, str], ...] = (), nominator: str = "") -> list[str]:
    came = Came(media=frozenset(media), file="甲.docx" if media else "", doubtful=doubtful)
    return [
        f"{each.severity} {each.code} {each.message}" for each in check_requirement(paper, came, nominator=nominator)
    ]


@pytest.mark.parametrize(
    "media", [("word", "pdf"), ("word", "scan"), ("sheet", "pdf"), ("word", "sheet", "scan", "pdf")]
)
def test_all_media_came_in_one_way_or_another(media: tuple[str, ...]) -> None:
    assert told(FORM, *media) == []


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ((), "error paper-missing 没有收到“申报表”的 Word 版和 PDF 版。"),
        (("word",), "error pair-pdf-missing “申报表”只收到 Word 版，没有收到 PDF 版。"),
        (("pdf",), "error pair-word-missing “申报表”只收到 PDF 版，没有收到 Word 版。"),
        (("scan", "pdf"), "error pair-word-missing “申报表”只收到 PDF 版和扫描件，没有收到 Word 版。"),
    ],
)
def test_what_is_missing_is_said_with_what_came(media: tuple[str, ...], said: str) -> None:
    assert told(FORM, *media) == [said]


def test_what_the_notice_does_not_list_is_a_warning_that_says_so() -> None:
    (found,) = check_requirement(SLIDES, Came())
    assert (found.severity, found.message, found.advice) == (
        "warning",
        "没有收到“发布用PPT”；通知的清单没有列，但要用到（三（五）：按报名时上传的发布）。",
        "请尽早向班组收取发布用PPT。",
    )


def test_severity_is_the_programmes() -> None:
    mild = FORM.model_copy(update={"severity": "note"})
    assert [each.partition(" ")[0] for each in told(mild, "word")] == ["note"]


def test_unread_file_that_may_be_it_makes_the_error_a_warning() -> None:
    unread = (("pdf", "有一个没有读成的文件“甲.pdf”，可能就是它"),)
    assert told(FORM, "word", doubtful=unread) == [
        "warning pair-pdf-missing “申报表”只收到 Word 版，没有收到 PDF 版；有一个没有读成的文件“甲.pdf”，可能就是它。"
    ]
    assert told(FORM, "pdf", doubtful=unread) == ["error pair-word-missing “申报表”只收到 PDF 版，没有收到 Word 版。"]


def test_anything_electronic_will_do_where_a_disc_is_asked_for() -> None:
    assert told(SUMMARY, "scan") == []
    assert told(SUMMARY, nominator="乙质协") == [
        "error paper-missing 没有收到“乙质协”的“活动统计表”的电子版（光盘或U盘）。"
    ]


def test_paper_alone_is_never_missed_but_noted() -> None:
    assert told(OPINION) == []
    (found,) = check_originals((OPINION, SUMMARY), told="材料一套")
    assert (found.severity, found.message) == (
        "note",
        "“推荐意见、活动统计表”要交纸质原件，收件登记里查不到；登记里写的“材料一套”分不清是不是。",
    )
    assert list(check_originals(())) == []


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("申报表（盖章）2份、推荐汇总表一份", [("申报表（盖章）2份", 2), ("推荐汇总表一份", 1)]),
        ("申报表十二份；统计表原件", [("申报表十二份", 12), ("统计表原件", None)]),
        ("申报表两套,活动总结 １ 份", [("申报表两套", 2), ("活动总结 １ 份", 1)]),
        ("测量一班申报表1份推荐意见1份", [("测量一班申报表1份", 1), ("推荐意见1份", 1)]),
        ("  ", []),
        ("、；\n", []),
    ],
)
def test_originals_are_counted_as_written(written: str, parts: list[tuple[str, int | None]]) -> None:
    assert [(each.text, each.count) for each in originals_in(written)] == parts


@pytest.mark.parametrize(
    ("written", "came"),
    [
        ("申报表1份", True),
        ("申报表", True),
        ("申报表0份", False),
        ("缺申报表", False),
        ("申报表待补", False),
        ("未收到申报表1份", False),
    ],
)
def test_what_is_written_down_as_lacking_did_not_come(written: str, came: bool) -> None:
    (original,) = originals_in(written)
    assert original.came is came


@pytest.mark.parametrize(
    ("written", "paper", "same"),
    [
        ("申报表（盖章）1份", FORM, True),
        ("典型经验申报表", FORM, True),
        ("推荐表2份", NOMINATION, True),
        ("推荐表2份", OPINION, False),
        ("推荐意见2份", OPINION, True),
        ("推荐意见2份", NOMINATION, False),
        ("统计表", SUMMARY, True),
        ("全套材料", FORM, False),
        ("汇总表", FORM, False),
    ],
)
def test_written_paper_is_the_one_that_is_asked_for(written: str, paper: Paper, same: bool) -> None:
    (original,) = originals_in(written)
    assert is_of(original, paper) is same
