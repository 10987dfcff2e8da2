"""What people settle about a result: rules where the notice is silent, tiers against the rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One rule as people settled it, where the notice is silent."""

    value: str
    """What holds: ``median``, ``presented``, ``100`` …; empty where the programme's own word holds again."""
    because: str = ""
    """Why, in their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """The tier that the deciders gave one entry instead of the rule's."""

    tier: str
    """The tier; empty where the rule's holds again."""
    because: str
    """Why, in their words."""
    instead_of: str = ""
    """The tier that the rule gave when they said so."""
