"""What packages are made of: the draw that holds, the entries that are still judged, the pool, the papers' words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of, score_lines
from qtdocs.errors import UsageError
from qtdocs.judging.sheet_code import SheetIdentity, sheet_code
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Expert, Panel, PanelDraw, Seat
from qtdocs.model.package import Packaged
from qtdocs.model.score_book import ScoreLine
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.judging.entries import entries_judged
from qtdocs.pipeline.judging.scales import scale_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of
from qtdocs.render.judging.view import JudgedEntry, JudgeView

PACKAGES = "材料包"
"""The folder of the packages."""
_FOLDERS = {False: "评审", True: "发布会"}
"""The folder above it, by whether the stage is a presentation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDesk:
    """Everything that packages of one stage are made of."""

    place: Workspace
    """The workspace."""
    edition: Programme
    """The programme."""
    stage: Stage
    """The stage."""
    draw: PanelDraw
    """The draw that holds."""
    pool: Mapping[str, Expert]
    """The experts by id."""
    teams: Mapping[str, Entry]
    """Every entry by number, those that left too."""
    judged: Mapping[str, Entry]
    """Those that are judged."""
    words: Mapping[str, str]
    """What stands in each paper that is no form, by digest."""
    before: Mapping[tuple[str, ...], Packaged]
    """What was written last time: by stage, expert and group."""
    lines: tuple[ScoreLine, ...]
    """The lines of a score sheet."""
    scales: tuple[int, ...]
    """What the whole may be out of."""

    @property
    def folder(self) -> Path:
        """Where the packages of the stage lie."""
        return self.place.home / _FOLDERS[self.stage.is_presentation] / PACKAGES

    @property
    def seats(self) -> Iterator[tuple[Panel, Seat, Expert]]:
        """Every seat with its group and its expert."""
        for panel in self.draw.panels:
            for seat in panel.seats:
                yield panel, seat, self.expert(seat.expert)

    def expert(self, number: str) -> Expert:
        """The expert of a seat; where the pool has lost it, the number alone is known."""
        return self.pool.get(number) or Expert(id=number, name=number)

    def said_of(self, number: str) -> str:
        """An entry on one line: number, organisation, team."""
        team = self.teams.get(number)
        names = [text_of(team, key) for key in ("organisation_name", "team_name")] if team else []
        return "　".join(each for each in (number, *names) if each)

    def view(self, panel: Panel, seat: Seat, expert: Expert) -> JudgeView:
        """One judge's papers: entries that the judge avoids, or that left, are not in them."""
        avoided = [number for number in panel.entries if expert.id not in panel.judges_of(number)]
        numbers = [each for each in panel.entries if each in self.judged and each not in avoided]
        return JudgeView(
            programme=self.edition, stage=self.stage, panel=panel.name, draw=self.draw.number, expert=expert, seat=seat,
            lines=self.lines, scales=self.scales,
            entries=tuple(JudgedEntry(entry=self.judged[each], code=self._code(each, expert)) for each in numbers),
            avoided=tuple(self.said_of(each) for each in avoided if each in self.judged),
        )  # fmt: skip

    def _code(self, entry: str, expert: Expert) -> str:
        identity = SheetIdentity(programme=self.edition.id, stage=self.stage.id, entry=entry, judge=expert.id)
        return sheet_code(identity)


def package_desk(place: Workspace, ledger: Ledger, stage_id: str) -> PackageDesk:
    """What the packages of a stage are made of.

    Args:
        place: the workspace.
        ledger: its ledger.
        stage_id: id or name of the stage; empty for the first one.

    Raises:
        UsageError: there is no such stage, it has no draw, or nothing is judged.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    stage = stage_named(edition, stage_id)
    drawn = held(ledger, ActKind.DRAW, PanelDraw).get((stage.id,))
    if drawn is None:
        raise UsageError(
            f"“{stage.name}”还没有抽取专家，不知道谁评哪个班组。",
            f"请先运行 qtdocs judge draw --stage {stage.id}。",
        )
    account = account_of(ledger, edition)
    lines, scales = _scoring(ledger, edition, stage)
    return PackageDesk(
        place=place, edition=edition, stage=stage, draw=drawn.value, lines=lines, scales=scales,
        pool={act.value.id: act.value for act in held(ledger, ActKind.EXPERT, Expert).values()},
        teams={each.number: each for each in account.teams},
        judged={each.number: each for each in entries_judged(account.teams)},
        words=_words(account),
        before={key: act.value for key, act in held(ledger, ActKind.PACKAGE, Packaged).items() if key[0] == stage.id},
    )  # fmt: skip


def stage_named(edition: Programme, wanted: str) -> Stage:
    """The stage of this id or name; the first where none is named.

    Raises:
        UsageError: there is none.
    """
    if not edition.stages:
        raise UsageError(
            f"{edition.name}没有写评审的阶段和分值，不能评审。",
            "请在 programme.toml 里写 [[stages]]，见 docs/writing-forms.md。",
        )
    found = [each for each in edition.stages if not wanted or wanted in (each.id, each.name)]
    if not found:
        there = "、".join(f"{each.id}（{each.name}）" for each in edition.stages)
        raise UsageError(f"没有“{wanted}”这个阶段。", f"可以写：{there}。")
    return found[0]


def _scoring(ledger: Ledger, edition: Programme, stage: Stage) -> tuple[tuple[ScoreLine, ...], tuple[int, ...]]:
    """The lines of the stage's sheets and what the whole may be out of; settled where the office said so."""
    lines, scales = score_lines(edition, stage), scales_of(edition, stage)
    said = scale_of(ledger, edition, stage)
    if len(scales) == 1 or said is None:
        return lines, scales
    return tuple(replace(each, maximum=int(said)) for each in lines), (int(said),)


def _words(account: Account) -> Mapping[str, str]:
    found = ((line.attachment.sha256, line.reading.words) for line in account.lines if line.reading)
    return {sha256: words for sha256, words in found if words}


def judges_wanted(desk: PackageDesk, names: Sequence[str]) -> frozenset[str]:
    """Ids of the judges that are meant, by id or name; all where none is named.

    Raises:
        UsageError: somebody is in no group, or two of the same name are.
    """
    seated = {expert.id: expert.name for _, _, expert in desk.seats}
    if not names:
        return frozenset(seated)
    wanted = set()
    for name in names:
        found = [number for number, known in seated.items() if name in (number, known)]
        if not found:
            raise UsageError(f"“{name}”不在{desk.stage.name}的任何一组里。", "各组的专家见 qtdocs judge panels。")
        if len(found) > 1:
            raise UsageError(f"叫“{name}”的专家有 {len(found)} 位：{'、'.join(found)}。", "请写编号。")
        wanted.update(found)
    return frozenset(wanted)
