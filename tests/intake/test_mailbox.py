"""Mailboxes are parted into their mails, and only where a mail really begins."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest
from mails import mail, mailbox, text_part

from qtdocs.errors import UnreadableFileError
from qtdocs.intake import mailbox as module
from qtdocs.intake.mailbox import unpack_mailbox
from qtdocs.model.parcel import Member, Room


def opened(tmp_path: Path, data: bytes, room: Room | None = None) -> tuple[Member, ...]:
    (tmp_path / "box").write_bytes(data)
    (tmp_path / "into").mkdir(exist_ok=True)
    return unpack_mailbox(tmp_path / "box", tmp_path / "into", room or Room()).members


def stored(tmp_path: Path, members: tuple[Member, ...]) -> list[bytes]:
    return [(tmp_path / "into" / member.file).read_bytes().rstrip(b"\n") for member in members]


MAILS = [
    mail(text_part(text)).replace(b"\r\n", b"\n").rstrip(b"\n")
    for text in (
        "您好\n\nFrom 张三 to all\nSubject: no\n",
        "From here on\n>From there\n>>From all",
        "x" * 9000 + "\n\n\n\ny",
    )
]


@pytest.mark.parametrize("step", [4200, 5000, 1 << 20])
def test_mails_come_out_as_they_went_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(module, "_STEP", step)
    quoted = [re.sub(rb"\n(>+From )", rb"\n>\1", each) for each in MAILS]
    members = opened(tmp_path, mailbox(*quoted))
    assert [member.name for member in members] == ["第0001封.eml", "第0002封.eml", "第0003封.eml"]
    assert stored(tmp_path, members) == MAILS


@pytest.mark.parametrize(
    "sentence",
    [
        b"From: x",
        b"From \xe5\xbc\xa0\xe4\xb8\x89 10:30\nNote: y",
        b"From Mon Apr 27 23:59:00 2026 on\nno header",
        b"From Monday 10:30 in 2026\nX: y",
    ],
)
def test_sentence_begins_no_mail(tmp_path: Path, sentence: bytes) -> None:
    data = mailbox(mail())[:-1] + b"\n\n" + sentence + b"\n"
    assert len(opened(tmp_path, data)) == 1


@pytest.mark.parametrize(
    "line",
    [
        b"From zhang@example.com Mon Apr 27 23:59:00 2026",
        b"From 1790000000000000000@xxx Mon Apr 27 23:59:00 +0000 2026",
        b"From - Mon, 27 Apr 2026 23:59:00 +0800",
        b"From ???@??? Mon Apr 27 23:59:00 2026\r",
    ],
)
def test_every_opening_line_begins_a_mail(tmp_path: Path, line: bytes) -> None:
    data = b"".join(line + b"\n" + each + b"\n\n" for each in MAILS[1:])
    assert stored(tmp_path, opened(tmp_path, data))[1] == MAILS[2]


def test_first_mail_needs_no_date(tmp_path: Path) -> None:
    assert stored(tmp_path, opened(tmp_path, b"From nobody\n" + MAILS[2])) == [MAILS[2]]


def test_memory_stays_flat(tmp_path: Path) -> None:
    with (tmp_path / "box").open("wb") as stream:
        for number in range(40):
            stream.write(mailbox(mail(text_part(f"{number}" + "x" * 998 + "\n" * 3) + b"line\r\n" * 100_000)))
    (tmp_path / "into").mkdir()
    tracemalloc.start()
    members = unpack_mailbox(tmp_path / "box", tmp_path / "into", Room()).members
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(members), peak < 8_000_000) == (40, True)


def test_what_is_no_mailbox_or_too_full_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, b"hello")
    assert caught.value.code == "file-damaged"
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, mailbox(*MAILS), Room(members=2))
    assert caught.value.code == "file-refused"
    assert [member.code for member in opened(tmp_path, mailbox(*MAILS), Room(size=2000))][2] == "file-refused"
