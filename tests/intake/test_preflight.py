import os
import struct
import time
from pathlib import Path

import pytest
from hostile import ATTACKS, archive, overlap, stored
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml import docx, paragraph

from qtdocs.intake.preflight import Preflight, preflight
from qtdocs.kinds import sniff

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REFUSED = "file-refused"
CODES = {"", "file-empty", "file-encrypted", "file-refused", "file-damaged"}


def told(folder: Path, data: bytes) -> tuple[str, str, str]:
    path = folder / "file"
    path.write_bytes(data)
    seen = preflight(path)
    assert bool(seen.code) == bool(seen.detail) and not seen.detail.endswith("。")
    return seen.kind, seen.code, seen.detail


def sparse(path: Path, head: bytes, size: int, tail: bytes = b"") -> Path:
    """A file of that size that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)
        stream.seek(0, os.SEEK_END)
        stream.write(tail)
    return path


@pytest.mark.parametrize(
    ("name", "kind", "code", "detail"),
    [
        ("bomb_100mb_paras.docx", "docx", REFUSED, "其中一部分展开后超过 50 MB，大得反常"),
        ("bomb_500mb_sheet.xlsx", "xlsx", REFUSED, "展开后超过 300 MB，大得反常"),
        ("bomb_1gb_media.docx", "docx", REFUSED, "展开后超过 300 MB，大得反常"),
        ("bomb_overlap_50gb.zip", "zip", REFUSED, "展开后超过 4000 MB，大得反常"),
        ("bomb_5gb.zip", "zip", REFUSED, "展开后超过 4000 MB，大得反常"),
        ("many_25k_entries.zip", "zip", REFUSED, "里面的文件多于 20000 个，多得反常"),
        ("many_200k_entries.zip", "zip", REFUSED, "里面的文件多于 20000 个，多得反常"),
        ("dup_document_xml.docx", "docx", REFUSED, "里面有同名的文件，分不清以哪一个为准"),
        ("laughs.docx", "docx", REFUSED, "里面有办公软件不会写的声明（DOCTYPE），来历不明"),
        ("xxe.docx", "docx", REFUSED, "里面有办公软件不会写的声明（DOCTYPE），来历不明"),
        ("quadratic.xlsx", "xlsx", REFUSED, "里面有办公软件不会写的声明（DOCTYPE），来历不明"),
        ("password.docx", "encrypted", "file-encrypted", "文件有密码"),
        ("bomb_nested.zip", "zip", "", ""),
        ("same_names.zip", "zip", "", ""),
        ("password.zip", "zip", "", ""),
        ("password.pdf", "pdf", "", ""),
        ("names.zip", "zip", "", ""),
        ("macro.docm", "docx", "", ""),
        ("gridspan_1e9.docx", "docx", "", ""),
        ("m_nested_3000.eml", "mail", "", ""),
    ],
)
def test_attack_is_refused_or_left_to_the_worker_at_once(
    tmp_path: Path, name: str, kind: str, code: str, detail: str
) -> None:
    data = ATTACKS[name]()
    times = []
    for _ in range(3):  # the collector of a long test session may fall into one of them
        began = time.process_time()
        assert told(tmp_path, data) == (kind, code, detail)
        times.append(time.process_time() - began)
    assert min(times) < 0.2


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_attack_is_made_quickly_and_never_raises(tmp_path: Path, name: str) -> None:
    began = time.process_time()
    data = ATTACKS[name]()
    assert time.process_time() - began < 2
    assert told(tmp_path, data)[1] in CODES


def test_overlap_is_refused_in_archives_and_documents(tmp_path: Path) -> None:
    assert told(tmp_path, overlap(1)) == ("zip", REFUSED, "里面的文件互相重叠")
    data = bytearray(docx(paragraph("甲")))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert told(tmp_path, bytes(data)) == ("docx", REFUSED, "里面的文件互相重叠")


def test_many_parts_are_too_many_for_a_document_and_not_for_an_archive(tmp_path: Path) -> None:
    items = [stored(b"%d.txt" % number) for number in range(2_001)]
    assert told(tmp_path, archive(items)) == ("zip", "", "")
    items.append(stored(b"word/document.xml"))
    assert told(tmp_path, archive(items)) == ("docx", REFUSED, "里面的文件多于 2000 个，多得反常")


def test_document_with_a_zip_password_has_one(tmp_path: Path) -> None:
    data = archive([stored(b"word/document.xml", b"x", flags=1)])
    assert told(tmp_path, data) == ("docx", "file-encrypted", "文件有密码")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_document_type_is_found_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    content = "<?xml version='1.0'?><!DOCTYPE x><x/>".encode(encoding)
    data = archive([stored(b"word/document.xml", content)])
    assert told(tmp_path, data)[1:] == (REFUSED, "里面有办公软件不会写的声明（DOCTYPE），来历不明")


def test_empty_and_blank_files_are_empty(tmp_path: Path) -> None:
    empty = ("empty", "file-empty", "文件里什么也没有存")
    assert told(tmp_path, b"") == told(tmp_path, bytes(5000)) == empty
    path = sparse(tmp_path / "large", b"", 70_000_000)
    assert preflight(path) == Preflight(kind="empty", code="file-empty", detail="文件里什么也没有存")


def test_large_files_are_refused_by_kind_without_being_read(tmp_path: Path) -> None:
    began = time.process_time()
    megabytes = 1 << 20
    pdf = sparse(tmp_path / "pdf", b"%PDF-1.7", 201 * megabytes)
    assert preflight(pdf) == Preflight(kind="pdf", code=REFUSED, detail="有 201 MB，太大")
    assert preflight(sparse(tmp_path / "pdf", b"%PDF-1.7", 199 * megabytes)) == Preflight(kind="pdf")
    assert preflight(sparse(tmp_path / "rar", b"Rar!\x1a\x07\x00x", 3000 * megabytes)) == Preflight(kind="rar")
    rar = sparse(tmp_path / "rar", b"Rar!\x1a\x07\x00x", 4000 * megabytes)
    assert preflight(rar) == Preflight(kind="rar", code=REFUSED, detail="有 4000 MB，太大")
    assert time.process_time() - began < 0.5


def test_large_archive_is_told_by_its_end(tmp_path: Path) -> None:
    end = archive([stored(b"a.txt", b"x")])
    path = sparse(tmp_path / "zip", b"PK\x03\x04", 3 << 30, end)
    began = time.process_time()
    assert preflight(path) == Preflight(kind="zip")
    named = archive([stored(b"[Content_Types].xml", b"x")])
    path = sparse(tmp_path / "zip", b"PK\x03\x04", 3 << 30, named)
    assert preflight(path) == Preflight(kind="zip", code=REFUSED, detail="有 3072 MB，太大")
    cut = sparse(tmp_path / "zip", b"PK\x03\x04", 3 << 30)
    assert preflight(cut) == Preflight(kind="zip", code="file-damaged", detail="结尾缺失，可能没有传完")
    assert time.process_time() - began < 0.5


def test_large_document_is_told_as_a_small_one(tmp_path: Path) -> None:
    whole = archive([stored(b"word/document.xml", b"<x/>"), stored(b"[Content_Types].xml", b"<x/>")])
    path = sparse(tmp_path / "docx", b"PK\x03\x04", 80_000_000, whole)
    assert preflight(path) == Preflight(kind="docx")


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    gone = Preflight(kind="unknown", code="file-damaged", detail="读不出来，可能没有权限、正被占用或刚刚被移走")
    assert preflight(tmp_path) == preflight(tmp_path / "gone") == gone


def test_samples_pass_in_well_under_a_millisecond(tmp_path: Path) -> None:
    files = [path for path in SAMPLES.rglob("*") if path.suffix in {".docx", ".xlsx"} and path.stat().st_size > 5000]
    seconds = []
    for path in files:
        began = time.perf_counter()
        seen = preflight(path)
        seconds.append(time.perf_counter() - began)
        assert seen.kind in {"docx", "xlsx", "zip", "encrypted"} and seen.code in CODES
    assert sorted(seconds)[len(seconds) // 2] < 0.003


def test_kind_is_what_the_readers_see() -> None:
    for path in (path for path in (SAMPLES / "formats").iterdir() if path.is_file()):
        seen = preflight(path)
        if seen.code != "file-damaged":
            assert seen.kind == sniff(path.read_bytes())


def test_every_changed_byte_of_a_document_has_an_answer(tmp_path: Path) -> None:
    data = docx(paragraph("甲"))
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        assert told(tmp_path, changed)[1] in CODES
        assert told(tmp_path, data[:position])[1] in CODES


MAGICS = (
    *(
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf",
        b"%PDF",
        b"From ",
        b"From: a\n",
    ),
    *(
        b"\x1f\x8b",
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"PK\x03\x04" + struct.pack("<4s4H2IH", b"PK\x05\x06", *[0] * 7),
    ),
)


@settings(max_examples=300)
@given(noise=st.binary(max_size=700), magic=st.sampled_from(MAGICS), end=st.booleans())
def test_any_bytes_have_an_answer(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, magic: bytes, end: bool
) -> None:
    data = magic + noise + (magic if end else b"")
    assert told(tmp_path_factory.getbasetemp(), data)[1] in CODES
