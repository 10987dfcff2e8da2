"""RAR: no free tool packs it, so the archives here are written byte by byte and hold what is only stored (method m0).

What is packed cannot be made here; that such members go through the program, alone or as a whole, is tested with
archives whose stored members are called packed: the program sees that they are none and gives nothing.
"""

import shutil
import struct
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unpacking import members_of, refusal

from qtdocs.errors import UnreadableFileError
from qtdocs.intake import rar
from qtdocs.intake.rar import rar_program, unpack_rar
from qtdocs.intake.unrar import output
from qtdocs.model.parcel import Room

HAS_UNAR = pytest.mark.skipif(shutil.which("unar") is None, reason="unar is not installed")
BROKEN_OFF = "file-damaged 压缩包从这里起残缺，后面还有没有文件看不出来"


def block_4(kind: int, flags: int, fields: bytes = b"", data: bytes = b"") -> bytes:
    """A block of the old format: checksum, kind, flags, length of its head."""
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def file_4(
    name: bytes, content: bytes, *, flags: int = 0, method: int = 0x30, checksum: int | None = None, size: int = -1
) -> bytes:
    checksum = zlib.crc32(content) if checksum is None else checksum
    size = len(content) if size < 0 else size
    fields = struct.pack("<IIBIIBBHI", len(content), size, 2, checksum, 0x5A210000, 29, method, len(name), 0x20)
    return block_4(0x74, 0x8000 | flags, fields + name, content)


def rar_4(*blocks: bytes, main_flags: int = 0, end: bytes | None = None) -> bytes:
    main = block_4(0x73, main_flags, bytes(6))
    return b"Rar!\x1a\x07\x00" + main + b"".join(blocks) + (block_4(0x7B, 0x4000) if end is None else end)


def number(value: int) -> bytes:
    """A number as RAR 5 writes it: seven bits a byte, the lowest first."""
    written = b""
    while value > 127:
        written, value = written + bytes([value & 127 | 128]), value >> 7
    return written + bytes([value])


def block_5(kind: int, flags: int, fields: bytes = b"", data: bytes = b"", extra: bytes = b"") -> bytes:
    flags |= (1 if extra else 0) | (2 if data else 0)
    sizes = (number(len(extra)) if extra else b"") + (number(len(data)) if data else b"")
    head = number(kind) + number(flags) + sizes + fields + extra
    head = number(len(head)) + head
    return struct.pack("<I", zlib.crc32(head)) + head + data


def file_5(
    name: str, content: bytes, *, method: int = 0, checksum: int | None = None, extra: bytes = b"", flags: int = 0
) -> bytes:
    checksum = zlib.crc32(content) if checksum is None else checksum
    written = name.encode()
    fields = number(4) + number(len(content)) + number(0x20) + struct.pack("<I", checksum)
    fields += number(method << 7) + number(0) + number(len(written)) + written
    return block_5(2, flags, fields, content, extra)


END_5 = block_5(5, 0, number(0))


def rar_5(*blocks: bytes, main_flags: int = 0, end: bytes = END_5) -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + block_5(1, 0, number(main_flags)) + b"".join(blocks) + end


OLD = rar_4(file_4("杭州\\申报表.txt".encode("gb18030"), b"old"), file_4(b"~$a.docx", b"x"), file_4(b"e.txt", b""))
NEW = rar_5(file_5("杭州/申报表.txt", b"new"), file_5("~$a.docx", b"x"), file_5("e.txt", b""))


