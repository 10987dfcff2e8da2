"""Texts of earlier seasons on their way into the ledger: out of an earlier workspace, or out of a folder of papers."""

from __future__ import annotations

import contextlib
import datetime
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qtdocs.checks.copied import told_once
from qtdocs.editions import shelf
from qtdocs.errors import LedgerError, UsageError
from qtdocs.intake import SETTINGS
from qtdocs.ledger import Ledger, library
from qtdocs.model.passage import Text
from qtdocs.pipeline import workspace
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.collect import Progress, collect
from qtdocs.pipeline.text_owner import organisation_of
from qtdocs.pipeline.workspace import LEDGER, Workspace
from qtdocs.text import display_width

_SHORTEST = 100
"""Characters of a paper that is worth comparing."""
_FORMS = "forms"


def library_import(
    place: Workspace,
    source: Path,
    *,
    season: str,
    today: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> str:
    """Put the texts of an earlier season into the ledger, where they are compared with and mixed with nothing.

    Args:
        place: the workspace.
        source: an earlier workspace, or a folder, an archive or a file with papers of an earlier season.
        season: what people call that season; for a workspace its programme's year where none is given.
        today: the day of the run.
        jobs: workers at a time.
        progress: is told how far it is.

    Raises:
        UsageError: the way does not exist, it is this very workspace, or nothing tells the season.
        LedgerError: the earlier ledger cannot be read.
    """
    if not source.exists():
        raise UsageError(f"没有这个文件夹或文件：{source}。", "请检查路径。")
    if source.resolve() == place.home.resolve():
        raise UsageError("这就是现在的工作区。", "本届的材料已经在比对，不用导入；请给出往年的工作区或材料文件夹。")
    with place.busy("qtdocs library import") as ledger, place.scratch() as scratch:
        if (source / SETTINGS).is_file():
            texts, named = _of_workspace(source, scratch, place)
        else:
            texts, named = _of_folder(place, source, scratch, today=today, jobs=jobs, progress=progress), ""
        season = season.strip() or named
        if not season:
            raise UsageError("没有写是哪一届。", "请加 --season，例如 --season 2025。")
        kept, guessed = _with_organisations(texts, season, library.organisations(ledger))
        with ledger.change("library", f"{len(kept)}"):
            new = library.add(ledger, kept)
    return _said(kept, new, season, guessed)


def library_listed(place: Workspace) -> Iterator[str]:
    """Each earlier season with how much of it is there."""
    with place.ledger() as ledger:
        found = library.seasons(ledger)
    if not found:
        yield "还没有往年的材料。收进来用 qtdocs library import 以前的工作区或文件夹 --season 2025。"
    for season, texts, organisations in found:
        yield f"{season}{' ' * int(12 - display_width(season))}  {texts} 份文字，{organisations} 个单位"


def library_removed(place: Workspace, season: str) -> str:
    """Take the texts of an earlier season out again.

    Raises:
        UsageError: there is no such season.
    """
    with place.busy("qtdocs library remove") as ledger:
        known = [each for each, _, _ in library.seasons(ledger)]
        if season not in known:
            raise UsageError(f"没有“{season}”的往年材料。", f"有：{'、'.join(known) or '还没有'}。")
        with ledger.change("library", "removed"):
            count = library.remove(ledger, season)
    return f"已删去“{season}”的 {count} 份往年材料；再运行一次 qtdocs collect 就会重新比对。"


def _with_organisations(texts: Sequence[Text], season: str, known: Sequence[str]) -> tuple[list[Text], int]:
    """The texts with their season and, where no form tells whose one is, with what its head says; how many such."""
    sure = (*known, *(text.organisation for text in texts if text.organisation))
    kept = [
        replace(text, season=season, organisation=text.organisation or organisation_of(text.words, text.file, sure))
        for text in texts
    ]
    guessed = sum(bool(new.organisation) and not old.organisation for new, old in zip(kept, texts, strict=True))
    return kept, guessed


def _said(kept: Sequence[Text], new: int, season: str, guessed: int) -> str:
    organisations = {text.organisation for text in kept if text.organisation}
    nameless = sum(not text.organisation for text in kept)
    more = f"有 {guessed} 份的单位是从文字开头或文件名认出的，比对结果里请核对。" if guessed else ""
    more += f"有 {nameless} 份没有认出单位，按文件名记。" if nameless else ""
    known = f"，其中 {len(kept) - new} 份早已收过" if new < len(kept) else ""
    if not kept:
        return "里面没有可以比对的文字。"
    return (
        f"收进“{season}”的往年材料 {len(kept)} 份，{len(organisations)} 个单位{known}。{more}"
        "再运行一次 qtdocs collect 收件文件夹，就会和本届的比对。"
    )


def _of_workspace(source: Path, scratch: Path, place: Workspace) -> tuple[list[Text], str]:
    """The texts of an earlier workspace and the year of its programme; nothing in it is touched.

    Raises:
        UsageError: it is a workspace of this very season.
    """
    earlier = workspace.find(source)
    edition = shelf.load_programme(earlier.programme, workspace=earlier.home)
    if edition.year and edition.id == place.programme:
        raise UsageError(
            f"“{source}”也是本届（{edition.id}）的工作区。", "本届的材料已经在比对，不用导入；请给出往年的工作区。"
        )
    path = scratch / LEDGER
    _copy(earlier.data / LEDGER, path)
    with Ledger(path) as ledger:
        account = account_of(ledger, edition)
    return _texts(account), str(edition.year or "")


def _copy(source: Path, target: Path) -> None:
    """A copy of a ledger, for opening one brings it to the shape of today."""
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            contextlib.closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise LedgerError(f"以前的台账读不了：{source}。", "请检查那个工作区，或改为导入它的材料文件夹。") from error


def _of_folder(
    place: Workspace, source: Path, scratch: Path, *, today: datetime.date, jobs: int | None, progress: Progress
) -> list[Text]:
    """The texts of a folder of papers, read as ever, in a workspace that is thrown away."""
    home = scratch / "往年"
    home.mkdir()
    if (place.home / _FORMS).is_dir():
        shutil.copytree(place.home / _FORMS, home / _FORMS)
    passing = workspace.new(home, programme=place.programme)
    with passing.ledger() as ledger:
        brought = collect(passing, ledger, [source], today=today, jobs=jobs, progress=progress)
    return _texts(brought.account)


def _texts(account: Account) -> list[Text]:
    """The texts of teams, then those of papers that are no team's, under the name of their file."""
    found = [text for text in account.texts.texts if not text.season]
    known = {text.key for text in found}
    for line in account.lines:
        sha256 = line.attachment.sha256
        words = line.reading.words if line.reading else ""
        if not line.again and sha256 not in known and len(words) >= _SHORTEST:
            found.append(Text(key=sha256, owner=line.file, file=line.file, words=words))
    return list(told_once([text for text in found if len(text.words) >= _SHORTEST]))
