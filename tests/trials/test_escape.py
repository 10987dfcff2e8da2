"""No file is written but in the workspace, no original is touched, and no hostile name is shown as it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import clerk
import pytest
from hostile import ATTACKS, HOSTILE_NAMES

RTF = rb"{\rtf1\ansi\uc1 \u29677?\u32452?\u26448?\u26009?\par}"
Listing = dict[str, tuple[int, int, int, str]]


def listing(folder: Path, *, beside: Path) -> Listing:
    """Everything in a folder but for the workspace: mode, size, time of change and digest."""
    found = {}
    for path in sorted((folder, *folder.rglob("*"))):
        if path == beside or beside in path.parents:
            continue
        status = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
        # The folders that the workspace and passing files come into have another time.
        changed = 0 if path in beside.parents or path.name == "passing" else status.st_mtime_ns
        found[str(path.relative_to(folder))] = (
            status.st_mode,
            0 if path.is_dir() else status.st_size,
            changed,
            content,
        )
    return found


def put_inbox(inbox: Path) -> None:
    """Names that nobody should call a file: on the disk, in archives and in mails."""
    inbox.mkdir()
    for number in range(3):
        (inbox / f"申报表{number}.docx").write_bytes(clerk.form(number))
    for name in ("names.zip", "gbk_names.zip", "m_names.eml", "liar.zip", "password.zip", "ext_template.docx"):
        (inbox / name).write_bytes(ATTACKS[name]())
    (inbox / "说明.rtf").write_bytes(RTF)
    for number, name in enumerate(HOSTILE_NAMES):
        usable = name.replace("/", "／").replace("\0", "").encode()[:240].decode(errors="ignore")
        if usable not in ("", ".", ".."):
            (inbox / f"{usable}{number}").write_bytes(b"%d" % number)
    (inbox / "链接.docx").symlink_to("/etc/hostname")
    (inbox / "环").symlink_to(inbox)
    os.mkfifo(inbox / "管道.docx")


@pytest.mark.parametrize("command", ["collect", "run", "read"])
def test_nothing_is_written_elsewhere_and_originals_stay_as_they_are(tmp_path: Path, command: str) -> None:
    who = clerk.clerk(tmp_path, cwd=tmp_path)
    put_inbox(tmp_path / "inbox")
    before = listing(tmp_path, beside=who.place)
    root, forms = clerk.names_in(Path("/")), clerk.names_below(clerk.ROOT / "forms")
    rest = {
        "collect": ("-w", who.place),
        "run": ("--programme", clerk.PROGRAMME, "--out", who.place),
        "read": ("--json",),
    }[command]
    answer = who.do(command, tmp_path / "inbox", *rest)
    assert answer.code == 3
    if command != "read":  # its JSON is for programs
        answer.refuse_foreign_words()
    assert listing(tmp_path, beside=who.place) == before
    assert (clerk.names_in(Path("/")), clerk.names_below(clerk.ROOT / "forms")) == (root, forms)
    who.refuse_remains()


def test_no_original_is_stored_under_a_foreign_name(tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path)
    put_inbox(tmp_path / "inbox")
    assert who.collect(tmp_path / "inbox").code == 3
    clerk.originals_are_whole(who.place)
    stored = [path for path in (who.place / "数据" / "原件").rglob("*") if path.is_file()]
    assert [path.name for path in stored if not path.stem.isalnum() or len(path.stem) != 64] == []
    assert {path.stat().st_mode & 0o7777 for path in stored} == {0o444}
    assert {path.suffix for path in stored} <= {".docx", ".zip", ".eml", ".txt", ".rtf", ".bin"}


def test_no_hostile_name_is_shown_as_it_is(tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path)
    put_inbox(tmp_path / "inbox")
    answer = who.collect(tmp_path / "inbox")
    shown = {
        "collect": answer.out + answer.err,
        "parcels": who.do("parcels", "-w", who.place).out,
        "parcels --json": "".join(clerk.texts_in(who.told("parcels"))),
        "entries": who.do("entries", "-w", who.place).out,
        "read": who.do("read", tmp_path / "inbox").out,
        "台账.xlsx": "\n".join(clerk.texts_of(who.place / "台账.xlsx")),
        "收件登记.xlsx": "\n".join(clerk.texts_of(who.place / "收件登记.xlsx")),
    }
    assert {name: clerk.unseen(text) for name, text in shown.items() if clerk.unseen(text)} == {}
    # Nothing leads anywhere: no way out of a folder, no drive.
    files = [each["file"] for parcel in who.told("parcels") for each in parcel["attachments"]]
    inner = [name.partition("!")[2] for name in files if "!" in name]
    assert [name for name in inner if name.startswith(("/", "../")) or "/../" in name or "\\" in name] == []
    # A name that looks like a formula is none.
    assert clerk.formulas_of(who.place / "台账.xlsx") == []
    assert clerk.formulas_of(who.place / "收件登记.xlsx") == []
