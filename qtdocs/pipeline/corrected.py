"""What people corrected, laid over what was read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.ledger import corrections
from qtdocs.ledger.corrections import holding
from qtdocs.model.correction import Correction
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, worded
from qtdocs.pipeline.known import Season

METHOD = "correction"
"""How a value was found that a person put in."""


def corrected(teams: Sequence[Entry], season: Season) -> tuple[Entry, ...]:
    """The teams with what people corrected.

    A correction says what the ledger has, not what stands on another paper: a sealed PDF that says something else keeps
    its own value, and that it still says so is told in the place of what was wrong with that value.

    A correction holds for as long as nobody says otherwise. Where a paper now says something that stood on none when it
    was made, and that is not the correction either, both are shown.
    """
    said = by_owner(corrections.all_corrections(season.ledger), teams)
    return tuple(_corrected(team, holding(said.get(team.id, ())), season.edition) for team in teams)


def by_owner(said: Iterable[Correction], teams: Sequence[Entry]) -> Mapping[str, list[Correction]]:
    """The corrections by the entry that they belong to now; under an empty id those that belong to none.

    Where a new program reads an entry's names differently its id is another: then the paper tells whose they are.
    """
    known = {team.id for team in teams}
    papers = {
        (record.sha256, record.part): team.id
        for team in teams
        for record in (*(old.record for old in team.superseded), *team.records)
    }
    found: dict[str, list[Correction]] = {}
    for each in said:
        owner = each.entry if each.entry in known else papers.get((each.paper, each.part), "")
        found.setdefault(owner, []).append(each)
    return found


def _corrected(team: Entry, said: Mapping[str, Correction], edition: Programme) -> Entry:
    """One team with its corrections, and its findings judged anew where they touch them."""
    form = edition.form(team.source.form)
    if not said or form is None:
        return team
    judge = _Judge(said=said, form=form, edition=edition)
    findings, records = team.findings, []
    for number, record in enumerate(team.records):
        own = checks.against_correction(record, said, form) if number else ()
        kept = frozenset(each.field for each in own)
        over = {key: _laid_over(record, each) for key, each in said.items()}
        found = judge.anew(findings, record, replace(record, fields={**record.fields, **over}), kept)
        findings = (*found, *checks.conflicts(record, said, source=number == 0), *own)
        shown = {key: value for key, value in over.items() if key not in kept}
        records.append(replace(record, fields={**record.fields, **shown}))
    read = team.source.fields
    told = (
        replace(
            each,
            old=read[key].value if key in read else None,
            seen=tuple(checks.box_text(record.fields.get(key)) for record in team.records),
        )
        for key, each in said.items()
    )
    return replace(
        team,
        fields=records[0].fields,
        source=records[0],
        records=tuple(records),
        findings=findings,
        corrections=tuple(told),
    )


def _laid_over(record: Record, said: Correction) -> FieldValue:
    """A value with a person's word in its place; the paper's own where it says the very same beyond doubt."""
    found = record.fields.get(said.field, FieldValue(key=said.field))
    if found.value == said.new and found.grade == "A" and not found.doubts:
        return found
    return replace(found, value=said.new, text=worded(said.new), method=METHOD, grade="A", doubts=(), crop="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Findings about the papers of one entry, as they are after its corrections."""

    said: Mapping[str, Correction]
    """What was corrected, by the field's key."""
    form: FormSpec
    """The form."""
    edition: Programme
    """The programme."""

    def anew(
        self, findings: Sequence[Finding], before: Record, after: Record, kept: frozenset[str]
    ) -> tuple[Finding, ...]:
        """The findings of the entry, those of one paper judged by what holds now.

        Also a finding about another box may rest on what was corrected: two rates that contradict each other.

        Args:
            findings: all findings of the entry.
            before: the paper as it was read.
            after: the paper with what was corrected.
            kept: the boxes in which it legibly says otherwise; what holds does not stand there.
        """
        old = {_gist(each) for each in self._of(before)}
        new = self._of(after)
        gone = old - {_gist(each) for each in new}
        stays = [
            each
            for each in findings
            if each.file != before.file or not (each.field in self.said or _gist(each) in gone)
        ]
        more = [each for each in new if each.field not in kept and (each.field in self.said or _gist(each) not in old)]
        return (*stays, *(_as_seen(each, after) for each in more))

    def _of(self, record: Record) -> tuple[Finding, ...]:
        day = datetime.date.fromisoformat(max(each.at for each in self.said.values())[:10])
        return checks.check_record(record, self.form, self.edition, today=day)


def _gist(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.field, str(finding.place), finding.message


def _as_seen(finding: Finding, record: Record) -> Finding:
    """A finding about what was recognised on a picture says so; what a person typed was not."""
    value = record.fields.get(finding.field)
    if not record.scanned or (value is not None and value.method == METHOD):
        return finding
    return replace(finding, basis="pixels", crop=value.crop if value else "")
