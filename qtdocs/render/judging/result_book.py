"""评定结果.xlsx: ranks, totals, tiers, how each line came about, equals and what follows, the rules; internal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from qtdocs.model.result import Ranked, Result, Tie, TieOption
from qtdocs.render import sheets
from qtdocs.render.judging.tally_book import put_row, put_title
from qtdocs.writing import saved

_HEADS = ("名次", "编号", "单位名称", "班组名称", "推荐单位", "会场（组）")
_WIDTHS = (7.0, 9.5, 35.0, 22.0, 31.0, 12.0)
_TAIL_HEADS = ("总分", "等级", "按规则的等级", "说明")
_TAIL_WIDTHS = (10.0, 10.0, 11.0, 44.0)
_STAGE_WIDTH = 13.0
_CUT_HEADS = ("等级", "比例", "基数", "最多", "至少", "实际", "怎样得来")
_CUT_WIDTHS = (12.0, 14.0, 8.0, 8.0, 8.0, 8.0, 90.0)
_TIE_HEADS = ("编号", "单位名称", "班组名称", "", "整组归线下", "整组归线上")
_TIE_WIDTHS = (10.0, 38.0, 26.0, 8.0, 26.0, 26.0)
_TEXT_WIDTHS = (4.0, 130.0)
WAYS = {"below": "整组归线下", "above": "整组归线上"}
"""What ``TieOption.name`` is called."""
_HUNDREDTHS = 10**4


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What an entry is called."""

    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    nominator: str
    """Who put it forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A result as people look at it."""

    title: str
    """What stands above."""
    state: str
    """草稿 第 2 版，or 第 2 版（王敏 2026-05-06 记下）."""
    result: Result
    """The result."""
    stages: tuple[tuple[str, str, int], ...]
    """Id, name and points of each stage."""
    names: Mapping[str, Called]
    """What each entry is called, by its number."""


def result_workbook(view: ResultView) -> bytes:
    """The bytes of 评定结果.xlsx."""
    book = sheets.new_workbook("评定结果")
    _put_ranks(book.create_sheet("评定结果"), view)
    if view.result.cuts:
        _put_lines(book.create_sheet("等级与名额"), view)
    if view.result.ties:
        _put_ties(book.create_sheet("同分压线"), view)
    _put_texts(book.create_sheet("说明"), view)
    return saved(book)


def _put_ranks(sheet: Any, view: ResultView) -> None:
    stages = tuple(f"{name}（{points}）" for _, name, points in view.stages)
    heads = (*_HEADS, *stages, *_TAIL_HEADS)
    widths = (*_WIDTHS, *(_STAGE_WIDTH for _ in stages), *_TAIL_WIDTHS)
    put_title(sheet, f"{view.title} 评定结果", columns=len(heads))
    sheets.put(sheet.cell(3, 1), _heading(view), style="plain")
    sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=len(heads))
    sheet.row_dimensions[3].height = sheets.row_height((_heading(view),), (sum(widths),)) + 6
    put_row(sheet, 4, heads, widths, style="head")
    for row, each in enumerate(view.result.ranked, 5):
        put_row(sheet, row, _cells(each, view), widths, fill=_fill(each))
    sheets.set_widths(sheet, widths)
    sheet.freeze_panes = "E5"
    sheet.auto_filter.ref = f"A4:{sheet.cell(4, len(heads)).coordinate[:-1]}{4 + len(view.result.ranked)}"
    sheet.print_title_rows = "1:4"


def _heading(view: ResultView) -> str:
    told = [view.state]
    if view.result.base:
        told.append(f"基数：{view.result.base_name} {view.result.base} 个")
    if view.result.open:
        told.append(f"还有 {len(view.result.open)} 件事没有定，见“说明”页")
    return "；".join(told) + "。"


def _cells(each: Ranked, view: ResultView) -> tuple[object, ...]:
    whose = view.names[each.entry]
    points = [each.marks[stage].points if stage in each.marks else None for stage, _, _ in view.stages]
    changed = each.rule_tier if each.overridden else ""
    remarks = [each.out, f"改定：{each.overridden}" if each.overridden else "", each.remark]
    return (
        each.rank or "—", each.entry, whose.organisation, whose.team, whose.nominator, each.room,
        *(_four(value) for value in points),
        "" if each.total is None else each.total, each.tier, changed, "；".join(text for text in remarks if text),
    )  # fmt: skip


