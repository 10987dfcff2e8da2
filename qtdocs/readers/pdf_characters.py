"""Characters as people typed them: radicals, private-use ticks and surrogates mapped back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qtdocs.lookalikes import is_private, seen_character
from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.docx_symbols import as_seen, is_symbol_font

_TICKS = dict.fromkeys("☒🗹🗷⮽✅", TICKED) | dict.fromkeys("☐◻⬜", UNTICKED)


def symbol(text: str, font: str) -> str:
    """The character as its font draws it: ticks as ☑ and □, signs of Wingdings and its like as signs.

    Args:
        text: as the file names it; symbol fonts reach a PDF at U+F000 plus their own code, or as Latin letters.
        font: the font's name in the file, for example ``ABCDEE+Wingdings2``.

    >>> symbol(chr(0xF052), "BAAAAA+Wingdings2-Regular"), symbol("R", "Wingdings-2"), symbol("R", "SimSun")
    ('☑', '☑', 'R')
    """
    if text in _TICKS:
        return _TICKS[text]
    family = _family(font)
    return as_seen(text, family) if is_private(text) or is_symbol_font(family) else text


@lru_cache(maxsize=1024)
def _family(font: str) -> str:
    """A font's family as Word writes it, out of its name in a PDF."""
    name = re.sub(r"^[A-Z]{6}\+", "", font).lower()
    plain = re.sub(r"[^a-z0-9]|regular|normal|mt$", "", name)
    return {"wingdings2": "wingdings 2", "wingdings3": "wingdings 3", "symbolmt": "symbol"}.get(plain, plain)


@lru_cache(maxsize=16384)
def read_character(text: str, font: str) -> tuple[str, str]:
    """The character a person sees, and what to tell the clerk of the mapping; empty where there is nothing to tell.

    >>> read_character("⻓", "SimSun"), read_character("班", "SimSun")
    (('长', '⻓→长'), ('班', ''))
    """
    sign = symbol(text, font)
    seen = seen_character(sign)
    if seen != sign:
        return seen, mapped(sign, seen)
    return seen, mapped(seen, "") if is_private(seen) else ""


def mapped(old: str, new: str) -> str:
    """How a clerk reads that a character was mapped back, or kept because only the file's font knows it.

    >>> mapped("⻓", "长"), mapped(chr(0xE123), "")
    ('⻓→长', 'U+E123（原码）')
    """
    return f"{old}→{new}" if new else f"U+{ord(old):04X}（原码）"


def is_wide(text: str) -> bool:
    """Whether the character fills a square, as Chinese does.

    >>> is_wide("组"), is_wide("，"), is_wide("Q")
    (True, True, False)
    """
    return text >= "⺀" and unicodedata.east_asian_width(text[0]) in "WF"
