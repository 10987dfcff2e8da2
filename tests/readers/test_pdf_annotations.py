"""Filled fields, typed notes, stamps and strikes on top of a PDF page."""

from __future__ import annotations

from paper import Paper

from qtdocs.model.document import Document
from qtdocs.model.place import Box
from qtdocs.readers.pdf import read_pdf

APPEARANCE = "/AP << /N << /Yes 3 0 R /Off 3 0 R >> >>"


def read(paper: Paper) -> Document:
    return read_pdf(paper.bytes(), name="申报表.pdf")


def in_utf16(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def texts(document: Document) -> list[str]:
    return [cell.text for table in document.tables for cell in table.cells]


def test_field_values_stand_in_the_cells_they_were_typed_into() -> None:
    paper = Paper().table([50, 150, 300], [80, 100, 120, 160]).text(55, 95, "单位名称").text(55, 115, "班组名称")
    paper.annotation("Widget", 152, 82, 298, 98, f"/FT /Tx /T (a) /V {in_utf16('浙江甲建设有限公司')}")
    paper.annotation("Widget", 152, 102, 298, 118, "/FT /Tx /T (b) /DA (/Helv 9 Tf) /V (QC-1)")
    paper.annotation(
        "Widget",
        152,
        122,
        298,
        158,
        f"/FT /Tx /Ff 4096 /T (c) /V {in_utf16('第一段。')[:-1]}000D{in_utf16('第二段。')[5:]}",
    )
    assert texts(read(paper)) == ["单位名称", "浙江甲建设有限公司", "班组名称", "QC-1", "", "第一段。\n第二段。"]


def test_boxes_to_tick_are_ticks() -> None:
    paper = Paper().table([50, 300], [80, 100]).text(67, 94, "是").text(107, 94, "否")
    paper.annotation("Widget", 55, 84, 65, 94, f"/FT /Btn /T (yes) /V /Yes /AS /Yes {APPEARANCE}")
    paper.annotation("Widget", 95, 84, 105, 94, f"/FT /Btn /T (no) /V /Off /AS /Off {APPEARANCE}")
    assert texts(read(paper)) == ["☑是    □否"]


def test_typewritten_note_is_text_and_sticky_note_a_comment() -> None:
    paper = Paper().table([50, 150, 300], [80, 100]).text(55, 95, "联系人")
    paper.annotation("FreeText", 152, 82, 298, 98, f"/Contents {in_utf16('张三')}")
    paper.annotation("Text", 400, 82, 418, 98, f"/Contents {in_utf16('请核')}")
    document = read(paper)
    assert texts(document) == ["联系人", "张三"]
    assert [(paragraph.text, paragraph.place.part) for paragraph in document.paragraphs] == [("请核", "批注")]


def test_control_characters_of_notes_and_fields_are_dropped() -> None:
    typed, filled, noted = (in_utf16(text) for text in ("张\x01三\x1b", "甲\x00\u202e班\x0b乙班\uffff", "请\x02核"))
    paper = Paper().table([50, 150, 300], [80, 100, 140])
    paper.annotation("FreeText", 152, 82, 298, 98, f"/Contents {typed}")
    paper.annotation("Widget", 152, 102, 298, 138, f"/FT /Tx /Ff 4096 /T (a) /V {filled}")
    paper.annotation("Text", 400, 82, 418, 98, f"/Contents {noted}")
    document = read(paper)
    assert texts(document) == ["", "张三", "", "甲班\n乙班"]
    assert [paragraph.text for paragraph in document.paragraphs] == ["请核"]


def test_hidden_field_is_not_read() -> None:
    paper = Paper().table([50, 150, 300], [80, 100])
    paper.annotation("Widget", 152, 82, 298, 98, "/FT /Tx /T (a) /V (hidden) /F 2".replace("/F 2", ""))
    paper.objects = {number: body.replace(b"/F 4", b"/F 2") for number, body in paper.objects.items()}
    assert texts(read(paper)) == ["", ""]


def test_stamp_is_a_photo_and_signed_field_a_signature() -> None:
    paper = Paper().text(50, 60, "单位同意")
    paper.annotation("Stamp", 100, 100, 200, 200, "")
    paper.annotation("Widget", 300, 100, 400, 200, "/FT /Sig /T (s) /V << /Type /Sig >>")
    paper.annotation("Widget", 300, 300, 400, 400, "/FT /Sig /T (t)")
    assert [(mark.kind, mark.place.box) for mark in read(paper).marks] == [
        ("photo", Box(left=35.3, top=35.3, right=70.6, bottom=70.6)),
        ("signature", Box(left=105.8, top=35.3, right=141.1, bottom=70.6)),
    ]


def test_drawing_by_hand_is_a_photo() -> None:
    paper = Paper().text(50, 60, "班组长签字").annotation("Ink", 100, 50, 160, 80, "/InkList [[100 762 160 792]]")
    assert [(mark.kind, mark.place.box) for mark in read(paper).marks] == [
        ("photo", Box(left=35.3, top=17.6, right=56.4, bottom=28.2))
    ]


def test_strike_out_annotation_strikes_its_text() -> None:
    paper = Paper().table([50, 150, 300], [80, 100]).text(155, 95, "旧值新值")
    paper.annotation("StrikeOut", 155, 84, 176, 98, "/QuadPoints [155 758 176 758 155 744 176 744]")
    document = read(paper)
    assert texts(document) == ["", "新值"]
    assert [(note.code, note.detail, str(note.place)) for note in document.notes] == [
        ("revision-pending", "有划去的文字“旧值”。", "第1页 表1 第1行 第2列")
    ]
