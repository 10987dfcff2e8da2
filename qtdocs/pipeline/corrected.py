"""What people corrected, laid over what was read."""

from __future__ import annotations

from collections.abc import Sequence

from qtdocs.model.entry import Entry
from qtdocs.pipeline.known import Season


def corrected(teams: Sequence[Entry], season: Season) -> tuple[Entry, ...]:
    """The teams with what people corrected."""
    return tuple(teams)
