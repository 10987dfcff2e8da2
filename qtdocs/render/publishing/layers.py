"""Pages of a PDF turned into layers below other pages: what is the same on many is drawn once and stored once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def layered(
    count: int, below: Sequence[Sequence[int]], *, drawn: Mapping[int, bytes] | None = None
) -> Callable[[Any, Any], None]:
    """A finisher that makes the first pages layers and drops them as pages.

    WeasyPrint draws a vector background anew on every page, a third of a second each (Kozea/WeasyPrint#1978);
    shared, it is drawn once and stored once.

    Args:
        count: how many of the first pages are layers.
        below: for each other page its layers, the lowest first.
        drawn: what else is drawn on other pages, above the layers and below their own text, by their place among them.
    """

    def finish(_document: Any, pdf: Any) -> None:
        objects = {item.number: item for item in pdf.objects}
        every = [objects[number] for number in pdf.pages["Kids"][::3]]
        layers, pages = every[:count], every[count:]
        if len(pages) != len(below):
            msg = f"{len(pages)} pages were laid out for {len(below)} certificates"
            raise ValueError(msg)
        for number, layer in enumerate(layers):
            _make_layer(objects, layer, number)
        _lay_below(pdf, pages, below, drawn or {})
        # the dropped pages stay in the file as orphans: freeing their numbers breaks pydyf's compressed references
        del pdf.pages["Kids"][: 3 * count]
        pdf.pages["Count"] -= count

    return finish


def _make_layer(objects: dict[int, Any], page: Any, number: int) -> None:
    """Turn a page's stream into something that other pages can draw."""
    stream = objects[_number(page["Contents"])]
    stream.extra.update(Type="/XObject", Subtype="/Form", BBox=page["MediaBox"], Resources=page["Resources"])
    objects[_number(page["Resources"])]["XObject"][f"layer-{number}"] = stream.reference


def _lay_below(pdf: Any, pages: Sequence[Any], below: Sequence[Sequence[int]], drawn: Mapping[int, bytes]) -> None:
    """Have each page draw its layers first."""
    import pydyf

    known: dict[tuple[int, ...], Any] = {}
    for place, (page, numbers) in enumerate(zip(pages, below, strict=True)):
        key = tuple(numbers)
        if key not in known:
            known[key] = pydyf.Stream([b"".join(b"/layer-%d Do " % number for number in key)])
            pdf.add_object(known[key])
        # the page's own stream opens with a matrix that it never takes back, so all else goes before it
        parts = [known[key].reference]
        if place in drawn:
            more = pydyf.Stream([drawn[place]], compress=True)
            pdf.add_object(more)
            parts.append(more.reference)
        page["Contents"] = pydyf.Array([*parts, page["Contents"]])


def _number(reference: Any) -> int:
    """The object number of a reference."""
    return int(bytes(reference).split()[0]) if isinstance(reference, bytes) else int(str(reference).split()[0])
