"""What is drawn on one OFD page, as the same geometry that a PDF page becomes: glyphs, ruled lines, pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from lxml import etree

from qtdocs.readers.ofd_package import Rectangle, Resources, numbers, rectangle
from qtdocs.readers.pdf_boxes import is_small_square
from qtdocs.readers.pdf_characters import is_wide, read_character
from qtdocs.readers.pdf_page import POINTS_TO_MM, Area, Glyph, Page, Ruling, Upright

OBJECT_LIMIT = 20_000
"""Objects looked at on one page."""
CHARACTER_LIMIT = 200_000
"""Characters read of one page."""
STEP_LIMIT = 60_000
"""Steps of paths looked at on one page."""
_NESTING = 6
_THIN, _SHORT = 3.0, 2.0  # points, as on PDF pages
_PAPER = 0xF8
_SAME = Upright(1, 0, 0, 1, 0, 0)
_NARROW = 0.52  # of a Latin letter's size; the fonts themselves are not opened
_STEP = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]")
Point = tuple[float, float]


def drawn_page(
    contents: Sequence[etree._Element], *, number: int, size: Rectangle, resources: Resources, has_more: bool = False
) -> Page:
    """One page as geometry.

    Args:
        contents: what lies on it, the lowest first.
        number: of the page, from 1.
        size: its place and size in millimetres.
        resources: fonts and drawings that it refers to.
        has_more: whether a part of it could not be read.
    """
    left, top, width, height = (side / POINTS_TO_MM for side in size)
    way = Upright(1 / POINTS_TO_MM, 0, 0, 1 / POINTS_TO_MM, -left, -top)
    walk = _Walk(resources)
    for content in contents:
        walk.take(content, way, depth=0)
    corner = Area(0.0, 0.0, width, height)
    glyphs, hidden = [glyph for glyph in walk.glyphs if _is_on(glyph, corner)], walk.hidden
    is_scan = bool(not glyphs and hidden and any(picture.size > 0.5 * corner.size for picture in walk.pictures))
    if is_scan:
        glyphs, hidden = hidden, []
    return Page(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(glyphs),
        horizontals=tuple(walk.horizontals),
        verticals=tuple(walk.verticals),
        pictures=tuple(walk.pictures),
        squares=tuple(walk.squares),
        strokes=tuple(walk.strokes),
        hidden="".join(glyph.text for glyph in hidden),
        painted_over=is_scan,
        cleaned=tuple(walk.cleaned),
        is_cut=has_more or walk.is_cut,
    )


def _is_on(glyph: Glyph, corner: Area) -> bool:
    return -2 <= glyph.left <= corner.right + 2 and -2 <= glyph.baseline <= corner.bottom + 10


class _Walk:
    """Gathers what one page draws."""

    def __init__(self, resources: Resources) -> None:
        self.glyphs: list[Glyph] = []
        self.hidden: list[Glyph] = []
        self.horizontals: list[Ruling] = []
        self.verticals: list[Ruling] = []
        self.pictures: list[Area] = []
        self.squares: list[Area] = []
        self.strokes: list[Area] = []
        self.cleaned: dict[str, None] = {}
        self._resources = resources
        self._objects, self._characters, self._steps = OBJECT_LIMIT, CHARACTER_LIMIT, STEP_LIMIT

    @property
    def is_cut(self) -> bool:
        """Whether there was more than is looked at."""
        return min(self._objects, self._characters, self._steps) <= 0

    def take(self, container: etree._Element, way: Upright, *, depth: int) -> None:
        """Everything inside a layer, a block or a drawing."""
        for element in container.iterchildren("*"):
            if self.is_cut or depth > _NESTING:
                return
            self._objects -= 1
            if element.get("Visible", "true").lower() in ("false", "0"):
                continue
            kind = etree.QName(element).localname
            if kind == "TextObject":
                self._text(element, _moved(element, way))
            elif kind == "PathObject":
                self._path(element, _moved(element, way))
            elif kind == "ImageObject":
                self._picture(element, way)
            elif kind in ("Content", "Layer", "PageBlock"):
                self.take(element, way, depth=depth + 1)
            elif kind == "Appearance":
                self.take(element, _moved(element, way), depth=depth + 1)
            elif kind == "CompositeObject":
                self._composite(element, way, depth=depth)

    def _composite(self, element: etree._Element, way: Upright, *, depth: int) -> None:
        drawing = self._resources.drawings.get(element.get("ResourceID", ""))
        if drawing is not None:
            self.take(drawing, _moved(element, way), depth=depth + 2)

    def _picture(self, element: etree._Element, way: Upright) -> None:
        box = rectangle(element.get("Boundary"))
        if box is not None and min(box[2:]) > 0:
            self.pictures.append(_area(way, [(box[0], box[1]), (box[0] + box[2], box[1] + box[3])]))

    def _text(self, element: etree._Element, way: Upright) -> None:
        size = (numbers(element.get("Size"), most=1) or [3.5])[0]
        if not 0 < size < 1000:
            return
        font = self._resources.fonts.get(element.get("Font", ""), "")
        colour = self._colour(element, "FillColor")
        is_seen = element.get("Fill", "true").lower() != "false" or element.get("Stroke", "false").lower() == "true"
        turned = round(-math.degrees(math.atan2(way.b, way.a))) % 360
        turned = 0 if turned <= 2 or turned >= 358 else turned
        height = max(size * math.hypot(way.c, way.d), 1.0)
        goal = self.glyphs if is_seen and colour is not None else self.hidden
        scale = (numbers(element.get("HScale"), most=1) or [1.0])[0]
        at: Point = (0.0, 0.0)
        for code in islice(element.iterchildren("{*}TextCode"), OBJECT_LIMIT):
            at = (_number(code, "X", at[0]), _number(code, "Y", at[1]))
            for text, x, y, advance in _spread(code, at, size * scale):
                self._characters -= 1
                if self._characters <= 0:
                    return
                seen, mapping = read_character(text, font)
                if mapping:
                    self.cleaned[mapping] = None
                left, baseline = way.point(x, y)
                right, lower = way.point(x + advance, y)
                width = math.hypot(right - left, lower - baseline)
                goal.append(Glyph(seen, left, left + width, baseline, height, colour or 0, turned))

    def _path(self, element: etree._Element, way: Upright) -> None:
        stroked = element.get("Stroke", "true").lower() != "false"
        filled = element.get("Fill", "false").lower() == "true"
        colour = self._colour(element, "StrokeColor" if stroked else "FillColor") if stroked or filled else None
        data = element.find("{*}AbbreviatedData")
        if colour is None or data is None:
            return
        runs, steps = _runs(data.text or "", self._steps)
        self._steps -= steps
        runs = [[way.point(*point) for point in run] for run in runs]
        points = [point for run in runs for point in run]
        if points:
            self._rule(_area(_SAME, points), runs, colour, is_stroked=stroked)

    def _rule(self, whole: Area, runs: list[list[Point]], colour: int, *, is_stroked: bool) -> None:
        """Rulings, a small square or a stroke, whatever one path is."""
        if min(whole.right - whole.left, whole.bottom - whole.top) <= _THIN:
            areas = [whole]
        elif is_stroked:
            areas = [_area(_SAME, pair) for run in runs for pair in pairwise(run)]
        else:
            areas = [_area(_SAME, run) for run in runs if len(run) >= 4]
        if is_small_square(whole):
            sides = [each for each in areas if min(each.right - each.left, each.bottom - each.top) < 1]
            (self.squares if len(sides) >= 4 else self.strokes).append(whole)
            return
        for left, top, right, bottom in areas:
            width, height = right - left, bottom - top
            if height <= _THIN and width > _SHORT and width >= height:
                self.horizontals.append(Ruling((top + bottom) / 2, left, right, colour))
            elif width <= _THIN and height > _SHORT:
                self.verticals.append(Ruling((left + right) / 2, top, bottom, colour))

    def _colour(self, element: etree._Element, name: str) -> int | None:
        """A colour as 0xRRGGBB, black where none is named; none where it is not seen on paper."""
        colour = element.find(f"{{*}}{name}")
        if colour is None:
            shared = self._resources.parameters.get(element.get("DrawParam", ""))
            colour = None if shared is None else shared.find(f"{{*}}{name}")
        if colour is None:
            return 0
        channels = numbers(colour.get("Value"), most=4)
        opacity = numbers(colour.get("Alpha"), most=1) or numbers(element.get("Alpha"), most=1)
        channels = channels * 3 if len(channels) == 1 else channels
        if opacity and opacity[0] <= 0:
            return None
        if len(channels) != 3:
            return 0
        red, green, blue = (min(max(int(channel), 0), 255) for channel in channels)
        is_paper = min(red, green, blue) >= _PAPER
        return None if is_paper else red << 16 | green << 8 | blue


def _number(element: etree._Element, name: str, otherwise: float) -> float:
    return (numbers(element.get(name), most=1) or [otherwise])[0]


def _moved(element: etree._Element, way: Upright) -> Upright:
    """The way from an object's own space to the page: its matrix, then its corner, then what lies around it."""
    matrix = numbers(element.get("CTM"), most=6)
    box = rectangle(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _SAME
    x, y = way.point(e + box[0], f + box[1])
    p, q, r, s = way.a, way.b, way.c, way.d
    return Upright(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y)


def _area(way: Upright, points: Sequence[Point]) -> Area:
    moved = [way.point(*point) for point in points]
    across, down = [x for x, _ in moved], [y for _, y in moved]
    return Area(min(across), min(down), max(across), max(down))


def _spread(code: etree._Element, start: Point, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of one run, each with its place and how far it reaches to the right."""
    text = code.text or ""
    across, down = (_offsets(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    text = _CONTROL.sub("", text) if not across or len(text.strip()) == len(across) + 1 else text
    x, y = start
    for index, character in enumerate(text[:CHARACTER_LIMIT]):
        natural = size if is_wide(character) else size * _NARROW
        step = across[index] if index < len(across) else None if not across else across[-1]
        if not _CONTROL.match(character):
            # The fonts are not opened, so the step to the next character tells best how wide this one is.
            yield character, x, y, min(step, size) if step and step > 0 else natural
        if step is not None:
            x += step
        elif not down:
            x += natural
        y += (down[index] if index < len(down) else down[-1]) if down else 0.0


def _offsets(text: str | None, count: int) -> list[float]:
    """Offsets from character to character; ``g 3 4.5`` says that 4.5 comes three times.

    >>> _offsets("g 3 4.5 5", 9), _offsets("", 9), _offsets("g 999999 1", 3)
    ([4.5, 4.5, 4.5, 5.0], [], [1.0, 1.0, 1.0])
    """
    words = (text or "").split()[:CHARACTER_LIMIT]
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < count:
        if words[index] == "g":
            times, value = numbers(" ".join(words[index + 1 : index + 2]), most=1), words[index + 2 : index + 3]
            found += numbers(" ".join(value), most=1) * max(0, min(int(times[0]) if times else 1, count))
            index += 3
        else:
            found += numbers(words[index], most=1)
            index += 1
    return found[:count]


class _Pen(NamedTuple):
    """Where a path has come to."""

    run: list[Point]
    start: Point


def _runs(data: str, most: int) -> tuple[list[list[Point]], int]:
    """The straight runs of a path, and how many steps were looked at; a curve ends a run.

    >>> _runs("M 0 0 L 5 0 L 5 5 C", 100)
    ([[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)]], 4)
    """
    words = _STEP.findall(data[: 40 * most])
    runs: list[list[Point]] = []
    pen = _Pen([], (0.0, 0.0))
    index = steps = 0
    while index < len(words) and steps < most:
        kind, takes = words[index], _TAKES.get(words[index])
        values = numbers(" ".join(words[index + 1 : index + 1 + (takes or 0)]), most=7)
        if takes is None or len(values) != takes:
            index += 1
            continue
        index, steps = index + 1 + takes, steps + 1
        pen = _drawn_on(pen, kind, values, runs)
    runs += [pen.run] if len(pen.run) > 1 else []
    return runs, steps


def _drawn_on(pen: _Pen, kind: str, values: list[float], runs: list[list[Point]]) -> _Pen:
    """The pen after one step; finished runs are put with the others."""
    if kind == "L":
        pen.run.append((values[0], values[1]))
        return pen
    if kind == "C":
        if len(pen.run) > 1:
            runs.append([*pen.run, pen.start])
        return _Pen([pen.start], pen.start)
    if len(pen.run) > 1:
        runs.append(pen.run)
    end = (values[-2], values[-1])
    return _Pen([end], end if kind in "SM" else pen.start)
