"""Characters as people typed them: radicals, private-use ticks and surrogates mapped back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.docx_symbols import as_seen, is_symbol_font

# The CJK Radicals Supplement has no compatibility mapping in Unicode, so fonts that name their glyphs after
# radicals come out of a PDF as look-alikes which NFKC leaves alone; this table follows the block's own names.
_PAIRS = (
    "⺁厂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗小⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪疋⺫罒⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺵网⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶"
    "⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜"
    "⻰龙⻱龜⻲亀⻳龟"
)
_RADICALS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_RADICALS["⼾"] = "户"  # NFKC answers with the Japanese shape 戶

_TICKS = dict.fromkeys("☒🗹🗷⮽✅", TICKED) | dict.fromkeys("☐◻⬜", UNTICKED)


@lru_cache(maxsize=4096)
def seen_character(text: str) -> str:
    """The character a person takes this one for; the same one where nothing is to be mended.

    >>> seen_character("⻓"), seen_character("⽤"), seen_character("㎡")
    ('长', '用', '㎡')
    """
    if text in _RADICALS:
        return _RADICALS[text]
    code = ord(text) if len(text) == 1 else 0
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAD9:
        return unicodedata.normalize("NFKC", text)
    return text


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


def is_private(text: str) -> bool:
    """Whether only the file's own font knows what this character is."""
    return len(text) == 1 and (0xE000 <= ord(text) <= 0xF8FF or ord(text) >= 0xF0000)


def is_wide(text: str) -> bool:
    """Whether the character fills a square, as Chinese does.

    >>> is_wide("组"), is_wide("，"), is_wide("Q")
    (True, True, False)
    """
    return text >= "⺀" and unicodedata.east_asian_width(text[0]) in "WF"
