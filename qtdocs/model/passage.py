"""Texts that are compared with each other, and the passages that two of them share."""

from __future__ import annotations

from dataclasses import dataclass, field

from qtdocs.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of one team."""

    key: str
    """What tells it from every other text, this year and the next."""
    owner: str
    """Whose it is: texts of one owner are never compared. The entry's id; of an earlier season, season and team."""
    organisation: str = ""
    """The organisation; empty where it is not known."""
    team: str = ""
    """The team; empty where it is not known."""
    season: str = ""
    """The earlier season it is from; empty for this one."""
    file: str = ""
    """The file."""
    label: str = ""
    """The box in which it stands on a form; empty for a document of its own."""
    place: Place = field(default_factory=Place)
    """Where that box is."""
    basis: str = ""
    """``pixels`` where it was recognised on pictures; else empty."""
    words: str
    """The text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a text."""

    key: str
    """Key of the text."""
    start: int
    """Its first character."""
    end: int
    """Behind its last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A passage that two texts share."""

    one: Span
    """Where it stands in the one."""
    other: Span
    """Where it stands in the other."""
    same: int
    """How many signs of the one stand in the other too; punctuation and spaces are no signs."""
    other_same: int
    """How many signs of the other stand in the one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Widespread:
    """A passage that stands in the texts of many organisations."""

    spans: tuple[Span, ...]
    """Where it stands, one place a text."""
    organisations: int
    """In texts of how many organisations."""
    same: int
    """How many signs it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a comparison of texts found; nothing but places, never a word of a text."""

    shared: tuple[Shared, ...] = ()
    """Passages that two texts share."""
    widespread: tuple[Widespread, ...] = ()
    """Passages that stand in the texts of many organisations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The texts of a season with what was found by comparing them."""

    key: str = ""
    """What tells these texts, compared by this method, from any others; empty where there was nothing to compare."""
    texts: tuple[Text, ...] = ()
    """The texts, those of earlier seasons too."""
    found: Comparison = Comparison()
    """What was found."""
