"""Seals on drawn pages: what is found and where, what is none, and pages that nobody should send."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from qtdocs.model.place import Place
from qtdocs.scan.seals import find_prints
from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Print, Sheet

DPI = 150
PIXELS_A_MM = DPI / MM_PER_INCH
RED, BLUE, BLACK = (60, 50, 200), (180, 70, 40), (40, 40, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What is stamped on a page, in millimetres."""

    x: float
    y: float
    half_width: float = 20.5
    half_height: float = 20.5
    ring: float = 1.2
    characters: int = 11
    turned: float = 0.0


def paper(*, lines: int = 16) -> Pixels:
    """An upright A4 page with a black table and strokes like characters in it."""
    page = np.full((round(297 * PIXELS_A_MM), round(210 * PIXELS_A_MM), 3), 250, np.uint8)
    random = np.random.default_rng(7)
    for line in range(lines):
        y = round((40 + line * 13) * PIXELS_A_MM)
        cv2.line(page, (100, y), (1140, y), BLACK, 2)
        for column in range(int(random.integers(8, 26))):
            strokes(page, (130 + column * 36, y + 38), 11, random, BLACK)
    return page


def strokes(
    page: Pixels, centre: tuple[float, float], size: float, random: np.random.Generator, ink: tuple[int, ...]
) -> None:
    """Something like a character."""
    for _ in range(6):
        ends = (np.array(centre) + random.uniform(-size, size, (2, 2))).round().astype(int)
        cv2.line(page, tuple(ends[0].tolist()), tuple(ends[1].tolist()), ink, 2)


def stamped(page: Pixels, stamp: Stamp, ink: tuple[int, ...] = RED) -> Pixels:
    """The page with a ring and characters along it, printed over what is there."""
    layer = np.full_like(page, 255)
    random = np.random.default_rng(3)
    k = PIXELS_A_MM
    middle = (round(stamp.x * k), round(stamp.y * k))
    inner = (round((stamp.half_width - stamp.ring / 2) * k), round((stamp.half_height - stamp.ring / 2) * k))
    cv2.ellipse(layer, middle, inner, stamp.turned, 0, 360, ink, round(stamp.ring * k), cv2.LINE_AA)
    for number in range(stamp.characters):
        angle = math.radians(140 + number * 260 / stamp.characters)
        along, across = 0.72 * stamp.half_width * math.cos(angle), 0.72 * stamp.half_height * math.sin(angle)
        turn = math.radians(stamp.turned)
        x = stamp.x + along * math.cos(turn) - across * math.sin(turn)
        y = stamp.y + along * math.sin(turn) + across * math.cos(turn)
        strokes(layer, (x * k, y * k), 2.3 * k, random, ink)
    return np.asarray(np.minimum(page, layer), dtype=np.uint8)


def prints_on(pixels: Pixels, *, thorough: bool = False, is_measured: bool = True) -> list[Print]:
    sheet = Sheet(pixels=pixels, dpi=DPI, place=Place(page=1), is_measured=is_measured)
    return list(find_prints(sheet, thorough=thorough))


def told(prints: list[Print]) -> list[tuple[str, str, int, int]]:
    """Shape, colour and centre in whole millimetres."""
    k = PIXELS_A_MM
    return [(each.shape, each.colour, round(each.centre[0] / k), round(each.centre[1] / k)) for each in prints]


def off(found: Print, stamp: Stamp) -> float:
    """Millimetres between the centre that was found and the true one."""
    return math.hypot(found.centre[0] / PIXELS_A_MM - stamp.x, found.centre[1] / PIXELS_A_MM - stamp.y)


def test_round_seals_are_found_with_place_and_size() -> None:
    first, second = Stamp(x=60, y=80), Stamp(x=150, y=220, half_width=22, half_height=22)
    prints = prints_on(stamped(stamped(paper(), first), second))
    assert told(prints) == [("round", "red", 60, 80), ("round", "red", 150, 220)]
    assert [each.grade for each in prints] == ["A", "A"]
    assert max(off(prints[0], first), off(prints[1], second)) < 0.3
    assert max(abs(prints[0].axes[0] / PIXELS_A_MM - 20.5), abs(prints[1].axes[0] / PIXELS_A_MM - 22)) < 0.5


@pytest.mark.parametrize("turned", [0.0, 12.0, -20.0])
def test_oval_seals_are_found_with_their_turn(turned: float) -> None:
    stamp = Stamp(x=110, y=150, half_width=22.5, half_height=15, turned=turned)
    (found,) = prints_on(stamped(paper(), stamp))
    assert told([found]) == [("oval", "red", 110, 150)]
    assert abs(found.angle - turned) < 1.5
    assert abs(found.axes[0] / found.axes[1] - 1.5) < 0.05


@pytest.mark.parametrize(("ink", "colour"), [(RED, "red"), (BLUE, "blue")])
def test_seals_have_the_colour_of_their_ink(ink: tuple[int, ...], colour: str) -> None:
    assert told(prints_on(stamped(paper(), Stamp(x=60, y=80), ink))) == [("round", colour, 60, 80)]


def test_photocopied_seals_are_black_ones() -> None:
    page = stamped(paper(), Stamp(x=60, y=80))
    copied = (cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) > 160).astype(np.uint8) * 255
    assert told(prints_on(copied)) == [("round", "black", 60, 80)]


@pytest.mark.parametrize("apart", [16, 25, 36, 41])
def test_touching_seals_are_two(apart: int) -> None:
    page = stamped(stamped(paper(), Stamp(x=60, y=80)), Stamp(x=60 + apart, y=80, turned=40))
    assert sorted(told(prints_on(page))) == [("round", "red", 60, 80), ("round", "red", 60 + apart, 80)]


