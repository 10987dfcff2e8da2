"""The only writer."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs import writing
from qtdocs.errors import UnreadableFileError, WriteError

WRITER = Path(writing.__file__).parent
PACKAGE = WRITER.parent


def workbook(*values: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row, value in enumerate(values, 1):
        writing.safe_cell(book.active.cell(row, 1), value)
    return writing.saved(book)


def cells(data: bytes) -> list[tuple[object, str]]:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data)).active
    return [(row[0].value, row[0].data_type) for row in sheet.iter_rows()]


def test_write_bytes_makes_folders_and_leaves_no_other_file(tmp_path: Path) -> None:
    target = tmp_path / "甲" / "乙" / "台账.xlsx"
    writing.write_bytes(target, b"one")
    writing.write_bytes(target, b"two")
    assert [path.name for path in target.parent.iterdir()] == ["台账.xlsx"]
    assert target.read_bytes() == b"two"


def test_write_bytes_says_in_chinese_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError) as caught:
        writing.write_bytes(tmp_path / "file" / "台账.xlsx", b"")
    assert caught.value.exit_code == 5
    assert caught.value.message == f"无法写入 {tmp_path / 'file' / '台账.xlsx'}：上级路径是一个文件，不是文件夹。"
    assert caught.value.advice


def test_write_bytes_leaves_nothing_behind_when_a_folder_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").mkdir()
    with pytest.raises(WriteError):
        writing.write_bytes(tmp_path / "台账.xlsx", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_fresh_path_counts_up(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert writing.fresh_path(path) == path
    path.touch()
    assert writing.fresh_path(path).name == "台账 (2).xlsx"
    (tmp_path / "台账 (2).xlsx").touch()
    assert writing.fresh_path(path).name == "台账 (3).xlsx"


def test_output_path_spares_a_file_that_was_changed_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook("甲"))
    assert writing.output_path(path) == path
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["A1"] = "乙"
    book.save(path)
    assert writing.output_path(path).name == "台账 (2).xlsx"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7 ...", b"\x00" * 64])
def test_output_path_spares_a_file_that_is_not_ours(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "证书.pdf"
    path.write_bytes(data)
    assert writing.output_path(path).name == "证书 (2).pdf"


def test_output_path_takes_the_place_of_our_own_second_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"changed by hand")
    (tmp_path / "台账 (2).xlsx").write_bytes(workbook("甲"))
    assert writing.output_path(path).name == "台账 (2).xlsx"


def test_sweep_removes_only_our_own_unchanged_work(tmp_path: Path) -> None:
    for name, data in (("1.docx", workbook("甲")), ("2.docx", workbook("乙")), ("3.docx", b"changed by hand")):
        (tmp_path / name).write_bytes(data)
    writing.sweep(tmp_path, keep={tmp_path / "1.docx"})
    writing.sweep(tmp_path / "none", keep=set())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.docx", "3.docx"]


def test_torn_or_giant_package_in_the_way_is_spared_and_stops_nothing(tmp_path: Path) -> None:
    torn = bytearray(workbook("甲" * 500))
    with zipfile.ZipFile(io.BytesIO(torn)) as package:
        core = package.getinfo("docProps/core.xml")
    start = core.header_offset + 30 + len(core.filename)
    torn[start : start + core.compress_size] = b"\xff" * core.compress_size
    giant = io.BytesIO(workbook("甲"))
    with zipfile.ZipFile(giant, "a", zipfile.ZIP_DEFLATED) as package, package.open("big.xml", "w") as member:
        for _ in range(600):
            member.write(b"\0" * 1024 * 1024)
    for number, data in enumerate((bytes(torn), giant.getvalue()), 1):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(data)
        assert writing.output_path(path).name == f"{number} (2).xlsx"


def test_link_in_the_way_is_never_swept(tmp_path: Path) -> None:
    (tmp_path / "1.xlsx").write_bytes(workbook("甲"))
    (tmp_path / "2.xlsx").symlink_to(tmp_path / "1.xlsx")
    writing.sweep(tmp_path, keep={tmp_path / "1.xlsx"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.xlsx", "2.xlsx"]


def test_pdf_is_known_again_until_a_byte_changes() -> None:
    data = writing.fixed_pdf(b"%PDF-1.7 text %%EOF")
    assert writing.is_own_work(data)
    assert not writing.is_own_work(data.replace(b"text", b"next"))


def test_same_content_gives_the_same_bytes_and_a_sound_package() -> None:
    data = workbook("甲", "乙")
    assert data == workbook("甲", "乙") == writing.fixed_zip(data)
    assert writing.is_own_work(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        core = package.read("docProps/core.xml").decode()
    assert members[0].filename == "[Content_Types].xml"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert core.count(writing.CORE_TIME) == 2


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0", "13800000000"])
def test_text_cell_stays_text(text: str) -> None:
    assert cells(workbook(text)) == [(text, "s")]


def test_cell_longer_than_excel_takes_is_cut_and_says_so() -> None:
    [(value, _)] = cells(workbook("字" * 40_000))
    assert str(value) == "字" * 32_000 + "……（过长，以下从略，见原文件）"


@given(st.text())
def test_safe_text_is_always_writable(text: str) -> None:
    kept = writing.safe_text(text)
    assert writing.safe_text(kept) == kept
    kept.encode()
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    assert not ILLEGAL_CHARACTERS_RE.search(kept)


@given(st.text())
def test_safe_name_is_one_short_name(text: str) -> None:
    name = writing.safe_name(text)
    assert name not in {"", ".", ".."}
    assert not set('/\\:*?"<>|\n\x00') & set(name)
    assert len(name.encode()) <= 201


@pytest.mark.parametrize(("text", "name"), [("../../etc", "_.._etc"), ("CON", "_CON"), ("  ", "_"), ("", "未命名")])
def test_safe_name_of_hostile_text(text: str, name: str) -> None:
    assert writing.safe_name(text) == name


def test_nobody_else_writes() -> None:
    """No other module saves a document, opens a file for writing or calls a writing method of Path."""
    offenders = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if WRITER in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _writes(node):
                offenders.append(f"{path.name}:{node.lineno}")
    assert offenders == []


def _writes(call: ast.Call) -> bool:
    """Whether a call writes a file: a writing method, or ``open`` with a writing mode."""
    if not isinstance(call.func, ast.Attribute):
        name = getattr(call.func, "id", "")
        arguments = [*call.args, *(word.value for word in call.keywords)]
        modes = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
        return name == "open" and any(mode in {"w", "wb", "a", "ab", "x", "xb", "w+", "wb+"} for mode in modes)
    owner = ast.unparse(call.func.value)
    return call.func.attr in {"save", "write_text", "mkstemp"} or (
        call.func.attr == "write_bytes" and owner != "writing"
    )


def test_spooled_takes_the_next_free_number(tmp_path: Path) -> None:
    (tmp_path / "0003").touch()
    found = [writing.spooled(tmp_path, [str(number).encode(), b"", b"x"], most=9) for number in range(6)]
    assert found == [("0001", 2), ("0002", 2), ("0004", 2), ("0005", 2), ("0006", 2), ("0007", 2)]
    assert ((tmp_path / "0001").read_bytes(), (tmp_path / "0003").read_bytes()) == (b"0x", b"")


def test_spooled_leaves_nothing_behind_when_the_bytes_are_too_many_or_break_off(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise ValueError

    with pytest.raises(UnreadableFileError) as caught:
        writing.spooled(tmp_path, iter([b"1234", b"56"]), most=5)
    assert caught.value.code == "file-refused"
    with pytest.raises(ValueError, match=r"^$"):
        writing.spooled(tmp_path, broken(), most=5)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WriteError):
        writing.spooled(tmp_path / "nowhere", [b"x"], most=5)
