import io
import struct
import time
import zipfile

import pytest
from ooxml import docx, links, paragraph, parts_of, zipped

from qtdocs.errors import UnreadableFileError
from qtdocs.readers import read
from qtdocs.readers.docx import read_docx
from qtdocs.readers.package import open_package

BODY = paragraph("甲")


def refusal(data: bytes) -> str:
    """The code with which the file is refused, at once."""
    began = time.process_time()
    with pytest.raises(UnreadableFileError) as caught:
        read(data, name="表.docx")
    assert time.process_time() - began < 1
    return caught.value.code


def with_document(content: str | bytes) -> bytes:
    return zipped(parts_of(BODY) | {"word/document.xml": content})


def test_parts_and_links_are_found_whatever_the_case_of_letters() -> None:
    package = open_package(docx(BODY))
    assert package.main("") == "word/document.xml"
    assert package.part("WORD/document.xml") == package.part("word/Document.xml")
    assert package.part("word/styles.xml") is None


def test_stored_prefixed_and_streamed_packages_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts_of(BODY).items():
            with package.open(name, "w", force_zip64=True) as entry:
                entry.write(content if isinstance(content, bytes) else content.encode())
    assert list(read_docx(stream.getvalue(), name="").texts()) == ["甲"]
    assert list(read_docx(b"prefix" + docx(BODY), name="").texts()) == ["甲"]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_cut_file_is_damaged(kept: float) -> None:
    data = docx(BODY)
    assert refusal(data[: int(len(data) * kept)]) == "file-damaged"


def test_every_changed_byte_is_read_or_refused() -> None:
    data = docx(BODY)
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        try:
            read(changed, name="表.docx")
        except UnreadableFileError as error:
            assert error.code.startswith("file-")


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    huge = b" " * 20_000_000
    assert refusal(with_document(huge)) == "file-refused"
    assert refusal(zipped(parts_of(BODY) | {f"word/media/{n}.bin": huge for n in range(16)})) == "file-refused"


def test_lie_about_the_size_is_found() -> None:
    data = bytearray(with_document("<x>" + " " * 1_000_000 + "</x>"))
    directory = data.index(b"PK\x01\x02", data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml")))
    struct.pack_into("<I", data, directory + 24, 100)
    assert refusal(bytes(data)) == "file-damaged"


def test_too_many_entries_are_refused() -> None:
    assert refusal(zipped(parts_of(BODY) | {f"x/{n}": "" for n in range(2001)})) == "file-refused"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml"])
def test_duplicate_names_are_refused(name: str) -> None:
    stream = io.BytesIO(docx(BODY))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, "<x/>")
    assert refusal(stream.getvalue()) == "file-refused"


def test_overlapping_entries_are_refused() -> None:
    data = docx(BODY)
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    changed = bytearray(data)
    changed[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert refusal(bytes(changed)) == "file-refused"


def test_password_on_the_zip_is_said() -> None:
    data = bytearray(docx(BODY))
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    assert refusal(bytes(data)) == "file-encrypted"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_document_types_are_refused(declared: str, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>{declared}<x>1</x>"
    assert refusal(with_document(text.encode(encoding))) == "file-refused"


@pytest.mark.parametrize("content", ["", "no xml", "<w:document>", "<a>" * 5000 + "</a>" * 5000])
def test_broken_xml_is_damaged(content: str) -> None:
    assert refusal(with_document(content)) == "file-damaged"


def test_package_without_its_document_is_damaged() -> None:
    parts = parts_of(BODY)
    del parts["word/document.xml"]
    assert refusal(zipped(parts)) == "file-damaged"


def test_active_content_is_reported_and_never_run() -> None:
    outside = links(("attachedTemplate", "http://127.0.0.1/a.dotm"), ("hyperlink", "http://127.0.0.1/"), external=True)
    local = links(("attachedTemplate", "file:///C:/Normal.dotm"), external=True)
    more = {
        "word/vbaProject.bin": b"macro",
        "word/embeddings/oleObject1.bin": b"object",
        "word/_rels/settings.xml.rels": outside,
        "word/_rels/other.xml.rels": local,
    }
    document = read_docx(zipped(parts_of(BODY) | more), name="")
    assert [(note.code, note.detail) for note in document.notes] == [
        ("file-active-content", "宏"),
        ("file-active-content", "嵌入的对象 1 个"),
        ("file-active-content", "外部链接 http://127.0.0.1/a.dotm"),
    ]
