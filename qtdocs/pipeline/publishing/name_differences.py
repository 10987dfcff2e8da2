"""What differs between two spellings of a name, character by character, so that people see what they would overlook."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qtdocs.checks.traditional import SIMPLE
from qtdocs.text import narrow

SPACE, UNSEEN, PRIVATE, RADICAL = "空格", "看不见的符号", "自造字", "部首或兼容字"
WIDTH, SIGN, TRADITIONAL, ALIKE = "全角半角", "标点", "繁简", "形近字"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_GROUPS = """
己已巳 未末 土士 日曰 戊戌戍戎 侯候 晋普 川州 钢纲刚岗 治冶 千干于 人入八 大太犬 王玉主 天夫无 木本术 贝见
问间同 准淮 杨扬场 洒酒 拨拔 祺旗棋琪 泰秦奏 博搏膊 辨辩辫 峰锋烽蜂 江汪洪 凌陵菱 建健键 宇字 东车 京亰
申由甲田电 白百自 目且日 今令 免兔 九丸 力刀 乌鸟 丹舟 仓仑 亨享 名各 代伐 班斑 折拆析 扣抠 技枝 抗杭 坑炕 沪泸
泊柏 泽译择 洛络 浙浅 海梅 清请情晴 渔鱼 源原 滨宾 燕雁 环坏 班琏 珠株 琅朗郎 瑞端 磊垒 税脱 科料 程理 稳隐 筑巩
管官 粮梁粱 精情 纬伟 经轻径 绵锦棉 缘绿 肖尚 育肓 舰船 苏办 苑范 茅芽 荆刑 莱菜 葛曷 蓝篮 蔡祭 虞虎 衡街 裕格
规现 设没 诚城成 调洞 赤亦 轩软 辉挥 辽迁 达迭 通适 逸免 遂逐 邯邮 郊效 采釆 里黑 金全 铁轶铗 铜钢 铭洺 锋峰
镇填 长张 阀闽 阳阴 陕狭 隆降 雄堆 雷雪 霞霄 顺须 颖颍 风凤 飞气 馆官 骏峻俊 高商 鲁晋 鸿鸣 黔默 鼎鼏 段叚 陡徒
爪瓜 卯卵 茶荼 崇祟 盲育 胃冒 券卷 曙署
"""
_SHOWN = {" ": "空格", "\u3000": "全角空格", "\xa0": "不换行空格", "\t": "制表符", "\n": "换行"}


def _alike() -> frozenset[frozenset[str]]:
    """Pairs of characters that one takes for each other."""
    groups = [set(group) for group in _GROUPS.split()]
    return frozenset(frozenset((one, other)) for group in groups for one in group for other in group if one != other)


_ALIKE = _alike()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One spot at which two names differ."""

    place: int
    """Which character of the first name, counted from 1; where something comes in, the one before which it stands."""
    old: str
    """What stands in the first; empty where something comes in."""
    new: str
    """What stands in the second; empty where something goes."""
    kind: str
    """Of what kind it is where the eye passes over it: 空格, 全角半角, 形近字 …; else empty."""

    @property
    def told(self) -> str:
        """The difference in Chinese."""
        kind = f"（{self.kind}）" if self.kind else ""
        if not self.old:
            return f"第{self.place}字前多了{_quoted(self.new)}{kind}"
        if not self.new:
            return f"第{self.place}字{_quoted(self.old)}没有了{kind}"
        return f"第{self.place}字{_quoted(self.old)}写成{_quoted(self.new)}{kind}"


def differences(one: str, other: str) -> tuple[Difference, ...]:
    """Where two names differ.

    >>> [each.told for each in differences("浙江甲川建设(集团)公司", "浙江甲州建设(集团) 公司")]
    ['第4字“川”写成“州”（形近字）', '第11字前多了“空格”（空格）']
    """
    found: list[Difference] = []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = one[first:last], other[begin:end]
        if len(old) == len(new):  # character by character, so that each tells what it is
            found += [
                Difference(place=first + step, old=a, new=b, kind=_kind(a, b))
                for step, (a, b) in enumerate(zip(old, new, strict=True), 1)
            ]
        else:
            found.append(Difference(place=first + 1, old=old, new=new, kind=_kind(old, new)))
    return tuple(_joined(found))


