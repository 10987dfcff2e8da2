"""The store: each content once, whole, read-only, whatever threads do at the same time."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qtdocs.intake.preflight import preflight
from qtdocs.ledger import Originals

PDF = b"%PDF-1.7\n" + b"x" * 100


def kind(path: Path) -> str:
    return preflight(path).kind


def test_same_bytes_from_many_threads_are_one_file_with_one_name(tmp_path: Path) -> None:
    for number in range(40):
        store = Originals(tmp_path / "store" / str(number))
        sources = [tmp_path / f"{number}-{copy}.pdf" for copy in range(8)]
        for source in sources:
            source.write_bytes(PDF + str(number).encode())
        with ThreadPoolExecutor(8) as pool:
            kept = list(pool.map(lambda source, store=store: store.keep(source, kind=kind), sources))
        assert {(each.path.suffix, each.path.exists()) for each in kept} == {(".pdf", True)}
        assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [f"{kept[0].sha256}.pdf"]


def test_original_is_read_only_and_its_source_stays(tmp_path: Path) -> None:
    source = tmp_path / "表.pdf"
    source.write_bytes(PDF)
    kept = Originals(tmp_path / "store").keep(source, kind=kind)
    assert source.read_bytes() == kept.path.read_bytes() == PDF
    assert stat.S_IMODE(kept.path.stat().st_mode) & 0o222 == 0


def test_moved_file_is_gone_from_where_it_was(tmp_path: Path) -> None:
    store = Originals(tmp_path / "store")
    for _ in range(2):
        source = tmp_path / "0001"
        source.write_bytes(PDF)
        kept = store.keep(source, kind=kind, move=True)
        assert (source.exists(), kept.path.read_bytes()) == (False, PDF)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"\xff\xd8\xff\xe0xx", ".jpg"),
        (b"\x89PNG\r\n\x1a\nxx", ".png"),
        (b"<html><script>x</script></html>", ".doc"),
        (b"From: a@example.com\nMIME-Version: 1.0\n\nx", ".eml"),
        (bytes(range(256)), ".bin"),
    ],
)
def test_ending_is_that_of_the_true_kind(tmp_path: Path, data: bytes, suffix: str) -> None:
    (tmp_path / "x.exe").write_bytes(data)
    assert Originals(tmp_path / "store").keep(tmp_path / "x.exe", kind=kind).path.suffix == suffix
