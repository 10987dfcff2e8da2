"""Files and pages that pdfium cannot make sense of, read by pdfplumber."""

from __future__ import annotations

import random

import pytest
from paper import Paper
from test_pdf import TURNS, small_form

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document
from qtdocs.readers.pdf import read_pdf
from qtdocs.readers.pdf_plumber import plumbed_page, plumbed_pages


def words(document: Document) -> list[str]:
    return list(document.texts())


def test_file_whose_page_count_is_wrong_is_read() -> None:
    good = small_form().bytes()
    document = read_pdf(good.replace(b"/Count 1", b"/Count 0"), name="x.pdf")
    assert words(document) == words(read_pdf(good, name="x.pdf"))
    assert [(table.rows, table.columns) for table in document.tables] == [(2, 2)]


@pytest.mark.parametrize("turn", TURNS)
def test_turned_page_whose_font_has_no_ink_is_read(turn: str) -> None:
    """pdfium leaves out characters without width, and without ink a turned character has none."""
    entries, matrix = TURNS[turn]
    paper = Paper()
    paper.page_entries[0] = entries
    paper.draw(f"q {matrix} cm")
    paper.contents[-1] += small_form().contents[0]
    paper.draw("Q")
    data = paper.bytes().replace(b"/FontFile2 6 0 R", b"").replace(b"/CIDToGIDMap 7 0 R", b"")
    assert words(read_pdf(data, name="x.pdf")) == words(read_pdf(small_form().bytes(), name="x.pdf"))


def test_geometry_is_that_of_pdfium() -> None:
    page = plumbed_page(small_form().bytes(), number=1)
    assert page is not None
    first = page.glyphs[0]
    assert (first.text, first.left, round(first.baseline, 3), first.size) == ("质", 50, 60, 16)
    assert sorted(round(ruling.at) for ruling in page.horizontals) == [80, 100, 120]
    assert sorted(round(ruling.at) for ruling in page.verticals) == [50, 150, 300]


def test_rubbish_gives_no_page() -> None:
    assert plumbed_pages(b"%PDF-1.4\nrubbish", limit=5) == ([], 0)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_give_a_document_or_a_refusal(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(seed)
    data = bytearray(small_form().picture().annotation("FreeText", 152, 122, 298, 138, "/Contents (abc)").bytes())
    if seed % 4 == 0:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice((1, 5, 50))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert read_pdf(bytes(data), name="x.pdf").pages > 0
    except UnreadableFileError as refusal:
        assert refusal.code in {"file-damaged", "file-encrypted", "file-refused"}
    assert capfd.readouterr() == ("", "")
