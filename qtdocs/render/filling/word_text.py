"""The text of a Word paragraph as one line whose every character is known by its place, so that words can be put in."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from qtdocs.text import label_twin

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNBROKEN = re.compile(r"[0-9A-Za-z@._]{6,}")
"""What may not be torn: a telephone number, a mail address."""
_DIGIT = 0.52
"""How wide a digit is, in its size."""
_MARGINS = 130
"""Left and right margin of a cell together, in twips, as blanks have them."""
_SMALLEST = 15
"""In half points; smaller type is hard to read."""
BLANKS = " _＿　\t\xa0"
"""What an open place is printed with."""


class Line:
    """One paragraph: its text, and what may be done to it.

    Args:
        paragraph: the ``w:p``.
    """

    def __init__(self, paragraph: Element) -> None:
        self.paragraph = paragraph
        self._places: list[tuple[Element, int]] = []
        for element in paragraph.iter(f"{W}t", f"{W}tab"):
            if element.tag == f"{W}tab" and element.getparent().tag != f"{W}r":
                continue  # a stop in the paragraph's own settings
            signs = (element.text or "") if element.tag == f"{W}t" else "\t"
            self._places += [(element, index) for index in range(len(signs))]
        self.text = "".join(_sign(*place) for place in self._places)

    def find(self, label: str, start: int = 0) -> tuple[int, int] | None:
        """Where a label stands, from which character to which; blanks within it make no difference."""
        twin = label_twin(label)
        signs = [(index, label_twin(sign)) for index, sign in enumerate(self.text) if index >= start]
        signs = [(index, sign) for index, sign in signs if sign]
        at = "".join(sign for _, sign in signs).find(twin)
        if at < 0 or not twin:
            return None
        ends: list[int] = []
        for index, sign in signs:
            ends += [index] * len(sign)
        return ends[at], ends[at + len(twin) - 1] + 1

    def end_of_piece(self, at: int) -> int:
        """Where the text ends that is one piece with this character: what is printed behind it has its own blanks."""
        element = self._places[at][0]
        return next(
            (end for end in range(at, len(self._places)) if self._places[end][0] is not element), len(self.text)
        )

    def replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of some characters, in the type of the first of them."""
        if start == end:
            self.insert(start, words)
            return
        element, index = self._places[start]
        gone: dict[int, tuple[Element, list[int]]] = {}
        for other, number in self._places[start + 1 : end]:
            gone.setdefault(id(other), (other, []))[1].append(number)
        for other, numbers in gone.values():
            _take_out(other, numbers)
        if element.tag == f"{W}tab":
            fresh = element.makeelement(f"{W}t", {})
            element.getparent().replace(element, fresh)
            element, index = fresh, 0
            element.text = " "
        text = element.text or ""
        _put_text(element, f"{text[:index]}{words}{text[index + 1 :]}")

    def insert(self, at: int, words: str) -> None:
        """Put words in front of a character, in the type of the one before it."""
        if not self._places:
            self.append(words)
            return
        element, index = self._places[max(at - 1, 0)]
        if element.tag == f"{W}tab":
            run = element.getparent()
            run.addnext(run_with(words, like=run))
            return
        cut = index + (1 if at else 0)
        text = element.text or ""
        _put_text(element, f"{text[:cut]}{words}{text[cut:]}")

    def append(self, words: str) -> None:
        """Put words at the end, in the type of what stands there."""
        runs = list(self.paragraph.iter(f"{W}r"))
        self.paragraph.append(run_with(words, like=runs[-1] if runs else None, paragraph=self.paragraph))


def run_with(words: str, *, like: Element | None, paragraph: Element | None = None) -> Element:
    """A run with these words, in the type of another run, else of its paragraph; never bold, for labels are."""
    made = _maker(like, paragraph)
    run = made(f"{W}r", {})
    properties = None
    if like is not None:
        properties = like.find(f"{W}rPr")
    elif paragraph is not None:
        properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is not None:
        own = copy.deepcopy(properties)
        for tag in ("b", "bCs", "rPrChange", "ins", "del"):
            for each in own.findall(f"{W}{tag}"):
                own.remove(each)
        run.append(own)
    for number, line in enumerate(words.split("\n")):
        if number:
            run.append(made(f"{W}br", {}))
        text = made(f"{W}t", {})
        _put_text(text, line)
        run.append(text)
    return run


