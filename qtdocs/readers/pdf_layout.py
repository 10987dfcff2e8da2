"""Pages of geometry into the blocks of a document: paragraphs and tables in the order they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs.model.document import Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers.pdf_boxes import drawn_boxes, is_alone, sides
from qtdocs.readers.pdf_chain import broken_off, chained, continues
from qtdocs.readers.pdf_grid import grids
from qtdocs.readers.pdf_lines import Line, joined, lines_of, paragraphs_of
from qtdocs.readers.pdf_page import Area, Page
from qtdocs.readers.pdf_revisions import ink_of
from qtdocs.readers.pdf_strikes import strikes_of
from qtdocs.readers.pdf_tables import PageTable, numbered, numbered_cells, page_tables, turned_texts

_HEADER_DEPTH = 51.0  # points, 18 mm: text nearer to the upper edge with a clear gap below is a page header
_HEADER_GAP = 24.0
_HEADER_SIZE = 12.0  # a title is larger
_PAGE_NUMBER = re.compile(r"[-—–·.\s]*(第?\s*\d{1,3}\s*页?)([\s/,，]*共?\s*\d{1,3}\s*页?)?[-—–·.\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A paragraph before it is numbered."""

    text: str
    size: float
    struck: str
    flags: frozenset[str]
    area: Area
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """One page sorted into what stands on it."""

    page: int
    height: float
    tables: tuple[PageTable, ...]
    texts: tuple[_Text, ...]

    @property
    def body(self) -> list[_Text | PageTable]:
        """Its body from top to bottom."""
        pieces: list[_Text | PageTable] = [*self.tables, *(text for text in self.texts if not text.part)]
        return sorted(pieces, key=lambda piece: (piece.area.top, piece.area.left))


def blocks_of(pages: Sequence[Page]) -> tuple[tuple[Paragraph | Table, ...], tuple[Note, ...]]:
    """The blocks of a document, headers, footers and comments last, and notes on revisions seen.

    Args:
        pages: in order.
    """
    layouts = _with_margins([_layout(page) for page in pages])
    blocks: list[Paragraph | Table] = []
    notes: list[Note] = []
    tables = paragraphs = 0
    for page, piece in _pieces(layouts):
        if isinstance(piece, PageTable):
            tables += 1
            place = Place(table=tables)
            pairs = numbered_cells(piece, place)
            blocks.append(numbered(piece, place, pairs))
            for cell, placed in pairs:
                notes += _revision(cell.struck, cell.flags, placed.place)
        else:
            paragraphs += 1
            place = Place(page=page, paragraph=paragraphs, part=piece.part, box=piece.area.box)
            blocks.append(Paragraph(text=piece.text, flags=piece.flags, place=place))
            notes += _revision(piece.struck, piece.flags, place)
    for page_read in pages:
        for comment in page_read.comments:
            blocks.append(Paragraph(text=comment, place=Place(page=page_read.number, part="批注")))
    return tuple(blocks), tuple(notes)


def _revision(struck: str, flags: frozenset[str], place: Place) -> list[Note]:
    """The note on struck or inserted text, where there is some."""
    details = [f"有划去的文字“{struck}”"] if struck else []
    details += ["有修订插入的文字"] if "revised" in flags else []
    return [Note(code="revision-pending", detail="，".join(details) + "。", place=place)] if details else []


def _layout(page: Page) -> _Layout:
    """One page: its tables with their cells' text, and the text outside them."""
    framed = [sides(square) for square in page.squares if not is_alone(square, page.squares, page.glyphs)]
    strikes = strikes_of(page.horizontals, page.verticals, page.glyphs)
    horizontals = [ruling for ruling in page.horizontals if ruling not in strikes]
    horizontals += [ruling for across, _ in framed for ruling in across]
    found = grids(horizontals, [*page.verticals, *(ruling for _, down in framed for ruling in down)])
    loose = [
        ruling for ruling in page.horizontals if ruling in strikes or not any(grid.borders(ruling) for grid in found)
    ]
    ink = ink_of((*page.glyphs, *drawn_boxes(page.squares, page.strokes, page.glyphs)), loose)
    tables, outside = page_tables(found, ink, page=page.number)
    lines = lines_of(outside, ink)
    texts = _texts(lines, tables, page)
    for text in turned_texts(outside, ink):
        area = Area(0.0, 0.0, page.width, page.height)
        texts.append(_Text(text=text, size=0.0, struck="", flags=frozenset(), area=area, part="水印"))
    return _Layout(page=page.number, height=page.height, tables=tuple(tables), texts=tuple(texts))


