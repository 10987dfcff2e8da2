"""人工核查表 read back as people leave it: sorted, moved, merged, half filled in."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from qtdocs import readers
from qtdocs.errors import UsageError
from qtdocs.intake.inspections import InspectionBook, read_inspections
from qtdocs.model.inspection import INSPECTION_COLUMNS
from qtdocs.render import InspectionLine, inspection_workbook

TODAY = datetime.date(2026, 5, 6)
ENTRIES = {"班0001": "id-班0001", "班0002": "id-班0002"}
COLUMN = {key: number for number, (key, _) in enumerate(INSPECTION_COLUMNS, 1)}


def line(number: str = "班0001", rule: str = "V01", **more: object) -> InspectionLine:
    values = {
        "entry": f"id-{number}",
        "number": number, "rule": rule, "organisation": f"{number}建设有限公司", "team": "测量一班",
        "text": f"{rule} 近三年无事故（通知二）", "ask": "请企业出具证明。", "standing": "待查",
    }  # fmt: skip
    return InspectionLine(**(values | more))  # type: ignore[arg-type]


def workbook(*lines: InspectionLine) -> bytes:
    data = inspection_workbook(b"", title="某活动", workspace="0" * 16, rows={}, more=lines or (line(), line("班0002")))
    assert data is not None
    return data


def edited(change: Callable[[Any], object], data: bytes = b"") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data or workbook()))
    change(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> InspectionBook:
    return read_inspections(readers.read(data, name="人工核查表.xlsx"), today=TODAY, entries=ENTRIES)


def put(sheet: Any, row: int = 4, **told: object) -> None:
    for key, value in told.items():
        sheet.cell(row, COLUMN[key]).value = value


FULL: dict[str, object] = {"who": "王敏", "where": "应急局网站", "day": datetime.date(2026, 5, 1), "result": "符合"}


def test_empty_workbook_says_nothing_and_lacks_nothing() -> None:
    book = read(workbook())
    assert [(each.inspection.number, each.inspection.is_empty, each.is_whole) for each in book.rows] == [
        ("班0001", True, True), ("班0002", True, True),
    ]  # fmt: skip
    assert book.doubts == ()


def test_row_that_was_filled_in() -> None:
    (first, _) = read(edited(lambda sheet: put(sheet, **FULL, remark="截图已存"))).rows
    assert first.inspection.told == "王敏 2026-05-01 查应急局网站：符合（截图已存）"
    assert first.inspection.is_complete


@pytest.mark.parametrize(
    "day",
    ["2026-05-01", "2026年5月1日", "2026.5.1", 46143, datetime.datetime(2026, 5, 1, 9, 30), "２０２６／５／１"],
    ids=str,
)
def test_dates_as_people_and_programs_write_them(day: object) -> None:
    book = read(edited(lambda sheet: put(sheet, **(FULL | {"day": day}))))
    assert (book.rows[0].inspection.day, book.doubts) == (datetime.date(2026, 5, 1), ())


def test_short_format_of_a_date_still_tells_the_year() -> None:
    def change(sheet: Any) -> None:
        put(sheet, **FULL)
        sheet.cell(4, COLUMN["day"]).number_format = 'm"月"d"日"'

    assert read(edited(change)).rows[0].inspection.day == datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        ({"who": None}, "G4 没有写“谁查的”，班0001 的 V01 这一行先不算数"),
        ({"who": "/"}, None),
        ({"where": None}, "H4 没有写“查了哪里”，班0001 的 V01 这一行先不算数"),
        ({"where": None, "day": None}, "H4 没有写“查了哪里”、“日期”，班0001 的 V01 这一行先不算数"),
        ({"day": "上周五"}, "I4 日期“上周五”读不懂，请写成 2026-04-10"),
        ({"day": "2027-01-01"}, "I4 日期是 2027-01-01，不会是真的，没有采用"),
        ({"result": "没问题"}, "J4 结果“没问题”读不懂，请写符合、不符合或查不到"),
        ({"result": None}, "J4 没有写“结果”，班0001 的 V01 这一行先不算数"),
        ({"result": "=A1"}, "J4 是公式，文件里没有结果，没有采用"),
    ],
)
def test_rows_that_are_not_whole_name_the_cell_and_do_not_count(told: dict[str, object], doubt: str | None) -> None:
    book = read(edited(lambda sheet: put(sheet, **(FULL | told))))
    assert not book.rows[0].inspection.is_complete
    assert not book.rows[0].inspection.is_empty
    if doubt is not None:
        assert book.doubts == (doubt,)


def test_remark_alone_is_no_answer_and_no_mistake() -> None:
    book = read(edited(lambda sheet: put(sheet, remark="已打电话，等回复")))
    assert (book.rows[0].inspection.remark, book.doubts) == ("已打电话，等回复", ())


def test_rows_may_be_sorted_and_columns_moved() -> None:
    def change(sheet: Any) -> None:
        put(sheet, 4, **FULL)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        rows[1:] = reversed(rows[1:])
        for offset, row in enumerate(rows):
            moved = [
                row[COLUMN["key"] - 1],
                row[COLUMN["result"] - 1],
                *row[: COLUMN["result"] - 1],
                row[COLUMN["remark"] - 1],
            ]
            for column, value in enumerate(moved, 1):
                sheet.cell(3 + offset, column).value = value

    book = read(edited(change))
    assert {each.inspection.number: each.inspection.result for each in book.rows} == {"班0001": "符合", "班0002": ""}
    assert book.doubts == ()


def test_rows_of_which_only_some_columns_were_sorted_are_not_taken() -> None:
    def change(sheet: Any) -> None:
        put(sheet, 4, **FULL)
        for key in ("number", "organisation"):
            first, second = sheet.cell(4, COLUMN[key]), sheet.cell(5, COLUMN[key])
            first.value, second.value = second.value, first.value

    book = read(edited(change))
    assert [(each.is_whole, each.inspection.is_empty) for each in book.rows] == [(False, True), (False, True)]
    assert book.doubts == ("A4 这一行与隐藏的编号对不上，可能只排了一部分列，或者是别的活动的表，没有采用",)


def test_workbook_of_another_season_is_not_taken_though_its_numbers_are_the_same() -> None:
    other = workbook(line(entry="id-of-last-year"))
    book = read(edited(lambda sheet: put(sheet, **FULL), other))
    assert [each.is_whole for each in book.rows] == [False]
    assert "别的活动的表" in book.doubts[0]


def test_name_merged_over_rows_counts_for_each() -> None:
    def change(sheet: Any) -> None:
        put(sheet, 4, **FULL)
        put(sheet, 5, **FULL)
        sheet.merge_cells(start_row=4, end_row=5, start_column=COLUMN["who"], end_column=COLUMN["who"])

    assert [each.inspection.who for each in read(edited(change)).rows] == ["王敏", "王敏"]


def test_copied_row_that_says_something_else_leaves_both_out() -> None:
    def change(sheet: Any) -> None:
        put(sheet, 4, **FULL)
        for column in range(1, len(INSPECTION_COLUMNS) + 1):
            sheet.cell(6, column).value = sheet.cell(4, column).value
        put(sheet, 6, result="不符合")

    book = read(edited(change))
    assert [each.is_whole for each in book.rows if each.inspection.number == "班0001"] == [False]
    assert book.doubts == ("A4 和 A6 说的是同一个班组的同一条规定，内容不同，都没有采用，请只留一行",)


def test_row_without_its_number_is_told() -> None:
    book = read(edited(lambda sheet: put(sheet, 6, **FULL)))
    assert book.doubts == ("A6 这一行没有编号，不知道查的是哪个班组的哪一条，没有采用",)


@pytest.mark.parametrize("key", ["who", "result", "day", "key", "team"])
def test_workbook_whose_columns_were_deleted_is_refused_with_their_name(key: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(edited(lambda sheet: sheet.delete_cols(COLUMN[key])))
    assert dict(INSPECTION_COLUMNS)[key] in str(refused.value)


def test_two_columns_of_one_name_are_refused_with_their_cells() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(3, 14).value = "结果"

    with pytest.raises(UsageError, match="J3 和 N3"):
        read(edited(change))


def test_another_workbook_is_refused() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "序号"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UsageError, match="这不是人工核查表"):
        read(stream.getvalue())
