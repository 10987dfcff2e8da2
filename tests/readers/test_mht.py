from __future__ import annotations

import base64

import pytest

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Paragraph
from qtdocs.readers import read
from qtdocs.readers.mht import read_mht


def archive(*parts: tuple[str, bytes]) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n'
    inside = "".join(
        f"\r\n--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(data).decode()}"
        for kind, data in parts
    )
    return f"{head}{inside}\r\n--x--\r\n".encode()


def sheet(text: str) -> tuple[str, bytes]:
    return "text/html; charset=gb2312", f"<html><body><table><tr><td>{text}</td></tr></table></body></html>".encode(
        "gbk"
    )


def test_page_of_a_web_archive_is_read() -> None:
    document = read(archive(sheet("甲川"), ("image/png", b"\x89PNG")), name="申报表.doc")
    assert (document.kind, [cell.text for cell in document.tables[0].cells]) == ("mht", ["甲川"])


def test_first_sheet_of_a_workbook_saved_as_a_web_archive_is_read_and_the_others_are_told() -> None:
    frames = ("text/html", b"<html><frameset><frame src=sheet001.htm></frameset></html>")
    document = read_mht(archive(frames, sheet("一"), sheet("二")), name="汇总.xls")
    assert list(document.texts()) == ["一"]
    assert [(note.code, note.detail) for note in document.notes] == [("text-unread", "里面有 2 张表，只读了第一张")]


def test_page_without_table_is_read_as_text() -> None:
    document = read_mht(archive(("text/html", "<html><p>通知</p></html>".encode())), name="通知.mht")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["通知"]


@pytest.mark.parametrize("parts", [(), (("image/png", b"\x89PNG"),), (("text/html", b" "),)])
def test_archive_without_page_is_damaged(parts: tuple[tuple[str, bytes], ...]) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_mht(archive(*parts), name="页.mht")
    assert caught.value.code == "file-damaged"


def test_archive_of_too_many_parts_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_mht(archive(*[("text/plain", b"x")] * 2_001), name="页.mht")
    assert caught.value.code == "file-refused"
