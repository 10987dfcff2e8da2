"""Names that could be mistaken for a name: every one is a single word away from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"第?[{_NUMERALS}](?=建|公司|分公司|工程|局|院|航|冶|处|安装|建筑|市政|水|化|铁|电)")
_MORE_STROKES = {"一": "二三十", "二": "三"}
"""For each number those that are like it once a stroke is worn off."""
_LEGAL = (
    "集团股份有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "集团公司",
    "公司",
)
"""How names of companies end, the longest first."""
_TRADES = (
    (
        "建设工程",
        "建筑工程",
        "建筑安装工程",
        "市政工程",
        "安装工程",
        "路桥工程",
        "装饰工程",
        "建设",
        "建筑",
        "建工",
        "工程",
    ),
    ("水利", "水电", "水务"),
    ("路桥", "公路", "交通", "市政"),
    ("设计", "勘察", "监理", "咨询"),
)
_SOCIETIES = (
    ("建筑业协会", "质量协会", "建筑业行业协会", "建筑装饰行业协会",
     "市政行业协会", "安装行业协会", "建筑材料行业协会", "质量管理协会", "工程建设质量管理协会"),
    ("协会", "学会", "商会", "联合会", "促进会"),
)  # fmt: skip
_PLACE = re.compile(r"^(中国|[\u4e00-\u9fff]{1,3}?)(省|市|区|县)")
_PROVINCES = re.compile(
    "^(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)"
)
_BRANCH = re.compile(r"(?<=公司)[\u4e00-\u9fff]{1,8}(?:分公司|项目部|事业部|工程处)$")


def may_be_worn(name: str) -> bool:
    """Whether a number in a name may be another one that lost a stroke: 三 worn to 二, 二 or 十 to 一.

    >>> may_be_worn("浙江省第二建筑公司"), may_be_worn("浙江省第三建筑公司"), may_be_worn("浙江一帆建设公司")
    (True, False, False)
    """
    return any(found[0][-1] in "一二" for found in _NUMBERED.finditer(name))


def is_worn_from(read: str, name: str) -> bool:
    """Whether what was read may be this name with worn numbers.

    >>> is_worn_from("浙江二建公司", "浙江三建公司"), is_worn_from("浙江三建公司", "浙江二建公司")
    (True, False)
    """
    pairs = [(sign, other) for sign, other in zip(read, name, strict=False) if sign != other]
    return len(read) == len(name) and all(other in _MORE_STROKES.get(sign, "") for sign, other in pairs)


@lru_cache(maxsize=4096)
def neighbours(name: str) -> tuple[str, ...]:
    """Names one word away: another number, 集团 in or out, 省 or 市, another legal form, trade or society, a branch.

    Another brand word is not among them, for it may be any word.

    >>> [each for each in neighbours("浙江一建有限公司") if len(each) == 8][:3]
    ['浙江二建有限公司', '浙江三建有限公司', '浙江四建有限公司']
    """
    makers = (_other_numbers, _other_places, _other_endings, _with_branch, _other_societies, _other_trades)
    made = dict.fromkeys(each for maker in makers for each in maker(name))
    made.pop(name, None)
    return tuple(made)


def _other_numbers(name: str) -> Iterator[str]:
    for found in _NUMBERED.finditer(name):
        for numeral in _NUMERALS:
            yield name[: found.end() - 1] + numeral + name[found.end() :]
        if found[0].startswith("第"):
            yield name[: found.start()] + name[found.end() :]
            yield name[: found.start()] + name[found.end() - 1 :]
        else:
            yield name[: found.start()] + "第" + name[found.start() :]
    if not _NUMBERED.search(name):
        for trade in ("建设", "建筑", "建工", "工程", "市政", "安装", "水利", "路桥"):
            if (at := name.find(trade)) > 0:
                yield from (f"{name[:at]}第{numeral}{name[at:]}" for numeral in _NUMERALS[:4])
                break


def _other_places(name: str) -> Iterator[str]:
    if found := _PLACE.match(name):
        rest = name[found.end() :]
        yield from (found[1] + level + rest for level in ("", "省", "市", "区", "县"))
    elif province := _PROVINCES.match(name):
        yield province[0] + "省" + name[province.end() :]
        yield province[0] + "市" + name[province.end() :]
    elif len(name) > 4:
        yield from (name[:2] + level + name[2:] for level in ("省", "市", "区", "县"))
    if not name.startswith("中国"):
        yield "中国" + name


def _other_endings(name: str) -> Iterator[str]:
    branch = _BRANCH.search(name)
    head, tail = (name[: branch.start()], branch[0]) if branch else (name, "")
    plain = head.replace("（集团）", "").replace("(集团)", "")
    for ending in _LEGAL:
        if plain.endswith(ending):
            stem = plain[: -len(ending)]
            yield from (stem + other + tail for other in _LEGAL)
            yield f"{stem}（集团）{ending.replace('集团', '')}{tail}"
            break


def _with_branch(name: str) -> Iterator[str]:
    if branch := _BRANCH.search(name):
        yield name[: branch.start()]
    if name.endswith("公司"):
        numbers = ("第一", "第二", "第三", "第四")
        yield from (f"{name[: branch.start()] if branch else name}{number}分公司" for number in numbers)
        yield f"{name}{name[:2]}分公司"
        yield name + "工会"


def _other_societies(name: str) -> Iterator[str]:
    yield from _swapped(name, _SOCIETIES)


def _other_trades(name: str) -> Iterator[str]:
    yield from _swapped(name, _TRADES)


def _swapped(name: str, families: Sequence[Sequence[str]]) -> Iterator[str]:
    """The name with each word that belongs to a family replaced by the others of it; the longest word counts."""
    for family in families:
        for word in sorted(family, key=len, reverse=True):
            if (at := name.rfind(word)) > 0:
                yield from (name[:at] + other + name[at + len(word) :] for other in family if other != word)
                break
