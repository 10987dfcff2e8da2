"""Shared passages from the files to the findings, and earlier seasons beside them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import openpyxl
import pytest
from test_batch import TODAY, Small, new

from benchmarks.copied_texts import copy_of, material
from qtdocs import pipeline
from qtdocs.editions.shelf import load_programme
from qtdocs.errors import UsageError
from samples.papers import plain_document, zhejiang
from samples.people import BRIDGE, FORMWORK, SURVEY, Team

TEXTS = {team.team: material(random.Random(number), 1500) for number, team in enumerate((SURVEY, FORMWORK, BRIDGE))}


def put(small: Small, team: Team, sentences: list[str], folder: str = "") -> None:
    """A team's application and materials."""
    where = f"{folder}{team.team}"
    small.put(f"{where}/申报表.docx", zhejiang(team.application()))
    small.put(f"{where}/创建材料.docx", plain_document([f"{team.organisation}{team.team}创建材料", *sentences]))


def copies(small: Small) -> list[dict[str, object]]:
    return [json.loads(line) for line in pipeline.copies_listed(pipeline.find(small.home), as_json=True)]


def codes(small: Small) -> list[tuple[str, str]]:
    return [
        (str(team.fields["team_name"].value), each.severity)
        for team in small.account().teams
        for each in team.findings
        if each.code == "text-copied"
    ]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = new(tmp_path)
    put(made, SURVEY, TEXTS[SURVEY.team])
    passage = copy_of(TEXTS[SURVEY.team][3:10], "改了一成", random.Random(3))
    put(made, FORMWORK, [*TEXTS[FORMWORK.team][:5], passage, *TEXTS[FORMWORK.team][5:]])
    put(made, BRIDGE, TEXTS[BRIDGE.team])
    return made


def test_copy_is_told_to_both_teams_and_shown_side_by_side(small: Small) -> None:
    small.collect()
    assert codes(small) == [(SURVEY.team, "warning"), (FORMWORK.team, "warning")]
    [found] = copies(small)
    assert {found["here"]["file"], found["there"]["file"]} == {  # type: ignore[index]
        f"{SURVEY.team}/创建材料.docx", f"{FORMWORK.team}/创建材料.docx",
    }  # fmt: skip
    sheet = openpyxl.load_workbook(small.home / "相同段落.xlsx")["相同段落"]
    assert [cell.value for cell in sheet[3]][0:2] == ["提醒", found["here"]["entry_no"]]  # type: ignore[index]
    assert sheet.max_row == 3


def test_result_is_read_from_the_ledger_as_long_as_the_texts_are_the_same(small: Small) -> None:
    small.collect()
    place = pipeline.find(small.home)
    with place.ledger() as ledger:
        ledger.write("UPDATE comparisons SET found = '{}'")  # whoever compares again finds the copy again
    assert codes(small) == []
    put(small, BRIDGE, TEXTS[BRIDGE.team][:-1], folder="补充/")
    small.collect()
    assert codes(small) == [(SURVEY.team, "warning"), (FORMWORK.team, "warning")]


def test_listing_without_a_result_compares_by_itself_and_writes_nothing(small: Small) -> None:
    small.collect()
    place = pipeline.find(small.home)
    with place.ledger() as ledger, ledger.change("test"):
        ledger.write("DELETE FROM comparisons")
    assert len(codes(small)) == 2
    with place.ledger() as ledger:
        assert ledger.rows("SELECT count(*) FROM comparisons") == [(0,)]


def test_workbook_of_copies_goes_when_the_copy_is_gone(small: Small) -> None:
    small.collect()
    assert (small.home / "相同段落.xlsx").exists()
    own = small.home / "forms" / "_common" / "stock-sentences.txt"
    own.parent.mkdir(parents=True)
    own.write_text("# 本协会的\n" + "\n".join(TEXTS[SURVEY.team][3:10]), encoding="utf-8-sig")
    small.collect()
    assert codes(small) == []
    assert not (small.home / "相同段落.xlsx").exists()
    own.write_text("".join(TEXTS[SURVEY.team][3:10]), encoding="gb18030")
    small.collect()
    assert codes(small) == []


def test_words_of_the_notice_and_of_the_form_are_no_copy(tmp_path: Path) -> None:
    edition = load_programme("zhejiang-2026")
    quoted = [line for criterion in edition.criteria for line in criterion.text.splitlines() if line]
    small = new(tmp_path)
    for team in (SURVEY, FORMWORK):
        put(small, team, [*TEXTS[team.team], *quoted])
    small.collect()
    assert codes(small) == []


def test_folder_of_an_earlier_season_is_compared_and_never_mixed_with_this_one(tmp_path: Path) -> None:
    small = new(tmp_path)
    put(small, SURVEY, TEXTS[SURVEY.team])
    old = tmp_path / "去年"
    (old / "乙").mkdir(parents=True)
    earlier = [*TEXTS[BRIDGE.team][:5], *TEXTS[SURVEY.team][3:10]]
    (old / "乙" / "申报表.docx").write_bytes(zhejiang(BRIDGE.application()))
    title = f"{BRIDGE.organisation}{BRIDGE.team}创建材料"
    (old / "乙" / "材料.docx").write_bytes(plain_document([title, *earlier]))
    small.collect()
    place = pipeline.find(small.home)
    with pytest.raises(UsageError, match="哪一届"):
        pipeline.library_import(place, old, season=" ", today=TODAY)
    told = pipeline.library_import(place, old, season="2025", today=TODAY)
    assert told.startswith("收进“2025”的往年材料 2 份，1 个单位。")
    assert [each.split()[0] for each in pipeline.library_listed(place)] == ["2025"]
    assert codes(small) == [(SURVEY.team, "warning")]
    [found] = copies(small)
    assert found["there"]["who"] == ["往年（2025）", BRIDGE.organisation, BRIDGE.team]  # type: ignore[index]
    assert len(small.account().teams) == 1 and len(small.account().parcels) == 1
    assert pipeline.library_removed(place, "2025").startswith("已删去“2025”的 2 份往年材料")
    assert codes(small) == []
    with pytest.raises(UsageError, match="没有“2025”"):
        pipeline.library_removed(place, "2025")


def test_earlier_workspace_is_read_and_left_as_it_was(tmp_path: Path, small: Small) -> None:
    (tmp_path / "旧").mkdir()
    old = new(tmp_path / "旧", programme="广东")
    old.put("材料/1.docx", plain_document([f"{SURVEY.organisation}{SURVEY.team}创建材料", *TEXTS[SURVEY.team]]))
    old.collect()
    ledger = old.home / "数据" / "台账.sqlite3"
    before = ledger.read_bytes()
    small.collect()
    place = pipeline.find(small.home)
    told = pipeline.library_import(place, old.home, season="2024", today=TODAY)
    assert told.startswith(
        "收进“2024”的往年材料 1 份，1 个单位。有 1 份的单位是从文字开头或文件名认出的，比对结果里请核对。再运行"
    )
    assert ledger.read_bytes() == before
    assert len(codes(small)) == 4


def test_this_very_workspace_and_another_of_this_season_are_refused(tmp_path: Path, small: Small) -> None:
    (tmp_path / "另").mkdir()
    twin = new(tmp_path / "另")
    place = pipeline.find(small.home)
    for home in (small.home, twin.home):
        with pytest.raises(UsageError, match=r"本届|现在的工作区"):
            pipeline.library_import(place, home, season="2025", today=TODAY)
    with pytest.raises(UsageError, match="没有这个文件夹"):
        pipeline.library_import(place, tmp_path / "无", season="2025", today=TODAY)
