"""Letters over small seasons: what is asked of whom, in which round, and that nothing else is."""

from __future__ import annotations

import datetime
import email
import email.policy
import io
import json
import re
import shutil
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from qtdocs import pipeline, writing
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import registry
from qtdocs.model.registry import PastEntry, Registration, Renaming
from qtdocs.pipeline.account import Account, account_of
from samples.papers import filled
from samples.people import REBAR, SURVEY, TUNNEL
from samples.pictures import saved_as
from samples.season import national

ROOT = Path(__file__).parents[2]
AUTUMN = datetime.date(2020, 9, 10)
CITY = "杭州市质量协会"
OFFICE = "协会 张三 <office@example.com>"
COMPANY = "李四 <company@example.com>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A workspace under test and the inbox beside it."""

    home: Path
    inbox: Path

    @property
    def place(self) -> pipeline.Workspace:
        return pipeline.find(self.home)

    def mail(self, name: str, day: str, papers: dict[str, bytes], *, sender: str = OFFICE) -> None:
        made = EmailMessage(policy=email.policy.SMTP)
        made["Received"] = f"from a.example.com by b.example.com; {day} 09:00:00 +0800"
        made["From"], made["Subject"] = sender, name
        made.set_content("见附件")
        for title, data in papers.items():
            made.add_attachment(data, maintype="application", subtype="octet-stream", filename=title)
        (self.inbox / f"{name}.eml").write_bytes(made.as_bytes())

    def collect(self, today: datetime.date = AUTUMN) -> None:
        pipeline.collect_into(self.place, [self.inbox], today=today)

    def write(self, *kinds: str, today: datetime.date = AUTUMN, **more: Any) -> list[dict[str, Any]]:
        said = pipeline.letters_written(self.place, kinds or ("补正通知",), today=today, as_json=True, **more)
        return [json.loads(line) for line in said]

    def screen(self, *kinds: str, today: datetime.date = AUTUMN, **more: Any) -> str:
        return "\n".join(pipeline.letters_written(self.place, kinds or ("补正通知",), today=today, **more))

    def issue(self, on: datetime.date = AUTUMN, **more: Any) -> str:
        return "\n".join(pipeline.letters_issued(self.place, "补正通知", who="王敏", on=on, **more))

    def text(self, stem: str, kind: str = "补正通知") -> str:
        return text_of((self.home / "信函" / kind / f"{stem}.docx").read_bytes())

    def account(self) -> Account:
        with self.place.ledger() as ledger:
            return account_of(ledger, shelf.load_programme(self.place.programme))

    def said(self, code: str) -> list[str]:
        return [each.message for team in self.account().teams for each in team.findings if each.code == code]


