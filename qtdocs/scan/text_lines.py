"""Where the lines of text stand on a page, box by box: what the detector sees, and the ink that it passes over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from qtdocs.scan import lettering
from qtdocs.scan.grid import Grid, Room
from qtdocs.scan.recogniser import Line, Recogniser
from qtdocs.scan.rulings import Rulings
from qtdocs.scan.sheet import Pixels
from qtdocs.scan.text_ink import TextInk
from qtdocs.scan.tick_boxes import TickBox, tick_boxes

_BORDER = 0.35  # millimetres on both sides of a ruled line that belong to it
_OVER = 1.0  # millimetres by which a piece of text may reach into the next box
_LEAST_INK = 0.35  # square millimetres: a full stop of 10 points has 0.3, a dash 0.5
_LEAST_SIDE = 1.2  # millimetres
_HIGHEST = 14.0  # millimetres: higher ink is a picture
_MOST_PASSED_OVER = 200
_GAP = 0.4  # of a line's height
_RIM = 0.16  # of what the detector takes for a line, above and below its letters


class Bounds(NamedTuple):
    """A rectangle in pixels of the picture that is read."""

    left: int
    """First column."""
    top: int
    """First row."""
    right: int
    """Column behind the last."""
    bottom: int
    """Row below the last."""

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text as the detector found it, and what was read there."""

    bounds: Bounds
    """Its ink."""
    around: Bounds
    """What the detector took for it."""
    line: Line
    """What was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of text in one box of the form, or outside all."""

    bounds: Bounds
    """Its ink."""
    pieces: tuple[Piece, ...] = ()
    """What the detector found of it, from left to right; nothing where it passed over the ink."""
    table: int = -1
    """Number of the table from 0; -1 outside tables."""
    room: Room | None = None
    """The box; none outside tables."""
    limits: Bounds = field(default=Bounds(0, 0, 0, 0))
    """The inside of the box, or of the page, as far as no other line stands there."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Stretches of columns without ink that are wider than those between two letters usually are."""
    boxes: tuple[TickBox, ...] = ()
    """The small squares in it, from left to right."""


def text_lines(inked: TextInk, grid: Grid | None, rulings: Rulings, recogniser: Recogniser) -> list[TextLine]:
    """The lines of a page, those of each box from the top.

    Args:
        inked: the page.
        grid: its boxes.
        rulings: its ruled lines.
        recogniser: finds and reads text.
    """
    strokes = _strokes(inked, grid, rulings)
    quads = recogniser.quads(inked.pixels)
    read = recogniser.read([lettering.levelled(inked.pixels, quad) for quad in quads])
    places = _Places(inked, grid)
    seen = np.zeros(strokes.shape, np.uint8)
    found: dict[int, list[Piece]] = {}
    cut: list[tuple[int, Bounds]] = []
    for quad, line in zip(quads, read, strict=True):
        around = _whole(lettering.bounds(quad), strokes.shape)
        homes = places.under(around)
        seen[around.top : around.bottom, around.left : around.right] = 255
        for home in homes:
            bounds = _inked(strokes, _common(_without_neighbours(strokes, around), places.limits(home)))
            if bounds is None:
                continue
            if len(homes) == 1:
                found.setdefault(home, []).append(Piece(bounds=bounds, around=around, line=line))
            else:
                cut.append((home, bounds))
    cut += _passed_over(inked, strokes, seen, places)
    boxes = tick_boxes(inked)
    return [
        replace(line, gaps=_gaps(strokes, line.bounds), boxes=_boxes_in(line.bounds, boxes))
        for line in _rows(found, cut, places)
    ]


def _boxes_in(bounds: Bounds, boxes: Sequence[TickBox]) -> tuple[TickBox, ...]:
    return tuple(
        sorted(
            box
            for box in boxes
            if bounds.left <= (box.left + box.right) / 2 <= bounds.right
            and bounds.top <= (box.top + box.bottom) / 2 <= bounds.bottom
        )
    )


def _gaps(strokes: Pixels, bounds: Bounds) -> tuple[tuple[int, int], ...]:
    empty = ~strokes[bounds.top : bounds.bottom, bounds.left : bounds.right].any(axis=0)
    turns = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    pairs = zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)
    least = _GAP * bounds.height
    return tuple((bounds.left + start, bounds.left + end) for start, end in pairs if end - start > least)


