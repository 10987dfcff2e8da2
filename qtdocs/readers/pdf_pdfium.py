"""Pages as pdfium sees them: characters, paths, pictures and filled form fields, turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from qtdocs.readers.pdf_annotations import annotations_of
from qtdocs.readers.pdf_characters import read_character
from qtdocs.readers.pdf_objects import drawn
from qtdocs.readers.pdf_page import Area, Glyph, Page, Upright, upright

CHARACTER_LIMIT = 200_000
"""Characters read of one page; a form has two thousand."""
_HYPHENS = (0x02, 0xFFFE)  # how pdfium writes a hyphen at the end of a line
_UNKNOWN = "\ufffd"
_CORNERS = 16  # of a clipping path: a rectangle has five
_INVISIBLE = 3  # PDF text rendering mode: neither fill nor stroke


class _Style(NamedTuple):
    size: float
    angle: int
    colour: int
    visible: bool
    font: str
    clip: tuple[float, float, float, float] | None = None


class _Character(NamedTuple):
    text: str
    x: float
    y: float
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
        return _page(document, page, index + 1)
    finally:
        page.close()


def _page(document: Any, page: Any, number: int) -> Page:
    """A loaded page turned upright."""
    box = _visible_box(page)
    characters, cleaned, garbled = _characters(page)
    quarter = _reading_quarter(characters, page.get_rotation())
    way = upright(quarter, box)
    corner = way.area(*box)
    notes = annotations_of(document, page, way)
    drawing = drawn(page, way, corner)
    pictures = (*drawing.pictures, *notes.stamps)
    shown, hidden, painted_over = _shown(characters, pictures, corner)
    return Page(
        number=number,
        width=corner.right,
        height=corner.bottom,
        glyphs=(*_glyphs(shown, way, corner, quarter), *notes.typed),
        horizontals=(*drawing.horizontals, *notes.strikes),
        verticals=drawing.verticals,
        pictures=pictures,
        squares=drawing.squares,
        strokes=drawing.strokes,
        signatures=notes.signatures,
        comments=notes.comments,
        hidden=hidden,
        painted_over=painted_over,
        cleaned=cleaned,
        garbled=garbled,
        is_cut=drawing.is_cut or len(characters) >= CHARACTER_LIMIT,
        is_mute=drawing.flat_texts > 0 or (drawing.texts > 0 and not characters),
    )


def _visible_box(page: Any) -> tuple[float, float, float, float]:
    """The page's visible rectangle in its own space."""
    left, bottom, right, top = page.get_cropbox()
    if right - left < 1 or top - bottom < 1:
        return 0.0, 0.0, 595.3, 841.9
    return left, bottom, right, top


