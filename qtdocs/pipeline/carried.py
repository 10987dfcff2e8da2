"""What people said of findings on papers that newer ones replaced: what still holds, and what has to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.model.correction import Ruling
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.readings import PartRead

Words = Mapping[tuple[str, str], Ruling]
"""The last word on each finding, also one taken back, by the entry's id and the finding's key."""
_SAID = {"waived": "曾放行", "confirmed": "曾说属实", "refuted": "曾说不属实"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier word that a finding of now may be about."""

    finding: Finding
    """The finding as it is now; nobody said anything of it itself."""
    ruling: Ruling
    """What was said."""
    holds: bool
    """Whether it still holds: it was let pass, and nothing but the file is another."""
    sure: bool
    """Whether it is known to have been said of the same box; else only of the same rule."""

    @property
    def told(self) -> str:
        """What a person who looks at it again has to know."""
        said, why = _SAID[self.ruling.ruling], f"：{self.ruling.why}" if self.ruling.why else ""
        other = "" if self.sure else "这一类的另一条"
        return f"{self.ruling.who}{said}{other}{why}；材料换了，请再看。"

    @property
    def kept(self) -> Ruling:
        """The word as it stands on the new paper; it says that it was said of the old one."""
        return replace(self.ruling, finding=self.finding.key, why=f"{self.ruling.why}（在前一版上说的，这一栏没有变）")


def earlier_words(team: Entry, words: Words, parts: Iterable[PartRead]) -> tuple[Earlier, ...]:
    """What was said of earlier versions of what is found now.

    Args:
        team: the team with its findings.
        words: the last word on each finding.
        parts: everything that was read.
    """
    current = {each.key for each in team.findings}
    old = tuple(_of_old_versions(team, parts))
    known = {finding.key for finding, _ in old}
    lost = [
        each
        for (entry, key), each in words.items()
        if entry == team.id and each.ruling and key not in current and key not in known
    ]
    made = (_earlier(each, team, words, old, lost) for each in team.findings if (team.id, each.key) not in words)
    return tuple(each for each in made if each is not None)


def old_messages(team: Entry, parts: Iterable[PartRead]) -> Mapping[str, str]:
    """What the findings on replaced versions say, by key."""
    return {finding.key: finding.message for finding, _ in _of_old_versions(team, parts)}


def _of_old_versions(team: Entry, parts: Iterable[PartRead]) -> Iterator[tuple[Finding, Record]]:
    gone = {id(each.record) for each in team.superseded}
    for part in parts:
        if part.record is not None and id(part.record) in gone:
            for finding in part.findings:
                yield finding, part.record


def _earlier(
    now: Finding, team: Entry, words: Words, old: Sequence[tuple[Finding, Record]], lost: Sequence[Ruling]
) -> Earlier | None:
    same = [
        (words[team.id, finding.key], finding, record)
        for finding, record in old
        if (finding.code, finding.field) == (now.code, now.field) and (team.id, finding.key) in words
    ]
    if same:
        ruling, finding, record = max(same, key=lambda each: each[0].at)
        holds = ruling.ruling == "waived" and _is_same(now, finding, team, record)
        return Earlier(finding=now, ruling=ruling, holds=holds, sure=True) if ruling.ruling else None
    alike = [each for each in lost if each.code == now.code]
    if not alike or not team.superseded:
        return None
    return Earlier(finding=now, ruling=max(alike, key=lambda each: each.at), holds=False, sure=False)


def _is_same(now: Finding, then: Finding, team: Entry, old: Record) -> bool:
    """Whether a finding says the same of a box that is filled with the same, whatever the file is called."""
    if not now.field or now.message != then.message or "pixels" in (now.basis, then.basis):
        return False
    new = next((each for each in team.records if each.file == now.file), None)
    one, other = (each.fields.get(now.field) if each else None for each in (new, old))
    return (
        one is not None
        and other is not None
        and checks.box_text(one) == checks.box_text(other)
        and "".join(one.text.split()) == "".join(other.text.split())
    )
