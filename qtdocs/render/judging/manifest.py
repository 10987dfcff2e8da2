"""清单.xlsx of a judge's package: every file with its digest, and what is not in it though it might be looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.render import sheets
from qtdocs.render.judging.entry_page import print_upright
from qtdocs.render.judging.view import JudgeView
from qtdocs.writing import saved

SHORT = 12
"""Digits of a digest that a list shows."""
_HEADS = ("序号", "班组编号", "班组", "文件", "大小（KB）", f"SHA-256 前 {SHORT} 位", "说明")
_WIDTHS = (6.0, 11.0, 22.0, 46.0, 10.0, 16.0, 26.0)
_NOTE = (
    "材料是收到的原件的副本，内容没有改动。申报表上有联系电话，除非另外说明，不放进材料包；材料正文里如有电话，程序不删改。"
    "文件有没有被换过，可以用指纹（SHA-256）核对。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """One line of the list."""

    number: str
    """The entry's number; empty for what is about no single entry."""
    team: str
    """The team's name; empty likewise."""
    file: str
    """The file's name; empty where something is missing."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    """Hex digest."""
    remark: str = ""
    """What else should be known: 没有收到材料 …"""


def manifest(view: JudgeView, lines: Sequence[ManifestLine]) -> bytes:
    """The bytes of 清单.xlsx.

    Args:
        view: whose package it is.
        lines: its files and what is missing.
    """
    book = sheets.new_workbook(f"{view.title}材料清单")
    page = book.create_sheet("清单")
    last = len(_HEADS)
    whose = f"评委：{view.judge}　　组别：{view.panel}（{view.seat.role}）　　班组 {len(view.entries)} 个"
    for row, text, style, height in (
        (1, f"{view.title} 材料清单", "title", 34.0), (2, whose, "plain", 22.0), (3, _NOTE, "plain", 40.0),
    ):  # fmt: skip
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, label in enumerate(_HEADS, 1):
        sheets.put(page.cell(4, column), label, style="head")
    page.row_dimensions[4].height = 22
    for row, line in enumerate(lines, 5):
        kilobytes = -(-line.size // 1024) if line.file else None
        values = (row - 4, line.number, line.team, line.file, kilobytes, line.sha256[:SHORT], line.remark)
        for column, value in enumerate(values, 1):
            style = "text" if column in (3, 4, 7) else "centre"
            sheets.put(page.cell(row, column), value, style=style, fill="" if line.file else sheets.COLOURS["warning"])
        shown = [str(value or "") for value in values]
        page.row_dimensions[row].height = sheets.row_height(shown, _WIDTHS)
    sheets.set_widths(page, _WIDTHS)
    page.freeze_panes = "A5"
    print_upright(page, footer=f"{view.programme.id}/{view.stage.id}/{view.expert.id}", header=view.title)
    page.print_title_rows = "4:4"
    page.page_setup.orientation = "landscape"
    return saved(book)
