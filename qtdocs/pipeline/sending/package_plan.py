"""What a nominator sends up: for each paper that the notice asks for the files that came, or that the ledger makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs.assemble import text_in
from qtdocs.checks.originals import bare_name
from qtdocs.checks.requirements import SATISFIED_BY
from qtdocs.editions.form import Medium
from qtdocs.editions.programme import Paper, Programme
from qtdocs.ledger import Originals
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.record import Record
from qtdocs.pipeline.asked import is_of_mode
from qtdocs.pipeline.noted import Noted
from qtdocs.pipeline.sending.bundle import BundleFile, with_own_names
from qtdocs.render.context import text_of, year_of
from qtdocs.text import name_twin
from qtdocs.writing import safe_name

MEDIA = {
    "word": "Word", "pdf": "PDF", "excel": "Excel", "slides": "PPT", "disc": "电子版", "paper": "纸质原件",
}  # fmt: skip
"""The media, as a list of contents names them."""
CAN_BE_MADE = frozenset({"word", "excel", "disc"})
"""The media of what the program can make; a PDF with a seal it never can."""
_LONGEST_PART = 60
"""Most bytes of a company's or team's name in the way to a file: Windows takes no way longer than 260 characters."""
_LONGEST_NAME = 200
"""Most bytes of one name."""
_SCANS = ("scan", "pdf")
_ORDER = ("word", "sheet", "slides", "pdf", "scan")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLine:
    """One paper in one medium: the file in the package, or that it is missing."""

    paper: Paper
    """What the notice asks for."""
    medium: Medium
    """In which medium."""
    whose: str
    """The team's or nominator's name."""
    entry: str = ""
    """The entry's number; empty for a nominator's paper."""
    file: BundleFile | None = None
    """The file; none where it is missing, or goes on paper."""
    remark: str = ""
    """What should be known of it."""

    @property
    def is_missing(self) -> bool:
        """Whether the notice asks for it and nothing is there."""
        return self.file is None and self.medium != "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDesk:
    """What a package is made of."""

    programme: Programme
    """The receiver's programme."""
    nominator: str
    """Whose package it is."""
    entries: tuple[Entry, ...]
    """Its teams, in the order in which they stand in it."""
    own: tuple[tuple[Record, str], ...]
    """The papers of nominators that hold."""
    originals: Originals
    """The store of the originals."""
    noted: Noted
    """The originals on paper that the register tells of."""

    def words(self, entry: Entry | None = None) -> dict[str, object]:
        """What names may use."""
        words: dict[str, object] = {
            "programme": self.programme.name, "year": year_of(self.programme),
            "nominator": safe_name(self.nominator), "association": self.programme.association.short_name,
        }  # fmt: skip
        if entry is not None:
            words["serial"] = self.entries.index(entry) + 1
            words["number"] = entry.number
            for key, name in (("organisation", "organisation_name"), ("team", "team_name")):
                words[key] = _short(text_of(entry, name))
        return words


def package_name(desk: PackageDesk) -> str:
    """What the package is called."""
    return rule_made(desk.programme.sending.name, desk.words())


def package_lines(desk: PackageDesk) -> Iterator[PackageLine]:
    """Every paper that the notice asks for in each medium: the nominator's first, then team by team."""
    for paper in desk.programme.papers:
        if paper.per == "nominator":
            yield from _of_nominator(paper, desk)
    for entry in desk.entries:
        for paper in desk.programme.papers:
            if paper.per == "entry" and is_of_mode(paper.modes, entry, desk.programme):
                yield from _of_entry(paper, entry, desk)


def way_of(paper: Paper, desk: PackageDesk, entry: Entry | None, ending: str) -> str:
    """The way to a file in the package, by the programme's rule."""
    rules = desk.programme.sending
    words = desk.words(entry) | {"paper": safe_name(bare_name(paper))}
    if entry is None:
        return f"{words['paper']}{ending}"
    return f"{rule_made(rules.entry, words)}/{rule_made(rules.file, words)}{ending}"


def rule_made(rule: str, words: Mapping[str, object]) -> str:
    """A name made by a rule, as every system takes it; its blanks stay."""
    parts = rule.format_map(words).split()
    name = " ".join(safe_name(part) for part in parts).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return name.strip(" .") or "未命名"


def _of_nominator(paper: Paper, desk: PackageDesk) -> Iterator[PackageLine]:
    mine = [record for record, name in desk.own if name_twin(name) == name_twin(desk.nominator)]
    records = [each for each in mine if (form := desk.programme.form(each.form)) and form.kind == paper.kind]
    came = [_as_paper(each, paper.kind) for each in records]
    seen = desk.noted.holds_of_nominator(name_twin(desk.nominator), paper)
    yield from _lines(paper, came, desk, None, original=seen)


