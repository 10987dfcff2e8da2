"""Names: of what people put around them nothing stays, and nothing goes without a word."""

import pytest

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.values import read_value


def field(kind: str, **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"key": "some_field", "labels": ("某栏",), "type": kind} | more)


def outcome(text: str, spec: FieldSpec) -> tuple[object, str]:
    reading = read_value(text, spec)
    assert bool(reading.doubts) == (reading.grade != "A")
    return reading.value, reading.grade


TEAM = field("text", key="team_name", labels=("班组名称",))
ORGANISATION = field("organisation", labels=("单位全称",))
BOTH_NAMES = field("organisation", labels=("企业/班组名称",), second="team_name")
COMPANY = "浙江甲川建设集团有限公司"


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        ("“测量二班”", "“测量二班”", "A"), ("「测量二班」", "「测量二班」", "A"), ("钢筋（一）班", "钢筋（一）班", "A"),
        ("测量班（一组）", "测量班（一组）", "A"), ("3.8女子班组", "3.8女子班组", "A"), ("#1塔吊班", "#1塔吊班", "A"),
        ("二〇〇八班组", "二〇〇八班组", "A"),
        ("（测量三班）", "测量三班", "B"), ("【测量三班】", "测量三班", "B"), ("《测量三班》", "测量三班", "B"),
        ("——测量四班", "测量四班", "B"), ("● 测量四班", "测量四班", "B"), ("1.测量四班", "测量四班", "B"),
        ("测量四班。", "测量四班", "B"), ("班组：测量五班", "测量五班", "B"), ("名称:（测量五班）", "测量五班", "B"),
        ("测量一班 测量一班", "测量一班", "B"), ("测量一班\n测量一班", "测量一班", "B"),
        ("测量一班测量一班", "测量一班", "B"), ("品牌：金牌班", "品牌：金牌班", "B"),
        ("测量XX班", "测量XX班", "C"), ("某某班组", "某某班组", "C"), ("示例：测量一班", "测量一班", "C"),
        ("测量一班（例）", "测量一班", "C"), ("XX班组", None, "B"), ("：", None, "A"), ("（）", None, "A"),
    ],
)  # fmt: skip
def test_team_is_the_bare_name(text: str, name: str | None, grade: str) -> None:
    assert outcome(text, TEAM) == (name, grade)


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        (f"{COMPANY}（绍兴）", f"{COMPANY}（绍兴）", "A"), (f"{COMPANY}第三工程公司", f"{COMPANY}第三工程公司", "A"),
        (f"{COMPANY}（曾用名：绍兴路桥公司）", COMPANY, "B"), (f"{COMPANY}(原绍兴路桥公司)", COMPANY, "B"),
        (f"{COMPANY}（现更名为：绍兴路桥公司）", f"{COMPANY}（现更名为：绍兴路桥公司）", "B"),
        (COMPANY * 2, COMPANY, "B"), (f"{COMPANY}、{COMPANY}", COMPANY, "B"), (f"{COMPANY} " * 3, COMPANY, "B"),
        ("浙江甲川建设（集团）公司浙江甲川建设(集团)公司", "浙江甲川建设（集团）公司", "B"),
        (f"企业：{COMPANY}", COMPANY, "B"), (f"{COMPANY}；", COMPANY, "B"),
        (f"单位名称：{COMPANY}（盖章）", COMPANY, "B"),
        ("浙江××建设有限公司", "浙江××建设有限公司", "C"), ("某某公司", "某某公司", "C"),
        ("XX公司", None, "B"), ("××建设集团有限公司", None, "B"), ("○○公司", None, "B"),
    ],
)  # fmt: skip
def test_company_is_the_bare_name(text: str, name: str | None, grade: str) -> None:
    assert outcome(text, ORGANISATION) == (name, grade)


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        ("莫问渠", "莫问渠", "A"), ("丁丁", "丁丁", "A"), ("莫问渠、陆知秋", "莫问渠、陆知秋", "A"),
        ("姓名：莫问渠", "莫问渠", "B"), ("班组长：莫问渠", "莫问渠", "B"), ("莫问渠。", "莫问渠", "B"),
        ("莫问渠 莫问渠", "莫问渠", "B"), ("莫××", "莫××", "C"), ("莫某", "莫某", "C"), ("×××", None, "B"),
    ],
)  # fmt: skip
def test_person_is_the_bare_name(text: str, name: str | None, grade: str) -> None:
    assert outcome(text, field("person")) == (name, grade)


@pytest.mark.parametrize(
    ("text", "team", "grade"),
    [
        (f"{COMPANY}/测量一班", "测量一班", "A"), (f"{COMPANY}“测量二班”", "“测量二班”", "A"),
        (f"{COMPANY}（测量三班）", "测量三班", "B"), (f"{COMPANY}——测量四班", "测量四班", "B"),
        (f"企业：{COMPANY}\n班组：测量五班", "测量五班", "B"), (f"班组：测量五班\n企业：{COMPANY}", "测量五班", "B"),
        (f"{COMPANY}/测量XX班", "测量XX班", "C"),
    ],
)  # fmt: skip
def test_company_and_team_of_one_cell_are_bare_names(text: str, team: str, grade: str) -> None:
    reading = read_value(text, BOTH_NAMES)
    assert (reading.value, reading.second, reading.grade) == (COMPANY, team, grade)
    assert bool(reading.doubts) == (grade != "A")
