"""名称校对: of each honoured team the name on its form, in its seal, in the ledger and on every paper that was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.pairs import value_twin
from qtdocs.model.correction import NAME_KEYS
from qtdocs.model.entry import Entry
from qtdocs.model.honour import CORRECTED, Honour
from qtdocs.model.record import Record, worded
from qtdocs.model.seal import OUTCOMES, SealLook
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.name_differences import differences_told
from qtdocs.render.context import quoted
from qtdocs.render.publishing.printed import compact
from qtdocs.writing import safe_text

SAME, EXPLAINED, DIFFERENT, OPEN = "一致", "不同，已说明", "不一致", "没有核对"
"""What becomes of one source: the same letter by letter, another that a person explained, another, not to be told."""
_MEDIA = {"word": "Word 版申报表", "pdf": "PDF 版申报表", "scan": "扫描的申报表", "sheet": "Excel 版申报表"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What one source says of a team's name."""

    source: str
    """申报表, 印章, 光荣册 …"""
    file: str
    """The file that says so."""
    says: str
    """The name as it stands there; empty where it does not tell."""
    verdict: str
    """``SAME``, ``EXPLAINED``, ``DIFFERENT`` or ``OPEN``."""
    told: str = ""
    """What differs, or who said that it may; in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one paper that was made says of every team, in the order of the honours."""

    source: str
    """通报, 光荣册, 证书."""
    file: str
    """The file."""
    names: tuple[str, ...]
    """企业全称“班组名” of each team without white space; empty where the paper lacks it."""
    open: str = ""
    """Why it cannot be told; empty where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One team and everything that bears its name."""

    honour: Honour
    """The team, as the ledger has it."""
    witnesses: tuple[Witness, ...]
    """The sources, in the order of the way: form, seal, papers."""

    @property
    def differs(self) -> bool:
        """Whether a source says something else and nobody has explained that."""
        return any(each.verdict == DIFFERENT for each in self.witnesses)


def proofs_of(desk: Desk, papers: Sequence[Printed]) -> tuple[Proof, ...]:
    """Every honoured team with what each source says of its name.

    Args:
        desk: the desk.
        papers: the papers that were made.
    """
    known = {team.number: team for team in desk.teams}
    return tuple(
        Proof(
            honour=honour,
            witnesses=(
                *_forms(known[honour.entry], honour),
                *_seals(known[honour.entry], honour),
                *(_paper(each, place, honour) for each in papers),
            ),
        )
        for place, honour in enumerate(desk.honours.teams)
    )


def printed_name(honour: Honour) -> str:
    """企业全称“班组名” without white space, as it should stand on every paper."""
    return compact(honour.organisation + quoted(honour.team))


def _forms(team: Entry, honour: Honour) -> Iterator[Witness]:
    """What the forms that hold say, as they were read, before anybody corrected it."""
    for place, record in enumerate(team.records):
        if record.form != team.source.form:
            continue
        organisation, team_name = (_read(team, record, place, key) for key in NAME_KEYS)
        says = compact(safe_text(organisation) + quoted(safe_text(team_name)))
        source = _MEDIA.get(record.medium, "申报表")
        same = says == printed_name(honour)
        if same or (value_twin(says) == value_twin(printed_name(honour)) and _was_corrected(team)):
            yield Witness(source=source, file=record.file, says=says, verdict=SAME)
        elif record.scanned:
            told = "字是从图像里认出来的，请看原件"
            yield Witness(source=source, file=record.file, says=says, verdict=OPEN, told=told)
        else:
            yield _judged(source, record.file, says, honour, team)


def _read(team: Entry, record: Record, place: int, key: str) -> str:
    """What stands in a box of a paper, whatever a person said of it since."""
    said = next((each for each in team.corrections if each.field == key), None)
    if said is not None and place < len(said.seen):
        return worded(said.old) if place == 0 else said.seen[place]
    value = record.fields.get(key)
    return "" if value is None else worded(value.value)


def _was_corrected(team: Entry) -> bool:
    return any(each.field in NAME_KEYS for each in team.corrections)


def _judged(source: str, file: str, says: str, honour: Honour, team: Entry) -> Witness:
    """A source that says something else: a correction or a word about the names explains it."""
    how = differences_told(says, printed_name(honour))
    if honour.names == CORRECTED:
        return Witness(
            source=source, file=file, says=says, verdict=DIFFERENT, told=_joined(how, "回复要更正，还没有改")
        )
    who = [
        f"{each.who}更正：{each.why}" for each in team.corrections if each.field in ("organisation_name", "team_name")
    ]
    why = who or ([f"名称{honour.names}"] if honour.may_be_final else [])
    verdict = EXPLAINED if why else DIFFERENT
    return Witness(source=source, file=file, says=says, verdict=verdict, told=_joined(how, *why))


def _seals(team: Entry, honour: Honour) -> Iterator[Witness]:
    """What the seals of the applicant say."""
    for look in team.seals:
        if look.role == "applicant":
            yield _seal(look, honour, team)


def _seal(look: SealLook, honour: Honour, team: Entry) -> Witness:
    says = look.reads_as or (look.expected if look.outcome == "same" else "")
    outcome = OUTCOMES[look.outcome]
    if look.confirmed is not None and look.confirmed.answer == "相符":
        outcome = f"{look.confirmed.who}看过，相符"
    if says and compact(says) == compact(honour.organisation):
        return Witness(source="印章", file=look.file, says=says, verdict=SAME, told=outcome)
    if says or look.outcome == "differs":
        found = _judged("印章", look.file, says, honour, team)
        how = differences_told(says, honour.organisation)
        why = found.told if found.verdict == EXPLAINED else ""
        return Witness(source="印章", file=look.file, says=says, verdict=found.verdict, told=_joined(outcome, how, why))
    return Witness(source="印章", file=look.file, says="", verdict=OPEN, told=outcome)


def _paper(paper: Printed, place: int, honour: Honour) -> Witness:
    """What a paper of ours says: nothing explains a difference there."""
    if paper.open:
        return Witness(source=paper.source, file=paper.file, says="", verdict=OPEN, told=paper.open)
    says = paper.names[place] if place < len(paper.names) else ""
    if says == printed_name(honour):
        return Witness(source=paper.source, file=paper.file, says=says, verdict=SAME)
    told = differences_told(printed_name(honour), says) or ("没有印" if not says else "印的不是这个名称")
    return Witness(source=paper.source, file=paper.file, says=says, verdict=DIFFERENT, told=told)


def _joined(*told: str) -> str:
    return "；".join(filter(None, told))
