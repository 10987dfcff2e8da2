"""A score sheet as it lies in a file becomes a ballot: scores read, identity held against the draw's own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of, score_lines
from qtdocs.extract.scores import ScoreReading, read_score
from qtdocs.judging.sheet_code import SheetIdentity, broken_codes_in
from qtdocs.judging.sheet_remarks import keeps_away, scale_said
from qtdocs.model.ballot import Ballot, BallotScore
from qtdocs.model.record import Doubt
from qtdocs.model.score_sheet import ScoreCell, ScoreSheet
from qtdocs.text import name_twin

_ENTRY = re.compile(r"班\d{4,}")
_MEDIA = {"xlsx": "xlsx", "xls": "xlsx", "ods": "xlsx", "xlsb": "xlsx", "pdf": "pdf", "ofd": "pdf"}
"""The medium of each kind of file; every other is a text: docx."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What entries and experts are called, to hold a sheet's words against."""

    entries: Mapping[str, tuple[str, str]]
    """Organisation and team by entry number."""
    experts: Mapping[str, str]
    """Name by expert id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that a sheet came in."""

    file: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of its bytes."""
    kind: str
    """What its bytes are."""
    at: str
    """When it was taken in, ISO 8601."""


def ballot_of(
    sheet: ScoreSheet, identity: SheetIdentity, edition: Programme, names: Names, source: Source
) -> Ballot | None:
    """The ballot that a sheet holds; none where nothing was filled in.

    Args:
        sheet: the sheet.
        identity: whose it is and for what, as its code says.
        edition: the programme.
        names: what entries and experts are called.
        source: the file it came in.
    """
    stage = edition.stage(identity.stage)
    assert stage is not None
    scores = {line.key: _score(sheet.cells.get(line.key), source) for line in score_lines(edition, stage)}
    away = keeps_away(sheet.recusal, sheet.words)
    if away is False and all(each.value is None and not each.doubt for each in scores.values()):
        return None
    return Ballot(
        stage=stage.id, entry=identity.entry, judge=identity.judge, scores=scores,
        total=_total(sheet, source), scale=scale_said(sheet.scale, scales_of(edition, stage)),
        comment=sheet.comment, recused=bool(away), medium=_MEDIA.get(source.kind, "docx"), file=source.file,
        sha256=source.sha256, at=source.at, spot=spot_of(sheet),
        doubts=(*sheet.doubts, *_of_recusal(sheet, away), *identity_doubts(sheet, identity, names)),
    )  # fmt: skip


def spot_of(sheet: ScoreSheet) -> str:
    """Which sheet of its file it is, as people name it."""
    return sheet.tab or (f"第{sheet.page}页" if sheet.page else "")


def _score(cell: ScoreCell | None, source: Source) -> BallotScore:
    if cell is None:
        return BallotScore(value=None, text="", place="")
    return _as_score(cell, read_score(cell.text, exact=cell.exact, flags=cell.flags), source)


def _as_score(cell: ScoreCell, reading: ScoreReading, source: Source) -> BallotScore:
    place = f"{source.file} {cell.place}".strip()
    return BallotScore(
        value=reading.value, text=cell.text, place=place, certain=not reading.doubt, doubt=reading.doubt
    )  # fmt: skip


def _total(sheet: ScoreSheet, source: Source) -> BallotScore | None:
    """The total as written; without its number where the spreadsheet could not add up what was typed.

    It leaves texts such as ``13分`` out, and adds lengths of time up as parts of a day.
    """
    if sheet.total is None or not sheet.total.text.strip():
        return None
    reading = read_score(sheet.total.text, exact=sheet.total.exact, flags=sheet.total.flags - {"uncached", "hidden"})
    added = [cell for cell in sheet.cells.values() if "numeric" in cell.flags]
    if "numeric" in sheet.total.flags and len(added) < len(sheet.cells):
        values = [read_score(cell.text, exact=cell.exact).value or Decimal() for cell in added]
        reading = ScoreReading(value=None) if reading.value == sum(values, Decimal()) else reading
    if any("duration" in cell.flags for cell in sheet.cells.values()) and "duration" not in sheet.total.flags:
        reading = ScoreReading(value=None)
    return _as_score(sheet.total, reading, source)


def _of_recusal(sheet: ScoreSheet, away: bool | None) -> Iterator[Doubt]:
    if away is None:
        yield Doubt(code="score-unsure", detail=f"“是否回避”写的是“{sheet.recusal}”，看不出回避不回避")


def identity_doubts(sheet: ScoreSheet, identity: SheetIdentity, names: Names) -> Iterator[Doubt]:
    """Names on a sheet, or of its tab, that are not those of its code."""
    words = [name_twin(word) for word in sheet.words]
    for code in dict.fromkeys(code for word in sheet.words for code in broken_codes_in(word)):
        yield Doubt(code="sheet-identity", detail=f"表上印的编号“{code}”改过，与另一处的编号不一样")
    others = dict.fromkeys(found for word in sheet.words for found in _other_entries(word, identity, names))
    own = names.entries.get(identity.entry)
    named = own is not None and _is_named(own, words)
    if not others and not named:
        others = dict.fromkeys(
            number for number, each in names.entries.items() if number != identity.entry and _is_named(each, words)
        )
    if others and not named:
        yield Doubt(code="sheet-identity", detail=f"编号说的是{identity.entry}，表上写的却是{_called(others, names)}")
    elif others:
        yield Doubt(code="sheet-identity", detail=f"编号说的是{identity.entry}，表上还写着{_called(others, names)}")
    yield from _of_judge(words, identity, names)
    if in_tab := _other_entries(sheet.tab, identity, names):
        yield Doubt(code="sheet-renamed", detail=f"工作表名是“{sheet.tab}”，像是{in_tab[0]}")
    elif own is not None and words and not others and not _is_named_as_known(own, words):
        yield Doubt(code="sheet-renamed", detail=f"表上没有“{own[1]}”这个名称")


def _other_entries(text: str, identity: SheetIdentity, names: Names) -> list[str]:
    """Numbers of other entries that stand in a text; ``班2026`` in a name is none as long as there is no such entry."""
    return [found for found in _ENTRY.findall(text) if found != identity.entry and found in names.entries]


def _of_judge(words: Sequence[str], identity: SheetIdentity, names: Names) -> Iterator[Doubt]:
    """Another expert's name on a sheet that lacks the name of its own."""
    own = names.experts.get(identity.judge, "")
    if not own or any(name_twin(own) in word for word in words):
        return
    others = [
        f"{number} {name}" for number, name in names.experts.items()
        if number != identity.judge and name and any(name_twin(name) in word for word in words)
    ]  # fmt: skip
    if others:
        yield Doubt(code="sheet-identity", detail=f"编号说评委是{identity.judge} {own}，表上写的是{'、'.join(others)}")


def _is_named(names: tuple[str, str], words: Sequence[str]) -> bool:
    """Whether organisation and team both stand on a sheet."""
    return all(name and any(name_twin(name) in word for word in words) for name in names)


def _is_named_as_known(names: tuple[str, str], words: Sequence[str]) -> bool:
    """Whether as much of organisation and team as is known stands on a sheet."""
    return all(any(name_twin(name) in word for word in words) for name in names if name)


def _called(numbers: Mapping[str, None], names: Names) -> str:
    return "、".join(" ".join((number, names.entries.get(number, ("", ""))[1])).strip() for number in numbers)
