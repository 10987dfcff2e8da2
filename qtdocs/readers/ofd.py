"""The reader for OFD files (GB/T 33190), the national page format that offices send instead of PDF."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Note
from qtdocs.model.place import Place
from qtdocs.readers.electronic_marks import electronic_marks
from qtdocs.readers.ofd_drawing import drawn_page
from qtdocs.readers.ofd_package import Body, Leaf, bodies_of, page_size, tree
from qtdocs.readers.ofd_seals import seals_of
from qtdocs.readers.package import Package, open_package
from qtdocs.readers.page_notes import marks_on, notes_on
from qtdocs.readers.pdf_layout import blocks_of
from qtdocs.readers.pdf_page import Page

PAGE_LIMIT = 50
"""Pages read of one file; a form has one to ten."""


def read_ofd(data: bytes, *, name: str) -> Document:
    """The document in an OFD file: its text and tables as from a PDF, and its electronic seals as marks.

    Args:
        data: the whole file.
        name: how the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    package = open_package(data)
    bodies = bodies_of(package)
    leaves = [(body, leaf) for body in bodies for leaf in body.leaves]
    pages = [_page(package, body, leaf, number) for number, (body, leaf) in enumerate(leaves[:PAGE_LIMIT], 1)]
    if not pages:
        raise UnreadableFileError("file-damaged", "OFD 里一页也没有")
    if all(page.width == 0 for page in pages):
        raise UnreadableFileError("file-damaged", "OFD 一页也打不开")
    blocks, revisions = blocks_of(pages)
    notes = [note for page in pages for note in notes_on(page)]
    if len(leaves) > len(pages):
        detail = f"共{len(leaves)}页，只读了前{len(pages)}页"
        notes.append(Note(code="sheet-truncated", detail=detail, place=Place(page=len(pages) + 1)))
    if not blocks and not notes:
        notes.append(Note(code="file-empty", detail="可能是空白页，或文字已转成图形", place=Place(page=1)))
    marks = [mark for page in pages for mark in marks_on(page)]
    marks += electronic_marks(seals_of(package, bodies), blocks)
    return Document(
        name=name, kind="ofd", blocks=blocks, marks=tuple(marks), notes=(*notes, *revisions), pages=len(leaves)
    )


def _page(package: Package, body: Body, leaf: Leaf, number: int) -> Page:
    """One page with what lies under it and on it; a mute one where it cannot be read."""
    try:
        root = tree(package, leaf.part)
    except UnreadableFileError as error:
        if error.code == "file-refused":
            raise
        root = None
    if root is None:
        return Page(number=number, width=0.0, height=0.0, is_mute=True)
    others = list(_others(package, body, leaf, root))
    below = [content for content, is_below in others if is_below and content is not None]
    above = [content for content, is_below in others if not is_below and content is not None]
    return drawn_page(
        [*below, root, *above],
        number=number,
        size=page_size(root.find("{*}Area"), leaf.size),
        resources=body.resources,
        has_more=any(content is None for content, _ in others),
    )


def _others(
    package: Package, body: Body, leaf: Leaf, root: etree._Element
) -> Iterator[tuple[etree._Element | None, bool]]:
    """Templates and annotations of a page, none for one that cannot be read, and whether it lies below the page."""
    for template in root.findall("{*}Template")[:20]:
        part = body.templates.get(template.get("TemplateID", ""), "")
        yield _tried(package, part), template.get("ZOrder", "Background") != "Foreground"
    for part in body.annotations.get(leaf.identity, ()):
        listing = _tried(package, part)
        if listing is None:
            yield None, False
            continue
        for note in listing.iter("{*}Annot"):
            if note.get("Visible", "true").lower() not in ("false", "0"):
                yield note, False


def _tried(package: Package, part: str) -> etree._Element | None:
    try:
        return tree(package, part)
    except UnreadableFileError:
        return None
