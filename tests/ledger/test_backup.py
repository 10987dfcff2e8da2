"""A whole season in one file and back; and whether a ledger and its originals are what they were."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.errors import LedgerError, QtdocsError, UsageError
from qtdocs.ledger import restore
from qtdocs.ledger.backup import LISTING
from qtdocs.pipeline.workspace import Workspace
from samples.papers import zhejiang
from samples.people import ALL

TODAY = datetime.date(2026, 5, 6)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small season; never changed."""
    home = tmp_path_factory.mktemp("season")
    (home / "inbox").mkdir()
    for number, team in enumerate(ALL[:3]):
        (home / "inbox" / f"{number}.docx").write_bytes(zhejiang(team.application()))
    pipeline.run((home / "inbox",), programme="zhejiang-2026", out=home / "活动", today=TODAY)
    return home / "活动"


@pytest.fixture
def place(collected: Path, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(collected, tmp_path / "活动")
    return pipeline.find(tmp_path / "活动")


@pytest.fixture(scope="module")
def backup(collected: Path) -> Path:
    target = collected.parent / "备份.zip"
    pipeline.backed_up(pipeline.find(collected), target)
    return target


def contents(home: Path) -> dict[str, str]:
    """The digest of every file of a workspace that is not there for a moment only; the ledger by what it says."""
    found = {}
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and name not in ("数据/锁",) and not name.endswith(("-wal", "-shm")):
            ledger = name.endswith(".sqlite3")
            found[name] = said(path) if ledger else hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def said(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
    finally:
        connection.close()


def told(place: Workspace) -> str:
    """What verifying says is wrong."""
    with pytest.raises(LedgerError) as caught:
        pipeline.ledger_verified(place)
    assert caught.value.exit_code == 6
    return str(caught.value)


def original(place: Workspace) -> Path:
    return next(iter(place.originals.all()))


def test_whole_ledger_is_said_to_be_whole(place: Workspace) -> None:
    assert pipeline.ledger_verified(place).startswith("台账完好：3 份原件逐一核对过指纹，")


def test_changed_original_is_found(place: Workspace) -> None:
    path = original(place)
    path.chmod(0o644)
    with path.open("ab") as stream:
        stream.write(b"\0")
    answer = told(place)
    assert answer.startswith("台账有 1 处不对：\n  1. 原件被改动过：")
    assert path.name[:8] in answer and ".docx。" in answer and "qtdocs restore" in answer


def test_missing_original_is_found(place: Workspace) -> None:
    path = original(place)
    path.unlink()
    assert told(place).startswith(f"台账有 1 处不对：\n  1. 原件不见了：指纹 {path.name[:8]}，")


def test_changed_event_is_found(place: Workspace) -> None:
    connection = sqlite3.connect(place.data / "台账.sqlite3")
    connection.executescript("DROP TRIGGER events_stay; UPDATE events SET who = 'x' WHERE id = 3;")
    connection.close()
    assert told(place).startswith("台账有 1 处不对：\n  1. 事件记录从第 3 条起被改动或缺了一条。")


def test_arrival_without_an_outcome_is_no_damage_and_said(place: Workspace) -> None:
    connection = sqlite3.connect(place.data / "台账.sqlite3")
    connection.executescript("UPDATE documents SET outcome = NULL WHERE sha256 = (SELECT min(sha256) FROM documents);")
    connection.close()
    assert "有 1 份来件还没有读完（上次运行中断了），请再运行一次 qtdocs collect。" in pipeline.ledger_verified(place)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE documents SET reading = replace(reading, '浙江', '浙汪')", "读出的内容被改动过"),
        ("UPDATE parcels SET source = 'x'", "来件 收0001 的记录被改动过"),
        ("UPDATE documents SET reading = NULL", "读出的内容不见了"),
        ("UPDATE attachments SET name = 'x' || name", "附件的记录被改动过"),
        ("DELETE FROM entries", "班组的记录被改动过"),
        ("UPDATE documents SET members = '{bad'", "内容清单读不出来"),
    ],
)
def test_value_changed_behind_the_back_of_the_program_is_found(place: Workspace, statement: str, said: str) -> None:
    connection = sqlite3.connect(place.data / "台账.sqlite3")
    connection.executescript(statement)
    connection.close()
    assert said in told(place)


def test_row_that_points_nowhere_is_found(place: Workspace) -> None:
    connection = sqlite3.connect(place.data / "台账.sqlite3")
    connection.executescript(
        "PRAGMA foreign_keys = OFF; DELETE FROM documents WHERE sha256 = (SELECT min(sha256) FROM documents);"
    )
    connection.close()
    assert "有 1 行记录指向已经不在的内容。" in told(place)


def test_everything_comes_back(collected: Path, backup: Path, tmp_path: Path) -> None:
    home = tmp_path / "新"
    count = restore(backup, home)
    assert contents(home) == contents(collected)
    assert count == len(contents(home))
    assert pipeline.ledger_verified(pipeline.find(home)).startswith("台账完好：")
    first, second = (list(pipeline.entries_listed(pipeline.find(each), as_json=True)) for each in (collected, home))
    assert first == second
    # And work goes on in it.
    again = pipeline.run((collected.parent / "inbox",), programme="zhejiang-2026", out=home, today=TODAY)
    assert again.summary.startswith("没有新的材料。")


