"""Typed values: what people type becomes what the contract says, and is graded for what is not certain."""

import time

import pytest

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.values import Reading, read_value

HINT = "(填全称,与公章一致)"
MODES = ("发表评审", "现场评审", "与QC小组合开", "单独举办")


def field(kind: str, **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"key": "some_field", "labels": ("某栏",), "type": kind} | more)


COUNT = field("integer", none_is_zero=True)
COST = field("decimal", labels=("质量成本(万元/年)",), unit="万元")
TRAINING = field("integer", labels=("年培训人数/时数",), second="training_hours")
SCORE = field("decimal", labels=("打分/排序",), second="rank")
BOTH_NAMES = field("organisation", labels=("企业/班组名称",), second="team_name")
ORGANISATION = field("organisation", hints=(HINT,))
YES_NO = field("yes-no", options=("是", "否"))
CHOICES = field("choices", options=MODES)


def outcome(text: str, spec: FieldSpec) -> tuple[object, str]:
    reading = read_value(text, spec)
    assert bool(reading.doubts) == (reading.grade != "A")
    return reading.value, reading.grade


def codes(reading: Reading) -> list[str]:
    return [doubt.code for doubt in reading.doubts]


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("98%", "98", "A"), ("98％", "98", "A"), ("９８", "98", "A"), ("98 %", "98", "A"), ("98.50", "98.5", "A"),
        ("百分之九十八", "98", "A"), ("九十八%", "98", "A"), ("百分之百", "100", "A"), ("99.86％", "99.86", "A"),
        ("0", "0", "A"), ("0.02%", "0.02", "A"), ("-5%", "-5", "A"),
        ("0.98", "0.98", "B"), ("1", "1", "B"), ("约20", "20", "B"), ("≥95%", "95", "B"), ("95%以上", "95", "B"),
        ("98%（2025年）", "98", "B"), ("2‰", "0.2", "B"), ("无", None, "B"), ("98人", "98", "B"),
        ("95-98%", None, "C"), ("95%至98%", None, "C"), ("98/100", None, "C"), ("1O0", None, "C"), ("合格", None, "C"),
        ("10²", None, "C"), ("3,5%", None, "C"),
    ],
)  # fmt: skip
def test_percent_is_a_plain_number(text: str, value: str | None, grade: str) -> None:
    assert outcome(text, field("percent")) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("18人", "18", "A"), ("18 人", "18", "A"), ("0起", "0", "A"), ("无", "0", "A"), ("三十人", "30", "A"),
        ("十二", "12", "A"), ("一百二十", "120", "A"), ("8,853", "8853", "A"), ("8，853", "8853", "A"),
        ("018", "18", "A"),
        ("15元", "15", "B"), ("15万元", None, "C"), ("15万", "150000", "B"), ("-3", "-3", "B"),
        ("一", "1", "B"), ("18.5", "18.5", "B"), ("20余人", "20", "B"), ("共18人", "18", "B"), ("未发生", "0", "B"),
        ("18人（男12人）", "18", "B"), ("1.2E3", "1200", "B"),
        ("无重大事故", None, "C"), ("25 40", None, "C"),
        ("三四人", None, "C"), ("1.2万人", None, "C"), ("18-20", None, "C"), ("一百二", None, "C"),
        ("1" * 5000, None, "C"),
    ],
)  # fmt: skip
def test_count_is_a_plain_number(text: str, value: str | None, grade: str) -> None:
    assert outcome(text, COUNT) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("12.5万元", "12.5", "A"), ("12.5万元/年", "12.5", "A"), ("8.60", "8.6", "A"),
        ("88.900000000000006", "88.9", "A"),
        ("3万", "3", "B"), ("50000元", "5", "B"), ("约20", "20", "B"), ("2-3万", None, "C"),
    ],
)  # fmt: skip
def test_money_keeps_the_printed_unit(text: str, value: str | None, grade: str) -> None:
    assert outcome(text, COST) == (value, grade)