def ask_for_applications_alone(shelf_: Path, programme: str) -> None:
    """A notice that asks for nothing but the Word form, for forms that come by themselves."""
    shutil.copytree(ROOT / "forms" / programme, shelf_ / programme)
    path = shelf_ / programme / "programme.toml"
    kept = re.sub(r"\[\[papers\]\].*?(?=\n\[\[(?!papers))", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    word = '\n[[papers]]\nkind = "application"\nname = "申报表"\nmedia = ["word"]\nsource = "附件2"\n'
    path.write_text(kept + word, encoding="utf-8")


def text_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def new(folder: Path, programme: str) -> Season:
    (folder / "inbox").mkdir()
    if programme == "caq-2020":
        ask_for_applications_alone(folder / "season" / "forms", programme)
    pipeline.new(folder / "season", programme=programme)
    return Season(home=folder / "season", inbox=folder / "inbox")


@pytest.fixture
def season(tmp_path: Path) -> Season:
    return new(tmp_path, "caq-2020")


def form(team: Any, **changed: str) -> bytes:
    return filled("caq-2020", "application", {**national(team), "nominator_name": CITY, **changed})


def points_in(text: str) -> list[str]:
    return re.findall(r"^(\d+．.*)$", text, flags=re.MULTILINE)


def two_with_faults(season: Season) -> None:
    """Two teams of one nominator in one mail, three boxes left empty in all."""
    papers = {"一.docx": form(TUNNEL, contact="", headcount=""), "二.docx": form(REBAR, contact="")}
    season.mail("第一批", "Tue, 01 Sep 2020", papers)
    season.collect()


def test_nominator_gets_one_letter_with_all_its_teams(season: Season) -> None:
    two_with_faults(season)
    (made,) = season.write()
    assert (made["addressee"], made["to"], made["points"]) == (CITY, "office@example.com", 3)
    assert (made["entries"], made["round"], made["until"]) == (["班0001", "班0002"], 1, "2020-09-17")
    text = season.text(f"第1次_{CITY}")
    assert text.splitlines()[2:4] == [f"{CITY}：", text.splitlines()[3]]
    assert "请于2020年9月17日（星期四）前将补正材料发至 66073178@163.com" in text
    assert points_in(text) == [
        "1．“直接联系人”没有填写（申报表“一.docx”）。请补填后重发 Word 版。",
        "2．“班组人数”没有填写（申报表“一.docx”）。请补填后重发 Word 版。",
        "3．“直接联系人”没有填写（申报表“二.docx”）。请补填后重发 Word 版。",
    ]
    assert text.splitlines()[-2:] == ["中国质量协会", "2020年9月10日"]


def test_letter_is_the_same_bytes_on_the_same_day_and_is_ours(season: Season) -> None:
    two_with_faults(season)
    season.write()
    folder = season.home / "信函" / "补正通知"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    season.write()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert sorted(first) == [f"第1次_{CITY}.docx", f"第1次_{CITY}.eml"]
    assert [writing.is_own_work(data) for data in first.values()] == [True, True]


def test_draft_opens_as_one_and_holds_the_letter(season: Season) -> None:
    two_with_faults(season)
    season.write()
    folder = season.home / "信函" / "补正通知"
    raw = (folder / f"第1次_{CITY}.eml").read_bytes()
    draft = email.message_from_bytes(raw, policy=email.policy.default)
    assert (draft["X-Unsent"], draft["To"], draft["From"], draft["Date"]) == ("1", "office@example.com", None, None)
    assert draft["Subject"] == f"申报材料补正通知（{CITY}）"
    (attached,) = list(draft.iter_attachments())
    assert attached.get_filename() == f"申报材料补正通知（{CITY}）.docx"
    assert attached.get_content() == (folder / f"第1次_{CITY}.docx").read_bytes()
    body = draft.get_body()
    assert body is not None
    assert body.get_content().splitlines()[0] == f"{CITY}："
    assert max(map(len, raw.split(b"\r\n"))) < 990


def test_own_drafts_in_the_inbox_are_no_deliveries(season: Season) -> None:
    two_with_faults(season)
    season.write()
    for path in (season.home / "信函" / "补正通知").glob("*.eml"):
        (season.inbox / f"寄出的{path.name}").write_bytes(path.read_bytes())
    season.collect()
    account = season.account()
    assert [parcel.source for parcel in account.parcels] == ["第一批.eml"]
    (skipped,) = [line for line in account.lines if line.outcome == "skipped"]
    assert skipped.attachment.detail == "这是本程序写出的信函草稿，没有改过，不是来件"


def test_letters_in_the_workspace_are_passed_over(season: Season) -> None:
    two_with_faults(season)
    season.write("补正通知", "收件回执")
    pipeline.collect_into(season.place, [season.home / "信函"], today=AUTUMN)
    assert len(season.account().parcels) == 1


def test_letter_that_a_person_changed_is_never_overwritten(season: Season) -> None:
    two_with_faults(season)
    season.write()
    path = season.home / "信函" / "补正通知" / f"第1次_{CITY}.docx"
    document = Document(str(path))
    document.add_paragraph("另：请附一份说明。")
    document.save(str(path))
    mine = path.read_bytes()
    said = season.screen()
    assert path.read_bytes() == mine
    assert f"第1次_{CITY}.docx 被人改过，没有覆盖；新的写成 第1次_{CITY} (2).docx。" in said
    assert season.issue().splitlines()[0] == f"第1次_{CITY}.docx 被人改过，台账里记的是程序写的内容。"


def test_dry_run_writes_nothing(season: Season) -> None:
    two_with_faults(season)
    said = season.screen(dry_run=True)
    assert not (season.home / "信函").exists()
    assert said.splitlines()[0] == "补正通知 1 份。"
    assert said.splitlines()[-1] == "以上只是看看，什么也没有写。"


def test_second_round_shows_what_is_still_open_and_what_is_new(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    again = form(TUNNEL, contact="沈青禾", headcount="", accidents="1")
    season.mail("第二批", "Mon, 14 Sep 2020", {"一补.docx": again})
    season.collect()
    later = datetime.date(2020, 9, 18)
    (made,) = season.write(today=later)
    assert (made["round"], made["points"], made["until"]) == (2, 3, "2020-09-25")
    assert points_in(season.text(f"第2次_{CITY}")) == [
        "1．（原第2条）“班组人数”没有填写（申报表“一补.docx”）。请补填后重发 Word 版。",
        "2．（新）“年质量、安全事故数”填的是 1（申报表“一补.docx”）。请核实；确有其事的，请书面说明情况。",
        "3．（原第3条）“直接联系人”没有填写（申报表“二.docx”）。请补填后重发 Word 版。",
    ]
    assert (season.home / "信函" / "补正通知" / f"第1次_{CITY}.docx").exists()  # what was sent stays


def test_before_the_day_is_over_and_nothing_came_there_is_no_second_letter(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    assert season.write(today=datetime.date(2020, 9, 17)) == []
    assert "期限没到、还没有补来，先不写" in season.screen(today=datetime.date(2020, 9, 17))
    assert [each["round"] for each in season.write(today=datetime.date(2020, 9, 18))] == [2]


def test_no_more_rounds_than_the_programme_allows(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    for day in (datetime.date(2020, 9, 18), datetime.date(2020, 9, 26)):
        made, said = season.write(today=day), season.screen(today=day)
        if made:
            season.issue(on=day)
    assert made == []
    assert said.startswith("已补正过 2 次，不再写：")
    with pytest.raises(UsageError, match="没有要记的补正通知。已补正过 2 次"):
        season.issue(on=datetime.date(2020, 9, 26))


def test_what_came_after_the_day_is_late_and_what_came_before_is_not(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    season.mail("在期限内", "Thu, 17 Sep 2020", {"一补.docx": form(TUNNEL, headcount="18")})
    season.mail("过了期限", "Fri, 18 Sep 2020", {"二补.docx": form(REBAR, contact="竺一鸣")})
    season.collect()
    assert season.said("supplement-late") == [
        "这一份 2020年9月18日 09:00 收到（依据：邮箱收到的时间），第 1 次补正通知的期限是 2020年9月17日（星期四）。"
    ]
    assert season.said("supplement-in-time") == [
        "这一份 2020年9月17日 09:00 收到（依据：邮箱收到的时间），"
        "在第 1 次补正通知的期限（2020年9月17日（星期四））以内。"
    ]
    assert season.said("supplement-open") == []


def test_what_is_still_open_is_told_to_the_office_alone(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    season.mail("一部分", "Mon, 14 Sep 2020", {"一补.docx": form(TUNNEL, contact="", headcount="18")})
    season.collect()
    assert season.said("supplement-open") == [
        "第 1 次补正通知（限 2020年9月17日（星期四））里还没有解决的：第 1 条。",
        "第 1 次补正通知（限 2020年9月17日（星期四））里还没有解决的：第 3 条。",
    ]


def test_what_is_open_is_a_note_before_the_day_and_a_warning_after_it(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    over = "期限 2020年9月17日（星期四）已过，仍没有补齐，请按通知的规定决定；以后再收到的算逾期补正。"
    for day, expected in (
        (datetime.date(2020, 9, 17), ("说明", "期限没到，再等等；到期还没有补齐的，这一条会变成提醒。")),
        (datetime.date(2020, 9, 18), ("提醒", over)),
    ):
        season.collect(today=day)
        rows = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"].iter_rows(values_only=True)
        assert [(row[0], row[6]) for row in rows if row[7] == "supplement-open"] == [expected] * 2
    season.mail("晚了", "Fri, 18 Sep 2020", {"二补.docx": form(REBAR, contact="竺一鸣")})
    season.collect(today=datetime.date(2020, 9, 19))
    rows = openpyxl.load_workbook(season.home / "台账.xlsx")["问题"].iter_rows(values_only=True)
    told = [(row[0], row[2].split("\n")[1], row[7]) for row in rows if str(row[7]).startswith("supplement")]
    assert told == [("提醒", TUNNEL.team, "supplement-open"), ("提醒", REBAR.team, "supplement-late")]


def test_supplement_after_the_deadline_that_was_asked_for_is_not_late(season: Season) -> None:
    two_with_faults(season)
    day = datetime.date(2020, 9, 28)
    season.write(today=day)
    season.issue(on=day)
    season.mail("补", "Fri, 02 Oct 2020", {"二补.docx": form(REBAR, contact="竺一鸣")})
    season.collect(today=datetime.date(2020, 10, 3))
    assert season.said("parcel-late") == []
    assert len(season.said("supplement-in-time")) == 1


def test_team_whose_points_are_settled_is_told_once(season: Season) -> None:
    two_with_faults(season)
    season.write()
    season.issue()
    season.mail("补", "Mon, 14 Sep 2020", {"二补.docx": form(REBAR, contact="竺一鸣")})
    season.collect()
    day = datetime.date(2020, 9, 15)
    (made,) = season.write(today=day)
    assert (made["points"], made["entries"], made["until"]) == (0, ["班0002"], None)
    text = season.text(f"已补齐1_{CITY}")
    assert "补正材料收讫告知" in text
    assert "上次要求补正的各条都已解决，不用再补：\n1．浙江钱澄市政园林工程有限公司“钢筋加工班”（班0002）" in text
    season.issue(on=day)
    assert season.write(today=day) == []


def test_issue_refuses_drafts_that_are_not_what_the_ledger_says(season: Season) -> None:
    two_with_faults(season)
    with pytest.raises(UsageError, match="草稿与现在的台账、日期或期限对不上"):
        season.issue()  # nothing was drafted
    season.write()
    season.mail("第二批", "Wed, 09 Sep 2020", {"三.docx": form(SURVEY, contact="")})
    season.collect()
    with pytest.raises(UsageError, match=f"第1次_{CITY}.docx"):
        season.issue()
    season.write()
    with pytest.raises(UsageError):
        season.issue(on=datetime.date(2020, 9, 11))  # the drafts bear another day
    season.issue()
    assert pipeline.ledger_verified(season.place).startswith("台账完好")


def test_company_that_sends_its_own_papers_is_not_its_nominator(season: Season) -> None:
    season.mail("自己寄的", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL, contact="")}, sender=COMPANY)
    season.collect()
    (made,) = season.write()
    assert (made["addressee"], made["to"]) == (CITY, None)
    assert f"  {CITY}：不知道邮箱：没有从它自己的邮箱来过信" in season.screen().splitlines()


def test_papers_of_another_nominator_stand_in_no_letter(season: Season) -> None:
    other = "绍兴市质量协会"
    season.mail("杭州报来", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL, contact="")})
    theirs = saved_as(form(TUNNEL, nominator_name=other, headcount="", contact=""), "docx", "pdf")
    season.mail("绍兴报来", "Wed, 02 Sep 2020", {"绍兴盖章.pdf": theirs}, sender="绍兴 <other@example.com>")
    season.collect()
    assert len(season.said("entry-elsewhere")) == 1  # the office is told
    season.write()
    text = season.text(f"第1次_{CITY}")
    assert points_in(text) == ["1．“直接联系人”没有填写（申报表“一.docx”）。请补填后重发 Word 版。"]
    assert [word for word in ("绍兴", "收0002") if word in text] == []
    assert "收0001" in text


def test_points_about_telephones_hide_the_number(season: Season) -> None:
    season.mail("来件", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL, contact_mobile="1380000120")})
    season.collect()
    season.write()
    text = season.text(f"第1次_{CITY}")
    assert "138****0120" in text
    assert "1380000120" not in text


def test_where_the_company_nominates_itself_it_is_written_to_itself(tmp_path: Path) -> None:
    season = new(tmp_path, "municipal")
    values = {
        key: value
        for key, value in TUNNEL.application().items()
        if key in {"team_name", "organisation_name", "address", "headcount", "profile"}
    }
    more = {"contact": "", "contact_mobile": TUNNEL.phone, "contact_email": "team@example.com", "team_leader": "夏侯川"}
    paper = filled("municipal-2021", "application", {**values, **more})
    season.mail("自荐", "Wed, 01 Sep 2021", {"一.docx": paper}, sender=COMPANY)
    day = datetime.date(2021, 9, 10)
    season.collect(today=day)
    (made,) = season.write(today=day)
    assert (made["addressee"], made["to"], made["remark"]) == (TUNNEL.organisation, "team@example.com", None)


def test_where_nobody_may_mend_the_association_gets_a_list(tmp_path: Path) -> None:
    season = new(tmp_path, "浙江")
    paper = filled("zhejiang-2026", "application", {**TUNNEL.application(), "contact": ""})
    season.mail("来件", "Tue, 14 Apr 2026", {"一.docx": paper})
    day = datetime.date(2026, 4, 20)
    season.collect(today=day)
    assert season.write(today=day) == []
    assert season.screen(today=day).startswith("通知不允许补正（通知三（三）：不符合活动程序及要求的予以淘汰）")
    text = text_of((season.home / "信函" / "初选不合格意见.docx").read_bytes())
    assert "1．“班组联系人”没有填写。" in text
    assert pipeline.mending_permitted(season.place, allowed=True, who="王敏", why="秘书长同意").startswith(
        "已记下：王敏准予补正"
    )
    (made,) = season.write(today=day)
    assert made["points"] >= 1
    assert not (season.home / "信函" / "初选不合格意见.docx").exists()
    assert "经本会同意，可以补正。" in season.text("第1次_杭州市建筑业协会")
    pipeline.mending_permitted(season.place, allowed=False, who="王敏", why="")
    assert season.write(today=day) == []
    told = [json.loads(line) for line in pipeline.history_shown(season.place, "班0001", as_json=True)]
    assert [(each["what"], each["who"]) for each in told if "准予" in each["what"]] == [
        ("全部申报单位准予补正（秘书长同意）", "王敏"),
        ("全部申报单位不准予补正", "王敏"),
    ]
    assert pipeline.ledger_verified(season.place).startswith("台账完好")


def test_receipt_says_what_came_and_what_is_missing(season: Season) -> None:
    papers = {"一.docx": form(TUNNEL), "坏.docx": form(REBAR)[:3000]}
    season.mail("第一批", "Tue, 01 Sep 2020", papers)
    season.collect()
    (made,) = season.write("收件回执")
    assert (made["to"], made["entries"], made["round"]) == ("office@example.com", ["班0001"], None)
    text = season.text("收0001", "收件回执")
    assert "受理编号：收0001\n收到时间：2020年9月1日 09:00（依据：邮箱收到的时间）" in text
    assert "1．浙江甲川建设集团有限公司“盾构掘进一班”（班0001）" in text
    assert "“坏.docx”：文件损坏。请用原来的软件重新保存后再发一份。" in text
    told = "\n".join(pipeline.letters_issued(season.place, "收件回执", who="王敏", on=AUTUMN))
    assert told == "已记下：王敏于2020年9月10日发出收件回执 1 份。"
    assert season.write("收件回执") == []
    assert (season.home / "信函" / "收件回执" / "收0001.docx").exists()


def test_name_of_a_team_cannot_break_a_letter(season: Season) -> None:
    hostile = "{{ 7*7 }}<w:p>&一班"
    season.mail("来件", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL, team_name=hostile, contact="")})
    season.collect()
    season.write()
    assert f"“{hostile}”" in season.text(f"第1次_{CITY}")


