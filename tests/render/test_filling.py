"""Blanks filled by the program: what is filled in reads back as the same values, and every printed word stays."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.record import Value
from qtdocs.render.filling import filled_form
from tests.test_roundtrip import (
    FILLED,
    FILLED_NAMES,
    Typed,
    differences,
    read_back,
    same,
    typed_into,
    wanted_in,
)


def canonical(specs: tuple[FieldSpec, ...], typed: dict[str, Typed]) -> dict[str, Value]:
    """The values behind what people would type."""
    found: dict[str, Value] = {}
    for spec in specs:
        if spec.key in typed:
            found[spec.key] = typed[spec.key].value
            if spec.second:
                found[spec.second] = typed[spec.key].second
    return found


@pytest.mark.parametrize(("programme", "form"), FILLED, ids=FILLED_NAMES)
def test_what_is_filled_in_is_read_as_the_same_values(
    programme: Programme, form: FormSpec, desk: pipeline.Shelf
) -> None:
    blank = shelf.blank_path(programme, form).read_bytes()
    columns = form.table.columns if form.table else ()

    @settings(
        max_examples=12, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        typed=st.fixed_dictionaries({spec.key: typed_into(spec) for spec in form.fields}),
        rows=st.lists(st.fixed_dictionaries({spec.key: typed_into(spec) for spec in columns}), min_size=1, max_size=14),
    )
    def holds(typed: dict[str, Typed], rows: list[dict[str, Typed]]) -> None:
        for number, row in enumerate(rows, 1):
            if "row_no" in row:
                row["row_no"] = same(str(number))
        made = filled_form(
            blank, form, canonical(form.fields, typed), [canonical(columns, row) for row in rows] if columns else ()
        )
        assert made.placeless == ()
        record = read_back(made.data, form.blank, desk, programme.id)
        assert (record.programme, record.form) == (programme.id, form.id)
        wrong = differences(record.fields, form.fields, wanted_in(form, typed))
        for seen, row in zip(record.rows, rows, strict=False):
            wrong += differences(seen.fields, columns, row)
        assert wrong == []
        assert len(record.rows) == (len(rows) if columns else 0)

    holds()
