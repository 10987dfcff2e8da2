"""Whose a paper is that is no form: a page that was scanned for its seal belongs to the application beside it."""

from __future__ import annotations

import pytest

from qtdocs.model.entry import Entry
from qtdocs.model.record import FieldValue, Record
from qtdocs.pipeline.belonging import Stray, owners

NAMES = {"team_name": "盾构一班", "organisation_name": "浙江甲建设有限公司"}
FORM = Record(
    file="甲/申报表.docx", sha256="form", kind="docx", programme="zhejiang-2026", form="application",
    fields={key: FieldValue(key=key, value=text, text=text) for key, text in NAMES.items()},
)  # fmt: skip
TEAM = Entry(id="e", fields=FORM.fields, source=FORM, records=(FORM,), findings=())


@pytest.mark.parametrize(
    ("name", "sealed", "scanned", "kind", "medium"),
    [
        ("附页.pdf", True, False, "application", "scan"),
        ("盖章页.pdf", False, True, "application", "scan"),
        ("附页.pdf", False, True, "other", "scan"),
        ("附页.pdf", False, False, "materials", "pdf"),
    ],
)
def test_page_that_was_scanned_for_its_seal_is_of_the_application(
    name: str, sealed: bool, scanned: bool, kind: str, medium: str
) -> None:
    stray = Stray(file=f"甲/{name}", sha256="page", media="pdf", words="建设", scanned=scanned, sealed=sealed)
    (found,) = owners([stray], [TEAM], {stray.file: "甲", FORM.file: "甲"})["e"]
    assert (found.kind, found.medium, found.certain) == (kind, medium, False)