def test_sender_that_smuggles_headers_gets_no_address(season: Season) -> None:
    season.mail("来件", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL)}, sender="noreply@example.com")
    season.collect()
    (made,) = season.write("收件回执")
    assert (made["to"], made["remark"]) == (None, "来信没有能用的发件地址")


def test_absent_teams_are_listed_and_their_nominator_reminded(tmp_path: Path) -> None:
    season = new(tmp_path, "浙江")
    source = ROOT / "samples" / "inbox" / "杭州市建筑业协会" / "杭州推荐汇总表.xlsx"
    season.mail("汇总表", "Tue, 14 Apr 2026", {"汇总表.xlsx": source.read_bytes()})
    before, after = datetime.date(2026, 4, 27), datetime.date(2026, 4, 28)
    season.collect(today=before)
    (made,) = season.write("未报名单", today=before)
    assert (made["addressee"], made["to"], made["points"]) == ("杭州市建筑业协会", "office@example.com", 4)
    text = season.text("杭州市建筑业协会", "未报名单")
    assert "报送截止时间是2026年4月27日（星期一），请在此之前报送至 zjsgcjs@163.com" in text
    sheet = openpyxl.load_workbook(season.home / "信函" / "未报名单" / "未报名单.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]][:2] == [1, "杭州市建筑业协会"]
    season.write("未报名单", today=after)
    text = season.text("杭州市建筑业协会", "未报名单")
    assert "报送截止时间（2026年4月27日（星期一））已过。如已经报送，请告知报送的时间和方式" in text
    assert "请在此之前报送" not in text


ACCUSING = re.compile("假|抄袭|伪造|剽窃|作弊|骗|造谣|盗用")
"""Words that no letter may hold: what is seen is not what somebody did."""


@pytest.mark.parametrize("inbox", ["inbox", "mailbox"])
def test_letters_over_the_samples_accuse_nobody(tmp_path: Path, inbox: str) -> None:
    season = new(tmp_path, "浙江")
    day = datetime.date(2026, 4, 29)
    pipeline.collect_into(season.place, [ROOT / "samples" / inbox], today=day)
    season.screen("补正通知", today=day)  # the list of those who fall short, for nobody may mend
    unqualified = text_of((season.home / "信函" / "初选不合格意见.docx").read_bytes())
    pipeline.mending_permitted(season.place, allowed=True, who="王敏", why="")
    made = season.write("收件回执", "补正通知", "未报名单", today=day)
    assert {each["kind"] for each in made} >= {"收件回执", "补正通知"}
    texts = {path: text_of(path.read_bytes()) for path in (season.home / "信函").rglob("*.docx")}
    assert len(texts) == len(made)
    assert {path.name: ACCUSING.findall(text) for path, text in texts.items() if ACCUSING.search(text)} == {}
    assert ACCUSING.findall(unqualified) == []
    assert [path.name for path, text in texts.items() if re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)] == []
    waiting = {finding.message for team in season.account().teams for finding in team.findings if finding.waits}
    asked = "\n".join(texts.values())
    assert [each for each in waiting if each in asked] == []


