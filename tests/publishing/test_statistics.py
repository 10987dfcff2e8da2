"""统计表: figures of the ledger, figures added up from sheets received, and everything that stays open."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.attendance import Attendance
from qtdocs.model.presentation import Room, RunningOrder
from qtdocs.model.record import Value
from qtdocs.pipeline.publishing.desk import desk_of
from qtdocs.pipeline.publishing.received import added_up
from qtdocs.pipeline.publishing.statistics import statistics
from qtdocs.render.filling import filled_form
from tests.judging_season import WHO

DAY = datetime.date(2020, 9, 25)
KEYS = ("organisations_active", "teams_active", "teams_cumulative", "participants", "teams_nominated", "activity_cost")
SHEETS: Mapping[str, Mapping[str, Value]] = {
    "浙江省质量协会": {**dict(zip(KEYS, ("120", "400", "3000", "8000", "3", "85.5"), strict=True)), "award_cost": "20"},
    "江苏省质量协会": dict(zip(KEYS, ("80", "300", "2000", "6000", "2", "60.25"), strict=True)),
    "电力行业直属企业质量协会": dict(zip(KEYS, ("9", "33", "150", "700", "1", "10"), strict=True)),
}
APPLICANTS = (("浙江省质量协会", "甲建设有限公司", "测量一班"), ("江苏省质量协会", "乙电力有限公司", "检修二班"))


def filled(form_id: str, values: Mapping[str, Value]) -> bytes:
    programme = shelf.load_programme("caq-2020")
    form = programme.form(form_id)
    assert form is not None
    return filled_form(shelf.blank_path(programme, form).read_bytes(), form, values).data


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Workspace:
    home = tmp_path_factory.mktemp("season")
    for sender, values in SHEETS.items():
        folder = home / "来件" / sender
        folder.mkdir(parents=True)
        (folder / "统计表.docx").write_bytes(filled("statistics", {"nominator_name": sender, **values}))
    for sender, company, team in APPLICANTS:
        values = {"nominator_name": sender, "organisation_name": company, "team_name": team}
        (home / "来件" / sender / f"{team}申报表.docx").write_bytes(filled("application", values))
    pipeline.run([home / "来件"], programme="caq-2020", out=home / "赛季", today=DAY)
    return pipeline.find(home / "赛季")


def written(place: pipeline.Workspace) -> list[str]:
    with place.busy("tests") as ledger:
        return list(statistics(desk_of(place, ledger, today=DAY)))


def figures(place: pipeline.Workspace) -> dict[str, tuple[object, str]]:
    rows = load_workbook(place.home / "发布" / "统计表.xlsx").worksheets[0].iter_rows(min_row=4, values_only=True)
    return {str(row[0]): (row[2], str(row[3])) for row in rows}


def test_figures_are_added_up_without_industry_sheets_and_applicants_are_no_active_teams(
    place: pipeline.Workspace,
) -> None:
    told = written(place)
    found = figures(place)
    assert found["本年度开展质量信得过班组企业数"] == (200, "2 份下级统计表合计，另有 1 份行业直属的（9）已扣除")
    assert found["本年度开展质量信得过班组数"][0] == 700
    assert found["本年度对质量信得过班组活动投入费用（培训、交流、规范化等）"][0] == 145.75
    assert found["本年度推荐全国质量信得过班组数"] == (2, "本台账：收到申报、没有撤回的班组")
    assert found["本年度对质量信得过班组活动奖励费用"] == (None, "没有合计：江苏省质量协会没有填")
    assert found["是否组织发表会"] == (None, "台账里没有出场顺序，由人填")
    assert told[2:] == [
        "收到下级的统计表 3 份。",
        "本年度对质量信得过班组活动奖励费用空着：没有合计：江苏省质量协会没有填。",
    ]


def test_every_addend_is_listed_with_its_file_and_place(place: pipeline.Workspace) -> None:
    written(place)
    page = load_workbook(place.home / "发布" / "统计表.xlsx").worksheets[1]
    rows = [
        row
        for row in page.iter_rows(min_row=4, values_only=True)
        if str(row[0]).startswith("本年度开展质量信得过班组企业数")
    ]
    by_sender = {row[1]: row for row in rows if row[1]}
    assert {sender: (row[4], row[5]) for sender, row in by_sender.items()} == {
        "浙江省质量协会": ("120", 120), "江苏省质量协会": ("80", 80), "电力行业直属企业质量协会": ("9", 0),
    }  # fmt: skip
    assert all(str(row[2]).endswith("统计表.docx") for row in by_sender.values())
    assert {row[3] for row in by_sender.values()} == {"表1 第2行 第4列"}
    assert by_sender["电力行业直属企业质量协会"][6] == "行业直属，扣除"
    assert rows[-1][5] == 200


def test_official_form_is_filled_and_what_is_not_known_stays_open(place: pipeline.Workspace) -> None:
    written(place)
    table = Document(io.BytesIO((place.home / "发布" / "统计表.docx").read_bytes())).tables[0]
    rows = {row.cells[0].text: row.cells[3].text for row in table.rows}
    assert rows["本年度开展质量信得过班组企业数"] == "200"
    assert rows["本年度推荐全国质量信得过班组数"] == "2"
    assert rows["本年度对质量信得过班组活动奖励费用"] == ""
    assert "□ 是  □ 否" in [cell.text for row in table.rows for cell in row.cells]


def test_presentation_comes_from_the_running_order(place: pipeline.Workspace) -> None:
    order = RunningOrder(
        stage="presentation", number=1, seed="1", seed_source="", drawn_rooms=True, day="2020-09-20",
        rooms=(Room(name="第1会场", entries=("班0001", "班0002"), place="一号厅"),),
    )  # fmt: skip
    with place.busy("tests") as ledger, ledger.change("rooms", "1"):
        put_down(ledger, ActKind.ROOMS, [(("presentation",), order)], who=WHO)
        put_down(ledger, ActKind.ATTENDANCE, [(("班0001",), Attendance(came=True))], who=WHO)
    written(place)
    found = figures(place)
    assert (found["发表会报名班组数"][0], found["发表会时间"][0], found["发表会地点"][0]) == (2, "2020-09-20", "一号厅")
    assert found["发表班组数"] == (None, "到场只登记了 1/2 个，由人填")
    with place.busy("tests") as ledger, ledger.change("rooms", "2"):
        put_down(ledger, ActKind.ATTENDANCE, [(("班0002",), Attendance(came=False))], who=WHO)
    written(place)
    assert (figures(place)["发表班组数"][0], figures(place)["是否组织发表会"][0]) == (1, "是")


def test_sheet_that_came_twice_counts_once_and_a_contradiction_not_at_all(
    place: pipeline.Workspace,
) -> None:
    form = shelf.load_programme("caq-2020").form("statistics")
    assert form is not None
    spec = next(each for each in form.fields if each.key == "teams_active")
    with place.busy("tests") as ledger:
        own = [
            (record, name)
            for record, name in desk_of(place, ledger, today=DAY).account.own
            if record.form == "statistics"
        ]
    total = added_up([*own, own[0]], [spec], deducted=())["teams_active"]
    assert total.number == Decimal(733)
    other = next(record for record, name in own if name == "江苏省质量协会")
    clash = added_up([*own, (other, "浙江省质量协会")], [spec], deducted=())["teams_active"]
    assert clash.number is None
    assert clash.why == "没有合计：浙江省质量协会的几份表不一样（300、400）"
    assert added_up([], [spec], deducted=())["teams_active"].why == "没有收到下级的统计表，请填"


def test_programme_without_the_form_says_so(tmp_path: Path) -> None:
    place = pipeline.new(tmp_path / "空", programme="cacem-2026")
    assert written(place) == ["本活动没有统计表，没有写。"]
