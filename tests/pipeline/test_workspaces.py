"""Two workspaces of one programme: what was written in a workbook of one never goes into the other."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from edited import TODAY, Desk, desk, put

from qtdocs import pipeline
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.migrations import MIGRATIONS
from samples.papers import zhejiang
from samples.people import WATER

PEOPLE, INSPECTIONS = "班组人数", "人工核查表.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """The same paper, collected into two workspaces; nobody may change these."""
    return one_team(tmp_path_factory.mktemp("甲")), one_team(tmp_path_factory.mktemp("乙"))


@pytest.fixture
def two(made: tuple[Desk, Desk], tmp_path: Path) -> tuple[Desk, Desk]:
    """A copy of them."""
    for name, each in zip("甲乙", made, strict=True):
        shutil.copytree(each.home, tmp_path / name)
    return tuple(Desk(home=tmp_path / name, inbox=made[0].inbox) for name in "甲乙")  # type: ignore[return-value]


def one_team(folder: Path) -> Desk:
    place = desk(folder)
    place.put("表.docx", zhejiang({**WATER.application(), "headcount": "22"}))
    place.collect()
    return place


def identity(place: Desk) -> str:
    with pipeline.find(place.home).ledger() as ledger:
        return ledger.identity


def without_identity(book: Any) -> None:
    """As an older version of the program wrote it."""
    sheet = book["底稿"]
    (row,) = (row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "workspace")
    sheet.delete_rows(row)


def filled_in(place: Desk, to: Path | None = None, *, bare: bool = False) -> Path:
    """人工核查表 with one row filled in; ``bare`` takes away whose it is."""
    path = to or place.home / INSPECTIONS
    book = openpyxl.load_workbook(place.home / INSPECTIONS)
    sheet = book.worksheets[0]
    for column, text in enumerate(("王敏", "应急局网站", "2026-05-01", "符合"), 7):
        sheet.cell(4, column).value = text
    if bare:
        sheet.cell(1, 12).value = None
    book.save(path)
    return path


def inspections(place: Desk) -> int:
    with pipeline.find(place.home).ledger() as ledger:
        return len(ledger.rows("SELECT 1 FROM inspections"))


def inspected(place: Desk, path: Path | None = None, *, dry_run: bool = False) -> list[str]:
    found = pipeline.inspection_taken(pipeline.find(place.home), path, today=TODAY, dry_run=dry_run)
    return found.splitlines()


def test_each_workspace_has_an_id_of_its_own_for_good(two: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, other = map(identity, two)
    assert one != other
    two[0].collect()
    assert identity(two[0]) == one
    backup, back = tmp_path / "备份.zip", tmp_path / "恢复"
    pipeline.backed_up(pipeline.find(two[0].home), backup)
    pipeline.restored(backup, back)
    assert identity(Desk(home=back, inbox=two[0].inbox)) == one


def test_workbook_of_another_workspace_is_refused_and_nothing_changes(two: tuple[Desk, Desk]) -> None:
    one, other = two
    one.edit(put(PEOPLE, 23))
    for dry_run in (True, False):
        with pytest.raises(UsageError) as caught:
            other.correct(path=one.book, dry_run=dry_run)
        assert str(caught.value) == (
            "这个工作簿是另一个工作区写出的台账，不是这个工作区的；什么也没有改动。"
            "请进入写出它的那个工作区再运行；要改这个工作区，请在这里的 台账.xlsx 上改。"
        )
    assert other.team().fields["headcount"].value == "22"
    assert one.correct()[:1] == ["共 1 处："]


def test_workbook_of_an_older_version_is_taken_with_a_doubt_that_is_shown(two: tuple[Desk, Desk]) -> None:
    told = two[0].correct(put(PEOPLE, 23), without_identity, dry_run=True)
    assert told == [
        "注意：这个工作簿是旧版程序写出的，里面没有工作区编号，认不出是不是这个工作区的。请核对下面各处确是这里的班组；"
        "拿不准的，运行 qtdocs collect 写出新的 台账.xlsx，在新的上面改。",
        "共 1 处：",
        f"  班0001 {WATER.team}“班组人数”：22 → 23　王敏",
        "以上只是看看，什么也没有改。",
    ]
    two[0].correct()
    assert two[0].team().fields["headcount"].value == "23"
    assert two[0].correct() == ["和台账对过了，没有要更正的。"]  # the new workbook says whose it is


def test_inspections_of_another_workspace_are_refused(two: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, other = two
    copy = filled_in(one, tmp_path / "王敏填的.xlsx")
    words = (
        "王敏填的.xlsx 是另一个工作区的人工核查表，没有采用；什么也没有改动。"
        "请在写出它的那个工作区里运行 qtdocs inspect；放错了的请移走，再运行 qtdocs collect 会写出这里的一份。"
    )
    with pytest.raises(UsageError) as caught:
        inspected(other, copy)
    assert (str(caught.value), inspections(other)) == (words, 0)
    shutil.copy(copy, other.home / INSPECTIONS)
    with pytest.raises(UsageError) as caught:
        other.collect()
    assert (str(caught.value), inspections(other)) == (words.replace("王敏填的", "人工核查表"), 0)
    assert inspected(one, copy)[0] == "核查结果 1 条（符合 1）。"


def test_inspections_that_do_not_say_whose_they_are_are_a_doubt(two: tuple[Desk, Desk], tmp_path: Path) -> None:
    told = inspected(two[0], filled_in(two[0], tmp_path / "旧.xlsx", bare=True), dry_run=True)
    assert [line for line in told if "哪个工作区" in line] == [
        "  【提醒】表里没有写是哪个工作区的，可能是旧版程序写出的，请核对确是这里的班组。"
    ]
    filled_in(two[0], bare=True)
    two[0].collect()  # the workspace's own gets the name of its workspace
    assert openpyxl.load_workbook(two[0].home / INSPECTIONS).worksheets[0]["L1"].value == f"工作区 {identity(two[0])}"
    assert inspections(two[0]) == 1


def test_ledger_of_an_older_version_gets_an_id_that_is_the_same_from_every_backup(tmp_path: Path) -> None:
    path, older = tmp_path / "台账.sqlite3", MIGRATIONS[: MIGRATIONS.index(identity_step())]
    with Ledger(path, migrations=older) as ledger, ledger.change("made"):
        ledger.set("programme", "zhejiang-2026")
    shutil.copy(path, tmp_path / "备份.sqlite3")
    found = []
    for each in (path, tmp_path / "备份.sqlite3"):
        with Ledger(each) as ledger:
            found.append(ledger.identity)
    with closing(sqlite3.connect(path)) as connection:
        ((digest,),) = connection.execute("SELECT digest FROM events WHERE id = 1")
    assert found == [digest[:16]] * 2


def identity_step() -> str:
    return next(step for step in MIGRATIONS if "'identity'" in step)
