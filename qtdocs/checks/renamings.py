"""Renamings of companies that lead back to where they began: nobody can tell then which name is the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qtdocs.model.registry import Renaming
from qtdocs.text import name_twin


def renaming_loops(rows: Sequence[Renaming]) -> Iterator[tuple[Renaming, ...]]:
    """Rows that lead in a circle, each circle once; a row that changes nothing is one by itself.

    >>> there, back = Renaming(before="甲公司", after="乙公司"), Renaming(before="乙公司", after="甲公司")
    >>> list(renaming_loops([there, back])) == [(there, back)], list(renaming_loops([there]))
    (True, [])
    """
    names = {row: (name_twin(row.before), name_twin(row.after)) for row in rows}
    further: dict[str, set[str]] = {}
    for before, after in names.values():
        further.setdefault(before, set()).add(after)
    reached = {name: _reached(name, further) for name in further}
    circles: dict[frozenset[str], list[Renaming]] = {}
    for row, (before, after) in names.items():
        if before == after or before in reached.get(after, ()):
            circle = frozenset(each for each in reached[before] if before in reached.get(each, ()))
            circles.setdefault(circle, []).append(row)
    yield from (tuple(several) for several in circles.values())


def _reached(start: str, further: Mapping[str, set[str]]) -> set[str]:
    """Every name that follows from a name."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = further.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
