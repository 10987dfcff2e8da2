"""The same page geometry by pdfplumber, for files and pages that pdfium cannot make sense of."""

from __future__ import annotations

import io
import logging
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from qtdocs.readers.pdf_characters import read_character
from qtdocs.readers.pdf_page import Area, Glyph, Page, Ruling, Upright, upright

_THIN = 3.0
_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What pdfminer raises on broken files, beside its own errors."""


def plumbed_pages(data: bytes, *, limit: int) -> tuple[list[Page], int]:
    """The first pages and how many there are; none where pdfplumber cannot read the file either.

    Args:
        data: the whole file.
        limit: how many pages to read at most.
    """
    return _read(data, None, limit)


def plumbed_page(data: bytes, *, number: int) -> Page | None:
    """One page, upright; none where pdfplumber cannot read it either.

    Args:
        data: the whole file.
        number: from 1.
    """
    pages, _ = _read(data, [number], 1)
    return pages[0] if pages else None


def _read(data: bytes, numbers: list[int] | None, limit: int) -> tuple[list[Page], int]:
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    # pdfminer tells the terminal of each thing it stumbles over; the clerk gets one finding instead.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=numbers) as document:
            return [_page(page) for page in document.pages[:limit]], len(document.pages)
    except (PdfminerException, *_BROKEN):
        return [], 0


def _page(page: Any) -> Page:
    """A pdfplumber page as geometry."""
    characters = [character for character in page.chars if character["text"]]
    angles = Counter(_angle(character) for character in characters if not character["text"].isspace())
    quarter = max((0, 90, 180, 270), key=lambda quarter: angles[quarter]) if characters else 0
    way = upright(quarter, (0.0, 0.0, float(page.width), float(page.height)))
    corner = way.area(0.0, 0.0, float(page.width), float(page.height))
    replaced: Counter[str] = Counter()
    glyphs = tuple(_glyph(character, page, way, quarter, replaced) for character in characters)
    edges = [area for drawn in (*page.lines, *page.rects, *page.curves) for area in _edges(drawn, page, way)]
    return Page(
        number=page.page_number,
        width=corner.right,
        height=corner.bottom,
        glyphs=glyphs,
        horizontals=tuple(
            Ruling((area.top + area.bottom) / 2, area.left, area.right)
            for area in edges
            if area.bottom - area.top <= _THIN < area.right - area.left
        ),
        verticals=tuple(
            Ruling((area.left + area.right) / 2, area.top, area.bottom)
            for area in edges
            if area.right - area.left <= _THIN < area.bottom - area.top
        ),
        pictures=tuple(_area(image, page, way) for image in page.images),
        cleaned=tuple(replaced),
        garbled=sum(character["text"].startswith("(cid:") for character in characters),
    )


def _angle(character: dict[str, Any]) -> int:
    """The direction a character runs in, degrees against the clock."""
    a, b = character["matrix"][:2]
    return round(math.degrees(math.atan2(b, a))) % 360


def _area(drawn: dict[str, Any], page: Any, way: Upright) -> Area:
    """A pdfplumber object's rectangle as read."""
    height = float(page.height)
    return way.area(drawn["x0"], height - drawn["bottom"], drawn["x1"], height - drawn["top"])


def _glyph(character: dict[str, Any], page: Any, way: Upright, quarter: int, replaced: Counter[str]) -> Glyph:
    """A character turned upright; its baseline is where its matrix puts it."""
    area = _area(character, page, way)
    text, mapping = read_character(character["text"], character.get("fontname", ""))
    if mapping:
        replaced[mapping] += 1
    turned = (_angle(character) - quarter) % 360
    size = max(1.0, min(500.0, area.bottom - area.top if turned in (0, 180) else area.right - area.left))
    left, bottom = way.point(character["x0"], character["y0"]), area.bottom
    baseline = bottom - 0.12 * size if turned == 0 else left[1]
    return Glyph(text, area.left, area.right, baseline, size, _colour(character), turned)


def _colour(character: dict[str, Any]) -> int:
    """The fill colour as 0xRRGGBB where it is given in red, green and blue; else black."""
    colour = character.get("non_stroking_color")
    if not isinstance(colour, tuple | list) or len(colour) != 3:
        return 0
    red, green, blue = (max(0, min(255, round(float(part) * 255))) for part in colour)
    return red << 16 | green << 8 | blue


def _edges(drawn: dict[str, Any], page: Any, way: Upright) -> Iterator[Area]:
    """The thin rectangles a line, rectangle or curve draws."""
    area = _area(drawn, page, way)
    if area.right - area.left <= _THIN or area.bottom - area.top <= _THIN:
        yield area
    elif drawn["object_type"] == "rect" and drawn.get("stroke"):
        left, top, right, bottom = area
        yield from (Area(left, top, right, top), Area(left, bottom, right, bottom))
        yield from (Area(left, top, left, bottom), Area(right, top, right, bottom))
