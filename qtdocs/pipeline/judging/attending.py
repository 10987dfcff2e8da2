"""Who presented and who stayed away: put down by a person; what follows is the programme's, else it is asked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, standings
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.attendance import Attendance
from qtdocs.model.entry import Entry
from qtdocs.model.presentation import RunningOrder
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.entries import IN_JUDGING
from qtdocs.pipeline.judging.staging import order_held, presentation_of
from qtdocs.pipeline.moving import chosen, named
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace

_GAVE_UP = "放弃"


def attendance(ledger: Ledger) -> Mapping[str, Attendance]:
    """Whether each entry came, as far as somebody put it down, by its number."""
    return {key[0]: act.value for key, act in held(ledger, ActKind.ATTENDANCE, Attendance).items()}


def attended(place: Workspace, numbers: Sequence[str], *, came: bool, because: str, who: str) -> Iterator[str]:
    """Put down that entries came, or stayed away; says what follows by the programme, and where it asks.

    Args:
        place: the workspace.
        numbers: the entries' numbers; none for all in the running order of which nothing was put down yet.
        came: whether they came.
        because: what is known of why they stayed away.
        who: who says so.

    Raises:
        UsageError: there is no running order, no such entry, it takes no part, or nothing is left to be put down.
    """
    who = person_named(who, "记")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    stage = presentation_of(programme)
    with place.busy("qtdocs stage attend") as ledger:
        order = order_held(ledger, stage.id).value
        teams = account_of(ledger, programme).teams
        known = attendance(ledger)
        wanted = numbers or _left(order, {each.number: each.state for each in teams}, known)
        found = chosen(teams, wanted)
        _refuse_others(found)
        with ledger.change("attendance", " ".join(each.number for each in found)):
            said = Attendance(came=came, because=because.strip())
            put_down(ledger, ActKind.ATTENDANCE, [((each.number,), said) for each in found], who=who)
            if not came and programme.no_show_is_withdrawal:
                _give_up(ledger, found, programme, who=who)
        yield f"已记下 {len(found)} 个班组{'到场' if came else '没有到场'}（{who}）。"
        if not came:
            yield from _what_follows(programme, found)
        elif given_up := [each.number for each in found if each.state == _GAVE_UP]:
            yield (
                f"请注意：{'、'.join(given_up)}的状态还是{_GAVE_UP}，不参加排名；"
                "要参加的，用 qtdocs move 班组编号 评审 --by 姓名 --because 理由 改回来。"
            )


def _left(order: RunningOrder, states: Mapping[str, str], known: Container[str]) -> list[str]:
    """The entries of a running order that still take part and of which nothing was put down.

    Raises:
        UsageError: there are none.
    """
    every = [each for room in order.rooms for each in room.entries]
    found = [each for each in every if each not in known and states.get(each, "") in IN_JUDGING]
    if not found:
        raise UsageError("出场顺序里的班组都已经记过了。", "要改的，请写上班组编号。")
    return found


def _refuse_others(teams: Sequence[Entry]) -> None:
    """Refuse entries that take no part in the presentation.

    Raises:
        UsageError: tells which.
    """
    others = [f"{each.number}（{each.state}）" for each in teams if each.state not in IN_JUDGING | {_GAVE_UP}]
    if others:
        raise UsageError(
            f"{'、'.join(others)}没有参加发布，不能记到场不到场，什么也没有记。",
            "请核对班组编号；状态见 qtdocs entries。",
        )


def _give_up(ledger: Ledger, teams: Sequence[Entry], programme: Programme, *, who: str) -> None:
    """Move entries that stayed away to 放弃, because the programme says so, inside a change."""
    reason = f"没有参与发布；{programme.no_show_source}"
    for team in teams:
        if team.state in IN_JUDGING:
            papers = {each.sha256 for each in team.papers if each.current}
            standings.move(
                ledger, team.number, before=team.state, after=_GAVE_UP, who=who, because=reason, papers=papers
            )
    standings.settle(ledger)


def _what_follows(programme: Programme, teams: Sequence[Entry]) -> Iterator[str]:
    names = [f"  {named(each)}" for each in teams]
    if programme.no_show_is_withdrawal:
        yield f"{programme.no_show_source}，状态改为放弃："
        yield from names
        yield "记错了的，用 qtdocs move 班组编号 评审 --by 姓名 --because 理由 改回来，再用 stage attend 记到场。"
        return
    yield "通知没有写没有参与发布怎么处理，请协会决定，程序不替您定："
    yield from names
    yield "定了以后用 qtdocs judge settle 记下来（视同放弃，或发布记零分），或用 qtdocs move 班组编号 放弃 改状态。"
