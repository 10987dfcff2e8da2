"""Headers out of raw bytes: words, parameters and names however they were written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mails import NAME_STYLES, naming, split_word, word

from qtdocs.intake.headers import LONGEST, file_name, head_of, parameters, text_of


def head(**headers: bytes) -> bytes:
    return b"".join(name.replace("_", "-").encode() + b": " + value + b"\r\n" for name, value in headers.items())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (word("申报表", "gb18030"), "申报表"),
        (word("朱镕基", "gbk", label="gb2312"), "朱镕基"),
        (word("班组", "gbk", label="iso-8859-1"), "班组"),
        (word("班组", label="x-unknown"), "班组"),
        (word("班组", "gbk", label="x-gbk"), "班组"),
        (word("班组", label="utf-8*zh"), "班组"),
        (word("班组") + b" " + word("申报", "gbk"), "班组申报"),
        (b"Re: " + word("班组") + b" 2026", "Re: 班组 2026"),
        (word("班组") + word("申报"), "班组申报"),
        (split_word("质量信得过班组", "gbk", at=3), "质量信得过班组"),
        (split_word("质量信得过班组", at=7, between=b""), "质量信得过班组"),
        (b"=?utf-8?B?54+t57uE?= =?utf-8?Q?=E7=94=B3_a?=", "班组申 a"),
        (b"=?utf-8?B?54+t57u?= =?utf-8?B?E?=", "班组"),
        (b"=?utf-8?B?!!54+t57uE?=", "班组"),
        (b"=?utf-8?B?54+t57uE===?=", "班组"),
        (b"=?utf-8?B??=", ""),
        ("班组".encode("gbk"), "班组"),
        ("班组".encode(), "班组"),
        ("質量信得過小組".encode("big5"), "質量信得過小組"),
        (b"=?punycode?B?YWJj?=", "abc"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?utf-8?B?abc", "=?utf-8?B?abc"),
        (b"", ""),
    ],
)
def test_text_is_decoded(raw: bytes, text: str) -> None:
    assert text_of(raw.replace(b"\r\n", b"")) == text


@pytest.mark.parametrize("style", NAME_STYLES)
def test_name_is_found_however_it_was_written(style: str) -> None:
    name = "質量信得過小組申請表.docx" if style == "raw-big5" else "质量信得过班组申报表（一）.docx"
    if style == "latin-label":
        name = "班组申报表.docx"
    assert file_name(head_of(head(**naming(name, style)) + b"\r\n")) == name


@pytest.mark.parametrize(
    ("raw", "value", "told"),
    [
        (b'attachment; filename="C:\\Users\\zhang\\a.docx"', "attachment", {"filename": r"C:\Users\zhang\a.docx"}),
        (b'attachment; filename="a\\"b.docx"; size=3', "attachment", {"filename": 'a"b.docx', "size": "3"}),
        (b'attachment; filename="a;b.docx"', "attachment", {"filename": "a;b.docx"}),
        (b"attachment; filename*1*=b; filename*0*=utf-8''a", "attachment", {"filename": "ab"}),
        (b"attachment; filename*0=a; filename*2=c", "attachment", {"filename": "a"}),
        (b"attachment; filename*=%E7%8F%AD", "attachment", {"filename": "班"}),
        (b"attachment; filename=50%.docx", "attachment", {"filename": "50%.docx"}),
        (b"Attachment;;; filename", "attachment", {}),
        (b"", "", {}),
    ],
)
def test_parameters_are_parted(raw: bytes, value: str, told: dict[str, str]) -> None:
    assert parameters(raw) == (value, told)


def test_first_of_several_headers_holds_and_long_ones_are_cut() -> None:
    found = head_of(b"Received: one\r\nReceived: two\r\nSubject: a\r\n b\r\nX-Long: " + b"x" * 99_999 + b"\r\n\r\nbody")
    assert (found.get("received"), found.get("subject"), found.get("date")) == (b"one", b"a b", b"")
    assert (len(found.get("x-long")), found.size) == (LONGEST, 100_057)


def test_header_broken_without_indenting_goes_on() -> None:
    found = head_of(b"From x@example.com\nSubject: a\n=?utf-8?B?54+t?=\nDate: d\n\nbody\n")
    assert (text_of(found.get("subject")), found.get("date"), found.size) == ("a班", b"d", 56)


def test_missing_empty_line_begins_the_body() -> None:
    assert head_of(b"just text\n", strict=True).size == 0
    assert head_of(b"Content-Type: text/plain\njust text\n", strict=True).size == 25
    assert head_of(b"Subject: a\n--b1\nx: y\n\n").size == 11


@pytest.mark.parametrize(
    "raw",
    [
        word("质") * 20_000,
        b"=?" * 100_000,
        b"=?utf-8?B?" * 20_000,
        b"=?utf-8?Q?" + b"=E7" * 90_000 + b"?=",
        b"(" * 300_000,
        b'a; filename="' + b"\\" * 300_000,
        b"a" + b"; filename*0*=x" * 20_000,
        b"a; filename=" + b"%E7" * 90_000 + b"%",
        b"a; b=" + b'"' * 300_000,
        b"=?punycode?B?" + b"YWJj" * 70_000 + b"?=",
    ],
    ids=range(10),
)
def test_headers_made_long_on_purpose_cost_nothing(raw: bytes) -> None:
    before = time.process_time()
    found = head_of(b"Subject: " + raw + b"\r\n\r\n")
    text_of(found.get("subject"))
    parameters(found.get("subject"))
    file_name(head_of(b"Content-Type: " + raw + b"\r\n\r\n"))
    assert time.process_time() - before < 1


@given(st.binary(max_size=300))
def test_any_bytes_are_a_header(raw: bytes) -> None:
    assert isinstance(text_of(raw), str)
    assert isinstance(parameters(raw)[0], str)
    assert 0 <= head_of(raw).size <= len(raw)
