"""What the register says of a team: registered long enough, titles, renamed companies, complaints, names only alike."""

from __future__ import annotations

import datetime
from dataclasses import replace

import held
import pytest
from listed import entry

from qtdocs.checks import Evidence, verdicts
from qtdocs.checks.history import Lookup, check_history, check_registration, seniority
from qtdocs.editions.registration import HonouredAgain, RegistrationRule
from qtdocs.editions.shelf import load_programme
from qtdocs.model.document import Imprint, Mark
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.registry import (
    Complaint,
    PastEntry,
    Registration,
    Registry,
    RegistryRow,
    Renaming,
    Seniority,
    Title,
    registry_of,
)  # fmt: skip
from qtdocs.model.seal import SealLook

COMPANY, TEAM = "浙江甲建设有限公司", "测量一班"
YEAR = RegistrationRule(months=12, until="deadline", source="第十七条")
MUNICIPAL = load_programme("municipal-2021")  # its deadline is 2021-09-24
UNTIL = datetime.date(2021, 9, 24)


def registered(day: str, *, organisation: str = COMPANY, team: str = TEAM) -> Registration:
    return Registration(organisation=organisation, team=team, day=day)


def told(*rows: RegistryRow, team: Entry | None = None, **changes: object) -> list[tuple[str, str, str]]:
    """Severity, code and message of what is said of a team."""
    registry = registry_of(rows)
    made, programme = team or entry(), MUNICIPAL.model_copy(update=changes)
    known = Lookup(registry).known(made)
    found: list[Finding] = [*check_registration(made, known, programme)[1]]
    found += check_history(made, known, registry, programme)
    return [(each.severity, each.code, each.message) for each in found]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2020-09-24", "enough"), ("2020-09-25", "short"), ("2020-09", "unknown"), ("2020-08", "enough"),
        ("2020-10", "short"), ("2020", "unknown"), ("2019", "enough"), ("2021", "short"),
    ],
)  # fmt: skip
def test_year_is_full_on_its_anniversary_and_open_where_the_day_is_not_known(day: str, outcome: str) -> None:
    assert seniority(YEAR, [registered(day)], until=UNTIL, alike=False).outcome == outcome


def test_leap_day_has_its_anniversary_on_the_last_of_the_month() -> None:
    until = datetime.date(2021, 2, 28)
    assert seniority(YEAR, [registered("2020-02-29")], until=until, alike=False).outcome == "enough"


def test_without_a_day_to_count_to_nothing_can_be_said() -> None:
    found = seniority(YEAR, [registered("2010-01-01")], until=None, alike=False)
    assert found == Seniority(outcome="unknown", detail="登记册上2010年1月1日注册，但不知道算到哪一天")


def test_team_that_was_registered_too_late_is_an_error_and_only_where_the_notice_asks() -> None:
    [(severity, code, message)] = told(registered("2020-09-25"))
    assert (severity, code) == ("error", "registration-too-short")
    assert message.startswith("登记册上2020年9月25日注册，到2021年9月24日不满 12 个月（管理办法第十七条")
    assert told(registered("2020-09-25"), registration=None) == []


def test_registration_under_the_old_name_of_the_company_counts_and_the_earliest_of_several() -> None:
    registry = Registry(
        registrations=(registered("2015-01-01", organisation="甲县建筑公司"), registered("2021-05-01")),
        renamings=(Renaming(before="甲县建筑公司", after=COMPANY),),
    )
    answer, found = check_registration(entry(), Lookup(registry).known(entry()), MUNICIPAL)
    assert answer == Seniority(
        outcome="enough", detail="登记册上2015年1月1日注册（登记册有 2 条，按最早的），到2021年9月24日满 12 个月"
    )
    assert found == []


@pytest.mark.parametrize(
    ("organisation", "team"),
    [("浙江甲建设有限责任公司", TEAM), (COMPANY, "测量第一班"), (COMPANY, "测量一班组"), ("浙江甲建设", TEAM)],
)
def test_name_that_is_only_alike_is_shown_and_never_taken(organisation: str, team: str) -> None:
    row = registered("2010-01-01", organisation=organisation, team=team)
    known = Lookup(registry_of([row])).known(entry())
    assert (known.exact, known.alike) == ((), (row,))
    answer, found = check_registration(entry(), known, MUNICIPAL)
    assert (answer, found) == (Seniority(outcome="unknown", detail="登记册里没有这个班组，只有相近的名称"), [])
    assert [(severity, code) for severity, code, _ in told(row)] == [("warning", "registry-near")]


@pytest.mark.parametrize("organisation", ["浙江甲建设有限公司 ", "浙江 甲建设有限公司"])
def test_blanks_make_no_other_name(organisation: str) -> None:
    assert told(registered("2010-01-01", organisation=organisation)) == []