def test_teams_of_the_last_season_are_listed_and_only_those(season: Season) -> None:
    season.mail("来件", "Tue, 01 Sep 2020", {"一.docx": form(TUNNEL)})
    season.collect()
    rows = (
        PastEntry(year=2019, programme="去年", organisation=TUNNEL.organisation, team=TUNNEL.team, state="定级"),
        PastEntry(
            year=2019,
            programme="去年",
            organisation=TUNNEL.organisation,
            state="定级",
            team=f"{TUNNEL.organisation}{TUNNEL.team}",
        ),
        PastEntry(year=2019, programme="去年", organisation="浙江旧名建设有限公司", team="二班", state="定级"),
        PastEntry(year=2019, programme="去年", organisation="浙江退出建设有限公司", team="三班", state="撤回"),
        PastEntry(year=2018, programme="前年", organisation="浙江早年建设有限公司", team="四班", state="定级"),
        Registration(organisation="浙江新名建设有限公司", team="二班", day="2018", nominator=CITY),
        Renaming(before="浙江旧名建设有限公司", after="浙江新名建设有限公司"),
    )
    with season.place.busy("test") as ledger, ledger.change("registry"):
        registry.add(ledger, rows)
    (made,) = season.write("未报名单")
    assert (made["addressee"], made["points"]) == (CITY, 1)
    text = season.text(CITY, "未报名单")
    assert "下列 1 个班组往年由贵单位推荐，今年还没有收到申报表，是否申报请自行决定：" in text
    sheet = openpyxl.load_workbook(season.home / "信函" / "未报名单" / "未报名单.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=4)] == [
        [CITY, "浙江旧名建设有限公司", "二班", None, "2019年报过，今年还没有收到"]
    ]
