"""Who sent a delivery: the nominator who must, or the applicant; or nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qtdocs.text import name_twin, narrow

_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_PUBLIC = re.compile(
    r"(^|\.)(qq|foxmail|163|126|yeah|sina|sohu|aliyun|139|189|wo|gmail|outlook|hotmail|live|icloud|263|21cn|tom|188)\."
)
_COMPANY = re.compile(r"公司|集团|工程局|项目部|班组|厂$")
_ASSOCIATION = re.compile(r"协会|学会|质协|联合会|商会|促进会")
_SHORTEST = 2
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Who may send, and who is known to work for them."""

    nominators: tuple[str, ...] = ()
    """Their names."""
    people: frozenset[str] = frozenset()
    """Twins of the persons whom their own papers, or the register, name."""


def sender_told(
    sender: str, able: Senders, *, organisations: Iterable[str], people: Iterable[str], boxes: Iterable[str]
) -> str:
    """Who a sender is by name and address: ``nominator``, ``entry``, or empty where nothing tells.

    An association in the sender's name is the nominator even where it is called a little differently; a company that
    nominates by itself is told by its full name. Names of persons tell only where the form itself names them.

    Args:
        sender: as the letter or the register has it: ``名字 <box@example.com>``.
        able: who may send.
        organisations: the companies and teams whose papers these are.
        people: the persons whom the forms name as contacts of company and team.
        boxes: the addresses that the forms name.
    """
    plain = narrow(sender[:_LONGEST])
    address = (_ADDRESS.findall(plain) or [""])[-1].lower()
    shown = name_twin(_ADDRESS.sub("", plain).strip(" <>\"'“”"))
    if any(_holds(shown, name) for name in able.nominators) or _ASSOCIATION.search(shown) or shown in able.people:
        return "nominator"
    groups = any(_COMPANY.search(name) for name in able.nominators)  # a group of companies may nominate too
    foreign = _COMPANY.search(shown) and not groups
    if any(_holds(shown, name) for name in organisations) or foreign:
        return "entry"
    if shown and shown in {name_twin(each) for each in people if len(name_twin(each)) >= _SHORTEST}:
        return "entry"
    known = {each.lower() for each in boxes if each}
    return "entry" if address and (address in known or _domain(address) in _domains(known)) else ""


def _holds(shown: str, name: str) -> bool:
    twin = name_twin(name)
    return len(twin) > _SHORTEST and twin in shown


def _domains(boxes: Iterable[str]) -> set[str]:
    """The domains of a company's own; a public mail service's tells nothing."""
    return {domain for box in boxes if (domain := _domain(box)) and not _PUBLIC.search(f".{domain}")}


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
