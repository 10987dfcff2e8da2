"""The Word papers that judges sign: 承诺书与回避声明, 签到表, and a score sheet where no official one is published."""

from __future__ import annotations

from collections.abc import Iterable

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.model.expert import Expert, Panel
from qtdocs.render.judging.view import JudgedEntry, JudgeView
from qtdocs.render.letters import letter

PLEDGE_TEMPLATE = "pledge.docx"
ATTENDANCE_TEMPLATE = "attendance.docx"
WHOLE_TEMPLATE = "whole-sheet.docx"
_SPARE_ROWS = 2
"""Rows for those who come instead of somebody."""


def pledge(view: JudgeView, template: bytes) -> bytes:
    """承诺书与回避声明 of one judge, with the entries that the judge scores."""
    rows = [
        {"number": number, "entry": each.entry.number, "organisation": each.organisation, "team": each.team}
        for number, each in enumerate(view.entries, 1)
    ]
    values = {
        "programme": view.programme.name, "stage": view.stage.name, "judge": view.judge,
        "organisation": view.expert.organisation, "panel": f"{view.panel}（{view.seat.role}）",
        "avoided": "；".join(view.avoided), "rows": rows,
    }  # fmt: skip
    return letter(template, values, name=PLEDGE_TEMPLATE)


def attendance(programme: Programme, stage: Stage, panel: Panel, experts: Iterable[Expert], template: bytes) -> bytes:
    """签到表 of one group, the leader first, with empty rows for those who come instead of somebody.

    Args:
        programme: the programme.
        stage: the stage of judging.
        panel: the group.
        experts: those who sit in it, in the order of its seats.
        template: the Word template.
    """
    rows = [
        {"number": str(number), "judge": each.name, "organisation": each.organisation, "role": seat.role}
        for number, (seat, each) in enumerate(zip(panel.seats, experts, strict=True), 1)
    ]
    rows += [dict.fromkeys(("number", "judge", "organisation", "role"), "") for _ in range(_SPARE_ROWS)]
    values = {"programme": programme.name, "stage": stage.name, "panel": panel.name, "rows": rows}
    return letter(template, values, name=ATTENDANCE_TEMPLATE)


def whole_sheet(view: JudgeView, judged: JudgedEntry, template: bytes) -> bytes:
    """A sheet on paper with one score for the whole; says that it is no official one."""
    full = "　".join(f"□ {each} 分" for each in view.scales) if view.is_open else f"{view.scales[0]} 分"
    values = {
        "programme": view.programme.name, "stage": view.stage.name, "team": judged.team,
        "organisation": judged.organisation, "entry": judged.entry.number, "judge": view.judge,
        "panel": f"{view.panel}（{view.seat.role}）", "full": full, "open": view.is_open, "step": view.step_said,
        "code": judged.code,
    }  # fmt: skip
    return letter(template, values, name=WHOLE_TEMPLATE)
