"""Whether two names of companies or teams may be one, written differently; numbers in them always tell them apart."""

from __future__ import annotations

import re
from functools import lru_cache

from qtdocs.text import name_twin

_ROMAN = str.maketrans("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "一二三四五六七八九十")
_DIGITS = str.maketrans("1234567890", "一二三四五六七八九零")
_COUNTED = re.compile(r"[（(]\s*[0-9０-９]+\s*人\s*[)）]\s*$")
_SIGNS = re.compile(r"[^\w]|_")
_NUMERALS = re.compile("[零一二三四五六七八九十百甲乙丙丁戊己东西南北早中晚a-z]")
"""What teams are counted by: these are no slips of the pen."""
_LEGAL = (("有限责任公司", "有限公司"), ("股份有限公司", "有限公司"), ("集团公司", "集团有限公司"))
_TEAMS = (("班组", "班"), ("小组", "组"))
_SHORT = 4
_LONG = 10
_LIKE_SCANNED = 60.0


@lru_cache(maxsize=16384)
def loosened(name: str) -> str:
    """The name without what people write now so, now otherwise: brackets, 第, legal form, 班组 for 班, digits, （9人）.

    >>> loosened("浙江甲建设（集团）有限责任公司") == loosened("浙江甲建设集团有限公司")
    True
    >>> loosened("第1测量班组") == loosened("测量一班"), loosened("测量1班组") == loosened("测量一班")
    (False, True)
    """
    name = _COUNTED.sub("", name)
    text = _SIGNS.sub("", name_twin(name.translate(_ROMAN)).translate(_DIGITS)).replace("第", "")
    for long, short in (*_LEGAL, *_TEAMS):
        if text.endswith(long):
            text = text.removesuffix(long) + short
    return text


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> bool:
    """Whether two names are one but for the way it is written or a single slip; another number is another name.

    >>> near("测量一班", "测量一班组"), near("测量一班", "测量二班"), near("浙江甲川建设公司", "浙江甲州建设公司")
    (True, False, True)
    """
    from rapidfuzz.distance import Levenshtein

    here, there = loosened(one), loosened(other)
    if not here or not there:
        return False
    if here == there:
        return True
    if _NUMERALS.findall(here) != _NUMERALS.findall(there) or min(len(here), len(there)) < _SHORT:
        return False
    return Levenshtein.distance(here, there) <= (2 if min(len(here), len(there)) >= _LONG else 1)


def bare(team: str, *organisations: str) -> str:
    """The team's name without its company's in front of it; the whole of it where nothing would be left.

    >>> bare("浙江甲川建设有限公司疏浚二班", "浙江甲川建设有限公司"), bare("浙江甲川", "浙江甲川")
    ('疏浚二班', '浙江甲川')
    """
    name = name_twin(team)
    for organisation in filter(None, organisations):
        for front in (name_twin(organisation), loosened(organisation)):
            if front and name.startswith(front) and len(name) > len(front):
                return name.removeprefix(front)
    return team


def like_scanned(one: str, other: str) -> bool:
    """Whether two names, one of them recognised on a picture, are as like as a misread one is.

    >>> like_scanned("测量一班", "测呈一班"), like_scanned("测量一班", "木工班")
    (True, False)
    """
    from rapidfuzz.fuzz import ratio

    return bool(ratio(name_twin(one), name_twin(other)) >= _LIKE_SCANNED)


def same_nominator(one: str, other: str, words: tuple[str, ...]) -> bool:
    """Whether two names are those of one nominator.

    Args:
        one: a name as written.
        other: another.
        words: what tells the programme's nominators apart (杭州, 宁波); names with different ones are different.

    >>> same_nominator("杭州市建筑业协会", "杭州建筑业协会", ("杭州", "湖州"))
    True
    >>> same_nominator("杭州市建筑业协会", "湖州市建筑业协会", ("杭州", "湖州"))
    False
    """
    if loosened(one) == loosened(other):
        return bool(loosened(one))
    here, there = (max((word for word in words if word in name), key=len, default="") for name in (one, other))
    return here == there != "" and near(one, other)


def other_nominator(one: str, other: str, words: tuple[str, ...], *, scanned: bool) -> bool:
    """Whether two names are certainly those of two nominators: no slip of the pen, no misreading explains it.

    Args:
        one: a name as written.
        other: another.
        words: what tells the programme's nominators apart.
        scanned: whether one of them was recognised on a picture.

    >>> other_nominator("绍兴市建筑业协会", "杭州市建筑业协会", ("杭州", "绍兴"), scanned=True)
    True
    >>> other_nominator("杭洲市建筑业协会", "杭州市建筑业协会", ("杭州", "绍兴"), scanned=False)
    False
    """
    if same_nominator(one, other, words):
        return False
    here, there = (max((word for word in words if word in name), key=len, default="") for name in (one, other))
    if here and there and here != there:
        return True
    return not (near(one, other) or (scanned and like_scanned(one, other)))
