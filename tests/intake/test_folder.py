"""Folders and files are gathered; what is no paper is told apart, what is missing is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qtdocs.errors import UsageError
from qtdocs.intake import gather


def test_files_come_in_natural_order(tmp_path: Path) -> None:
    for name in ("杭州/表10.docx", "杭州/表2.docx", "表1.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (parcel,) = gather([tmp_path])
    assert [each.name for each in parcel.attachments] == ["杭州/表2.docx", "杭州/表10.docx", "表1.docx"]
    assert {(each.skipped, each.unread) for each in parcel.attachments} == {("", "")}


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
    (parcel,) = gather([tmp_path], passed_over=lambda path: path.name == "台账.xlsx")
    assert [each.name for each in parcel.attachments] == ["表.docx"]


def listed(*paths: Path) -> list[str]:
    return [each.name for parcel in gather(paths) for each in parcel.attachments]


def test_each_file_is_listed_once_however_often_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "表.docx").write_bytes(b"x")
    (tmp_path / "表.docx").write_bytes(b"y")
    paths = (tmp_path, tmp_path, tmp_path / "甲", tmp_path / "甲" / "表.docx", tmp_path / "甲" / ".." / "表.docx")
    assert listed(*paths) == ["甲/表.docx", "表.docx"]
    assert listed(tmp_path / "甲" / "表.docx", tmp_path) == ["甲/表.docx", f"{tmp_path.name}/表.docx"]


def test_same_names_below_several_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("甲/收件", "乙/收件", "丙"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "表.docx").write_bytes(b"x")
    (tmp_path / "丙" / "另一份.docx").write_bytes(b"x")
    assert listed(tmp_path / "甲/收件", tmp_path / "丙") == ["收件/表.docx", "另一份.docx", "丙/表.docx"]
    assert listed(tmp_path / "甲/收件", tmp_path / "乙/收件") == [
        f"{tmp_path.as_posix()}/甲/收件/表.docx",
        f"{tmp_path.as_posix()}/乙/收件/表.docx",
    ]


def test_folders_that_are_not_entered_are_listed_with_the_reason(tmp_path: Path) -> None:
    elsewhere, inbox = tmp_path / "elsewhere", tmp_path / "inbox"
    for folder in (elsewhere, inbox / "__MACOSX", inbox / ".隐藏"):
        folder.mkdir(parents=True)
        (folder / "表.docx").write_bytes(b"x")
    (inbox / "链接").symlink_to(elsewhere)
    (inbox / "回头").symlink_to(inbox)
    (parcel,) = gather([inbox])
    told = {each.name: each.skipped for each in parcel.attachments}
    assert told == {
        "__MACOSX/": "苹果电脑压缩时附带的文件夹，没有进去",
        ".隐藏/": "隐藏文件夹，没有进去",
        "链接": "快捷方式指向一个文件夹，没有进去；里面有材料的，请直接给出那个文件夹",
        "回头": "快捷方式指向一个文件夹，没有进去；里面有材料的，请直接给出那个文件夹",
    }


def test_folder_that_cannot_be_opened_is_no_silence(tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(b"x")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):  # deeper than any path the system takes
        os.mkdir("长" * 80, dir_fd=here)
        here, above = os.open("长" * 80, os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)
    (parcel,) = gather([tmp_path])
    assert [(each.unread, each.name[-2:]) for each in parcel.attachments] == [
        ("", "cx"),
        ("没有读取权限、路径太长，或刚刚被移走", "长长"),
    ]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("申报表.docx".encode("gb18030"), "申报表.docx"),
        (b"\xff\xff.docx", "��.docx"),
        (b"a\x01b\n\tc\x1b.docx", "ab  c.docx"),
        (b"\x01", "（没有名字）"),
        ("长".encode() * 83 + b".docx", "长" * 83 + ".docx"),
    ],
)
def test_name_is_readable_whatever_its_bytes(tmp_path: Path, raw: bytes, shown: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
    path.write_bytes(b"x")
    (parcel,) = gather([tmp_path])
    (found,) = parcel.attachments
    assert (found.name, found.path, found.size) == (shown, path, 1)


def test_names_that_read_alike_are_numbered(tmp_path: Path) -> None:
    for name in ("一\x01.docx", "一\x02.docx", "一.docx"):
        (tmp_path / name).write_bytes(b"x")
    whole = f"{tmp_path.as_posix()}/一.docx"
    assert listed(tmp_path) == [whole, f"{whole}（2）", f"{whole}（3）"]
