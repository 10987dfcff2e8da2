"""What a letter says of a finding: numbers are hidden, and it stays plain what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qtdocs import checks
from qtdocs.pipeline.points import ALIKE, points_of


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("13811112188", "13800002188", "（隐去的几位不同）。"),
        ("13800005999", "13800002188", ""),
    ],
)
def test_numbers_that_look_alike_when_hidden_are_said_to_differ(first: str, second: str, said: str) -> None:
    finding = checks.finding(
        "pair-differs", file="乙.pdf", field="contact_phone", label="班组联系电话", first_file="甲.docx",
        first=f"“{first}”", second_file="乙.pdf", second=f"“{second}”",
    )  # fmt: skip
    (point,) = points_of((finding,), entry="班0001", kinds={}, files=())
    shown = [f"{each[:3]}****{each[-4:]}" for each in (first, second)]
    told = f"“班组联系电话”两份不一致：甲.docx 写的是“{shown[0]}”，乙.pdf 写的是“{shown[1]}”"
    assert point.seen == told + (said or "。")


def test_box_in_which_pair_and_list_differ_is_asked_about_once() -> None:
    way = "来信.eml!材料.zip!一班/"
    facts = {"field": "contact_phone", "label": "班组联系电话"}
    pair = replace(
        checks.finding(
            "pair-differs", file=f"{way}乙.pdf", first_file=f"{way}甲.docx", first="“13800005999”",
            second_file=f"{way}乙.pdf", second="“13800002188”", **facts,
        ),
        stands=((f"{way}甲.docx", "“13800005999”"), (f"{way}乙.pdf", "“13800002188”")),
    )  # fmt: skip
    row = replace(
        checks.finding(
            "summary-row-differs", file=f"{way}甲.docx", list="汇总表", where="“汇总表.xlsx” 第3行",
            mine="申报表写的是", first="13800005999", second="13800002188", detail="", **facts,
        ),
        stands=((f"{way}甲.docx", "“13800005999”"), ("汇总表（“汇总表.xlsx” 第3行）", "“13800002188”")),
    )  # fmt: skip
    other = checks.finding("field-missing", file=f"{way}甲.docx", field="contact", label="联系人")
    files = (f"{way}甲.docx", f"{way}乙.pdf", "汇总表.xlsx")
    first, second = points_of((pair, other, row), entry="班0001", kinds={}, files=files)
    assert first.seen == (
        "“班组联系电话”3 处不一致：甲.docx 写的是“138****5999”，乙.pdf 写的是“138****2188”，"
        "汇总表（“汇总表.xlsx” 第3行）写的是“138****2188”。"
    )
    assert (first.keys, first.request, second.field) == ((pair.key, row.key), ALIKE, "contact")
    unseen = replace(pair, basis="pixels")  # what waits for a person is not mixed with what may be asked
    assert [each.waits for each in points_of((unseen, row), entry="班0001", kinds={}, files=files)] == [True, False]
