"""A folder of files that goes out of the house or is put away: rule-made names, digests of everything, whole or not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import writing
from qtdocs.errors import UsageError
from qtdocs.ledger.originals import digest_of
from qtdocs.model.sending import SentFile

SUMS = "SHA-256校验码.txt"
"""The list of digests, in the form that every tool for digests reads."""
HOW_TO = "校验说明.txt"
"""How anybody checks the digests, also without this program."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_HOW_TO = """怎样校验这个文件夹里的文件

“{sums}”里每行是一个文件的 SHA-256 校验码和文件名。文件改动一个字，校验码就不同；一样就是没有改过。

Windows（不用安装软件）：
  1. 在这个文件夹的地址栏里输入 cmd，回车；
  2. 输入（文件名带上双引号）：certutil -hashfile "{example}" SHA256
  3. 把显示的 64 位字符和“{sums}”里这个文件的那一行对照。
  也可以用 PowerShell：Get-FileHash "{example}"

Linux：   sha256sum -c "{sums}"
macOS：   shasum -a 256 -c "{sums}"
装有本程序的：qtdocs archive check 文件夹
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file that belongs into a folder: bytes that were made, or a copy of an original."""

    name: str
    """The way to it inside the folder, with ``/``."""
    sha256: str
    """Hex digest."""
    data: bytes = b""
    """What was made; empty for a copy."""
    source: Path | None = None
    """The original that is copied."""
    note: str = ""
    """What should be known of it."""

    @classmethod
    def made(cls, name: str, data: bytes, *, note: str = "") -> BundleFile:
        """What the program made."""
        return cls(name=name, sha256=hashlib.sha256(data).hexdigest(), data=data, note=note)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.source.stat().st_size if self.source is not None else len(self.data)


def with_own_names(files: Iterable[BundleFile]) -> tuple[BundleFile, ...]:
    """The files, each under a name that no other has, whatever the case of its letters."""
    taken: set[str] = set()
    found = []
    for each in files:
        stem, dot, ending = each.name.rpartition(".")
        name, number = each.name, 2
        while name.lower() in taken:
            name, number = (f"{stem}{number}{dot}{ending}" if dot else f"{each.name}{number}"), number + 1
        taken.add(name.lower())
        found.append(each if name == each.name else replace(each, name=name))
    return tuple(found)


def sums_of(files: Iterable[BundleFile]) -> bytes:
    """The list of digests, a line a file."""
    return "".join(f"{each.sha256}  {each.name}\n" for each in files).encode()


def how_to_check(files: Sequence[BundleFile]) -> bytes:
    """How to check the digests, as a text that every Windows shows right."""
    example = next((each.name.replace("/", "\\") for each in files), "文件名")
    return _HOW_TO.format(sums=SUMS, example=example).replace("\n", "\r\n").encode("utf-8-sig")


def written(folder: Path, files: Iterable[BundleFile]) -> tuple[SentFile, ...]:
    """Write files into a folder that is still being made.

    Raises:
        WriteError: the disk is full or protected, or an original is not what it was.
    """
    found = []
    for each in files:
        if each.source is None:
            writing.write_bytes(folder / each.name, each.data)
        else:
            writing.write_copy(folder / each.name, each.source, sha256=each.sha256)
        found.append(SentFile(name=each.name, sha256=each.sha256))
    return tuple(found)


def listed_sums(folder: Path) -> Mapping[str, str]:
    """What a folder's list of digests says: digest by name.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    try:
        text = (folder / SUMS).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"“{folder}”里没有读得出的 {SUMS}。", "请给出报送包或归档的文件夹。") from error
    found = {match[2]: match[1] for line in text.splitlines() if (match := _LINE.fullmatch(line.rstrip("\r")))}
    if not found:
        raise UsageError(f"{folder / SUMS} 里没有校验码。", "它可能被改过；请找原来的一份。")
    return found


def differences(folder: Path, sums: Mapping[str, str]) -> Iterator[str]:
    """What in a folder is not as its list of digests says, one Chinese sentence each without a full stop."""
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if not path.is_dir()}
    for name, sha256 in sums.items():
        path = there.get(name)
        if path is None or path.is_symlink():
            yield f"不见了：{writing.safe_text(name)}"
            continue
        try:
            seen = digest_of(path)[0]
        except OSError:
            yield f"读不出来：{writing.safe_text(name)}"
            continue
        if seen != sha256:
            yield f"改动过：{writing.safe_text(name)}"
    for name in there:
        if name not in sums and name != SUMS:
            yield f"多出来的：{writing.safe_text(name)}"


def is_untouched(folder: Path) -> bool:
    """Whether a folder is one of ours that nobody has changed since."""
    try:
        return folder.is_dir() and not folder.is_symlink() and not any(differences(folder, listed_sums(folder)))
    except UsageError:
        return False