@pytest.mark.parametrize("x", [-8, 0, 10, 202, 216])
def test_arcs_that_the_edge_cuts_are_no_whole_seals(x: int) -> None:
    assert [each[:2] for each in told(prints_on(stamped(paper(), Stamp(x=x, y=120))))] == [("edge", "red")]


def test_square_name_seals_are_told_apart() -> None:
    page, k = paper(), PIXELS_A_MM
    cv2.rectangle(page, (round(100 * k), round(200 * k)), (round(120 * k), round(220 * k)), RED, round(1.2 * k))
    random = np.random.default_rng(5)
    for x in (105, 115):
        for y in (205, 215):
            strokes(page, (x * k, y * k), 3.5 * k, random, RED)
            strokes(page, (x * k, y * k), 3.5 * k, random, RED)
    assert told(prints_on(stamped(page, Stamp(x=60, y=80)))) == [("round", "red", 60, 80), ("square", "red", 110, 210)]


def test_photographs_of_unknown_scale_have_their_seals() -> None:
    page = stamped(paper(), Stamp(x=60, y=80))
    corners = np.array([[0, 0], [1240, 0], [1240, 1754], [0, 1754]], np.float32)
    seen = np.array([[150, 160], [1330, 120], [1400, 1850], [90, 1900]], np.float32)
    way = cv2.getPerspectiveTransform(corners, seen)
    photograph = cv2.warpPerspective(page, way, (1500, 2050), borderValue=(60, 80, 110))
    shade = np.linspace(0.55, 1.0, 1500)[None, :, None] * np.array([0.82, 0.93, 1.0])
    (found,) = prints_on((photograph * shade).astype(np.uint8), is_measured=False)
    x, y = cv2.perspectiveTransform(np.array([[[60 * PIXELS_A_MM, 80 * PIXELS_A_MM]]], np.float32), way)[0, 0]
    assert (found.shape, found.colour) == ("round", "red")
    assert math.hypot(found.centre[0] - x, found.centre[1] - y) < 6


def test_faint_seals_are_a_guess_of_the_thorough_look() -> None:
    page = stamped(paper(), Stamp(x=60, y=80), (236, 236, 248))
    assert prints_on(page) == []
    found = prints_on(page, thorough=True)
    assert told(found) == [("round", "red", 60, 80)]
    assert found[0].grade == "C"


@pytest.mark.parametrize(
    "stamp",
    [
        pytest.param(Stamp(x=100, y=100, ring=5.0), id="thick ring of a logo"),
        pytest.param(Stamp(x=100, y=100, characters=0), id="circle drawn by hand"),
        pytest.param(Stamp(x=100, y=100, half_width=9, half_height=12), id="thumbprint"),
        pytest.param(Stamp(x=100, y=100, half_width=60, half_height=60), id="chart"),
    ],
)
def test_rings_that_are_no_seals_are_none(stamp: Stamp) -> None:
    assert prints_on(stamped(paper(), stamp)) == []


@pytest.mark.parametrize("seed", range(1, 5))
def test_circles_drawn_around_text_are_no_photocopied_seals(seed: int) -> None:
    page, random = paper(), np.random.default_rng(seed)
    angles = np.linspace(0, 2 * math.pi, 60)
    reach = 21 * PIXELS_A_MM * (1 + 0.07 * np.interp(angles, np.linspace(0, 2 * math.pi, 9), random.normal(size=9)))
    spots = np.stack([600 + reach * np.cos(angles), 800 + reach * np.sin(angles)], axis=1).round().astype(np.int32)
    cv2.polylines(page, [spots], True, BLACK, 5, cv2.LINE_AA)
    assert prints_on(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)) == []


def test_a_desk_around_the_page_hides_no_seal() -> None:
    page = stamped(paper(), Stamp(x=60, y=80))
    desk = np.full((2000, 1500, 3), (40, 60, 90), np.uint8)
    desk[120 : 120 + page.shape[0], 130 : 130 + page.shape[1]] = page
    (found,) = prints_on(desk, is_measured=False)
    assert (found.shape, found.colour) == ("round", "red")


def test_red_tables_and_headings_are_no_seals() -> None:
    page, random = paper(lines=0), np.random.default_rng(9)
    for line in range(16):
        cv2.line(page, (100, 200 + line * 80), (1140, 200 + line * 80), RED, 3)
    for column in range(7):
        cv2.line(page, (100 + column * 173, 200), (100 + column * 173, 1400), RED, 3)
        strokes(page, (180 + column * 140, 130), 45, random, RED)
    assert prints_on(page) == []


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.parametrize("size", [(1, 1), (8, 8), (3, 4000), (4000, 9), (300, 300)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_pictures_of_nothing_have_no_seals(size: tuple[int, int], level: int, thorough: bool) -> None:
    assert prints_on(np.full((*size, 3), level, np.uint8), thorough=thorough) == []
    assert prints_on(np.full(size, level, np.uint8), thorough=thorough, is_measured=False) == []


def test_noise_has_no_seals() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1754, 1240, 3)).astype(np.uint8)
    assert prints_on(noise) == []


@pytest.mark.parametrize("dpi", [1e-9, 1.0, 30.0, 5000.0, 1e9])
def test_wrong_resolutions_do_no_harm(dpi: float) -> None:
    sheet = Sheet(pixels=paper(), dpi=dpi, place=Place(page=1))
    assert find_prints(sheet) == ()
