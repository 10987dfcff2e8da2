"""The score sheets in a document, wherever people moved their cells; each known by its code alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qtdocs.judging.sheet_code import codes_in
from qtdocs.judging.sheet_lists import listed_sheets
from qtdocs.judging.sheet_tables import ScoreTable, Spot, comment_in, recusal_in, score_table, value_right_of
from qtdocs.model.ballot import WHOLE
from qtdocs.model.document import Cell, Document, Paragraph, Table
from qtdocs.model.record import Doubt
from qtdocs.model.score_book import SCALE_LABEL, ScoreLine
from qtdocs.model.score_sheet import ScoreCell, ScoreSheet
from qtdocs.writing import BASELINE

_LONGEST_WORD = 80
_MOST_WORDS = 60


@dataclass(slots=True)
class _Part:
    """What belongs together in a document: a worksheet, a page, or a whole Word file."""

    tables: list[Table] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        yield from (each.text for each in self.paragraphs)
        yield from (cell.text for table in self.tables for cell in table.cells)


def score_sheets(document: Document, lines: Sequence[ScoreLine]) -> tuple[ScoreSheet, ...]:
    """Every score sheet of a document in its order; none where it holds no table of the criteria.

    Args:
        document: what a reader saw.
        lines: the lines of the stage's score sheet.
    """
    parts = _parts(document)
    scale = next((found for part in parts if (found := _front_scale(part, lines))), "")
    sheets = [sheet for part in parts for sheet in _sheets(part, lines)]
    return tuple(sheet if sheet.scale else replace(sheet, scale=scale) for sheet in sheets)


def _parts(document: Document) -> list[_Part]:
    """The parts of a document: by worksheet, by page where pages are known, else the whole."""
    parts: dict[tuple[str, int], _Part] = {}
    for block in document.blocks:
        if block.place.sheet == BASELINE:
            continue
        part = parts.setdefault((block.place.sheet, block.place.page or 0), _Part())
        if isinstance(block, Table):
            part.tables.append(block)
        else:
            part.paragraphs.append(block)
    return list(parts.values())


def _sheets(part: _Part, lines: Sequence[ScoreLine]) -> Iterator[ScoreSheet]:
    listed = [sheet for table in part.tables for sheet in listed_sheets(table, lines)]
    if listed:
        yield from listed
        return
    found = [(table, seen) for table in part.tables if (seen := score_table(table, lines)) is not None]
    codes = _codes(part)
    if not found:
        return
    if len(found) == 1:
        yield _sheet(part, *found[0], lines, codes)
        return
    inside = [tuple(code for cell in table.cells for code in codes_in(cell.text)) for table, _ in found]
    in_order = [(code,) for code in codes] if len(codes) == len(found) else [()] * len(found)
    for (table, seen), own, paired in zip(found, inside, in_order, strict=True):
        alone = _Part(tables=[table], paragraphs=part.paragraphs)
        yield _sheet(alone, table, seen, lines, tuple(dict.fromkeys(own)) or paired)


def _codes(part: _Part) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in part.texts() for code in codes_in(text)))


def _sheet(part: _Part, table: Table, seen: ScoreTable, lines: Sequence[ScoreLine], codes: Sequence[str]) -> ScoreSheet:
    doubts = [Doubt(code="score-unsure", detail=each) for each in seen.doubts]
    if len(codes) > 1:
        told = "、".join(codes)
        doubts.append(Doubt(code="sheet-identity", detail=f"上面有 {len(codes)} 个不同的编号（{told}）"))
    return ScoreSheet(
        code=codes[0] if codes else "",
        tab=table.place.sheet,
        page=table.place.page,
        cells={key: cell for key, spots in seen.spots.items() if (cell := _cell_at(table, spots[0])) is not None},
        total=_cell_at(table, seen.total),
        recusal=next((said for each in part.tables if (said := recusal_in(each))), ""),
        comment=next((said for each in part.tables if (said := comment_in(each))), ""),
        scale=_own_scale(table, seen),
        words=_words(part, seen),
        doubts=(*doubts, *_twice(seen, lines)),
    )


def _cell_at(table: Table, spot: Spot | None) -> ScoreCell | None:
    """The cell of a spot, an empty one too; none where there is no such spot, or another's cell runs across it."""
    if spot is None:
        return None
    row, column = spot
    cell = table.at(row, column)
    if cell is None:
        return ScoreCell(place=replace(table.place, row=row, column=column, box=None))
    if (cell.row, cell.column) != spot:  # a title that runs across, or a score that runs on from the line above
        return None
    return as_score_cell(cell)


def as_score_cell(cell: Cell) -> ScoreCell:
    """A cell of a table as one of a score sheet."""
    return ScoreCell(text=cell.text.strip(), exact=cell.exact, flags=cell.flags, place=cell.place)


def _twice(seen: ScoreTable, lines: Sequence[ScoreLine]) -> Iterator[Doubt]:
    """Lines whose title stands there several times: nobody can tell which one is meant."""
    titles = {line.key: line.title for line in lines}
    for key, spots in seen.spots.items():
        if len(spots) > 1:
            yield Doubt(code="score-unsure", detail=f"“{titles[key]}”有 {len(spots)} 行，不知道哪一行算数")


def _own_scale(table: Table, seen: ScoreTable) -> str:
    """What stands as the most that may be given for the whole, in the row of the whole itself."""
    cell = table.at(*seen.most) if seen.most is not None and WHOLE in seen.spots else None
    return cell.text.strip() if cell is not None else ""


def _front_scale(part: _Part, lines: Sequence[ScoreLine]) -> str:
    """What a front page says the whole is out of, for a stage without criteria."""
    if len(lines) != 1 or any(score_table(table, lines) for table in part.tables):
        return ""
    right = next((cell for table in part.tables if (cell := value_right_of(table, SCALE_LABEL))), None)
    return right.text.strip() if right is not None else ""


def _words(part: _Part, seen: ScoreTable) -> tuple[str, ...]:
    """What is written outside the rows of scores, short texts only: names are among them."""
    rows = {row for spots in seen.spots.values() for row, _ in spots}
    texts = [each.text for each in part.paragraphs]
    texts += [cell.text for table in part.tables for cell in table.cells if cell.row not in rows]
    short = [text.strip() for text in texts if text.strip() and len(text) <= _LONGEST_WORD]
    return tuple(dict.fromkeys(short))[:_MOST_WORDS]
