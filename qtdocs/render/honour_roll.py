"""光荣册 before anybody was judged: every sound team by nominator, in no order of merit, always 样稿."""

from __future__ import annotations

from collections.abc import Sequence

from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.render.context import quoted, text_of, year_of
from qtdocs.render.publishing.announcement_text import TEXT, Paragraph
from qtdocs.render.publishing.book import Book, BookGroup, BookRow, BookTier, groups_in
from qtdocs.render.publishing.book_document import book_document
from qtdocs.render.publishing.breaking import cover_lines
from qtdocs.writing import safe_text

LIST = "班组名单"
"""Stands over the list."""


def honour_roll(programme: Programme, entries: Sequence[Entry], *, template: bytes, name: str = "honour-roll") -> bytes:
    """The bytes of 光荣册.docx.

    Args:
        programme: whose roll it is.
        entries: the teams; those with errors or without a sure name are passed over.
        template: the Word template to fill.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: somebody spoiled the template.
    """
    return book_document(early_book(programme, entries), template, name=name)


def early_book(programme: Programme, entries: Sequence[Entry]) -> Book:
    """The book as it would be if every sound team were honoured."""
    groups = _groups(programme, entries)
    count = sum(len(group.rows) for group in groups)
    programme_name = safe_text(programme.name)
    explained = (
        f"本册所列 {count} 个班组按推荐单位编排，排名不分先后。单位名称、班组名称以申报表所填全称为准。"
        "评定以前的样稿，只列没有错误的班组。"
    )
    return Book(
        association=safe_text(programme.association.name),
        programme=programme_name,
        cover=cover_lines(programme_name),
        date=f"{year_of(programme)}年",
        paper=None,
        notes=(Paragraph(kind=TEXT, rest=explained),),
        afterword=(),
        tiers=(BookTier(name=LIST, title=LIST, groups=groups),),
        draft=True,
    )


def is_listed(entry: Entry) -> bool:
    """Whether the team stands in the roll: no errors, and both names are sure."""
    named = text_of(entry, "organisation_name") and text_of(entry, "team_name")
    return bool(named) and entry.sound and entry.in_running


def _groups(programme: Programme, entries: Sequence[Entry]) -> tuple[BookGroup, ...]:
    """The sound teams by nominator, in the programme's order, then as they come; numbers run through."""
    listed = [(safe_text(text_of(entry, "nominator_name")), entry) for entry in entries if is_listed(entry)]
    first = {nominator: place for place, (nominator, _) in reversed(list(enumerate(listed)))}
    listed.sort(key=lambda each: (not each[0], programme.nominator_rank(each[0]), first[each[0]]))
    rows = []
    for number, (nominator, entry) in enumerate(listed, 1):
        organisation, team = (safe_text(text_of(entry, key)) for key in ("organisation_name", "team_name"))
        rows.append((nominator, BookRow(number=number, organisation=organisation, team=quoted(team))))
    return groups_in(rows)
