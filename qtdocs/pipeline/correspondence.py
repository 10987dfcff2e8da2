"""``qtdocs letters``: letters and their mails are drafted, and put down when a person says that they were sent."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qtdocs import render, writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.letters import last_permit, put_permit, put_sent, sent_letters
from qtdocs.model.sent import ABSENT, KINDS, RECEIPT, SUPPLEMENT, SentLetter
from qtdocs.pipeline import outputs
from qtdocs.pipeline.absentees import absentees, reminders, submission_deadline
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.letter import Letter
from qtdocs.pipeline.points import points_of_team
from qtdocs.pipeline.receipts import receipts
from qtdocs.pipeline.rounds import day_shown
from qtdocs.pipeline.supplement_letters import stem_of, supplement_letters, unqualified
from qtdocs.pipeline.supplements import Plan, plan_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date

UNQUALIFIED = "初选不合格意见"
_SHOWN = 8
_SEND = "程序不发邮件：.eml 用 Outlook、Foxmail 打开就是草稿，看过再发。发出以后请运行 qtdocs letters issue --by 姓名。"
_NO_SPEC = "活动文件没有写能不能补正（[supplement]），没有写补正通知；请先在活动文件里写明。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What letters are made of."""

    place: Workspace
    """The workspace."""
    edition: Programme
    """The programme."""
    account: Account
    """The season."""
    sent: tuple[SentLetter, ...]
    """The letters that were sent."""
    permitted: bool | None
    """Whether the association allowed or forbade mending, whatever the notice says; none where it said nothing."""
    today: datetime.date
    """The day of the letters."""
    until: datetime.date | None
    """The day until which papers may come; none for as many days as the programme gives."""

    @property
    def spec(self) -> Supplement | None:
        """What the notice says of mending, and after it the association."""
        spec = self.edition.supplement
        return spec if spec is None or self.permitted is None else spec.model_copy(update={"allowed": self.permitted})


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
        desk = _desk(place, ledger, today=today, until=until)
        for kind in kinds or KINDS:
            _write_kind(desk, kind, told, dry_run=dry_run)
    if as_json:
        yield from (json.dumps(_as_json(each, paths, place), ensure_ascii=False) for each, paths in told.letters)
        return
    yield from told.lines
    yield from _addresses(told.letters)
    if told.letters:
        yield "以上只是看看，什么也没有写。" if dry_run else _SEND


def mending_permitted(place: Workspace, *, allowed: bool, who: str, why: str) -> str:
    """Put down that the association lets applicants mend, or does not; says what follows.

    Raises:
        UsageError: no name was given.
    """
    if not who.strip():
        raise UsageError("没有写是谁准予的。", "请写上姓名，例如 --allow 王敏。")
    with place.busy("qtdocs letters") as ledger, ledger.change("permits"):
        put_permit(ledger, allowed=allowed, who=who.strip(), why=why.strip())
    return f"已记下：{who.strip()}{'准予补正' if allowed else '不准予补正'}；以后的信照此办理。"


def letters_issued(
    place: Workspace, kind: str, *, who: str, on: datetime.date, until: datetime.date | None = None
) -> Iterator[str]:
    """Put down that the letters of a kind were sent, as they lie in the workspace; says which.

    Args:
        place: the workspace.
        kind: which.
        who: who says so.
        on: the day that the letters bear.
        until: the day until which papers may come, as they say.

    Raises:
        UsageError: there is nothing to put down, no name, or what lies there is not what the ledger says now.
    """
    if not who.strip():
        raise UsageError("没有写是谁发出的。", "请用 --by 写上姓名。")
    with place.busy("qtdocs letters issue") as ledger:
        desk = _desk(place, ledger, today=on, until=until)
        told = _Told()
        made = [each for each in _letters(desk, kind, told) if each.sent is not None]
        if not made:
            raise UsageError(f"没有要记的{kind}。{''.join(told.lines)}", "先运行 qtdocs letters 看看有哪些信。")
        remarks = _refuse_stale(desk, made)
        with ledger.change("letters", f"{kind} {len(made)}"):
            put_sent(ledger, [replace(each.sent, who=who.strip()) for each in made if each.sent is not None])
    yield from remarks
    yield f"已记下：{who.strip()}于{plain_date(on)}发出{kind} {len(made)} 份。"
    last = max((each.sent.until for each in made if each.sent and each.sent.until), default=None)
    if last is not None:
        yield f"补正期限：{day_shown(last)}。收到补来的材料，照常运行 qtdocs collect。"


