"""The seals of a season: each one that is asked for, looked for on the papers of its team and of its nominator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.checks.seal_findings import check_electronic, seal_finding, with_confirmation
from qtdocs.checks.seals import SealedPaper, look_for_seals
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.document import UNSEEN, Mark, medium_of
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.model.seal import Confirmation, SealLook
from qtdocs.pipeline.readings import PartRead

Confirmations = Mapping[tuple[str, int, str], Confirmation]
"""What people said of seals, by ``SealLook.key``."""
_OWNERS = ("organisation_name", "nominator_name", "nomination_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A paper of pictures in which no form was recognised, with the seals on it."""

    file: str
    """Its name."""
    sha256: str
    """Its digest."""
    marks: tuple[Mark, ...]
    """What is on it."""
    unseen: bool
    """Whether it has pages that were not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A season after its seals were looked at."""

    teams: tuple[Entry, ...]
    """The teams with their seals, and what is to be said of them."""
    seals: tuple[SealLook, ...]
    """The seals of papers that are nominators'."""
    findings: tuple[Finding, ...]
    """What is to be said of those."""


def sealed(
    teams: Sequence[Entry], parts: Sequence[tuple[str, str, PartRead]], edition: Programme, said: Confirmations
) -> Sealed:
    """The seals of a season.

    Args:
        teams: the teams.
        parts: everything that was read, with the file's name and digest.
        edition: the programme.
        said: what people said of seals.
    """
    own = {_spot(record): record for team in teams for record in _records(team)}
    read = [part.record for _, _, part in parts if part.record is not None and part.record.programme == edition.id]
    records = [own.get(_spot(record), record) for record in read]  # with what people corrected
    known = tuple(dict.fromkeys(name for record in records for name in _names_in(record)))
    scans = {
        sha256: Scan(
            file=file, sha256=sha256, marks=part.marks, unseen=any(each.code in UNSEEN for each in part.findings)
        )
        for file, sha256, part in parts
        if part.record is None and part.marks
    }
    again = reused(teams, scans)
    found = tuple(_with_seals(each, scans, edition, known, said, more=again.get(each.id, ())) for each in teams)
    lists = [each for each in records if _spot(each) not in own and not each.blank]
    looks = {id(record): seals_of_list(record, edition, known, said) for record in lists}
    findings = [
        finding
        for record in lists
        for finding in (*findings_of_seals(looks[id(record)]), *findings_of_signatures((record,)))
    ]
    return Sealed(teams=found, seals=tuple(look for some in looks.values() for look in some), findings=tuple(findings))


def _records(team: Entry) -> tuple[Record, ...]:
    return (*team.records, *(old.record for old in team.superseded))


def _spot(record: Record) -> tuple[str, int]:
    """What a record is known by, whatever was laid over it."""
    return record.sha256, record.part


def _with_seals(
    entry: Entry,
    scans: Mapping[str, Scan],
    edition: Programme,
    known: Sequence[str],
    said: Confirmations,
    *,
    more: Sequence[Finding],
) -> Entry:
    looks = seals_of(entry, scans, edition, known, said)
    findings = (*findings_of_seals(looks), *findings_of_signatures(entry.records), *more)
    return replace(entry, seals=looks, findings=(*entry.findings, *findings))


def _names_in(record: Record) -> Iterator[str]:
    if record.scanned:  # a misread name is no organisation
        return
    for fields in (record.fields, *(row.fields for row in record.rows)):
        for key in ("organisation_name", "nominator_name"):
            value = fields.get(key)
            if value is not None and value.grade != "C" and isinstance(value.value, str):
                yield value.value


def seals_of(
    entry: Entry, scans: Mapping[str, Scan], edition: Programme, known: Sequence[str], said: Confirmations
) -> tuple[SealLook, ...]:
    """Each seal that an entry must show, by the best of its papers; nothing where no sealed paper came at all.

    Args:
        entry: the team.
        scans: papers of pictures in which no form was recognised, by digest.
        edition: the programme.
        known: every organisation that a seal might be of.
        said: what people said of seals.
    """
    form = edition.form(entry.source.form)
    assert form is not None
    papers = [_paper_of(record) for record in entry.records]
    papers += [
        SealedPaper(
            file=scan.file, sha256=scan.sha256, medium="scan", is_scan=True, marks=scan.marks, unseen=scan.unseen
        )
        for paper in entry.papers
        if paper.kind == "application" and (scan := scans.get(paper.sha256)) is not None
    ]
    names = {key: text_in(entry.source, key) for key in _OWNERS}
    return best_looks(form, edition, papers, names=names, known=known, said=said)


