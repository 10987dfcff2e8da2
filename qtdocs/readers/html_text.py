"""Text of a web page being gathered: white space as a browser shows it, and what was seen beside the text."""

from __future__ import annotations

import re

from qtdocs.model.document import Mark, Note
from qtdocs.model.place import Place

_SPACES = re.compile("[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(" *\n *")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


class Gathered:
    """What stands in one cell or paragraph."""

    __slots__ = ("_pieces", "deleted", "flags", "hidden", "inserted", "is_cleaned", "pictures")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.flags: set[str] = set()
        self.deleted = ""
        self.inserted = ""
        self.hidden = ""
        self.pictures = 0
        self.is_cleaned = False

    def add(self, text: str, *, kept: bool = False) -> None:
        """Add text; its white space is one space unless it is kept as written."""
        if text:
            self._pieces.append(text if kept else _SPACES.sub(" ", text))

    def line(self) -> None:
        """Begin a new line: a ``<br>``."""
        self._pieces.append("\n")

    def block(self) -> None:
        """Begin a new line unless one has just begun: the border of a block."""
        if self._pieces and not "".join(self._pieces[-2:]).rstrip(" ").endswith("\n"):
            self._pieces.append("\n")

    @property
    def text(self) -> str:
        """All lines; a no-break space is a space to the eye."""
        raw = re.sub(" {2,}", " ", "".join(self._pieces))
        return _AROUND_BREAKS.sub("\n", self._cleaned(raw)).replace("\xa0", " ").strip(" \n")

    def report(self, place: Place, notes: list[Note], marks: list[Mark]) -> None:
        """Put what was seen into notes and marks."""
        changes = [f"修订插入「{self.inserted.strip()[:200]}」"] if self.inserted.strip() else []
        changes += [f"修订删除「{self.deleted.strip()[:200]}」"] if self.deleted.strip() else []
        if changes:
            self.flags.add("revised")
            notes.append(Note(code="revision-pending", detail="，".join(changes), place=place))
        if self.hidden.strip():
            notes.append(Note(code="text-hidden", detail=f"有隐藏文字：「{self.hidden.strip()[:200]}」", place=place))
        near = self.text[:40]
        if self.is_cleaned:
            notes.append(Note(code="text-cleaned", detail="去掉了看不见的控制字符", place=place))
        if self.pictures:
            self.flags.add("picture")
            marks += [Mark(kind="photo", near=near, place=place)] * self.pictures

    def _cleaned(self, text: str) -> str:
        cleaned = _UNSEEN.sub("", text)
        self.is_cleaned = self.is_cleaned or cleaned != text
        return cleaned
