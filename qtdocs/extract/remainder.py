"""What stands on the paper and is neither printed there nor any field's value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qtdocs.editions.layout import Layout
from qtdocs.extract.headers import is_title
from qtdocs.extract.spots import Spot
from qtdocs.model.document import Document, Paragraph
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

_NOTHING = re.compile(r"[\s\W_]*|附件[一二三四五六七八九十\d]+|第\d+页(共\d+页)?", re.UNICODE)
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")
_MOST = 12
_EDITED = 85.0


def unplaced_in(
    document: Document, layout: Layout, spots: Sequence[Spot], used: set[int]
) -> tuple[tuple[Doubt, Place], ...]:
    """Doubts ``text-unplaced`` and ``form-altered`` for text that nobody asked for.

    Args:
        document: the filled form.
        layout: its layout.
        spots: its cells.
        used: ``id`` of the cells and paragraphs that are accounted for.
    """
    lost: list[tuple[str, Place]] = []
    edited: list[tuple[str, Place]] = []
    for texts, place in _rows(spots, used):
        words = [word for text in texts for word in _unknown(text, layout, edited, place)]
        if words:
            lost.append(("：".join(words) if len(words) == 2 else "  ".join(words), place))
    for paragraph in document.paragraphs:
        if id(paragraph) not in used and not _is_dress(paragraph, layout):
            lost.extend((word, paragraph.place) for word in _unknown(paragraph.text, layout, edited, paragraph.place))
    return (*_lost(lost), *_edited(edited))


def _rows(spots: Sequence[Spot], used: set[int]) -> Iterable[tuple[list[str], Place]]:
    rows: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        if id(spot.cell) not in used:
            rows.setdefault(spot.line, []).append(spot)
    for row in rows.values():
        yield [spot.cell.text for spot in row], row[0].cell.place


def _is_dress(paragraph: Paragraph, layout: Layout) -> bool:
    """Whether a paragraph is the form's title or a page number."""
    return is_title(paragraph.text, layout) or bool(_PAGE_NUMBER.fullmatch(paragraph.text))


def _unknown(text: str, layout: Layout, edited: list[tuple[str, Place]], place: Place) -> list[str]:
    found: list[str] = []
    if label_twin(text) in layout.fixed:
        return found
    for line in text.split("\n"):
        twin = label_twin(line)
        if not twin or _NOTHING.fullmatch(twin) or twin in layout.fixed:
            continue
        if any(twin in whole for whole in layout.lines) and len(twin) > 3:
            continue
        if _is_near(twin, layout):
            edited.append((line.strip(), place))
        else:
            found.append(line.strip())
    return found


def _is_near(twin: str, layout: Layout) -> bool:
    from rapidfuzz import fuzz, process

    if len(twin) < 4:
        return False
    return process.extractOne(twin, layout.lines, scorer=fuzz.ratio, score_cutoff=_EDITED) is not None


def _lost(lost: list[tuple[str, Place]]) -> list[tuple[Doubt, Place]]:
    found = [(Doubt(code="text-unplaced", detail=word[:200]), place) for word, place in lost[:_MOST]]
    if len(lost) > _MOST:
        rest = f"另有 {len(lost) - _MOST} 处，例如“{lost[_MOST][0][:60]}”"
        found.append((Doubt(code="text-unplaced", detail=rest), lost[_MOST][1]))
    return found


def _edited(edited: list[tuple[str, Place]]) -> list[tuple[Doubt, Place]]:
    if not edited:
        return []
    words = "、".join(f"“{word[:24]}”" for word, _ in edited[:4])
    return [(Doubt(code="form-altered", detail=f"印好的字被改动：{words}"), edited[0][1])]
