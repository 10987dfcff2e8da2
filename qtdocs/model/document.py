"""The neutral document: what any reader makes of any file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qtdocs.model.place import Place

TICKED = "☑"
"""How every reader writes a ticked box, whatever the file used."""
UNTICKED = "□"
"""How every reader writes an empty box."""
UNREAD = "□"
"""Stands in the text of a seal for a character that is there and cannot be read beyond doubt (虚缺号)."""
LARGEST_PICTURE = 64_000_000
"""Pixels of a picture that is opened; a phone makes 12 to 50 million, a page at 600 dpi has 35 million."""
UNSEEN = frozenset({"page-unseen", "sheet-truncated", "file-damaged"})
"""Notes that tell of pages or pictures that were not looked at: what is not seen elsewhere may be there."""
NO_TEXT = "没有文字可读"
"""What a reader says of a page that is a picture; whoever looks at the picture can say more."""
_LIES_OVER = 0.05
"""Share of its surface from which something is said to lie over a box."""
_MEDIA = {
    **dict.fromkeys(("docx", "doc", "rtf", "odt", "word-xml", "html", "mht"), "word"),
    **dict.fromkeys(("xlsx", "xls", "ods", "xlsb"), "sheet"),
    **dict.fromkeys(("pptx", "ppt"), "slides"),
    **dict.fromkeys(("pdf", "ofd"), "pdf"),
    "image": "scan",
}


def medium_of(kind: str) -> str:
    """The medium of a kind of file: ``word``, ``sheet``, ``pdf``, ``slides``, ``scan`` or ``other``.

    >>> medium_of("doc"), medium_of("zip")
    ('word', 'other')
    """
    return _MEDIA.get(kind, "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a reader saw that a person should know; becomes a finding."""

    code: str
    """The finding's code, for example ``revision-pending``."""
    detail: str
    """What was seen, in Chinese or as quoted text."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One true cell: a merged area is one cell, counted once."""

    row: int
    """First row, from 1."""
    column: int
    """First column of the visual grid, from 1."""
    row_span: int = 1
    """Rows covered."""
    column_span: int = 1
    """Columns covered."""
    text: str = ""
    """All a person sees, paragraphs joined by line breaks, nested tables flattened, ticks as ☑ and □."""
    exact: str = ""
    """The stored value where rounding hides a part of it (``98.5%`` shown as ``99%``); else empty."""
    flags: frozenset[str] = frozenset()
    """What was seen here: ``revised`` ``struck`` ``hidden`` ``uncached`` ``duration`` ``numeric`` ``underlined``;
    ``overlapping``: texts stand on one another or beyond their cell; ``cut``: it may go on on the next page;
    ``drawn``: a part of the text is drawn (带圈字符, fractions) and only an attempt at it in characters;
    ``picture``: a picture or an object's picture, whatever is written in it."""
    tables: tuple[Table, ...] = ()
    """Tables nested in the cell; their text is in ``text`` too."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of true cells."""

    rows: int
    """Number of rows."""
    columns: int
    """Number of columns of the finest grid."""
    cells: tuple[Cell, ...]
    """The cells in reading order, each once; a sparse worksheet holds only the filled ones."""
    place: Place
    """Where."""
    _grid: dict[tuple[int, int], Cell] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._grid.setdefault((row, column), cell)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this spot, also inside a merged area; none where nothing is."""
        return self._grid.get((row, column))

    def lines(self) -> Iterator[str]:
        """Its rows as lines, as a table inside a cell is shown: the filled cells of a row with tabs between them."""
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        for row in rows.values():
            yield "\t".join(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph outside tables."""

    text: str
    """All a person sees."""
    flags: frozenset[str] = frozenset()
    """As in ``Cell.flags``."""
    place: Place
    """Where; ``place.part`` tells headers, footers, text boxes and comments from the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A box of the form or a line of text over which a seal lies."""

    text: str
    """What is printed or written there."""
    share: float
    """Share of the seal's area that lies over it, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The print of a seal as it is seen on a page; whether it is genuine is not for a program to say."""

    shape: str
    """``round``, ``oval``, ``square`` (a name seal) or ``edge`` (an arc that the page's edge cuts: 骑缝章)."""
    colour: str
    """``red``, ``blue`` or ``black``, as a photocopy shows any colour."""
    width: float
    """Millimetres."""
    height: float
    """Millimetres."""
    readings: tuple[str, ...] = ()
    """What may be written around it: several independent attempts, the best first."""
    centre: str = ""
    """What is written across it, such as 合同专用章; ``□`` where something is and cannot be read."""
    over: tuple[Over, ...] = ()
    """The boxes or lines it lies over, the largest share first; empty where the form's boxes are not known."""
    pixels: str = ""
    """How much ink is in each square of a grid laid over the print, as hexadecimal digits; empty where it is too
    small. Two prints made by hand are never this alike, see ``checks.reuse``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicSeal:
    """What an electronic seal or signature says of itself; whether its certificate can be trusted is not checked."""

    name: str
    """The seal's name or the signer's, as written in it."""
    place: Place
    """The page, and the rectangle where it shows; no rectangle where it shows nowhere."""
    state: str
    """``unchanged``, ``changed`` since it was put on, or ``unverifiable`` here."""
    signed_at: str = ""
    """When it says it was made, ISO 8601; empty where it does not say."""
    detail: str = ""
    """What was found, in Chinese, without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something on the paper that is not text: a picture, a seal."""

    kind: str
    """``seal``, ``name-seal``, ``edge-seal``, ``electronic-seal``, ``signature`` or ``photo``."""
    text: str = ""
    """What is written in it, where that could be read."""
    near: str = ""
    """The printed words beside it."""
    place: Place
    """Where."""
    grade: str = "A"
    """A, B or C."""
    imprint: Imprint | None = None
    """How a seal's print looks; none for what is no print."""
    electronic: ElectronicSeal | None = None
    """What an electronic seal says of itself; none for what is none."""
    crop: str = ""
    """Digest of the picture of this spot that is kept for a person to look at; empty where there is none."""
    source: str = ""
    """The part of the file that holds a picture's bytes, where the format has parts."""
    size: tuple[float, float] | None = None
    """Width and height at which a picture is shown, millimetres; none where the file does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's content, the same shape for every format."""

    name: str
    """The file, as the clerk knows it."""
    sha256: str = ""
    """Hex digest of its bytes."""
    kind: str
    """What the bytes are: ``docx``, ``xlsx``, ``pdf``."""
    blocks: tuple[Paragraph | Table, ...]
    """Paragraphs and tables in reading order; headers, footers and comments last."""
    marks: tuple[Mark, ...] = ()
    """Pictures and the like."""
    notes: tuple[Note, ...] = ()
    """What a person should know of the reading."""
    pages: int = 0
    """Number of pages, where the format has pages; else 0."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the body, outermost only."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    def texts(self) -> Iterator[str]:
        """Every text once, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for cell in block.cells)


def under(place: Place, blocks: Iterable[Paragraph | Table]) -> tuple[Over, ...]:
    """The boxes of tables and the lines outside them that lie under a spot of a page, the largest share first."""
    if place.box is None:
        return ()
    found = [
        Over(text=spot.text, share=round(share, 2))
        for block in blocks
        for spot in ((block,) if isinstance(block, Paragraph) else block.cells)
        if spot.place.page == place.page and spot.place.box is not None
        if (share := place.box.share_in(spot.place.box)) >= _LIES_OVER
    ]
    return tuple(sorted(found, key=lambda each: -each.share))
