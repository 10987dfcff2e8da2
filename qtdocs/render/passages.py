"""相同段落.xlsx: passages that two texts share, side by side, what differs in red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qtdocs.render import sheets
from qtdocs.writing import safe_text, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = (
    "级别", "编号", "单位／班组", "文件", "占本文", "本文的段落", "对方的段落", "占对方", "对方文件", "对方单位／班组",
    "对方编号", "相同字数",
)  # fmt: skip
_WIDTHS = (7.0, 10.0, 24.0, 24.0, 8.0, 56.0, 56.0, 8.0, 24.0, 24.0, 10.0, 9.0)
_HERE, _THERE = 6, 7
_LONGEST = 2_000
"""Characters of a passage that are shown; more would not fit into the highest row."""
_RED = "FFC00000"
_NOTE = (
    "两边有相同的段落，请核对。红字是两边不同的地方；调换了句子次序的，红字会多一些。表格、通知自己的话和常用句清单里的话没有算。"
    "本表有别的单位的材料，只在协会内部看，不要发给申报单位。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSide:
    """One of the two texts."""

    number: str
    """The team's number; empty for an earlier season."""
    who: str
    """Organisation and team, a line each; the season where it is an earlier one."""
    file: str
    """The file and the box."""
    words: str
    """The passage as it stands there."""
    share: int
    """Of the whole text, in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLine:
    """One passage that two texts share."""

    severity: str
    """What is made of it, as people say it: 提醒, 说明."""
    here: PassageSide
    """The one."""
    there: PassageSide
    """The other."""
    same: int
    """How many signs are the same."""


def passages_workbook(lines: Sequence[PassageLine], *, title: str) -> bytes:
    """The bytes of 相同段落.xlsx; the same for the same passages."""
    book = sheets.new_workbook(f"{title}相同段落")
    _fill(book.create_sheet("相同段落"), lines, title)
    return saved(book)


def _fill(sheet: Worksheet, lines: Sequence[PassageLine], title: str) -> None:
    sheets.put(sheet.cell(1, 1), _NOTE)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADS))
    sheet.row_dimensions[1].height = 36
    for number, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(2, number), head, style="head")
    sheet.row_dimensions[2].height = 22
    for row, line in enumerate(lines, 3):
        _put(sheet, row, line)
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:L{len(lines) + 2}"
    sheets.set_printing(sheet, heads="2:2", header=f"{title} 相同段落（仅供协会内部核对）")


def _put(sheet: Worksheet, row: int, line: PassageLine) -> None:
    here, there = (safe_text(side.words)[:_LONGEST] for side in (line.here, line.there))
    texts = (
        line.severity, line.here.number, line.here.who, line.here.file, f"{line.here.share}%", here, there,
        f"{line.there.share}%", line.there.file, line.there.who, line.there.number, str(line.same),
    )  # fmt: skip
    for number, text in enumerate(texts, 1):
        sheets.put(sheet.cell(row, number), text)
    fill = sheets.COLOURS["warning" if line.severity == "提醒" else "note"]
    sheets.put(sheet.cell(row, 1), line.severity, style="centre", fill=fill)
    marked = [list(each) for each in zip(*_marked(here, there), strict=True)]
    for number, runs in zip((_HERE, _THERE), marked, strict=True):
        _put_runs(sheet.cell(row, number), runs)
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)


def _marked(here: str, there: str) -> Iterator[tuple[tuple[str, bool], tuple[str, bool]]]:
    """Both texts cut where they begin to differ or to agree again, and whether each piece differs."""
    from rapidfuzz.distance import Levenshtein

    for each in Levenshtein.opcodes(here, there):
        differs = each.tag != "equal"
        yield (here[each.src_start : each.src_end], differs), (there[each.dest_start : each.dest_end], differs)


def _put_runs(cell: Any, runs: Sequence[tuple[str, bool]]) -> None:
    """Put a text into a cell whose differing pieces are red; it is text and never a formula."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    if not any(differs for _, differs in runs):
        return
    red = InlineFont(rFont=sheets.TEXT_FONT, sz=10.5, color=Color(rgb=_RED))
    plain = InlineFont(rFont=sheets.TEXT_FONT, sz=10.5)
    cell.value = CellRichText([TextBlock(red if differs else plain, text) for text, differs in runs if text])
