"""What was really printed: names read back from the files that were made, not from what they were made of."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from qtdocs.render.publishing.book import Book

_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"<style.*?</style>|<[^>]*>|\{[{%#].*?[}%#]\}", re.DOTALL)
_PAGE_NUMBER = r"—\d+—$"


def compact(text: str) -> str:
    """A text without white space: lines are broken anywhere."""
    return _SPACE.sub("", text)


def names_in_tables(data: bytes) -> tuple[str, ...]:
    """The names in the tables of a Word file, in their order: the second column of each."""
    from docx import Document

    rows = (row for table in Document(io.BytesIO(data)).tables for row in table.rows[1:])
    return tuple(compact(row.cells[1].text) for row in rows)


def page_texts(data: bytes) -> tuple[str, ...]:
    """The text of each page of a PDF without white space, as pdfium reads it."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return tuple(compact(page.get_textpage().get_text_range()) for page in document)


def titles_of(data: bytes) -> tuple[str, ...]:
    """The bookmarks of a PDF that has one for each page, in the order of the pages; none where it has others."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        marks = [(mark.get_dest(), mark.get_title()) for mark in document.get_toc()]
        places = {dest.get_index(): title for dest, title in marks if dest is not None}
        return tuple(places.get(page, "") for page in range(len(document)))


def words_of(template: str) -> frozenset[str]:
    """The words that stand in a page template itself."""
    return frozenset(filter(None, (compact(each) for each in _MARKUP.sub("\n", template).split("\n"))))


def names_in_book(texts: Sequence[str], book: Book, words: Iterable[str]) -> tuple[str, ...]:
    """The names in 光荣册.pdf, in the order of the book: what stands behind each number, and what was put behind it.

    Args:
        texts: the texts of its pages.
        book: the book that it should be.
        words: words of the template: they stand between names and belong to none.
    """
    text, start = _list_of(texts, book)
    furniture = _furniture(book, words)
    found: list[str] = []
    for row in book.rows:
        name = compact(row.name)
        wanted = f"{row.number}{name}{compact(row.leader)}"
        place = text.find(wanted, start)
        if place < 0:
            found.append(_without(text[start : start + len(wanted) + _longest(furniture)], furniture)[: len(wanted)])
            continue
        if found and (more := _without(text[start:place], furniture)):
            found[-1] += more
        found.append(name)
        start = place + len(wanted)
    return tuple(found)


def _list_of(texts: Sequence[str], book: Book) -> tuple[str, int]:
    """The text of all pages without heads and page numbers, and where the list begins in it."""
    where = "|".join(re.escape(compact(each)) for each in (*(t.name for t in book.tiers), *_groups(book)))
    head = re.compile(f"(?:{where})*{re.escape(compact(book.title))}(?:{where})*{_PAGE_NUMBER}")
    text = "".join(head.sub("", each) for each in texts)
    first = book.tiers[0] if book.tiers else None
    return text, max(0, text.find(_called(first.count))) if first else 0


def _called(count: int) -> str:
    return f"共{count}个班组，排名不分先后"


def _groups(book: Book) -> list[str]:
    return [group.name for tier in book.tiers for group in tier.groups]


def _furniture(book: Book, words: Iterable[str]) -> tuple[str, ...]:
    """What stands between names, the longest first."""
    told = {compact(each) for tier in book.tiers for each in (tier.name, tier.title, _called(tier.count))}
    told |= {compact(each) for each in _groups(book)} | {compact(each) for each in words}
    told |= {"".join(("序号", "单位和班组", "班组长"))}
    return tuple(sorted(told, key=lambda each: (-len(each), each)))


def _longest(furniture: Sequence[str]) -> int:
    return sum(map(len, furniture[:2]))


def _without(text: str, furniture: Sequence[str]) -> str:
    for each in furniture:
        text = text.replace(each, "")
    return text
