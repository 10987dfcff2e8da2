"""The originals as they came: each content once, under its digest, read-only, never under a foreign name."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from qtdocs import writing
from qtdocs.errors import WriteError

_FREE = 100_000_000
"""Bytes that stay free on the disk: a ledger must be able to write after the last original."""
_BLOCK = 1 << 20
_SUFFIXES = MappingProxyType(
    {
        "docx": ".docx", "xlsx": ".xlsx", "pptx": ".pptx", "pdf": ".pdf", "doc": ".doc", "xls": ".xls", "ppt": ".ppt",
        "rtf": ".rtf", "odt": ".odt", "ods": ".ods", "xlsb": ".xlsb", "mail": ".eml", "mbox": ".mbox", "msg": ".msg",
        "zip": ".zip", "rar": ".rar", "7z": ".7z", "gzip": ".gz", "tar": ".tar", "text": ".txt", "ofd": ".ofd",
        "html": ".doc", "mht": ".doc", "word-xml": ".doc",  # Word shows them without running what is in them
    }
)  # fmt: skip
_PICTURES = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"II*", ".tif"), (b"MM", ".tif"), (b"GIF8", ".gif"))


class Kept(NamedTuple):
    """An original that is in store."""

    sha256: str
    """Hex digest of its bytes."""
    size: int
    """Length in bytes."""
    path: Path
    """Where it lies."""


class Originals:
    """The store of a workspace; safe to use from several threads, and by two runs one after the other.

    Args:
        folder: its folder; made where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str, media: str) -> Path:
        """Where an original of this digest lies, or would lie."""
        return self.folder / sha256[:2] / f"{sha256}{_SUFFIXES.get(media, '.bin')}"

    def find(self, sha256: str, media: str = "") -> Path | None:
        """Where an original lies, of any kind where none is given; none where it is not in store."""
        if media and (path := self.path(sha256, media)).exists():
            return path
        return next(iter(sorted((self.folder / sha256[:2]).glob(f"{sha256}.*"))), None)

    def keep(self, source: Path, *, kind: Callable[[Path], str], move: bool = False) -> Kept:
        """Take a copy of a file into the store, or the file itself.

        The copy is whole and on the disk before it has its name; what is there already is not written again.

        Args:
            source: the file; it is never changed.
            kind: tells what a file is by its bytes.
            move: whether the file is ours (unpacked by a worker) and may be moved.

        Raises:
            OSError, UnreadableFileError: the file cannot be read.
            WriteError: the store cannot be written.
        """
        self._refuse_full(source.stat().st_size)
        sha256, size = digest_of(source)
        if (there := self.find(sha256)) is not None and there.stat().st_size == size:
            if move:
                source.unlink(missing_ok=True)
            return Kept(sha256, size, there)
        digest = sha256 if move else ""
        return Kept(*writing.keep_original(source, self.folder, suffix=lambda path: _suffix(path, kind), sha256=digest))

    def all(self) -> Iterator[Path]:
        """Every original in store, in the order of the digests."""
        yield from sorted(self.folder.glob("??/*.*")) if self.folder.is_dir() else ()

    def _refuse_full(self, size: int) -> None:
        writing.make_folder(self.folder)
        if shutil.disk_usage(self.folder).free < size + _FREE and size > _BLOCK:
            raise WriteError(
                f"磁盘空间不足：还要存 {size >> 20} MB 的原件。", "请清理磁盘后再运行一次；已经收下的不会丢。"
            )


def digest_of(path: Path) -> tuple[str, int]:
    """The SHA-256 and the length of a file, read in blocks.

    Raises:
        OSError: the file cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _suffix(path: Path, kind: Callable[[Path], str]) -> str:
    """The ending that makes the right program open a file; one that none opens where its kind is not known."""
    media = kind(path)
    if media != "image":
        return _SUFFIXES.get(media, ".bin")
    with path.open("rb") as stream:
        head = stream.read(8)
    return next((suffix for magic, suffix in _PICTURES if head.startswith(magic)), ".bin")
