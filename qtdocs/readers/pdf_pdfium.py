"""Pages as pdfium sees them: characters, paths, pictures and filled form fields, turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from qtdocs.readers.pdf_annotations import annotations_of
from qtdocs.readers.pdf_characters import is_private, mapped, seen_character, symbol
from qtdocs.readers.pdf_objects import drawn
from qtdocs.readers.pdf_page import Area, Glyph, Page, Upright, upright

CHARACTER_LIMIT = 200_000
"""Characters read of one page; a form has two thousand."""
LONGEST_SIDE = 5669.0
"""Two metres in points; nothing that is printed is larger."""
_HYPHENS = (0x02, 0xFFFE)  # how pdfium writes a hyphen at the end of a line
_INVISIBLE = 3  # PDF text rendering mode: neither fill nor stroke


class _Style(NamedTuple):
    size: float
    angle: int
    colour: int
    visible: bool
    font: str


class _Character(NamedTuple):
    text: str
    origin: tuple[float, float]
    left: float
    bottom: float
    right: float
    top: float
    style: _Style


def page_of(document: Any, index: int) -> Page:
    """One page, upright.

    Args:
        document: the ``pypdfium2.PdfDocument``, its form environment started.
        index: from 0.

    Raises:
        pypdfium2.PdfiumError: where pdfium cannot make sense of the page.
    """
    page = document[index]
    try:
        box = _visible_box(page)
        characters, replaced, garbled = _characters(page)
        quarter = _reading_quarter(characters, page.get_rotation())
        way = upright(quarter, box)
        corner = way.area(*box)
        notes = annotations_of(document, page, way)
        drawing = drawn(page, way, corner)
        pictures = (*drawing.pictures, *notes.stamps)
        shown, hidden, painted_over = _shown(characters, pictures, corner)
        return Page(
            number=index + 1,
            width=corner.right,
            height=corner.bottom,
            glyphs=(*_glyphs(shown, way, corner, quarter), *notes.typed),
            horizontals=(*drawing.horizontals, *notes.strikes),
            verticals=drawing.verticals,
            pictures=pictures,
            signatures=notes.signatures,
            comments=notes.comments,
            hidden=hidden,
            painted_over=painted_over,
            cleaned=tuple(mapped(old, new) for old, new in replaced),
            garbled=garbled,
            is_mute=bool(drawing.flat_texts if quarter in (90, 270) else drawing.texts and not characters),
        )
    finally:
        page.close()


def _visible_box(page: Any) -> tuple[float, float, float, float]:
    """The page's visible rectangle in its own space, clamped to two metres a side."""
    left, bottom, right, top = page.get_cropbox()
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = 0.0, 0.0, 595.3, 841.9
    return left, max(bottom, top - LONGEST_SIDE), min(right, left + LONGEST_SIDE), top


def _characters(page: Any) -> tuple[list[_Character], Counter[tuple[str, str]], int]:
    """The characters that stand in the file (not those pdfium adds), what was replaced, and how many are garbled."""
    from pypdfium2 import raw

    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return [], Counter(), 0
    found: list[_Character] = []
    replaced: Counter[tuple[str, str]] = Counter()
    garbled = 0
    try:
        for text, origin, box, style in _raw_characters(text_page):
            sign = symbol(text, style.font)
            seen = seen_character(sign)
            if seen != sign or is_private(seen):
                replaced[(sign, seen if seen != sign else "")] += 1
            garbled += text == "\ufffd"
            found.append(_Character(seen, origin, *box, style))
    finally:
        raw.FPDFText_ClosePage(text_page)
    return found, replaced, garbled


