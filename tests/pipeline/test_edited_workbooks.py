"""Workbooks that people edited badly: understood where that is possible, else refused with the cell and no change."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from edited import TODAY, Desk, Edit, cell, column_of, desk, put

from qtdocs import pipeline
from qtdocs.errors import UsageError
from samples.papers import zhejiang
from samples.people import SURVEY, WATER

PEOPLE, PHONE, NAME, DAY, RATE = "班组人数", "班组联系电话", "班组名称", "年月日", "产品/服务一次合格%"
ADDRESS = "通讯地址"
TEAMS = (WATER, SURVEY)
INBOX = Path(__file__).parents[2] / "samples" / "inbox"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two teams; nobody may change this one."""
    place = desk(tmp_path_factory.mktemp("season"))
    for number, team in enumerate(TEAMS):
        place.put(f"{number}.docx", zhejiang({**team.application(), "nomination_no": f"0{number}"}))
    place.collect()
    return place


@pytest.fixture
def two(made: Desk, tmp_path: Path) -> Desk:
    """A copy of it."""
    shutil.copytree(made.home, tmp_path / "工作区")
    return Desk(home=tmp_path / "工作区", inbox=made.inbox)


def dry(place: Desk, *edits: Edit, path: Path | None = None) -> list[str]:
    """What would be corrected, a line each."""
    told = place.correct(*edits, dry_run=True, path=path)
    return [line.split("　")[0].split("“", 1)[1] for line in told if "→" in line]


def nothing_changed(place: Desk) -> bool:
    with pipeline.find(place.home).ledger() as ledger:
        return not ledger.rows("SELECT 1 FROM corrections")


def team_in(place: Desk, number: str) -> Any:
    return next(each for each in place.account().teams if each.number == number)


# -- what is understood --------------------------------------------------------------------------------------------


def formatted(head: str, value: object, number_format: str) -> Edit:
    def typed(book: Any) -> None:
        cell(book, head).value, cell(book, head).number_format = value, number_format

    return typed


def swapped_rows(book: Any) -> None:
    sheet = book["班组"]
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(2, column), sheet.cell(3, column)
        one.value, other.value = other.value, one.value


def hidden_rows(book: Any) -> None:
    book["班组"].row_dimensions[2].hidden = True
    book["班组"].column_dimensions["I"].hidden = True


def title_above(book: Any) -> None:
    sheet = book["班组"]
    sheet.insert_rows(1)
    sheet["A1"] = "2026 年台账，王敏整理"
    sheet.merge_cells("A1:F1")


def notes_below(book: Any) -> None:
    sheet = book["班组"]
    sheet["A9"] = "以上共两个班组"
    sheet.merge_cells("A9:AJ9")


def other_sheet(book: Any) -> None:
    book.create_sheet("我的计算")["A1"] = "=1+1"


def coloured(book: Any) -> None:
    from openpyxl.styles import Font, PatternFill

    cell(book, NAME).font, cell(book, NAME).fill = Font(strike=True), PatternFill("solid", start_color="FF0000")


def without_other_sheets(book: Any) -> None:
    for name in ("总览", "核对", "来件"):
        del book[name]


@pytest.mark.parametrize(
    "edit", [swapped_rows, hidden_rows, title_above, notes_below, other_sheet, coloured, without_other_sheets]
)
def test_what_changes_no_value_is_no_difference(two: Desk, edit: Edit) -> None:
    assert dry(two, edit) == []


@pytest.mark.parametrize("format_of", ["0.00", "0%", "@", "yyyy-mm-dd", "0.0E+00"])
def test_number_in_another_format_is_no_difference(two: Desk, format_of: str) -> None:
    def all_of(book: Any) -> None:
        for head in (PEOPLE, RATE, "质量成本(万元/年)"):
            cell(book, head).number_format = format_of

    assert dry(two, all_of) == []