def seals_of_list(
    record: Record, edition: Programme, known: Sequence[str], said: Confirmations
) -> tuple[SealLook, ...]:
    """Each seal that a paper of a nominator must show: a summary, a statistics form."""
    form = edition.form(record.form)
    assert form is not None
    names = {key: text_in(record, key) for key in _OWNERS}
    return best_looks(form, edition, [_paper_of(record)], names=names, known=known, said=said)


def best_looks(
    form: FormSpec,
    edition: Programme,
    papers: Sequence[SealedPaper],
    *,
    names: Mapping[str, str],
    known: Sequence[str],
    said: Confirmations,
) -> tuple[SealLook, ...]:
    """Each seal that a form asks for, by the paper on which it looks best; then another's seal on any other paper.

    A better paper never hides that on one which holds as well another organisation's seal was seen.
    """
    found: dict[str, list[SealLook]] = {}
    for paper in papers:
        for look in look_for_seals(form, edition, paper, names=names, candidates=known):
            told = said.get(look.key)
            found.setdefault(look.role, []).append(with_confirmation(look, told) if told else look)
    best = {role: min(looks, key=lambda each: each.rank) for role, looks in found.items()}
    others = (look for role, looks in found.items() for look in looks if look is not best[role])
    return (*best.values(), *(look for look in others if look.outcome == "differs"))


def findings_of_seals(looks: Iterable[SealLook]) -> Iterator[Finding]:
    """What is to be said of these seals."""
    for look in looks:
        if (made := seal_finding(look)) is not None:
            yield made


def findings_alone(record: Record, edition: Programme) -> tuple[Finding, ...]:
    """What is to be said of the seals on one paper by itself, where no other organisation is known."""
    if record.blank:
        return ()
    looks = seals_of_list(record, edition, tuple(_names_in(record)), {})
    return (*findings_of_seals(looks), *findings_of_signatures((record,)))


def findings_of_signatures(records: Iterable[Record]) -> Iterator[Finding]:
    """What is to be said of the electronic seals on some papers."""
    for record in records:
        yield from check_electronic(_paper_of(record))


def reused(entries: Sequence[Entry], scans: Mapping[str, Scan]) -> Mapping[str, tuple[Finding, ...]]:
    """Seals whose very picture stands on papers of several entries, by the entry's id; electronic ones are exempt."""
    found: dict[str, list[Finding]] = {}
    for one, other in checks.same_pictures(list(_prints(entries, scans))):
        for here, there in ((one, other), (other, one)):
            made = checks.finding(
                "seal-reused", file=here.file, place=here.mark.place, other=there.file,
                detail=f"看到的印文是“{here.mark.text}”" if here.mark.text else "印文没有读出来",
            )  # fmt: skip
            made = replace(made, basis="pixels", crop=here.mark.crop)
            found.setdefault(here.owner, []).append(made)
    return {owner: tuple(dict.fromkeys(findings)) for owner, findings in found.items()}


def _prints(entries: Iterable[Entry], scans: Mapping[str, Scan]) -> Iterator[checks.OwnedPrint]:
    for entry in entries:
        papers = [(record.file, record.marks) for record in entry.records]
        papers += [(scans[each.sha256].file, scans[each.sha256].marks) for each in entry.papers if each.sha256 in scans]
        for file, marks in papers:
            for mark in marks:
                if mark.kind == "seal" and mark.imprint is not None and mark.imprint.pixels:
                    yield checks.OwnedPrint(owner=entry.id, file=file, mark=mark)


def _paper_of(record: Record) -> SealedPaper:
    medium = medium_of(record.kind)
    return SealedPaper(
        file=record.file,
        sha256=record.sha256,
        medium=medium,
        is_scan=record.scanned or medium == "scan",
        marks=record.marks,
        part=record.part,
        unseen=record.unseen,
    )
