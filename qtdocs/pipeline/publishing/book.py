"""光荣册: the book of those who are honoured, as Word and PDF, filled from the ledger alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.lookalikes import doubtful_in
from qtdocs.model.honour import Honour
from qtdocs.pipeline.publishing.announcing import groups_of, issuance_of, paper_of, require_year
from qtdocs.pipeline.publishing.counts import counted, require_same_counts
from qtdocs.pipeline.publishing.desk import FOLDER, Desk
from qtdocs.pipeline.publishing.proof_gates import printed_book, require_explained, require_printed
from qtdocs.render.context import award_title, quoted, year_of
from qtdocs.render.publishing.announcement_text import Paragraph, paragraphs
from qtdocs.render.publishing.book import STYLE, Book, BookPaper, BookRow, BookTier, groups_in
from qtdocs.render.publishing.book_document import book_document, listed_in
from qtdocs.render.publishing.book_pages import book_pdf
from qtdocs.render.publishing.breaking import cover_lines
from qtdocs.text import chinese_date

KIND = "光荣册"
NO_TIER = "班组名单"
"""Stands over the list where a programme has no tiers."""
_NOTES, _AFTERWORD = "说明", "编后"


def book(desk: Desk) -> Iterator[str]:
    """Write the book; says what is to be done with it.

    Raises:
        UsageError: there is nobody to honour, names are not settled, or counts are not those of the 公示 or the 通报.
    """
    made = book_of(desk)
    workspace, programme = desk.place.home, desk.programme
    folder = shelf.template_path(programme.id, f"{STYLE}.html", workspace=workspace).parent
    word = shelf.template_path(programme.id, f"{STYLE}.docx", workspace=workspace)
    pdf, document = book_pdf(made, folder=folder), book_document(made, word.read_bytes(), name=str(word))
    require_printed(desk, printed_book(desk, made, pdf=pdf, word=document))
    note = f"{made.count} 个班组"
    yield from desk.put_paper(KIND, ".pdf", pdf, note=note)
    yield from desk.put_paper(KIND, ".docx", document, note=note)
    yield from _doubtful(desk)
    yield "交印刷的用 PDF；Word 版目录里的页码，打开以后全选、按 F9 更新。"


def book_of(desk: Desk) -> Book:
    """The book of a season, with counts that agree everywhere.

    Raises:
        UsageError: as ``book``.
    """
    desk.require_names()
    require_explained(desk)
    issued = issuance_of(desk)
    require_same_counts(desk, because=issued.value.because if issued else "")
    require_year(desk)
    _require_counts_of_paper(desk)
    if not desk.is_draft and (told := "；".join(_doubtful(desk))):
        raise UsageError(f"名称里有不能照样印的字：{told}", "请用 qtdocs confirm 向申报单位核对，更正以后再写。")
    return book_in(desk)


def book_in(desk: Desk) -> Book:
    """The book as the ledger has it now, whether or not it may be printed."""
    issued = issuance_of(desk)
    paper = paper_of(desk, issued)
    tiers = tiers_of(desk.programme, desk.honours.teams)
    day = issued.value.day if issued else ""
    said = _said(desk, tiers)
    return Book(
        association=desk.programme.association.name,
        programme=desk.programme.name,
        cover=cover_lines(desk.programme.name),
        date=_month(day) if day else "",
        paper=BookPaper(
            kind=desk.programme.publishing.document, title=paper.title, number=paper.number, text=paper.text,
            association=paper.association, date=paper.date, note=paper.note,
        ),
        notes=said.get(_NOTES, ()),
        afterword=said.get(_AFTERWORD, ()),
        tiers=tiers,
        draft=desk.is_draft,
    )  # fmt: skip


def tiers_of(programme: Programme, teams: Sequence[Honour]) -> tuple[BookTier, ...]:
    """The honoured by tier and nominator, with their numbers."""
    tiers, number = [], 0
    for tier in dict.fromkeys(each.tier for each in teams):
        if programme.publishing.numbering == "restart":
            number = 0
        rows = []
        for each in (each for each in teams if each.tier == tier):
            number += 1
            row = BookRow(number=number, organisation=each.organisation, team=quoted(each.team), leader=each.leader)
            rows.append((each.nominator, row))
        title = award_title(programme, year=year_of(programme), tier=tier)
        tiers.append(BookTier(name=tier or NO_TIER, title=title, groups=groups_in(rows)))
    return tuple(tiers)


def _require_counts_of_paper(desk: Desk) -> None:
    """Refuse where the announcement that was written bears other counts than the ledger has now.

    Raises:
        UsageError: it does.
    """
    stem = desk.programme.publishing.document
    path = desk.place.home / FOLDER / desk.named(stem, ".docx")
    if not path.is_file():
        return
    there = listed_in(path.read_bytes())
    now = tuple(group.count for group in groups_of(desk.programme, desk.honours.teams))
    if there != now:
        told = counted({each.entry: each.tier for each in desk.honours.teams})
        raise UsageError(
            f"发布/{path.name} 的名单各有 {'、'.join(map(str, there)) or 0} 个，台账现在{told}。",
            f"请先用 qtdocs publish {stem} 再写一次；通报已经发出、名单又变了的，按规定另行公布。",
        )


def _doubtful(desk: Desk) -> Iterator[str]:
    """Names with characters that look like others: radicals, private ones, signs that nobody sees."""
    for each in desk.honours.teams:
        if found := doubtful_in(each.organisation + each.team + each.leader):
            yield f"{each.entry} {each.organisation} {each.team}：{'；'.join(sign.told for sign in found)}。"


def _said(desk: Desk, tiers: Sequence[BookTier]) -> Mapping[str, tuple[Paragraph, ...]]:
    """What the association says in the book besides names, by heading."""
    programme = desk.programme
    path = shelf.template_path(programme.id, f"{STYLE}.txt", workspace=desk.place.home)
    values = {
        "association": programme.association.name,
        "programme": programme.name,
        "document": programme.publishing.document,
        "total": len(desk.honours.teams),
        "year": year_of(programme),
        "tiers": [{"name": tier.name, "count": tier.count} for tier in tiers],
        "plural": len(tiers) > 1,
        "order": programme.publishing.order,
        "leaders": programme.publishing.leader,
    }
    found: dict[str, list[Paragraph]] = {}
    heading = ""
    for each in paragraphs(path.read_text(encoding="utf-8-sig"), values, name=str(path)):
        if each.kind == "title":
            heading = each.rest
        else:
            found.setdefault(heading, []).append(each)
    return {heading: tuple(each) for heading, each in found.items()}


def _month(day: str) -> str:
    """``二〇二六年五月`` of a day."""
    year, rest = chinese_date(datetime.date.fromisoformat(day)).split("年")
    return f"{year}年{rest.partition('月')[0]}月"
