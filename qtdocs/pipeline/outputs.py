"""Everything a run writes into its folder, and what it says about that."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qtdocs import checks, render, writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import score_lines
from qtdocs.errors import MissingToolError, WriteError
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.copies import passage_lines
from qtdocs.pipeline.lines import crop_links, file_lines, parcel_lines, seal_lines
from qtdocs.pipeline.masking import with_masked_phones
from qtdocs.pipeline.rounds import as_of
from qtdocs.pipeline.ruled import Rulings, with_ruling
from qtdocs.render import publishing

LEDGER = "台账.xlsx"
SUMMARY = "推荐汇总表.xlsx"
SCORESHEETS = "评价表"
HONOUR_ROLL = "光荣册.docx"
CERTIFICATES = "证书.pdf"
COPIES = "相同段落.xlsx"
"""Passages that papers of several teams share, side by side; for the office alone."""
HONOUR_ROLL_TEMPLATE = "honour-roll.docx"
_OURS = re.compile(
    "|".join(
        rf"{stem}( \(\d+\))?\.{suffix}"
        for stem, _, suffix in (name.rpartition(".") for name in (LEDGER, SUMMARY, HONOUR_ROLL, CERTIFICATES, COPIES))
    )
)
_NAMES = ("organisation_name", "team_name")
LETTERS = "信函"
"""The folder of letters, with a folder for each kind in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did."""

    summary: str
    """For the screen, in Chinese."""
    worst: str
    """``tool``, ``unread``, ``error`` or empty: what the exit code tells."""


@dataclass(slots=True)
class _Log:
    """What the run has to say, gathered while it writes."""

    files: list[str] = field(default_factory=list)
    kept: set[Path] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    about: dict[str, list[Finding]] = field(default_factory=dict)
    lacks_tool: bool = False

    def blame(self, entry: Entry, code: str, detail: str) -> None:
        """A finding about one team's print."""
        found = checks.finding(code, file=entry.source.file, detail=detail)
        self.about.setdefault(entry.id, []).append(found)


def is_former_output(path: Path, out: Path) -> bool:
    """Whether a file is what an earlier run wrote here and nobody has changed since."""
    folder, home = path.parent.resolve(), out.resolve()
    placed = (
        home / LETTERS in (folder, folder.parent)
        or folder == home / SCORESHEETS
        or (folder == home and _OURS.fullmatch(path.name) is not None)
    )
    return placed and writing.holds_own_work(path)


def is_named_like_output(path: Path) -> bool:
    """Whether a file has the name of an output, or of one that was written beside another."""
    return _OURS.fullmatch(path.name) is not None


def make_folder(out: Path) -> None:
    """Make the outputs' folder, before anything is read.

    Raises:
        WriteError: it cannot be made or written into.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"建不了输出文件夹：{out}。", "请检查上级文件夹的权限，或用 --out 换一个地方。") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise WriteError(f"输出文件夹不能写入：{out}。", "请检查权限，或用 --out 换一个地方。")


def were_written(out: Path) -> bool:
    """Whether anything but the ledger lies here that names teams: it has to follow what people correct."""
    return any((out / name).exists() for name in (SUMMARY, HONOUR_ROLL, CERTIFICATES, SCORESHEETS))


def write_all(
    programme: Programme, account: Account, *, out: Path, today: datetime.date, remarks: Sequence[str] = ()
) -> Report:
    """Write every output of a season.

    Args:
        programme: whose season it is.
        account: the season as the ledger has it.
        out: the folder, which is the workspace.
        today: the day of the run.
        remarks: what else is to be said of the run.
    """
    log = _Log(remarks=list(remarks))
    sound = [entry for entry in account.teams if entry.sound and entry.in_running]
    _write_scoresheets(programme, account.teams, out, log)
    _write_roll(programme, sound, out, log)
    _write_certificates(programme, sound, out, log)
    _write_summary(programme, account.teams, out, log)
    report = _write_ledger(programme, account, out, log, today)
    _sweep(out, log)
    return report


def write_ledger(
    programme: Programme, account: Account, *, out: Path, today: datetime.date, remarks: Sequence[str] = ()
) -> Report:
    """Write 台账.xlsx alone."""
    return _write_ledger(programme, account, out, _Log(remarks=list(remarks)), today)


def _write_ledger(programme: Programme, account: Account, out: Path, log: _Log, today: datetime.date) -> Report:
    view = _view(programme, account, out, log, today)
    _keep(out / LEDGER, render.ledger_workbook(view), log)
    _write_copies(programme, account, out, log)
    return Report(summary=_summary(view, out, log), worst=_worst(view, log))


def for_others(
    programme: Programme, account: Account, *, out: Path, today: datetime.date, mask: bool
) -> Mapping[str, bytes]:
    """The ledger and the summary as copies that are passed on, by name: without links into the workspace.

    Args:
        programme: whose season it is.
        account: the season.
        out: the workspace.
        today: the day of the run.
        mask: whether telephone numbers are hidden; nothing that people change in such a copy can be taken over.
    """
    view = _view(programme, account, out, _Log(), today)
    bare = tuple(replace(line, link="") for line in view.files)
    parcels = tuple(replace(each, files=tuple(replace(line, link="") for line in each.files)) for each in view.parcels)
    view = replace(view, files=bare, parcels=parcels, crops={}, may_be_corrected=False)
    teams = tuple(each for each in account.teams if each.in_running)
    if mask:
        view, teams = with_masked_phones(view), with_masked_phones(teams)
    return {LEDGER: render.ledger_workbook(view), SUMMARY: summary_of(programme, teams).data}


def _view(programme: Programme, account: Account, out: Path, log: _Log, today: datetime.date) -> render.LedgerView:
    general = checks.check_programme(programme, today=today)
    loose = (with_ruling(each, "", account.said) for each in (*general, *account.findings, *log.findings))
    files = file_lines(account, programme, out)
    return render.LedgerView(
        programme=programme,
        today=today,
        workspace=account.workspace,
        files=tuple(files),
        parcels=parcel_lines(account, files),
        entries=tuple(
            _with_findings(as_of(entry, account.until.get(entry.id), today), log.about.get(entry.id, ()), account.said)
            for entry in account.teams
        ),
        findings=tuple(loose),
        seals=seal_lines(account),
        said=account.said,
        crops=crop_links(account, out),
        remarks=tuple(log.remarks),
    )


def summary_of(programme: Programme, entries: Sequence[Entry], *, workspace: Path | None = None) -> render.Summary:
    """推荐汇总表 of some teams, in the programme's own workbook where it has one."""
    form = render.summary_form(programme)
    own = form is not None and form.blank.endswith(".xlsx")
    blank = shelf.blank_path(programme, form, workspace=workspace).read_bytes() if form is not None and own else b""
    return render.summary_workbook(programme, entries, blank=blank)


