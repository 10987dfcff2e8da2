"""What people say of findings: let pass, confirmed, refuted; in the workbook and from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from edited import TODAY, Desk, column_of, desk, put, row_of_finding, ruling

from qtdocs import pipeline
from qtdocs.errors import LedgerError, UsageError
from samples.papers import zhejiang
from samples.people import SURVEY, WATER

MISSING = "field-missing"
BOX = "班组联系人"
WHY = "来函说明联系人待定"


@pytest.fixture
def one(tmp_path: Path) -> Desk:
    """One team whose form lacks two boxes."""
    made = desk(tmp_path)
    made.mail("甲.eml", 10, zhejiang({**WATER.application(), "contact": "", "address": ""}))
    made.collect()
    return made


def settle(place: Desk, word: str, *, label: str = "班组联系人", code: str = MISSING, number: str = "班0001",
           who: str = "王敏", why: str = WHY) -> str:  # fmt: skip
    return pipeline.settled(
        pipeline.find(place.home), number, code, word, label=label, who=who, why=why, today=TODAY
    )  # fmt: skip


def row(place: Desk, code: str = MISSING, label: str = "") -> dict[str, Any]:
    sheet = openpyxl.load_workbook(place.book)["问题"]
    number = row_of_finding(sheet, code, label)
    return {str(head.value): sheet.cell(number, head.column) for head in sheet[1]}


def test_error_that_was_let_pass_stays_in_sight_and_counts_no_more(one: Desk) -> None:
    before = [each for each in one.team().findings if each.counts and each.severity == "error"]
    told = one.correct(ruling(MISSING, "放行", "王敏", WHY, label=BOX))
    assert f"：放行，{WHY}　王敏" in told[1]
    settled = [each for each in one.team().findings if each.waived]
    assert [(each.code, each.waived, each.counts) for each in settled] == [(MISSING, f"王敏：{WHY}", False)]
    after = [each for each in one.team().findings if each.counts and each.severity == "error"]
    assert len(after) == len(before) - 1
    shown = row(one, label=BOX)
    assert (shown["处理"].value, shown["处理人"].value, shown["理由"].value) == ("放行", "王敏", WHY)
    assert shown["看到什么"].fill.start_color.rgb[-6:] == "EDEDED"
    assert one.correct() == ["和台账对过了，没有要更正的。"]
    (listed,) = pipeline.entries_listed(pipeline.find(one.home), as_json=True)
    left = {each.code for each in one.team().findings if each.counts}
    assert set(json.loads(listed)["findings"]) == left


def test_ruling_on_a_replaced_paper_holds_where_only_the_file_is_another(one: Desk) -> None:
    one.correct(ruling(MISSING, "放行", "王敏", WHY, label=BOX))
    one.mail("乙.eml", 12, zhejiang({**WATER.application(), "contact": "", "headcount": ""}))
    one.collect()
    told = [(each.label, each.waived) for each in one.team().findings if each.code == MISSING]
    assert sorted(told) == [("班组人数", ""), (BOX, f"王敏：{WHY}（在前一版上说的，这一栏没有变）")]
    shown = row(one, label=BOX)
    assert (shown["处理"].value, shown["处理人"].value) == ("放行", "王敏")
    assert one.correct() == ["和台账对过了，没有要更正的。"]
    lines = list(pipeline.history_shown(pipeline.find(one.home), "班0001", as_json=False))
    (line,) = [each for each in lines if "放行“" in each]
    assert "没有填写；文件换了，这一栏没有变，仍算数）" in line
    one.correct(ruling(MISSING, None, None, None, label=BOX))
    assert [each for each in one.team().findings if each.waived] == []


def test_ruling_on_a_replaced_paper_that_said_something_else_is_shown_and_lapses(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.mail("甲.eml", 10, zhejiang({**WATER.application(), "first_pass_rate": "108"}))
    made.collect()
    made.correct(ruling("field-out-of-range", "放行", "王敏", "已问过"))
    made.mail("乙.eml", 12, zhejiang({**WATER.application(), "first_pass_rate": "109"}))
    made.collect()
    (found,) = [each for each in made.team().findings if each.code == "field-out-of-range"]
    assert found.counts
    assert found.advice.startswith("王敏曾放行：已问过；材料换了，请再看。请")
    assert "材料换了" in row(made, "field-out-of-range")["怎么办"].value
    lines = list(pipeline.history_shown(pipeline.find(made.home), "班0001", as_json=False))
    (line,) = [each for each in lines if "放行“" in each]
    assert "；材料换了，要再看）" in line
    assert "108" in line


def test_emptied_ruling_is_taken_back(one: Desk) -> None:
    one.correct(ruling(MISSING, "放行", "王敏", WHY, label=BOX))
    told = one.correct(ruling(MISSING, None, None, None, label=BOX))
    assert "：收回处理　王敏" in told[1]
    assert [each for each in one.team().findings if each.waived] == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (ruling(MISSING, "放行", "王敏"), "选了“放行”，没有写理由"),
        (ruling(MISSING, "放行", None, WHY), "选了“放行”，没有写处理人"),
        (ruling(MISSING, "属实"), "选了“属实”，没有写处理人"),
        (ruling(MISSING, "同意", "王敏", WHY), "写的是“同意”，请选放行、属实、不属实"),
        (ruling(MISSING, None, None, WHY), "同一行的“处理”却是空的"),
        (ruling(MISSING, "放行", "王敏：已核", WHY), "处理人只写姓名"),
    ],
)
def test_ruling_that_is_not_whole_is_refused_with_its_cell(one: Desk, edit: Any, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        one.correct(edit, put("班组人数", 50))
    assert told in str(refused.value)
    assert "问题!" in str(refused.value)
    assert one.team().fields["headcount"].value == "12"


def test_ruling_and_correction_of_one_workbook_are_one_change(one: Desk) -> None:
    one.correct(ruling(MISSING, "放行", "王敏", WHY), put("班组人数", 50))
    assert one.team().fields["headcount"].value == "50"
    with pipeline.find(one.home).ledger() as ledger:
        (rulings,) = ledger.rows("SELECT count(*) FROM rulings")[0]
    assert rulings == 1


def test_finding_of_no_team_and_of_the_register_can_be_settled(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("坏.docx", b"PK\x03\x04" + b"\x00" * 200)
    made.put("a.docx", zhejiang(SURVEY.application()))
    made.collect()
    register = openpyxl.load_workbook(made.home / "收件登记.xlsx")
    sheet = register.active
    sheet.cell(sheet.max_row + 1, 2).value = "没有的文件夹"
    register.save(made.home / "收件登记.xlsx")
    made.collect()
    made.correct(ruling("file-damaged", "放行", "王敏", "对方已重发"), ruling("register-unclear", "不属实", "王敏"))
    assert [each.waived for each in made.account().findings if each.code == "file-damaged"] == ["王敏：对方已重发"]
    assert [row(made, code)["处理"].value for code in ("file-damaged", "register-unclear")] == ["放行", "不属实"]
    made.collect()
    assert row(made, "register-unclear")["处理"].value == "不属实"


def test_sheet_of_findings_sorted_by_some_columns_alone_is_refused(one: Desk) -> None:
    def torn(book: Any) -> None:
        sheet = book["问题"]
        first, second = 2, sheet.max_row
        for head in ("看到什么", "栏目"):
            place = column_of(sheet, head)
            one_cell, other = sheet.cell(first, place), sheet.cell(second, place)
            one_cell.value, other.value = other.value, one_cell.value
        sheet.cell(first, column_of(sheet, "处理")).value = "不属实"
        sheet.cell(first, column_of(sheet, "处理人")).value = "王敏"

    with pytest.raises(UsageError, match="和这一行隐藏的“记号”对不上"):
        one.correct(torn)


def test_ruling_on_a_finding_that_has_changed_meanwhile_is_refused(one: Desk) -> None:
    stale = one.home.parent / "旧.xlsx"
    stale.write_bytes(one.book.read_bytes())
    one.correct(put("班组联系人", "乐山月"), put("通讯地址", "东海市甲路 1 号"))
    with pytest.raises(UsageError, match="已经没有这一行"):
        one.correct(ruling(MISSING, "放行", "王敏", WHY), path=stale)


def test_settle_rules_from_the_command_line(one: Desk) -> None:
    told = settle(one, "放行")
    assert told.startswith("已记下：")
    assert [each.label for each in one.team().findings if each.waived] == ["班组联系人"]
    assert row(one, label=BOX)["处理"].value == "放行"
    settle(one, "收回")
    assert [each for each in one.team().findings if each.waived] == []
    settle(one, "不属实", why="")
    assert [each.refuted for each in one.team().findings if each.refuted] == ["王敏"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"word": "同意"}, "不认得“同意”"),
        ({"word": "放行", "why": ""}, "没有写理由"),
        ({"word": "放行", "who": " "}, "没有写是谁"),
        ({"word": "属实", "number": "班9999"}, "没有编号是“班9999”的班组"),
        ({"word": "属实", "code": "no-such"}, "没有编号是“no-such”的问题"),
        ({"word": "属实", "label": ""}, "请用 --box 写明是哪一栏"),
    ],
)  # fmt: skip
def test_settle_refuses_what_has_no_clear_meaning(one: Desk, changed: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        settle(one, changed.pop("word"), **changed)
    assert [each for each in one.team().findings if not each.counts] == []


def test_verify_sees_a_ruling_that_was_tampered_with(one: Desk) -> None:
    settle(one, "放行")
    with pipeline.find(one.home).busy("test") as ledger, ledger.change("test"):
        ledger.write("DROP TRIGGER rulings_stay")
        ledger.write("UPDATE rulings SET who = '别人'")
    with pytest.raises(LedgerError, match="放行和确认的记录被改动过"):
        one.verified()


def test_history_tells_everything_in_order(one: Desk) -> None:
    one.correct(put("班组人数", 50))
    settle(one, "放行")
    one.mail("乙.eml", 12, zhejiang({**WATER.application(), "contact": "", "address": "甲路 1 号"}))
    one.collect()
    place = pipeline.find(one.home)
    lines = [json.loads(line) for line in pipeline.history_shown(place, "班0001", as_json=True)]
    assert [line["at"] or "" for line in lines] == sorted(line["at"] or "" for line in lines)
    told = "\n".join(line["what"] for line in lines)
    for word in ("收到申报表“甲.eml!form.docx”", "读取“甲.eml!form.docx”", "更正“班组人数”：12 → 50（电话核实）",
                 "放行“漏填”（“班组联系人”没有填写；文件换了",
                 "收到申报表“乙.eml!form.docx”", "替代（后收到的为准）"):  # fmt: skip
        assert told.count(word) == 1, word
    by_name = list(pipeline.history_shown(place, WATER.team, as_json=False))
    assert by_name[0].startswith("班0001")
    with pytest.raises(UsageError, match="没有编号或名称"):
        list(pipeline.history_shown(place, "没有这个班", as_json=False))
