"""The desk on which everything that is published is made: the season, who is honoured, and where papers go."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.model.entry import Entry
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.publishing.honours import Honours, honours_of
from qtdocs.pipeline.workspace import Workspace

FOLDER = "发布"
"""Where what is published lies in the workspace."""
DRAFT = "（样稿）"
"""Stands in the names of files that are no final papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that a paper is made from; nothing else is asked."""

    place: Workspace
    """The workspace."""
    programme: Programme
    """The programme."""
    ledger: Ledger
    """The ledger."""
    account: Account
    """The season as the ledger has it."""
    honours: Honours
    """Who is honoured, and how far the names are settled."""
    today: datetime.date
    """The day of the run."""
    dry_run: bool = False
    """Whether nothing is written."""
    draft: bool = False
    """Whether everything is made as 样稿, whatever the result says."""
    split: str = ""
    """``team`` or ``nominator``: certificates are also written a file for each; empty where in one file alone."""
    printer: str = ""
    """The printer on whose paper certificates are overprinted (套打); empty where none is named."""
    written: list[str] = field(default_factory=list)
    """The ways of the files that were written, from the workspace on."""

    @property
    def teams(self) -> tuple[Entry, ...]:
        """Every team of the season, with its corrections."""
        return self.account.teams

    @property
    def is_draft(self) -> bool:
        """Whether papers are 样稿: the result is not final, or drafts were asked for."""
        return self.draft or not self.honours.is_final

    def require_honours(self) -> None:
        """Refuse where there is nobody to honour.

        Raises:
            UsageError: there is no result, or nobody is honoured by it.
        """
        if self.honours.course is None:
            raise UsageError("还没有评定结果。", "先运行 qtdocs judge keep-result --by 姓名，把结果记下来。")
        if not self.honours.teams:
            raise UsageError(
                f"第 {self.honours.course.version} 版结果里没有班组得奖，没有可以写的。",
                "请用 qtdocs result list 看一看是不是这一版。",
            )

    def require_names(self) -> None:
        """Refuse a final paper as long as somebody's names are not settled; a draft may bear them.

        Raises:
            UsageError: there is nobody to honour, or names are neither confirmed nor waived.
        """
        self.require_honours()
        if self.is_draft or not self.honours.unsettled:
            return
        told = "；".join(
            f"{each.entry} {each.organisation} {each.team}（{each.names}）" for each in self.honours.unsettled
        )
        raise UsageError(
            f"已经定稿，但有 {len(self.honours.unsettled)} 个班组的名称没有确认：{told}。",
            "请先用 qtdocs confirm 核对名称，或放行；只想看样子的，加 --draft 写成样稿。",
        )

    def named(self, stem: str, ending: str) -> str:
        """The file name of a paper: ``通报（样稿）.docx``, and without that word once it is final."""
        return f"{stem}{DRAFT if self.is_draft else ''}{ending}"

    def put(self, name: str, data: bytes, *, note: str = "", folder: str = FOLDER) -> Iterator[str]:
        """Write a file into a folder of the workspace; says where, or what would be written.

        Args:
            name: the file's name.
            data: its bytes.
            note: what else to say of it: how many teams.
            folder: the folder in the workspace.
        """
        more = f"，{note}" if note else ""
        if self.dry_run:
            yield f"会写出 {folder}/{name}{more}。"
            return
        target, remark = outputs.put(self.place.home / folder / name, data)
        self.written.append(f"{folder}/{target.name}")
        yield f"{remark}已写出 {folder}/{target.name}{more}。"

    def put_paper(self, stem: str, ending: str, data: bytes, *, note: str = "") -> Iterator[str]:
        """Write a paper that is a draft first and final later; an unchanged draft goes when the final one comes."""
        yield from self.put(self.named(stem, ending), data, note=note)
        if not self.is_draft and not self.dry_run:
            _drop(self.place.home / FOLDER / f"{stem}{DRAFT}{ending}")


def _drop(path: Path) -> None:
    """Remove an older paper of ours that nobody has changed: nobody may take it for the one that holds."""
    if writing.holds_own_work(path):
        path.unlink(missing_ok=True)


def desk_of(
    place: Workspace, ledger: Ledger, *, today: datetime.date, dry_run: bool = False, draft: bool = False,
    split: str = "", printer: str = "",
) -> Desk:  # fmt: skip
    """The desk of a workspace, with everything that its ledger knows."""
    programme = shelf.load_programme(place.programme, workspace=place.home)
    account = account_of(ledger, programme)
    return Desk(
        place=place, programme=programme, ledger=ledger, account=account,
        honours=honours_of(ledger, programme, account.teams), today=today, dry_run=dry_run, draft=draft,
        split=split, printer=printer,
    )  # fmt: skip
