"""A file that holds several forms one after the other is parted before each is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qtdocs.editions.layout import Layout
from qtdocs.model.document import Document, Mark, Paragraph, Table
from qtdocs.recognise.fit import ENOUGH_WITH_TITLE, keys_in, share, title_in
from qtdocs.recognise.words import words_of
from qtdocs.text import label_twin


def parts_of(document: Document, layouts: Sequence[Layout]) -> tuple[Document, ...]:
    """The document, or its parts where it holds several forms one after the other.

    A form that runs over two tables stays whole: only tables that repeat labels, or are different forms, are parted.
    """
    tables = document.tables
    if len(tables) < 2:
        return (document,)
    starts: list[tuple[Table, Layout]] = []
    last: tuple[Layout, frozenset[str]] | None = None
    for table in tables:
        form, keys = _form_of(table, layouts)
        if form is None:
            continue
        titled = _titled_above(document, table, layouts) if last else None
        if titled is not None and last is not None and titled is not last[0]:
            form, keys = titled, keys_in(titled, words_of((table,), ()))
            starts.append((table, form))
            last = (form, keys)
        elif last is None or _begins_anew(form, keys, *last):
            starts.append((table, form))
            last = (form, keys)
        else:
            last = (last[0], last[1] | keys)
    return _cut(document, starts) if len(starts) > 1 else (document,)


def _titled_above(document: Document, table: Table, layouts: Sequence[Layout]) -> Layout | None:
    """The form whose title stands in the paragraphs right above a table."""
    here = next(number for number, block in enumerate(document.blocks) if block is table)
    while here > 0 and isinstance(above := document.blocks[here - 1], Paragraph):
        for form in layouts:
            if title_in(form, (above.text,))[0]:
                return form
        here -= 1
    return None


def _form_of(table: Table, layouts: Sequence[Layout]) -> tuple[Layout | None, frozenset[str]]:
    words = words_of((table,), ())
    best = max(layouts, key=lambda each: share(each, words), default=None)
    if best is None or share(best, words) < ENOUGH_WITH_TITLE:
        return None, frozenset()
    return best, keys_in(best, words)


def _begins_anew(form: Layout, keys: frozenset[str], before: Layout, had: frozenset[str]) -> bool:
    if form.form.kind != before.form.kind:
        return True
    if form.form.table is not None:  # a list goes on over pages and worksheets under a repeated head
        return False
    return len(keys & had) * 2 >= len(keys)


def _cut(document: Document, starts: Sequence[tuple[Table, Layout]]) -> tuple[Document, ...]:
    """The document cut where each form begins: at its title above the table, else right behind the table before."""
    cuts = [0]
    for table, form in starts[1:]:
        here = next(number for number, block in enumerate(document.blocks) if block is table)
        first = here
        while isinstance(document.blocks[first - 1], Paragraph):
            first -= 1
        titles = [number for number in range(first, here) if _is_title(document.blocks[number], form)]
        cuts.append(_with_annex_line(document, titles[-1], first) if titles else first)
    ends = [*cuts[1:], len(document.blocks)]
    parts = [document.blocks[start:end] for start, end in zip(cuts, ends, strict=True)]
    return tuple(replace(document, blocks=part, marks=_marks_of(document, part)) for part in parts)


def _marks_of(document: Document, part: Sequence[Paragraph | Table]) -> tuple[Mark, ...]:
    """The marks that stand on a part's pages; all of them where the format has no pages."""
    places = [block.place for block in part]
    places += [cell.place for block in part if isinstance(block, Table) for cell in block.cells]
    pages = {place.page for place in places if place.page}
    return tuple(mark for mark in document.marks if not pages or not mark.place.page or mark.place.page in pages)


def _is_title(block: Paragraph | Table, form: Layout) -> bool:
    return isinstance(block, Paragraph) and bool(title_in(form, (block.text,))[0])


def _with_annex_line(document: Document, title: int, first: int) -> int:
    """The title's place, or that of the 附件 line right above it."""
    above = document.blocks[title - 1] if title > first else None
    return title - 1 if isinstance(above, Paragraph) and label_twin(above.text).startswith("附件") else title
