"""Originals on paper as people write them down in the register: 申报表（盖章）2份、推荐汇总表1份."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qtdocs.editions.programme import Paper
from qtdocs.editions.vocabulary import KIND_NAMES
from qtdocs.text import name_twin, narrow, number_in_chinese

_PARTS = re.compile(
    r"[、,，;；。\n]|(?<=[\d一二两三四五六七八九十百][份套本张件册])\s*(?=[\u4e00-\u9fff])|和(?=[\u4e00-\u9fff])|及(?=[\u4e00-\u9fff])"
)
_COUNT = re.compile(r"([0-9]{1,4}|[一二两三四五六七八九十百]{1,4})\s*[份套本张件册个]")
_REMARK = re.compile(r"[（(][^（()）]*[)）]")
_ANNEX = re.compile(r"[（(]附件[^（()）]*[)）]")
_LACKING = re.compile("[缺没未待欠无]")
_SHORT = 4
_LEAST = {_SHORT: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One kind of paper that somebody wrote down as received."""

    text: str
    """As written."""
    count: int | None
    """How many; none where that is not written."""

    @property
    def came(self) -> bool:
        """Whether it says that something came: 缺申报表, 申报表待补 and 申报表0份 say the opposite."""
        return self.count != 0 and not _LACKING.search(self.text)


def originals_in(text: str) -> tuple[Original, ...]:
    """The papers that a cell of the register names, one by one.

    >>> [(each.text, each.count) for each in originals_in("申报表（盖章）2份、推荐汇总表一份")]
    [('申报表（盖章）2份', 2), ('推荐汇总表一份', 1)]
    """
    parts = [part.strip() for part in _PARTS.split(text)]
    return tuple(Original(text=part, count=_count(part)) for part in parts if part)


def is_of(original: Original, paper: Paper) -> bool:
    """Whether what was written down is this paper: by its kind or the notice's own name for it, or the end of either.

    推荐意见 is not 推荐表, though both are of one kind: what the notice calls otherwise goes by its own name.
    """
    said = name_twin(original.text)
    return any(word in said for word in words_of(paper))


def plain_name(paper: Paper) -> str:
    """The notice's name for a paper without the number of its annex.

    >>> plain_name(Paper(kind="application", name="典型经验申报表（附件1）", media=("word",), source="四"))
    '典型经验申报表'
    """
    return _ANNEX.sub("", paper.name).strip()


def bare_name(paper: Paper) -> str:
    """The notice's name for a paper without anything that stands in brackets."""
    return _REMARK.sub("", paper.name).strip()


def words_of(paper: Paper) -> tuple[str, ...]:
    """The words by which people call a paper: its kind, else its whole name, and the ends of that (总结)."""
    name, kind = name_twin(bare_name(paper)), name_twin(KIND_NAMES.get(paper.kind, ""))
    known = kind if kind and kind in name_twin(paper.name) else name
    least = _LEAST.get(len(known), 3)
    return tuple(known[start:] for start in range(max(1, len(known) - least + 1)))


def _count(text: str) -> int | None:
    found = _COUNT.search(narrow(text))
    if not found:
        return None
    if found[1].isdecimal():
        return int(found[1])
    number = number_in_chinese(found[1].replace("两", "二"))
    return int(number) if number is not None else None
