"""What a picture says is as sure as its reading was: agreed, unsure, written by hand, under a seal."""

from __future__ import annotations

import pytest

from qtdocs.extract.scanned import with_scans_doubted
from qtdocs.model.document import Cell, Document, Note, Table
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Value

PLACE = Place(page=1, table=1, row=1, column=2)


def seen(
    *flags: str, code: str = "scan-read", value: Value = "甲", text: str = "甲", doubts: tuple[Doubt, ...] = ()
) -> FieldValue:
    cell = Cell(row=1, column=2, text=text, flags=frozenset(flags), place=PLACE)
    table = Table(rows=1, columns=2, cells=(cell,), place=Place(page=1, table=1))
    notes = (Note(code=code, detail="", place=Place(page=1)),) if code else ()
    document = Document(name="a", kind="pdf", blocks=(table,), notes=notes)
    field = FieldValue(key="team_name", value=value, text=text, place=PLACE, doubts=doubts)
    return with_scans_doubted(document, {"team_name": field})["team_name"]


DOUBT = Doubt(code="field-not-number", detail="不是数")


@pytest.mark.parametrize(
    ("flags", "doubts", "grade"),
    [
        (("agreed",), (), "A"),
        (("agreed",), (DOUBT,), "B"),
        ((), (), "B"),
        (("unsure",), (), "B"),
        (("unsure",), (DOUBT,), "C"),
        (("sealed",), (), "B"),
        (("sealed", "unsure"), (), "C"),
        (("handwritten",), (), "C"),
        (("handwritten", "agreed"), (), "C"),
    ],
)
def test_grade_follows_from_how_it_was_read(flags: tuple[str, ...], doubts: tuple[Doubt, ...], grade: str) -> None:
    value = seen(*flags, doubts=doubts)
    assert (value.grade, value.method, len(value.doubts) > len(doubts)) == (grade, "ocr", grade != "A")


def test_empty_box_without_ink_stays_beyond_doubt() -> None:
    value = seen(value=None, text="")
    assert (value.grade, value.doubts) == ("A", ())


def test_empty_box_with_ink_is_doubted() -> None:
    value = seen("unsure", value=None, text="")
    assert (value.grade, [doubt.detail for doubt in value.doubts]) == ("B", ["这一格里有笔迹，没有认出字来"])


def test_text_that_a_scanner_guessed_is_never_beyond_doubt() -> None:
    value = seen("agreed", code="scan-unread")
    assert (value.grade, [doubt.detail for doubt in value.doubts]) == ("B", ["文字是扫描件自带的识别结果，未经核对"])


def test_pages_that_are_no_scans_are_left_alone() -> None:
    value = seen("unsure", code="")
    assert (value.grade, value.method, value.doubts) == ("A", "right", ())
