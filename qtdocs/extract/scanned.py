"""Values from pages whose text a scanner guessed: never beyond doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs.model.document import Document
from qtdocs.model.record import Doubt, FieldValue

_DOUBT = Doubt(code="field-unsure", detail="文字是扫描件自带的识别结果，未经核对")


def with_scans_doubted(document: Document, fields: Mapping[str, FieldValue]) -> Mapping[str, FieldValue]:
    """The fields, those from scanned pages with a text layer under grade B at best."""
    pages = {note.place.page for note in document.notes if note.code == "scan-unread"}
    if not pages:
        return fields
    return {key: _doubted(value) if value.place.page in pages else value for key, value in fields.items()}


def _doubted(value: FieldValue) -> FieldValue:
    if value.value is None:
        return value
    return replace(value, method="ocr", grade=max(value.grade, "B"), doubts=(*value.doubts, _DOUBT))
