"""Number formats of worksheets: what a person sees of a stored number.

ECMA-376 part 1, 18.8.30 and 18.8.31; the built-in formats 14 to 22, 27 to 36 and 50 to 58 are those of Excel in
Chinese.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from qtdocs.readers.xlsx_dates import date_text, duration_text, hidden_length, is_date, is_duration, moment_of

BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-;@", 42: '"¥"#,##0;"¥"-#,##0;"¥"-;@',
    43: "#,##0.00;-#,##0.00;-;@", 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥"-;@', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number alone; what is not here is General."""

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<blank>_)(?:.|$)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-]0+)"
    r"|(?P<date>AM/PM|A/P|上午/下午|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eE]+)"
    r"|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)$")
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_HALF_UP = Context(prec=60, rounding=ROUND_HALF_UP)


class Seen(NamedTuple):
    """What a person sees of a stored number."""

    text: str
    """As displayed; for numbers in exponents all digits."""
    exact: str = ""
    """The stored value where the display hides a part of it; the ISO day for dates."""
    flags: frozenset[str] = frozenset()
    """``numeric``, also ``duration`` or ``hidden``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the parts of a format that semicolons divide."""

    tokens: tuple[tuple[str, str], ...]
    """Kind and text of each piece."""
    condition: tuple[str, Decimal] | None = None
    """When it holds, if it says so: ``[>=60]``."""


_NUMERIC = frozenset({"numeric"})


