"""Text: matching twins of labels and names, widths, Chinese numbers and dates, word count."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_NOT_IN_LABELS = re.compile(r"[\s:：_＿\u200b\ufeff]+")
_NARROW = {ord("　"): " ", ord("﹪"): "%"} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "○": 0, "两": 2, "廿": 20, "卅": 30}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WEEKDAYS = "一二三四五六日"

_ASIAN = (
    "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2460-\u24ff\u25a0-\u27bf\u2e80-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"(?!\s)[{_ASIAN}]|[^\s{_ASIAN}]+")


@lru_cache(maxsize=8192)
def label_twin(text: str) -> str:
    """The matching twin of a printed label: NFKC, no white space, colons or underscores, lower case.

    >>> label_twin("邮　编：")
    '邮编'
    """
    return _NOT_IN_LABELS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def name_twin(text: str) -> str:
    """The matching twin of a name of a company or team; for comparing only, never for printing.

    >>> name_twin("浙江甲建设（集团）有限公司 ") == name_twin("浙江甲建设(集团)有限公司")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().strip("\"'“”‘’「」")


def narrow(text: str) -> str:
    """The text with full-width letters, digits, punctuation and spaces as narrow ones, and nothing else changed.

    Unlike NFKC it leaves ``²``, ``①`` and ``㎡`` alone, so that ``10²`` never becomes 102.

    >>> narrow("９８．５％")
    '98.5%'
    """
    return text.translate(_NARROW)


def number_in_chinese(text: str) -> Decimal | None:
    """The number that Chinese numerals say; none where the text is anything else.

    >>> [str(number_in_chinese(text)) for text in ("一亿二千万", "一万零五", "二〇二六", "九十八点五", "一百二")]
    ['120000000', '10005', '2026', '98.5', 'None']
    """
    whole, point, fraction = text.partition("点")
    if point and not (fraction and all(_DIGITS.get(sign, 99) < 10 for sign in fraction)):
        return None
    number = _whole_number(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[sign]) for sign in fraction)}") if point else Decimal(number)


def _whole_number(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(_DIGITS.get(sign, 99) < 10 for sign in text):
        spelled_out = len(text) > 3 or any(_DIGITS[sign] == 0 for sign in text)
        return int("".join(str(_DIGITS[sign]) for sign in text)) if spelled_out else None  # 三四 is said for 3 or 4
    billions = thousands = section = digit = 0
    pending = zero = False
    last_unit = 10**9
    for sign in text:
        if sign in _DIGITS:
            if pending and digit:
                return None
            digit, pending, zero = _DIGITS[sign], True, zero or not _DIGITS[sign]
            if digit >= 20:
                section, digit, pending, last_unit = section + digit, 0, False, 10
        elif sign in _UNITS:
            unit = _UNITS[sign]
            if unit >= last_unit or (not pending and (unit != 10 or section or thousands or billions)):
                return None
            section, digit, pending, zero = section + (digit if pending else 1) * unit, 0, False, False
            last_unit = unit
        elif sign == "万" and section + digit and not thousands:
            thousands = (section + digit) * 10**4
            section, digit, pending, zero, last_unit = 0, 0, False, False, 10**9
        elif sign == "亿" and thousands + section + digit and not billions:
            billions = (thousands + section + digit) * 10**8
            thousands, section, digit, pending, zero, last_unit = 0, 0, 0, False, False, 10**9
        else:
            return None
    after_unit = 10 < last_unit < 10**9 or (billions + thousands and not section)
    if digit and after_unit and not zero:  # 一百二 is said for 120 and could be meant as 102
        return None
    return billions + thousands + section + digit


def plain_number(number: Decimal) -> str:
    """A number without exponent and trailing zeros.

    >>> plain_number(Decimal("86.50")), plain_number(Decimal("1E+2")), plain_number(Decimal("0.00"))
    ('86.5', '100', '0')
    """
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def chinese_number(number: int) -> str:
    """A whole number from 0 to 99 999 999 in Chinese numerals, as spoken.

    Raises:
        ValueError: the number is out of that range.

    >>> chinese_number(0), chinese_number(12), chinese_number(105), chinese_number(20010)
    ('零', '十二', '一百零五', '二万零一十')
    """
    if not 0 <= number < 10**8:
        msg = f"chinese_number takes 0 to 99999999, not {number}"
        raise ValueError(msg)
    if number == 0:
        return "零"
    high, low = divmod(number, 10**4)
    said = f"{_below_ten_thousand(high)}万" if high else ""
    if low:
        said += ("零" if high and low < 1000 else "") + _below_ten_thousand(low)
    return said[1:] if said.startswith("一十") else said


def _below_ten_thousand(number: int) -> str:
    said, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if zero else "") + "零一二三四五六七八九"[digit] + unit
        zero = digit == 0 and bool(said)
    return said


