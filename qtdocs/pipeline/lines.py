"""The rows of the ledger workbook that tell of files and deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from qtdocs import render
from qtdocs.checks.seal_findings import seal_finding
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import KIND_NAMES, ROLE_NAMES
from qtdocs.intake import DATA
from qtdocs.ledger import Crops, Originals
from qtdocs.model.entry import Entry
from qtdocs.model.parcel import Attachment, Parcel
from qtdocs.model.seal import OUTCOMES as OUTCOMES_OF_SEALS
from qtdocs.model.seal import SealLook
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.known import Line
from qtdocs.pipeline.sealing import Shown, every_seal, lapsed_in_words
from qtdocs.pipeline.teams import CLOCKS, time_shown
from qtdocs.pipeline.workspace import CROPS, ORIGINALS


def file_lines(account: Account, programme: Programme, out: Path) -> list[render.FileLine]:
    """Every arrival of a file, in the order of the account's lines."""
    owned = _owned(account.teams)
    return [_file_line(line, programme, out, owned.get(line.attachment.sha256, "")) for line in account.lines]


def parcel_lines(account: Account, files: Sequence[render.FileLine]) -> tuple[render.ParcelLine, ...]:
    """Every delivery with its files, named by the way inside it; a mail is not listed in itself."""
    inside: dict[str, list[render.FileLine]] = {}
    for line, file in zip(account.lines, files, strict=True):
        if line.parcel is not None and not line.is_letter:
            inside.setdefault(line.parcel.number, []).append(replace(file, file=line.way or line.file))
    return tuple(_parcel_line(parcel, inside.get(parcel.number, ())) for parcel in account.parcels)


def _owned(teams: Iterable[Entry]) -> dict[str, str]:
    """What each paper is and whose, as people say it: 创建材料，班0012."""
    told = {}
    for team in teams:
        for paper in team.papers:
            words = (KIND_NAMES.get(paper.kind, ""), team.number, "" if paper.current else "已被替代")
            told[paper.sha256] = "，".join(filter(None, words))
    return told


def _file_line(line: Line, programme: Programme, out: Path, owned: str) -> render.FileLine:
    """One arrival of a file as the ledger workbook shows it."""
    parts = line.reading.parts if line.reading else ()
    records = [part.record for part in parts if part.record is not None]
    kinds = dict.fromkeys(_kind(record.programme, record.form, programme) for record in records)
    reason = next((part.reason for part in parts if part.reason), "")
    findings = (*line.findings, *(finding for part in parts for finding in part.findings))
    if line.outcome in ("skipped", "unread") and findings:
        reason = findings[0].message
    if line.again:
        reason = f"与“{line.again}”内容完全相同"
    elif line.outcome == "opened" and line.attachment.detail:
        reason = line.attachment.detail
    return render.FileLine(
        file=line.file,
        outcome=line.outcome,
        kind=owned or "、".join(kinds),
        reason=reason,
        link=_link(line.attachment, out),
    )


def _parcel_line(parcel: Parcel, files: Sequence[render.FileLine]) -> render.ParcelLine:
    arrival = parcel.arrival
    channel = parcel.registered.channel if parcel.registered else ""
    return render.ParcelLine(
        number=parcel.number,
        source=parcel.source,
        sender=parcel.sender,
        subject=parcel.letter.subject if parcel.letter else channel,
        received=time_shown(arrival) if arrival else "",
        clock=CLOCKS.get(arrival.clock, "") if arrival else "没有收到时间，请填收件登记",
        files=tuple(files),
    )


def _kind(programme_id: str, form_id: str, programme: Programme) -> str:
    if programme_id != programme.id:
        return "别的活动的表"
    form = programme.form(form_id)
    return form.name if form else form_id


def _link(attachment: Attachment, out: Path) -> str:
    """The way to an original from the workspace, as a hyperlink; empty where there are no bytes."""
    path = Originals(out / DATA / ORIGINALS).find(attachment.sha256, attachment.media) if attachment.sha256 else None
    return quote(path.relative_to(out).as_posix(), safe="/") if path else ""


def seal_lines(account: Account) -> tuple[render.SealLine, ...]:
    """Every seal that is asked for, in the order of the teams."""
    return tuple(_seal_line(each) for each in every_seal(account))


def mark_of(look: SealLook) -> str:
    """What tells a seal from all others in the workbook."""
    sha256, part, role = look.key
    return f"{sha256[:16]}|{part}|{role}"


def _seal_line(shown: Shown) -> render.SealLine:
    look = shown.look
    made = seal_finding(look)
    said = look.confirmed
    return render.SealLine(
        number=shown.number,
        organisation=look.expected,
        team=shown.team,
        role=ROLE_NAMES[look.role],
        box=look.box,
        file=look.file,
        place=str(look.mark.place) if look.mark else "",
        outcome=OUTCOMES_OF_SEALS[look.outcome],
        detail=look.detail,
        severity=made.severity if made else "",
        crop=look.mark.crop if look.mark else "",
        confirmed=f"{said.answer}，{said.who}，{said.at[:10]}" if said else lapsed_in_words(look),
        mark=mark_of(look),
        answer=said.answer if said else "",
        who=said.who if said else "",
    )


def crop_links(account: Account, out: Path) -> dict[str, str]:
    """The way to each picture of a spot that is there, from the ledger's folder, by its digest."""
    crops = Crops(out / DATA / CROPS)
    findings = (*account.findings, *(finding for team in account.teams for finding in team.findings))
    digests = {finding.crop for finding in findings if finding.crop}
    digests |= {each.look.mark.crop for each in every_seal(account) if each.look.mark and each.look.mark.crop}
    found = ((digest, crops.path(digest)) for digest in sorted(digests))
    return {digest: quote(path.relative_to(out).as_posix(), safe="/") for digest, path in found if path.exists()}
