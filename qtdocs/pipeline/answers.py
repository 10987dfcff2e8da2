"""What ``verdicts`` and ``inspect`` do with a workspace: every rule of the notice, and what people looked up of it."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, inspections
from qtdocs.model.entry import Entry
from qtdocs.model.finding import SEVERITY_NAMES
from qtdocs.model.inspection import word_that_counts
from qtdocs.model.verdict import VERDICTS, Verdict
from qtdocs.pipeline import inspecting
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.inspecting import Opened, Taken
from qtdocs.pipeline.rewriting import account_now, written
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_NOTHING = "还没有班组。收材料请运行 qtdocs collect 收件文件夹。"
_MARKS = {"fine": "○", "defect": "×", "unknown": "？"}


def verdicts_listed(place: Workspace, number: str, *, as_json: bool) -> Iterator[str]:
    """Every rule of the notice for one team or for all: JSON, a line each, or for people.

    Args:
        place: the workspace.
        number: the entry's number; empty for all.
        as_json: whether machines read it.

    Raises:
        UsageError: there is no such entry.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        account = account_of(ledger, edition)
    teams = sorted((each for each in account.teams if number in ("", each.number)), key=lambda each: each.number)
    if not teams and number:
        raise UsageError(f"没有编号是“{number}”的班组。", "编号见 qtdocs entries。")
    if not teams and not as_json:
        yield _NOTHING
    for team in teams:
        if as_json:
            yield from (json.dumps(_verdict(team, each, edition), ensure_ascii=False) for each in team.verdicts)
        else:
            yield from _told(team, edition)


def _told(team: Entry, edition: Programme) -> Iterator[str]:
    names = [text_in(team.source, key) or "（未定）" for key in ("organisation_name", "team_name")]
    counted = Counter(each.verdict for each in team.verdicts)
    counts = "，".join(f"{name} {counted[key]} 条" for key, name in VERDICTS.items())
    yield safe_text("　".join((team.number, *names, counts)))
    rules = {rule.id: rule for rule in edition.rules}
    for each in team.verdicts:
        rule = rules[each.rule]
        said = f"{rule.text.rstrip('。')}（{rule.source}）：{VERDICTS[each.verdict]}"
        yield f"  {_MARKS[each.verdict]} {each.rule} {said}"
        yield safe_text(f"      {each.detail}。" + (f"怎么查：{each.ask}" if each.ask else ""))


def _verdict(team: Entry, verdict: Verdict, edition: Programme) -> dict[str, Any]:
    rule = next(each for each in edition.rules if each.id == verdict.rule)
    return {
        "entry_no": team.number,
        "rule": rule.id,
        "text": rule.text,
        "source": rule.source,
        "severity": rule.severity,
        "verdict": verdict.verdict,
        "detail": verdict.detail,
        "ask": verdict.ask or None,
    }


def inspection_taken(place: Workspace, path: Path | None, *, today: datetime.date, dry_run: bool) -> str:
    """Take what people looked up into the ledger and write the workbooks anew; says what was taken.

    Args:
        place: the workspace.
        path: a copy that was filled in elsewhere; none for the workspace's own workbook.
        today: the day of the run.
        dry_run: whether to say only what would happen.

    Raises:
        UsageError: there is no such workbook, or it cannot be understood at all; nothing was changed.
        WriteError: somebody else is at work, or the disk is full.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    if dry_run:
        with place.ledger() as ledger:
            _, one = _books(place, path, ledger, today=today)
            return "\n".join((*_news(inspecting.taken(ledger, edition, one)), "只是看看，什么也没有写。"))
    with place.busy("qtdocs inspect") as ledger:
        own, one = _books(place, path, ledger, today=today)
        found = inspecting.put_down(ledger, edition, own)
        if one is not own:
            more = inspecting.put_down(ledger, edition, one)
            found = Taken(words=(*found.words, *more.words), doubts=(*found.doubts, *more.doubts))
        account = account_now(place, ledger, edition, today=today)
        remarks = inspecting.filled_up(place, own, account.teams, ledger, edition)
        wrote = written(place, edition, account, today=today, remarks=remarks)
        against = list(_contradictions(ledger))
    return "\n".join((*_news(found), *against, wrote))


def _books(place: Workspace, path: Path | None, ledger: Ledger, *, today: datetime.date) -> tuple[Opened, Opened]:
    """The workspace's own workbook, and the one that is meant."""
    own = inspecting.opened(place, ledger, today=today)
    one = inspecting.opened_copy(path, place, ledger, today=today) if path is not None else own
    if one.book is None:
        raise UsageError("工作区里还没有人工核查表。", "先运行 qtdocs collect 收材料，程序会写出 人工核查表.xlsx。")
    return own, one


def _contradictions(ledger: Ledger) -> Iterator[str]:
    """Where two copies say different things, so that none of them counts."""
    for said in inspections.everything(ledger).values():
        word = word_that_counts(said)
        if word is not None and word.against is not None:
            found = checks.contradicting(word)
            yield f"  【{SEVERITY_NAMES[found.severity]}】{found.message}{found.advice}"


def _news(found: Taken) -> Iterator[str]:
    """What is new in a workbook, and what could not be understood."""
    complete = [each for each in found.words if each.is_complete]
    if not found.words:
        yield "没有新的核查结果。"
    else:
        counted = Counter(each.result for each in complete)
        told = "、".join(f"{result} {count}" for result, count in counted.items())
        partly = len(found.words) - len(complete)
        lacking = f"，另有 {partly} 条没有写全，先不算数" if partly else ""
        yield f"核查结果 {len(complete)} 条" + (f"（{told}）" if told else "") + lacking + "。"
    yield from (f"  {each.number} {each.rule}：{each.told}" for each in complete)
    yield from (f"  【{SEVERITY_NAMES['warning']}】{each}。" for each in found.doubts)
