"""评分汇总.xlsx: each stage entry by entry and judge by judge, what lacks, what does not count and why; internal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qtdocs.render import sheets
from qtdocs.render.judging.tabs import tab_names
from qtdocs.writing import saved

INTERNAL = "内部资料，不得外传"
"""What stands above everything that shows scores or ranks."""
OVERVIEW, ASIDE, AGAIN = "总览", "未计入", "建议复评"
_HEADS = ("编号", "单位名称", "班组名称", "计入份数", "得分", "折算", "标准差", "本阶段名次", "说明")
_WIDTHS = (9.5, 32.0, 20.0, 9.5, 10.0, 10.0, 9.5, 9.5, 34.0)
_JUDGE_WIDTH = 11.0
_ASIDE_HEADS = ("阶段", "编号", "评委", "为什么没有计入", "怎么办")
_ASIDE_WIDTHS = (16.0, 9.5, 18.0, 70.0, 46.0)
_AGAIN_HEADS = ("阶段", "编号", "单位名称", "班组名称", "标准差", "各位评委的分")
_AGAIN_WIDTHS = (16.0, 9.5, 34.0, 22.0, 10.0, 46.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLine:
    """One entry in one stage."""

    number: str
    """The entry's number."""
    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    counted: str
    """How many ballots count, and of how many: ``3/4``."""
    raw: Decimal | None
    """The statistic on the sheet's scale, four decimals; none where it cannot be told."""
    points: Decimal | None
    """The same on the stage's scale."""
    spread: Decimal
    """The standard deviation."""
    rank: int
    """Its rank in this stage alone; 0 where it has none."""
    remark: str
    """What lacks, and what else is to be said."""
    scores: tuple[Decimal | str, ...]
    """What each judge of the group gave; words where there is no number: 回避, 缺."""
    criteria: tuple[Decimal, ...] = ()
    """The statistic of each criterion."""
    again: bool = False
    """Whether its judges lie so far apart that it should be judged again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelBlock:
    """The entries of one group, with its judges."""

    name: str
    """The group or room; empty where there is none."""
    judges: tuple[str, ...]
    """Its judges: 专003 张三."""
    lines: tuple[MarkLine, ...]
    """Its entries, by number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBlock:
    """One stage."""

    name: str
    """Its name."""
    said: tuple[str, ...]
    """How it is counted, how far it has come, what has to be known."""
    criteria: tuple[str, ...]
    """Titles of its criteria with their points; empty where it has none."""
    panels: tuple[PanelBlock, ...]
    """Its groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """One ballot, or what is left of one, that does not count."""

    stage: str
    """Name of the stage."""
    entry: str
    """The entry's number; empty where it is not known."""
    judge: str
    """The judge: 专003 张三."""
    reason: str
    """Why."""
    advice: str
    """What to do."""


def tally_workbook(title: str, stages: Sequence[StageBlock], aside: Sequence[AsideLine]) -> bytes:
    """The bytes of 评分汇总.xlsx.

    Args:
        title: what stands above.
        stages: the stages.
        aside: ballots that do not count.
    """
    book = sheets.new_workbook("评分汇总")
    tabs = tab_names((each.name for each in stages), taken=(OVERVIEW, ASIDE, AGAIN))
    _put_overview(book.create_sheet(OVERVIEW), title, stages, aside)
    for tab, stage in zip(tabs, stages, strict=True):
        _put_stage(book.create_sheet(tab), f"{title} {stage.name}", stage)
    _put_list(book.create_sheet(AGAIN), f"{title} 建议复评的班组", _AGAIN_HEADS, _AGAIN_WIDTHS, list(_again(stages)))
    rows = [(each.stage, each.entry, each.judge, each.reason, each.advice) for each in aside]
    _put_list(book.create_sheet(ASIDE), f"{title} 没有计入的评分", _ASIDE_HEADS, _ASIDE_WIDTHS, rows)
    return saved(book)


