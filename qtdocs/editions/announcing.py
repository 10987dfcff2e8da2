"""How a programme announces its honours and hands them out: fonts, letterhead, parcels, labels; all of it data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qtdocs.editions.form import Spec


class Fonts(Spec):
    """Fonts of the announcement by the names that Windows knows; the defaults are on every Windows."""

    body: str = "仿宋"
    """The text, 三号: 仿宋, or 仿宋_GB2312 where the office has it."""
    title: str = "宋体"
    """The title, 二号: bold 宋体, or 方正小标宋简体 where the office has it."""
    first: str = "黑体"
    """Headings 一、"""
    second: str = "楷体"
    """Headings （一）."""


class LabelSheet(Spec):
    """A sheet of stickers, in millimetres."""

    columns: int = Field(default=2, ge=1, le=10)
    """How many stickers side by side."""
    rows: int = Field(default=8, ge=1, le=30)
    """How many below each other."""
    width: float = Field(default=105.0, ge=30, le=210)
    """Width of a sticker."""
    height: float = Field(default=37.0, ge=20, le=297)
    """Height of a sticker."""
    left: float = Field(default=0.0, ge=0, le=60)
    """From the left edge of the sheet to the first sticker."""
    top: float = Field(default=0.5, ge=0, le=60)
    """From the upper edge of the sheet to the first sticker."""
    gap_across: float = Field(default=0.0, ge=0, le=20)
    """Between two stickers side by side."""
    gap_down: float = Field(default=0.0, ge=0, le=20)
    """Between two stickers below each other."""


class Announcing(Spec):
    """How the honours are announced and handed out."""

    letterhead: Literal["printed", "preprinted", "none"] = "printed"
    """发文机关标志 and the red line: printed, left open for paper that has it, or not at all."""
    addressees: str = "各推荐单位"
    """主送机关, as printed before the colon."""
    fonts: Fonts = Fonts()
    """Fonts of the announcement."""
    parcels: Literal["organisation", "nominator"] = "organisation"
    """Who gets the certificates of its teams: each organisation, or its nominator for all."""
    labels: LabelSheet = LabelSheet()
    """The stickers on which addresses are printed."""
    deducted: tuple[str, ...] = ("行业直属", "直属企业")
    """Words in a sender's name by which a received 统计表 is known to be of enterprises under an industry."""
    source: str = ""
    """Where all this comes from."""
