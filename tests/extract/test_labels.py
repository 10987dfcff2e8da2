"""Labels aligned with the blank: every change people make to a form, on a small form drawn as text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qtdocs.extract import extract
from qtdocs.model.place import Place
from qtdocs.model.record import Record
from tests.drawing import BLANK, FORM, document, form_layout

FILLED = """
2026年测量班组申报表
推荐单位 甲市协会
| 单位名称 | 浙江甲川建设有限公司 | | |
| 联系人   | 王一     | 手机     | 13800000001 |
| 班组长   | 李二     | 手机     | 13800000002 |
| 班组人数 | 18人     | 完成率%  | 98.5%   |
| 简介(简要说明):⏎1. 成员组成和主要工作。⏎2. 基础管理情况。⏎本班组成立于2012年。⏎制度齐全。 < < < |
| 2026年3月16日 < < < |
"""
VALUES = {
    "nominator_name": "甲市协会",
    "organisation_name": "浙江甲川建设有限公司",
    "contact": "王一",
    "contact_mobile": ("13800000001",),
    "team_leader": "李二",
    "team_leader_mobile": ("13800000002",),
    "headcount": "18",
    "completion_rate": "98.5",
    "profile": "本班组成立于2012年。\n制度齐全。",
    "form_date": "2026-03-16",
}


def read(drawn: str) -> Record:
    return extract(document(drawn), form_layout())


def values(record: Record) -> dict[str, object]:
    return {key: value.value for key, value in record.fields.items()}


def grades(record: Record) -> str:
    return "".join(value.grade for value in record.fields.values())


def changed(*changes: tuple[str, str]) -> str:
    drawn = FILLED
    for old, new in changes:
        assert old in drawn
        drawn = drawn.replace(old, new)
    return drawn


def test_form_as_printed_is_read_beyond_doubt() -> None:
    record = read(FILLED)
    assert values(record) == VALUES
    assert grades(record) == "A" * len(VALUES)
    assert record.doubts == ()
    assert not record.blank


def test_blank_gives_nothing() -> None:
    record = read(BLANK)
    assert set(values(record).values()) == {None}
    assert record.blank
    assert record.doubts == ()


CERTAIN = {
    "label spaced": (("单位名称", "单 位 名　称："),),
    "rows swapped": (
        ("| 联系人   | 王一     | 手机     | 13800000001 |\n", ""),
        ("| 班组人数 |", "| 联系人 | 王一 | 手机 | 13800000001 |\n| 班组人数 |"),
    ),
    "columns swapped": (("| 班组人数 | 18人     | 完成率%  | 98.5%   |", "| 完成率% | 98.5% | 班组人数 | 18人 |"),),
    "known synonym in its row": (("| 联系人   |", "| 直接联系人 |"),),
    "label and value in one cell": (("| 联系人   | 王一     |", "| 联系人：王一 < |"),),
    "row parted in two": (("| 王一     | 手机     | 13800000001 |", "| 王一 |\n| 手机 | 13800000001 |"),),
    "unit in a cell of its own": (("| 完成率%  | 98.5%   |", "| 完成率% | 98.5 | % |"),),
    "prompt taken out": (("⏎2. 基础管理情况。⏎本班组", "⏎本班组"),),
    "prompt and answer on one line": (("2. 基础管理情况。⏎本班组", "2. 基础管理情况。本班组"),),
}


@pytest.mark.parametrize("changes", CERTAIN.values(), ids=CERTAIN)
def test_harmless_change_costs_no_value(changes: tuple[tuple[str, str], ...]) -> None:
    assert values(read(changed(*changes))) == VALUES


DOUBTED = {
    "label reworded": ("班组人数", "班组总人数", "headcount", "B"),
    "label with a typing mistake": ("单位名称", "单位名你", "organisation_name", "C"),
    "label nobody knows": ("| 班组人数 |", "| 共有几位 |", "headcount", "C"),
}


@pytest.mark.parametrize(("old", "new", "key", "grade"), DOUBTED.values(), ids=DOUBTED)
def test_changed_label_is_read_with_a_doubt(old: str, new: str, key: str, grade: str) -> None:
    record = read(changed((old, new)))
    assert values(record) == VALUES
    assert record.fields[key].grade == grade
    assert [doubt.code for doubt in record.fields[key].doubts] == ["field-unsure"]


def test_twin_labels_keep_to_their_rows() -> None:
    swapped = changed(("| 班组长   | 李二     | 手机     | 13800000002 |\n", "")).replace(
        "| 联系人   |", "| 班组长 | 李二 | 手机 | 13800000002 |\n| 联系人 |"
    )
    assert values(read(swapped)) == VALUES


def test_only_one_of_twin_labels_left_goes_to_its_owner() -> None:
    record = read(changed(("| 李二     | 手机     | 13800000002 |", "| 李二 | | |")))
    assert record.fields["contact_mobile"].value == ("13800000001",)
    assert record.fields["team_leader_mobile"].value is None


def test_labels_above_their_values_are_read_below() -> None:
    above = changed(
        ("| 班组人数 | 18人     | 完成率%  | 98.5%   |", "| 班组人数 < | 完成率% < |\n| 18人 < | 98.5% < |")
    )
    record = read(above)
    assert values(record) == VALUES
    assert record.fields["headcount"].method == "below"


def test_hint_alone_is_no_value_and_hint_before_a_value_is_taken_off() -> None:
    assert read(changed(("浙江甲川建设有限公司", "(填全称)"))).fields["organisation_name"].value is None
    kept = read(changed(("浙江甲川建设有限公司", "（填全称）浙江甲川建设有限公司"))).fields["organisation_name"]
    assert (kept.value, kept.text) == ("浙江甲川建设有限公司", "（填全称）浙江甲川建设有限公司")


def test_value_that_is_another_label_is_only_a_guess() -> None:
    record = read(changed(("| 王一     |", "| 班组人数情况 |")))
    assert record.fields["contact"].grade == "C"


def test_inserted_row_is_shown_as_unplaced() -> None:
    record = read(changed(("| 班组人数 |", "| 统一社会信用代码 | 91330000TEST00001X | | |\n| 班组人数 |")))
    assert values(record) == VALUES
    assert [(doubt.code, doubt.detail) for doubt, _ in record.doubts] == [
        ("text-unplaced", "统一社会信用代码：91330000TEST00001X")
    ]


def test_sentence_below_the_table_is_shown_as_unplaced() -> None:
    record = read(FILLED + "\n请尽快办理。")
    assert [doubt.detail for doubt, _ in record.doubts] == ["请尽快办理。"]


def test_two_filled_cells_behind_a_label_are_doubted() -> None:
    record = read(changed(("| 浙江甲川建设有限公司 | | |", "| 浙江甲川建设有限公司 | 乙公司 | |")))
    assert record.fields["organisation_name"].value == "浙江甲川建设有限公司"
    assert record.fields["organisation_name"].grade == "B"


def test_underscores_around_a_header_value_are_no_part_of_it() -> None:
    assert values(read(changed(("推荐单位 甲市协会", "推荐单位 __甲市协会__")))) == VALUES
    assert values(read(changed(("推荐单位 甲市协会", "推荐单位（盖章）：甲市协会")))) == VALUES


def test_header_written_twice_and_unlike_is_doubted() -> None:
    record = read(changed(("推荐单位 甲市协会", "推荐单位 甲市协会\n推荐单位：乙市协会")))
    assert record.fields["nominator_name"].value == "甲市协会"
    assert record.fields["nominator_name"].grade == "B"


def test_text_box_over_the_only_blank_of_a_line_is_its_value_with_a_doubt() -> None:
    drawn = document(changed(("推荐单位 甲市协会", "推荐单位 _____\n甲市协会")))
    boxed = replace(drawn.blocks[2], place=Place(part="文本框"))
    record = extract(replace(drawn, blocks=(*drawn.blocks[:2], boxed, *drawn.blocks[3:])), form_layout())
    nominator = record.fields["nominator_name"]
    assert (nominator.value, nominator.grade) == ("甲市协会", "B")
    assert record.doubts == ()


def test_own_heading_repeated_in_a_long_text_stays_in_it() -> None:
    record = read(changed(("本班组成立于2012年。", "本班组成立于2012年。见上“简介(简要说明)”一栏。")))
    assert record.fields["profile"].value == "本班组成立于2012年。见上“简介(简要说明)”一栏。\n制度齐全。"


def test_value_that_is_printed_elsewhere_on_the_form_is_not_swallowed() -> None:
    contact = read(changed(("| 王一     |", "| 班组长 |"))).fields["contact"]
    assert (contact.value, contact.grade) == ("班组长", "C")


def test_label_of_the_opposite_meaning_is_no_match() -> None:
    record = read(changed(("完成率%", "未完成率%")))
    assert record.fields["completion_rate"].value is None
    assert record.fields["headcount"].grade == "B"
    assert "未完成率%" in record.fields["headcount"].doubts[0].detail


def test_label_that_is_only_somewhat_alike_gives_a_guess() -> None:
    assert read(changed(("班组人数", "班组党员人数"))).fields["headcount"].grade == "C"


def test_another_unit_in_the_label_makes_the_number_a_guess() -> None:
    headcount = read(changed(("班组人数", "班组人数（百人）"))).fields["headcount"]
    assert (headcount.value, headcount.grade) == ("18", "C")
    assert "单位" in headcount.doubts[0].detail


def test_instruction_printed_behind_a_label_is_no_value() -> None:
    filled = read(changed(("| 联系人   |", "| 联系人 必填 |"))).fields["contact"]
    assert (filled.value, filled.grade) == ("王一", "A")
    empty = read(changed(("| 联系人   | 王一     |", "| 联系人：如实填写 | |"))).fields["contact"]
    assert empty.value is None


def test_words_behind_a_label_yield_to_the_filled_cell_beside() -> None:
    contact = read(changed(("| 联系人   |", "| 联系人：李四 |"))).fields["contact"]
    assert (contact.value, contact.grade) == ("王一", "B")
    assert "李四" in contact.doubts[0].detail


def test_words_behind_a_label_beside_an_empty_cell_are_doubted() -> None:
    contact = read(changed(("| 联系人   | 王一     |", "| 联系人：王一 | |"))).fields["contact"]
    assert (contact.value, contact.grade) == ("王一", "B")


def test_value_glued_to_its_label_is_said() -> None:
    contact = read(changed(("| 班组长   | 李二     |", "| 班组长李二 | |"))).fields["team_leader"]
    assert contact.value is None
    assert contact.grade != "A"


def test_header_words_behind_the_table_are_not_beyond_doubt() -> None:
    behind = read(FILLED.replace("推荐单位 甲市协会\n", "") + "\n推荐单位：乙市协会").fields["nominator_name"]
    assert (behind.value, behind.grade) == ("乙市协会", "B")
    empty = read(changed(("推荐单位 甲市协会", "推荐单位 ____")) + "\n推荐单位：乙市协会").fields["nominator_name"]
    assert (empty.value, empty.grade) == ("乙市协会", "C")


def test_table_with_dates_behind_the_form_does_not_date_it() -> None:
    assert (
        values(read(FILLED + "\n荣誉\n| 时间 | 荣誉 |\n| 2019年5月1日 | 优秀班组 |\n| 2018年5月1日 < |"))["form_date"]
        == "2026-03-16"
    )


def test_two_date_lines_make_the_date_a_guess() -> None:
    date = read(changed(("| 2026年3月16日 < < < |", "| 2026年3月16日 < < < |\n| 2026年3月20日 < < < |"))).fields[
        "form_date"
    ]
    assert (date.value, date.grade) == ("2026-03-20", "C")


def test_row_typed_value_first_is_only_a_guess() -> None:
    turned = changed(("| 联系人   | 王一     | 手机     | 13800000001 |", "| 王一 | 联系人 | 13800000001 | 手机 |"))
    record = read(turned)
    assert {record.fields[key].grade for key in ("contact", "contact_mobile")} == {"C"}


def test_stray_number_and_correction_are_shown() -> None:
    record = read(changed(("推荐单位 甲市协会", "推荐单位 9")) + "\n更正：联系人改为赵六，电话13800000009。")
    assert [doubt.detail for doubt, _ in record.doubts] == ["更正：联系人改为赵六，电话13800000009。"]
    low = read(changed(("| 2026年3月16日", "| | 98 | | |\n| 2026年3月16日")))
    assert [doubt.detail for doubt, _ in low.doubts] == ["98"]


def test_label_over_two_rows_with_two_values_is_doubted() -> None:
    drawn = document(changed(("| 班组人数 | 18人     | 完成率%  | 98.5%   |", "| 班组人数 | 18人 < < |\n| | 22 < < |")))
    table = drawn.tables[0]
    tall = tuple(
        replace(cell, row_span=2) if cell.text == "班组人数" else cell
        for cell in table.cells if cell.text or cell.column > 1
    )  # fmt: skip
    blocks = tuple(replace(table, cells=tall) if block is table else block for block in drawn.blocks)
    headcount = extract(replace(drawn, blocks=blocks), form_layout()).fields["headcount"]
    assert (headcount.value, headcount.grade) == ("18", "C")
    assert "22" in headcount.doubts[0].detail


def test_picture_in_an_empty_value_cell_is_said() -> None:
    drawn = document(changed(("| 王一     |", "| |")))
    table = drawn.tables[0]
    pictured = tuple(
        replace(cell, flags=frozenset({"picture"})) if (cell.row, cell.column) == (2, 2) else cell
        for cell in table.cells
    )  # fmt: skip
    blocks = tuple(replace(table, cells=pictured) if block is table else block for block in drawn.blocks)
    contact = extract(replace(drawn, blocks=blocks), form_layout()).fields["contact"]
    assert (contact.value, contact.grade) == (None, "B")
    assert "图片" in contact.doubts[0].detail


@pytest.mark.parametrize("note", ["（女）", "（其中女）", "（上年）"])
def test_note_that_changes_a_label_is_doubted(note: str) -> None:
    beside = read(changed(("| 班组人数 |", f"| 班组人数{note} |"))).fields["headcount"]
    assert (beside.value, beside.grade != "A") == ("18", True)
    inside = read(changed(("| 班组人数 | 18人     |", f"| 班组人数{note}：18人 < |"))).fields["headcount"]
    assert inside.value is None or inside.grade != "A"


@pytest.mark.parametrize("note", ["（人）", "（必填）", "(如实填写)", "（盖章）"])
def test_note_that_only_helps_leaves_a_label_as_it_is(note: str) -> None:
    headcount = read(changed(("| 班组人数 |", f"| 班组人数{note} |"))).fields["headcount"]
    assert (headcount.value, headcount.grade) == ("18", "A")


def test_text_beside_a_field_filled_in_its_own_cell_is_not_lost() -> None:
    contact = FORM.fields[2].model_copy(update={"where": "in-cell"})
    form = FORM.model_copy(update={"fields": (*FORM.fields[:2], contact, *FORM.fields[3:])})
    layout = form_layout(form, BLANK.replace("| 联系人   |              |", "| 联系人： < |"))
    record = extract(document(changed(("| 联系人   | 王一     |", "| 联系人：王一 | 分机801 |"))), layout)
    assert record.fields["contact"].value == "王一"
    assert "分机801" in " ".join(doubt.detail for doubt, _ in record.doubts)


def test_value_that_is_a_label_of_the_line_above_leaves_that_line_alone() -> None:
    record = read(FILLED.replace("王一    ", "推荐单位"))
    assert (record.fields["nominator_name"].value, record.fields["contact"].value) == ("甲市协会", "推荐单位")
