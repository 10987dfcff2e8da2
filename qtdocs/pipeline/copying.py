"""The texts of a season compared with each other and with those of earlier ones; what is found is kept by its texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qtdocs.checks.copied import METHOD, compare, told_once
from qtdocs.editions import shelf, stock
from qtdocs.editions.programme import Programme
from qtdocs.ledger import library
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.passage import Compared, Comparison, Text
from qtdocs.model.record import FieldValue
from qtdocs.pipeline.desk import blank_of
from qtdocs.pipeline.known import Season

_KINDS = ("materials", "slides")
_MEDIA = ("word", "pdf", "scan", "slides", "other")
"""What is taken of several papers that say the same."""
_BOXES = ("profile",)
"""Long texts of a form that are compared."""


def texts_compared(teams: Sequence[Entry], season: Season) -> Compared:
    """What the texts of all teams share with each other and with earlier seasons, out of the ledger where it knows."""
    current = list(texts_of(teams, season))
    texts = (*current, *library.everything(season.ledger))
    if not current or len({text.owner for text in texts}) < 2:
        return Compared(texts=texts)
    home = season.ledger.path.parents[1]
    key = _key(texts, season.edition, home)
    found = library.remembered(season.ledger, key)
    if found is None:
        found = _found(texts, season.edition, home)
    return Compared(key=key, texts=texts, found=found)


def texts_of(teams: Iterable[Entry], season: Season) -> Iterator[Text]:
    """The texts of each team: its materials, its slides, the long texts on its form; what holds of several versions."""
    recognised = {
        sha256
        for _, sha256, part in season.parts
        if any(finding.code in ("scan-read", "scan-unread") for finding in part.findings)
    }
    for team in teams:
        organisation, name = (_text(team.fields.get(key)) for key in ("organisation_name", "team_name"))
        papers = [each for each in team.papers if each.current and each.kind in _KINDS and each.sha256 in season.texts]
        for paper in sorted(papers, key=_preference):
            yield Text(
                key=paper.sha256, owner=team.id, organisation=organisation, team=name, file=paper.file,
                basis="pixels" if paper.medium == "scan" or paper.sha256 in recognised else "",
                words=season.texts[paper.sha256],
            )  # fmt: skip
        for box in _BOXES:
            value = team.fields.get(box)
            if value is not None and (words := _text(value)):
                yield Text(
                    key=f"{team.source.sha256}#{team.source.part}#{box}", owner=team.id, organisation=organisation,
                    team=name, file=team.source.file, label=value.label, place=value.place,
                    basis="pixels" if team.source.scanned else "", words=words,
                )  # fmt: skip


def _preference(paper: EntryPaper) -> tuple[int, int]:
    return _KINDS.index(paper.kind), _MEDIA.index(paper.medium) if paper.medium in _MEDIA else len(_MEDIA)


def _text(value: FieldValue | None) -> str:
    return value.value if value is not None and value.grade != "C" and isinstance(value.value, str) else ""


def _found(texts: Sequence[Text], edition: Programme, home: Path) -> Comparison:
    return compare(tuple(told_once(texts)), tuple(_stock(edition, home)))


def _stock(edition: Programme, home: Path) -> Iterator[str]:
    """The sentences that do not count: of the forms, of the notice, of the list."""
    yield from stock.listed_sentences(workspace=home)
    yield from stock.sentences_of(edition)
    for form in edition.forms:
        if (document := blank_of(edition, form, workspace=home)) is not None:
            yield from document.texts()


def _key(texts: Iterable[Text], edition: Programme, home: Path) -> str:
    """What tells these texts and this way of comparing them from any others."""
    digest = hashlib.sha256(METHOD.encode())
    told = [edition.model_dump_json(), *stock.listed_sentences(workspace=home)]
    for text in texts:
        told += [text.key, text.owner, text.organisation, text.season, text.words]
    for word in told:
        digest.update(word.encode(errors="surrogatepass") + b"\0")
    for form in edition.forms:
        if form.blank:
            digest.update(shelf.blank_path(edition, form, workspace=home).read_bytes())
    return digest.hexdigest()
