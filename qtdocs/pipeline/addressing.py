"""Who a letter is for, and the mail address that is known of them beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from email.utils import parseaddr

from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.parcel import Parcel
from qtdocs.model.record import Record
from qtdocs.near_names import same_nominator
from qtdocs.pipeline.account import Account
from qtdocs.text import name_twin

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MACHINES = re.compile(r"(?i)(no-?reply|mailer-daemon|postmaster|system|bounce)[^@]*@")
NOMINATOR, APPLICANT = "nominator", "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody who is written to."""

    key: str
    """What tells them from all others."""
    name: str
    """As printed above the letter."""
    role: str
    """``nominator`` or ``entry``."""
    teams: tuple[Entry, ...] = ()
    """The teams the letter may speak of."""
    own: tuple[Record, ...] = ()
    """A nominator's own papers: lists, statistics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A mail address, or why there is none."""

    address: str = ""
    """The address; empty where none is known for sure."""
    why: str = ""
    """In Chinese: why there is none, or what to look at before sending."""


def addressees(account: Account, edition: Programme, *, role: str) -> tuple[Addressee, ...]:
    """Everybody who may be written to about teams and papers of a season, nominators in the programme's order.

    Args:
        account: the season.
        edition: the programme.
        role: ``nominator`` or ``entry``; a team without a nominator is written to itself.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    names: dict[tuple[str, str], str] = {}

    def spot_of(whose: str, name: str) -> tuple[str, str]:
        known = next((each for each in names if each[0] == whose and _same(names[each], name, whose, edition)), None)
        spot = known or (whose, name_twin(name))
        names.setdefault(spot, name)
        return spot

    for team in sorted(account.teams, key=lambda each: each.number):
        nominator = text_of(team.fields.get("nominator_name")) if role == NOMINATOR else ""
        company = text_of(team.fields.get("organisation_name"))
        name = nominator or company or f"{team.number} 的申报单位"
        found.setdefault(spot_of(NOMINATOR if nominator else APPLICANT, name), []).append(team)
    own: dict[tuple[str, str], list[Record]] = {}
    for record, name in account.own if role == NOMINATOR else ():
        own.setdefault(spot_of(NOMINATOR, name), []).append(record)
    made = [
        Addressee(
            key=":".join(spot), name=name, role=spot[0], teams=tuple(found.get(spot, ())), own=tuple(own.get(spot, ()))
        )
        for spot, name in names.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.role == APPLICANT, edition.nominator_rank(each.name))))


def _same(one: str, other: str, role: str, edition: Programme) -> bool:
    if role == NOMINATOR:
        return name_twin(one) == name_twin(other) or same_nominator(one, other, edition.nominators)
    return name_twin(one) == name_twin(other)


def sender_of(parcel: Parcel) -> Mailbox:
    """The address a mail came from."""
    if parcel.letter is None:
        return Mailbox(why="不是邮件来的")
    address = plain_address(parcel.letter.sender)
    return Mailbox(address=address) if address else Mailbox(why="来信没有能用的发件地址")


def plain_address(text: str) -> str:
    """The one address in a sender's header or a box of a form; empty where there is none, or a machine's.

    >>> plain_address("芮一诺 <hangzhou@example.com>"), plain_address("a@b"), plain_address("noreply@example.com")
    ('hangzhou@example.com', '', '')
    """
    address = parseaddr(text)[1].strip()
    one = text.count("@") == 1 or text.count(address) > 1
    fits = bool(_ADDRESS.fullmatch(address)) and one and not _MACHINES.match(address)
    return address if fits else ""


def mailbox_of(addressee: Addressee, teams: Sequence[Entry], account: Account) -> Mailbox:
    """The address of somebody who is written to, where exactly one is known.

    Args:
        addressee: who.
        teams: the teams that the letter speaks of.
        account: the season.
    """
    if addressee.role == NOMINATOR:
        return _mailbox_of_nominator(addressee, account)
    typed = [_typed(team) for team in teams]
    if typed and all(typed) and len(set(typed)) == 1:
        return Mailbox(address=typed[0])
    senders = senders_by_paper(account)
    groups = [_senders_of(papers_of(team), senders) for team in teams]
    return only(groups[0].intersection(*groups[1:]) if groups else frozenset())


def _mailbox_of_nominator(addressee: Addressee, account: Account) -> Mailbox:
    """The address that is a nominator's own: its lists came from there, or papers of several companies it nominates.

    A company that sends its own papers is not its nominator, whatever the notice says about who should send them.
    """
    senders = senders_by_paper(account)
    if own := _senders_of([each.sha256 for each in addressee.own], senders):
        return only(own)
    companies: dict[str, set[str]] = {}
    for team in addressee.teams:
        for address in _senders_of(papers_of(team), senders):
            companies.setdefault(address, set()).add(name_twin(text_of(team.fields.get("organisation_name"))))
    named = {address for address in companies if addressee.name in _shown_names(account).get(address, "")}
    return only(named or {address for address, several in companies.items() if len(several) > 1})


def _shown_names(account: Account) -> Mapping[str, str]:
    """What the senders of each address call themselves."""
    found: dict[str, str] = {}
    for parcel in account.parcels:
        if parcel.letter is not None and (address := sender_of(parcel).address):
            found[address] = found.get(address, "") + parseaddr(parcel.letter.sender)[0]
    return found


def only(addresses: AbstractSet[str]) -> Mailbox:
    """The one address there is."""
    if len(addresses) == 1:
        return Mailbox(address=next(iter(addresses)), why="按来信的邮箱填的，请核对")
    if addresses:
        return Mailbox(why=f"来信的邮箱有 {len(addresses)} 个，分不出写给哪一个")
    return Mailbox(why="不知道邮箱：没有从它自己的邮箱来过信")


def _typed(team: Entry) -> str:
    value = team.fields.get("contact_email")
    known = value is not None and value.grade == "A" and isinstance(value.value, str)
    return plain_address(str(value.value)) if known and value else ""


def senders_by_paper(account: Account) -> Mapping[str, frozenset[str]]:
    """The addresses from which each document came, by digest."""
    found: dict[str, set[str]] = {}
    for line in account.lines:
        if line.parcel is not None and (address := sender_of(line.parcel).address):
            found.setdefault(line.attachment.sha256, set()).add(address)
    return {sha256: frozenset(several) for sha256, several in found.items()}


def _senders_of(papers: Iterable[str], senders: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(address for sha256 in papers for address in senders.get(sha256, ()))


def papers_of(team: Entry) -> Sequence[str]:
    """The digests of all papers of a team, those that gave way too."""
    own = (*(each.sha256 for each in team.papers), *(each.sha256 for each in team.records))
    return tuple(dict.fromkeys((*own, *(each.record.sha256 for each in team.superseded))))
