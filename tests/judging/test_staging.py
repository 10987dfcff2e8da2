"""The presentation: order by lot that anybody can work out, papers, slides as they were locked, who stayed away."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl import load_workbook

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import standings
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.expert import Panel, PanelDraw, Seed
from qtdocs.model.settlement import Settled
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.attending import attendance, attended
from qtdocs.pipeline.judging.scales import setting_of_scale
from qtdocs.pipeline.judging.stage_papers import stage_papers_written
from qtdocs.pipeline.judging.staging import StageWishes, order_drawn, order_held, plan_changed
from tests.judging_season import TODAY, WHO, judging_season

SEED = "26048"
NUMBERS = [f"班000{number}" for number in range(1, 7)]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place, _ = judging_season(tmp_path_factory.mktemp("season"))
    with place.busy("tests") as ledger, ledger.change("seed", "1"):
        put_down(ledger, ActKind.SEED, [(("presentation",), Seed(seed=SEED, source="公开号码"))], who=WHO)
    return place.home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def draw(place: pipeline.Workspace, wishes: StageWishes = StageWishes(), because: str = "") -> list[str]:  # noqa: B008
    return list(order_drawn(place, wishes, who=WHO, because=because, dry_run=False))


def rooms(place: pipeline.Workspace) -> dict[str, list[str]]:
    with place.ledger() as ledger:
        return {room.name: list(room.entries) for room in order_held(ledger, "presentation").value.rooms}


def states(place: pipeline.Workspace) -> dict[str, str]:
    with place.ledger() as ledger:
        teams = account_of(ledger, shelf.load_programme(place.programme)).teams
    return {team.number: team.state for team in teams}


def test_order_is_that_of_the_published_rule(place: pipeline.Workspace) -> None:
    draw(place)

    def key(number: str) -> str:
        return hashlib.sha256(f"{SEED}‖出场‖{number}".encode()).hexdigest()

    assert rooms(place) == {"第1会场": sorted(NUMBERS, key=key)}


def test_rooms_are_dealt_evenly_and_follow_the_groups_where_experts_were_drawn(place: pipeline.Workspace) -> None:
    draw(place, StageWishes(rooms=4))
    assert [len(each) for each in rooms(place).values()] == [2, 2, 1, 1]
    groups = (
        Panel(name="第1组", seats=(), entries=tuple(NUMBERS[:2])),
        Panel(name="第2组", seats=(), entries=tuple(NUMBERS[2:])),
    )
    with place.busy("tests") as ledger, ledger.change("draw", "1"):
        made = PanelDraw(
            stage="presentation", number=1, seed=SEED, seed_source="", pool_hash="", order=(), panels=groups
        )
        put_down(ledger, ActKind.DRAW, [(("presentation",), made)], who=WHO)
    draw(place, because="分了评委组")
    assert {name: set(each) for name, each in rooms(place).items()} == {
        "第1组": set(NUMBERS[:2]),
        "第2组": set(NUMBERS[2:]),
    }
    with pytest.raises(UsageError, match="会场要一样多"):
        draw(place, StageWishes(rooms=3), because="试试")


def test_second_draw_needs_a_reason_and_dry_run_shows_no_order(place: pipeline.Workspace) -> None:
    shown = list(order_drawn(place, StageWishes(), who=WHO, because="", dry_run=True))
    assert [line for line in shown if "班0001" in line] == []
    draw(place)
    with pytest.raises(UsageError, match="重抽要用 --because"):
        draw(place)


def test_day_and_place_may_change_without_another_draw(place: pipeline.Workspace) -> None:
    draw(place)
    before = rooms(place)
    wishes = StageWishes(day="2026-06-18", start="9：00", minutes=12, places=("报告厅",))
    told = list(plan_changed(place, wishes, who=WHO))
    assert (rooms(place), told[1]) == (before, "第1会场（报告厅）：6 个")
    assert told[4][:10] == "  03 09:24"
    with pytest.raises(UsageError, match="“25:00”不是时间"):
        list(plan_changed(place, StageWishes(start="25:00"), who=WHO))


def test_papers_are_written_and_say_whose_slides_lack(place: pipeline.Workspace) -> None:
    draw(place)
    told = list(stage_papers_written(place, today=TODAY))
    assert sum("没有收到发布用PPT" in line for line in told) == 6
    folder = place.home / "发布会"
    assert sorted(each.name for each in folder.iterdir()) == [
        "会议通知", "出场抽签记录.docx", "出场顺序表.xlsx", "现场计分表.xlsx", "签到表 第1会场.docx",
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(folder / "出场顺序表.xlsx").active
    assert [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)] == rooms(place)["第1会场"]


@pytest.mark.parametrize(("said", "told"), [("", "满分20或100。"), ("20", "满分20。")])
def test_live_sheet_tells_what_scores_are_out_of(said: str, told: str, place: pipeline.Workspace) -> None:
    draw(place)
    if said:
        with place.busy("tests") as ledger, ledger.change("tests", "1"):
            put_down(ledger, ActKind.SETTING, [(setting_of_scale("presentation"), Settled(value=said))], who=WHO)
    list(stage_papers_written(place, today=TODAY))
    sheet = load_workbook(place.home / "发布会" / "现场计分表.xlsx").worksheets[0]
    assert str(sheet["A2"].value).startswith(told)


def test_who_stays_away_gives_up_where_the_programme_says_so(place: pipeline.Workspace) -> None:
    draw(place)
    told = list(attended(place, ["班0002"], came=False, because="没有来", who=WHO))
    assert told[1] == "第十条（二）：没有参与发布的班组，视同放弃，状态改为放弃："
    list(attended(place, [], came=True, because="", who=WHO))
    assert list(attended(place, ["班0002"], came=True, because="", who=WHO))[1] == (
        "请注意：班0002的状态还是放弃，不参加排名；"
        "要参加的，用 qtdocs move 班组编号 评审 --by 姓名 --because 理由 改回来。"
    )
    list(attended(place, ["班0002"], came=False, because="没有来", who=WHO))
    with place.ledger() as ledger:
        came = {number: each.came for number, each in attendance(ledger).items()}
    assert came == {number: number != "班0002" for number in NUMBERS}
    assert {number for number, state in states(place).items() if state == "放弃"} == {"班0002"}


def test_who_takes_no_part_is_neither_there_nor_away(place: pipeline.Workspace) -> None:
    draw(place)
    with place.busy("tests") as ledger, ledger.change("moved", "班0002"):
        standings.move(
            ledger, "班0002", before="初选合格", after="撤回", who=WHO, because="企业来函", papers=()
        )  # fmt: skip
        standings.settle(ledger)
    with pytest.raises(UsageError, match="班0002（撤回）没有参加发布"):
        list(attended(place, ["班0001", "班0002"], came=True, because="", who=WHO))
    assert list(attended(place, [], came=True, because="", who=WHO)) == ["已记下 5 个班组到场（王敏）。"]
    with pytest.raises(UsageError, match="都已经记过了"):
        list(attended(place, [], came=True, because="", who=WHO))


def test_where_the_programme_is_silent_the_office_is_asked(place: pipeline.Workspace) -> None:
    own = place.home / "forms" / place.programme
    shutil.copytree(Path(__file__).parents[2] / "forms" / place.programme, own)
    text = (own / "programme.toml").read_text(encoding="utf-8")
    (own / "programme.toml").write_text(text.replace("no_show_is_withdrawal = true\n", ""), encoding="utf-8")
    draw(place)
    told = list(attended(place, ["班0002"], came=False, because="", who=WHO))
    assert told[1] == "通知没有写没有参与发布怎么处理，请协会决定，程序不替您定："
    assert states(place)["班0002"] == "初选合格"
