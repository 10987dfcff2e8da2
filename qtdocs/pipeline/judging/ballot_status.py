"""``qtdocs judge status`` and ``missing``: who has sent what, what counts, what has to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs import checks
from qtdocs.checks.ballots import points_told
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.ballot import Ballot
from qtdocs.model.collected import CollectedFile
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballot_lines import ballot_json, finding_json, finding_line, json_line
from qtdocs.pipeline.judging.ballot_sheets import Came, Pair, sheets_of
from qtdocs.pipeline.judging.ballots import Bench, ballots_held, bench_of, stage_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import display_width


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSheets:
    """The ballots of one stage as they stand."""

    bench: Bench
    """What they are held against."""
    came: Mapping[Pair, Came]
    """All that came in."""
    counted: Mapping[Pair, Ballot]
    """Those that count."""
    findings: tuple[Finding, ...]
    """What keeps others from counting, and what has to be looked at."""

    @property
    def missing(self) -> tuple[Pair, ...]:
        """Who has not sent what, by the draw."""
        return tuple(pair for pair in self.bench.duties if pair not in self.came)

    def standing(self, pair: Pair) -> str:
        """How one ballot stands, in a few words."""
        if pair in self.counted:
            return points_told(self.counted[pair])
        came = self.came.get(pair)
        if came is None:
            return "没有收到"
        return "不算数，见下面的问题" if came.copies or came.typed else "只有签字扫描件，还没有录入"


def stages_of(ledger: Ledger, edition: Programme, stage: str) -> Iterator[StageSheets]:
    """The ballots of one stage; of every stage in which something was drawn or came in where none is named.

    Raises:
        UsageError: the programme has no such stage.
    """
    teams = account_of(ledger, edition).teams
    wanted = [stage_of(edition, stage)] if stage else edition.stages
    for each in wanted:
        bench, came = bench_of(ledger, edition, each.id, teams=teams), sheets_of(ledger, each.id)
        if not (stage or bench.panels or came):
            continue
        counted, findings = ballots_held(ledger, edition, each.id, teams=teams)
        yield StageSheets(
            bench=bench, came=came, counted={(one.judge, one.entry): one for one in counted}, findings=findings
        )


def status_told(place: Workspace, *, stage: str, as_json: bool) -> Iterator[str]:
    """Every ballot of each stage, then the findings; a line each.

    Raises:
        UsageError: the programme has no such stage.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        found = tuple(stages_of(ledger, edition, stage))
        loose = tuple(files_not_taken(ledger))
    if as_json:
        for one in found:
            yield from _as_json(one)
        yield from (json_line("finding", **finding_json(each)) for each in loose)
        return
    if not found:
        yield "还没有抽评委，也没有收到评分表。先用 qtdocs judge draw 抽评委，再发评分表、收评分表。"
    for one in found:
        yield from _told(one)
    if loose:
        yield "没有收的文件："
        yield from (f"  {finding_line(each)}" for each in loose)


def missing_told(place: Workspace, *, stage: str, as_json: bool) -> Iterator[str]:
    """Who has not sent what: a line a judge, with the entries.

    Raises:
        UsageError: the programme has no such stage.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        found = tuple(stages_of(ledger, edition, stage))
    for one in found:
        if as_json:
            yield from (
                json_line("missing", stage=one.bench.stage.id, judge=judge, entry=entry) for judge, entry in one.missing
            )
            continue
        yield from _missing(one)
    if not found and not as_json:
        yield "还没有抽评委，也没有收到评分表。先用 qtdocs judge draw 抽评委，再发评分表、收评分表。"


def files_not_taken(ledger: Ledger) -> Iterator[Finding]:
    """What of the files that were collected was not taken, and why; each file as it was read last."""
    for act in held(ledger, ActKind.COLLECTED, CollectedFile).values():
        for doubt in act.value.doubts:
            yield checks.finding(doubt.code, file=act.value.file, detail=doubt.detail)


def _told(one: StageSheets) -> Iterator[str]:
    bench, due = one.bench, dict.fromkeys(one.bench.duties)
    wanted = len(due)
    stray = [pair for pair in one.came if pair not in due]
    counted = sum(pair in one.counted for pair in due)
    many = (
        f"应收 {wanted} 份，算数 {counted} 份，没有收到 {len(one.missing)} 份" if wanted else f"收到 {len(one.came)} 份"
    )
    yield f"■ {bench.stage.name}：{many}"
    for panel in bench.panels or ():
        yield f"{panel.name}"
        own = frozenset(panel.entries)
        yield from _lines(one, [pair for pair in due if pair[1] in own])
    if stray:
        yield "抽取结果以外的" if bench.panels else "收到的"
        yield from _lines(one, stray)
    yield from (finding_line(each) for each in one.findings if each.code != "ballot-missing")


def _lines(one: StageSheets, pairs: Sequence[Pair]) -> Iterator[str]:
    called = [one.bench.called(pair) for pair in pairs]
    whats = max((display_width(each.what) for each in called), default=0)
    whoms = max((display_width(each.whom) for each in called), default=0)
    for pair, each in sorted(zip(pairs, called, strict=True), key=lambda both: (both[0][1], both[0][0])):
        yield f"  {_wide(each.what, whats)}  {_wide(each.whom, whoms)}  {one.standing(pair)}"


def _wide(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _missing(one: StageSheets) -> Iterator[str]:
    by_judge: dict[str, list[str]] = {}
    for judge, entry in one.missing:
        by_judge.setdefault(judge, []).append(entry)
    yield f"■ {one.bench.stage.name}：{'都收到了' if not by_judge else f'还差 {len(one.missing)} 份'}"
    for judge, entries in sorted(by_judge.items()):
        named = [one.bench.called((judge, entry)).what for entry in sorted(entries)]
        yield f"  {one.bench.called((judge, '')).whom}　{len(entries)} 份：{'、'.join(named)}"


def _as_json(one: StageSheets) -> Iterator[str]:
    due = frozenset(one.bench.duties)
    for judge, entry in dict.fromkeys((*one.bench.duties, *one.came)):
        ballot = one.counted.get((judge, entry))
        came = one.came.get((judge, entry), Came())
        yield json_line(
            "status", stage=one.bench.stage.id, judge=judge, entry=entry, due=(judge, entry) in due,
            counts=ballot is not None, versions=len(came.versions), papers=len(came.papers),
            ballot=ballot_json(ballot) if ballot else None,
        )  # fmt: skip
    yield from (json_line("finding", **finding_json(each)) for each in one.findings)
