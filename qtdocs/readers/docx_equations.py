"""Fields that Word draws from their instruction alone: EQ (带圈字符, 合并字符, fractions) and SYMBOL, as text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.docx_symbols import symbol_seen

_EQUATION = re.compile(r"\s*EQ(?![A-Za-z])", re.IGNORECASE)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9A-F]{1,6}|[0-9]{1,7})(?:.*?\\f\s*(?:\"([^\"]*)\"|(\S+)))?", re.I | re.DOTALL)
_FORMAT = re.compile(r"\\\*\s*(?:\"[^\"]*\"|[^\s\\(),;]+)")
_PHONETIC = re.compile(r"\\\*\s*jc[0-9]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\(),;])")
_GROUP = re.compile(r"(\\[^(),;]*)?\(([^()]*)\)")
"""An innermost pair of brackets, with the switch and its options before it."""
_SWITCH = re.compile(r"\\\s*([A-Za-z])")
_RAISED = re.compile(r"\\\s*up", re.IGNORECASE)
_LOWERED = re.compile(r"\\\s*do", re.IGNORECASE)

# Signs that stand for themselves and no longer for a bracket or a separator, while the rest is read.
_SIGNS = "\\(),;"
_KEPT = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
_KEEP = str.maketrans(_SIGNS, _KEPT)
_GIVE_BACK = str.maketrans(_KEPT, _SIGNS)

_CIRCLES = frozenset("○◯〇⚪")
_SQUARES = frozenset("□▢☐◻")
_FRAMES = _CIRCLES | _SQUARES | frozenset("△▽◇")
_TICKS = frozenset("√✓✔×✗✘xXvV") | {TICKED}
_CIRCLED = (range(0x2460, 0x2474), range(0x24B6, 0x24EB), range(0x3251, 0x3260), range(0x3280, 0x32B0))

SUPERSCRIPT = str.maketrans("0123456789+-−=()（）＋－", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾⁺⁻")
"""Raised signs as a person sees them; letters have no such characters and stay."""
SUBSCRIPT = str.maketrans("0123456789+-−=()（）＋－", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎₊₋")
"""Lowered signs as a person sees them."""


def drawn_text(instruction: str) -> str:
    r"""What Word draws for a field without a result; empty for fields that draw nothing.

    >>> drawn_text(r" eq \o\ac(○,2)"), drawn_text(r"EQ \f(1,2)"), drawn_text(r"eq \o(\s\up 5(一分),\s\do 2(公司))")
    ('②', '1/2', '一分公司')
    >>> drawn_text(r"eq \o\ac(□,√)"), drawn_text(r"SYMBOL 254 \f Wingdings"), drawn_text(" DATE ")
    ('☑', '☑', '')
    """
    if found := _EQUATION.match(instruction):
        return _equation(instruction[found.end() :])
    if found := _SYMBOL.match(instruction):
        return symbol_seen(found[2] or found[3] or "", f"{int(found[1], 0 if 'x' in found[1].lower() else 10):x}")
    return ""


def _equation(switches: str) -> str:
    is_phonetic = _PHONETIC.search(switches) is not None
    text = _ESCAPED.sub(lambda found: found[1].translate(_KEEP), _FORMAT.sub("", switches))
    count = 1
    while count:
        text, count = _GROUP.subn(lambda found: _group(found[1] or "", found[2], is_phonetic=is_phonetic), text)
    return text.translate(_GIVE_BACK).strip()


def _group(switch: str, content: str, *, is_phonetic: bool) -> str:
    """An innermost group as text without any bracket or separator that could be taken for another group's."""
    found = _SWITCH.match(switch)
    kind = found[1].lower() if found else ""
    arguments = [argument.strip() for argument in re.split("[,;]", content)]
    if not kind:
        written = f"({content})"
    elif kind == "o":
        written = arguments[-1] if is_phonetic else _overlaid(arguments)
    elif kind == "f":
        written = "/".join(arguments)
    elif kind == "r":
        written = "√".join(arguments) if len(arguments) > 1 else f"√{arguments[0]}"
    elif kind == "b":
        written = f"({','.join(arguments)})"
    elif kind == "s":
        written = "".join(arguments)
        if is_phonetic or not (_RAISED.search(switch) or _LOWERED.search(switch)):
            return written.translate(_KEEP)
        written = written.translate(SUPERSCRIPT if _RAISED.search(switch) else SUBSCRIPT)
    else:
        written = (", " if kind == "l" else " ").join(arguments) if kind in "lai" else "".join(arguments)
    return written.translate(_KEEP)


def _overlaid(arguments: list[str]) -> str:
    """Signs drawn over each other: a character in a frame where one of them is a frame."""
    frame = next((argument for argument in arguments if argument in _FRAMES), "")
    content = "".join(argument for argument in arguments if argument != frame)
    if frame in _SQUARES and (not content or content in _TICKS):
        return TICKED if content else UNTICKED
    circled = _circled().get(unicodedata.normalize("NFKC", content)) if frame in _CIRCLES else None
    return circled or content or frame


@lru_cache(maxsize=1)
def _circled() -> dict[str, str]:
    """The circled characters that Unicode has, by what stands in the circle."""
    signs = [chr(code) for codes in (*_CIRCLED, range(0x32B1, 0x32C0)) for code in codes]
    return {unicodedata.normalize("NFKC", sign): sign for sign in signs}
