"""Everything that was issued and what no longer holds, from the ledger: the lists with which codes are checked."""

from __future__ import annotations

import datetime

from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, held
from qtdocs.model.honour import REPLACED, REVOKED, Certificate
from qtdocs.publishing import code_list
from qtdocs.publishing.code_list import CodeList, Listed
from qtdocs.publishing.code_text import short_code, signature_in

REGISTER, REVOCATIONS = "校验名册", "撤销名单"
"""The two lists."""
_STATES = {REVOKED: code_list.REVOKED, REPLACED: code_list.REPLACED}
_DAY = len("2026-05-20")


def certificates_listed(ledger: Ledger) -> tuple[Listed, ...]:
    """Every certificate that was issued, as it stands now, by number."""
    acts = held(ledger, ActKind.CERTIFICATE, Certificate)
    return tuple(_listed(acts[key]) for key in sorted(acts))


def lists_of(ledger: Ledger, programme: Programme, *, today: datetime.date) -> tuple[CodeList, CodeList]:
    """校验名册 and 撤销名单 of a day, not signed yet."""
    every = certificates_listed(ledger)
    gone = tuple(each for each in every if each.state != code_list.VALID)
    return _list(REGISTER, every, programme, today), _list(REVOCATIONS, gone, programme, today)


def _list(kind: str, certificates: tuple[Listed, ...], programme: Programme, today: datetime.date) -> CodeList:
    return CodeList(
        kind=kind, association=programme.association.name, programme=programme.name, day=today.isoformat(),
        certificates=certificates,
    )  # fmt: skip


def _listed(act: Act[Certificate]) -> Listed:
    made = act.value
    signature = signature_in(made.code) if made.code else None
    return Listed(
        number=made.number, organisation=made.organisation.strip(), team=made.team.strip(), tier=made.tier.strip(),
        year=made.year.strip(), code=made.code, short=short_code(signature) if signature else "",
        state=_STATES.get(made.state, code_list.VALID), since=act.at[:_DAY], replaced_by=made.replaced_by,
    )  # fmt: skip
