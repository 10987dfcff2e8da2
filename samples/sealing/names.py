"""Invented organisations, and the ones that differ from them in a single word."""

from __future__ import annotations

import numpy as np

_PLACES = (
    "浙江",
    "杭州",
    "宁波市",
    "江苏",
    "苏州",
    "山东",
    "青岛市",
    "湖北",
    "武汉",
    "四川",
    "成都市",
    "广东",
    "佛山市",
    "福建",
    "安徽省",
)
_BRANDS = "澄岚砚沧禾苕镜屿婺川磐泊桁榷霁岫筠涵翊珩垚湛钧昀柘桐枫榆槿岑屹峥嵘泓沅沣渊澜澈浦汐潞瀚灏"
_TRADES = (
    "建设",
    "建工",
    "建筑工程",
    "市政工程",
    "路桥",
    "水利",
    "安装工程",
    "装饰",
    "园林",
    "交通工程",
    "市政园林工程",
    "钢结构",
)
_TAILS = ("有限公司", "集团有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司")
_NUMBERED = ("第一", "第二", "第三", "第四", "第五")
_UNITS = ("市建筑业协会", "市市政行业协会", "省建设工程质量协会", "市工程建设质量管理协会")


def company(rng: np.random.Generator) -> str:
    """One full name of an invented company."""
    place = str(rng.choice(_PLACES))
    brand = "".join(rng.choice(list(_BRANDS), int(rng.integers(1, 3)), replace=False))
    if rng.random() < 0.15:
        return (
            f"{place}{rng.choice(_NUMBERED)}{rng.choice(('建筑工程', '市政工程', '建设', '建筑'))}{rng.choice(_TAILS)}"
        )
    return f"{place}{brand}{rng.choice(_TRADES)}{rng.choice(_TAILS)}"


def association(rng: np.random.Generator) -> str:
    """One full name of an invented association of a real kind."""
    return "".join(rng.choice(list(_BRANDS), 2, replace=False)) + str(rng.choice(_UNITS))


def companies(seed: int, n: int) -> list[str]:
    """Invented companies, each once, the same for the same seed."""
    rng = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < n:
        found[company(rng)] = None
    return list(found)


def neighbours_of(name: str) -> list[str]:
    """Names one word away: another number, 集团 in or out, 省 for 市, another brand, another trade, another tail."""
    found: list[str] = []
    for number in _NUMBERED:
        if number in name:
            found += [name.replace(number, other) for other in _NUMBERED if other != number]
    found.append(name.replace("集团", "") if "集团" in name else name.replace("有限", "集团有限", 1))
    found += [name.replace("市", "省", 1), name.replace("省", "市", 1)]
    for trade in sorted(_TRADES, key=len, reverse=True):
        if trade in name:
            found += [name.replace(trade, other) for other in ("建设", "建工", "建筑", "工程") if other != trade]
            break
    for place, letter in enumerate(name):
        if letter in _BRANDS:
            found += [name[:place] + other + name[place + 1 :] for other in _BRANDS[::7] if other != letter]
    found.append(name.replace("有限公司", "有限责任公司") if "责任" not in name else name.replace("责任", ""))
    found.append(name.replace("（集团）", ""))
    return [each for each in dict.fromkeys(found) if each != name]
