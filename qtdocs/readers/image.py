"""Pictures of papers (.jpg, .png, .tif, .bmp): how many pages there are; their pixels are looked at elsewhere."""

from __future__ import annotations

import io
import warnings

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import LARGEST_PICTURE, NO_TEXT, Document, Mark, Note
from qtdocs.model.place import Place

PAGE_LIMIT = 50
"""Frames of a .tif that count as pages."""
_ADVICE = "请对方用 JPG 或 PDF 重发，或请人工看图。"
_SMALLER = "请对方把分辨率降低（A4 一页 200 到 300 dpi 就够）再发，或请人工看图。"


def read_image(data: bytes, *, name: str) -> Document:
    """The document in a picture: pages without any text.

    Args:
        data: the whole file.
        name: how the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged`` where it cannot be opened, ``file-refused`` where it is too large,
            ``file-unsupported`` where no library here reads its kind.
    """
    frames, width, height = _measured(data)
    if width * height > LARGEST_PICTURE:
        raise UnreadableFileError("file-refused", f"图片有 {width}×{height} 个像素，太大", _SMALLER)
    pages = range(1, min(frames, PAGE_LIMIT) + 1)
    notes = [
        Note(code="scan-unread", detail=f"第{page}页是扫描件或照片，{NO_TEXT}", place=Place(page=page))
        for page in pages
    ]
    if frames > PAGE_LIMIT:
        detail = f"共{frames}页，只看了前{PAGE_LIMIT}页"
        notes.append(Note(code="sheet-truncated", detail=detail, place=Place(page=PAGE_LIMIT + 1)))
    marks = tuple(Mark(kind="photo", place=Place(page=page)) for page in pages)
    return Document(name=name, kind="image", blocks=(), marks=marks, notes=tuple(notes), pages=frames)


def _measured(data: bytes) -> tuple[int, int, int]:
    """Frames, and the width and height of the largest, from the headers alone."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of pictures that are large, and of broken tags
            with Image.open(io.BytesIO(data)) as picture:
                frames = getattr(picture, "n_frames", 1)
                width, height = picture.size
                for number in range(1, min(frames, PAGE_LIMIT)):
                    picture.seek(number)
                    width, height = max(width, picture.width), max(height, picture.height)
                return frames, width, height
    except UnidentifiedImageError as error:
        if data[4:8] == b"ftyp":
            raise UnreadableFileError("file-unsupported", "苹果手机的照片（.heic）", _ADVICE) from error
        raise UnreadableFileError("file-damaged", "图片打不开") from error
    except Image.DecompressionBombError as error:
        raise UnreadableFileError("file-refused", "图片大得反常", _ADVICE) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError) as error:
        raise UnreadableFileError("file-damaged", "图片打不开") from error
