"""Signed sheets on paper: known by their printed code, typed by two people, counted only where these agree."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from qtdocs import pipeline
from qtdocs.errors import UsageError
from qtdocs.judging.sheet_code import SheetIdentity, sheet_code
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.ballot import PaperSheet
from qtdocs.pipeline.judging.count_sheets import count_sheets_written
from qtdocs.pipeline.judging.entering import typed_taken
from qtdocs.pipeline.judging.entry_books import BookWishes, entry_book_written
from qtdocs.pipeline.judging.resolving import Word, ballot_resolved, scale_settled
from qtdocs.pipeline.purging import purge_shown, purged
from qtdocs.scan.recogniser import recogniser
from samples.sealing.fonts import KAI, SONG, font
from tests.judging_season import TODAY, WHO, judging_season
from tests.score_books import FIRST, FOURTH, SECOND, THIRD, Office

needs_recogniser = pytest.mark.skipif(recogniser() is None, reason="没有装 qtdocs[scan]")
ONE, TWO, THREE = "王敏", "李强", "赵青"
INK = (25, 35, 120)


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
    made = Office(place=pipeline.find(tmp_path / "赛季"), folder=tmp_path / "收回")
    scale_settled(made.place, "material", "100", who=WHO, because="", dry_run=False)
    return made


def page(judge: str, entry: str, score: str, *, coded: bool = True) -> Any:
    """A printed sheet with a score written by hand, as a scanner sees it."""
    from PIL import Image, ImageDraw

    code = sheet_code(SheetIdentity(programme="cacem-2026", stage="material", entry=entry, judge=judge))
    paper = Image.new("RGB", (1654, 1500), "white")
    pen = ImageDraw.Draw(paper)
    pen.text((560, 150), "申报材料审核评分表", fill=(0, 0, 0), font=font(SONG, 50))
    edges = (200, 800, 1100, 1450)
    for top, texts in ((400, ("评分项目", "满分", "得分")), (500, ("申报材料审核", "100 分", ""))):
        for left, right, text in zip(edges, edges[1:], texts, strict=False):
            pen.rectangle((left, top, right, top + 100), outline=(0, 0, 0), width=3)
            pen.text((left + 40, top + 32), text, fill=(0, 0, 0), font=font(SONG, 34))
    pen.text((1220, 515), score, fill=INK, font=font(KAI, 64))
    if coded:
        pen.text((200, 1300), f"编号：{code}", fill=(0, 0, 0), font=font(SONG, 24))
    return paper


def scanned(office: Office, pages: list[Any], name: str = "签字表.pdf") -> None:
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    (office.folder / name).write_bytes(stream.getvalue())


def entry_book(office: Office, person: str, **wishes: bool) -> Path:
    """One person's workbook, written anew."""
    told = entry_book_written(office.place, BookWishes(person=person, **wishes), dry_run=False)
    return office.place.home / told.removeprefix("已写出 ").partition("：")[0]


def typed(path: Path, values: Mapping[str, object]) -> Path:
    """Type values into the rows of these keys: ``1/total``, ``2/#judge``."""
    book = openpyxl.load_workbook(path)
    sheet = book["录入"]
    rows = {sheet.cell(row, 7).value: row for row in range(5, sheet.max_row + 1)}
    for key, value in values.items():
        sheet.cell(rows[key], 6).value = value
    book.save(path)
    return path


def enter(office: Office, *paths: Path, dry_run: bool = False) -> list[str]:
    return list(typed_taken(office.place, paths, who=WHO, dry_run=dry_run))


