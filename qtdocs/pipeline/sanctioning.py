"""A sanction on a whole company: every entry it touches is shown first, then all of them are moved as one unit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.history import is_alike
from qtdocs.checks.lists import names_of, text_of
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, registry
from qtdocs.model.entry import Entry
from qtdocs.model.registry import Registry
from qtdocs.model.standing import ENDED, STATES
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.moving import named, planned, put_down
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import name_twin
from qtdocs.writing import safe_text

_COMPANY = re.compile("(?:公司|集团|厂|局|院|所)$")
_BRANCH = re.compile("分公司|分院|分局|分厂|项目部|事业部|工程处|办事处|工区|^第")
"""In what stands behind a company's name: it is a part of the company, not the company's full name."""
_WHOM = {"organisation": "单位", "entry": "班组", "expert": "专家"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionPlan:
    """What a sanction on a company would do."""

    lines: tuple[str, ...]
    """For the screen, in Chinese."""
    numbers: tuple[str, ...]
    """The entries that it would move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Touched:
    """The entries of a company, and those that may be."""

    own: tuple[Entry, ...]
    done: tuple[Entry, ...]
    maybe: tuple[tuple[Entry, str], ...]


def sanction_planned(place: Workspace, organisation: str, after: str, *, because: str) -> SanctionPlan:
    """Every entry that a sanction touches, those that it may concern, and what the notice says; nothing is changed.

    Args:
        place: the workspace.
        organisation: the company's name in full; its earlier and later names are looked up in the register.
        after: the state that its entries get.
        because: why.

    Raises:
        UsageError: no entry is of this company, or a move is not in the table.
    """
    _refuse(after, because)
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        teams, known = account_of(ledger, edition).teams, registry.everything(ledger)
        touched = _touched(teams, organisation, after, known)
        if not touched.own:
            raise UsageError(*_nobody(organisation, after, touched))
        moves = planned(touched.own, after, because=because, ledger=ledger)
    lines = (*_notice(edition), *_names(organisation, known), *_shown(touched, moves, after))
    return SanctionPlan(lines=tuple(map(safe_text, lines)), numbers=tuple(each.number for each in touched.own))


def sanctioned(
    place: Workspace, organisation: str, after: str, *, who: str, because: str, today: datetime.date,
    shown: Sequence[str],
) -> str:  # fmt: skip
    """Move every entry of a company as one unit; says so.

    Args:
        place: the workspace.
        organisation: the company.
        after: the state that its entries get.
        who: who decides.
        because: why.
        today: the day of the run.
        shown: the entries that were shown to whoever decides.

    Raises:
        UsageError: the entries are no longer those that were shown, or a name is missing; nothing was changed.
    """
    _refuse(after, because)
    person_named(who, "定")
    with place.busy("qtdocs sanction") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        own = _own(ledger, edition, organisation, after)
        if tuple(each.number for each in own) != tuple(shown):
            raise UsageError("刚才列出以后台账变了，什么也没有改。", "请再运行一次，看清楚再确认。")
        planned(own, after, because=because, ledger=ledger)
        return put_down(place, ledger, edition, [(each, after) for each in own], who=who, because=because, today=today)


def _own(ledger: Ledger, edition: Programme, organisation: str, after: str) -> tuple[Entry, ...]:
    return _touched(account_of(ledger, edition).teams, organisation, after, registry.everything(ledger)).own


def _refuse(after: str, because: str) -> None:
    if after not in STATES or after not in ENDED:
        raise UsageError(
            f"处理一个单位不能把班组改成“{after}”。", f"请写：{'、'.join(each for each in STATES if each in ENDED)}。"
        )
    if not because.strip():
        raise UsageError("没有写理由。", "请用 --because 写上查实了什么、依据哪一条。")


def _touched(teams: Iterable[Entry], organisation: str, after: str, known: Registry) -> _Touched:
    names = known.names_of(organisation)
    own: list[Entry] = []
    done: list[Entry] = []
    maybe: list[tuple[Entry, str]] = []
    for team in sorted(teams, key=lambda each: each.number):
        name = names_of(team)[0]
        if name_twin(name) in names:
            (done if team.state == after else own).append(team)
        elif why := _may_concern(team, name, names):
            maybe.append((team, why))
    return _Touched(own=tuple(own), done=tuple(done), maybe=tuple(maybe))


def _may_concern(team: Entry, name: str, names: frozenset[str]) -> str:
    """Why an entry may be of a company though its name does not say so; empty where nothing tells."""
    if not name:
        return "单位名称没有读准"
    if whole := next((each for each in names if name_twin(name).startswith(each)), ""):
        is_branch = _COMPANY.search(whole) and _BRANCH.search(name_twin(name)[len(whole) :])
        return "像是它的分公司" if is_branch else "名称比它长，可能是它的全称"
    if any(each.startswith(name_twin(name)) for each in names):
        return "像是它的简称或上级单位"
    if any(is_alike(each, name) for each in names):
        return "名称相近，可能是"
    if any(len(each) > 1 and each in name_twin(name) for each in names):
        return "名称里有这几个字"
    records = (*team.records, *(each.record for each in team.superseded))
    if any(name_twin(text_of(each.fields.get("organisation_name"))) in names for each in records):
        return "另一份材料上写的是这个单位"
    return ""


def _nobody(organisation: str, after: str, touched: _Touched) -> tuple[str, str]:
    if touched.done:
        return f"“{organisation}”的 {len(touched.done)} 个班组都已经是{after}。", ""
    companies: dict[tuple[str, str], list[str]] = {}
    for team, why in touched.maybe:
        companies.setdefault((names_of(team)[0], why), []).append(team.number)
    alike = [f"{name}（{why}；{'、'.join(numbers)}）" for (name, why), numbers in companies.items() if name]
    unread = "、".join(number for (name, _), numbers in companies.items() if not name for number in numbers)
    told = (
        [f"名称相近的有：{'；'.join(alike)}。要处理的是哪一个？请照申报表上的单位名称写全，再运行。"] if alike else []
    )
    told += [f"单位名称没有读准的：{unread}，请看是不是它的。"] if unread else []
    return f"没有单位叫“{organisation}”的班组。", safe_text("".join(told) or "单位名称见 qtdocs entries。")


def _notice(edition: Programme) -> Iterator[str]:
    """Whom the notice punishes for what, and with what."""
    rules = [each for each in edition.sanctions if each.whom == "organisation"]
    if not rules:
        yield "请注意：通知没有规定处理整个单位；只处理一个班组的，请用 qtdocs move。"
        rules = [each for each in edition.sanctions if each.whom == "entry"]
    if rules:
        yield "通知的规定："
    for each in rules:
        yield f"  {_WHOM[each.whom]}：{each.offence}——{each.consequence}（{each.source}）"


def _names(organisation: str, known: Registry) -> Iterator[str]:
    """The renamings through which entries under other names are touched."""
    names = known.names_of(organisation)
    for each in known.renamings:
        if name_twin(each.before) in names:
            yield f"登记册上更过名：{each.told}（{each.where}）"


def _shown(touched: _Touched, moves: Sequence[str], after: str) -> Iterator[str]:
    yield f"要改的 {len(touched.own)} 个班组："
    yield from (f"  {line}" for line in moves)
    if touched.done:
        yield f"已经是{after}的：{'；'.join(named(each) for each in touched.done)}"
    if touched.maybe:
        yield "可能有关，没有包括（要一起处理的，请用 qtdocs move）："
        yield from (f"  {named(team)}：{why}" for team, why in touched.maybe)
    yield "程序只改状态；通报、警示、不良记录等请另行办理。"
