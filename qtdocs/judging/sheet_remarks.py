"""What a judge says on a score sheet besides scores: that he keeps away, and what the whole is out of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from qtdocs.model.document import TICKED
from qtdocs.model.score_book import RECUSAL_HINT, RECUSED
from qtdocs.text import label_twin, narrow

_SAYS_SO = frozenset({RECUSED, "回避", "是", "应回避", "申请回避", "需回避", "要回避"})
_SAYS_NOT = frozenset({"", "否", "不回避", "无", "不", "无需回避", "不需要回避", "没有", "/", "-"})
_HINT = label_twin(narrow(RECUSAL_HINT))
_TICKS = f"{TICKED}✓✔√■●"
_RECUSED_TICKED = re.compile(rf"[{_TICKS}]\s*{RECUSED}|{RECUSED}\s*[{_TICKS}]")
_NUMBER_TICKED = re.compile(rf"[{_TICKS}]\s*(\d+)")


def keeps_away(said: str, words: Iterable[str]) -> bool | None:
    """Whether a sheet says that its judge keeps away from its entry; none where nobody can tell.

    Args:
        said: what stands in the cell for it.
        words: what else is written on the sheet: a tick before the word.
    """
    seen = label_twin(narrow(said))
    if seen in _SAYS_SO or any(_RECUSED_TICKED.search(text) for text in (said, *words)):
        return True
    return False if seen in _SAYS_NOT or seen == _HINT else None


def scale_said(text: str, scales: Sequence[int]) -> Decimal | None:
    """What a sheet says its whole is out of, where that is one of some numbers; none where it does not say.

    >>> scale_said("☑20 □100", (20, 100)), scale_said("100分", (20, 100)), scale_said("请先选", (20, 100))
    (Decimal('20'), Decimal('100'), None)
    """
    ticked = _NUMBER_TICKED.findall(text)
    bare = ticked if ticked else [re.sub(r"\s*分$", "", narrow(text).strip())]
    if len(bare) != 1:
        return None
    try:
        number = Decimal(bare[0])
    except InvalidOperation:
        return None
    return number if number in scales else None
