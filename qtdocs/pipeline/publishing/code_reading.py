"""What runs in a limited worker: the text and the QR codes of a certificate that somebody sent; JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qtdocs.codec import Json, encoded
from qtdocs.errors import UnreadableFileError
from qtdocs.kinds import sniff
from qtdocs.scan.qr_codes import MOST_PIXELS, qr_texts

PAGES_AT_ONCE = 20
"""Pages that one job looks at."""
_DPI = (300, 450)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """One page or picture."""

    number: int
    """From 1."""
    text: str
    """What stands on it as text; empty where it is a picture."""
    codes: tuple[str, ...]
    """What its QR codes hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReading:
    """Some pages of a file."""

    pages: tuple[CodePage, ...] = ()
    """The pages that were looked at."""
    count: int = 1
    """How many pages the file has."""
    detail: str = ""
    """Why the file could not be read; else empty."""


def read_codes(path: str, first: int) -> Json:
    """The text and the QR codes of some pages.

    Args:
        path: where the file lies.
        first: the first page, counted from 0.
    """
    data = Path(path).read_bytes()
    kind = sniff(data)
    try:
        if kind == "pdf":
            return encoded(_of_pdf(data, first))
        if kind == "image":
            return encoded(CodeReading(pages=(CodePage(number=1, text="", codes=codes_in_picture(data)),)))
    except UnreadableFileError as error:
        return encoded(CodeReading(detail=error.detail))
    return encoded(CodeReading(detail="不是 PDF，也不是图片"))


def codes_in_picture(data: bytes) -> tuple[str, ...]:
    """What the QR codes of a picture file hold.

    Raises:
        UnreadableFileError: it is broken.
    """
    import cv2
    import numpy as np

    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UnreadableFileError("file-damaged", "图片打不开")
    return qr_texts(picture)


def _of_pdf(data: bytes, first: int) -> CodeReading:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError("file-damaged", "PDF 打不开，或有密码") from error
    try:
        last = min(first + PAGES_AT_ONCE, len(document))
        pages = tuple(_page(document, index) for index in range(first, last))
        return CodeReading(pages=pages, count=len(document))
    finally:
        document.close()


def _page(document: Any, index: int) -> CodePage:
    import pypdfium2

    try:
        page = document[index]
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n")
    except pypdfium2.PdfiumError:
        return CodePage(number=index + 1, text="", codes=())
    return CodePage(number=index + 1, text=text, codes=next(_looks(page), ()))


def _looks(page: Any) -> Iterator[tuple[str, ...]]:
    """What is found at one sharpness after the other, as far as anything is."""
    width, height = page.get_size()
    for dpi in _DPI:
        if width * height * (dpi / 72) ** 2 <= MOST_PIXELS and (
            found := qr_texts(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze())
        ):
            yield found
