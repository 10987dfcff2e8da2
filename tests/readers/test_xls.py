from __future__ import annotations

import datetime
import io
import random
import struct

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Table
from qtdocs.readers import office_program, read, xls_records
from qtdocs.readers.xls import read_xls
from qtdocs.readers.xlsx import read_xlsx
from samples import pictures

pytestmark = pytest.mark.skipif(not office_program(), reason="LibreOffice makes the old workbooks of these tests")


def workbook() -> bytes:
    """What the reader must see as the reader of .xlsx does, sheet by sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数字"
    shown = (
        (0.985, "0%"), (0.985, "0.0%"), (65.400000000000006, "General"), (92, "General"), (1234.5, "#,##0.00"),
        (74 / 1440, '[m]"分"'), (46093, 'yyyy"年"m"月"d"日"'), (46093, "yyyy-mm-dd"), (46093.5, "yyyy/m/d h:mm"),
        (13800002103, "0"), (0.1 + 0.2, "General"), (-3, "0;-0"), (5, ";;;"), (1e-7, "General"), (12345678901234, "0"),
    )  # fmt: skip
    for row, (number, code) in enumerate(shown, 1):
        sheet.cell(row, 1).value = number
        sheet.cell(row, 1).number_format = code
    sheet["B1"], sheet["B2"], sheet["B3"] = True, datetime.date(2026, 3, 12), "=A4+1"
    sheet["B4"], sheet["B5"] = "0571-00001001", "一\n二_x0041_"
    texts = book.create_sheet("文字")
    texts["A1"], texts["D1"], texts["A3"] = "合并", "右", "划去"
    texts.merge_cells("A1:C2")
    texts["A3"].font = Font(strike=True)
    texts["B3"] = CellRichText("新", TextBlock(InlineFont(strike=True), "旧"))
    texts["A4"], texts["E5"] = "隐藏行", "隐藏列"
    texts.row_dimensions[4].hidden = True
    texts.column_dimensions["E"].hidden = True
    texts["B5"] = "有批注"
    texts["B5"].comment = Comment("请补章", "初审")
    hidden = book.create_sheet("暗")
    hidden["A1"] = "隐藏表"
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def old() -> bytes:
    return pictures.saved_as(workbook(), "xlsx", "xls")


@pytest.fixture(scope="module")
def reading(old: bytes) -> Document:
    return read_xls(old, name="汇总.et")


def cells(document: Document, sheet: int) -> dict[tuple[int, int], tuple[str, str, frozenset[str]]]:
    table = document.tables[sheet]
    return {(cell.row, cell.column): (cell.text, cell.exact, cell.flags) for cell in table.cells}


def test_kind_is_found_from_the_bytes(old: bytes) -> None:
    document = read(old, name="汇总.et")
    assert (document.kind, [table.place.sheet for table in document.tables]) == ("xls", ["数字", "文字", "暗"])


def test_numbers_are_what_a_person_sees(reading: Document) -> None:
    seen = cells(reading, 0)
    assert [seen[row, 1][0] for row in range(1, 16)] == [
        "99%", "98.5%", "65.4", "92", "1,234.50", "74分", "2026年3月12日", "2026-03-12", "2026/3/12 12:00",
        "13800002103", "0.3", "-3", "5", "0.0000001", "12345678901234",
    ]  # fmt: skip
    assert [seen[row, 1][1] for row in (1, 2, 7)] == ["98.5%", "", "2026-03-12"]
    assert seen[6, 1][2] == {"numeric", "duration"}
    assert [seen[row, 2][0] for row in range(1, 6)] == ["TRUE", "2026-03-12", "93", "0571-00001001", "一\n二_x0041_"]


def test_reading_is_that_of_the_same_workbook_saved_as_xlsx(old: bytes, reading: Document) -> None:
    twin = read_xlsx(pictures.saved_as(old, "xls", "xlsx"), name="汇总.et")
    for mine, other in zip(reading.tables, twin.tables, strict=True):
        assert [(cell.row, cell.column, cell.text, cell.flags) for cell in mine.cells] == [
            (cell.row, cell.column, cell.text, cell.flags) for cell in other.cells
        ]
    assert [(note.code, note.detail) for note in reading.notes] == [(note.code, note.detail) for note in twin.notes]


def test_merged_struck_and_hidden_cells_are_told(reading: Document) -> None:
    table = reading.tables[1]
    assert [(cell.row_span, cell.column_span, cell.text) for cell in table.cells][:2] == [(2, 3, "合并"), (1, 1, "右")]
    seen = cells(reading, 1)
    assert [seen[spot][::2] for spot in ((3, 1), (3, 2), (4, 1), (5, 2), (5, 5))] == [
        ("划去", {"struck"}), ("新旧", {"struck"}), ("隐藏行", {"hidden"}), ("有批注", set()), ("隐藏列", {"hidden"}),
    ]  # fmt: skip
    assert cells(reading, 2) == {(1, 1): ("隐藏表", "", frozenset({"hidden"}))}
    assert [note.detail for note in reading.notes if note.code == "text-hidden"] == [
        "单元格 A13 的数字格式使内容不显示，已读出",
        "第4行、第E列被隐藏，内容已读出",
        "工作表“暗”是隐藏的，其中的行不算汇总表的条目",
    ]


def test_comment_comes_after_the_tables(reading: Document) -> None:
    comment = reading.paragraphs[0]
    assert (comment.text, comment.place.part, comment.place.row, comment.place.column) == ("请补章", "批注", 5, 2)
    assert isinstance(reading.blocks[0], Table)


def test_broken_files_give_a_finding_and_nothing_else(old: bytes) -> None:
    chance = random.Random(4711)
    outcomes = set()
    for _ in range(150):
        broken = bytearray(old[: chance.choice((len(old), len(old) // 2, 3000))])
        for _ in range(chance.choice((1, 20, 400))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            outcomes.add(read_xls(bytes(broken), name="坏.xls").kind)
        except UnreadableFileError as error:
            outcomes.add(error.code)
    assert outcomes <= {"xls", "file-damaged", "file-encrypted"}
    assert "file-damaged" in outcomes


def test_password_is_told(old: bytes) -> None:
    # FILEPASS stands behind the first record of the workbook; the record in its place here is as long as it is.
    begin = old.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005)) + 20
    code, length = struct.unpack_from("<HH", old, begin)
    locked = old[:begin] + struct.pack("<HH", 0x002F, length) + old[begin + 4 :]
    assert code != 0x002F
    with pytest.raises(UnreadableFileError) as caught:
        read_xls(locked, name="锁.xls")
    assert caught.value.code == "file-encrypted"


def without_records(data: bytes, wanted: int) -> bytes:
    """The workbook with all records of this code made unknown ones."""
    position = begin = data.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))
    changed = bytearray(data)
    while position + 4 <= len(data) and (position == begin or any(data[position : position + 4])):
        code, length = struct.unpack_from("<HH", data, position)
        if code == wanted:
            struct.pack_into("<H", changed, position, 0xFFF0)
        position += 4 + length
    return bytes(changed)


def test_numbers_whose_formats_cannot_be_read_are_doubtful(old: bytes) -> None:
    document = read_xls(without_records(old, 0x0031), name="无字体.xls")
    seen = cells(document, 0)
    assert (seen[1, 1], seen[4, 2]) == (("0.985", "", {"numeric", "drawn"}), ("0571-00001001", "", frozenset()))
    assert seen[8, 1][:2] == ("2026/3/12", "2026-03-12")
    assert [note.code for note in document.notes if note.code != "text-hidden"] == ["field-unsure", "file-damaged"]


def record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def test_objects_that_stay_unread_are_counted() -> None:
    box, note = (record(0x5D, struct.pack("<HHH", 0x15, 18, kind).ljust(22, b"\0")) for kind in (0x0B, 0x19))
    assert xls_records.unread_objects(box + note + box) == "勾选框 2 个"
    assert xls_records.unread_objects(note) == ""


def test_links_to_other_files_are_counted() -> None:
    own, other = record(0x1AE, b"\x03\x00\x01\x04"), record(0x1AE, b"\x01\x00\x08\x00\x00other.xls")
    assert (xls_records.outside_books(own), xls_records.outside_books(own + other)) == (0, 1)
