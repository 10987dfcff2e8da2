"""光荣册, the book of those who are honoured: what stands in it, before anybody lays out a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.render.publishing.announcement_text import Paragraph

STYLE = "honour-roll"
"""The templates: ``honour-roll.txt``, ``.docx``, ``.html``, ``.css`` and ``.svg``."""
OTHERS = "其他单位"
"""Stands over teams of which nobody knows who put them forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One team."""

    number: int
    """As printed in front of it."""
    organisation: str
    """Its organisation, in full."""
    team: str
    """Its name in quotes, never in two pairs of them."""
    leader: str = ""
    """Its leader, where the programme prints that."""

    @property
    def name(self) -> str:
        """企业全称“班组名”, as it is printed."""
        return self.organisation + self.team


@dataclass(frozen=True, slots=True, kw_only=True)
class BookGroup:
    """The teams of one nominator in one tier."""

    name: str
    """The nominator."""
    rows: tuple[BookRow, ...]
    """Its teams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTier:
    """Everybody who got one tier."""

    name: str
    """What stands over it: the tier, or what the honour is called where there are none."""
    title: str
    """The honour in full."""
    groups: tuple[BookGroup, ...]
    """By nominator."""

    @property
    def count(self) -> int:
        """How many teams."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPaper:
    """The announcement, as the book reprints it."""

    kind: str
    """通报, 通知 or 决定."""
    title: tuple[str, ...]
    """The lines of its title."""
    number: str
    """文号; empty where it has none yet."""
    text: tuple[Paragraph, ...]
    """Its text."""
    association: str
    """Who issued it."""
    date: str
    """成文日期."""
    note: str = ""
    """附注, without brackets; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that stands in the book."""

    association: str
    """Who issues it."""
    programme: str
    """What the programme is called."""
    cover: tuple[str, ...]
    """The lines over 光荣册 on the cover."""
    date: str
    """Year and month, in Chinese; empty where there are none yet."""
    paper: BookPaper | None
    """The announcement; none in a book that is made before anybody decided."""
    notes: tuple[Paragraph, ...]
    """说明."""
    afterword: tuple[Paragraph, ...]
    """编后; empty where there is none."""
    tiers: tuple[BookTier, ...]
    """Who is honoured, the best tier first."""
    draft: bool
    """Whether it is 样稿."""

    @property
    def title(self) -> str:
        """What the book is called in heads and metadata."""
        return f"{self.programme}光荣册"

    @property
    def count(self) -> int:
        """How many teams."""
        return sum(tier.count for tier in self.tiers)

    @property
    def rows(self) -> tuple[BookRow, ...]:
        """Every team, in the order of the pages."""
        return tuple(row for tier in self.tiers for group in tier.groups for row in group.rows)

    @property
    def with_leaders(self) -> bool:
        """Whether leaders are printed."""
        return any(row.leader for row in self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is set as a whole in one font: companies with their teams, leaders, nominators."""
        rows = self.rows
        groups = (group.name for tier in self.tiers for group in tier.groups)
        return tuple(dict.fromkeys((*(row.name for row in rows), *(row.leader for row in rows if row.leader), *groups)))


def groups_in(teams: Sequence[tuple[str, BookRow]]) -> tuple[BookGroup, ...]:
    """Teams under their nominators, in the order in which nominators first come."""
    found: dict[str, list[BookRow]] = {}
    for nominator, row in teams:
        found.setdefault(nominator or OTHERS, []).append(row)
    return tuple(BookGroup(name=name, rows=tuple(rows)) for name, rows in found.items())