def chinese_date(date: datetime.date) -> str:
    """A date as Chinese papers are signed.

    >>> chinese_date(datetime.date(2026, 6, 18))
    '二〇二六年六月十八日'
    """
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(date.year))
    return f"{year}年{chinese_number(date.month)}月{chinese_number(date.day)}日"


def plain_date(date: datetime.date) -> str:
    """A date in the usual way with Arabic digits.

    >>> plain_date(datetime.date(2026, 4, 27))
    '2026年4月27日'
    """
    return f"{date.year}年{date.month}月{date.day}日"


def weekday(date: datetime.date) -> str:
    """The day of the week.

    >>> weekday(datetime.date(2026, 4, 27))
    '星期一'
    """
    return "星期" + _WEEKDAYS[date.weekday()]


def weekday_number(text: str) -> int | None:
    """The number of a printed weekday, Monday 0; none where there is none.

    >>> weekday_number("星期五"), weekday_number("周日"), weekday_number("礼拜天"), weekday_number("五月")
    (4, 6, 6, None)
    """
    found = re.search(r"(?:星期|周|礼拜)\s*([一二三四五六日天])", text)
    return _WEEKDAYS.index(found[1].replace("天", "日")) if found else None


def word_count(text: str) -> int:
    """The number of words (字数) as Word counts them in a Chinese text.

    Each Chinese character and each full-width punctuation mark is one; each run of anything else between them
    and white space (a Latin word, a number with its sign or unit) is one; white space is none.

    >>> word_count("合格率98.5%，QC 小组。")
    9
    """
    return len(_WORD.findall(text))


def display_width(text: str) -> int:
    """The width of the widest line in columns of a fixed-width font: Chinese characters take two.

    >>> display_width("班组A")
    5
    """
    return max((sum(_columns(sign) for sign in line) for line in text.split("\n")), default=0)


def _columns(sign: str) -> int:
    if sign < "\u0300":
        return 1
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which 2 stands before 10, however many digits a number has.

    >>> sorted(["表10", "表2", "表０１"], key=natural_order)
    ['表０１', '表2', '表10']
    """
    key = []
    for part in re.split(r"(\d+)", text):
        if part.isdecimal():
            digits = "".join(str(unicodedata.decimal(sign)) for sign in part).lstrip("0")
            key.append((0, len(digits), digits))  # int() would refuse a number of more than 4300 digits
        elif part:
            key.append((1, 0, part))
    return tuple(key)


_MOBILE = re.compile(r"(?<![\dA-Za-z])(?:\+?86[- ]?)?([1１][3-9３-９]\d)[- －]?\d{4}[- －]?(\d{4})(?![\dA-Za-z])")
_LANDLINE = re.compile(r"(?<![\dA-Za-z])([0０]\d{2,3})([-－—]|[)）] ?)\d{3,4}(\d{4})(?![\dA-Za-z])")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])")


def masked(text: str) -> str:
    """The text with the middle of every telephone and identity number hidden.

    >>> masked("王敏 13800001234、0571-86660001"), masked("138-0000-1234")
    ('王敏 138****1234、0571-****0001', '138****1234')
    >>> masked("2026-04-27 共 12345678 元，指纹 a13800001234")
    '2026-04-27 共 12345678 元，指纹 a13800001234'
    """
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1\2****\3", text)


_FIRST_DAY = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar


def excel_day(text: str) -> datetime.date | None:
    """The day that Excel keeps as this number; none where it is no number of a likely day.

    >>> excel_day("46093"), excel_day("12")
    (datetime.date(2026, 3, 12), None)
    """
    if not text.isascii() or not text.isdigit() or not 30_000 < int(text) < 80_000:
        return None
    return _FIRST_DAY + datetime.timedelta(days=int(text))


_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


def day_in(text: str) -> datetime.date | None:
    """The day that a text says and nothing else; none where it says none.

    >>> day_in("2026年4月27日"), day_in("2026-02-30"), day_in("昨天")
    (datetime.date(2026, 4, 27), None, None)
    """
    found = _DAY.fullmatch(text.translate(_NARROW))
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
