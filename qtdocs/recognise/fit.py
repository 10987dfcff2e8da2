"""How well a document's words fit one form: the share of its labels, and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qtdocs.editions.layout import DATE_TWIN, Anchor, Layout
from qtdocs.recognise.words import Words
from qtdocs.text import label_twin

TITLE_WEIGHT = 0.35
"""What a printed title counts beside the share of labels found."""
ENOUGH_WITH_TITLE = 0.4
"""Least share of labels under the form's own title."""
ENOUGH_ALONE = 0.6
"""Least share of labels where no title helps."""
_SYNONYM = 0.8
_COLUMNS_ENOUGH = 7
_TITLE_DRESS = re.compile(r"[《》〈〉()（）\[\]〔〕【】“”\"':：.、\-—表样式模板附件一二三四五六七八九十\d]*")
_IN_A_LIST = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}\s*[、.．]|[一二三四五六七八九十]{1,2}、)"
)  # fmt: skip
_TITLE_REST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """How well a document fits one form."""

    layout: Layout
    """The form."""
    share: float
    """Share of the form's labels found, 0 to 1."""
    title: str
    """The title as printed on this paper, or empty."""
    year: int | None
    """The year in that title."""

    @property
    def score(self) -> float:
        """Labels and title together."""
        return self.share + (TITLE_WEIGHT if self.title else 0.0)

    @property
    def enough(self) -> bool:
        """Whether the document may be this form at all."""
        return self.share >= (ENOUGH_WITH_TITLE if self.title else ENOUGH_ALONE)

    @property
    def reason(self) -> str:
        """Why, in Chinese."""
        title = f"标题“{self.title}”，" if self.title else "没有标题，"
        return f"{title}栏目对上 {round(self.share * 100)}%"


def guess(form: Layout, words: Words) -> Guess:
    """How well the words fit a form."""
    title, year = title_in(form, words.titles)
    return Guess(layout=form, share=share(form, words), title=title, year=year)


def title_in(form: Layout, lines: Iterable[str]) -> tuple[str, int | None]:
    """The first line that is the form's title, with the year in it; a title in a sentence or a list is none."""
    for line in lines:
        twin = label_twin(line)
        for pattern in form.titles:
            found = pattern.search(twin)
            if found is None or _IN_A_LIST.match(line):
                continue
            rest = _TITLE_DRESS.sub("", twin[: found.start()] + twin[found.end() :])
            if len(rest) <= _TITLE_REST and "《" not in line[1:]:
                year = next((int(group) for group in found.groups() if group), None)
                return line.strip(), year if year is not None else _year_before(twin[: found.start()])
    return "", None


def _year_before(front: str) -> int | None:
    found = re.search(r"(20\d\d)年?度?$", front)
    return int(found.group(1)) if found else None


def share(form: Layout, words: Words) -> float:
    """Share of the labels that are there; a synonym counts less than the form's own word."""
    if form.form.table is not None:
        return _columns_share(form, words)
    if form.form.sections:
        found = sum(any(label_twin(section) in line for line in words.both) for section in form.form.sections)
        return found / len(form.form.sections)
    wanted = [anchor for anchor in form.anchors if anchor.spec.printed and DATE_TWIN not in anchor.official]
    return sum(_found(anchor, words) for anchor in wanted) / len(wanted) if wanted else 0.0


def _found(anchor: Anchor, words: Words) -> float:
    here = words.both if anchor.spec.where == "header" else words.cells
    return 1.0 if not here.isdisjoint(anchor.own) else _SYNONYM if not here.isdisjoint(anchor.synonyms) else 0.0


def keys_in(form: Layout, words: Words) -> frozenset[str]:
    """Keys of the fields or columns whose label is there."""
    if form.form.table is not None:
        specs = form.form.table.columns
        return frozenset(spec.key for spec in specs if any(label_twin(label) in words.cells for label in spec.labels))
    return frozenset(anchor.spec.key for anchor in form.anchors if _found(anchor, words))


def _columns_share(form: Layout, words: Words) -> float:
    """Share of a list's columns that stand in one head; an application has most of them too, one below the other."""
    table = form.form.table
    assert table is not None
    keys = [column.key for column in table.columns if column.key in table.keys or column.second in table.keys]
    twins = {spec.key: {label_twin(label) for label in spec.labels} for spec in table.columns}
    most = 0
    for head in words.heads:
        found = {key for key, labels in twins.items() if not labels.isdisjoint(head)}
        if len(found) >= 4 and any(key in found for key in keys):
            most = max(most, len(found))
    return min(most / min(len(table.columns), _COLUMNS_ENOUGH), 1.0)
