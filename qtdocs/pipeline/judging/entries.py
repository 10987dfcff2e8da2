"""Which entries are judged: those that passed the first check and have not left since."""

from __future__ import annotations

from collections.abc import Iterable

from qtdocs.errors import UsageError
from qtdocs.model.entry import Entry

IN_JUDGING = frozenset({"初选合格", "评审", "发布", "定级"})
"""The states in which an entry is judged."""


def entries_judged(teams: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that are judged, by number.

    Raises:
        UsageError: there is none.
    """
    found = tuple(sorted((each for each in teams if each.state in IN_JUDGING), key=lambda each: each.number))
    if not found:
        raise UsageError(
            "没有初选合格的班组，还不能评审。",
            "先核对台账，再用 qtdocs move 班组编号 初选合格 --by 姓名，或 qtdocs move --accept-proposals --by 姓名。",
        )
    return found
