"""The only writer: atomic files, safe text and cells, packages whose bytes depend on their content alone."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Protocol

from qtdocs.errors import UnreadableFileError, WriteError

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every member of a package: the earliest a zip can hold."""
CORE_TIME = "2000-01-01T00:00:00Z"
"""The created and modified time inside a package; the date people need is printed on the paper."""
OWN_LIMIT = 500 * 1024 * 1024
"""Largest file, and largest sum of a package's members, that is taken for an output of ours, in bytes."""
CELL_LIMIT = 32_000
"""Most characters of one cell; Excel refuses a workbook with more than 32,767."""
_CORE = "docProps/core.xml"
_PASSING = (".qtdocs-", ".tmp")
"""How the names of files begin and end that are not whole yet."""
_NOT_PRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_CORE_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_MARK = '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">qtdocs:{}</dc:identifier>'
_CORE_MARK = re.compile(_MARK.format("([0-9a-f]{64})").encode())
_CORE_END = re.compile(rb"</(\w+:)?coreProperties>\s*\Z")
_PDF_MARK = re.compile(rb"\n%qtdocs:([0-9a-f]{64})\n\Z")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UMASK = _umask()
"""The permissions that new files of this user lack; asked once, for asking sets it for all threads."""


class Savable(Protocol):
    """A workbook or a Word document that can save itself to a stream."""

    def save(self, target: Any, /) -> Any:
        """Write itself to the stream."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and make its folders.

    Raises:
        WriteError: the disk is full, the folder is protected, the file is open elsewhere.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=_PASSING[0], suffix=_PASSING[1], dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_UMASK)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise WriteError(f"无法写入 {path}：{_reason(error)}。", _next_step(error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, where there is none.

    Raises:
        WriteError: the disk is full or protected, a file is in the way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"建不了文件夹 {folder}：{_reason(error)}。", _next_step(error)) from error


def keep_original(
    source: Path, folder: Path, *, suffix: Callable[[Path], str], sha256: str = ""
) -> tuple[str, int, Path]:
    """Put a file into a store under the digest of its bytes, read-only, whole or not at all.

    It has its one and only name from the beginning: several threads may store the same bytes at the same time.

    Args:
        source: the file; copied and left as it is, or moved where its digest is given.
        folder: the store; the file goes into a folder named by the first two digits.
        suffix: the ending of its name, told by looking at the copy that is to be stored.
        sha256: its digest, where the file is ours and nobody else can change it.

    Returns:
        Digest, length in bytes and path.

    Raises:
        UnreadableFileError: the source breaks off while it is read.
        WriteError: the store cannot be written.
    """
    temporary = source
    try:
        if not sha256:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_PASSING[0], suffix=_PASSING[1], dir=folder)
            temporary = Path(name)
            sha256 = _copied(source, handle)  # the bytes may have changed since somebody looked
        else:
            _settle(source)
        target = folder / sha256[:2] / f"{sha256}{suffix(temporary)}"
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o444 & ~_UMASK)
        size = temporary.stat().st_size
        temporary.replace(target)
    except OSError as error:
        raise WriteError(f"存不下原件：{_reason(error)}。", _next_step(error)) from error
    finally:
        if temporary is not source:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return sha256, size, target


def _copied(source: Path, handle: int) -> str:
    """Copy a file into an open one, onto the disk, and give the digest of what was copied."""
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as stream:
        for block in _blocks(source):
            digest.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _blocks(source: Path) -> Iterator[bytes]:
    """The bytes of a file; what goes wrong with it is no fault of where they go."""
    try:
        with source.open("rb") as opened:
            while block := opened.read(1 << 20):
                yield block
    except OSError as error:
        raise UnreadableFileError("file-damaged", "读到一半读不下去了") from error


def _settle(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def spooled(folder: Path, chunks: Iterable[bytes], *, most: int) -> tuple[str, int]:
    """Write unpacked bytes into the next free file of a folder (``0001``, ``0002`` …); its name and size.

    Nothing is ever overwritten, and nothing is left behind when the bytes break off. The file is no output: it lives
    as long as its folder and need not survive a power failure.

    Args:
        folder: where; it has to be there.
        chunks: the bytes; what goes wrong while they are made goes through.
        most: how many bytes there may be.

    Raises:
        UnreadableFileError: ``file-refused``, there are more.
        WriteError: the disk is full.
    """
    path, whole, size = _created(folder), False, 0
    try:
        with path.open("wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise UnreadableFileError("file-refused", "展开后大得反常，超过了一次可以打开的总量")
                _put(stream, chunk, path)
            _put(stream, b"", path)
        whole = True
    finally:
        if not whole:
            path.unlink(missing_ok=True)
    return path.name, size


def _created(folder: Path) -> Path:
    """A new empty file with the next number; numbers below a taken one are taken, as a rule."""
    low, high = 0, 1
    while (folder / f"{high:04}").exists():
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if (folder / f"{middle:04}").exists() else (low, middle)
    while True:
        path = folder / f"{high:04}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            high += 1
        except OSError as error:
            raise WriteError(f"无法写入 {path}：{_reason(error)}。", _next_step(error)) from error
        else:
            return path


def _put(stream: IO[bytes], chunk: bytes, path: Path) -> None:
    """Write a chunk; an empty one pushes out what is still on its way."""
    try:
        stream.write(chunk)
        if not chunk:
            stream.flush()
    except OSError as error:
        raise WriteError(f"无法写入 {path}：{_reason(error)}。", _next_step(error)) from error


def write_packed(path: Path, files: Iterable[tuple[str, Path]], more: Mapping[str, bytes]) -> None:
    """Write files into one zip package, whole or not at all; large ones are streamed.

    Args:
        path: the package.
        files: name in the package and where the bytes lie.
        more: what stands in front of them, by name.

    Raises:
        WriteError: the disk is full, the folder is protected.
    """
    temporary = Path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PASSING[0], suffix=_PASSING[1], dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
                for inner, data in more.items():
                    package.writestr(zipfile.ZipInfo(inner, date_time=ZIP_TIME), data)
                for inner, source in files:
                    package.write(source, inner)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise WriteError(f"无法写入 {path}：{_reason(error)}。", _next_step(error)) from error


def write_stream(path: Path, stream: IO[bytes]) -> None:
    """Write what a stream gives into a file of a folder that is still our own.

    Raises:
        WriteError: the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            shutil.copyfileobj(stream, target)
    except OSError as error:
        raise WriteError(f"无法写入：{_reason(error)}。", _next_step(error)) from error