def _write_summary(programme: Programme, entries: Sequence[Entry], out: Path, log: _Log) -> None:
    made = summary_of(programme, [each for each in entries if each.in_running])
    if made.layout == "base":
        log.remarks.append("通知没有规定推荐汇总表的格式，推荐汇总表用通用版式（暂定）。")
    elif made.provisional:
        log.remarks.append("推荐汇总表是暂定版式：主办单位的原表没有公开，报送前请换成正式表格。")
    _keep(out / SUMMARY, made.data, log, note="暂定" if made.provisional else "")


def _write_scoresheets(programme: Programme, entries: Sequence[Entry], out: Path, log: _Log) -> None:
    form = programme.form("scoresheet")
    if form is None or not form.blank or not programme.criteria:
        log.remarks.append("本活动没有公布评价标准，没有生成评价表。")
        return
    template = shelf.blank_path(programme, form).read_bytes()
    lines = score_lines(programme, programme.stages[0]) if programme.stages else ()
    made = 0
    for number, entry in enumerate(entries, 1):
        if entry.sound and entry.in_running:
            path = out / SCORESHEETS / render.scoresheet_name(number, entry)
            _keep(path, render.scoresheet(entry, template, lines=lines), log, listed=False)
            made += 1
    if made:
        log.files.append(f"{SCORESHEETS}/（{made} 份）")


def _write_roll(programme: Programme, sound: Sequence[Entry], out: Path, log: _Log) -> None:
    if not sound:
        return
    path = shelf.template_path(programme.id, HONOUR_ROLL_TEMPLATE, workspace=out)
    roll = render.honour_roll(programme, sound, template=path.read_bytes(), name=str(path))
    _keep(out / HONOUR_ROLL, roll, log, note="样稿")


def _write_certificates(programme: Programme, sound: Sequence[Entry], out: Path, log: _Log) -> None:
    if not sound:
        log.remarks.append("没有不带错误的班组，没有生成光荣册和证书。")
        return
    if nameless := [entry.source.file for entry in sound if not render.is_listed(entry)]:
        log.remarks.append(f"{_some(nameless)} 的单位或班组名称未定，没有列入光荣册和证书。")
    listed = {entry.id: entry for entry in sound if render.is_listed(entry)}
    try:
        folder = shelf.template_path(programme.id, certificate_template(programme), workspace=out).parent
        texts = [_certificate_text(programme, entry) for entry in listed.values()]
        made = publishing.certificates(programme, texts, design=publishing.design_of(programme, folder))
    except MissingToolError as error:
        log.lacks_tool = True
        log.remarks.append(f"没有生成证书：{error}")
        return
    for each in made.refused:
        log.blame(listed[each.text.key], each.code, each.detail)
    if made.absent_fonts:
        log.findings.append(checks.finding("font-missing", detail="、".join(made.absent_fonts)))
    if made.pdf:
        _keep(out / CERTIFICATES, made.pdf, log, note="样稿")


