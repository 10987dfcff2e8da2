"""Purging a season: what is due goes, what is held or too young stays, and the ledger still adds up."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import openpyxl
import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.pipeline.account import Account, account_of

MAILBOX = Path(__file__).parents[2] / "samples" / "mailbox"
REGISTER = MAILBOX.parent / "mailbox-收件登记.xlsx"
TODAY = datetime.date(2026, 4, 29)
BEFORE = datetime.date(2026, 4, 20)
IN_FOUR_YEARS, IN_TEN_YEARS = datetime.date(2030, 5, 1), datetime.date(2036, 5, 1)
TRACES = ("13800000", "hangzhou@example.com", "芮一诺")
"""Persons and phones of a parcel that came before the day."""


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("season") / "工作区"
    place = pipeline.new(home, programme="zhejiang-2026")
    shutil.copy(REGISTER, place.register)
    pipeline.collect_into(place, [MAILBOX], today=TODAY)
    return home


@pytest.fixture
def place(collected: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(collected, tmp_path / "工作区")
    return pipeline.find(tmp_path / "工作区")


def account(place: pipeline.Workspace) -> Account:
    with place.ledger() as ledger:
        return account_of(ledger, shelf.load_programme(place.programme))


def purge(place: pipeline.Workspace, today: datetime.date, *, dry_run: bool = False) -> list[str]:
    plan = pipeline.purge_shown(place, before=BEFORE, today=today)
    if not dry_run and not plan.is_empty:
        pipeline.purged(place, before=BEFORE, today=today, who="王敏", shown=plan.lines)
    return list(plan.lines)


def bytes_of(place: pipeline.Workspace) -> bytes:
    """All that the ledger's files hold."""
    return b"".join(path.read_bytes() for path in sorted(place.data.glob("台账.sqlite3*")))


def digests_of(place: pipeline.Workspace, before: datetime.date) -> set[str]:
    """Every document that arrived before a day and never later."""
    days: dict[str, list[datetime.date | None]] = {}
    for line in account(place).lines:
        arrival = line.parcel.arrival if line.parcel else None
        days.setdefault(line.attachment.sha256, []).append(arrival.start.date() if arrival else None)
    return {sha for sha, found in days.items() if sha and all(day and day < before for day in found)}


def test_nothing_goes_before_its_time_is_over(place: pipeline.Workspace) -> None:
    before = bytes_of(place)
    told = purge(place, TODAY)
    assert told[1] == "  没有可以清除的。"
    assert bytes_of(place) == before
    assert len(account(place).teams) == 18


def test_dry_run_shows_and_changes_nothing(place: pipeline.Workspace) -> None:
    before = bytes_of(place)
    told = purge(place, IN_FOUR_YEARS, dry_run=True)
    assert told[1:4] == ["  清除截图 2 张", "  清除原件：31 份文件", "  清除联系人、电话、邮箱和地址：31 份文件"]
    assert bytes_of(place) == before


def test_originals_and_persons_go_and_the_ledger_is_whole(place: pipeline.Workspace) -> None:
    due = digests_of(place, BEFORE)
    contacts = {team.id: team.fields["contact"].value for team in account(place).teams}
    here = bytes_of(place)
    assert [trace for trace in TRACES if trace.encode() not in here] == []
    purge(place, IN_FOUR_YEARS)
    assert pipeline.ledger_verified(place).startswith("台账完好")
    assert {path.name.partition(".")[0] for path in place.originals.all()} & due == set()
    left = account(place)
    assert len(left.teams) == 18  # names of companies and teams stay
    old = [team for team in left.teams if team.source.sha256 in due]
    assert old
    assert {team.fields[key].value for team in old for key in ("contact", "contact_phone")} == {None}
    assert [parcel.sender for parcel in left.parcels if parcel.number == "收0002"] == ["（已清除）"]
    young = {team.id: team.fields["contact"].value for team in left.teams if team.source.sha256 not in due}
    assert len(young) == 18 - len(old)
    assert young == {team: found for team, found in contacts.items() if team in young}
    assert [trace for trace in ("hangzhou@example.com",) if trace.encode() in bytes_of(place)] == []


def test_everything_goes_when_its_time_is_over(place: pipeline.Workspace) -> None:
    due = digests_of(place, BEFORE)
    gone = {team.number for team in account(place).teams if team.source.sha256 in due}
    purge(place, IN_TEN_YEARS)
    assert pipeline.ledger_verified(place).startswith("台账完好")
    left = account(place)
    assert {team.number for team in left.teams} & gone == set()
    assert {line.outcome for line in left.lines if line.attachment.sha256 in due} == {"purged", "opened"}


def test_what_was_purged_does_not_come_back_with_the_same_inbox(place: pipeline.Workspace) -> None:
    due = digests_of(place, BEFORE)
    purge(place, IN_TEN_YEARS)
    pipeline.collect_into(place, [MAILBOX], today=TODAY)
    assert {path.name.partition(".")[0] for path in place.originals.all()} & due == set()
    assert pipeline.ledger_verified(place).startswith("台账完好")
    assert purge(place, IN_TEN_YEARS)[1] == "  没有可以清除的。"