@pytest.mark.parametrize(
    ("organisation", "team"), [("浙江乙路桥有限公司", TEAM), (COMPANY, "测量二班"), (COMPANY, "木工班")]
)
def test_other_companies_and_other_teams_are_not_alike(organisation: str, team: str) -> None:
    assert told(registered("2021-05-01", organisation=organisation, team=team)) == []


def test_name_that_another_team_of_the_season_has_is_no_slip() -> None:
    other = entry(team_name="测量一班组")
    row = registered("2010-01-01", team="测量一班组")
    assert Lookup(registry_of([row]), [entry(), other]).known(entry()).alike == ()


def test_slip_is_no_longer_told_when_the_right_name_stands_there_too() -> None:
    right, wrong = registered("2010-01-01"), registered("2010-01-01", organisation="浙江甲建设有限责任公司")
    assert told(right, wrong) == []


def test_earlier_titles_are_notes_newest_first_with_grades_of_earlier_workspaces() -> None:
    found = told(
        Title(year=2018, organisation=COMPANY, team=TEAM, grade="一等"),
        Title(year=2019, organisation=COMPANY, team="测量二班", grade="二等"),
        PastEntry(year=2020, programme="某活动", organisation=COMPANY, team=TEAM, state="定级"),
        registered("2010-01-01"),
    )
    assert found == [("note", "title-before", "往年得过：2020年评定了等级（某活动）；2018年一等。")]


@pytest.mark.parametrize(("year", "codes"), [(2020, ["title-before", "title-too-recent"]), (2019, ["title-before"])])
def test_title_may_be_too_recent_where_the_programme_says_so(year: int, codes: list[str]) -> None:
    row = Title(year=year, organisation=COMPANY, team=TEAM)
    rule = HonouredAgain(years=1, source="第九条")
    assert [code for _, code, _ in told(row, honoured_again=rule, registration=None)] == codes


@pytest.mark.parametrize(("state", "severity"), [("淘汰", "note"), ("取消资格", "warning")])
def test_earlier_season_is_told_and_a_sanction_is_a_warning(state: str, severity: str) -> None:
    row = PastEntry(year=2020, programme="某活动", organisation=COMPANY, team=TEAM, state=state)
    assert told(row, registration=None) == [(severity, "entered-before", f"往年报过：2020年某活动，{state}。")]


def test_complaint_about_the_team_or_its_company_is_for_the_office_alone() -> None:
    mine = Complaint(organisation=COMPANY, team=TEAM, content="渗漏", day="2020-03")
    whole = Complaint(organisation=COMPANY, content="欠薪")
    other = Complaint(organisation=COMPANY, team="木工班", content="扬尘")
    registry = registry_of([mine, whole, other])
    [found] = check_history(entry(), Lookup(registry).known(entry()), registry, MUNICIPAL)
    assert found.message == f"登记册里有投诉：{COMPANY}　{TEAM}　2020年3月　投诉：渗漏；{COMPANY}　投诉：欠薪。"
    assert (found.code, found.internal, found.may_be_sent) == ("complaint-known", True, False)


def test_application_under_the_old_name_is_to_be_looked_at_and_the_new_one_is_explained() -> None:
    old = Renaming(before=COMPANY, after="浙江甲集团有限公司", day="2020-06", basis="通知书")
    new = Renaming(before="甲县建筑公司", after=COMPANY)
    assert told(old, registration=None) == [
        ("warning", "organisation-renamed",
         f"申报表写的是原名：登记册上“{COMPANY}”已于2020年6月更名为“浙江甲集团有限公司”（通知书）。"),
    ]  # fmt: skip
    assert told(new, registration=None) == [
        ("note", "organisation-renamed", "登记册上这个单位由“甲县建筑公司”更名而来。"),
    ]


def test_seal_of_the_old_name_is_explained() -> None:
    imprint = Imprint(shape="round", colour="red", width=42, height=42, readings=("甲县建筑公司",))
    look = SealLook(
        role="applicant", box="", expected=COMPANY, file="a.pdf", sha256="ab", outcome="differs",
        mark=Mark(kind="seal", place=Place(), imprint=imprint),
    )  # fmt: skip
    team = replace(entry(), seals=(look,))
    row = Renaming(before="甲县建筑公司", after=COMPANY)
    assert told(row, team=team, registration=None) == [
        ("warning", "organisation-renamed", "登记册上这个单位由“甲县建筑公司”更名而来；章上的印文是原名。"),
    ]


@pytest.mark.parametrize(("outcome", "verdict"), [("enough", "fine"), ("unknown", "unknown"), ("", "unknown")])
def test_verdict_on_the_rule_follows_the_register(outcome: str, verdict: str) -> None:
    made = replace(entry(), seniority=Seniority(outcome=outcome, detail="登记册上如此") if outcome else None)
    [found] = verdicts(Evidence(entry=made, programme=held.programme("V03")), {})
    assert (found.verdict, found.detail) == (verdict, "登记册上如此" if outcome else "没有登记册可查")
