"""Mails that Outlook saved. All of them are hand-built compound files: no real .msg could be had here."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oles import attachment, message, written

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.mail import SMALL_PICTURE_REASON
from qtdocs.intake.outlook import unpack_outlook
from qtdocs.kinds import sniff
from qtdocs.model.parcel import Room, Unpacked

SUBJECT, SENDER, ADDRESS, BODY, HEADERS = "p0037", "p0C1A", "p0C1F", "p1000", "p007D"
SENT, DELIVERED = {"p0039": 1_777_305_480.0}, {"p0E06": 1_777_305_540.0}  # 23:58 and 23:59 on 27 April 2026
FORM = b"PK\x03\x04" + bytes(range(256)) * 30


def file(name: str = "申报表.docx", data: bytes = FORM, **more: Any) -> dict[str, Any]:
    return attachment(p3705=1, p3707=name, p3701=data, **more)


def opened(tmp_path: Path, tree: dict[str, Any], room: Room | None = None) -> Unpacked:
    source, into = tmp_path / "来信.msg", tmp_path / "into"
    source.write_bytes(written(tree))
    into.mkdir(exist_ok=True)
    return unpack_outlook(source, into, room or Room())


def told(unpacked: Unpacked) -> list[tuple[str, str]]:
    return [(member.name, member.skipped or member.code) for member in unpacked.members]


def test_hand_built_message_gives_its_files_large_and_small(tmp_path: Path) -> None:
    tree = message(file(), file("小.txt", b"abc"), file(data=b""), **{SUBJECT: "申报材料"})
    unpacked = opened(tmp_path, tree)
    stored = {member.name: (tmp_path / "into" / member.file).read_bytes() for member in unpacked.members}
    assert stored == {"申报表.docx": FORM, "小.txt": b"abc", "申报表.docx（2）": b""}
    assert sniff(written(tree)) == "msg"


def test_evidence_comes_from_the_headers_where_there_are_any(tmp_path: Path) -> None:
    headers = (
        "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a by b; Mon, 27 Apr 2026 15:59:00 +0000\r\n"
        "From: =?gb2312?B?1cXI/Q==?= <zhang@example.com>\r\nSubject: =?utf-8?B?55Sz5oql?=\r\n"
        "Date: Mon, 6 Apr 2026 12:00:00 +0800\r\n\r\n"
    )
    data = written(tree := message(**{HEADERS: headers}, **DELIVERED))
    letter = opened(tmp_path, tree).letter
    assert letter is not None and letter.received_at is not None
    assert (letter.sender, letter.subject, letter.clock) == ("张三 <zhang@example.com>", "申报", "received")
    assert letter.received_at.isoformat() == "2026-04-27T23:59:00+08:00"
    assert (letter.zone_assumed, letter.fingerprint) == (False, hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("properties", "clock", "moment"),
    [
        (DELIVERED | SENT, "received", "2026-04-27T23:59:00+08:00"),
        (SENT, "date", "2026-04-27T23:58:00+08:00"),
        ({HEADERS: "Date: Mon, 27 Apr 2026 23:00:00 CST\r\n\r\n"}, "date", "2026-04-27T23:00:00+08:00"),
        ({"p0E06": -11_644_473_600.0}, "", "None"),
        ({"p0E06": 1e12}, "", "None"),
        ({}, "", "None"),
    ],
)
def test_time_without_received_is_what_outlook_wrote_down(
    tmp_path: Path, properties: dict[str, Any], clock: str, moment: str
) -> None:
    sender = {
        SENDER: ("张三", "gbk"),
        ADDRESS: ("zhang@example.com", "ascii"),
        SUBJECT: ("申报材料", "gbk"),
        "p3FFD": 936,
    }
    letter = opened(tmp_path, message(**sender, **properties)).letter
    assert letter is not None
    assert (letter.sender, letter.subject, letter.clock) == ("张三 <zhang@example.com>", "申报材料", clock)
    assert (letter.received_at.isoformat() if letter.received_at else "None") == moment


def test_mail_inside_gives_its_files_below_its_name(tmp_path: Path) -> None:
    innermost = message(file("里.docx"), header=24, **{SUBJECT: "最里"})
    inner = message(file(), attachment(p3705=5, p3701=innermost), header=24, **{SUBJECT: "转发/申报"})
    unpacked = opened(tmp_path, message(attachment(p3705=5, p3701=inner), file()))
    reason = "套在邮件里的邮件，它的附件已单独列出"
    assert told(unpacked) == [
        ("转发／申报.msg", reason),
        ("转发／申报.msg/申报表.docx", ""),
        ("转发／申报.msg/最里.msg", reason),
        ("转发／申报.msg/最里.msg/里.docx", ""),
        ("申报表.docx", ""),
    ]


def test_what_cannot_be_had_is_told(tmp_path: Path) -> None:
    unpacked = opened(
        tmp_path,
        message(
            attachment(p3705=5, p3707="转发"),
            attachment(p3705=6, p3707="图表", p3701={"WordDocument": b"x"}),
            attachment(p3705=7, p3707="云.docx", p370D="https://pan.baidu.com/s/1K"),
            attachment(p3705=1, p3707="空.docx"),
            file("~$申报表.docx"),
        ),
    )
    assert [(member.name, member.code, member.detail) for member in unpacked.members[:4]] == [
        ("转发", "file-unsupported", "套在邮件里的邮件，取不出来"),
        ("图表", "file-unsupported", "嵌在邮件正文里的对象，取不出来"),
        ("云.docx", "parcel-link-only", "附件只是一个位置（百度网盘），文件没有随信寄来"),
        ("空.docx", "file-damaged", "附件没有内容"),
    ]
    assert unpacked.members[4].skipped == "Word/Excel 打开文件时留下的锁文件"


@pytest.mark.parametrize("page", [{"p1013": b'<img src="cid:logo">'}, {"p1013": '<img src="cid:logo">'}])
def test_ornaments_are_skipped_and_links_told(tmp_path: Path, page: dict[str, Any]) -> None:
    tree = message(
        file("logo.png", b"\x89PNG", p3712="logo"),
        file("photo.png", b"\x89PNG", p3712="photo"),
        **page,
        **{BODY: "申报.zip https://mail.qq.com/cgi-bin/ftnExs_download?k=K"},
    )
    assert told(opened(tmp_path, tree)) == [
        ("logo.png", SMALL_PICTURE_REASON), ("photo.png", ""), ("申报.zip", "parcel-link-only"),
    ]  # fmt: skip


def test_name_does_no_harm_and_room_is_kept(tmp_path: Path) -> None:
    tree = message(file("../../etc/x"), file("C:\\a\u202e.exe"), file(data=bytes(9000)))
    assert [told(opened(tmp_path, tree, Room(size=16_000)))] == [
        [("etc/x", ""), ("a.exe", ""), ("申报表.docx", "file-refused")]
    ]
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, tree, Room(members=2))
    assert caught.value.code == "file-refused"


def test_mails_nested_without_end_are_refused(tmp_path: Path) -> None:
    tree = message(file(), header=24)
    for _ in range(30):
        tree = message(attachment(p3705=5, p3701=tree), header=24)
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, message(attachment(p3705=5, p3701=tree)))
    assert caught.value.code == "file-refused"


def test_streams_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = bytearray(written(message(*[file(data=bytes(90_000))] * 2, *[attachment(p3701=b"x" * 5000)] * 20)))
    entry = "__substg1.0_37010102".encode("utf-16-le")
    first = data.find(entry)
    for _ in range(22):
        at = data.find(entry, first + 1)
        if at < 0:
            break
        data[at + 116 : at + 124] = data[first + 116 : first + 124]
        first = at
    (tmp_path / "in").mkdir()
    (tmp_path / "a.msg").write_bytes(bytes(data))
    with pytest.raises(UnreadableFileError) as caught:
        unpack_outlook(tmp_path / "a.msg", tmp_path / "in", Room())
    assert caught.value.code == "file-refused"


SEED = written(message(file(), attachment(p3705=5, p3701=message(file("里.docx"), header=24)), **{SUBJECT: "申报"}))


@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(SEED)))
def test_any_damage_ends_with_a_result_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]], end: int
) -> None:
    data = bytearray(SEED)
    for position, byte in flips:
        data[position] = byte
    folder = tmp_path_factory.mktemp("msg")
    (folder / "a.msg").write_bytes(bytes(data[:end] if end % 3 == 0 else data))
    try:
        assert unpack_outlook(folder / "a.msg", folder, Room()).letter is not None
    except UnreadableFileError as error:
        assert error.code in {"file-damaged", "file-refused"}
