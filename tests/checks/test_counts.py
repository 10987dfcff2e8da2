"""Quotas, the order of a list, the total of a statistics form."""

import pytest
from listed import row
from small import application, field, record

from qtdocs.checks.counts import check_nominated, check_order, check_quota
from qtdocs.editions.quotas import NominatorQuota

QUOTA = NominatorQuota(nominator="杭州", most=2, source="名额分配表（虚构）")
STATISTICS = application(field("teams_nominated", "本年度推荐班组数", "integer"))


def order(*rows: dict[str, str]) -> list[str]:
    found = check_order([row(number, team_name=f"测量{number}班", **words) for number, words in enumerate(rows, 1)])
    return [each.message for each in found]


def quota(applications: int, listed: int) -> list[str]:
    found = check_quota("杭州市建筑业协会", QUOTA, applications=applications, listed=listed)
    return [each.message for each in found]


def test_more_than_the_quota_is_told_with_both_numbers() -> None:
    assert quota(3, 4) == [
        "“杭州市建筑业协会”的名额是 2 个（名额分配表（虚构）），收到申报表 3 份，汇总表上有 4 个班组。"
    ]
    assert quota(3, 2) == ["“杭州市建筑业协会”的名额是 2 个（名额分配表（虚构）），收到申报表 3 份。"]


def test_as_many_as_the_quota_is_nothing() -> None:
    assert quota(2, 2) == []


def test_numbers_from_one_without_gap_are_nothing_in_whatever_order_they_stand() -> None:
    assert order({"row_no": "2"}, {"row_no": "1"}, {"row_no": "3"}) == []
    assert order({"row_no": ""}, {"row_no": ""}) == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("1", "1", "3"), "重复的有 1，缺 2"),
        (("1", "2", "4"), "缺 3，多出 4"),
        (("1", "2", ""), "缺 3，没有填的有 汇总!A7"),
    ],
)
def test_gaps_and_doubles_are_told(numbers: tuple[str, ...], said: str) -> None:
    [message] = order(*({"row_no": number} for number in numbers))
    assert message == f"推荐汇总表的“序号”不是从 1 到 3 各一个：{said}。"


def test_rank_against_the_scores_is_told() -> None:
    rows = ({"rank": "1", "total_score": "88"}, {"rank": "2", "total_score": "91.5"})
    assert order(*rows) == [
        "推荐汇总表的“推荐排序”与得分不符：“浙江甲建设有限公司 测量2班”得 91.5 分排第 2，"
        "“浙江甲建设有限公司 测量1班”得 88 分却排第 1。"
    ]


def test_equal_scores_may_stand_in_any_order() -> None:
    assert order({"rank": "1", "total_score": "88"}, {"rank": "2", "total_score": "88.0"}, {"rank": "3"}) == []


def test_team_that_stands_twice_on_one_list_is_told() -> None:
    found = [each.message for each in check_order([row(1), row(2)])]
    assert found == ["推荐汇总表的“班组名称”里“浙江甲建设有限公司 测量一班”有 2 行：汇总!A5、汇总!A6。"]


def test_total_that_is_not_the_number_of_applications_is_told_with_both() -> None:
    told = record(STATISTICS, file="统计表.docx", teams_nominated="5")
    [found] = check_nominated(told, received=4, unnamed=1)
    assert (found.code, found.field, found.severity) == ("statistics-inconsistent", "teams_nominated", "warning")
    assert found.message == (
        "“本年度推荐班组数”填的是 5，收到该推荐单位的申报表 4 份（另有 1 份没有写推荐单位）；两个数应当相同。"
    )


@pytest.mark.parametrize("text", ["4", "4个", ""])
def test_total_that_fits_or_is_not_filled_is_nothing(text: str) -> None:
    assert list(check_nominated(record(STATISTICS, teams_nominated=text), received=4, unnamed=0)) == []
