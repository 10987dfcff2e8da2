"""Who gets a parcel with certificates, and where it goes: what the ledger knows of addresses, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.honour import Honour
from qtdocs.model.record import FieldValue, worded
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.text import name_twin
from qtdocs.writing import safe_text

_KEYS = {
    "person": ("contact", "department_contact"),
    "phone": ("contact_mobile", "contact_phone", "department_phone"),
    "address": ("address",),
    "postcode": ("postcode",),
}
"""Where each part of an address stands on the forms; the first that is filled in counts."""
_NAMES = {"person": "收件人", "phone": "电话", "address": "地址"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One parcel."""

    receiver: str
    """The organisation, or the nominator."""
    person: str
    """Who takes it; empty where that is not known."""
    phone: str
    """Their number; empty likewise."""
    address: str
    """Where they are; empty likewise."""
    postcode: str
    """Its postcode; empty likewise."""
    teams: tuple[Honour, ...]
    """Whose certificates are in it."""
    doubts: tuple[str, ...] = ()
    """What of it is to be looked at, in Chinese."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not known of the address, in Chinese; the postcode can do without."""
        return tuple(name for key, name in _NAMES.items() if not getattr(self, key))


def shipments_of(desk: Desk) -> tuple[Shipment, ...]:
    """The parcels of a season, in the order of the honoured: teams with the same receiver and address share one."""
    to_nominators = desk.programme.announcing.parcels == "nominator"
    known = {team.number: team for team in desk.teams}
    found: dict[tuple[str, ...], list[Honour]] = {}
    told: dict[tuple[str, ...], tuple[str, dict[str, str], tuple[str, ...]]] = {}
    for each in desk.honours.teams:
        receiver = each.nominator if to_nominators else each.organisation
        values = _of_nominator(desk, receiver) if to_nominators else known[each.entry].fields
        parts, doubts = _parts(values)
        key = (name_twin(receiver), *(parts[part] for part in _KEYS))
        found.setdefault(key, []).append(each)
        told.setdefault(key, (receiver, parts, doubts))
    return tuple(
        Shipment(receiver=told[key][0], **told[key][1], teams=tuple(teams), doubts=told[key][2])
        for key, teams in found.items()
    )


def _of_nominator(desk: Desk, name: str) -> Mapping[str, FieldValue]:
    """What a nominator's own lists say of it; a value that two of them give differently is not taken."""
    own = [record.fields for record, whose in desk.account.own if name_twin(whose) == name_twin(name)]
    keys = {key for fields in own for key in fields}
    found = {key: [fields[key] for fields in own if key in fields and worded(fields[key].value)] for key in keys}
    return {key: values[0] for key, values in found.items() if len({worded(each.value) for each in values}) == 1}


def _parts(values: Mapping[str, FieldValue]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The parts of an address, and what of them is doubtful; guesses are not taken."""
    parts, doubts = {}, []
    for part, keys in _KEYS.items():
        value = next((values[key] for key in keys if key in values and _shown(values[key])), None)
        parts[part] = _shown(value) if value is not None else ""
        if value is not None and value.grade == "B":
            doubts.append(f"{_NAMES.get(part, '邮编')}请对照原件")
    return parts, tuple(doubts)


def _shown(value: FieldValue) -> str:
    return "" if value.grade == "C" else " ".join(safe_text(worded(value.value)).split())


def nothing_known(shipments: Sequence[Shipment]) -> Iterator[str]:
    """Which parcels cannot be sent yet, and what is not known of them."""
    for each in shipments:
        if each.lacking:
            yield f"{each.receiver}没有{'、'.join(each.lacking)}"
