"""What is said of a notice and its annexes: each with a notice that raises it and one that nearly does."""

from __future__ import annotations

import datetime

import pytest

from qtdocs.checks import check_notice
from qtdocs.editions import shelf
from qtdocs.editions.judging import Tier
from qtdocs.editions.programme import Deadline, Programme

SUBMISSION = {"id": "submission", "source": "通知四"}


def told(programme: Programme, code: str) -> list[tuple[str, str]]:
    return [(each.severity, each.message) for each in check_notice(programme) if each.code == code]


def edition(name: str = "zhejiang-2026", **changes: object) -> Programme:
    return shelf.load_programme(name).model_copy(update=changes)


def deadline(day: datetime.date, printed: str) -> Deadline:
    return Deadline(date=day, printed=printed, **SUBMISSION)


def test_date_that_is_not_the_printed_one_is_told() -> None:
    wrong = edition(deadlines=(deadline(datetime.date(2026, 4, 28), "2026 年 4 月 27 日前"),))
    said = "表格文件里的截止日期是 2026年4月28日，抄下来的原文却是“2026 年 4 月 27 日前”。"
    assert told(wrong, "date-printed-differs") == [("warning", said)]
    right = edition(deadlines=(deadline(datetime.date(2026, 4, 27), "2026 年 4 月 27 日前"),))
    assert told(right, "date-printed-differs") == []


def test_deadline_before_the_notice_is_told() -> None:
    early = edition(deadlines=(deadline(datetime.date(2026, 3, 11), "3 月 11 日前"),))
    said = "截止日期 2026年3月11日 早于通知日期 2026年3月12日。"
    assert told(early, "date-before-notice") == [("warning", said)]
    same_day = edition(deadlines=(deadline(datetime.date(2026, 3, 12), "3 月 12 日前"),))
    assert told(same_day, "date-before-notice") == []


def test_annex_that_is_only_named_is_told_and_others_are_not() -> None:
    said = "“附件2 2026年度浙江省工程建设质量信得过班组典型经验推荐汇总表”只有名称，没有公开。"
    assert told(edition(), "annex-absent") == [("note", said)]
    assert told(edition("municipal-2021"), "annex-absent") == []


def test_gap_in_the_annexes_and_an_annex_beyond_the_last_are_told() -> None:
    notice = shelf.load_programme("municipal-2021").notice
    gap = notice.model_copy(update={"attachments": ("附件一 申报表", "附件三 管理办法")})
    assert told(edition("municipal-2021", notice=gap), "annex-absent") == [("note", "附件清单里没有附件2。")]
    few = notice.model_copy(update={"attachments": ("附件1 申报表",)})
    papers = shelf.load_programme("zhejiang-2026").papers[:2]
    assert told(edition(notice=few, papers=papers), "annex-absent") == [
        ("note", "“典型经验推荐汇总表（附件2）”提到附件2，附件清单里没有。")
    ]


def test_paper_without_a_form_is_told() -> None:
    papers = shelf.load_programme("caq-2020").papers
    notice = edition().notice.model_copy(update={"attachments": ()})
    found = told(edition(papers=(papers[5],), notice=notice), "annex-absent")
    assert found == [("note", "要求报送“活动统计表（附件4）”，却没有这张表的文件。")]


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (((0.1, None), (0.4, None), (None, 0.5)), []),
        (
            ((None, 0.35), (None, 0.65)),
            ["班组数是 1、2、3、4、5、6、7、8 等 285 种时，各等级的比例凑不成整数"],
        ),
    ],
)
def test_shares_without_whole_numbers_are_told(
    shares: tuple[tuple[float | None, float | None], ...], said: list[str]
) -> None:
    tiers = tuple(Tier(name=f"{number}级", at_most=most, at_least=least) for number, (most, least) in enumerate(shares))
    found = [
        text
        for severity, text in told(edition("cacem-2026", tiers=tiers), "quota-unreachable")
        if severity == "warning"
    ]
    assert [text.partition("（")[0] for text in found] == said


def test_tier_that_stays_empty_is_noted() -> None:
    assert told(edition("cacem-2026"), "quota-unreachable") == [
        ("note", "班组不到 10 个时，卓越级（不超过 10%）一个也评不出（第十条（一））。"),
        ("note", "班组不到 3 个时，示范级（不超过 40%）一个也评不出（第十条（一））。"),
    ]


@pytest.mark.parametrize(
    ("verb", "source", "raised"),
    [
        ("授予", "通知没有写", True),
        ("授予", "", True),
        ("授予", "管理办法第二十一条", False),
        ("入选", "通知没有写", False),
    ],
)
def test_words_of_honour_need_an_article(verb: str, source: str, raised: bool) -> None:
    award = edition().award.model_copy(update={"verb": verb, "source": source})
    assert bool(told(edition(award=award), "award-unfounded")) is raised


def test_boxes_that_no_rule_looks_at_are_noted() -> None:
    assert told(edition("municipal-2021"), "field-idle") == [
        ("note", "申报表里有些栏目没有哪一条规定用到：企业市政工程相关资质。")
    ]
