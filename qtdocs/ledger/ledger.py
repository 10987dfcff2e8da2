"""The ledger: one SQLite file, one transaction for each thing that happens, numbered migrations, an event for each."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from qtdocs.codec import decoded, encoded
from qtdocs.errors import LedgerError, WriteError
from qtdocs.ledger import events
from qtdocs.ledger.lock import user_name
from qtdocs.ledger.migrations import MIGRATIONS

Declared = TypeVar("Declared")
_PATIENCE = 30.0
"""Seconds that a second writer waits."""


class Ledger:
    """What is known. The connection belongs to the process and the thread that opened it.

    Args:
        path: the file; made where there is none.
        migrations: the steps of its shape.

    Raises:
        LedgerError: the file is damaged, no ledger, or made by a newer version.
        WriteError: it cannot be opened or made.
    """

    def __init__(self, path: Path, *, migrations: Sequence[str] = MIGRATIONS) -> None:
        self.path = path
        self._noted = False
        with _spoken(path):
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._migrate(migrations)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def change(self, what: str, subject: str = "") -> Iterator[None]:
        """One transaction with its event: all of it happens or nothing. Where nothing is changed there is no event.

        Args:
            what: what happens, one English word or two with a hyphen.
            subject: to what: numbers and digests, never a name or another value from a paper.

        Raises:
            LedgerError: the file is damaged.
            WriteError: it cannot be written: the disk is full, another run holds it.
        """
        with _spoken(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            before, self._noted = self._connection.total_changes, False
            try:
                yield
                if self._connection.total_changes > before and not self._noted:
                    self.note(what, subject)
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:  # something went wrong in between
                    with contextlib.suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")

    def note(self, what: str, subject: str) -> None:
        """Put down an event of its own inside a change, in place of the one that tells of the whole change."""
        events.append(self._connection, who=user_name(), what=what, subject=subject)
        self._noted = True

    def seal(self, table: str) -> None:
        """Tie all rows of a table to an event, inside a change, where they are not those of the last such event."""
        digest = self.digest_of(table)
        if digest != self.sealed(table):
            self.note(table, digest)

    def digest_of(self, table: str) -> str:
        """The digest of all rows of a table as they stand now."""
        return events.short_digest(*(repr(row) for row in self.each(f"SELECT * FROM {table} ORDER BY 1")))

    def sealed(self, table: str) -> str:
        """The digest that the last event about this table tells; empty where there is none."""
        found = self.rows("SELECT subject FROM events WHERE what = ? ORDER BY id DESC LIMIT 1", table)
        return str(found[0][0]) if found else ""

    def value(self, kind: type[Declared], text: str) -> Declared:
        """The value that a text of the ledger holds.

        Raises:
            LedgerError: it holds no such value.
        """
        try:
            return decoded(kind, json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _damaged(self.path) from error

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that answer a question in SQL.

        Raises:
            LedgerError: the file is damaged.
        """
        with _spoken(self.path):
            return self._connection.execute(question, values).fetchall()

    def each(self, question: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows one after the other, for answers that are large.

        Raises:
            LedgerError: the file is damaged.
        """
        with _spoken(self.path):
            yield from self._connection.execute(question, values)

    def write(self, statement: str, *values: object) -> int:
        """Run one statement inside a change; gives the id of the row it added."""
        return self._connection.execute(statement, values).lastrowid or 0

    def copy_to(self, path: Path) -> None:
        """A whole copy of the ledger as it stands now, also while somebody writes."""
        with _spoken(path), contextlib.closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")

    def setting(self, name: str) -> str:
        """A setting; empty where it was never set."""
        found = self.rows("SELECT value FROM settings WHERE name = ?", name)
        return str(found[0][0]) if found else ""

    @property
    def identity(self) -> str:
        """What tells its workspace from all others: 16 hexadecimal digits, the same as long as the ledger lives."""
        return self.setting("identity")

    def set(self, name: str, value: str) -> None:
        """Put down a setting, inside a change."""
        self.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value)

    def _migrate(self, migrations: Sequence[str]) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            raise LedgerError(
                f"台账数据是更新版本的程序写的（第 {version} 版，这个程序只认到第 {len(migrations)} 版）。",
                "请升级 qtdocs 后再打开。",
            )
        for number, step in enumerate(migrations[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")


def as_json(value: object) -> str | None:
    """A value as the ledger keeps it; none for none."""
    return None if value is None else json.dumps(encoded(value), ensure_ascii=False, separators=(",", ":"))


@contextlib.contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """What SQLite says, in Chinese and with the next step."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes the bytes that it cannot make sense of
        raise _damaged(path) from error
    except sqlite3.DatabaseError as error:
        words = str(error)
        if "full" in words or "disk I/O" in words:
            raise WriteError(
                "台账写不进去：磁盘空间不足，或磁盘出错。", "请清理磁盘后再运行一次；已经记下的不会丢。"
            ) from error
        if "locked" in words or "busy" in words:
            raise WriteError("台账正被另一个程序写。", "请等它结束再运行一次。") from error
        if "readonly" in words or "unable to open" in words:
            raise WriteError(f"台账打不开或不能写：{path}。", "请检查工作区文件夹还在不在、有没有写入权限。") from error
        raise _damaged(path) from error


def _damaged(path: Path) -> LedgerError:
    advice = "请用最近的备份恢复（qtdocs restore）；原件都还在“数据/原件”里，也可以重新收一遍。"
    return LedgerError(f"台账数据损坏：{path}。", advice)
