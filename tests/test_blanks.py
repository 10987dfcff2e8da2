"""Every blank is its own form: known, empty, and nothing else is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from tests.conftest import TODAY

BLANKS = [
    (programme.id, form.id, shelf.blank_path(programme, form))
    for programme in shelf.load_all()
    for form in programme.forms
]


@pytest.mark.parametrize(("programme", "form", "path"), BLANKS, ids=[f"{name}-{form}" for name, form, _ in BLANKS])
def test_blank_is_known_and_empty(programme: str, form: str, path: Path, desk: pipeline.Shelf) -> None:
    (paper,) = pipeline.read_papers([path], desk, today=TODAY)
    (record,) = paper.records
    assert (record.programme, record.form, record.blank) == (programme, form, True)
    assert [finding.code for part in paper.parts for finding in part.findings] == ["form-blank"]
