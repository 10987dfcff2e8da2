import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.styles.numbers import is_date_format

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document
from qtdocs.readers.xlsx import read_xlsx
from qtdocs.readers.xlsx_formats import BUILTIN, plain, seen
from qtdocs.readers.xlsx_references import shifted
from qtdocs.readers.xlsx_sheet import read_sheet

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(workbook: openpyxl.Workbook) -> Document:
    return read_xlsx(saved(workbook), name="汇总表.xlsx")


def patched(data: bytes, parts: dict[str, str]) -> bytes:
    """The same workbook with these parts put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, text in parts.items():
            target.writestr(name, text)
    return stream.getvalue()


def read_sheet_xml(inner: str) -> Document:
    data = patched(saved(openpyxl.Workbook()), {"xl/worksheets/sheet1.xml": f"{HEAD}{inner}</worksheet>"})
    return read_xlsx(data, name="汇总表.xlsx")


def texts(document: Document) -> dict[str, str]:
    return {str(cell.place).partition("!")[2]: cell.text for table in document.tables for cell in table.cells}


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


@pytest.mark.parametrize(
    ("value", "code", "text", "exact"),
    [
        ("0.985", "0%", "99%", "98.5%"),
        ("0.985", "0.0%", "98.5%", ""),
        ("88.456", "0.00", "88.46", "88.456"),
        ("8853", "#,##0", "8,853", ""),
        ("13800000000", "General", "13800000000", ""),
        ("13800000000", "0.00E+00", "13800000000", ""),
        ("65.400000000000006", "General", "65.4", ""),
        ("1.1999999999999999E-2", "General", "0.012", ""),
        ("85", '0"分"', "85分", ""),
        ("12", '0"人"', "12人", ""),
        ("57186660001", "0000-00000000", "0571-86660001", ""),
        ("-5", "#,##0_);(#,##0)", "(5)", ""),
        ("-1234.5", "#,##0.00", "-1,234.50", ""),
        ("0", "0;-0;;@", "", ""),
        ("12345", '0!.0,"万"', "1.2万", "12345"),
        ("46093", 'yyyy"年"m"月"d"日"', "2026年3月12日", "2026-03-12"),
        ("46093", "yyyy/m/d", "2026/3/12", "2026-03-12"),
        ("46093.5", "yyyy-mm-dd hh:mm", "2026-03-12 12:00", "2026-03-12"),
        ("46093", "[$-804]aaaa", "星期四", "2026-03-12"),
        ("0.75", 'h"时"mm"分"', "18时00分", ""),
        ("1.5", "[h]:mm:ss", "36:00:00", ""),
        ("5", '[=5]"五";General', "五", "5"),
        ("5", "0.##", "5", ""),
        ("1234", "¥#,##0", "¥1,234", ""),
        ("0.5", "# ?/?", "0.5", ""),
        ("20", 'G/通用格式"人"', "20人", ""),
        ("1E+999999", "0%", "1E+999999", ""),
        ("1E+999999", "[m]", "1E+999999", ""),
    ],
)
def test_seen_number_is_what_a_person_sees(value: str, code: str, text: str, exact: str) -> None:
    found = seen(Decimal(value), code)
    assert (found.text, found.exact) == (text, exact)


def test_seen_duration_is_the_total_minutes() -> None:
    found = seen(Decimal("0.000694444444444444"), '[m]"分"')
    assert (found.text, "duration" in found.flags) == ("1分", True)


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 50, 58])
def test_seen_builtin_dates_are_days(number: int) -> None:
    assert is_date_format(BUILTIN[number])
    assert seen(Decimal(46093), BUILTIN[number]).exact == "2026-03-12"


def test_seen_days_before_march_1900_follow_the_leap_year_that_never_was() -> None:
    assert seen(Decimal(59), "yyyy-mm-dd").text == "1900-02-28"
    assert seen(Decimal(60), "yyyy-mm-dd").text == "60"
    assert seen(Decimal(61), "yyyy-mm-dd").text == "1900-03-01"


@given(
    st.one_of(st.just(0.0), st.floats(min_value=1e-20, max_value=1e14), st.floats(min_value=-1e14, max_value=-1e-20))
)
def test_plain_number_keeps_fifteen_digits(value: float) -> None:
    text = plain(Decimal(repr(value)))
    assert float(text) == pytest.approx(value, rel=1e-14, abs=1e-28)
    assert text == "0" or text[-1] != "0" or "." not in text


@given(
    st.dates(min_value=datetime.date(1904, 1, 2), max_value=datetime.date(2100, 1, 1)),
    st.booleans(),
)
def test_read_date_is_the_day_that_was_written(day: datetime.date, from_1904: bool) -> None:
    workbook = openpyxl.Workbook()
    if from_1904:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active["A1"] = day
    assert read(workbook).tables[0].cells[0].exact == day.isoformat()


def test_read_cells_are_those_of_openpyxl() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["单位名称", 12, 3.5, True, "多行\n文字", "  空格 ", None, "＜&＞"])
    sheet["C9"] = "#DIV/0!"
    document = read(workbook)
    assert texts(document) == {
        "A1": "单位名称", "B1": "12", "C1": "3.5", "D1": "TRUE", "E1": "多行\n文字", "F1": "  空格 ", "H1": "＜&＞",
        "C9": "#DIV/0!",
    }  # fmt: skip
    assert (document.kind, document.tables[0].rows, document.tables[0].columns) == ("xlsx", 9, 8)
    assert document.notes == ()


def test_read_merged_area_is_one_cell() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B3"] = "某公司", "班"
    sheet.merge_cells("A1:A3")
    table = read(workbook).tables[0]
    assert (table.cells[0].row_span, table.at(3, 1)) == (3, table.cells[0])


def test_read_text_under_a_merged_area_is_reported() -> None:
    inner = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>看得见</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>看不见</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    document = read_sheet_xml(inner)
    assert texts(document) == {"A1": "看得见"}
    assert [(note.code, note.detail) for note in document.notes] == [
        ("text-hidden", "合并单元格盖住了 B1 的内容，没有读出")
    ]


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A1:A1048576", "A1:XFD1", "bad", "B2:A1"])
def test_read_endless_merged_area_costs_nothing(area: str) -> None:
    document = read_sheet_xml(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
        f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    )
    assert document.tables[0].cells[0].text == "1"
    assert (document.tables[0].rows, document.tables[0].columns) == (2, 2)


def test_read_stray_cell_at_the_bottom_costs_nothing() -> None:
    blank = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    document = read_sheet_xml(
        f'<dimension ref="A1"/><sheetData><row r="2"><c r="B2"><v>7</v></c></row>{blank}</sheetData>'
    )
    assert (texts(document), document.tables[0].rows, document.notes) == ({"B2": "7"}, 2, ())


def test_read_text_beyond_the_limits_is_reported() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    document = read_sheet_xml(f'<sheetData><row r="2"><c r="B2"><v>7</v></c></row>{far}</sheetData>')
    assert texts(document) == {"B2": "7"}
    assert [(note.code, note.detail) for note in document.notes] == [
        ("sheet-truncated", "有 1 个单元格没有读（从 XFD1048576 起）")
    ]


def test_read_cells_without_references_stand_in_order() -> None:
    document = read_sheet_xml(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    assert texts(document) == {"A1": "1", "B1": "2", "A2": "3"}


def test_read_one_bad_cell_refuses_nothing() -> None:
    document = read_sheet_xml(
        '<sheetData><row r="1"><c r="A1"><v>九十</v></c><c r="B1" t="s"><v>99</v></c><c r="C1"><v>NaN</v></c>'
        '<c r="D1"><v>3</v></c><c r="E1" s="77"><v>4</v></c><c r="F1"><v>1E+999999</v></c></row></sheetData>'
    )
    assert texts(document) == {"A1": "九十", "C1": "NaN", "D1": "3", "E1": "4", "F1": "1E+999999"}
    assert codes(document) == ["field-unsure"] * 4


def test_read_number_of_more_than_fifteen_digits_is_doubtful() -> None:
    document = read_sheet_xml('<sheetData><row r="1"><c r="A1"><v>330106199001011000</v></c></row></sheetData>')
    assert (texts(document), codes(document)) == ({"A1": "330106199001011000"}, ["field-unsure"])


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("H6+I6", "88.9"),
        ("H6-I6", "55.7"),
        ("$H$6*2", "144.6"),
        ("(H6+I6)/2", "44.45"),
        ("SUM(H6:I6)", "88.9"),
        ("SUM(H6,I6,1)", "89.9"),
        ("AVERAGE(H6:I6)", "44.45"),
        ("ROUND(H6*0.7+I6*0.3,1)", "55.6"),
        ("H6*70%", "50.61"),
        ("-H6", "-72.3"),
        ("H6+Z99", "72.3"),
        ("ROW()-5", "1"),
        ("RANK(I6,H6:J6)", "2"),
        ("_xlfn.RANK.EQ(H6,$H$6:$I$6,1)", "2"),
        ("ROW(H6)", ""),
        ("J6+1", "2"),
        ("H6/Z99", ""),
        ("H6+K6", ""),
        ("IF(H6>1,1,0)", ""),
        ("Sheet2!A1+1", ""),
        ("SUM(H6:L6)", ""),
        ("M6", ""),
    ],
)
def test_read_formula_without_result_is_recomputed_where_it_is_a_sum(formula: str, text: str) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for column, value in {"H": 72.3, "I": 16.6, "J": "=3-2", "K": "缺考", "L": "14"}.items():
        sheet[f"{column}6"] = value
    sheet["M6"] = f"={formula}"
    document = read(workbook)
    cell = document.tables[0].at(6, 13)
    assert cell is not None
    assert (cell.text, "uncached" in cell.flags) == (text, True)
    assert codes(document) == ["formula-uncached"]


def test_read_formula_with_result_uses_it() -> None:
    document = read_sheet_xml(
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>5</v></c><c r="B1" t="str"><f>"x"</f><v>优</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row></sheetData>'
    )
    assert (texts(document), document.notes) == ({"A1": "5", "B1": "优"}, ())


def test_read_shared_formula_moves_with_its_cell() -> None:
    assert shifted('H6+$I$6+"H6"+LOG10(H6)', 2, 1) == 'I8+$I$6+"H6"+LOG10(I8)'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f t="shared" si="0"'
        + (' ref="B1:B3">A1*10</f>' if row == 1 else "/>")
        + "</c></row>"
        for row in (1, 2, 3)
    )
    assert texts(read_sheet_xml(f"<sheetData>{rows}</sheetData>"))["B3"] == "30"


def test_read_formula_that_runs_in_a_circle_ends() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><f>A{row % 300 + 1}+1</f></c></row>' for row in range(1, 301))
    document = read_sheet_xml(f"<sheetData>{rows}</sheetData>")
    assert (document.tables[0].cells[0].text, codes(document)) == ("", ["formula-uncached"])


def test_read_hidden_rows_and_columns_are_read_and_flagged() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (1, 2):
        sheet.append([f"甲{row}", f"乙{row}", f"丙{row}"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    document = read(workbook)
    hidden = {cell.text for cell in document.tables[0].cells if "hidden" in cell.flags}
    assert hidden == {"丙1", "甲2", "乙2", "丙2"}
    assert [(note.code, note.detail) for note in document.notes] == [("text-hidden", "第2行、第C列被隐藏，内容已读出")]


def test_read_hidden_sheet_is_flagged_and_an_empty_one_dropped() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "正表"
    workbook.create_sheet("空表")
    hidden = workbook.create_sheet("旧数据")
    hidden["A1"] = "旧"
    hidden.sheet_state = "veryHidden"
    document = read(workbook)
    assert [str(table.place) for table in document.tables] == ["Sheet", "旧数据"]
    assert document.tables[1].cells[0].flags == frozenset({"hidden"})
    assert [(note.code, str(note.place)) for note in document.notes] == [("text-hidden", "旧数据")]


def test_read_struck_text_is_flagged() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "划掉"
    workbook.active["A1"].font = Font(strike=True)
    assert read(workbook).tables[0].cells[0].flags == frozenset({"struck"})


def test_read_comments_and_printed_headers_come_last() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["B2"] = "班组"
    sheet["B2"].comment = Comment("请核对人数", "某人")
    sheet.oddHeader.center.text = "推荐汇总表"
    document = read(workbook)
    assert [(p.place.part, p.place.row, p.text) for p in document.paragraphs] == [
        ("批注", 2, "请核对人数"),
        ("页眉", None, "推荐汇总表"),
    ]


def test_read_text_box_is_a_paragraph_once() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "表"
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col>'
        "<xdr:row>4</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>推荐</a:t></a:r><a:r><a:t>单位</a:t></a:r></a:p>"
        "<a:p><a:r><a:t>盖章</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        'Target="/xl/drawings/drawing1.xml"/></Relationships>'
    )
    data = patched(
        saved(workbook), {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    )
    document = read_xlsx(data, name="汇总表.xlsx")
    assert [(p.text, p.place.part, str(p.place)) for p in document.paragraphs] == [
        ("推荐单位\n盖章", "文本框", "Sheet!B5")
    ]


def test_read_shared_string_without_phonetic_guide_and_escapes() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><strike/></rPr><t>旧</t></r>'
        '<r><t>新_x000D_\nA_x0007_</t></r><rPh sb="0" eb="1"><t>xīn</t></rPh></si></sst>'
    )
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "占位"
    data = patched(
        saved(workbook),
        {
            "xl/sharedStrings.xml": strings,
            "xl/worksheets/sheet1.xml": HEAD
            + '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
        },
    )
    document = read_xlsx(data, name="汇总表.xlsx")
    assert (document.tables[0].cells[0].text, document.tables[0].cells[0].flags) == ("旧新\nA", frozenset({"struck"}))
    assert codes(document) == ["text-cleaned"]


def test_read_macros_are_reported_and_the_sheet_read() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "表"
    document = read_xlsx(patched(saved(workbook), {"xl/vbaProject.bin": "x"}), name="汇总表.xlsm")
    assert (texts(document), codes(document)) == ({"A1": "表"}, ["file-active-content"])


def test_read_large_sheet_row_by_row_gives_the_same_cells() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in range(1, 40):
        sheet.append([row, f"班组{row}", row / 7])
    sheet["E1"] = "合并"
    sheet.merge_cells("E1:F2")
    sheet.column_dimensions["C"].hidden = True
    content = zipfile.ZipFile(io.BytesIO(saved(workbook))).read("xl/worksheets/sheet1.xml")
    assert read_sheet(content, (), whole_tree_below=0) == read_sheet(content, ())


@pytest.mark.parametrize("whole_tree_below", [0, 4_000_000])
def test_read_doctype_is_refused(whole_tree_below: int) -> None:
    content = f'<!DOCTYPE x [<!ENTITY a "b">]>{HEAD}<sheetData/></worksheet>'.encode()
    with pytest.raises(UnreadableFileError) as caught:
        read_sheet(content, (), whole_tree_below=whole_tree_below)
    assert caught.value.code == "file-refused"


def test_read_package_without_workbook_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("xl/other.xml", "<a/>")
    with pytest.raises(UnreadableFileError) as caught:
        read_xlsx(stream.getvalue(), name="a.xlsx")
    assert caught.value.code == "file-damaged"


def test_read_inline_string_struck_in_part_is_flagged() -> None:
    rich = "<is><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></is>"
    document = read_sheet_xml(f'<sheetData><row r="1"><c r="A1" t="inlineStr">{rich}</c></row></sheetData>')
    assert [(cell.text, cell.flags) for cell in document.tables[0].cells] == [("旧新", frozenset({"struck"}))]


def test_read_merged_area_is_hidden_only_as_a_whole() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["A2"] = "跨两列", "只一列"
    sheet["B3"] = "可见"
    sheet.merge_cells("A1:B1")
    sheet.column_dimensions["A"].hidden = True
    document = read(workbook)
    assert [cell.text for cell in document.tables[0].cells if "hidden" in cell.flags] == ["只一列"]


def test_read_picture_of_wps_in_a_cell_is_a_mark_and_no_text() -> None:
    document = read_sheet_xml(
        '<sheetData><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f>'
        '<v>=DISPIMG("ID_1",1)</v></c></row></sheetData>'
    )
    assert texts(document) == {"A2": "1"}
    assert [(mark.kind, str(mark.place)) for mark in document.marks] == [("photo", "Sheet!B2")]


def test_read_tick_boxes_over_the_sheet_with_their_words() -> None:
    boxes = "".join(
        f'<v:shape><v:textbox><div><font>{words}</font><br></div></v:textbox><x:ClientData ObjectType="Checkbox">'
        f"<x:Anchor>1, 0, {row}, 0, 2, 0, 5, 0</x:Anchor>{checked}</x:ClientData></v:shape>"
        for words, row, checked in (("省协会汇总", 3, "<x:Checked>1</x:Checked>"), ("企业自荐", 4, ""))
    )
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "表"
    link = f'<Relationship Id="rId1" Type="{relation}" Target="../drawings/vmlDrawing1.vml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/drawings/vmlDrawing1.vml": f"<xml {names}>{boxes}</xml>",
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{package}">{link}</Relationships>',
    }
    document = read_xlsx(patched(saved(workbook), parts), name="汇总表.xlsx")
    assert [(p.text, str(p.place)) for p in document.paragraphs] == [
        ("☑省协会汇总", "Sheet!B4"),
        ("□企业自荐", "Sheet!B5"),
    ]


CELL_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 300), st.integers(1, 60)),
        st.one_of(CELL_TEXTS, st.integers(-(10**14), 10**14), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_read_any_cells_are_those_that_were_written(cells: dict[tuple[int, int], str | int | bool]) -> None:
    workbook = openpyxl.Workbook()
    for (row, column), value in cells.items():
        cell = workbook.active.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    expected = {
        spot: str(value).upper() if isinstance(value, bool) else str(value)
        for spot, value in cells.items()
        if str(value).strip()
    }
    found = {(cell.row, cell.column): cell.text for table in read(workbook).tables for cell in table.cells}
    assert found == expected
