"""What an earlier workspace knows of its teams, taken from a copy of its ledger."""

from __future__ import annotations

from pathlib import Path

from qtdocs.assemble import text_in
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import QtdocsError, UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.elsewhere import copied
from qtdocs.model.entry import Entry
from qtdocs.model.registry import PastEntry
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.workspace import LEDGER, Workspace, find


def past_entries(home: Path, scratch: Path, *, now: Programme) -> tuple[tuple[PastEntry, ...], tuple[str, ...]]:
    """The teams of an earlier workspace and where they stood, and what a person should know of that.

    Args:
        home: the earlier workspace; nothing in it is touched.
        scratch: an empty folder for the copy of its ledger.
        now: the programme of this season.

    Raises:
        UsageError: it is no workspace, or the year of its season cannot be told.
        LedgerError: its ledger is not there or damaged.
    """
    place = find(home)
    edition = _edition(place)
    if edition.id == now.id and edition.year:
        raise UsageError(f"“{home}”也是{now.name}的工作区，不是往年的。", "请写往年工作区的文件夹。")
    path = place.data / LEDGER
    if not path.exists():
        raise UsageError(f"“{home}”里没有台账数据。", "请从备份恢复那个工作区再导入。")
    with Ledger(copied(path, scratch / "往年.sqlite3")) as ledger:
        made_for = ledger.setting("programme")
        if made_for and made_for != edition.id:
            raise UsageError(f"“{home}”的设置写的活动是 {edition.id}，台账却是 {made_for} 的。")
        teams = account_of(ledger, edition).teams
    found = [_past(team, edition, place) for team in teams if _is_named(team)]
    unsure = sum(not _is_named(team) for team in teams)
    remarks = (f"“{place.home.name}”有 {unsure} 个班组的名称没有读准，没有导入",) if unsure else ()
    return tuple(found), remarks


def _edition(place: Workspace) -> Programme:
    try:
        return shelf.load_programme(place.programme, workspace=place.home)
    except QtdocsError as error:
        raise UsageError(
            f"旧工作区的活动 {place.programme} 现在没有了，读不出它的班组。",
            "请把那一年的活动文件夹放回 forms，或放进旧工作区的 forms 文件夹。",
        ) from error


def _is_named(team: Entry) -> bool:
    return all(
        (value := team.fields.get(key)) is not None and value.grade != "C" and text_in(team.source, key)
        for key in ("organisation_name", "team_name")
    )


def _past(team: Entry, edition: Programme, place: Workspace) -> PastEntry:
    year = edition.year or int(team.received_at[:4] or 0)
    if not year:
        raise UsageError(
            f"活动 {edition.id} 没有写年度，{team.number} 也没有收到时间，不知道是哪一年的。",
            "请在那个工作区的收件登记里写上收到日期，再运行 qtdocs collect。",
        )
    return PastEntry(
        year=year, programme=edition.name, organisation=str(team.fields["organisation_name"].value),
        team=str(team.fields["team_name"].value), state=team.state, number=team.number, where=place.home.name,
    )  # fmt: skip
