"""The layout of 名称核对表: what is asked of each name and what comes back; who writes it and who reads it know it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from qtdocs.model.place import Place

NAME_SHEET = "名称核对"
"""The tab that people fill in."""
ASKED = (
    ("serial", "序号"),
    ("entry", "班组编号"),
    ("organisation", "单位名称"),
    ("team", "班组名称"),
    ("leader", "班组长"),
    ("tier", "等级"),
)
"""Key and heading of each column that says what is asked; the leader's only where the programme prints it."""
REPLIES = (
    ("said", "确认（正确/更正）"),
    ("new_organisation", "正确的单位名称"),
    ("new_team", "正确的班组名称"),
    ("new_leader", "正确的班组长"),
    ("proof", "证明材料"),
    ("remark", "备注"),
)
"""Key and heading of each column that people fill in."""
MARK = ("mark", "记号")
"""Key and heading of the hidden column that tells the rows apart."""
NAMES = ("organisation", "team", "leader")
"""The keys of what is printed."""
NAME_WORDS: Mapping[str, str] = {"organisation": "单位名称", "team": "班组名称", "leader": "班组长"}
"""How people call these."""
BOOK, HEAD, TEAM = "names-asked", "head", "team"
"""What a row of the hidden sheet is about: the workbook (version, programme, workspace, nominator), a column (key,
heading, its number), a team (its mark, number, organisation, team, leader)."""
VERSION = "1"
"""The version of this layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTeam:
    """The names of one team as they were asked about."""

    entry: str
    """The entry's number."""
    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    leader: str = ""
    """Its leader; empty where the programme does not print it."""

    def mark(self, workspace: str) -> str:
        """What tells its row from all others, of other workspaces and of other names too."""
        told = "\x1f".join((workspace, self.entry, self.organisation, self.team, self.leader))
        return f"{self.entry}/{hashlib.sha256(told.encode(errors='surrogatepass')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCell:
    """One cell as it came back."""

    text: str
    """What stands in it."""
    place: Place
    """Where."""
    flags: frozenset[str] = frozenset()
    """What the reader saw of it: ``struck``, ``uncached`` …, and ``merged``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """One row as it came back."""

    mark: str
    """Its mark; empty where it has none, or the column is gone."""
    cells: Mapping[str, FilledCell]
    """Its filled cells by the keys of the columns."""
    place: Place
    """Where."""
    comments: tuple[str, ...] = ()
    """What people wrote in comments (批注) on its cells, each with the cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSheet:
    """A workbook as it came back."""

    programme: str
    """Id of the programme it was written for."""
    workspace: str
    """What tells the workspace that wrote it from all others."""
    nominator: str
    """Who was asked."""
    place: Place
    """The cell that names the workspace."""
    teams: Mapping[str, AskedTeam] = field(default_factory=dict)
    """What was asked, by mark."""
    rows: tuple[FilledRow, ...] = ()
    """Every row in which something stands."""
    remarks: tuple[str, ...] = ()
    """What was done to the headings, in Chinese."""
