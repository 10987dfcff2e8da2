"""What a seal says: the text of its ring and the line in its middle, as far as several looks at it agree."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.model.document import UNREAD
from qtdocs.scan.recogniser import Line, Recogniser
from qtdocs.scan.ring_centre import centre_of
from qtdocs.scan.ring_strips import bands, ink_of, strips, views
from qtdocs.scan.ring_text import Agreement, agreed, sightings
from qtdocs.scan.sheet import Print, Sheet
from qtdocs.scan.unrolling import unrolled

_ENOUGH = 0.97
"""Mean certainty from which no other look at a seal is taken."""
_MOST_TURN = 60
"""Degrees; a seal that seems to be turned further is one whose text was not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read on one seal."""

    readings: tuple[str, ...] = ()
    """The ring text, best first: what the strips agree on, with □ for a character that is there and is not read
    beyond doubt; then what each strip reads as. Nothing where they agree on nothing."""
    centre: str = ""
    """The line in the middle: 合同专用章, a department; □ for one that cannot be read; or nothing."""


def read_print(sheet: Sheet, found: Print, recogniser: Recogniser) -> Reading:
    """What one seal on a sheet says; nothing where it is square, cut off, or too small."""
    ring = unrolled(sheet, found)
    if ring is None:
        return Reading()
    seen = views(ring)
    places = bands(ink_of(ring))
    read: list[tuple[Line, int]] = []
    best = Agreement()
    for band in places:
        read += [(line, band.width) for line in recogniser.read(list(strips(seen, band)))]
        best = agreed(sightings(read), len(read), band.inked, band.worn)
        if best.sure > _ENOUGH and UNREAD not in best.text:
            break
    turn = _turn(places[0].start + best.middle, ring.columns) if best.text else 0.0
    looks = (agreed(sightings([each]), 1, places[0].inked, places[0].worn) for each in read)
    single = sorted(((look.sure, look.text) for look in looks if look.text), reverse=True)
    return Reading(
        # A single look is no reading of the seal: it only bears out what several agree on.
        readings=(best.text, *(text for _, text in single)) if best.text else (),
        centre=centre_of(sheet, found, turn, recogniser),
    )


def _turn(column: float, columns: int) -> float:
    """Degrees by which a seal is turned clockwise: the middle of its text stands at the top of an upright one."""
    turn = (column / columns * 360 - 90 + 180) % 360 - 180
    return turn if abs(turn) <= _MOST_TURN else 0.0