@pytest.mark.parametrize(
    ("text", "first", "second", "grade"),
    [
        ("25人次/40学时", "25", "40", "A"), ("32人/64时", "32", "64", "A"), ("12/96", "12", "96", "A"),
        ("25 人次 / 40 学时", "25", "40", "A"), ("25人次\n40学时", "25", "40", "A"), ("25人次40学时", "25", "40", "A"),
        ("2500人次/1,200学时", "2500", "1200", "A"), ("二十五人次/四十学时", "25", "40", "A"),
        ("约25人次/40学时", "25", "40", "B"), ("96学时/12人", "12", "96", "B"), ("25人次", "25", None, "B"),
        ("40学时", None, "40", "B"), ("人均8h", None, None, "C"), ("12人，每人8学时", None, None, "C"),
        ("12,960", None, None, "C"), ("25人/40人", None, None, "C"), ("40学时/25", None, None, "C"),
    ],
)  # fmt: skip
def test_two_numbers_of_one_cell(text: str, first: str | None, second: str | None, grade: str) -> None:
    reading = read_value(text, TRAINING)
    assert (reading.value, reading.second, reading.grade) == (first, second, grade)


def test_score_and_rank_of_one_cell() -> None:
    assert read_value("88.5/3", SCORE) == Reading(value="88.5", second="3")
    assert read_value("88.5分/第3名", SCORE) == Reading(value="88.5", second="3")


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("2026年3月12日", "2026-03-12", "A"), ("2026 年 3 月 15 日", "2026-03-15", "A"),
        ("2026.3.12", "2026-03-12", "A"),
        ("2026-3-12", "2026-03-12", "A"), ("2026/3/12", "2026-03-12", "A"), ("２０２６年３月１２日", "2026-03-12", "A"),
        ("二〇二六年三月十二日", "2026-03-12", "A"), ("二○二六年三月十二日", "2026-03-12", "A"),
        ("2026-03-10 0:00", "2026-03-10", "A"), ("2026年3月12日（星期四）", "2026-03-12", "A"),
        (" 年 月 日", None, "A"), ("20  年  月  日", None, "A"), ("____年__月__日", None, "A"),
        ("26-3-12", "2026-03-12", "B"), ("46093", "2026-03-12", "B"), ("20260312", "2026-03-12", "B"),
        ("2026年3月12日（星期五）", "2026-03-12", "B"), ("2026年5月17日-19日", "2026-05-17", "B"),
        ("2026年3月", None, "B"), ("2026年 月 日", None, "B"), ("3月12日", None, "B"),
        ("2026-02-30", None, "C"), ("2026年13月1日", None, "C"), ("12/3/2026", None, "C"), ("1026年3月12日", None, "C"),
    ],
)  # fmt: skip
def test_date_is_a_day(text: str, value: str | None, grade: str) -> None:
    assert outcome(text, field("date")) == (value, grade)


