"""签收表: written out, read back, and who has not signed yet."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qtdocs import readers
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.signing_sheet import SigningRow, SigningSheet, read_signing_sheet
from qtdocs.ledger.judging import Act, ActKind, held, put_down
from qtdocs.model.honour import REVOKED, Certificate, Honour
from qtdocs.model.publication import SIGNING_COLUMNS, SIGNING_SHEET, SignedFor
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.publishing.lists import ListColumn, ListPage, list_workbook
from qtdocs.text import name_twin
from qtdocs.writing import safe_text

_WIDTHS = {"row": 6, "entry": 10, "number": 18, "tier": 9, "organisation": 34, "team": 22, "nominator": 24, "taker": 13,
           "day": 13, "remark": 14}  # fmt: skip
_HINTS = {
    "taker": "谁领走的，写姓名。代领的在备注里写明。",
    "day": "例：2026-05-20",
    "remark": "代领、快递签收等，可以不写。",
}
_CENTRED = {"row", "entry", "number", "tier", "taker", "day"}
_REMARK = (
    "领证书、牌的人签名、写日期。签好以后把姓名录进“签收人”一栏，"
    "用 qtdocs publish signed 签收表.xlsx --by 姓名 收进台账。"
    "班组编号、单位、班组不要改；行可以换次序，整行一起换。"
)
_SHOWN = 20


def signing_sheet(desk: Desk) -> Iterator[str]:
    """Write 签收表.xlsx: who took what is filled in as far as the ledger knows it."""
    desk.require_names()
    taken = signed_in(desk)
    numbers = _numbers(desk)
    rows = tuple(_row(number, each, numbers, taken) for number, each in enumerate(desk.honours.teams, 1))
    columns = tuple(
        ListColumn(
            label=label, width=_WIDTHS[key], style="centre" if key in _CENTRED else "text", hint=_HINTS.get(key, "")
        )
        for key, label in SIGNING_COLUMNS
    )
    title = f"{desk.programme.name}证书（牌）签收表{'（样稿）' if desk.is_draft else ''}"
    page = ListPage(name=SIGNING_SHEET, title=title, remark=_REMARK, columns=columns, rows=rows, header=SIGNING_SHEET)
    yield from desk.put_paper("签收表", ".xlsx", list_workbook(SIGNING_SHEET, (page,)), note=_progress(desk, taken))


def signed_in(desk: Desk) -> Mapping[str, Act[SignedFor]]:
    """Who took what, by the entry's number."""
    return {key[0]: act for key, act in held(desk.ledger, ActKind.SIGNED_FOR, SignedFor).items()}


def signatures_taken(
    place: Workspace, path: Path | None, *, who: str, dry_run: bool, today: datetime.date
) -> Iterator[str]:
    """Take a sheet of signatures into the ledger, and tell what differs and who has not signed.

    Args:
        place: the workspace.
        path: the sheet; none where only those who have not signed are asked for.
        who: who says so.
        dry_run: whether nothing is put down.
        today: the day of the run.

    Raises:
        UsageError: the result is not final, or the file is no such sheet.
    """
    who = person_named(who, "收") if path is not None else who
    sheet, data = _read(path, today=today) if path is not None else (SigningSheet(rows=()), b"")
    with place.busy("qtdocs publish signed") as ledger:
        desk = desk_of(place, ledger, today=today)
        desk.require_honours()
        if not desk.honours.is_final:
            raise UsageError("结果还没有定稿，证书没有发出，不能登记签收。", "定稿用 qtdocs result final。")
        if path is not None:
            news, told = _news(desk, sheet, file=path.name, sha256=hashlib.sha256(data).hexdigest())
            yield from told
            if news and not dry_run:
                with ledger.change("signed", str(len(news))):
                    put_down(ledger, ActKind.SIGNED_FOR, [((each.entry,), each) for each in news], who=who)
            yield f"{'会记下' if dry_run else '已记下'} {len(news)} 个班组的签收（{who}）。"
            taken = {*signed_in(desk), *(each.entry for each in news)}
        else:
            taken = set(signed_in(desk))
        yield from _unsigned(desk.honours.teams, taken)


