"""光荣册 as Word file: the association's template, filled in, with 目录 whose page numbers Word works out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from qtdocs.render.letters import letter
from qtdocs.render.publishing.announcement_text import Paragraph
from qtdocs.render.publishing.book import Book, BookRow, BookTier
from qtdocs.render.publishing.breaking import balanced, fits
from qtdocs.writing import saved

ROOM = 58
"""Half-width characters that fit on a line of the template's column of names, beside 班组长."""
_TIER, _GROUP, _CONTENTS = "光荣册等级", "光荣册单位", "光荣册目录"
"""The template's styles of headings, and of the paragraph in whose place 目录 stands."""


def book_document(book: Book, template: bytes, *, name: str) -> bytes:
    """The bytes of 光荣册.docx.

    Args:
        book: what stands in it.
        template: the Word template.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: somebody spoiled the template.
    """
    from docx import Document

    document = Document(io.BytesIO(letter(template, _values(book), name=name)))
    _put_contents(document, book)
    document.core_properties.title = book.title
    document.core_properties.author = book.association
    return saved(document)


def listed_in(data: bytes) -> tuple[int, ...]:
    """How many rows each table of a Word file has below its heading."""
    from docx import Document

    return tuple(len(table._tbl.tr_lst) - 1 for table in Document(io.BytesIO(data)).tables)


def _values(book: Book) -> Mapping[str, object]:
    """What the template may name."""
    paper = book.paper
    return {
        "title": book.title,
        "association": book.association,
        "cover": list(book.cover),
        "date": book.date,
        "draft": book.draft,
        "leaders": book.with_leaders,
        "notes": _paragraphs(book.notes),
        "afterword": _paragraphs(book.afterword),
        "paper": {
            "title": list(paper.title),
            "number": paper.number,
            "text": _paragraphs(paper.text),
            "association": paper.association,
            "date": paper.date,
            "note": paper.note,
        }
        if paper
        else {},
        "tiers": [_tier(tier) for tier in book.tiers],
    }


def _tier(tier: BookTier) -> Mapping[str, object]:
    counted = f"共{tier.count}个班组，排名不分先后"
    return {
        "name": tier.name,
        "called": counted if tier.title == tier.name else f"{tier.title}\n{counted}",
        "groups": [{"name": group.name, "rows": [_row(row) for row in group.rows]} for group in tier.groups],
    }


def _row(row: BookRow) -> Mapping[str, object]:
    parts = (row.name,) if fits(row.name, ROOM) else (row.organisation, row.team)
    lines = [line for part in parts for line in balanced(part, ROOM)]
    return {"number": row.number, "name": "\n".join(lines), "leader": row.leader}


def _paragraphs(said: Sequence[Paragraph]) -> list[Mapping[str, str]]:
    return [{"kind": each.kind, "lead": each.lead, "rest": each.rest} for each in said]


def _put_contents(document: Any, book: Book) -> None:
    """Bookmarks at the headings and 目录 in place of its paragraph; a template without that one has no 目录."""
    place = next((each for each in document.paragraphs if each.style.name == _CONTENTS), None)
    if place is None:
        return
    told = [
        (True, f"{tier.name}（{tier.count}个）", [f"{group.name}（{len(group.rows)}个）" for group in tier.groups])
        for tier in book.tiers
    ]
    words = [
        (top, text) for one, tier, groups in told for top, text in ((one, tier), *((False, each) for each in groups))
    ]
    if book.afterword:
        words.append((True, "编后"))
    heads = [each for each in document.paragraphs if each.style.name in (_TIER, _GROUP)]
    for number, (head, (top, text)) in enumerate(zip(heads, words, strict=True), 1):
        _bookmark(head, number)
        _entry(document, place, text, number, style=f"{_CONTENTS}{'一' if top else '二'}")
    place._p.getparent().remove(place._p)


def _bookmark(head: Any, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"_Toc{number:06d}")
            head._p.insert(1 if head._p.pPr is not None else 0, mark)
        else:
            head._p.append(mark)


def _entry(document: Any, place: Any, text: str, number: int, *, style: str) -> None:
    """One line of 目录; its page number stays open until Word works it out: none is better than a wrong one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line = place.insert_paragraph_before(style=document.styles[style])
    line.add_run(f"{text}\t")
    for kind in ("begin", f" PAGEREF _Toc{number:06d} \\h ", "separate", "end"):
        run = line.add_run()
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = kind
        run._r.append(part)
