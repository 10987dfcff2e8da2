"""Values from pages that are pictures: what was read twice alike stands, the rest is doubted, handwriting a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qtdocs.model.document import Document, Table
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Row

_GUESSED = Doubt(code="field-unsure", detail="文字是扫描件自带的识别结果，未经核对")
_NOT_SURE = "文字是从图上识别的，没有十分把握"
_UNREADABLE = "这一格里有笔迹，没有认出字来"
_HANDWRITTEN = "像是手写的，认出的字只供参考，请对照原图"
_SEALED = "文字被印章盖住一部分，认出的字可能有错"
_DIFFERENT = "几次识别的结果不一样，请对照原图"


def with_scans_doubted(document: Document, fields: Mapping[str, FieldValue]) -> Mapping[str, FieldValue]:
    """The fields, those from scanned pages with as much doubt as there is.

    Args:
        document: the paper; its notes tell which pages are scans, its cells how their text was read.
        fields: what was found on it.
    """
    guessed, read = _pages(document, "scan-unread"), _pages(document, "scan-read")
    if not guessed and not read:
        return fields
    flags = dict(_flags(document)) if read else {}
    doubted = dict(fields)
    for key, value in fields.items():
        if value.place.page in read:
            doubted[key] = _recognised(value, flags.get(value.place, frozenset()))
        elif value.place.page in guessed and value.value is not None:
            doubted[key] = _with(value, "B", _GUESSED)
    return doubted


def rows_with_scans_doubted(document: Document, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of a list, their fields treated as ``with_scans_doubted`` does."""
    return tuple(replace(row, fields=with_scans_doubted(document, row.fields)) for row in rows)


def _pages(document: Document, code: str) -> frozenset[int | None]:
    return frozenset(note.place.page for note in document.notes if note.code == code and note.place.page)


def _flags(document: Document) -> Iterator[tuple[Place, frozenset[str]]]:
    """How the text of each spot was read."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ((cell.place, cell.flags) for cell in block.cells)
        else:
            yield block.place, block.flags


def _recognised(value: FieldValue, flags: frozenset[str]) -> FieldValue:
    """A value that was recognised on a picture, by how it was read; grade A only where two readings agreed."""
    if value.value in (None, ()):
        if "unsure" not in flags and "handwritten" not in flags:
            return value
        detail = _UNREADABLE if not value.text.strip() else _DIFFERENT
        return _with(value, "B", Doubt(code="field-unsure", detail=detail))
    if "handwritten" in flags:
        return _with(value, "C", Doubt(code="field-unsure", detail=_HANDWRITTEN))
    if "sealed" in flags:
        return _with(value, "C" if "unsure" in flags else "B", Doubt(code="field-unsure", detail=_SEALED))
    if "unsure" in flags:
        return _with(value, "C" if value.doubts else "B", Doubt(code="field-unsure", detail=_DIFFERENT))
    if "agreed" in flags and not value.doubts:
        return replace(value, method="ocr")
    return _with(value, "B", Doubt(code="field-unsure", detail=_NOT_SURE))


def _with(value: FieldValue, grade: str, doubt: Doubt) -> FieldValue:
    return replace(value, method="ocr", grade=max(value.grade, grade), doubts=(*value.doubts, doubt))
