"""Characters into lines by their baseline, and lines into paragraphs by undoing the wrap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qtdocs.readers.pdf_characters import is_wide
from qtdocs.readers.pdf_overlaps import OVERLAPPING, collide, parted
from qtdocs.readers.pdf_page import Area, Glyph
from qtdocs.readers.pdf_revisions import Ink

_WORD_GAP = 0.2  # of the font size, between Latin letters
_SQUARE_GAP = 0.45  # beside Chinese: programs put up to a quarter between Chinese and Latin by themselves
_HALF_SQUARE = 0.55  # the empty side of Chinese punctuation: “五小”创新 has no space in it
_HALF_EMPTY = "“”‘’，。、；：？！（）《》〈〉「」『』【】〔〕"
_NO_ROOM = 0.06  # of the font size: no typed space is as narrow
_ENOUGH_GAPS = 6  # between Chinese characters: a name set wide (张  三) has fewer
_USUAL_PADDING = 5.4  # points: Word, WPS and LibreOffice leave 0.19 cm beside the text of a cell
NUMBERED = re.compile(
    r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[条章节]"
)
"""How a numbered paragraph begins."""
_OPENING = "（(《〈“‘「『【〔["
_QUOTES = "“‘\"'"
_END_QUOTES = "”’"
_CLOSING = "，。、；：？！）)》〉”’」』】〕]%％,.;:?!…—"
_SENTENCE_END = "。；：！？;:!?…"


class Line(NamedTuple):
    """One line as it stands on paper."""

    text: str
    """What holds: without struck characters."""
    struck: str
    """The struck characters."""
    full: str
    """All characters, for measuring only."""
    left: float
    """Left edge of the ink."""
    right: float
    """Right edge, spaces typed at the end included."""
    baseline: float
    """Baseline."""
    size: float
    """The largest font size in it."""
    lead: float
    """Width of what could not have been separated from the line's first character."""
    tail: float
    """Width of the line's last Latin word or number; 0 after Chinese."""
    flags: frozenset[str]
    """``struck``, ``revised``, ``underlined`` where a character of it is; ``overlapping`` with another line."""


def lines_of(numbers: Iterable[int], ink: Ink) -> list[Line]:
    """The lines that some of a page's characters make, from top to bottom.

    Args:
        numbers: which characters.
        ink: all characters of the page.
    """
    glyphs = ink.glyphs
    upright = [number for number in numbers if glyphs[number].turned == 0]
    rows: list[list[int]] = []
    base = size = 0.0
    for number in sorted(upright, key=lambda number: glyphs[number].baseline):
        glyph = glyphs[number]
        if rows and glyph.baseline - base <= 0.5 * max(size, glyph.size):
            rows[-1].append(number)
            if glyph.size > size:
                base, size = glyph.baseline, glyph.size
        else:
            rows.append([number])
            base, size = glyph.baseline, glyph.size
    lines = [line for row in rows for line in _lines(row, ink)]
    return [line for line in lines if line is not None]


def _lines(row: list[int], ink: Ink) -> list[Line | None]:
    """The line that characters of nearly one height make; several where they stand on one another."""
    row.sort(key=lambda number: ink.glyphs[number].left)
    if not collide(row, ink.glyphs):
        return [_line(row, ink)]
    lines = [_line(part, ink) for part in parted(row, ink.glyphs)]
    return [line and line._replace(flags=line.flags | {OVERLAPPING}) for line in lines]