def test_day_that_became_a_number_and_number_as_text_are_no_difference(two: Desk) -> None:
    def turned(book: Any) -> None:
        day = cell(book, DAY)
        day.value, day.number_format = (day.value.date() - datetime.date(1899, 12, 30)).days, "General"
        people = cell(book, PEOPLE)
        people.value, people.number_format = str(people.value), "@"
        phone = cell(book, PHONE)
        phone.value = float(phone.value)
        number = cell(book, "推荐编号")
        number.value = int(number.value)

    assert dry(two, turned) == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (put(PEOPLE, "２５"), "班组人数”：12 → 25"),
        (put(PEOPLE, 25.0), "班组人数”：12 → 25"),
        (put(PEOPLE, "25人"), "班组人数”：12 → 25"),
        (put(RATE, "98％"), "产品/服务一次合格%”：100 → 98"),
        (put(RATE, "九十八点五%"), "产品/服务一次合格%”：100 → 98.5"),
        (formatted(RATE, 0.975, "0.0%"), "产品/服务一次合格%”：100 → 97.5"),
        (put(PHONE, 13900000012), f"班组联系电话”：{WATER.phone} → 13900000012"),
        (put(PHONE, 13900000012.0), f"班组联系电话”：{WATER.phone} → 13900000012"),
        (put(PHONE, "１３９ ００００ ００１２、0571-86660001"), f"班组联系电话”：{WATER.phone} → 13900000012、0571-8"),
        (put(DAY, 46139), "年月日”：2026-03-25 → 2026-04-27"),
        (put(DAY, "46139"), "年月日”：2026-03-25 → 2026-04-27"),
        (put(DAY, "2026年4月27日"), "年月日”：2026-03-25 → 2026-04-27"),
        (put(DAY, datetime.datetime(2026, 4, 27)), "年月日”：2026-03-25 → 2026-04-27"),
        (put("年培训时数", 120.5), "年培训时数”："),
        (put(NAME, " 泵闸检修班　"), f"班组名称”：{WATER.team} → 泵闸检修班"),
        (put("推荐编号", "007"), "推荐编号”：00 → 007"),
        (put(ADDRESS, None), f"通讯地址”：{WATER.address} → （清空）"),
    ],
)  # fmt: skip
def test_value_typed_in_any_way_is_understood(two: Desk, edit: Edit, told: str) -> None:
    (line,) = dry(two, edit)
    assert line.startswith(told)


# -- what is refused -----------------------------------------------------------------------------------------------


def merged(book: Any) -> None:
    book["班组"].merge_cells("J2:J3")


def merged_across(book: Any) -> None:
    book["班组"].merge_cells("I2:J2")


def same_mark_twice(book: Any) -> None:
    sheet = book["班组"]
    place = column_of(sheet, "编号")
    sheet.cell(3, place).value = sheet.cell(2, place).value


def unknown_mark(book: Any) -> None:
    sheet = book["班组"]
    sheet.cell(3, column_of(sheet, "编号")).value = "0123456789ab"


