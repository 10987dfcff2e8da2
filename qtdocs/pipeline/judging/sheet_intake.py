"""What was read in one file becomes acts: ballots, signed sheets that wait to be typed, and what was not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions.programme import Programme
from qtdocs.judging.sheet_code import SheetIdentity, identity_in
from qtdocs.model.ballot import Ballot, PaperSheet
from qtdocs.model.collected import CollectedFile
from qtdocs.model.record import Doubt
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.pipeline.judging.sheet_ballots import Names, Source, ballot_of, spot_of
from qtdocs.pipeline.judging.sheet_pictures import Pictured
from qtdocs.pipeline.judging.sheet_work import SheetReading


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTaken:
    """One file and everything that came of it."""

    file: CollectedFile
    """The file, with what of it was not taken."""
    ballots: tuple[Ballot, ...] = ()
    """The ballots in it."""
    papers: tuple[PaperSheet, ...] = ()
    """The signed sheets that it shows as pictures."""
    empty: tuple[SheetIdentity, ...] = ()
    """Sheets that nobody filled in."""


def taken_from(reading: SheetReading, edition: Programme, names: Names, source: Source) -> FileTaken:
    """What one file holds.

    Args:
        reading: what a worker saw in it.
        edition: the programme.
        names: what entries and experts are called.
        source: the file.
    """
    doubts: list[Doubt] = []
    ballots: list[Ballot] = []
    empty: list[SheetIdentity] = []
    for sheet in reading.sheets:
        identity = identity_in(sheet.code)
        if (doubt := _refused(sheet, identity, edition, source)) is not None:
            doubts += [doubt] if _is_filled(sheet) else []
        elif identity is not None:
            ballot = ballot_of(sheet, identity, edition, names, source)
            ballots += [ballot] if ballot else []
            empty += [] if ballot else [identity]
    papers: list[PaperSheet] = []
    for page in reading.pictured:
        identity = identity_in(page.code)
        foreign = _foreign(page.code, identity, edition, f"{source.file} 第{page.page}页") if identity else None
        doubts += [foreign] if foreign else []
        papers += [] if foreign else [_paper(page, identity, source)]
    doubts += _without_sheet(reading, edition, source)
    doubts += [Doubt(code=reading.code, detail=reading.detail)] if reading.code else []
    outcome = "sheets" if ballots or papers or empty or (doubts and reading.outcome == "sheets") else reading.outcome
    file = CollectedFile(
        file=source.file, sha256=source.sha256, kind=source.kind, outcome=outcome, ballots=len(ballots),
        papers=len(papers), doubts=tuple(doubts),
    )  # fmt: skip
    return FileTaken(file=file, ballots=tuple(_with_copies(ballots)), papers=tuple(papers), empty=tuple(empty))


def _refused(sheet: ScoreSheet, identity: SheetIdentity | None, edition: Programme, source: Source) -> Doubt | None:
    """Why a sheet is not taken; none where it is."""
    where = f"{source.file} {spot_of(sheet)}".strip()
    if identity is None:
        return Doubt(code="sheet-unidentified", detail=f"{where}上没有完整的编号，不知道是谁评哪个班组的")
    return _foreign(sheet.code, identity, edition, where)


def _foreign(code: str, identity: SheetIdentity, edition: Programme, where: str) -> Doubt | None:
    if identity.programme != edition.id:
        return Doubt(
            code="sheet-wrong-season", detail=f"{where}的编号是 {code}，属于另一个活动（{identity.programme}）"
        )
    if edition.stage(identity.stage) is None:
        told = f"{where}的编号是 {code}，本活动没有“{identity.stage}”这个阶段"
        return Doubt(code="sheet-wrong-season", detail=told)
    return None


def _is_filled(sheet: ScoreSheet) -> bool:
    return any(cell.text.strip() or cell.flags & {"uncached"} for cell in sheet.cells.values())


def _without_sheet(reading: SheetReading, edition: Programme, source: Source) -> Iterator[Doubt]:
    """Codes that stand in the file without a sheet in which scores could be found."""
    known = {*(sheet.code for sheet in reading.sheets), *(page.code for page in reading.pictured)}
    for code in reading.codes:
        identity = identity_in(code)
        if code in known or identity is None:
            continue
        foreign = _foreign(code, identity, edition, source.file)
        told = f"{source.file} 里有编号 {code}，却没有找到它的得分栏（那一页可能被删了，或者表头被改了）"
        yield foreign or Doubt(code="sheet-altered", detail=told)


def _paper(page: Pictured, identity: SheetIdentity | None, source: Source) -> PaperSheet:
    return PaperSheet(
        stage=identity.stage if identity else "", entry=identity.entry if identity else "",
        judge=identity.judge if identity else "", file=source.file, sha256=source.sha256, page=page.page,
        crops=page.crops,
    )  # fmt: skip


def _with_copies(ballots: Sequence[Ballot]) -> Iterator[Ballot]:
    """The ballots, those that stand several times in one file with a word about it."""
    spots: dict[tuple[str, str, str], list[str]] = {}
    for each in ballots:
        spots.setdefault((each.stage, each.entry, each.judge), []).append(each.spot or "正文")
    for each in ballots:
        found = spots[each.stage, each.entry, each.judge]
        doubt = Doubt(code="sheet-copied", detail=f"有 {len(found)} 份（{'、'.join(found)}）")
        yield replace(each, doubts=(*each.doubts, doubt)) if len(found) > 1 else each
