"""Where the fields of a PDF show: pages and rectangles, as pyHanko finds them in the file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from qtdocs.model.place import Box, Place
from qtdocs.readers.certificates import MALFORMED
from qtdocs.readers.pdf_page import upright

PAGE_LIMIT = 500
"""Pages on which fields are looked for."""
_NODE_LIMIT = 2_000
_DEEPEST = 40
_KID_LIMIT = 500
_ANNOTATION_LIMIT = 2_000
_A4 = (0.0, 0.0, 595.3, 841.9)
_FARTHEST = 20_000.0  # points; the largest page that programs make is 14,400
_SMALLEST = 1.0  # points: a rectangle that is smaller hides a signature
_HIDDEN = 0x02 | 0x20


def resolved(value: Any) -> Any:
    """The object itself, where a reference to one stands."""
    return value.get_object() if hasattr(value, "get_object") else value


def places_of_widgets(reader: Any, fields: Sequence[Any]) -> list[tuple[Place, ...]]:
    """The places where each field shows; one place without a rectangle where it shows nowhere.

    Args:
        reader: pyHanko's ``PdfFileReader``.
        fields: references to the fields, or the fields themselves.
    """
    wanted = [list(_widgets(field)) for field in fields]
    keys = {key for widgets in wanted for key, _ in widgets if key is not None}
    pages = list(_pages(reader))
    homes = {key: number for number, page in enumerate(pages, 1) for key in _annotations(page) if key in keys}
    return [
        tuple(_ordered(_place(widget, _home(key, homes) or _own_page(widget, pages), pages) for key, widget in widgets))
        for widgets in wanted
    ]


def _home(key: int | None, homes: dict[int, int]) -> int | None:
    return None if key is None else homes.get(key)


def _ordered(places: Iterator[Place]) -> list[Place]:
    """The places that show; else the first that does not."""
    found = list(dict.fromkeys(places))
    seen = [place for place in found if place.box is not None]
    return seen or found[:1] or [Place()]


def _key(value: Any) -> int | None:
    """The number of the object that a reference names."""
    number = getattr(value, "idnum", None)
    return number if isinstance(number, int) else None


def _widgets(field: Any) -> Iterator[tuple[int | None, Any]]:
    """A field's own rectangles: most fields are one themselves, some have kids."""
    dictionary = resolved(field)
    if not isinstance(dictionary, dict):
        return
    kids = _list(dictionary, "/Kids")[:_KID_LIMIT]
    if not kids:
        yield _key(field), dictionary
    for kid in kids:
        widget = _resolved_or_none(kid)
        if isinstance(widget, dict):
            yield _key(kid), widget


def _resolved_or_none(value: Any) -> Any:
    from pyhanko.pdf_utils.misc import PdfError

    try:
        return resolved(value)
    except (PdfError, OSError, *MALFORMED):
        return None


def _list(dictionary: Any, key: str) -> list[Any]:
    """An array of a dictionary, references left as they are; empty where there is none."""
    try:
        value = _resolved_or_none(dictionary.raw_get(key))
    except MALFORMED:
        return []
    return list(value) if isinstance(value, list) else []


def _pages(reader: Any) -> Iterator[Any]:
    """The pages' dictionaries in order, with what they inherit; loops and endless trees come to an end."""
    stack: list[tuple[Any, dict[str, Any], int]] = [(reader.root.raw_get("/Pages"), {}, 0)]
    seen: set[int] = set()
    found = nodes = 0
    while stack and found < PAGE_LIMIT and nodes < _NODE_LIMIT:
        reference, inherited, depth = stack.pop()
        key = _key(reference)
        if key is not None and key in seen:
            continue
        seen |= set() if key is None else {key}
        nodes += 1
        node: Any = _resolved_or_none(reference)
        if not isinstance(node, dict):
            continue
        passed = inherited | {name: node[name] for name in ("/CropBox", "/MediaBox", "/Rotate") if name in node}
        kids = _list(node, "/Kids")
        if kids and depth < _DEEPEST:
            stack += [(kid, passed, depth + 1) for kid in reversed(kids[:_NODE_LIMIT])]
        elif not kids:
            found += 1
            yield {"/Annots": _list(node, "/Annots")[:_ANNOTATION_LIMIT], "key": key, **passed}


def _annotations(page: Any) -> Iterator[int]:
    yield from (key for each in page["/Annots"] if (key := _key(each)) is not None)


def _own_page(widget: Any, pages: Sequence[Any]) -> int | None:
    """The page that a rectangle names as its own, where the page does not name it."""
    try:
        key = _key(widget.raw_get("/P"))
    except MALFORMED:
        return None
    return next((number for number, page in enumerate(pages, 1) if page["key"] == key), None) if key else None


def _place(widget: Any, number: int | None, pages: Sequence[Any]) -> Place:
    """Where one rectangle lies; no rectangle where nothing is shown."""
    corners = _numbers(_raw(widget, "/Rect"))
    if number is None or corners is None:
        return Place(page=number)
    left, right = sorted((corners[0], corners[2]))
    bottom, top = sorted((corners[1], corners[3]))
    flags = _raw(widget, "/F")
    is_hidden = isinstance(flags, int) and bool(flags & _HIDDEN)
    if is_hidden or min(right - left, top - bottom) < _SMALLEST:
        return Place(page=number)
    return Place(page=number, box=_box(pages[number - 1], (left, bottom, right, top)))


def _raw(dictionary: Any, key: str) -> Any:
    try:
        return _resolved_or_none(dictionary[key])
    except MALFORMED:
        return None


def _box(page: Any, corners: tuple[float, float, float, float]) -> Box | None:
    """A rectangle of the page's own space in millimetres, as the page is shown."""
    visible = _numbers(_resolved_or_none(page.get("/CropBox"))) or _numbers(_resolved_or_none(page.get("/MediaBox")))
    rotation = _resolved_or_none(page.get("/Rotate"))
    quarter = int(rotation) % 360 if isinstance(rotation, int) else 0
    left, bottom, right, top = visible or _A4
    edges = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    if edges[2] - edges[0] < 1 or edges[3] - edges[1] < 1:
        edges = _A4
    return upright(quarter // 90 * 90, edges).area(*corners).box


def _numbers(value: Any) -> tuple[float, float, float, float] | None:
    """Four numbers that can be a rectangle."""
    if not isinstance(value, list) or len(value) != 4:
        return None
    try:
        left, bottom, right, top = (float(_resolved_or_none(each)) for each in value)
    except MALFORMED:
        return None
    sane = all(math.isfinite(each) and abs(each) <= _FARTHEST for each in (left, bottom, right, top))
    return (left, bottom, right, top) if sane else None
