"""QR codes as squares to be drawn: how large each must be, and the strokes of a PDF or an SVG that draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SMALLEST = 25.0
"""Millimetres a side without the quiet zone: what a telephone reads off a framed certificate."""
MODULE = 0.41
"""Millimetres a module, at least: 61 modules fill 25 mm."""
QUIET = 4
"""Modules that stay white around it."""
MASK = 3
"""Always the same mask: a sound QR code, made in a fraction of the time that trying all eight takes."""
_BYTES, _LETTERS = 4, 2  # modes of ISO/IEC 18004, as segno names them
_TAIL = re.compile(r"[0-9A-Z $%*+\-./:]{12,}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class QrSymbol:
    """One QR code."""

    rows: tuple[bytes, ...]
    """Row by row from the top, a byte a module: 1 is dark."""

    @property
    def modules(self) -> int:
        """How many modules a side has."""
        return len(self.rows)

    @property
    def side(self) -> float:
        """Millimetres a side, without the quiet zone around it."""
        return max(SMALLEST, round(self.modules * MODULE, 2))

    @property
    def runs(self) -> Iterator[tuple[int, int, int]]:
        """The dark runs: column and row of their first module, counted from the top left, and how many modules."""
        for number, row in enumerate(self.rows):
            for dark in re.finditer(b"\x01+", row):
                yield dark.start(), number, dark.end() - dark.start()


def qr_of(text: str) -> QrSymbol:
    """The QR code of a text, with error correction M; letters and digits at its end are packed more tightly.

    Raises:
        ValueError: it is too long for any QR code.
    """
    import segno

    tail = match.group() if (match := _TAIL.search(text)) else ""
    head = text.removesuffix(tail)
    # segno takes parts of one text each in its own mode, though its types do not say so
    parts: Any = [*([(head, _BYTES, "utf-8")] if head else []), *([(tail, _LETTERS, None)] if tail else [])]
    made = segno.make(parts, error="m", mask=MASK, boost_error=False, micro=False)
    return QrSymbol(rows=tuple(bytes(row) for row in made.matrix))


def pdf_strokes(symbol: QrSymbol, *, left: float, bottom: float, side: float) -> bytes:
    """What draws a QR code in a page's content: dark runs filled in black, whatever colour was set before.

    Args:
        symbol: the code.
        left: where its left edge is, in points from the left edge of the page.
        bottom: where its lower edge is, in points from the lower edge, without the quiet zone.
        side: its side in points, without the quiet zone.
    """
    unit = side / symbol.modules
    rows: list[list[str]] = [[] for _ in symbol.rows]
    for column, row, run in symbol.runs:
        rows[row].append(f"{column} 0 {run} 1 re")
    # row by row, each in the same place of a page that moves down: so it packs into half of what it else would take
    down = "1 0 0 1 0 -1 cm"
    drawn = "\n".join(f"{' '.join(boxes)} f {down}" if boxes else down for boxes in rows)
    top = bottom + side - unit
    return f"q 0 g {unit:.5f} 0 0 {unit:.5f} {left:.3f} {top:.3f} cm\n{drawn}\nQ\n".encode()


def svg_path(symbol: QrSymbol) -> str:
    """The ``d`` of an SVG path that draws it, a unit a module, with the quiet zone around it."""
    return "".join(f"M{column + QUIET} {row + QUIET}h{run}v1h-{run}z" for column, row, run in symbol.runs)