def _texts(lines: Sequence[Line], tables: Sequence[PageTable], page: Page) -> list[_Text]:
    """Lines outside tables as paragraphs; none runs on past a table."""
    if not lines:
        return []
    edges = [(line.left, line.right) for line in lines] + [(table.area.left, table.area.right) for table in tables]
    left = min(edge for edge, _ in edges)
    right = max(page.width - left, *(edge for _, edge in edges))
    column = Area(left, 0.0, right, page.height)
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(sum(table.area.top < line.baseline for table in tables), []).append(line)
    return [_text(group, column) for part in groups.values() for group in paragraphs_of(part, column)]


def _text(group: list[Line], column: Area) -> _Text:
    """A paragraph out of its lines."""
    top = group[0].baseline - group[0].size
    area = Area(min(line.left for line in group), top, max(line.right for line in group), group[-1].baseline)
    return _Text(
        text=joined(group, column),
        size=max(line.size for line in group),
        struck="".join(line.struck for line in group if line.struck),
        flags=frozenset[str]().union(*(line.flags for line in group)),
        area=area,
    )


def _with_margins(layouts: list[_Layout]) -> list[_Layout]:
    """The same with page headers, footers and page numbers named as such."""
    seen = Counter((text.text, round(text.area.top / 4)) for layout in layouts for text in layout.texts)
    return [
        replace(
            layout,
            texts=tuple(
                replace(text, part=text.part or _margin(text, layout, seen[text.text, round(text.area.top / 4)] > 1))
                for text in layout.texts
            ),
        )
        for layout in layouts
    ]


def _margin(text: _Text, layout: _Layout, is_repeated: bool) -> str:
    """``页眉`` or ``页脚`` where a text stands in the margin, else empty.

    A text is in the margin when it is a page number at the foot, when pages repeat it near their edge, or when it
    stands close to the upper edge with clear room below.
    """
    pieces: list[_Text | PageTable] = [*layout.texts, *layout.tables]
    others = [piece for piece in pieces if piece is not text]
    below = min((piece.area.top for piece in others if piece.area.top > text.area.top), default=0.0)
    lowest = all(piece.area.bottom <= text.area.bottom + 1 for piece in others)
    if lowest and text.area.top > 0.85 * layout.height and (is_repeated or _PAGE_NUMBER.fullmatch(text.text)):
        return "页脚"
    if text.area.bottom < 0.12 * layout.height and is_repeated:
        return "页眉"
    is_apart = text.area.bottom < _HEADER_DEPTH and below - text.area.bottom > _HEADER_GAP and text.size <= _HEADER_SIZE
    return "页眉" if is_apart else ""


def _pieces(layouts: Sequence[_Layout]) -> Iterator[tuple[int, _Text | PageTable]]:
    """The pieces of all pages in reading order, tables that run over pages whole, margins last."""
    open_table: list[PageTable] = []
    for layout in layouts:
        body = layout.body
        first = body[0] if body else None
        if open_table and isinstance(first, PageTable) and continues(open_table[-1], first):
            open_table.append(first)
            body.pop(0)
        elif open_table and isinstance(first, _Text):
            open_table[-1] = broken_off(open_table[-1], page_height=layout.height)
        if open_table and (body or not layout.tables):
            yield layout.page, chained(open_table, page_height=layout.height)
            open_table = []
        for number, piece in enumerate(body, 1):
            if number == len(body) and isinstance(piece, PageTable):
                open_table = [piece]
            else:
                yield layout.page, piece
    if open_table:
        yield layouts[-1].page, chained(open_table, page_height=layouts[-1].height)
    for layout in layouts:
        yield from ((layout.page, text) for text in layout.texts if text.part)
