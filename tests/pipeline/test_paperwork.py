"""Papers asked for against what came, from the mails and the register to the findings of teams and nominators."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import Account, account_of
from samples.papers import filled, plain_document, saved, zhejiang
from samples.people import BRIDGE, FORMWORK, PUMP, SURVEY, WATER, Team
from samples.season import materials, national, slides
from samples.tricks_excel import FIRST, headed, put_row
from tests.mails import attached, mail

TODAY = datetime.date(2026, 5, 6)
INBOX = Path(__file__).parents[2] / "samples" / "inbox" / "嘉兴市建筑业协会"
PAPERS = (
    "paper-missing", "pair-word-missing", "pair-pdf-missing", "pair-text-differs", "paper-original-unseen",
    "slides-later", "slides-unclear", "paper-late", "sender-unexpected", "training-rate-low", "text-too-long",
    "text-too-short", "text-section-missing",
)  # fmt: skip
FORM, MATERIALS, SLIDES = zhejiang(WATER.application()), materials(WATER), slides((WATER.organisation, WATER.team))
SEALED = (INBOX / "泵闸运维班申报表（盖章）.pdf").read_bytes()
PRINTED = (INBOX / "泵闸运维班创建材料.pdf").read_bytes()
ALL = {"申报表.docx": FORM, "申报表.pdf": SEALED, "材料.docx": MATERIALS, "材料.pdf": PRINTED, "发布.pptx": SLIDES}
ASSOCIATION = "嘉兴市建筑业协会 <jiaxing@example.com>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A workspace under test and its inbox."""

    home: Path
    inbox: Path

    def put(self, name: str, data: bytes) -> None:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def mail(
        self, day: int, files: Mapping[str, bytes], *, sender: str = ASSOCIATION, name: str = "", **more: str
    ) -> None:
        """A mail that arrived on this day of April, at nine in the morning, with these files."""
        at = (datetime.datetime(2026, 4, 1, 9) + datetime.timedelta(days=day - 1)).strftime("%a, %d %b %Y %H:%M:%S")
        received = f"from a.example.com by b.example.com; {at} +0800"
        parts = [attached(each, data) for each, data in files.items()]
        self.put(name or f"{day}.eml", mail(*parts, sender=sender, received=[received], date=f"{at} +0800", **more))

    def register(self, **told: str) -> None:
        """One more row, as people type it."""
        path = self.home / "收件登记.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.active
        heads = [cell.value for cell in sheet[3]]
        row = next(number for number in range(4, 99) if not any(cell.value for cell in sheet[number]))
        for head, value in told.items():
            sheet.cell(row, heads.index(head) + 1).value = value
        book.save(path)

    def collect(self) -> Account:
        pipeline.collect_into(pipeline.find(self.home), [self.inbox], today=TODAY)
        place = pipeline.find(self.home)
        with place.ledger() as ledger:
            return account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))

    def listed(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in pipeline.entries_listed(pipeline.find(self.home), as_json=True)]


def new(folder: Path, programme: str = "浙江") -> Small:
    (folder / "收件").mkdir()
    pipeline.new(folder / "工作区", programme=programme)
    return Small(home=folder / "工作区", inbox=folder / "收件")


