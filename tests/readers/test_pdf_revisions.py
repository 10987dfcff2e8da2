"""Tracked changes as programs print them, and text struck out by hand."""

from __future__ import annotations

from paper import Paper

from qtdocs.model.document import Cell, Document
from qtdocs.readers.pdf import read_pdf

AUTHOR = "0.776 0.573 0"


def read(paper: Paper) -> Document:
    return read_pdf(paper.bytes(), name="申报表.pdf")


def form() -> Paper:
    return Paper().table([50, 150, 300], [80, 110]).text(55, 95, "班组人数")


def value(document: Document) -> Cell:
    return document.tables[0].cells[1]


def test_printed_deletion_is_left_out_and_told() -> None:
    paper = form().text(155, 95, "1").text(160.25, 95, "旧内容", colour=AUTHOR).text(191.75, 95, "8", colour=AUTHOR)
    paper.line(160.25, 91.2, 191.75, 91.2, colour=AUTHOR).line(191.75, 96.2, 197, 96.2, colour=AUTHOR)
    document = read(paper)
    assert (value(document).text, value(document).flags) == ("18", {"struck", "revised"})
    assert [(note.code, note.detail) for note in document.notes] == [
        ("revision-pending", "有划去的文字“旧内容”，有修订插入的文字。")
    ]


def test_deletion_wrapped_over_two_lines_leaves_one_number() -> None:
    paper = Paper().table([50, 118], [80, 120]).text(55, 95, "15219").text(81.25, 95, "旧内容", colour=AUTHOR)
    paper.line(81.25, 91.2, 112.75, 91.2, colour=AUTHOR).text(55, 110, "113030", colour=AUTHOR)
    paper.line(55, 111.2, 86.5, 111.2, colour=AUTHOR)
    assert read(paper).tables[0].cells[0].text == "15219113030"


def test_insertion_alone_is_revised_and_kept() -> None:
    paper = form().text(155, 95, "18", colour=AUTHOR).line(155, 96.2, 165.5, 96.2, colour=AUTHOR)
    document = read(paper)
    assert (value(document).text, value(document).flags) == ("18", {"revised"})
    assert [note.detail for note in document.notes] == ["有修订插入的文字。"]


def test_black_text_struck_out_by_hand_is_left_out_and_told() -> None:
    document = read(form().text(155, 95, "18").line(154, 91.5, 167, 91.5).text(170, 95, "20"))
    assert (value(document).text, value(document).flags) == ("20", {"struck"})
    assert [note.detail for note in document.notes] == ["有划去的文字“18”。"]


def test_coloured_filling_is_no_revision() -> None:
    document = read(form().text(155, 95, "18", colour="0 0 1"))
    assert (value(document).text, value(document).flags, document.notes) == ("18", frozenset(), ())


def test_underlined_filling_is_no_revision() -> None:
    document = read(form().text(155, 95, "18").line(155, 96.2, 165.5, 96.2))
    assert (value(document).text, value(document).flags, document.notes) == ("18", {"underlined"}, ())


def test_mail_address_coloured_by_the_program_is_no_revision() -> None:
    document = read(form().text(155, 95, "name@example.com", colour="0 0 1").line(155, 96.2, 240, 96.2, colour="0 0 1"))
    assert (value(document).text, value(document).flags, document.notes) == ("name@example.com", frozenset(), ())
