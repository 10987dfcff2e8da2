"""The papers that the programme asks of each nominator, against the lists and letters that came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qtdocs.checks.requirements import Came, check_originals, check_requirement
from qtdocs.editions.programme import Paper
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.pipeline.asked import is_of_mode
from qtdocs.pipeline.beside import Beside
from qtdocs.pipeline.known import Season
from qtdocs.pipeline.noted import Noted
from qtdocs.pipeline.owners import Nominator, Owners, nominators_of


def findings_of_nominators(teams: Sequence[Entry], season: Season, beside: Beside) -> tuple[Finding, ...]:
    """What is missing of the nominators' papers; nothing where no team names a nominator.

    Args:
        teams: the teams.
        season: the season.
        beside: what came with what.
    """
    asked = [paper for paper in season.edition.papers if paper.per == "nominator"]
    nominators = nominators_of(teams) if asked else ()
    lists, noted = Owners(season, nominators, beside), Noted(season.parcels, teams)
    found: list[Finding] = []
    for nominator in nominators:
        theirs = [
            paper for paper in asked if any(is_of_mode(paper.modes, team, season.edition) for team in nominator.teams)
        ]
        for paper in theirs:
            found += _missing(paper, nominator, lists, beside)
        unseen = tuple(
            each for each in theirs if "paper" in each.media and not noted.holds_of_nominator(nominator.twin, each)
        )
        found += check_originals(unseen, nominator=nominator.name)
    return tuple(found)


def _missing(paper: Paper, nominator: Nominator, lists: Owners, beside: Beside) -> Iterator[Finding]:
    records = lists.of(nominator.twin, paper.kind)
    came = Came(media=frozenset(each.medium for each in records), file=records[0].file if records else "")
    if not any(check_requirement(paper, came)):
        return
    doubts = (
        *(("", f"“{each.file}”没有写明推荐单位，可能就是它") for each in lists.nobodys(paper.kind)),
        *beside.doubts_of_nominator(nominator.twin, nominator.teams, paper),
    )
    came = Came(media=came.media, file=came.file, doubtful=doubts)
    yield from check_requirement(paper, came, nominator=nominator.name)
