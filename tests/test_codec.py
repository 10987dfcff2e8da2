"""Values go to JSON and come back the same; JSON that does not fit is refused."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.codec import decoded, encoded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Letter, Member, Unpacked
from qtdocs.model.place import Box, Place
from qtdocs.model.record import Doubt, FieldValue, Record, Row

BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def there_and_back(value: object) -> object:
    return decoded(type(value), json.loads(json.dumps(encoded(value))))


VALUES = [
    FieldValue(key="a", value=("1", "2"), doubts=(Doubt(code="x", detail="y"),), grade="B"),
    FieldValue(key="a", value=True),
    FieldValue(key="a", value=None, place=Place(page=1, box=Box(left=1.5, top=2, right=3, bottom=4))),
    Finding(code="a", severity="note", message="m", advice=""),
    Record(programme="p", form="f", file="x", fields={"a": FieldValue(key="a", value="v")},
           rows=(Row(fields={}, place=Place(row=2)),), doubts=((Doubt(code="x", detail="y"), Place(row=1)),)),
    Unpacked(members=(Member(name="甲", file="0001", size=3),),
             letter=Letter(subject="s", received_at=datetime.datetime(2026, 4, 27, 23, 59, tzinfo=BEIJING))),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_value_comes_back_the_same(value: object) -> None:
    assert there_and_back(value) == value


def test_every_record_of_the_inbox_comes_back_the_same(desk: pipeline.Shelf, today: datetime.date) -> None:
    inbox = Path(__file__).parents[1] / "samples" / "inbox"
    papers = pipeline.read_papers([inbox], desk, today=today)
    records = [record for paper in papers for record in paper.records]
    assert len(records) > 10
    assert [there_and_back(record) for record in records] == records


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Finding, {"nobody": 1}),
        (Record, {"rows": 5}),
        (Letter, {"received_at": "yesterday"}),
        (tuple[str, ...], "text"),
    ],
)
def test_json_that_does_not_fit_is_refused(kind: type, wrong: object) -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        decoded(kind, wrong)


def test_value_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError):
        encoded(object())


def test_fractions_keep_their_value() -> None:
    assert encoded(Fraction(7, 3)) == "7/3"
    assert decoded(Fraction, "7/3") == Fraction(7, 3)
