import io
import struct
import time
import zipfile
import zlib

import pytest
from hostile import ATTACKS, HOSTILE_NAMES, Item, archive, overlap, stored, swollen
from hypothesis import given, settings
from hypothesis import strategies as st
from unpacking import members_of, refusal

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.archive import unpack_zip
from qtdocs.intake.crate import LARGEST_MEMBER
from qtdocs.model.parcel import Room

MIXED = bytes(range(256)) * 1200 + b"a" * 3_000_000
DAMAGED = "file-damaged 解不开，内容已损坏"
LINK = "skipped 快捷方式或设备，不是普通文件，没有打开"


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        package.comment = "说明".encode() * 100
        package.mkdir("杭州")
        package.writestr("杭州/申报表.bin", MIXED)
        package.writestr("空.txt", b"")
        with package.open("长.txt", "w", force_zip64=True) as member:
            member.write(b"x" * 65_536)
    return stream.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_come_out_as_they_went_in(method: int) -> None:
    whole = {"杭州/申报表.bin": MIXED, "空.txt": b"", "长.txt": b"x" * 65_536}
    assert members_of(unpack_zip, packed(method)) == whole
    assert members_of(unpack_zip, b"#!/bin/sh\n" * 500 + packed(method)) == whole


def test_long_form_of_the_end_record_is_read() -> None:
    data = archive([stored(b"a.txt", b"x")])
    directory = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    size = end - directory
    long_end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, directory)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    full = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert members_of(unpack_zip, data[:end] + long_end + locator + full) == {"a.txt": b"x"}


def test_names_are_put_right_entry_by_entry() -> None:
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"?.txt")) + "乙.txt".encode()
    wrong = b"\x01" + struct.pack("<I", zlib.crc32(b"old.txt")) + "丙.txt".encode()
    items = [
        stored("申报表.docx".encode("gb18030"), b"1"),
        stored("申报表.docx".encode(), b"2", flags=0x800),
        stored("汇总表.docx".encode(), b"3"),
        stored("誠信/乗車.docx".encode("gb18030"), b"4"),
        stored("申報表格說明.docx".encode("big5"), b"5"),
        stored(b"plan.docx", b"6"),
        stored(b"?.txt", b"7", extra=struct.pack("<2H", 0x7075, len(field)) + field),
        stored(b"new.txt", b"8", extra=struct.pack("<2H", 0x7075, len(wrong)) + wrong),
        stored("成果\\报告.docx".encode("gb18030"), b"9"),
        stored("得过班组.docx".encode("gb18030"), b"a", flags=0x800),
        stored("╔Ω▒¿▒φ七.txt".replace("七", "").encode(), b"b", flags=0x800),
        stored("誠".encode("gb18030"), b"c"),
        stored("申报表/".encode("gb18030")),
        stored("空\\".encode("gb18030")),
    ]
    assert members_of(unpack_zip, archive(items)) == {
        "申报表.docx": b"1",
        "申报表.docx（2）": b"2",
        "汇总表.docx": b"3",
        "誠信/乗車.docx": b"4",
        "申報表格說明.docx": b"5",
        "plan.docx": b"6",
        "乙.txt": b"7",
        "new.txt": b"8",
        "成果/报告.docx": b"9",
        "得过班组.docx": b"a",
        "申报表.txt": b"b",
        "誠": b"c",
    }


def test_gbk_archive_of_the_attacks_reads_well() -> None:
    names = ["申报表.docx", "汇总表/申报表汇总表七.docx", "誠信/乗車.docx", "plan.docx"]
    assert members_of(unpack_zip, ATTACKS["gbk_names.zip"]()) == {name: name.encode() for name in names}


def test_every_hostile_name_is_kept_or_skipped_and_shown_harmlessly() -> None:
    members = members_of(unpack_zip, ATTACKS["names.zip"]())
    assert len(members) == len(HOSTILE_NAMES) + 1
    assert [name for name, said in members.items() if isinstance(said, str)] == [
        ".docx",
        "~$申报表.docx",
        ".DS_Store",
        "Thumbs.db",
        "__MACOSX/._申报表.docx",
        "link.txt",
    ]
    assert members["link.txt"] == LINK
    assert [name for name in members if name.casefold().startswith("dup")] == [
        "dup.txt",
        "dup.txt（2）",
        "DUP.txt（3）",
    ]
    for name in members:
        assert not any(character in name for character in "\x00\r\n\\\u202e\u200b\ufeff")
        assert not {"", ".", ".."} & set(name.split("/"))
        assert len(name) < 220


def test_same_name_thousands_of_times_is_told_apart_at_once() -> None:
    began = time.process_time()
    members = members_of(unpack_zip, ATTACKS["same_names.zip"]())
    assert (len(members), list(members)[-1]) == (2_000, "same.txt（2000）")
    assert time.process_time() - began < 5


def test_entry_with_a_password_is_named_and_the_others_are_read() -> None:
    assert members_of(unpack_zip, ATTACKS["password.zip"]()) == {
        "有密码.docx": "file-encrypted 压缩包里的这个文件有密码",
        "没有密码.txt": b"x",
    }


