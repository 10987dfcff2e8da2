"""What reading is measured against: each takes a path and reads the whole file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Reading = Callable[[Path], object]

W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def floor(path: Path) -> str:
    """Unpack, parse, every text: less cannot be done, and no structure comes of it."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(W_TEXT))


def python_docx_cells(path: Path) -> list[str]:
    """python-docx the way its manual shows: the text of every cell of every row."""
    from docx import Document

    return [cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells]


def docx2python_text(path: Path) -> str:
    """docx2python's text of the whole file."""
    with import_module("docx2python").docx2python(path) as content:
        return str(content.text)


def markitdown_text() -> Reading:
    """markitdown's Markdown of the whole file; its models are loaded once, outside the measurement."""
    converter: Any = import_module("markitdown").MarkItDown()
    return lambda path: converter.convert(str(path)).text_content


def pdfplumber_tables(path: Path) -> list[Any]:
    """pdfplumber's tables of every page."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


def openpyxl_cells(path: Path) -> list[Any]:
    """openpyxl's values of every cell, with merged areas and number formats known."""
    from openpyxl import load_workbook

    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path, data_only=True)]


def docx_peers() -> dict[str, Reading | None]:
    """The peers for Word files by name; none for one that is not installed."""
    return {
        "python-docx，逐格取文字": python_docx_cells,
        "docx2python": docx2python_text if find_spec("docx2python") else None,
        "markitdown": markitdown_text() if find_spec("markitdown") and find_spec("mammoth") else None,
    }
