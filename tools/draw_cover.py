"""Draws the cover of the honour roll: a red panel with a double gold line and a woven rosette low on the page.

``python tools/draw_cover.py`` writes templates/_base/honour-roll.svg anew. Lengths are in millimetres.
"""

from __future__ import annotations

from pathlib import Path

from draw_ornament import circle, number, path, rosette

from qtdocs.writing import write_bytes

TARGET = Path(__file__).resolve().parents[1] / "templates" / "_base" / "honour-roll.svg"
WIDTH, HEIGHT = 210.0, 297.0
RED, GOLD, PALE, DEEP = "#8f1419", "#e2c27a", "#c99a4b", "#a8343a"
MARGIN = 10.0
"""White around the panel: what common printers leave, so that nothing needs bleed."""
MIDDLE, LOW = WIDTH / 2, 193.0


def box(inset: float, colour: str, width: float, *, fill: str = "none") -> str:
    """A rectangle that stands inside the page."""
    return (
        f'<rect x="{number(inset)}" y="{number(inset)}" width="{number(WIDTH - 2 * inset)}"'
        f' height="{number(HEIGHT - 2 * inset)}" fill="{fill}" stroke="{colour}" stroke-width="{width}"/>'
    )


def corner(x: float, y: float, across: int, down: int) -> str:
    """A stepped corner of the inner line."""
    along, away = number(-across * 4.5), number(down * 4.5)
    return path(f"M{number(x + across * 9)} {number(y)}h{along}v{away}h{along}v{away}", GOLD, 0.5)


def divider(y: float) -> list[str]:
    """A line with a diamond in its middle."""
    left = f"M{number(MIDDLE - 42)} {number(y)}H{number(MIDDLE - 5)}"
    right = f"M{number(MIDDLE + 5)} {number(y)}H{number(MIDDLE + 42)}"
    return [path(left + right, GOLD, 0.35), path(f"M{number(MIDDLE)} {number(y - 2)}l2 2l-2 2l-2 -2z", GOLD, 0.45)]


def main() -> None:
    """Write the drawing."""
    lines = [box(MARGIN, "none", 0, fill=RED), box(MARGIN + 4.5, GOLD, 0.9), box(MARGIN + 6.3, GOLD, 0.3)]
    inner = MARGIN + 8.6
    lines += [
        corner(inner, inner, 1, 1), corner(WIDTH - inner, inner, -1, 1),
        corner(inner, HEIGHT - inner, 1, -1), corner(WIDTH - inner, HEIGHT - inner, -1, -1),
    ]  # fmt: skip
    lines += divider(134.5)
    lines += rosette(MIDDLE, LOW, radius=38, swing=7, lobes=36, turns=12, colour=PALE, width=0.14)
    lines += rosette(MIDDLE, LOW, radius=24, swing=6, lobes=24, turns=8, colour=DEEP, width=0.16)
    lines += rosette(MIDDLE, LOW, radius=12, swing=4.5, lobes=14, turns=6, colour=PALE, width=0.14, steps=6)
    lines += [circle(MIDDLE, LOW, radius, stroke=GOLD, width=0.25) for radius in (46.4, 45.6, 31, 17.4, 6.6)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(WIDTH)}mm" height="{number(HEIGHT)}mm"'
    drawing = f'{head} viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}">{"".join(lines)}</svg>\n'
    write_bytes(TARGET, drawing.encode())


if __name__ == "__main__":
    main()
