"""The ballots that count, and everything that keeps others from counting: told, never dropped in silence.

A person's word comes first (``RESOLUTION``), then a signed paper that two people typed alike, then the electronic copy.
Two versions of one medium that differ are a conflict and neither counts. A ballot with a score that lacks, is out of
range, unsure or finer than the stage's step, with a wrong sum or a doubtful identity does not count either, until it is
mended or a person says that it holds. Ballots for entries that are out, and of judges who are not to judge the entry,
are set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qtdocs.assemble import text_in
from qtdocs.checks import ballots as told
from qtdocs.checks import finding
from qtdocs.checks.ballots import Called, SheetRules
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of, score_lines
from qtdocs.errors import UsageError
from qtdocs.judging.precedence import Chosen, chosen, typing_of
from qtdocs.ledger import Ledger, entries
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.ballot import Ballot
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Expert, Panel, PanelDraw
from qtdocs.model.finding import Finding
from qtdocs.model.standing import ENDED
from qtdocs.pipeline.judging.ballot_sheets import Came, Pair, papers_of, sheets_of
from qtdocs.pipeline.judging.scales import scale_of
from qtdocs.text import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a stage's ballots are held against."""

    stage: Stage
    """The stage."""
    rules: SheetRules
    """What its score sheet allows."""
    scales: tuple[int, ...]
    """What the whole may be out of."""
    experts: Mapping[str, str]
    """Names by expert id."""
    states: Mapping[str, str]
    """State by entry number."""
    names: Mapping[str, str]
    """Names of teams by entry number, where they are known."""
    panels: tuple[Panel, ...] | None
    """The groups that were drawn for the stage; none where nothing was drawn."""

    def called(self, pair: Pair) -> Called:
        """What people call a judge and an entry."""
        judge, entry = pair
        whom, what = (f"{key} {name}".strip() for key, name in ((judge, self.experts.get(judge, "")),
                                                                (entry, self.names.get(entry, ""))))  # fmt: skip
        return Called(judge=judge, entry=entry, whom=whom, what=what)

    def rules_of(self, ballot: Ballot) -> SheetRules:
        """What one sheet allows: its own scale where the stage has none."""
        return replace(self.rules, scale=self.rules.scale or ballot.scale)

    def is_out(self, entry: str) -> bool:
        """Whether an entry does not take part any more."""
        return self.states.get(entry, "") in ENDED

    @property
    def duties(self) -> tuple[Pair, ...]:
        """Who scores what, by the draw, of entries that still take part; in the order of the groups."""
        return tuple(
            (judge, entry)
            for panel in self.panels or ()
            for entry in panel.entries
            if not self.is_out(entry)
            for judge in panel.judges_of(entry)
        )


def ballots_held(
    ledger: Ledger, edition: Programme, stage: str, *, teams: Sequence[Entry] = ()
) -> tuple[tuple[Ballot, ...], tuple[Finding, ...]]:
    """The ballots of a stage that count, 已回避 among them, all of one scale; and why others do not.

    Args:
        ledger: the ledger.
        edition: the programme.
        stage: id of the stage.
        teams: the teams as the account knows them, so that findings can call them by name.

    Raises:
        UsageError: the programme has no such stage.
    """
    bench = bench_of(ledger, edition, stage, teams=teams)
    came = sheets_of(ledger, stage)
    counted: list[Ballot] = []
    findings: list[Finding] = []
    for pair, each in came.items():
        ballot, said = weighed(each, bench, pair)
        findings += said
        counted += [ballot] if ballot else []
    counted, of_scale = _of_one_scale(counted, bench)
    missing = [told.tell("ballot-missing", bench.called(pair)) for pair in bench.duties if pair not in came]
    loose = [*_unidentified(ledger, stage, came), *_torn(came, bench)]
    return tuple(counted), (*findings, *of_scale, *loose, *missing)


