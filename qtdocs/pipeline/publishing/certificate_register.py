"""The register of certificates: every number that was given, what became of it, and which number comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, held
from qtdocs.model.honour import ISSUED, REISSUED, REVOKED, Certificate
from qtdocs.render.context import year_of

_LIVE = (ISSUED, REISSUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every certificate as it stands, in the order in which the numbers were given."""

    acts: tuple[Act[Certificate], ...]
    """The last word on each number."""

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Every certificate as it stands."""
        return tuple(act.value for act in self.acts)

    @property
    def live(self) -> Mapping[str, Certificate]:
        """The certificate that holds, by entry."""
        return {each.entry: each for each in self.certificates if each.state in _LIVE}

    @property
    def revoked_entries(self) -> frozenset[str]:
        """Entries whose certificate was revoked, and that got no other."""
        return frozenset(each.entry for each in self.certificates if each.state == REVOKED) - set(self.live)

    def of(self, number: str) -> Certificate:
        """The certificate of a number.

        Raises:
            UsageError: no such number was ever given.
        """
        found = {each.number: each for each in self.certificates}
        if number not in found:
            raise UsageError(
                f"没有编号为“{number}”的证书。", "编号照证书上印的写；qtdocs certificates list 列出全部编号。"
            )
        return found[number]

    def numbers(self, programme: Programme) -> Iterator[int]:
        """Serial numbers that are free, from the next one on; one that was given once never comes again."""
        serial = programme.publishing.first + len(self.acts)
        while True:
            yield serial
            serial += 1


def register_of(ledger: Ledger) -> Register:
    """The register as the ledger has it."""
    return Register(acts=tuple(held(ledger, ActKind.CERTIFICATE, Certificate).values()))


def number_of(programme: Programme, serial: int, tier: str) -> str:
    """A certificate's number as the programme writes it.

    Raises:
        UsageError: the association has no letters for it.
    """
    rules = programme.publishing
    if "{abbreviation" in rules.number and not programme.association.abbreviation:
        raise UsageError(
            "活动文件没有写协会的字母简写，证书编不了号。",
            f"请在 forms/{programme.id}/programme.toml 里写上 [association] 的 abbreviation，或改 number 的写法。",
        )
    tiers = [each.name for each in programme.tiers]
    rank = tiers.index(tier) + 1 if tier in tiers else 0
    return rules.number.format(
        abbreviation=programme.association.abbreviation, year=year_of(programme), serial=serial, tier=rank
    )


def new_numbers(register: Register, programme: Programme, tiers: tuple[str, ...]) -> tuple[str, ...]:
    """The next numbers, one for each certificate with its tier, none of them given before."""
    given = {each.number for each in register.certificates}
    serials = register.numbers(programme)
    found: list[str] = []
    for tier in tiers:
        number = next(number for serial in serials if (number := number_of(programme, serial, tier)) not in given)
        given.add(number)
        found.append(number)
    return tuple(found)
