import io
import zipfile

import pytest
from hostile import archive, stored, swollen
from ooxml import docx, paragraph

from qtdocs.errors import UnreadableFileError
from qtdocs.zipped import ARCHIVE, OFFICE, archive_directory, directory, refuse_unsafe, unpacked


def refusal(items, limits=OFFICE) -> tuple[str, str]:
    with pytest.raises(UnreadableFileError) as caught:
        refuse_unsafe(directory(archive(items)), limits)
    return caught.value.code, caught.value.detail


def test_directory_agrees_with_the_standard_library() -> None:
    data = docx(paragraph("甲"))
    listed = [
        (each.filename, each.flag_bits, each.compress_type, each.CRC, each.compress_size, each.file_size)
        for each in zipfile.ZipFile(io.BytesIO(data)).infolist()
    ]
    assert [tuple(entry[:6]) for entry in directory(data)] == listed


def test_archive_directory_reads_only_the_end_and_keeps_raw_names() -> None:
    name = "誠信.txt".encode("gb18030")
    data = archive([stored(b"a/"), stored(name, b"x", extra=b"\x01\x00\x00\x00"), stored(b"l", b"/", mode=0o120777)])
    for front in (b"", bytes(9_000_000)):
        listed = archive_directory(io.BytesIO(front + data))
        assert [(line.name, line.extra, line.mode) for _, line in listed] == [
            (name, b"\x01\x00\x00\x00", 0),
            (b"l", b"", 0o120777),
        ]
        assert [entry.offset - len(front) for entry, _ in listed] == [data.index(name) - 30, data.index(b"l/") - 30]


def test_folder_is_left_out_unless_it_holds_bytes() -> None:
    assert [each.name for each in directory(archive([stored(b"a/"), stored(b"b/", b"x")]))] == ["b/"]


def test_remembered_directory_is_of_the_same_bytes() -> None:
    one, two = archive([stored(b"a", b"x")]), archive([stored(b"b", b"x")])
    assert [directory(data)[0].name for data in (one, two, one)] == ["a", "b", "a"]
    assert unpacked(one, directory(one)[0]) == b"x"


def test_limits_of_a_document_are_tight_and_those_of_an_archive_generous() -> None:
    many = [stored(b"%d" % number) for number in range(2_001)]
    assert refusal(many) == ("file-refused", "里面的文件多于 2000 个，多得反常")
    refuse_unsafe(directory(archive(many)), ARCHIVE)
    twins = [stored(b"a.txt"), stored(b"A.txt")]
    assert refusal(twins) == ("file-refused", "里面有同名的文件，分不清以哪一个为准")
    refuse_unsafe(directory(archive(twins)), ARCHIVE)
    locked = [stored(b"a", b"x", flags=1)]
    assert refusal(locked) == ("file-encrypted", "文件有密码")
    refuse_unsafe(directory(archive(locked)), ARCHIVE)
    swelling = [swollen(b"a.xml", bytes(1_000_000), 11)]
    assert refusal(swelling) == ("file-refused", "其中一部分展开后是原来的 100 倍以上，大得反常")
    refuse_unsafe(directory(archive(swelling)), ARCHIVE)
    large = [stored(b"%d" % number)._replace(size=1_100_000_000) for number in range(4)]
    assert refusal(large, ARCHIVE) == ("file-refused", "展开后超过 4000 MB，大得反常")


def test_name_that_cannot_be_decoded_damages_a_document_only() -> None:
    items = [stored(b"\xff\xfe.xml", flags=0x800)]
    assert refusal(items) == ("file-damaged", "文件的目录已损坏")
    refuse_unsafe(directory(archive(items)), ARCHIVE)


def test_directory_of_an_archive_may_be_long_but_not_endless() -> None:
    assert len(directory(archive(stored(b"%d" % number) for number in range(20_000)))) == 20_000
    with pytest.raises(UnreadableFileError) as caught:
        directory(archive(stored(b"%d" % number) for number in range(20_001)))
    assert caught.value.code == "file-refused"