def test_date_of_a_numeric_cell_is_a_serial() -> None:
    reading = read_value("46093", field("date"), flags=frozenset({"numeric"}))
    assert (reading.value, reading.grade) == ("2026-03-12", "A")


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("0571-86660001、13800000000", ("0571-86660001", "13800000000"), "A"),
        ("(010)66073178", ("010-66073178",), "A"),
        ("0571 86660001", ("0571-86660001",), "A"), ("057186660001", ("0571-86660001",), "A"),
        ("0571—86660001", ("0571-86660001",), "A"), ("0571-\n64831838", ("0571-64831838",), "A"),
        ("138 0000 1234", ("13800001234",), "A"), ("138-0000-1234", ("13800001234",), "A"),
        ("+86 13800001234", ("13800001234",), "A"), ("１３８００００１２３４", ("13800001234",), "A"),
        ("13800000000.0", ("13800000000",), "A"), ("0571-86660001转801", ("0571-86660001-801",), "A"),
        ("0571-86660001-801", ("0571-86660001-801",), "A"), ("手机：13800001234", ("13800001234",), "A"),
        ("0571-86660001 13800001234", ("0571-86660001", "13800001234"), "A"),
        ("13800001234\n13800005678", ("13800001234", "13800005678"), "A"), ("0575-8666001", ("0575-8666001",), "A"),
        ("13800002188-2", ("13800002188",), "B"), ("13800002188转8001", ("13800002188",), "B"),
        ("王五 13800001234", ("13800001234",), "B"), ("57186660001", ("57186660001",), "B"),
        ("571-86660001", ("571-86660001",), "B"), ("86660001", ("86660001",), "B"),
        ("1.3800001234E+10", ("13800001234",), "B"),
        ("1380000123", ("1380000123",), "C"), ("138000012345", ("138000012345",), "C"),
        ("1.38E+10", ("1.38E+10",), "C"),
        ("0571-86660001/8002", ("0571-86660001", "8002"), "C"), ("138****1234", ("138****1234",), "C"),
        ("010-6607317", ("010-6607317",), "C"), ("待我问问", ("待我问问",), "C"),
    ],
)  # fmt: skip
def test_phones_are_digits_with_the_area_code(text: str, value: tuple[str, ...], grade: str) -> None:
    assert outcome(text, field("phone")) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("name@example.com", "name@example.com", "A"), ("邮箱：name@example.com", "name@example.com", "A"),
        ("name＠example.com", "name@example.com", "B"), ("na me@example.com", "name@example.com", "B"),
        ("a@example.com、b@example.com", "a@example.com、b@example.com", "B"),
        ("王五 a@example.com", "a@example.com", "B"),
        ("name", "name", "C"), ("name@example，com", "name@example，com", "C"),
    ],
)  # fmt: skip
def test_email_is_never_mended_in_silence(text: str, value: str, grade: str) -> None:
    assert outcome(text, field("email")) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("310000", "310000", "A"), ("３１００００", "310000", "A"), ("3 1 0 0 0 0", "310000", "A"),
        ("31000", "31000", "B"), ("邮编310000", "310000", "B"), ("3100000", "3100000", "C"),
    ],
)  # fmt: skip
def test_postcode_is_six_digits(text: str, value: str, grade: str) -> None:
    assert outcome(text, field("postcode")) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("☑是 □否", True, "A"), ("□是 ☑否", False, "A"), ("是☑ 否□", True, "A"), ("是（√）否（ ）", True, "A"),
        ("[x]是 [ ]否", True, "A"), ("√□是 □否", True, "A"), ("□是 √否", False, "A"), ("×是 √否", False, "A"),
        ("是", True, "A"), ("否", False, "A"), ("□是 □否", None, "A"), ("是 否", None, "A"),
        ("√", True, "B"), ("是√ 否", True, "B"), ("是 √否", False, "B"),
        ("☑是 ☑否", None, "C"), ("是√否", None, "C"), ("☑ 是 □ 否 □ 其他", True, "B"),
    ],
)  # fmt: skip
def test_yes_no_is_what_is_ticked(text: str, value: bool | None, grade: str) -> None:
    assert outcome(text, YES_NO) == (value, grade)


@pytest.mark.parametrize(
    ("text", "value", "grade"),
    [
        ("发表评审☑ 现场评审□ 与 QC 小组合开☑ 单独举办□", ("发表评审", "与QC小组合开"), "A"),
        ("☑发表评审 □现场评审 □与QC小组合开 □单独举办", ("发表评审",), "A"),
        ("发表评审□√ 现场评审□ 与QC小组合开□ 单独举办□", ("发表评审",), "A"),
        ("发表评审□\n现场评审☑\n与QC小组合开□\n单独举办□", ("现场评审",), "A"),
        ("发表评审□ 现场评审□ 与QC小组合开□ 单独举办□", None, "A"),
        ("发表评审☑ 现场评审□ 与QC小组合开□ 单独举办", ("发表评审",), "B"),
        ("现场评审、发表评审", ("发表评审", "现场评审"), "B"),
        ("发表评审□ 现场评审□ 与QC小组合开□ 单独举办□ 其他：线上☑", None, "B"),
        ("☑ 发表评审 ☑ 现场评审 ☑", None, "C"),
        ("线上进行", None, "C"),
    ],
)  # fmt: skip
def test_choices_are_the_ticked_words(text: str, value: tuple[str, ...] | None, grade: str) -> None:
    assert outcome(text, CHOICES) == (value, grade)


