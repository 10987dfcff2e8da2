"""Invented organisations, and the ones that differ from them in a single word."""

from __future__ import annotations

import numpy as np

PROVINCES = ("浙江", "江苏", "山东", "湖北", "四川", "广东", "福建", "安徽", "湖南", "江西")
CITIES = ("杭州", "宁波", "苏州", "青岛", "武汉", "成都", "佛山", "厦门", "合肥", "长沙")
TOWNS = ("澄川", "砚州", "禾岭", "苕原", "镜岭", "屿江", "泊阳", "桁州", "霁城", "筠溪", "翊州", "湛岭")
"""Towns that do not exist: a company known by its town and a number would else be somebody's."""
_BRANDS = "澄岚砚沧禾苕镜屿婺川磐泊桁榷霁岫筠涵翊珩垚湛钧昀柘桐枫榆槿岑屹峥嵘泓沅沣渊澜澈浦汐潞瀚灏"
_TRADES = (
    "建设",
    "建工",
    "建筑",
    "建筑工程",
    "建设工程",
    "市政工程",
    "市政建设",
    "路桥",
    "路桥工程",
    "水利",
    "水电建设",
    "安装工程",
    "装饰",
    "装饰工程",
    "园林",
    "园林绿化",
    "交通工程",
    "市政园林工程",
    "钢结构",
    "地基基础",
    "机电安装",
    "幕墙工程",
    "轨道交通工程",
    "环境建设",
)
_TAILS = ("有限公司", "集团有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司", "集团股份有限公司")
_TAIL_ODDS = (0.46, 0.24, 0.08, 0.06, 0.1, 0.06)
_COUNTED = "一二三四五六"
_BRANCHES = ("第一分公司", "第二分公司", "第三分公司", "市政分公司")
_UNITS = (
    "建筑业协会",
    "市政行业协会",
    "建设工程质量协会",
    "工程建设质量管理协会",
    "市政公用工程协会",
    "质量协会",
    "建筑装饰行业协会",
    "质量管理协会",
)


def company(rng: np.random.Generator) -> str:
    """One full name of an invented company, 8 to 24 characters."""
    kind = rng.random()
    tail = str(rng.choice(_TAILS, p=_TAIL_ODDS))
    if kind < 0.14:
        return f"{rng.choice(TOWNS)}市第{rng.choice(list(_COUNTED))}{_one(rng, _TRADES[2:6])}{tail}"
    if kind < 0.2:
        return f"{rng.choice(TOWNS)}{rng.choice(list(_COUNTED))}建{rng.choice(('', '建设', '工程'))}{tail}"
    brand = "".join(rng.choice(list(_BRANDS), 1 if rng.random() < 0.3 else 2, replace=False))
    if kind < 0.26 and len(brand) == 2:
        return f"{brand}{_one(rng, _TRADES)}{tail}"
    whole = f"{_place(rng)}{brand}{_one(rng, _TRADES)}{tail}"
    return whole + _one(rng, _BRANCHES) if kind > 0.96 and len(whole) < 20 else whole


def association(rng: np.random.Generator) -> str:
    """One full name of an invented association of a real kind."""
    if rng.random() < 0.15:
        return "".join(rng.choice(list(_BRANDS), 2, replace=False)) + "省" + _one(rng, _UNITS)
    town = _one(rng, TOWNS) if rng.random() < 0.3 else "".join(rng.choice(list(_BRANDS), 2, replace=False))
    return f"{town}{_one(rng, ('市', '市', '市', '县'))}{_one(rng, _UNITS)}"


def companies(seed: int, n: int = 400) -> list[str]:
    """Invented companies, each once, the same for the same seed; about one in four is a neighbour of another."""
    rng = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < n:
        name = company(rng)
        found[name] = None
        if rng.random() < 0.3:
            found[_one(rng, neighbours_of(name))] = None
    return list(found)[:n]


def neighbours_of(name: str) -> list[str]:
    """Names one word away: another number, 集团 in or out, 省 for 市, another brand, trade or tail.

    >>> neighbours_of("澄川市第一建筑有限公司")[:3]
    ['澄川市第二建筑有限公司', '澄川市第三建筑有限公司', '澄川市第四建筑有限公司']
    """
    found = [
        *_renumbered(name),
        *_regrouped(name),
        *_moved(name),
        *_retraded(name),
        *_rebranded(name),
        *_retailed(name),
    ]
    return [each for each in dict.fromkeys(found) if each != name]


def _renumbered(name: str) -> list[str]:
    found = []
    for number in _COUNTED:
        for pattern in ("第{}", "{}建"):
            here = pattern.format(number)
            if here in name:
                found += [name.replace(here, pattern.format(other)) for other in _COUNTED]
    return found


def _regrouped(name: str) -> list[str]:
    if "（集团）" in name:
        return [name.replace("（集团）", "")]
    if "集团" in name:
        return [name.replace("集团", "", 1)]
    kinds = ("有限责任公司", "股份有限公司", "有限公司")
    return [name.replace(kind, f"集团{kind}", 1) for kind in kinds if kind in name][:1]


def _moved(name: str) -> list[str]:
    """The same name of another place, or of the province for the town."""
    found: list[str] = []
    for place in (*PROVINCES, *CITIES, *TOWNS):
        if not name.startswith(place):
            continue
        rest = name[len(place) :]
        peers = next(kind for kind in (PROVINCES, CITIES, TOWNS) if place in kind)
        found += [other + rest for other in peers[::5] if other != place]
        suffix = "省" if place in PROVINCES else "市"
        found.append(place + (rest[1:] if rest.startswith(suffix) else suffix + rest))
    for one, other in (("市", "省"), ("省", "市"), ("县", "市")):
        if name[2:3] == one:  # where a place ends, not the 市 of 市政
            found.append(name[:2] + other + name[3:])
    return found


def _retraded(name: str) -> list[str]:
    for trade in sorted((*_TRADES, *_UNITS), key=len, reverse=True):
        if trade in name:
            others = _UNITS[:4] if trade in _UNITS else ("建设", "建工", "建筑", "建设工程", "市政工程")
            return [name.replace(trade, other, 1) for other in others]
    return []


def _rebranded(name: str) -> list[str]:
    start = 0 if name[:2] not in TOWNS else 2
    places = [place for place, letter in enumerate(name) if letter in _BRANDS and place >= start][:2]
    return [
        name[:place] + other + name[place + 1 :]
        for place in places
        for other in _BRANDS[(5 * place + len(name)) % 7 :: 7]
        if other not in name
    ]


def _retailed(name: str) -> list[str]:
    if "有限责任公司" in name:
        return [name.replace("有限责任", "有限")]
    if "股份有限公司" in name:
        return [name.replace("股份", "")]
    found = [name.replace("有限公司", "有限责任公司"), name.replace("有限公司", "股份有限公司")]
    ends = [name[: -len(each)] for each in _BRANCHES if name.endswith(each)]
    return [*found, *ends, *(end + other for end in ends for other in _BRANCHES)]


def _place(rng: np.random.Generator) -> str:
    if rng.random() < 0.45:
        return _one(rng, PROVINCES) + ("省" if rng.random() < 0.15 else "")
    return _one(rng, CITIES) + ("市" if rng.random() < 0.3 else "")


def _one(rng: np.random.Generator, among: tuple[str, ...] | list[str]) -> str:
    return among[int(rng.integers(len(among)))]
