"""The prints of seals on a sheet: round and oval ones, square name seals, arcs that the page's edge cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from qtdocs.scan.fitting import fitted
from qtdocs.scan.ink import BLUENESS, DARKNESS, REDNESS, blue_ink, dark_ink, is_colourless, red_ink, without_patches
from qtdocs.scan.judging import (
    ARCS,
    COLOURED,
    COMFORTABLE,
    FAINT,
    GREY,
    GREY_OVALS,
    OVALS,
    SCALE_UNKNOWN,
    USUAL,
    WHOLE,
    Limits,
    meets,
    shape_of,
)
from qtdocs.scan.lines import Lines, lines_of
from qtdocs.scan.looks import look
from qtdocs.scan.outlines import Outline
from qtdocs.scan.paper_white import whitened, working_pixels
from qtdocs.scan.sheet import MM_PER_INCH, Colour, Pixels, Print, Sheet
from qtdocs.scan.sightings import Sighting, apart, unexplained
from qtdocs.scan.squares import name_seals
from qtdocs.scan.votes import candidates

SMALLEST = 8
"""Pixels: there is no seal on a smaller picture."""
LEAST_INK = 300
"""Pixels of the working picture: less ink makes no ring."""
STRENGTHS = (1.75, 1.0, 0.56)
"""Thresholds of ink in a thorough look, in those of an ordinary one: 28, 16 and 9 for red."""
CUT = 0.9
"""Share of a ring's angles on the page under which it is an arc that the page's edge cuts."""


def find_prints(sheet: Sheet, *, thorough: bool = False) -> tuple[Print, ...]:
    """The prints of seals on the sheet, from top to bottom.

    ``thorough`` takes several times as long and also finds faint ones and black ones on coloured pages, which are
    guesses: it is for a sheet on which a seal is expected and was not found.
    """
    if min(sheet.pixels.shape[:2]) < SMALLEST:
        return ()
    pixels, scale = working_pixels(sheet)
    white = whitened(pixels)
    rings = _in_all_inks(white, sheet, scale, faint=False)
    if thorough:
        doubtful = [
            ring for strength in STRENGTHS for ring in _in_all_inks(white, sheet, scale, strength=strength, faint=True)
        ]
        rings = apart([*rings, *(replace(ring, grade="C", merit=ring.merit - 1) for ring in doubtful)])
    prints = [_print_of(ring, scale) for ring in rings]
    return tuple(sorted(prints, key=lambda each: (each.centre[1], each.centre[0])))


def _in_all_inks(white: Pixels, sheet: Sheet, scale: float, *, faint: bool, strength: float = 1.0) -> list[Sighting]:
    """The prints on the working picture, whatever their ink."""
    pixels_a_mm = sheet.dpi * scale / MM_PER_INCH
    found: list[Sighting] = []
    for colour, mask in _inks(white, strength, also_dark=faint):
        if np.count_nonzero(mask) >= LEAST_INK:
            ink = without_patches(mask, pixels_a_mm)
            rings = _rings(ink, colour, pixels_a_mm, is_measured=sheet.is_measured, faint=faint)
            found += rings
            if colour == "red" and sheet.is_measured:
                found += name_seals(mask, [ring.outline for ring in rings], pixels_a_mm)
    return apart(found)


def _inks(white: Pixels, strength: float, *, also_dark: bool) -> Iterator[tuple[Colour, Pixels]]:
    """The masks of ink in which seals are looked for; one red seal alone makes no coloured page yet."""
    red, blue = red_ink(white, round(REDNESS * strength)), blue_ink(white, round(BLUENESS * strength))
    yield "red", red
    yield "blue", blue
    if also_dark or is_colourless(white):
        # A red circle drawn by hand around black text would be a seal in black.
        yield "black", dark_ink(white, round(DARKNESS * strength)) & ~(red | blue)


def _rings(ink: Pixels, colour: Colour, pixels_a_mm: float, *, is_measured: bool, faint: bool) -> list[Sighting]:
    """The round and oval prints and the arcs in one ink."""
    lines = lines_of(ink)
    found = []
    for candidate in candidates(lines, pixels_a_mm, slack=1.0 if is_measured else SCALE_UNKNOWN):
        outline = fitted(ink, lines, candidate.outline, as_circle=candidate.visible < CUT)
        ring = outline and _judged(ink, lines, outline, colour, pixels_a_mm, is_measured=is_measured, faint=faint)
        if ring:
            found.append(ring)
    return unexplained(apart(found), lines)


def _judged(
    ink: Pixels, lines: Lines, outline: Outline, colour: Colour, pixels_a_mm: float, *, is_measured: bool, faint: bool
) -> Sighting | None:
    """The ring along this outline, if it is a seal's."""
    shape = shape_of(outline, pixels_a_mm, is_measured=is_measured)
    if shape is None:
        return None
    seen = look(ink, lines, outline)
    if seen.visible < CUT:
        if shape != "round":
            return None
        shape = "edge"
    is_odd = USUAL[0] < outline.flatness < USUAL[1]
    limits = COMFORTABLE if is_odd and not faint else _limits(shape, colour, faint=faint)
    is_whole = colour != "black" and shape != "edge" and not is_odd and meets(seen, WHOLE)
    if not is_whole and not meets(seen, limits):
        return None
    return Sighting(
        shape=shape,
        colour=colour,
        outline=outline,
        coverage=seen.coverage,
        grade="A" if shape != "edge" and colour != "black" and meets(seen, COMFORTABLE) else "B",
        # A red seal is seen among all the ink, too: it is the red one that counts.
        merit=seen.drawn + seen.coverage - seen.chance - (2 if colour == "black" else 0),
    )


def _limits(shape: str, colour: Colour, *, faint: bool) -> Limits:
    """What a print of this shape and colour must be."""
    if shape == "edge":
        return ARCS
    if colour == "black":
        return GREY_OVALS if shape == "oval" else GREY
    if faint:
        return FAINT
    return OVALS if shape == "oval" else COLOURED


def _print_of(ring: Sighting, scale: float) -> Print:
    """The print in pixels of the sheet."""
    outline = ring.outline
    return Print(
        shape=ring.shape,
        colour=ring.colour,
        centre=(float((outline.x + 0.5) / scale - 0.5), float((outline.y + 0.5) / scale - 0.5)),
        axes=(outline.major / scale, outline.minor / scale),
        angle=outline.angle,
        coverage=round(ring.coverage, 3),
        grade=ring.grade,
    )
