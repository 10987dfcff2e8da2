"""Rules that the office may settle where the notice is silent: how each is called, what it may be, what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of
from qtdocs.judging.words import ABSENCES_SAID, BASES_SAID, CUTS_SAID, STATISTICS_SAID, TIES_SAID
from qtdocs.text import plain_number

AS_NOTICED = "按活动文件"
"""The word that takes back what was settled."""
OPEN = "没有定"
"""What is said of a rule that nobody settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One rule that may be settled."""

    name: str
    """How people call it."""
    key: str
    """The word of its key in the ledger."""
    of_stage: bool = False
    """Whether each stage has its own."""
    said: Mapping[str, str]
    """What it may be, each with what people call it; empty where it is a number."""
    least: int = 0
    """The smallest number."""
    most: int = 0
    """The largest number; 0 where it is no number."""
    among: Callable[[Programme, Stage | None], tuple[int, ...]] = lambda *_: ()
    """The only numbers that it may be in a programme; empty where all from the smallest to the largest may."""
    whole: bool = True
    """Whether it has to be a whole number."""
    may_stay_open: bool = False
    """Whether a season can be judged where nobody settles it."""
    is_fixed: Callable[[Programme, Stage | None], bool]
    """Whether the notice itself says it."""
    now: Callable[[Programme, Stage | None], str]
    """What the programme's file says; empty where it says nothing."""
    help: str
    """What it decides, in one line."""

    def key_for(self, stage: Stage | None) -> tuple[str, ...]:
        """Its key in the ledger."""
        return (f"{self.key} {stage.id}" if self.of_stage and stage else self.key,)

    def title_for(self, stage: Stage | None) -> str:
        """How people call it, with its stage."""
        return f"“{stage.name}”的{self.name}" if self.of_stage and stage else self.name

    def word(self, value: str) -> str:
        """How people call a value."""
        return self.said.get(value, value) or OPEN

    def choices(self, edition: Programme, stage: Stage | None) -> str:
        """What it may be, for people."""
        words = tuple(self.said.values()) or tuple(map(str, self.among(edition, stage)))
        return "、".join(words) or f"{self.least} 到 {self.most} 的{'整数' if self.whole else '数'}"

    def value_in(self, text: str, edition: Programme, stage: Stage | None) -> str:
        """The value that somebody typed; empty for ``AS_NOTICED``.

        Raises:
            ValueError: it is none.
        """
        if text == AS_NOTICED:
            return ""
        if self.said:
            return {**{word: value for value, word in self.said.items()}, **{value: value for value in self.said}}[text]
        number = self._number(text)
        if (among := self.among(edition, stage)) and int(number) not in among:
            raise ValueError(text)
        return number

    def _number(self, text: str) -> str:
        try:
            number = Decimal(text.removesuffix("分"))
        except InvalidOperation as error:
            raise ValueError(text) from error
        if not number.is_finite() or not self.least <= number <= self.most or (self.whole and number != int(number)):
            raise ValueError(text)
        return plain_number(number + 0)  # no −0


def _by_rule(name: str) -> Callable[[Programme, Stage | None], bool]:
    return lambda edition, _: name in edition.judging.fixed


KNOBS: tuple[Knob, ...] = (
    Knob(
        name="统计方法", key="statistic", of_stage=True, said=STATISTICS_SAID,
        is_fixed=lambda _, stage: stage is not None and not stage.assumed,
        now=lambda _, stage: stage.statistic if stage else "",
        help="一个班组的几份评分合成一个分：平均、中位数，或去掉一个最高一个最低（每个班组至少五份）",
    ),
    Knob(
        name="满分", key="scale", of_stage=True, said={}, least=1, most=1000,
        among=lambda edition, stage: scales_of(edition, stage) if stage else (),
        is_fixed=lambda edition, stage: stage is not None and len(scales_of(edition, stage)) == 1,
        now=lambda edition, stage: str(scales_of(edition, stage)[0]) if stage and len(scales_of(edition, stage)) == 1
        else "",
        help="评分表满分多少；通知没有评分表的要定，例如发布按 20 分打还是按 100 分打",
    ),
    Knob(
        name="基数", key="base", said=BASES_SAID, is_fixed=_by_rule("base"),
        now=lambda edition, _: edition.judging.base,
        help="等级的比例以什么数为基数：报名、初选合格，还是参加发布的班组",
    ),
    Knob(
        name="小数位", key="decimals", said={}, most=4, is_fixed=_by_rule("decimals"),
        now=lambda edition, _: str(edition.judging.decimals),
        help="总分公布到几位小数；名次和同分都按公布的总分",
    ),
    Knob(
        name="同分", key="ties", said=TIES_SAID, is_fixed=_by_rule("ties"), now=lambda edition, _: edition.judging.ties,
        help="同分压在等级线上时，建议整组归下一级，还是不建议、等人定",
    ),
    Knob(
        name="划线", key="cut", said=CUTS_SAID, is_fixed=_by_rule("cut"), now=lambda edition, _: edition.judging.cut,
        help="几个会场合在一起划等级，还是各会场分别划",
    ),
    Knob(
        name="复评线", key="re-judge-spread", said={}, most=100, whole=False, is_fixed=_by_rule("re-judge-spread"),
        now=lambda edition, _: f"{edition.judging.re_judge_spread:f}",
        help="一个班组的评分标准差（按 100 分计）超过多少列入复评名单",
    ),
    Knob(
        name="不到场", key="absence", said={key: ABSENCES_SAID[key] for key in ("withdrawn", "zero")},
        is_fixed=lambda edition, _: edition.no_show_is_withdrawal,
        now=lambda edition, _: "withdrawn" if edition.no_show_is_withdrawal else "",
        help="没有到场发布的班组怎样处理：视同放弃，还是发布记零分",
    ),
    Knob(
        name="合格线", key="pass-line", said={}, most=1000, whole=False, may_stay_open=True,
        is_fixed=lambda *_: False, now=lambda *_: "",
        help="总分到多少算通过；有等级的活动里是最低分，不到的不评等级",
    ),
)  # fmt: skip
"""Every rule that may be settled."""
