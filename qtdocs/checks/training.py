"""Training rates and pass rates of examinations, found in running text and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.text import narrow, number_in_chinese

TRAINING = "培训率"
EXAM = "考试合格率"
_NUMBER = r"(?:\d{1,3}(?:\.\d+)?\s*%?|百分之[零〇一二三四五六七八九十百点两]{1,8})"
_NAME = r"(?:(?!率)[\u4e00-\u9fff]){1,16}率(?:\s*\(?%\)?)?"
_LINK = (
    r"(?:[\s:=|>≥]|\([^()]{0,20}\)|为|是|达|到|了|均|都|全部|分别|约|保持|在|稳定|始终|一直|实现|高于|高达|超过|近|仅|只有|不足|不到"
    r"|不低于|不少于|低于|平均|目前|现|已|也)*"
)
_RISE = rf"[由从]\s*{_NUMBER}[^\d%。；;]{{0,10}}?[到至为](?:了)?\s*(?={_NUMBER})"
_RATES = re.compile(
    rf"(?P<names>{_NAME}(?:[\s、,/]*{_NAME}){{0,5}})(?P<link>{_LINK})(?:{_RISE})?"
    rf"(?P<numbers>{_NUMBER}(?:\s*[、,，和及与/|~\-—至]?\s*{_NUMBER}){{0,5}})"
)
_EACH_NAME = re.compile(_NAME)
_EACH_NUMBER = re.compile(_NUMBER)
_TRAINED = re.compile(r"(?:培训|受训|参培|轮训|参训)(?:覆盖|参与|参加|完成|到位|普及|出勤)?率$")
_EXAMINED = re.compile(
    r"(?:考试|测试|测验|考评|培训|应知应会)(?:考试|考核|成绩|理论|实操|测试)*(?:一次)?(?:性)?(?:合格|及格|通过)率$"
)
_BARE = re.compile(r"(?:合格|及格|通过)率$")
_ABOUT_EXAMS = re.compile(r"考试|测试|测验|培训|应知应会|闭卷")
_ABOUT_WORK = re.compile(
    r"质量|工程|产品|一次|验收|检验|检测|焊|施工|工序|实测|混凝土|材料|设备|交验|试件|成品|作业|安装|顾客|抽检|检查"
)
_PLANNED = re.compile(r"目标|计划|力争|确保|要求|争取|应达|须达|需达|不低于|不少于|指标值|标准为|原则上")
_PLANNED_BEHIND = re.compile(r"^(?:以上|及以上)?(?:的)?(?:目标|要求|指标)")
_UNDER = re.compile(r"不足|不到|(?<!不)低于")
_CLAUSE = re.compile(r"[,，。；;!！?？\n]")
_SENTENCE = re.compile(r"[。；;!！?？\n]")
_BEFORE = 40
_QUOTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRate:
    """One figure about training as it stands in a text."""

    kind: str
    """``TRAINING`` or ``EXAM``."""
    percent: Decimal
    """The figure."""
    quote: str
    """The words around it, as written."""
    planned: bool = False
    """Whether it is said to be an aim: it proves nothing and breaches nothing."""
    under: bool = False
    """Whether the truth is said to stay below it (不足90%)."""

    def is_below(self, least: float) -> bool:
        """Whether this figure falls short of what is asked for."""
        return not self.planned and (self.percent <= least if self.under else self.percent < least)


def training_rates(text: str) -> tuple[TrainingRate, ...]:
    """The rates of training and of examinations passed that a text tells, in its order, each once.

    A pass rate counts only where it is one of an examination or training: 质量合格率, 一次合格率 and the like never do.
    Nothing found means that the text does not tell.
    """
    plain = narrow(text)
    found = (rate for match in _RATES.finditer(plain) for rate in _rates_of(match, plain, text))
    return tuple(dict.fromkeys(found))


def lowest(rates: tuple[TrainingRate, ...], kind: str) -> TrainingRate | None:
    """The lowest figure of a kind that is no aim; none where the text tells none."""
    return min((each for each in rates if each.kind == kind and not each.planned), key=_percent, default=None)


def _percent(rate: TrainingRate) -> Decimal:
    return rate.percent


def _rates_of(match: re.Match[str], plain: str, text: str) -> Iterator[TrainingRate]:
    """The rates of one chain of names and figures: as many figures as names go one to one, else each name has all."""
    names = [(each[0], match.start("names") + each.start()) for each in _EACH_NAME.finditer(match["names"])]
    numbers = _numbers_in(match["numbers"], unit="%" in match["names"])
    paired = len(names) == len(numbers)
    for place, (name, start) in enumerate(names):
        kind = _kind(name, plain[max(0, start - _BEFORE) : start])
        if not kind:
            continue
        for number in numbers[place : place + 1] if paired else numbers:
            if number is not None:
                yield TrainingRate(
                    kind=kind, percent=number, quote=_quote(match, text), planned=_is_planned(match, plain),
                    under=bool(_UNDER.search(match["link"])),
                )  # fmt: skip


def _numbers_in(text: str, *, unit: bool) -> list[Decimal | None]:
    """The figures; none for one that no percent sign stands behind, for it may be anything."""
    found = [each[0].strip() for each in _EACH_NUMBER.finditer(text)]
    shared = unit or (bool(found) and found[-1].endswith("%"))
    return [_number(each, shared=shared) for each in found]


def _number(text: str, *, shared: bool) -> Decimal | None:
    if text.startswith("百分之"):
        return number_in_chinese(text.removeprefix("百分之"))
    return Decimal(text.rstrip("% ")) if shared or text.endswith("%") else None


def _kind(name: str, before: str) -> str:
    """What kind of rate a name tells of; empty for any other. A bare 合格率 takes its meaning from its sentence."""
    stem = name.rstrip("%() \t\n")
    if _TRAINED.search(stem):
        return TRAINING
    if _EXAMINED.search(stem):
        return EXAM
    if not _BARE.search(stem):
        return ""
    sentence = _SENTENCE.split(before)[-1] + stem
    spots = [found.end() for found in _ABOUT_EXAMS.finditer(sentence)]
    return EXAM if spots and not _ABOUT_WORK.search(sentence, spots[-1]) else ""


def _is_planned(match: re.Match[str], plain: str) -> bool:
    clause = _CLAUSE.split(plain[max(0, match.start() - _BEFORE) : match.start()])[-1]
    behind = plain[match.end() : match.end() + 10]
    said = f"{clause}{match['names']}{match['link']}"
    return bool(_PLANNED.search(said)) or bool(_PLANNED_BEHIND.match(behind))


def _quote(match: re.Match[str], text: str) -> str:
    """The sentence as written (narrowing changed no length), cut to what can be read at a glance."""
    before = _SENTENCE.split(text[max(0, match.start() - _QUOTED) : match.start()])[-1]
    behind = _SENTENCE.split(text[match.end() : match.end() + 10])[0]
    shown = " ".join((before + text[match.start() : match.end()] + behind).split())
    return shown if len(shown) <= 2 * _QUOTED else f"…{shown[-2 * _QUOTED :]}"
