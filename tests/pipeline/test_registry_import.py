"""The register over whole workspaces: imported once, changed only knowingly, taken from earlier seasons, provable."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qtdocs import pipeline
from qtdocs.cli import main_group
from qtdocs.editions import shelf
from qtdocs.errors import QtdocsError, UsageError
from qtdocs.ledger import registry
from qtdocs.model.registry import PastEntry
from qtdocs.pipeline.account import account_of
from samples.papers import filled, zhejiang
from samples.people import BRIDGE, PAVING, PUMP, SURVEY, Team
from samples.season import national

SAMPLE = Path(__file__).parents[2] / "samples" / "registry.xlsx"
TODAY = datetime.date(2026, 5, 6)
HEADS = ("单位", "班组", "注册日期")
BRANCH = f"{PUMP.organisation}杭州分公司"


def workbook(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "班组登记") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def new(home: Path, *papers: bytes, programme: str = "浙江") -> pipeline.Workspace:
    place = pipeline.new(home, programme=programme)
    inbox = home.with_name(f"{home.name} 收件")
    inbox.mkdir()
    for number, paper in enumerate(papers, 1):
        (inbox / f"{number}.docx").write_bytes(paper)
    pipeline.collect_into(place, [inbox], today=TODAY)
    return place


def imported(place: pipeline.Workspace, *paths: Path, dry_run: bool = False) -> tuple[int, int]:
    news = pipeline.registry_imported(place, paths, today=TODAY, dry_run=dry_run)
    return news.added, news.changed


def codes(place: pipeline.Workspace) -> dict[str, list[str]]:
    """What is said of each team by the register."""
    with place.ledger() as ledger:
        teams = account_of(ledger, shelf.load_programme(place.programme)).teams
    wanted = {"registration-too-short", "registry-near", "title-before", "entered-before", "organisation-renamed",
              "complaint-known"}  # fmt: skip
    return {team.number: [each.code for each in team.findings if each.code in wanted] for team in teams}


def rows_in(place: pipeline.Workspace) -> list[str]:
    with place.ledger() as ledger:
        return [row.told for row in registry.everything(ledger).rows]


def test_sample_is_imported_once_and_told_of_its_teams(tmp_path: Path) -> None:
    place = new(tmp_path / "今年", zhejiang(SURVEY.application()), zhejiang(BRIDGE.application()))
    assert imported(place, SAMPLE, dry_run=True) == (15, 0)
    assert rows_in(place) == []
    assert imported(place, SAMPLE) == (15, 0)
    assert imported(place, SAMPLE) == (0, 0)
    assert codes(place) == {"班0001": ["title-before", "organisation-renamed"], "班0002": ["complaint-known"]}
    assert pipeline.ledger_verified(place).startswith("台账完好")


def test_one_row_that_is_not_understood_stops_the_whole_import(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    book = workbook(tmp_path / "登记.xlsx", [HEADS, ("甲公司", "测量一班", "2024-03-12"), ("甲公司", "木工班", 2025.1)])
    with pytest.raises(UsageError) as refused:
        imported(place, SAMPLE, book)
    assert "班组登记!C3 “2025.1”是数字" in str(refused.value)
    assert rows_in(place) == []


def test_two_files_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    one = workbook(tmp_path / "一.xlsx", [HEADS, ("甲公司", "测量一班", "2024-03-12")])
    two = workbook(tmp_path / "二.xlsx", [HEADS, ("甲公司", "测量一班", "2024-05-12")])
    with pytest.raises(UsageError):
        imported(place, one, two)
    assert rows_in(place) == []


def renamed(path: Path, *rows: Sequence[object]) -> Path:
    return workbook(path, [("原名称", "现名称", "更名日期"), *rows], sheet="单位更名")


def test_renamings_that_lead_in_a_circle_are_refused_with_their_rows(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    one = renamed(tmp_path / "一.xlsx", ("甲公司", "乙公司", "2015"), ("丁公司", "戊公司", ""))
    two = renamed(tmp_path / "二.xlsx", ("乙 公司", "甲公司", "2020-03"))
    three = renamed(tmp_path / "三.xlsx", ("乙公司", "丙公司", ""), ("丙公司", "甲公司", ""))
    itself = renamed(tmp_path / "四.xlsx", ("己公司", "己 公司", ""))
    head = "单位更名绕回了原来的名称，不知道哪个是现在的名称，什么也没有导入：\n  "
    tail = (
        "。\n请核实后只留对的；真的改回了原名的，只留最后一次更名。已在登记册里的（登…）用 qtdocs registry drop 去掉。"
    )
    first, back = (
        "一.xlsx “单位更名”第 2 行：甲公司 → 乙公司　2015年",
        "二.xlsx “单位更名”第 2 行：乙公司 → 甲公司　2020年3月",
    )
    for paths, told in (
        ((one, two), f"{first}；{back}"),
        ((itself,), "四.xlsx “单位更名”第 2 行：己公司 → 己公司"),
    ):
        with pytest.raises(UsageError) as refused:
            imported(place, *paths)
        assert (str(refused.value), rows_in(place)) == (f"{head}{told}{tail}", [])
    assert imported(place, one) == (2, 0)
    for path, told in (
        (two, f"{back}；登0001：甲公司 → 乙公司　2015年"),
        (three, "三.xlsx “单位更名”第 2 行：乙公司 → 丙公司；三.xlsx “单位更名”第 3 行：丙公司 → 甲公司；"
                "登0001：甲公司 → 乙公司　2015年"),
    ):  # fmt: skip
        with pytest.raises(UsageError) as refused:
            imported(place, path)
        assert str(refused.value) == f"{head}{told}{tail}"
    assert rows_in(place) == ["甲公司 → 乙公司　2015年", "丁公司 → 戊公司"]
    assert imported(place, one) == (0, 0)
    pipeline.registry_dropped(place, "登0001", who="王敏", because="改回原名", today=TODAY)
    assert imported(place, two) == (1, 0)


def test_change_of_what_was_known_is_asked_for(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    book = workbook(tmp_path / "登记.xlsx", [HEADS, ("甲公司", "测量一班", "2024-03-12")])
    imported(place, book)
    workbook(book, [HEADS, ("甲公司", "测量一班", "2025-03-12")])
    words = ["registry", "import", str(book), "-w", str(place.home)]
    answer = CliRunner().invoke(main_group, words, input="n\n")
    assert "原来 甲公司　测量一班　2024年3月12日注册" in answer.output
    assert rows_in(place) == ["甲公司　测量一班　2024年3月12日注册"]
    assert CliRunner().invoke(main_group, words, input="y\n").exit_code == 0
    assert rows_in(place) == ["甲公司　测量一班　2025年3月12日注册"]


def test_row_that_is_wrong_is_dropped_and_may_come_back(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    book = workbook(tmp_path / "登记.xlsx", [HEADS, ("甲公司", "测量一班", "2024-03-12")])
    imported(place, book)
    told = pipeline.registry_dropped(place, "登0001", who="王敏", because="记错了单位", today=TODAY)
    assert told.splitlines()[0] == "已去掉：班组登记　甲公司　测量一班　2024年3月12日注册。"
    assert rows_in(place) == []
    assert imported(place, book) == (1, 0)
    with pytest.raises(UsageError):
        pipeline.registry_dropped(
            place, "登0001", who="王敏", because="又错了", today=TODAY
        )  # it has another number now
    assert pipeline.ledger_verified(place).startswith("台账完好")


def test_table_that_was_changed_by_other_means_is_told(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    imported(place, SAMPLE)
    with place.ledger() as ledger:
        ledger.write("INSERT INTO registry (kind, key, value, at) VALUES ('past', 'x', '{}', '')")
    with pytest.raises(QtdocsError, match="登记册的记录被改动过"):
        pipeline.ledger_verified(place)


@pytest.mark.parametrize("name", ["没有.xlsx", "坏.xlsx", "文档.docx", "空.xlsx", "别的.xlsx"])
def test_what_is_no_register_is_refused(tmp_path: Path, name: str) -> None:
    place = new(tmp_path / "今年")
    (tmp_path / "坏.xlsx").write_bytes(SAMPLE.read_bytes()[:2000])
    (tmp_path / "文档.docx").write_bytes(zhejiang({}))
    workbook(tmp_path / "空.xlsx", [])
    workbook(tmp_path / "别的.xlsx", [("日期", "事项"), ("2024-03-12", "开会")])
    with pytest.raises(UsageError):
        imported(place, tmp_path / name)
    assert rows_in(place) == []


def earlier(tmp_path: Path) -> pipeline.Workspace:
    """A workspace of the national programme of 2020, one team disqualified."""
    papers = (filled("caq-2020", "application", national(team)) for team in (SURVEY, BRIDGE))
    place = new(tmp_path / "往年", *papers, programme="caq-2020")
    said = {"who": "王敏", "because": "查实"}
    plan = pipeline.move_planned(place, ["班0001"], "取消资格", **said)
    pipeline.moved(place, ["班0001"], "取消资格", today=TODAY, plan=plan, **said)
    return place


def test_earlier_workspace_tells_its_teams_and_is_not_touched(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in old.home.rglob("*") if path.is_file()}
    place = new(tmp_path / "今年", zhejiang(SURVEY.application()), zhejiang(BRIDGE.application()))
    assert imported(place, old.home) == (2, 0)
    assert imported(place, old.home) == (0, 0)
    with place.ledger() as ledger:
        past = registry.everything(ledger).past
    name = shelf.load_programme("caq-2020").name
    assert past == (
        PastEntry(
            year=2020, programme=name, organisation=SURVEY.organisation, team=SURVEY.team, state="取消资格",
            number="班0001",
        ),
        PastEntry(
            year=2020, programme=name, organisation=BRIDGE.organisation, team=BRIDGE.team, state="收到",
            number="班0002",
        ),
    )  # fmt: skip
    assert codes(place) == {"班0001": ["entered-before"], "班0002": ["entered-before"]}
    after = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in old.home.rglob("*") if path.is_file()}
    assert after == before


def test_workspace_of_this_season_is_no_earlier_one(tmp_path: Path) -> None:
    place = new(tmp_path / "今年")
    shutil.copytree(place.home, tmp_path / "副本")
    for home in (place.home, tmp_path / "副本"):
        with pytest.raises(UsageError):
            imported(place, home)


def municipal(team: Team) -> bytes:
    form = shelf.load_programme("municipal-2021").form("application")
    assert form is not None
    keys = {spec.key for spec in form.fields}
    return filled("municipal-2021", "application", {key: text for key, text in national(team).items() if key in keys})


def test_year_of_registration_is_answered_for_every_team(tmp_path: Path) -> None:
    place = new(tmp_path / "今年", *(municipal(team) for team in (SURVEY, BRIDGE, PAVING)), programme="municipal-2021")
    rows = [HEADS, (SURVEY.organisation, SURVEY.team, "2020-09-24"), (BRIDGE.organisation, BRIDGE.team, "2020-09-25")]
    imported(place, workbook(tmp_path / "登记.xlsx", rows))
    with place.ledger() as ledger:
        teams = account_of(ledger, shelf.load_programme("municipal-2021")).teams
    found = {
        str(team.fields["team_name"].value): each.verdict
        for team in teams
        for each in team.verdicts
        if each.rule == "V03"
    }
    assert found == {SURVEY.team: "fine", BRIDGE.team: "defect", PAVING.team: "unknown"}


@pytest.fixture
def company(tmp_path: Path) -> pipeline.Workspace:
    """Two teams of a company, one of its branch, one of another company that once had a name of its own."""
    branch = {**PUMP.application(), "organisation_name": BRANCH, "team_name": "泵站班"}
    papers = (PAVING.application(), PUMP.application(), branch, SURVEY.application())
    return new(tmp_path / "工作区", *map(zhejiang, papers))


def states(place: pipeline.Workspace) -> list[str]:
    with place.ledger() as ledger:
        return [state for (state,) in ledger.rows("SELECT state FROM entries ORDER BY number")]


def test_sanction_shows_every_entry_first_and_then_moves_them_as_one(company: pipeline.Workspace) -> None:
    plan = pipeline.sanction_planned(company, PUMP.organisation, "取消资格", because="抄袭查实")
    assert plan.lines == (
        "通知的规定：",
        "  单位：抄袭或剽窃他人成果——取消该企业的参赛资格，并予以通报批评及不良记录处理（通知二（六））",
        "要改的 2 个班组：",
        f"  班0001　{PAVING.organisation}　{PAVING.team}：收到 → 取消资格",
        f"  班0002　{PUMP.organisation}　{PUMP.team}：收到 → 取消资格",
        "可能有关，没有包括（要一起处理的，请用 qtdocs move）：",
        f"  班0003　{BRANCH}　泵站班：像是它的分公司",
        "程序只改状态；通报、警示、不良记录等请另行办理。",
    )
    assert states(company) == ["收到"] * 4
    pipeline.sanctioned(
        company, PUMP.organisation, "取消资格", who="王敏", because="抄袭查实", today=TODAY, shown=plan.numbers
    )
    assert states(company) == ["取消资格", "取消资格", "收到", "收到"]
    assert pipeline.ledger_verified(company).startswith("台账完好")


def test_shortened_name_is_asked_about_and_is_no_branch(company: pipeline.Workspace) -> None:
    with pytest.raises(UsageError) as told:
        pipeline.sanction_planned(company, PUMP.organisation[:4], "取消资格", because="查实")
    asked = "要处理的是哪一个？请照申报表上的单位名称写全，再运行。"
    assert told.value.advice == (
        f"名称相近的有：{PUMP.organisation}（名称比它长，可能是它的全称；班0001、班0002）；"
        f"{BRANCH}（名称比它长，可能是它的全称；班0003）。{asked}"
    )
    with pytest.raises(UsageError) as told:
        pipeline.sanction_planned(company, f"{SURVEY.organisation}绍兴分公司", "取消资格", because="查实")
    assert told.value.advice == f"名称相近的有：{SURVEY.organisation}（像是它的简称或上级单位；班0004）。{asked}"


@pytest.mark.parametrize(("answer", "after"), [("y", "取消资格"), ("n", "收到"), ("", "收到")])
def test_sanction_is_asked_for(company: pipeline.Workspace, answer: str, after: str) -> None:
    words = ["sanction", SURVEY.organisation, "取消资格", "--because", "查实", "--by", "王敏", "-w", str(company.home)]
    told = CliRunner().invoke(main_group, words, input=answer)
    assert "以上 1 个班组都改成取消资格，确定吗？" in told.output
    assert states(company)[3] == after


def test_sanction_reaches_entries_under_the_present_name_by_the_old_one(company: pipeline.Workspace) -> None:
    imported(company, SAMPLE)
    plan = pipeline.sanction_planned(company, "绍兴市镜禾路桥工程公司", "取消资格", because="查实")
    assert plan.numbers == ("班0004",)
    assert "登记册上更过名：绍兴市镜禾路桥工程公司 → 绍兴镜禾路桥有限公司" in "\n".join(plan.lines)


def test_sanction_is_refused_where_the_entries_are_not_those_that_were_shown(company: pipeline.Workspace) -> None:
    with pytest.raises(UsageError):
        pipeline.sanctioned(
            company, PUMP.organisation, "取消资格", who="王敏", because="查实", today=TODAY, shown=["班0001"]
        )
    assert states(company) == ["收到"] * 4


@pytest.mark.parametrize(
    ("organisation", "after", "because"),
    [("没有这家公司", "取消资格", "查实"), (SURVEY.organisation, "初选合格", "查实"),
     (SURVEY.organisation, "取消资格", " "),
     ("绍兴镜禾路桥", "取消资格", "查实")],
)  # fmt: skip
def test_sanction_that_cannot_be_meant_is_refused(
    company: pipeline.Workspace, organisation: str, after: str, because: str
) -> None:
    with pytest.raises(UsageError):
        pipeline.sanction_planned(company, organisation, after, because=because)