@pytest.mark.parametrize(("data", "content"), [(OLD, b"old"), (NEW, b"new")])
def test_stored_members_are_read_without_any_program(
    data: bytes, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert rar_program() == ""
    assert members_of(unpack_rar, data) == {
        "杭州/申报表.txt": content,
        "~$a.docx": "skipped Word/Excel 打开文件时留下的锁文件",
        "e.txt": b"",
    }


@HAS_UNAR
@pytest.mark.parametrize("data", [rar_4(file_4(b"a.txt", b"x" * 70_000)), rar_5(file_5("a.txt", b"x" * 70_000))])
def test_program_reads_the_archives_that_are_made_here(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "0001").write_bytes(data)
    assert b"".join(output(tmp_path / "0001", 20.0)) == b"x" * 70_000


@pytest.mark.parametrize(
    "data",
    [
        rar_4(file_4(b"a.txt", b"x", checksum=1), file_4(b"b.txt", b"y")),
        rar_5(file_5("a.txt", b"x", checksum=1), file_5("b.txt", b"y")),
    ],
)
def test_wrong_checksum_costs_one_member(data: bytes) -> None:
    assert members_of(unpack_rar, data) == {"a.txt": "file-damaged 内容与记载的校验码不符", "b.txt": b"y"}


def test_claim_is_not_believed() -> None:
    data = rar_4(file_4(b"a.txt", b"x" * 50, size=10), file_4(b"b.txt", b"x", size=50), file_4(b"c.txt", b"z"))
    assert members_of(unpack_rar, data) == {
        "a.txt": "file-damaged 内容比记载的多",
        "b.txt": "file-damaged 内容残缺，可能没有传完",
        "c.txt": b"z",
    }
    assert members_of(unpack_rar, data, Room(size=5))["a.txt"] == (
        "file-refused 展开后有 0 MB，超过了一份材料可以展开的总量"
    )
    assert refusal(unpack_rar, data, Room(members=2)) == ("file-refused", "里面的文件多于 2 个，多得反常")


def test_members_with_a_password_are_named() -> None:
    salt = number(0) + number(0) + b"\x0f" + bytes(16) + bytes(16)
    record = number(1) + salt
    data = rar_5(file_5("甲.txt", b"x", extra=number(len(record)) + record), file_5("乙.txt", b"y"))
    said = {"甲.txt": "file-encrypted 压缩包里的这个文件有密码", "乙.txt": b"y"}
    assert members_of(unpack_rar, data) == said
    old = rar_4(file_4("甲.txt".encode("gb18030"), b"x", flags=4), file_4("乙.txt".encode("gb18030"), b"y"))
    assert members_of(unpack_rar, old) == said


def test_hidden_directory_is_named() -> None:
    hidden = ("file-encrypted", "压缩包有密码，连里面有哪些文件都看不到")
    assert refusal(unpack_rar, rar_4(bytes(64), main_flags=0x80)) == hidden
    encryption = block_5(4, 0, number(0) + number(0) + b"\x0f" + bytes(16))
    assert refusal(unpack_rar, b"Rar!\x1a\x07\x01\x00" + encryption + bytes(64)) == hidden


def test_links_are_not_followed_and_copies_are_read() -> None:
    link = number(5) + number(1) + number(0) + number(11) + b"/etc/passwd"
    copy = number(5) + number(5) + number(0) + number(5) + b"a.txt"
    lost = number(5) + number(5) + number(0) + number(5) + b"x.txt"
    data = rar_5(
        file_5("a.txt", b"x"),
        file_5("link.txt", b"", extra=number(len(link)) + link),
        file_5("copy.txt", b"", extra=number(len(copy)) + copy),
        file_5("lost.txt", b"", extra=number(len(lost)) + lost),
    )
    assert members_of(unpack_rar, data) == {
        "a.txt": b"x",
        "link.txt": "skipped 快捷方式或设备，不是普通文件，没有打开",
        "copy.txt": b"x",
        "lost.txt": "file-damaged 内容与另一个文件相同，而那个文件不在压缩包里",
    }


def test_one_volume_says_that_others_are_missing() -> None:
    data = rar_5(file_5("a.txt", b"x"), file_5("b.txt", b"y", flags=0x10), end=block_5(5, 0, number(1)))
    assert members_of(unpack_rar, data) == {
        "a.txt": b"x",
        "b.txt": "file-damaged 分卷压缩包，文件的另一半在别的卷里",
        "（后面各卷）": "file-damaged 分卷压缩包，只有其中一卷",
    }
    later = rar_5(file_5("a.txt", b"x", flags=0x08), file_5("b.txt", b"y"))
    assert members_of(unpack_rar, later) == {"b.txt": b"y", "（前面各卷）": "file-damaged 分卷压缩包，只有其中一卷"}


@pytest.mark.parametrize("data", [OLD[:-20], NEW[:-12]])
def test_archive_that_breaks_off_says_so(data: bytes) -> None:
    assert members_of(unpack_rar, data)["（后面的部分）"] == BROKEN_OFF


def test_packed_members_need_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFileError) as caught:
        members_of(unpack_rar, rar_4(file_4(b"a.txt", b"x", method=0x33)))
    assert (caught.value.code, caught.value.detail) == ("file-unsupported", "RAR 压缩包，这台电脑没有装解压程序")
    assert caught.value.advice == "请安装 unar（Debian、Ubuntu：apt install unar）后再运行，或请对方改用 zip 重发。"


