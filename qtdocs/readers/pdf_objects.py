"""What is drawn on a PDF page beside text: ruled lines and pictures, also inside forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from qtdocs.readers.pdf_boxes import is_small_square
from qtdocs.readers.pdf_page import Area, Ruling, Upright

OBJECT_LIMIT = 20_000
"""Objects looked at on one page; a form has some hundred."""
SEGMENT_LIMIT = 60_000
"""Path points looked at on one page."""
_THIN = 3.0  # points; thicker than any border, thinner than any column
_SHORT = 2.0  # a dot or a tick's stroke rules nothing
_FLAT = 0.01  # points
_NESTING = 4
_PAPER = 0xF8  # nearer to white than this is not seen on paper

Matrix = tuple[float, float, float, float, float, float]


class Drawing(NamedTuple):
    """What is drawn on one page, upright."""

    horizontals: tuple[Ruling, ...]
    """Horizontal rulings."""
    verticals: tuple[Ruling, ...]
    """Vertical rulings."""
    pictures: tuple[Area, ...]
    """Pictures."""
    squares: tuple[Area, ...]
    """Small squares, as drawn around a tick or a digit."""
    strokes: tuple[Area, ...]
    """Small drawings that rule nothing, as a tick."""
    texts: int
    """How many objects hold text, whether or not its characters can be had."""
    flat_texts: int
    """How many of them pdfium believes to have no width on a turned page; it leaves out their characters."""
    is_cut: bool
    """Whether there was more than is looked at."""


def drawn(page: Any, way: Upright, corner: Area) -> Drawing:
    """The rulings and pictures of a page.

    Args:
        page: the ``pypdfium2`` page.
        way: how its own space is seen.
        corner: the visible page; what lies beyond is left out.
    """
    from pypdfium2 import raw

    walk = _Walk(way)
    for handle, kind, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            walk.texts += 1
            walk.flat_texts += way.a == 0 and _is_flat(_bounds(handle, matrix, way))
            continue
        area = _bounds(handle, matrix, way)
        if area is None or not _on(area, corner):
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            walk.pictures.append(area)
        else:
            walk.path(handle, area, matrix)
    return Drawing(
        horizontals=tuple(walk.horizontals),
        verticals=tuple(walk.verticals),
        pictures=tuple(walk.pictures),
        squares=tuple(walk.squares),
        strokes=tuple(walk.strokes),
        texts=walk.texts,
        flat_texts=walk.flat_texts,
        is_cut=walk.points_left <= 0 or raw.FPDFPage_CountObjects(page.raw) > OBJECT_LIMIT,
    )


class _Walk:
    """Gathers what one page draws."""

    def __init__(self, way: Upright) -> None:
        self.horizontals: list[Ruling] = []
        self.verticals: list[Ruling] = []
        self.pictures: list[Area] = []
        self.squares: list[Area] = []
        self.strokes: list[Area] = []
        self.texts = self.flat_texts = 0
        self.points_left = SEGMENT_LIMIT
        self._way = way

    def path(self, handle: Any, area: Area, matrix: Matrix) -> None:
        """Rulings, a small square or a stroke, whatever one path is; what has no colour is nothing."""
        colour = _colour(handle)
        if colour is None:
            return
        areas, points = _ruled(handle, area, matrix, self._way, self.points_left)
        self.points_left -= points
        if is_small_square(area) and points:
            (self.squares if _is_framed(area, areas) else self.strokes).append(area)
            return
        self.horizontals += [ruling for each in areas if (ruling := _across(each, colour))]
        self.verticals += [ruling for each in areas if (ruling := _down(each, colour))]


def _across(area: Area, colour: int) -> Ruling | None:
    """A thin area as a horizontal ruling."""
    width, height = area.right - area.left, area.bottom - area.top
    is_line = height <= _THIN and width > _SHORT and width >= height
    return Ruling((area.top + area.bottom) / 2, area.left, area.right, colour) if is_line else None


def _down(area: Area, colour: int) -> Ruling | None:
    """A thin area as a vertical ruling."""
    width, height = area.right - area.left, area.bottom - area.top
    is_line = width <= _THIN and height > _SHORT and height > width
    return Ruling((area.left + area.right) / 2, area.top, area.bottom, colour) if is_line else None


def _is_flat(area: Area | None) -> bool:
    """Whether a text object has no ink to measure."""
    return area is None or min(area.right - area.left, area.bottom - area.top) < _FLAT


def _on(area: Area, corner: Area) -> bool:
    """Whether any of it lies on the visible page."""
    return area.right >= 0 and area.bottom >= 0 and area.left <= corner.right and area.top <= corner.bottom


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths, pictures and texts of a page, those inside form objects too, with the matrix of the forms around them."""
    from pypdfium2 import raw

    left = OBJECT_LIMIT
    stack = [
        (raw.FPDFPage_GetObject(page.raw, index), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        for index in reversed(range(min(raw.FPDFPage_CountObjects(page.raw), left)))
    ]
    while stack and left > 0:
        left -= 1
        handle, matrix, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(handle)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT):
            yield handle, kind, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTING:
            inner = _times(_matrix(handle), matrix)
            count = min(raw.FPDFFormObj_CountObjects(handle), left)
            stack += [(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1) for index in reversed(range(count))]