def _line(row: list[int], ink: Ink) -> Line | None:
    """One line: characters from left to right, with the spaces that were typed or that are truly seen."""
    glyphs = ink.glyphs
    ordered = sorted(row, key=lambda number: glyphs[number].left)
    stretch = _stretch(ordered, glyphs)
    inked = _without_false_spaces(ordered, glyphs, stretch)
    right = max(glyphs[number].right for number in inked)
    while inked and glyphs[inked[0]].text.isspace():
        inked.pop(0)
    while inked and glyphs[inked[-1]].text.isspace():
        inked.pop()
    if not inked:
        return None
    written = list(_spaced(inked, glyphs, stretch))
    size = max(glyphs[number].size for number in inked)
    members = set(inked)
    flags = {name for name, marked in _marks(ink) if members & marked}
    return Line(
        text="".join(text for number, text in written if number not in ink.struck).strip(),
        struck="".join(text for number, text in written if number in ink.struck).strip(),
        full="".join(text for _, text in written).strip(),
        left=glyphs[inked[0]].left,
        right=right,
        baseline=max((glyphs[number].size, glyphs[number].baseline) for number in inked)[1],
        size=size,
        lead=_lead(inked, glyphs),
        tail=_tail(inked, glyphs),
        flags=frozenset(flags),
    )


def _spaced(inked: Sequence[int], glyphs: Sequence[Glyph], stretch: float) -> Iterator[tuple[int, str]]:
    """Each character with the space in front of it, typed or seen."""
    before: Glyph | None = None
    spaces = ""
    for number in inked:
        glyph = glyphs[number]
        if glyph.text.isspace():
            spaces += glyph.text
            continue
        space = spaces or (_gap(before, glyph, stretch) if before else "")
        yield number, space + glyph.text
        before, spaces = glyph, ""


def _marks(ink: Ink) -> tuple[tuple[str, frozenset[int]], ...]:
    return ("struck", ink.struck), ("revised", ink.revised), ("underlined", ink.underlined)


def _without_false_spaces(row: list[int], glyphs: Sequence[Glyph], stretch: float) -> list[int]:
    """The characters without spaces that no room was left for.

    pdfium puts a space where the text changes its font, also into a word (“五小”创新), and where a program moved
    Chinese and Latin apart or stretched a line: what follows such a space begins where the space itself does.
    """
    kept: list[int] = []
    for place, number in enumerate(row):
        if glyphs[number].text.isspace() and kept:
            before = glyphs[kept[-1]]
            after = next((glyphs[other] for other in row[place + 1 :] if not glyphs[other].text.isspace()), None)
            if after and after.left - before.right - stretch < _NO_ROOM * min(before.size, after.size):
                continue
            following = glyphs[row[place + 1]] if place + 1 < len(row) else None
            space = glyphs[number]
            if following and following.left - space.left < 0.5 * (space.right - space.left):
                continue
        kept.append(number)
    return kept


