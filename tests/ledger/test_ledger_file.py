"""The ledger's file: its shape, its events, and what is said where it is damaged or full."""

from __future__ import annotations

import re
import sqlite3
import threading
from pathlib import Path

import pytest

from qtdocs.errors import LedgerError, WriteError
from qtdocs.ledger import Ledger
from qtdocs.ledger.events import digest_of, first_broken
from qtdocs.ledger.migrations import MIGRATIONS

SECOND = "ALTER TABLE settings ADD COLUMN note TEXT NOT NULL DEFAULT 'none';"
THIRD = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"


def ledger_with(path: Path, *settings: str) -> Ledger:
    ledger = Ledger(path)
    for each in settings:
        with ledger.change("set", each):
            ledger.set(each, "1")
    return ledger


def by_hand(path: Path, *statements: str) -> None:
    """Somebody else's changes to the file."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def events(ledger: Ledger) -> list[tuple[int, str, str, str, str, str]]:
    return ledger.rows("SELECT id, at, who, what, subject, digest FROM events ORDER BY id")


def version(ledger: Ledger) -> int:
    return int(ledger.rows("PRAGMA user_version")[0][0])


def test_file_grows_with_its_versions_and_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    with ledger_with(path, "a", "b") as ledger:
        assert version(ledger) == len(MIGRATIONS)
    before = (*MIGRATIONS, SECOND)
    with Ledger(path, migrations=before) as ledger:
        assert version(ledger) == len(before)
        assert ledger.rows("SELECT name, value, note FROM settings WHERE name <> 'identity' ORDER BY name") == [
            ("a", "1", "none"),
            ("b", "1", "none"),
        ]
        assert first_broken(events(ledger)) == 0
    with Ledger(path, migrations=(*before, THIRD)) as ledger:
        assert version(ledger) == len(before) + 1
        assert ledger.rows("SELECT count(*) FROM later") == [(0,)]
    # Two steps at once, from the first version.
    with ledger_with(tmp_path / "old", "a"):
        pass
    with Ledger(tmp_path / "old", migrations=(*before, THIRD)) as ledger:
        assert version(ledger) == len(before) + 1


def test_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    Ledger(path, migrations=(*MIGRATIONS, SECOND)).close()
    content = path.read_bytes()
    with pytest.raises(LedgerError) as caught:
        Ledger(path)
    known = len(MIGRATIONS)
    assert caught.value.exit_code == 6
    assert str(caught.value) == (
        f"台账数据是更新版本的程序写的（第 {known + 1} 版，这个程序只认到第 {known} 版）。请升级 qtdocs 后再打开。"
    )
    assert path.read_bytes() == content


def test_step_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    ledger_with(path, "a").close()
    with pytest.raises(LedgerError):
        Ledger(path, migrations=(*MIGRATIONS, "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE documents (x);"))
    with Ledger(path) as ledger:
        assert version(ledger) == len(MIGRATIONS)
        assert ledger.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []
        assert ledger.setting("a") == "1"


@pytest.mark.parametrize("start", [0, 16, 100, 2_000])
def test_damaged_file_is_said_to_be_damaged(tmp_path: Path, start: int) -> None:
    path = tmp_path / "台账.sqlite3"
    ledger_with(path, *(f"setting {number}" for number in range(200))).close()
    content = bytearray(path.read_bytes())
    content[start:] = b"\xff" * (len(content) - start)
    path.write_bytes(content)
    with pytest.raises(LedgerError) as caught, Ledger(path) as ledger:
        ledger.rows("SELECT * FROM settings")
        ledger.rows("SELECT * FROM events")
        ledger.rows("PRAGMA integrity_check")
    assert caught.value.exit_code == 6
    assert str(caught.value).startswith(f"台账数据损坏：{path}。请用最近的备份恢复（qtdocs restore）")


def test_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    path.write_bytes("这不是数据库，只是一段文字。".encode() * 100)
    with pytest.raises(LedgerError):
        Ledger(path)
    with pytest.raises(WriteError, match="台账打不开或不能写"):
        Ledger(tmp_path / "没有" / "台账.sqlite3")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET who = 'somebody'",
        "UPDATE events SET digest = '' WHERE id = 2",
        "DELETE FROM events",
        "DELETE FROM events WHERE id = 3",
    ],
)
def test_no_event_can_be_changed_or_removed(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "台账.sqlite3"
    with ledger_with(path, "a", "b", "c") as ledger:
        before = events(ledger)
        assert [event[3:5] for event in before] == [("set", "a"), ("set", "b"), ("set", "c")]
        with pytest.raises(sqlite3.IntegrityError, match="events are append-only"):
            by_hand(path, statement)
        assert events(ledger) == before


TAMPERED = {
    "UPDATE events SET subject = 'x' WHERE id = 2": 2,
    "UPDATE events SET who = 'x' WHERE id = 1": 1,
    "UPDATE events SET at = '2020-01-01' WHERE id = 4": 4,
    "UPDATE events SET what = 'x' WHERE id = 3": 3,
    "UPDATE events SET digest = 'x' WHERE id = 2": 2,
    "DELETE FROM events WHERE id = 1": 2,
    "DELETE FROM events WHERE id = 3": 4,
    "UPDATE events SET id = 9 WHERE id = 4": 9,
    "INSERT INTO events VALUES (5, 'now', 'x', 'x', 'x', 'x')": 5,
}
"""What somebody may do who takes the triggers away, and the first event that does not fit then."""


@pytest.mark.parametrize(("statement", "number"), TAMPERED.items())
def test_chain_shows_where_an_event_was_changed_or_removed(tmp_path: Path, statement: str, number: int) -> None:
    path = tmp_path / "台账.sqlite3"
    with ledger_with(path, "a", "b", "c", "d") as ledger:
        assert first_broken(events(ledger)) == 0
    by_hand(path, "DROP TRIGGER events_stay", "DROP TRIGGER events_last", statement)
    with Ledger(path) as ledger:
        assert first_broken(events(ledger)) == number


def test_digest_tells_every_part_from_its_neighbour() -> None:
    assert digest_of("", 1, "ab", "c") != digest_of("", 1, "a", "bc")
    assert digest_of("x", 1) != digest_of("", 1)
    assert re.fullmatch(r"[0-9a-f]{64}", digest_of("", "申报表\ud800"))


def test_change_happens_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    with ledger_with(tmp_path / "台账.sqlite3") as ledger:
        with pytest.raises(ValueError, match="stop"), ledger.change("set", "a"):
            ledger.set("a", "1")
            raise ValueError("stop")
        with pytest.raises(LedgerError), ledger.change("set", "b"):
            ledger.set("b", "1")
            ledger.write("INSERT INTO nowhere VALUES (1)")
        assert (ledger.setting("a"), ledger.setting("b"), events(ledger)) == ("", "", [])
        with ledger.change("set", "c"):
            ledger.set("c", "1")
        assert (ledger.setting("c"), [event[4] for event in events(ledger)]) == ("1", ["c"])


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    Ledger(path).close()

    def write(name: str) -> None:
        with Ledger(path) as ledger:
            for number in range(60):
                with ledger.change("set", f"{name}{number}"):
                    ledger.set(f"{name}{number}", "1")

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM settings WHERE name <> 'identity'") == [(120,)]
        assert len(events(ledger)) == 120
        assert first_broken(events(ledger)) == 0


def test_copy_is_whole_while_somebody_writes(tmp_path: Path) -> None:
    path = tmp_path / "台账.sqlite3"
    with ledger_with(path, "a") as ledger, Ledger(path) as other, other.change("set", "b"):
        other.set("b", "1")
        ledger.copy_to(tmp_path / "copy")
    with Ledger(tmp_path / "copy") as copy:
        assert copy.rows("SELECT name FROM settings") == [("a",), ("identity",)]
        assert first_broken(events(copy)) == 0