def keys(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["录入"]
    return [str(sheet.cell(row, 7).value) for row in range(5, sheet.max_row + 1) if sheet.cell(row, 7).value]


@needs_recogniser
def test_scans_are_known_by_their_code_and_typed_by_two(office: Office) -> None:
    scanned(office, [page("专001", FIRST, "86.5"), page("专002", FIRST, "88", coded=False)])
    said = office.collect()
    assert [line.partition("　")[0] for line in said.lines[:2]] == ["签字表.pdf：2 张", "  专001 → 班0001"]
    assert said.lines[2] == "  编号读不出　第2页要由两个人照着录入"
    assert office.acts(ActKind.PAPER, PaperSheet) == 2
    assert (office.points(), office.codes()) == ({}, ["paper-untyped", "sheet-unidentified"])

    first = entry_book(office, ONE)
    both = ["total", "#recusal", "#comment"]
    assert keys(first) == [*(f"1/{key}" for key in both), *(f"2/{key}" for key in ("#judge", "#entry", *both))]
    assert len(openpyxl.load_workbook(first)["录入"]._images) == 4  # both cells and both pages
    enter(office, typed(first, {"1/total": 86.5, "2/#judge": "陆青禾", "2/#entry": FIRST, "2/total": "88分"}))
    assert (office.points(), office.codes()) == ({}, ["paper-untyped", "paper-untyped"])

    values = {"1/total": "８６．５", "2/#judge": "专002", "2/#entry": "班0001", "2/total": 89}
    second = typed(entry_book(office, TWO), values)
    enter(office, second)
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86.5"}, ["typed-differs"])
    assert "“申报材料审核”王敏 88、李强 89" in office.held()[1][0].message
    enter(office, typed(second, {"2/total": 88}))
    assert office.points() == {("专001", FIRST): "86.5", ("专002", FIRST): "88"}
    with pytest.raises(UsageError, match="没有要录的签字评分表"):
        entry_book(office, ONE)
    assert office.collect().lines[0] == "签字表.pdf：2 张，早已收过，没有变化"


def ruled_pdf(judge: str, entry: str, score: str) -> bytes:
    """The same sheet as a PDF with text, as another program prints it."""
    from weasyprint import HTML

    code = sheet_code(SheetIdentity(programme="cacem-2026", stage="material", entry=entry, judge=judge))
    rows = (("评分项目", "满分", "得分"), ("申报材料审核", "100 分", score))
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    look = "td {border: 1pt solid; padding: 4mm; height: 8mm} table {border-collapse: collapse}"
    page = f"<style>{look}</style><p>申报材料审核评分表</p><table>{cells}</table><p>编号：{code}</p>"
    pdf: bytes = HTML(string=page).write_pdf()
    return pdf


def test_a_pdf_with_text_is_read_and_an_empty_one_may_be_written_on_with_a_pen(office: Office) -> None:
    (office.folder / "打印.pdf").write_bytes(ruled_pdf("专001", FIRST, "86.5"))
    (office.folder / "手写.pdf").write_bytes(ruled_pdf("专001", SECOND, ""))
    said = office.collect()
    assert said.lines[1] == "  专001 → 班0002　第1页要由两个人照着录入"
    assert said.lines[3] == "  专001 → 班0001　86.5 分"
    assert (office.points(), office.codes()) == ({("专001", FIRST): "86.5"}, ["paper-untyped", "sheet-renamed"])
    assert office.held()[0]["专001", FIRST].medium == "pdf"
    path = entry_book(office, ONE)
    assert (keys(path)[0], len(openpyxl.load_workbook(path)["录入"]._images)) == ("1/total", 2)


def test_without_a_scan_the_draw_says_what_is_typed(office: Office) -> None:
    with pytest.raises(UsageError, match="没有要录的签字评分表"):
        entry_book(office, ONE)
    one, two = (typed(entry_book(office, each, on_paper=True), {"1/total": 80}) for each in (ONE, TWO))
    assert len(keys(one)) == 7 * 3  # seven sheets are due
    told = enter(office, one, two)
    assert told[0].endswith("录好 1 张，没有录的 6 张")
    assert office.points() == {("专001", FIRST): "80"}


def test_signed_paper_beats_the_copy_until_a_person_says_otherwise(office: Office) -> None:
    def said_something(book: Any) -> None:
        next(sheet for sheet in book.worksheets if sheet.title.startswith(FIRST))["C9"] = "特色鲜明"

    enter(office, *(typed(entry_book(office, each, on_paper=True), {"1/total": 80}) for each in (ONE, TWO)))
    office.filled("专001", {FIRST: 90}, said_something)
    office.collect()
    assert (office.points(), office.codes()) == ({("专001", FIRST): "80"}, ["ballot-beaten"])
    assert office.held()[0]["专001", FIRST].comment == "特色鲜明"
    word = Word(judge="专001", entry=FIRST, medium="xlsx", version=None, stage="", who=WHO, because="本人来函")
    ballot_resolved(office.place, word, dry_run=False)
    assert (office.points(), office.codes()) == ({("专001", FIRST): "90"}, ["ballot-resolved"])


def test_recused_and_empty_are_typed_as_they_stand(office: Office) -> None:
    values = {"1/#recusal": "已回避", "2/total": "空"}
    enter(office, *(typed(entry_book(office, each, on_paper=True), values) for each in (ONE, TWO)))
    assert (office.points(), office.codes()) == ({("专001", FIRST): "回避"}, ["score-missing"])


def test_a_sheet_that_was_not_finished_is_not_taken(office: Office) -> None:
    path = typed(entry_book(office, ONE, on_paper=True), {"1/#recusal": "不回避", "2/total": 70})
    told = enter(office, path)
    assert told[0].endswith("录好 1 张，没有录的 5 张")
    assert told[2].startswith("  没有录全，没有收：专001 沈知远给班0001") and "还差：申报材料审核" in told[2]


@pytest.mark.parametrize("wrong", ["1 3", "约80", "优"])
def test_what_nobody_can_read_stops_everything(office: Office, wrong: str) -> None:
    good = typed(entry_book(office, ONE, on_paper=True), {"1/total": 80})
    bad = typed(entry_book(office, TWO, on_paper=True), {"1/total": wrong})
    with pytest.raises(UsageError, match="录入!F5"):
        enter(office, good, bad)
    assert office.acts(ActKind.TYPED, object) == 0


def test_two_people_who_take_a_sheet_for_different_ones_are_told(office: Office) -> None:
    sheet = PaperSheet(stage="material", file="照片.jpg", sha256="a" * 64, page=1)
    with office.place.busy("tests") as ledger, ledger.change("paper", "1"):
        put_down(ledger, ActKind.PAPER, [(sheet.key, sheet)], who=WHO)
    enter(office, typed(entry_book(office, ONE), {"1/#judge": "专001", "1/#entry": FIRST, "1/total": 80}))
    enter(office, typed(entry_book(office, TWO), {"1/#judge": "专001", "1/#entry": SECOND, "1/total": 80}))
    assert (office.points(), office.codes()) == ({}, ["paper-untyped", "paper-untyped", "typed-differs"])
    with pytest.raises(UsageError, match="名单里没有"):
        enter(office, typed(entry_book(office, THREE), {"1/#judge": "专099", "1/#entry": FIRST, "1/total": 80}))


def test_pictures_of_signed_sheets_survive_a_purge(office: Office) -> None:
    digests = []
    for picture in (b"of a signed sheet", b"of nothing any more"):
        digests.append(hashlib.sha256(picture).hexdigest())
        office.place.crops.keep({digests[-1]: base64.b64encode(picture).decode()})
    sheet = PaperSheet(stage="material", file="照片.jpg", sha256="a" * 64, page=1, crops={"total": digests[0]})
    with office.place.busy("tests") as ledger, ledger.change("paper", "1"):
        put_down(ledger, ActKind.PAPER, [(sheet.key, sheet)], who=WHO)
    day = datetime.date(2026, 1, 1)
    shown = purge_shown(office.place, before=day, today=TODAY)
    purged(office.place, before=day, today=TODAY, who=WHO, shown=shown.lines)
    assert office.place.crops.everything() == {digests[0]}


def test_a_workbook_that_somebody_began_is_not_overwritten(office: Office) -> None:
    first = typed(entry_book(office, ONE, on_paper=True), {"1/total": 80})
    again = entry_book(office, ONE, on_paper=True)
    assert first != again
    assert openpyxl.load_workbook(first)["录入"]["F5"].value == 80


def test_the_same_workbook_twice_changes_nothing(office: Office) -> None:
    path = typed(entry_book(office, ONE, on_paper=True), {"1/total": 80})
    enter(office, path)
    with office.place.ledger() as ledger:
        before = ledger.rows("SELECT count(*) FROM judging")
    enter(office, path)
    with office.place.ledger() as ledger:
        assert ledger.rows("SELECT count(*) FROM judging") == before


def test_foreign_workbooks_are_refused(office: Office, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.save(tmp_path / "别的.xlsx")
    with pytest.raises(UsageError, match="这不是程序出的录入表"):
        enter(office, tmp_path / "别的.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UsageError, match="打不开"):
        enter(office, tmp_path / "坏.xlsx")
    with pytest.raises(UsageError, match="没有写是谁录的"):
        entry_book(office, " ", on_paper=True)


def test_count_sheet_shows_every_judge_of_every_entry(office: Office) -> None:
    office.filled("专001", {FIRST: 86.5, SECOND: "已回避"})
    office.filled("专002", {FIRST: 135, SECOND: 80})
    office.filled("专004", {THIRD: 70, FOURTH: 71})
    office.collect()
    told = list(count_sheets_written(office.place, stage="", dry_run=False))
    assert told[-1] == "2 组，4 个班组；还有 2 份评分缺或待定，表上标出来了。"
    page = openpyxl.load_workbook(office.place.home / "评审" / "核分表 申报材料审核.xlsx")["第1组"]
    rows = [[page.cell(row, column).value for column in (2, 5, 6, 7, 8, 9, 10)] for row in (4, 5, 6)]
    assert rows == [
        ["班组编号", "沈知远（专001）", "陆青禾（专002）", "俞望舒（专003）", "份数", "合计", "平均"],
        [FIRST, 86.5, "待定", "缺", "=COUNT(E5:G5)", "=SUM(E5:G5)", None],
        [SECOND, "回避", 80, "回避", "=COUNT(E6:G6)", "=SUM(E6:G6)", "80.00"],
    ]
    assert page.cell(8, 1).value.startswith("计分：")
    paper = Document(str(office.place.home / "评审" / "核分表 申报材料审核 第2组.docx"))
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows][1][-4:] == ["70", "1", "70", "70.00"]
    assert any("计分：" in each.text and "复核：" in each.text and "监督：" in each.text for each in paper.paragraphs)
