"""What may be asked of an applicant: findings as the numbered points of a letter, and which were asked before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qtdocs.checks import RULES
from qtdocs.editions.vocabulary import KIND_NAMES, PERSONAL_KEYS
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.sent import AskedPoint
from qtdocs.text import masked

MISSING = frozenset({"paper-missing", "pair-word-missing", "pair-pdf-missing"})
"""The findings that say that a paper has not come; the file that they name is another one."""
IN_GENERAL = "请核对后补正。"
"""Asked where a rule has no words of its own for it."""
ALIKE = "请确认哪一处正确，把写错的改正后重发。"
"""Asked where more than two papers differ in one box."""
UNSURE = "未能辨认，请核对并写清楚后重发。"
"""Asked where something could not be read for sure."""
_WAYS = re.compile(r"[!/]")
_QUOTED = re.compile("“([^“”]+)”")
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})[\d -]{1,12}(\d{4})(?!\d)")
"""In a box about a person: a telephone number with a digit too few is one all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that is asked; the same seen on two papers is one."""

    entry: str
    """The entry's number; empty for a paper of the nominator's own."""
    keys: tuple[str, ...]
    """The keys of the findings behind it."""
    code: str
    """Their rule."""
    field: str
    """The field's key."""
    label: str
    """The word printed on the paper."""
    files: tuple[str, ...]
    """The papers on which it was seen."""
    paper: str
    """These papers, as people name them."""
    seen: str
    """What is seen."""
    request: str
    """What to send."""
    waits: bool = False
    """Whether a person has yet to look at it; then it is not asked."""
    stands: tuple[tuple[str, str], ...] = ()
    """Where papers differ: each paper and what stands in it, with hidden numbers still to be seen."""

    @property
    def kept(self) -> str:
        """What is put down of it: of a box about a person only which box it is."""
        return f"“{self.label}”" if self.field in PERSONAL_KEYS else f"{self.seen}{self.request}"


def is_asked(finding: Finding) -> bool:
    """Whether a letter asks for it: what is wrong, and what only the applicant can tell.

    What is milder than its rule is in doubt: somebody of the office looks first.
    """
    if finding.severity == "error":
        return True
    return finding.severity == RULES[finding.code].severity == "warning" and bool(finding.request)


def points_of(
    findings: Iterable[Finding], *, entry: str, kinds: Mapping[str, str], files: Sequence[str] = ()
) -> tuple[Point, ...]:
    """What stands and may be asked one day, in the order of the findings; what still waits for a person says so.

    Args:
        findings: the findings of one team, or of papers of a nominator.
        entry: the entry's number.
        kinds: kind of paper by file.
        files: the names of all files, so that none is printed with the way to it.
    """
    made: dict[tuple[str, ...], Point] = {}
    for each in findings:
        if not is_asked(each) or not each.counts or each.internal:
            continue
        point = _point(each, entry, kinds, files)
        spot = (point.code, point.field, point.seen, point.request, str(point.waits))
        made[spot] = _both(made[spot], point) if spot in made else point
    return _once_a_box(tuple(made.values()), files)


def _once_a_box(points: Sequence[Point], files: Sequence[str]) -> tuple[Point, ...]:
    """The points, a box in which several papers differ asked about once: a pair of papers, a list of the nominator."""
    boxes: dict[tuple[str, bool], list[Point]] = {}
    for each in points:
        if each.stands and each.field:
            boxes.setdefault((each.field, each.waits), []).append(each)
    several = {id(box[0]): _several(box, files) for box in boxes.values() if len(box) > 1}
    gone = {id(each) for box in boxes.values() for each in box[1:]}
    return tuple(several.get(id(each), each) for each in points if id(each) not in gone)


