"""Strips of a seal's ring text, ready to be read: several views of the same characters, with where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.ring_ink import Map, dark, tinted
from qtdocs.scan.sheet import Pixels
from qtdocs.scan.unrolling import DEPTH, OUTSIDE, RADIUS, Unrolled

_SHALLOWEST, _DEEPEST = round(0.05 * RADIUS) + OUTSIDE, round(0.46 * RADIUS) + OUTSIDE
"""Rows between which the text lies in any seal."""
_NOTHING = 0.09
"""Ink in a column of the band, from 0 to 1, up to which it is empty."""
_BLACK, _HARDLY_ANY = 0.62, 0.003
"""Share of the paper's brightness below which a spot is black print; share of the ring from which that matters."""
_EMPTY_ARC = 0.14
"""Share of the ring that is surely empty below the text: 50 degrees."""
_MARGIN = 14
"""Columns that a strip begins before its first character."""
_PAPER = 55
"""Per cent of the band's spots that are surely paper."""
_WORN = 0.3
"""Share of the rim's usual ink below which the seal did not touch the paper."""
_CONTRAST = 12
"""Steps of brightness below which there is no ink at all, only noise."""


class Band(NamedTuple):
    """Where the text lies on the unrolled ring."""

    top: int
    """First row."""
    bottom: int
    """Row after the last."""
    start: int
    """Column at which the text begins, a little before the first character."""
    width: int
    """Columns to a little after the last character; from ``start`` on, around the ring."""
    inked: NDArray[np.bool_]
    """For each column of the whole ring, from ``start`` on, whether ink is in it at the height of the text's middle."""
    worn: NDArray[np.bool_]
    """For each column of the whole ring, from ``start`` on, whether its rim left no ink there: nor would text."""


class View(NamedTuple):
    """The unrolled ring as one kind of picture."""

    pixels: Pixels
    """Dark on light."""
    narrowing: float
    """By which its strips are made narrower: cut seals have wide gaps between their characters."""


def ink_of(ring: Unrolled) -> Map:
    """The ink of a ring by its colour alone, as a share of what full ink looks like: where the text is."""
    return _stretched(tinted(ring.pixels, ring.colour), np.zeros(ring.pixels.shape[:2], np.bool_))


def views(ring: Unrolled) -> list[View]:
    """The ring as it is, without the black that is printed beneath, and with faint strokes made stronger.

    The less is done to the pixels, the better they are read: strips stretched to full contrast lose faint strokes.
    """
    printed = _printed(ring)
    darkness = dark(ring.pixels, ring.colour)
    plain = _filled(np.clip(darkness / 255, 0, 1), printed)
    strong = _filled(np.sqrt(_stretched(darkness, printed)), printed)
    return [View(ring.pixels, 0.65), View(_picture(plain), 0.75), View(_picture(strong), 1.0)]


def _picture(ink: Map) -> Pixels:
    return cast(Pixels, (255 * (1 - ink)).astype(np.uint8))


def _printed(ring: Unrolled) -> NDArray[np.bool_]:
    """Where black is printed beneath the seal, or close to it."""
    import cv2

    if ring.colour == "black":
        return np.zeros(ring.pixels.shape[:2], np.bool_)
    # The light that the ink lets through: only what is black is dark in it.
    light = ring.pixels[:, :, 2 if ring.colour == "red" else 0]
    black = (light < np.percentile(light, 75) * _BLACK).astype(np.uint8)
    return cv2.dilate(black, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))) > 0


def _filled(ink: Map, hidden: NDArray[np.bool_]) -> Map:
    """The ink as it would be without black print: what that hides is guessed from what is beside it."""
    import cv2

    if hidden.mean() < _HARDLY_ANY:
        return ink
    filled = cv2.inpaint((ink * 255).astype(np.uint8), hidden.astype(np.uint8), 5, cv2.INPAINT_TELEA)
    return cast(Map, filled.astype(np.float32) / 255)


