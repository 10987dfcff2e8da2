"""Entries whose papers no purge may touch, because of an objection or because they belong into the archive."""

from __future__ import annotations

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import purges
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace


def held(place: Workspace, number: str, *, reason: str, why: str, who: str) -> str:
    """Put down that an entry is held, or released where the reason is empty; says what follows.

    Raises:
        UsageError: there is no such entry, no such reason, or a word is missing.
    """
    if reason and reason not in purges.REASONS:
        raise UsageError(f"不认得“{reason}”。", f"保留的原因请写：{'、'.join(purges.REASONS)}。")
    who = person_named(who, "定")
    if not why.strip():
        raise UsageError("没有写理由。", "请用 --because 写明为什么。")
    with place.busy("qtdocs hold") as ledger:
        account = account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))
        if number not in {team.number for team in account.teams}:
            raise UsageError(f"没有编号是“{number}”的班组。", "编号见 qtdocs entries。")
        if not reason and number not in purges.holds(ledger):
            raise UsageError(f"{number} 没有保留着。")
        with ledger.change("hold", f"{number} {'held' if reason else 'released'}"):
            purges.hold(ledger, number, reason=reason, why=why.strip(), who=who)
    if not reason:
        return f"{number} 不再保留，到期可以清除。"
    return f"{number} 因{reason}保留：在解除之前，qtdocs purge 不动它的任何材料。"
