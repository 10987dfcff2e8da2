"""The reader for OFD files (GB/T 33190), the national page format that offices send instead of PDF."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Mark, Note
from qtdocs.model.place import Place
from qtdocs.readers.electronic_marks import electronic_marks
from qtdocs.readers.ofd_drawing import drawn_page
from qtdocs.readers.ofd_package import Body, Leaf, bodies_of, page_size, tree
from qtdocs.readers.ofd_seals import seals_of
from qtdocs.readers.package import Package, open_package
from qtdocs.readers.pdf_layout import blocks_of
from qtdocs.readers.pdf_page import Area, Page

PAGE_LIMIT = 50
"""Pages read of one file; a form has one to ten."""
_SMALLEST_PICTURE = 200.0  # square points, as in PDF
_LITTLE_TEXT = 30
_Other = tuple[etree._Element | None, bool]


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
    notes = [note for page in pages for note in _notes(page)]
    if len(leaves) > len(pages):
        detail = f"共{len(leaves)}页，只读了前{len(pages)}页"
        notes.append(Note(code="sheet-truncated", detail=detail, place=Place(page=len(pages) + 1)))
    if not blocks and not notes:
        notes.append(Note(code="file-empty", detail="可能是空白页，或文字已转成图形", place=Place(page=1)))
    marks = [mark for page in pages for mark in _marks(page)]
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


def _notes(page: Page) -> list[Note]:
    """What a person should know of one page."""
    place = Place(page=page.number)
    notes = []
    if scan := _scan(page):
        notes.append(Note(code="scan-unread", detail=scan, place=place))
    if page.is_cut:
        notes.append(Note(code="sheet-truncated", detail=f"第{page.number}页只读了一部分", place=place))
    if page.cleaned:
        detail = f"这些字没有正常的编码，按字形还原或照原样保留：{'、'.join(page.cleaned[:20])}"
        notes.append(Note(code="text-cleaned", detail=detail, place=place))
    if page.hidden.strip():
        notes.append(Note(code="text-hidden", detail=f"有看不见的文字：{page.hidden.strip()[:200]}", place=place))
    return notes


def _scan(page: Page) -> str:
    """Why a page's text cannot be had or trusted; empty where it can."""
    written = sum(not glyph.text.isspace() for glyph in page.glyphs)
    if page.is_mute:
        return f"第{page.number}页打不开，或文字读不出"
    if page.painted_over:
        return f"第{page.number}页是扫描件，文字是机器识别的，可能有错"
    covered = any(picture.size > 0.4 * page.width * page.height for picture in page.pictures)
    if (not written and page.pictures) or (covered and written < _LITTLE_TEXT):
        return f"第{page.number}页是扫描件或照片，没有文字可读"
    return ""


def _marks(page: Page) -> Iterator[Mark]:
    """The pictures of a page."""
    for left, top, right, bottom in page.pictures:
        area = Area(max(left, 0), max(top, 0), min(right, page.width), min(bottom, page.height))
        if area.size >= _SMALLEST_PICTURE:
            yield Mark(kind="photo", place=Place(page=page.number, box=area.box))
