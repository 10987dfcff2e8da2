"""Invented organisations, teams and people, as many as are wanted; the same seed invents the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

REGIONS = (
    "北京", "天津", "河北", "山西", "辽宁", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "四川", "陕西",
)  # fmt: skip
_BRANDS = "澄岚禾沅屿砺翎桐渚衡崧沐骁霁岫璟柘湍瀚筠"
_TRADES = ("建设集团", "市政工程", "建筑工程", "安装工程", "隧道工程", "路桥工程", "地下工程", "水利工程", "装饰工程")
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
_CRAFTS = (
    "盾构掘进", "钢筋加工", "沥青摊铺", "预应力张拉", "机电安装", "幕墙安装", "防水施工", "测量放线", "桥梁焊接",
    "模板木工", "管廊安装", "边坡支护", "桩基施工", "塔吊安拆", "混凝土浇筑", "泵闸运维", "钢结构吊装",
    "精装修", "试验检测", "园林绿化",
)  # fmt: skip
_SURNAMES = "沈陆俞郗顾柳岑舒祁雍冉桑霍祝翟"
_GIVEN = (
    "知远",
    "青禾",
    "望舒",
    "明远",
    "承泽",
    "思齐",
    "若川",
    "景行",
    "怀瑾",
    "子衿",
    "云帆",
    "书砚",
    "安澜",
    "清和",
    "嘉树",
    "行简",
)
_TOPICS = (
    "样板引路",
    "三色看板",
    "一料一码",
    "首件验收",
    "微课堂",
    "工序交接卡",
    "班前五分钟",
    "工具定置",
    "质量日记",
    "师徒结对",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One invented team."""

    number: int
    """From 1, over the whole season."""
    region: str
    """Where it is."""
    organisation: str
    """Its organisation's full name."""
    team: str
    """Its own name."""
    title: str
    """What its experience is called."""
    leader: str
    """Who leads it."""
    contact: str
    """Whom to ask."""
    phone: str
    """How to reach them; no such number is given out."""
    headcount: int
    """How many they are."""
    merit: float
    """How good it really is, about 0 with spread 1; only sample scores know it."""

    @property
    def nominator(self) -> str:
        """Who puts it forward."""
        return f"{self.region}{'市' if self.region in ('北京', '天津', '上海') else '省'}工程建设质量管理协会"


def cast(size: int, seed: int = 2026, *, regions: Sequence[str] = REGIONS[:6]) -> tuple[Member, ...]:
    """So many invented teams, 342 at most; no two organisations have the same name."""
    random = Random(f"cast {seed}")
    names = _brands(random)
    return tuple(_member(number, next(names), random, regions) for number in range(1, size + 1))


def person(random: Random) -> str:
    """An invented name."""
    return random.choice(_SURNAMES) + random.choice(_GIVEN)


def brand(random: Random) -> str:
    """Two characters that an invented organisation calls itself by."""
    return "".join(random.sample(_BRANDS, 2))


def _brands(random: Random) -> Iterator[str]:
    """Every pair of characters once, in an order of its own."""
    pairs = [first + second for first in _BRANDS for second in _BRANDS if first != second]
    random.shuffle(pairs)
    yield from pairs


def _member(number: int, name: str, random: Random, regions: Sequence[str]) -> Member:
    region = regions[(number - 1) % len(regions)]
    craft, form = random.choice(_CRAFTS), random.choice(_FORMS)
    return Member(
        number=number,
        region=region,
        organisation=f"{region}{name}{random.choice(_TRADES)}{form}",
        team=f"{craft}{random.choice(('班', '班组', '一班', '二班', '三班', '突击班'))}",
        title=f"“{random.choice(_TOPICS)}”做好{craft}",
        leader=person(random),
        contact=person(random),
        phone=f"1380000{number % 10000:04d}",
        headcount=random.randint(8, 36),
        merit=random.gauss(0, 1),
    )
