"""The ledger of another workspace, looked at in a copy: nothing there is touched."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from urllib.parse import quote

from qtdocs.errors import LedgerError


def copied(path: Path, target: Path) -> Path:
    """A copy of a ledger that belongs to another workspace; gives the copy.

    Args:
        path: the ledger.
        target: the copy; must not be there yet.

    Raises:
        LedgerError: it is damaged, or cannot be read.
    """
    # without a journal beside it nobody is at work; immutable then keeps SQLite from making files beside it
    journal = path.with_name(path.name + "-wal")
    way = "mode=ro" if journal.exists() and journal.stat().st_size else "mode=ro&immutable=1"
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{quote(str(path))}?{way}", uri=True)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise LedgerError(f"旧工作区的台账读不了：{path}。", "请先在那个工作区里运行 qtdocs ledger verify。") from error
    return target