def bands(ink: Map) -> list[Band]:
    """Where the text may lie, the likeliest first; none where there is hardly any ink."""
    profile = np.convolve(np.pad(ink.mean(axis=1), 2, mode="edge"), np.ones(5) / 5, mode="valid")
    inside = _inside(profile)
    first, last = _rows(profile, inside)
    # Not the lower half of the characters: a line in the middle of the seal reaches as high as that with its ends.
    span = _span(ink[first + round(0.02 * RADIUS) : first + round(0.125 * RADIUS)])
    if span is None:
        return []
    worn = np.roll(_worn(ink[:inside]), -span[0])
    rows = ((inside, inside + round(0.32 * RADIUS)), (max(OUTSIDE, first - 5), last + 4))
    return [Band(top, min(bottom, DEPTH), *span, worn) for top, bottom in rows]


def _inside(profile: NDArray[np.float32]) -> int:
    """The first row inside the ring, or inside the second, thin one that some seals have."""
    ring = profile[: OUTSIDE + round(0.16 * RADIUS)]
    edge = int(np.flatnonzero(ring >= 0.62 * ring.max())[-1])
    return edge + int(np.argmin(profile[edge : edge + round(0.05 * RADIUS)]))


def strips(seen: Sequence[View], band: Band) -> Iterator[Pixels]:
    """A strip of each view, ready to be read."""
    import cv2

    for view in seen:
        columns = range(band.start, band.start + band.width)
        part = np.take(view.pixels[band.top : band.bottom], columns, axis=1, mode="wrap")
        yield cast(Pixels, cv2.resize(part, None, fx=view.narrowing, fy=1, interpolation=cv2.INTER_AREA))


def _stretched(ink: Map, hidden: NDArray[np.bool_]) -> Map:
    """Ink as a share of what full ink looks like on this seal, where nothing hides it; the paper is 0."""
    text = ink[_SHALLOWEST:_DEEPEST]
    seen = text[~hidden[_SHALLOWEST:_DEEPEST]]
    seen = seen if seen.size > text.size / 4 else text
    paper, full = float(np.percentile(seen, _PAPER)), float(np.percentile(seen, 97))
    return cast(Map, np.clip((ink - paper) / max(full - paper, _CONTRAST), 0, 1).astype(np.float32))


def _rows(profile: NDArray[np.float32], inside: int) -> tuple[int, int]:
    """The rows of the text by how much ink each row has: from the first that has some to the next that has none."""
    most = float(np.percentile(profile[inside : inside + round(0.3 * RADIUS)], 85))
    # Half of the most in all of a dozen rows: a number along the ring has less, and a second ring is thinner.
    starts = (row for row in range(inside, _DEEPEST) if profile[row : row + 12].min() > 0.4 * most)
    first = next(starts, inside + 3) - 3
    deep = range(first + round(0.17 * RADIUS), min(len(profile), inside + round(0.34 * RADIUS)))
    return first, next((row for row in deep if profile[row] < 0.22 * most), inside + round(0.30 * RADIUS))


def _span(middle: Map) -> tuple[int, int, NDArray[np.bool_]] | None:
    """Where the text begins, how long it is, and where ink is: all of the ring but the empty arc below.

    That arc is where a wide window holds the least ink; the widest stretch without any may be a worn character.
    """
    density = middle.mean(axis=0)
    inked = cast(NDArray[np.bool_], density > _NOTHING)
    columns = len(inked)
    if inked.sum() < 20:
        return None
    window = round(_EMPTY_ARC * columns)
    sums = np.convolve(np.concatenate((density, density[: window - 1])), np.ones(window), mode="valid")
    least = np.flatnonzero(sums <= sums.min() + 1e-6)
    below = int(least[len(least) // 2]) + window // 2
    ahead = int(np.flatnonzero(np.roll(inked, -below))[0])
    behind = int(np.flatnonzero(np.roll(inked, -below)[::-1])[0])
    start = below + ahead - min(_MARGIN, ahead)
    width = columns - ahead - behind + min(_MARGIN, ahead) + min(_MARGIN, behind)
    return start % columns, width, np.roll(inked, -start)


def _worn(rim: Map) -> NDArray[np.bool_]:
    """For each column, whether hardly any ink of the rim is seen."""
    import cv2

    most = cast(Map, cv2.blur(cv2.blur(rim, (7, 3)).max(axis=0)[None], (15, 1), borderType=cv2.BORDER_REPLICATE)[0])
    return most < _WORN * np.median(most)
