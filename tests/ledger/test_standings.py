"""Moves of entries: each is kept, none can be changed, and the state that stands is tied to the chain of events."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qtdocs.ledger import Ledger, Originals, entries, standings, verify


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "台账.sqlite3")
    with made.change("entries-numbered"):
        entries.add(made, ["a", "b"])
    return made


def move(ledger: Ledger, number: str, before: str, after: str, *, papers: frozenset[str] = frozenset()) -> None:
    with ledger.change("moved", number):
        standings.move(ledger, number, before=before, after=after, who="王敏", because="看过", papers=papers)
        standings.settle(ledger)


def wrong(ledger: Ledger) -> list[str]:
    return list(verify(ledger, Originals(ledger.path.parent / "原件")))


def test_every_move_is_kept_in_order_and_the_last_is_the_state(ledger: Ledger) -> None:
    move(ledger, "班0001", "收到", "待补正")
    move(ledger, "班0001", "待补正", "初选合格", papers=frozenset({"ab", "cd"}))
    moves = standings.history(ledger)["班0001"]
    assert [(each.before, each.after, each.papers) for each in moves] == [
        ("收到", "待补正", frozenset()),
        ("待补正", "初选合格", frozenset({"ab", "cd"})),
    ]
    assert dict(entries.everything(ledger)) == {"a": ("班0001", "初选合格"), "b": ("班0002", "收到")}
    assert wrong(ledger) == []


@pytest.mark.parametrize("statement", ["UPDATE standings SET who = '别人'", "DELETE FROM standings"])
def test_no_move_can_be_changed(ledger: Ledger, statement: str) -> None:
    move(ledger, "班0001", "收到", "待补正")
    with pytest.raises(sqlite3.IntegrityError):
        ledger.write(statement)


def test_state_changed_by_other_means_is_told(ledger: Ledger) -> None:
    move(ledger, "班0001", "收到", "淘汰")
    ledger.write("UPDATE entries SET state = '初选合格'")
    assert wrong(ledger) == ["班组的记录被改动过。"]


def test_move_added_by_other_means_is_told(ledger: Ledger) -> None:
    move(ledger, "班0001", "收到", "淘汰")
    ledger.write("DROP TRIGGER standings_last")
    ledger.write("DELETE FROM standings")
    assert wrong(ledger) == ["进展的记录被改动过。"]


def test_nothing_personal_stands_in_the_events(ledger: Ledger) -> None:
    move(ledger, "班0001", "收到", "淘汰")
    told = " ".join(f"{what} {subject}" for what, subject in ledger.rows("SELECT what, subject FROM events"))
    assert "王敏" not in told
    assert "看过" not in told
