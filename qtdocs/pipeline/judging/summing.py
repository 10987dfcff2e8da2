"""``qtdocs report review-summary`` and ``unqualified``: the lists of judging that the office sends or keeps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs import render
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger, standings
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Expert
from qtdocs.model.result import KeptResult, Ranked
from qtdocs.model.standing import Moved
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import ballots_held
from qtdocs.pipeline.judging.course_papers import FOLDER
from qtdocs.pipeline.judging.results import course_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of
from qtdocs.render.judging.review_summary import ReviewLine, review_document, review_workbook
from qtdocs.text import masked, plain_date
from qtdocs.writing import safe_text

_FEWEST_ROWS = 9
_KIND = "review-summary"
_NAME = "材料评审汇总表"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPapers:
    """材料评审汇总表 in both forms."""

    files: tuple[tuple[str, bytes], ...]
    """The names of the files and their bytes."""
    count: int
    """How many teams stand in it."""
    silent: tuple[str, ...]
    """Numbers of entries of which no judge wrote anything."""

    @property
    def told(self) -> str:
        """Whose comment is missing."""
        return f"{'、'.join(self.silent)} 没有评语，“材料评价”一栏空着，请评委补写。"


def review_summary_written(place: Workspace, *, version: int | None, today: datetime.date) -> Iterator[str]:
    """Write 材料评审汇总表 as Word and Excel; says whose comment is missing, for nothing is made up.

    Raises:
        UsageError: there is no result.
        FormError: the programme's own blank has not the headings of its form.
    """
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs report review-summary") as ledger:
        kept = course_of(ledger, version).kept.value
        made = review_papers(place, ledger, programme, account_of(ledger, programme).teams, kept, today=today)
        for name, data in made.files:
            path, remark = outputs.put(place.home / FOLDER / name, data)
            yield f"{remark}已写出 {path.relative_to(place.home)}，{made.count} 个班组。"
        if made.silent:
            yield made.told


def review_papers(
    place: Workspace, ledger: Ledger, programme: Programme, teams: Sequence[Entry], kept: KeptResult, *,
    today: datetime.date,
) -> ReviewPapers:  # fmt: skip
    """材料评审汇总表 of one version of a result, as Word and Excel.

    Raises:
        FormError: the programme's own blank has not the headings of its form.
    """
    lines, silent = review_lines(ledger, programme, kept.result.ranked, {team.number: team for team in teams})
    remark = f"照第 {kept.version} 版结果，{plain_date(today)}。"
    workbook = review_workbook(f"{programme.name}{_NAME}", lines, remark=remark)
    files = ((f"{_NAME}.docx", _document(place, programme, lines)), (f"{_NAME}.xlsx", workbook))
    return ReviewPapers(files=files, count=len(lines), silent=tuple(silent))


def unqualified_written(place: Workspace) -> Iterator[str]:
    """Write 初审不合格成果表: every entry that was 淘汰, with the reason that was put down; nine lines at least."""
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs report unqualified") as ledger:
        gone = [team for team in account_of(ledger, programme).teams if team.state == "淘汰"]
        moves = standings.history(ledger)
        rows = [
            {
                "number": number, "entry": team.number, "title": safe_text(text_of(team, "experience_title")),
                "team": safe_text(text_of(team, "team_name")),
                "organisation": safe_text(text_of(team, "organisation_name")),
                "opinion": _why(moves.get(team.number, ())),
            }
            for number, team in enumerate(sorted(gone, key=lambda each: each.number), 1)
        ]  # fmt: skip
        blank = {"entry": "", "title": "", "team": "", "organisation": "", "opinion": ""}
        rows += [{"number": number, **blank} for number in range(len(rows) + 1, _FEWEST_ROWS + 1)]
        path = shelf.template_path(programme.id, "unqualified-results.docx", workspace=place.home)
        data = render.letter(path.read_bytes(), {"programme": programme.name, "rows": rows}, name=str(path))
        target, remark = outputs.put(place.home / FOLDER / "初审不合格成果表.docx", data)
    yield f"{remark}已写出 {FOLDER}/{target.name}，{len(gone)} 个班组；意见照记下的淘汰理由。"


def _why(moves: Sequence[Moved]) -> str:
    """Why an entry was put out, in the words that were put down."""
    return next((each.because for each in reversed(moves) if each.after == "淘汰"), "")


def _document(place: Workspace, programme: Programme, lines: Sequence[ReviewLine]) -> bytes:
    form = next((each for each in programme.forms if each.kind == _KIND and each.blank.endswith(".docx")), None)
    if form is not None:
        blank = shelf.blank_path(programme, form, workspace=place.home).read_bytes()
        return review_document(blank, form, lines)
    path = shelf.template_path(programme.id, "review-summary.docx", workspace=place.home)
    rows = [
        {"number": number, "names": each.names, "comment": each.comment, "score": each.score, "judges": each.judges}
        for number, each in enumerate(lines, 1)
    ]
    return render.letter(path.read_bytes(), {"programme": programme.name, "rows": rows}, name=str(path))


def review_lines(
    ledger: Ledger, programme: Programme, ranked: Sequence[Ranked], teams: dict[str, Entry]
) -> tuple[list[ReviewLine], list[str]]:
    """A line an entry in the order of the result, and the entries of which no judge wrote anything."""
    names = {key[0]: act.value.name for key, act in held(ledger, ActKind.EXPERT, Expert).items()}
    stage = next((each for each in programme.stages if not each.is_presentation), None)
    ballots = ballots_held(ledger, programme, stage.id)[0] if stage else ()
    lines, silent = [], []
    for each in ranked:
        team = teams.get(each.entry)
        mark = each.marks.get(stage.id) if stage else None
        if team is None or mark is None or mark.points is None:
            continue
        own = [ballot for ballot in ballots if ballot.entry == each.entry and not ballot.recused]
        comment = "；".join(dict.fromkeys(" ".join(one.comment.split()) for one in own if one.comment.strip()))
        silent += [] if comment else [each.entry]
        total = "" if each.total is None else f"{each.total:f}"
        lines.append(
            ReviewLine(
                names=f"{text_of(team, 'organisation_name')}/{text_of(team, 'team_name')}", comment=masked(comment),
                score=f"{total}/{each.rank}" if each.rank else total,
                judges="、".join(names.get(judge, judge) for judge in mark.judges),
            )
        )  # fmt: skip
    return lines, silent
