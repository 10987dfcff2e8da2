"""``qtdocs publish``: kinds by name, in their order, refused one by one, told as text and as JSON."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.errors import UsageError
from qtdocs.pipeline.publishing.kinds import KINDS
from qtdocs.pipeline.publishing.publish import kinds_of, published
from tests.publishing_season import DAY, publishing_season


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publishing_season(tmp_path_factory.mktemp("season")).home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def said(place: pipeline.Workspace, *words: str, dry_run: bool = False, as_json: bool = False) -> list[str]:
    return list(published(place, words, [], today=DAY, dry_run=dry_run, draft=False, as_json=as_json))


def test_kinds_come_in_the_order_of_the_table_each_once() -> None:
    assert kinds_of(["材料评审汇总表", "推荐汇总表", "汇总表"]) == ("推荐汇总表", "材料评审汇总表")
    assert kinds_of([]) == tuple(KINDS)


def test_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="没有“奖状”这一种"):
        kinds_of(["奖状"])


def test_help_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    main(["publish", "--help"])
    told = capsys.readouterr().out
    assert [kind for kind in KINDS if kind not in told] == []


def test_dry_run_tells_what_would_be_written_and_writes_nothing(place: pipeline.Workspace) -> None:
    told = said(place, "推荐汇总表", dry_run=True)
    assert told[0].startswith("会写出 发布/推荐汇总表.xlsx，6 个班组")
    assert not (place.home / "发布").exists()


def test_json_tells_the_files_of_each_kind_and_what_was_refused(place: pipeline.Workspace) -> None:
    told = [json.loads(line) for line in said(place, "推荐汇总表", "材料评审汇总表", as_json=True)]
    assert [(each["kind"], each["refused"][:8]) for each in told] == [
        ("推荐汇总表", ""),
        ("材料评审汇总表", "结果里没有材料评"),
    ]
    assert told[0]["files"][0] == "发布/推荐汇总表.xlsx"
    assert (place.home / told[0]["files"][0]).is_file()


def test_what_is_published_is_no_paper_of_an_applicant(place: pipeline.Workspace) -> None:
    assert place.owns(place.home / "发布" / "推荐汇总表.xlsx")


def test_summary_is_the_same_list_in_word_and_excel(place: pipeline.Workspace) -> None:
    said(place, "推荐汇总表")
    sheet = load_workbook(place.home / "发布" / "推荐汇总表.xlsx").worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=3, max_row=9, values_only=True)]
    table = Document(io.BytesIO((place.home / "发布" / "推荐汇总表.docx").read_bytes())).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == rows
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert len(widths) == len(rows[0])
    assert abs(sum(widths) / 567 - 25.2) < 0.1
