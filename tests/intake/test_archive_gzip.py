import gzip
import io
import tarfile
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unpacking import members_of, refusal

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.archive import unpack_gzip
from qtdocs.model.parcel import Room

MIXED = bytes(range(256)) * 1200 + b"a" * 3_000_000
LINK = "skipped 快捷方式或设备，不是普通文件，没有打开"
BROKEN_OFF = "file-damaged 压缩包从这里起残缺，后面还有没有文件看不出来"
NAMELESS = "（压缩包里的文件）"
LONG = "杭州市/" * 25 + "申报表.bin"


def tar(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return stream.getvalue()


def gzipped(content: bytes, name: str = "") -> bytes:
    stream = io.BytesIO()
    with gzip.GzipFile(name.encode("gbk").decode("latin-1"), "w", fileobj=stream) as packed:
        packed.write(content)
    return stream.getvalue()


def test_packed_file_has_the_name_that_was_noted() -> None:
    assert members_of(unpack_gzip, gzipped(MIXED, "申报表.docx")) == {"申报表.docx": MIXED}
    assert members_of(unpack_gzip, gzipped(b"")) == {NAMELESS: b""}
    assert members_of(unpack_gzip, gzipped(b"x") + gzipped(b"y") + bytes(50)) == {NAMELESS: b"xy"}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_members_of_a_tar_come_out_as_they_went_in(form: int) -> None:
    members = {LONG: MIXED, "../b.txt": b"x" * 512, "e.txt": b"", "~$表.docx": b"x" * 600, "c.txt": b"y"}
    data = tar(members, form)
    whole = {
        LONG: MIXED,
        "b.txt": b"x" * 512,
        "e.txt": b"",
        "~$表.docx": "skipped Word/Excel 打开文件时留下的锁文件",
        "c.txt": b"y",
    }
    assert members_of(unpack_gzip, data) == members_of(unpack_gzip, gzip.compress(data)) == whole


def test_names_in_gbk_are_read() -> None:
    data = tar({"申报表.docx": b"x"}, tarfile.GNU_FORMAT, "gbk")
    assert members_of(unpack_gzip, data) == {"申报表.docx": b"x"}


def test_links_and_devices_are_not_followed_and_folders_are_no_members() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, b"S"):
            told = tarfile.TarInfo(f"{kind.decode()}.txt")
            told.type, told.linkname = kind, "/etc/passwd"
            archive.addfile(told)
        archive.addfile(tarfile.TarInfo("a.txt"))
    assert members_of(unpack_gzip, stream.getvalue()) == {
        "2.txt": LINK,
        "1.txt": LINK,
        "3.txt": LINK,
        "6.txt": LINK,
        "S.txt": "file-damaged 存放方式（S）不认识",
        "a.txt": b"",
    }


def test_bomb_stops_at_the_room() -> None:
    began = time.process_time()
    bomb = gzip.compress(bytes(100_000_000), 1)
    overfull = "file-refused 展开后大得反常，超过了一份材料可以展开的总量"
    assert members_of(unpack_gzip, bomb, Room(size=1_000_000)) == {NAMELESS: overfull}
    data = gzip.compress(tar({"a.txt": b"x", "b.bin": bytes(5_000_000), "c.txt": b"y"}))
    assert members_of(unpack_gzip, data, Room(size=1_000_000)) == {
        "a.txt": b"x",
        "b.bin": "file-refused 展开后有 5 MB，超过了一份材料可以展开的总量",
        "（后面的部分）": overfull,
    }
    assert refusal(unpack_gzip, data, Room(members=2)) == ("file-refused", "里面的文件多于 2 个，多得反常")
    assert time.process_time() - began < 2


def test_long_words_about_a_member_are_refused() -> None:
    told = tarfile.TarInfo("x")
    told.type, told.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    data = told.tobuf() + tar({"a.txt": b"x"})
    assert refusal(unpack_gzip, data) == ("file-refused", "里面有一个文件名长得反常")


def test_archive_that_breaks_off_says_so() -> None:
    cut = "file-damaged 内容残缺，可能没有传完"
    assert members_of(unpack_gzip, gzipped(MIXED)[:-100]) == {NAMELESS: cut}
    data = tar({"a.txt": b"x", "b.bin": MIXED})
    assert members_of(unpack_gzip, data[:100_000]) == {"a.txt": b"x", "b.bin": cut, "（后面的部分）": BROKEN_OFF}
    packed = gzip.compress(data)[:-1000]
    assert members_of(unpack_gzip, packed) == {"a.txt": b"x", "b.bin": cut, "（后面的部分）": cut}


def test_every_changed_byte_is_accounted_for() -> None:
    plain = tar({"甲.txt": b"1", "乙.txt": b"2"})[:6144]
    small = gzip.compress(plain)
    for data in (plain, small):
        for position in range(0, len(data), 1 if data is small else 29):
            changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
            for variant in (changed, data[:position]):
                try:
                    members_of(unpack_gzip, variant)
                except UnreadableFileError as error:
                    assert error.code in {"file-damaged", "file-refused"}


@settings(max_examples=150)
@given(st.binary(max_size=600), st.integers(0, 500))
def test_any_bytes_are_refused_or_accounted_for(noise: bytes, position: int) -> None:
    plain = tar({"甲.txt": b"1"})
    changed = plain[:position] + noise + plain[position + len(noise) :]
    for data in (b"\x1f\x8b" + noise, changed, gzip.compress(changed), noise):
        try:
            members_of(unpack_gzip, data)
        except UnreadableFileError as error:
            assert error.code in {"file-damaged", "file-refused"}
