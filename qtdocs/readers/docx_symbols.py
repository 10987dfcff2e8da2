"""Characters of symbol fonts as a person sees them: ticks as ☑ and □, signs as signs."""

from __future__ import annotations

import re
from types import MappingProxyType

from qtdocs.model.document import TICKED, UNTICKED

PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where programs keep the characters of symbol fonts."""

BOX_GLYPHS = frozenset("☐☑☒□■◻◼▢▣✓✔√✗✘×❑❒🗹🗵🗷RTS\uf052\uf0fe\uf0a8\uf0a3\uf06f\uf0fd\uf0fc")
"""What stands for the box itself inside a checkbox control."""

_BOXES = MappingProxyType(dict.fromkeys(map(ord, "☒🗹🗵🗷"), TICKED) | dict.fromkeys(map(ord, "☐◻▢❏❐❑❒"), UNTICKED))
BOXES = re.compile(f"[{''.join(map(chr, _BOXES))}]")
"""Boxes that are not written the way readers write them."""
_WINGDINGS = MappingProxyType(
    dict.fromkeys((0xFE, 0xFD, 0xFC, 0x78), TICKED)
    | dict.fromkeys((0xA8, 0x6F, 0x70, 0x71, 0x72), UNTICKED)
    | {0x6E: "■", 0xA7: "▪", 0x6C: "●", 0xA1: "○", 0xFB: "✗", 0xD8: "➢", 0x76: "❖", 0xE0: "→", 0xDF: "←"}
)
_WINGDINGS_2 = MappingProxyType(
    dict.fromkeys((0x52, 0x50, 0x51, 0x53, 0x54), TICKED) | {0xA3: UNTICKED, 0x4F: "✗", 0x97: "●", 0x99: "○"}
)
_WEBDINGS = MappingProxyType({0x61: TICKED, 0x63: UNTICKED, 0x67: "■", 0x72: "✗"})
_SYMBOL = MappingProxyType(
    dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "•", 0xA5: "∞"}
    | {0xD6: "√", 0xE5: "∑", 0xB2: "″", 0xA2: "′", 0xAE: "→", 0xAC: "←", 0x2D: "−", 0xD7: "⋅"}
)
_UNKNOWN = MappingProxyType(
    {0x52: TICKED, 0xFE: TICKED, 0xFC: TICKED, 0xFD: TICKED, 0xA3: UNTICKED, 0xA8: UNTICKED, 0x6F: UNTICKED, 0xB7: "•"}
)
_UNICODE = MappingProxyType({0x2611: TICKED, 0x2612: TICKED, 0x1F5F9: TICKED, 0x2610: UNTICKED, 0x25A1: UNTICKED})
_FONTS = MappingProxyType(
    {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
)


def is_symbol_font(font: str) -> bool:
    """Whether Latin letters in this font are drawn as signs."""
    return font.lower() in _FONTS


def as_seen(text: str, font: str) -> str:
    r"""The text as the font draws it, one character for each.

    >>> as_seen("R", "Wingdings 2"), as_seen("\uf0a3发表", ""), as_seen("甲", "Wingdings")
    ('☑', '□发表', '甲')
    """
    signs = _FONTS.get(font.lower(), _UNKNOWN)
    lowest = 0x20 if signs is not _UNKNOWN else 0xF020
    text = text.translate(_BOXES)
    return "".join(
        signs.get(code & 0xFF, character)
        if lowest <= (code := ord(character)) < 0x100 or 0xF020 <= code < 0xF100
        else character
        for character in text
    )


def symbol_seen(font: str, code: str) -> str:
    """The sign of a ``w:sym`` element: its font and its hexadecimal code.

    >>> symbol_seen("Wingdings 2", "F052"), symbol_seen("Wingdings", "F0A8"), symbol_seen("Segoe UI Symbol", "2612")
    ('☑', '□', '☑')
    """
    try:
        number = int(code, 16)
        character = chr(number)
    except (ValueError, OverflowError):
        return ""
    if number in _UNICODE:
        return _UNICODE[number]
    return "" if 0xD800 <= number < 0xE000 else as_seen(character, font)
