"""Folders and files are gathered; what is no paper is told apart, what is missing is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from qtdocs.errors import UsageError
from qtdocs.intake import gather


def test_files_come_in_natural_order_with_their_digests(tmp_path: Path) -> None:
    for name in ("杭州/表10.docx", "杭州/表2.docx", "表1.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (parcel,) = gather([tmp_path])
    assert [each.name for each in parcel.attachments] == ["杭州/表2.docx", "杭州/表10.docx", "表1.docx"]
    assert parcel.attachments[2].sha256 == hashlib.sha256("表1.docx".encode()).hexdigest()
    assert parcel.attachments[2].skipped == ""


@pytest.mark.parametrize("name", ["~$申报表.docx", ".~申报表.docx", ".DS_Store", "Thumbs.db", "desktop.ini", ".hidden"])
def test_litter_is_skipped_with_a_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (parcel,) = gather([tmp_path])
    assert [bool(each.skipped) for each in parcel.attachments] == [True]


def test_missing_path_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"找不到：.*没有\.docx") as caught:
        gather([tmp_path, tmp_path / "没有.docx"])
    assert caught.value.exit_code == 2


def test_special_files_and_dead_links_are_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.docx")
    (tmp_path / "断链.docx").symlink_to(tmp_path / "不在.docx")
    (parcel,) = gather([tmp_path])
    assert [each.skipped for each in parcel.attachments] == ["快捷方式指向的文件已不在", "不是普通文件"]


def test_our_own_outputs_below_the_inbox_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "台账.xlsx").write_bytes(b"x")
    (tmp_path / "表.docx").write_bytes(b"x")
    (parcel,) = gather([tmp_path], passed_over=tmp_path / "out")
    assert [each.name for each in parcel.attachments] == ["表.docx"]
