"""Phones, numbers of identity cards and addresses of people stand in the ledger and nowhere else."""

from __future__ import annotations

import re
import sqlite3
import threading
from pathlib import Path

import clerk
import mails
from ooxml import docx, paragraph

from samples.papers import zhejiang

PHONES = [f"1380000770{number}" for number in range(6)]
IDENTITY = "330106199001017719"
ADDRESS = "shen.qinghe.77@example.com"
NAME = "沈青禾七七"
PLANTED = (*PHONES, *(f"{each[:3]}-{each[3:7]}-{each[7:]}" for each in PHONES), IDENTITY, ADDRESS, NAME)


def put_inbox(inbox: Path) -> None:
    """What is private stands in forms, in mails, in names of files; in sound ones and in broken ones."""
    inbox.mkdir()
    values = clerk.team(0) | {"contact": NAME, "contact_phone": PHONES[0], "profile": f"{NAME} {IDENTITY} {ADDRESS}"}
    form = zhejiang(values)
    (inbox / f"{NAME}{PHONES[1]}.docx").write_bytes(form)
    (inbox / f"坏{PHONES[2]}.docx").write_bytes(form[: len(form) // 2])
    (inbox / f"空{IDENTITY}.pdf").write_bytes(b"")
    (inbox / f"{ADDRESS}.xlsx").write_bytes(b"PK\x03\x04" + PHONES[3].encode() * 50)
    (inbox / f"说明{PHONES[4]}.rtf").write_bytes(rb"{\rtf1 " + PHONES[4].encode() + rb"\par}")
    parts = [
        mails.attached(f"{NAME}-{PHONES[3][:3]}-{PHONES[3][3:7]}-{PHONES[3][7:]}.docx", docx(paragraph(IDENTITY))),
        mails.attached(f"{IDENTITY}.zip", b"PK\x03\x04" + bytes(50)),
        mails.text_part(f"{NAME} {PHONES[5]} {ADDRESS}"),
    ]
    letter = mails.mail(*parts, subject=f"{NAME} {PHONES[5]}", sender=f"{NAME} <{ADDRESS}>")
    (inbox / f"信{PHONES[5]}.eml").write_bytes(letter)


def planted_in(text: str) -> list[str]:
    """What is private in a text."""
    return [each for each in PLANTED if each in text]


def test_what_is_private_stands_in_the_ledger_alone(tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path / "who")
    put_inbox(tmp_path / "inbox")
    names: set[str] = set()
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.005):
            for folder in (who.place / "数据" / "暂存", who.passing, who.home / "me", Path("/dev/shm")):
                names.update(clerk.names_below(folder) if folder.is_dir() else ())

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    answers = [who.collect(tmp_path / "inbox")]
    answers.append(who.do("run", tmp_path / "inbox", "--programme", clerk.PROGRAMME, "--out", who.place))
    ended.set()
    looking.join()

    assert [answer.code for answer in answers] == [3, 3]
    for answer in answers:
        assert answer.err == ""
        assert planted_in(answer.out) == []
    assert planted_in((who.place / "数据" / "锁").read_text(encoding="utf-8")) == []
    assert planted_in("\n".join(names)) == []
    assert names != set()  # there was something to look at
    with sqlite3.connect(who.place / "数据" / "台账.sqlite3") as ledger:
        events = ledger.execute("SELECT who, what, subject FROM events").fetchall()
        values = ledger.execute("SELECT reading FROM documents WHERE reading IS NOT NULL").fetchall()
    assert len(events) > 10
    assert [row for row in events if planted_in(" ".join(row))] == []
    assert [row for row in events if not re.fullmatch(r"[0-9a-f ]*|[收班]\d{4}.*", row[2])] == []
    # They are not lost: they stand where they belong.
    assert planted_in(str(values)) != [] and planted_in("".join(clerk.texts_of(who.place / "台账.xlsx"))) != []
    # Names of files in the store say nothing either.
    assert planted_in("\n".join(clerk.names_below(who.place))) == []


def test_errors_of_commands_name_nothing_private(tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path / "who")
    put_inbox(tmp_path / "inbox")
    assert who.collect(tmp_path / "inbox").code == 3
    for stored in sorted((who.place / "数据" / "原件").rglob("*.docx"))[:1]:
        stored.chmod(0o644)
        stored.write_bytes(b"changed")
    (who.place / "数据" / "台账.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    for command in ("collect", "entries", "parcels"):
        rest = (tmp_path / "inbox",) if command == "collect" else ()
        answer = who.do(command, *rest, "-w", who.place)
        assert (answer.code, answer.out) == (6, "")
        assert planted_in(answer.err) == []
        answer.refuse_foreign_words()
