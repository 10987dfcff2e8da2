"""A programme in one year: what the notice says, as data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, StrictBool

from qtdocs.editions.announcing import Announcing
from qtdocs.editions.form import FormSpec, Medium, SealSpec, Spec
from qtdocs.editions.forwarding import Forwarding
from qtdocs.editions.judging import Award, Criterion, Experts, JudgingRules, Quota, Sanction, Stage, Tier
from qtdocs.editions.publishing import PublishingRules
from qtdocs.editions.quotas import NominatorQuota
from qtdocs.editions.registration import HonouredAgain, RegistrationRule
from qtdocs.editions.retention import Retention
from qtdocs.editions.sending import Sending
from qtdocs.editions.supplement import Supplement


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
    attachments: tuple[str, ...] = ()
    """Its annexes by name; ``（未公开）`` behind those that are not public."""


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
    clock: Literal["received", "postmark"] = "received"
    """What is compared: arrival, or the postmark (寄)."""
    source: str = ""
    """Article or note."""


class Step(Spec):
    """A step of the way from application to award."""

    name: str
    """What the notice calls it: 初选."""
    by: str
    """Who takes it."""
    text: str = ""
    """What happens, in a few words."""
    source: str
    """Article or note."""


class Mode(Spec):
    """A way of applying: 省协会汇总, 企业自荐."""

    id: str
    """Short id."""
    name: str
    """What the notice calls it."""
    nominator: StrictBool = True
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
    asked: StrictBool = True
    """Whether the notice lists it; false for what is needed though not listed."""
    modes: tuple[str, ...] = ()
    """Ways of applying in which it is asked for; empty means all."""
    severity: Literal["error", "warning", "note"] = "error"
    """How bad it is where it, or one of its media, did not come; what the notice does not list is a warning at most."""
    locked: StrictBool = False
    """Whether the version that came with the application is the one that counts, whatever comes later (发布用PPT)."""
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
    provable: StrictBool = True
    """Whether what the forms hold can prove it; if not it is ``rule-uncheckable``."""
    advice: str = ""
    """How a person can check it, where no field does."""
    minimum: float | None = None
    """The least figure that it asks for: 90 where 90% of a team must be trained."""
    topics: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """What a text must speak of, each with the words by which it is known."""


class Contact(Spec):
    """Where papers go and who answers."""

    mailboxes: tuple[str, ...] = ()
    """The designated mailboxes."""
    address: str = ""
    """For paper originals."""
    postcode: str = ""
    """For paper originals."""
    phones: tuple[str, ...] = ()
    """Printed telephone numbers of the office; persons are left out."""
    department: str = ""
    """The department that receives the papers."""
    sender: Literal["", "nominator", "entry", "either"] = ""
    """Who must send the papers; empty where the notice does not say."""
    bundled: StrictBool = False
    """Whether one delivery holds all papers of a nominator."""
    source: str = ""
    """Article or note."""


class Programme(Spec):
    """One programme in one year."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """caq-2020 …"""
    name: str
    """What people call this year's activity."""
    aliases: tuple[str, ...] = ()
    """What ``--programme`` also takes: the region, a short name in use."""
    year: int = 0
    """The edition's year; 0 where the rules hold for every year and none is named."""
    association: Association
    """Who runs it."""
    notice: Notice
    """The paper behind it."""
    contact: Contact = Contact()
    """Where papers go."""
    deadlines: tuple[Deadline, ...] = ()
    """The dates of the notice."""
    steps: tuple[Step, ...] = ()
    """The way from application to award."""
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
    tiers: tuple[Tier, ...] = ()
    """Grades of the result, best first."""
    quota: Quota | None = None
    """How the tiers are counted; none where there are no tiers."""
    judging: JudgingRules = JudgingRules()
    """How it judges where the notice is silent."""
    award: Award
    """What the winners get."""
    publishing: PublishingRules = PublishingRules()
    """How its honours are printed."""
    announcing: Announcing = Announcing()
    """How its honours are announced and handed out."""
    sending: Sending = Sending()
    """How nominators send papers up to it."""
    no_show_is_withdrawal: StrictBool = False
    """Whether staying away from the presentation counts as giving up."""
    no_show_source: str = ""
    """The article that says so."""
    forwarding: tuple[Forwarding, ...] = ()
    """Where the best are nominated further up."""
    experts: Experts | None = None
    """Who judges; none where the notice is silent."""
    sanctions: tuple[Sanction, ...] = ()
    """What follows on a breach."""
    nominators: tuple[str, ...] = ()
    """Nominators in the programme's own order: the word that tells each from the others (杭州, 新疆生产建设兵团)."""
    nominators_source: str = ""
    """Where that order comes from."""
    nominator_quotas: tuple[NominatorQuota, ...] = ()
    """How many teams nominators may put forward; empty where nothing says so."""
    rules: tuple[RuleUse, ...] = ()
    """The rules of the notice."""
    retention: tuple[Retention, ...] = ()
    """How long each kind of data is kept; a kind that is not named may be purged at any time."""
    registration: RegistrationRule | None = None
    """How long a team must have been registered; none where nothing says so."""
    honoured_again: HonouredAgain | None = None
    """When a team may be honoured once more; none where nothing says so."""
    supplement: Supplement | None = None
    """Whether and how applicants may mend their papers; none where the notice is silent and nobody has decided."""
    remarks: tuple[str, ...] = ()
    """Irregularities of the notice that a clerk should know."""
    forms: tuple[FormSpec, ...] = ()
    """Its forms, read from the files beside it."""

    def form(self, form_id: str) -> FormSpec | None:
        """The form of this id, or none."""
        return next((form for form in self.forms if form.id == form_id), None)

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of this id, or none."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def nominator_rank(self, name: str) -> int:
        """The place of this nominator in the programme's order; behind all others where it has none.

        The longest word contained in the name decides: 新疆生产建设兵团质量协会 is not 新疆.
        """
        found = [word for word in self.nominators if word in name]
        return self.nominators.index(max(found, key=len)) if found else len(self.nominators)
