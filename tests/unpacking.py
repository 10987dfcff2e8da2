"""Opens an archive given as bytes, and holds what every opener promises: each member is accounted for, once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qtdocs.errors import UnreadableFileError
from qtdocs.model.parcel import Member, Room, Unpacked

Opener = Callable[[Path, Path, Room], Unpacked]
ROOM = Room()


def members_of(opener: Opener, data: bytes, room: Room = ROOM) -> dict[str, bytes | str]:
    """The content of each member by its name, or ``code detail`` or ``skipped reason`` where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path, into = Path(folder) / "archive", Path(folder) / "into"
        path.write_bytes(data)
        into.mkdir()
        members = opener(path, into, room).members
        assert sorted(each.name for each in into.iterdir()) == sorted(each.file for each in members if each.file)
        assert len({each.name.casefold() for each in members}) == len(members)
        return {each.name: _outcome(each, into) for each in members}


def _outcome(member: Member, into: Path) -> bytes | str:
    said = [bool(member.file), bool(member.skipped), bool(member.code)]
    assert said.count(True) == 1
    if member.file:
        content = (into / member.file).read_bytes()
        assert len(content) == member.size
        return content
    return f"skipped {member.skipped}" if member.skipped else f"{member.code} {member.detail}"


def refusal(opener: Opener, data: bytes, room: Room = ROOM) -> tuple[str, str]:
    """Code and detail with which the archive as a whole is refused."""
    with pytest.raises(UnreadableFileError) as caught:
        members_of(opener, data, room)
    return caught.value.code, caught.value.detail
