"""Charts that can be read in black and white: bars against a mark, bars around zero, dots over boxes; drawn as SVG."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.text import display_width
from qtdocs.writing import picture_saved, safe_text

WIDTH = 160.0
"""Width of every chart in mm: the text of an A4 page."""
_FONTS = "Noto Sans CJK SC, Noto Serif CJK SC"
_LABEL, _PLOT, _ROW = 42.0, 84.0, 9.0
"""Millimetres: the labels, the room of the bars, a row."""
_SIZE = 3.4
"""Height of letters in mm: a little over 9.5 points."""
_TOP, _FOOT = 4.0, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart that was drawn."""

    svg: str
    """The drawing; it names no file and no address."""
    height: float
    """In mm; the width is ``WIDTH``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar against a mark: a criterion and the median of all entries."""

    label: str
    """What it is, such as 建设策划."""
    value: float
    """How long it is."""
    most: float
    """What a full bar would be: the criterion's points."""
    mark: float | None = None
    """Where the mark stands; none for no mark."""
    said: str = ""
    """What stands behind the bar, such as ``21.5／25``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """One bar that goes left or right of zero: how strict a judge is."""

    label: str
    """Whose it is."""
    value: float
    """Below zero it goes to the left."""
    said: str = ""
    """What stands behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One row of dots: every score of one judge, or every total of one group."""

    label: str
    """Whose they are."""
    values: tuple[float, ...]
    """Each of them a dot; a box shows the middle half and a thick line the middle."""
    said: str = ""
    """What stands behind the row."""


def bars_chart(bars: Sequence[Bar], *, legend: str) -> Chart:
    """Each bar hatched within a frame that is its full length, its mark a thick line through it.

    Args:
        bars: from top to bottom.
        legend: one line below that says what bar, frame and mark are.
    """
    drawn = [_words(_foot_line(len(bars)), legend)]
    for number, bar in enumerate(bars):
        top = _TOP + number * _ROW + 1.5
        drawn += [_label(bar.label, number), _behind(bar.said, number)]
        drawn.append(_box(_LABEL, top, _PLOT, _ROW - 3))
        drawn.append(_hatched(_LABEL, top, _PLOT * _share(bar.value, 0, bar.most), _ROW - 3))
        if bar.mark is not None:
            drawn.append(_mark(_LABEL + _PLOT * _share(bar.mark, 0, bar.most), top))
    return _chart(drawn, len(bars))


def leanings_chart(leanings: Sequence[Leaning], *, legend: str) -> Chart:
    """Bars to the left (hatched) and to the right (empty) of a line that is zero; all on one scale."""
    reach = max((abs(each.value) for each in leanings), default=0) or 1.0
    middle, half = _LABEL + _PLOT / 2, _PLOT / 2
    drawn = [_words(_foot_line(len(leanings)), legend)]
    for number, each in enumerate(leanings):
        top, long = _TOP + number * _ROW + 1.5, half * min(abs(each.value) / reach, 1.0)
        drawn += [_label(each.label, number), _behind(each.said, number)]
        drawn.append(_box(middle, top, long, _ROW - 3) if each.value >= 0 else "")
        drawn.append(_hatched(middle - long, top, long, _ROW - 3) if each.value < 0 else "")
    drawn.append(_line(middle, _TOP, middle, _TOP + len(leanings) * _ROW, thick=0.5))
    return _chart(drawn, len(leanings))


def spreads_chart(
    spreads: Sequence[Spread], *, legend: str, lines: Sequence[tuple[float, str]] = (), unit: str = ""
) -> Chart:
    """Dots on one common scale over boxes of the middle half; dashed lines with names across all rows.

    Args:
        spreads: from top to bottom.
        legend: one line below that says what dots, boxes and lines are.
        lines: where dashed lines stand and what they are called: the cuts.
        unit: what stands behind the numbers of the scale.
    """
    shown = [value for each in spreads for value in each.values] + [value for value, _ in lines]
    least, most = _round_bounds(shown)
    rows = len(spreads) + 1
    drawn = [_words(_foot_line(rows), legend), *_scale(least, most, rows, unit)]
    for number, each in enumerate(spreads):
        drawn += [_label(each.label, number), _behind(each.said, number)]
        drawn += _dots(each.values, number, least, most)
    named = 0.0
    for value, name in sorted(lines):
        across = _LABEL + _PLOT * _share(value, least, most)
        drawn.append(_line(across, _TOP - 1, across, _TOP + len(spreads) * _ROW, dashed=True))
        wide = display_width(name) * 1.4
        left = max(across - wide / 2, named)
        drawn.append(_text(left, _TOP - 1.4, name, size=2.8))
        named = left + wide + 1
    return _chart(drawn, rows)


def picture(chart: Chart, *, dots_per_inch: int = 300) -> bytes:
    """The PNG of a chart; the same bytes for the same chart with the same fonts.

    Raises:
        MissingToolError: what sets text, or the fonts, are not installed.
    """
    import pypdfium2

    from qtdocs.render.pages import SONG, require_fonts, write_pages

    require_fonts((SONG,))
    page = (
        f"<style>@page{{size:{WIDTH}mm {chart.height}mm;margin:0}}body{{margin:0}}svg{{display:block}}</style>"
        f"{chart.svg}"
    )
    document = pypdfium2.PdfDocument(write_pages(page, None))
    try:
        image = document[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    finally:
        document.close()
    return picture_saved(image, dots_per_inch=dots_per_inch)


def _foot_line(rows: int) -> float:
    return _TOP + rows * _ROW + 5


def _chart(drawn: Sequence[str], rows: int) -> Chart:
    height = _TOP + rows * _ROW + _FOOT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {WIDTH:g} {height:g}" font-family="{_FONTS}">'
    )
    return Chart(svg=head + "".join(drawn) + "</svg>", height=height)


def _share(value: float, least: float, most: float) -> float:
    """Where a value stands between two others, from 0 to 1; what lies outside stands at the end."""
    return min(1.0, max(0.0, (value - least) / (most - least))) if most > least else 0.0


def _round_bounds(values: Sequence[float]) -> tuple[float, float]:
    """Tens around all values, at least ten apart."""
    least, most = (math.floor(min(values) / 10) * 10, math.ceil(max(values) / 10) * 10) if values else (0, 10)
    return float(least), float(max(most, least + 10))


def _scale(least: float, most: float, rows: int, unit: str) -> list[str]:
    """Thin lines at round numbers, and the numbers below them."""
    step = 10.0 if most - least <= 60 else 20.0
    drawn, value, bottom = [], least, _TOP + (rows - 1) * _ROW
    while value <= most:
        across = _LABEL + _PLOT * _share(value, least, most)
        drawn.append(_line(across, _TOP, across, bottom, thick=0.1))
        drawn.append(_text(across, bottom + 4, f"{value:g}{unit}", anchor="middle", size=2.8))
        value += step
    return drawn


def _dots(values: Sequence[float], number: int, least: float, most: float) -> list[str]:
    """A box over the middle half, a thick line at the middle, and every value as a small ring."""
    if not values:
        return []
    from statistics import median, quantiles

    middle = _TOP + (number + 0.5) * _ROW
    drawn = []
    if len(values) >= 4:
        low, _, high = quantiles(values, method="inclusive")
        left, right = (_LABEL + _PLOT * _share(each, least, most) for each in (low, high))
        drawn.append(_box(left, middle - 2.6, right - left, 5.2))
    across = _LABEL + _PLOT * _share(median(values), least, most)
    drawn.append(_line(across, middle - 2.6, across, middle + 2.6, thick=0.9))
    drawn += [
        f'<circle cx="{_LABEL + _PLOT * _share(value, least, most):.2f}" cy="{middle:.2f}" r="0.8" fill="none" '
        'stroke="#000" stroke-width="0.25"/>'
        for value in sorted(values)
    ]
    return drawn


def _label(text: str, number: int) -> str:
    return _words_in(_LABEL - 2, _TOP + number * _ROW + 5.7, text, room=_LABEL - 2, anchor="end")


def _behind(text: str, number: int) -> str:
    return _words_in(_LABEL + _PLOT + 2, _TOP + number * _ROW + 5.7, text, room=WIDTH - _LABEL - _PLOT - 2)


def _words(base: float, text: str) -> str:
    return _words_in(0, base, text, room=WIDTH, size=3.0)


def _words_in(left: float, base: float, text: str, *, room: float, size: float = _SIZE, anchor: str = "start") -> str:
    """Text on one line, drawn smaller where it is too long for its room."""
    wide = display_width(text) * size / 2
    return _text(left, base, text, size=size if wide <= room else max(1.8, size * room / wide), anchor=anchor)


def _text(left: float, base: float, text: str, *, anchor: str = "start", size: float = _SIZE) -> str:
    said = html.escape(safe_text(text))
    return f'<text x="{left:.2f}" y="{base:.2f}" font-size="{size:.2f}" text-anchor="{anchor}">{said}</text>'


def _box(left: float, top: float, width: float, height: float) -> str:
    return (
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" fill="none" '
        'stroke="#000" stroke-width="0.25"/>'
    )


def _line(left: float, top: float, right: float, bottom: float, *, thick: float = 0.25, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="1.5 1"' if dashed else ""
    return (
        f'<line x1="{left:.2f}" y1="{top:.2f}" x2="{right:.2f}" y2="{bottom:.2f}" stroke="#000" '
        f'stroke-width="{thick:g}"{dashes}/>'
    )


def _mark(across: float, top: float) -> str:
    """A thick line through a bar with a white edge, so that it shows on hatching."""
    high = _ROW - 3
    edge = f'<rect x="{across - 0.9:.2f}" y="{top - 1:.2f}" width="1.8" height="{high + 2:.2f}" fill="#fff"/>'
    return edge + f'<rect x="{across - 0.45:.2f}" y="{top - 1:.2f}" width="0.9" height="{high + 2:.2f}" fill="#000"/>'


def _hatched(left: float, top: float, width: float, height: float) -> str:
    """A frame filled with lines at 45°: they print where grey would fade."""
    if width <= 0:
        return ""
    drawn, start = [_box(left, top, width, height)], 1.2
    while start < width + height:
        x1, y1 = left + max(0.0, start - height), top + min(height, start)
        x2, y2 = left + min(width, start), top + max(0.0, start - width)
        drawn.append(_line(x1, y1, x2, y2))
        start += 1.2
    return "".join(drawn)
