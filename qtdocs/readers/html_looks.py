"""How an element of a web page looks, as far as it matters: hidden, struck, deleted, in a font of signs."""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.docx_symbols import is_symbol_font

BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "legend", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "summary", "ul"),
    }
)
"""Elements that begin and end a line."""
ACTING = frozenset({"script", "iframe", "frame", "object", "embed", "applet"})
"""Elements that would run or fetch something; nothing of them is read."""
UNREAD = frozenset({"style", "template", "title", "noscript", "meta", "link", "colgroup", "datalist"})
"""Elements without anything to see."""
STRUCK = frozenset({"s", "strike"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_FONT = re.compile(r"(?:font-family|mso-symbol-font-family)\s*:\s*[\"']?([\w -]+)", re.IGNORECASE)


def is_hidden(element: etree._Element) -> bool:
    """Whether nobody sees the element."""
    return (
        element.get("hidden") is not None
        or (element.tag == "input" and element.get("type", "").lower() == "hidden")
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def is_struck(element: etree._Element) -> bool:
    """Whether the element strikes its text through."""
    return element.tag in STRUCK or _STRUCK.search(element.get("style", "")) is not None


def sign_font(element: etree._Element) -> str | None:
    """The font of signs that the element sets, empty for a font of letters; none where it sets no font."""
    named = _FONT.findall(element.get("style", "")) or ([element.get("face", "")] if element.get("face") else [])
    if not named:
        return None
    return next((font.strip() for font in named if is_symbol_font(font.strip())), "")


def shown_value(element: etree._Element) -> str:
    """What a person sees in an ``input``: its tick or its words."""
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED if element.get("checked") is not None else UNTICKED
    return "" if kind in ("image", "file", "password") else element.get("value", "")


def chosen_option(element: etree._Element) -> str:
    """What a ``select`` shows: its chosen options, else the first."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return "、".join(words_in(option).strip() for option in chosen)


def span_of(element: etree._Element, name: str) -> int:
    """A ``rowspan`` or ``colspan``, at least 1."""
    text = element.get(name, "").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def words_in(element: etree._Element) -> str:
    """All text inside an element."""
    return "".join(str(text) for text in element.itertext())
