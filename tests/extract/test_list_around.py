"""What stands above and below a list: nominator, contact, date, notes."""

from lists import HEAD, REVIEW, codes, field, read, seen, table, values

from qtdocs.model.document import Paragraph
from qtdocs.model.place import Place


def test_blank_numbered_rows_totals_notes_and_signatures_are_no_rows() -> None:
    grid = [
        [*HEAD, "得分"],
        ["1", "浙江甲建设有限公司", "测量一班", "精准放线", "88"],
        ["2", "", "", "", "0"],
        ["3", "", "", "", ""],
        ["合计", "", "", "", "88"],
        ["共1个班组"],
        ["注：1.单位名称须与公章一致；"],
        ["2.班组名称不挂上级单位。"],
        ["填表人：王五", "", "联系电话：0571-86660001", "", "2026年4月20日"],
    ]
    found = read(table(grid))
    assert values(found, "team_name") == [("测量一班",)]
    assert found.doubts == ()
    assert seen(found.fields["preparer"]) == ("王五", "A", [])
    assert seen(found.fields["contact_phone"]) == (("0571-86660001",), "A", [])
    assert seen(found.fields["form_date"]) == ("2026-04-20", "A", [])


def test_nominator_contact_and_date_in_one_merged_cell() -> None:
    line = "推荐单位（盖章）：甲川市建筑业协会    联系人：张三    联系电话：0571-86660001   2026年4月20日"
    found = read(table([[line], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]], {(1, 1): (1, 4)}))
    assert {key: value.value for key, value in found.fields.items()} == {
        "nominator_name": "甲川市建筑业协会",
        "contact": "张三",
        "contact_phone": ("0571-86660001",),
        "preparer": None,
        "form_date": "2026-04-20",
    }
    assert {value.grade for value in found.fields.values()} == {"A"}
    assert found.doubts == ()


def test_blank_date_after_the_telephone_is_no_part_of_it() -> None:
    line = "推荐单位（盖章）：甲川市建筑业协会  联系人：  联系电话：0571-86660001      年   月   日"
    found = read(table([[line], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]))
    assert found.fields["contact_phone"].value == ("0571-86660001",)
    assert (found.fields["contact"].value, found.fields["form_date"].value) == (None, None)


def test_unknown_label_in_the_line_ends_a_value_and_is_shown() -> None:
    line = "推荐单位：甲川市建筑业协会  审核人：李四"
    found = read(table([[line], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]))
    assert seen(found.fields["nominator_name"]) == ("甲川市建筑业协会", "A", [])
    assert codes(found) == [("text-unplaced", "审核人：李四", "表!A1")]


def test_label_and_value_in_neighbouring_cells_and_in_paragraphs() -> None:
    grid = [["推荐单位（盖章）：", "甲川市建筑业协会"], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]
    paragraph = Paragraph(text="填表人：王五", place=Place(paragraph=1))
    found = read(table(grid), paragraph)
    assert seen(found.fields["nominator_name"]) == ("甲川市建筑业协会", "A", [])
    assert (found.fields["preparer"].value, found.fields["preparer"].method) == ("王五", "header")
    assert id(paragraph) in found.used


def test_two_different_nominators_are_a_guess() -> None:
    first = [["推荐单位：甲市建筑业协会"], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]
    second = [["推荐单位：乙市建筑业协会"], HEAD, ["1", "浙江乙建设有限公司", "焊接班", "乙"]]
    found = read(table(first), table(second, sheet="表2"))
    assert seen(found.fields["nominator_name"]) == ("甲市建筑业协会", "C", ["field-unsure"])
    assert values(found, "team_name") == [("测量一班",), ("焊接班",)]


def test_nominator_in_a_column_of_its_own_is_read() -> None:
    grid = [["推荐单位", "单位名称", "班组名称"], ["甲市建筑业协会", "浙江甲建设有限公司", "测量一班"]]
    found = read(table(grid))
    assert seen(found.fields["nominator_name"]) == ("甲市建筑业协会", "A", [])
    found = read(table([*grid, ["乙市建筑业协会", "浙江乙建设有限公司", "焊接班"]]))
    assert found.fields["nominator_name"].value is None
    assert values(found, "nominator_name") == [("甲市建筑业协会",), ("乙市建筑业协会",)]


def test_date_in_a_remark_makes_no_signature_line() -> None:
    found = read(table([["单位名称", "班组名称", "备注"], ["浙江甲建设有限公司", "测量一班", "2026年4月17日"]]))
    assert values(found, "team_name", "remark") == [("测量一班", "2026年4月17日")]


def test_printed_notes_and_seal_places_of_the_form_are_no_values() -> None:
    form = REVIEW.model_copy(
        update={
            "fields": (field("contact_phone", "电话", type="phone"), field("form_date", "年 月 日", type="date")),
            "notes": ("电话：(010) 66073178；68416388",),
        }
    )
    head = ["序号", "企业/班组名称", "材料评价", "打分/排序"]
    lines = ["填表人：      电话：      推荐质协章        年  月  日", "电话：(010) 66073178；68416388"]
    found = read(table([head]), *(Paragraph(text=text, place=Place(paragraph=1)) for text in lines), form=form)
    assert {key: value.value for key, value in found.fields.items()} == {"contact_phone": None, "form_date": None}
    assert (found.rows, found.doubts) == ((), ())


def test_date_with_an_unknown_label_and_date_in_the_middle_are_dates() -> None:
    rows = [HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]
    found = read(table([["填报日期：2026年4月20日"], *rows]))
    assert (found.fields["form_date"].value, found.fields["form_date"].label) == ("2026-04-20", "填报日期")
    found = read(table([["推荐单位：甲川协会  填报日期：2026年4月20日"], *rows]))
    assert [found.fields[key].value for key in ("nominator_name", "form_date")] == ["甲川协会", "2026-04-20"]
    found = read(table([["推荐单位：甲川协会  2026年4月20日  联系人：张三"], *rows]))
    assert [found.fields[key].value for key in ("nominator_name", "form_date", "contact")] == [
        "甲川协会",
        "2026-04-20",
        "张三",
    ]
    assert found.doubts == ()


def test_words_behind_a_gap_lower_the_grade() -> None:
    found = read(table([["推荐单位：甲川协会      张三"], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]]))
    assert seen(found.fields["nominator_name"])[1:] == ("B", ["field-unsure"])