def _several(box: Sequence[Point], files: Sequence[str]) -> Point:
    """All that is asked about one box in which several papers differ, as one point."""
    stands: dict[str, str] = {}
    for each in box:
        for paper, said in each.stands:
            stands.setdefault(paper, said)
    named = {paper: without_ways(paper, files) for paper in stands}
    told = "，".join(f"{named[paper]}{' ' * named[paper][-1:].isascii()}写的是{said}" for paper, said in stands.items())
    seen = f"“{box[0].label}”{len(stands)} 处不一致：{told}。"
    whole = box[0]
    for other in box[1:]:
        whole = _both(whole, other)
    return replace(whole, paper="", seen=_hidden(seen, whole.field), request=ALIKE, stands=tuple(stands.items()))


def points_of_team(team: Entry, files: Sequence[str] = ()) -> tuple[Point, ...]:
    """What may be asked about one team."""
    kinds = {each.file: each.kind for each in team.papers}
    return points_of(team.findings, entry=team.number, kinds=kinds, files=files)


def _hidden(text: str, field: str) -> str:
    """What is said of a box, with hidden numbers; where two that differ look alike then, it says so."""
    seen = masked(text)
    if field in PERSONAL_KEYS:
        seen = _LONG_NUMBER.sub(r"\1****\2", seen)
    shown = _QUOTED.findall(seen)
    if seen != text and len(set(shown)) < len(set(_QUOTED.findall(text))):
        seen = f"{seen.rstrip('。')}（隐去的几位不同）。"
    return seen


def _point(finding: Finding, entry: str, kinds: Mapping[str, str], files: Sequence[str]) -> Point:
    seen = _hidden(without_ways(finding.message, files), finding.field)
    if finding.label not in seen:
        seen = f"“{finding.label}”：{seen}"
    general = UNSURE if finding.code == "field-unsure" else IN_GENERAL
    return Point(
        entry=entry,
        keys=(finding.key,),
        code=finding.code,
        field=finding.field,
        label=finding.label,
        files=(finding.file,),
        paper="" if finding.code in MISSING or short(finding.file) in seen else paper_named(finding.file, kinds),
        seen=seen,
        request=finding.request or general,
        waits=finding.waits,
        stands=finding.stands,
    )


def _both(one: Point, other: Point) -> Point:
    """The same thing on two papers."""
    papers = dict.fromkeys(filter(None, (*one.paper.split("、"), other.paper)))
    return replace(
        one,
        keys=tuple(dict.fromkeys((*one.keys, *other.keys))),
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        paper="、".join(papers),
    )


def paper_named(file: str, kinds: Mapping[str, str]) -> str:
    """A paper as people name it: 申报表“测量一班.docx”; empty for none."""
    return f"{KIND_NAMES.get(kinds.get(file, ''), '')}“{short(file)}”" if file else ""


def short(file: str) -> str:
    """The name of a file without the way to it.

    >>> short("来信.eml!材料.zip!一班/申报表.docx")
    '申报表.docx'
    """
    return _WAYS.split(file)[-1] if file else ""


def without_ways(message: str, files: Sequence[str]) -> str:
    """A message in which files go by their own names, without the way to them."""
    if not _WAYS.search(message):
        return message
    for file in _with_ways(tuple(files)):
        if file in message:
            message = message.replace(file, short(file))
    return message


@lru_cache(maxsize=4)
def _with_ways(files: tuple[str, ...]) -> tuple[str, ...]:
    """The files that lie in something, the longest first; every finding of a season asks for the same."""
    return tuple(sorted((file for file in files if _WAYS.search(file)), key=len, reverse=True))


def matched(points: Sequence[Point], asked: Sequence[AskedPoint]) -> dict[int, AskedPoint]:
    """Which points were asked before, by their place in the sequence: the same finding, else the same rule and box."""
    left = list(asked)
    found: dict[int, AskedPoint] = {}
    for same in (_is_same_finding, _is_same_box):
        for place, point in enumerate(points):
            if place in found:
                continue
            before = next((each for each in left if same(point, each)), None)
            if before is not None:
                found[place] = before
                left.remove(before)
    return found


def _is_same_finding(point: Point, asked: AskedPoint) -> bool:
    return bool(set(point.keys) & set(asked.keys))


def _is_same_box(point: Point, asked: AskedPoint) -> bool:
    return (point.code, point.field, point.label) == (asked.code, asked.field, asked.label)