def of_papers(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{each.severity} {each.code} {each.message}" for each in findings if each.code in PAPERS]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings if each.code in PAPERS]


def summary(*teams: Team, association: str) -> bytes:
    book = headed(association, "端木舟", "0573-00005101", "2026年4月10日")
    for number, team in enumerate(teams, 1):
        put_row(book.active, FIRST + number - 1, number, team)
    return saved(book)


def test_everything_that_is_asked_for_came(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(10, {**ALL, "推荐汇总表.xlsx": summary(WATER, association=WATER.nominator)})
    account = small.collect()
    assert codes(account.teams[0].findings) == []
    assert of_papers(account.findings) == [
        f"error pair-pdf-missing “{WATER.nominator}”的“典型经验推荐汇总表”只收到 Excel 版，没有收到 PDF 版。"
    ]
    (entry,) = small.listed()
    assert {each["file"].rpartition("!")[2]: each["locked"] for each in entry["papers"] if each["locked"]} == {
        "发布.pptx": True
    }
    assert (entry["clock"], entry["late"]) == ("received", False)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("申报表.pdf", "error pair-pdf-missing “典型经验申报表”只收到 Word 版，没有收到 PDF 版。"),
        ("申报表.docx", "error pair-word-missing “典型经验申报表”只收到 PDF 版，没有收到 Word 版。"),
        ("材料.pdf", "error pair-pdf-missing “班组建设成果（班组创建材料）”只收到 Word 版，没有收到 PDF 版。"),
        ("材料.docx", "error pair-word-missing “班组建设成果（班组创建材料）”只收到 PDF 版，没有收到 Word 版。"),
    ],
)
def test_one_missing_paper_is_said_once(tmp_path: Path, left_out: str, said: str) -> None:
    small = new(tmp_path)
    small.mail(10, {name: data for name, data in ALL.items() if name != left_out})
    assert of_papers(small.collect().teams[0].findings) == [said]


