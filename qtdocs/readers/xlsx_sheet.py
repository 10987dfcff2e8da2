"""The walk over one worksheet's XML: only what is filled in costs anything.

The dimension record is never looked at: WPS writes wrong ones. Rows, columns and cells beyond the limits are passed
over and counted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from qtdocs.readers.package import parsed
from qtdocs.readers.xlsx_raw import Raw, Sheet
from qtdocs.readers.xlsx_references import cell_of, column_of, shifted
from qtdocs.readers.xlsx_strings import RichText, rich_text
from qtdocs.zipped import damaged, strange

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 200_000
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_WANTED = tuple("{*}" + tag for tag in ("row", "col", "mergeCell", *_HEADERS))
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?")
TRUE = frozenset({"1", "true", "on"})
"""How a workbook writes that something is so."""


def read_sheet(
    content: bytes,
    strings: tuple[RichText, ...],
    *,
    budget: int = MOST_CELLS,
    whole_tree_below: int = 4_000_000,
) -> Sheet:
    """The stored cells of a worksheet.

    Args:
        content: the XML part.
        strings: the workbook's shared strings.
        budget: how many cells may still be read.
        whole_tree_below: size in bytes from which a sheet is read row by row, so that memory stays small.

    Raises:
        UnreadableFileError: the part is no sound XML.
    """
    walk = _Walk(strings, budget)
    for element in _elements(content, whole_tree_below):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            walk.row(element)
        elif tag == "col":
            walk.column(element)
        elif tag == "mergeCell":
            walk.merge(element.get("ref", ""))
        else:
            walk.header(tag, element.text or "")
    return walk.sheet()


def _elements(content: bytes, whole_tree_below: int) -> Iterator[etree._Element]:
    """The elements of interest in their order."""
    if len(content) < whole_tree_below:
        yield from parsed(content).iter(*_WANTED)
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise strange()
    try:
        for _, element in etree.iterparse(
            io.BytesIO(content),
            tag=_WANTED,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise damaged("其中一部分的内容残缺") from error


class _Walk:
    """Collects one worksheet."""

    def __init__(self, strings: tuple[RichText, ...], budget: int) -> None:
        self._strings = strings
        self._budget = budget
        self._cells: dict[tuple[int, int], Raw] = {}
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._passed: list[str] = []
        self._passed_count = 0
        self._headers: list[tuple[str, str]] = []
        self._pictures: list[tuple[int, int]] = []
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._row = 0

    def sheet(self) -> Sheet:
        return Sheet(
            cells=self._cells,
            merges=tuple(self._merges),
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            passed_over=tuple(self._passed),
            passed_count=self._passed_count,
            pictures=tuple(self._pictures),
            headers=tuple(self._headers),
        )

    def row(self, element: etree._Element) -> None:
        number = element.get("r", "")
        self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
        if element.get("hidden") in TRUE or element.get("ht") in {"0", "0.0"}:
            self._hidden_rows.add(self._row)
        column = 0
        for cell in element:
            reference = cell.get("r")
            column = (column_of(reference) if reference else 0) or column + 1
            raw = self._raw(cell, column)
            if raw is None:
                continue
            if column > MOST_COLUMNS or self._row > MOST_ROWS or len(self._cells) >= self._budget:
                self._pass_over(reference or f"第{self._row}行")
                continue
            self._cells[self._row, column] = raw

    def column(self, element: etree._Element) -> None:
        if element.get("hidden") not in TRUE and element.get("width") not in {"0", "0.0"}:
            return
        first, last = (_whole(element.get(key)) for key in ("min", "max"))
        self._hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = cell_of(first), cell_of(last)
        if 0 < top <= bottom and 0 < left <= right:
            self._merges.append((top, left, bottom, right))

    def header(self, tag: str, text: str) -> None:
        shown = re.sub(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Za-z+-])', " ", text.replace("&&", "＆")).replace("＆", "&")
        if shown.strip():
            self._headers.append(("页眉" if tag.endswith("Header") else "页脚", " ".join(shown.split())))

    def _pass_over(self, reference: str) -> None:
        self._passed_count += 1
        if len(self._passed) < 3:
            self._passed.append(reference)

    def _raw(self, cell: etree._Element, column: int) -> Raw | None:
        """The stored cell; none where it is empty."""
        kind, style = cell.get("t"), cell.get("s")
        value: str | None = None
        formula: etree._Element | None = None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = child
                self._remember(child, column)
            elif tag.endswith("}is"):
                rich = rich_text(child)
                return Raw("text", rich.text, _whole(style), "", rich.struck) if rich.text.strip() else None
        if formula is not None and "DISPIMG(" in (formula.text or ""):
            self._pictures.append((self._row, column))
            return None
        if formula is not None and not value and kind != "str":
            return Raw("uncached", "", _whole(style), self._formula(formula, column), False)
        if not value:
            return None
        return self._typed(kind, value, _whole(style))

    def _typed(self, kind: str | None, value: str, style: int) -> Raw | None:
        if kind is None or kind == "n":
            return Raw("n" if _is_number(value) else "bad", value.strip(), style, "", False)
        struck = False
        if kind == "s":
            index = int(value) if value.strip().isascii() and value.strip().isdigit() and len(value) < 10 else -1
            if not 0 <= index < len(self._strings):
                return Raw("bad", "", style, "", False)
            value, struck = self._strings[index].text, self._strings[index].struck
        elif kind == "b":
            value = "TRUE" if value.strip() in TRUE else "FALSE"
        else:
            value = rich_text(value).text
        return Raw("text", value, style, "", struck) if value.strip() else None

    def _remember(self, formula: etree._Element, column: int) -> None:
        """Keep the first of shared formulas: the others only name it."""
        if formula.get("t") == "shared" and formula.text:
            self._shared[formula.get("si", "")] = (formula.text, self._row, column)

    def _formula(self, formula: etree._Element, column: int) -> str:
        if formula.text or formula.get("si", "") not in self._shared:
            return formula.text or ""
        text, first_row, first_column = self._shared[formula.get("si", "")]
        return shifted(text, self._row - first_row, column - first_column)


def _is_number(value: str) -> bool:
    if _NUMBER.fullmatch(value):
        return True
    try:
        return Decimal(value.strip()).is_finite()
    except InvalidOperation:
        return False


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