def bench_of(ledger: Ledger, edition: Programme, stage: str, *, teams: Sequence[Entry] = ()) -> Bench:
    """What a stage's ballots are held against.

    Raises:
        UsageError: the programme has no such stage.
    """
    known = stage_of(edition, stage)
    draws = held(ledger, ActKind.DRAW, PanelDraw)
    draw = draws.get((stage,))
    return Bench(
        stage=known,
        rules=SheetRules(
            lines=score_lines(edition, known), step=Decimal(known.step), scale=scale_of(ledger, edition, known)
        ),
        scales=scales_of(edition, known),
        experts={key[0]: act.value.name for key, act in held(ledger, ActKind.EXPERT, Expert).items()},
        states=dict(entries.everything(ledger).values()),
        names={each.number: text_in(each.source, "team_name") for each in teams},
        panels=draw.value.panels if draw else None,
    )


def stage_of(edition: Programme, stage: str) -> Stage:
    """The stage of this id or name.

    Raises:
        UsageError: there is none.
    """
    found = next((each for each in edition.stages if stage in (each.id, each.name)), None)
    if found is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in edition.stages) or "本活动没有写评审阶段"
        raise UsageError(f"没有“{stage}”这个阶段。", f"有：{known}。")
    return found


def weighed(came: Came, bench: Bench, pair: Pair) -> tuple[Ballot | None, list[Finding]]:
    """The ballot that counts of one judge for one entry, and what is to be said of all that came."""
    called = bench.called(pair)
    if reason := _ended(bench, pair):
        return None, [told.tell("ballot-of-ended", called, detail=reason)]
    faults = {each.number: told.faults(each.ballot, bench.rules_of(each.ballot)) for each in came.versions}
    pick = chosen(came.copies, came.agreed, came.resolution, faults)
    found = [*_of_papers(came, bench, called), *_of_versions(pick, called)]
    if pick.lapsed is not None:
        detail = f"{came.resolved_by}定过以第 {pick.lapsed.holds} 号为准（{pick.lapsed.because}）"
        found.append(told.tell("ballot-word-lapsed", called, detail=detail))
    if pick.holds is None:
        return None, found
    ballot = _with_comment(pick.holds.ballot, came)
    if (reason := _not_his(bench, pair)) and not ballot.recused:
        return None, [told.tell("ballot-set-aside", called, ballot, detail=reason)]
    refused = list(told.refusals(ballot, bench.rules_of(ballot), called))
    if pick.by_word and not refused:
        because = came.resolution.because if came.resolution else ""
        word = f"{came.resolved_by}说的（{because}），{told.version_told(pick.holds)}"
        return ballot, [*found, told.tell("ballot-resolved", called, ballot, detail=word)]
    doubted = list(told.doubts(ballot, bench.rules_of(ballot), called))
    return (None if refused or told.blocking(doubted) else ballot), [*found, *refused, *doubted]


def _with_comment(ballot: Ballot, came: Came) -> Ballot:
    """The ballot with the judge's own words of the electronic copy, where nobody typed those of the signed paper."""
    said = next((each.ballot.comment for each in reversed(came.copies) if each.ballot.comment.strip()), "")
    return replace(ballot, comment=said) if said and not ballot.comment.strip() else ballot


def _of_versions(pick: Chosen, called: Called) -> Iterator[Finding]:
    """What is to be said of versions that do not hold."""
    if pick.conflict:
        yield told.conflict(pick.conflict, called)
        yield from told.sheet_doubts(pick.conflict, called)
    if pick.holds is not None and pick.mended:
        versions = "；".join(told.version_told(each) for each in (*pick.mended, pick.holds))
        yield told.tell("ballot-mended", called, pick.holds.ballot, detail=versions)
    if pick.holds is not None:
        paper = told.points_told(pick.holds.ballot)
        yield from (
            told.tell("ballot-beaten", called, each.ballot, copy=told.version_told(each), paper=paper)
            for each in pick.beaten
        )


