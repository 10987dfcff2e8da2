"""Readers: bytes of any file into a neutral Document; the kind is found from the bytes, never from the extension."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module

from qtdocs.errors import UnreadableFileError
from qtdocs.kinds import sniff
from qtdocs.model.document import Document
from qtdocs.readers.office import CONVERTED, convert, office_program, read_converted
from qtdocs.readers.refusals import REFUSALS

Reader = Callable[..., Document]

READERS: dict[str, tuple[str, str]] = {
    "docx": ("qtdocs.readers.docx", "read_docx"),
    "xlsx": ("qtdocs.readers.xlsx", "read_xlsx"),
    "pdf": ("qtdocs.readers.pdf", "read_pdf"),
    "ofd": ("qtdocs.readers.ofd", "read_ofd"),
    "pptx": ("qtdocs.readers.pptx", "read_pptx"),
    "text": ("qtdocs.readers.plain", "read_plain"),
    "xls": ("qtdocs.readers.xls", "read_xls"),
    "html": ("qtdocs.readers.html", "read_html"),
    "mht": ("qtdocs.readers.mht", "read_mht"),
    "image": ("qtdocs.readers.image", "read_image"),
}
"""Module and function by kind, imported at the first file of the kind; a new format is one line here.

The kinds of ``CONVERTED`` are not among them: ``convert`` makes packages of many at once, ``read_converted`` reads one.
"""

__all__ = ["CONVERTED", "READERS", "convert", "office_program", "read", "read_converted", "sniff"]


def read(data: bytes, *, name: str) -> Document:
    """The document in these bytes.

    Args:
        data: the whole file.
        name: how the clerk knows the file; it has no say in how the bytes are read.

    Raises:
        UnreadableFileError: with the finding's code and what was seen, in Chinese.
    """
    kind = sniff(data)
    if kind not in READERS:
        raise UnreadableFileError(*REFUSALS[kind])
    module, function = READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    return dataclasses.replace(reader(data, name=name), sha256=sha256(data).hexdigest())
