"""Where an entry should go next, as far as findings tell; and whether its papers are still those of the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.making import finding
from qtdocs.checks.rules import RULES
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.standing import OPEN, Moved

LOOK = "先核对"
"""What is proposed where a person must look at something before anybody can decide."""
REJECTED, INCOMPLETE, PASSED = "淘汰", "待补正", "初选合格"
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the program would do; people decide."""

    state: str = ""
    """The state it proposes, or ``LOOK``; empty where there is nothing to propose."""
    why: str = ""
    """Why, in a few words; empty where there is nothing to say."""

    @property
    def is_move(self) -> bool:
        """Whether it proposes another state."""
        return self.state not in ("", LOOK)

    @property
    def is_gentle(self) -> bool:
        """Whether it may be accepted for many at once; what ends an entry is decided one by one."""
        return self.is_move and self.state != REJECTED


def proposed(entry: Entry, programme: Programme, *, mendable: bool) -> Proposal:
    """What follows from the findings about a team that still stand.

    Args:
        entry: the team with its findings and verdicts.
        programme: its programme.
        mendable: whether papers may be mended (补正).
    """
    if not entry.state:  # its papers are still being collected
        return Proposal()
    standing = [each for each in entry.findings if each.counts and each.severity != "note"]
    errors = [each for each in standing if each.severity == "error" and not each.waits]
    if entry.state not in OPEN:
        changed = any(each.code == "changed-since-decision" for each in standing)
        return Proposal(state=LOOK, why="定了以后又来了新材料") if changed else _after_all(entry, errors)
    if errors:
        after = INCOMPLETE if mendable else REJECTED
        told = f"{len(errors)} 条错误：{_titles(errors)}"
        return Proposal(state="" if after == entry.state else after, why=told)
    waiting = [each for each in standing if each.waits]
    unknown = _unknown(entry, programme)
    warnings = [each for each in standing if not each.waits]
    told = "；".join(
        words
        for there, words in (
            (waiting, f"{len(waiting)} 处看图得出的待人确认"),
            (warnings, f"{len(warnings)} 条提醒待看：{_titles(warnings)}"),
            (unknown, f"{len(unknown)} 条规定查不了：{'、'.join(unknown)}"),
        )
        if there
    )
    return Proposal(state=LOOK, why=told) if told else Proposal(state=PASSED, why="没有未了的问题")


def still_open(entry: Entry, programme: Programme) -> Iterator[str]:
    """What somebody who passes an entry should know, a line each: errors, doubts, what nobody looked at.

    Args:
        entry: the team with its findings and verdicts.
        programme: its programme.
    """
    standing = [each for each in entry.findings if each.counts and each.severity != "note"]
    for severity, name in (("error", "错误"), ("warning", "提醒")):
        for each in standing:
            if each.severity == severity and not each.waits:
                yield f"{name}：{each.message}"
    if waiting := [each for each in standing if each.waits]:
        yield f"看图得出、没有人确认的 {len(waiting)} 处：{_every_title(waiting)}（见台账“问题”页）。"
    if unknown := _unknown(entry, programme):
        yield f"规定查不了 {len(unknown)} 条：{'、'.join(unknown)}（见 qtdocs verdicts {entry.number}）。"


def changed_since(entry: Entry, last: Moved) -> Iterator[Finding]:
    """Papers that hold now and did not when the last decision about a team was made.

    Args:
        entry: the team.
        last: its last move.
    """
    new = [each for each in entry.papers if each.current and each.sha256 not in last.papers]
    if last.is_decision and new:
        files = "、".join(dict.fromkeys(f"“{each.file}”" for each in new))
        yield finding(
            "changed-since-decision", file=new[0].file, day=last.at[:10], who=last.who, state=last.after,
            number=entry.number, detail=files,
        )  # fmt: skip


def _after_all(entry: Entry, errors: Sequence[Finding]) -> Proposal:
    """What is to be said of an entry that was decided on and still has errors."""
    if entry.in_running and errors:
        return Proposal(state=LOOK, why=f"已定为{entry.state}，还有 {len(errors)} 条错误：{_titles(errors)}")
    return Proposal()


def _unknown(entry: Entry, programme: Programme) -> list[str]:
    """The rules that weigh as much as an error and cannot be told."""
    grave = {rule.id for rule in programme.rules if rule.severity == "error"}
    return [each.rule for each in entry.verdicts if each.verdict == "unknown" and each.rule in grave]


def _titles(findings: Sequence[Finding]) -> str:
    titles = _every_title(findings).split("、")
    return "、".join(titles[:_SHOWN]) + ("等" if len(titles) > _SHOWN else "")


def _every_title(findings: Sequence[Finding]) -> str:
    return "、".join(dict.fromkeys(RULES[each.code].title if each.code in RULES else each.code for each in findings))
