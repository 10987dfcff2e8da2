"""Whole applications with electronic seals: signed, changed afterwards, signed with SM2, and as OFD.

Made once and kept, as all PDFs here: each signing gives other bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from samples import pictures
from samples.electronic import altered, signed, signed_with_sm2, written_on
from samples.electronic_ofd import Seal, redrawn, replaced, sample
from samples.papers import zhejiang

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 42.0
"""Millimetres of a seal."""
_POINTS = 72 / 25.4


def papers(
    values: Mapping[str, str], *, organisation: str, nominator: str, forged: tuple[str, str], after: str = "公章"
) -> dict[str, Callable[[], bytes]]:
    """How each electronically sealed paper is made.

    Args:
        values: what the application says.
        organisation: whose seal stands in the first box.
        nominator: whose stands in the second.
        forged: what the first page of a forged paper says, and what it says instead.
        after: the printed word on which each seal is put.
    """
    old, new = (words.encode() for words in forged)

    @cache
    def printed() -> bytes:
        return pictures.printed(zhejiang(values))

    @cache
    def sealed() -> bytes:
        first, second = spots_of(printed(), after)[:2]
        once = signed(printed(), owner=organisation, picture=_seal(organisation, 1), box=first)
        return signed(once, owner=nominator, picture=_seal(nominator, 2), box=second, field="Seal2")

    @cache
    def ofd() -> bytes:
        return as_ofd(printed(), organisation=organisation, nominator=nominator, after=after)

    return {
        "电子签章.pdf": sealed,
        "电子签章后追加.pdf": lambda: written_on(sealed()),
        "电子签章后改动.pdf": lambda: altered(sealed(), *_date(sealed())),
        "国密签章.pdf": lambda: signed_with_sm2(
            printed(), owner=organisation, picture=_seal(organisation, 1), box=spots_of(printed(), after)[0]
        ),
        "电子签章.ofd": ofd,
        "电子签章后改动.ofd": lambda: replaced(ofd(), "Doc_0/Pages/Page_0/Content.xml", old, new),
        "没有签章.ofd": lambda: sample(_pages(printed())),
    }


def as_ofd(pdf: bytes, *, organisation: str, nominator: str, after: str) -> bytes:
    """A printed paper as OFD with two seals of the national standard."""
    import pypdfium2

    height = pypdfium2.PdfDocument(pdf)[0].get_height()
    seals = []
    for number, (name, spot) in enumerate(zip((organisation, nominator), spots_of(pdf, after), strict=False)):
        box = (round(spot[0] / _POINTS, 1), round((height - spot[3]) / _POINTS, 1), SIDE, SIDE)
        seals.append(Seal(name=name, boxes=((1, box),), picture=_png(_seal(name, number + 1))))
    return sample(_pages(pdf), seals)


def spots_of(pdf: bytes, word: str) -> list[tuple[int, int, int, int]]:
    """Rectangles of a seal's size around a word on the first page, points from the lower left corner."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    search = text.search(word)
    found = []
    while (match := search.get_next()) is not None:
        left, bottom, _, top = text.get_charbox(match[0])
        half, middle = SIDE * _POINTS / 2, (bottom + top) / 2
        found.append((round(left - half), round(middle - half), round(left + half), round(middle + half)))
    return found


def _pages(pdf: bytes) -> list[str]:
    """The pages of a PDF as OFD pages."""
    import pypdfium2

    from qtdocs.readers.pdf_pdfium import page_of

    document = pypdfium2.PdfDocument(pdf)
    return [redrawn(page_of(document, index)) for index in range(len(document))]


def _seal(name: str, seed: int) -> Image:
    from samples.sealing import seal_picture

    return seal_picture(name, seed=seed, width=SIDE)


def _png(picture: Image) -> bytes:
    import io

    stream = io.BytesIO()
    picture.resize((300, 300)).save(stream, "PNG")
    return stream.getvalue()


def _date(pdf: bytes) -> tuple[bytes, bytes]:
    """The paper's date of making, and another."""
    start = pdf.index(b"/CreationDate(D:20") + len(b"/CreationDate(D:20")
    old = pdf[start - 20 : start + 2]
    return old, old[:-2] + b"19"
