"""Which pages of a PDF can show a seal, told without rendering any."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from readers.paper import Paper

from qtdocs.scan.worth_a_look import OBJECT_LIMIT, PAGE_LIMIT, pages_to_look_at
from samples.electronic import signed, written_on

RED, BLUE, BLACK = "0.8 0 0", "0 0 0.8", "0 0 0"


def ring(x: float, y: float, radius: float, *, colour: str, times: int = 1) -> str:
    """A circle of four curves, or several in one path."""
    k = 0.5523 * radius
    once = (
        f"{x + radius} {y} m {x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c "
    )
    return f"{colour} RG 2 w {once * times} S"


def image_page(width: float, height: float) -> bytes:
    paper = Paper().picture()
    paper.contents[-1] = [f"q {width} 0 0 {height} 100 100 cm /Im Do Q"]
    return paper.bytes()


def test_text_and_a_table_are_not_worth_a_look() -> None:
    paper = Paper().table([50, 150, 300], [80, 100, 120]).text(55, 95, "单位名称").text(155, 95, "甲", colour=RED)
    assert pages_to_look_at(paper.bytes()) == ()


def test_red_rulings_and_black_rings_are_not_worth_a_look() -> None:
    paper = Paper().line(50, 80, 500, 80, colour=RED).line(50, 84, 500, 84, colour=RED)
    assert pages_to_look_at(paper.draw(ring(300, 400, 50, colour=BLACK)).bytes()) == ()


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_ring_in_colour_is_worth_a_look(colour: str) -> None:
    assert pages_to_look_at(Paper().page().draw(ring(300, 400, 50, colour=colour)).bytes()) == (2,)


def test_small_dots_in_colour_are_not_worth_a_look() -> None:
    paper = Paper()
    for place in range(20):
        paper.draw(ring(100 + 20 * place, 400, 3, colour=RED))
    assert pages_to_look_at(paper.bytes()) == ()


def test_characters_drawn_one_by_one_in_colour_are_worth_a_look() -> None:
    paper = Paper()
    for place in range(30):
        paper.draw(ring(100 + 10 * place, 400, 5, colour=RED, times=3))
    assert pages_to_look_at(paper.bytes()) == (1,)


def test_large_black_drawing_of_many_curves_is_worth_a_look() -> None:
    assert pages_to_look_at(Paper().draw(ring(300, 400, 50, colour=BLACK, times=8)).bytes()) == (1,)


def test_large_polygon_in_colour_is_worth_a_look() -> None:
    corners = " ".join(f"{300 + 40 * (n % 2)} {300 + 4 * n} l" for n in range(30))
    assert pages_to_look_at(Paper().draw(f"{RED} RG 300 300 m {corners} S").bytes()) == (1,)


@pytest.mark.parametrize(("side", "pages"), [(8, ()), (40, (1,))])
def test_picture_is_worth_a_look_from_5_mm_on(side: float, pages: tuple[int, ...]) -> None:
    assert pages_to_look_at(image_page(side, side)) == pages


def test_scan_cut_into_strips_is_worth_a_look() -> None:
    paper = Paper().picture()
    paper.contents[-1] = [f"q 500 0 0 2 50 {100 + 2 * strip} cm /Im Do Q" for strip in range(20)]
    assert pages_to_look_at(paper.bytes()) == (1,)


def test_picture_inside_a_drawing_is_worth_a_look() -> None:
    inner = Paper().picture()
    head = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {inner.resources} >>"
    body = "q 100 0 0 100 0 0 cm /Im Do Q"
    number = inner.add(f"<< {head} /Length {len(body)} >>\nstream\n{body}\nendstream")
    inner.resources = f"/XObject << /Fm {number} 0 R >>"
    inner.contents[-1] = ["q 1 0 0 1 50 50 cm /Fm Do Q"]
    assert pages_to_look_at(inner.bytes()) == (1,)


@pytest.mark.parametrize(
    ("subtype", "side", "flags", "pages"),
    [("Stamp", 100, 4, (1,)), ("Stamp", 5, 4, ()), ("Stamp", 100, 2, ()), ("Ink", 100, 4, (1,)), ("Text", 100, 4, ())],
)
def test_stamps_that_show_are_worth_a_look(subtype: str, side: float, flags: int, pages: tuple[int, ...]) -> None:
    paper = Paper().annotation(subtype, 100, 100, 100 + side, 100 + side, "")
    data = paper.bytes().replace(b"/F 4", b"/F %d" % flags)
    assert pages_to_look_at(data) == pages


def test_signature_that_shows_a_picture_is_worth_a_look() -> None:
    paper = Paper().text(72, 100, "甲").bytes()
    seal = Image.new("RGBA", (40, 40), (200, 0, 0, 255))
    assert pages_to_look_at(signed(paper, picture=seal)) == (1,)
    assert pages_to_look_at(signed(paper, box=None)) == ()


def test_filled_text_field_is_not_worth_a_look() -> None:
    paper = Paper().annotation("Widget", 100, 100, 300, 120, "/FT /Tx /T (a) /V (QC-1) /DA (/Helv 9 Tf)")
    assert pages_to_look_at(paper.bytes()) == ()


def test_what_is_appended_later_is_looked_at_too() -> None:
    paper = Paper().text(72, 100, "甲").page().bytes()
    assert pages_to_look_at(written_on(paper, "x\n" + ring(300, 400, 50, colour=RED))) == (1,)


def test_page_with_too_much_on_it_is_worth_a_look() -> None:
    assert pages_to_look_at(Paper().draw("0 0 m 9 9 l S " * (OBJECT_LIMIT + 1)).bytes()) == (1,)


def test_pages_beyond_the_limit_are_worth_a_look() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(PAGE_LIMIT + 2):
        document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)
    assert pages_to_look_at(stream.getvalue()) == (PAGE_LIMIT + 1, PAGE_LIMIT + 2)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no paper"])
def test_file_that_is_none_has_no_pages(data: bytes) -> None:
    assert pages_to_look_at(data) == ()
