"""Reads plain text: notices and notes that came along; no form is ever plain text."""

from __future__ import annotations

from collections import Counter

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Paragraph
from qtdocs.model.place import Place

MOST_LINES = 20_000
"""Lines that are kept; a longer text is no paper of an applicant."""
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def read_plain(data: bytes, *, name: str) -> Document:
    """The text's lines as paragraphs.

    Raises:
        UnreadableFileError: it is a table written as text (CSV), which Excel can save as a workbook.
    """
    lines = _decoded(data).splitlines()
    if _is_separated(lines):
        detail = "这是用逗号或制表符分隔的文本（CSV），请用 Excel 打开，另存为 .xlsx 后再给"
        raise UnreadableFileError("file-unsupported", detail)
    blocks = tuple(
        Paragraph(text=line.strip(), place=Place(paragraph=number))
        for number, line in enumerate(lines[:MOST_LINES], 1) if line.strip()
    )  # fmt: skip
    return Document(name=name, kind="text", blocks=blocks)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def _is_separated(lines: list[str]) -> bool:
    """Whether most lines have the same number, at least two, of commas or tabs."""
    filled = [line for line in lines if line.strip()]
    for sign in (",", "\t", "，"):
        counts = Counter(line.count(sign) for line in filled)
        (number, times) = counts.most_common(1)[0] if counts else (0, 0)
        if number >= 2 and times >= 2 and times * 5 >= len(filled) * 3:
            return True
    return False
