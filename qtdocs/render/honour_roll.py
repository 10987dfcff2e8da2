"""The honour roll: every sound team, by nominator, in no order of merit."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.render.context import text_of, year_of
from qtdocs.text import display_width
from qtdocs.writing import safe_text, saved

COVER_ROOM, ORGANISATION_ROOM, TEAM_ROOM = 40, 40, 29
"""Half-width characters that fit on a line of the template's cover and of its two columns of names."""
_SHORTEST_LINE = 8
"""A last line shorter than this, in half-width characters, looks lost: 公司 alone."""
_NO_NOMINATOR = "其他申报单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One line of the roll."""

    number: int
    """Runs through the whole roll."""
    organisation: str
    """The company, as typed."""
    team: str
    """The team, as typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollGroup:
    """The teams of one nominator."""

    name: str
    """The nominator."""
    rows: tuple[RollRow, ...]
    """Its teams."""


def honour_roll(
    programme: Programme,
    entries: Sequence[Entry],
    *,
    template: bytes,
    draft: bool = True,
    date: datetime.date | None = None,
) -> bytes:
    """The bytes of 光荣册.docx.

    Args:
        programme: whose roll it is.
        entries: the teams; those with errors or without a sure name are passed over.
        template: the Word template to fill.
        draft: whether 样稿 stands on every page.
        date: the day on the cover; the programme's year alone where none is given.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    groups = roll_groups(programme, entries)
    roll = DocxTemplate(io.BytesIO(template))
    # docxtpl's own default silently drops text after & and <, hence autoescape
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    values = {
        "programme": safe_text(programme.name),
        "title": cover_title(safe_text(programme.name)),
        "association": safe_text(programme.association.name),
        "date": f"{date.year}年{date.month}月" if date else f"{year_of(programme)}年",
        "teams": sum(len(group.rows) for group in groups),
        "groups": groups,
        "draft": draft,
    }
    roll.render(values, jinja_env=shop, autoescape=True)
    return saved(roll)


def roll_groups(programme: Programme, entries: Sequence[Entry]) -> tuple[RollGroup, ...]:
    """The sound teams by nominator, in the programme's order, then as they come; numbers run through."""
    by_nominator: dict[str, list[Entry]] = {}
    for entry in entries:
        if is_listed(entry):
            by_nominator.setdefault(text_of(entry, "nominator_name"), []).append(entry)
    groups = []
    number = 0
    for nominator in sorted(by_nominator, key=lambda name: (not name, programme.nominator_rank(name))):
        rows = []
        for entry in by_nominator[nominator]:
            number += 1
            organisation, team = (safe_text(text_of(entry, key)) for key in ("organisation_name", "team_name"))
            rows.append(
                RollRow(
                    number=number,
                    organisation=balanced(organisation, ORGANISATION_ROOM),
                    team=balanced(team, TEAM_ROOM),
                )
            )
        groups.append(RollGroup(name=safe_text(nominator) or _NO_NOMINATOR, rows=tuple(rows)))
    return tuple(groups)


def is_listed(entry: Entry) -> bool:
    """Whether the team stands in the roll: no errors, and both names are sure."""
    named = text_of(entry, "organisation_name") and text_of(entry, "team_name")
    return bool(named) and entry.sound and entry.in_running


def cover_title(name: str) -> str:
    """The cover's title; one that is too long for a line breaks where its second half begins as a phrase.

    >>> cover_title("2021年度全国市政工程质量信得过班组建设成果").split()
    ['2021年度全国市政工程', '质量信得过班组建设成果']
    """
    front, phrase, rest = name.partition("质量信得过")
    if display_width(name) <= COVER_ROOM or not front or max(map(display_width, (front, phrase + rest))) > COVER_ROOM:
        return balanced(name, COVER_ROOM)
    return f"{front}\n{phrase}{rest}"


def balanced(name: str, room: int) -> str:
    """The name with a line break where it would otherwise leave 公司 alone on a last line.

    >>> balanced("东海省滨海新区市政工程建设养护集团有限公司", 40).split()
    ['东海省滨海新区市政工程', '建设养护集团有限公司']
    """
    width = display_width(name)
    lines = math.ceil(width / room)
    if lines < 2 or width - room * (lines - 1) >= _SHORTEST_LINE:
        return name
    share, line = width / lines, ""
    pieces: list[str] = []
    for character in name:
        if line and display_width(line + character) > max(share + 2, 2) and len(pieces) < lines - 1:
            pieces.append(line)
            line = ""
        line += character
    return "\n".join([*pieces, line])
