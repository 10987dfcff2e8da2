"""Pages as pictures: from PDFs, pictures and Word files, never more pixels than there is room for."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from qtdocs import readers
from qtdocs.scan.pages import DPI, MOST_PIXELS, SHARPEST, sheets_of
from qtdocs.scan.sheet import Sheet


def sheets(data: bytes, *pages: int) -> list[Sheet]:
    document = readers.read(data, name="一份文件")
    return list(sheets_of(data, document, pages=frozenset(pages)))


def pdf(*sizes: tuple[float, float]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def test_pdf_page_is_rendered_at_its_size_on_paper() -> None:
    (sheet,) = sheets(pdf((595.276, 841.89)), 1)
    assert (round(sheet.dpi), sheet.is_measured, sheet.pixels.shape[2]) == (DPI, True, 3)
    assert round(sheet.mm(sheet.pixels.shape[1])) == 210


@pytest.mark.parametrize("size", [(14_400.0, 14_400.0), (200_000.0, 10.0)])
def test_huge_page_box_costs_no_more_than_a_page(size: tuple[float, float]) -> None:
    for sheet in sheets(pdf(size), 1):
        assert sheet.pixels.shape[0] * sheet.pixels.shape[1] <= MOST_PIXELS * 1.01
        assert not sheet.is_measured


def test_only_the_wanted_pages_come() -> None:
    data = pdf(*[(300.0, 400.0)] * 5)
    assert [sheet.place.page for sheet in sheets(data, 2, 4, 9)] == [2, 4]


def test_density_in_the_file_counts_unless_it_is_that_of_a_screen() -> None:
    image = Image.new("RGB", (1654, 2339), "white")
    (told,) = sheets(saved(image, "PNG", dpi=(200, 200)), 1)
    (screen,) = sheets(saved(image, "PNG", dpi=(96, 96)), 1)
    assert (told.is_measured, round(told.dpi)) == (True, 200)
    assert (screen.is_measured, round(screen.dpi)) == (False, 200)  # taken for A4


@pytest.mark.parametrize("mode", ["CMYK", "1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_pixels_becomes_three_channels(mode: str) -> None:
    kind = "PNG" if mode in ("LA", "P", "RGBA") else "TIFF"
    (sheet,) = sheets(saved(Image.new(mode, (200, 300)), kind), 1)
    assert (sheet.pixels.shape, sheet.pixels.dtype) == ((300, 200, 3), np.uint8)


def test_transparent_parts_are_white_paper() -> None:
    (sheet,) = sheets(saved(Image.new("RGBA", (60, 60), (200, 0, 0, 0)), "PNG"), 1)
    assert sheet.pixels.min() == 255


def test_turned_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (sheet,) = sheets(saved(Image.new("RGB", (300, 200)), "JPEG", exif=exif), 1)
    assert sheet.pixels.shape[:2] == (300, 200)


def test_large_photograph_is_made_smaller() -> None:
    (sheet,) = sheets(saved(Image.new("RGB", (8000, 6000)), "JPEG"), 1)
    assert sheet.pixels.shape[0] * sheet.pixels.shape[1] <= MOST_PIXELS


def test_picture_that_breaks_off_is_left_out() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), "JPEG")
    assert sheets(data[: len(data) // 2], 1) == []


@pytest.mark.parametrize("mode", ["1", "P", "I;16", "LA", "CMYK"])
def test_large_picture_of_every_kind_is_made_smaller_and_not_called_damaged(mode: str) -> None:
    kind = "PNG" if mode in ("LA", "P") else "TIFF"
    (sheet,) = sheets(saved(Image.new(mode, (4960, 7016)), kind), 1)
    assert 1_000_000 < sheet.pixels.shape[0] * sheet.pixels.shape[1] <= MOST_PIXELS


def test_large_bilevel_scan_keeps_its_strokes() -> None:
    scan = Image.new("1", (4960, 7016), 1)
    scan.paste(0, (1000, 1000, 2000, 2000))
    (sheet,) = sheets(saved(scan, "TIFF", compression="group4"), 1)
    assert {int(level) for level in np.unique(sheet.pixels)} == {0, 255}


def test_picture_shown_often_in_a_word_file_is_decoded_once_and_not_sharper_than_is_of_use() -> None:
    from docx import Document as WordFile
    from docx.shared import Mm

    picture, file, stream = saved(Image.new("RGB", (4000, 3000), "white"), "PNG"), WordFile(), io.BytesIO()
    for _ in range(5):
        file.add_paragraph().add_run().add_picture(io.BytesIO(picture), width=Mm(120))
    file.save(stream)
    shown = sheets(stream.getvalue())
    assert len(shown) == 5
    assert len({id(sheet.pixels) for sheet in shown}) == 1
    assert shown[0].dpi <= SHARPEST