def _matrix(handle: Any) -> Matrix:
    """An object's own matrix."""
    from pypdfium2 import raw

    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the one, then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: Any, matrix: Matrix, way: Upright) -> Area | None:
    """An object's rectangle as seen."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return way.area(*_point(matrix, left, bottom), *_point(matrix, right, top))


def _is_framed(area: Area, sides: list[Area]) -> bool:
    """Whether a path's lines are the four sides of its own rectangle."""
    return len([side for side in sides if min(side.right - side.left, side.bottom - side.top) < 1]) >= 4 and all(
        min(abs(side.left - area.left), abs(side.right - area.right), abs(side.top - area.top)) < _THIN
        for side in sides
    )


def _ruled(handle: Any, area: Area, matrix: Matrix, way: Upright, points_left: int) -> tuple[list[Area], int]:
    """The thin rectangles a path puts on paper, and how many of its points were looked at.

    Most borders are one thin path, told by its bounds alone; only others are walked.
    """
    if area.right - area.left <= _THIN or area.bottom - area.top <= _THIN:
        return [area], 0
    from pypdfium2 import raw

    count = min(raw.FPDFPath_CountSegments(handle), points_left)
    if count <= 0:
        return [], 0
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    whole = _times(_matrix(handle), matrix)
    areas: list[Area] = []
    for subpath in _subpaths(handle, count, whole, way):
        if stroke.value:
            areas += [Area(min(x, u), min(y, v), max(x, u), max(y, v)) for (x, y), (u, v) in pairwise(subpath)]
        elif fill.value and len(subpath) >= 4:
            xs, ys = [x for x, _ in subpath], [y for _, y in subpath]
            areas.append(Area(min(xs), min(ys), max(xs), max(ys)))
    return areas, count


def _subpaths(handle: Any, count: int, matrix: Matrix, way: Upright) -> Iterator[list[tuple[float, float]]]:
    """The straight runs of a path as seen; a curve ends a run."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    run: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = way.point(*_point(matrix, x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            run.append(point)
        else:
            if len(run) > 1:
                yield run
            run = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(run) > 1:
            run.append(run[0])
            yield run
            run = [point]
    if len(run) > 1:
        yield run


def _colour(handle: Any) -> int | None:
    """The colour a path is seen in as 0xRRGGBB; none where it is white, clear or not painted at all."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if stroke.value:
        raw.FPDFPageObj_GetStrokeColor(handle, red, green, blue, alpha)
    elif fill.value:
        raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    else:
        return None
    if alpha.value == 0 or min(red.value, green.value, blue.value) >= _PAPER:
        return None
    return red.value << 16 | green.value << 8 | blue.value
