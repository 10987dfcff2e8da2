"""Who sent a delivery: only what a name or an address certainly tells."""

from __future__ import annotations

import pytest

from qtdocs.checks.senders import Senders, sender_told

ABLE = Senders(nominators=("杭州市建筑业协会", "浙江省建设投资集团"), people=frozenset({"芮一诺"}))


def who(sender: str, able: Senders = ABLE) -> str:
    return sender_told(
        sender, able, organisations=("浙江甲川建设有限公司", "测量一班"), people=("竺一鸣", ""),
        boxes=("office@jiachuan.example.com", "zhu@qq.com"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        ("杭州市建筑业协会 <a@example.com>", "nominator"),
        ("宁波市质量协会 <b@example.com>", "nominator"),
        ("芮一诺 <c@example.com>", "nominator"),
        ("浙江省建设投资集团质量部 <d@example.com>", "nominator"),
        ("浙江甲川建设有限公司 <e@example.com>", "entry"),
        ("测量一班", "entry"),
        ("竺一鸣 <f@example.com>", "entry"),
        ("小王 <office@jiachuan.example.com>", "entry"),
        ("小王 <other@jiachuan.example.com>", "entry"),
        ("小王 <zhu@qq.com>", "entry"),
        ("小王 <other@qq.com>", ""),
        ("王五 <g@example.com>", ""),
        ("h@example.com", ""),
        ("", ""),
        ("浙建集团 <i@example.com>", ""),
    ],
)
def test_sender_is_told_by_name_and_address(sender: str, told: str) -> None:
    assert who(sender) == told


def test_any_company_is_no_nominator_where_no_company_may_nominate() -> None:
    assert who("浙建集团 <i@example.com>", Senders(nominators=("杭州市建筑业协会",))) == "entry"
