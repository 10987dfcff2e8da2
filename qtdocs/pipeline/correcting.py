"""What people changed in 台账.xlsx goes into the ledger: shown first, applied as a whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qtdocs import checks, readers, writing
from qtdocs.assemble import id_of, id_of_names
from qtdocs.editions import shelf
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.ledger_workbook import read_ledger_workbook
from qtdocs.ledger import Ledger, corrections, documents
from qtdocs.ledger.confirmations import confirm
from qtdocs.ledger.corrections import correct, rule
from qtdocs.ledger.events import now
from qtdocs.model.correction import NAME_KEYS, Correction, Ruling
from qtdocs.model.entry import Entry
from qtdocs.pipeline import outputs
from qtdocs.pipeline.readings import Reading
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import account_now, written_anew
from qtdocs.pipeline.workbook_change import Change, NewLook, NewRuling, NewValue, namesakes, told
from qtdocs.pipeline.workbook_changes import changes_of
from qtdocs.pipeline.workspace import EDITED, Workspace

_OLD = frozenset({"xls", "ods", "xlsb"})
"""Workbooks that LibreOffice has to turn into .xlsx first."""
_LARGEST = 200_000_000
_OF_NOBODY = (
    "注意：这个工作簿是旧版程序写出的，里面没有工作区编号，认不出是不是这个工作区的。请核对下面各处确是这里的班组；"
    "拿不准的，运行 qtdocs collect 写出新的 台账.xlsx，在新的上面改。"
)


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
    who = person_named(who, "改")
    data = _bytes_of(file)
    with place.busy("qtdocs correct") as ledger:
        edited = read_ledger_workbook(_as_xlsx(data, place))
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_now(place, ledger, edition, today=today)
        loose = [*checks.check_programme(edition, today=today), *account.findings]
        changes = changes_of(edited, account, edition, loose)
        yield from edited.remarks
        if not edited.workspace:
            yield _OF_NOBODY
        if not changes:
            yield "和台账对过了，没有要更正的。"
            return
        yield f"共 {len(changes)} 处："
        yield from (told(change, who) for change in changes)
        yield from namesakes(changes, account.teams)
        if dry_run:
            yield "以上只是看看，什么也没有改。"
            return
        kept = _kept(place, file, data)
        with ledger.change("corrected", str(len(changes))):
            put_changes_down(ledger, changes, place.programme, who=who, why=why.strip())
        _make_way(place, file, data)
        wrote = written_anew(place, ledger, edition, today=today)
    yield f"已更正 {len(changes)} 处。改过的工作簿另存在“数据/{EDITED}/{kept}”。"
    yield wrote


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file.name} 大得反常，没有打开。", "请检查是不是给错了文件。")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"打不开 {file}。", "请检查文件名；正开着的请先保存、关闭再运行。") from error


def _as_xlsx(data: bytes, place: Workspace) -> bytes:
    """The workbook as .xlsx; one that was saved in the old format is converted by LibreOffice."""
    try:
        kind = readers.sniff(data)
    except UnreadableFileError as error:
        raise UsageError(
            f"这个工作簿打不开：{error.detail}。", "可能没有保存完；请用 Excel 或 WPS 打开，另存为 .xlsx 再运行。"
        ) from error
    if kind == "xlsx":
        return data
    if kind not in _OLD:
        raise UsageError("这不是 Excel 工作簿。", "请给出改过的 台账.xlsx；有打开密码的先去掉密码。")
    with place.scratch() as scratch:
        source = scratch / f"台账.{kind}"
        writing.write_bytes(source, data)
        made = readers.convert({"台账": (source, kind)}, scratch)["台账"]
        if isinstance(made, UnreadableFileError):
            raise UsageError(f"旧格式的工作簿没有转成：{made.detail}。", "请在 Excel 或 WPS 里另存为 .xlsx 再运行。")
        return made.read_bytes()


def put_changes_down(ledger: Ledger, changes: Sequence[Change], programme: str, *, who: str, why: str) -> None:
    """Put down all changes, inside a change of the ledger.

    Args:
        ledger: the ledger.
        changes: what people changed.
        programme: id of the programme.
        who: who is responsible.
        why: why.
    """
    at = now()
    values = [each for each in changes if isinstance(each, NewValue)]
    names = _names_after(values)
    _keep_aliases(ledger, set(names))
    for change in values:
        source = change.entry.source
        named = change.key in NAME_KEYS and all(names[change.entry.id])
        correct(
            ledger,
            Correction(
                entry=change.entry.id, field=change.key, old=change.old, new=change.new, seen=change.seen,
                paper=source.sha256, part=source.part, who=who, why=why, at=at,
                alias=id_of_names(programme, *names[change.entry.id]) if named else "",
            ),
        )  # fmt: skip
    for ruling in (each for each in changes if isinstance(each, NewRuling)):
        rule(ledger, ruling_of(ruling, who))
    for look in (each for each in changes if isinstance(each, NewLook)):
        confirm(ledger, look.look, answer=look.answer, who=look.who)


def _names_after(values: Sequence[NewValue]) -> Mapping[str, tuple[str, str]]:
    """Organisation and team of each entry whose names are corrected, as they are afterwards, by its id."""
    new = {(each.entry.id, each.key): str(each.new or "") for each in values}
    found = {}
    for entry in (each.entry for each in values if each.key in NAME_KEYS):
        organisation, team = (new.get((entry.id, key), _held(entry, key)) for key in NAME_KEYS)
        found[entry.id] = organisation, team
    return found


def _held(entry: Entry, key: str) -> str:
    found = entry.fields.get(key)
    return found.value if found is not None and found.grade != "C" and isinstance(found.value, str) else ""


def _keep_aliases(ledger: Ledger, entries: set[str]) -> None:
    """Papers that came under names which were corrected before stay with their entry when the names change again."""
    waiting = {alias: entry for alias, entry in corrections.aliases(ledger).items() if entry in entries}
    if not waiting:
        return
    came = {id_of(part.record) for _, read in documents.readings(ledger, Reading) for part in read.parts if part.record}
    for alias in sorted(set(waiting) & came):
        corrections.keep_alias(ledger, waiting[alias], alias)


def ruling_of(change: NewRuling, who: str) -> Ruling:
    """The change as the ledger keeps it."""
    return Ruling(
        entry=change.entry.id if change.entry else "", finding=change.finding, code=change.code,
        ruling=change.ruling, who=change.who or who, why=change.why, at=now(),
    )  # fmt: skip


def _kept(place: Workspace, file: Path, data: bytes) -> str:
    """The name under which the edited workbook is kept in ``数据``, before anything else is done."""
    name = f"{hashlib.sha256(data).hexdigest()[:12]}-{writing.safe_name(file.name)}"
    writing.write_bytes(place.data / EDITED / name, data)
    return name


def _make_way(place: Workspace, file: Path, data: bytes) -> None:
    """A fresh workbook takes the place of the workspace's own, unless somebody saved it again meanwhile."""
    home, path = place.home.resolve(), file.resolve()
    if path.parent == home and outputs.is_named_like_output(path):
        try:
            if file.read_bytes() == data:
                file.unlink()
        except OSError:  # open in another program: the fresh one is written beside it, and that is said
            return
