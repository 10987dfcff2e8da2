"""台账.xlsx is where people correct: what they type holds, survives, and is never settled in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from edited import TODAY, Desk, cell, desk, put, ruling

from qtdocs import pipeline
from qtdocs.errors import LedgerError, UsageError
from qtdocs.model.entry import Entry
from samples.papers import zhejiang
from samples.people import SURVEY, WATER

TEAM = "班组名称"
PEOPLE = "班组人数"
OTHER = "班组联系人"


def form(**changed: str) -> bytes:
    return zhejiang({**WATER.application(), **changed})


@pytest.fixture
def one(tmp_path: Path) -> Desk:
    """One team that came by mail."""
    made = desk(tmp_path)
    made.mail("甲.eml", 10, form(headcount="22"))
    made.collect()
    return made


def value(team: Entry, key: str) -> object:
    return team.fields[key].value


def codes(team: Entry) -> list[str]:
    return sorted(each.code for each in team.findings if not each.code.startswith(("paper-", "pair-pdf")))


def conflicts(team: Entry) -> list[str]:
    return [each.message for each in team.findings if each.code == "correction-conflict"]


def test_correction_is_shown_then_applied_and_the_edited_workbook_is_kept(one: Desk) -> None:
    one.edit(put(PEOPLE, 23))
    edited = one.book.read_bytes()
    assert one.correct(dry_run=True) == [
        "共 1 处：", f"  班0001 {WATER.team}“班组人数”：22 → 23　王敏", "以上只是看看，什么也没有改。",
    ]  # fmt: skip
    assert (one.book.read_bytes(), value(one.team(), "headcount")) == (edited, "22")
    told = one.correct()
    assert told[:2] == ["共 1 处：", f"  班0001 {WATER.team}“班组人数”：22 → 23　王敏"]
    (kept,) = (one.home / "数据" / "改过的台账").iterdir()
    assert kept.read_bytes() == edited
    assert value(one.team(), "headcount") == "23"
    assert sorted(path.name for path in one.home.glob("台账*")) == ["台账.xlsx"]
    fresh = cell(openpyxl.load_workbook(one.book), PEOPLE)
    assert (fresh.value, fresh.fill.start_color.rgb[-6:]) == (23, "DCEBDD")
    assert fresh.comment.text.splitlines()[1] == "更正前：22"
    assert one.correct() == ["和台账对过了，没有要更正的。"]
    assert one.verified().startswith("台账完好")


def told_of_boxes(place: Desk) -> list[str]:
    """What the history says of corrections."""
    lines = pipeline.history_shown(pipeline.find(place.home), "班0001", as_json=True)
    told = [json.loads(line)["what"] for line in lines]
    return [what for what in told if what.startswith(("更正", "确认"))]


def test_history_tells_from_what_held_and_never_from_a_value_to_itself(one: Desk) -> None:
    for people in (23, "二十二人"):
        one.correct(put(PEOPLE, people))
    assert told_of_boxes(one) == ["更正“班组人数”：22 → 23（电话核实）", "更正“班组人数”：23 → 22（电话核实）"]


@pytest.mark.parametrize("typed", ["二十二人", "22.0", "２２ 人", "22人"])
def test_same_number_typed_otherwise_is_no_difference(one: Desk, typed: str) -> None:
    assert one.correct(put(PEOPLE, typed)) == ["和台账对过了，没有要更正的。"]


def test_guess_that_was_right_is_confirmed_not_corrected(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.mail("甲.eml", 10, form(team_name="泵闸一班\n泵闸二班"))
    made.collect()
    told = made.correct(put(TEAM, "泵闸一班、泵闸二班"))
    assert told[:2] == [
        "共 1 处：", "  班0001 （班组名称未定）“班组名称”：确认是 泵闸一班、泵闸二班"
        "（原来只是猜测，材料上写的是“泵闸一班／泵闸二班”）　王敏",
    ]  # fmt: skip
    assert told_of_boxes(made) == ["确认“班组名称”是 泵闸一班、泵闸二班（电话核实）"]
    comment = cell(openpyxl.load_workbook(made.book), TEAM).comment
    assert comment.text.splitlines()[1] == "材料上读出的也是这样"


def test_nothing_personal_goes_into_the_events(one: Desk) -> None:
    one.correct(put("班组联系电话", "13900000099"), why="电话 13900000098 核实")
    with pipeline.find(one.home).ledger() as ledger:
        events = "".join(f"{what} {subject}" for what, subject in ledger.rows("SELECT what, subject FROM events"))
    assert "139000000" not in events
    assert "corrections" in events


def test_correction_survives_reading_again_and_a_second_version_that_says_the_same(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    with pipeline.find(one.home).busy("test") as ledger, ledger.change("test"):
        ledger.write("UPDATE documents SET reader = 'another program'")
    one.collect()
    assert value(one.team(), "headcount") == "23"
    one.mail("乙.eml", 12, form(headcount="22", contact="乐山月"))
    one.collect()
    team = one.team()
    assert (value(team, "headcount"), value(team, "contact"), conflicts(team)) == ("23", "乐山月", [])


def test_second_version_that_says_the_corrected_value_is_silently_consistent(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    one.mail("乙.eml", 12, form(headcount="23"))
    one.collect()
    team = one.team()
    assert (value(team, "headcount"), conflicts(team)) == ("23", [])
    assert team.fields["headcount"].method != "correction"


def test_second_version_that_says_a_third_thing_is_a_conflict_until_a_person_decides(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    one.mail("乙.eml", 12, form(headcount="25"))
    one.collect()
    team = one.team()
    assert value(team, "headcount") == "23"
    assert conflicts(team) == ["“班组人数”由王敏从“22”更正为“23”，现在的材料上却是“25”。"]
    assert [each.may_be_sent for each in team.findings if each.code == "correction-conflict"] == [False]
    one.correct(put(PEOPLE, 25))
    team = one.team()
    assert (value(team, "headcount"), conflicts(team)) == ("25", [])


def test_conflict_may_be_let_pass_and_comes_again_with_the_next_version(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    one.mail("乙.eml", 12, form(headcount="25"))
    one.collect()
    one.correct(ruling("correction-conflict", "放行", "王敏", "已问过，是 23 人"))
    assert [each.counts for each in one.team().findings if each.code == "correction-conflict"] == [False]
    one.mail("丙.eml", 14, form(headcount="26"))
    one.collect()
    (told,) = [each for each in one.team().findings if each.code == "correction-conflict"]
    assert (told.counts, "26" in told.message) == (True, True)


def test_pdf_that_comes_later_and_differs_is_a_conflict_though_word_holds(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(headcount="22"))
    made.collect()
    made.correct(put(PEOPLE, 23))
    made.put("b.docx", form(headcount="24"))  # without a time both versions hold
    made.collect()
    assert conflicts(made.team()) == ["“班组人数”由王敏从“22”更正为“23”，现在的材料上却是“24”。"]


def test_two_papers_that_differed_when_it_was_corrected_are_settled(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(headcount="22"))
    made.put("b.docx", form(headcount="24"))
    made.collect()
    assert "pair-differs" in codes(made.team())
    made.correct(put(PEOPLE, 24))
    team = made.team()
    assert ("pair-differs" in codes(team), conflicts(team), value(team, "headcount")) == (False, [], "24")


def test_other_paper_that_still_says_it_is_to_be_sent_again_and_the_rule_goes_by_what_was_corrected(
    tmp_path: Path,
) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(first_pass_rate="108"))
    made.put("b.docx", form(first_pass_rate="108", contact="乐山月"))
    made.collect()
    made.correct(put("产品/服务一次合格%", 98))
    team = made.team()
    told = [
        (each.code, each.file, each.message.partition("，")[2] if each.code == "pair-differs" else "")
        for each in team.findings
        if each.field == "first_pass_rate"
    ]
    assert sorted(told) == [("pair-differs", "b.docx", "b.docx 写的仍是“108”。")]
    rates = next(each for each in team.verdicts if each.rule == "V17")
    assert (rates.verdict, rates.detail.partition("；")[2]) == ("fine", "“产品/服务一次合格”按更正后的 98")
    assert (value(team, "first_pass_rate"), team.records[1].fields["first_pass_rate"].value) == ("98", "108")
    assert made.correct() == ["和台账对过了，没有要更正的。"]


def test_findings_that_a_correction_settles_go_and_new_ones_come(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(contact="", first_pass_rate="102"))
    made.collect()
    assert {"field-missing", "field-out-of-range"} <= set(codes(made.team()))
    made.correct(put(OTHER, "乐山月"), put("产品/服务一次合格%", 30))
    found = codes(made.team())
    assert not {"field-missing", "field-out-of-range"} & set(found)
    made.correct(put("年质量、安全事故（起）", 1), put("产品/服务一次合格%", "98％"))
    assert value(made.team(), "first_pass_rate") == "98"
    assert "accident-reported" in codes(made.team())


def test_finding_about_another_box_that_rests_on_the_corrected_one_is_judged_again(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(nonconformity_rate="98", first_pass_rate="99"))
    made.collect()
    assert "rates-implausible" in codes(made.team())
    made.correct(put("产品/服务不合格%", "0.5%"))
    assert "rates-implausible" not in codes(made.team())


def test_signing_day_in_the_future_that_was_typed_is_told(one: Desk) -> None:
    one.correct(put("年月日", "2999-01-01"))
    assert "date-in-future" in codes(one.team())


def test_guess_is_confirmed_by_typing_it(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(team_name="测量一班 测量二班"))
    made.collect()
    (team,) = made.account().teams
    assert team.fields["team_name"].grade == "C"
    assert cell(openpyxl.load_workbook(made.book), TEAM).value is None
    made.correct(put(TEAM, "测量一班"))
    (team,) = made.account().teams
    found = team.fields["team_name"]
    assert (found.value, found.grade, found.method, team.number) == ("测量一班", "A", "correction", "班0001")


def test_resubmission_under_the_corrected_name_joins_the_entry(one: Desk) -> None:
    one.correct(put(TEAM, "泵闸检修班"))
    one.mail("乙.eml", 12, form(team_name="泵闸检修班", headcount="30"))
    one.collect()
    (team,) = one.account().teams
    assert (team.number, value(team, "headcount"), len(team.superseded)) == ("班0001", "30", 1)
    one.correct(put(TEAM, "泵闸检修一班"))  # what came under the name before stays
    one.mail("丙.eml", 14, form(team_name="泵闸检修一班", headcount="31"))
    one.collect()
    (team,) = one.account().teams
    assert (team.number, value(team, "headcount"), len(team.superseded)) == ("班0001", "31", 2)
    assert one.verified().startswith("台账完好")


def test_name_of_another_entry_never_draws_its_papers(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.mail("甲.eml", 10, form())
    made.mail("乙.eml", 11, zhejiang({**SURVEY.application(), "organisation_name": WATER.organisation}))
    made.collect()
    told = made.correct(put(TEAM, SURVEY.team, next(t.number for t in made.account().teams
                                                    if value(t, "team_name") == WATER.team)))  # fmt: skip
    assert [line for line in told if "同名" in line] != []
    teams = made.account().teams
    assert len(teams) == 2
    assert all(len(team.records) == 1 for team in teams)


def test_seal_is_judged_by_the_corrected_name_and_corrected_forms_are_no_lists(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(organisation_name="浙江错字有限公司"))
    made.collect()
    before = [each.code for each in made.account().findings]
    made.correct(put("单位名称", WATER.organisation))
    account = made.account()
    assert [each.code for each in account.findings] == before
    assert account.seals == ()


def test_names_with_unusual_signs_are_taken_to_the_letter(one: Desk) -> None:
    name = "浙江甲（Ⅲ）·㎡“建设”有限公司"

    def as_text(book: Any) -> None:
        cell(book, TEAM).value, cell(book, TEAM).data_type = "=1+1 班", "s"

    one.correct(put("单位名称", name), as_text)
    team = one.team()
    assert (value(team, "organisation_name"), value(team, "team_name")) == (name, "=1+1 班")
    assert one.correct() == ["和台账对过了，没有要更正的。"]


def test_printed_outputs_follow_a_correction(tmp_path: Path) -> None:
    form_path = tmp_path / "form.docx"
    form_path.write_bytes(form())
    pipeline.run([form_path], programme="浙江", out=tmp_path / "out", today=TODAY)
    made = Desk(home=tmp_path / "out", inbox=tmp_path)
    made.correct(put(TEAM, "泵闸检修班"), put(PEOPLE, 99))
    rows = list(openpyxl.load_workbook(made.home / "推荐汇总表.xlsx").active.iter_rows(values_only=True))
    assert [("泵闸检修班" in row, 99 in row) for row in rows if WATER.organisation in row] == [(True, True)]


def test_same_ledger_gives_the_same_bytes_after_a_correction(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    first = one.book.read_bytes()
    one.collect()
    assert one.book.read_bytes() == first


def test_stale_workbook_is_refused_with_every_cell_and_three_values(one: Desk) -> None:
    stale = one.home.parent / "旧.xlsx"
    stale.write_bytes(one.book.read_bytes())
    one.correct(put(PEOPLE, 23), put(OTHER, "甲一"))
    one.edit(put(PEOPLE, 24), put(OTHER, "乙二"), put("通讯地址", "新地址"), path=stale)
    with pytest.raises(UsageError) as told:
        one.correct(path=stale)
    text = str(told.value)
    assert "有 2 格对不上" in text
    assert "“班组人数”：写出时是“22”，现在台账里是“23”，这里改成“24”" in text
    assert f"“班组联系人”：写出时是“{WATER.contact}”，现在台账里是“甲一”，这里改成“乙二”" in text
    team = one.team()
    assert [value(team, key) for key in ("headcount", "contact", "address")] == ["23", "甲一", WATER.address]


def test_cells_of_a_stale_workbook_that_nobody_edited_never_conflict(one: Desk) -> None:
    stale = one.home.parent / "旧.xlsx"
    stale.write_bytes(one.book.read_bytes())
    one.correct(put(PEOPLE, 23))
    one.correct(put(OTHER, "甲一"), path=stale)
    assert [value(one.team(), key) for key in ("headcount", "contact")] == ["23", "甲一"]


def test_emptied_box_is_empty_and_emptied_name_is_refused(one: Desk) -> None:
    one.correct(put(OTHER, None))
    assert (value(one.team(), "contact"), "field-missing" in codes(one.team())) == (None, True)
    with pytest.raises(UsageError, match="班组!J2 的“班组名称”被清空了"):
        one.correct(put(TEAM, None))


def test_text_that_was_cut_cannot_be_edited(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(profile="很长的简介。" * 6000))
    made.collect()
    assert made.correct() == ["和台账对过了，没有要更正的。"]
    with pytest.raises(UsageError, match="太长，表里放不下全文"):
        made.correct(put("质量信得过班组简介及活动结果(简要说明)", "短了"))


def test_verify_sees_corrections_and_rulings_that_were_tampered_with(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    with pipeline.find(one.home).busy("test") as ledger, ledger.change("test"):
        ledger.write("DROP TRIGGER correction_values_stay")
        ledger.write("UPDATE correction_values SET told = replace(told, '23', '32')")
    with pytest.raises(LedgerError, match="有 1 处更正的内容被改动过或不见了"):
        one.verified()


def test_correction_without_a_team_is_told(one: Desk) -> None:
    one.correct(put(PEOPLE, 23))
    with pipeline.find(one.home).busy("test") as ledger, ledger.change("test"):
        ledger.write("UPDATE documents SET reading = NULL")
    lost = [each.message for each in one.account().findings if each.code == "correction-homeless"]
    assert lost == ["有 1 处更正找不到对应的班组：班0001“班组人数”（王敏）。"]


def test_form_without_names_keeps_its_corrections(tmp_path: Path) -> None:
    made = desk(tmp_path)
    made.put("a.docx", form(team_name="", organisation_name=""))
    made.collect()
    made.correct(put(TEAM, "泵闸班"), put("单位名称", WATER.organisation), put(PEOPLE, 5))
    made.mail("乙.eml", 12, form(team_name="泵闸班", headcount="5"))
    made.collect()
    (team,) = made.account().teams
    assert (team.number, value(team, "team_name"), value(team, "headcount")) == ("班0001", "泵闸班", "5")


def test_rows_sorted_columns_moved_and_added_are_understood(tmp_path: Path) -> None:
    made = desk(tmp_path)
    for number, team in enumerate((WATER, SURVEY)):
        made.put(f"{number}.docx", zhejiang(team.application()))
    made.collect()

    def turned(book: Any) -> None:
        cell(book, PEOPLE, "班0001").value = 77
        sheet = book["班组"]
        values = [[each.value for each in row] for row in sheet.iter_rows()]
        order = [*range(len(values[0]) - 1, -1, -1)]
        for number, row in enumerate([values[0], *reversed(values[1:])], 1):
            for place, source in enumerate(order, 1):
                sheet.cell(number, place).value = row[source]
        sheet.cell(1, len(order) + 1).value = "我的备注"
        sheet.cell(2, len(order) + 1).value = "记得打电话"
        sheet.cell(9, 5).value = "合计 2 个"

    told = made.correct(turned)
    assert told[:4] == [
        "“班组”页第 9 行不是台账里的，没有看。", "“班组”页的这些列不是台账里的，没有看：我的备注。", "共 1 处：",
        f"  班0001 {value(made.team(), 'team_name')}“班组人数”：12 → 77　王敏",
    ]  # fmt: skip
    assert value(made.team(), "headcount") == "77"


def test_deleted_column_is_no_change(one: Desk) -> None:
    def without(book: Any) -> None:
        sheet = book["班组"]
        cell(book, "来源文件").hyperlink = None  # or openpyxl leaves it where it was
        for head in (PEOPLE, OTHER):
            sheet.delete_cols(next(each.column for each in sheet[1] if each.value == head))

    assert one.correct(without) == [
        "“班组”页没有这些列，没有看，也没有当作清空：班组人数、班组联系人。", "和台账对过了，没有要更正的。",
    ]  # fmt: skip


def test_hidden_column_that_was_deleted_is_made_up_for_by_the_number(one: Desk) -> None:
    def without(book: Any) -> None:
        sheet = book["班组"]
        sheet.delete_cols(next(each.column for each in sheet[1] if each.value == "编号"))

    one.correct(without, put(PEOPLE, 23))
    assert value(one.team(), "headcount") == "23"


def test_cells_that_only_show_something_are_told_and_not_taken_over(one: Desk) -> None:
    told = one.correct(put("状态", "初选合格"), put("收到时间", "2026-04-01"), put(PEOPLE, 23))
    assert told[:2] == [
        "班组!D2 的“状态”在这里改了不算数：改状态请用 qtdocs move。",
        "班组!G2 的“收到时间”在这里改了不算数：收到时间请写进 收件登记.xlsx。",
    ]
    assert (one.team().state, value(one.team(), "headcount")) == ("收到", "23")
    assert one.correct()[0] == "和台账对过了，没有要更正的。"