def _raw_characters(
    text_page: Any,
) -> Iterator[tuple[str, tuple[float, float], tuple[float, float, float, float], _Style]]:
    """Each character with its origin, its loose box (left, bottom, right, top) and the style of its text object.

    The functions and buffers are bound once: a page asks each a thousand times.
    """
    from pypdfium2 import raw

    x, y, rectangle = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_rectangle = ctypes.byref(x), ctypes.byref(y), ctypes.byref(rectangle)
    last, style, high = None, _Style(10.5, 0, 0, True, ""), 0
    for index in range(min(raw.FPDFText_CountChars(text_page), CHARACTER_LIMIT)):
        owner = raw.FPDFText_GetTextObject(text_page, index)
        if not owner:  # spaces and line ends that pdfium adds
            continue
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        text, high = _text_of(code, high), 0
        if not text:
            continue
        address = ctypes.cast(owner, ctypes.c_void_p).value
        if address != last:
            last, style = address, _style(text_page, index, owner)
        raw.FPDFText_GetCharOrigin(text_page, index, to_x, to_y)
        raw.FPDFText_GetLooseCharBox(text_page, index, to_rectangle)
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield text, (x.value, y.value), box, style


def _text_of(code: int, high: int) -> str:
    """The character of a code, joined with the high surrogate before it; empty for controls."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else ""
    if code in _HYPHENS:
        return "-"
    if code == 0:
        return "\ufffd"
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFEFF, 0xFFFF, 0x200B):
        return " " if code == 0x09 else ""
    return " " if code == 0xA0 else chr(code)


def _style(text_page: Any, index: int, owner: Any) -> _Style:
    """Size, direction, colour and visibility of a text object, asked through one of its characters."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(owner, red, green, blue, alpha)
    visible = raw.FPDFTextObj_GetTextRenderMode(owner) != _INVISIBLE and alpha.value > 0
    colour = red.value << 16 | green.value << 8 | blue.value
    return _Style(min(max(size, 1.0), 500.0), angle, colour, visible, _font(text_page, index))


def _font(text_page: Any, index: int) -> str:
    """The name of a character's font in the file."""
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.byref(flags))
    return name.value.decode("utf-8", errors="replace")


def _reading_quarter(characters: list[_Character], rotation: int) -> int:
    """The direction most characters run in, which tells more than /Rotate; that one where there is no text."""
    angles = Counter(character.style.angle for character in characters if character.text != " ")
    quarters = {
        quarter: sum(angles[(quarter + off) % 360] for off in (-2, -1, 0, 1, 2)) for quarter in (0, 90, 180, 270)
    }
    best = max(quarters, key=lambda quarter: quarters[quarter])
    return best if quarters[best] else rotation % 360


def _shown(characters: list[_Character], pictures: tuple[Area, ...], page: Area) -> tuple[list[_Character], str, bool]:
    """The characters to read, the text that nobody sees, and whether all text is a scanner's own recognition."""
    seen = [character for character in characters if character.style.visible]
    if len(seen) == len(characters):
        return seen, "", False
    if not seen and any(picture.size > 0.5 * page.size for picture in pictures):
        return characters, "", True
    return seen, "".join(character.text for character in characters if not character.style.visible), False


def _glyphs(characters: list[_Character], way: Upright, page: Area, quarter: int) -> Iterator[Glyph]:
    """Characters turned upright, without those beyond the page and the second stroke of imitated bold."""
    seen: set[tuple[str, int, int]] = set()
    for character in characters:
        left, _, right, _ = way.area(character.left, character.bottom, character.right, character.top)
        x, baseline = way.point(*character.origin)
        turned = (character.style.angle - quarter) % 360
        turned = 0 if turned <= 2 or turned >= 358 else turned
        if not (-2 <= x <= page.right + 2 and -2 <= baseline <= page.bottom + 10):
            continue
        spot = (character.text, round(x / character.style.size * 4), round(baseline / character.style.size * 4))
        if spot in seen and character.text != " ":
            continue
        seen.add(spot)
        start = min(x, right) if turned == 0 else left
        yield Glyph(character.text, start, right, baseline, character.style.size, character.style.colour, turned)
