"""Stickers with addresses on sheets of A4: each in its place to the millimetre, in the largest type that fits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.editions.announcing import LabelSheet
from qtdocs.errors import MissingToolError, UsageError
from qtdocs.render import pages
from qtdocs.text import display_width
from qtdocs.writing import fixed_pdf

STYLE = "labels"
"""The templates: ``labels.html`` and ``labels.css``."""
PADDING = 5.0
"""What stays free inside the edge of a sticker, in millimetres, for printers that shift."""
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_LINE = 1.3
_POINT = 25.4 / 72
_CHAIN = (pages.HEI, pages.SONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands on one sticker."""

    postcode: str
    """Postcode; may be empty."""
    address: str
    """Address."""
    receiver: str
    """The organisation."""
    person: str
    """Who takes it."""
    phone: str
    """Their number."""
    contents: str
    """What is in the parcel, in small type."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is printed, line by line."""
        where = f"{self.postcode}　{self.address}".strip("　")
        return where, self.receiver, f"{self.person}　收　　{self.phone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A sticker in its place."""

    label: Label
    left: float
    top: float
    size: float
    rare: bool


def label_pages(labels: Sequence[Label], sheet: LabelSheet, *, folder: Path, draft: bool) -> bytes:
    """The bytes of the sheets of stickers.

    Args:
        labels: what stands on them, in the order in which they are stuck.
        sheet: the measures of the sheet.
        folder: the template folder.
        draft: whether 样稿 stands on each.

    Raises:
        UsageError: the sheet does not fit on A4, or a text does not fit on its sticker.
        MissingToolError: Pango, the Chinese font or the glyph of a character is missing.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    _refuse_too_large(sheet)
    sizes = [_size(label, sheet) for label in labels]
    if overlong := [label.receiver for label, size in zip(labels, sizes, strict=True) if not size]:
        raise UsageError(
            f"标签上写不下：{'、'.join(overlong)}。",
            "请用大一些的标签纸（活动文件的 [announcing.labels]），或者手写这几张。",
        )
    pages.require_fonts(_CHAIN)
    known = pages.coverage(frozenset("".join("".join((*each.texts, each.contents)) for each in labels)), _CHAIN)
    if known.missing:
        hit = "、".join(each.receiver for each in labels if known.missing & set("".join(each.texts)))
        signs = "".join(sorted(known.missing))
        raise MissingToolError(
            f"这台电脑的字体里没有这些字：{signs}（{hit}）。", "请装上有这些字的字体，或手写这几张。"
        )
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template = shop.from_string((folder / f"{STYLE}.html").read_text(encoding="utf-8"))
    placed = list(_placed(labels, sizes, sheet, known.fallen))
    each_page = sheet.columns * sheet.rows
    sides = [placed[start : start + each_page] for start in range(0, len(placed), each_page)]
    text = template.render(pages=sides, sheet=sheet, padding=PADDING, draft=draft)
    return fixed_pdf(pages.write_pages(text, folder))


def _placed(
    labels: Sequence[Label], sizes: Sequence[float], sheet: LabelSheet, fallen: frozenset[str]
) -> Iterator[_Placed]:
    for number, (label, size) in enumerate(zip(labels, sizes, strict=True)):
        down, across = divmod(number % (sheet.columns * sheet.rows), sheet.columns)
        yield _Placed(
            label=label,
            left=round(sheet.left + across * (sheet.width + sheet.gap_across), 3),
            top=round(sheet.top + down * (sheet.height + sheet.gap_down), 3),
            size=size,
            rare=bool(fallen & set("".join(label.texts))),
        )


def _size(label: Label, sheet: LabelSheet) -> float:
    """The largest type in which everything fits, in points; 0 where nothing does."""
    wide, high = (side - 2 * PADDING for side in (sheet.width, sheet.height))
    for size in _SIZES:
        room = math.floor(wide / (size * _POINT) * 2)  # half-width characters on a line
        lines = sum(math.ceil(display_width(text) / room) for text in label.texts) + 1
        small = math.ceil(display_width(label.contents) / math.floor(wide / (8 * _POINT) * 2))
        if lines * size * _LINE * _POINT + (small - 1) * 8 * _LINE * _POINT <= high:
            return size
    return 0.0


def _refuse_too_large(sheet: LabelSheet) -> None:
    wide = sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap_across
    high = sheet.top + sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gap_down
    if wide > 210.01 or high > 297.01:
        raise UsageError(
            f"标签纸的尺寸加起来是 {wide:g} × {high:g} 毫米，比 A4（210 × 297）大。",
            "请改活动文件的 [announcing.labels]。",
        )
