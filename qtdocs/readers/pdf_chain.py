"""Tables that run over pages, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qtdocs.readers.pdf_tables import SAME_EDGE, PageCell, PageTable

_FOOT = 0.85  # of the page's height: below this a row was cut by the page and did not end there by itself
_LONG = 100  # characters: shorter texts are not split over pages
_LABEL = re.compile(
    r"[^。；\n]{0,20}(?:意见|理由|同意|盖章|公章|签字|签名|签章|日期|负责人|备注|填表)"
    r"|[\d\s年月日./／－—\-〇○零一二三四五六七八九十]*(?:\n|$)"
)
_HEAD = re.compile(r"[^。；，,：:\n]{0,16}(?:意见|理由|同意|简介|成果|荣誉|情况)[^。；，,：:\n]{0,16}[：:]")
_SIGNED = re.compile(
    r"(?:[\d〇○零一二三四五六七八九十]*\s*年\s*[\d一二三四五六七八九十]*\s*月\s*[\d一二三四五六七八九十]*\s*日"
    r"|\d{2,4}([./-])\d{1,2}\1\d{1,2})\s*$"
)


def chained(parts: Sequence[PageTable], *, page_height: float) -> PageTable:
    """The parts of one table on consecutive pages as one, its repeated head once, a split row whole again.

    Args:
        parts: in order, one for each page.
        page_height: points, to tell whether a row ran to the foot of its page.
    """
    bands: list[tuple[PageCell, ...]] = [parts[0].cells]
    head = _rows(parts[0].cells)
    for part in parts[1:]:
        rows = _rows(part.cells)
        while len(rows) > 1 and head and _is_repeated(rows[0], head[len(_rows(part.cells)) - len(rows)]):
            rows = rows[1:]
        rows = _healed(bands, rows, page_height)
        if rows:
            bands.append(tuple(cell for row in rows for cell in row))
    return replace(parts[0], bands=tuple(bands))


def continues(part: PageTable, following: PageTable) -> bool:
    """Whether two parts on consecutive pages have the same sides, as one table has."""
    return (
        abs(part.area.left - following.area.left) <= SAME_EDGE
        and abs(part.area.right - following.area.right) <= SAME_EDGE
    )


def _rows(cells: Sequence[PageCell]) -> list[list[PageCell]]:
    """Cells by the height they begin at."""
    rows: dict[float, list[PageCell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.area.top, cell.area.left)):
        rows.setdefault(cell.area.top, []).append(cell)
    return list(rows.values())


def _is_repeated(row: list[PageCell], head: list[PageCell]) -> bool:
    """Whether a row says again what a head row said: two words at least, at the same places."""
    said = [(round(cell.area.left / SAME_EDGE / 2), cell.text) for cell in row]
    return (
        said == [(round(cell.area.left / SAME_EDGE / 2), cell.text) for cell in head]
        and sum(bool(text) for _, text in said) > 1
    )


def _healed(bands: list[tuple[PageCell, ...]], rows: list[list[PageCell]], page_height: float) -> list[list[PageCell]]:
    """The rows of a page without a first row that is the rest of the row before; its text is put there."""
    last = _rows(bands[-1])[-1]
    first = rows[0]
    same = len(last) == len(first) and all(
        abs(one.area.left - other.area.left) <= SAME_EDGE and abs(one.area.right - other.area.right) <= SAME_EDGE
        for one, other in zip(last, first, strict=True)
    )
    if not same or not _goes_on(last, first, page_height):
        return rows
    healed = {
        id(one): replace(
            one,
            text=(one.text + ("" if one.is_full else "\n") + other.text).strip("\n"),
            struck=f"{one.struck} {other.struck}".strip(),
            flags=one.flags | other.flags,
            nested=one.nested + other.nested,
        )
        for one, other in zip(last, first, strict=True)
    }
    bands[-1] = tuple(healed.get(id(cell), cell) for cell in bands[-1])
    return rows[1:]


def _goes_on(last: list[PageCell], first: list[PageCell], page_height: float) -> bool:
    """Whether a row at the top of a page is the rest of the row at the foot of the page before.

    Of several cells the label is not said again, and what goes on broke off in the middle of a line. A row of one
    cell goes on when it broke off so, or when a long text ran to the page's foot and what follows is no label.
    A row that ends with its date has ended, though a date stands at the right edge like a line that broke off.
    """
    if len(last) > 1:
        going = [one.is_full for one, other in zip(last, first, strict=True) if other.text]
        return bool(last[0].text) and not first[0].text and bool(going) and all(going)
    one, other = last[0], first[0]
    if _SIGNED.search(one.text) or _HEAD.match(other.text):
        return False
    if not one.text or not other.text or one.is_full:
        return bool(one.text and other.text)
    return len(one.text) >= _LONG and one.area.bottom > _FOOT * page_height and not _LABEL.match(other.text)
