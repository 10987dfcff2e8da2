"""Figures that must fit together."""

import pytest
from small import Relation, application, field, found, programme, said

RELATION = Relation(smaller="teams_active", larger="teams_cumulative", text="本年度班组数不应大于累计数", source="推断")
STATISTICS = application(
    field("teams_active", "本年度班组数", "integer"),
    field("teams_cumulative", "累计数", "integer"),
    relations=(RELATION,),
)


def test_accident_is_an_error() -> None:
    [finding] = found(accidents="1起")
    assert (finding.severity, finding.code) == ("error", "accident-reported")
    assert finding.message == "“年质量、安全事故”填的是 1。"


@pytest.mark.parametrize("text", ["0", "无", "0起", ""])
def test_no_accident_is_no_finding(text: str) -> None:
    assert said(accidents=text) == []


def test_severity_of_an_accident_is_the_programmes() -> None:
    assert said(edition=programme(rules=()), accidents="2") == [("error", "accident-reported")]


def test_rates_that_contradict_each_other_are_said() -> None:
    [finding] = found(nonconformity_rate="98%", first_pass_rate="99%")
    assert finding.code == "rates-implausible"
    assert finding.message == "“产品/服务不合格”填 98%，“产品/服务一次合格”填 99%，相加超过 100%。"
    assert said(nonconformity_rate="98%", first_pass_rate="") == [("warning", "rates-implausible")]


def test_rates_with_a_little_rework_are_not_said() -> None:
    assert said(nonconformity_rate="5%", first_pass_rate="100%") == []
    assert said(nonconformity_rate="50%", first_pass_rate="50%") == []


def test_impossible_rate_is_said_once() -> None:
    assert said(nonconformity_rate="130%") == [("error", "field-out-of-range")]


def test_counts_in_the_wrong_order_are_said() -> None:
    [finding] = found(STATISTICS, teams_active="12", teams_cumulative="11")
    assert (finding.code, finding.field) == ("statistics-inconsistent", "teams_active")
    assert finding.message == "“本年度班组数”填的是 12，“累计数”填的是 11；本年度班组数不应大于累计数。"


def test_equal_and_missing_counts_are_not_said() -> None:
    assert said(STATISTICS, teams_active="11", teams_cumulative="11") == []
    assert said(STATISTICS, teams_active="11", teams_cumulative="") == []
