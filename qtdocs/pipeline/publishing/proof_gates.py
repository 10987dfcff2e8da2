"""Where a paper is refused because of a name: a source differs and nobody explained it, or it came out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.proofing import DIFFERENT, Printed, Proof, printed_name, proofs_of
from qtdocs.render.publishing.book import STYLE, Book
from qtdocs.render.publishing.printed import compact, names_in_book, names_in_tables, page_texts, titles_of, words_of


def require_explained(desk: Desk) -> None:
    """Refuse a final paper as long as a form or a seal has another name and nobody has said a word about it.

    Raises:
        UsageError: it does.
    """
    if desk.is_draft:
        return
    if differs := [each for each in proofs_of(desk, ()) if each.differs]:
        told = "；".join(line for each in differs[:5] for line in differences_in(each))
        raise UsageError(
            f"有 {len(differs)} 个班组的名称对不上：{told}。",
            "先用 qtdocs publish proof 写出名称校对表，逐个更正或确认以后再写。",
        )


def require_printed(desk: Desk, papers: Sequence[Printed]) -> None:
    """Refuse papers of ours that bear another name than the ledger, before they are written.

    Raises:
        UsageError: one does.
    """
    for paper in papers:
        for honour, says in zip(desk.honours.teams, paper.names, strict=False):
            if says != printed_name(honour):
                raise UsageError(
                    f"{paper.file} 里 {honour.entry} 印成了“{says}”，台账里是“{printed_name(honour)}”，没有写。",
                    f"请看一看{paper.source}的模板是不是改动过名称的格式；没有改过模板的，请把这句话告诉我们。",
                )
        if len(paper.names) != len(desk.honours.teams):
            raise UsageError(
                f"{paper.file} 里有 {len(paper.names)} 个班组，台账里是 {len(desk.honours.teams)} 个，没有写。",
                f"请看一看{paper.source}的模板是不是改动过。",
            )


def printed_book(desk: Desk, book: Book, *, pdf: bytes | None, word: bytes | None) -> tuple[Printed, ...]:
    """The names in a book that was made, read back from its bytes."""
    found = []
    if word is not None:
        names = names_in_tables(word)
        found.append(Printed(source="光荣册（Word）", file=desk.named("光荣册", ".docx"), names=names))
    if pdf is not None:
        path = shelf.template_path(desk.programme.id, f"{STYLE}.html", workspace=desk.place.home)
        words = words_of(path.read_text(encoding="utf-8-sig"))
        names = names_in_book(page_texts(pdf), book, words)
        found.append(Printed(source="光荣册（PDF）", file=desk.named("光荣册", ".pdf"), names=names))
    return tuple(found)


def differences_in(proof: Proof) -> Iterator[str]:
    """What differs of one team, a line a source."""
    for each in proof.witnesses:
        if each.verdict == DIFFERENT:
            more = f"（{each.told}）" if each.told else ""
            yield f"{proof.honour.entry} 台账“{printed_name(proof.honour)}”，{each.source}“{each.says}”{more}"


def certified(desk: Desk, data: bytes) -> tuple[str, ...]:
    """The names on certificates, a page a team in the order of the honours: letter by letter, or what the page says."""
    texts, titles = page_texts(data), titles_of(data)
    found = []
    for place, honour in enumerate(desk.honours.teams):
        text = texts[place] if place < len(texts) else ""
        organisation, team = compact(honour.organisation), printed_name(honour)[len(compact(honour.organisation)) :]
        whole = printed_name(honour) in text or (f"{organisation}：" in text and team in text)
        called = titles[place] if place < len(titles) else ""
        if whole and compact(called) in ("", compact(honour.organisation + honour.team)):
            found.append(printed_name(honour))
        else:
            found.append(compact(called) or text[:40])
    return tuple(found)
