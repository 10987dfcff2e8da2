"""Pages are put upright: level, turned, taken from the desk; and those that lie right are not touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from qtdocs.model.place import Place
from qtdocs.scan.grid import grid_of
from qtdocs.scan.page_outline import page_corners
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.sheet import Pixels, Sheet
from qtdocs.scan.skew import skew_of, small_ink, turned
from qtdocs.scan.upright import put_upright
from samples.sealing import sealed_form

RECOGNISER = recogniser()
needs_recogniser = pytest.mark.skipif(RECOGNISER is None, reason="没有装 qtdocs[scan]")
FORM = sealed_form(31_003, "clean", layout="top", seals=0)


def sheet(pixels: Pixels, *, dpi: float = 200, measured: bool = True) -> Sheet:
    return Sheet(pixels=pixels, dpi=dpi, place=Place(page=1), is_measured=measured)


def number_of_boxes(page: Sheet) -> int:
    grid = grid_of(page)
    return sum(len(table.rooms) for table in grid.tables) if grid else 0


def test_page_that_lies_right_comes_back_itself() -> None:
    page = sheet(FORM.pixels)
    assert put_upright(page, RECOGNISER) is page
    assert put_upright(page) is page


@pytest.mark.parametrize("degrees", [-14.0, -6.0, -1.2, 0.8, 3.0, 13.0])
def test_page_askew_is_made_level(degrees: float) -> None:
    upright = put_upright(sheet(turned(FORM.pixels, degrees)))
    assert abs(skew_of(small_ink(upright)[0])) <= 0.2
    assert number_of_boxes(upright) == len(FORM.cells)


@pytest.mark.parametrize("quarters", [1, 3])
def test_page_on_its_side_is_put_up_without_reading(quarters: int) -> None:
    upright = put_upright(sheet(np.ascontiguousarray(np.rot90(FORM.pixels, quarters))))
    assert upright.pixels.shape == FORM.pixels.shape
    assert number_of_boxes(upright) == len(FORM.cells)


@pytest.mark.parametrize(("quarters", "degrees"), [(1, 0.0), (2, 0.0), (2, 2.0), (3, -2.0)])
@needs_recogniser
def test_page_is_turned_until_it_can_be_read(quarters: int, degrees: float) -> None:
    pixels = turned(FORM.pixels, degrees) if degrees else FORM.pixels
    upright = put_upright(sheet(np.ascontiguousarray(np.rot90(pixels, quarters))), RECOGNISER)
    seen, wanted = (cv2.GaussianBlur(each, (0, 0), 6) for each in (upright.pixels, FORM.pixels))
    assert float(cv2.absdiff(seen, wanted).mean()) < 4
    assert float(cv2.absdiff(np.ascontiguousarray(np.rot90(seen, 2)), wanted).mean()) > 6


@pytest.mark.parametrize("seed", [31_005, 31_006, 31_009])
def test_photograph_becomes_a_page_of_its_true_size(seed: int) -> None:
    page = sealed_form(seed, "phone", layout="top", seals=0)
    upright = put_upright(sheet(page.pixels, dpi=page.dpi, measured=False))
    height, width = upright.pixels.shape[:2]
    assert abs(height / width - 297 / 210) < 0.02
    assert abs(upright.mm(width) - 210) < 1
    assert number_of_boxes(upright) == len(page.cells)


def test_page_that_fills_the_picture_has_no_desk() -> None:
    assert page_corners(FORM.pixels) is None


def test_corners_are_found_to_two_pixels() -> None:
    corners = np.array([[140, 90], [760, 130], [720, 1010], [110, 980]], np.int32)
    desk = np.full((1100, 900, 3), (60, 80, 100), np.uint8)
    cv2.fillConvexPoly(desk, corners, (235, 240, 240))
    found = page_corners(desk)
    assert found is not None
    assert float(np.abs(found - corners).max()) < 2.5


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 3000, 3), (3000, 1, 3), (64, 64, 3), (500, 500, 3), (500, 500)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_pictures_of_nothing_come_back_themselves(shape: tuple[int, ...], level: int) -> None:
    page = sheet(np.full(shape, level, np.uint8))
    assert put_upright(page, RECOGNISER) is page


def test_noise_is_survived() -> None:
    noise = np.random.default_rng(4).integers(0, 256, (700, 500, 3)).astype(np.uint8)
    assert put_upright(sheet(noise), RECOGNISER).pixels.dtype == np.uint8
