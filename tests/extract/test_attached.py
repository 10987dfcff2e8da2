"""A text the form wants on a sheet of its own, typed below the table in the same file."""

from __future__ import annotations

from qtdocs.extract import extract
from tests.drawing import FORM, document, form_layout
from tests.extract.test_labels import FILLED

PROFILE = FORM.fields[8].model_copy(update={"attached": True})
LAYOUT = form_layout(FORM.model_copy(update={"fields": (*FORM.fields[:8], PROFILE, FORM.fields[9])}))
EMPTY_BOX = FILLED.replace("⏎本班组成立于2012年。⏎制度齐全。", "")
LONG = "本班组成立于2012年，主要承担测量放线。" * 12


def test_long_text_below_the_table_is_the_attached_text_with_a_doubt() -> None:
    record = extract(document(f"{EMPTY_BOX}\n{LONG}\n以上情况属实。"), LAYOUT)
    profile = record.fields["profile"]
    assert (profile.value, profile.grade, profile.method) == (f"{LONG}\n以上情况属实。", "B", "below")
    assert record.doubts == ()


def test_short_remark_below_the_table_is_not_taken_for_it() -> None:
    record = extract(document(f"{EMPTY_BOX}\n以上情况属实。"), LAYOUT)
    assert record.fields["profile"].value is None
    assert [doubt.code for doubt, _ in record.doubts] == ["text-unplaced"]


def test_filled_box_keeps_its_own_text() -> None:
    record = extract(document(f"{FILLED}\n{LONG}"), LAYOUT)
    assert record.fields["profile"].value == "本班组成立于2012年。\n制度齐全。"
    assert [doubt.code for doubt, _ in record.doubts] == ["text-unplaced"]
