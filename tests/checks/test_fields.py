"""Single boxes."""

import datetime
from dataclasses import replace

import pytest
from small import TODAY, Doubt, Mode, Row, TableSpec, application, field, found, programme, record, said, values

from qtdocs.checks import check_record
from qtdocs.editions.form import FormSpec
from qtdocs.model.place import Place


def test_sound_form_has_no_findings() -> None:
    assert found() == []


def test_empty_required_box_is_missing_under_its_printed_label() -> None:
    [finding] = found(contact="")
    assert (finding.code, finding.severity, finding.field, finding.label) == (
        "field-missing",
        "error",
        "contact",
        "班组联系人",
    )
    assert finding.message == "“班组联系人”没有填写。"
    assert finding.advice == "请推荐单位补填后重发 Word 版。"
    assert str(finding.place) == "表1 第6行 第2列"


def test_hint_alone_is_missing_and_named_as_such() -> None:
    [finding] = found(organisation_name="(填全称,与公章一致)")
    assert finding.message == "“单位名称”没有填写，只有印好的提示语。"
    assert said(organisation_name="(填全称,与公章一致)浙江甲建设有限公司") == []


def test_empty_optional_box_is_no_finding() -> None:
    assert said(department="") == []


def test_placeholder_is_a_defect_only_where_an_answer_is_required() -> None:
    assert said(contact="暂无") == [("error", "field-placeholder")]
    assert said(department="暂无") == [("note", "field-placeholder")]
    assert found(department="暂无")[0].message == "“主管部门”：写的是“暂无”，没有实际内容。"
    assert said(department="无锡分部") == []


def test_doubt_about_a_value_is_a_warning() -> None:
    [finding] = found(first_pass_rate="约98%")
    assert (finding.severity, finding.code) == ("warning", "field-unsure")
    assert finding.message == "“产品/服务一次合格”：写的是“约98%”，按 98 读取。"


def test_what_is_no_number_is_worse_in_a_required_box() -> None:
    assert said(headcount="十几人吧") == [("error", "field-not-number")]
    assert said(first_pass_rate="95-98%") == [("warning", "field-not-number")]
    assert said(headcount="三十人") == []


def test_date_that_does_not_exist_is_said() -> None:
    assert said(form_date="2026年2月30日") == [("warning", "field-not-date")]
    assert said(form_date="2026年2月28日") == []


def test_phone_with_wrong_digits_is_said() -> None:
    assert said(contact_phone="1380000123") == [("error", "field-bad-phone")]
    assert said(contact_phone="86660001") == [("warning", "field-bad-phone")]
    assert said(contact_phone="138 0000 1234") == []


@pytest.mark.parametrize("rate", ["0%", "100%"])
def test_percent_at_its_limits_is_in_range(rate: str) -> None:
    assert said(first_pass_rate=rate, nonconformity_rate="0") == []


@pytest.mark.parametrize("rate", ["100.1%", "-1%"])
def test_percent_beyond_its_limits_is_out_of_range(rate: str) -> None:
    assert said(first_pass_rate=rate, nonconformity_rate="") == [("error", "field-out-of-range")]


def test_out_of_range_says_what_it_should_be() -> None:
    assert found(first_pass_rate="980%", nonconformity_rate="")[0].message == (
        "“产品/服务一次合格”填的是 980%，应在 0 到 100 之间。"
    )


def test_implausible_number_is_only_a_warning() -> None:
    assert said(headcount="301") == [("warning", "field-out-of-range")]
    assert said(headcount="300") == []


def test_date_before_2000_is_out_of_range() -> None:
    assert said(form_date="1999年12月31日") == [("error", "field-out-of-range")]
    assert said(form_date="2000年1月1日") == []


def test_signing_date_in_the_future_is_said() -> None:
    assert said(form_date="2026年5月7日") == [("warning", "date-in-future")]
    assert said(form_date="2026年5月6日") == []


def test_planned_date_may_lie_in_the_future() -> None:
    form = application(field("presentation_date", "发表会时间", "date"))
    assert said(form, presentation_date="2027年1月1日") == []


def test_formula_and_strike_become_findings_of_their_box() -> None:
    def flagged(code: str) -> list[str]:
        one = record()
        doubted = replace(one.fields["headcount"], grade="C", doubts=(Doubt(code=code, detail="格内有修订"),))
        changed = replace(one, fields={**one.fields, "headcount": doubted})
        return [finding.message for finding in check_record(changed, application(), programme(), today=TODAY)]

    assert flagged("revision-pending") == ["“班组人数”：格内有修订。"]
    assert flagged("formula-uncached") == ["“班组人数”：格内有修订。"]
    assert flagged("text-hidden") == ["“班组人数”：格内有修订。"]


MODES = (Mode(id="association", name="省协会汇总"), Mode(id="self", name="企业自荐", nominator=False))
NOMINATED = application(
    field("nominator_name", "推荐协会", "organisation", required=True, modes=("association",)),
    field("nomination_reason", "协会推荐理由", "long-text", required=True, modes=("association",)),
)


def test_nominators_part_is_required_only_where_there_is_a_nominator() -> None:
    edition = programme(modes=MODES)
    assert said(NOMINATED, edition, nominator_name="", nomination_reason="") == []
    assert said(NOMINATED, edition, nominator_name="乙省市政协会", nomination_reason="") == [("error", "field-missing")]
    assert said(NOMINATED, edition, nominator_name="", nomination_reason="同意") == [("error", "field-missing")]


def test_attached_text_is_no_defect_when_its_box_is_empty() -> None:
    form = application(field("profile", "简介（另附纸）", "long-text", required=True, attached=True))
    assert said(form, profile="") == [("note", "field-missing")]
    assert said(form, profile="详见附件") == [("note", "field-placeholder")]
    assert said(form, profile="见后。") == []


def test_row_of_a_list_is_checked_at_its_own_place() -> None:
    columns = (
        field("organisation_name", "单位名称", "organisation", required=True),
        field("team_name", "班组名称", required=True),
    )
    form = FormSpec(
        id="list", kind="nomination-summary", name="汇总表", titles=("汇总表",), table=TableSpec(columns=columns)
    )
    rows = [
        Row(
            fields=values(columns, {"organisation_name": "浙江甲建设有限公司", "team_name": team}), place=Place(row=row)
        )
        for row, team in ((3, "测量一班"), (4, ""))
    ]
    one = replace(record(form, file="汇总表.xlsx"), rows=tuple(rows))
    [finding] = check_record(one, form, programme(), today=TODAY)
    assert (finding.code, finding.label, finding.advice) == (
        "field-missing",
        "班组名称",
        "请推荐单位补填后重发 Excel 版。",
    )


def test_errors_stand_first() -> None:
    severities = [finding.severity for finding in found(department="暂无", first_pass_rate="约98%", contact="")]
    assert severities == ["error", "warning", "note"]


def test_day_of_the_run_decides_what_is_in_the_future() -> None:
    late = datetime.date(2026, 3, 11)
    found_then = check_record(record(), application(), programme(), today=late)
    assert [finding.code for finding in found_then] == ["date-in-future"]
