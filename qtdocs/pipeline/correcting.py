"""What people changed in 台账.xlsx goes into the ledger: shown first, applied as a whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

from qtdocs import checks, readers, writing
from qtdocs.editions import shelf
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.ledger_workbook import read_ledger_workbook
from qtdocs.ledger import Ledger
from qtdocs.ledger.confirmations import confirm
from qtdocs.ledger.corrections import correct, now, rule
from qtdocs.model.correction import Correction, Ruling
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.workbook_changes import Change, NewRuling, NewValue, changes_of, told
from qtdocs.pipeline.workspace import Workspace

EDITED = "改过的台账"
"""The folder below ``数据`` in which workbooks are kept whose changes were taken over."""
_OLD = frozenset({"xls", "ods", "xlsb"})
"""Workbooks that LibreOffice has to turn into .xlsx first."""
_LARGEST = 200_000_000


def corrected_by(
    place: Workspace, file: Path, *, who: str, why: str, today: datetime.date, dry_run: bool
) -> Iterator[str]:
    """Take over what was changed in a ledger workbook; says what, line by line.

    Args:
        place: the workspace.
        file: the edited workbook.
        who: who is responsible for the changes.
        why: why, as it is to be remembered.
        today: the day of the run.
        dry_run: whether it is only shown.

    Raises:
        UsageError: the workbook is not ours, was changed in a way that makes no sense, or is older than what stands in
            the ledger; the cells are named and nothing is changed.
    """
    if not who.strip():
        raise UsageError("没有写是谁改的。", "请用 --by 写上姓名。")
    data = _bytes_of(file)
    with place.busy("qtdocs correct") as ledger:
        edited = read_ledger_workbook(_as_xlsx(data, place))
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_of(ledger, edition)
        loose = [*checks.check_programme(edition, today=today), *account.findings]
        changes = changes_of(edited, account, edition, loose)
        yield from edited.remarks
        if not changes:
            yield "和台账对过了，没有要更正的。"
            return
        yield f"共 {len(changes)} 处："
        yield from (told(change, who.strip()) for change in changes)
        if dry_run:
            yield "以上只是看看，什么也没有改。"
            return
        with ledger.change("corrected", str(len(changes))):
            for change in changes:
                _apply(ledger, change, who=who.strip(), why=why.strip())
        _put_away(place, file, data)
        report = outputs.write_ledger(edition, account_of(ledger, edition), out=place.home, today=today)
    yield f"已更正 {len(changes)} 处。改过的工作簿存在“数据/{EDITED}”里。"
    yield report.summary.splitlines()[-1]


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file.name} 大得反常，没有打开。")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"打不开 {file}。", "请检查文件名；正开着的请先保存、关闭再运行。") from error


def _as_xlsx(data: bytes, place: Workspace) -> bytes:
    """The workbook as .xlsx; one that was saved in the old format is converted by LibreOffice."""
    kind = readers.sniff(data)
    if kind == "xlsx":
        return data
    if kind not in _OLD:
        raise UsageError("这不是 Excel 工作簿。", "请给出改过的 台账.xlsx。")
    with place.scratch() as scratch:
        source = scratch / f"台账.{kind}"
        writing.write_bytes(source, data)
        made = readers.convert({"台账": (source, kind)}, scratch)["台账"]
        if isinstance(made, UnreadableFileError):
            raise UsageError(f"旧格式的工作簿没有转成：{made.detail}。", "请在 Excel 或 WPS 里另存为 .xlsx 再运行。")
        return made.read_bytes()


def _apply(ledger: Ledger, change: Change, *, who: str, why: str) -> None:
    """Put down one change, inside a change of the ledger."""
    if isinstance(change, NewValue):
        correct(
            ledger,
            Correction(
                entry=change.entry.id, field=change.key, old=change.old, new=change.new, who=who, why=why, at=now()
            ),
        )
    elif isinstance(change, NewRuling):
        rule(ledger, ruling_of(change, who))
    else:
        confirm(ledger, change.look, answer=change.answer, who=change.who)


def ruling_of(change: NewRuling, who: str) -> Ruling:
    """The change as the ledger keeps it."""
    return Ruling(
        entry=change.entry.id if change.entry else "", finding=change.finding.key, code=change.finding.code,
        ruling=change.ruling, who=change.who or who, why=change.why, at=now(),
    )  # fmt: skip


def _put_away(place: Workspace, file: Path, data: bytes) -> None:
    """Keep the edited workbook in ``数据``; where it is the workspace's own, a fresh one takes its place."""
    kept = place.data / EDITED / f"{hashlib.sha256(data).hexdigest()[:12]}-{writing.safe_name(file.name)}"
    writing.write_bytes(kept, data)
    if file.resolve() == (place.home / outputs.LEDGER).resolve():
        file.unlink()