def test_backup_is_never_written_over_a_file_or_into_the_workspace(place: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    target.write_bytes(b"something")
    with pytest.raises(UsageError, match="已经有这个文件"):
        pipeline.backed_up(place, target)
    assert target.read_bytes() == b"something"
    with pytest.raises(UsageError, match="不能放在工作区里面"):
        pipeline.backed_up(place, place.home / "备份.zip")


@pytest.mark.parametrize("in_the_way", ["file", "folder", "hidden", "workspace"])
def test_folder_in_use_is_refused_and_left_alone(backup: Path, tmp_path: Path, in_the_way: str) -> None:
    home = tmp_path / "新"
    if in_the_way == "workspace":
        restore(backup, home)
    elif in_the_way == "file":
        home.write_bytes(b"x")
    else:
        (home / {"folder": "sub", "hidden": ".hidden"}[in_the_way]).mkdir(parents=True)
    before = contents(home)
    with pytest.raises(UsageError, match="里已经有东西"):
        restore(backup, home)
    assert contents(home) == before


def test_empty_folder_is_filled(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "新").mkdir()
    assert restore(backup, tmp_path / "新") == len(contents(tmp_path / "新"))


def rewritten(backup: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with some of its files changed."""
    with zipfile.ZipFile(backup) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target


def with_file(name: str) -> Callable[[dict[str, bytes]], None]:
    """Adds a file under a name, with its true digest."""

    def change(files: dict[str, bytes]) -> None:
        files["999999"] = b"x"
        line = {"file": "999999", "name": name, "sha256": hashlib.sha256(b"x").hexdigest(), "mode": "0o644"}
        files[LISTING] += f"{json.dumps(line)}\n".encode()

    return change


def last_changed(files: dict[str, bytes]) -> None:
    files[list(files)[-1]] += b"\0"


def one_missing(files: dict[str, bytes]) -> None:
    del files[list(files)[-1]]


def no_listing(files: dict[str, bytes]) -> None:
    del files[LISTING]


def listing_of_bytes(files: dict[str, bytes]) -> None:
    files[LISTING] = b"\xff\xfe\xfd"


def listing_of_nothing(files: dict[str, bytes]) -> None:
    files[LISTING] = b""


@pytest.mark.parametrize("change", [last_changed, one_missing, no_listing, listing_of_bytes, listing_of_nothing])
def test_damaged_backup_is_refused_and_nothing_is_made(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    broken = rewritten(backup, tmp_path / "备份.zip", change)
    refused(broken, tmp_path)


@pytest.mark.parametrize(
    "name",
    ["../外面", "数据/../../外面", "/tmp/外面", "C:\\外面", "数据\\..\\..\\外面", "c:外面", "数据/原件/../../../外面"],
)
def test_name_that_leads_out_of_the_workspace_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    refused(rewritten(backup, tmp_path / "备份.zip", with_file(name)), tmp_path)
    assert not Path("/tmp/外面").exists()


@pytest.mark.parametrize("size", [0, 1, 100, 5_000, -1, -30, -200])
def test_backup_that_broke_off_is_refused(backup: Path, tmp_path: Path, size: int) -> None:
    (tmp_path / "备份.zip").write_bytes(backup.read_bytes()[:size])
    refused(tmp_path / "备份.zip", tmp_path)


@pytest.mark.parametrize("place", range(12))
def test_backup_with_a_changed_byte_is_refused_or_comes_back_whole(backup: Path, tmp_path: Path, place: int) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) * place // 12 + 7] ^= 0xFF
    (tmp_path / "备份.zip").write_bytes(content)
    try:
        restore(tmp_path / "备份.zip", tmp_path / "新")
    except QtdocsError as error:
        assert isinstance(error, LedgerError)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["备份.zip"]
    else:
        assert pipeline.ledger_verified(pipeline.find(tmp_path / "新")).startswith("台账完好：")


def refused(broken: Path, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(LedgerError) as caught:
        restore(broken, folder / "新")
    assert caught.value.exit_code == 6
    assert "什么也没有恢复" in str(caught.value)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        restore(tmp_path / "没有.zip", tmp_path / "新")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", [b"10:30 \xe7\x94\xb2.txt", b"a\nb.txt", b"a\xe2\x80\xa8b.txt", "甲.txt".encode("gb18030")]
)
def test_file_of_any_name_goes_into_the_backup_and_comes_back(place: Workspace, tmp_path: Path, name: bytes) -> None:
    own = Path(os.fsdecode(os.fsencode(place.home) + b"/" + name))
    own.write_bytes(b"kept")
    pipeline.backed_up(place, tmp_path / "b.zip")
    pipeline.restored(tmp_path / "b.zip", tmp_path / "back")
    assert (tmp_path / "back" / own.name).read_bytes() == b"kept"


def test_restored_originals_are_read_only_and_the_folder_is_as_any_other(place: Workspace, tmp_path: Path) -> None:
    pipeline.backed_up(place, tmp_path / "b.zip")
    pipeline.restored(tmp_path / "b.zip", tmp_path / "back")
    modes = {
        stat.S_IMODE(path.stat().st_mode) & 0o222 for path in (tmp_path / "back" / "数据" / "原件").rglob("*.docx")
    }
    (tmp_path / "other").mkdir()
    assert modes == {0}
    assert (tmp_path / "back").stat().st_mode == (tmp_path / "other").stat().st_mode
