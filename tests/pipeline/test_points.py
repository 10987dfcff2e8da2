"""What a letter says of a finding: numbers are hidden, and it stays plain what differs."""

from __future__ import annotations

import pytest

from qtdocs import checks
from qtdocs.pipeline.points import points_of


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