@pytest.mark.parametrize(
    ("text", "box", "value", "grade"),
    [
        ("□ 是√  □ 否", "before", None, "C"), ("□是√□否", "before", None, "C"), ("□是√ □否", "", None, "C"),
        ("是□ √否□", "after", None, "C"), ("是□ √否□", "", None, "C"), ("□是 □否√", "before", None, "C"),
        ("□是√   否", "before", None, "C"), ("□是 □否 是", "before", None, "C"),
        ("√□是 □否", "before", True, "A"), ("□ 是  √□ 否", "before", False, "A"), ("□是□√否", "before", False, "A"),
        ("是□√ 否□", "after", True, "A"), ("是√□否□", "after", True, "A"), ("是□ 否□√", "after", False, "A"),
    ],
)  # fmt: skip
def test_tick_between_two_words_is_sure_only_beside_its_own_box(
    text: str, box: str, value: bool | None, grade: str
) -> None:
    assert outcome(text, field("yes-no", options=("是", "否"), box=box)) == (value, grade)


def test_tick_typed_before_an_option_whose_box_stands_behind_is_doubted() -> None:
    after = field("choices", options=MODES, box="after")
    assert outcome("发表评审 □   √现场评审 □ 与QC小组合开 □ 单独举办 □", after) == (None, "C")
    assert outcome("发表评审 □√  现场评审 □ 与QC小组合开 □ 单独举办 □", after) == (("发表评审",), "A")


def test_choices_typed_against_the_blanks_side_are_doubted() -> None:
    before = field("yes-no", options=("是", "否"), box="before")
    assert outcome("□是 ☑否", before) == (False, "A")
    assert outcome("是☑ 否□", before) == (True, "B")
    assert outcome("是√ □否", before) == (None, "C")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(填全称,与公章一致)浙江甲建设有限公司", "浙江甲建设有限公司"),
        ("浙江甲建设有限公司（填全称，与公章一致）", "浙江甲建设有限公司"),
        ("(填全称,与公章一致)", None), ("（填全称，与公章一致）　", None),
        (" 　浙江甲\n建设（集团）有限公司　", "浙江甲建设（集团）有限公司"), ("Ⅲ·甲㎡有限公司", "Ⅲ·甲㎡有限公司"),
    ],
)  # fmt: skip
def test_name_is_verbatim_without_the_hint(text: str, value: str | None) -> None:
    assert outcome(text, ORGANISATION) == (value, "A")


def test_hint_half_deleted_is_doubted() -> None:
    assert outcome("(填全称)浙江甲建设有限公司", ORGANISATION) == ("(填全称)浙江甲建设有限公司", "B")


def test_invisible_characters_are_no_part_of_a_value() -> None:
    assert outcome("\u200b98%\ufeff", field("percent")) == ("98", "A")
    assert outcome("测量\u200b一班", field("text")) == ("测量一班", "A")


def test_person_keeps_inner_spaces_and_loses_a_phone() -> None:
    assert outcome("张 三", field("person")) == ("张 三", "A")
    assert outcome("张三 13800001234", field("person")) == ("张三", "B")
    assert outcome("张三1", field("person")) == ("张三1", "B")


COMPANY, TEAM, PERSON = field("organisation"), field("text", key="team_name"), field("person")


