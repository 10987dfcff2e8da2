"""A disk that is full: a sentence and exit code 5, nothing torn; with room again the run goes on to the same end."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import clerk
import pytest
from clerk import Clerk

from qtdocs.intake.crate import KEPT_FREE

POINTS = 4 if int(os.environ.get("QTDOCS_KILLS", "8")) < 50 else 12
SHARES = [round((number + 0.5) / POINTS, 3) for number in range(POINTS)]
"""How much of what an undisturbed run writes there is room for."""
RTF = rb"{\rtf1\ansi\uc1 \u29677?\u32452?\u26448?\u26009?\par}"
ROOM = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A small disk."""

    path: Path

    def fill(self, free: int) -> None:
        """Leaves so many bytes free."""
        self.empty()
        ballast = shutil.disk_usage(self.path).free - free
        handle = os.open(self.path / "ballast", os.O_WRONLY | os.O_CREAT)
        os.posix_fallocate(handle, 0, ballast)
        os.close(handle)

    def empty(self) -> None:
        """Takes the ballast away."""
        (self.path / "ballast").unlink(missing_ok=True)

    def used(self) -> int:
        return shutil.disk_usage(self.path).used


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name != "posix":
        pytest.skip("there is no mount program here")
    answer = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(path)], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {answer.stderr.strip()}")
    try:
        yield Disk(path=path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms that lie there as they are, so that there is no other limit than the disk itself."""
    folder = tmp_path_factory.mktemp("full") / "inbox"
    folder.mkdir()
    for number in range(8):
        (folder / f"申报表{number}.docx").write_bytes(clerk.form(number))
    return folder


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mails, and a file of an old format where it can be converted: both need room to be opened."""
    folder = clerk.mailbox(tmp_path_factory.mktemp("mails") / "inbox", 4)
    if shutil.which("soffice"):
        (folder / "说明.rtf").write_bytes(RTF)
    return folder


def undisturbed(disk: Disk, inbox: Path, home: Path) -> tuple[dict[str, Any], int]:
    """A run on the same disk with room for everything, and what it wrote; its workspace goes again."""
    who = clerk.clerk(home, place=disk.path / "工作区")
    before = disk.used()
    answer = who.collect(inbox)
    assert (answer.code, answer.err) == (0, "")
    found = who.season(), disk.used() - before
    shutil.rmtree(who.place)
    return found


def is_told(answer: clerk.Answer) -> bool:
    """Whether a command says that the disk is full, and what to do."""
    assert answer.code in (0, 5), answer
    answer.refuse_foreign_words()
    if answer.code == 5:
        assert answer.out == ""
        assert answer.err.startswith("错误：") and answer.err.endswith("。\n") and answer.err.count("\n") == 1
        assert "磁盘" in answer.err and "再运行一次" in answer.err
    return answer.code == 5


def is_whole(who: Clerk) -> None:
    """Nothing is torn; what is missing is said to be missing."""
    answer = who.do("ledger", "verify", "-w", who.place)
    assert answer.err == "" or "还没有读完" in answer.err or "写不进去" in answer.err, answer
    clerk.originals_are_whole(who.place)


def stops_and_goes_on(disk: Disk, inbox: Path, home: Path, *, shares: Sequence[float], beside: int = 0) -> int:
    """Runs that find room for a share of what they need beside so many bytes that they leave alone; how many stop."""
    season, written = undisturbed(disk, inbox, home / "undisturbed")
    full = 0
    for share in shares:
        who = clerk.clerk(home / str(share), place=disk.path / "工作区")
        disk.fill(beside + int(written * share))
        full += is_told(who.collect(inbox))
        disk.empty()
        is_whole(who)
        answer = who.collect(inbox)
        assert (answer.code, answer.err) == (0, "")
        assert who.season() == season
        who.refuse_remains()
        shutil.rmtree(who.place)
    print(f"{full} of {len(shares)} runs met the end of the disk")
    return full


def test_run_on_a_full_disk_stops_with_a_sentence_and_goes_on_later(disk: Disk, inbox: Path, tmp_path: Path) -> None:
    assert stops_and_goes_on(disk, inbox, tmp_path, shares=SHARES) >= POINTS - 1


def test_mails_are_not_opened_where_there_is_no_room_and_are_opened_later(
    disk: Disk, mailbox: Path, tmp_path: Path
) -> None:
    shares = SHARES[: POINTS // 2]
    assert stops_and_goes_on(disk, mailbox, tmp_path, shares=shares, beside=KEPT_FREE) == len(shares)


def test_disk_without_a_single_byte_is_told(disk: Disk, inbox: Path, tmp_path: Path) -> None:
    season, _ = undisturbed(disk, inbox, tmp_path / "undisturbed")
    who = clerk.clerk(tmp_path / "who", place=disk.path / "工作区")
    other = clerk.clerk(tmp_path / "other", new=False)
    disk.fill(0)
    assert is_told(who.collect(inbox))
    assert is_told(other.do("new", disk.path / "另", "--programme", clerk.PROGRAMME))
    disk.empty()
    is_whole(who)
    assert who.collect(inbox).code == 0
    assert who.season() == season


def test_old_outputs_stay_whole_when_the_disk_is_full(disk: Disk, inbox: Path, tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path / "who", place=disk.path / "工作区")
    assert who.collect(inbox).code == 0
    before = clerk.outputs_of(who.place)
    more = tmp_path / "more"
    more.mkdir()
    for number in range(8, 20):
        (more / f"申报表{number}.docx").write_bytes(clerk.form(number))
    for free in (8_192, 65_536, 262_144):
        disk.fill(free)
        assert is_told(who.collect(more))
        after = clerk.outputs_of(who.place)
        assert {name: after[name] for name in before} == before
        assert [name for name in after if clerk.is_passing(name)] == []
        disk.empty()
    assert who.collect(more).code == 0
    assert clerk.outputs_of(who.place)["台账.xlsx"] != before["台账.xlsx"]


def test_disk_that_cannot_be_written_is_told(disk: Disk, inbox: Path, tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path / "who", place=disk.path / "工作区")
    subprocess.run(["mount", "-o", "remount,ro", str(disk.path)], check=True)
    answer = who.collect(inbox)
    assert answer.code == 5
    answer.refuse_foreign_words()
    assert answer.err.startswith("错误：") and answer.err.endswith("。\n") and answer.err.count("\n") == 1


def test_backup_on_a_full_disk_leaves_no_half_file(disk: Disk, inbox: Path, tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path / "who")
    assert who.collect(inbox).code == 0
    disk.fill(20_000)
    answer = who.do("backup", disk.path / "备份.zip", "-w", who.place)
    assert is_told(answer)
    assert clerk.names_below(disk.path) == ["ballast"]
    disk.empty()
    backup = disk.path / "备份.zip"
    assert who.do("backup", backup, "-w", who.place).code == 0
    disk.fill(20_000)
    digest = hashlib.sha256(backup.read_bytes()).hexdigest()
    answer = who.do("restore", backup, disk.path / "新")
    assert is_told(answer)
    assert clerk.names_below(disk.path) == ["ballast", "备份.zip"]
    assert hashlib.sha256(backup.read_bytes()).hexdigest() == digest
