"""Which of an entry's papers a judge gets: its materials or its slides, never another version, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.editions.judging import Stage
from qtdocs.editions.vocabulary import KIND_NAMES
from qtdocs.ledger import Originals
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.render.file_names import entry_stem
from qtdocs.text import masked

_WORDS = {"materials": "材料", "slides": "发布材料", "application": "申报表", "registration": "报名表"}
"""What the copies of each kind are called."""
FORMS = frozenset({"application", "registration"})
"""Kinds of papers with telephone numbers on them."""
_LONGEST, _MOST_BYTES = 52, 180
"""Of organisation and team in a copy's name, so that the whole way fits what Windows takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """An original that goes into a package."""

    entry: str
    """The entry's number."""
    name: str
    """What the copy is called."""
    source: Path
    """Where the original lies."""
    sha256: str
    """Its digest."""
    remark: str = ""
    """What the judge and the office should know of it."""
    shows_phone: bool = False
    """Whether its text has what looks like a telephone or identity number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOfEntry:
    """What a judge gets of one entry, and what not."""

    copies: tuple[PaperCopy, ...]
    """What goes into the package."""
    missing: tuple[str, ...]
    """What does not, each with the reason."""


def papers_of_entry(
    entry: Entry, stage: Stage, originals: Originals, words: Mapping[str, str], *, with_forms: bool
) -> PapersOfEntry:
    """What a judge gets of one entry for a stage.

    Args:
        entry: the entry.
        stage: the stage; a presentation is about the slides, everything else about materials and slides.
        originals: the store of the originals.
        words: what stands in each paper that is no form, by digest.
        with_forms: whether forms with telephone numbers go along, on paper form (PDF, scan) where there is one.
    """
    kinds = ("slides",) if stage.is_presentation else ("materials", "slides")
    copier = _Copier(entry, originals, words)
    for kind in kinds:
        counted, left_out = _that_count(entry, kind)
        copier.missing += left_out
        if not counted and kind == kinds[0]:
            copier.missing.append(f"没有收到{_WORDS[kind]}" + _perhaps_in_form(entry, kind, with_forms=with_forms))
        copier.copy(counted)
    if not stage.is_presentation:
        copier.missing += _of_no_kind(entry)
    if with_forms:
        copier.copy(_forms(entry))
    return PapersOfEntry(copies=tuple(copier.copies), missing=tuple(copier.missing))


def _that_count(entry: Entry, kind: str) -> tuple[list[EntryPaper], list[str]]:
    """The papers of a kind that count; of slides the version that came with the application, where that is known."""
    papers = [each for each in entry.papers if each.kind == kind and each.current]
    locked = [each for each in papers if each.locked]
    if not locked:
        return papers, []
    later = [each for each in papers if not each.locked]
    return locked, [f"“{each.file}”是后来收到的，不是报名时的版本，没有放" for each in later]


def _perhaps_in_form(entry: Entry, kind: str, *, with_forms: bool) -> str:
    """Where what is missing may be found."""
    in_form = kind == "materials" and not with_forms and any(each.kind in FORMS for each in entry.papers)
    return "；写在申报表里的，用 --with-forms 把申报表也放进去" if in_form else ""


def _of_no_kind(entry: Entry) -> list[str]:
    """Papers that nobody can tell what they are: perhaps a form with telephone numbers, perhaps materials."""
    papers = [each for each in entry.papers if each.kind == "other" and each.current]
    return [f"“{each.file}”认不出是哪种材料，没有放；是评委要看的，请自己放进去" for each in papers]


def _forms(entry: Entry) -> Sequence[EntryPaper]:
    """The forms that hold: what is on paper (PDF, scan), else the Word file."""
    forms = [each for each in entry.papers if each.kind in FORMS and each.current]
    return [each for each in forms if each.medium in ("pdf", "scan")] or forms


class _Copier:
    """Copies of one entry's papers, each under a name of its own."""

    def __init__(self, entry: Entry, originals: Originals, words: Mapping[str, str]) -> None:
        self._entry, self._originals, self._words = entry, originals, words
        self._used: Counter[tuple[str, str]] = Counter()
        self.copies: list[PaperCopy] = []
        self.missing: list[str] = []

    def copy(self, papers: Sequence[EntryPaper]) -> None:
        """Add a copy of each paper; an original that is not there is told."""
        for paper in papers:
            source = self._originals.find(paper.sha256)
            word = _WORDS.get(paper.kind, KIND_NAMES.get(paper.kind, "材料"))
            if source is None:
                self.missing.append(f"{word}“{paper.file}”的原件已经不在（清除过，或者丢失），没有放")
                continue
            self._used[word, source.suffix] += 1
            number = self._used[word, source.suffix]
            remarks = [] if paper.certain else ["归属是按所在文件夹或文件名推断的，请核对"]
            remarks += ["同样格式的不止一份，以哪份为准请核对"] if number > 1 else []
            text = self._words.get(paper.sha256, "")
            self.copies.append(
                PaperCopy(
                    entry=self._entry.number,
                    name=f"{file_stem(self._entry)} {word}{number if number > 1 else ''}{source.suffix}",
                    source=source,
                    sha256=paper.sha256,
                    remark="；".join(remarks),
                    shows_phone=paper.kind in FORMS or text != masked(text),
                )
            )


def file_stem(entry: Entry) -> str:
    """How the names of all files about an entry begin: 班0012 单位 班组."""
    return f"{entry.number} {entry_stem(entry, most=_LONGEST, most_bytes=_MOST_BYTES)}"