def differences_told(one: str, other: str) -> str:
    """What differs, in one line; empty where nothing does, and where so much does that a list would say nothing.

    >>> differences_told("测量1班", "测量１班"), differences_told("测量一班", "木工二队")
    ('第3字“1”写成“１”（全角半角）', '')
    """
    found = differences(one, other)
    changed = sum(max(len(each.old), len(each.new)) for each in found if not each.kind)
    if not one or not other or changed * 2 > max(len(one), len(other)):
        return ""
    return "，".join(each.told for each in found)


def odd_signs(name: str) -> tuple[str, ...]:
    """What in a name is easily overlooked and seldom meant, in Chinese.

    >>> odd_signs("甲 公司\u200bＡ班")
    ('第2字是空格', '第5字是看不见的符号 U+200B', '第6字“Ａ”是全角')
    """
    found = []
    for number, sign in enumerate(name, 1):
        if sign.isspace():
            found.append(f"第{number}字是{_SHOWN.get(sign, '空白')}")
        elif kind := _nature(sign):
            code = f"U+{ord(sign):04X}"
            found.append(f"第{number}字{'' if kind in (UNSEEN, PRIVATE) else f'“{sign}”'}是{kind} {code}")
        elif narrow(sign) != sign and narrow(sign).isalnum():
            found.append(f"第{number}字“{sign}”是全角")
        elif sign in "()[]":
            found.append(f"第{number}字“{sign}”是半角括号")
    return tuple(found)


def is_printable(name: str) -> bool:
    """Whether every character of a name is one that any font may have: none is private, none unseen.

    >>> is_printable("甲公司"), is_printable("甲\ue000公司"), is_printable("甲\u200b公司")
    (True, False, False)
    """
    return not any(_nature(sign) in (UNSEEN, PRIVATE) for sign in name)


def _kind(old: str, new: str) -> str:
    """Of what kind a difference is; empty for plainly other words."""
    if not (old + new).strip():
        return SPACE
    if natures := {_nature(sign) for sign in old + new} - {""}:
        return next(kind for kind in (PRIVATE, UNSEEN, RADICAL) if kind in natures)
    if old and new and narrow(old) == narrow(new):
        return WIDTH
    if old and new and old.translate(SIMPLE) == new.translate(SIMPLE):
        return TRADITIONAL
    if frozenset((old, new)) in _ALIKE:
        return ALIKE
    if all(unicodedata.category(sign)[0] in "PSZ" for sign in old + new):
        return SIGN
    return ""


def _nature(sign: str) -> str:
    """What is wrong with a character by itself; empty for a usual one."""
    category = unicodedata.category(sign)
    if category == "Co":
        return PRIVATE
    if category in _UNSEEN:
        return UNSEEN
    code = ord(sign)
    is_radical = 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
    return RADICAL if is_radical else ""


def _joined(found: list[Difference]) -> Iterator[Difference]:
    """Neighbours without a kind as one: 第3字“甲乙”写成“丙丁”."""
    run: list[Difference] = []
    for each in found:
        follows = run and not each.kind and each.old and each.new and run[-1].place + len(run[-1].old) == each.place
        if run and not follows:
            yield _one(run)
            run = []
        if not each.kind and each.old and each.new:
            run.append(each)
        else:
            yield each
    if run:
        yield _one(run)


def _one(run: list[Difference]) -> Difference:
    old, new = "".join(each.old for each in run), "".join(each.new for each in run)
    return Difference(place=run[0].place, old=old, new=new, kind="")


def _quoted(text: str) -> str:
    """The text between quotes, what nobody sees by its name."""
    return "“" + "".join(_shown(sign) for sign in text) + "”"


def _shown(sign: str) -> str:
    if sign in _SHOWN:
        return _SHOWN[sign]
    return f"U+{ord(sign):04X}" if _nature(sign) in (UNSEEN, PRIVATE) else sign
