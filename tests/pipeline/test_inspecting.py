"""人工核查表 from the workspace into the ledger and back, and what that does to the verdicts of a team."""

import datetime
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qtdocs import pipeline, readers
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.model.inspection import INSPECTION_COLUMNS
from qtdocs.pipeline.account import Account, account_of

INBOX = Path(__file__).parents[2] / "samples" / "inbox" / "嘉兴市建筑业协会"
TODAY = datetime.date(2026, 5, 6)
BOOK = "人工核查表.xlsx"
COLUMN = {key: number for number, (key, _) in enumerate(INSPECTION_COLUMNS, 1)}
FULL = {"who": "王敏", "where": "省应急管理厅网站", "day": "2026-05-01", "result": "符合"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("season") / "工作区"
    pipeline.collect_into(pipeline.new(home, programme="浙江"), [INBOX], today=TODAY)
    return home


@pytest.fixture
def place(collected: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(collected, tmp_path / "工作区")
    return pipeline.find(tmp_path / "工作区")


def collect(place: pipeline.Workspace) -> pipeline.Report:
    return pipeline.collect_into(place, [INBOX], today=TODAY)


def take(place: pipeline.Workspace, path: Path | None = None, *, dry_run: bool = False) -> str:
    return pipeline.inspection_taken(place, path, today=TODAY, dry_run=dry_run)


def account(place: pipeline.Workspace) -> Account:
    with place.ledger() as ledger:
        return account_of(ledger, shelf.load_programme(place.programme))


def verdict(place: pipeline.Workspace, rule: str, number: str = "班0001") -> tuple[str, str]:
    told = [json.loads(each) for each in pipeline.verdicts_listed(place, number, as_json=True)]
    return next((each["verdict"], each["detail"]) for each in told if each["rule"] == rule)


def edit(path: Path, change: Callable[[Any], object], to: Path | None = None) -> Path:
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(to or path)
    return to or path


def row_of(sheet: Any, number: str, rule: str) -> int:
    keys = {str(sheet.cell(row, COLUMN["key"]).value): row for row in range(4, sheet.max_row + 1)}
    return next(row for key, row in keys.items() if key.startswith(f"{number}/{rule}/"))


def fill(path: Path, number: str = "班0001", rule: str = "V01", to: Path | None = None, **told: object) -> Path:
    def change(sheet: Any) -> None:
        row = row_of(sheet, number, rule)
        for key, value in (FULL | told).items():
            sheet.cell(row, COLUMN[key]).value = value

    return edit(path, change, to)


def cells(path: Path) -> dict[str, tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        "/".join(str(row[COLUMN["key"] - 1]).split("/")[:2]): row[COLUMN["standing"] - 1 : COLUMN["remark"]]
        for row in sheet.iter_rows(min_row=4, values_only=True)
    }


def test_workbook_has_a_row_for_each_rule_that_cannot_be_told(place: pipeline.Workspace) -> None:
    asked = {f"{team.number}/{each.rule}" for team in account(place).teams for each in team.verdicts if each.ask}
    assert set(cells(place.home / BOOK)) == asked
    assert {row[0] for row in cells(place.home / BOOK).values()} == {"待查"}
    assert "班0001/V01" in asked


def test_result_makes_the_verdict_and_says_who_looked_where_and_when(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    assert verdict(place, "V01") == ("fine", "王敏 2026-05-01 查省应急管理厅网站：符合")
    assert verdict(place, "V01", "班0002")[0] == "unknown"
    assert cells(place.home / BOOK)["班0001/V01"] == ("已记下", "王敏", "省应急管理厅网站", "2026-05-01", "符合", None)
    with place.ledger() as ledger:
        assert ledger.sealed("inspections") == ledger.digest_of("inspections")


def test_history_of_the_team_tells_of_it(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    told = [json.loads(each) for each in pipeline.history_shown(place, "班0001", as_json=True)]
    assert [(each["what"], each["who"]) for each in told if each["what"].startswith("人工核查")] == [
        ("人工核查 V01“班组近三年未发生任何质量、安全及环保事故”：王敏 2026-05-01 查省应急管理厅网站：符合", "王敏")
    ]
    assert not any(
        "人工核查 V01" in json.loads(each)["what"] for each in pipeline.history_shown(place, "班0002", as_json=True)
    )


def test_history_shows_what_was_begun_and_does_not_count(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK, result="")
    collect(place)
    told = [json.loads(each)["what"] for each in pipeline.history_shown(place, "班0001", as_json=True)]
    assert [each for each in told if each.startswith("人工核查")] == [
        "人工核查 V01“班组近三年未发生任何质量、安全及环保事故”：王敏，省应急管理厅网站，2026-05-01（没有写全，不算数）"
    ]


def test_failed_inspection_is_a_finding_that_may_be_sent(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK, rule="V06", result="不符合")
    take(place)
    team = next(each for each in account(place).teams if each.number == "班0001")
    (found,) = [each for each in team.findings if each.code == "inspection-failed"]
    assert (found.severity, found.confirmed, found.may_be_sent) == ("warning", "王敏", True)
    assert "王敏" not in found.message
    assert verdict(place, "V06")[0] == "defect"
    book = openpyxl.load_workbook(place.home / "台账.xlsx")
    assert "inspection-failed" in [row[7] for row in book["问题"].iter_rows(values_only=True)]


def test_row_without_a_name_is_told_and_does_not_count(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK, who=None)
    report = collect(place)
    assert verdict(place, "V01")[0] == "unknown"
    (found,) = [each for each in account(place).findings if each.code == "inspection-unclear"]
    assert "没有写“谁查的”" in found.message and not found.may_be_sent
    assert cells(place.home / BOOK)["班0001/V01"][:3] == ("没有写全", None, "省应急管理厅网站")
    assert report.worst != "tool"
    fill(place.home / BOOK)
    collect(place)
    assert [each.code for each in account(place).findings if each.code == "inspection-unclear"] == []


def test_nothing_is_written_where_nothing_is_new(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    before = (place.home / BOOK).read_bytes(), (place.home / "台账.xlsx").read_bytes()
    with place.ledger() as ledger:
        events = ledger.rows("SELECT count(*) FROM events")
    assert take(place).splitlines()[0] == "没有新的核查结果。"
    assert ((place.home / BOOK).read_bytes(), (place.home / "台账.xlsx").read_bytes()) == before
    with place.ledger() as ledger:
        assert ledger.rows("SELECT count(*) FROM events") == events


def test_lost_workbook_comes_back_with_all_that_was_written(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK, remark="截图已存")
    collect(place)
    (place.home / BOOK).unlink()
    collect(place)
    row = cells(place.home / BOOK)["班0001/V01"]
    assert row[1:3] + row[4:] == ("王敏", "省应急管理厅网站", "符合", "截图已存")
    assert take(place).splitlines()[0] == "没有新的核查结果。"


def test_emptied_row_loses_nothing(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    fill(place.home / BOOK, who=None, where=None, day=None, result=None)
    collect(place)
    assert verdict(place, "V01")[0] == "fine"
    assert cells(place.home / BOOK)["班0001/V01"][1] == "王敏"


def test_later_word_in_the_own_workbook_counts_and_the_earlier_one_is_told(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    fill(place.home / BOOK, result="不符合", who="李强")
    take(place)
    answer, detail = verdict(place, "V01")
    assert answer == "defect"
    assert "先前 王敏" in detail


def test_who_comes_back_to_an_earlier_word_is_believed(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    collect(place)
    fill(place.home / BOOK, result="不符合")
    take(place)
    assert verdict(place, "V01")[0] == "defect"
    fill(place.home / BOOK)
    take(place)
    assert verdict(place, "V01")[0] == "fine"
    assert take(place).splitlines()[0] == "没有新的核查结果。"


def test_old_copy_that_is_taken_again_does_not_say_it_again(place: pipeline.Workspace, tmp_path: Path) -> None:
    copy = fill(place.home / BOOK, to=tmp_path / "李强填的.xlsx", who="李强")
    take(place, copy)
    fill(place.home / BOOK, result="不符合")
    take(place)
    assert take(place, copy).splitlines()[0] == "没有新的核查结果。"
    assert verdict(place, "V01")[0] == "defect"


def test_copy_from_a_colleague_fills_up_and_where_it_contradicts_nobody_is_believed(
    place: pipeline.Workspace, tmp_path: Path
) -> None:
    copy = fill(place.home / BOOK, to=tmp_path / "李强填的.xlsx", who="李强")
    fill(copy, "班0002", who="李强")
    fill(place.home / BOOK, result="不符合")
    said = take(place, copy)
    assert "核查结果 3 条（不符合 1、符合 2）" in said
    assert "班0001 的 V01 两份说的不一样" in said
    assert verdict(place, "V01", "班0002")[0] == "fine"
    assert cells(place.home / BOOK)["班0002/V01"][1] == "李强"
    answer, detail = verdict(place, "V01")
    assert answer == "unknown" and "王敏" in detail and "李强" in detail
    assert cells(place.home / BOOK)["班0001/V01"][:2] == ("两份不一致", "王敏")
    assert [each.code for each in account(place).findings if each.code == "inspection-unclear"] == [
        "inspection-unclear"
    ]
    fill(place.home / BOOK, result="不符合", remark="与李强一起又查了一次")
    take(place)
    assert verdict(place, "V01")[0] == "defect"


def test_empty_copy_takes_nothing_back(place: pipeline.Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "空的.xlsx"
    shutil.copy(place.home / BOOK, copy)
    fill(place.home / BOOK)
    assert "核查结果 1 条（符合 1）" in take(place, copy)
    assert verdict(place, "V01")[0] == "fine"


def test_dry_run_writes_nothing(place: pipeline.Workspace) -> None:
    fill(place.home / BOOK)
    before = (place.home / "台账.xlsx").read_bytes()
    assert "什么也没有写" in take(place, dry_run=True)
    assert verdict(place, "V01")[0] == "unknown"
    assert (place.home / "台账.xlsx").read_bytes() == before


def test_workbook_with_a_lost_column_stops_the_run_before_anything_happens(place: pipeline.Workspace) -> None:
    edit(place.home / BOOK, lambda sheet: sheet.delete_cols(COLUMN["who"]))
    with pytest.raises(UsageError, match="谁查的"):
        collect(place)
    assert verdict(place, "V01")[0] == "unknown"


def test_row_about_an_unknown_team_is_told(place: pipeline.Workspace) -> None:
    from qtdocs.render import InspectionLine

    line = InspectionLine(
        entry="e", number="班0099", rule="V01", organisation="甲", team="乙", text="V01", ask="", standing=""
    )

    def change(sheet: Any) -> None:
        row = sheet.max_row + 1
        for key, value in (line.cells | FULL).items():
            sheet.cell(row, COLUMN[key]).value = value

    edit(place.home / BOOK, change)
    assert "台账里没有 班0099，可能是别的工作区的表，没有采用" in take(place)


def test_workbook_that_is_no_workbook_is_refused(place: pipeline.Workspace, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UsageError, match="打不开"):
        take(place, tmp_path / "坏.xlsx")
    with pytest.raises(UsageError, match="找不到"):
        take(place, tmp_path / "没有.xlsx")


def test_listing_for_people_names_source_reason_and_what_to_do(place: pipeline.Workspace) -> None:
    lines = list(pipeline.verdicts_listed(place, "班0001", as_json=False))
    assert "  ？ V01 班组近三年未发生任何质量、安全及环保事故（通知二（五））：查不了" in lines
    assert any(line.startswith("      “年质量、安全事故”填的是 0") and "怎么查：" in line for line in lines)
    with pytest.raises(UsageError, match="没有编号"):
        list(pipeline.verdicts_listed(place, "班0099", as_json=False))


def test_old_workbook_of_wps_is_read_and_a_new_one_stands_beside(place: pipeline.Workspace, tmp_path: Path) -> None:
    program = readers.office_program()
    if not program:
        pytest.skip("LibreOffice is not installed")
    fill(place.home / BOOK)
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(place.home), str(place.home / BOOK)], check=True, capture_output=True)
    (place.home / BOOK).unlink()
    collect(place)
    assert verdict(place, "V01")[0] == "fine"
    assert cells(place.home / BOOK)["班0001/V01"][1] == "王敏"
    assert (place.home / "人工核查表.xls").exists()


def test_resaving_by_libreoffice_changes_nothing(place: pipeline.Workspace, tmp_path: Path) -> None:
    program = readers.office_program()
    if not program:
        pytest.skip("LibreOffice is not installed")
    fill(place.home / BOOK)
    collect(place)
    before = cells(place.home / BOOK)
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(place.home / BOOK)], check=True, capture_output=True)
    shutil.copy(tmp_path / BOOK, place.home / BOOK)
    assert take(place).splitlines()[0] == "没有新的核查结果。"
    assert cells(place.home / BOOK) == before