def certificate_template(programme: Programme) -> str:
    """The name of the page template that a programme's certificates are made with."""
    return f"certificate-{programme.publishing.style}.html"


def _certificate_text(programme: Programme, entry: Entry) -> publishing.Text:
    """What a 样稿 says before anybody was judged."""
    organisation, team, leader = (
        writing.safe_text(render.text_of(entry, key)).strip() for key in (*_NAMES, "team_leader")
    )
    return publishing.Text(
        organisation=organisation, team=team, leader=leader, tier=publishing.OPEN_TIER, number="样稿", key=entry.id
    )  # fmt: skip


def _write_copies(programme: Programme, account: Account, out: Path, log: _Log) -> None:
    """The passages that texts share; where there are none any more, an old workbook of ours goes."""
    lines = passage_lines(account)
    if lines:
        _keep(out / COPIES, render.passages_workbook(lines, title=programme.name), log, note="仅供内部核对")
    else:
        writing.sweep(out, keep=log.kept, names=re.compile(re.escape(COPIES)))


def _keep(path: Path, data: bytes, log: _Log, *, note: str = "", listed: bool = True) -> None:
    """Write one output; where a person changed the old one, beside it."""
    target, remark = put(path, data)
    if remark:
        log.remarks.append(remark)
    log.kept.add(target)
    if listed:
        log.files.append(f"{target.name}（{note}）" if note else target.name)


def put(path: Path, data: bytes) -> tuple[Path, str]:
    """Write one output, never over what a person changed or has open; where it went, and what to say of that."""
    target = writing.output_path(path)
    remark = "" if target == path else f"{path.name} 被人改过，没有覆盖；新的写成 {target.name}。"
    try:
        writing.write_bytes(target, data)
    except WriteError:
        if not target.exists():
            raise
        open_one, target = target, writing.fresh_path(target)  # Excel on Windows keeps a file that it has open
        writing.write_bytes(target, data)
        remark += f"{open_one.name} 正被打开，写不进去；新的写成 {target.name}，关闭后再运行一次就会更新。"
    return target, remark


def _sweep(out: Path, log: _Log) -> None:
    """Remove what an earlier run wrote and this run did not: nobody may take it for today's."""
    writing.sweep(out, keep=log.kept, names=_OURS)
    writing.sweep(out / SCORESHEETS, keep=log.kept)
    writing.sweep_broken_off(out / SCORESHEETS)
    with contextlib.suppress(OSError):  # there is none, or something lies in it
        (out / SCORESHEETS).rmdir()


def _with_findings(entry: Entry, findings: Sequence[Finding], said: Rulings) -> Entry:
    more = (with_ruling(each, entry.id, said) for each in findings)
    return replace(entry, findings=(*entry.findings, *more)) if findings else entry


def _some(files: Sequence[str]) -> str:
    """Some files by name, every one of them: what is left out of an output must be known."""
    return "、".join(writing.safe_text(file) for file in files)


def _worst(view: render.LedgerView, log: _Log) -> str:
    if log.lacks_tool:
        return "tool"
    if any(line.outcome == "unread" for line in view.files):
        return "unread"
    return "error" if any(each.severity == "error" and each.counts for _, each in view.all_findings) else ""


def _summary(view: render.LedgerView, out: Path, log: _Log) -> str:
    outcomes = Counter(line.outcome for line in view.files)
    counts = "、".join(
        f"{name} {outcomes[key]}" for key, name in render.OUTCOMES.items() if key != "purged" or outcomes[key]
    )
    severities = Counter(finding.severity for _, finding in view.all_findings if finding.counts)
    sound = sum(entry.sound and entry.in_running for entry in view.entries)
    guesses = sum(value.grade == "C" for entry in view.entries for value in entry.fields.values())
    lines = [
        f"{view.programme.name}",
        f"收到文件 {len(view.files)} 份：{counts}。",
        f"班组 {len(view.entries)} 个，其中没有错误的 {sound} 个。",
        f"问题：错误 {severities['error']}、提醒 {severities['warning']}、说明 {severities['note']}，"
        f"逐条见 {LEDGER} 的“问题”页。",
    ]
    if ended := sum(not entry.in_running for entry in view.entries):
        lines.append(f"{ended} 个班组已淘汰、取消资格、撤回或放弃，留在台账里，不列入其他结果。")
    if guesses:
        lines.append(f"有 {guesses} 处内容只是猜测，已留空，见 {LEDGER} 的“总览”页。")
    lines.extend(log.remarks)
    lines.append(f"已写到 {out}：" + "、".join(log.files) + "。")
    return "\n".join(lines)