@HAS_UNAR
@pytest.mark.parametrize("flags", [0, 8])
def test_packed_members_that_the_program_cannot_read_cost_no_others(flags: int) -> None:
    data = rar_4(file_4(b"a.txt", b"x" * 9, method=0x33), file_4(b"b.txt", b"y"), main_flags=flags)
    members = members_of(unpack_rar, data)
    assert (str(members["a.txt"]).partition(" ")[0], members["b.txt"]) == ("file-damaged", b"y")


def stand_in(folder: Path, lines: str) -> None:
    """A program called unar."""
    program = folder / "unar"
    program.write_text(f"#!{sys.executable}\nimport os, sys, time\n{lines}\n")
    program.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_program_is_asked_for_each_file_alone_or_for_all_of_a_solid_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Gives the runs of small letters in the archive that it is asked for, in capitals, as if it had unpacked them.
    runs = "b''.join(re.findall(rb'[q-z]{3,}', open(sys.argv[-1], 'rb').read())).upper()"
    stand_in(tmp_path, f"import re; sys.stdout.buffer.write({runs})")
    monkeypatch.setenv("PATH", str(tmp_path))
    content = {"a": b"qqq", "b": b"zzzz", "c": b"q" * 100}
    for flags in (0, 8):
        blocks = [
            file_4(name.encode(), each, method=0x33, checksum=zlib.crc32(each.upper()))
            for name, each in content.items()
        ]
        members = members_of(unpack_rar, rar_4(*blocks, main_flags=flags))
        assert members == {name: each.upper() for name, each in content.items()}


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_program_that_never_ends_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, f"os.fork(); open({str(tmp_path / 'pid')!r}, 'a').write(f'{{os.getpid()}} '); time.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(rar, "_SECONDS", 1.0)
    began = time.monotonic()
    data = rar_4(file_4(b"a.txt", b"x", method=0x33), file_4(b"b.txt", b"y"))
    assert members_of(unpack_rar, data) == {"a.txt": "file-refused 解压用的时间太长", "b.txt": b"y"}
    assert time.monotonic() - began < 10
    for process in (tmp_path / "pid").read_text().split():
        state = Path(f"/proc/{process}/stat")
        assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_program_that_never_stops_writing_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "while True: sys.stdout.write('x' * 65536)")
    monkeypatch.setenv("PATH", str(tmp_path))
    for flags in (0, 8):
        data = rar_4(file_4(b"a.txt", b"y" * 9, method=0x33), main_flags=flags)
        said = str(members_of(unpack_rar, data)["a.txt"])
        assert said.partition(" ")[0] == "file-damaged"


@pytest.mark.parametrize("data", [OLD, NEW])
def test_every_changed_byte_is_accounted_for(data: bytes) -> None:
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        for variant in (changed, data[:position]):
            try:
                assert len(members_of(unpack_rar, variant)) <= 4
            except UnreadableFileError as error:
                assert error.code in {"file-damaged", "file-encrypted", "file-unsupported"}


@settings(max_examples=150)
@given(st.binary(max_size=60), st.sampled_from([1, 2, 3, 4, 5]), st.sampled_from([0x72, 0x73, 0x74, 0x7A, 0x7B]))
def test_any_header_is_refused_or_accounted_for(noise: bytes, new: int, old: int) -> None:
    for data in (rar_5(block_5(new, 0, noise)), rar_4(block_4(old, 0x8000, noise)), NEW[:8] + noise, OLD[:7] + noise):
        try:
            members_of(unpack_rar, data)
        except UnreadableFileError as error:
            assert error.code in {"file-damaged", "file-encrypted", "file-unsupported"}
