"""Seasons with one planted defect a rule: each is found with whom it was planted, and the others draw no error."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.model.entry import Entry
from qtdocs.pipeline.account import Account, account_of
from samples.planting import others
from samples.planting.__main__ import write

PLANTED = Path(__file__).parents[2] / "samples" / "planted"
EXPECTED = tomllib.loads((PLANTED / "expected.toml").read_text(encoding="utf-8"))
TODAY = datetime.date(2026, 5, 8)
OF_PERSONS = ("seal-missing", "seal-name-differs")


@pytest.fixture(scope="module")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Account]:
    """Every planted season, after a person has looked at the two seals that are wrong."""
    found = {}
    for programme in EXPECTED:
        home = tmp_path_factory.mktemp(programme) / "工作区"
        place = pipeline.new(home, programme=programme)
        papers = PLANTED / programme
        if programme == "zhejiang-2026":
            papers = tmp_path_factory.mktemp("mails")
            write(papers)
        if programme == "municipal-2021":
            register(place, tmp_path_factory.mktemp("register") / "登记.xlsx")
        pipeline.collect_into(place, [papers], today=TODAY)
        for team in account(place).teams:
            seal = EXPECTED[programme]["teams"].get(name_of(team), {}).get("seal")
            if seal:
                pipeline.seal_confirmed(place, team.number, "申报单位", seal, who="王敏", today=TODAY)
        found[programme] = account(place)
    return found


def register(place: pipeline.Workspace, path: Path) -> None:
    """The association's register of teams, imported."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "班组登记"
    sheet.append(["单位", "班组", "注册日期"])
    for row in others.REGISTERED:
        sheet.append(list(row))
    book.save(path)
    pipeline.registry_imported(place, [path], today=TODAY, dry_run=False)


def account(place: pipeline.Workspace) -> Account:
    with place.ledger() as ledger:
        return account_of(ledger, shelf.load_programme(place.programme))


def name_of(team: Entry) -> str:
    value = team.fields["team_name"].value
    return value if isinstance(value, str) else ""


def defects(team: Entry) -> list[str]:
    return sorted(verdict.rule for verdict in team.verdicts if verdict.verdict == "defect")


def expected(programme: str, team: Entry) -> dict[str, Any]:
    found: dict[str, Any] = EXPECTED[programme]["teams"].get(name_of(team), {})
    return found


@pytest.mark.parametrize("programme", EXPECTED)
def test_each_planted_defect_is_found_with_whom_it_was_planted(seasons: Mapping[str, Account], programme: str) -> None:
    teams = seasons[programme].teams
    assert set(EXPECTED[programme]["teams"]) <= {name_of(team) for team in teams}
    found = {name_of(team): defects(team) for team in teams}
    assert found == {name_of(team): sorted(expected(programme, team).get("defects", [])) for team in teams}


@pytest.mark.parametrize("programme", EXPECTED)
def test_what_was_planted_beside_the_rules_is_found(seasons: Mapping[str, Account], programme: str) -> None:
    for team in seasons[programme].teams:
        codes = {finding.code for finding in team.findings}
        assert set(expected(programme, team).get("codes", ())) <= codes, name_of(team)
    loose = Counter(finding.code for finding in seasons[programme].findings)
    wanted = EXPECTED[programme]["loose"]
    assert {code: loose[code] for code in wanted} == wanted


@pytest.mark.parametrize("programme", EXPECTED)
def test_each_thing_is_said_once(seasons: Mapping[str, Account], programme: str) -> None:
    for team in seasons[programme].teams:
        # of a box once for all papers; of a paper once
        said = Counter((each.code, each.field, each.message, each.field or each.file) for each in team.findings)
        assert {what: count for what, count in said.items() if count > 1} == {}


@pytest.mark.parametrize("programme", EXPECTED)
def test_clean_teams_draw_no_error(seasons: Mapping[str, Account], programme: str) -> None:
    clean = [team for team in seasons[programme].teams if not expected(programme, team).get("defects")]
    assert clean or programme == "caq-2020"
    errors = {name_of(team): [each.code for each in team.findings if each.severity == "error"] for team in clean}
    assert errors == {name_of(team): [] for team in clean}


def test_wrong_seals_may_be_told_only_because_a_person_looked(seasons: Mapping[str, Account]) -> None:
    sealed = [
        (name_of(team), each.confirmed, each.may_be_sent)
        for team in seasons["zhejiang-2026"].teams
        for each in team.findings
        if each.code in OF_PERSONS
    ]
    assert ("钢筋加工班", "王敏", True) in sealed
    assert ("木工（模板）班组", "王敏", True) in sealed
    assert {may for _, who, may in sealed if not who} <= {False}
