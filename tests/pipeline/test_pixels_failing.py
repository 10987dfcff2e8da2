"""A look at pixels that goes wrong costs nothing of what stands in the document beside them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.pipeline import papers, reading
from qtdocs.pipeline.looking import looks
from qtdocs.sandbox import Limits
from qtdocs.scan.view import View

TODAY = datetime.date(2026, 5, 6)
SEALED = sorted((Path(__file__).parents[2] / "samples" / "scans").rglob("*.pdf"))
DIGITAL = [path for path in SEALED if "06 幕墙" in str(path)]
"""A PDF with text, and with pictures of seals."""


def breaking(*_: object, **__: object) -> None:
    """Stands for a mistake in a library that looks at pictures."""
    raise MemoryError


@pytest.mark.parametrize("step", ["seen", "searched", "crop"])
def test_mistake_while_looking_leaves_the_text_and_is_told(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, step, breaking)
    (paper,) = pipeline.read_papers(DIGITAL[:1] if step == "seen" else SEALED[:1], pipeline.open_shelf(), today=TODAY)
    (record,) = paper.records
    assert (paper.outcome, record.unseen) == ("form", True)
    assert record.fields["team_name"].value
    (told,) = [each for each in paper.findings if each.code == "page-unseen"]
    assert "MemoryError" in told.message


def test_worker_that_ends_while_looking_leaves_the_text_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WITH_PIXELS", Limits(wall=0.05))
    (look,) = looks(DIGITAL[:1], today=TODAY, programme="zhejiang-2026", jobs=1)
    assert look.reading.outcome == "form"
    (part,) = look.reading.parts
    assert part.record is not None and part.record.fields["team_name"].value and part.record.unseen
    codes = [each.code for each in part.findings]
    assert codes.count("page-unseen") == 1
    assert "seal-missing" not in codes


def test_scanners_own_guess_is_no_text_that_a_person_has_seen() -> None:
    from dataclasses import replace

    from qtdocs import readers
    from qtdocs.model.document import Note
    from qtdocs.model.place import Place

    document = readers.read(DIGITAL[0].read_bytes(), name="扫描.pdf")
    note = Note(code="scan-unread", detail="第1页是扫描件，文字是机器识别的，可能有错", place=Place(page=1))
    guessed = replace(document, notes=(*document.notes, note))
    for seen, scanned in ((document, False), (guessed, True)):
        (part,) = papers.read_document(seen, pipeline.open_shelf(), programme="", today=TODAY)
        assert part.record is not None
        assert part.record.scanned is scanned
