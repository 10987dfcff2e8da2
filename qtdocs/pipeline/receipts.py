"""收件回执: what came with each delivery, what it was taken for, and what is still missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import parseaddr

from qtdocs import checks
from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import KIND_NAMES
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Parcel
from qtdocs.model.sent import RECEIPT, SentLetter
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import papers_of, sender_of
from qtdocs.pipeline.known import Line
from qtdocs.pipeline.letter import Letter, mail_body, of_office
from qtdocs.pipeline.points import MISSING, points_of_team, short
from qtdocs.pipeline.round_cases import team_named
from qtdocs.pipeline.teams import CLOCKS, time_shown
from qtdocs.text import chinese_number, masked

_OTHER = {"form": "申报表等表格", "other": "其他材料"}
_SCAN = "scan-unread"
_UNUSABLE = frozenset({"form-blank", "form-other-programme"})
_LISTED = ("form", "other", "unread")


def receipts(
    account: Account, edition: Programme, *, sent: Sequence[SentLetter], today: datetime.date, who: str = ""
) -> tuple[Letter, ...]:
    """A receipt for each delivery that brought something and has none yet, by number.

    Args:
        account: the season.
        edition: the programme.
        sent: the letters that were sent.
        today: the day of the letters.
        who: who says that they were sent.
    """
    done = {each.addressee for each in sent if each.kind == RECEIPT}
    inside = account.by_parcel
    owners = owners_of(account.teams)
    files = tuple(line.file for line in account.lines)
    made = []
    for parcel in account.parcels:
        lines = [each for each in inside.get(parcel.number, ()) if not each.is_letter and each.outcome in _LISTED]
        if parcel.number not in done and (lines or _originals(parcel)):
            made.append(
                _receipt(parcel, lines, owners, edition, files=files, loose=account.findings, today=today, who=who)
            )
    return tuple(made)


def owners_of(teams: Iterable[Entry]) -> Mapping[str, tuple[Entry, str]]:
    """Whose each document is and what kind of paper, by digest."""
    found: dict[str, tuple[Entry, str]] = {}
    for team in teams:
        for sha256 in papers_of(team):
            kind = next((paper.kind for paper in team.papers if paper.sha256 == sha256), "")
            found.setdefault(sha256, (team, KIND_NAMES.get(kind, "")))
    return found


def _receipt(
    parcel: Parcel,
    lines: Sequence[Line],
    owners: Mapping[str, tuple[Entry, str]],
    edition: Programme,
    *,
    files: Sequence[str],
    loose: Sequence[Finding],
    today: datetime.date,
    who: str,
) -> Letter:
    teams = {each.id: each for line in lines if (each := _team_of(line, owners)) is not None}
    rows = [_row(number, line, owners, edition) for number, line in enumerate(lines, 1)]
    open_ = [*_unread(lines), *_unusable(lines), *_missing(teams.values(), files), *_of_lists(lines, loose)]
    name = _addressee(parcel)
    heads = iter(chinese_number(number) for number in (1, 2, 3))
    values = of_office(edition, today) | {
        "addressee": name,
        "number": parcel.number,
        "received": _received(parcel),
        "channel": _channel(parcel),
        "originals": _originals(parcel),
        "files": rows,
        "teams": [team_named(each) for each in teams.values()],
        "open": open_,
        "heads": [next(heads) if there else "" for there in (rows, teams, True)],
    }
    asked = f"目前还缺 {len(open_)} 项，见附件。" if open_ else ""
    # the sender is a person: no name of theirs is put down
    sent = SentLetter(kind=RECEIPT, addressee=parcel.number, issued=today, who=who)
    return Letter(
        kind=RECEIPT,
        stem=parcel.number,
        addressee=f"{parcel.number} {name}",
        mailbox=sender_of(parcel),
        subject=f"收件回执（{parcel.number}）",
        body=mail_body(edition, name, f"材料已经收到，受理编号 {parcel.number}，收件回执见附件。", asked),
        template="receipt.docx",
        values=values,
        entries=tuple(sorted(each.number for each in teams.values())),
        points=len(open_),
        sent=sent,
    )


def _addressee(parcel: Parcel) -> str:
    """Who sent it, as they call themselves; never a mail address that stands for a name."""
    if parcel.letter is not None:
        name, address = parseaddr(parcel.letter.sender)
        told = name or parcel.letter.sender.partition("<")[0].strip()
        return told if told and told != address and "@" not in told else "报送单位"
    return parcel.sender or "报送单位"


def _received(parcel: Parcel) -> str:
    arrival = parcel.arrival
    return f"{time_shown(arrival)}（依据：{CLOCKS[arrival.clock]}）" if arrival else "没有记下收到时间"


def _channel(parcel: Parcel) -> str:
    if parcel.letter is not None:
        return f"电子邮件，主题“{masked(parcel.letter.subject) or '（没有主题）'}”"
    return (parcel.registered.channel if parcel.registered else "") or "文件"


def _originals(parcel: Parcel) -> str:
    return parcel.registered.originals if parcel.registered else ""


def _team_of(line: Line, owners: Mapping[str, tuple[Entry, str]]) -> Entry | None:
    found = owners.get(line.attachment.sha256)
    return found[0] if found and found[0].in_running else None


def _row(number: int, line: Line, owners: Mapping[str, tuple[Entry, str]], edition: Programme) -> dict[str, object]:
    team = _team_of(line, owners)
    name = (line.way or line.file).replace("!", "/")
    return {
        "number": number,
        "file": masked(name),
        "kind": _kind(line, owners, edition),
        "team": f"{team.number} {text_of(team.fields.get('team_name'))}".strip() if team else "",
    }


def _kind(line: Line, owners: Mapping[str, tuple[Entry, str]], edition: Programme) -> str:
    """What a file was taken for, in the words of the form where it is one."""
    if line.outcome == "unread" and line.code != _SCAN:
        return f"没有读出来（{_title(line.code)}）"
    records = [part.record for part in line.reading.parts if part.record] if line.reading else []
    forms = {record.form: edition.form(record.form) for record in records if record.programme == edition.id}
    blank = {record.form for record in records if record.blank}
    names = [f"{form.name}（空白）" if form.id in blank else form.name for form in forms.values() if form]
    if not names and records:
        return "别的活动的表"
    if not names and line.outcome == "unread":
        return "扫描件"
    owned = owners.get(line.attachment.sha256, (None, ""))[1]
    return "、".join(names) or owned or _OTHER[line.outcome]


def _title(code: str) -> str:
    return checks.RULES[code].title if code in checks.RULES else "没有读完"


def _unread(lines: Iterable[Line]) -> Iterator[str]:
    """Files that could not be read, and files of which only a link came."""
    for line in lines:
        if line.outcome == "unread" and line.code != _SCAN:
            rule = checks.RULES.get(line.code)
            request = rule.request if rule and "{" not in rule.request else ""
            yield f"“{masked(short(line.file))}”：{_title(line.code)}。{request}"


def _unusable(lines: Iterable[Line]) -> Iterator[str]:
    """Forms that are blank, or of another programme."""
    for line in lines:
        for part in line.reading.parts if line.reading else ():
            for each in part.findings:
                if each.code in _UNUSABLE and not each.waits:
                    yield f"“{masked(short(line.file))}”：{each.message}{each.request}"


def _of_lists(lines: Iterable[Line], loose: Iterable[Finding]) -> Iterator[str]:
    """The other half of a nominator's own papers that came with this delivery."""
    here = {line.file for line in lines}
    for each in loose:
        if each.code in MISSING and each.file in here and each.may_be_sent and not each.waits:
            yield f"{each.message}{each.request}"


def _missing(teams: Iterable[Entry], files: Sequence[str]) -> Iterator[str]:
    """Papers of the teams that have not come."""
    for team in teams:
        for point in points_of_team(team, files):
            if point.code in MISSING and not point.waits:
                yield f"{team_named(team)}：{point.seen}{point.request}"
