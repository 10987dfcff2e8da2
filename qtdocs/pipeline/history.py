"""Everything that happened to one entry, in order: what came, what was read, who said what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qtdocs.checks import RULES
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.retention import RETAINED
from qtdocs.editions.vocabulary import KEY_NAMES, KIND_NAMES, ROLE_NAMES
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, inspections, letters, standings
from qtdocs.ledger.corrections import all_corrections, all_rulings, last_words
from qtdocs.model.correction import RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.record import worded
from qtdocs.model.seal import TAKEN_BACK
from qtdocs.model.sent import SentLetter
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.carried import earlier_words, old_messages
from qtdocs.pipeline.corrected import by_owner
from qtdocs.pipeline.judging.entry_story import judged_story
from qtdocs.pipeline.publishing.name_words import names_story
from qtdocs.pipeline.teams import CLOCKS
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render import text_of
from qtdocs.text import plain_date

_CUT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened."""

    at: str
    """When, ISO 8601; empty where nothing tells."""
    what: str
    """What, in Chinese."""
    who: str = ""
    """Who did it; empty where nobody did."""


def history_shown(place: Workspace, number: str, *, as_json: bool) -> Iterator[str]:
    """What happened to an entry, oldest first, a line each; what has no time stands at the head.

    Args:
        place: the workspace.
        number: its number, or a part of its organisation's and team's names.
        as_json: whether for another program.

    Raises:
        UsageError: there is no such entry, or several.
    """
    with place.ledger() as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_of(ledger, edition)
        entry = entry_named(account, number)
        found = sorted(_everything(entry, account, ledger, edition), key=lambda each: each.at)
    if not as_json:
        yield f"{entry.number}　{_name(entry)}　{entry.state}"
    for each in found:
        if as_json:
            yield json.dumps({"at": each.at or None, "what": each.what, "who": each.who or None}, ensure_ascii=False)
        else:
            by = f"　{each.who}" if each.who else ""
            yield f"  {each.at[:16].replace('T', ' ') or '（没有时间）'}　{each.what}{by}"