def _desk(place: Workspace, ledger: Ledger, *, today: datetime.date, until: datetime.date | None) -> Desk:
    if until is not None and until < today:
        raise UsageError(f"期限 {plain_date(until)} 比信的日期 {plain_date(today)} 还早。", "请改写 --until。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    permit = last_permit(ledger)
    return Desk(
        place=place, edition=edition, account=account_of(ledger, edition), sent=sent_letters(ledger),
        permitted=permit.allowed if permit else None, today=today, until=until,
    )  # fmt: skip


def _letters(desk: Desk, kind: str, told: _Told) -> tuple[Letter, ...]:
    """The letters of a kind; what else is to be said is told."""
    if kind == RECEIPT:
        return receipts(desk.account, desk.edition, sent=desk.sent, today=desk.today)
    if kind == ABSENT:
        return reminders(absentees(desk.account), desk.account, desk.edition, today=desk.today)
    spec = desk.spec
    if spec is None:
        told.lines.append(_NO_SPEC)
        return ()
    if not spec.allowed:
        told.lines.append(f"通知不允许补正（{spec.source.partition('；')[0]}：{spec.consequence}），没有写补正通知；")
        told.lines[-1] += "协会另行同意的，请运行 qtdocs letters 补正通知 --allow 姓名。"
        return ()
    until = desk.until or desk.today + datetime.timedelta(days=spec.days)
    plan = plan_of(desk.account, desk.edition, spec, sent=desk.sent, today=desk.today, until=until)
    told.lines.extend(_of_plan(plan, spec))
    waiting = sum(each.waits for team in desk.account.teams if team.in_running for each in points_of_team(team))
    if waiting:
        told.lines.append(
            f"另有 {waiting} 条是看图得出、没有人确认过的，没有写进信：见 qtdocs seals --open 和台账“问题”页。"
        )
    return supplement_letters(plan, desk.account, desk.edition, spec, permitted=desk.permitted is True)


def _of_plan(plan: Plan, spec: Supplement) -> Iterator[str]:
    """Who is not written to, and why."""
    if plan.exhausted:
        then = f"；{spec.consequence}" if spec.consequence else ""
        yield (
            f"已补正过 {spec.rounds} 次，不再写：{_some(plan.exhausted)}。"
            f"依据：最多 {spec.rounds} 次（{spec.source.partition('；')[0]}{then}）。"
        )
    if plan.waiting:
        yield f"期限没到、还没有补来，先不写：{_some(plan.waiting)}。"
    if plan.unlooked:
        yield f"补来的要人先看过才知道补齐没有：{_some(plan.unlooked)}。"


def _write_kind(desk: Desk, kind: str, told: _Told, *, dry_run: bool) -> None:
    folder = desk.place.home / outputs.LETTERS / kind
    made = _letters(desk, kind, told)
    kept: set[Path] = set()
    for each in _told_apart(made):
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


def _told_apart(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters with names that differ also where the names of their addressees are made safe."""
    taken: dict[str, int] = {}
    for each in letters:
        taken[each.stem] = number = taken.get(each.stem, 0) + 1
        yield each if number == 1 else replace(each, stem=f"{each.stem}_{number}")


def _written(desk: Desk, letter: Letter, folder: Path, told: _Told) -> tuple[Path, ...]:
    paper, mail = _bytes_of(desk, letter)
    paths = []
    for ending, data in ((".docx", paper), (".eml", mail)):
        path, remark = outputs.put(folder / f"{letter.stem}{ending}", data)
        paths.append(path)
        if remark:
            told.lines.append(remark)
    return tuple(paths)


def _bytes_of(desk: Desk, letter: Letter) -> tuple[bytes, bytes]:
    """The letter and the mail that carries it."""
    paper = _filled(desk, letter.template, letter.values)
    draft = render.MailDraft(
        to=letter.mailbox.address, subject=letter.subject, body=letter.body, attachment=paper,
        name=f"{writing.safe_name(letter.subject)}.docx",
    )  # fmt: skip
    return paper, render.mail_draft(draft)


def _filled(desk: Desk, template: str, values: Mapping[str, object]) -> bytes:
    path = shelf.template_path(desk.edition.id, template, workspace=desk.place.home)
    return render.letter(path.read_bytes(), values, name=str(path))


def _write_absent(desk: Desk, folder: Path, told: _Told, *, dry_run: bool) -> tuple[Path, ...]:
    lines = [each.line for each in absentees(desk.account)]
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
            data = _filled(desk, "unqualified.docx", values)
            path, said = outputs.put(folder / f"{UNQUALIFIED}.docx", data)
            kept.add(path)
            told.lines += [said] if said else []
        if isinstance(rows, list) and rows:
            told.lines.append(f"{UNQUALIFIED} {len(rows)} 个班组，由协会决定：{outputs.LETTERS}/{UNQUALIFIED}.docx。")
    if not dry_run:
        writing.sweep(folder, keep=kept)


def _sweep(folder: Path, kept: set[Path], sent: Iterable[SentLetter], kind: str) -> None:
    """Remove drafts of earlier runs that are none any more; letters that were sent stay."""
    done = {_stem_of_sent(each) for each in sent if each.kind == kind}
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.stem.partition(" (")[0] in done:
            kept.add(path)
    writing.sweep(folder, keep=kept)
    writing.sweep_broken_off(folder)
    with contextlib.suppress(OSError):  # there is none, or something lies in it
        folder.rmdir()


def _stem_of_sent(letter: SentLetter) -> str:
    if letter.kind == RECEIPT:
        return letter.addressee
    return stem_of(letter.round, letter.name, asks=bool(letter.points))


def _refuse_stale(desk: Desk, letters: Iterable[Letter]) -> list[str]:
    """Refuse to put down what does not lie there as it is put down; what people changed by hand is their own word."""
    stale, changed = [], []
    for each in _told_apart(letters):
        path = desk.place.home / outputs.LETTERS / each.kind / f"{each.stem}.docx"
        if not path.is_file():
            stale.append(f"{path.name}（没有）")
        elif not writing.holds_own_work(path):
            changed.append(path.name)
        elif path.read_bytes() != _bytes_of(desk, each)[0]:
            stale.append(path.name)
    if stale:
        raise UsageError(
            f"有 {len(stale)} 份草稿与现在的台账、日期或期限对不上：{_some(stale)}。",
            "请重新运行 qtdocs letters，看过、发出再记；已经发出的，用 --on 写信上的日期，用 --until 写期限。",
        )
    return [f"{_some(changed)} 被人改过，台账里记的是程序写的内容。"] if changed else []


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


def _some(names: Sequence[str]) -> str:
    shown = "、".join(writing.safe_text(name) for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} 等 {len(names)} 个"
