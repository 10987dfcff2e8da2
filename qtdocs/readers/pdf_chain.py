"""Tables that run over pages, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qtdocs.pagebreaks import BROKEN, HEAD, LABEL, SIGNED
from qtdocs.readers.pdf_tables import SAME_EDGE, PageCell, PageTable

_FOOT = 0.85  # of the page's height: below this a row was cut by the page and did not end there by itself
_LONG = 100  # characters: shorter texts are not split over pages
_NUMBER = re.compile(r"^\s*(\d{1,2})[.．、](?!\d)", re.MULTILINE)


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


def broken_off(part: PageTable, *, page_height: float) -> PageTable:
    """The table with its last cells flagged where their text breaks off at the foot of a page that no table follows.

    Args:
        part: the last part of the table.
        page_height: points.
    """
    cut = [
        cell
        for cell in _rows(part.bands[-1])[-1]
        if cell.is_full
        and len(cell.text) >= BROKEN
        and not SIGNED.search(cell.text)
        and cell.area.bottom > _FOOT * page_height
    ]
    return replace(part, bands=(*part.bands[:-1], _flagged(part.bands[-1], cut)))


def _flagged(cells: tuple[PageCell, ...], cut: Sequence[PageCell]) -> tuple[PageCell, ...]:
    """The cells, some of them flagged as going on on the next page."""
    found = {id(cell) for cell in cut}
    return tuple(replace(cell, flags=cell.flags | {"cut"}) if id(cell) in found else cell for cell in cells)


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
    if not same:
        return rows
    if not _goes_on(last, first, page_height):
        bands[-1] = _flagged(bands[-1], _cut(last, first, page_height))
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
    if SIGNED.search(one.text) or HEAD.match(other.text):
        return False
    if not one.text or not other.text or one.is_full:
        return bool(one.text and other.text)
    if len(one.text) < _LONG or one.area.bottom <= _FOOT * page_height:
        return False
    return not LABEL.match(other.text) or _counts_on(one.text, other.text)


def _counts_on(text: str, following: str) -> bool:
    """Whether a numbered list goes on with the next number, in a sentence and not in a heading."""
    numbers, number = _NUMBER.findall(text), _NUMBER.match(following)
    if not numbers or not number or int(number[1]) != int(numbers[-1]) + 1:
        return False
    return not LABEL.match(re.split("[，,]", following)[0])


def _cut(last: list[PageCell], first: list[PageCell], page_height: float) -> list[PageCell]:
    """The cells at the foot of a page whose text may go on in a row that was not joined to theirs."""
    if last[0].area.bottom <= _FOOT * page_height:
        return []
    if len(last) > 1:
        going = zip(last, first, strict=True) if last[0].text and not first[0].text else ()
        return [one for one, other in going if one.text and other.text]
    one, other = last[0], first[0]
    is_new = SIGNED.search(one.text) or HEAD.match(other.text) or LABEL.match(re.split("[，,]", other.text)[0])
    return [one] if one.text and other.text and not is_new else []