def _as_paper(record: Record, kind: str) -> EntryPaper:
    return EntryPaper(kind=kind, medium=record.medium, file=record.file, sha256=record.sha256, current=True)


def _of_entry(paper: Paper, entry: Entry, desk: PackageDesk) -> Iterator[PackageLine]:
    papers = [each for each in entry.papers if each.kind == paper.kind and each.current]
    papers = [each for each in papers if each.locked] or papers
    names = [name_twin(text_of(entry, key)) for key in ("organisation_name", "team_name")]
    for record, _ in desk.own:
        form = desk.programme.form(record.form)
        told = [name_twin(text_in(record, key)) for key in ("organisation_name", "team_name")]
        if form is not None and form.kind == paper.kind and form.table is None and told == names:
            papers.append(_as_paper(record, paper.kind))
    yield from _lines(paper, papers, desk, entry, original=desk.noted.holds(entry, paper))


def _lines(
    paper: Paper, came: Sequence[EntryPaper], desk: PackageDesk, entry: Entry | None, *, original: bool
) -> Iterator[PackageLine]:
    """A line a medium: with the file, without one where it is missing, and for paper whether the original is there."""
    whose = desk.nominator if entry is None else f"{text_of(entry, 'organisation_name')} {text_of(entry, 'team_name')}"
    line = PackageLine(paper=paper, medium="word", whose=whose, entry=entry.number if entry else "")
    used: set[str] = set()
    for medium in paper.media:
        found = _fitting(came, medium, used)
        files = [copied for each in found if (copied := _copy(each, paper, desk, entry)) is not None]
        used |= {each.sha256 for each in files}
        for file in files:
            yield replace(line, medium=medium, file=file, remark=file.note)
        if medium == "paper":
            scan = "；盖章扫描件已放进来" if files else ""
            told = "收件登记里有" if original else "收件登记里没有写，请核对"
            yield replace(line, medium="paper", remark=f"原件另送，{told}{scan}")
        elif not files:
            lost = "；原件已经不在（清除过，或者丢失）" if found else ""
            yield replace(line, medium=medium, remark=f"缺{lost}")


def _fitting(came: Sequence[EntryPaper], medium: Medium, used: set[str]) -> list[EntryPaper]:
    """The papers of a medium: all versions that hold; for paper the scans of it, for a disc whatever can be edited."""
    free = [each for each in came if each.sha256 not in used]
    if medium == "paper":
        return [each for each in free if each.medium in _SCANS]
    if medium == "disc":
        ranked = sorted(free, key=lambda each: _ORDER.index(each.medium) if each.medium in _ORDER else len(_ORDER))
        return ranked[:1]
    wanted = SATISFIED_BY[medium]
    return [each for each in free if ("sheet" if each.medium == "other" else each.medium) in wanted]


def _copy(each: EntryPaper, paper: Paper, desk: PackageDesk, entry: Entry | None) -> BundleFile | None:
    source = desk.originals.find(each.sha256)
    if source is None:
        return None
    scan = "（盖章扫描件）" if each.medium in _SCANS and "pdf" not in paper.media else ""
    way = Path(way_of(paper, desk, entry, f"{scan}{source.suffix}"))
    note = "原件的副本" if each.certain else "原件的副本；归属是推断的，请核对"
    return BundleFile(name=way.as_posix(), sha256=each.sha256, source=source, note=note)


def _short(name: str) -> str:
    return safe_name(name).encode()[:_LONGEST_PART].decode(errors="ignore") or "名称未定"


def with_made(
    lines: Sequence[PackageLine], made: Mapping[tuple[Paper, str], Sequence[BundleFile]]
) -> tuple[PackageLine, ...]:
    """The lines with what the ledger made in the place of what is missing.

    Args:
        lines: the lines.
        made: by the paper and the entry's number; of one paper there may be several files.
    """
    found: list[PackageLine] = []
    for line in lines:
        files = made.get((line.paper, line.entry), ()) if line.is_missing and line.medium in CAN_BE_MADE else ()
        found += [replace(line, file=file, remark=file.note) for file in files] or [line]
    return tuple(found)


def named_apart(lines: Sequence[PackageLine]) -> tuple[PackageLine, ...]:
    """The lines, each file under a name that no other has."""
    files = iter(with_own_names([line.file for line in lines if line.file is not None]))
    return tuple(replace(line, file=next(files)) if line.file is not None else line for line in lines)
