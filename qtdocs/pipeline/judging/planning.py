"""What a draw goes by: the notice and the office's wishes, the entries as known today, what was said before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import readers
from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.grouping import read_grouping
from qtdocs.judging.order import group_names
from qtdocs.ledger import Ledger, registry
from qtdocs.model.entry import Entry
from qtdocs.model.expert import DrawnEntry, DrawPlan
from qtdocs.pipeline.judging.draws import StageDraws
from qtdocs.text import natural_order
from qtdocs.writing import safe_text

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the office says of a draw; none for what the programme says."""

    groups: int | None = None
    """How many groups."""
    members: int | None = None
    """Members in a group besides its leader."""
    bridges: int | None = None
    """Experts who sit in every group."""
    least: int | None = None
    """Judges that every entry must keep."""
    given: Path | None = None
    """A workbook that gives the groups."""


def plan_of(
    edition: Programme, ledger: Ledger, entries: Sequence[Entry], draws: StageDraws, wish: Wish, *,
    today: datetime.date,
) -> DrawPlan:  # fmt: skip
    """What a draw goes by today.

    Raises:
        UsageError: there are more groups than entries, an entry cannot keep so many judges, or a workbook of groups
            does not fit the entries.
    """
    rules = edition.judging
    given = _given(wish.given, entries) if wish.given else {}
    groups = tuple(sorted(set(given.values()), key=natural_order)) or group_names(wish.groups or 1)
    if given and wish.groups and wish.groups != len(groups):
        raise UsageError(f"分组表里有 {len(groups)} 组，--groups 写的是 {wish.groups}。", "请去掉 --groups。")
    if len(groups) > len(entries):
        raise UsageError(f"只有 {len(entries)} 个班组，分不成 {len(groups)} 组。", "请把 --groups 改小。")
    members = rules.members if wish.members is None else wish.members
    bridges = rules.bridges if wish.bridges is None else wish.bridges
    if len(groups) == 1 and wish.bridges:
        raise UsageError("只有一组，用不着跨组评委。", "请去掉 --bridges，或用 --groups 写分几组。")
    if wish.least and wish.least > 1 + members + bridges:
        raise UsageError(
            f"每组连组长只有 {1 + members + bridges} 名评委，每个班组不会有 {wish.least} 名。", "请把 --least 改小。"
        )
    declined, recused = draws.said_by_now()
    return DrawPlan(
        day=today.isoformat(),
        groups=groups,
        members=members,
        bridges=bridges if len(groups) > 1 else 0,
        least=min(wish.least or rules.least, 1 + members + bridges),
        avoid=rules.avoid,
        one_per_organisation=rules.one_per_organisation,
        entries=tuple(map(drawn_entry, entries)),
        given=given,
        nominator_words=edition.nominators,
        renamings=registry.everything(ledger).renamings,
        declined=declined,
        recused=recused,
    )


def drawn_entry(entry: Entry) -> DrawnEntry:
    """An entry as a draw sees it: what is only guessed is not taken."""
    organisation, team, nominator = (
        " ".join(text_of(entry.fields.get(key)).split()) for key in ("organisation_name", "team_name", "nominator_name")
    )
    return DrawnEntry(number=entry.number, organisation=organisation, team=team, nominator=nominator)


def _given(path: Path, entries: Sequence[Entry]) -> Mapping[str, str]:
    """The group of each entry as a workbook gives it."""
    try:
        document = readers.read(path.read_bytes(), name=path.name)
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。") from error
    except (UnreadableFileError, OSError) as error:
        raise UsageError(f"{path.name} 打不开：{error}") from error
    grouping = read_grouping(document)
    numbers = {each.number for each in entries}
    problems = list(grouping.problems)
    problems += [f"{each} 不在参加评审的班组里" for each in grouping.groups if each not in numbers]
    if not problems:
        problems += [f"{each} 没有分到组" for each in sorted(numbers - set(grouping.groups), key=natural_order)]
    if problems:
        listed = "\n".join(f"  {number}. {safe_text(each)}。" for number, each in enumerate(problems[:_SHOWN], 1))
        rest = f"\n  等 {len(problems)} 处" if len(problems) > _SHOWN else ""
        raise UsageError(
            f"分组表有 {len(problems)} 处不对，没有抽：\n{listed}{rest}\n",
            "表要有“班组编号”“组别”两列，参加评审的班组每个一行。",
        )
    return grouping.groups
