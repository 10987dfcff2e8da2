"""Ruled lines become boxes: merged ones are one, broken, red and askew lines count, what is no table is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from qtdocs.model.place import Place
from qtdocs.scan.grid import Grid, Room, grid_of
from qtdocs.scan.sheet import Pixels, Sheet
from qtdocs.scan.skew import turned

DPI = 200
LEFT, TOP, WIDE, HIGH = 150, 200, 200, 80
BLACK, RED = (0, 0, 0), (60, 50, 200)
Line = tuple[int, int, int, int]
"""From column and row edge to column and row edge."""
OUTER: list[Line] = [(0, 0, 4, 0), (0, 3, 4, 3), (0, 0, 0, 3), (4, 0, 4, 3)]
MERGED: list[Line] = [*OUTER, (0, 1, 4, 1), (1, 2, 4, 2), (1, 0, 1, 3), (2, 1, 2, 3), (3, 0, 3, 2)]
"""Three rows of four columns: the second cell of the first row is two wide, the first below it two high, …"""
ROOMS = [(1, 1, 1, 1), (1, 2, 1, 2), (1, 4, 1, 1), (2, 1, 2, 1), (2, 2, 1, 1), (2, 3, 1, 1), (2, 4, 1, 1), (3, 2, 1, 1),
         (3, 3, 1, 2)]  # fmt: skip


def ruled(lines: list[Line], *, colour: tuple[int, int, int] = BLACK, thick: int = 2) -> Pixels:
    page = np.full((1000, 1200, 3), 255, np.uint8)
    for one, two, three, four in lines:
        start, end = (LEFT + one * WIDE, TOP + two * HIGH), (LEFT + three * WIDE, TOP + four * HIGH)
        cv2.line(page, start, end, colour, thick)
    return page


def grid_on(pixels: Pixels, dpi: float = DPI) -> Grid | None:
    return grid_of(Sheet(pixels=pixels, dpi=dpi, place=Place(page=1)))


def rooms_on(pixels: Pixels) -> list[tuple[int, ...]]:
    grid = grid_on(pixels)
    return [room[:4] for table in grid.tables for room in table.rooms] if grid else []


def test_merged_boxes_are_one_each() -> None:
    assert rooms_on(ruled(MERGED)) == ROOMS


@pytest.mark.parametrize("degrees", [-2.2, -1.0, 0.5, 2.2])
def test_lines_askew_make_the_same_boxes(degrees: float) -> None:
    assert rooms_on(turned(ruled(MERGED), degrees)) == ROOMS


@pytest.mark.parametrize("page", [ruled(MERGED, colour=RED), ruled(MERGED, thick=1), ruled(MERGED, thick=6)])
def test_red_thin_and_thick_lines_make_the_same_boxes(page: Pixels) -> None:
    assert rooms_on(page) == ROOMS


def test_page_of_one_channel_makes_the_same_boxes() -> None:
    assert rooms_on(np.ascontiguousarray(ruled(MERGED)[:, :, 0])) == ROOMS


def test_short_gaps_in_lines_are_no_openings() -> None:
    page = ruled(MERGED)
    for x in range(LEFT + WIDE // 2, LEFT + 4 * WIDE, WIDE):
        page[:, x : x + 18] = 255
    assert rooms_on(page) == ROOMS


def test_line_missing_beside_a_merged_box_is_not_made_up_from_the_rows_around_it() -> None:
    lines = [*OUTER, (0, 1, 4, 1), (0, 2, 4, 2), (2, 0, 2, 1), (2, 2, 2, 3)]
    assert rooms_on(ruled(lines)) == [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 2), (3, 1, 1, 1), (3, 2, 1, 1)]


def test_boxes_lie_where_they_are_drawn() -> None:
    grid = grid_on(ruled(MERGED))
    assert grid is not None
    found = grid.holding(LEFT + 2 * WIDE, TOP + HIGH // 2)
    assert found is not None
    drawn = (LEFT + WIDE, TOP, LEFT + 3 * WIDE, TOP + HIGH)
    assert max(abs(one - other) for one, other in zip(found[1][4:], drawn, strict=True)) < 3


def test_spot_outside_every_box_is_in_none() -> None:
    grid = grid_on(ruled(MERGED))
    assert grid is not None
    assert grid.holding(LEFT - 20, TOP + 10) is None


def test_seal_over_the_lines_changes_no_box() -> None:
    page = ruled(MERGED)
    cv2.circle(page, (LEFT + 2 * WIDE, TOP + HIGH), 155, RED, 10)
    assert rooms_on(page) == ROOMS


def test_sides_that_are_not_drawn_are_where_three_lines_end() -> None:
    lines = [(0, 0, 4, 0), (0, 1, 4, 1), (0, 2, 4, 2), (0, 3, 4, 3), (1, 0, 1, 3), (3, 0, 3, 3)]
    assert len(rooms_on(ruled(lines))) == 9


def test_table_in_a_box_belongs_to_the_box() -> None:
    page = ruled(OUTER)
    for x in (300, 400, 500):
        cv2.line(page, (x, 240), (x, 400), BLACK, 2)
    for y in (240, 320, 400):
        cv2.line(page, (300, y), (500, y), BLACK, 2)
    assert rooms_on(page) == [(1, 1, 1, 1)]


def test_two_tables_come_from_the_top_down() -> None:
    page = ruled(OUTER)
    cv2.rectangle(page, (150, 600), (900, 800), BLACK, 2)
    cv2.line(page, (500, 600), (500, 800), BLACK, 2)
    grid = grid_on(page)
    assert grid is not None
    assert [[room[:4] for room in table.rooms] for table in grid.tables] == [
        [(1, 1, 1, 1)],
        [(1, 1, 1, 1), (1, 2, 1, 1)],
    ]


def test_underlines_and_crosses_are_no_tables() -> None:
    page = np.full((800, 800, 3), 255, np.uint8)
    cv2.line(page, (100, 100), (500, 100), BLACK, 2)
    cv2.line(page, (100, 300), (500, 300), BLACK, 2)
    cv2.line(page, (600, 200), (600, 600), BLACK, 2)
    cv2.line(page, (400, 450), (700, 450), BLACK, 2)
    assert grid_on(page) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3), (40, 40, 3), (700, 700)])
@pytest.mark.parametrize("level", [0, 120, 255])
def test_pictures_of_nothing_have_no_grid(shape: tuple[int, ...], level: int) -> None:
    assert grid_on(np.full(shape, level, np.uint8)) is None


@pytest.mark.parametrize("dpi", [1.0, 72.0, 5000.0])
def test_nonsense_densities_are_survived(dpi: float) -> None:
    grid = grid_on(ruled(MERGED), dpi)
    assert grid is None or all(isinstance(room, Room) for table in grid.tables for room in table.rooms)


def test_boxes_in_noise_lie_on_the_page() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (900, 700, 3)).astype(np.uint8)
    grid = grid_on(noise)
    rooms = [room for table in grid.tables for room in table.rooms] if grid else []
    assert [room for room in rooms if min(room[4:]) < -10 or room.right > 710 or room.bottom > 910] == []
