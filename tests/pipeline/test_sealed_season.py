"""Sealed scans from the inbox to the ledger: what is seen, what a person says of it, and what may be sent."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.errors import LedgerError, UsageError
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import Account, account_of
from samples.papers import zhejiang
from samples.scans import TEAMS

SCANS = Path(__file__).parents[2] / "samples" / "scans"
TODAY = datetime.date(2026, 5, 6)
RIGHT, BARE, WRONG, COPIED, PHOTO, DIGITAL = range(1, 7)


class Season:
    """A workspace into which the sample scans were collected."""

    def __init__(self, home: Path) -> None:
        self.place = pipeline.new(home, programme="zhejiang-2026")
        self.report = pipeline.collect_into(self.place, [SCANS], today=TODAY)

    def account(self) -> Account:
        with self.place.ledger() as ledger:
            return account_of(ledger, shelf.load_programme(self.place.programme))

    def seals(self) -> dict[tuple[int, str], dict[str, Any]]:
        listed = (json.loads(line) for line in pipeline.seals_listed(self.place, as_json=True, open_only=False))
        numbers = {each.number: TEAMS.index(team) + 1 for each in self.account().teams for team in TEAMS
                   if each.fields["team_name"].value == team.team}  # fmt: skip
        return {(numbers[each["entry_no"]], each["role"]): each for each in listed}

    def findings(self, team: int) -> list[Finding]:
        name = TEAMS[team - 1].team
        return [f for each in self.account().teams if each.fields["team_name"].value == name for f in each.findings]

    def number(self, team: int) -> str:
        return str(self.seals()[team, "applicant"]["entry_no"])


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    return Season(tmp_path_factory.mktemp("season") / "工作区")


def test_each_team_is_one_entry_of_word_file_and_scan(season: Season) -> None:
    teams = season.account().teams
    assert sorted(str(each.fields["team_name"].value) for each in teams) == sorted(team.team for team in TEAMS)
    assert [sorted(record.kind for record in each.records) for each in teams if len(each.records) != 2] == []
    assert {each.source.kind for each in teams} == {"docx"}


def test_seals_are_seen_for_what_they_are(season: Season) -> None:
    seals = season.seals()
    assert {key: each["outcome"] for key, each in seals.items() if key[0] in (RIGHT, BARE, WRONG, DIGITAL)} == {
        (RIGHT, "applicant"): "same", (RIGHT, "nominator"): "same",
        (BARE, "applicant"): "same", (BARE, "nominator"): "missing",
        (WRONG, "applicant"): "differs", (WRONG, "nominator"): "same",
        (DIGITAL, "applicant"): "same", (DIGITAL, "nominator"): "same",
    }  # fmt: skip
    assert seals[WRONG, "applicant"]["reads_as"] == TEAMS[RIGHT - 1].organisation
    assert seals[WRONG, "applicant"]["expected"] == TEAMS[WRONG - 1].organisation


def test_photocopy_and_photograph_are_never_called_wrong_or_missing(season: Season) -> None:
    outcomes = {each["outcome"] for key, each in season.seals().items() if key[0] in (COPIED, PHOTO)}
    assert outcomes <= {"same", "unread"}


def test_every_finding_from_pixels_waits_for_a_person(season: Season) -> None:
    findings = [each for number in range(1, 7) for each in season.findings(number)]
    seen = [each for each in findings if each.code.startswith("seal-")]
    assert [each.code for each in seen if each.may_be_sent] == []
    assert {each.code for each in seen} >= {"seal-missing", "seal-name-differs"}
    scanned = [each for each in findings if "盖章" in each.file or each.file.endswith(".jpg")]
    assert [each.code for each in scanned if each.may_be_sent and "06 幕墙" not in each.file] == []


def test_word_file_that_was_edited_after_the_scan_is_told_with_both_texts_and_the_crop(season: Season) -> None:
    (found,) = [each for each in season.findings(BARE) if each.code == "pair-differs"]
    assert found.field == "contact_phone"
    assert TEAMS[BARE - 1].phone in found.message and "13800001303" in found.message
    assert season.place.crops.path(found.crop).exists()


def test_crops_are_small_pictures_in_the_workspace_that_the_workbook_links_to(season: Season) -> None:
    book = openpyxl.load_workbook(season.place.home / "台账.xlsx")
    heads = [cell.value for cell in book["印章"][1]]
    column = heads.index("截图") + 1
    links = [cell.hyperlink.target for (cell,) in book["印章"].iter_rows(min_row=2, min_col=column, max_col=column)
             if cell.hyperlink]  # fmt: skip
    assert len(links) == 11  # all but the one that is missing
    for link in links:
        with Image.open(season.place.home / link) as picture:
            assert (picture.format, picture.mode, max(picture.size) <= 1000) == ("JPEG", "RGB", True)


def test_crops_are_in_no_output_that_leaves_the_workspace(season: Season, tmp_path: Path) -> None:
    run = pipeline.run([SCANS], programme="浙江", out=tmp_path, today=TODAY)
    crops = {path.read_bytes() for path in (tmp_path / "数据" / "截图").rglob("*.jpg")}
    outputs = [path for path in tmp_path.rglob("*") if path.is_file() and tmp_path / "数据" not in path.parents]
    assert "台账.xlsx" in run.summary and len(crops) > 11
    assert [path.name for path in outputs if crops & parts_of(path)] == []
    packed = tmp_path / "夹带.docx"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.jpeg", min(crops))
    assert crops & parts_of(packed) == {min(crops)}


def parts_of(path: Path) -> set[bytes]:
    """The bytes of a file, and of everything packed in it."""
    if not zipfile.is_zipfile(path):
        return {path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {package.read(name) for name in package.namelist()}


def test_collecting_again_brings_nothing_new_and_the_same_workbook(season: Season) -> None:
    before = (season.place.home / "台账.xlsx").read_bytes()
    report = pipeline.collect_into(season.place, [SCANS], today=TODAY)
    assert report.summary.startswith("没有新的材料。")
    assert (season.place.home / "台账.xlsx").read_bytes() == before


def test_what_a_person_saw_counts_and_is_kept(tmp_path: Path) -> None:
    season = Season(tmp_path / "工作区")
    number = season.number(BARE)
    said = pipeline.seal_confirmed(season.place, number, "推荐单位", "没有", who="王敏", today=TODAY)
    assert said.startswith("已记下：王敏看过")
    (missing,) = [each for each in season.findings(BARE) if each.code == "seal-missing"]
    assert (missing.confirmed, missing.may_be_sent) == ("王敏", True)
    pipeline.seal_confirmed(season.place, number, "推荐单位", "相符", who="芮一诺", today=TODAY)
    assert [each.code for each in season.findings(BARE) if each.code.startswith("seal-")] == []
    assert season.seals()[BARE, "nominator"]["confirmed_by"] == "芮一诺"
    assert pipeline.ledger_verified(season.place).startswith("台账完好")
    with season.place.ledger() as ledger:
        assert [row[0] for row in ledger.rows("SELECT answer FROM confirmations ORDER BY id")] == ["没有", "相符"]
        assert [row[0] for row in ledger.rows("SELECT subject FROM events") if "王敏" in row[0]] == []


@pytest.mark.parametrize(
    ("what", "whose", "answer", "who", "said"),
    [
        ("班9999", "申报单位", "相符", "王敏", "没有编号、班组或文件名是“班9999”的。"),
        ("", "申报单位", "相符", "王敏", "没有编号、班组或文件名是“”的。"),
        ("班0001", "申报单位", "收回", "王敏", "“湖州市建筑业协会/"),
        ("班0001", "公司", "相符", "王敏", "不认得“公司”。"),
        ("班0001", "申报单位", "对", "王敏", "不认得“对”。"),
        ("班0001", "申报单位", "相符", " ", "没有写是谁看的。"),
    ],
)  # fmt: skip
def test_unclear_confirmation_is_refused(
    season: Season, what: str, whose: str, answer: str, who: str, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        pipeline.seal_confirmed(season.place, what, whose, answer, who=who, today=TODAY)
    assert str(caught.value).startswith(said)


def test_seal_is_found_by_its_paper_by_its_team_and_by_a_short_number(tmp_path: Path) -> None:
    season = Season(tmp_path / "工作区")
    seal = season.seals()[BARE, "nominator"]
    short = "/".join(seal["file"].split("/")[1:])
    for what in (seal["file"], short, TEAMS[BARE - 1].team, seal["entry_no"].replace("0", "")):
        said = pipeline.seal_confirmed(season.place, what, "推荐单位", "没有", who="王\n敏", today=TODAY)
        assert said.startswith(f"已记下：王 敏看过“{seal['file']}”上推荐单位的章")
    said = pipeline.seal_confirmed(season.place, seal["file"], "推荐单位", "相符", who="王敏", today=TODAY)
    assert said.splitlines()[1].startswith("注意：程序看到的是“没有看到章”，与记下的不一样")
    pipeline.seal_confirmed(season.place, seal["file"], "推荐单位", "收回", who="王敏", today=TODAY)
    assert season.seals()[BARE, "nominator"] == seal


def test_confirmation_that_somebody_changed_is_noticed(tmp_path: Path) -> None:
    season = Season(tmp_path / "工作区")
    pipeline.seal_confirmed(season.place, season.number(BARE), "推荐单位", "没有", who="王敏", today=TODAY)
    with season.place.ledger() as ledger:
        ledger.write("DROP TRIGGER confirmations_stay")
        ledger.write("UPDATE confirmations SET answer = '相符'")
    with pytest.raises(LedgerError, match="印章确认的记录被改动过"):
        pipeline.ledger_verified(season.place)


def test_word_file_alone_is_not_blamed_for_its_missing_seals(tmp_path: Path) -> None:
    (tmp_path / "申报表.docx").write_bytes(zhejiang(TEAMS[0].application()))
    place = pipeline.new(tmp_path / "工作区", programme="zhejiang-2026")
    pipeline.collect_into(place, [tmp_path / "申报表.docx"], today=TODAY)
    assert list(pipeline.seals_listed(place, as_json=True, open_only=False)) == []


def test_seal_is_confirmed_in_the_ledger_workbook_and_pixel_findings_likewise(tmp_path: Path) -> None:
    season = Season(tmp_path / "工作区")
    number, book = season.number(BARE), tmp_path / "工作区" / "台账.xlsx"

    def correct(edit: Callable[[Any], None]) -> list[str]:
        made = openpyxl.load_workbook(book)
        edit(made)
        made.save(book)
        return list(pipeline.corrected_by(season.place, book, who="王敏", why="看过", today=TODAY, dry_run=False))

    def look(answer: object, who: object) -> Callable[[Any], None]:
        def typed(made: Any) -> None:
            sheet = made["印章"]
            heads = {cell.value: cell.column for cell in sheet[1]}
            row = next(each[0].row for each in sheet.iter_rows(min_row=2)
                       if each[0].value == number and each[heads["谁的章"] - 1].value == "推荐单位")  # fmt: skip
            sheet.cell(row, heads["人工看到"]).value, sheet.cell(row, heads["谁看的"]).value = answer, who

        return typed

    def said_of_missing(made: Any) -> None:
        sheet = made["问题"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        row = next(
            each[0].row for each in sheet.iter_rows(min_row=2) if each[heads["编号"] - 1].value == "seal-missing"
        )
        sheet.cell(row, heads["处理"]).value, sheet.cell(row, heads["处理人"]).value = "属实", "李工"

    with pytest.raises(UsageError, match="没有写谁看的"):
        correct(look("没有", None))
    season.place.home.joinpath("台账.xlsx").unlink()
    pipeline.collect_into(season.place, [SCANS], today=TODAY)
    correct(said_of_missing)
    (missing,) = [each for each in season.findings(BARE) if each.code == "seal-missing"]
    assert (missing.confirmed, missing.may_be_sent) == ("李工", True)
    told = correct(look("相符", "王敏"))
    assert any("推荐单位的章：相符　王敏" in line or "的章：看到 相符　王敏" in line for line in told)
    assert season.seals()[BARE, "nominator"]["confirmed_by"] == "王敏"
    assert [each for each in season.findings(BARE) if each.code == "seal-missing"] == []
    with pytest.raises(UsageError, match="不能在表里清空"):
        correct(look(None, None))
