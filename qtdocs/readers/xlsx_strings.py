"""Texts of a workbook: rich text, phonetic guides left out, escapes and control characters taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FALSE = frozenset({"0", "false", "none", "noStrike", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RichText:
    """A text and what its own runs say of it."""

    text: str
    """As displayed."""
    struck: bool = False
    """Whether a part of it is struck through."""
    cleaned: bool = False
    """Whether control characters were taken out."""


def rich_text(source: etree._Element | str) -> RichText:
    """The text of a string item, inline string or plain value."""
    if isinstance(source, str):
        return _clean(source, struck=False)
    if len(source) == 1 and source[0].tag.endswith("}t"):
        return _clean(source[0].text or "", struck=False)
    parts: list[str] = []
    struck = False
    for child in source:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            run = "".join(piece.text or "" for piece in child.iterchildren("{*}t"))
            parts.append(run)
            struck = struck or (bool(run.strip()) and _is_struck(child))
    return _clean("".join(parts), struck=struck)


def shared_strings(root: etree._Element | None) -> tuple[RichText, ...]:
    """The workbook's shared strings in their order."""
    return () if root is None else tuple(rich_text(item) for item in root.iterchildren("{*}si"))


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``<strike/>`` is there and not switched off."""
    return element is not None and element.get("val", "1") not in _FALSE


def _is_struck(run: etree._Element) -> bool:
    return any(is_on(strike) for strike in run.iterfind("{*}rPr/{*}strike"))


def _clean(text: str, *, struck: bool) -> RichText:
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    elif text.isprintable():
        return RichText(text=text, struck=struck)
    cleaned = _CONTROL.sub("", text)
    return RichText(text=cleaned, struck=struck, cleaned=cleaned != text)
