"""A 总结 is read as one value, and is blank while nothing was written in it."""

from __future__ import annotations

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.extract import extract
from qtdocs.model.record import Record
from tests.drawing import document, form_layout

OUTLINE = """
附件 3
2020 年推进班组建设活动总结
要求：认真总结，字数要求 3000 字以上。
一、基本情况
（一）全年活动开展情况。
二、存在问题
"""
FORM = FormSpec(
    id="annual-summary",
    kind="annual-summary",
    name="活动总结",
    titles=("{year}年推进班组建设活动总结",),
    sections=("基本情况", "存在问题"),
    fields=(
        FieldSpec(
            key="features_and_problems",
            labels=("推进班组建设活动总结",),
            type="long-text",
            where="document",
            required=True,
        ),
    ),
)


def read(drawn: str) -> Record:
    return extract(document(drawn), form_layout(FORM, OUTLINE))


def test_outline_alone_is_blank() -> None:
    record = read(OUTLINE)
    assert record.fields["features_and_problems"].value is None
    assert record.blank


def test_headings_and_what_was_written_are_the_value() -> None:
    drawn = OUTLINE.replace("2020", "2021").replace("二、", "全省开展活动班组三百个。\n二、") + "| 骨干 | 不足 |\n"
    record = read(drawn)
    value = record.fields["features_and_problems"]
    assert value.value == "一、基本情况\n全省开展活动班组三百个。\n二、存在问题\n骨干\n不足"
    assert (value.grade, record.doubts, record.blank) == ("A", (), False)
