"""Characters that look like others: radicals, compatibility forms, private use, signs that nobody sees."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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
_RADICAL_BLOCKS = range(0x2E80, 0x2FE0)
_COMPATIBILITY = (range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E))
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Categories of characters that print nothing, or nothing that can be told."""
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A character that must not be printed as it is."""

    character: str
    """The character."""
    meant: str
    """The usual one that looks the same; empty where nobody can tell."""

    @property
    def told(self) -> str:
        """What it is, in Chinese: ``“⻓”（U+2ED3）是部首，不是字，应当是“长”``."""
        code = f"U+{ord(self.character):04X}"
        if self.meant:
            what = "部首" if ord(self.character) in _RADICAL_BLOCKS else "兼容字"
            return f"“{self.character}”（{code}）是{what}，不是通用的字，应当是“{self.meant}”"
        if is_private(self.character):
            return f"{code} 是自造字，别的电脑上没有，打印出来会是别的字或方框"
        if ord(self.character) in _RADICAL_BLOCKS:
            return f"“{self.character}”（{code}）是部首，不是字"
        return f"{code} 是看不见的符号"


@lru_cache(maxsize=4096)
def seen_character(text: str) -> str:
    """The character a person takes this one for; the same one where nothing is to be mended.

    >>> seen_character("⻓"), seen_character("⽤"), seen_character("㎡")
    ('长', '用', '㎡')
    """
    if text in _RADICALS:
        return _RADICALS[text]
    code = ord(text) if len(text) == 1 else 0
    if 0x2F00 <= code <= 0x2FD5 or any(code in block for block in _COMPATIBILITY):
        return unicodedata.normalize("NFKC", text)
    return text


def is_private(text: str) -> bool:
    """Whether only the file's own font knows what this character is."""
    return len(text) == 1 and (0xE000 <= ord(text) <= 0xF8FF or ord(text) >= 0xF0000)


def doubtful_in(text: str) -> tuple[Doubtful, ...]:
    """The characters of a name that must not be printed as they are, each once, in their order.

    >>> [each.meant for each in doubtful_in("⻓江⽤㛃𬭎堃")], doubtful_in("东海“测量”班（A）·一")
    (['长', '用'], ())
    """
    found = (_doubtful(character) for character in dict.fromkeys(text))
    return tuple(each for each in found if each is not None)


def _doubtful(character: str) -> Doubtful | None:
    meant = seen_character(character)
    if meant != character:
        return Doubtful(character=character, meant=meant)
    code = ord(character)
    unseen = unicodedata.category(character) in _UNSEEN or any(code in block for block in _SELECTORS)
    return Doubtful(character=character, meant="") if unseen or code in _RADICAL_BLOCKS else None
