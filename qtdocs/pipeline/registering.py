"""收件登记.xlsx on its way into the ledger and back: rows find their parcels, parcels without a row get one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks, render, writing
from qtdocs.errors import UsageError
from qtdocs.intake.register import read_register
from qtdocs.ledger import Ledger, deliveries
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Parcel, Registered
from qtdocs.pipeline.workspace import Workspace

PAPER = "paper:"
"""How the keys of deliveries begin that came on paper alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One row of the register and the parcel it speaks of."""

    line: int
    """Number of the row in the sheet."""
    key: str
    """The key of its parcel, which may be a new one."""
    told: Registered
    """What stands there."""
    doubtful: bool = False
    """Whether something in it cannot be read; what was read of it before then stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register as people left it."""

    data: bytes = b""
    """The workbook; empty where there is none."""
    rows: tuple[RegisterRow, ...] = ()
    """Its rows."""
    findings: tuple[Finding, ...] = ()
    """What in it cannot be understood."""


def opened(workspace: Workspace, parcels: Sequence[Parcel], *, today: datetime.date) -> Register:
    """The workspace's register; an empty one where there is none.

    Args:
        workspace: where it lies.
        parcels: what is in the ledger already.
        today: no delivery can have come after this day.

    Raises:
        UsageError: it cannot be opened; nothing may be collected before it can, or what people wrote would be lost.
    """
    try:
        data = workspace.register.read_bytes() if workspace.register.exists() else b""
    except OSError as error:
        raise UsageError("收件登记.xlsx 读不出来。", "请关闭正在打开它的程序，检查权限，再运行一次。") from error
    if not data:
        return Register()
    rows, problems = read_register(data, today=today)
    doubtful = {line for line, _ in problems}
    found = tuple(
        RegisterRow(line=line, key=_key(row, parcels), told=row, doubtful=line in doubtful) for line, row in rows
    )
    unclear = (*(told for _, told in problems), *_contradictions(found, parcels))
    findings = tuple(checks.finding("register-unclear", file=workspace.register.name, detail=each) for each in unclear)
    once = {row.key: row for row in reversed(found)}  # of two rows about one delivery the first counts
    return Register(data=data, rows=tuple(row for row in found if once[row.key] is row), findings=findings)


def on_paper_alone(register: Register, parcels: Iterable[Parcel]) -> list[Parcel]:
    """The deliveries that came without any file, each row one; they are known from nothing but the register."""
    known = {parcel.key for parcel in parcels}
    fresh = {row.key: row.told for row in register.rows if not row.told.what and row.key not in known}
    return [
        Parcel(key=key, source=f"纸质件（{told.sender or told.courier_no or told.channel or '未写送件人'}）",
               attachments=(), registered=told)
        for key, told in fresh.items()
    ]  # fmt: skip


def put_down(ledger: Ledger, register: Register) -> None:
    """What the rows say of the parcels that are in the ledger, where that is new."""
    parcels = {parcel.key: parcel for parcel in deliveries.everything(ledger)[0]}
    for row in register.rows:
        parcel = parcels.get(row.key)
        if parcel is None or (row.doubtful and parcel.registered is not None):
            continue
        told = replace(row.told, number=parcel.number)
        if parcel.registered != told:
            with ledger.change("registered", parcel.number):
                deliveries.register(ledger, parcel.number, told)


def unmatched(register: Register, parcels: Iterable[Parcel]) -> tuple[Finding, ...]:
    """The rows that name a folder or file of which nothing came in."""
    known = {parcel.key for parcel in parcels}
    lost = [row for row in register.rows if row.told.what and row.key not in known]
    details = (f"第 {row.line} 行的来件“{row.told.what}”对不上收到的文件或文件夹" for row in lost)
    return tuple(checks.finding("register-unclear", file="收件登记.xlsx", detail=each) for each in details)


def findings_now(workspace: Workspace, parcels: Sequence[Parcel], *, today: datetime.date) -> tuple[Finding, ...]:
    """What in the register cannot be understood, or finds no delivery, as it lies there now; nothing is taken over."""
    try:
        register = opened(workspace, parcels, today=today)
    except UsageError:  # the next collect says so, and stops
        return ()
    return (*register.findings, *unmatched(register, parcels))


def write_back(workspace: Workspace, register: Register, parcels: Iterable[Parcel], *, title: str) -> str:
    """Give each row its number, and a row to each delivery that did not come by mail; the name of the file written.

    Raises:
        WriteError: it cannot be written.
    """
    every = {parcel.key: parcel for parcel in parcels}
    named = {row.key for row in register.rows}
    numbers = {row.line: every[row.key].number for row in register.rows if row.key in every}
    more = [_row_for(parcel) for parcel in every.values() if parcel.key not in named and _wants_row(parcel)]
    data = render.register_workbook(register.data, title=title, numbers=numbers, more=more)
    if data is not None:
        writing.write_bytes(workspace.register, data)
    return workspace.register.name if data is not None else ""


def _wants_row(parcel: Parcel) -> bool:
    """Whether a delivery stands in the register: what did not come by mail, and a mail that tells no time."""
    return parcel.letter is None or parcel.letter.received_at is None or parcel.registered is not None


def _row_for(parcel: Parcel) -> Registered:
    """The row of a delivery, with all that is known of it: nobody has to write it down a second time."""
    told = parcel.registered or Registered(channel="邮件" if parcel.letter else "")
    on_paper = parcel.key.startswith(PAPER)
    return replace(told, number=parcel.number, what="" if on_paper else told.what or parcel.source)


def _key(row: Registered, parcels: Sequence[Parcel]) -> str:
    """The key of the parcel a row speaks of: by the folder or file it names, by its number, else a new one."""
    named = [parcel for parcel in parcels if row.what and parcel.source == row.what]
    numbered = [parcel for parcel in parcels if row.number and parcel.number == row.number]
    for parcel in (*(each for each in named if each in numbered), *named, *numbered):
        return parcel.key
    if row.what:
        return f"register:{row.what}"
    told = (row.channel, row.sender, str(row.received or ""), row.time, row.courier_no, row.originals)
    return f"{PAPER}{'/'.join(told)}"


def _contradictions(rows: Sequence[RegisterRow], parcels: Sequence[Parcel]) -> Iterator[str]:
    """Where a row's number is another delivery's, and where two rows speak of the same one."""
    numbers = {parcel.key: parcel.number for parcel in parcels}
    first: dict[str, int] = {}
    for row in rows:
        known = numbers.get(row.key, "")
        if known and row.told.number and row.told.number != known:
            yield f"第 {row.line} 行的受理编号 {row.told.number} 与来件“{row.told.what}”不符，已按来件改回 {known}"
        if row.key in first:
            yield f"第 {first[row.key]} 行和第 {row.line} 行说的是同一次来件，按前一行"
        first.setdefault(row.key, row.line)
