"""Columns of the ledger workbook that somebody sorted by themselves: their contents stand beside other teams now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qtdocs.errors import UsageError
from qtdocs.intake.ledger_workbook import Edited
from qtdocs.model.correction import NAME_KEYS
from qtdocs.writing import cell_digest

_SHEET = "班组"
_SHOWN = 3
_FEWEST_NAMES, _FEWEST = 2, 3
"""How many cells of a column must have changed places before that looks like sorting."""


def refuse_shuffled(changes: Sequence[Edited]) -> None:
    """Refuse a column most of whose changed cells hold what stood in others of them, whatever else was changed in it.

    Raises:
        UsageError: there is such a column; its cells are named.
    """
    columns: dict[str, list[Edited]] = {}
    for each in changes:
        if each.sheet == _SHEET:
            columns.setdefault(each.key, []).append(each)
    for key, several in columns.items():
        moved = _moved(several)
        if len(moved) >= (_FEWEST_NAMES if key in NAME_KEYS else _FEWEST) and 2 * len(moved) > len(several):
            cells = "、".join(each.where for each in moved[:_SHOWN])
            told = f"“{several[0].label}”这一列有 {len(moved)} 格的内容原来在别的行（{cells} 等）"
            raise UsageError(
                f"{told}，像是只排了这一列。",
                "请撤销排序，连整行一起排；真是互相填反了的，请分两次改，每次运行一次。",
            )


def _moved(several: Sequence[Edited]) -> list[Edited]:
    """The cells that hold what another changed cell of the column held; each content as often as it was there."""
    left = Counter(each.was for each in several)
    found = []
    for each in several:
        digest = cell_digest(each.text)
        if each.text and left[digest] > 0:
            left[digest] -= 1
            found.append(each)
    return found
