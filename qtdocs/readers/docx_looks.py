"""How a run of a docx looks, as far as it matters: hidden, white, struck, underlined, raised, in a font of signs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from lxml import etree

from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_equations import SUBSCRIPT, SUPERSCRIPT
from qtdocs.readers.docx_styles import Styles, fill_of, is_white, paints_white, switched_on
from qtdocs.readers.docx_symbols import is_symbol_font

_LOOKS = (names.VANISH, names.STRIKE, names.DOUBLE_STRIKE, names.UNDERLINE, names.SCRIPT)
_SIGN_FONTS = (b"dings", b"Symbol")
"""Wingdings, Webdings, Symbol; properties of fonts are everywhere, but seldom these."""
_SCRIPTS = {"superscript": SUPERSCRIPT, "subscript": SUBSCRIPT}
_AROUND = (names.CELL, names.TABLE, names.PARAGRAPH, names.BOX_CONTENT)


class Look(NamedTuple):
    """How one run looks."""

    is_hidden: bool
    is_white: bool
    """Whether it is white on white."""
    flags: list[str]
    font: str
    """The font of signs it is in; empty for others."""
    script: dict[int, int] | None
    """What becomes of its characters where they are raised or lowered."""


class Looks:
    """Tells the looks of the runs of one part."""

    __slots__ = ("_all_styles", "_styles", "asks_all", "marked")

    def __init__(self, root: etree._Element, content: bytes, *, styles: Styles | None, all_styles: _Load) -> None:
        self._styles = styles if styles is not None and styles.concern(content) else None
        self._all_styles = all_styles
        self.asks_all = self._styles is not None
        """Whether every run must be asked: a style is used that matters."""
        self.marked = frozenset(_marked(root, content))
        """The runs that must be asked in any case."""

    def of(self, run: etree._Element, *, table_style: str, paragraph_style: str) -> Look:
        """The look of a run in a table and a paragraph of these styles; empty for none."""
        properties = run.find(names.RUN_PROPERTIES)
        look = {} if properties is None else {child.tag: child for child in properties}
        style = _value(look.get(names.RUN_STYLE), "")
        color, script = _value(look.get(names.COLOR), ""), _value(look.get(names.SCRIPT), "")
        vanish, styles = look.get(names.VANISH), self._styles
        is_hidden = vanish is not None and switched_on(vanish)
        if styles is not None:
            if vanish is None:
                is_hidden = styles.hides(table=table_style, paragraph=paragraph_style, run=style)
            color = color or styles.color(paragraph=paragraph_style, run=style)
            script = script or styles.script(paragraph=paragraph_style, run=style)
        return Look(
            is_hidden,
            is_white(color) and not self._is_on_color(run, properties, paragraph_style, style),
            _flags(look),
            _font(look.get(names.FONTS)),
            _SCRIPTS.get(script),
        )

    def _is_on_color(
        self, run: etree._Element, properties: etree._Element | None, paragraph_style: str, style: str
    ) -> bool:
        """Whether something coloured lies behind a white run; the nearest that says anything decides."""
        own = fill_of(properties)
        if own is not None:
            return own
        styles = self._all_styles()
        if styles is not None and styles.shades(style, paragraph_style):
            return True
        for around in run.iterancestors(*_AROUND):
            if around.tag == names.BOX_CONTENT:
                return True  # what fills a text box is not looked into
            fill = fill_of(around.find(_PROPERTIES[around.tag]))
            if fill is not None:
                return fill
            if around.tag == names.TABLE and styles is not None and styles.shades(_table_style(around)):
                return True
        return run.getroottree().getroot().find(names.BACKGROUND) is not None


_Load = Callable[[], Styles | None]
_PROPERTIES = {
    names.CELL: names.CELL_PROPERTIES,
    names.TABLE: names.TABLE_PROPERTIES,
    names.PARAGRAPH: names.PARAGRAPH_PROPERTIES,
}


def _marked(root: etree._Element, content: bytes) -> list[etree._Element]:
    """The few runs whose own properties matter; found at once, so that the others need never be asked."""
    is_wide = b"\x00" in content[:8]  # in UTF-16 the words would not be found
    asked = list(_LOOKS)
    if is_wide or any(font in content for font in _SIGN_FONTS):
        asked.append(names.FONTS)
    if paints_white(content):
        asked.append(names.COLOR)
    looks = (look for look in root.iter(*asked) if look.tag != names.COLOR or is_white(_value(look, "")))
    return [run for look in looks for run in islice(look.iterancestors(names.RUN), 1)]


def _table_style(table: etree._Element) -> str:
    return _value(table.find(f"{names.TABLE_PROPERTIES}/{names.TABLE_STYLE}"), "")


def _value(element: etree._Element | None, default: str) -> str:
    return default if element is None else element.get(names.VALUE, default)


def _flags(look: dict[str, etree._Element]) -> list[str]:
    flags = ["struck"] * any(switched_on(look.get(tag)) for tag in (names.STRIKE, names.DOUBLE_STRIKE))
    underline = look.get(names.UNDERLINE)
    if underline is not None and underline.get(names.VALUE, "single") != "none":
        flags.append("underlined")
    return flags


def _font(fonts: etree._Element | None) -> str:
    if fonts is None:
        return ""
    return next((font for each in names.FONT_ATTRIBUTES if is_symbol_font(font := fonts.get(each, ""))), "")
