"""Draws the certificate's ornament: woven bands, corner rosettes and a watermark, all of computed curves.

``python tools/draw_ornament.py`` writes the pictures of the certificates in templates/_base anew, for paper that lies
and for paper that stands upright. Lengths are in millimetres of A4.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "templates" / "_base"
GOLD, PALE, RED, MARK, PAPER, BRIGHT = "#b08a35", "#d8bd78", "#a3161c", "#ecdcb0", "#fdf6e3", "#f3dfa6"
INK = "#16324f"
KEY = "M14 34V14H34M14 29H20V20H29V14M17 26V17H26"
"""The key in the upper left corner of the sober style."""
BAND_OUTER, BAND_INNER = 7.6, 17.4
MIDDLE = (BAND_OUTER + BAND_INNER) / 2
"""The middle of the band, and so of the corner rosettes."""
CLEAR = 8.0
"""How far the band keeps from the middle of a corner."""
WAVE = 14.2
"""About how long one wave of a band is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of paper and where its ornament goes."""

    width: float = 297.0
    """Its width."""
    height: float = 210.0
    """Its height."""
    rule: float = 64.5
    """Height of the rule below the heading."""
    mark: float = 112.0
    """Height of the middle of the watermark."""


LYING = Sheet()
UPRIGHT = Sheet(width=210.0, height=297.0, rule=79.5, mark=156.0)


def number(value: float) -> str:
    """A length with at most two decimals.

    >>> number(3.10), number(-0.001)
    ('3.1', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def path(curve: str, colour: str, width: float) -> str:
    """A stroked curve."""
    return f'<path d="{curve}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def circle(x: float, y: float, radius: float, *, fill: str = "none", stroke: str = "", width: float = 0.0) -> str:
    """A circle."""
    line = f' stroke="{stroke}" stroke-width="{width}"' if stroke else ""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="{fill}"{line}/>'


def strand(
    start: float, end: float, *, across: float, amplitude: float, waves: int, phase: float, upright: bool
) -> str:
    """A sine along a band, as cubic curves from crest to trough; 0.3642 makes the cubic follow the sine."""
    half = (end - start) / (waves * 2)
    handle = 0.3642 * half
    along = start - 2 * half + phase * 2 * half
    crests = []
    while along <= end + 2 * half:
        crests.append((along, across + (amplitude if len(crests) % 2 == 0 else -amplitude)))
        along += half

    def point(x: float, y: float) -> str:
        return f"{number(y)} {number(x)}" if upright else f"{number(x)} {number(y)}"

    pieces = ["M" + point(*crests[0])]
    for (x, y), (next_x, next_y) in itertools.pairwise(crests):
        pieces.append(f"C{point(x + handle, y)} {point(next_x - handle, next_y)} {point(next_x, next_y)}")
    return "".join(pieces)


def ring(x: float, y: float, *, radius: float, swing: float, lobes: int, phase: float, steps: int = 4) -> str:
    """A closed wave around a circle, smoothed through its points (Catmull-Rom)."""
    count = lobes * steps
    points = []
    for step in range(count):
        angle = 2 * math.pi * step / count
        reach = radius + swing * math.cos(lobes * angle + phase)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    pieces = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for step in range(count):
        before, here, after, beyond = (points[(step + shift) % count] for shift in (-1, 0, 1, 2))
        handles = [
            *(here[axis] + (after[axis] - before[axis]) / 6 for axis in (0, 1)),
            *(after[axis] - (beyond[axis] - here[axis]) / 6 for axis in (0, 1)),
            *after,
        ]
        pieces.append("C" + " ".join(map(number, handles)))
    return "".join(pieces) + "Z"


def rosette(
    x: float,
    y: float,
    *,
    radius: float,
    swing: float,
    lobes: int,
    turns: int,
    colour: str,
    width: float,
    steps: int = 4,
) -> list[str]:
    """Rings woven into each other."""
    return [
        path(
            ring(x, y, radius=radius, swing=swing, lobes=lobes, phase=turn * 2 * math.pi / turns, steps=steps),
            colour,
            width,
        )
        for turn in range(turns)
    ]


def watermark(sheet: Sheet) -> list[str]:
    """The pale rosettes in the middle."""
    x, y = sheet.width / 2, sheet.mark
    parts = rosette(x, y, radius=60, swing=13, lobes=36, turns=10, colour=MARK, width=0.16)
    parts += rosette(x, y, radius=36, swing=10, lobes=24, turns=8, colour=MARK, width=0.16)
    parts += rosette(x, y, radius=16, swing=8, lobes=12, turns=6, colour=MARK, width=0.16, steps=6)
    return parts + [circle(x, y, radius, stroke=MARK, width=0.18) for radius in (74, 73.2, 47.6, 24.8, 7)]


def bands(sheet: Sheet) -> list[str]:
    """The four woven bands, cut off before the corners."""
    low, right, bottom = MIDDLE + CLEAR, sheet.width - MIDDLE - CLEAR, sheet.height - MIDDLE - CLEAR
    parts = [
        f'<defs><clipPath id="level"><path d="M{low} 0H{right}V{sheet.height}H{low}Z"/></clipPath>'
        f'<clipPath id="upright"><path d="M0 {low}H{sheet.width}V{bottom}H0Z"/></clipPath></defs>'
    ]
    amplitude = (BAND_INNER - BAND_OUTER) / 2 - 0.5
    sides = [(False, MIDDLE), (False, sheet.height - MIDDLE), (True, MIDDLE), (True, sheet.width - MIDDLE)]
    for upright, across in sides:
        end = bottom if upright else right
        waves = round((end - low) / WAVE)
        parts.append(f'<g clip-path="url(#{"upright" if upright else "level"})">')
        for layer, share, colour, width in ((6, 1.0, GOLD, 0.2), (4, 0.45, PALE, 0.18)):
            parts += [
                path(
                    strand(
                        low,
                        end,
                        across=across,
                        amplitude=amplitude * share,
                        waves=waves if layer == 6 else waves * 2,
                        phase=turn / layer,
                        upright=upright,
                    ),
                    colour,
                    width,
                )
                for turn in range(layer)
            ]
        parts.append("</g>")
    return parts


def frames(sheet: Sheet) -> list[str]:
    """The straight lines on both sides of the bands."""
    lines = ((5.6, GOLD, 1.1), (6.9, PALE, 0.3), (18.1, PALE, 0.3), (19.2, RED, 0.55))
    return [
        f'<rect x="{inset}" y="{inset}" width="{number(sheet.width - 2 * inset)}"'
        f' height="{number(sheet.height - 2 * inset)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for inset, colour, width in lines
    ]


def corners(sheet: Sheet) -> list[str]:
    """A rosette on each corner."""
    parts: list[str] = []
    for x in (MIDDLE, sheet.width - MIDDLE):
        for y in (MIDDLE, sheet.height - MIDDLE):
            parts.append(circle(x, y, 10.2, fill=PAPER, stroke=GOLD, width=0.5))
            parts += rosette(x, y, radius=7.4, swing=2.1, lobes=20, turns=6, colour=GOLD, width=0.16)
            parts += rosette(x, y, radius=4.1, swing=1.2, lobes=12, turns=4, colour=PALE, width=0.16)
            parts.append(circle(x, y, 2.7, fill=RED, stroke=GOLD, width=0.35))
            parts += rosette(x, y, radius=1.5, swing=0.8, lobes=8, turns=1, colour=BRIGHT, width=0.18)
            parts.append(circle(x, y, 0.35, fill=BRIGHT))
    return parts


def rule(sheet: Sheet) -> list[str]:
    """The rule below the heading, with its diamonds."""
    middle = sheet.width / 2
    parts = [
        f'<path d="M{number(start)} {sheet.rule}H{number(end)}" stroke="{GOLD}" stroke-width=".35"/>'
        for start, end in ((middle - 62, middle - 10.5), (middle + 10.5, middle + 62))
    ]
    for x, size, fill in ((middle, 2.2, RED), (middle - 6.2, 1.2, GOLD), (middle + 6.2, 1.2, GOLD)):
        edge = (
            f"M{number(x - size)} {sheet.rule}L{number(x)} {number(sheet.rule - size)}L{number(x + size)} {sheet.rule}"
        )
        parts.append(f'<path d="{edge}L{number(x)} {number(sheet.rule + size)}Z" fill="{fill}"/>')
    return parts


def drawing(sheet: Sheet) -> list[str]:
    """The lines of the drawing of one sheet of the classic style."""
    parts = [*watermark(sheet), *bands(sheet), *frames(sheet), *corners(sheet), *rule(sheet)]
    return framed(sheet, "证书底纹：边框、编织纹、四角团花、中央水印", parts)


def framed(sheet: Sheet, title: str, parts: list[str]) -> list[str]:
    """The lines of a drawing with its head and end."""
    size = f'width="{sheet.width:g}mm" height="{sheet.height:g}mm" viewBox="0 0 {sheet.width:g} {sheet.height:g}"'
    return [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', f"<title>{title}</title>", *parts, "</svg>"]


def sober(sheet: Sheet) -> list[str]:
    """The lines of the drawing of one sober sheet: two thin frames, keyed at the corners, and a short rule."""
    parts = []
    for inset, width in ((9.0, 0.9), (11.4, 0.25)):
        parts.append(
            f'<rect x="{inset}" y="{inset}" width="{number(sheet.width - 2 * inset)}"'
            f' height="{number(sheet.height - 2 * inset)}" fill="none" stroke="{INK}" stroke-width="{width}"/>'
        )
    for right, low in itertools.product((False, True), repeat=2):
        across, down = (-1, sheet.width) if right else (1, 0), (-1, sheet.height) if low else (1, 0)
        turn = f"matrix({across[0]} 0 0 {down[0]} {across[1]:g} {down[1]:g})"
        parts.append(f'<path transform="{turn}" d="{KEY}" fill="none" stroke="{INK}" stroke-width=".5"/>')
    middle, at = sheet.width / 2, sheet.rule - 4
    for gap, width in ((0.0, 0.7), (1.3, 0.2)):
        line = f"M{number(middle - 40)} {number(at + gap)}H{number(middle + 40)}"
        parts.append(f'<path d="{line}" stroke="{INK}" stroke-width="{width}"/>')
    return framed(sheet, "证书边框：细线双框、回纹角、标题下的横线", parts)


def drawings() -> dict[str, list[str]]:
    """The lines of every drawing, by file name."""
    return {
        "certificate-classic.svg": drawing(LYING),
        "certificate-classic-upright.svg": drawing(UPRIGHT),
        "certificate-sober.svg": sober(LYING),
        "certificate-sober-upright.svg": sober(UPRIGHT),
    }


def main() -> None:
    """Write the drawings."""
    for name, lines in drawings().items():
        (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
