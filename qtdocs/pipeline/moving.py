"""Entries moved from one state to another by people, several as one unit; what the program would propose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.assemble import text_in
from qtdocs.checks.standing import LOOK, Proposal, changed_since, proposed, still_open
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, standings
from qtdocs.ledger.letters import last_permit
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.standing import ENDED, PASSING, STATES, move_between, moves_from
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.points import without_ways
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import written_anew
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import narrow
from qtdocs.writing import safe_text

_LISTED = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """What a move would do."""

    lines: tuple[str, ...]
    """For the screen, in Chinese: each entry, and what is still open of it."""
    still_open: int
    """Of how many entries something is still open."""


def move_planned(place: Workspace, numbers: Sequence[str], after: str, *, who: str, because: str) -> MovePlan:
    """What moving some entries does, and what is still open of each; nothing is changed.

    Args:
        place: the workspace.
        numbers: the entries' numbers.
        after: the state they get.
        who: who decides.
        because: why; may be empty where the table asks for no reason.

    Raises:
        UsageError: there is no such entry or state, a move is not in the table, or a name or reason is missing.
    """
    if after not in STATES:
        raise UsageError(f"没有“{after}”这个状态。", f"有：{'、'.join(STATES)}。")
    person_named(who, "定")
    if not numbers:
        raise UsageError("没有写班组编号。", "例如：qtdocs move 班0003 班0004 初选合格 --by 王敏。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        return _plan(account_of(ledger, edition), numbers, after, because=because, ledger=ledger, edition=edition)


def moved(
    place: Workspace, numbers: Sequence[str], after: str, *, who: str, because: str, today: datetime.date,
    plan: MovePlan,
) -> str:  # fmt: skip
    """Move entries to another state, all of them or none; says what was done.

    Args:
        place: the workspace.
        numbers: the entries' numbers.
        after: the state they get.
        who: who decides.
        because: why; may be empty where the table asks for no reason.
        today: the day of the run.
        plan: what was shown to whoever decides.

    Raises:
        UsageError: the ledger is no longer what was shown, or what ``move_planned`` says; nothing was changed.
    """
    with place.busy("qtdocs move") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_of(ledger, edition)
        if _plan(account, numbers, after, because=because, ledger=ledger, edition=edition) != plan:
            raise UsageError("刚才列出以后台账变了，什么也没有改。", "请再运行一次，看清楚再确认。")
        moves = [(each, after) for each in chosen(account.teams, numbers)]
        return put_down(place, ledger, edition, moves, who=who, because=because, today=today)


def _plan(
    account: Account, numbers: Sequence[str], after: str, *, because: str, ledger: Ledger, edition: Programme
) -> MovePlan:
    teams, files = chosen(account.teams, numbers), tuple(dict.fromkeys(line.file for line in account.lines))
    told = planned(teams, after, because=because, ledger=ledger)
    against = [list(still_open(team, edition)) if after in PASSING else [] for team in teams]
    lines = [
        line
        for head, open_ in zip(told, against, strict=True)
        for line in (head, *(f"    {without_ways(each, files)}" for each in open_))
    ]
    return MovePlan(lines=tuple(map(safe_text, lines)), still_open=sum(map(bool, against)))


def proposals_listed(place: Workspace, numbers: Sequence[str]) -> Iterator[str]:
    """What the program would do with some entries, or with all; nothing is changed."""
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        every, mendable = account_of(ledger, edition).teams, may_mend(ledger, edition)
    teams = chosen(every, numbers) if numbers else sorted(every, key=lambda each: each.number)
    found = [(team, proposed(team, edition, mendable=mendable)) for team in teams]
    yield from (_proposal_told(team, each) for team, each in found if each.state)
    if not any(each.state for _, each in found):
        yield "没有要改状态的班组。"
        return
    ready = sum(each.is_gentle for _, each in found)
    yield f"以上只是建议，{ready} 个可以用 --accept-proposals 一起采用；淘汰和取消资格由人逐个决定，先核对的看过再定。"


def proposals_accepted(
    place: Workspace, numbers: Sequence[str], *, who: str, today: datetime.date, dry_run: bool
) -> str:
    """Move entries as the program proposes, but for those that it would end; says what was done and what is left.

    Raises:
        UsageError: there is no such entry, no name, or nothing to accept.
    """
    person_named(who, "定")
    with place.busy("qtdocs move") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        every = account_of(ledger, edition).teams
        teams = chosen(every, numbers) if numbers else sorted(every, key=lambda each: each.number)
        mendable = may_mend(ledger, edition)
        found = [(team, proposed(team, edition, mendable=mendable)) for team in teams]
        taken = [(team, each.state) for team, each in found if each.is_gentle]
        left = [_proposal_told(team, each) for team, each in found if each.state and not each.is_gentle]
        lines = [_told(team, after) for team, after in taken]
        lines += ["没有动、要人决定的：", *left] if left else []
        if not taken:
            raise UsageError("没有可以直接采用的建议。", "逐个看过以后，用 qtdocs move 班组编号 状态 --by 姓名。")
        if dry_run:
            return "\n".join((*lines, "只是看看，什么也没有写。"))
        told = put_down(place, ledger, edition, taken, who=who, because="", today=today)
    return "\n".join((*lines, told))


def may_mend(ledger: Ledger, edition: Programme) -> bool:
    """Whether papers may be mended: the association's own word, else the notice's; else it is taken that they may."""
    permit = last_permit(ledger)
    if permit is not None:
        return permit.allowed
    return edition.supplement is None or edition.supplement.allowed


def chosen(teams: Sequence[Entry], numbers: Sequence[str]) -> list[Entry]:
    """The entries of these numbers, each once, in the order in which they were given.

    Raises:
        UsageError: there is none of a number.
    """
    wanted = list(dict.fromkeys(each for text in numbers for each in _LISTED.split(narrow(text).strip()) if each))
    known = {team.number: team for team in teams if team.number}
    if missing := [each for each in wanted if each not in known]:
        raise UsageError(f"没有编号是{'、'.join(f'“{each}”' for each in missing)}的班组。", "编号见 qtdocs entries。")
    return [known[each] for each in wanted]


def planned(teams: Sequence[Entry], after: str, *, because: str, ledger: Ledger) -> list[str]:
    """What a move of these entries does, a line each.

    Raises:
        UsageError: a move is not in the table, or lacks its reason; tells all that are wrong.
    """
    history = standings.history(ledger)
    wrong = []
    for team in teams:
        move = move_between(team.state, after)
        passes = after in PASSING if team.state == after else move is not None and move.reason_over_errors
        if passes and not because.strip() and (errors := _errors(team)):
            told = "；".join(each.message.rstrip("。") for each in errors)
            wrong.append(f"{named(team)}还有 {len(errors)} 条错误，改成{after}要写理由（--because）：{told}")
        elif team.state == after:
            again = history.get(team.number, ())
            if not again or not list(changed_since(team, again[-1])):
                wrong.append(f"{named(team)}已经是{after}")
        elif move is None:
            ways = "、".join(each.after for each in moves_from(team.state))
            wrong.append(f"{named(team)}现在是{team.state}，不能改成{after}，可以改成：{ways}")
        elif move.needs_reason and not because.strip():
            kind = "改回去" if move.is_back else "这样改"
            wrong.append(f"{named(team)}从{team.state}改成{after}，{kind}要写理由（--because）")
    if wrong:
        listed = "\n".join(f"  {each}。" for each in wrong)
        raise UsageError(f"什么也没有改，有 {len(wrong)} 个班组改不了：\n{listed}\n", "请改好这几个再运行。")
    return [_told(team, after) for team in teams]


def put_down(
    place: Workspace, ledger: Ledger, edition: Programme, moves: Sequence[tuple[Entry, str]], *, who: str,
    because: str, today: datetime.date,
) -> str:  # fmt: skip
    """Make some moves as one unit and write the outputs anew; says so."""
    who = person_named(who, "定")
    with ledger.change("moved", " ".join(team.number for team, _ in moves)):
        for team, after in moves:
            papers = {each.sha256 for each in team.papers if each.current}
            standings.move(
                ledger, team.number, before=team.state, after=after, who=who, because=because.strip(),
                papers=papers,
            )  # fmt: skip
        standings.settle(ledger)
    ends = any({team.state, after} & ENDED for team, after in moves)  # the other outputs hold none that ended
    wrote = written_anew(place, ledger, edition, today=today, everything=ends)
    return f"已记下 {len(moves)} 个班组的状态（{who}）。\n{wrote}"


def named(team: Entry) -> str:
    """An entry as people know it: number, company, team."""
    names = [text_in(team.source, key) or "（未定）" for key in ("organisation_name", "team_name")]
    return safe_text("　".join((team.number, *names)))


def _told(team: Entry, after: str) -> str:
    change = f"仍为{after}（看过新来的材料）" if team.state == after else f"{team.state} → {after}"
    return f"{named(team)}：{change}"


def _errors(team: Entry) -> list[Finding]:
    """The errors that are open, but for those that a person has yet to look at."""
    return [each for each in team.findings if each.counts and each.severity == "error" and not each.waits]


def _proposal_told(team: Entry, each: Proposal) -> str:
    what = LOOK if each.state == LOOK else f"{team.state} → {each.state}"
    return f"{named(team)}：{what}（{each.why}）"
