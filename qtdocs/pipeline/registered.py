"""What the register and earlier seasons say of teams and their companies."""

from __future__ import annotations

from qtdocs.pipeline.known import Judged, Season


def with_history(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    return judged
