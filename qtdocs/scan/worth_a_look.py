"""Which pages of a PDF can show a seal at all, told without rendering any."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

PAGE_LIMIT = 200
"""Pages looked at of one file; those beyond are worth a look."""
OBJECT_LIMIT = 5_000
"""Objects looked at on one page; a page that holds more is worth a look."""
ANNOTATION_LIMIT = 500
"""Annotations looked at on one page; a page that holds more is worth a look."""
_SMALLEST = 5.0 / 25.4 * 72  # points: a seal is no smaller
_LARGE = 4 * _SMALLEST  # a company's seal is twice as large as this
_NESTING = 5
_RING = 4  # curves that draw a circle
_CORNERS = 24  # straight steps that draw one
_MANY = 200  # curves in colour on one page: characters drawn one by one
_STEPS = 300  # of one path that are counted
_COLOURFUL = 40  # of 255, between the strongest and the weakest channel
_UNSEEN = 0x02 | 0x20  # annotation flags Hidden and NoView
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def pages_to_look_at(data: bytes) -> tuple[int, ...]:
    """The numbers of the pages whose pixels can hold a seal, from 1; all others hold none.

    A page can hold one that shows pictures, a stamp or a signature of 5 mm and more, curves in colour, or a large
    drawing of very many curves in any.

    Args:
        data: the whole file; it should have passed ``preflight``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    try:
        if document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
            document.init_forms()
        count = len(document)
        seen = [number for number in range(1, min(count, PAGE_LIMIT) + 1) if _is_worth(document, number)]
        return (*seen, *range(PAGE_LIMIT + 1, count + 1))
    finally:
        document.close()


def _is_worth(document: Any, number: int) -> bool:
    """Whether one page can hold a seal; one that does not open shows none."""
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return False
    try:
        return _has_annotation(document, page) or _has_drawing(page)
    finally:
        page.close()


def _has_annotation(document: Any, page: Any) -> bool:
    """Whether a stamp, something drawn by hand or a signature is laid on the page."""
    from pypdfium2 import raw

    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count > ANNOTATION_LIMIT:
        return True
    for index in range(max(count, 0)):
        handle = raw.FPDFPage_GetAnnot(page.raw, index)
        if not handle:
            continue
        try:
            if _shows(document, handle):
                return True
        finally:
            raw.FPDFPage_CloseAnnot(handle)
    return False


def _shows(document: Any, handle: Any) -> bool:
    """Whether an annotation can show a seal: stamps, hand drawings, and fields that show a picture."""
    from pypdfium2 import raw

    if raw.FPDFAnnot_GetFlags(handle) & _UNSEEN:
        return False
    kind = raw.FPDFAnnot_GetSubtype(handle)
    if kind == raw.FPDF_ANNOT_WIDGET:
        form = document.formenv.raw if document.formenv else None
        field = raw.FPDFAnnot_GetFormFieldType(form, handle) if form else raw.FPDF_FORMFIELD_SIGNATURE
        has_picture = raw.FPDFAnnot_GetAP(handle, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
        if field not in (raw.FPDF_FORMFIELD_SIGNATURE, raw.FPDF_FORMFIELD_PUSHBUTTON) or not has_picture:
            return False
    elif kind not in (raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_WATERMARK):
        return False
    box = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(handle, ctypes.byref(box)):
        return False
    return bool(min(abs(box.right - box.left), abs(box.top - box.bottom)) >= _SMALLEST)


def _has_drawing(page: Any) -> bool:
    """Whether pictures or curves on the page can be a seal."""
    from pypdfium2 import raw

    pictures = curves = 0.0
    for left, (handle, kind, matrix) in zip(range(OBJECT_LIMIT, -1, -1), _objects(page), strict=False):
        if left == 0:
            return True
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = _size(handle, matrix)
            pictures += width * height  # scans are cut into strips by some programs
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            found = _curves(handle, matrix)
            if found < 0:
                return True
            curves += found
        if pictures >= _SMALLEST**2 or curves >= _MANY:
            return True
    return False


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Everything drawn on a page, also inside form objects, with the matrix of the forms around it."""
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page.raw), OBJECT_LIMIT + 1)
    stack = [(raw.FPDFPage_GetObject(page.raw, index), _SAME, 0) for index in reversed(range(max(count, 0)))]
    while stack:
        handle, matrix, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(handle)
        yield handle, kind, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTING and len(stack) <= OBJECT_LIMIT:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            count = min(raw.FPDFFormObj_CountObjects(handle), OBJECT_LIMIT + 1)
            stack += [(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1) for index in range(max(count, 0))]


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the one, then the other; where it puts things does not matter here."""
    a, b, c, d, _, _ = first
    p, q, r, s, _, _ = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, 0.0, 0.0


def _size(handle: Any, matrix: Matrix) -> tuple[float, float]:
    """Width and height of an object, points."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return 0.0, 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, _, _ = matrix
    width, height = right - left, top - bottom
    return abs(a) * width + abs(c) * height, abs(b) * width + abs(d) * height


def _curves(handle: Any, matrix: Matrix) -> int:
    """How many curves in colour a path has; -1 where it can be a seal by itself."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(handle)
    if count < _RING:  # rulings, most of all paths
        return 0
    in_colour = _is_coloured(handle)
    width, height = _size(handle, matrix)
    side = min(width, height)
    if not in_colour and side < _LARGE:
        return 0
    kinds = [
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(handle, index)) for index in range(min(count, _STEPS))
    ]
    curves, corners = kinds.count(raw.FPDF_SEGMENT_BEZIERTO) // 3, kinds.count(raw.FPDF_SEGMENT_LINETO)
    if side >= _LARGE and (curves >= _CORNERS or (corners >= _CORNERS and in_colour)):
        return -1
    if in_colour and side >= _SMALLEST and curves >= _RING:
        return -1
    return curves if in_colour else 0


def _is_coloured(handle: Any) -> bool:
    """Whether a path is painted in a colour that is no grey, or in a pattern, which can be any."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    channels = [ctypes.c_uint() for _ in range(4)]
    for is_used, ask in ((fill, raw.FPDFPageObj_GetFillColor), (stroke, raw.FPDFPageObj_GetStrokeColor)):
        if is_used.value:
            if not ask(handle, *channels):
                return True
            red, green, blue, alpha = (channel.value for channel in channels)
            if alpha and max(red, green, blue) - min(red, green, blue) >= _COLOURFUL:
                return True
    return False