def put_title(sheet: Any, title: str, *, columns: int) -> None:
    """The title and the internal mark over so many columns, in the first two rows; the mark on every page."""
    for row, text, style, height in ((1, title, "title", 32), (2, INTERNAL, "plain_centre", 18)):
        sheets.put(sheet.cell(row, 1), text, style=style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        sheet.row_dimensions[row].height = height
    sheets.set_printing(sheet, header=INTERNAL)


def put_row(
    sheet: Any, row: int, values: Sequence[object], widths: Sequence[float], *, style: str = "", fill: str = ""
) -> None:
    """One row: numbers to the right, short words in the middle, long ones to the left; high enough for its text."""
    for column, value in enumerate(values, 1):
        own = style or (
            "number" if isinstance(value, int | Decimal) else "text" if widths[column - 1] > 14 else "centre"
        )
        cell = sheet.cell(row, column)
        sheets.put(cell, value, style=own, fill=fill)
        if isinstance(value, Decimal):
            places = -int(value.as_tuple().exponent)
            cell.number_format = f"0.{'0' * places}" if places > 0 else "0"
    texts = ["" if value is None else str(value) for value in values]
    sheet.row_dimensions[row].height = sheets.row_height(texts, widths)


def _put_overview(sheet: Any, title: str, stages: Sequence[StageBlock], aside: Sequence[AsideLine]) -> None:
    put_title(sheet, f"{title} 评分汇总", columns=2)
    row = 3
    for stage in stages:
        sheets.put(sheet.cell(row, 1), stage.name, style="section")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.row_dimensions[row].height = 24
        for text in stage.said:
            row += 1
            put_row(sheet, row, ("", text), (4.0, 120.0), style="plain")
        row += 2
    told = f"没有计入的评分 {len(aside)} 条，逐条见“{ASIDE}”页。" if aside else "没有不计入的评分。"
    put_row(sheet, row, ("", told), (4.0, 120.0), style="plain")
    sheets.set_widths(sheet, (4.0, 120.0))


def _put_stage(sheet: Any, title: str, stage: StageBlock) -> None:
    most = max((len(panel.judges) for panel in stage.panels), default=0)
    heads = (*_HEADS, *stage.criteria)
    widths = (*_WIDTHS, *(_JUDGE_WIDTH for _ in stage.criteria), *(_JUDGE_WIDTH for _ in range(most)))
    put_title(sheet, title, columns=len(widths))
    row = 3
    for panel in stage.panels:
        if panel.name:
            sheets.put(sheet.cell(row, 1), panel.name, style="section")
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
            sheet.row_dimensions[row].height = 24
            row += 1
        put_row(sheet, row, (*heads, *panel.judges), widths[: len(heads) + len(panel.judges)], style="head")
        for line in panel.lines:
            row += 1
            put_row(sheet, row, _cells(line, stage), widths[: len(heads) + len(panel.judges)], fill=_fill(line))
        row += 2
    sheets.set_widths(sheet, widths)
    if len(stage.panels) == 1:
        sheet.freeze_panes = sheet.cell(5 if stage.panels[0].name else 4, 4)


def _cells(line: MarkLine, stage: StageBlock) -> tuple[object, ...]:
    criteria: tuple[object, ...] = line.criteria or ("",) * len(stage.criteria)
    known = (line.raw if line.raw is not None else "", line.points if line.points is not None else "")
    return (
        line.number, line.organisation, line.team, line.counted, *known, line.spread, line.rank or "", line.remark,
        *criteria, *line.scores,
    )  # fmt: skip


def _fill(line: MarkLine) -> str:
    if line.raw is None or "未齐" in line.remark:
        return sheets.COLOURS["error"]
    return sheets.COLOURS["warning"] if line.again else ""


def _again(stages: Sequence[StageBlock]) -> Iterator[tuple[object, ...]]:
    for stage in stages:
        for panel in stage.panels:
            for line in panel.lines:
                if line.again:
                    pairs = zip(panel.judges, line.scores, strict=True)
                    scores = "\n".join(f"{judge} {score}" for judge, score in pairs if score != "")
                    yield stage.name, line.number, line.organisation, line.team, line.spread, scores


def _put_list(
    sheet: Any, title: str, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[object]]
) -> None:
    put_title(sheet, title, columns=len(heads))
    put_row(sheet, 3, heads, widths, style="head")
    for row, values in enumerate(rows, 4):
        put_row(sheet, row, values, widths)
    if not rows:
        sheets.put(sheet.cell(4, 1), "没有。", style="plain")
    sheets.set_widths(sheet, widths)
    sheet.freeze_panes = "A4"