def plain(value: Decimal) -> str:
    """A number without exponent and trailing zeros, a float's binary noise rounded to 15 digits.

    >>> plain(Decimal("65.400000000000006")), plain(Decimal("1.38E+10"))
    ('65.4', '13800000000')
    """
    if value == 0:
        return "0"
    if not -30 < value.adjusted() < 30:
        return str(value)
    if value != value.to_integral_value():
        value = _FIFTEEN.plus(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def seen(value: Decimal, code: str, *, date1904: bool = False) -> Seen:
    """What a person sees of a number under a format.

    >>> seen(Decimal("0.985"), "0%")
    Seen(text='99%', exact='98.5%', flags=frozenset({'numeric'}))
    >>> seen(Decimal(46093), 'yyyy"年"m"月"d"日"').exact
    '2026-03-12'
    """
    beyond = value != 0 and not -30 < value.adjusted() < 30  # no paper holds such a number; a broken file may
    if beyond or code in {"", "General", "@"}:
        return Seen(text=plain(value), flags=_NUMERIC)
    section, value_shown, sign = _section_for(value, code)
    kinds = {kind for kind, _ in section.tokens}
    if is_duration(section.tokens):
        length = hidden_length(section.tokens, value_shown)
        exact = "" if length is None else sign + plain(length)
        return Seen(text=sign + duration_text(section.tokens, value_shown), exact=exact, flags=_NUMERIC | {"duration"})
    if is_date(section.tokens):
        return _seen_date(value, section, date1904=date1904)
    if not section.tokens:
        hidden = value != 0
        return Seen(text=plain(value) if hidden else "", flags=_NUMERIC | {"hidden"} if hidden else _NUMERIC)
    if "exponent" in kinds or any(token == ("other", "/") for token in section.tokens) or {"general", "at"} & kinds:
        return Seen(text=_with_literals(section, sign + plain(value_shown)), flags=_NUMERIC)
    return _seen_number(value, value_shown, section, sign)


def seen_text(text: str, code: str) -> str:
    """What a person sees of a text: formats such as ``@"班"`` add words.

    >>> seen_text("测量", '@"班"')
    '测量班'
    """
    if "@" not in code or code == "@":
        return text
    section = _sections(code)[-1]
    return _with_literals(section, text) if any(kind == "at" for kind, _ in section.tokens) else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    """The format's sections, four at most."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKENS.finditer(code):
        kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
        if kind == "other" and text == ";":
            sections.append(Section(tokens=tuple(tokens), condition=condition))
            tokens, condition = [], None
            continue
        if kind == "bracket" and (limit := _CONDITION.match(text)):
            condition = (limit[1], Decimal(limit[2])) if limit[2].count(".") < 2 else None
            continue
        if (token := _token(kind, text)) is not None:
            tokens.append(token)
    sections.append(Section(tokens=tuple(tokens), condition=condition))
    return tuple(sections[:4])


def _token(kind: str, text: str) -> tuple[str, str] | None:
    """A token in the few kinds that matter later; none for colours, locales and fillers."""
    if kind in {"quoted", "escaped"}:
        return ("literal", text)
    if kind == "blank":
        return ("literal", " ")
    if kind == "fill":
        return None
    if kind == "bracket":
        if text.startswith("$"):
            sign = text[1:].partition("-")[0]
            return ("literal", sign) if sign else None
        return ("elapsed", text.lower()) if re.fullmatch("h+|m+|s+", text, re.IGNORECASE) else None
    if kind == "other" and text == "@":
        return ("at", text)
    return (kind, text)


def _section_for(value: Decimal, code: str) -> tuple[Section, Decimal, str]:
    """The section that holds for a number, the number to show in it, and a sign to put in front."""
    sections = _sections(code)
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, abs(value), "-" if value < 0 else ""
        return Section(tokens=(("general", ""),)), abs(value), "-" if value < 0 else ""
    numbered = sections[:3]
    if len(numbered) > 1 and [kind for kind, _ in numbered[-1].tokens] == ["at"]:
        numbered = numbered[:-1]
    if len(numbered) == 3 and value == 0:
        return numbered[2], value, ""
    if len(numbered) >= 2 and value < 0:
        return numbered[1], -value, ""
    return numbered[0], abs(value), "-" if value < 0 else ""


def _holds(value: Decimal, operator: str, limit: Decimal) -> bool:
    """Whether a section's condition holds."""
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[operator]


def _with_literals(section: Section, text: str) -> str:
    """The section's literal words with the text once in the place of its digits."""
    parts: list[str] = []
    placed = False
    for kind, word in section.tokens:
        if kind == "literal":
            parts.append(word)
        elif not placed:
            parts.append(text)
            placed = True
    return "".join(parts).strip() if placed else text


def _seen_date(value: Decimal, section: Section, *, date1904: bool) -> Seen:
    """A day or a time of day; what no calendar holds is shown as the number."""
    moment = moment_of(value, date1904=date1904)
    if moment is None:
        return Seen(text=plain(value), flags=_NUMERIC)
    day = moment.date().isoformat() if moment.date() > datetime.date(1900, 1, 1) else ""
    return Seen(text=date_text(section.tokens, moment), exact=day, flags=_NUMERIC)


def _seen_number(value: Decimal, shown: Decimal, section: Section, sign: str) -> Seen:
    """A number in placeholders: rounding, thousands, percent and literal words."""
    places = [index for index, (kind, _) in enumerate(section.tokens) if kind == "digit"]
    percents = sum(token == ("other", "%") for token in section.tokens)
    scaled = _FIFTEEN.plus(shown).scaleb(2 * percents) if percents else shown
    if not places:
        text = "".join("" if kind == "at" else word for kind, word in section.tokens).strip()
        return Seen(text=text, exact=plain(value), flags=_NUMERIC)
    if scaled.adjusted() > 30:
        return Seen(text=plain(value), flags=_NUMERIC)
    point = next((i for i in range(places[0], len(section.tokens)) if section.tokens[i] == ("other", ".")), None)
    if section.tokens[: places[0]][-1:] == (("other", "."),):
        point = places[0] - 1
    thousands = _trailing_commas(section.tokens, places, point)
    decimals = [index for index in places if point is not None and index > point]
    rounded = _FIFTEEN.plus(scaled).scaleb(-3 * thousands).quantize(Decimal(1).scaleb(-len(decimals)), context=_HALF_UP)
    text = _filled(section.tokens, [index for index in places if index not in decimals], decimals, rounded)
    text = text.removesuffix(".")
    if sign and rounded != 0:
        text = sign + text
    exact = ""
    if thousands or rounded != _FIFTEEN.plus(scaled):
        exact = plain(value.scaleb(2 * percents)) + "%" * percents
    return Seen(text=text.strip(), exact=exact, flags=_NUMERIC)


def _trailing_commas(tokens: tuple[tuple[str, str], ...], places: list[int], point: int | None) -> int:
    """How many commas after the last whole digit (or all digits) divide by a thousand each."""
    whole = [index for index in places if point is None or index < point]
    count = 0
    for start in {(whole or places)[-1], places[-1]}:
        index = start + 1
        while index < len(tokens) and tokens[index] == ("other", ","):
            count, index = count + 1, index + 1
    return count


def _filled(tokens: tuple[tuple[str, str], ...], whole: list[int], decimals: list[int], value: Decimal) -> str:
    """The tokens with the value's digits in their placeholders, last whole digit rightmost."""
    digits, _, fraction = format(abs(value), "f").partition(".")
    digits = digits.lstrip("0")
    grouped = any(tokens[i] == ("other", ",") for i in range(whole[0], whole[-1])) if whole else False
    slots: dict[int, str] = {}
    for order, index in enumerate(reversed(whole)):
        end = len(digits) - order
        first = 0 if order == len(whole) - 1 else end - 1
        slots[index] = (digits[first:end] if end > 0 else "") or ("0" if tokens[index][1] == "0" else "")
    if grouped:
        number = "".join(slots[index] for index in whole)
        slots = dict.fromkeys(whole, "")
        slots[whole[0]] = f"{int(number or 0):,}" if number else ""
    kept = fraction
    while kept.endswith("0") and tokens[decimals[len(kept) - 1]][1] != "0":
        kept = kept[:-1]
    for order, index in enumerate(decimals):
        slots[index] = kept[order : order + 1]
    parts = []
    for index, (_, word) in enumerate(tokens):
        if index in slots:
            parts.append(slots[index])
        elif tokens[index] == ("other", ","):
            continue
        else:
            parts.append(word)
    return "".join(parts)
