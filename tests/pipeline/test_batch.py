"""Lists of nominators, quotas, totals and duplicates over a whole small season, from the files to the findings."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.pipeline.account import Account, account_of
from samples.papers import filled, saved, zhejiang
from samples.people import BRIDGE, FORMWORK, REBAR, SURVEY, TOWER, TUNNEL, Team
from samples.pictures import saved_as
from samples.season import national
from samples.tricks_excel import FIRST, MOBILE, ORGANISATION, PEOPLE, RANK, TEAM, headed, put_row
from samples.tricks_word import STATISTICS

TODAY = datetime.date(2026, 5, 6)
FORMS = Path(__file__).parents[2] / "forms"
ASSOCIATION = "浙江省市政行业协会"
TEAMS = (SURVEY, FORMWORK, BRIDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A workspace under test and its inbox."""

    home: Path
    inbox: Path

    def put(self, name: str, paper: bytes) -> None:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(paper)

    def collect(self) -> Account:
        pipeline.collect_into(pipeline.find(self.home), [self.inbox], today=TODAY)
        return self.account()

    def account(self) -> Account:
        place = pipeline.find(self.home)
        with place.ledger() as ledger:
            return account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))


def new(folder: Path, programme: str = "浙江") -> Small:
    home, inbox = folder / "工作区", folder / "收件"
    inbox.mkdir()
    pipeline.new(home, programme=programme)
    return Small(home=home, inbox=inbox)


def said(account: Account, *codes: str) -> list[tuple[str, str]]:
    """Whose each finding of these codes is, and what it says."""
    whose = [(str(team.fields["team_name"].value), each) for team in account.teams for each in team.findings]
    whose += [("", each) for each in account.findings]
    return [(name, each.message) for name, each in whose if each.code in codes]


def summary(*teams: Team, **cells: object) -> bytes:
    """A summary of the association with these teams, and some cells of its first row put otherwise."""
    book = headed(ASSOCIATION, "元一舟", "0571-00003001", "2026年4月15日")
    for number, team in enumerate(teams, 1):
        put_row(book.active, FIRST + number - 1, number, team)
    for column, value in cells.items():
        book.active.cell(FIRST, {"team": TEAM, "organisation": ORGANISATION, "people": PEOPLE, "mobile": MOBILE,
                                 "rank": RANK}[column]).value = value  # fmt: skip
    return saved(book)


LISTS = ("summary-row-missing", "summary-row-extra", "summary-row-differs", "summary-row-unclear", "summary-several",
         "summary-order-unclear", "entry-elsewhere", "quota-exceeded")  # fmt: skip


def test_list_and_applications_that_agree_say_nothing(tmp_path: Path) -> None:
    small = new(tmp_path)
    for team in TEAMS:
        small.put(f"{team.team}.docx", zhejiang(team.application()))
    small.put("推荐汇总表.xlsx", summary(*TEAMS))
    assert said(small.collect(), *LISTS) == []


def test_list_and_applications_are_held_against_each_other_in_both_directions(tmp_path: Path) -> None:
    small = new(tmp_path)
    for team in (SURVEY, FORMWORK):
        small.put(f"{team.team}.docx", zhejiang(team.application()))
    small.put("推荐汇总表.xlsx", summary(SURVEY, BRIDGE, team="测量一班组", people=99))
    account = small.collect()
    assert said(account, *LISTS) == [
        ("测量一班", "“班组名称”两处不一致：申报表写的是“测量一班”，推荐汇总表（“推荐汇总表.xlsx” 推荐汇总表!C5）"
                     "写的是“测量一班组”。"),
        ("测量一班", "“班组人数”两处不一致：申报表写的是“9”，推荐汇总表"
                     "（“推荐汇总表.xlsx” 推荐汇总表!F5）写的是“99”。"),
        (FORMWORK.team, "推荐单位的推荐汇总表里没有这个班组：“推荐汇总表.xlsx”。"),
        ("", f"推荐汇总表（“推荐汇总表.xlsx” 推荐汇总表!A6）上的“{BRIDGE.organisation} {BRIDGE.team}”没有收到申报表"
             f"（推荐单位：{ASSOCIATION}）。"),
    ]  # fmt: skip
    assert [(each.names, each.nominator) for each in account.absent] == [
        ((BRIDGE.organisation, BRIDGE.team), ASSOCIATION)
    ]


