"""相同段落.xlsx: passages that two texts share, side by side, what differs in red."""

from __future__ import annotations

from collections.abc import Sequence
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
_MOST = 1_000
"""Passages that are shown; a company whose teams all sent one text would fill the sheet with pairs."""
_RED = "FFC00000"
_NOTE = (
    "两边有相同的段落，请核对。红字是对方没有的；调换了次序而字相同的不标红。表格、通知自己的话和常用句清单里的话没有算。"
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
    pieces: tuple[tuple[str, bool], ...]
    """The passage as it stands there, cut where it begins to differ from the other side or to agree with it again; true
    where it differs."""
    share: int
    """Of the whole text, in per cent."""

    @property
    def words(self) -> str:
        """The passage in one piece."""
        return "".join(text for text, _ in self.pieces)


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
    for row, line in enumerate(lines[:_MOST], 3):
        _put(sheet, row, line)
    if len(lines) > _MOST:
        sheets.put(sheet.cell(_MOST + 3, 1), f"还有 {len(lines) - _MOST} 处没有列出，全部见 qtdocs copied。")
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:L{min(len(lines), _MOST) + 2}"
    sheets.set_printing(sheet, heads="2:2", header=f"{title} 相同段落（仅供协会内部核对）")


def _put(sheet: Worksheet, row: int, line: PassageLine) -> None:
    here, there = (safe_text(side.words)[:_LONGEST] for side in (line.here, line.there))
    texts = (
        line.severity, line.here.number, line.here.who, line.here.file, f"{line.here.share}%", here, there,
        f"{line.there.share}%", line.there.file, line.there.who, line.there.number, str(line.same),
    )  # fmt: skip
    for number, text in enumerate(texts, 1):
        sheets.put(sheet.cell(row, number), text)
    for number, side in ((_HERE, line.here), (_THERE, line.there)):
        _put_pieces(sheet.cell(row, number), side.pieces)
    fill = sheets.COLOURS["warning" if line.severity == "提醒" else "note"]
    sheets.put(sheet.cell(row, 1), line.severity, style="centre", fill=fill)
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)


def _put_pieces(cell: Any, pieces: Sequence[tuple[str, bool]]) -> None:
    """Put a text into a cell whose differing pieces are red; it is text and never a formula."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    if not any(differs for _, differs in pieces):
        return
    red = InlineFont(rFont=sheets.TEXT_FONT, sz=10.5, color=Color(rgb=_RED))
    plain = InlineFont(rFont=sheets.TEXT_FONT, sz=10.5)
    blocks, room = [], _LONGEST
    for text, differs in pieces:
        if kept := safe_text(text)[:room]:
            blocks.append(TextBlock(red if differs else plain, kept))
        room -= len(kept)
    cell.value = CellRichText(blocks)
