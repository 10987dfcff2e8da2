"""Office packages (docx, xlsx, pptx): parts, links between them, and what in them could act by itself."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from qtdocs.zipped import (
    MAXIMUM_PART,
    Entry,
    damaged,
    directory,
    inflated,
    packed_bytes,
    refuse_unsafe,
    refused,
    strange,
    unpacked,
)

MAXIMUM_TAGS = 5_000_000
"""Opening and closing tags of one part; each element takes a hundred bytes and more of memory."""
_WORTH_REMEMBERING = 200_000

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"presentationml/main", b"presentationml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)
_PLAIN_TARGET = re.compile(r"[\w-][\w-]*(/[\w-]+)*\.\w+", re.ASCII)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relation(NamedTuple):
    """One link from a part to another part or to the outside."""

    kind: str
    """Last word of the relation's type: ``header``, ``image``, ``hyperlink``."""
    target: str
    """The part's name, or the address outside."""
    external: bool
    """Whether the target lies outside the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened package; parts are unpacked when they are asked for."""

    data: bytes
    """The whole file."""
    entries: Mapping[str, Entry]
    """The directory by name in lower case: part names do not tell case apart."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as written."""
        return tuple(entry.name for entry in self.entries.values())

    def part(self, name: str) -> bytes | None:
        """The unpacked bytes of a part; none if there is no such part.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        entry = self.entries.get(name.lower())
        return None if entry is None else unpacked(self.data, entry)

    def tree(self, name: str) -> etree._Element | None:
        """The root element of an XML part, comments and instructions removed; none if there is no such part.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        content = self.part(name)
        return None if content is None else parsed(content)

    def mentions(self, name: str, word: bytes) -> bool:
        """Whether a part holds these bytes; a part met before in another file costs nothing.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        entry = self.entries.get(name.lower())
        if entry is None:
            return False
        if entry.size > MAXIMUM_PART:
            raise refused(f"其中一部分展开后超过 {MAXIMUM_PART // 1_000_000} MB，大得反常")
        try:
            mentions = _mentions_again if entry.packed < _WORTH_REMEMBERING else _mentions
            return mentions(packed_bytes(self.data, entry), entry.method, entry.size, word)
        except (struct.error, zlib.error) as error:
            raise damaged("其中一部分解不开") from error

    def remembered(self, name: str, made: Callable[[bytes], object]) -> object:
        """What a function makes of a part, none without it; for a part met before in another file it is not asked.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        entry = self.entries.get(name.lower())
        if entry is None:
            return None
        if entry.size > MAXIMUM_PART or entry.packed >= _WORTH_REMEMBERING:
            return made(unpacked(self.data, entry))
        try:
            return _made_again(packed_bytes(self.data, entry), entry.method, entry.size, made)
        except (struct.error, zlib.error) as error:
            raise damaged("其中一部分解不开") from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The links of a part by their id; those of the package itself for the empty name."""
        folder = dirname(name)
        source = join(folder, "_rels", name.rpartition("/")[2] + ".rels")
        content = self.part(source)
        if content is None:
            return {}
        relations = _relations_again if len(content) < _WORTH_REMEMBERING else _relations
        return relations(content, folder)

    def main(self, default: str) -> str:
        """The name of the main part, from the package's own links; ``default`` if they do not tell."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target.lower() in self.entries:
                return relation.target
        return default

    def active_content(self) -> tuple[str, ...]:
        """What in the package could act or fetch by itself, in Chinese; it is never run."""
        lowered = tuple(self.entries)
        seen = []
        if any(name.endswith("vbaproject.bin") for name in lowered):
            seen.append("宏")
        embedded = sum("/embeddings/" in name or ("/activex/" in name and name.endswith(".bin")) for name in lowered)
        if embedded:
            seen.append(f"嵌入的对象 {embedded} 个")
        seen += [f"外部链接 {target[:200]}" for target in self._outside()]
        return tuple(seen)

    def _outside(self) -> list[str]:
        targets: dict[str, None] = {}
        for entry in self.entries.values():
            if not entry.name.lower().endswith(".rels") or not self.mentions(entry.name, b"External"):
                continue
            owner = join(dirname(dirname(entry.name)), entry.name.rpartition("/")[2].removesuffix(".rels"))
            for relation in self.relations(owner).values():
                local = relation.kind == "attachedTemplate" and relation.target.lower().startswith("file:///")
                if relation.external and relation.kind != "hyperlink" and not local:
                    targets[relation.target] = None
        return list(targets)


def open_package(data: bytes) -> Package:
    """The package in these bytes, after all limits have been checked on its directory.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    entries = directory(data)
    refuse_unsafe(entries)
    return Package(data=data, entries={entry.name.lower(): entry for entry in entries})


def parsed(content: bytes) -> etree._Element:
    """The root element of these bytes; entities, document types and the network are refused.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if any(mark in content for mark in _DOCTYPES):
        raise strange()
    if content.count(b"<") > MAXIMUM_TAGS:
        raise refused("其中一部分的内容多得反常")
    if _STRICT in content:
        for strict, usual in _STRICT_NAMES:
            content = content.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("其中一部分的内容残缺") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise strange()
    return root


def _mentions(packed: bytes, method: int, size: int, word: bytes) -> bool:
    content = inflated(packed, method, size)
    return word in content or word.decode("ascii").encode("utf-16-le") in content


@lru_cache(maxsize=16)
def _mentions_again(packed: bytes, method: int, size: int, word: bytes) -> bool:
    return _mentions(packed, method, size, word)


@lru_cache(maxsize=16)
def _made_again(packed: bytes, method: int, size: int, made: Callable[[bytes], object]) -> object:
    # A season's forms are filled into the same blank: the same packed styles, a third of a megabyte, again and again.
    return made(inflated(packed, method, size))


def _relations(content: bytes, folder: str) -> Mapping[str, Relation]:
    links = [element for element in parsed(content).iterchildren(_RELATION) if element.get("Target")]
    return MappingProxyType({element.get("Id", ""): _relation(element, folder) for element in links})


@lru_cache(maxsize=16)
def _relations_again(content: bytes, folder: str) -> Mapping[str, Relation]:
    # As with styles: the forms of a season have the same links.
    return _relations(content, folder)


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external and _PLAIN_TARGET.fullmatch(target):
        target = f"{folder}/{target}" if folder else target
    elif not external:
        path = unquote(target)
        target = normpath(path.lstrip("/") if path.startswith("/") else join(folder, path))
    return Relation(kind=element.get("Type", "").rpartition("/")[2], target=target, external=external)