def test_version_that_was_replaced_does_not_count(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(10, ALL)
    small.mail(14, {"申报表.docx": zhejiang({**WATER.application(), "headcount": "13"})})
    assert codes(small.collect().teams[0].findings) == []


def test_unread_file_in_the_same_mail_may_be_what_is_missing(tmp_path: Path) -> None:
    small = new(tmp_path)
    few = {name: data for name, data in ALL.items() if not name.startswith("材料")}
    small.mail(10, {**few, "压缩包.zip": b"PK\x03\x04" + bytes(300)})
    assert of_papers(small.collect().teams[0].findings) == [
        "warning paper-missing 没有收到“班组建设成果（班组创建材料）”的 Word 版和 PDF 版；"
        "有一个没有读成的文件“10.eml!压缩包.zip”，可能就是它。"
    ]


def test_unread_file_of_another_team_or_of_another_kind_is_not_taken_for_it(tmp_path: Path) -> None:
    small = new(tmp_path)
    few = {name: data for name, data in ALL.items() if not name.startswith("材料")}
    small.put("泵闸/测量.docx", zhejiang({**SURVEY.application()}))
    for name, data in few.items():
        small.put(f"水务/{name}", data)
    small.put("泵闸/压缩包.zip", b"PK\x03\x04" + bytes(300))
    small.put("水务/申报表（旧）.docx", b"PK\x03\x04" + bytes(300))
    account = small.collect()
    (team,) = [each for each in account.teams if each.fields["team_name"].value == WATER.team]
    assert [each.partition(" 没")[0] for each in of_papers(team.findings)] == ["error paper-missing"]


def test_materials_behind_the_form_in_one_file_are_thought_of(tmp_path: Path) -> None:
    import io

    from docx import Document

    whole = Document(io.BytesIO(FORM))
    for line in ("一、班组概况", "二、需求确定", "三、建设策划", "四、建设过程", "五、建设成效"):
        whole.add_paragraph(f"{line}：班组以三色看板管住每一道工序。")
    stream = io.BytesIO()
    whole.save(stream)
    small = new(tmp_path)
    small.mail(10, {"申报表.pdf": SEALED, "发布.pptx": SLIDES, "申报材料.docx": stream.getvalue()})
    assert of_papers(small.collect().teams[0].findings) == [
        "warning paper-missing 没有收到“班组建设成果（班组创建材料）”的 Word 版和 PDF 版；"
        "“10.eml!申报材料.docx”里除了表还有别的内容，可能就在里面。"
    ]


def test_notice_that_lies_beside_the_form_is_no_material(tmp_path: Path) -> None:
    small = new(tmp_path)
    few = {name: data for name, data in ALL.items() if not name.startswith("材料")}
    small.mail(10, {**few, "关于申报的通知.docx": plain_document(("关于做好申报工作的通知", "请各单位报送创建材料。"))})
    assert codes(small.collect().teams[0].findings) == ["paper-missing"]


def test_slides_that_came_with_the_form_stay_and_later_ones_are_listed(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(10, ALL)
    small.mail(20, {"新版.pptx": slides((WATER.organisation, WATER.team, "改过的一页"))})
    assert of_papers(small.collect().teams[0].findings) == [
        "warning slides-later “20.eml!新版.pptx”2026年4月20日 09:00（依据：邮箱收到的时间）收到，是报名以后来的；"
        "定下的是报名时的“10.eml!发布.pptx”。"
    ]
    locked = [paper["file"] for entry in small.listed() for paper in entry["papers"] if paper["locked"]]
    assert locked == ["10.eml!发布.pptx"]


def test_slides_that_came_only_later_are_none_of_the_application(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(10, {name: data for name, data in ALL.items() if name != "发布.pptx"})
    small.mail(20, {"发布.pptx": SLIDES})
    (said,) = of_papers(small.collect().teams[0].findings)
    assert said.endswith("收到，是报名以后来的；报名时没有收到。")
    assert [paper["locked"] for entry in small.listed() for paper in entry["papers"]] == [False] * 5


def test_two_slide_shows_at_once_or_without_a_time_are_for_a_person(tmp_path: Path) -> None:
    small = new(tmp_path)
    for name, data in {**ALL, "发布（二）.pptx": slides((WATER.organisation, WATER.team, "又一页"))}.items():
        small.put(f"水务/{name}", data)
    assert of_papers(small.collect().teams[0].findings) == [
        "note slides-unclear 分不清哪一份 PPT 是报名时上传的：“水务/发布.pptx”、“水务/发布（二）.pptx”。"
    ]


def test_paper_after_the_deadline_is_told_with_its_clock_though_the_form_was_in_time(tmp_path: Path) -> None:
    small = new(tmp_path)
    late = {name: data for name, data in ALL.items() if name.startswith("材料")}
    small.mail(20, {name: data for name, data in ALL.items() if name not in late})
    small.mail(29, late)
    told = [each for each in of_papers(small.collect().teams[0].findings) if "paper-late" in each]
    assert told == [
        f"warning paper-late 创建材料“29.eml!{name}”收到时间 2026年4月29日 09:00（依据：邮箱收到的时间），"
        "晚于截止日期 2026年4月27日；申报表是按时的。"
        for name in ("材料.docx", "材料.pdf")
    ]


def test_paper_that_came_again_after_the_deadline_is_in_time(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(20, ALL)
    small.mail(29, {"又发一遍.docx": MATERIALS})
    assert codes(small.collect().teams[0].findings) == []


def test_sender_who_is_the_teams_contact_is_told_unless_the_nominator_sent_it_too(tmp_path: Path) -> None:
    small = new(tmp_path)
    sender = f"{WATER.contact} <hexi@example.com>"
    small.mail(10, ALL, sender=sender)
    assert of_papers(small.collect().teams[0].findings) == [
        f"warning sender-unexpected 这份材料由“{sender}”发来，看起来是申报单位或班组自己；"
        f"应由推荐单位“{WATER.nominator}”报送。"
    ]
    small.mail(12, ALL)
    assert codes(small.collect().teams[0].findings) == []


def test_unknown_sender_says_nothing(tmp_path: Path) -> None:
    small = new(tmp_path)
    small.mail(10, ALL, sender="王五 <wang@example.com>")
    assert codes(small.collect().teams[0].findings) == []


def caq(team: Team, **changed: str) -> bytes:
    return filled("caq-2020", "application", {**national(team), **changed})


def test_originals_on_paper_are_looked_up_in_the_register_and_never_a_defect(tmp_path: Path) -> None:
    small = new(tmp_path, "中质协")
    for team in (WATER, BRIDGE):
        own = replace(team, nominator="浙江省质量协会")
        small.put(f"{team.team}/申报表.docx", caq(own))
        small.put(f"{team.team}/创建材料.docx", materials(own))
    told = {str(each.fields["team_name"].value): of_papers(each.findings) for each in small.collect().teams}
    note = "note paper-original-unseen “典型经验申报表、推荐意见”要交纸质原件，收件登记里查不到。"
    assert told == {WATER.team: [note], BRIDGE.team: [note]}
    small.register(
        送件人="浙江省质量协会", 收到日期="2026-04-20", 收到的纸质原件="申报表（盖章）2份、推荐意见1份、统计表1份"
    )
    account = small.collect()
    told = {str(each.fields["team_name"].value): of_papers(each.findings) for each in account.teams}
    note = "note paper-original-unseen “推荐意见”要交纸质原件，收件登记里查不到；登记里写的“推荐意见1份”分不清是不是。"
    assert told == {WATER.team: [note], BRIDGE.team: [note]}
    assert of_papers(account.findings)[-1] == (
        "note paper-original-unseen “浙江省质量协会”的“典型经验推荐表、材料评审汇总表、活动总结”要交纸质原件，"
        "收件登记里查不到。"
    )


def test_original_of_one_team_is_told_by_its_name(tmp_path: Path) -> None:
    small = new(tmp_path, "中质协")
    for team in (WATER, BRIDGE):
        small.put(f"{team.team}/申报表.docx", caq(replace(team, nominator="浙江省质量协会")))
        small.put(f"{team.team}/创建材料.docx", materials(team))
    small.collect()
    small.register(
        送件人="快递", 收到日期="2026-04-20", 收到的纸质原件=f"{WATER.team}申报表1份、{WATER.team}推荐意见1份"
    )
    told = {str(each.fields["team_name"].value): codes(each.findings) for each in small.collect().teams}
    assert told == {WATER.team: [], BRIDGE.team: ["paper-original-unseen"]}


def test_list_is_its_nominators_by_name_by_rank_or_by_its_rows(tmp_path: Path) -> None:
    small = new(tmp_path)
    for number, (team, association) in enumerate(
        (
            (WATER, "嘉兴市建筑业协会"),
            (SURVEY, "绍兴市建筑业协会"),
            (PUMP, "宁波市建筑业协会"),
            (FORMWORK, "温州市建筑业协会"),
        )
    ):
        small.put(f"{number}/申报表.docx", zhejiang({**team.application(), "nominator_name": association}))
    small.put("a/汇总表.xlsx", summary(association="嘉兴市建筑业协会"))
    small.put("b/汇总表.xlsx", summary(association="绍兴"))
    small.put("c/汇总表.xlsx", summary(PUMP, association="甬建协"))
    missing = [each.message for each in small.collect().findings if each.code == "paper-missing"]
    assert missing == ["没有收到“温州市建筑业协会”的“典型经验推荐汇总表”的 Word 版和 PDF 版。"]


def municipal(**changed: str) -> bytes:
    own = {
        "team_name": WATER.team, "organisation_name": WATER.organisation, "address": "嘉兴", "contact": "虞知秋",
        "contact_mobile": "13800005101", "team_leader": "夏侯川", "team_leader_mobile": "13800005102",
        "headcount": "12", "organisation_opinion": "同意申报。",
    }  # fmt: skip
    return filled("municipal-2021", "application", {**own, **changed})


def test_training_rate_below_ninety_percent_is_quoted_from_the_materials(tmp_path: Path) -> None:
    small = new(tmp_path, "市政")
    small.put("申报表.docx", municipal())
    text = (
        "泵闸运维班评审材料",
        f"{WATER.organisation}{WATER.team}",
        "全员培训率100%，考试合格率为 88.5%，一次合格率80%。",
    )
    small.put("评审材料.docx", plain_document(text))
    assert [each for each in of_papers(small.collect().teams[0].findings) if "training" in each] == [
        "warning training-rate-low “考试合格率”写的是 88.5%，不到 90%："
        "“全员培训率100%，考试合格率为 88.5%，一次合格率80%”。"
    ]


@pytest.mark.parametrize(("words", "code"), [(1000, ["text-too-short"]), (2500, []), (3300, ["text-too-long"])])
def test_profile_on_a_sheet_of_its_own_is_counted(tmp_path: Path, words: int, code: list[str]) -> None:
    small = new(tmp_path, "市政")
    small.put("申报表.docx", municipal())
    small.put("评审材料.docx", plain_document((f"{WATER.organisation}{WATER.team}评审材料", "长" * 9000)))
    small.put("简介.docx", plain_document((f"{WATER.organisation}{WATER.team}简介及活动成果", "长" * (words - 20))))
    limits = [each for each in codes(small.collect().teams[0].findings) if each.startswith("text-too")]
    assert limits == code


def test_opinion_that_leaves_something_out_is_a_note(tmp_path: Path) -> None:
    small = new(tmp_path, "中质协")
    own = replace(WATER, nominator="浙江省质量协会")
    small.put("申报表.docx", caq(own))
    opinion = {
        "nominator_name": "浙江省质量协会", "organisation_name": WATER.organisation, "team_name": WATER.team,
        "nomination_reason": "经我会核查，该班组水平真实，同意推荐。",
    }  # fmt: skip
    small.put("推荐表.docx", filled("caq-2020", "nomination", opinion))
    told = [each for each in of_papers(small.collect().teams[0].findings) if "section" in each]
    assert told == ["note text-section-missing “推荐意见”里没有看到：各项活动记录。"]


def test_materials_that_name_the_team_alone_belong_to_it_among_those_that_came_together(tmp_path: Path) -> None:
    small = new(tmp_path)
    text = ("创建材料", "班组以三色看板管住每一道工序。" * 10)
    files = {f"{team.team}申报表.docx": zhejiang(team.application()) for team in (WATER, PUMP)}
    files |= {f"{WATER.team}创建材料.docx": plain_document(text), "成果.docx": plain_document((*text, PUMP.team))}
    files |= {"其他材料.docx": plain_document((*text, "未写是谁"))}
    small.mail(10, files)
    owned = {
        str(each.fields["team_name"].value): sorted(paper.file for paper in each.papers if paper.kind == "materials")
        for each in small.collect().teams
    }
    assert owned == {WATER.team: [f"10.eml!{WATER.team}创建材料.docx"], PUMP.team: ["10.eml!成果.docx"]}


def test_slides_that_were_printed_to_pdf_are_thought_of(tmp_path: Path) -> None:
    small = new(tmp_path)
    few = {name: data for name, data in ALL.items() if name not in ("发布.pptx", "材料.pdf")}
    small.mail(10, {**few, "发布PPT.pdf": PRINTED})
    assert of_papers(small.collect().teams[0].findings)[-1].endswith("“10.eml!发布PPT.pdf”是 PDF，可能是幻灯片另存的。")


def test_lateness_by_postmark_says_that_the_postmark_told(tmp_path: Path) -> None:
    small = new(tmp_path, "中质协")
    small.put("水务.docx", caq(replace(WATER, nominator="浙江省质量协会")))
    small.collect()
    path = small.home / "收件登记.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[3]]
    for head, value in (("收到日期", "2020-10-12"), ("邮戳日期", "2020-10-08")):
        sheet.cell(4, heads.index(head) + 1).value = value
    book.save(path)
    (team,) = small.collect().teams
    assert [each.message for each in team.findings if each.code == "parcel-late"] == [
        "邮戳日期 2020年10月8日（依据：收件登记），晚于截止日期 2020年9月30日。"
    ]
    (entry,) = small.listed()
    assert (entry["clock"], entry["late"]) == ("postmark", True)
    shown = "\n".join(pipeline.entries_listed(pipeline.find(small.home), as_json=False))
    assert "收件登记，迟交与否看邮戳" in shown


@pytest.mark.parametrize(
    "written",
    ["", "、、、", "（（（申报表", "申报表" * 5000, "申报表0份", "=1+1", "申报表-2份", "份份份", "申报表\n9999份"],
)
def test_register_may_hold_anything(tmp_path: Path, written: str) -> None:
    small = new(tmp_path, "中质协")
    small.put("水务.docx", caq(replace(WATER, nominator="浙江省质量协会")))
    small.collect()
    small.register(送件人="浙江省质量协会" + "长" * 9000, 收到日期="2026-04-20", 收到的纸质原件=written)
    assert len(small.collect().teams) == 1
