"""What the programme asks for in which medium, against what came."""

from __future__ import annotations

from qtdocs.pipeline.known import Judged, Season


def with_papers(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    return judged