@pytest.mark.parametrize(
    ("text", "spec", "value"),
    [
        ("浙江甲川建设\n有限公司", COMPANY, "浙江甲川建设有限公司"),
        ("浙江甲川建设集团\n有限公司", COMPANY, "浙江甲川建设集团有限公司"),
        ("浙江甲川建设集团\n第三工程有限公司", COMPANY, "浙江甲川建设集团第三工程有限公司"),
        ("浙江甲川建设有限公司\n杭州分公司", COMPANY, "浙江甲川建设有限公司杭州分公司"),
        ("浙江甲川建设 有限公司", COMPANY, "浙江甲川建设 有限公司"),
        ("浙江甲川建设有限公司\n钱江项目部", COMPANY, "浙江甲川建设有限公司钱江项目部"),
        ("测量\n一班", TEAM, "测量一班"), ("测量班\n组", TEAM, "测量班组"), ("钢筋、模板班", TEAM, "钢筋、模板班"),
        ("第一项目部 测量班", TEAM, "第一项目部 测量班"), ("测量一班（QC小组）", TEAM, "测量一班（QC小组）"),
        ("张\n三", PERSON, "张三"), ("张 三", PERSON, "张 三"), ("欧阳\n小明", PERSON, "欧阳小明"),
        ("张三、李四", PERSON, "张三、李四"), ("买买提·阿不都", PERSON, "买买提·阿不都"),
    ],
)  # fmt: skip
def test_one_name_stays_one_and_sure(text: str, spec: FieldSpec, value: str) -> None:
    assert outcome(text, spec) == (value, "A")


@pytest.mark.parametrize(
    ("text", "spec", "value"),
    [
        ("浙江甲川建设有限公司\n杭州乙建筑有限公司", COMPANY, "浙江甲川建设有限公司、杭州乙建筑有限公司"),
        ("甲川集团、乙川集团", COMPANY, "甲川集团、乙川集团"), ("甲川公司/杭州分公司", COMPANY, "甲川公司/杭州分公司"),
        ("测量一班\n钢筋二班", TEAM, "测量一班、钢筋二班"), ("测量一班 测量二班", TEAM, "测量一班 测量二班"),
        ("张三\n李四", PERSON, "张三、李四"), ("张三 李四", PERSON, "张三 李四"),
    ],
)  # fmt: skip
def test_several_names_are_never_glued_to_one(text: str, spec: FieldSpec, value: str) -> None:
    reading = read_value(text, spec)
    assert (reading.value, reading.grade, codes(reading)) == (value, "C", ["field-unsure"])
    assert reading.doubts[0].detail.startswith("格内像有两个名称")


@pytest.mark.parametrize(
    ("text", "spec", "value"),
    [
        ("浙江甲川建设有限公司（盖章）", COMPANY, "浙江甲川建设有限公司"),
        ("浙江甲川建设有限公司\n(公 章)", COMPANY, "浙江甲川建设有限公司"), ("测量一班（公章）", TEAM, "测量一班"),
        ("张三（签字）", PERSON, "张三"),
    ],
)  # fmt: skip
def test_seal_words_are_no_part_of_a_name(text: str, spec: FieldSpec, value: str) -> None:
    assert outcome(text, spec) == (value, "B")
    assert read_value("（盖章）", spec) == Reading(value=None)


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("浙江甲川建设有限公司 张三", COMPANY), ("浙江甲川建设有限公司\n测量一班", COMPANY),
        ("浙江甲川建设有限公司 13800001234", COMPANY), ("浙江甲川建设有限公司2026年3月1日", COMPANY),
        ("测量一班 张三", TEAM), ("测量一班 0571-86660001", TEAM), ("张三（组长）", PERSON), ("张三 班长", PERSON),
        ("测量一班", PERSON), ("name@example.com", PERSON), ("张" * 61, PERSON),
    ],
)  # fmt: skip
def test_other_things_behind_a_name_are_doubted(text: str, spec: FieldSpec) -> None:
    assert outcome(text, spec)[1] == "B"