def row_copied(book: Any) -> None:
    sheet = book["班组"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(4, column).value = sheet.cell(2, column).value


def same_heading_twice(book: Any) -> None:
    book["班组"].cell(1, column_of(book["班组"], PEOPLE)).value = NAME


def no_headings(book: Any) -> None:
    book["班组"].delete_rows(1)


def no_marks_at_all(book: Any) -> None:
    sheet = book["班组"]
    cell(book, "来源文件").hyperlink = None
    cell(book, "来源文件", "班0002").hyperlink = None
    for head in ("编号", "班组编号"):
        sheet.delete_cols(column_of(sheet, head))


def no_baseline(book: Any) -> None:
    del book["底稿"]


def formula(book: Any) -> None:
    cell(book, PEOPLE).value = "=10+2"


def error_value(book: Any) -> None:
    cell(book, PEOPLE).value, cell(book, PEOPLE).data_type = "#REF!", "e"


def one_column_sorted(book: Any) -> None:
    one, other = cell(book, NAME), cell(book, NAME, "班0002")
    one.value, other.value = other.value, one.value


def some_columns_sorted(book: Any) -> None:
    sheet = book["班组"]
    for column in range(1, column_of(sheet, NAME) + 1):
        one, other = sheet.cell(2, column), sheet.cell(3, column)
        one.value, other.value = other.value, one.value


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (merged, "班组!J2:J3 合并了单元格"),
        (merged_across, "班组!I2:J2 合并了单元格"),
        (same_mark_twice, "班组!AJ2 和 班组!AJ3 两行是同一个"),
        (unknown_mark, "班组!AJ3 的“编号”不是台账里的：“0123456789ab”"),
        (row_copied, "班组!AJ2 和 班组!AJ4 两行是同一个"),
        (same_heading_twice, "“班组”页有两列都叫“班组名称”（班组!J1 和 班组!T1）"),
        (no_headings, "“班组”页找不到表头"),
        (no_marks_at_all, "隐藏的“编号”一列没有了"),
        (no_baseline, "隐藏的“底稿”页没有了"),
        (formula, "班组!T2 是公式，文件里没有存下结果"),
        (error_value, "班组!T2 显示的是错误值 #REF!"),
        (one_column_sorted, "“班组名称”这一列有 2 格的内容原来在别的行（班组!J2、班组!J3 等）"),
        (some_columns_sorted, "班组!B2 的“班组编号”和这一行隐藏的“编号”对不上"),
        (put(PEOPLE, "约18"), "班组!T2“班组人数”写的是“约18”，读不出一个确定的内容"),
        (put(PEOPLE, "十几个"), "班组!T2“班组人数”"),
        (put(PEOPLE, 12.5), "班组!T2“班组人数”写的是“12.5”"),
        (put(RATE, 0.985), "班组!AB2“产品/服务一次合格%”写的是“0.985”"),
        (put(RATE, "95-98%"), "班组!AB2“产品/服务一次合格%”写的是“95-98%”"),
        (put(PHONE, 57186660001), "班组!V2“班组联系电话”写的是“57186660001”"),
        (put(PHONE, "1380000120"), "班组!V2“班组联系电话”写的是“1380000120”"),
        (put(PHONE, "86660001"), "班组!V2“班组联系电话”写的是“86660001”"),
        (put(DAY, "2026年4月"), "班组!AG2“年月日”写的是“2026年4月”"),
        (put(DAY, "2026-02-30"), "班组!AG2“年月日”写的是“2026-02-30”"),
        (put(DAY, 12), "班组!AG2“年月日”写的是“1900-01-12”"),
        (put(NAME, None), "班组!J2 的“班组名称”被清空了"),
        (put(NAME, "测量一班\n测量二班"), "班组!J2“班组名称”写成了几行"),
    ],
)  # fmt: skip
def test_workbook_without_a_clear_meaning_is_refused_with_its_cell(two: Desk, edit: Edit, told: str) -> None:
    if edit is some_columns_sorted:
        two.edit(put(ADDRESS, "新地址"))
    two.edit(put(ADDRESS, "新地址 8 号", "班0002"))
    with pytest.raises(UsageError) as refused:
        two.correct(edit)
    assert told in str(refused.value)
    assert nothing_changed(two)
    assert len(refused.value.advice) > 3


def test_all_cells_that_make_no_sense_are_told_at_once(two: Desk) -> None:
    with pytest.raises(UsageError) as refused:
        two.correct(put(PEOPLE, "约18"), put(DAY, "明天"), put(PEOPLE, 30, "班0002"))
    assert "有 2 格认不出来" in str(refused.value)
    assert nothing_changed(two)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_file_that_is_no_workbook_is_refused(two: Desk, data: bytes) -> None:
    two.book.write_bytes(data)
    with pytest.raises(UsageError):
        two.correct()
    assert nothing_changed(two)


def test_workbook_that_was_cut_off_is_refused(two: Desk) -> None:
    two.book.write_bytes(two.book.read_bytes()[:-3000])
    with pytest.raises(UsageError):
        two.correct()