def _of_papers(came: Came, bench: Bench, called: Called) -> Iterator[Finding]:
    """Signed sheets that are not typed by two people alike."""
    keys = dict.fromkeys((*(paper.key for paper in came.papers), *came.typed))
    for key in keys:
        versions = came.typed.get(key, ())
        typing = typing_of(versions)
        if typing.unlike:
            yield told.typed_unlike(typing.unlike, bench.rules, called)
        elif typing.agreed is None:
            state = f"，只有{typing.alone.who}录过" if typing.alone else ""
            ballot = versions[-1].ballot if versions else None
            file = next((paper.file for paper in came.papers if paper.key == key), ballot.file if ballot else "")
            where = f"{file} {key[1]}".strip() or "纸质原件"
            yield told.tell("paper-untyped", called, ballot, detail=where, state=state)


def _ended(bench: Bench, pair: Pair) -> str:
    state = bench.states.get(pair[1], "")
    return f"它现在是{state}" if state in ENDED else ""


def _not_his(bench: Bench, pair: Pair) -> str:
    """Why a judge is not to score an entry; empty where he is, or nothing was drawn."""
    judge, entry = pair
    if entry not in bench.states:
        return "台账里没有这个编号的班组"
    if judge not in bench.experts:
        return "专家库里没有这个编号的专家"
    if bench.panels is None:
        return ""
    own = [panel for panel in bench.panels if entry in panel.entries]
    if not own:
        return "这个班组不在这一阶段抽定的任何一组里"
    if any(judge in panel.judges_of(entry) for panel in own):
        return ""
    if any(entry in panel.avoided.get(judge, ()) for panel in own):
        return "他对这个班组应当回避"
    theirs = "、".join(panel.name for panel in bench.panels if judge in (seat.expert for seat in panel.seats))
    return f"它由{own[0].name}评，他在{theirs}" if theirs else f"它由{own[0].name}评，他没有抽进任何一组"


def _of_one_scale(ballots: Sequence[Ballot], bench: Bench) -> tuple[list[Ballot], list[Finding]]:
    """The ballots with their scale; none of them as long as nobody can tell what they are out of."""
    settled = bench.rules.scale
    if settled is None:
        own = {each.scale for each in ballots if not each.recused}
        if len(own) == 1 and None not in own:
            return list(ballots), []
        recused = [replace(each, scale=None) for each in ballots if each.recused]
        scored = [each for each in ballots if not each.recused]
        return recused, list(told.scale_doubts(scored, bench.scales, bench.stage.name))
    kept, findings = [], []
    for each in ballots:
        if each.scale in (None, settled) or each.recused:
            kept.append(replace(each, scale=settled))
            continue
        label = bench.rules.lines[0].title
        detail = (
            f"{each.file} {each.spot} 上写的满分是 {plain_number(each.scale)}，这一阶段定的是 {plain_number(settled)}"
        )
        findings.append(
            told.tell("score-unsure", bench.called((each.judge, each.entry)), each, label=label, detail=detail)
        )
    return kept, findings


def _unidentified(ledger: Ledger, stage: str, came: Mapping[Pair, Came]) -> Iterator[Finding]:
    """Signed sheets of which nobody has said yet whose they are."""
    typed = {key for each in came.values() for key in each.typed}
    for paper in papers_of(ledger, stage):
        if not paper.entry and paper.key not in typed:
            yield finding(
                "sheet-unidentified", file=paper.file, detail=f"{paper.file} 第{paper.page}页上的编号读不出来"
            )


def _torn(came: Mapping[Pair, Came], bench: Bench) -> Iterator[Finding]:
    """Signed sheets that two people typed as those of different judges or entries."""
    owners: dict[tuple[str, str], list[Pair]] = {}
    for pair, each in came.items():
        for key in each.typed:
            if key != ("", ""):
                owners.setdefault(key, []).append(pair)
    for key, pairs in owners.items():
        if len(pairs) > 1:
            said = [
                f"{came[pair].typed[key][-1].who}录的是{bench.called(pair).whom}评{bench.called(pair).what}"
                for pair in pairs
            ]
            first = came[pairs[0]].typed[key][-1].ballot
            detail = f"{first.file} {first.spot}评的是谁，{'、'.join(said)}"
            yield told.tell("typed-differs", bench.called(pairs[0]), first, detail=detail)
