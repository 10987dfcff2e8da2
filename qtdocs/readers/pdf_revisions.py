"""Which characters are struck out, inserted by a tracked change, or underlined on paper."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qtdocs.readers.pdf_page import Glyph, Ruling

_CHROMATIC = 0x40  # between the strongest and the weakest of red, green and blue
_ADDRESS = re.compile(r"[@＠]|://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A page's characters, and by their numbers those that a line or a colour says something of."""

    glyphs: Sequence[Glyph]
    """All characters of the page."""
    struck: frozenset[int]
    """With a line through them: deleted text as Word and LibreOffice print it, or struck out by hand."""
    revised: frozenset[int]
    """In an author's colour and underlined with it: inserted text as they print it."""
    underlined: frozenset[int]
    """With a line under them."""


def ink_of(glyphs: Sequence[Glyph], rulings: Iterable[Ruling]) -> Ink:
    """What lines drawn on the text say of its characters.

    Args:
        glyphs: the page's characters.
        rulings: its horizontal lines that are no border of a table.
    """
    order = sorted(range(len(glyphs)), key=lambda number: glyphs[number].baseline)
    heights = [glyphs[number].baseline for number in order]
    struck: set[int] = set()
    underlined: set[int] = set()
    inserted: set[int] = set()
    colours: set[int] = set()
    for ruling in rulings:
        near = order[bisect_left(heights, ruling.at - 16) : bisect_right(heights, ruling.at + 48)]
        for number in near:
            glyph = glyphs[number]
            if not ruling.start - 0.5 <= glyph.middle <= ruling.end + 0.5:
                continue
            above_baseline = (glyph.baseline - ruling.at) / glyph.size
            if 0.12 <= above_baseline <= 0.62 and not glyph.text.isspace():
                struck.add(number)
                colours |= {glyph.colour} if is_chromatic(glyph.colour) else set()
            elif -0.35 <= above_baseline < 0.12:
                is_inserted = is_chromatic(glyph.colour) and is_chromatic(ruling.colour)
                (inserted if is_inserted else underlined).add(number)
    inserted |= {number for number, glyph in enumerate(glyphs) if glyph.colour in colours and number not in struck}
    return Ink(
        glyphs=glyphs,
        struck=frozenset(struck),
        revised=_without_links(inserted - struck, glyphs),
        underlined=frozenset(underlined),
    )


def is_chromatic(colour: int) -> bool:
    """Whether a colour is neither black nor grey nor white.

    >>> is_chromatic(0xC69200), is_chromatic(0x333333)
    (True, False)
    """
    channels = (colour >> 16, colour >> 8 & 0xFF, colour & 0xFF)
    return max(channels) - min(channels) > _CHROMATIC


def _without_links(numbers: set[int], glyphs: Sequence[Glyph]) -> frozenset[int]:
    """The same without mail and web addresses, which programs colour and underline by themselves."""
    kept: set[int] = set()
    run: list[int] = []
    for number in [*sorted(numbers), -9]:
        if run and number != run[-1] + 1:
            if not _ADDRESS.search("".join(glyphs[one].text for one in run)):
                kept.update(run)
            run = []
        run.append(number)
    return frozenset(kept)