def entry_named(account: Account, wanted: str) -> Entry:
    """The entry of this number, or the one whose names hold these words.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = [team for team in account.teams if team.number == wanted]
    found = found or [team for team in account.teams if wanted.strip() and wanted.strip() in _name(team)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"没有编号或名称是“{wanted}”的班组。", "编号见 qtdocs entries。")
    listed = "、".join(f"{team.number} {_name(team)}" for team in found[:10])
    raise UsageError(f"“{wanted}”对得上 {len(found)} 个班组。", f"请写编号：{listed}。")


def _name(entry: Entry) -> str:
    return "".join(text_of(entry, key) for key in ("organisation_name", "team_name")) or "（名称未定）"


def _everything(entry: Entry, account: Account, ledger: Ledger, edition: Programme) -> Iterator[Happened]:
    yield from _arrivals(entry, account)
    yield from _versions(entry, account)
    yield from _corrections(entry, account, ledger)
    yield from _rulings(entry, account, ledger)
    yield from _looks(entry, ledger)
    yield from _inspections(entry, ledger, {rule.id: rule.text.rstrip("。") for rule in edition.rules})
    yield from _moves(entry, ledger)
    yield from (Happened(at=at, what=what, who=who) for at, what, who in judged_story(ledger, entry.number))
    yield from (Happened(at=at, what=what, who=who) for at, what, who in names_story(ledger, entry.number))
    yield from _letters(entry, ledger)
    yield from _permits(ledger)
    yield from _holds(entry, ledger)
    yield from _events(entry, ledger)


def _arrivals(entry: Entry, account: Account) -> Iterator[Happened]:
    kinds = {paper.sha256: paper for paper in entry.papers}
    for line in account.lines:
        paper = kinds.get(line.attachment.sha256)
        if paper is not None:
            kind = KIND_NAMES.get(paper.kind, "材料")
            arrival = line.parcel.arrival if line.parcel else None
            clock = f"（{CLOCKS.get(arrival.clock, arrival.clock)}）" if arrival else ""
            number = f"{line.parcel.number}，" if line.parcel else ""
            again = "，与先前一份内容相同" if line.again else ""
            at = arrival.start.isoformat(timespec="seconds") if arrival else ""
            yield Happened(at=at, what=f"收到{kind}“{line.file}”（{number}指纹 {paper.sha256[:8]}）{clock}{again}")


def _versions(entry: Entry, account: Account) -> Iterator[Happened]:
    came = {
        line.attachment.sha256: line.parcel.arrival.end.isoformat(timespec="seconds")
        for line in account.lines
        if line.parcel and line.parcel.arrival
    }
    for old in entry.superseded:
        reason = "由人选定" if old.chosen else "后收到的为准"
        at = "" if old.chosen else came.get(old.by.sha256, "")
        yield Happened(at=at, what=f"“{old.record.file}”已被“{old.by.file}”替代（{reason}）")


def _corrections(entry: Entry, account: Account, ledger: Ledger) -> Iterator[Happened]:
    """What people said of boxes: from what held then, which after another correction is not what the papers say."""
    held: dict[str, str] = {}
    for each in by_owner(all_corrections(ledger), account.teams).get(entry.id, ()):
        old, new = (worded(value) or "（空）" for value in (each.old, each.new))
        before = held.get(each.field, old)
        held[each.field] = new
        name = KEY_NAMES.get(each.field, each.field)
        if each.purged:
            what = f"更正“{name}”：{each.why}"
        elif before == new:  # what was read was only a guess
            what = f"确认“{name}”是 {_cut(new)}（{each.why}）"
        else:
            what = f"更正“{name}”：{_cut(before)} → {_cut(new)}（{each.why}）"
        yield Happened(at=each.at, what=what, who=each.who)


def _rulings(entry: Entry, account: Account, ledger: Ledger) -> Iterator[Happened]:
    parts = [part for line in account.lines if not line.again and line.reading for part in line.reading.parts]
    before, messages = old_messages(entry, parts), {finding.key: finding.message for finding in entry.findings}
    again = {each.ruling.finding: each.holds for each in earlier_words(entry, last_words(ledger), parts)}
    for each in all_rulings(ledger):
        if each.entry != entry.id:
            continue
        said = messages.get(each.finding, "")
        if not said:
            told = {True: "文件换了，这一栏没有变，仍算数", False: "材料换了，要再看"}
            gone = "现在的材料上已经没有这一条，这次处理不再起作用"
            state = told[again[each.finding]] if each.finding in again else gone
            said = f"{_cut(before[each.finding]).rstrip('。')}；{state}" if each.finding in before else state
        word = RULINGS.get(each.ruling, "收回处理")
        why = f"，{each.why}" if each.why else ""
        title = RULES[each.code].title if each.code in RULES else each.code
        yield Happened(at=each.at, what=f"{word}“{title}”（{said}）{why}", who=each.who)


def _looks(entry: Entry, ledger: Ledger) -> Iterator[Happened]:
    digests = {paper.sha256: paper.file for paper in entry.papers}
    for sha256, role, answer, who, at in ledger.rows(
        "SELECT sha256, role, answer, who, at FROM confirmations ORDER BY id"
    ):
        if sha256 in digests:
            what = "收回对" if answer == TAKEN_BACK else "看过"
            told = "的章的确认" if answer == TAKEN_BACK else f"的章：{answer}"
            yield Happened(at=at, what=f"{what}“{digests[sha256]}”上{ROLE_NAMES[role]}{told}", who=who)


def _inspections(entry: Entry, ledger: Ledger, titles: Mapping[str, str]) -> Iterator[Happened]:
    """What people looked up elsewhere, under what the rule says; also what they began to write."""
    for (number, rule), words in inspections.everything(ledger).items():
        for each in words if number == entry.number else ():
            written = "，".join(word for word in each.said if word)
            said = each.told if each.is_complete else f"{written}（没有写全，不算数）"
            copy = f"（来自{each.book}）" if each.book else ""
            title = f"“{titles[rule]}”" if rule in titles else ""
            yield Happened(at=each.at, what=f"人工核查 {rule}{title}：{said}{copy}", who=each.who)


def _moves(entry: Entry, ledger: Ledger) -> Iterator[Happened]:
    for each in standings.history(ledger).get(entry.number, ()):
        why = f"（{each.because}）" if each.because else ""
        same = each.before == each.after
        told = f"看过新来的材料，仍为{each.after}" if same else f"状态：{each.before} → {each.after}"
        yield Happened(at=each.at, what=f"{told}{why}", who=each.who)


def _letters(entry: Entry, ledger: Ledger) -> Iterator[Happened]:
    for text, at in ledger.rows("SELECT letter, at FROM letters ORDER BY id"):
        sent = ledger.value(SentLetter, text)
        if entry.number in sent.entries:
            points = sum(point.entry == entry.number for point in sent.points)
            until = f"，{plain_date(sent.until)}前" if sent.until else ""
            asked = f"，要求 {points} 条{until}" if points else ""
            yield Happened(at=at, what=f"发出{sent.kind}（第 {sent.round} 次，{sent.name}）{asked}", who=sent.who)


def _permits(ledger: Ledger) -> Iterator[Happened]:
    """Whether applicants may mend, as the association said for all of them."""
    for each in letters.permits(ledger):
        why = f"（{each.why}）" if each.why else ""
        yield Happened(at=each.at, what=f"全部申报单位{'准予' if each.allowed else '不准予'}补正{why}", who=each.who)


def _holds(entry: Entry, ledger: Ledger) -> Iterator[Happened]:
    """What kept its papers from being purged, and what was purged."""
    for reason, why, who, at in ledger.rows(
        "SELECT reason, why, who, at FROM holds WHERE entry = ? ORDER BY id", entry.number
    ):
        yield Happened(at=at, what=f"因{reason}保留（{why}）" if reason else f"不再保留（{why}）", who=who)
    digests = {paper.sha256: paper.file for paper in entry.papers}
    for kind, subject, who, at in ledger.rows("SELECT kind, subject, who, at FROM tombstones ORDER BY id"):
        if subject in digests:
            yield Happened(at=at, what=f"清除“{digests[subject]}”的{RETAINED.get(kind, kind)}", who=who)


def _events(entry: Entry, ledger: Ledger) -> Iterator[Happened]:
    """Choices of versions, and when each paper was read."""
    digests = {paper.sha256: paper.file for paper in entry.papers}
    for at, who, what, subject in ledger.rows("SELECT at, who, what, subject FROM events ORDER BY id"):
        first, _, rest = str(subject).partition(" ")
        if what == "read" and first in digests:
            yield Happened(at=at, what=f"读取“{digests[first]}”", who=who)
        elif what == "chosen" and first == entry.number:
            file = digests.get(rest.partition(" ")[0], "一份材料")
            yield Happened(at=at, what=f"选定以“{file}”为准", who=who)


def _cut(text: str) -> str:
    line = text.replace("\n", "／")
    return line if len(line) <= _CUT else f"{line[:_CUT]}…"
