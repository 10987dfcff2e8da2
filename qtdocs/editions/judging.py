"""How a programme judges and honours: criteria, stages, tiers, experts, sanctions, the award."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool

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


class Quota(Spec):
    """How the tiers' shares are counted; what the notice leaves open is said to be open."""

    decided_by: str = ""
    """Who decides."""
    open_points: tuple[str, ...] = ()
    """What the notice leaves open, in Chinese."""
    source: str
    """Article or note."""


class Forwarding(Spec):
    """Where the best are nominated further up."""

    to: str
    """The body above."""
    programme: str = ""
    """The programme there, as named."""
    source: str
    """Article or note."""
    note: str = ""
    """What a clerk should know: another standard is used there."""


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
    provisional: StrictBool = False
    """Whether the notice is silent and the words are ours."""
