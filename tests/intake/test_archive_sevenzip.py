import io
import struct
import time
import zlib
from typing import Any

import py7zr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unpacking import members_of, refusal

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.sevenzip import unpack_sevenzip
from qtdocs.model.parcel import Room

MIXED = bytes(range(256)) * 1200 + b"a" * 3_000_000
LOCK = "skipped Word/Excel 打开文件时留下的锁文件"
TWO = {"甲.txt": b"1" * 50, "乙.txt": b"2" * 50}


def packed(members: dict[str, bytes], **options: Any) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", **options) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return stream.getvalue()


@pytest.mark.parametrize(
    "filters",
    [
        None,
        [{"id": py7zr.FILTER_COPY}],
        [{"id": py7zr.FILTER_LZMA2}],
        [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2}],
        [{"id": py7zr.FILTER_BZIP2}],
        [{"id": py7zr.FILTER_DEFLATE}],
        [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}],
    ],
)
def test_members_of_a_solid_block_come_out_as_they_went_in(filters: list[dict[str, int]] | None) -> None:
    data = packed({"杭州/申报表.bin": MIXED, "~$表.docx": b"x", "空.txt": b"", "汇总表.bin": MIXED}, filters=filters)
    assert members_of(unpack_sevenzip, data) == {
        "杭州/申报表.bin": MIXED,
        "~$表.docx": LOCK,
        "空.txt": b"",
        "汇总表.bin": MIXED,
    }


def test_names_that_differ_by_case_are_both_kept() -> None:
    assert members_of(unpack_sevenzip, packed({"a.txt": b"1", "A.txt": b"2"})) == {"a.txt": b"1", "A.txt（2）": b"2"}


def test_folders_are_no_members_and_links_are_not_followed(tmp_path: Any) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_bytes(b"x")
    (tmp_path / "folder" / "link.txt").symlink_to("/etc/passwd")
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writeall(tmp_path / "folder", "folder")
    assert members_of(unpack_sevenzip, stream.getvalue()) == {
        "folder/a.txt": b"x",
        "folder/link.txt": "skipped 快捷方式或设备，不是普通文件，没有打开",
    }


def test_password_is_named_for_each_member() -> None:
    assert members_of(unpack_sevenzip, packed({"甲.txt": b"1", "~$表.docx": b"2"}, password="x")) == {
        "甲.txt": "file-encrypted 压缩包里的这个文件有密码",
        "~$表.docx": LOCK,
    }


def test_hidden_directory_is_named() -> None:
    data = packed({"甲.txt": b"1"}, password="x", header_encryption=True)
    assert refusal(unpack_sevenzip, data) == ("file-encrypted", "压缩包有密码，连里面有哪些文件都看不到")


def test_bomb_stops_at_the_room() -> None:
    data = packed({"a.bin": bytes(3_000_000), "b.bin": bytes(3_000_000), "c.txt": b"x"})
    began = time.process_time()
    too_much = "file-refused 展开后有 3 MB，超过了一份材料可以展开的总量"
    assert members_of(unpack_sevenzip, data, Room(size=2_000_000)) == {
        "a.bin": too_much,
        "b.bin": too_much,
        "c.txt": "file-refused 展开后大得反常，超过了一份材料可以展开的总量",
    }
    assert members_of(unpack_sevenzip, data, Room(size=6_500_000))["c.txt"] == b"x"
    assert refusal(unpack_sevenzip, data, Room(members=2)) == ("file-refused", "里面的文件多于 2 个，多得反常")
    assert time.process_time() - began < 3


def test_members_before_a_broken_place_are_kept() -> None:
    data = bytearray(packed(TWO, filters=[{"id": py7zr.FILTER_COPY}]))
    data[32 + 60] ^= 0xFF
    assert members_of(unpack_sevenzip, bytes(data)) == {
        "甲.txt": b"1" * 50,
        "乙.txt": "file-damaged 内容与记载的校验码不符",
    }


def test_part_of_a_volume_is_damaged() -> None:
    cut = ("file-damaged", "压缩包的目录残缺：没有传完、已损坏，或只是分卷中的一卷")
    assert refusal(unpack_sevenzip, packed(TWO)[:-10]) == cut
    assert refusal(unpack_sevenzip, b"7z\xbc\xaf\x27\x1c") == cut
    assert refusal(unpack_sevenzip, b"") == cut


def test_every_changed_byte_is_accounted_for() -> None:
    data = packed(TWO)
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        try:
            assert len(members_of(unpack_sevenzip, changed)) == 2
        except UnreadableFileError as error:
            assert error.code == "file-damaged"


def with_header(header: bytes) -> bytes:
    """An archive whose directory is these bytes, with all checksums right."""
    start = struct.pack("<2QI", 0, len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + header


@settings(max_examples=150)
@given(st.binary(max_size=80), st.integers(0, 60), st.binary(max_size=3))
def test_any_directory_is_refused_or_accounted_for(noise: bytes, position: int, change: bytes) -> None:
    plain = io.BytesIO()
    with py7zr.SevenZipFile(plain, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"x", "a.txt")
    header = plain.getvalue()[33:]
    for directory in (noise, b"\x01" + noise, header[:position] + change + header[position + len(change) :]):
        try:
            members_of(unpack_sevenzip, with_header(directory))
        except UnreadableFileError as error:
            assert error.code in {"file-damaged", "file-refused"}
