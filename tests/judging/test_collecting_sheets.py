"""Score books that come back: whose they are, what they say, what keeps them from counting; nothing twice or lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.errors import LedgerError, UsageError
from qtdocs.ledger import standings
from qtdocs.ledger.judging import ActKind
from qtdocs.model.ballot import Ballot
from qtdocs.model.expert import LEADER, Panel, Seat
from qtdocs.model.score_book import CODE_CELL, RECUSAL_CELL, score_cell, total_cell
from qtdocs.pipeline.judging.ballot_status import missing_told, status_told
from qtdocs.pipeline.judging.resolving import Word, ballot_resolved, scale_settled
from qtdocs.pipeline.judging.tallying import ballots_tallied
from tests.judging_season import WHO, judging_season
from tests.score_books import FIRST, FOURTH, SECOND, THIRD, Office, fill, sheet_of

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
SCORE = score_cell(0)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("season")
    place, _ = judging_season(home, 4)
    Office(place=place, folder=home).drawn()
    return place.home


@pytest.fixture
def office(season: Path, tmp_path: Path) -> Office:
    shutil.copytree(season, tmp_path / "赛季")
    (tmp_path / "收回").mkdir()
    return Office(place=pipeline.find(tmp_path / "赛季"), folder=tmp_path / "收回")


def resolve(office: Office, judge: str, entry: str, *, medium: str = "xlsx", version: int | None = None) -> str:
    word = Word(judge=judge, entry=entry, medium=medium, version=version, stage="", who=WHO, because="电话问过")
    return ballot_resolved(office.place, word, dry_run=False)


def test_every_sheet_of_a_book_becomes_a_ballot_with_its_place(office: Office) -> None:
    office.filled(
        "专001", {FIRST: 86.5, SECOND: "已回避"}, lambda book: sheet_of(book, FIRST).__setitem__("C9", "特色鲜明")
    )
    said = office.collect()
    assert said.lines[:3] == ("专001.xlsx：2 张", "  专001 → 班0001　86.5 分", "  专001 → 班0002　已回避")
    assert (said.lines[-1], said.worst) == ("这次新收评分 2 份。还差谁的，用 qtdocs judge missing 看。", "")
    ballots, findings = office.held()
    one = ballots["专001", FIRST]
    tab = sheet_of(office.book("专001"), FIRST).title
    assert (one.scores["total"].place, one.comment, str(one.scale)) == (f"专001.xlsx {tab}!E7", "特色鲜明", "100")
    assert (ballots["专001", SECOND].recused, findings) == (True, ())
    assert office.place.originals.find(one.sha256) is not None
    assert pipeline.ledger_verified(office.place).startswith("台账完好")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("85分", "85"),
        ("８５．５", "85.5"),
        ("八十五", "85"),
        ("八十五点五分", "85.5"),
        ("85 分", "85"),
        ("85.0", "85"),
    ],
)
def test_scores_as_people_write_them(office: Office, written: str, read: str) -> None:
    office.filled("专001", {FIRST: written})
    office.collect()
    assert office.points() == {("专001", FIRST): read}


def test_minutes_of_excel_are_points(office: Office) -> None:
    def as_minutes(book: Any) -> None:
        cell = sheet_of(book, FIRST)[SCORE]
        cell.value, cell.number_format = 85 / 1440, '[m]"分"'

    office.filled("专001", {}, as_minutes)
    office.collect()
    assert office.points() == {("专001", FIRST): "85"}


def test_half_a_minute_that_nobody_sees_is_doubted(office: Office) -> None:
    def as_minutes(book: Any) -> None:
        cell = sheet_of(book, FIRST)[SCORE]
        cell.value, cell.number_format = 85.5 / 1440, '[m]"分"'

    office.filled("专001", {}, as_minutes)
    office.collect()
    assert "显示的是“85分”，存的是 85.5" in office.held()[1][0].message


def test_scores_on_a_nominators_list_are_no_ballots(office: Office) -> None:
    book = openpyxl.Workbook()
    for row in (("推荐汇总表",), ("序号", "单位名称", "班组名称", "得分", "排序"), (1, "甲公司", "测量一班", 95, 1)):
        book.active.append(row)
    office.put(book, "汇总表.xlsx")
    assert office.collect().lines[0] == "汇总表.xlsx：不是评分表，原件存下了。"
    assert office.held() == ({}, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (135, "score-out-of-range"),
        (-1, "score-out-of-range"),
        ("88左右", "score-unsure"),
        ("85-90", "score-unsure"),
        (88.25, "score-unsure"),
        ("=NOSUCH(1)", "score-unsure"),
        ("=43+43", "score-unsure"),
    ],
)
def test_what_cannot_be_taken_at_its_word_does_not_count(office: Office, written: object, code: str) -> None:
    office.filled("专001", {FIRST: written, SECOND: 80})
    said = office.collect()
    assert (office.points(), office.codes(), said.worst) == ({("专001", SECOND): "80"}, [code], "error")
    tab = sheet_of(office.book("专001"), FIRST).title
    assert f"专001.xlsx {tab}!E7" in office.held()[1][0].message


def test_what_nobody_can_read_cannot_be_declared_good(office: Office) -> None:
    office.filled("专001", {FIRST: "优秀"})
    office.collect()
    assert office.codes() == ["score-unsure"]
    with pytest.raises(UsageError, match="这一份怎么定也不能算数"):
        resolve(office, "专001", FIRST)


def test_a_display_that_hides_half_a_point_is_doubted(office: Office) -> None:
    office.filled("专001", {FIRST: 86.5}, lambda book: setattr(sheet_of(book, FIRST)[SCORE], "number_format", "0"))
    office.collect()
    assert "显示的是“87”，存的是 86.5" in office.held()[1][0].message
    assert resolve(office, "专001", FIRST).startswith("已记下：专001 沈知远给班0001")
    assert office.points() == {("专001", FIRST): "86.5"}


def test_an_empty_book_and_an_untouched_one_are_no_ballots(office: Office) -> None:
    (office.folder / "没动.xlsx").write_bytes(office.bytes_of("专001"))
    office.filled("专002", {})
    said = office.collect()
    assert said.lines[:3] == (
        "专002.xlsx：0 张", f"  没有填：{FIRST}、{SECOND}", "没动.xlsx：程序发出的，没有填、没有改过。",
    )  # fmt: skip
    assert office.held() == ({}, ())


def test_the_same_file_twice_is_told_and_changes_nothing(office: Office) -> None:
    path = office.filled("专001", {FIRST: 86})
    office.collect()
    shutil.copy(path, office.folder / "又一份.xlsx")
    said = office.collect()
    assert said.lines[0] == "专001.xlsx：1 张，早已收过，没有变化"
    assert "又一份.xlsx 与 专001.xlsx 一字不差，只算一份。" in said.lines
    assert said.lines[-1].startswith("这次新收评分 0 份")
    assert office.acts(ActKind.BALLOT, Ballot) == 1


def test_two_versions_that_differ_count_neither_until_a_person_says_which(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, name="一.xlsx")
    office.filled("专001", {FIRST: 91}, name="二.xlsx")
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["ballot-conflict"])
    with pytest.raises(UsageError, match="电子表有 2 份说法不同的"):
        resolve(office, "专001", FIRST)
    with office.place.ledger() as ledger:
        (last,) = ledger.rows("SELECT max(id) FROM judging WHERE kind = 'ballot'")[0]
    resolve(office, "专001", FIRST, version=last)
    assert (office.points(), office.codes()) == ({("专001", FIRST): "91"}, ["ballot-resolved"])
    office.filled("专001", {FIRST: 90}, name="三.xlsx")
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["ballot-conflict", "ballot-word-lapsed"])


def test_a_version_that_only_mends_what_was_wrong_holds(office: Office) -> None:
    office.filled("专001", {FIRST: 135}, name="一.xlsx")
    office.collect()
    office.filled("专001", {FIRST: 85}, name="二.xlsx")
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "85"}, ["ballot-mended"])


def test_two_versions_that_say_the_same_are_one(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, name="一.xlsx")
    office.filled("专001", {FIRST: "86分"}, name="二.xlsx")
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86"}, [])


def test_renamed_tabs_and_moved_cells_do_not_matter(office: Office) -> None:
    def moved(book: Any) -> None:
        page = sheet_of(book, FIRST)
        for area in list(page.merged_cells.ranges):
            page.unmerge_cells(str(area))
        page.insert_rows(3, amount=2)
        page.insert_cols(1)
        page.title = "张三的"

    office.filled("专001", {FIRST: 86, SECOND: 87}, moved)
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86", ("专001", SECOND): "87"}, [])


def test_a_tab_named_after_another_entry_is_told_and_the_code_holds(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, lambda book: setattr(sheet_of(book, FIRST), "title", "班0003 我的"))
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86"}, ["sheet-renamed"])
    said = list(ballots_tallied(office.place, stage="material", as_json=False, dry_run=True))
    assert said[-2:] == ["另有 1 条提醒，用 qtdocs judge status 看。", "只是看看，什么也没有写。"]
    assert [each for each in said if "没有计入" in each] == []


def test_a_sheet_pasted_over_another_does_not_count(office: Office) -> None:
    def pasted(book: Any) -> None:
        source, target = sheet_of(book, FIRST), sheet_of(book, SECOND)
        for row in source.iter_rows(min_row=1, max_row=4, max_col=1):
            target[row[0].coordinate] = row[0].value  # the code goes along, the foot of the page stays

    office.filled("专001", {FIRST: 86, SECOND: 80}, pasted)
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86"}, ["sheet-identity", "sheet-identity"])


def test_a_printed_code_that_was_changed_keeps_a_sheet_from_counting(office: Office) -> None:
    def changed(book: Any) -> None:
        page = sheet_of(book, FIRST)
        page[CODE_CELL] = str(page[CODE_CELL].value).replace("专001", "专002")  # the foot of the page keeps its own

    office.filled("专001", {FIRST: 86}, changed)
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["sheet-identity"])


def test_names_of_another_entry_keep_a_sheet_from_counting(office: Office) -> None:
    def renamed(book: Any) -> None:
        sheet_of(book, FIRST)["A2"] = sheet_of(book, SECOND)["A2"].value

    office.filled("专001", {FIRST: 86}, renamed)
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["sheet-identity"])
    resolve(office, "专001", FIRST)
    assert office.points() == {("专001", FIRST): "86"}


def test_a_copied_tab_is_told_and_counted_once(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, lambda book: book.copy_worksheet(sheet_of(book, FIRST)))
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86"}, ["sheet-copied"])


def test_a_copied_tab_that_differs_counts_neither(office: Office) -> None:
    def copied(book: Any) -> None:
        book.copy_worksheet(sheet_of(book, FIRST))[SCORE] = 99

    office.filled("专001", {FIRST: 86}, copied)
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["ballot-conflict", "sheet-copied"])


def test_a_sheet_without_its_code_is_not_guessed(office: Office) -> None:
    def nameless(book: Any) -> None:
        page = sheet_of(book, FIRST)
        page[CODE_CELL] = None
        page.oddFooter.left.text = ""

    office.filled("专001", {FIRST: 86, SECOND: 80}, nameless)
    said = office.collect()
    assert office.points() == {("专001", SECOND): "80"}
    assert sum("（sheet-unidentified）" in line for line in said.lines) == 1
    assert sum("（sheet-altered）" in line for line in said.lines) == 1  # the hidden sheet knows that it was there
    assert sum("没有收的文件" in line for line in status_told(office.place, stage="", as_json=False)) == 1


def test_the_foot_of_the_page_tells_whose_it_is_where_the_cell_is_gone(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, lambda book: sheet_of(book, FIRST).__setitem__(CODE_CELL, None))
    office.collect()
    assert office.points() == {("专001", FIRST): "86"}


def test_a_sheet_of_another_season_is_not_taken(office: Office) -> None:
    book = office.book("专001", programme="cacem-2025")
    fill(book, {FIRST: 86})
    office.put(book, "去年.xlsx")
    said = office.collect()
    assert office.held() == ({}, ())
    assert sum("（sheet-wrong-season）" in line for line in said.lines) == 1
    assert said.worst == "error"


def test_a_judge_who_avoids_an_entry_is_set_aside(office: Office) -> None:
    everybody = (Panel(name="第1组", entries=(FIRST, SECOND, THIRD), seats=(Seat(expert="专003", role=LEADER),)),)
    book = office.book("专003", panels=everybody)
    fill(book, {FIRST: 80, SECOND: 95, THIRD: 70})
    office.put(book, "专003.xlsx")
    office.collect()
    assert (office.points(), office.codes()) == ({("专003", FIRST): "80"}, ["ballot-set-aside", "ballot-set-aside"])
    messages = " ".join(each.message for each in office.held()[1])
    assert "他对这个班组应当回避" in messages
    assert "它由第2组评，他在第1组" in messages


def test_a_sheet_that_says_both_counts_neither_way(office: Office) -> None:
    office.filled("专001", {FIRST: 86}, lambda book: sheet_of(book, FIRST).__setitem__(RECUSAL_CELL, "已回避"))
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["ballot-recused-scored"])


def test_ballots_of_entries_that_left_are_told_and_left_out(office: Office) -> None:
    office.filled("专001", {FIRST: 86, SECOND: 80})
    office.collect()
    with office.place.busy("tests") as ledger, ledger.change("moved", FIRST):
        standings.move(ledger, FIRST, before="初选合格", after="撤回", who=WHO, because="来函", papers=())
        standings.settle(ledger)
    assert (office.points(), office.codes()) == ({("专001", SECOND): "80"}, ["ballot-of-ended"])
    assert not any(FIRST in line for line in missing_told(office.place, stage="", as_json=False))


def test_a_scale_that_nobody_chose_is_unsure_until_the_office_says(office: Office) -> None:
    office.filled("专001", {FIRST: 18}, scale=None)
    office.filled("专002", {FIRST: 75}, scale=100)
    office.collect()
    assert (office.points(), office.codes()) == ({}, ["field-unsure"])
    assert "写满分 100 分的 1 份、没有写满分的 1 份" in office.held()[1][0].message
    assert scale_settled(office.place, "material", "100", who=WHO, because="", dry_run=False).startswith("已记下")
    assert office.points() == {("专001", FIRST): "18", ("专002", FIRST): "75"}
    assert {str(each.scale) for each in office.held()[0].values()} == {"100"}


def test_a_scale_that_contradicts_the_office_keeps_a_sheet_out(office: Office) -> None:
    office.filled("专001", {FIRST: 70}, scale=80)
    office.filled("专002", {FIRST: 75}, scale=100)
    office.collect()
    scale_settled(office.place, "申报材料审核", "１００分", who=WHO, because="", dry_run=False)
    assert (office.points(), office.codes()) == ({("专002", FIRST): "75"}, ["score-unsure"])
    with pytest.raises(UsageError, match="满分不会是“120”"):
        scale_settled(office.place, "material", "120", who=WHO, because="", dry_run=False)
    with pytest.raises(UsageError, match="满分已经定为 100 分（王敏"):
        scale_settled(office.place, "material", "80", who=WHO, because="", dry_run=False)
    assert scale_settled(office.place, "material", "80", who=WHO, because="看错了", dry_run=False) == (
        "已记下：申报材料审核的评分按满分 80 分算，原来定的是 100 分（王敏）。"
        "表上写着别的满分的，会列出来，不算数。请注意：评分已经收到了，请确认不是看着结果定的。"
    )


def test_mails_and_archives_are_taken_apart(office: Office) -> None:
    book = office.filled("专001", {FIRST: 86})
    other = office.filled("专002", {FIRST: 84})
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.com", "评分"
    mail.set_content("见附件")
    with zipfile.ZipFile(office.folder / "打包.zip", "w") as package:
        package.write(book, "评分/专001.xlsx")
    mail.add_attachment(
        (office.folder / "打包.zip").read_bytes(), maintype="application", subtype="zip", filename="a.zip"
    )
    mail.add_attachment(other.read_bytes(), maintype="application", subtype="octet-stream", filename="b.xlsx")
    path = office.folder.parent / "来信.eml"
    path.write_bytes(mail.as_bytes())
    office.collect(path)
    assert office.points() == {("专001", FIRST): "86", ("专002", FIRST): "84"}
    assert office.held()[0]["专001", FIRST].file == "来信.eml!a.zip!评分/专001.xlsx"


def test_dry_run_keeps_nothing(office: Office) -> None:
    office.filled("专001", {FIRST: 86})
    said = office.collect(dry_run=True)
    assert said.lines[-1] == "以上只是看看，什么也没有写。"
    assert said.lines[1] == "  专001 → 班0001　86 分"
    assert (office.held()[0], office.acts(ActKind.BALLOT, Ballot)) == ({}, 0)
    sha256 = hashlib.sha256((office.folder / "专001.xlsx").read_bytes()).hexdigest()
    assert office.place.originals.find(sha256) is None


def test_what_is_no_score_sheet_is_told_and_kept(office: Office) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "差旅费报销单"
    office.put(book, "报销.xlsx")
    (office.folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (office.folder / "Thumbs.db").write_bytes(b"x")
    said = office.collect()
    assert said.lines[:2] == (
        "报销.xlsx：不是评分表，原件存下了。", "Thumbs.db：系统自动生成的文件，跳过。",
    )  # fmt: skip
    assert (said.worst, said.lines[2].split("。")[-1]) == ("unread", "（file-damaged）")
    assert said.lines[2].startswith("[错误] 坏.xlsx：")


def test_an_original_that_goes_missing_is_told_by_verify(office: Office) -> None:
    office.filled("专001", {FIRST: 86})
    office.collect()
    path = office.place.originals.find(office.held()[0]["专001", FIRST].sha256)
    assert path is not None
    path.unlink()
    with pytest.raises(LedgerError, match="评委交回的一份评分表不见了"):
        pipeline.ledger_verified(office.place)


def test_json_lines_tell_every_sheet_file_and_finding(office: Office) -> None:
    office.filled("专001", {FIRST: 86, SECOND: 135})
    told = [json.loads(line) for line in office.collect(as_json=True).lines]
    assert [(each["kind"], each.get("entry"), each.get("points"), each.get("code")) for each in told] == [
        ("ballot", FIRST, "86", None), ("ballot", SECOND, "135", None), ("file", None, None, None),
        ("finding", None, None, "score-out-of-range"),
    ]  # fmt: skip
    assert told[0]["scores"]["total"]["text"] == "86"


def test_status_and_missing_tell_who_has_not_sent_what(office: Office) -> None:
    office.filled("专001", {FIRST: 86, SECOND: "已回避"})
    office.collect()
    told = list(status_told(office.place, stage="", as_json=False))
    assert told[0] == "■ 申报材料审核：应收 7 份，算数 2 份，没有收到 5 份"
    rows = [json.loads(line) for line in missing_told(office.place, stage="material", as_json=True)]
    assert [(each["judge"], each["entry"]) for each in rows] == [
        ("专002", FIRST), ("专003", FIRST), ("专002", SECOND), ("专004", THIRD), ("专004", FOURTH),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="没有“final”这个阶段"):
        list(status_told(office.place, stage="final", as_json=False))


def test_nobody_and_nowhere_are_refused(office: Office) -> None:
    office.filled("专001", {FIRST: 86})
    office.collect()
    with pytest.raises(UsageError, match="没有收到专001对班0002的评分"):
        resolve(office, "专001", SECOND)
    with pytest.raises(UsageError, match="不认得“fax”"):
        resolve(office, "专001", FIRST, medium="fax")
    with pytest.raises(UsageError, match="没有这样的一份（签字纸质）"):
        resolve(office, "专001", FIRST, medium="paper")
    office.filled("专002", {FIRST: 135})
    office.collect()
    with pytest.raises(UsageError, match="这一份怎么定也不能算数"):
        resolve(office, "陆青禾", FIRST)


def command(capsys: pytest.CaptureFixture[str], office: Office, *arguments: object) -> tuple[int, list[str], str]:
    code = 0
    try:
        main([*(str(argument) for argument in arguments), "-w", str(office.place.home)])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def test_commands_as_a_clerk_types_them(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.filled("专001", {FIRST: 86, SECOND: 135})
    code, out, _ = command(capsys, office, "judge", "collect", office.folder, "--by", WHO, "--jobs", 1, "--strict")
    assert (code, out[1]) == (1, "  专001 → 班0001　86 分")  # read by a limited worker
    (office.folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert command(capsys, office, "judge", "collect", office.folder, "--by", WHO, "--jobs", 1)[0] == 3
    code, out, _ = command(capsys, office, "judge", "missing", "--json")
    assert (code, len(out)) == (0, 5)
    assert command(capsys, office, "judge", "status")[1][0].startswith("■ 申报材料审核：应收 7 份，算数 1 份")
    code, _, err = command(capsys, office, "judge", "resolve", "专001", SECOND, "--by", WHO, "--because", "电话")
    assert (code, "这一份怎么定也不能算数" in err) == (2, True)
    code, out, _ = command(capsys, office, "judge", "scale", "material", "100", "--by", WHO, "--dry-run")
    assert (code, out[0].endswith("什么也没有写。")) == (0, True)
    code, _, err = command(capsys, office, "judge", "collect", office.folder / "没有", "--by", WHO)
    assert (code, err.startswith("错误：找不到：")) == (2, True)


# -- LibreOffice ---------------------------------------------------------------------------------------------------


@needs_office
@pytest.mark.parametrize("kind", ["xlsx:Calc MS Excel 2007 XML", "xls:MS Excel 97", "ods"])
def test_books_that_another_program_saved(office: Office, tmp_path: Path, kind: str) -> None:
    def typed_total(book: Any) -> None:
        sheet_of(book, SECOND)[total_cell(1)] = 88

    path = office.filled("专001", {FIRST: 86.5, SECOND: 87}, typed_total)
    out = tmp_path / "另存"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, kind, "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    office.collect(out)
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86.5"}, ["score-sum-differs"])
