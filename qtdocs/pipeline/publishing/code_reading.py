"""What runs in a limited worker: the text and the QR codes of a certificate that somebody sent; JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qtdocs.codec import Json, encoded
from qtdocs.errors import UnreadableFileError
from qtdocs.kinds import sniff

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAGES_AT_ONCE = 20
"""Pages that one job looks at."""
_DPI = (300, 200, 450)  # one of them falls well on the modules
_MOST = 40_000_000  # pixels of one page


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
    left: int = 0
    """Index of the first page that was not looked at; 0 where all were."""
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
    """What the QR codes of a picture hold."""
    import cv2
    import numpy as np

    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UnreadableFileError("file-damaged", "图片打不开")
    for size in (1.0, 0.5, 2.0):
        if picture.size * size * size > _MOST:
            continue
        scaled = cv2.resize(picture, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        if found := _decoded(scaled):
            return found
    return ()


def _of_pdf(data: bytes, first: int) -> CodeReading:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError("file-damaged", "PDF 打不开，或有密码") from error
    try:
        last = min(first + PAGES_AT_ONCE, len(document))
        pages = tuple(_page(document, index) for index in range(first, last))
        return CodeReading(pages=pages, left=last if last < len(document) else 0)
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
        if width * height * (dpi / 72) ** 2 <= _MOST and (
            found := _decoded(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze())
        ):
            yield found


def _decoded(pixels: NDArray[Any]) -> tuple[str, ...]:
    """The texts of all QR codes, by the two decoders that OpenCV has: each reads what the other passes over."""
    import cv2

    for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
        try:
            was_found, texts, _, _ = detector.detectAndDecodeMulti(pixels)
        except (cv2.error, UnicodeDecodeError):
            continue
        if was_found and (held := tuple(text for text in texts if text)):
            return held
    return ()
