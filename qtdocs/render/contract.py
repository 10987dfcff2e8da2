"""What ``qtdocs read`` prints: one JSON object a line, a table, or the neutral document as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qtdocs.model.document import Document, Mark, Paragraph, Table
from qtdocs.model.finding import SEVERITY_NAMES, Finding
from qtdocs.model.record import FieldValue, Record, Value, worded

SCHEMA_VERSION = 1
"""Raised whenever a reader of the lines would have to change."""


def json_line(file: str, sha256: str, record: Record | None, findings: Iterable[Finding]) -> str:
    """One document as one line of JSON.

    Args:
        file: the way to the file.
        sha256: its digest.
        record: what was read; none for a document that is no known form.
        findings: everything about it.
    """
    line: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "file": file, "sha256": sha256}
    if record is not None and record.part:
        line["part"] = record.part
    line["programme"] = record.programme if record else None
    line["form"] = record.form if record else None
    line["fields"] = _fields(record.fields) if record else {}
    line["rows"] = [_fields(row.fields) for row in record.rows] if record else []
    line["marks"] = [_mark(mark) for mark in record.marks] if record else []
    line["findings"] = [_finding(finding) for finding in findings]
    return json.dumps(line, ensure_ascii=False)


def _fields(fields: Mapping[str, FieldValue]) -> dict[str, dict[str, Any]]:
    return {key: _field(value) for key, value in fields.items()}


def _field(value: FieldValue) -> dict[str, Any]:
    return {
        "value": list(value.value) if isinstance(value.value, tuple) else value.value,
        "text": "" if value.value is None and not value.doubts else value.text,
        "label": value.label,
        "place": str(value.place),
        "method": value.method,
        "confidence": value.grade,
    }


def _mark(mark: Mark) -> dict[str, str]:
    return {
        "kind": mark.kind, "near": mark.near, "text": mark.text, "place": str(mark.place), "confidence": mark.grade
    }  # fmt: skip


def _finding(finding: Finding) -> dict[str, str]:
    told = {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field,
        "message": finding.message,
        "advice": finding.advice,
        "place": str(finding.place),
    }
    seen = {"basis": finding.basis, "confirmed_by": finding.confirmed}
    return told | {key: said for key, said in seen.items() if said}


def table_text(title: str, record: Record | None, labels: Mapping[str, str], findings: Sequence[Finding]) -> str:
    """One document as a table for the screen.

    Args:
        title: the file and what it is.
        record: what was read, if it is a known form.
        labels: Chinese names of the fields.
        findings: everything about it.
    """
    lines = [title]
    if record is not None:
        for key, value in record.fields.items():
            lines.append(f"  {value.grade}  {labels.get(key) or value.label or key}：{_shown(value.value)}")
        for number, row in enumerate(record.rows, 1):
            filled = [_shown(value.value) for value in row.fields.values() if value.value is not None]
            lines.append(f"  第{number}行  " + " | ".join(filled))
    for finding in findings:
        place = f"（{finding.place}）" if str(finding.place) else ""
        lines.append(f"  【{SEVERITY_NAMES[finding.severity]}】{finding.message}{place} {finding.advice}")
    return "\n".join(lines)


def _shown(value: Value) -> str:
    if value is None:
        return "（未填）"
    text = worded(value)
    return text if len(text) <= 60 else f"{text[:58].replace(chr(10), ' ')}……（共 {len(text)} 字）"


def document_text(document: Document) -> str:
    """The neutral document as plain text: paragraphs as they stand, tables cell by cell."""
    lines: list[str] = [f"# {document.name}（{document.kind}）"]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(f"[{block.place.part}] {block.text}" if block.place.part else block.text)
        else:
            lines.extend(_table_lines(block))
    return "\n".join(lines)


def _table_lines(table: Table) -> Iterable[str]:
    yield f"[{table.place or '表'}：{table.rows} 行 {table.columns} 列]"
    row, texts = 0, list[str]()
    for cell in table.cells:
        if cell.row != row and texts:
            yield "| " + " | ".join(texts) + " |"
            texts = []
        row = cell.row
        texts.append(cell.text.replace("\n", "⏎"))
    if texts:
        yield "| " + " | ".join(texts) + " |"
