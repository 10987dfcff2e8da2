"""The files of one judge's package on the disk: what is new is written, what a person changed is never touched."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import writing
from qtdocs.errors import WriteError
from qtdocs.ledger.originals import digest_of
from qtdocs.model.package import PackedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file that should lie in a package: bytes that were made, or a copy of an original."""

    name: str
    """What it should be called."""
    sha256: str
    """Hex digest of what should be in it."""
    data: bytes = b""
    """What was made; empty for a copy."""
    source: Path | None = None
    """The original that is copied."""

    @classmethod
    def made(cls, name: str, data: bytes) -> Wanted:
        """What the program made."""
        return cls(name=name, sha256=hashlib.sha256(data).hexdigest(), data=data)


class Outcome:
    """What became of a package's files, filled while they are settled."""

    def __init__(self) -> None:
        self.files: list[PackedFile] = []
        """What lies there now, for the ledger."""
        self.written: list[str] = []
        """Names of files that were written, or would be."""
        self.removed: list[str] = []
        """Names of files that went, or would go."""
        self.remarks: list[str] = []
        """What a person should know."""


def settle_files(folder: Path, wanted: Sequence[Wanted], before: Sequence[PackedFile], *, dry_run: bool) -> Outcome:
    """Bring a package's folder to what is wanted.

    Args:
        folder: the folder.
        wanted: everything that should lie there.
        before: what was written there last time; a file that is wanted just as it was written then is left alone,
            whatever somebody did to it: it may be a filled score book.
        dry_run: whether nothing is written.

    Raises:
        WriteError: the folder cannot be written.
    """
    outcome = Outcome()
    known = {each.name: each for each in before}
    for each in wanted:
        outcome.files.append(_settled(folder, each, known.get(each.name), outcome, dry_run=dry_run))
    names = {each.name for each in wanted}
    for gone in before:
        if gone.name not in names:
            _remove(folder, gone, outcome, dry_run=dry_run)
    return outcome


def _settled(folder: Path, wanted: Wanted, before: PackedFile | None, outcome: Outcome, *, dry_run: bool) -> PackedFile:
    """One file as it should be; where it went."""
    path = folder / (before.written if before else wanted.name)
    is_same = before is not None and before.sha256 == wanted.sha256
    if before is not None and is_same and path.is_file() and not path.is_symlink():
        if before.is_copy and digest_of(path)[0] != before.sha256:
            outcome.remarks.append(f"{path.name} 和原件不一样了，没有动；要重新复制，请先把它移走")
        return before
    target = _free(folder / wanted.name, before)
    if wanted.source is not None and target.is_file() and digest_of(target)[0] == wanted.sha256:
        return _packed(wanted, target)
    if target.name != wanted.name:
        outcome.remarks.append(f"{wanted.name} 被人填过或改过，没有动；新的写成 {target.name}")
    outcome.written.append(target.name)
    if not dry_run:
        target = _put(target, wanted, outcome)
    return _packed(wanted, target)


def _packed(wanted: Wanted, target: Path) -> PackedFile:
    return PackedFile(name=wanted.name, written=target.name, sha256=wanted.sha256, is_copy=wanted.source is not None)


def _free(path: Path, before: PackedFile | None) -> Path:
    """The path, or the first beside it that nobody's changed work stands on."""
    number, candidate = 2, path
    while not _is_ours(candidate, before):
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def _is_ours(path: Path, before: PackedFile | None) -> bool:
    """Whether nothing stands here, or what the program wrote and nobody changed."""
    if path.is_symlink() or not path.exists():
        return not path.is_symlink()
    if not path.is_file():
        return False
    if before is not None and before.is_copy and digest_of(path)[0] == before.sha256:
        return True
    return writing.holds_own_work(path)


def _put(target: Path, wanted: Wanted, outcome: Outcome) -> Path:
    """Write one file; where a program holds the old one open, beside it."""
    try:
        _write(target, wanted)
    except WriteError:
        if not target.exists():
            raise
        open_one, target = target, writing.fresh_path(target)  # Excel on Windows keeps a file that it has open
        _write(target, wanted)
        outcome.remarks.append(f"{open_one.name} 正被打开，写不进去；新的写成 {target.name}")
    return target


def _write(target: Path, wanted: Wanted) -> None:
    if wanted.source is None:
        writing.write_bytes(target, wanted.data)
    else:
        writing.write_copy(target, wanted.source, sha256=wanted.sha256)


def _remove(folder: Path, gone: PackedFile, outcome: Outcome, *, dry_run: bool) -> None:
    """Take away what does not belong here any more; what a person changed stays, and is told."""
    path = folder / gone.written
    if path.is_symlink() or not path.is_file():
        return
    unchanged = digest_of(path)[0] == gone.sha256 if gone.is_copy else writing.holds_own_work(path)
    if not unchanged:
        outcome.remarks.append(f"{gone.written} 已经不属于这个材料包，但被人填过或改过，没有删")
        return
    outcome.removed.append(gone.written)
    if not dry_run:
        with contextlib.suppress(OSError):  # open elsewhere; the next run finds it again by its mark
            path.unlink()


def remove_folder(folder: Path) -> None:
    """Take away a package's folder where nothing lies in it any more."""
    with contextlib.suppress(OSError):  # something lies in it, or it is not there
        folder.rmdir()


def sizes_of(wanted: Sequence[Wanted]) -> Mapping[str, int]:
    """How many bytes each file has, by name."""
    return {each.name: each.source.stat().st_size if each.source else len(each.data) for each in wanted}
