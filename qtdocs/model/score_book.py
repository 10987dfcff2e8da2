"""The layout of a judge's score book: who writes it and who reads it back know its cells and words from here.

A book holds a front page, a sheet for each entry, and a sheet that nobody sees (``writing.BASELINE``, 底稿). A sheet
is known by the code that is printed in ``CODE_CELL`` and in the foot of the page, never by its tab: people rename tabs.
The hidden sheet repeats the layout, one row each: its first cell says what the row is about (``BookRow``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FRONT_SHEET = "首页"
"""The tab of the front page."""
FRONT_SCALE_CELL = "C5"
"""Where the judge chooses on the front page what the whole is out of; where that is settled, it stands there."""
CODE_CELL = "A4"
"""Where an entry's sheet bears its code, behind ``CODE_LABEL`` and a colon."""
CODE_LABEL = "编号"
"""The word before the code; the code alone stands in the foot of the printed page."""
RECUSAL_CELL = "C5"
"""Where a judge chooses ``RECUSED``; empty else."""
RECUSED = "已回避"
"""What a sheet says whose judge keeps away from its entry."""
HEAD_ROW = 6
"""The row of the headings 序号, 评价项目, 评价内容, 满分, 得分."""
SCORE_HEADS = ("序号", "评价项目", "评价内容", "满分", "得分")
"""The headings of an entry's sheet, from column A on."""
TOTAL_LABEL = "总分"
"""The word before the total."""
COMMENT_LABEL = "评语"
"""The word before the cell for what a judge says in words."""
RECUSAL_LABEL = "是否回避"
"""The word before ``RECUSAL_CELL``."""
RECUSAL_HINT = f"应当回避的选“{RECUSED}”，不打分"
"""What is printed beside ``RECUSAL_CELL``; nobody's word."""
SCALE_LABEL = "满分"
"""The word before ``FRONT_SCALE_CELL``."""
ADDED_HEADS = ("评价项目", "分值", "得分")
"""The first cells of the three rows of the table that is added below an official one without a column for scores
(docx): right of them stand the titles of the lines in their order and ``TOTAL_LABEL``, their maxima, and the scores."""
ADDED_CAPTION = "得分（原表没有得分栏，本栏由程序另加，不是原表内容）"
"""What stands above that table."""
BOOK_VERSION = "1"
"""The version of this layout; stands in the hidden sheet."""


class BookRow(StrEnum):
    """What a row of the hidden sheet is about; the cells behind it."""

    BOOK = "score-book"
    """``BOOK_VERSION``, programme, stage, judge's id, panel, number of the draw."""
    SCALE = "scale"
    """``FRONT_SCALE_CELL``, what the whole may be out of (``20,100``; one number where settled), the step of scores."""
    SHEET = "sheet"
    """The code, the tab as it was written, entry's number."""
    CELL = "cell"
    """The code, the key, the cell (``E7``), the maximum (empty where it is chosen on the front page). The key is a
    criterion's id or ``WHOLE`` for a score; ``RECUSAL``, ``TOTAL`` or ``COMMENT`` for the rest, without a maximum."""


RECUSAL, TOTAL, COMMENT = "#recusal", "#total", "#comment"
"""Keys of the cells of a sheet that are no scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One line of a score sheet."""

    key: str
    """A criterion's id, or ``WHOLE`` where the stage has no criteria of its own."""
    title: str
    """评价项目 as printed."""
    text: str = ""
    """评价内容 as printed."""
    maximum: int | None = None
    """The most that may be given; none where the notice does not say what the whole is out of."""


def score_cell(position: int) -> str:
    """The cell of a score, by the position of its line from 0 on.

    >>> score_cell(0)
    'E7'
    """
    return f"E{HEAD_ROW + 1 + position}"


def total_cell(lines: int) -> str:
    """The cell of the total below so many lines; it holds a formula.

    >>> total_cell(5)
    'E12'
    """
    return f"E{HEAD_ROW + 1 + lines}"


def comment_cell(lines: int) -> str:
    """The cell of the comment (merged with those right of it) below so many lines.

    >>> comment_cell(5)
    'C13'
    """
    return f"C{HEAD_ROW + 2 + lines}"
