"""Columns that were sorted by themselves are refused; cells that were corrected one by one are not."""

from __future__ import annotations

import pytest

from qtdocs.errors import UsageError
from qtdocs.intake.ledger_workbook import Edited
from qtdocs.pipeline.shuffled import refuse_shuffled
from qtdocs.writing import cell_digest


def cells(before: list[str], after: list[str], key: str = "contact") -> list[Edited]:
    """The changed cells of one column."""
    return [
        Edited(
            sheet="班组", row=f"e{number}", key=key, label="联系人", text=new, typed=new, was=cell_digest(old),
            before=old, where=f"班组!M{number}",
        )
        for number, (old, new) in enumerate(zip(before, after, strict=True), 2)
        if old != new
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("contact", ["丁", "乙", "丙", "甲"], ["丙", "丁", "甲", "乙"]),
        ("contact", ["丁", "乙", "丙", "甲"], ["丙", "戊", "丁", "乙"]),  # sorted, and something corrected besides
        ("contact", ["丁", "乙", "", "甲"], ["甲", "丁", "乙", ""]),
        ("team_name", ["测量一班", "测量二班", "木工班"], ["测量二班", "测量一班", "木工一班"]),
    ],
)
def test_column_sorted_by_itself_is_refused(key: str, before: list[str], after: list[str]) -> None:
    with pytest.raises(UsageError, match="原来在别的行"):
        refuse_shuffled(cells(before, after, key))


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("contact", ["甲", "乙", "丙", "丁"], ["乙", "戊", "己", "庚"]),
        ("contact", ["甲", "乙"], ["乙", "甲"]),  # two that were mixed up
        ("headcount", ["12", "15", "18", "20"], ["15", "16", "19", "21"]),
        ("contact", ["甲", "甲", "甲"], ["", "", ""]),
        ("team_name", ["测量一班", "测量二班"], ["测量班", "测量一班"]),
    ],
)
def test_cells_corrected_one_by_one_are_not(key: str, before: list[str], after: list[str]) -> None:
    refuse_shuffled(cells(before, after, key))
