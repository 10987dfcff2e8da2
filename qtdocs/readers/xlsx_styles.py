"""Styles of a workbook, as far as they change what a person sees: number format and strikethrough."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from qtdocs.readers.xlsx_formats import BUILTIN
from qtdocs.readers.xlsx_strings import is_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One cell style."""

    format: str = "General"
    """The number format's code."""
    struck: bool = False
    """Whether the font is struck through."""


PLAIN = Style()
"""What a cell without style has."""


def styles_in(root: etree._Element | None) -> tuple[Style, ...]:
    """The cell styles in their order."""
    if root is None:
        return ()
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    struck = [is_on(font.find("{*}strike")) for font in root.iterfind("{*}fonts/{*}font")]
    return tuple(_style(xf, own, struck) for xf in root.iterfind("{*}cellXfs/{*}xf"))


def _style(xf: etree._Element, own: dict[str, str], struck: list[bool]) -> Style:
    number, font = xf.get("numFmtId", "0"), xf.get("fontId", "0")
    code = own.get(number) or BUILTIN.get(int(number) if number.isdigit() and len(number) < 6 else 0, "General")
    return Style(format=code, struck=font.isdigit() and len(font) < 6 and int(font) < len(struck) and struck[int(font)])
