"""Versions, times and lateness: what replaces what, what is late, and what cannot be told."""

from __future__ import annotations

import base64
import datetime
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from qtdocs import pipeline
from qtdocs.errors import LedgerError, UsageError
from samples.papers import filled, zhejiang
from samples.people import SURVEY, WATER
from samples.season import national

TODAY = datetime.date(2026, 5, 6)
FIRST = "Fri, 10 Apr 2026 09:00:00 +0800"
SECOND = "Tue, 14 Apr 2026 09:00:00 +0800"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A workspace under test and the inbox beside it."""

    home: Path
    inbox: Path

    def collect(self) -> str:
        return pipeline.collect_into(pipeline.find(self.home), [self.inbox], today=TODAY).summary

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in pipeline.entries_listed(pipeline.find(self.home), as_json=True)]

    def parcels(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in pipeline.parcels_listed(pipeline.find(self.home), as_json=True)]

    def mail(self, name: str, received: str, *papers: bytes) -> None:
        (self.inbox / name).write_bytes(letter(received, *papers))

    def register(self, **told: str) -> None:
        """Fill in the row that names this folder or file; dates as text, as people type them."""
        path = self.home / "收件登记.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.active
        heads = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=4):
            if row[1].value == told["来件（文件或文件夹）"]:
                for head, value in told.items():
                    row[heads.index(head)].value = value
        book.save(path)


@pytest.fixture
def season(tmp_path: Path) -> Season:
    (tmp_path / "inbox").mkdir()
    pipeline.new(tmp_path / "season", programme="浙江")
    return Season(home=tmp_path / "season", inbox=tmp_path / "inbox")


def letter(received: str, *papers: bytes) -> bytes:
    lines = [f"Received: from a.example.com by b.example.com; {received}", "From: a@example.com", "Subject: form"]
    lines += ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="e"', ""]
    for number, paper in enumerate(papers):
        lines += ["--e", f'Content-Disposition: attachment; filename="{number}.docx"', "Content-Type: application/x"]
        lines += ["Content-Transfer-Encoding: base64", "", base64.encodebytes(paper).decode()]
    return "\r\n".join([*lines, "--e--", ""]).encode()


def said(entry: dict[str, Any]) -> list[str]:
    """What is said of an entry, but for the papers that the forms of these tests come without."""
    return [code for code in entry["findings"] if code not in ("paper-missing", "pair-pdf-missing")]


def form(**changed: str) -> bytes:
    return zhejiang({**WATER.application(), **changed})


def test_later_mail_replaces_the_earlier_one_with_every_difference_told(season: Season) -> None:
    season.mail("乙.eml", SECOND, form(headcount="23", contact="乐山月"))
    season.mail("甲.eml", FIRST, form(headcount="22"))
    season.collect()
    (entry,) = season.entries()
    assert [(paper["file"], paper["current"]) for paper in entry["papers"]] == [
        ("乙.eml!0.docx", True),
        ("甲.eml!0.docx", False),
    ]
    assert (said(entry), entry["late"]) == (["entry-superseded"], False)
    assert entry["received_at"] == "2026-04-10T09:00:00+08:00"
    sheet = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"]
    (told,) = [row[5].value for row in sheet.iter_rows() if row[7].value == "entry-superseded"]
    assert "“班组人数”由“22”改为“23”" in told
    assert f"“班组联系人”由“{WATER.contact}”改为“乐山月”" in told


def test_two_versions_in_one_mail_both_hold_until_somebody_chooses(season: Season) -> None:
    season.mail("甲.eml", FIRST, form(headcount="22"), form(headcount="23"))
    season.collect()
    (entry,) = season.entries()
    assert [paper["current"] for paper in entry["papers"]] == [True, True]
    assert "entry-duplicate" in entry["findings"]
    place = pipeline.find(season.home)
    assert "甲.eml!1.docx" in pipeline.choose(place, entry["entry_no"], "1.docx")
    (entry,) = season.entries()
    assert [(paper["file"], paper["current"]) for paper in entry["papers"]] == [
        ("甲.eml!1.docx", True),
        ("甲.eml!0.docx", False),
    ]
    assert said(entry) == ["entry-superseded"]


def test_choice_does_not_decide_about_a_version_that_comes_later(season: Season) -> None:
    season.mail("甲.eml", FIRST, form(headcount="22"), form(headcount="23"))
    season.collect()
    pipeline.choose(pipeline.find(season.home), "班0001", "1.docx")
    (season.inbox / "又一份.docx").write_bytes(form(headcount="24"))
    season.collect()
    (entry,) = season.entries()
    assert {paper["file"]: paper["current"] for paper in entry["papers"]} == {
        "甲.eml!1.docx": True,
        "又一份.docx": True,
        "甲.eml!0.docx": False,
    }
    assert "entry-duplicate" in entry["findings"]


def test_old_version_sent_again_after_the_new_one_leaves_both(season: Season) -> None:
    old = form(headcount="22")
    season.mail("一.eml", FIRST, old)
    season.mail("二.eml", SECOND, form(headcount="23"))
    season.mail("三.eml", "Wed, 15 Apr 2026 09:00:00 +0800", old)
    season.collect()
    (entry,) = season.entries()
    assert [paper["current"] for paper in entry["papers"]] == [True, True]
    assert "entry-duplicate" in entry["findings"]


def test_file_without_a_register_has_no_time_and_gets_one_from_the_register(season: Season) -> None:
    (season.inbox / "U盘").mkdir()
    (season.inbox / "U盘" / "表.docx").write_bytes(form())
    season.collect()
    assert [(each["received_at"], each["late"]) for each in season.entries()] == [(None, None)]
    season.register(**{"来件（文件或文件夹）": "U盘", "渠道": "U盘", "送件人": "乐山月", "收到日期": "2026年4月20日"})
    season.collect()
    assert [(each["received_at"], each["late"]) for each in season.entries()] == [("2026-04-20", False)]
    (parcel,) = season.parcels()
    assert (parcel["parcel_no"], parcel["sender"], parcel["received_at"], parcel["clock"]) == (
        "收0001",
        "乐山月",
        "2026-04-20",
        "register",
    )


@pytest.mark.parametrize(
    ("written", "late"),
    [("2026-04-27", False), ("2026-04-28", True), ("2026年4月27日 23:59", False), ("4月的一天", None)],
)
def test_registered_day_decides_about_lateness(season: Season, written: str, late: bool | None) -> None:
    (season.inbox / "表.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "表.docx", "收到日期": written})
    season.collect()
    (entry,) = season.entries()
    assert (entry["late"], "parcel-late" in entry["findings"]) == (late, late is True)


def test_row_for_a_folder_inside_parts_it_from_its_parcel(season: Season) -> None:
    for folder, team in (("嘉兴", WATER), ("嘉兴/补正", SURVEY)):
        (season.inbox / folder).mkdir()
        (season.inbox / folder / "表.docx").write_bytes(zhejiang(team.application()))
    season.collect()
    assert [len(each["attachments"]) for each in season.parcels()] == [2]
    path = season.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.cell(5, 2).value, sheet.cell(5, 5).value = "嘉兴/补正", datetime.datetime(2026, 4, 21)
    book.save(path)
    season.collect()
    assert [(each["source"], each["received_at"], len(each["attachments"])) for each in season.parcels()] == [
        ("嘉兴", None, 1),
        ("嘉兴/补正", "2026-04-21", 1),
    ]
    assert openpyxl.load_workbook(path).active.cell(5, 1).value == "收0002"


def test_delivery_on_paper_alone_gets_a_number_once(season: Season) -> None:
    (season.inbox / "表.docx").write_bytes(form())
    season.collect()
    path = season.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    row = {3: "邮寄", 4: "嘉兴市建筑业协会", 5: datetime.datetime(2026, 4, 21), 8: "SF0000000001", 9: "申报表一份"}
    for column, value in row.items():
        book.active.cell(5, column).value = value
    book.save(path)
    for _ in range(2):
        season.collect()
        assert [each["parcel_no"] for each in season.parcels()] == ["收0001", "收0002"]
    assert season.parcels()[1]["attachments"] == []
    book = openpyxl.load_workbook(path)
    assert book.active.cell(5, 1).value == "收0002"
    book.active.cell(5, 9).value = "申报表两份"  # somebody corrects the row: the same parcel
    book.save(path)
    season.collect()
    assert [each["parcel_no"] for each in season.parcels()] == ["收0001", "收0002"]


def test_same_bytes_twice_are_one_document_with_two_arrivals(season: Season) -> None:
    paper = form()
    season.mail("一.eml", FIRST, paper)
    season.mail("二.eml", SECOND, paper)
    season.collect()
    (entry,) = season.entries()
    assert [paper["file"] for paper in entry["papers"]] == ["一.eml!0.docx"]
    assert said(entry) == []
    digests = [each["sha256"] for parcel in season.parcels() for each in parcel["attachments"]]
    assert (len(digests), len(set(digests))) == (2, 1)


def test_collecting_a_part_of_the_inbox_again_brings_nothing_new(season: Season) -> None:
    (season.inbox / "嘉兴").mkdir()
    (season.inbox / "嘉兴" / "表.docx").write_bytes(form())
    season.mail("甲.eml", FIRST, zhejiang(SURVEY.application()))
    season.collect()
    before = season.parcels()
    place = pipeline.find(season.home)
    for path in (season.inbox / "嘉兴", season.inbox / "嘉兴" / "表.docx", season.inbox / "甲.eml"):
        assert pipeline.collect_into(place, [path], today=TODAY).summary.startswith("没有新的材料。")
    assert season.parcels() == before


def test_entry_is_known_by_its_content_and_not_by_its_file_name(season: Season) -> None:
    season.mail("测量一班.eml", FIRST, form())
    season.collect()
    assert [each["team_name"] for each in season.entries()] == [WATER.team]


def blank_photograph() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (600, 800), (250, 250, 250)).save(stream, "JPEG")
    return stream.getvalue()


def test_scan_beside_a_form_belongs_to_it_by_place_and_says_so(season: Season) -> None:
    folder = season.inbox / "泵闸"
    folder.mkdir()
    (folder / "表.docx").write_bytes(form())
    (folder / "盖章.jpg").write_bytes(blank_photograph())
    season.collect()
    (entry,) = season.entries()
    assert [(paper["kind"], paper["medium"]) for paper in entry["papers"]] == [
        ("application", "word"),
        ("application", "scan"),  # its name says that it is the sealed one; what is on it a person has to see
    ]
    assert said(entry) == ["paper-unsure", "seal-missing"]


def test_row_names_its_folder_however_the_inbox_is_given(season: Season) -> None:
    (season.inbox / "U盘").mkdir()
    (season.inbox / "U盘" / "表.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "U盘", "收到日期": "2026-04-20"})
    fresh = season.home.parent / "another"
    place = pipeline.new(fresh, programme="浙江")
    place.register.write_bytes((season.home / "收件登记.xlsx").read_bytes())
    pipeline.collect_into(place, [season.inbox / "U盘"], today=TODAY)
    (entry,) = [json.loads(line) for line in pipeline.entries_listed(place, as_json=True)]
    assert entry["received_at"] == "2026-04-20"


def test_row_that_names_nothing_is_said(season: Season) -> None:
    (season.inbox / "U盘").mkdir()
    (season.inbox / "U盘" / "表.docx").write_bytes(form())
    season.collect()
    path = season.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.cell(5, 2).value, book.active.cell(5, 5).value = "嘉兴优盘", "2026-04-20"
    book.save(path)
    season.collect()
    sheet = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"]
    told = [row[5].value for row in sheet.iter_rows() if row[7].value == "register-unclear"]
    assert told == ["收件登记.xlsx 第 5 行的来件“嘉兴优盘”对不上收到的文件或文件夹。"]


def test_correction_after_the_deadline_is_noted_though_the_entry_was_in_time(season: Season) -> None:
    season.mail("甲.eml", FIRST, form(headcount="22"))
    season.mail("乙.eml", "Thu, 30 Apr 2026 09:00:00 +0800", form(headcount="23"))
    season.collect()
    (entry,) = season.entries()
    assert (entry["late"], sorted(said(entry))) == (False, ["entry-superseded", "parcel-late"])


def test_workspace_of_another_programme_is_refused(season: Season) -> None:
    with pytest.raises(UsageError, match="另一个活动"):
        pipeline.run([season.inbox], programme="caq-2020", out=season.home, today=TODAY)
    with pytest.raises(UsageError, match="已经是工作区"):
        pipeline.new(season.home, programme="浙江")
    with pytest.raises(UsageError, match="不是工作区"):
        pipeline.find(season.inbox)


def test_settings_changed_to_another_programme_are_refused(season: Season) -> None:
    settings = season.home / "工作区.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("zhejiang-2026", "caq-2020"), encoding="utf-8")
    with pytest.raises(UsageError, match="zhejiang-2026"):
        season.entries()


def test_postmark_decides_where_the_notice_says_so(tmp_path: Path) -> None:
    place = pipeline.new(tmp_path / "season", programme="caq-2020")
    (tmp_path / "寄来").mkdir()
    (tmp_path / "寄来" / "表.docx").write_bytes(filled("caq-2020", "application", national(SURVEY)))
    pipeline.collect_into(place, [tmp_path / "寄来"], today=TODAY)
    book = openpyxl.load_workbook(place.register)
    book.active.cell(4, 5).value, book.active.cell(4, 7).value = "2020-10-05", "2020-09-30"
    book.save(place.register)
    pipeline.collect_into(place, [tmp_path / "寄来"], today=TODAY)
    (entry,) = [json.loads(line) for line in pipeline.entries_listed(place, as_json=True)]
    assert (entry["received_at"], entry["late"]) == ("2020-10-05", False)


def test_ledger_that_is_gone_is_said_and_no_empty_one_takes_its_place(season: Season) -> None:
    season.mail("甲.eml", FIRST, form())
    season.collect()
    (season.home / "数据" / "台账.sqlite3").unlink()
    for call in (season.entries, season.parcels, season.collect):
        with pytest.raises(LedgerError, match="台账数据不见了"):
            call()
    assert not (season.home / "数据" / "台账.sqlite3").exists()


def test_register_that_was_moved_away_is_made_again_with_all_that_was_written(season: Season) -> None:
    (season.inbox / "U盘").mkdir()
    (season.inbox / "U盘" / "表.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "U盘", "收到日期": "2026-04-20", "送件人": "乐山月"})
    season.collect()
    (season.home / "收件登记.xlsx").unlink()
    for _ in range(2):
        season.collect()
        (parcel,) = season.parcels()
        assert (parcel["received_at"], parcel["sender"]) == ("2026-04-20", "乐山月")


def test_number_in_the_wrong_row_is_put_right_and_said(season: Season) -> None:
    for folder, team in (("甲", WATER), ("乙", SURVEY)):
        (season.inbox / folder).mkdir()
        (season.inbox / folder / "表.docx").write_bytes(zhejiang(team.application()))
    season.collect()
    before = [(each["parcel_no"], each["source"], len(each["attachments"])) for each in season.parcels()]
    path = season.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.cell(4, 2).value, sheet.cell(5, 2).value = sheet.cell(5, 2).value, sheet.cell(4, 2).value
    book.save(path)
    season.collect()
    assert [(each["parcel_no"], each["source"], len(each["attachments"])) for each in season.parcels()] == before
    sheet = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"]
    assert sum(row[7].value == "register-unclear" for row in sheet.iter_rows()) == 2
    sheet = openpyxl.load_workbook(path).active
    assert {(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in (4, 5)} == {each[:2] for each in before}


def test_mail_without_a_usable_time_gets_one_from_the_register(season: Season) -> None:
    season.mail("甲.eml", "31 Feb 2026 09:00:00 +0800", form())
    season.collect()
    assert [each["late"] for each in season.entries()] == [None]
    season.register(**{"来件（文件或文件夹）": "甲.eml", "收到日期": "2026-04-20"})
    season.collect()
    assert [(each["received_at"], each["late"]) for each in season.entries()] == [("2026-04-20", False)]


def test_which_version_is_shown_does_not_depend_on_the_order_of_collecting(tmp_path: Path) -> None:
    inboxes = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / f"{number}.docx").write_bytes(form(headcount=str(20 + number)))
        inboxes.append(folder)
    shown = []
    for name, order in (("a", inboxes), ("b", inboxes[::-1])):
        place = pipeline.new(tmp_path / name, programme="浙江")
        for folder in order:
            pipeline.collect_into(place, [folder], today=TODAY)
        sheet = openpyxl.load_workbook(place.home / "台账.xlsx")["班组"]
        heads = [cell.value for cell in sheet[1]]
        shown.append(sheet.cell(2, heads.index("班组人数") + 1).value)
    assert shown[0] == shown[1]


def test_file_that_comes_into_a_dated_folder_later_has_no_date_of_its_own(season: Season) -> None:
    (season.inbox / "嘉兴").mkdir()
    (season.inbox / "嘉兴" / "一.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "嘉兴", "收到日期": "2026-04-20"})
    season.collect()
    (season.inbox / "嘉兴" / "二.docx").write_bytes(zhejiang(SURVEY.application()))
    for _ in range(2):
        season.collect()
        assert [(each["team_name"], each["received_at"]) for each in season.entries()] == [
            (WATER.team, "2026-04-20"),
            (SURVEY.team, None),
        ]
        assert [(each["parcel_no"], len(each["attachments"])) for each in season.parcels()] == [
            ("收0001", 1),
            ("收0002", 1),
        ]


def test_file_that_comes_together_with_the_date_of_the_others_has_none(season: Season) -> None:
    (season.inbox / "嘉兴").mkdir()
    (season.inbox / "嘉兴" / "一.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "嘉兴", "收到日期": "2026-04-20"})
    (season.inbox / "嘉兴" / "二.docx").write_bytes(zhejiang(SURVEY.application()))
    season.collect()
    received = {each["team_name"]: each["received_at"] for each in season.entries()}
    assert received == {WATER.team: "2026-04-20", SURVEY.team: None}


def test_ledger_whose_own_words_are_damaged_ends_with_code_6(season: Season) -> None:
    path = season.home / "数据" / "台账.sqlite3"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE settings", b"CREATE\x8fTABLE settings", 1))
    with pytest.raises(LedgerError, match="损坏"):
        season.entries()


def test_rows_that_contradict_each_other_do_not_take_turns(season: Season) -> None:
    (season.inbox / "表.docx").write_bytes(form())
    season.collect()
    path = season.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.cell(4, 5).value = "2026-04-20"
    for column, value in ((1, "收0001"), (2, "表.docx"), (5, "2026-04-30")):
        sheet.cell(5, column).value = value
    book.save(path)
    for _ in range(3):
        season.collect()
        assert [each["received_at"] for each in season.entries()] == ["2026-04-20"]
    told = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"]
    assert sum(row[7].value == "register-unclear" for row in told.iter_rows()) == 1


def test_mail_in_an_archive_that_cannot_be_opened_stays_with_the_archive(season: Season) -> None:
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    broken += "__properties_version1.0".encode("utf-16-le").ljust(64, b"\0") + b"\x30\0" + bytes(62)
    with zipfile.ZipFile(season.inbox / "导出.zip", "w") as package:
        package.writestr("坏.msg", broken)
        package.writestr("表.docx", form())
    season.collect()
    (parcel,) = season.parcels()
    assert [(each["file"], each["outcome"]) for each in parcel["attachments"]] == [
        ("导出.zip", "opened"),
        ("导出.zip!表.docx", "form"),
        ("导出.zip!坏.msg", "unread"),
    ]


def test_another_mail_of_the_same_name_with_the_same_attachment_is_counted(season: Season) -> None:
    paper = form()
    season.mail("来信.eml", FIRST, paper)
    season.collect()
    season.mail("来信.eml", SECOND, paper)
    assert "收到文件 4 份" in season.collect()
    assert [len(each["attachments"]) for each in season.parcels()] == [1, 1]


def test_name_with_an_exclamation_mark_makes_no_neighbours(season: Season) -> None:
    (season.inbox / "急!甲单位申报表.docx").write_bytes(form())
    (season.inbox / "急!别家盖章.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    season.collect()
    (entry,) = season.entries()
    assert [paper["file"] for paper in entry["papers"]] == ["急!甲单位申报表.docx"]


def test_clock_of_an_unclear_zone_decides_nothing_within_half_a_day(season: Season) -> None:
    season.mail("甲.eml", "Fri, 10 Apr 2026 23:30:00 CST", form(headcount="22"))
    season.mail("乙.eml", "Sat, 11 Apr 2026 01:00:00 +0800", form(headcount="23"))
    season.collect()
    (entry,) = season.entries()
    assert [paper["current"] for paper in entry["papers"]] == [True, True]


def test_what_is_in_a_late_archive_stays_with_its_archive(season: Season) -> None:
    (season.inbox / "嘉兴").mkdir()
    (season.inbox / "嘉兴" / "一.docx").write_bytes(form())
    season.collect()
    season.register(**{"来件（文件或文件夹）": "嘉兴", "收到日期": "2026-04-20"})
    season.collect()
    with zipfile.ZipFile(season.inbox / "嘉兴" / "补.zip", "w") as package:
        package.writestr("二.docx", zhejiang(SURVEY.application()))
        package.writestr("一.docx", form())
    for _ in range(2):
        season.collect()
        assert [[each["file"] for each in parcel["attachments"]] for parcel in season.parcels()] == [
            ["嘉兴/一.docx"],
            ["嘉兴/补.zip", "嘉兴/补.zip!二.docx", "嘉兴/补.zip!一.docx"],
        ]


def test_mail_from_before_the_notice_is_neither_in_time_nor_the_older_version(season: Season) -> None:
    season.mail("先.eml", "Wed, 29 Apr 2015 09:05:00 +0800", zhejiang({**SURVEY.application(), "headcount": "19"}))
    season.mail("后.eml", FIRST, zhejiang(SURVEY.application()))
    season.mail("另.eml", "Wed, 29 Apr 2015 09:05:00 +0800", zhejiang(WATER.application()))
    season.collect()
    alone, twice = sorted(season.entries(), key=lambda each: str(each["late"]), reverse=True)
    assert (twice["late"], alone["late"], alone["received_at"]) == (False, None, None)
    assert ("received-too-early" in twice["findings"], "entry-superseded" in twice["findings"]) == (True, False)
    assert "received-too-early" in alone["findings"]
