"""The pages of a file as pictures: rendered from a PDF, taken out of a picture file or out of a Word file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import LARGEST_PICTURE, Document
from qtdocs.model.place import Place
from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet
from qtdocs.zipped import Entry, directory, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
"""At which PDF pages are rendered: characters of 10 points get 28 pixels, which recognition wants."""
MOST_PIXELS = 16_000_000
"""Of one sheet; an A3 page at 200 dpi has 7.7 million."""
SHARPEST = 300
"""Pixels an inch of a picture in a Word file as it is shown; what is finer tells no more and takes memory."""
_A4_WIDTH = 210.0
_NARROWEST, _WIDEST = 120.0, 450.0  # millimetres: A6 to A3 across; else the file does not know its size
_SMALLEST_PICTURE = 48  # pixels a side
_SCREEN = 100.0  # pixels an inch up to which a density is that of a screen, written by habit


def sheets_of(data: bytes, document: Document, *, pages: frozenset[int]) -> Iterator[Sheet]:
    """The pages of a file as pictures, as they lie in it; what cannot be shown is left out.

    Args:
        data: the whole file.
        document: what its reader made of it.
        pages: the numbers of the pages that are wanted; of a Word file all its pictures come, each at its mark's place.
    """
    if document.kind == "pdf":
        yield from _of_pdf(data, pages)
    elif document.kind == "image":
        yield from _of_picture(data, pages)
    elif document.kind == "docx":
        yield from _of_package(data, document)


def _of_pdf(data: bytes, pages: frozenset[int]) -> Iterator[Sheet]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        if document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
            document.init_forms()
        for number in sorted(pages):
            if number <= len(document) and (sheet := _page(document, number)) is not None:
                yield sheet
    finally:
        document.close()


def _page(document: Any, number: int) -> Sheet | None:
    import pypdfium2

    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        if min(width, height) * scale < _SMALLEST_PICTURE:
            return None
        pixels = page.render(scale=scale, rev_byteorder=False).to_numpy()
    except pypdfium2.PdfiumError:
        return None
    return _sheet(_coloured(pixels), Place(page=number), millimetres=width / 72 * MM_PER_INCH)


def _of_picture(data: bytes, pages: frozenset[int]) -> Iterator[Sheet]:
    from PIL import Image

    for number in sorted(pages):
        pixels, across = None, 0.0
        with warnings.catch_warnings(), _unbroken():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                picture.seek(number - 1)
                dpi, sides = _dpi(picture), sorted(picture.size)
                pixels = _loaded(picture)
                lies = pixels.shape[1] > pixels.shape[0]  # after it was turned as its camera says
                across = sides[lies] / dpi * MM_PER_INCH if dpi else 0.0
        if pixels is not None:
            yield _sheet(pixels, Place(page=number), millimetres=across)


def _of_package(data: bytes, document: Document) -> Iterator[Sheet]:
    """The pictures of a Word file, each at the size at which it is shown; one that is shown often is decoded once."""
    entries = {entry.name.lower(): entry for entry in directory(data)}
    marks = [mark for mark in document.marks if mark.source.lower() in entries]
    widths = {mark.source: max(each.size[0] if each.size else _A4_WIDTH for each in marks if each.source == mark.source)
              for mark in marks}  # fmt: skip
    decoded = {source: _picture_in(data, entries[source.lower()], width) for source, width in widths.items()}
    for mark in marks:
        pixels = decoded[mark.source]
        if pixels is not None:
            yield _sheet(pixels, mark.place, millimetres=mark.size[0] if mark.size else 0.0, any_width=True)


def _picture_in(data: bytes, entry: Entry, millimetres: float) -> Pixels | None:
    """One picture of a package, not sharper than is of use at this width; none where it is too large or broken."""
    from PIL import Image

    with warnings.catch_warnings(), _unbroken():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(unpacked(data, entry))) as picture:
            if picture.width * picture.height <= LARGEST_PICTURE:
                sharpness = picture.width / max(millimetres, 1.0) * MM_PER_INCH
                useful = picture.width * picture.height * min(1.0, SHARPEST / sharpness) ** 2
                return _loaded(picture, most=min(MOST_PIXELS, useful))
    return None


def _sheet(pixels: Pixels, place: Place, *, millimetres: float, any_width: bool = False) -> Sheet:
    """A sheet with the density that its width on paper gives; where the file does not know, it is taken for A4."""
    known = millimetres > 0 and (any_width or _NARROWEST <= millimetres <= _WIDEST)
    height, width = pixels.shape[:2]
    across = millimetres if known else _A4_WIDTH * max(1.0, min(width / height, 2.0**0.5))
    return Sheet(pixels=pixels, dpi=width / across * MM_PER_INCH, place=place, is_measured=known)


def _dpi(picture: Image) -> float:
    """Pixels an inch, as the file tells; 0 where it does not tell, or tells that of a screen (72, 96)."""
    try:
        dpi = float(picture.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError):
        return 0.0
    return dpi if dpi > _SCREEN else 0.0


def _loaded(picture: Image, most: float = MOST_PIXELS) -> Pixels:
    """The pixels of a picture, turned as its camera says, transparent parts white, not more than ``most``."""
    from PIL import Image, ImageFile, ImageOps

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # another library may have switched it on for the whole process
    too_many = picture.width * picture.height / max(most, 1.0)
    if too_many > 1:
        picture.draft("RGB", (int(picture.width / too_many**0.5), int(picture.height / too_many**0.5)))
    found = ImageOps.exif_transpose(picture)
    found = _even(found)
    if too_many > 1:
        factor = (found.width * found.height / max(most, 1.0)) ** 0.5
        found = found.reduce(max(1, int(factor + 0.999)))
    if found.mode in ("RGBA", "LA"):
        found = found.convert("RGBA")
        white = Image.new("RGBA", found.size, (255, 255, 255, 255))
        found = Image.alpha_composite(white, found)
    return np.ascontiguousarray(np.asarray(found.convert("RGB"))[:, :, ::-1])


def _even(picture: Image) -> Image:
    """The picture in a mode whose values can be averaged: numbers of colours, single bits and long numbers cannot."""
    if picture.mode == "PA" or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert({"1": "L", "P": "RGB"}.get(picture.mode, picture.mode))


def _coloured(pixels: Any) -> Pixels:
    """Three channels, blue first, whatever pdfium gave."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(pixels.shape[0], pixels.shape[1], 1), 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])


class _unbroken:  # noqa: N801 - reads as a statement
    """A picture that breaks while it is decoded is left out; its reader has said what it is."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        from PIL import Image

        broken = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError, UnreadableFileError)
        return isinstance(error, (*broken, Image.DecompressionBombError))
