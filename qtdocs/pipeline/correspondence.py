"""``qtdocs letters``: letters and their mails are drafted into the workspace; nothing is ever sent."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qtdocs import render, writing
from qtdocs.model.sent import ABSENT, KINDS, SUPPLEMENT, SentLetter
from qtdocs.pipeline import outputs
from qtdocs.pipeline.absentees import submission_deadline
from qtdocs.pipeline.letter import Letter
from qtdocs.pipeline.letter_desk import Desk, bytes_of, desk_of, filled, folder_of, letters_of
from qtdocs.pipeline.rounds import day_shown
from qtdocs.pipeline.supplement_letters import unqualified
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date

UNQUALIFIED = "初选不合格意见"
_SEND = "程序不发邮件：.eml 用 Outlook、Foxmail 打开就是草稿，看过再发。发出以后请运行 qtdocs letters issue --by 姓名。"


@dataclass(slots=True)
class _Told:
    """What the screen is told."""

    lines: list[str] = field(default_factory=list)
    letters: list[tuple[Letter, tuple[Path, ...]]] = field(default_factory=list)


def letters_written(
    place: Workspace,
    kinds: Sequence[str],
    *,
    today: datetime.date,
    until: datetime.date | None = None,
    dry_run: bool = False,
    as_json: bool = False,
) -> Iterator[str]:
    """Draft letters of some kinds, all where none is named; says how many, where, and who has no address.

    Args:
        place: the workspace.
        kinds: which.
        today: the day of the letters.
        until: the day until which papers may come.
        dry_run: whether nothing is written.
        as_json: whether machines read what is said.

    Raises:
        UsageError: ``until`` lies in the past.
        WriteError: the workspace cannot be written.
    """
    told = _Told()
    with contextlib.ExitStack() as stack:
        ledger = stack.enter_context(place.ledger() if dry_run else place.busy("qtdocs letters"))
        desk = desk_of(place, ledger, today=today, until=until)
        for kind in kinds or KINDS:
            _write_kind(desk, kind, told, dry_run=dry_run)
    if as_json:
        yield from (json.dumps(_as_json(each, paths, place), ensure_ascii=False) for each, paths in told.letters)
        return
    yield from told.lines
    yield from _addresses(told.letters)
    if told.letters:
        yield "以上只是看看，什么也没有写。" if dry_run else _SEND


def _write_kind(desk: Desk, kind: str, told: _Told, *, dry_run: bool) -> None:
    folder = folder_of(desk, kind)
    made, said = letters_of(desk, kind)
    told.lines.extend(said)
    kept: set[Path] = set()
    for each in made:
        paths = () if dry_run else _written(desk, each, folder, told)
        kept.update(paths)
        told.letters.append((each, paths))
    name = _SHOWN_AS.get(kind, kind)
    where = "" if dry_run else f"，在 {outputs.LETTERS}/{kind}/"
    told.lines.append(f"{name} {len(made)} 份{where if made else ''}。")
    if kind == ABSENT:
        kept.update(_write_absent(desk, folder, told, dry_run=dry_run))
    if not dry_run:
        _sweep(folder, kept, desk.sent, kind)
    if kind == SUPPLEMENT:
        _write_unqualified(desk, told, dry_run=dry_run)


_SHOWN_AS = {ABSENT: "未报提醒"}


def _written(desk: Desk, letter: Letter, folder: Path, told: _Told) -> tuple[Path, ...]:
    paper, mail = bytes_of(desk, letter)
    paths = []
    for ending, data in ((".docx", paper), (".eml", mail)):
        path, remark = outputs.put(folder / f"{letter.stem}{ending}", data)
        paths.append(path)
        if remark:
            told.lines.append(remark)
    return tuple(paths)


def _write_absent(desk: Desk, folder: Path, told: _Told, *, dry_run: bool) -> tuple[Path, ...]:
    lines = [each.line for each in desk.absent]
    if not lines or dry_run:
        return ()
    deadline = submission_deadline(desk.edition)
    remark = f"报送截止时间：{day_shown(deadline.date)}" if deadline else "通知没有写报送截止时间"
    remark += f"；本表写于{plain_date(desk.today)}，共 {len(lines)} 个。"
    data = render.absent_workbook(f"{desk.edition.name} 未报名单", lines, remark=remark)
    path, said = outputs.put(folder / f"{ABSENT}.xlsx", data)
    told.lines += [said] if said else []
    told.lines.append(f"未报名单 {len(lines)} 个班组：{outputs.LETTERS}/{ABSENT}/{path.name}。")
    return (path,)


def _write_unqualified(desk: Desk, told: _Told, *, dry_run: bool) -> None:
    """The list of those who fall short, where nobody may mend; else none."""
    folder, kept = desk.place.home / outputs.LETTERS, set()
    spec = desk.spec
    if spec is not None and not spec.allowed:
        values = unqualified(desk.account, desk.edition, spec, today=desk.today)
        rows = values["rows"]
        if isinstance(rows, list) and rows and not dry_run:
            data = filled(desk, "unqualified.docx", values)
            path, said = outputs.put(folder / f"{UNQUALIFIED}.docx", data)
            kept.add(path)
            told.lines += [said] if said else []
        if isinstance(rows, list) and rows:
            told.lines.append(f"{UNQUALIFIED} {len(rows)} 个班组，由协会决定：{outputs.LETTERS}/{UNQUALIFIED}.docx。")
    if not dry_run:
        writing.sweep(folder, keep=kept)


def _sweep(folder: Path, kept: set[Path], sent: Iterable[SentLetter], kind: str) -> None:
    """Remove drafts of earlier runs that are none any more; letters that were sent stay."""
    done = {each.stem for each in sent if each.kind == kind}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.stem.partition(" (")[0] in done:
            kept.add(path)
    writing.sweep(folder, keep=kept)
    writing.sweep_broken_off(folder)
    with contextlib.suppress(OSError):  # there is none, or something lies in it
        folder.rmdir()


def _addresses(letters: Sequence[tuple[Letter, tuple[Path, ...]]]) -> Iterator[str]:
    """Who has no address, and which addresses should be looked at."""
    without = [each for each, _ in letters if not each.mailbox.address]
    if without:
        yield f"没有写收件人的 {len(without)} 份："
        yield from (f"  {writing.safe_text(each.addressee)}：{each.mailbox.why}" for each in without)
    doubtful = sum(bool(each.mailbox.address and each.mailbox.why) for each, _ in letters)
    if doubtful:
        yield f"有 {doubtful} 份的收件人是按来信的邮箱填的，发之前请核对。"


def _as_json(letter: Letter, paths: Sequence[Path], place: Workspace) -> dict[str, object]:
    sent = letter.sent
    return {
        "kind": letter.kind,
        "addressee": letter.addressee,
        "to": letter.mailbox.address or None,
        "remark": letter.mailbox.why or None,
        "files": [path.relative_to(place.home).as_posix() for path in paths],
        "entries": list(letter.entries),
        "points": letter.points,
        "round": sent.round if sent and letter.kind == SUPPLEMENT else None,
        "until": sent.until.isoformat() if sent and sent.until else None,
    }
