"""Old and open formats (.doc, .wps, .rtf, .odt, .ods) by way of LibreOffice: many files in one call."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from qtdocs import writing
from qtdocs.errors import UnreadableFileError, WriteError
from qtdocs.kinds import office_kind
from qtdocs.model.document import Document
from qtdocs.readers.office_originals import refuse_encrypted, seen_in_original
from qtdocs.readers.office_rtf import with_typed_boxes
from qtdocs.readers.office_run import office_program, run_office, write_profile
from qtdocs.readers.refusals import REFUSALS, WITHOUT_OFFICE

__all__ = ["CONVERTED", "convert", "office_program", "read_converted"]

CONVERTED: Mapping[str, str] = MappingProxyType(
    {"doc": "docx", "rtf": "docx", "odt": "docx", "ods": "xlsx", "xlsb": "xlsx"}
)
"""The kinds that LibreOffice is asked for, and what it makes of them.

Word 2003 XML is not among them: of a table without a column list it loses whole columns (measured with 7.4).
"""
_ON_REQUEST = MappingProxyType({"xls": "xlsx"})
"""Kinds that are read without LibreOffice, and what it makes of them where a workbook itself is wanted."""
TIMEOUT = 60.0
"""Seconds for one file; starting takes one to ten of them."""
_BATCH = 100
"""Files in one call: one that hangs costs the others of its call a second run, one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One file on its way."""

    key: str
    source: Path
    """Our copy, under a name of our own: the foreign name may hold anything, and its ending may lie."""
    output: Path
    target: str


def convert(
    files: Mapping[str, tuple[Path, str]], scratch: Path, *, timeout: float = TIMEOUT
) -> Mapping[str, Path | UnreadableFileError]:
    """For each file the package that LibreOffice made of it, or why there is none; one bad file costs only itself.

    Args:
        files: by a key of the caller's own, where the original lies and its kind, one of ``CONVERTED``.
        scratch: a folder for all that is made here; the caller removes it when the packages have been read.
        timeout: seconds for one file.
    """
    done: dict[str, Path | UnreadableFileError] = {}
    jobs: list[_Job] = []
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix="office-", dir=scratch))
        write_profile(room / "profile")
    except (OSError, WriteError):
        return {key: _unwritable() for key in files}
    for number, (key, (path, kind)) in enumerate(files.items(), 1):
        try:
            jobs.append(_job(key, path, kind, room=room, number=number))
        except UnreadableFileError as error:
            done[key] = error
    for target in sorted({job.target for job in jobs}):
        wanted = [job for job in jobs if job.target == target]
        for start in range(0, len(wanted), _BATCH):
            done |= _batch(wanted[start : start + _BATCH], room, timeout=timeout)
    return MappingProxyType(done)


def read_converted(converted: bytes, *, original_kind: str, original: bytes, name: str) -> Document:
    """The document of a file that LibreOffice made a package of, as if it had been read itself.

    Args:
        converted: the package.
        original_kind: what the file is: ``doc``, ``rtf``, ``odt``, ``ods`` …
        original: the file's own bytes.
        name: how the clerk knows it.

    Raises:
        UnreadableFileError: the package cannot be read.
    """
    from qtdocs.readers.docx import read_docx
    from qtdocs.readers.office_repeats import without_repeats
    from qtdocs.readers.xlsx import read_xlsx

    if CONVERTED[original_kind] == "docx":
        document = without_repeats(read_docx(converted, name=name), converted)
    else:
        document = read_xlsx(converted, name=name)
    document = seen_in_original(document, original, kind=original_kind)
    return replace(document, kind=original_kind, sha256=sha256(original).hexdigest())


def _job(key: str, path: Path, kind: str, *, room: Path, number: int) -> _Job:
    """A file laid ready for LibreOffice.

    Raises:
        UnreadableFileError: it cannot be converted, whatever is tried.
    """
    target = CONVERTED.get(kind, _ON_REQUEST.get(kind, ""))
    if not target:
        raise UnreadableFileError(*REFUSALS.get(kind, REFUSALS["unknown"]))
    inputs, outputs = room / f"in-{target}", room / f"out-{target}"
    source = inputs / f"{number:06}.{kind}"
    try:
        data = path.read_bytes()
        refuse_encrypted(data, kind=kind)
        if not office_program():
            raise UnreadableFileError(*WITHOUT_OFFICE.get(kind, WITHOUT_OFFICE["ods"]))
        inputs.mkdir(exist_ok=True)
        outputs.mkdir(exist_ok=True)
        writing.write_bytes(source, with_typed_boxes(data) if kind == "rtf" else data)
    except (OSError, WriteError) as error:
        raise UnreadableFileError("file-damaged", "磁盘上读不出来，或没有地方放转换用的副本") from error
    return _Job(key=key, source=source, output=outputs / f"{number:06}.{target}", target=target)


def _batch(jobs: Sequence[_Job], room: Path, *, timeout: float) -> dict[str, Path | UnreadableFileError]:
    """All in one call; what is missing afterwards is tried again by itself."""
    _run(jobs, room, timeout=timeout)
    done: dict[str, Path | UnreadableFileError] = {}
    for job in jobs:
        if _is_made(job):
            done[job.key] = job.output
            continue
        ended = _run([job], room, timeout=timeout)
        done[job.key] = job.output if _is_made(job) else _failure(ended=ended)
    return done


def _run(jobs: Sequence[_Job], room: Path, *, timeout: float) -> bool:
    for job in jobs:
        job.output.unlink(missing_ok=True)
    return run_office(
        [job.source for job in jobs], jobs[0].output.parent, target=jobs[0].target, room=room, timeout=timeout
    )


def _is_made(job: _Job) -> bool:
    """Whether there is a package of the wanted kind; LibreOffice's exit code says nothing about single files."""
    try:
        data = job.output.read_bytes()
        return data.startswith(b"PK") and office_kind(data) == job.target
    except (OSError, UnreadableFileError):
        return False


def _failure(*, ended: bool) -> UnreadableFileError:
    if ended:
        return UnreadableFileError("file-damaged", "LibreOffice 打不开这个文件，可能已损坏")
    return UnreadableFileError("file-timeout", "LibreOffice 转换这个文件用时太久，已停止")


def _unwritable() -> UnreadableFileError:
    return UnreadableFileError("file-damaged", "没有地方放转换用的副本", "请清理磁盘后再运行一次。")