def test_label_typed_again_is_no_part_of_the_value() -> None:
    spec = field("organisation", labels=("单位名称", "企业名称"))
    assert outcome("单位名称：浙江甲建设有限公司", spec) == ("浙江甲建设有限公司", "B")
    assert outcome("企业 名称:\n浙江甲建设有限公司", spec) == ("浙江甲建设有限公司", "B")
    # A colon is in no name: told, whatever stands before it.
    assert outcome("地址：浙江甲建设有限公司", spec) == ("地址：浙江甲建设有限公司", "B")


def test_thousands_of_blanks_are_read_at_once() -> None:
    began = time.process_time()
    for kind in ("person", "date", "organisation", "phone", "email", "integer", "text"):
        for text in (
            "张" + " " * 20000 + "三",
            "2026" + " " * 20000 + "x",
            "张" + " " * 20000 + "三\n四",
            "(" * 20000 + "x",
        ):
            read_value(text, field(kind))
            read_value(text, BOTH_NAMES)
    assert time.process_time() - began < 2


def test_text_keeps_the_line_breaks_of_sentences_only() -> None:
    assert outcome("同意推荐。\n情况属实。", field("text")) == ("同意推荐。\n情况属实。", "A")
    assert outcome("浙江省杭州市\n西湖区1号", field("text")) == ("浙江省杭州市西湖区1号", "A")
    assert outcome("QC\nTeam", field("text")) == ("QC Team", "B")
    assert outcome("\n 甲\n乙 \n", field("long-text")) == ("甲\n乙", "A")


def test_two_names_of_one_cell_are_parted() -> None:
    for text in ("浙江甲建设有限公司/测量一班", "浙江甲建设有限公司\n测量一班", "浙江甲建设有限公司测量一班"):
        assert read_value(text, BOTH_NAMES) == Reading(value="浙江甲建设有限公司", second="测量一班")
    assert read_value("浙江甲公司第一分公司测量班", BOTH_NAMES).second == "测量班"
    assert read_value("测量一班/浙江甲建设有限公司", BOTH_NAMES).grade == "B"
    assert read_value("测量一班", BOTH_NAMES).grade == "C"
    several = read_value("浙江甲建设有限公司/测量一班、焊接班", BOTH_NAMES)
    assert (several.value, several.second, several.grade) == ("浙江甲建设有限公司", "测量一班、焊接班", "C")


@pytest.mark.parametrize("text", ["", " 　", "/", "／", "—", "——", "-", "N/A", "n/a", "____"])
@pytest.mark.parametrize("kind", ["text", "integer", "percent", "date", "phone", "choices", "long-text"])
def test_nothing_filled_in_is_none_without_doubt(text: str, kind: str) -> None:
    assert read_value(text, field(kind)) == Reading(value=None)


@pytest.mark.parametrize("text", ["暂无", "详见附件", "同上", "（待定）"])
@pytest.mark.parametrize("kind", ["text", "integer", "date", "phone", "person", "long-text"])
def test_placeholder_is_none_and_said(text: str, kind: str) -> None:
    reading = read_value(text, field(kind))
    assert (reading.value, codes(reading)) == (None, ["field-placeholder"])


def test_none_at_all_is_zero_only_in_counts() -> None:
    assert read_value("无", COUNT) == Reading(value="0")
    assert codes(read_value("无", field("percent"))) == ["field-unsure"]
    assert codes(read_value("无", field("text"))) == ["field-placeholder"]


def test_exact_value_replaces_the_display() -> None:
    assert read_value("98.5%", field("percent"), exact="98.5%").grade == "A"
    rounded = read_value("99%", field("percent"), exact="98.5%")
    assert (rounded.value, rounded.grade, codes(rounded)) == ("98.5", "B", ["field-unsure"])
    assert read_value("3月12日", field("date"), exact="2026-03-12") == Reading(value="2026-03-12")
    assert read_value("1.38E+10", field("phone"), exact="13800001234") == Reading(value=("13800001234",))


