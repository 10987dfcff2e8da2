"""Certificates put on pages: one of each shape is laid out, the others are drawn in its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.render import pages
from qtdocs.render.publishing.design import Piece
from qtdocs.render.publishing.stamping import Specimen, StampedPage, draws_alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A text in lines of pieces."""

    height: float
    """Its size in millimetres on A4."""
    lines: tuple[tuple[Piece, ...], ...]
    """Its lines."""

    @property
    def shape(self) -> tuple[object, ...]:
        """What it has in common with texts that fill the same places."""
        return (self.height, tuple(tuple(piece.quote for piece in line) for line in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the template needs of one certificate."""

    bookmark: str
    """Its name among the bookmarks."""
    number: tuple[Piece, ...]
    """What stands behind 证书编号."""
    recipient: Lines
    """Whom it is for."""
    body: Lines | None
    """Its own text; none where all of a tier have the same."""
    fallback: bool
    """Whether its names are wholly set in the fallback font: one character in another type would stand out."""
    code: tuple[Piece, ...] = ()
    """防伪校验码; empty where there is none."""

    @property
    def pieces(self) -> tuple[str, ...]:
        """All texts of its page, in their order."""
        lines = (self.number, *self.recipient.lines, *(self.body.lines if self.body else ()), self.code)
        return tuple(piece.text for line in lines for piece in line)

    @property
    def shape(self) -> tuple[object, ...]:
        """What it has in common with those whose texts fill the same places."""
        body = self.body.shape if self.body else ()
        number = tuple(piece.quote for piece in self.number)
        return (number, self.recipient.shape, body, self.fallback, len(self.code))


def imposed(
    items: Sequence[Item], lay_out: Callable[[Sequence[Item]], Any], *, layers: int
) -> tuple[Any, tuple[StampedPage, ...]]:
    """The document of all certificates, its layers in front; and the pages of the certificates alone.

    Args:
        items: the certificates.
        lay_out: lays the layers and some certificates out, a page each.
        layers: how many of the first pages are layers.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, item in enumerate(items):
        groups.setdefault(item.shape, []).append(number)
    first = [members[0] for members in groups.values()]
    document, made, rest = _drawn(items, groups, lay_out([items[number] for number in first]), layers)
    if rest:  # texts that need places of their own
        alone: dict[tuple[object, ...], list[int]] = {(number,): [number] for number in rest}
        kept = {shape: [number for number in members if number not in rest] for shape, members in groups.items()}
        together: dict[tuple[object, ...], list[int]] = {shape: each for shape, each in kept.items() if each}
        together |= alone
        chosen = [items[members[0]] for members in together.values()]
        document, made, _ = _drawn(items, together, lay_out(chosen), layers)
    stamped = tuple(made[number] for number in range(len(items)))
    return document.copy([*document.pages[:layers], *stamped]), stamped


def _drawn(
    items: Sequence[Item], groups: dict[Any, list[int]], document: Any, layers: int
) -> tuple[Any, dict[int, StampedPage], set[int]]:
    """The pages by the number of their certificate, and those that have to be laid out themselves."""
    made: dict[int, StampedPage] = {}
    rest: set[int] = set()
    for page, members in zip(document.pages[layers:], groups.values(), strict=True):
        own = items[members[0]].pieces
        specimen = Specimen(page, own)
        alike = len(members) > 1 and draws_alike(specimen, own, lambda: pages.sheet(document))
        for number in members:
            shapes = specimen.shapes(items[number].pieces) if alike else None
            if shapes is None and number != members[0]:
                rest.add(number)
            else:
                made[number] = StampedPage(specimen=specimen, shapes=shapes, name=items[number].bookmark)
    return document, made, rest