def test_application_without_a_company_did_come(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.put("申报表.docx", zhejiang(SURVEY.application() | {"organisation_name": ""}))
    small.put("推荐汇总表.xlsx", summary(SURVEY, BRIDGE))
    account = small.collect()
    told = f"推荐汇总表（“推荐汇总表.xlsx” 推荐汇总表!A5）上的“{SURVEY.organisation} {SURVEY.team}”"
    told += "可能是这一份没有写单位的申报表，说不准：“测量一班”（“申报表.docx”）。"
    assert [message for _, message in said(account, "summary-row-unclear")] == [told, told]
    assert [each.names for each in account.absent] == [(BRIDGE.organisation, BRIDGE.team)]


def test_same_list_in_two_media_is_told_once(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.put(f"{SURVEY.team}.docx", zhejiang(SURVEY.application()))
    book = summary(SURVEY, BRIDGE, people=99)
    small.put("汇总表.xlsx", book)
    small.put("汇总表.pdf", saved_as(book, "xlsx", "pdf"))
    account = small.collect()
    assert [line.outcome for line in account.lines] == ["form"] * 3
    found = [message.partition("（")[0] for _, message in said(account, *LISTS)]
    assert found == [
        "“班组人数”两处不一致：申报表写的是“9”，推荐汇总表",
        "推荐汇总表",
    ]


def test_other_lists_than_the_nominators_own_are_not_missed(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.put("盾构.docx", zhejiang(TUNNEL.application()))
    small.put(f"{SURVEY.team}.docx", zhejiang(SURVEY.application()))
    small.put("推荐汇总表.xlsx", summary(SURVEY))
    assert said(small.collect(), *LISTS) == []


def test_two_lists_of_one_medium_without_a_time_are_both_compared_and_told(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.put(f"{SURVEY.team}.docx", zhejiang(SURVEY.application()))
    small.put("汇总表1.xlsx", summary(SURVEY))
    small.put("汇总表2.xlsx", summary(SURVEY, BRIDGE))
    found = said(small.collect(), *LISTS)
    assert [message.partition("：")[0] for _, message in found] == [
        f"“{ASSOCIATION}”的推荐汇总表收到几份，分不出以哪一份为准",
        f"推荐汇总表（“汇总表2.xlsx” 推荐汇总表!A6）上的“{BRIDGE.organisation} {BRIDGE.team}”没有收到申报表（推荐单位",
    ]


def test_later_list_replaces_the_earlier_one(tmp_path: Path) -> None:
    from test_arrivals import FIRST as EARLY
    from test_arrivals import SECOND as LATE
    from test_arrivals import letter

    small = new(tmp_path)
    small.put("1.eml", letter(EARLY, zhejiang(SURVEY.application()), summary(SURVEY, BRIDGE)))
    small.put("2.eml", letter(LATE, summary(SURVEY)))
    account = small.collect()
    assert said(account, *LISTS) == []
    [(_, message)] = said(account, "entry-superseded")
    assert message.endswith(f"新的一份没有“{BRIDGE.organisation} {BRIDGE.team}”。")


def test_order_and_quota_of_a_nominator(tmp_path: Path) -> None:
    small = new(tmp_path)
    own = small.home / "forms" / "zhejiang-2026"
    shutil.copytree(FORMS / "zhejiang-2026", own)
    text = (own / "programme.toml").read_text(encoding="utf-8")
    quota = '\n[[nominator_quotas]]\nnominator = "专业工程协会"\nmost = 9\nsource = "虚构"\n'
    quota += '\n[[nominator_quotas]]\nmost = 1\nsource = "名额分配（虚构）"\n'
    (own / "programme.toml").write_text(text + quota, encoding="utf-8")
    for team in (SURVEY, FORMWORK):
        small.put(f"{team.team}.docx", zhejiang(team.application()))
    small.put("推荐汇总表.xlsx", summary(SURVEY, FORMWORK, rank=2))
    assert said(small.collect(), *LISTS) == [
        ("", "推荐汇总表的“推荐排序”不是从 1 到 2 各一个：重复的有 2，缺 1。"),
        ("", f"“{ASSOCIATION}”的名额是 1 个（名额分配（虚构）），收到申报表 2 份，汇总表上有 2 个班组。"),
    ]


def test_same_team_through_two_nominators_is_told(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.put("甲/申报表.docx", zhejiang(SURVEY.application()))
    small.put("乙/申报表.docx", zhejiang(replace(SURVEY, nominator="杭州市建筑业协会").application()))
    [(name, message)] = said(small.collect(), "entry-elsewhere")
    assert name == SURVEY.team
    assert message == ("“乙/申报表.docx”的推荐单位是“杭州市建筑业协会”，“甲/申报表.docx”的是“浙江省市政行业协会”。")


FIVE = "“本年度推荐全国质量信得过班组数”填的是 5，收到该推荐单位的申报表 2 份；两个数应当相同。"


@pytest.mark.parametrize(("told", "expected"), [("2", []), ("5", [FIVE])])
def test_total_of_the_statistics_is_the_number_of_applications(tmp_path: Path, told: str, expected: list[str]) -> None:
    small = new(tmp_path, "中国质协")
    for team in (TOWER, REBAR):
        values = national(team) | {"nominator_name": STATISTICS["nominator_name"]}
        small.put(f"{team.team}.docx", filled("caq-2020", "application", values))
    statistics = filled("caq-2020", "statistics", STATISTICS | {"teams_nominated": told})
    small.put("统计表.docx", statistics)
    account = small.collect()
    found = [message for _, message in said(account, "statistics-inconsistent") if "申报表" in message]
    assert found == expected
    reminders = [each for each in account.findings if each.code == "rule-uncheckable" and each.file == "统计表.docx"]
    assert ["扣除行业直属企业" in each.message for each in reminders] == [True]
