"""What comes out of one archive, member by member: counted, named apart, and never more than there is room for."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.names import readable, skip_reason
from qtdocs.model.parcel import Member, Room, Unpacked
from qtdocs.writing import spooled
from qtdocs.zipped import damaged, refused, too_many

STEP = 65_536
"""Bytes that are unpacked at a time; memory stays flat however large a member is."""
KEPT_FREE = 200_000_000
"""Bytes of the disk that are left alone."""
LARGEST_MEMBER = 1_900_000_000
"""Bytes of one member; the worker may write no larger file, and no paper comes near it."""
LINK = "快捷方式或设备，不是普通文件，没有打开"


class Crate:
    """The members of one archive as they come out; one that is bad never costs the others.

    Args:
        into: folder for the bytes; the only place where anything is written.
        room: what is left of the parcel's budget.
    """

    def __init__(self, into: Path, room: Room) -> None:
        self._into = into
        self._left = room.size
        self._members: list[Member] = []
        self._taken: dict[str, int] = {}

    @property
    def unpacked(self) -> Unpacked:
        """Everything that came out so far."""
        return Unpacked(members=tuple(self._members))

    def store(self, name: str, chunks: Iterable[bytes], *, claimed: int | None) -> None:
        """Keep the bytes of a member, or say why they cannot be had; the bytes of what is no paper are not asked for.

        Args:
            name: as the archive has it.
            chunks: its bytes; an ``UnreadableFileError`` while they are made becomes the member's finding.
            claimed: how many bytes the archive says there are; none where it does not say.
        """
        shown = self._free_name(name)
        if reason := skip_reason(shown):
            self._members.append(Member(name=shown, skipped=reason))
            return
        try:
            most = self._room_for(claimed)
            file, size = spooled(self._into, self._counted(chunks, claimed, most), most=most)
        except UnreadableFileError as error:
            self._members.append(Member(name=shown, code=error.code, detail=error.detail))
        else:
            self._members.append(Member(name=shown, file=file, size=size))

    def skip(self, name: str, reason: str) -> None:
        """Note a member that is no paper, and why."""
        self._members.append(Member(name=self._free_name(name), skipped=reason))

    def fail(self, name: str, error: UnreadableFileError) -> None:
        """Note a member whose bytes cannot be had; what is no paper anyway is only skipped."""
        shown = self._free_name(name)
        if reason := skip_reason(shown):
            self._members.append(Member(name=shown, skipped=reason))
        else:
            self._members.append(Member(name=shown, code=error.code, detail=error.detail))

    def _room_for(self, claimed: int | None) -> int:
        """How many bytes a member may have; one that says itself that it does not fit is refused at once."""
        if claimed is not None and claimed > self._left:
            raise refused(f"展开后有 {claimed // 1_000_000} MB，超过了一份材料可以展开的总量")
        if claimed is not None and claimed > LARGEST_MEMBER:
            raise refused(f"展开后有 {claimed // 1_000_000} MB，太大")
        free = max(0, shutil.disk_usage(self._into).free - KEPT_FREE)
        if claimed is not None and claimed > free:
            raise refused(f"展开后有 {claimed // 1_000_000} MB，磁盘放不下")
        return min(self._left, free, LARGEST_MEMBER) if claimed is None else claimed

    def _counted(self, chunks: Iterable[bytes], claimed: int | None, most: int) -> Iterator[bytes]:
        """The chunks, as long as they keep to the claim; even those of a bad member use up the room."""
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self._left -= min(len(chunk), self._left)
            if size > most:
                raise overfull() if claimed is None else damaged("内容比记载的多")
            yield chunk
        if claimed is not None and size < claimed:
            raise damaged("内容残缺，可能没有传完")

    def _free_name(self, name: str) -> str:
        """The name as people read it, with a number behind it where another member has it; Windows knows no case."""
        shown = free = readable(_mended(name))
        while free.casefold() in self._taken:
            self._taken[shown.casefold()] += 1
            free = f"{shown}（{self._taken[shown.casefold()]}）"
        self._taken[free.casefold()] = 1
        return free


def refuse_crowd(members: int, room: Room) -> None:
    """Refuse an archive of more members than there is room for.

    Raises:
        UnreadableFileError: ``file-refused``.
    """
    if members > room.members:
        raise too_many(room.members)


def overfull() -> UnreadableFileError:
    """The error for an archive out of which more comes than there is room for."""
    return refused("展开后大得反常，超过了一份材料可以展开的总量")


def _mended(name: str) -> str:
    """A Chinese name that some packer took for the letters and frames of DOS, made right.

    >>> _mended("╔Ω▒¿▒φ.docx"), _mended("申报表.docx"), _mended("plan.docx")
    ('申报表.docx', '申报表.docx', 'plan.docx')
    """
    if not any("\u2500" <= character <= "\u25ff" for character in name):
        return name
    with contextlib.suppress(UnicodeError):
        return name.encode("cp437").decode("gb18030")
    return name
