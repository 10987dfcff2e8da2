"""Pages that are alike are laid out once: on the others the typesetter only draws other text in the same places.

Laying a page out costs ten times as much as drawing it. Two certificates whose names take as many lines of the same
size differ in nothing but their text, so the second is drawn with the boxes of the first. That it comes out as if it
had been laid out itself is not hoped for: the text must have the height of the text before it, and the first page of
each kind is drawn both ways and compared; what differs is laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PIECE = "data-piece"
"""The attribute by which a template marks the pieces of a page that change."""
_POINTS = 0.75
"""Points in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page that was laid out, with text in it that changes."""

    start: float
    """Where its text begins."""
    space: float
    """Where its block begins."""
    width: float
    """How wide its block is."""
    align: str
    """How its text stands in the block: start, center, right."""
    boxes: tuple[tuple[Any, int | None], ...]
    """Its pieces of text with their places among all pieces; none for those that stay."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A piece of text as the typesetter shapes it."""

    text: str
    layout: Any
    width: float
    height: float
    baseline: float


class Specimen:
    """A page that was laid out, on which other texts can be drawn in the same places."""

    def __init__(self, page: Any, pieces: Sequence[str]) -> None:
        """Find the pieces of a page.

        Args:
            page: the page, laid out.
            pieces: the texts that are on it, in their order.
        """
        self.page = page
        self._lines = tuple(_lines_of(page))
        found = [(box, index) for line in self._lines for box, index in line.boxes if index is not None]
        self._marked = {index for _, index in found} == set(range(len(pieces))) and len(found) == len(pieces)
        self._metrics = {index: _metrics(box) for box, index in found}
        self.is_sound = self._marked and all(box.text == pieces[index] for box, index in found if index is not None)

    def shapes(self, pieces: Sequence[str]) -> Mapping[int, _Shape] | None:
        """Other texts as they would be drawn here; none where the page has to be laid out for them."""
        if not self.is_sound or len(pieces) != len(self._metrics):
            return None
        shaped = {
            index: _shaped(box, pieces[index]) for line in self._lines for box, index in line.boxes if index is not None
        }
        same = all((each.height, each.baseline) == self._metrics[index] for index, each in shaped.items())
        return shaped if same else None

    def put(self, shapes: Mapping[int, _Shape]) -> None:
        """Have the page bear other texts from now on."""
        for line in self._lines:
            for box, index in line.boxes:
                if index is not None:
                    _dress(box, shapes[index])
            _place(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedPage:
    """A page that is drawn with the boxes of another; all that a document asks of a page."""

    specimen: Specimen
    """The page that was laid out."""
    shapes: Mapping[int, _Shape] | None
    """The texts of this one; none for the texts that are on it already."""
    name: str
    """Its bookmark."""

    @property
    def width(self) -> float:
        """Its width in CSS pixels."""
        return float(self.specimen.page.width)

    @property
    def height(self) -> float:
        """Its height in CSS pixels."""
        return float(self.specimen.page.height)

    @property
    def bleed(self) -> Mapping[str, float]:
        """Its bleed in CSS pixels."""
        return dict(self.specimen.page.bleed)

    @property
    def bookmarks(self) -> list[Any]:
        """Its one bookmark."""
        return [(1, self.name, (0, 0), "open")] if self.name else []

    @property
    def links(self) -> list[Any]:
        """It has none."""
        return []

    @property
    def anchors(self) -> dict[str, Any]:
        """It has none."""
        return {}

    @property
    def forms(self) -> dict[Any, Any]:
        """It has none."""
        return {None: []}

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw it."""
        if self.shapes is not None:
            self.specimen.put(self.shapes)
        self.specimen.page.paint(stream, scale)

    def corner(self, name: str) -> tuple[float, float] | None:
        """The lower left corner of its element ``data-place``, in points from that of the page; none where it has none.

        Args:
            name: the value of the attribute.
        """
        for box in self.specimen.page._page_box.descendants(placeholders=True):
            if box.element is not None and box.element.get("data-place") == name:
                low = box.content_box_y() + box.height
                return float(box.content_box_x() * _POINTS), float((self.height - low) * _POINTS)
        return None


def draws_alike(specimen: Specimen, pieces: Sequence[str], sheet: Callable[[], Any]) -> bool:
    """Whether the page comes out the same when it is drawn with its own texts put in anew.

    Args:
        specimen: the page.
        pieces: the texts that are on it.
        sheet: gives something new to draw on.
    """
    laid_out, stamped = sheet(), sheet()
    specimen.page.paint(laid_out)
    shapes = specimen.shapes(pieces)
    if shapes is None:
        return False
    specimen.put(shapes)
    specimen.page.paint(stamped)
    return list(laid_out.stream) == list(stamped.stream)


def _lines_of(page: Any) -> Iterator[_Line]:
    """The lines of a page in which text changes."""
    from weasyprint.formatting_structure import boxes

    for block in page._page_box.descendants(placeholders=True):
        for line in getattr(block, "children", ()):
            if not isinstance(line, boxes.LineBox):
                continue
            found = tuple((box, _index(box)) for box in line.descendants() if isinstance(box, boxes.TextBox))
            if any(index is not None for _, index in found):
                yield _Line(
                    found[0][0].position_x, block.content_box_x(), block.width, block.style["text_align_all"], found
                )


def _index(box: Any) -> int | None:
    """The place of a text among the pieces of its page; none where it stays."""
    told = box.element.get(_PIECE) if box.element is not None else None
    return int(told) if told else None


def _metrics(box: Any) -> tuple[float, float]:
    """Height and baseline of a text that was laid out."""
    return box.height, box.baseline - box.margin_top


def _shaped(box: Any, text: str) -> _Shape:
    """A text as it is shaped in the place of another."""
    from weasyprint.text.line_break import split_first_line

    layout, _, _, width, height, baseline = split_first_line(text, box.style, None, None, 0)
    return _Shape(text, layout, width, height, baseline)


def _dress(box: Any, shape: _Shape) -> None:
    """Have a box of text bear another."""
    box.text, box.pango_layout, box.width = shape.text, shape.layout, shape.width


def _place(line: _Line) -> None:
    """Put the texts of a line side by side, where its block wants them."""
    width = sum(box.width for box, _ in line.boxes)
    left = line.start
    if line.align in ("right", "end"):
        left = line.space + (line.width - width)
    elif line.align == "center":
        left = line.space + (line.width - width) / 2
    for box, _ in line.boxes:
        box.position_x = left
        left += box.width
