"""What ``entries``, ``parcels``, ``choose``, ``ledger`` and the backup do with a workspace."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qtdocs import checks, writing
from qtdocs import ledger as books
from qtdocs.assemble import text_in
from qtdocs.checks.standing import Proposal, proposed
from qtdocs.editions import shelf
from qtdocs.errors import LedgerError, UsageError
from qtdocs.ledger import entries
from qtdocs.model.entry import Entry
from qtdocs.model.parcel import Parcel
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.known import Line
from qtdocs.pipeline.moving import may_mend
from qtdocs.pipeline.teams import CLOCKS, time_shown
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render import LATE, OUTCOMES, received_shown
from qtdocs.text import display_width

_NOTHING = "还没有。收材料请运行 qtdocs collect 收件文件夹。"


def entries_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """Every team of a workspace, a line each: JSON by the contract, or a table for people."""
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        account, mendable = account_of(ledger, edition), may_mend(ledger, edition)
    advice = {each.id: proposed(each, edition, mendable=mendable) for each in account.teams}
    if as_json:
        yield from (json.dumps(_entry(each, advice[each.id]), ensure_ascii=False) for each in _numbered(account))
        return
    if not account.teams:
        yield _NOTHING
        return
    rows: list[tuple[str, ...]] = [("编号", "单位", "班组", "状态", "收到", "依据", "是否迟交", "材料", "问题", "建议")]
    for each in _numbered(account):
        current = sum(paper.current for paper in each.papers)
        names = [text_in(each.source, key) or "（未定）" for key in ("organisation_name", "team_name")]
        received = (received_shown(each), CLOCKS.get(each.clock, ""), LATE[each.late])
        rest = (each.state, *received, f"{current} 份", f"{sum(finding.counts for finding in each.findings)} 条")
        rows.append((each.number, *names, *rest, _advised(advice[each.id])))
    yield from _table(rows)


def parcels_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """Every delivery of a workspace: JSON by the contract, a line each, or a table for people with its files."""
    account = _account(place)
    lines = account.by_parcel
    if not account.lines and not account.parcels and not as_json:
        yield _NOTHING
    for parcel in account.parcels:
        inside = [line for line in lines.get(parcel.number, ()) if not line.is_letter]
        if as_json:
            yield json.dumps(_parcel(parcel, inside), ensure_ascii=False)
        else:
            yield from _parcel_told(parcel, inside)
    loose = [line for line in account.lines if line.parcel is None]
    if loose and as_json:
        yield json.dumps(_no_parcel(loose), ensure_ascii=False)
    elif loose:
        yield "不属于哪一次来件："
        yield from (f"    {line.file}　{_became(line)}" for line in loose)


def choose(place: Workspace, number: str, file: str) -> str:
    """Put down that one version of an entry's paper holds; says what gives way.

    Args:
        place: the workspace.
        number: the entry's number.
        file: the version's name, its end, or the first digits of its digest.

    Raises:
        UsageError: there is no such entry or version, or there is nothing to choose.
    """
    with place.busy("qtdocs choose") as ledger:
        account = _account_in(place, ledger)
        entry = next((each for each in account.teams if each.number == number), None)
        if entry is None:
            raise UsageError(f"没有编号是“{number}”的班组。", "编号见 qtdocs entries。")
        records = (*entry.records, *(each.record for each in entry.superseded))
        wanted = [each for each in records if each.file.endswith(file) or each.sha256.startswith(file.lower())]
        if len({each.sha256 for each in wanted}) != 1:
            names = "、".join(dict.fromkeys(each.file for each in records))
            raise UsageError(f"“{file}”对不上这个班组的一份材料。", f"有：{names}。")
        chosen = wanted[0]
        rivals = [
            each for each in records
            if each.sha256 != chosen.sha256 and (each.form, each.medium) == (chosen.form, chosen.medium)
        ]  # fmt: skip
        if not rivals:
            raise UsageError(f"“{chosen.file}”只有这一份，不用选。")
        others = list(dict.fromkeys(each.sha256 for each in rivals))
        with ledger.change("chosen", f"{number} {chosen.sha256} {' '.join(others)}"):
            entries.choose(ledger, number, chosen.sha256, instead_of=others)
    gone = "、".join(dict.fromkeys(each.file for each in rivals))
    return f"{number} 以“{chosen.file}”为准；“{gone}”留着备查。再运行 qtdocs collect 就会写进台账。"


def ledger_verified(place: Workspace) -> str:
    """That the ledger is whole.

    Raises:
        LedgerError: it is not; says what is wrong.
    """
    with place.ledger() as ledger:
        wrong = list(books.verify(ledger, place.originals))
        events = ledger.rows("SELECT count(*) FROM events")[0][0]
        originals = ledger.rows("SELECT count(*) FROM documents")[0][0]
        gone = ledger.rows("SELECT count(*) FROM tombstones WHERE kind = 'originals'")[0][0]
        waiting = books.unfinished(ledger)
    if wrong:
        listed = "\n".join(f"  {number}. {each}" for number, each in enumerate(wrong, 1))
        raise LedgerError(f"台账有 {len(wrong)} 处不对：\n{listed}\n", "请用最近的备份核对或恢复（qtdocs restore）。")
    left = f"{originals - gone} 份原件逐一核对过指纹" + (f"（另有 {gone} 份已按期清除）" if gone else "")
    told = f"台账完好：{left}，{events} 条事件记录首尾相接。"
    more = f"\n另有 {waiting} 份来件还没有读完（上次运行中断了），请再运行一次 qtdocs collect。" if waiting else ""
    return told + more


def exported(place: Workspace, folder: Path, *, mask: bool, today: datetime.date) -> str:
    """Write copies of the ledger and the summary for others into a folder; says where they are.

    Raises:
        UsageError: the folder is the workspace itself.
        WriteError: it cannot be written.
    """
    if folder.resolve() == place.home.resolve():
        raise UsageError("副本不要放在工作区里，会和正式的混在一起。", "请写另一个文件夹。")
    with place.ledger() as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        made = outputs.for_others(edition, account_of(ledger, edition), out=place.home, today=today, mask=mask)
    names = []
    for name, data in made.items():
        stem, _, ending = name.rpartition(".")
        target = writing.fresh_path(folder / (f"{stem}（隐去电话）.{ending}" if mask else f"{stem}（副本）.{ending}"))
        writing.write_bytes(target, data)
        names.append(target.name)
    return f"已写到 {folder}：{'、'.join(names)}。副本里改的收不回来，要改请在工作区的 台账.xlsx 里改。"


def backed_up(place: Workspace, target: Path) -> str:
    """Put the whole workspace into one file."""
    with place.busy("qtdocs backup") as ledger:
        count = books.back_up(ledger, place.home, target, passed_over=place.passing)
    return f"已备份 {count} 个文件到 {target}（{target.stat().st_size / 1e6:.1f} MB）。恢复用 qtdocs restore。"


def restored(source: Path, home: Path) -> str:
    """Bring a backup back into a new folder."""
    count = books.restore(source, home)
    return f"已恢复 {count} 个文件到 {home}，每个文件都核对过指纹。"


def _account(place: Workspace) -> Account:
    with place.ledger() as ledger:
        return _account_in(place, ledger)


def _account_in(place: Workspace, ledger: books.Ledger) -> Account:
    return account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))


def _numbered(account: Account) -> list[Entry]:
    return sorted(account.teams, key=lambda each: each.number)


def _advised(proposal: Proposal) -> str:
    return f"{proposal.state}（{proposal.why}）" if proposal.state else proposal.why


def _entry(entry: Entry, proposal: Proposal) -> dict[str, Any]:
    fields = ("organisation_name", "team_name", "nominator_name")
    papers = [
        {
            "kind": each.kind, "medium": each.medium, "file": each.file, "sha256": each.sha256,
            "current": each.current, "locked": each.locked,
        }
        for each in entry.papers
    ]  # fmt: skip
    return {
        "entry_no": entry.number,
        **{key: text_in(entry.source, key) or None for key in fields},
        "state": entry.state,
        "proposed": proposal.state or None,
        "why": proposal.why or None,
        "received_at": entry.received_at or None,
        "clock": entry.clock or None,
        "late": entry.late,
        "papers": papers,
        "findings": list(dict.fromkeys(finding.code for finding in entry.findings if finding.counts)),
    }


def _parcel(parcel: Parcel, inside: list[Line]) -> dict[str, Any]:
    arrival = parcel.arrival
    return {
        "parcel_no": parcel.number,
        "source": parcel.source,
        "sender": parcel.sender or None,
        "subject": parcel.letter.subject if parcel.letter else None,
        "received_at": str(arrival) if arrival else None,
        "clock": arrival.clock if arrival else None,
        "attachments": [_attachment(line) for line in inside],
    }


def _no_parcel(loose: list[Line]) -> dict[str, Any]:
    """What belongs to no delivery (a mailbox, a second copy of a mail, a lock file), so that nothing is left out."""
    keys = ("parcel_no", "source", "sender", "subject", "received_at", "clock")
    return {**dict.fromkeys(keys), "attachments": [_attachment(line) for line in loose]}


def _attachment(line: Line) -> dict[str, Any]:
    return {
        "file": line.file,
        "sha256": line.attachment.sha256 or None,
        "media": line.attachment.media or None,
        "outcome": line.outcome,
        "code": line.code or None,
    }


def _parcel_told(parcel: Parcel, inside: list[Line]) -> Iterator[str]:
    arrival = parcel.arrival
    when = f"{time_shown(arrival)}（{CLOCKS[arrival.clock]}）" if arrival else "没有收到时间"
    subject = parcel.letter.subject if parcel.letter else parcel.source
    yield f"{parcel.number}　{when}　{parcel.sender or '送件人未登记'}　{subject}"
    yield from (f"    {line.file}　{_became(line)}" for line in inside)
    if not inside:
        yield "    只有纸质件" if parcel.letter is None else "    没有附件"


def _became(line: Line) -> str:
    shown = OUTCOMES[line.outcome]
    if line.outcome == "opened" and line.attachment.detail:
        return f"{shown}（{line.attachment.detail}）"
    return f"{shown}（{checks.RULES[line.code].title}）" if line.code in checks.RULES else shown


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(display_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (text + " " * int(width - display_width(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
