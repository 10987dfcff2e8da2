"""Judges and what they score, for the tests of their papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import season

from qtdocs.editions import shelf
from qtdocs.editions.scoring import scales_of, score_lines
from qtdocs.judging.sheet_code import SheetIdentity, sheet_code
from qtdocs.model.expert import LEADER, Expert, Seat
from qtdocs.render.judging.view import JudgedEntry, JudgeView

PHONE = "13800009003"
EXPERT = Expert(id="专003", name="欧阳望舒", organisation="东海工程质量研究院", phone=PHONE)
AVOIDED = ("班0009　东海丙公司　电焊班",)


def judge_view(programme: str, stage: str, teams: Sequence[str] = ("测量一班", "木工班")) -> JudgeView:
    """A judge of these teams in a stage of a programme."""
    edition = shelf.load_programme(programme)
    known = edition.stage(stage)
    assert known is not None
    entries = []
    for number, team in enumerate(teams, 1):
        entry = replace(season.entry(number, team=team), number=f"班{number:04d}")
        identity = SheetIdentity(programme=edition.id, stage=stage, entry=entry.number, judge=EXPERT.id)
        entries.append(JudgedEntry(entry=entry, code=sheet_code(identity)))
    return JudgeView(
        programme=edition,
        stage=known,
        panel="第1组",
        draw=1,
        expert=EXPERT,
        seat=Seat(expert=EXPERT.id, role=LEADER),
        lines=score_lines(edition, known),
        scales=scales_of(edition, known),
        entries=tuple(entries),
        avoided=AVOIDED,
    )
