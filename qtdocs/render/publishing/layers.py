"""Pages of a PDF turned into layers below other pages: what is the same on many is drawn once and stored once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def layered(count: int, below: Sequence[Sequence[int]]) -> Callable[[Any, Any], None]:
    """A finisher that makes the first pages layers and drops them as pages.

    WeasyPrint draws a vector background anew on every page, a third of a second each (Kozea/WeasyPrint#1978);
    shared, it is drawn once and stored once.

    Args:
        count: how many of the first pages are layers.
        below: for each other page its layers, the lowest first.
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
        _lay_below(pdf, pages, below)
        # the dropped pages stay in the file as orphans: freeing their numbers breaks pydyf's compressed references
        del pdf.pages["Kids"][: 3 * count]
        pdf.pages["Count"] -= count

    return finish


def _make_layer(objects: dict[int, Any], page: Any, number: int) -> None:
    """Turn a page's stream into something that other pages can draw."""
    stream = objects[_number(page["Contents"])]
    stream.extra.update(Type="/XObject", Subtype="/Form", BBox=page["MediaBox"], Resources=page["Resources"])
    objects[_number(page["Resources"])]["XObject"][f"layer-{number}"] = stream.reference


def _lay_below(pdf: Any, pages: Sequence[Any], below: Sequence[Sequence[int]]) -> None:
    """Have each page draw its layers first."""
    import pydyf

    drawn: dict[tuple[int, ...], Any] = {}
    for page, numbers in zip(pages, below, strict=True):
        key = tuple(numbers)
        if key not in drawn:
            drawn[key] = pydyf.Stream([b"".join(b"/layer-%d Do " % number for number in key)])
            pdf.add_object(drawn[key])
        # the page's own stream opens with a matrix that it never takes back, so the layers go before it
        page["Contents"] = pydyf.Array([drawn[key].reference, page["Contents"]])


def _number(reference: Any) -> int:
    """The object number of a reference."""
    return int(bytes(reference).split()[0]) if isinstance(reference, bytes) else int(str(reference).split()[0])
