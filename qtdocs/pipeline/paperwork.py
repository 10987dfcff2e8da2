"""What the programme asks for in which medium, against what came: by team and by nominator, with times and senders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.checks.senders import Senders, sender_told
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.pipeline.asked import findings_of_teams, is_nominated, key_of, lists_by_names, lists_of
from qtdocs.pipeline.beside import Beside
from qtdocs.pipeline.known import Judged, Season
from qtdocs.pipeline.materials import check_materials
from qtdocs.pipeline.nominators import findings_of_nominators
from qtdocs.pipeline.owners import nominators_of
from qtdocs.pipeline.slides import late_papers, of_other_years, with_locked
from qtdocs.text import name_twin

_PEOPLE = ("contact", "department_contact", "team_leader")
_SENDER = "V14"


def with_papers(judged: Judged, season: Season) -> Judged:
    """The season with what is missing, late, or not as the notice wants it, among papers of every kind."""
    teams, edition = judged.teams, season.edition
    beside = Beside(season, teams)
    missing = findings_of_teams(teams, season, beside)
    lists, other_years = lists_by_names(season), of_other_years(season)
    able = able_to_send(season, teams)
    whole = []
    for team in teams:
        opinions = lists.get(("nomination", *key_of(team)), ())
        found = (
            *missing[team.id],
            *late_papers(team, season.arrivals, edition),
            *check_materials(team, season.texts, edition, opinions),
            *_of_senders(team, season, beside, able),
        )
        told = replace(team, findings=(*team.findings, *found))
        whole.append(with_locked(told, edition, beside.lines_of(team), other_years))
    of_nominators = findings_of_nominators(teams, season, beside)
    return replace(judged, teams=tuple(whole), findings=(*judged.findings, *of_nominators))


def able_to_send(season: Season, teams: Sequence[Entry]) -> Senders:
    """Who may send where nominators must: they themselves, and whom their lists and the register name as their people.

    Args:
        season: the season.
        teams: its teams.
    """
    nominators = tuple(each.name for each in nominators_of(teams))
    people = {text_in(record, key) for _, record in lists_of(season) for key in ("contact", "preparer")}
    for parcel in season.parcels:
        sender = parcel.registered.sender if parcel.registered else ""
        people |= {sender.replace(name, "") for name in nominators if name in sender}
    return Senders(nominators=nominators, people=frozenset(filter(None, map(name_twin, people))))


def senders_of(entry: Entry, beside: Beside, able: Senders) -> dict[str, str]:
    """Everybody who sent papers of a team, and who that is: ``nominator``, ``entry``, or empty where nothing tells."""
    senders = dict.fromkeys(line.parcel.sender for line in beside.lines_of(entry) if line.parcel and line.parcel.sender)
    return {
        sender: sender_told(
            sender,
            able,
            organisations=[text_in(entry.source, key) for key in ("organisation_name", "team_name")],
            people=[text_in(entry.source, key) for key in _PEOPLE],
            boxes=[text_in(entry.source, "contact_email")],
        )
        for sender in senders
    }


def _of_senders(entry: Entry, season: Season, beside: Beside, able: Senders) -> Iterator[Finding]:
    """Who sent the papers, where the notice wants the nominator to and it certainly was somebody else."""
    if season.edition.contact.sender != "nominator" or not is_nominated(entry):
        return
    told = senders_of(entry, beside, able)
    if "nominator" in told.values():
        return
    rule = next((each for each in season.edition.rules if each.id == _SENDER), None)
    name = text_in(entry.source, "nominator_name")
    for sender, who in told.items():
        if who == "entry":
            yield checks.finding(
                "sender-unexpected", file=entry.source.file, severity=rule.severity if rule else "", sender=sender,
                nominator=f"推荐单位“{name}”" if name else "推荐单位",
            )  # fmt: skip