def _characters(page: Any) -> tuple[list[_Character], tuple[str, ...], int]:
    """The characters that stand in the file (not those pdfium adds), what was mapped, and how many are garbled.

    The functions and buffers are bound once: a page asks each a thousand times.
    """
    from pypdfium2 import raw

    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return [], (), 0
    found: list[_Character] = []
    told: dict[str, None] = {}
    styles = _Styles(text_page)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    owner_of, code_of = raw.FPDFText_GetTextObject, raw.FPDFText_GetUnicode
    origin_of, box_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    high = 0
    try:
        for index in range(min(raw.FPDFText_CountChars(text_page), CHARACTER_LIMIT)):
            owner = owner_of(text_page, index)
            if not owner:  # spaces and line ends that pdfium adds
                continue
            code = code_of(text_page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            text, high = _text_of(code, high), 0
            if not text:
                continue
            style = styles.at(index, owner)
            text, mapping = read_character(text, style.font)
            if mapping:
                told[mapping] = None
            origin_of(text_page, index, to_x, to_y)
            box_of(text_page, index, to_box)
            found.append(_Character(text, x.value, y.value, box.left, box.bottom, box.right, box.top, style))
    finally:
        raw.FPDFText_ClosePage(text_page)
    return found, tuple(told), sum(character.text == _UNKNOWN for character in found)


def _text_of(code: int, high: int) -> str:
    """The character of a code, joined with the high surrogate before it; empty for controls."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else ""
    if code in _HYPHENS:
        return "-"
    if code == 0:
        return _UNKNOWN
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFEFF, 0xFFFF, 0x200B):
        return " " if code == 0x09 else ""
    return " " if code == 0xA0 else chr(code)


class _Styles:
    """Size, direction, colour, font and visibility of text objects, each asked for once."""

    def __init__(self, text_page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._text_page = raw, text_page
        self._last: int | None = None
        self._style = _Style(10.5, 0, 0, True, "")
        self._matrix = raw.FS_MATRIX()
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def at(self, index: int, owner: Any) -> _Style:
        """The style of the text object that owns a character."""
        address = ctypes.cast(owner, ctypes.c_void_p).value
        if address != self._last:
            self._last, self._style = address, self._asked(index, owner)
        return self._style

    def _asked(self, index: int, owner: Any) -> _Style:
        raw, page, matrix = self._raw, self._text_page, self._matrix
        raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        raw.FPDFPageObj_GetFillColor(owner, *map(ctypes.byref, self._channels))
        red, green, blue, alpha = (channel.value for channel in self._channels)
        raw.FPDFText_GetFontInfo(page, index, self._name, 128, ctypes.byref(self._flags))
        return _Style(
            size=min(max(size, 1.0), 500.0),
            angle=angle,
            colour=red << 16 | green << 8 | blue,
            visible=alpha > 0 and raw.FPDFTextObj_GetTextRenderMode(owner) != _INVISIBLE,
            font=self._name.value.decode("utf-8", errors="replace"),
            clip=self._clip(owner),
        )

    def _clip(self, owner: Any) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of what a text object is cut off at; none where it is not."""
        raw = self._raw
        path = raw.FPDFPageObj_GetClipPath(owner)
        found: list[tuple[float, float, float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(max(raw.FPDFClipPath_CountPaths(path), 0)):
            points = []
            for corner in range(min(raw.FPDFClipPath_CountPathSegments(path, number), _CORNERS)):
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, number, corner), x, y)
                points.append((x.value, y.value))
            if points:
                across, up = zip(*points, strict=True)
                found.append((min(across), min(up), max(across), max(up)))
        if not found:
            return None
        left, bottom, right, top = (
            pick(sides) for pick, sides in zip((max, max, min, min), zip(*found, strict=True), strict=True)
        )
        return (left, bottom, right, top) if left < right and bottom < top else None


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


_PAIRED = "—…─"
"""Signs that Chinese writes in pairs; many fonts draw the pair as one glyph, whose two characters share a place."""


def _glyphs(characters: list[_Character], way: Upright, page: Area, quarter: int) -> Iterator[Glyph]:
    """Characters turned upright, without those beyond the page and the second stroke of imitated bold."""
    seen: set[tuple[str, int, int]] = set()
    before: tuple[str, int, int] | None = None
    a, b, c, d, e, f = way
    for text, x, y, left, bottom, right, top, style in characters:
        along, baseline = a * x + c * y + e, b * x + d * y + f
        if not (-2 <= along <= page.right + 2 and -2 <= baseline <= page.bottom + 10):
            continue
        spot = (text, round(along / style.size * 4), round(baseline / style.size * 4))
        paired = text in _PAIRED and spot == before
        if spot in seen and text != " " and not paired:
            continue
        seen.add(spot)
        before = None if paired else spot
        one, other = a * left + c * bottom + e, a * right + c * top + e
        first, last = (one, other) if one <= other else (other, one)
        turned = (style.angle - quarter) % 360
        turned = 0 if turned <= 2 or turned >= 358 else turned
        home = way.area(*style.clip) if style.clip else None
        start = min(along, last) if turned == 0 else first
        yield Glyph(text, start, last, baseline, style.size, style.colour, turned, home)
