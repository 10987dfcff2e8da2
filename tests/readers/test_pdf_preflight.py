"""Files that would expand beyond all reason are refused, others are not slowed down or refused."""

from __future__ import annotations

import zlib

import pytest
from paper import Paper

from qtdocs.errors import UnreadableFileError
from qtdocs.readers.pdf import read_pdf

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 900]"


def laughs(depth: int, uses: int) -> bytes:
    """Drawings nested to a depth, each used so many times in the one around it."""
    paper = Paper()
    body = "0 0 10 10 re S"
    number = paper.add(f"<< {FORM} /Length {len(body)} >>\nstream\n{body}\nendstream")
    for _ in range(depth - 1):
        body = "/X Do " * uses
        inner = f"/Resources << /XObject << /X {number} 0 R >> >>"
        number = paper.add(f"<< {FORM} {inner} /Length {len(body)} >>\nstream\n{body}\nendstream")
    paper.resources = f"/XObject << /X {number} 0 R >>"
    return paper.draw("/X Do").text(50, 60, "班组名称").bytes()


def packed_page(size: int) -> bytes:
    paper = Paper()
    body = zlib.compress(b" " * size, 9).decode("latin-1")
    number = paper.add(f"<< {FORM} /Filter /FlateDecode /Length {len(body)} >>\nstream\n{body}\nendstream")
    paper.resources = f"/XObject << /X {number} 0 R >>"
    return paper.draw("/X Do").text(50, 60, "班组名称").bytes()


@pytest.mark.parametrize("data", [laughs(8, 10), packed_page(120_000_000)], ids=["drawings in drawings", "packed"])
def test_bomb_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_pdf(data, name="x.pdf")
    assert refusal.value.code == "file-refused"


@pytest.mark.parametrize("data", [laughs(6, 3), packed_page(1_000_000)], ids=["drawings in drawings", "packed"])
def test_ordinary_nesting_and_packing_is_read(data: bytes) -> None:
    assert list(read_pdf(data, name="x.pdf").texts()) == ["班组名称"]


def test_drawing_that_draws_itself_is_no_bomb() -> None:
    paper = Paper()
    paper.objects[20] = (
        f"<< {FORM} /Resources << /XObject << /X 20 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream".encode()
    )
    paper.resources = "/XObject << /X 20 0 R >>"
    data = paper.draw("/X Do").text(50, 60, "班组名称").bytes() + b"% /Form /Form /Form /Form"
    assert list(read_pdf(data, name="x.pdf").texts()) == ["班组名称"]
