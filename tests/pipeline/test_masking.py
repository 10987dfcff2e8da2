"""Copies that are passed on hold no whole telephone number, no way into the workspace, and cannot be taken back."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from edited import TODAY, Desk, desk

from qtdocs import pipeline
from qtdocs.errors import UsageError
from samples.papers import zhejiang
from samples.people import WATER

PHONE = re.compile(r"(?<![\dA-Za-z])1[3-9]\d{9}(?![\dA-Za-z])")


@pytest.fixture
def one(tmp_path: Path) -> Desk:
    made = desk(tmp_path)
    made.mail("甲.eml", 10, zhejiang(WATER.application()))
    made.collect()
    return made


def phones(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        texts = [package.read(name).decode(errors="ignore") for name in package.namelist()]
    return [found for text in texts for found in PHONE.findall(text)]


def export(one: Desk, folder: Path, *, mask: bool) -> list[str]:
    pipeline.exported(pipeline.find(one.home), folder, mask=mask, today=TODAY)
    return sorted(path.name for path in folder.iterdir())


def test_masked_copies_hold_no_whole_number(one: Desk, tmp_path: Path) -> None:
    assert phones(one.book) != []
    names = export(one, tmp_path / "送审", mask=True)
    assert names == ["台账（隐去电话）.xlsx", "推荐汇总表（隐去电话）.xlsx"]
    assert {name: phones(tmp_path / "送审" / name) for name in names} == {name: [] for name in names}
    with zipfile.ZipFile(tmp_path / "送审" / names[0]) as package:
        texts = "".join(package.read(name).decode(errors="ignore") for name in package.namelist())
    assert WATER.phone[:3] + "****" + WATER.phone[-4:] in texts
    assert "数据/原件" not in texts


def test_copy_without_mask_keeps_the_numbers_and_the_original_stays(one: Desk, tmp_path: Path) -> None:
    before = one.book.read_bytes()
    assert export(one, tmp_path / "送审", mask=False) == ["台账（副本）.xlsx", "推荐汇总表（副本）.xlsx"]
    assert phones(tmp_path / "送审" / "台账（副本）.xlsx") != []
    assert one.book.read_bytes() == before


def test_changes_in_a_copy_are_refused_and_copies_stay_out_of_the_workspace(one: Desk, tmp_path: Path) -> None:
    export(one, tmp_path / "送审", mask=True)
    place = pipeline.find(one.home)
    copy = tmp_path / "送审" / "台账（隐去电话）.xlsx"
    with pytest.raises(UsageError, match="底稿"):
        list(pipeline.corrected_by(place, copy, who="王敏", why="试", today=TODAY, dry_run=True))
    with pytest.raises(UsageError, match="副本不要放在工作区里"):
        pipeline.exported(place, one.home, mask=True, today=TODAY)