def test_bad_members_never_cost_the_others() -> None:
    sound = stored(b"good.txt", b"x" * 100)
    items = [
        sound._replace(name=b"checksum.txt", checksum=1),
        sound._replace(name=b"method.txt", method=99),
        sound._replace(name=b"method64.txt", method=9),
        Item(b"garbage.txt", b"\xff" * 100, 100, 0, 8),
        Item(b"bzip.txt", b"\xff" * 100, 100, 0, 12),
        Item(b"lzma.txt", b"\xff" * 100, 100, 0, 14),
        Item(b"memory.txt", struct.pack("<2xHBI", 5, 93, 1 << 31), 100, 0, 14),
        Item(b"short.txt", b"x", 100, 0, 0),
        Item(b"long.txt", b"x" * 100, 1, 0, 0),
        sound,
    ]
    assert members_of(unpack_zip, archive(items)) == {
        "checksum.txt": "file-damaged 内容与记载的校验码不符",
        "method.txt": "file-damaged 压缩方法（编号 99）不认识",
        "method64.txt": "file-damaged 压缩方法（编号 9）不认识",
        "garbage.txt": DAMAGED,
        "bzip.txt": DAMAGED,
        "lzma.txt": DAMAGED,
        "memory.txt": "file-refused 解开要用 2147 MB 内存，大得反常",
        "short.txt": "file-damaged 内容残缺，可能没有传完",
        "long.txt": "file-damaged 内容比记载的多",
        "good.txt": b"x" * 100,
    }


def test_damaged_local_header_costs_one_member() -> None:
    data = bytearray(archive([stored(b"a.txt", b"x"), stored(b"b.txt", b"y")]))
    data[0:4] = b"XXXX"
    assert members_of(unpack_zip, bytes(data)) == {"a.txt": DAMAGED, "b.txt": b"y"}


def test_liar_is_stopped_at_its_claim() -> None:
    began = time.process_time()
    assert members_of(unpack_zip, ATTACKS["liar.zip"]()) == {"大.txt": "file-damaged 内容比记载的多", "好.txt": b"x"}
    assert time.process_time() - began < 0.5


def test_room_is_spent_in_order_and_what_does_not_fit_is_said() -> None:
    items = [stored(f"{number}.txt".encode(), b"x" * 1000) for number in range(3)]
    items.append(stored(b"small.txt", b"x" * 10))
    assert members_of(unpack_zip, archive(items), Room(size=2100)) == {
        "0.txt": b"x" * 1000,
        "1.txt": b"x" * 1000,
        "2.txt": "file-refused 展开后有 0 MB，超过了一份材料可以展开的总量",
        "small.txt": b"x" * 10,
    }
    large = stored(b"large.bin")._replace(size=LARGEST_MEMBER + 1)
    assert members_of(unpack_zip, archive([large])) == {"large.bin": "file-refused 展开后有 1900 MB，太大"}


def test_bytes_of_a_bad_member_use_up_the_room_too() -> None:
    bad = swollen(b"bad.bin", bytes(100_000), 10)._replace(checksum=0)
    assert members_of(unpack_zip, archive([bad, stored(b"x.txt", b"x" * 1000)]), Room(size=1_000_500)) == {
        "bad.bin": "file-damaged 内容与记载的校验码不符",
        "x.txt": "file-refused 展开后有 0 MB，超过了一份材料可以展开的总量",
    }


@pytest.mark.parametrize(
    ("data", "room", "said"),
    [
        (overlap(1), Room(), ("file-refused", "里面的文件互相重叠")),
        (ATTACKS["bomb_overlap_50gb.zip"](), Room(), ("file-refused", "展开后超过 4000 MB，大得反常")),
        (ATTACKS["bomb_5gb.zip"](), Room(), ("file-refused", "展开后超过 4000 MB，大得反常")),
        (ATTACKS["many_25k_entries.zip"](), Room(), ("file-refused", "里面的文件多于 20000 个，多得反常")),
        (ATTACKS["many_200k_entries.zip"](), Room(), ("file-refused", "里面的文件多于 20000 个，多得反常")),
        (packed(), Room(members=2), ("file-refused", "里面的文件多于 2 个，多得反常")),
        (packed()[:-1000], Room(), ("file-damaged", "结尾缺失，可能没有传完")),
        (b"", Room(), ("file-damaged", "结尾缺失，可能没有传完")),
    ],
)
def test_archive_that_cannot_be_trusted_is_refused_at_once(data: bytes, room: Room, said: tuple[str, str]) -> None:
    began = time.process_time()
    assert refusal(unpack_zip, data, room) == said
    assert time.process_time() - began < 0.2


def test_nested_archives_are_opened_one_level() -> None:
    members = members_of(unpack_zip, ATTACKS["bomb_nested.zip"]())
    assert list(members) == [f"{number}.zip" for number in range(10)]
    inner = members["0.zip"]
    assert isinstance(inner, bytes)
    assert list(members_of(unpack_zip, inner)) == list(members)
    assert list(members_of(unpack_zip, ATTACKS["bomb_depth200.zip"]())) == ["in.zip"]


def test_every_changed_byte_is_accounted_for() -> None:
    data = archive([stored("甲.txt".encode("gb18030"), b"1"), swollen(b"b", b"2", 3)])
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        try:
            assert len(members_of(unpack_zip, changed)) <= 2
        except UnreadableFileError as error:
            assert error.code in {"file-damaged", "file-refused"}


@settings(max_examples=100)
@given(st.binary(max_size=300), st.binary(max_size=60), st.sampled_from([0, 8, 12, 14]))
def test_any_bytes_are_refused_or_accounted_for(content: bytes, directory: bytes, method: int) -> None:
    entry = archive([Item(b"a.txt", content, 50, 1, method)])
    end = entry.index(b"PK\x05\x06")
    for data in (entry, entry[:end] + directory + entry[end:], content + directory):
        try:
            assert len(members_of(unpack_zip, data)) <= 1
        except UnreadableFileError as error:
            assert error.code in {"file-damaged", "file-refused"}