@pytest.mark.parametrize(
    ("shown", "stored", "value", "grade"),
    [
        ("2026年3月", "2026-03-01", None, "B"), ("Mar-26", "2026-03-01", None, "B"),
        ("2026/3", "2026-03-01", None, "B"), ("3月", "2026-03-01", None, "B"), ("2026", "2026-01-01", None, "B"),
        ("2026年3月", "2026-03-12", "2026-03-12", "B"), ("2026/3", "2026-03-03", "2026-03-03", "B"),
        ("星期日", "2026-03-01", "2026-03-01", "B"), ("", "2026-03-01", "2026-03-01", "B"),
        ("3月1日", "2026-03-01", "2026-03-01", "A"), ("12-Mar", "2026-03-12", "2026-03-12", "A"),
        ("3/12", "2026-03-12", "2026-03-12", "A"), ("三月十二日", "2026-03-12", "2026-03-12", "A"),
    ],
)  # fmt: skip
def test_day_that_nobody_typed_is_no_date(shown: str, stored: str, value: str | None, grade: str) -> None:
    reading = read_value(shown, field("date"), exact=stored, flags=frozenset({"numeric"}))
    assert (reading.value, reading.grade) == (value, grade)
    assert ("field-not-date" in codes(reading)) == (value is None)


@pytest.mark.parametrize(
    ("text", "type_", "value", "grade"),
    [
        ("20¹", "integer", "20", "B"),
        ("20²", "integer", None, "C"),
        ("20₁", "integer", "20", "B"),
        ("310000¹", "postcode", "310000", "B"),
        ("2026年1月5日¹", "date", "2026-01-05", "B"),
        ("鹿望舒¹", "person", "鹿望舒¹", "B"),
        ("场地300m²", "text", "场地300m²", "A"),
    ],
)
def test_raised_digit_is_no_digit_of_the_value(text: str, type_: str, value: str | None, grade: str) -> None:
    reading = read_value(text, field(type_))
    assert (reading.value, reading.grade) == (value, grade)


def test_flags_of_the_cell_lower_the_grade() -> None:
    def flagged(text: str, flag: str) -> tuple[object, str, list[str]]:
        reading = read_value(text, field("decimal"), flags=frozenset({flag}))
        return reading.value, reading.grade, codes(reading)

    assert flagged("18", "revised") == ("18", "A", [])
    assert flagged("18", "struck") == ("18", "C", ["revision-pending"])
    assert flagged("18", "overlapping") == ("18", "C", ["field-unsure"])
    assert flagged("18", "cut") == ("18", "B", ["field-unsure"])
    assert flagged("", "cut") == (None, "A", [])
    assert flagged("18", "drawn") == ("18", "B", ["field-unsure"])
    assert flagged("18", "picture") == ("18", "A", [])
    assert flagged("18", "hidden") == ("18", "B", ["text-hidden"])
    assert flagged("18", "uncached") == ("18", "B", ["formula-uncached"])
    assert flagged("", "uncached") == (None, "B", ["formula-uncached"])
    assert flagged("4分", "duration") == ("4", "B", ["field-unsure"])


@pytest.mark.parametrize("kind", ["text", "organisation", "person"])
@pytest.mark.parametrize("sign", ["\ue000", "\ufffd", "\U000f0001"])
def test_character_that_no_font_knows_is_kept_and_doubted(kind: str, sign: str) -> None:
    assert outcome(f"浙江{sign}川", field(kind)) == (f"浙江{sign}川", "B")
    assert outcome("浙江𬭎川", field(kind)) == ("浙江𬭎川", "A")


def test_name_of_one_character_is_doubted() -> None:
    assert outcome("机", field("person")) == ("机", "B")


def test_tab_inside_a_name_is_kept_and_doubted() -> None:
    assert outcome("质量部\t安全部", field("text")) == ("质量部\t安全部", "B")
