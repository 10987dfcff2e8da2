"""A file seen as pixels: what is told where text cannot be recognised, and what the slow search adds."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from qtdocs import readers
from qtdocs.checks import check_document
from qtdocs.model.document import Document
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.view import MOST_SHOWN, View
from samples.sealing import pdf_of, sealed_form


def opened(data: bytes) -> tuple[bytes, Document]:
    return data, readers.read(data, name="扫描.pdf")


def test_without_the_extra_seals_are_found_and_the_finding_says_how_to_install_it() -> None:
    view = View(*opened(pdf_of([sealed_form(41_003, "clean", layout="top")])), None)
    document = view.seen()
    assert [mark.kind for mark in document.marks if mark.imprint] == ["seal", "seal"]
    assert {mark.text for mark in document.marks} == {""}
    (found,) = check_document(document)
    assert found.code == "scan-unread"
    assert "pip install 'qtdocs[scan]'" in found.message


def test_each_crop_belongs_to_a_mark_also_after_the_slow_search() -> None:
    view = View(*opened(pdf_of([sealed_form(41_005, "typical", layout="top", seals=1)])), recogniser())
    document = view.searched(view.seen(), wanted=2)
    seals = [mark for mark in document.marks if mark.kind == "seal"]
    assert len(seals) == 1
    assert set(view.crops) == {mark.crop for mark in document.marks if mark.crop}


def test_slow_search_is_not_tried_where_enough_was_found() -> None:
    view = View(*opened(pdf_of([sealed_form(41_007, "clean", layout="top")])), recogniser())
    document = view.seen()
    assert view.searched(document, wanted=2) is document


def test_page_that_breaks_off_is_told() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).save(stream, "JPEG")
    data = stream.getvalue()[: len(stream.getvalue()) // 2]
    codes = [note.code for note in View(data, readers.read(data, name="坏.jpg"), recogniser()).seen().notes]
    assert codes == ["scan-unread", "file-damaged"]


def test_seal_pasted_into_a_word_file_is_seen_beside_its_words() -> None:
    from docx import Document as WordFile
    from docx.shared import Mm

    from samples.sealing import seal_picture

    stream, picture, file = io.BytesIO(), seal_picture("浙江甲建设有限公司", seed=41_009), WordFile()
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    white.save(stream, "PNG")
    cell = file.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "单位同意"
    cell.paragraphs[0].add_run().add_picture(io.BytesIO(stream.getvalue()), width=Mm(42))
    saved = io.BytesIO()
    file.save(saved)
    document = View(*opened(saved.getvalue()), recogniser()).seen()
    (seal,) = [mark for mark in document.marks if mark.kind == "seal"]
    assert (seal.near, seal.place.table, round(seal.imprint.width) if seal.imprint else 0) == ("单位同意", 1, 42)


@pytest.mark.parametrize(("line", "page"), [("", 1), ("2026年申报表（盖章扫描件）", 1), ("甲" * 200, None)])
def test_page_pasted_into_a_word_file_is_a_scan_also_below_a_typed_line(line: str, page: int | None) -> None:
    from docx import Document as WordFile
    from docx.shared import Mm

    made, stream, file = sealed_form(41_011, "clean", layout="top"), io.BytesIO(), WordFile()
    Image.fromarray(made.pixels[:, :, ::-1]).save(stream, "PNG")
    file.add_paragraph(line)
    file.add_picture(io.BytesIO(stream.getvalue()), width=Mm(180))
    saved = io.BytesIO()
    file.save(saved)
    document = View(*opened(saved.getvalue()), None).seen()
    seals = [mark.place.page for mark in document.marks if mark.kind == "seal"]
    assert seals == [page, page]


def pasted(*pictures: tuple[Image.Image, float]) -> bytes:
    """A Word file with nothing but pictures, each so many millimetres across."""
    from docx import Document as WordFile
    from docx.shared import Mm

    file, saved = WordFile(), io.BytesIO()
    for picture, width in pictures:
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        file.add_paragraph().add_run().add_picture(stream, width=Mm(width))
    file.save(saved)
    return saved.getvalue()


def codes_of(document: Document) -> list[tuple[str, int | None]]:
    return [(note.code, note.place.page) for note in document.notes]


def test_scanned_page_in_a_word_file_has_its_own_number_beside_a_logo() -> None:
    page = sealed_form(41_011, "clean", layout="top")
    data = pasted((Image.new("RGB", (200, 200), "white"), 20), (Image.fromarray(page.pixels[:, :, ::-1]), 170))
    document = View(*opened(data), recogniser()).seen()
    assert codes_of(document) == [("scan-read", 1)]
    assert {block.place.page for block in document.blocks if block.place.page} == {1}
    assert [mark.place.page for mark in document.marks if mark.imprint] == [1, 1]


def test_scanned_word_file_says_how_to_have_it_read_where_the_extra_is_missing() -> None:
    data = pasted((Image.fromarray(sealed_form(41_011, "clean").pixels[:, :, ::-1]), 170))
    (note,) = View(*opened(data), None).seen().notes
    assert (note.code, note.place.page) == ("scan-unread", 1)
    assert "pip install 'qtdocs[scan]'" in note.detail


def test_pictures_of_a_word_file_beyond_the_most_are_told() -> None:
    picture = Image.new("RGB", (4000, 3000), "white")
    document = View(*opened(pasted(*[(picture, 120)] * (MOST_SHOWN + 3))), None).seen()
    assert [note.detail for note in document.notes if note.code == "page-unseen"] == ["文件里的图片太多，还有3张没有看"]


def test_pages_beyond_the_most_are_told() -> None:
    frames = [Image.new("1", (600, 800), 1)] * (MOST_SHOWN + 2)
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    document = View(stream.getvalue(), readers.read(stream.getvalue(), name="多页.tif"), None).seen()
    (note,) = [note for note in document.notes if note.code == "page-unseen"]
    assert (note.place.page, note.detail) == (17, "带图像的页太多，只看了16页，从第17页到第18页还有2页没有看图")
    assert [code for code, _ in codes_of(document)].count("file-damaged") == 0
