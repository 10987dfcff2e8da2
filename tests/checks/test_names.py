"""Names of organisations and teams."""

import pytest
from small import found, programme, said


@pytest.mark.parametrize(
    ("team", "organisation"),
    [
        ("浙江甲建设有限公司测量班", "浙江甲建设有限公司"), ("浙江恒久建设测量班", "浙江恒久建设有限公司"),
        ("恒久测量班", "浙江恒久建设集团有限公司"), ("浙江恒久测量班", "浙江恒久建设集团有限公司"),
        ("甲川集团测量班", "浙江甲建设有限公司"), ("第三公司测量班", "浙江甲建设有限公司"),
        ("质量安全部测量班", "浙江甲建设有限公司"),
        ("乙市建筑业协会示范班", "浙江甲建设有限公司"), ("测量分公司", "浙江甲建设有限公司"),
    ],
)  # fmt: skip
def test_team_that_carries_its_parent_is_said(team: str, organisation: str) -> None:
    typed = {"team_name": team, "organisation_name": organisation, "department": "质量安全部"}
    assert said(**typed) == [("warning", "name-has-parent")]


@pytest.mark.parametrize(
    ("team", "organisation", "department"),
    [
        ("测量一班", "浙江甲建设有限公司", "质量部"), ("甲川项目部班组", "浙江甲建设有限公司", "项目部"),
        ("自治区体育局江南训练基地场馆改扩建项目班组", "广西甲建设有限公司", "工程管理处"),
        ("建筑工程测量班", "浙江省建筑工程有限公司", "质量部"), ("市政养护班", "东海市政工程有限公司", "养护处"),
        ("管片拼装“尖刀”班组", "浙江恒久建设集团有限公司", "工程管理部"), ("工程部测量班", "浙江甲建设有限公司", ""),
    ],
)  # fmt: skip
def test_team_that_stands_for_itself_is_not_said(team: str, organisation: str, department: str) -> None:
    assert said(team_name=team, organisation_name=organisation, department=department) == []


def test_message_names_the_word_and_whose_it_is() -> None:
    [finding] = found(team_name="恒久测量班", organisation_name="浙江恒久建设集团有限公司")
    assert finding.message == "“班组名称”填的是“恒久测量班”，其中的“恒久”是本单位的名称。"
    [finding] = found(team_name="浙江乙工程有限公司")
    assert finding.message == "“班组名称”填的是“浙江乙工程有限公司”，以“公司”结尾，像是企业，不是班组。"


def test_programme_without_the_rule_does_not_ask() -> None:
    assert said(edition=programme(rules=()), team_name="浙江甲建设有限公司测量班") == []


@pytest.mark.parametrize("name", ["浙江甲建设", "甲集团", "浙江省建设投资集团", "中建三局", "中铁四局", "甲建工"])
def test_shortened_organisation_is_said(name: str) -> None:
    assert said(organisation_name=name) == [("warning", "name-abbreviated")]


@pytest.mark.parametrize(
    "name",
    ["浙江甲建设有限公司", "中铁四局集团有限公司", "浙江省交通规划设计研究院", "丙市自来水厂",
     "中国建筑第八工程局有限公司",
     "浙江甲建设有限公司（杭州分公司）", "杭州市公路管理局", "甲合作社"],
)  # fmt: skip
def test_full_organisation_is_not_said(name: str) -> None:
    assert said(organisation_name=name) == []