def _row(
    number: int, each: Honour, numbers: Mapping[str, str], taken: Mapping[str, Act[SignedFor]]
) -> tuple[object, ...]:
    said = taken[each.entry].value if each.entry in taken else None
    return (
        number, each.entry, numbers.get(each.entry, ""), each.tier, each.organisation, each.team, each.nominator,
        said.taker if said else "", said.day if said else "", said.remark if said else "",
    )  # fmt: skip


def _numbers(desk: Desk) -> Mapping[str, str]:
    """The number of each entry's certificate; the last one that holds."""
    issued = held(desk.ledger, ActKind.CERTIFICATE, Certificate).values()
    return {
        act.value.entry: act.value.number
        for act in issued
        if act.value.state != REVOKED and not act.value.replaced_by
    }  # fmt: skip


def _progress(desk: Desk, taken: Mapping[str, Act[SignedFor]]) -> str:
    signed = sum(each.entry in taken for each in desk.honours.teams)
    return f"{len(desk.honours.teams)} 个班组，已签收 {signed} 个"


def _read(path: Path, *, today: datetime.date) -> tuple[SigningSheet, bytes]:
    try:
        data = path.read_bytes()
        return read_signing_sheet(readers.read(data, name=path.name), today=today), data
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。") from error
    except (UnreadableFileError, OSError) as error:
        raise UsageError(f"{path.name} 打不开：{error}", "请用 Excel 或 WPS 另存为 .xlsx 再收一次。") from error


def _news(desk: Desk, sheet: SigningSheet, *, file: str, sha256: str) -> tuple[list[SignedFor], list[str]]:
    """What the sheet says that the ledger does not know, and everything about it that people have to look at."""
    told = [f"没有采用：{each}。" for each in sheet.doubts]
    known = {each.entry: each for each in desk.honours.teams}
    before = signed_in(desk)
    news: dict[str, SignedFor] = {}
    for row in sheet.rows:
        if why := _refused(row, known, news):
            told.append(f"没有采用：第 {row.row} 行{safe_text(why)}。")
        elif row.taker:
            said = SignedFor(
                entry=row.entry, taker=row.taker, day=row.day, remark=row.remark, number=row.number, file=file,
                sha256=sha256,
            )  # fmt: skip
            old = before[row.entry].value if row.entry in before else None
            if old is not None and (old.taker, old.day, old.remark) == (said.taker, said.day, said.remark):
                continue
            if old is not None:
                told.append(f"{row.entry} 原来记的是 {_told(old)}，改为 {_told(said)}。")
            news[row.entry] = said
        elif row.entry in before:
            told.append(f"{row.entry} 台账里已由 {_told(before[row.entry].value)} 签收，表上空着，没有改。")
    missing = [each for each in known if each not in {row.entry for row in sheet.rows}]
    if missing:
        told.append(f"表上没有这些班组：{'、'.join(missing[:_SHOWN])}{'等' * (len(missing) > _SHOWN)}。")
    return list(news.values()), told


def _refused(row: SigningRow, known: Mapping[str, Honour], news: Mapping[str, SignedFor]) -> str:
    """Why a row is not taken; empty where it is."""
    if row.entry not in known:
        return f"的 {row.entry} 不在得奖名单里"
    if row.entry in news:
        return f"的 {row.entry} 前面已经有一行"
    honour = known[row.entry]
    asked = (name_twin(row.organisation), name_twin(row.team))
    if asked != (name_twin(honour.organisation), name_twin(honour.team)):
        return (
            f"（{row.entry}）写的是“{row.organisation} {row.team}”，台账是“{honour.organisation} {honour.team}”，"
            "可能只排了一部分列，或者名称改过；请重新写出签收表再录"
        )
    return ""


def _told(said: SignedFor) -> str:
    return f"{said.taker}{f'（{said.day}）' if said.day else ''}"


def _unsigned(teams: Sequence[Honour], taken: set[str]) -> Iterator[str]:
    left = [each for each in teams if each.entry not in taken]
    if not left:
        yield f"{len(teams)} 个班组都已签收。"
        return
    yield f"还有 {len(left)} 个班组没有签收："
    yield from (f"  {each.entry} {each.organisation} {each.team}（{each.nominator}）" for each in left)
