"""What is scored in a stage of judging: the lines of its score sheet, and what the whole is out of."""

from __future__ import annotations

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.model.ballot import WHOLE
from qtdocs.model.score_book import ScoreLine

_WHOLE_MARK = 100
"""What people score out of where nobody says otherwise."""


def score_lines(programme: Programme, stage: Stage) -> tuple[ScoreLine, ...]:
    """The lines of a stage's score sheet: the programme's criteria, else one line for the whole.

    A presentation has no criteria of its own in any notice; those of the programme are for its papers.
    """
    if programme.criteria and not stage.is_presentation:
        return tuple(
            ScoreLine(key=each.id, title=each.title, text=each.text, maximum=each.points) for each in programme.criteria
        )
    scales = scales_of(programme, stage)
    return (ScoreLine(key=WHOLE, title=stage.name, maximum=scales[0] if len(scales) == 1 else None),)


def scales_of(programme: Programme, stage: Stage) -> tuple[int, ...]:
    """What the whole sheet may be out of: one number where the notice says so, else the stage's share and 100."""
    if programme.criteria and not stage.is_presentation:
        return (sum(each.points for each in programme.criteria),)
    if stage.sheet is not None:
        return (stage.sheet,)
    return tuple(dict.fromkeys((stage.points, _WHOLE_MARK)))
