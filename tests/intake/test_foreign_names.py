"""Foreign names are shown and never used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs.intake.names import LONGEST, decoded, readable, skip_reason, told_apart


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("杭州/申报表.docx", "杭州/申报表.docx"),
        (r"杭州\申报表.docx", "杭州/申报表.docx"),
        (r"\\server\share\表.docx", "server/share/表.docx"),
        ("c:表.docx", "表.docx"),
        ("./a/../../b", "a/b"),
        ("a\u200e\u2066b\ufeff\u00ad", "ab"),
        ("a\u2028b\x85c\td", "a b c d"),
        ("申报表".encode("gbk").decode("ascii", "surrogateescape"), "申报表"),
        ("\ud800x", "x"),
        ("", "（没有名字）"),
        ("///", "（没有名字）"),
    ],
)
def test_name_is_readable_and_harmless(name: str, shown: str) -> None:
    assert readable(name) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_is_harmless(name: str) -> None:
    shown = readable(name)
    assert 0 < len(shown) <= LONGEST
    assert not {"", ".", ".."} & set(shown.split("/")) and "\\" not in shown
    assert shown.encode() and readable(shown) == shown


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("杭州甲公司申报表.docx".encode("gb18030"), "杭州甲公司申报表.docx"),
        ("質量信得過小組.docx".encode("big5"), "質量信得過小組.docx"),
        ("申报表".encode()[:-1], "申报\ufffd"),
        (b"\xff\xff.docx", "\ufffd\ufffd.docx"),
        (b"", ""),
    ],
)
def test_bytes_are_decoded(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$表.docx", "Word/Excel 打开文件时留下的锁文件"),
        ("杭州/.~表.docx", "WPS 打开文件时留下的锁文件"),
        ("a/Thumbs.db", "系统自动生成的文件"),
        (".DS_Store", "系统自动生成的文件"),
        ("__MACOSX/a/._表.docx", "苹果电脑压缩时附带的文件夹"),
        (".git/config", "隐藏文件夹"),
        (".hidden", "隐藏文件"),
        ("__MACOSX", ""),
        ("杭州/表.docx", ""),
    ],
)
def test_litter_is_told(name: str, reason: str) -> None:
    assert skip_reason(name) == reason


def test_many_equal_names_are_told_apart_in_no_time() -> None:
    names = list(told_apart(["表"] * 20_000))
    assert (len(set(names)), names[:2], names[-1]) == (20_000, ["表", "表（2）"], "表（20000）")


def test_bytes_in_no_encoding_are_decoded_in_no_time() -> None:
    assert decoded(b"a" * 100_000 + b"\xff\xb0") == "a" * 100_000 + "\ufffd\ufffd"