def _four(value: Fraction | None) -> Decimal | str:
    """Points with four decimals, for looking at; the total is never made of these."""
    if value is None:
        return ""
    return Decimal((value * _HUNDREDTHS + Fraction(1, 2)).__floor__()).scaleb(-4)


def _fill(each: Ranked) -> str:
    if not each.rank:
        return sheets.COLOURS["settled"]
    return sheets.COLOURS["corrected"] if each.overridden else sheets.COLOURS["warning"] if each.remark else ""


def _put_lines(sheet: Any, view: ResultView) -> None:
    put_title(sheet, f"{view.title} 等级与名额", columns=len(_CUT_HEADS))
    put_row(sheet, 3, _CUT_HEADS, _CUT_WIDTHS, style="head")
    for row, cut in enumerate(view.result.cuts, 4):
        values = (cut.tier, cut.share, cut.base, cut.limit, cut.least or "", cut.taken, cut.explained)
        put_row(sheet, row, values, _CUT_WIDTHS)
    sheets.set_widths(sheet, _CUT_WIDTHS)


def _put_ties(sheet: Any, view: ResultView) -> None:
    """Each group of equals at a line: what can be done, and every team that this moves in this line and all below."""
    put_title(sheet, f"{view.title} 同分压线", columns=len(_TIE_HEADS))
    row = 2
    for tie in view.result.ties:
        row += 1
        sheets.put(sheet.cell(row, 1), _tie_told(tie), style="section")
        for each in tie.options:
            row += 1
            sheets.put(sheet.cell(row, 1), f"{WAYS[each.name]}：{each.explained}", style="plain")
        for own in range(row - len(tie.options), row + 1):
            sheet.merge_cells(start_row=own, start_column=1, end_row=own, end_column=len(_TIE_HEADS))
            text = str(sheet.cell(own, 1).value)
            sheet.row_dimensions[own].height = sheets.row_height((text,), (sum(_TIE_WIDTHS),)) + 4
        row += 1
        put_row(
            sheet,
            row,
            (*_TIE_HEADS[:4], *(_way_told(each, view) for each in tie.options)),
            _TIE_WIDTHS,
            style="head",
        )
        for values in _moves(tie, view):
            row += 1
            put_row(sheet, row, values, _TIE_WIDTHS, fill=sheets.COLOURS["warning"] if values[3] else "")
        row += 1
    sheets.set_widths(sheet, _TIE_WIDTHS)


def _tie_told(tie: Tie) -> str:
    where = f"（{tie.place}）" if tie.place else ""
    return f"{tie.tier}{where}还有 {tie.room} 个名额，{len(tie.entries)} 个班组同为 {tie.total} 分。程序不选，由人定。"


def is_proposed(option: TieOption, result: Result) -> bool:
    """Whether a draft shows equals at a line this way: below it, where the rules propose that."""
    return option.name == "below" and result.rules.get("同分") != "不建议"


def _way_told(option: TieOption, view: ResultView) -> str:
    proposed = "（默认建议）" if is_proposed(option, view.result) else ""
    return f"{WAYS[option.name]}{proposed}{'' if option.allowed else '（不允许）'}"


def _moves(tie: Tie, view: ResultView) -> Iterator[tuple[object, ...]]:
    """Every team that one way or the other moves, with its tier under each."""
    below, above = tie.options
    for (entry, _, under), (_, _, over) in zip(below.moves, above.moves, strict=True):
        whose = view.names[entry]
        same = "同分" if entry in tie.entries else ""
        yield entry, whose.organisation, whose.team, same, under or "没有等级", over or "没有等级"


def _put_texts(sheet: Any, view: ResultView) -> None:
    """What is open, what a reader must know, and the rules."""
    put_title(sheet, f"{view.title} 说明", columns=2)
    row = 2
    for heading, texts in _sections(view):
        row += 1
        sheets.put(sheet.cell(row, 1), heading, style="section")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.row_dimensions[row].height = 24
        for text in texts:
            row += 1
            put_row(sheet, row, ("", text), _TEXT_WIDTHS, style="plain")
        row += 1
    sheets.set_widths(sheet, _TEXT_WIDTHS)


def _sections(view: ResultView) -> Iterator[tuple[str, Sequence[str]]]:
    result = view.result
    yield "还没有定的事", result.open or ("没有。",)
    yield "须知", result.notes or ("没有。",)
    yield "规则", [f"{name}：{value}" for name, value in result.rules.items()]
