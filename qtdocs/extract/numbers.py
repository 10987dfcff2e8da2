"""Numbers as people type them: units, Chinese numerals, percents, two numbers in one cell."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.reading import SPACE, Reading, doubted, unsure
from qtdocs.text import narrow, number_in_chinese

_ARABIC = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_CHINESE = "[零〇○一二三四五六七八九两十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟廿卅]+"
_PLAIN = re.compile(rf"({_ARABIC})\s*(.*)", re.DOTALL)
_SPELLED = re.compile(rf"({_CHINESE})\s*(.*)", re.DOTALL)
_EXPONENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2})")
_ANY = re.compile(rf"(?<![0-9.,A-Za-z]){_ARABIC}(?![0-9.A-Za-z²³]|,[0-9])")
_IN_WORDS = re.compile(r"([百千万])分之(.+)")
_ROUGH = re.compile(
    r"(大约|大概|约为|约|近|将近|超过|超|逾|不低于|不少于|不超过|不高于|大于等于|小于等于|大于|小于|低于|高于|至少|最多|[≥≤><≈~±])\s*"
)
_ROUGH_END = re.compile(r"\s*(左右|上下|以上|以下|以内|之内|多|余|\+|来)\s*(?=\D*$)")
_REMARK = re.compile(r"\s*[(\[【〔].*[)\]】〕]\s*$", re.DOTALL)
_RANGE = re.compile(r"[0-9%]\s*(?:[-~～—–]+|至|到)\s*[0-9]")
_NO_CASE = re.compile(
    r"(?:全年|本年|当年|年度)?(?:无|没有|未发生|未出现|零|0)(?:任何)?"
    r"(?:质量|安全|环保|顾客|客户|、|和|及|/)*(?:事故|投诉)?"
)
_NONE = frozenset({"无", "没有"})

_COUNTS = "个人名位员次起件项例宗家户场支组班票"
_COUNT_UNITS = frozenset(_COUNTS) | frozenset(
    ("人次", "个人", "人/次", "人·次", "家企业", "个班组", "次/年", "起/年", "人/年", "件/年", "项/年")
)
_AMOUNT_UNITS = frozenset({"分", "学时", "课时", "小时", "时", "h", "H", "hour", "hours"})
_UNITS = {
    "integer": _COUNT_UNITS,
    "decimal": _AMOUNT_UNITS,
    "percent": frozenset({"%"}),
}
_LONGEST = 60
_DIGITS_READ = 13
_TOO_LARGE = 10**12
_SCALES = {"百": 1, "千": 10, "万": 100}
_SCALES_OF_UNITS = {"千": 1000, "万": 10000}
_MONEY = re.compile("元|成本|费|金额|奖金|资金|效益|投入|产值")
_FIFTEEN_DIGITS = Context(prec=15)
_LARGER_UNIT = re.compile(r"[0-9]\s*[十百千万亿]")
_HOURS = re.compile(r"时|[hH]|hour")
_PEOPLE = re.compile(r"人")
_RANK = re.compile(r"第|名")
_NOT_RANKED = re.compile(r"[分人次时hH]")
_NOT_HOURS = re.compile(r"[次名]|(?<!学)分")
_UNIT_OF_TWO = re.compile(r"(?<=[0-9零一二三四五六七八九十百千])(?:人次|人|名|学时|课时|小时|时|h|H|分|次)(?:/年)?$")
_EACH = re.compile(r"人均|平均|每人|每次|每月|/人|均")
_PARTS = re.compile(r"\s*[/、;|\n]\s*|(?<=[人次名分时hH])[,]?\s*(?=[0-9第共])|\s+")
_GAP = re.compile(r"(?<=[0-9])[ \t]+(?=[^0-9\s/、;|])")


def plain(number: Decimal) -> str:
    """A number as the contract writes it: no exponent, no trailing zeros, at most 15 digits where it has a fraction.

    >>> plain(Decimal("98.50")), plain(Decimal("88.900000000000006"))
    ('98.5', '88.9')
    """
    if number == number.to_integral_value():
        return str(int(number))
    return format(_FIFTEEN_DIGITS.plus(number).normalize(), "f")


def read_number(text: str, spec: FieldSpec) -> Reading:
    """The number of a cell: integer, decimal or percent, with any unit that people add taken off."""
    seen = narrow(text).strip()
    if len(seen) > _LONGEST:
        return _one_of_many(seen, text.strip())
    if seen.isdigit() and seen.isascii() and spec.type != "percent" and len(seen) < _DIGITS_READ:
        return Reading(value=str(int(seen)))
    if SPACE.sub("", seen) in _NONE:
        return _none(text, spec)
    return (
        _exact(seen, spec)
        or _spelled_percent(seen, spec)
        or _about(seen, spec)
        or _no_case(seen, spec)
        or _one_of_many(seen, text.strip())
    )


def _none(text: str, spec: FieldSpec) -> Reading:
    if spec.none_is_zero:
        return Reading(value="0")
    return unsure(None, f"写的是“{text.strip()}”，看不出是 0 还是没有这一项")


def _no_case(seen: str, spec: FieldSpec) -> Reading | None:
    if spec.none_is_zero and _NO_CASE.fullmatch(SPACE.sub("", seen)):
        return unsure("0", f"写的是“{seen}”，按 0 读取")
    return None


def _exact(seen: str, spec: FieldSpec) -> Reading | None:
    number: Decimal | None = None
    if found := _EXPONENT.fullmatch(seen):
        return _from_exponent(Decimal(found[1]), seen)
    if found := _PLAIN.fullmatch(seen):
        number = Decimal(found[1].replace(",", ""))
    if found is None and (found := _SPELLED.fullmatch(seen)):
        number = number_in_chinese(found[1])
        if number is None and found[1] == "百" and spec.type == "percent":
            number = Decimal(100)
    if found is None or number is None or number >= _TOO_LARGE:
        return None
    if seen == "一":
        return unsure("1", "写的是“一”，也可能是一条横线")
    return _with_unit(number, SPACE.sub("", found[2]).rstrip("。.;；"), spec, seen)


def _from_exponent(number: Decimal, seen: str) -> Reading | None:
    if abs(number.adjusted()) >= _DIGITS_READ:
        return None
    return unsure(plain(number), f"写的是“{seen}”，按 {plain(number)} 读取")


def _with_unit(number: Decimal, unit: str, spec: FieldSpec, seen: str) -> Reading | None:
    if spec.type == "percent":
        return _percent(number, unit, seen)
    if unit in ("", spec.unit) or unit in _UNITS[spec.type]:
        return _counted(number, spec, seen)
    if _MONEY.search("".join((spec.unit, *spec.labels))) and ("元" in unit or unit == "万"):
        return _money(number, unit, spec, seen)
    if times := _SCALES_OF_UNITS.get(unit):
        return unsure(plain(number * times), f"写的是“{seen}”，按 {plain(number * times)} 读取")
    return None


def _counted(number: Decimal, spec: FieldSpec, seen: str) -> Reading:
    if spec.type == "integer" and number != number.to_integral_value():
        return unsure(plain(number), f"写的是“{seen}”，此处应为整数")
    if spec.type == "integer" and number < 0:
        return unsure(plain(number), f"写的是“{seen}”，此处不应为负数")
    return Reading(value=plain(number))


def _percent(number: Decimal, unit: str, seen: str) -> Reading | None:
    if unit == "%":
        return Reading(value=plain(number))
    if unit == "‰":
        return unsure(plain(number / 10), f"写的是“{seen}”，按 {plain(number / 10)}% 读取")
    if unit:
        return None
    if 0 < number <= 1:
        return unsure(
            plain(number), f"写的是“{seen}”，没有百分号，看不出是 {plain(number)}% 还是 {plain(number * 100)}%"
        )
    return Reading(value=plain(number))


def _money(number: Decimal, unit: str, spec: FieldSpec, seen: str) -> Reading | None:
    unit = unit.removesuffix("/年").removesuffix("每年").replace("人民币", "")
    in_ten_thousands = "万元" in spec.unit or any("万元" in label for label in spec.labels)
    if unit not in ("元", "万元", "万"):
        return None
    if unit == ("万元" if in_ten_thousands else "元"):
        return Reading(value=plain(number))
    if in_ten_thousands:
        number = number / 10000 if unit == "元" else number
    else:
        number *= 10000
    printed = "万元" if in_ten_thousands else spec.unit or "元"
    return unsure(plain(number), f"写的是“{seen}”，本栏单位为{printed}，按 {plain(number)} 读取")


def _spelled_percent(seen: str, spec: FieldSpec) -> Reading | None:
    found = _IN_WORDS.fullmatch(SPACE.sub("", seen).replace("百分百", "百分之百"))
    if found is None or spec.type != "percent":
        return None
    number = Decimal(100) if found[1] == found[2] == "百" else number_in_chinese(found[2])
    if number is None and (figure := _PLAIN.fullmatch(found[2])) and not figure[2]:
        number = Decimal(figure[1].replace(",", ""))
    if number is None:
        return None
    if found[1] == "百":
        return Reading(value=plain(number))
    value = plain(number / _SCALES[found[1]])
    return unsure(value, f"写的是“{seen}”，按 {value}% 读取")


def _about(seen: str, spec: FieldSpec) -> Reading | None:
    rest = _REMARK.sub("", seen)
    if start := _ROUGH.match(rest):
        rest = rest[start.end() :]
    rest = _ROUGH_END.sub("", rest, count=1)
    rest = re.sub(r"(?<=[0-9])\s*[多余来](?=\D)", "", rest)
    if rest == seen or not rest or _RANGE.search(seen):
        return None
    reading = _exact(rest, spec) or _spelled_percent(rest, spec)
    if reading is None or reading.value is None:
        return None
    return doubted(replace(reading, doubts=()), f"写的是“{seen}”，按 {reading.value} 读取")


def _one_of_many(seen: str, text: str) -> Reading:
    numbers = [] if _RANGE.search(seen) or _LARGER_UNIT.search(seen) else _ANY.findall(seen)
    if len(numbers) == 1 and len(seen) <= 20:
        value = plain(Decimal(numbers[0].replace(",", "")))
        if len(value) < _DIGITS_READ and not re.search(r"[0-9][^0-9]*[零一二三四五六七八九十百千万]", seen):
            return unsure(value, f"写的是“{text}”，按 {value} 读取")
    return unsure(None, f"写的是“{_short(text)}”，读不出一个数", grade="C", code="field-not-number")


def _short(text: str) -> str:
    flat = SPACE.sub(" ", text)
    return flat if len(flat) <= 40 else f"{flat[:40]}…"


def read_two_numbers(text: str, spec: FieldSpec) -> Reading:
    """Two numbers of one cell (人数/时数, 打分/排序): the first as the value, the second as ``second``."""
    seen = narrow(text).strip()
    if SPACE.sub("", seen) in _NONE:
        return unsure(None, f"写的是“{seen}”，看不出是 0 还是没有这一项")
    sides = [side for side in _PARTS.split(_GAP.sub("", seen).replace("人/次", "人次")) if side]
    readings = [_side(side) for side in sides]
    if len(sides) == 1:
        return _one_number(seen, readings[0], sides[0])
    if len(sides) != 2 or None in readings or _EACH.search(seen) or _units_clash(*sides):
        return unsure(None, f"写的是“{_short(text.strip())}”，应为“{spec.labels[0]}”两个数", grade="C")
    first, second = (reading for reading in readings if reading is not None)
    ranked = spec.second == "rank"
    swapped = bool(_RANK.search(sides[0])) if ranked else bool(_HOURS.search(sides[0]) and _PEOPLE.search(sides[1]))
    if swapped:
        first, second, sides = second, first, sides[::-1]
    reading = Reading(value=first.value, second=second.value)
    if ranked and not _may_rank(reading, _most(spec)):
        return _wrong_rank(reading, seen, spec)
    doubtful = swapped or "B" in (first.grade, second.grade) or bool(_foreign_unit(ranked).search(sides[1]))
    if doubtful or (spec.type == "integer" and "." in str(first.value)):
        return doubted(reading, f"写的是“{seen}”，按“{first.value}”和“{second.value}”读取")
    return reading


def _may_rank(reading: Reading, most: Decimal) -> bool:
    """Whether a score and a rank can be only those.

    A rank is a whole number from 1; where it could be a score as well, the score is the larger of the two. Of
    three hundred teams the last has 62 points and rank 300: no score is as high.
    """
    score, rank = Decimal(str(reading.value)), Decimal(str(reading.second))
    whole = rank >= 1 and rank == rank.to_integral_value()
    return whole and score <= most and (score >= rank or rank > most)


def _most(spec: FieldSpec) -> Decimal:
    return Decimal(str(spec.maximum)) if spec.maximum is not None else Decimal(100)


def _wrong_rank(reading: Reading, seen: str, spec: FieldSpec) -> Reading:
    """A guess at a score and a rank, the other way round if only that can be."""
    turned = replace(reading, value=reading.second, second=reading.value)
    reading = turned if _may_rank(turned, _most(spec)) else reading
    guess = f"按“{reading.value}”和“{reading.second}”读取"
    return doubted(reading, f"写的是“{seen}”，不像“{spec.labels[0]}”的先后，{guess}", grade="C")


def _foreign_unit(ranked: bool) -> re.Pattern[str]:
    """Units that the second number cannot have: hours are no 次, ranks no 分."""
    return _NOT_RANKED if ranked else _NOT_HOURS


def _units_clash(first: str, second: str) -> bool:
    """Whether the units say that these are not people and hours, in either order."""
    hours, people = (
        (bool(_HOURS.search(first)), bool(_HOURS.search(second))),
        (
            bool(_PEOPLE.search(first)),
            bool(_PEOPLE.search(second)),
        ),
    )
    reversed_in_part = (hours[0] or people[1]) and not (hours[0] and people[1])
    return reversed_in_part or all(hours) or all(people)


_BOTH = FieldSpec(key="number", labels=("数",), type="decimal")


def _side(side: str) -> Reading | None:
    """One of two numbers: a bare number or one with a unit is sure, one in a few more words is not."""
    worn = re.sub(r"^(?:第|共|计)(?=[0-9零一二三四五六七八九十百])", "", side)
    bare = _UNIT_OF_TWO.sub("", worn)
    reading = _exact(bare, _BOTH) or _about(bare, _BOTH)
    if reading is not None and reading.value is not None:
        return reading
    return None


def _one_number(seen: str, reading: Reading | None, side: str) -> Reading:
    if reading is None or "," in side or _EACH.search(seen):
        return unsure(None, f"写的是“{_short(seen)}”，应为两个数", grade="C")
    if _HOURS.search(side):
        return unsure(None, f"写的是“{seen}”，只有第二个数", second=reading.value)
    return unsure(reading.value, f"写的是“{seen}”，只有一个数")
