"""Results as they were put down, version by version, and how far each has come: draft, 公示, 定稿."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts, held
from qtdocs.model.decision import Decision, Final, Objection, Publicity
from qtdocs.model.result import KeptResult

DRAFT, DECIDED, PUBLIC, OVER, FINAL = "草稿", "已审定", "公示中", "公示期满", "定稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One version of a result and what has been done with it."""

    kept: Act[KeptResult]
    """The version."""
    decision: Act[Decision] | None
    """What the meeting decided; none yet."""
    publicity: Act[Publicity] | None
    """Its 公示; none yet."""
    objections: tuple[Objection, ...]
    """Objections to it, by number."""
    final: Act[Final] | None
    """定稿; none yet."""

    @property
    def version(self) -> int:
        """The version's number."""
        return self.kept.value.version

    def state(self, today: datetime.date) -> str:
        """How far it has come on a day."""
        if self.final is not None:
            return FINAL
        if self.publicity is not None:
            return OVER if today.isoformat() > self.publicity.value.last else PUBLIC
        return DECIDED if self.decision is not None else DRAFT


def courses(ledger: Ledger) -> tuple[Course, ...]:
    """Every version, the first one first."""
    decisions = held(ledger, ActKind.DECISION, Decision)
    publicities = held(ledger, ActKind.PUBLICITY, Publicity)
    finals = held(ledger, ActKind.FINAL, Final)
    objections = objections_in(ledger)
    return tuple(
        Course(
            kept=act,
            decision=decisions.get(key),
            publicity=publicities.get(key),
            objections=tuple(each for each in objections.values() if each.version == act.value.version),
            final=finals.get(key),
        )
        for key, act in ((act.key, act) for act in acts(ledger, ActKind.RESULT, KeptResult))
    )


def objections_in(ledger: Ledger) -> Mapping[int, Objection]:
    """Every objection as it stands, by its number."""
    found = [act.value for act in held(ledger, ActKind.OBJECTION, Objection).values()]
    return {each.number: each for each in sorted(found, key=lambda each: each.number)}


def published(ledger: Ledger) -> Course | None:
    """The last version that was published; none where there is none, whatever drafts came after it."""
    return next((each for each in reversed(courses(ledger)) if each.publicity is not None), None)


def course_of(ledger: Ledger, version: int | None) -> Course:
    """One version, the last where none is named.

    Raises:
        UsageError: there is none.
    """
    every = courses(ledger)
    if not every:
        raise UsageError("还没有评定结果。", "先运行 qtdocs judge keep-result --by 姓名，把结果记下来。")
    found = [each for each in every if version in (None, each.version)]
    if not found:
        raise UsageError(f"没有第 {version} 版结果。", f"有：{'、'.join(f'第 {each.version} 版' for each in every)}。")
    return found[-1]
