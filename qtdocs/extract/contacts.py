"""Telephone numbers, mail addresses and postcodes as people type them."""

from __future__ import annotations

import re

from qtdocs.extract.reading import SPACE, Reading, doubted, unsure
from qtdocs.text import narrow

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－ーー一_", "-"))
_NUMBER = re.compile(
    r"(?<![0-9])(?:"
    r"(?P<country>(?:(?:\+|00)86|86(?=[ -]?1[3-9]))[\s-]*)?"
    r"(?:(?P<mobile>1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|1[3-9][0-9][ -][0-9]{3}[ -][0-9]{5})"
    r"|\(?(?P<area>010|02[0-9]|0[3-9][0-9]{2})\)?[\s-]*"
    r"(?P<local>[2-9][0-9]{3}[ -]?[0-9]{4}|[0-9]{8}|(?<!010)(?<!02[0-9])(?<!010[)\s-])(?<!02[0-9][)\s-])[2-9][0-9]{6})"
    r"|(?P<service>[48]00[ -]?[0-9]{3}[ -]?[0-9]{4})"
    r"|(?P<bare>[0-9]{4}[ -]?[0-9]{4}|[0-9]{7})"
    r"))(?![0-9])(?:\s*(?:转|-|分机|ext\.?|x)[:\s]*(?P<extension>[0-9]{1,6})(?![0-9*]))?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s、,/;|&或和及()-]+")
_WORDS = re.compile(
    r"(?:联系|办公|固定|移动)?(?:电话|手机|座机|固话)(?:号码?)?[:\s]*|(?:tel|mobile|phone)[.:\s]*|[办宅]:",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"[0-9](?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_FLOAT = re.compile(r"([0-9]{7,12})\.0+")
_NO_ZERO = re.compile(r"(?!1[3-9][0-9]{9}$)(?:10|2[0-9]|[3-9][0-9]{2})-?[2-9][0-9]{6,7}")
_CHUNKS = re.compile(r"[、,/;|\n]+")
_DIGIT = re.compile(r"[0-9]")

_ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w-])", re.ASCII
)
_MAIL_WORDS = re.compile(r"^(?:mailto:|(?:电子)?(?:邮箱|邮件)(?:地址)?:|e-?mail:)\s*", re.IGNORECASE)


def read_phones(text: str) -> Reading:
    """The numbers of a cell: digits, with the area code's hyphen and the extension's."""
    seen = _FLOAT.sub(r"\1", narrow(text).strip().translate(_DASHES))
    if found := _EXPONENT.fullmatch(seen):
        return _from_exponent(seen, digits=1 + len(found[1] or ""), power=int(found[2]))
    phones: list[str] = []
    missing_codes: list[str] = []
    tails: list[str] = []
    for match in _NUMBER.finditer(seen):
        phones.append(_canonical(match))
        if match["bare"]:
            missing_codes.append(match["bare"])
        if match["mobile"] and match["extension"]:
            tails.append(match[0])
    rest = _NUMBER.sub("\n", seen)
    if _DIGIT.search(rest) or not phones:
        return _bad(seen)
    reading = Reading(value=tuple(dict.fromkeys(phones)))
    if missing_codes:
        said = f"号码“{'、'.join(missing_codes)}”没有区号"
        reading = doubted(reading, said, code="field-bad-phone")
    if tails:
        said = f"手机号后还有数字：“{'、'.join(tails)}”"
        reading = doubted(reading, said, code="field-bad-phone")
    left = _SEPARATORS.sub(" ", _WORDS.sub(" ", rest)).strip()
    return doubted(reading, f"格内除号码外还有“{left}”") if left else reading


def _canonical(match: re.Match[str]) -> str:
    if match["mobile"]:
        return _digits(match["mobile"])
    if match["area"]:
        number = f"{match['area']}-{_digits(match['local'])}"
    else:
        number = _digits(match["service"] or match["bare"])
    return f"{number}-{match['extension']}" if match["extension"] else number


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _from_exponent(seen: str, *, digits: int, power: int) -> Reading:
    if digits == power + 1:
        return doubted(read_phones(_digits(seen.upper().split("E")[0])), f"写的是“{seen}”，是表格软件缩成的样子")
    return unsure((seen,), f"号码成了“{seen}”，后几位已看不到", grade="C", code="field-bad-phone")


def _bad(seen: str) -> Reading:
    chunks = tuple(chunk.strip() for chunk in _CHUNKS.split(seen) if chunk.strip())
    bare = seen.replace(" ", "")
    if _NO_ZERO.fullmatch(bare):
        return unsure((bare,), f"号码“{seen}”像是少了区号前的 0", code="field-bad-phone")
    values = tuple(value for chunk in chunks for value in _chunk_values(chunk))
    wrong = [chunk for chunk in chunks if _NUMBER.fullmatch(chunk) is None]
    lengths = "；".join(f"“{chunk}”有 {len(_digits(chunk))} 位数字" for chunk in wrong)
    return unsure(values or None, f"不像电话号码：{lengths}", grade="C", code="field-bad-phone")


def _chunk_values(chunk: str) -> tuple[str, ...]:
    found = _NUMBER.fullmatch(chunk)
    return (_canonical(found) if found else chunk,)


def read_email(text: str) -> Reading:
    """The mail address; several stand joined by ``、``."""
    seen = text.strip()
    bare = _MAIL_WORDS.sub("", narrow(seen))
    found = _ADDRESS.findall(bare)
    rest = _ADDRESS.sub(" ", bare).strip(" 、,/;|\r\n\t<>()")
    if len(found) == 1 and not rest:
        return Reading(value=found[0]) if found[0] in seen else unsure(found[0], f"写的是“{seen}”，含全角字符")
    if found and not SPACE.sub("", rest).strip("、,/;|"):
        return unsure("、".join(dict.fromkeys(found)), f"写了 {len(found)} 个邮箱")
    joined = SPACE.sub("", bare)
    if _ADDRESS.fullmatch(joined):
        return unsure(joined, f"写的是“{SPACE.sub(' ', seen)}”，邮箱中间有空格或换行")
    if len(found) == 1 and "@" not in rest:
        return unsure(found[0], f"格内除邮箱外还有“{SPACE.sub(' ', rest)}”")
    return unsure(SPACE.sub(" ", seen), f"“{SPACE.sub(' ', seen)}”不像邮箱地址", grade="C")


def read_postcode(text: str) -> Reading:
    """The six digits of a postcode."""
    seen = narrow(text).strip()
    digits = SPACE.sub("", seen)
    digits = digits.removesuffix(".0")
    if re.fullmatch("[0-9]{6}", digits):
        return Reading(value=digits)
    if re.fullmatch("[0-9]{5}", digits):
        return unsure(digits, f"邮编“{digits}”只有 5 位，可能漏了开头的 0")
    found = re.findall(r"(?<![0-9])[0-9]{6}(?![0-9])", seen)
    if len(found) == 1 and not _DIGIT.search(seen.replace(found[0], "")):
        return unsure(found[0], f"写的是“{seen}”，按 {found[0]} 读取")
    return unsure(seen, f"邮编“{seen}”不是 6 位数字", grade="C")
