"""A programme in one year: what the notice says, as data."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from qtdocs.editions.form import FormSpec, Medium, SealSpec, Spec


class Association(Spec):
    """Who runs the programme."""

    name: str
    """Full name."""
    short_name: str
    """As its own papers shorten it."""
    abbreviation: str = ""
    """Letters for certificate numbers."""


class Notice(Spec):
    """The paper behind the programme."""

    title: str
    """Its title."""
    number: str = ""
    """Its number (文号), empty where none is shown."""
    date: datetime.date | None = None
    """Its date."""
    standard: str = ""
    """The standard the judging follows."""


class Deadline(Spec):
    """A date of the notice, as printed and as meant."""

    id: str
    """submission, effective …"""
    date: datetime.date
    """The day."""
    printed: str
    """The notice's own words."""
    weekday: str = ""
    """The weekday as printed, empty where none is."""
    inclusive: bool = True
    """Whether the day itself still counts, to 24:00 Beijing time."""
    clock: Literal["received", "postmark"] = "received"
    """What is compared: arrival, or the postmark (寄)."""
    source: str = ""
    """Article or note."""


class Mode(Spec):
    """A way of applying: 省协会汇总, 企业自荐."""

    id: str
    """Short id."""
    name: str
    """What the notice calls it."""
    nominator: bool = True
    """Whether a nominator's part (name, reason, seal) belongs to it."""
    source: str = ""
    """Article or note."""


class Paper(Spec):
    """A paper the notice asks for."""

    kind: str
    """Kind of paper, from the vocabulary."""
    name: str
    """What the notice calls it."""
    media: tuple[Medium, ...]
    """The media asked for, each of them."""
    per: Literal["entry", "nominator"] = "entry"
    """Once for each team, or once for each nominator."""
    asked: bool = True
    """Whether the notice lists it; false for what is needed though not listed."""
    modes: tuple[str, ...] = ()
    """Ways of applying in which it is asked for; empty means all."""
    source: str
    """Article or note."""


class WordLimit(Spec):
    """A limit on a paper's length, counted as Word counts."""

    kind: str
    """Kind of paper."""
    minimum: int | None = None
    """Fewest words."""
    maximum: int | None = None
    """Most words."""
    source: str
    """Article or note."""


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
    provisional: bool = False
    """Whether the notice is silent and the words are ours."""


class RuleUse(Spec):
    """A rule of the notice and how it can be checked."""

    id: str
    """V01 to V25."""
    text: str
    """What the rule says, in Chinese."""
    source: str
    """Article or note."""
    severity: Literal["error", "warning", "note"] = "error"
    """How bad a breach is here."""
    provable: bool = True
    """Whether the forms hold a field that can prove it; if not it is ``rule-uncheckable``."""
    advice: str = ""
    """How a person can check it, where no field does."""


class Contact(Spec):
    """Where papers go and who answers."""

    mailboxes: tuple[str, ...] = ()
    """The designated mailboxes."""
    address: str = ""
    """For paper originals."""
    postcode: str = ""
    """For paper originals."""
    phones: tuple[str, ...] = ()
    """Printed telephone numbers."""


class Programme(Spec):
    """One programme in one year."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """caq-2020 …"""
    name: str
    """What people call this year's activity."""
    aliases: tuple[str, ...] = ()
    """What ``--programme`` also takes: 浙江, 中质协."""
    year: int
    """The edition's year."""
    association: Association
    """Who runs it."""
    notice: Notice
    """The paper behind it."""
    contact: Contact = Contact()
    """Where papers go."""
    deadlines: tuple[Deadline, ...] = ()
    """The dates of the notice."""
    modes: tuple[Mode, ...] = ()
    """Ways of applying; empty where there is one."""
    papers: tuple[Paper, ...]
    """What is asked for."""
    seals: tuple[SealSpec, ...] = ()
    """Seals on papers that have no form file of their own."""
    word_limits: tuple[WordLimit, ...] = ()
    """Limits on papers."""
    criteria: tuple[Criterion, ...] = ()
    """The official score table; empty where none is published."""
    stages: tuple[Stage, ...] = ()
    """Stages of judging."""
    half_points: bool | None = None
    """Whether half points are allowed; none where the notice is silent."""
    tiers: tuple[Tier, ...] = ()
    """Grades of the result, best first."""
    award: Award
    """What the winners get."""
    no_show_is_withdrawal: bool = False
    """Whether staying away from the presentation counts as giving up."""
    nominators: tuple[str, ...] = ()
    """Nominators in the programme's own order."""
    rules: tuple[RuleUse, ...] = ()
    """The rules of the notice."""
    remarks: tuple[str, ...] = ()
    """Irregularities of the notice that a clerk should know."""
    forms: tuple[FormSpec, ...] = ()
    """Its forms, read from the files beside it."""

    def form(self, form_id: str) -> FormSpec | None:
        """The form of this id, or none."""
        return next((form for form in self.forms if form.id == form_id), None)