def _stretch(row: list[int], glyphs: Sequence[Glyph]) -> float:
    """How far a justified line is stretched between any two characters; 0 where it is not, or is too short to tell."""
    gaps = sorted(
        glyphs[after].left - glyphs[before].right
        for before, after in pairwise(number for number in row if not glyphs[number].text.isspace())
        if is_wide(glyphs[before].text[-1]) and is_wide(glyphs[after].text[0])
    )
    return max(gaps[len(gaps) // 2], 0.0) if len(gaps) >= _ENOUGH_GAPS else 0.0


def _gap(before: Glyph, after: Glyph, stretch: float) -> str:
    """The space a person sees between two characters where none was typed.

    Programs move Chinese and Latin apart by up to a quarter of a square, which is no space.
    """
    gap = after.left - before.right - stretch
    wide = is_wide(before.text[-1]) or is_wide(after.text[0])
    least = _SQUARE_GAP if wide else _WORD_GAP
    if wide and (before.text[-1] in _HALF_EMPTY or after.text[0] in _HALF_EMPTY):
        least += _HALF_SQUARE
    if gap / min(before.size, after.size) < least:
        return ""
    return " " * max(1, min(8, round(gap / max(before.size, after.size) / 0.5)))


def _lead(inked: list[int], glyphs: Sequence[Glyph]) -> float:
    """How much room a line's first unbreakable piece takes: a square with its punctuation, or a whole Latin word."""
    texts = [glyphs[number].text for number in inked]
    last = len(inked) - 1
    end = 0
    while end < last and texts[end] in _OPENING:
        end += 1
    while end < last and _same_word(glyphs[inked[end]], glyphs[inked[end + 1]]):
        end += 1
    while end < last and texts[end + 1] in _CLOSING:
        end += 1
    if end < last and texts[end] in _END_QUOTES:  # some programs never part a quotation mark from its neighbours
        end += 1
    if end + 1 < last and texts[end + 1] in _QUOTES:
        end += 2
    return glyphs[inked[end]].right - glyphs[inked[0]].left


def _tail(inked: list[int], glyphs: Sequence[Glyph]) -> float:
    """How wide a line's last Latin word or number is."""
    start = len(inked) - 1
    if is_wide(glyphs[inked[start]].text[-1]):
        return 0.0
    while start > 0 and _same_word(glyphs[inked[start - 1]], glyphs[inked[start]]):
        start -= 1
    return glyphs[inked[-1]].right - glyphs[inked[start]].left


def _same_word(one: Glyph, other: Glyph) -> bool:
    """Whether two neighbours are letters of one Latin word or number."""
    if other.text.isspace() or one.text == "-" or is_wide(one.text[-1]) or is_wide(other.text[0]):
        return False
    return other.left - one.right < _WORD_GAP * one.size


def paragraphs_of(lines: Sequence[Line], area: Area) -> list[list[Line]]:
    """Lines grouped into the paragraphs they were wrapped from.

    A line was wrapped when the next line's first piece had no room at its end; else the writer ended it.

    Args:
        lines: from top to bottom.
        area: the cell, or the part of the page, the text was set in.
    """
    groups: list[list[Line]] = []
    padding = _padding(lines, area)
    pitch = min((b.baseline - a.baseline for a, b in pairwise(lines)), default=0.0)
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, area, padding, pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _padding(lines: Sequence[Line], area: Area) -> float:
    """The room a cell leaves beside its text, from how near the text comes to its sides."""
    if not lines:
        return _USUAL_PADDING
    nearest = min(min(line.left for line in lines) - area.left, area.right - max(line.right for line in lines))
    return min(max(nearest, 0.0), _USUAL_PADDING)


def _goes_on(line: Line, following: Line, area: Area, padding: float, pitch: float) -> bool:
    """Whether the second line is the wrapped rest of the first."""
    usual = min(max(pitch, line.size), 1.6 * line.size)
    if following.baseline - line.baseline > 1.6 * usual:
        return False
    room, is_indented = _room(line, following, area, padding)
    if is_indented and not NUMBERED.match(line.full):
        return False
    if NUMBERED.match(following.full) and line.full[-1] in _SENTENCE_END:
        return False
    width = area.right - area.left - 2 * padding
    piece = following.lead if following.lead <= width else following.size
    return room < piece + 0.3 * following.size


def _room(line: Line, following: Line, area: Area, padding: float) -> tuple[float, bool]:
    """How much room a line leaves for the next, and whether the next begins with an indent.

    Whether they are centred or set to the right shows only in both together: a first line is often indented itself.
    """
    before, behind = line.left - area.left - padding, area.right - padding - line.right
    next_before, next_behind = following.left - area.left - padding, area.right - padding - following.right
    near = 0.6 * line.size
    if abs(before - behind) < near and abs(next_before - next_behind) < near and next_before > near:
        return before + behind, False
    if abs(behind - next_behind) < near / 2 and abs(before - next_before) > near and min(before, next_before) > near:
        return before + behind, False
    return behind, next_before > before + 1.2 * line.size


def joined(paragraph: Sequence[Line], area: Area) -> str:
    """A paragraph's text with the wrap undone: ``0571-`` and ``64831838`` are one number again."""
    text = ""
    width = area.right - area.left - 2 * _USUAL_PADDING
    for number, line in enumerate(paragraph):
        if text and line.text and _at_a_space(paragraph[number - 1], line, width):
            text += " "
        text += line.text
    return text


def _at_a_space(line: Line, following: Line, width: float) -> bool:
    """Whether two lines were parted at a space: two Latin words that would have fitted into one line as one."""
    last, first = line.full[-1], following.full[0]
    if not (last.isalnum() and first.isalnum()) or is_wide(last) or is_wide(first):
        return False
    return not (last.isdigit() and first.isdigit()) and line.tail + following.lead <= width
