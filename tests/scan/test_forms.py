"""Scanned pages become the same tables as any other document: upright, ruled, read, and doubted where need be."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from qtdocs.model.document import Cell, Table
from qtdocs.model.place import Place
from qtdocs.scan.form_text import blocks_of
from qtdocs.scan.grid import grid_of
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.seals import find_prints
from qtdocs.scan.sheet import Pixels, Sheet
from qtdocs.scan.upright import put_upright
from samples.sealing import Page, sealed_form

RECOGNISER = recogniser()
needs_recogniser = pytest.mark.skipif(RECOGNISER is None, reason="没有装 qtdocs[scan]")


def sheet(pixels: Pixels, dpi: float = 200, *, measured: bool = True) -> Sheet:
    return Sheet(pixels=pixels, dpi=dpi, place=Place(page=1), is_measured=measured)


def of_page(page: Page) -> Sheet:
    return sheet(page.pixels, page.dpi)


def boxes(page: Page) -> int:
    return len(page.cells)


@pytest.mark.parametrize("profile", ["clean", "typical", "hard", "photocopy"])
def test_every_box_of_a_form_is_found_under_seals_and_askew(profile: str) -> None:
    page = sealed_form(31_007, profile, layout="top")
    grid = grid_of(put_upright(of_page(page)))
    assert grid is not None
    assert [len(table.rooms) for table in grid.tables] == [boxes(page)]


def test_page_without_lines_has_no_grid() -> None:
    assert grid_of(sheet(np.full((1200, 850, 3), 255, np.uint8))) is None


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_hopeless_pictures_are_survived(size: tuple[int, int]) -> None:
    for level in (0, 127, 255):
        seen = sheet(np.full((*size, 3), level, np.uint8))
        assert (grid_of(put_upright(seen)), find_prints(seen)) == (None, ())


@pytest.mark.parametrize("quarters", [1, 2, 3])
@needs_recogniser
def test_page_that_lies_on_its_side_is_put_upright(quarters: int) -> None:
    page = sealed_form(31_003, "clean", layout="top")
    turned = sheet(np.ascontiguousarray(np.rot90(page.pixels, quarters)))
    upright = put_upright(turned, RECOGNISER)
    assert upright.pixels.shape == page.pixels.shape
    difference = cv2.absdiff(cv2.GaussianBlur(upright.pixels, (0, 0), 4), cv2.GaussianBlur(page.pixels, (0, 0), 4))
    assert difference.mean() < 4


def test_photograph_is_cut_out_of_its_desk_and_straightened() -> None:
    page = sealed_form(31_005, "phone", layout="top", seals=0)
    upright = put_upright(sheet(page.pixels, page.dpi, measured=False))
    grid = grid_of(upright)
    assert grid is not None
    assert len(grid.tables[0].rooms) == boxes(page)


@needs_recogniser
def test_printed_values_are_read_and_a_seal_adds_no_wrong_ones() -> None:
    page = sealed_form(31_011, "clean", layout="top")
    assert RECOGNISER is not None
    blocks = blocks_of(put_upright(of_page(page), RECOGNISER), RECOGNISER, page=1, first_table=1, first_paragraph=1)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    texts = {cell.text.replace(" ", "") for cell in table.cells}
    wanted = {page.values[key] for key in ("organisation_name", "team_name", "headcount", "contact_phone", "address")}
    assert wanted - texts == set()
    assert all(cell.place.box is not None and cell.place.page == 1 for cell in table.cells)


@needs_recogniser
def test_scribble_is_never_taken_for_print() -> None:
    page = sealed_form(31_013, "clean", layout="top", seals=0)
    assert RECOGNISER is not None
    spot = next(cell for cell in page.cells if cell.key == "team_name").box
    left, top, right, bottom = (round(each / 25.4 * 200) for each in spot)
    pixels = page.pixels.copy()
    pixels[top + 4 : bottom - 4, left + 4 : right - 4] = 255
    chance = np.random.default_rng(5)
    for start in range(left + 30, left + 330, 60):
        points = np.cumsum(chance.normal(0, 11, (14, 2)), axis=0) + np.array([start, (top + bottom) / 2])
        cv2.polylines(pixels, [points.astype(np.int32)], False, (60, 40, 40), 3)
    blocks = blocks_of(sheet(pixels), RECOGNISER, page=1, first_table=1, first_paragraph=1)
    cell = next(each for each in cells(blocks) if each.place.row == 6 and each.place.column == 2)
    assert cell.text == "" or cell.flags & {"unsure", "handwritten"}


def cells(blocks: tuple[object, ...]) -> list[Cell]:
    return [cell for block in blocks if isinstance(block, Table) for cell in block.cells]
