"""Fillers: words that hold a place are no value, and beside one they are told."""

import pytest

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.values import read_value


def field(kind: str, **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"key": "some_field", "labels": ("某栏",), "type": kind} | more)


def outcome(text: str, spec: FieldSpec) -> tuple[object, str]:
    reading = read_value(text, spec)
    assert bool(reading.doubts) == (reading.grade != "A")
    return reading.value, reading.grade


@pytest.mark.parametrize(
    "text",
    [
        "单击此处输入文字", "单击或点击此处输入文字。", "点击此处输入文字", "请填写", "（请填写）", "请选择",
        "请填写单位全称", "选择一项。", "Click or tap here to enter text.", "？", "XX", "某某", "示例", "〃",
        "#N/A", "#REF!", "######",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text", "organisation", "person", "integer", "date", "phone", "long-text"])
def test_prompt_left_standing_is_no_value(text: str, kind: str) -> None:
    reading = read_value(text, field(kind))
    assert (reading.value, reading.grade, [doubt.code for doubt in reading.doubts]) == (
        None,
        "B",
        ["field-placeholder"],
    )


def test_filler_beside_a_value_is_named() -> None:
    title = field("text")
    assert outcome("（请填写）样板引路", title) == ("样板引路", "B")
    (doubt,) = read_value("（请填写）样板引路", title).doubts
    assert doubt.detail == "还留着提示语“（请填写）”"
    assert outcome("例如：20人", field("integer")) == ("20", "C")
    assert outcome("如：0571-86660001", field("phone")) == (("0571-86660001",), "C")
    assert outcome("提高××合格率", title) == ("提高××合格率", "C")
    assert outcome("如何提高合格率", title) == ("如何提高合格率", "A")
    assert outcome("请选择：☑是 □否", field("yes-no", options=("是", "否"))) == (True, "A")
    assert outcome("例：" * 5000, title)[1] == "C"
