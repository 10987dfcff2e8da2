"""How a programme judges and honours: criteria, stages, tiers, experts, sanctions, the award."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field, StrictBool

from qtdocs.editions.form import Spec


class Criterion(Spec):
    """One line of the official score table."""

    id: str
    """needs, planning, process, results, distinction."""
    title: str
    """评价项目 as printed."""
    points: int
    """分值."""
    text: str
    """评价内容 as printed, line breaks between its items."""


class Stage(Spec):
    """A stage of judging and what it counts."""

    id: str
    """material or presentation."""
    name: str
    """What the notice calls it."""
    points: int
    """Its share of the total."""
    sheet: int | None = None
    """What the stage's own score sheet adds up to; none where none is published."""
    source: str = ""
    """Article or note."""
    statistic: Literal["mean", "median", "trimmed"] = "mean"
    """What a stage's ballots come to; one rule for all entries of the stage."""
    step: Literal["1", "0.5", "0.1", "0.01"] = "0.5"
    """The smallest step in which a score may be given."""
    assumed: StrictBool = True
    """Whether statistic and step are our assumption, because the notice is silent."""

    @property
    def is_presentation(self) -> bool:
        """Whether teams present their results before the experts."""
        return self.id == "presentation"


class Tier(Spec):
    """A grade of the result."""

    name: str
    """卓越级 …"""
    at_most: float | None = None
    """Largest share, 0 to 1."""
    at_least: float | None = None
    """Smallest share, 0 to 1."""
    source: str = ""
    """Article or note."""

    @property
    def most(self) -> Fraction | None:
        """The largest share, as it is written: 0.1 is one tenth, which no binary number is."""
        return None if self.at_most is None else Fraction(repr(self.at_most))

    @property
    def least(self) -> Fraction | None:
        """The smallest share, as it is written."""
        return None if self.at_least is None else Fraction(repr(self.at_least))


class Quota(Spec):
    """How the tiers' shares are counted; what the notice leaves open is said to be open."""

    decided_by: str = ""
    """Who decides."""
    open_points: tuple[str, ...] = ()
    """What the notice leaves open, in Chinese."""
    source: str
    """Article or note."""


class JudgingRules(Spec):
    """How a programme judges where its notice is silent or leaves it to its office; each with where it comes from."""

    members: int = Field(default=4, ge=0)
    """Members in a group besides its leader."""
    bridges: int = Field(default=0, ge=0)
    """Experts who judge in every group of a stage as well, so that groups can be compared; 0 for none."""
    avoid: tuple[Literal["organisation", "nominator", "declared", "past-employer"], ...] = (
        "organisation", "nominator", "declared", "past-employer",
    )  # fmt: skip
    """What keeps an expert from an entry."""
    one_per_organisation: StrictBool = True
    """Whether no group may have two experts of one organisation."""
    least: int = Field(default=3, ge=1)
    """Judges that every entry keeps where an expert of its group must not judge it."""
    base: Literal["applied", "passed", "presented"] = "presented"
    """What the shares of the tiers are taken of."""
    decimals: int = Field(default=2, ge=0, le=4)
    """Decimals of the published total; ranks and ties go by this number."""
    ties: Literal["below", "ask"] = "below"
    """What is proposed where entries tie at a cut: the whole group below the line, or nothing."""
    cut: Literal["global", "room"] = "global"
    """Whether tiers are cut over all rooms, or each room by itself."""
    re_judge_spread: Decimal = Decimal(10)
    """Standard deviation of the ballots of one entry, in points of a sheet of 100, above which it is judged again."""
    group_error: Decimal = Field(default=Decimal(2), gt=0)
    """Standard error of the difference of two groups' means, in points of a sheet of 100, above which no score adjusted
    for strictness is shown (docs/judging.md)."""
    publicity_days: int = Field(default=5, ge=0)
    """Working days of the 公示."""
    fixed: tuple[Literal["base", "decimals", "ties", "cut", "re-judge-spread"], ...] = ()
    """Which of these the notice itself says; nobody may settle them otherwise."""
    source: str = ""
    """Where all this comes from."""


class Experts(Spec):
    """Who judges and how they are chosen."""

    roster: str = ""
    """The roster they must be on; empty where none is named."""
    drawn_at_random: StrictBool | None = None
    """Whether they are drawn; none where the notice is silent."""
    leaders: int | None = None
    """Leaders in a group; none where the notice is silent."""
    recommended_by: tuple[str, ...] = ()
    """Who recommends them."""
    duties: str = ""
    """What they do, in a few words."""
    open_points: tuple[str, ...] = ()
    """What the notice leaves open: number, avoidance, extremes."""
    source: str
    """Article or note."""


class Sanction(Spec):
    """What follows on a breach."""

    whom: Literal["entry", "organisation", "expert"]
    """Whom it hits."""
    offence: str
    """The breach, in the notice's words."""
    consequence: str
    """What follows, in the notice's words."""
    source: str
    """Article or note."""


class Award(Spec):
    """What the winners get, in the words the notice allows."""

    kind: str
    """证书（牌）, 荣誉, 典型经验 …"""
    verb: str
    """获得, 授予 …"""
    title: str
    """The title as printed; ``{year}`` and ``{tier}`` are filled in."""
    source: str
    """The article it comes from."""
    article: str = ""
    """The article as the announcement cites it: 第十条、第十三条; empty where it cites the notice alone."""
    provisional: StrictBool = False
    """Whether the notice is silent and the words are ours."""
