"""The sheet 核对: a row a team, a column a rule, the reason behind each answer."""

import io
from dataclasses import replace
from typing import Any

import pytest
import season
from openpyxl import load_workbook

from qtdocs.editions.programme import RuleUse
from qtdocs.model.verdict import Verdict
from qtdocs.render import ledger_workbook

RULES = (
    RuleUse(id="V01", text="近三年无事故。", source="通知二", provable=False),
    RuleUse(id="V04", text="班组名称不挂上级单位", source="附件1", severity="warning"),
    RuleUse(id="X01", text="另外加的一条规定，程序不认识", source="补充通知"),
)
VERDICTS = (
    Verdict(rule="V01", verdict="unknown", detail="填的是 0，只说明一年", ask="请企业出具证明。"),
    Verdict(rule="V04", verdict="defect", detail="班组名称挂了上级单位"),
    Verdict(rule="X01", verdict="fine", detail="王敏 2026-05-01 查协会：符合"),
)


@pytest.fixture(scope="module")
def sheet() -> Any:
    view = season.view()
    first, second, *_ = view.entries
    entries = (replace(first, number="班0001", verdicts=VERDICTS), replace(second, number="班0002"))
    made = replace(view, programme=season.programme(rules=RULES), entries=entries)
    return load_workbook(io.BytesIO(ledger_workbook(made)))["核对"]


def test_heads_name_the_rule_and_its_comment_says_it_in_full(sheet: Any) -> None:
    assert [cell.value for cell in sheet[1]][:6] == [
        "班组编号", "单位", "班组", "V01\n近三年无事故", "V04\n班组名称", "X01\n另外加的一条规定",
    ]  # fmt: skip
    assert sheet["E1"].comment.text == "V04　班组名称不挂上级单位。\n出处：附件1\n不符合的算：提醒"


def test_cells_say_the_answer_and_their_comment_the_reason(sheet: Any) -> None:
    assert [cell.value for cell in sheet[2]][:6] == [
        "班0001", "东海甲建设有限公司", "测量一班", "查不了", "有问题", "符合",
    ]  # fmt: skip
    assert sheet["D2"].comment.text == "填的是 0，只说明一年。\n怎么查：请企业出具证明。"
    assert sheet["F2"].comment.text == "王敏 2026-05-01 查协会：符合。"
    colours = [sheet.cell(2, column).fill.start_color.rgb[-6:] for column in (4, 5, 6)]
    assert len(set(colours)) == 3


def test_team_that_was_not_judged_has_empty_cells(sheet: Any) -> None:
    assert [cell.value for cell in sheet[3]][3:6] == [None, None, None]


def test_legend_explains_the_answers_and_prints_every_rule(sheet: Any) -> None:
    below = [(row[0], row[1]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert [first for first, _ in below] == ["符合", "有问题", "查不了", "V01", "V04", "X01"]
    assert below[3][1] == "近三年无事故（通知二；不符合的算错误）"
