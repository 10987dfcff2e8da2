"""A scanned page as the blocks of a document: the boxes of its tables and the lines outside them, with their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qtdocs.model.document import Cell, Paragraph, Table
from qtdocs.model.place import Box, Place
from qtdocs.scan.grid import Grid, Room, Ruled, grid_of
from qtdocs.scan.handwriting import handwritten
from qtdocs.scan.line_readings import ReadLine, read_lines
from qtdocs.scan.page_chain import CUT
from qtdocs.scan.recogniser import Recogniser
from qtdocs.scan.rulings import rulings_of
from qtdocs.scan.sheet import Sheet
from qtdocs.scan.text_ink import TextInk, text_ink
from qtdocs.scan.text_lines import Bounds, TextLine, around, text_lines
from qtdocs.scan.wrapping import joined, paragraphs_of

_LONG = 5
"""Lines of a box from which it holds a long text, of which nobody reads every word twice."""
_FOOT = 0.82  # of the page's height
_SENTENCE_END = "。；：！？;:!?"
_SEALED = 0.02  # share of a line's rectangle with a seal's ink on it from which the seal lies over the text


def blocks_of(
    sheet: Sheet, recogniser: Recogniser, *, page: int, first_table: int, first_paragraph: int
) -> tuple[Paragraph | Table, ...]:
    """What stands on an upright page, in the order in which it is read.

    Args:
        sheet: the page.
        recogniser: reads text.
        page: its number.
        first_table: the number of its first table.
        first_paragraph: the number of its first paragraph.
    """
    rulings = rulings_of(sheet)
    grid = grid_of(sheet, rulings)
    inked = text_ink(sheet)
    lines = text_lines(inked, grid, rulings, recogniser)
    read = read_lines(lines, inked, recogniser, twice=_worth_a_second(lines))
    by_hand = handwritten(read, inked)
    read = [replace(each, is_handwritten=hand) for each, hand in zip(read, by_hand, strict=True)]
    tables = [
        (
            table.bounds[1] * inked.scale,
            _table(table, number, read, inked, place=Place(page=page, table=first_table + number)),
        )
        for number, table in enumerate(grid.tables if grid else ())
    ]
    texts = _paragraphs([each for each in read if each.line.room is None], grid, inked)
    numbered = [
        (top, replace(text, place=replace(text.place, page=page, paragraph=first_paragraph + number)))
        for number, (top, text) in enumerate(texts)
    ]
    pieces: list[tuple[float, Paragraph | Table]] = [*tables, *numbered]
    return tuple(block for _, block in sorted(pieces, key=lambda piece: piece[0]))


def _worth_a_second(lines: Sequence[TextLine]) -> list[bool]:
    """For each line whether it may be a value: not one of many in a box."""
    count: dict[tuple[int, Room | None], int] = {}
    for line in lines:
        count[line.table, line.room] = count.get((line.table, line.room), 0) + 1
    return [line.room is None or count[line.table, line.room] < _LONG for line in lines]


def _table(table: Ruled, number: int, read: Sequence[ReadLine], inked: TextInk, *, place: Place) -> Table:
    """One table with the text of its cells."""
    inside: dict[Room, list[ReadLine]] = {}
    for each in read:
        if each.line.table == number and each.line.room is not None:
            inside.setdefault(each.line.room, []).append(each)
    cells = tuple(_cell(room, inside.get(room, []), inked, place) for room in table.rooms)
    return Table(
        rows=table.rows,
        columns=table.columns,
        cells=cells,
        place=replace(place, box=_box(_scaled(table.bounds, inked), inked)),
    )


def _cell(room: Room, lines: Sequence[ReadLine], inked: TextInk, place: Place) -> Cell:
    bounds = _scaled(room[4:], inked)
    paragraphs = paragraphs_of(lines, bounds, mm=inked.mm)
    return Cell(
        row=room.row,
        column=room.column,
        row_span=room.row_span,
        column_span=room.column_span,
        text="\n".join(text for each in paragraphs if (text := joined(each, bounds))),
        flags=_flags(lines, inked) | ({CUT} if _is_cut(lines, bounds, inked) else frozenset()),
        place=replace(place, row=room.row, column=room.column, box=_box(bounds, inked)),
    )


def _is_cut(lines: Sequence[ReadLine], bounds: Bounds, inked: TextInk) -> bool:
    """Whether a text at the foot of the page runs to the end of its last line without an end of a sentence."""
    text = lines[-1].text.strip() if lines else ""
    if not text or text[-1] in _SENTENCE_END or bounds.bottom < _FOOT * inked.ink.shape[0]:
        return False
    last = lines[-1].line.bounds
    return len(text) > 3 and bounds.right - last.right < 1.3 * last.height + inked.length(2.2)


def _flags(lines: Sequence[ReadLine], inked: TextInk) -> frozenset[str]:
    """What is known of how some lines were read."""
    if not lines:
        return frozenset()
    flags = set()
    if any(each.is_unsure for each in lines):
        flags.add("unsure")
    elif all(each.is_agreed for each in lines):
        flags.add("agreed")
    if any(each.is_handwritten for each in lines):
        flags.add("handwritten")
        flags.discard("agreed")
    if any(_is_sealed(each.line.bounds, inked) for each in lines):
        flags.add("sealed")
        flags.discard("agreed")
    return frozenset(flags)


def _is_sealed(bounds: Bounds, inked: TextInk) -> bool:
    part = inked.seals[bounds.top : bounds.bottom, bounds.left : bounds.right]
    return bool(part.size) and float((part > 0).mean()) > _SEALED


def _paragraphs(lines: Sequence[ReadLine], grid: Grid | None, inked: TextInk) -> list[tuple[float, Paragraph]]:
    """Lines outside tables as paragraphs with their height; none runs on past a table."""
    if not lines:
        return []
    tables = [_scaled(table.bounds, inked) for table in (grid.tables if grid else ())]
    edges = [each.line.bounds for each in lines] + tables
    column = Bounds(min(each.left for each in edges), 0, max(each.right for each in edges), inked.ink.shape[0])
    groups: dict[int, list[ReadLine]] = {}
    for each in lines:
        groups.setdefault(sum(table.top < each.line.bounds.top for table in tables), []).append(each)
    found: list[tuple[float, Paragraph]] = []
    for group in groups.values():
        for paragraph in paragraphs_of(group, column, mm=inked.mm):
            if text := joined(paragraph, column):
                box = _box(around([each.line.bounds for each in paragraph]), inked)
                flags = _flags(paragraph, inked)
                found.append((paragraph[0].line.bounds.top, Paragraph(text=text, flags=flags, place=Place(box=box))))
    return sorted(found, key=lambda each: each[0])


def _scaled(edges: tuple[float, ...], inked: TextInk) -> Bounds:
    return Bounds(*(round(edge * inked.scale) for edge in edges))


def _box(bounds: Bounds, inked: TextInk) -> Box:
    return Box(**{name: round(edge * inked.mm, 1) for name, edge in bounds._asdict().items()})