def test_workbook_of_another_programme_or_of_another_program_is_refused(two: Desk, tmp_path: Path) -> None:
    other = desk(tmp_path / "别的", programme="中施企协")
    other.collect()
    with pytest.raises(UsageError, match="另一个活动"):
        two.correct(path=other.book)
    book = openpyxl.Workbook()
    book.active.append(["单位名称", "班组名称"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="这不是程序写出的台账"):
        two.correct(path=tmp_path / "a.xlsx")


def test_nobody_is_responsible_without_a_name(two: Desk) -> None:
    with pytest.raises(UsageError, match="没有写是谁改的"):
        two.correct(put(PEOPLE, 13), who=" ")


def test_workbook_with_a_character_written_as_its_number_is_no_difference(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", zhejiang({**WATER.application(), "address": "甲_x0041_号_x000D_", "experience_title": " = +1 "}))
    made.collect()
    assert cell(openpyxl.load_workbook(made.book), ADDRESS).value == "甲_x005F_x0041_号_x005F_x000D_"
    assert dry(made) == []


def test_copy_beside_the_workbook_is_put_away_and_one_elsewhere_stays(two: Desk, tmp_path: Path) -> None:
    second = two.home / "台账 (2).xlsx"
    second.write_bytes(two.book.read_bytes())
    two.correct(put(PEOPLE, 30), path=second)
    assert sorted(path.name for path in two.home.glob("台账*")) == ["台账.xlsx"]
    elsewhere = tmp_path / "发回的台账.xlsx"
    elsewhere.write_bytes(two.book.read_bytes())
    two.correct(put(PEOPLE, 31), path=elsewhere)
    assert elsewhere.exists()
    assert len(list((two.home / "数据" / "改过的台账").iterdir())) == 2


def test_workbook_that_somebody_else_changed_stays_beside_the_fresh_one(two: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "发回的台账.xlsx"
    elsewhere.write_bytes(two.book.read_bytes())
    two.edit(put(ADDRESS, "别人正在改"))
    told = two.correct(put(PEOPLE, 30), path=elsewhere)
    assert sorted(path.name for path in two.home.glob("台账*")) == ["台账 (2).xlsx", "台账.xlsx"]
    assert any("没有覆盖" in line for line in told)


# -- LibreOffice ---------------------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
_FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97"}


def saved_again(path: Path, kind: str, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    out = folder / f"out-{kind}"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    command += [f"{kind}:{_FILTERS[kind]}", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(folder)})
    return out / f"{path.stem}.{kind}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample season."""
    home = tmp_path_factory.mktemp("sample") / "工作区"
    pipeline.new(home, programme="浙江")
    pipeline.collect_into(pipeline.find(home), [INBOX], today=TODAY)
    yield Desk(home=home, inbox=INBOX)


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_round_trip_through_libreoffice_changes_nothing(sample: Desk, tmp_path: Path, kind: str) -> None:
    again = saved_again(sample.book, kind, tmp_path)
    assert sample.correct(path=again, dry_run=True)[-1] == "和台账对过了，没有要更正的。"


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_round_trip_through_libreoffice_keeps_exactly_what_was_edited(sample: Desk, tmp_path: Path, kind: str) -> None:
    numbers = sorted(team.number for team in sample.account().teams)
    name = "浙江甲（集团）Ⅲ·㎡有限公司"

    def as_text(book: Any) -> None:
        phone = cell(book, PHONE, numbers[1])
        phone.value, phone.data_type = "0571-86660009", "s"

    edited = tmp_path / "台账.xlsx"
    edited.write_bytes(sample.book.read_bytes())
    day, rate = formatted_at(DAY, datetime.datetime(2026, 4, 9), numbers[2]), put(RATE, "97.5％", numbers[3])
    sample.edit(put("单位名称", name, numbers[0]), as_text, day, rate, path=edited)
    told = sample.correct(path=saved_again(edited, kind, tmp_path), dry_run=True)
    changed = [(line.split()[0], line.split(" → ")[1].split("　")[0]) for line in told if "→" in line]
    assert sorted(changed) == sorted(
        [(numbers[0], name), (numbers[1], "0571-86660009"), (numbers[2], "2026-04-09"), (numbers[3], "97.5")]
    )


def formatted_at(head: str, value: object, number: str) -> Edit:
    def typed(book: Any) -> None:
        cell(book, head, number).value, cell(book, head, number).number_format = value, "yyyy-mm-dd"

    return typed


@needs_office
def test_correction_from_an_old_workbook_is_applied(two: Desk, tmp_path: Path) -> None:
    two.edit(put(PEOPLE, 44))
    old = saved_again(two.book, "xls", tmp_path)
    two.correct(path=old)
    assert team_in(two, "班0001").fields["headcount"].value == "44"