def test_held_entry_keeps_its_papers_and_what_they_came_in(place: pipeline.Workspace) -> None:
    due = digests_of(place, BEFORE)
    team = next(each for each in account(place).teams if each.source.sha256 in due)
    said = pipeline.held(place, team.number, reason="异议", why="公示期收到异议", who="王敏")
    assert said == f"{team.number} 因异议保留：在解除之前，qtdocs purge 不动它的任何材料。"
    told = purge(place, IN_TEN_YEARS)
    assert [line for line in told if f"{team.number} 有异议（王敏：公示期收到异议），先保留" in line] != []
    kept = {paper.sha256 for each in account(place).teams if each.number == team.number for paper in each.papers}
    assert kept == {paper.sha256 for paper in team.papers}
    assert all(place.originals.find(sha256) for sha256 in kept)
    pipeline.held(place, team.number, reason="", why="异议不成立", who="王敏")
    purge(place, IN_TEN_YEARS)
    assert team.number not in {each.number for each in account(place).teams}


@pytest.mark.parametrize(
    ("number", "reason", "why", "who"),
    [("班9999", "异议", "有异议", "王敏"), ("班0001", "别的", "有异议", "王敏"), ("班0001", "异议", " ", "王敏"),
     ("班0001", "异议", "有异议", ""), ("班0001", "", "没有保留过", "王敏")],
)  # fmt: skip
def test_hold_refuses_what_makes_no_sense(
    place: pipeline.Workspace, number: str, reason: str, why: str, who: str
) -> None:
    with pytest.raises(UsageError):
        pipeline.held(place, number, reason=reason, why=why, who=who)


def test_purge_wants_a_name_and_a_day_that_has_come(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError):
        pipeline.purged(place, before=BEFORE, today=TODAY, who=" ", shown=())
    with pytest.raises(UsageError):
        pipeline.purge_shown(place, before=IN_FOUR_YEARS, today=TODAY)
    with pytest.raises(UsageError):
        pipeline.purged(place, before=IN_FOUR_YEARS, today=TODAY, who="王敏", shown=())


def test_purge_does_nothing_but_what_was_shown(place: pipeline.Workspace) -> None:
    shown = pipeline.purge_shown(place, before=BEFORE, today=IN_TEN_YEARS)
    due = digests_of(place, BEFORE)
    team = next(each for each in account(place).teams if each.source.sha256 in due)
    pipeline.held(place, team.number, reason="归档", why="留作案例", who="李强")
    before = bytes_of(place)
    with pytest.raises(UsageError, match="刚才列出以后台账变了"):
        pipeline.purged(place, before=BEFORE, today=IN_TEN_YEARS, who="王敏", shown=shown.lines)
    assert bytes_of(place) == before


def test_pictures_left_by_a_purge_that_was_broken_off_go_with_the_next(place: pipeline.Workspace) -> None:
    pictures = {path: path.read_bytes() for path in place.crops.folder.glob("*/*.jpg")}
    purge(place, IN_TEN_YEARS)
    kept = place.crops.everything()
    for path, data in pictures.items():  # as if it had been killed before it took the files away
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    left = len(pictures) - len(kept)
    assert left > 0
    assert purge(place, IN_TEN_YEARS)[1] == f"  清除没有材料再用到的截图 {left} 张"
    assert place.crops.everything() == kept
    assert purge(place, IN_TEN_YEARS)[1] == "  没有可以清除的。"


def test_tampering_with_a_tombstone_is_seen(place: pipeline.Workspace) -> None:
    purge(place, IN_TEN_YEARS)
    with place.ledger() as ledger, ledger.change("test"):
        ledger.write("DROP TRIGGER tombstones_last")
        ledger.write("DELETE FROM tombstones WHERE kind = 'originals'")
    with pytest.raises(Exception, match="清除的记录被改动过"):
        pipeline.ledger_verified(place)


def test_texts_of_earlier_seasons_are_named_for_they_have_no_date(place: pipeline.Workspace) -> None:
    pipeline.library_import(place, MAILBOX, season="2025", today=TODAY)
    told = purge(place, TODAY, dry_run=True)
    assert [line for line in told if "往年" in line] == [
        "往年的材料（2025）不按日期清除，不再要的请用 qtdocs library remove 年度。"
    ]


def test_corrected_telephones_go_with_the_papers_and_the_ledger_still_adds_up(place: pipeline.Workspace) -> None:
    due = digests_of(place, BEFORE)
    team = next(each for each in account(place).teams if {record.sha256 for record in each.records} <= due)
    book, phone, people = place.home / "台账.xlsx", "13900007788", "77"
    opened = openpyxl.load_workbook(book)
    sheet = opened["班组"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(each[0].row for each in sheet.iter_rows(min_row=2) if each[1].value == team.number)
    sheet.cell(row, heads["班组联系电话"]).value, sheet.cell(row, heads["班组人数"]).value = phone, int(people)
    opened.save(book)
    list(pipeline.corrected_by(place, book, who="王敏", why="核实", today=TODAY, dry_run=False))
    assert phone.encode() in bytes_of(place)
    told = purge(place, IN_FOUR_YEARS)
    assert phone.encode() not in bytes_of(place)
    assert any("改过的台账" in line for line in told)
    after = next(each for each in account(place).teams if each.number == team.number)
    assert (after.fields["headcount"].value, after.fields["contact_phone"].value) == (people, None)
    assert pipeline.ledger_verified(place).startswith("台账完好")


def test_words_that_people_wrote_are_said_to_stay(place: pipeline.Workspace) -> None:
    assert [line for line in purge(place, TODAY, dry_run=True) if "只增不改" in line] == []
    said = {"who": "王敏", "because": "单位来电"}
    number = account(place).teams[0].number
    plan = pipeline.move_planned(place, [number], "撤回", **said)
    pipeline.moved(place, [number], "撤回", today=TODAY, plan=plan, **said)
    (told,) = [line for line in purge(place, TODAY, dry_run=True) if "只增不改" in line]
    assert told.startswith("台账里改状态的理由 1 条是人写下的话，只增不改，不清除；")
