"""The parts of an OFD file (GB/T 33190): which document, which pages, which resources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from posixpath import dirname, join, normpath
from types import MappingProxyType

from lxml import etree

from qtdocs.errors import UnreadableFileError
from qtdocs.readers.package import Package
from qtdocs.zipped import damaged

BODY_LIMIT = 10
"""Documents in one file; nearly all hold one."""
RESOURCE_LIMIT = 20_000
"""Fonts, drawing parameters and drawings of one document."""
A4 = (0.0, 0.0, 210.0, 297.0)
_LONGEST, _SHORTEST = 5_000.0, 5.0  # millimetres of a page's side
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What the pages refer to by number."""

    fonts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names of fonts."""
    parameters: Mapping[str, etree._Element] = field(default_factory=lambda: MappingProxyType({}))
    """Colours and the like that several drawings share."""
    drawings: Mapping[str, etree._Element] = field(default_factory=lambda: MappingProxyType({}))
    """Drawings that are used more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of the file, before it is drawn."""

    identity: str
    """Its number inside the document."""
    part: str
    """The part that holds it."""
    size: Rectangle
    """Its place and size in millimetres, where the page itself does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One document of the file."""

    part: str
    """Its main part."""
    leaves: tuple[Leaf, ...]
    """Its pages in order."""
    templates: Mapping[str, str]
    """Parts of the pages that lie under others, by number."""
    resources: Resources
    """Fonts and drawings."""
    annotations: Mapping[str, tuple[str, ...]]
    """Parts with what was put on a page, by the page's number."""
    signatures: str
    """The part that lists the signatures; empty where there is none."""


def bodies_of(package: Package) -> tuple[Body, ...]:
    """The documents of an OFD file.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    root = tree(package, "OFD.xml")
    found = islice(root.iter("{*}DocBody"), BODY_LIMIT) if root is not None else ()
    bodies = tuple(body for element in found if (body := _body(package, element)) is not None)
    if not bodies:
        if any("encrypt" in name.lower() for name in package.names):
            raise UnreadableFileError("file-encrypted", "OFD 文件有密码")
        raise damaged("里面没有 OFD 文档")
    return bodies


def tree(package: Package, name: str) -> etree._Element | None:
    """The root element of a part; none where there is no such part.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    return package.tree(name) if name else None


def located(package: Package, owner: str, location: str | None) -> str:
    """The part that a part means by a location; empty where there is none.

    The standard counts from the part's own folder, or from the root after a slash; programs also write paths from the
    root without one.
    """
    location = (location or "").strip().replace("\\", "/")
    if not location or len(location) > 500:
        return ""
    folders = [""] if location.startswith("/") else [dirname(owner), ""]
    for folder in folders:
        name = normpath(join(folder, location.lstrip("/")))
        if name.lower() in package.entries:
            return package.entries[name.lower()].name
    return ""


def rectangle(text: str | None) -> Rectangle | None:
    """Left, top, width and height out of four numbers; none where it is something else.

    >>> rectangle("0 0 210 297"), rectangle("0 0 210"), rectangle("0 0 nan 1")
    ((0.0, 0.0, 210.0, 297.0), None, None)
    """
    found = numbers(text, most=4)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def numbers(text: str | None, *, most: int) -> list[float]:
    """The numbers in a text; none at all where one of them is no number, or beyond reason."""
    try:
        found = [float(word) for word in (text or "")[: 40 * most].replace(",", " ").split()[:most]]
    except ValueError:
        return []
    return found if all(math.isfinite(each) and abs(each) < 1e6 for each in found) else []


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first child of this name; empty where there is none."""
    child = element.find(f"{{*}}{name}")
    return (child.text or "").strip() if child is not None else ""


def page_size(element: etree._Element | None, otherwise: Rectangle) -> Rectangle:
    """Where a page lies and how large it is, millimetres."""
    box = None if element is None else rectangle(text_of(element, "PhysicalBox"))
    if box is None or not all(_SHORTEST <= side <= _LONGEST for side in box[2:]):
        return otherwise
    return box


def _body(package: Package, element: etree._Element) -> Body | None:
    part = located(package, "", text_of(element, "DocRoot"))
    root = tree(package, part)
    if root is None:
        return None
    shared = root.find("{*}CommonData")
    area = None if shared is None else shared.find("{*}PageArea")
    size = page_size(area, A4)
    templates = {} if shared is None else _templates(package, part, shared)
    return Body(
        part=part,
        leaves=tuple(_leaves(package, part, root, size)),
        templates=MappingProxyType(templates),
        resources=_resources(package, part, shared),
        annotations=MappingProxyType(_annotations(package, part, root)),
        signatures=located(package, "", text_of(element, "Signatures")),
    )


def _leaves(package: Package, part: str, root: etree._Element, size: Rectangle) -> Iterator[Leaf]:
    for page in root.iterfind("{*}Pages/{*}Page"):
        location = located(package, part, page.get("BaseLoc"))
        yield Leaf(identity=page.get("ID", ""), part=location, size=size)


def _templates(package: Package, part: str, shared: etree._Element) -> dict[str, str]:
    pages = islice(shared.iterfind("{*}TemplatePage"), 200)
    return {page.get("ID", ""): located(package, part, page.get("BaseLoc")) for page in pages}


def _resources(package: Package, part: str, shared: etree._Element | None) -> Resources:
    fonts: dict[str, str] = {}
    parameters: dict[str, etree._Element] = {}
    drawings: dict[str, etree._Element] = {}
    names = [] if shared is None else [*shared.iterfind("{*}PublicRes"), *shared.iterfind("{*}DocumentRes")]
    for name in names[:20]:
        root = tree(package, located(package, part, name.text))
        if root is None:
            continue
        for element in islice(root.iter("{*}Font", "{*}DrawParam", "{*}CompositeGraphicUnit"), RESOURCE_LIMIT):
            identity = element.get("ID", "")
            kind = etree.QName(element).localname
            if kind == "Font":
                fonts[identity] = element.get("FontName", "") or element.get("FamilyName", "")
            else:
                (parameters if kind == "DrawParam" else drawings)[identity] = element
    return Resources(
        fonts=MappingProxyType(fonts), parameters=MappingProxyType(parameters), drawings=MappingProxyType(drawings)
    )


def _annotations(package: Package, part: str, root: etree._Element) -> dict[str, tuple[str, ...]]:
    """The parts with what was put on each page."""
    listed = located(package, part, text_of(root, "Annotations"))
    listing = tree(package, listed)
    found: dict[str, tuple[str, ...]] = {}
    for page in () if listing is None else islice(listing.iterfind("{*}Page"), RESOURCE_LIMIT):
        location = located(package, listed, text_of(page, "FileLoc"))
        if location:
            identity = page.get("PageID", "")
            found[identity] = (*found.get(identity, ()), location)
    return found