def _maker(like: Element | None, paragraph: Element | None) -> Any:
    return (like if like is not None else paragraph).makeelement  # type: ignore[union-attr]


def _sign(element: Element, index: int) -> str:
    return "\t" if element.tag == f"{W}tab" else str(element.text)[index]


def _take_out(element: Element, numbers: list[int]) -> None:
    if element.tag == f"{W}tab":
        element.getparent().remove(element)
        return
    text, gone = element.text or "", set(numbers)
    _put_text(element, "".join(sign for index, sign in enumerate(text) if index not in gone))


def _put_text(element: Element, text: str) -> None:
    """Line breaks in a text are line breaks on the page, whatever run it stands in."""
    first, *others = text.split("\n")
    element.text = first
    element.set(_SPACE, "preserve")
    for line in others:
        fresh = element.makeelement(f"{W}t", {})
        fresh.text = line
        fresh.set(_SPACE, "preserve")
        element.addnext(fresh)
        element.addnext(element.makeelement(f"{W}br", {}))
        element = fresh


def paragraphs_of(element: Element) -> list[Element]:
    """The paragraphs of a cell or of the whole body, tables aside, also those in content controls."""
    found: list[Element] = []
    for child in element:
        if child.tag == f"{W}p":
            found.append(child)
        elif child.tag == f"{W}sdt":
            found += [each for content in child.findall(f"{W}sdtContent") for each in paragraphs_of(content)]
    return found


def text_of(element: Element) -> str:
    """What stands in a cell: paragraphs parted by line breaks."""
    return "\n".join(Line(each).text for each in paragraphs_of(element))


def rows_of(element: Element) -> Iterator[list[Element]]:
    """The cells of every row of an element's tables, content controls unwrapped."""
    for row in element.iter(f"{W}tr"):
        yield cells_of(row)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, also those in content controls."""
    found: list[Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag == f"{W}sdt":
            found += [each for content in child.findall(f"{W}sdtContent") for each in cells_of(content)]
    return found


def row_of(cell: Element) -> Element:
    """The row that a cell stands in."""
    return next(each for each in cell.iterancestors(f"{W}tr"))


def give_room(cell: Element) -> None:
    """Let the row of a cell grow with what is put into it, over the page's end if need be."""
    properties = row_of(cell).find(f"{W}trPr")
    if properties is None:
        return
    for height in properties.findall(f"{W}trHeight"):
        if height.get(f"{W}hRule") == "exact":
            height.set(f"{W}hRule", "atLeast")


def let_break(cell: Element) -> None:
    """Let the row of a cell with a long text go on on the next page."""
    give_room(cell)
    properties = row_of(cell).find(f"{W}trPr")
    for each in properties.findall(f"{W}cantSplit") if properties is not None else ():
        properties.remove(each)


def fit(run: Element, cell: Element, words: str) -> None:
    """Make the type of a run smaller where a number or address in it would be torn at the cell's edge."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    room = int(width.get(f"{W}w") or 0) - _MARGINS if width is not None and width.get(f"{W}type") == "dxa" else 0
    sizes = run.findall(f"{W}rPr/{W}sz") + run.findall(f"{W}rPr/{W}szCs")
    longest = max((len(piece) for piece in _UNBROKEN.findall(words)), default=0)
    for size in sizes if room > 0 else ():
        half_points = int(size.get(f"{W}val"))
        most = int(room / (longest * _DIGIT * 10)) if longest else half_points  # a half point is 10 twips
        if most < half_points:
            size.set(f"{W}val", str(max(most, _SMALLEST)))


def is_open(text: str) -> bool:
    """Whether a place has nothing in it but what an open place is printed with."""
    return not re.sub(rf"[{BLANKS}\n]", "", text)


def last_run(scope: Element) -> Element | None:
    """The last run with words in it; none where there is none."""
    runs = [each for each in scope.iter(f"{W}r") if (each.findtext(f"{W}t") or "").strip()]
    return runs[-1] if runs else None


def paragraph_like(paragraph: Element) -> Element:
    """An empty paragraph with the same settings."""
    made = paragraph.makeelement(f"{W}p", {})
    settings = paragraph.find(f"{W}pPr")
    if settings is not None:
        made.append(copy.deepcopy(settings))
    return made
