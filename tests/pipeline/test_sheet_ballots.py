"""Whose a sheet is: its code against the names on it, as far as they are known."""

from __future__ import annotations

import pytest

from qtdocs.judging.sheet_code import SheetIdentity, sheet_code
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.pipeline.judging.sheet_ballots import Names, identity_doubts

IDENTITY = SheetIdentity(programme="cacem-2026", stage="material", entry="班0001", judge="专001")
CODE = sheet_code(IDENTITY)
OTHER = ("乙公司", "测量班")


def codes(own: tuple[str, str], *words: str) -> list[str]:
    sheet = ScoreSheet(code=CODE, cells={}, words=(f"编号：{CODE}", *words))
    names = Names(entries={"班0001": own, "班0002": OTHER}, experts={"专001": "沈青禾"})
    return [each.code for each in identity_doubts(sheet, IDENTITY, names)]


@pytest.mark.parametrize(
    ("own", "words", "found"),
    [
        (("甲公司", "测量班"), ("甲公司 测量班",), []),
        (("甲公司", "测量班"), ("测量班",), ["sheet-renamed"]),
        (("", "测量班"), ("测量班",), []),
        (("", "测量班"), ("木工班",), ["sheet-renamed"]),
        (("", "测量班"), ("乙公司 测量班",), ["sheet-identity"]),
        (("", ""), ("测量班",), []),
    ],
)
def test_names_on_a_sheet_are_asked_for_as_far_as_they_are_known(
    own: tuple[str, str], words: tuple[str, ...], found: list[str]
) -> None:
    assert codes(own, *words) == found


def test_a_second_code_that_was_changed_is_a_doubt() -> None:
    changed = CODE.replace("班0001", "班0002")
    assert codes(("", ""), f"编号：{changed}") == ["sheet-identity", "sheet-identity"]  # the number itself is another's
    assert codes(("", ""), f"编号：{CODE.replace('专001', '专002')}") == ["sheet-identity"]
