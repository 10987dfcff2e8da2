"""Reads .docx by an own walk over its XML: nothing seen is lost, nothing deleted or hidden is taken as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from qtdocs.model.document import Document, Mark, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_account import COUNTED, Account, inked, texts_of
from qtdocs.readers.docx_inline import Inline
from qtdocs.readers.docx_looks import Looks
from qtdocs.readers.docx_story import Numbers, Story
from qtdocs.readers.docx_styles import Styles, styles_in
from qtdocs.readers.package import Package, open_package, parsed
from qtdocs.zipped import damaged

_NOTES = (("footnotes", names.FOOTNOTE, "脚注"), ("endnotes", names.ENDNOTE, "脚注"))
_COMMENTS = ("comments", names.COMMENT, "批注")
_MARGINS = ((names.HEADER_REFERENCE, "页眉"), (names.FOOTER_REFERENCE, "页脚"))
_REPEATED = ("页眉", "页脚")
"""Parts of which Word writes several (first page, even pages, sections) that often say the same; once is enough."""


def read_docx(data: bytes, *, name: str) -> Document:
    """The document in a .docx (or .docm, .dotx) file.

    Args:
        data: the whole file.
        name: how the clerk knows the file.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    return _Reading(open_package(data)).document(name)


def coverage(data: bytes) -> tuple[int, int]:
    """Characters in the read parts of a .docx, and characters accounted for: shown, or left out for a reason.

    White space is not counted. The two are equal when nothing was lost.
    """
    reading = _Reading(open_package(data))
    reading.document("")
    account = reading.account
    return account.expected + account.dropped, account.dropped + _inked_in(reading.blocks)


class _Reading:
    """One file being read."""

    __slots__ = ("_main", "_margins_read", "_package", "_relations", "_styles", "account", "blocks", "marks")

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main("word/document.xml")
        self._relations = package.relations(self._main)
        styles = self._package.remembered(self._styles_part(), styles_in)
        self._styles = styles if isinstance(styles, Styles) else None
        """The styles, if any of them matters: else a third of a megabyte need not be parsed."""
        self.account = Account()
        self.blocks: list[Paragraph | Table] = []
        self.marks: list[Mark] = []
        self._margins_read: set[tuple[str, ...]] = set()

    def document(self, name: str) -> Document:
        """The whole document."""
        content = self._package.part(self._main)
        if content is None:
            raise damaged("里面没有正文")
        root = parsed(content)
        margins = list(self._margins(root))
        body = root.find(names.BODY)
        if body is None:
            raise damaged("里面没有正文")
        self._read(body, content, part="", numbers=Numbers())
        for kind, tag, part in _NOTES:
            self._read_numbered(kind, tag, part)
        self._read_margins(margins)
        self._read_numbered(*_COMMENTS)
        for detail in self._package.active_content():
            self.account.note("file-active-content", detail, Place())
        return Document(
            name=name, kind="docx", blocks=tuple(self.blocks), marks=tuple(self.marks), notes=tuple(self.account.notes)
        )

    def _styles_part(self) -> str:
        return next((relation.target for relation in self._relations.values() if relation.kind == "styles"), "")

    def _all_styles(self) -> Styles | None:
        """The styles, whatever they do; asked for only where white text was met."""
        if self._styles is not None:
            return self._styles
        root = self._package.tree(self._styles_part())
        return None if root is None else Styles(root)

    def _read(self, root: etree._Element, content: bytes, *, part: str, numbers: Numbers) -> None:
        account = self.account
        before = account.expected
        account.enter(root)
        looks = Looks(root, content, styles=self._styles, all_styles=self._all_styles)
        story = Story(account, Inline(account, looks), part=part, numbers=numbers)
        story.read(root)
        missing = account.expected - before - _inked_in(story.blocks)
        if missing:
            self._report_missing(root, missing, part=part)
        if part in _REPEATED and self._was_read(story.blocks, part):
            return
        self.blocks += story.blocks
        self.marks += [self._with_source(mark, part) for mark in story.marks]

    def _with_source(self, mark: Mark, part: str) -> Mark:
        """A picture with the part that holds its bytes; in headers and notes, which have links of their own, none."""
        relation = self._relations.get(mark.source) if not part else None
        inside = relation is not None and not relation.external
        return replace(mark, source=relation.target if relation is not None and inside else "")

    def _was_read(self, blocks: list[Paragraph | Table], part: str) -> bool:
        """Whether a header or footer says the same as an earlier one; if so, its words are counted as left out."""
        texts = (part, *_texts_in(blocks))
        was_read = texts in self._margins_read
        self._margins_read.add(texts)
        if was_read:
            self.account.drop_text("".join(texts[1:]))
        return was_read

    def _report_missing(self, root: etree._Element, missing: int, *, part: str) -> None:
        """Name what was lost: a broken file can have text outside paragraphs; Word would not open it."""
        outside = (text for text in root.iter(*COUNTED) if next(text.iterancestors(names.PARAGRAPH), None) is None)
        stray = "".join(words for text in outside for words in texts_of(text))
        counted = f"读到的字数与文件里的相差 {abs(missing)} 个"
        named = f"这些文字没有读进来：「{stray[:200]}」" if inked(stray) == missing else counted
        self.account.note("text-unread", named, Place(part=part))

    def _margins(self, root: etree._Element) -> Iterator[tuple[str, str]]:
        """Part name and kind of the headers and footers that a section uses."""
        seen = set()
        for tag, part in _MARGINS:
            for reference in root.iter(tag):
                relation = self._relations.get(reference.get(names.LINK, ""))
                if relation is not None and not relation.external and relation.target not in seen:
                    seen.add(relation.target)
                    yield relation.target, part

    def _read_margins(self, margins: list[tuple[str, str]]) -> None:
        numbers = {part: Numbers() for _, part in _MARGINS}
        for target, part in margins:
            content = self._package.part(target)
            if content is not None:
                self._read(parsed(content), content, part=part, numbers=numbers[part])

    def _read_numbered(self, kind: str, tag: str, part: str) -> None:
        numbers = Numbers()
        for relation in self._relations.values():
            if relation.kind != kind or relation.external:
                continue
            content = self._package.part(relation.target)
            if content is None:
                continue
            for item in parsed(content).iter(tag):
                if item.get(names.NOTE_TYPE, "normal") == "normal":
                    self._read(item, content, part=part, numbers=numbers)


def _texts_in(blocks: list[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


def _inked_in(blocks: list[Paragraph | Table]) -> int:
    return inked("".join(_texts_in(blocks)))
