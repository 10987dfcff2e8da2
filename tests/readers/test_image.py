"""Pictures of papers: pages are counted from the headers, what cannot be opened is said to be so."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from qtdocs import readers
from qtdocs.errors import UnreadableFileError
from qtdocs.readers.image import PAGE_LIMIT


def picture(kind: str, size: tuple[int, int] = (60, 80), mode: str = "RGB", **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 0).save(stream, kind, **more)
    return stream.getvalue()


def frames(count: int) -> bytes:
    stream = io.BytesIO()
    pages = [Image.new("1", (40, 50), 1) for _ in range(count)]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return stream.getvalue()


def declared(width: int, height: int) -> bytes:
    """A PNG whose header tells of more pixels than it has."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [picture("JPEG"), picture("PNG", mode="RGBA"), picture("TIFF", mode="CMYK"), picture("JPEG", mode="CMYK"),
     picture("TIFF", mode="1"), picture("BMP"), picture("GIF", mode="P"), picture("TIFF", mode="I;16")],
)  # fmt: skip
def test_picture_is_one_page_without_text(data: bytes) -> None:
    document = readers.read(data, name="扫描件")
    assert (document.kind, document.pages, document.blocks) == ("image", 1, ())
    assert [(note.code, note.place.page) for note in document.notes] == [("scan-unread", 1)]
    assert [mark.kind for mark in document.marks] == ["photo"]


def test_each_frame_of_a_tiff_is_a_page() -> None:
    document = readers.read(frames(3), name="传真.tif")
    assert (document.pages, [note.place.page for note in document.notes]) == (3, [1, 2, 3])


def test_frames_beyond_the_limit_are_said_to_be_left_out() -> None:
    document = readers.read(frames(PAGE_LIMIT + 2), name="传真.tif")
    assert document.notes[-1].code == "sheet-truncated"
    assert document.notes[-1].detail == f"共{PAGE_LIMIT + 2}页，只看了前{PAGE_LIMIT}页"


@pytest.mark.parametrize(("width", "height"), [(20_000, 10_000), (60_000, 60_000)])
def test_picture_of_too_many_pixels_is_refused(width: int, height: int) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        readers.read(declared(width, height), name="海报.png")
    assert caught.value.code == "file-refused"


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 no picture", picture("PNG")[:20], b"II*\x00" + b"\0" * 40])
def test_broken_picture_is_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        readers.read(data, name="坏.jpg")
    assert caught.value.code == "file-damaged"


def test_too_large_a_picture_is_asked_for_with_fewer_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    from qtdocs.readers import image

    monkeypatch.setattr(image, "LARGEST_PICTURE", 100)
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, "JPEG")
    with pytest.raises(UnreadableFileError) as caught:
        image.read_image(stream.getvalue(), name="大.jpg")
    assert (caught.value.code, caught.value.detail) == ("file-refused", "图片有 20×20 个像素，太大")
    assert caught.value.advice == "请对方把分辨率降低（A4 一页 200 到 300 dpi 就够）再发，或请人工看图。"
