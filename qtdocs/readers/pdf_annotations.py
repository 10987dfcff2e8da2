"""What people put on top of a PDF page: filled form fields, typed notes, stamps, strikes."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.pdf_characters import is_wide
from qtdocs.readers.pdf_page import Area, Glyph, Ruling, Upright
from qtdocs.writing import safe_text

ANNOTATION_LIMIT = 2_000
"""Annotations looked at on one page."""
_UNSEEN = 0x02 | 0x20  # annotation flags Hidden and NoView
_LINE_HEIGHT = 1.25
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What the annotations of one page say, upright."""

    typed: tuple[Glyph, ...] = ()
    """Form field values and typewritten notes, a line each."""
    stamps: tuple[Area, ...] = ()
    """Stamps, and what was drawn by hand."""
    signatures: tuple[Area, ...] = ()
    """Signed signature fields."""
    strikes: tuple[Ruling, ...] = ()
    """Strike-out marks laid over text."""
    comments: tuple[str, ...] = ()
    """Sticky notes."""


def annotations_of(document: Any, page: Any, way: Upright) -> Annotations:
    """The annotations of a page.

    Args:
        document: the ``pypdfium2.PdfDocument``, its form environment started where it has fields.
        page: the loaded page.
        way: how the page's own space is seen.
    """
    from pypdfium2 import raw

    pile = _Pile(document, way)
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), ANNOTATION_LIMIT)):
        handle = raw.FPDFPage_GetAnnot(page.raw, index)
        if handle:
            try:
                pile.take(handle)
            finally:
                raw.FPDFPage_CloseAnnot(handle)
    return Annotations(
        typed=tuple(pile.typed),
        stamps=tuple(pile.stamps),
        signatures=tuple(pile.signatures),
        strikes=tuple(pile.strikes),
        comments=tuple(pile.comments),
    )


class _Pile:
    """The annotations of one page, sorted by what they mean."""

    def __init__(self, document: Any, way: Upright) -> None:
        self.typed: list[Glyph] = []
        self.stamps: list[Area] = []
        self.signatures: list[Area] = []
        self.strikes: list[Ruling] = []
        self.comments: list[str] = []
        self._document, self._way = document, way

    def take(self, handle: Any) -> None:
        """Puts one annotation where it belongs; what nobody sees belongs nowhere."""
        from pypdfium2 import raw

        if raw.FPDFAnnot_GetFlags(handle) & _UNSEEN:
            return
        area = _area(handle, self._way)
        kind = raw.FPDFAnnot_GetSubtype(handle)
        if kind == raw.FPDF_ANNOT_WIDGET:
            field = _field(self._document, handle)
            self.signatures += [area] if field.signed else []
            self.typed += _lines(field.text, area, size=field.size, many_lines=field.many_lines)
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            self.typed += _lines(_string(handle, b"Contents"), area, size=0.0, many_lines=True)
        elif kind in (raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_INK):
            self.stamps.append(area)
        elif kind == raw.FPDF_ANNOT_STRIKEOUT:
            self.strikes += _strikes(handle, self._way)
        elif kind == raw.FPDF_ANNOT_TEXT and (comment := _string(handle, b"Contents").strip()):
            self.comments.append(comment)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    text: str = ""
    size: float = 0.0
    many_lines: bool = False
    signed: bool = False


def _field(document: Any, handle: Any) -> _Field:
    """A form field as seen: its value, or ☑ and □ for a box to tick."""
    from pypdfium2 import raw

    if document.formenv is None:
        return _Field(text=_string(handle, b"V"))
    form = document.formenv.raw
    kind = raw.FPDFAnnot_GetFormFieldType(form, handle)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return _Field(text=TICKED if raw.FPDFAnnot_IsChecked(form, handle) else UNTICKED)
    if kind == raw.FPDF_FORMFIELD_SIGNATURE:
        return _Field(signed=bool(raw.FPDFAnnot_HasKey(handle, b"V")))
    if kind not in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        return _Field()
    size = ctypes.c_float()
    raw.FPDFAnnot_GetFontSize(form, handle, ctypes.byref(size))
    text = _wide_string(lambda buffer, length: raw.FPDFAnnot_GetFormFieldValue(form, handle, buffer, length))
    many_lines = bool(raw.FPDFAnnot_GetFormFieldFlags(form, handle) & raw.FPDF_FORMFLAG_TEXT_MULTILINE)
    return _Field(text=text, size=size.value, many_lines=many_lines)


def _string(handle: Any, key: bytes) -> str:
    """A string of an annotation's dictionary."""
    from pypdfium2 import raw

    return _wide_string(lambda buffer, length: raw.FPDFAnnot_GetStringValue(handle, key, buffer, length))


def _wide_string(ask: Any) -> str:
    """The string a pdfium function writes as UTF-16 into a buffer; asked twice, first for the length."""
    from pypdfium2 import raw

    length = ask(None, 0)
    if not 2 < length <= 400_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    text = buffer.raw[: length - 2].decode("utf-16-le", errors="replace")
    return safe_text(_LINE_ENDS.sub("\n", text))  # no control character of a note may reach a workbook


def _area(handle: Any, way: Upright) -> Area:
    """An annotation's rectangle as seen."""
    from pypdfium2 import raw

    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(handle, ctypes.byref(rectangle))
    return way.area(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _lines(text: str, area: Area, *, size: float, many_lines: bool) -> list[Glyph]:
    """A typed value set into its rectangle, each of its lines as one glyph."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if not any(lines):
        return []
    height = max(1.0, area.bottom - area.top)
    size = size if 4 <= size <= 40 else min(10.5, height / (_LINE_HEIGHT * len(lines)))
    size = min(size, height / (len(lines) * 1.05))
    step = size * _LINE_HEIGHT if many_lines and len(lines) * size * _LINE_HEIGHT <= height else height / len(lines)
    first = area.top + (size if many_lines else (step + 0.7 * size) / 2)
    glyphs = []
    for number, line in enumerate(lines):
        width = sum(size if is_wide(character) else size * 0.55 for character in line)
        is_box = line in (TICKED, UNTICKED)
        right = area.right if is_box else min(area.left + 1 + width, area.right - 1)
        if line:
            glyphs.append(Glyph(line, area.left + 1, right, first + number * step, size))
    return glyphs


def _strikes(handle: Any, way: Upright) -> list[Ruling]:
    """The lines a strike-out annotation draws through text, one for each of its quadrilaterals."""
    from pypdfium2 import raw

    rulings = []
    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(handle), 500)):
        if raw.FPDFAnnot_GetAttachmentPoints(handle, index, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            area = way.area(min(xs), min(ys), max(xs), max(ys))
            rulings.append(Ruling((area.top + area.bottom) / 2, area.left, area.right, 0xFF0000))
    return rulings