class _Places:
    """The boxes of a page by number, 0 being all that is outside them."""

    def __init__(self, inked: TextInk, grid: Grid | None) -> None:
        height, width = inked.ink.shape
        self._map = np.zeros((height, width), np.int32)
        self._limits = [Bounds(0, 0, width, height)]
        self._rooms: list[tuple[int, Room | None]] = [(-1, None)]
        self._over = inked.length(_OVER)
        rim = inked.length(_BORDER)
        for number, table in enumerate(grid.tables if grid else ()):
            for room in table.rooms:
                left, top, right, bottom = (round(edge * inked.scale) for edge in room[4:])
                bounds = Bounds(max(0, left), max(0, top), min(width, right), min(height, bottom))
                self._map[bounds.top : bounds.bottom, bounds.left : bounds.right] = len(self._rooms)
                self._rooms.append((number, room))
                inside = Bounds(bounds.left + rim, bounds.top + rim, bounds.right - rim, bounds.bottom - rim)
                self._limits.append(inside)

    def limits(self, home: int) -> Bounds:
        """The inside of a box."""
        return self._limits[home]

    def line(self, home: int, bounds: Bounds, pieces: Iterable[Piece]) -> TextLine:
        """A line in a box."""
        table, room = self._rooms[home]
        return TextLine(bounds=bounds, pieces=tuple(pieces), table=table, room=room, limits=self._limits[home])

    def under(self, around: Bounds) -> list[int]:
        """The boxes that a piece of text reaches into by more than its margin, the one with its middle at least."""
        part = self._map[around.top : around.bottom, around.left : around.right]
        if not part.size:
            return []
        margin_x, margin_y = min(self._over, around.width // 4), min(self._over, around.height // 4)
        inner = part[margin_y : part.shape[0] - margin_y or None, margin_x : part.shape[1] - margin_x or None]
        homes = [int(home) for home in np.unique(inner)]
        middle = int(part[part.shape[0] // 2, part.shape[1] // 2])
        return [home for home in homes if home or middle == 0] or [middle]

    def at(self, bounds: Bounds) -> int:
        """The box around the middle of a rectangle."""
        return int(self._map[(bounds.top + bounds.bottom) // 2, (bounds.left + bounds.right) // 2])


def _strokes(inked: TextInk, grid: Grid | None, rulings: Rulings) -> Pixels:
    """The ink without ruled lines."""
    import cv2

    strokes = inked.ink.copy()
    half = inked.length(_BORDER)
    for line in rulings.across:
        ends = [rulings.as_seen(along, line.at) for along in (line.start, line.end)]
        left, right = ((round(x / inked.mm), round(y / inked.mm)) for x, y in ends)
        cv2.line(strokes, left, right, 0, 2 * half)
    for table in grid.tables if grid else ():
        for room in table.rooms:
            corners = [round(edge * inked.scale) for edge in room[4:]]
            cv2.rectangle(strokes, corners[:2], corners[2:], 0, 2 * half)
    return strokes


def _whole(bounds: tuple[float, float, float, float], shape: tuple[int, ...]) -> Bounds:
    left, top, right, bottom = bounds
    return Bounds(max(0, int(left)), max(0, int(top)), min(shape[1], int(right) + 1), min(shape[0], int(bottom) + 1))


def _common(one: Bounds, other: Bounds) -> Bounds:
    return Bounds(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )


def _without_neighbours(strokes: Pixels, around: Bounds) -> Bounds:
    """The rectangle without rows at its rim in which another line ends: the detector leaves a margin."""
    filled = np.asarray(strokes[around.top : around.bottom, around.left : around.right].any(axis=1))
    turns = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    rim = _RIM * filled.size
    own = [
        (start, end)
        for start, end in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)
        if end > rim and start < filled.size - rim
    ]
    if not own:
        return around
    return around._replace(top=around.top + own[0][0], bottom=around.top + own[-1][1])


def _inked(strokes: Pixels, around: Bounds) -> Bounds | None:
    """The rectangle of the ink within another; none where there is none."""
    import cv2

    if around.width <= 0 or around.height <= 0:
        return None
    left, top, width, height = cv2.boundingRect(strokes[around.top : around.bottom, around.left : around.right])
    if not width or not height:
        return None
    left, top = left + around.left, top + around.top
    return Bounds(left, top, left + width, top + height)


def _passed_over(inked: TextInk, strokes: Pixels, seen: Pixels, places: _Places) -> list[tuple[int, Bounds]]:
    """Ink that looks like text where the detector found none: a single figure, a dash, a short name."""
    import cv2

    rest = np.asarray(cv2.subtract(strokes, seen), dtype=np.uint8)
    if not rest.any():
        return []
    near = cv2.dilate(rest, np.ones((inked.length(0.8), inked.length(2.5)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=4, ltype=cv2.CV_32S)
    amount = np.bincount(labels[rest > 0], minlength=count) * inked.mm**2
    found: list[tuple[int, Bounds]] = []
    for number in np.argsort(-amount, kind="stable")[:_MOST_PASSED_OVER].tolist():
        if number == 0 or amount[number] < _LEAST_INK:
            continue
        left, top, width, height = (int(each) for each in stats[number][:4])
        around = Bounds(left, top, left + width, top + height)
        home = places.at(around)
        bounds = _inked(rest, _common(around, places.limits(home)))
        if bounds is None or max(bounds.width, bounds.height) * inked.mm < _LEAST_SIDE:
            continue
        if bounds.height * inked.mm <= _HIGHEST:
            found.append((home, bounds))
    return found


def _rows(found: dict[int, list[Piece]], cut: Sequence[tuple[int, Bounds]], places: _Places) -> list[TextLine]:
    """Pieces of one height in one box as lines; what was cut or passed over goes into its line or makes one."""
    lines: list[TextLine] = []
    for home in sorted({*found, *(home for home, _ in cut)}):
        bare = [(bounds, None) for other, bounds in cut if other == home]
        members: list[tuple[Bounds, Piece | None]] = [(piece.bounds, piece) for piece in found.get(home, ())]
        rows: list[list[tuple[Bounds, Piece | None]]] = []
        for member in sorted([*members, *bare], key=lambda each: (each[0].top + each[0].bottom, each[0].left)):
            row = next((row for row in reversed(rows[-3:]) if _is_level(row, member[0])), None)
            if row is None:
                rows.append([member])
            else:
                row.append(member)
        for row in sorted(rows, key=lambda row: min(bounds.top + bounds.bottom for bounds, _ in row)):
            row.sort(key=lambda each: each[0].left)
            pieces = [piece for _, piece in row if piece is not None]
            whole = len(pieces) == len(row)
            lines.append(places.line(home, around([bounds for bounds, _ in row]), pieces if whole else ()))
    return [replace(line, limits=_free_room(line, lines)) for line in lines]


def _free_room(line: TextLine, lines: Sequence[TextLine]) -> Bounds:
    """The limits of a line without the lines above and below it: a cut that holds two of them is misread."""
    own, limits = line.bounds, line.limits
    top, bottom = limits.top, limits.bottom
    for other in lines:
        there = other.bounds
        if other is line or there.left >= own.right + own.height or there.right <= own.left - own.height:
            continue
        if there.top < own.top and there.bottom < (own.top + own.bottom) // 2:
            top = max(top, min(there.bottom, own.top))
        elif there.bottom > own.bottom and there.top > (own.top + own.bottom) // 2:
            bottom = min(bottom, max(there.top, own.bottom))
    return limits._replace(top=top, bottom=bottom)


def _is_level(row: Sequence[tuple[Bounds, Piece | None]], bounds: Bounds) -> bool:
    """Whether a rectangle stands in a row: at the height of the row's highest member, and not over another."""
    tallest = max((other for other, _ in row), key=lambda other: other.height)
    shared = min(tallest.bottom, bounds.bottom) - max(tallest.top, bounds.top)
    beside = all(bounds.left >= other.right - 3 or bounds.right <= other.left + 3 for other, _ in row)
    return beside and shared >= 0.5 * min(tallest.height, bounds.height)


def around(many: Sequence[Bounds]) -> Bounds:
    """The rectangle around several."""
    return Bounds(
        min(each.left for each in many),
        min(each.top for each in many),
        max(each.right for each in many),
        max(each.bottom for each in many),
    )
