"""Names of tabs: what Excel takes, unlike each other, and still telling the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qtdocs.writing import safe_text

_LONGEST = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\']+")


def tab_names(wanted: Iterable[str], *, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A tab's name for each text, at most 31 characters as Excel counts them.

    Args:
        wanted: the texts.
        taken: names that are there already.

    >>> tab_names(["班0001 甲/乙*班", "班0001 甲/乙*班"], taken=["首页"])
    ('班0001 甲_乙_班', '班0001 甲_乙_班 (2)')
    """
    used = {name.casefold() for name in taken}
    names = []
    for text in wanted:
        name, number = _cut(_cleaned(text), _LONGEST), 1
        while name.casefold() in used:
            number += 1
            end = f" ({number})"
            name = _cut(_cleaned(text), _LONGEST - len(end)) + end
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _cleaned(text: str) -> str:
    words = (_NOT_IN_TABS.sub("_", word) for word in safe_text(text).split())
    return " ".join(words) or "未命名"


def _cut(text: str, most: int) -> str:
    """The text with at most so many UTF-16 units: a rare character counts twice."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", errors="ignore").rstrip()
