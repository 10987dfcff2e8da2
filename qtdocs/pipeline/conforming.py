"""Every rule of the notice held against every team: fine, defect, or not to be told."""

from __future__ import annotations

from qtdocs.pipeline.known import Judged, Season


def with_verdicts(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    return judged