def move_into_place(source: Path, target: Path) -> None:
    """Give a folder its name in one step; what was there is an empty folder or nothing.

    Raises:
        WriteError: the folder is protected.
    """
    try:
        if target.exists():
            target.rmdir()
        source.rename(target)
        source.mkdir()  # its maker will want to remove it
    except OSError as error:
        raise WriteError(f"无法写入 {target}：{_reason(error)}。", _next_step(error)) from error


def fresh_path(path: Path) -> Path:
    """The path itself where nothing stands there, else the first free ``台账 (2).xlsx``."""
    number, candidate = 2, path
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def output_path(path: Path) -> Path:
    """Where an output may go: never over a file that was changed by hand or is not ours.

    The path itself where nothing stands there or where our own unchanged work does, else a fresh one.
    """
    number, candidate = 2, path
    while not _is_free(candidate):
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def _is_free(path: Path) -> bool:
    """Whether nothing stands here, or only our own unchanged work."""
    if path.is_symlink() or not path.exists():
        return not path.is_symlink()
    return holds_own_work(path)


def holds_own_work(path: Path) -> bool:
    """Whether this file was written here and nobody has changed it since; no link, no folder, no giant."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > OWN_LIMIT:
            return False
        return is_own_work(path.read_bytes())
    except OSError:
        return False


def sweep(folder: Path, *, keep: set[Path], names: re.Pattern[str] | None = None) -> None:
    """Remove our own unchanged work of earlier runs from a folder; what a person changed stays.

    Args:
        folder: the folder; nothing happens where there is none.
        keep: files of this run.
        names: which files; all where none is given.
    """
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if names is not None and not names.fullmatch(path.name):
            continue
        with contextlib.suppress(OSError):  # a file that is open elsewhere stays
            if path not in keep and holds_own_work(path):
                path.unlink()


def sweep_broken_off(folder: Path) -> None:
    """Remove from a folder what runs that were killed did not finish writing; nobody else may be writing there."""
    for path in sorted(folder.glob(f"{_PASSING[0]}*{_PASSING[1]}")) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def passing_files_in(folder: Path) -> Iterator[None]:
    """Have this process and all it starts keep their temporary files in a folder, as long as something is done."""
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder.absolute())
    try:
        yield
    finally:
        tempfile.tempdir = before[0]
        os.environ.pop("TMPDIR")
        if before[1] is not None:
            os.environ["TMPDIR"] = before[1]


def safe_name(text: str) -> str:
    """A file name that every system takes, made of text from a form; at most 200 bytes long.

    >>> safe_name('杭州/甲<1>公司 "一班".')
    '杭州_甲_1_公司_一班_'
    """
    name = _NOT_IN_NAMES.sub("_", safe_text(text)).strip()
    name = name.encode()[:200].decode(errors="ignore").strip(".") or "未命名"
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def safe_text(text: str) -> str:
    r"""The text without control characters, turners of direction and lone surrogates; line breaks and tabs stay.

    >>> safe_text("一\x00班\r\n二班")
    '一班\n二班'
    """
    return _NOT_PRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_cell(cell: Any, text: str) -> None:
    """Put text into a workbook's cell as text, whatever it looks like: ``=1+1`` never becomes a formula."""
    kept = safe_text(text)
    if len(kept) > CELL_LIMIT:
        kept = kept[:CELL_LIMIT] + "……（过长，以下从略，见原文件）"
    cell.value = kept
    cell.data_type = "s"
    if kept[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True  # or Excel makes a formula of it as soon as somebody edits the cell


def saved(document: Savable) -> bytes:
    """The bytes of a workbook or Word document, the same for the same content."""
    stream = io.BytesIO()
    document.save(stream)
    return fixed_zip(stream.getvalue())


def fixed_zip(data: bytes) -> bytes:
    """The same package with fixed times and order, and with the digest of its content as its identifier."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    if _CORE in members:
        core = _CORE_MARK.sub(b"", _CORE_DATES.sub(rb"\g<1>" + CORE_TIME.encode() + rb"\g<3>", members[_CORE]))
        members[_CORE] = core
        mark = _MARK.format(_digest(members)).encode()
        members[_CORE] = _CORE_END.sub(lambda end: mark + end[0], core)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(members, key=_member_order):
            member = zipfile.ZipInfo(name, date_time=ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same on Windows and Linux
            package.writestr(member, members[name])
    return target.getvalue()


def fixed_pdf(data: bytes) -> bytes:
    """The same PDF with the digest of its bytes in a comment after its end."""
    return data + f"\n%qtdocs:{hashlib.sha256(data).hexdigest()}\n".encode()


def is_own_work(data: bytes) -> bool:
    """Whether these bytes were written here and nobody has changed them since."""
    if mark := _PDF_MARK.search(data):
        return hashlib.sha256(data[: mark.start()]).hexdigest().encode() == mark[1]
    try:
        members = _own_members(data)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, LookupError, RuntimeError, EOFError):
        return False
    mark = _CORE_MARK.search(members.get(_CORE, b""))
    if not mark:
        return False
    members[_CORE] = _CORE_MARK.sub(b"", members[_CORE])
    return _digest(members).encode() == mark[1]


def _own_members(data: bytes) -> dict[str, bytes]:
    """What is in a package that carries our mark; nothing of any other package is unpacked but its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        listed = package.infolist()
        ours = all(member.compress_type == zipfile.ZIP_DEFLATED for member in listed)
        if not ours or sum(member.file_size for member in listed) > OWN_LIMIT:
            return {}
        if not _CORE_MARK.search(package.read(_CORE)):
            return {}
        return {member.filename: package.read(member) for member in listed}


def _digest(members: dict[str, bytes]) -> str:
    """The digest of a package's content, independent of order and times."""
    digest = hashlib.sha256()
    for name in sorted(members):
        digest.update(f"{name}\0{len(members[name])}\0".encode())
        digest.update(members[name])
    return digest.hexdigest()


def _member_order(name: str) -> tuple[bool, bool, str]:
    """Content types first, then the package's relations, as the format wants it."""
    return (name != "[Content_Types].xml", name != "_rels/.rels", name)


def _reason(error: OSError) -> str:
    """What the system said, in Chinese."""
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被别的程序打开"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "上级路径是一个文件，不是文件夹"
    if isinstance(error, IsADirectoryError):
        return "这里已有同名的文件夹"
    if error.errno in {28, 122}:
        return "磁盘空间不足"
    if error.errno in {30}:
        return "磁盘是只读的"
    return f"系统报错（编号 {error.errno}）"


def _next_step(error: OSError) -> str:
    """What to do about it, in Chinese."""
    if error.errno in {28, 122}:
        return "请清理磁盘，或用 --out 换一个文件夹，再运行一次。"
    return "请关闭已打开的同名文件，检查文件夹权限，或用 --out 换一个文件夹，再运行一次。"
