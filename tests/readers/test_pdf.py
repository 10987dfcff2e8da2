"""PDF files with a text layer, written here byte by byte."""

from __future__ import annotations

import pytest
from paper import Paper

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Table
from qtdocs.model.place import Box
from qtdocs.readers.pdf import PAGE_LIMIT, read_pdf
from qtdocs.readers.pdf_objects import OBJECT_LIMIT

TURNS = {
    "upright": ("", "1 0 0 1 0 0"),
    "quarter": ("/Rotate 90 /MediaBox [0 0 842 595]", "0 1 -1 0 842 0"),
    "half": ("/Rotate 180 /MediaBox [0 0 595 842]", "-1 0 0 -1 595 842"),
    "three quarters": ("/Rotate 270 /MediaBox [0 0 842 595]", "0 -1 1 0 0 595"),
    "cut": ("/Rotate 90 /MediaBox [0 0 2000 2000] /CropBox [100 20 942 615]", "0 1 -1 0 942 20"),
    "turned text, no /Rotate": ("/MediaBox [0 0 842 595]", "0 1 -1 0 842 0"),
}


def read(paper: Paper) -> Document:
    return read_pdf(paper.bytes(), name="申报表.pdf")


def grid(table: Table) -> list[list[str]]:
    """The table's cells, row by row, each once."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1].append(cell.text)
    return rows


def one_cell(text_at: list[tuple[float, float, str]], *, right: float = 300, bottom: float = 400) -> str:
    """What a single ruled cell from (50, 80) holds."""
    paper = Paper().table([50, right], [80, bottom])
    for x, y, text in text_at:
        paper.text(x, y, text)
    (table,) = read(paper).tables
    return table.cells[0].text


def small_form() -> Paper:
    return (
        Paper()
        .text(50, 60, "质量信得过班组申报表", size=16)
        .table([50, 150, 300], [80, 100, 120])
        .text(55, 95, "班组名称")
        .text(155, 95, "测量一班")
        .text(55, 115, "班组人数")
        .text(155, 115, "18")
    )


def test_form_is_read_as_paragraph_and_table_with_places() -> None:
    document = read(small_form())
    (title,) = document.paragraphs
    (table,) = document.tables
    assert (title.text, str(title.place)) == ("质量信得过班组申报表", "第1页 第1段")
    assert grid(table) == [["班组名称", "测量一班"], ["班组人数", "18"]]
    value = table.at(1, 2)
    assert value is not None
    assert str(value.place) == "第1页 表1 第1行 第2列"
    assert value.place.box == Box(left=52.9, top=28.2, right=105.8, bottom=35.3)
    assert (document.kind, document.pages, document.notes, document.marks) == ("pdf", 1, (), ())


@pytest.mark.parametrize("turn", TURNS)
def test_turned_page_is_read_upright(turn: str) -> None:
    entries, matrix = TURNS[turn]
    paper = Paper()
    paper.page_entries[0] = entries
    paper.draw(f"q {matrix} cm")
    paper.contents[-1] += small_form().contents[0]
    paper.draw("Q")
    assert read(paper).blocks == read(small_form()).blocks


def test_merged_cells_are_counted_once_with_their_spans() -> None:
    paper = Paper().line(50, 80, 350, 80).line(50, 100, 350, 100).line(150, 120, 350, 120).line(50, 140, 350, 140)
    paper.line(50, 80, 50, 140).line(350, 80, 350, 140).line(150, 100, 150, 140).line(250, 120, 250, 140)
    (table,) = read(paper).tables
    spans = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
    assert spans == [(1, 1, 1, 3), (2, 1, 2, 1), (2, 2, 1, 2), (3, 2, 1, 1), (3, 3, 1, 1)]


def test_underlined_blank_is_no_table_line() -> None:
    paper = Paper().text(50, 60, "推荐单位").text(100, 60, "某市建筑业协会").line(98, 62, 200, 62)
    paper.table([50, 150, 300], [80, 100]).text(55, 95, "负责人").text(160, 95, "张三").line(158, 97, 240, 97)
    document = read(paper)
    assert [paragraph.text for paragraph in document.paragraphs] == ["推荐单位  某市建筑业协会"]
    assert [grid(table) for table in document.tables] == [[["负责人", "张三"]]]
    assert document.paragraphs[0].flags == {"underlined"}


def test_borders_drawn_as_thin_rectangles_cell_by_cell_make_one_table() -> None:
    paper = Paper()
    for row in range(2):
        for column in range(3):
            left, top = 50 + 100 * column, 722 - 20 * row
            for x, y, width, height in ((left, top, 100, 0.5), (left, top - 20, 100, 0.5), (left, top - 20, 0.5, 20)):
                paper.draw(f"{x} {y} {width} {height} re f")
    paper.draw("350 682 0.5 40 re f").text(55, 135, "甲").text(255, 155, "乙")
    assert [grid(table) for table in read(paper).tables] == [[["甲", "", ""], ["", "", "乙"]]]


def test_stroked_rectangles_make_cells_and_shading_makes_none() -> None:
    paper = Paper().draw("50 700 100 40 re S 150 700 100 40 re S 0.9 g 60 705 30 30 re f 0 g")
    assert [grid(table) for table in read(paper.text(60, 125, "甲")).tables] == [[["甲", ""]]]


def test_table_inside_a_drawn_form_object_is_found_where_it_is_seen() -> None:
    paper = Paper()
    drawing = "0 0 200 40 re 100 0 m 100 40 l S"
    head = "/Type /XObject /Subtype /Form /BBox [-1 -1 201 41] /Matrix [1 0 0 1 50 0]"
    number = paper.add(f"<< {head} /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    paper.resources = f"/XObject << /Fm {number} 0 R >>"
    paper.draw("q 1 0 0 1 0 700 cm /Fm Do Q").text(60, 120, "甲").text(160, 120, "乙")
    (table,) = read(paper).tables
    assert grid(table) == [["甲", "乙"]]
    assert table.place.box == Box(left=17.6, top=36.0, right=88.2, bottom=50.1)


def test_table_without_outer_sides_keeps_its_outer_columns() -> None:
    paper = Paper()
    for y in (80, 100, 120):
        paper.line(50, y, 350, y)
    paper.line(150, 80, 150, 120).line(250, 80, 250, 120).text(55, 95, "甲").text(155, 95, "乙").text(255, 115, "丙")
    assert [grid(table) for table in read(paper).tables] == [[["甲", "乙", ""], ["", "", "丙"]]]


def test_nested_table_that_fills_its_cell_is_read_as_the_table() -> None:
    paper = Paper().table([50, 300], [80, 200]).table([55.5, 150, 300], [90, 145, 200])
    paper.text(60, 110, "班组名称").text(155, 110, "测量一班")
    (table,) = read(paper).tables
    assert grid(table) == [["班组名称", "测量一班"], ["", ""]]


def test_nested_table_inside_a_cell_is_flattened_and_kept() -> None:
    paper = Paper().table([50, 150, 400], [80, 200]).table([170, 270, 370], [120, 140, 160])
    paper.text(55, 95, "联系人").text(155, 95, "两位：").text(175, 135, "张三").text(275, 135, "李四").text(
        155, 190, "以上。"
    )
    (table,) = read(paper).tables
    cell = table.at(1, 2)
    assert cell is not None
    assert cell.text == "两位：\n张三 李四\n以上。"
    assert [grid(inner) for inner in cell.tables] == [[["张三", "李四"], ["", ""]]]


def test_wrapped_number_is_one_number_again() -> None:
    assert one_cell([(55, 95, "0571-"), (55, 110, "64831838")], right=125) == "0571-64831838"
    assert one_cell([(55, 95, "1514241050"), (55, 110, "4")], right=115) == "15142410504"


def test_wrapped_name_is_joined_and_a_written_line_break_stays() -> None:
    assert one_cell([(55, 95, "主管部门联系"), (55, 110, "人")], right=125) == "主管部门联系人"
    assert one_cell([(55, 95, "单位同意"), (55, 110, "(请加盖公章)")], right=125) == "单位同意\n(请加盖公章)"


def test_latin_words_wrapped_at_a_space_keep_it() -> None:
    assert (
        one_cell([(55, 95, "Quality First Team"), (55, 110, "of Hangzhou")], right=160)
        == "Quality First Team of Hangzhou"
    )


def test_numbered_prompts_stand_on_their_own_lines() -> None:
    lines = [
        "简介：",
        "1. 班组成员组成、班组职责、主要工作内容等。",
        "2. 班组基础管理。",
        "本班组成立于2012年，累计完成QC成果10项。",
    ]
    text = one_cell([(55, 95 + 17 * number, line) for number, line in enumerate(lines)])
    assert text.split("\n") == lines


def test_gap_programs_leave_between_chinese_and_latin_is_no_space() -> None:
    assert (
        one_cell([(55, 95, "解放路"), (55 + 31.5 + 2.2, 95, "134"), (55 + 31.5 + 2.2 + 15.75 + 2.2, 95, "号")])
        == "解放路134号"
    )


def test_wide_gap_and_typed_space_stay() -> None:
    assert one_cell([(55, 95, "张三"), (110, 95, "138-0000-1234")]) == "张三      138-0000-1234"
    assert one_cell([(55, 95, "邮 编")]) == "邮 编"


def test_imitated_bold_is_read_once() -> None:
    assert one_cell([(55, 95, "测量一班"), (55.3, 95, "测量一班")]) == "测量一班"


def test_dash_pair_drawn_as_one_glyph_stays_a_pair() -> None:
    assert one_cell([(55, 95, "质量⸺安全")]) == "质量——安全"


def test_text_cut_off_at_its_cell_belongs_to_that_cell() -> None:
    paper = Paper().table([50, 150, 300], [80, 100, 120])
    paper.text(55, 95, "甲班").text(55, 115, "乙班")
    paper.draw("q 150 742 150 20 re W n")
    for baseline, line in ((84, "管片拼装"), (95, "与注浆"), (106, "控制")):
        paper.text(155, baseline, line)
    paper.draw("Q q 150 722 150 20 re W n")
    for baseline, line in ((104, "钢筋加工"), (115, "与绑扎")):
        paper.text(155, baseline, line)
    (table,) = read(paper.draw("Q")).tables
    assert [[table.at(row, column).text.replace("\n", "") for column in (1, 2)] for row in (1, 2)] == [
        ["甲班", "管片拼装与注浆控制"],
        ["乙班", "钢筋加工与绑扎"],
    ]


def test_raised_character_stays_in_its_line() -> None:
    paper = Paper().table([50, 300], [80, 120]).text(55, 95, "建筑面积3000m").text(55 + 42 + 26.25, 91, "2", size=6)
    paper.text(127, 95, "以上")
    (table,) = read(paper).tables
    assert table.cells[0].text == "建筑面积3000m2以上"


def test_radicals_are_mapped_back_and_told() -> None:
    document = read(Paper().text(50, 60, "班组⻓⽤⻋⼾㎡Ⅲ（甲）"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["班组长用车户㎡Ⅲ（甲）"]
    assert [(note.code, note.detail, str(note.place)) for note in document.notes] == [
        ("text-cleaned", "这些字在 PDF 里没有正常的编码，按字形还原或照原样保留：⻓→长、⽤→用、⻋→车、⼾→户", "第1页")
    ]


def test_private_ticks_are_ticks_and_other_private_characters_are_told() -> None:
    paper = (
        Paper().text(50, 60, "\uf052是 \uf0a3否 \uf0fe").text(50, 90, "R", font="F2").text(61, 90, "\uf0a3", font="F2")
    )
    document = read(paper.text(50, 120, "\ue123"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["☑是 □否 ☑", "☑ □", "\ue123"]
    assert [note.detail for note in document.notes] == [
        "这些字在 PDF 里没有正常的编码，按字形还原或照原样保留：U+E123（原码）"
    ]


def test_table_over_two_pages_is_one_with_its_head_once() -> None:
    paper = (
        Paper()
        .text(50, 40, "某某协会")
        .text(50, 80, "推荐汇总表", size=16)
        .table([50, 100, 300, 500], [100, 120, 140, 780])
    )
    heads = ("序号", "单位名称", "班组名称")
    rows = [
        ("1", "浙江甲建设有限公司", "测量一班"),
        ("2", "浙江乙建设有限公司", "焊接二班"),
        ("3", "浙江丙建设有限公司", "吊装三班"),
    ]
    for y, row in ((115, heads), (135, rows[0]), (155, rows[1])):
        for x, text in zip((55, 105, 305), row, strict=True):
            paper.text(x, y, text)
    paper.text(280, 820, "第 1 页 共 2 页")
    paper.page().text(50, 40, "某某协会").table([50, 100, 300, 500], [60, 80, 100])
    for y, row in ((75, heads), (95, rows[2])):
        for x, text in zip((55, 105, 305), row, strict=True):
            paper.text(x, y, text)
    document = read(paper.text(50, 130, "填表人：张三").text(280, 820, "第 2 页 共 2 页"))
    (table,) = document.tables
    assert grid(table) == [list(heads), *(list(row) for row in rows)]
    assert [cell.place.page for cell in table.cells] == [1] * 9 + [2] * 3
    assert [(paragraph.text, paragraph.place.part) for paragraph in document.paragraphs] == [
        ("推荐汇总表", ""),
        ("填表人：张三", ""),
        ("某某协会", "页眉"),
        ("第 1 页 共 2 页", "页脚"),
        ("某某协会", "页眉"),
        ("第 2 页 共 2 页", "页脚"),
    ]


def test_title_between_two_tables_keeps_them_apart() -> None:
    paper = Paper().table([50, 150, 300], [700, 720]).text(55, 715, "甲")
    paper.page().text(50, 80, "附件2").table([50, 150, 300], [100, 120]).text(55, 115, "乙")
    assert [grid(table) for table in read(paper).tables] == [[["甲", ""]], [["乙", ""]]]


def test_row_split_by_the_page_is_whole_again() -> None:
    paper = Paper().table([50, 300], [60, 800]).text(55, 75, "简介：")
    for number in range(40):
        paper.text(55, 95 + 17 * number, "质量第一顾客至上质量第一顾客至上质量第一顾客")
    paper.page().table([50, 300], [60, 200, 240]).text(55, 75, "至上。").text(55, 92, "二、成果").text(
        55, 215, "单位同意："
    )
    (table,) = read(paper).tables
    whole = "质量第一顾客至上质量第一顾客至上质量第一顾客" * 40
    assert grid(table) == [[f"简介：\n{whole}至上。\n二、成果"], ["单位同意："]]


def test_text_over_a_picture_of_the_page_without_ink_must_be_looked_at() -> None:
    paper = Paper()
    paper.picture().draw("BT 3 Tr ET").text(50, 60, "班组名称").draw("BT 0 Tr ET")
    document = read(paper)
    assert [paragraph.text for paragraph in document.paragraphs] == ["班组名称"]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("scan-unread", "第1页是扫描件，文字是机器识别的，可能有错")
    ]


def test_scanned_page_is_told_and_its_picture_marked() -> None:
    paper = small_form().page()
    document = read(paper.picture())
    assert [(note.code, str(note.place)) for note in document.notes] == [("scan-unread", "第2页")]
    assert [(mark.kind, str(mark.place)) for mark in document.marks] == [("photo", "第2页")]
    assert document.marks[0].place.box == Box(left=0.0, top=0.0, right=209.9, bottom=297.0)
    assert len(document.tables) == 1


def test_invisible_text_is_left_out_and_told() -> None:
    paper = small_form().draw("BT 3 Tr ET").text(50, 200, "看不见").draw("BT 0 Tr ET")
    document = read(paper)
    assert document.blocks == read(small_form()).blocks
    assert [(note.code, note.detail) for note in document.notes] == [("text-hidden", "有看不见的文字：看不见")]


def test_watermark_stays_out_of_the_cells() -> None:
    paper = small_form().text(0, 0, "样稿", size=60, matrix="0.707 0.707 -0.707 0.707 100 700")
    document = read(paper)
    assert [grid(table) for table in document.tables] == [[["班组名称", "测量一班"], ["班组人数", "18"]]]
    assert [(paragraph.text, paragraph.place.part) for paragraph in document.paragraphs[1:]] == [("样稿", "水印")]


def test_sideways_label_in_a_cell_is_read_in_its_direction() -> None:
    paper = (
        Paper()
        .table([50, 80, 300], [80, 180])
        .text(0, 0, "主要成果", matrix="0 1 -1 0 70 690")
        .text(90, 95, "获奖成果三项")
    )
    (table,) = read(paper).tables
    assert grid(table) == [["主要成果", "获奖成果三项"]]


def test_many_pages_are_read_up_to_the_limit_and_told() -> None:
    paper = small_form()
    for _ in range(PAGE_LIMIT):
        paper.page()
    document = read(paper)
    assert (document.pages, [(note.code, note.detail) for note in document.notes]) == (
        51,
        [("sheet-truncated", "共51页，只读了前50页")],
    )


def test_page_without_anything_is_told() -> None:
    assert [note.code for note in read(Paper()).notes] == ["file-empty"]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\n", b"%PDF-1.4\n" + b"x" * 500], ids=["empty", "head only", "rubbish"]
)
def test_damaged_file_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_pdf(data, name="x.pdf")
    assert refusal.value.code == "file-damaged"


def test_file_with_a_password_is_refused_as_such() -> None:
    encryption = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 "
        f"/O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<{'33' * 16}> <{'33' * 16}>]"
    )
    data = small_form().bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R " + encryption.encode())
    with pytest.raises(UnreadableFileError) as refusal:
        read_pdf(data, name="x.pdf")
    assert refusal.value.code == "file-encrypted"


def test_number_too_long_for_its_cell_is_not_cut_at_the_wall() -> None:
    paper = (
        Paper()
        .table([50, 100, 150, 300], [80, 100])
        .text(55, 95, "电话")
        .text(102, 95, "0571-86660001")
        .text(155, 95, "班组长")
    )
    assert [grid(table) for table in read(paper).tables] == [[["电话", "0571-86660001", "班组长"]]]


def test_drawn_boxes_are_ticks_and_boxes_around_digits_a_table() -> None:
    paper = Paper().table([50, 300], [80, 100]).text(67, 94, "是").text(107, 94, "否")
    paper.draw("55 748 10 10 re S 95 748 10 10 re S 95 748 m 105 758 l S 95 758 m 105 748 l S")
    for number, digit in enumerate("310000"):
        paper.draw(f"{55 + 14 * number} 700 14 14 re S").text(59 + 14 * number, 138, digit)
    assert [grid(table) for table in read(paper).tables] == [[["□是   ☑否"]], [["3", "1", "0", "0", "0", "0"]]]


def test_long_text_that_ran_to_the_foot_goes_on_but_a_new_label_does_not() -> None:
    def pages(following: str) -> list[list[str]]:
        paper = Paper().table([50, 545], [60, 790]).text(55, 75, "简介：")
        for number in range(20):
            paper.text(55, 95 + 35 * number, f"第{number}项成果通过了验收。")
        paper.page().table([50, 545], [60, 200]).text(55, 75, following)
        return [row for table in read(paper).tables for row in grid(table)]

    (whole,) = pages("主要经验：样板引路。")
    assert whole[0].endswith("第19项成果通过了验收。\n主要经验：样板引路。")
    assert [row[0] for row in pages("推荐单位意见：同意。")][1:] == ["推荐单位意见：同意。"]


def test_rows_of_a_list_are_not_joined_over_the_page() -> None:
    paper = (
        Paper()
        .table([50, 100, 180], [700, 720, 740])
        .text(55, 715, "1")
        .text(105, 715, "浙江甲公司")
        .text(55, 735, "2")
    )
    paper.text(105, 735, "浙江建设公司").page().table([50, 100, 180], [60, 80]).text(55, 75, "3").text(
        105, 75, "浙江丙公司"
    )
    (table,) = read(paper).tables
    assert grid(table) == [["1", "浙江甲公司"], ["2", "浙江建设公司"], ["3", "浙江丙公司"]]


def test_indented_paragraphs_are_parted_at_their_indents_only() -> None:
    width = 10.5 * 20
    first, rest = "　　" + "质量第一顾客至上" * 2 + "质量", "第一成果显著。"
    text = one_cell([(55.4, 95, first), (55.4, 112, rest), (55.4, 129, "　　" + rest)], right=50 + width + 10.8)
    assert text == f"{first.strip()}{rest}\n{rest}"


def test_centred_label_is_joined_and_text_set_to_the_right_keeps_its_lines() -> None:
    assert (
        one_cell([(55.4, 95, "推荐省市自治区"), (81.65, 110, "行业")], right=50 + 73.5 + 10.8) == "推荐省市自治区行业"
    )
    right_edge = 300 - 5.4
    lines = [(right_edge - 10.5 * 8, 95, "某某建设有限公司"), (right_edge - 10.5 * 4, 112, "（盖章）")]
    assert one_cell(lines) == "某某建设有限公司\n（盖章）"


def test_hanging_indent_is_joined() -> None:
    lines = [(55.4, 95, "1．" + "质量第一顾客至上" * 2), (76.4, 112, "成果显著。")]
    assert one_cell(lines, right=50 + 10.5 * 18 + 10.8) == "1．" + "质量第一顾客至上" * 2 + "成果显著。"


def test_quotation_mark_keeps_its_neighbours() -> None:
    first, rest = "　　" + "质量第一顾客至上" * 2 + "班组", "以“质量第一”为理念。"
    assert one_cell([(55.4, 95, first), (55.4, 112, rest)], right=50 + 10.5 * 22.4 + 10.8) == first.strip() + rest


def test_page_with_more_than_is_read_of_one_is_told() -> None:
    paper = small_form().draw("0 0 m 1 1 l S\n" * OBJECT_LIMIT)
    document = read(paper)
    assert [(note.code, note.detail) for note in document.notes] == [("sheet-truncated", "第1页只读了一部分")]
    assert document.blocks == read(small_form()).blocks
