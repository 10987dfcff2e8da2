"""What ``qtdocs seals`` shows of the seals of a season."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qtdocs.assemble import text_in
from qtdocs.editions import shelf
from qtdocs.editions.vocabulary import ROLE_NAMES
from qtdocs.ledger import Crops
from qtdocs.model.seal import OUTCOMES, SealLook
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_EXAMPLE = "qtdocs seals confirm 班0001 申报单位 相符 --by 王敏"
_NOTHING = "没有要看的章：还没有收到要盖章的 PDF 或扫描件。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One seal and whose paper it belongs to."""

    number: str
    """The entry's number; empty for a paper of a nominator."""
    team: str
    """The team's name."""
    look: SealLook
    """What was seen."""


def seals_listed(place: Workspace, *, as_json: bool, open_only: bool) -> Iterator[str]:
    """Every seal that is asked for: JSON, a line each, or for people.

    Args:
        place: the workspace.
        as_json: whether machines read it.
        open_only: whether to leave out those that are as they should be or confirmed.
    """
    with place.ledger() as ledger:
        account = account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))
    shown = [each for each in every_seal(account) if not (open_only and _is_settled(each.look))]
    if as_json:
        yield from (json.dumps(_seal(each), ensure_ascii=False) for each in shown)
        return
    if not shown:
        yield "没有待看的章。" if open_only else _NOTHING
        return
    for each in shown:
        yield from _told(each, place.crops, place)
    waiting = sum(not _is_settled(each.look) for each in shown)
    if waiting:
        yield f"共 {len(shown)} 处，{waiting} 处待人看。看过后键入，例如：{_EXAMPLE}"
    else:
        yield f"共 {len(shown)} 处，没有待人看的。"


def every_seal(account: Account) -> tuple[Shown, ...]:
    """The seals of all teams by number, then those of nominators' papers."""
    teams = sorted(account.teams, key=lambda each: each.number)
    owned = [
        Shown(number=team.number, team=text_in(team.source, "team_name"), look=look)
        for team in teams
        for look in team.seals
    ]
    return (*owned, *(Shown(number="", team="", look=look) for look in account.seals))


def _is_settled(look: SealLook) -> bool:
    return look.confirmed is not None or look.outcome == "same"


def told_in_words(look: SealLook) -> str:
    """What became of a seal, with who said so."""
    by = f"（{look.confirmed.who}看过，{look.confirmed.answer}）" if look.confirmed else ""
    return OUTCOMES[look.outcome] + by


def lapsed_in_words(look: SealLook) -> str:
    """Whose word of an earlier name holds no more; empty where there is none."""
    if look.lapsed is None:
        return ""
    then = f"当时表上写的是“{look.lapsed.expected}”" if look.lapsed.expected else "没有记下当时表上的单位"
    return f"{look.lapsed.who}看过，{look.lapsed.answer}；{then}，现在变了，要重新看"


def _told(shown: Shown, crops: Crops, place: Workspace) -> Iterator[str]:
    look = shown.look
    whose = ROLE_NAMES[look.role]
    head = "　".join(filter(None, (shown.number, shown.team, whose, f"“{look.box}”处" if look.box else "")))
    yield f"{head}　{told_in_words(look)}"
    seen = f"程序看到的是：{OUTCOMES[look.saw]}" if look.saw not in ("", look.outcome) else ""
    written = f"表上写的是“{look.expected}”" if look.expected else ""
    yield f"    {safe_text('；'.join(filter(None, (seen, look.detail, written))))}"
    if look.lapsed is not None:
        yield f"    {safe_text(lapsed_in_words(look))}"
    yield f"    {safe_text(look.file)} {look.mark.place if look.mark else ''}".rstrip()
    if look.mark is not None and look.mark.crop:
        yield f"    截图：{crops.path(look.mark.crop).relative_to(place.home).as_posix()}"


def _seal(shown: Shown) -> dict[str, Any]:
    look = shown.look
    return {
        "entry_no": shown.number or None,
        "role": look.role,
        "box": look.box,
        "expected": look.expected or None,
        "outcome": look.outcome,
        "reads_as": look.reads_as or None,
        "file": look.file,
        "sha256": look.sha256,
        "place": str(look.mark.place) if look.mark else None,
        "crop": look.mark.crop or None if look.mark else None,
        "confirmed_by": look.confirmed.who if look.confirmed else None,
        "answer": look.confirmed.answer if look.confirmed else None,
        "lapsed": lapsed_in_words(look) or None,
    }
