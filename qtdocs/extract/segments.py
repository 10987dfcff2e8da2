"""Labels and values that share a line or a cell: ``联系人：张三  手机：138…``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.editions.layout import DATE_TWIN, Anchor, is_harmless
from qtdocs.extract.spots import Stream
from qtdocs.text import label_twin

_NOTE = re.compile(r"\s*[（(][^（）()\n]{1,40}[）)]")
_STAMP = re.compile(r"\s*[（(](?:盖\s*章|公\s*章|签\s*字|签\s*章|可选项|请加盖公章)[）)]")
_EDGE = " \t\r\n\u3000:：_＿"
_BEFORE = frozenset(" \t\r\n\u3000_＿，,；;、。|／/）)")
_AFTER = frozenset(" \t\r\n\u3000_＿:：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A label found in running text, with what follows it."""

    anchors: tuple[Anchor, ...]
    """Whose label it is; several where a word is printed twice on the form (手机)."""
    twin: str
    """The label's twin."""
    label: str
    """As printed here."""
    start: int
    """Raw index where the label begins."""
    end: int
    """Raw index where the label ends."""
    stop: int
    """Raw index where the value ends."""
    text: str
    """The value, outer blanks and underscores off."""
    clear: bool
    """Whether a colon, blank or underscore stands between label and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    twin: str
    start: int
    end: int
    behind: int
    clear: bool


def twins_of(anchors: Sequence[Anchor]) -> dict[str, tuple[Anchor, ...]]:
    """For each label's twin the anchors that answer to it, the form's own word first."""
    found: dict[str, tuple[Anchor, ...]] = {}
    for anchor in anchors:
        for twin in anchor.official:
            found[twin] = (*found.get(twin, ()), anchor)
    for anchor in anchors:
        for twin in anchor.synonyms - anchor.official:
            if not any(twin in other.official for other in found.get(twin, ())):
                found[twin] = (*found.get(twin, ()), anchor)
    return {twin: group for twin, group in found.items() if len(twin) > 1 and twin != DATE_TWIN}


def segments_in(text: str, twins: dict[str, tuple[Anchor, ...]], *, loose: bool = False) -> tuple[Segment, ...]:
    """The labelled values of a text, in order.

    Args:
        text: a paragraph or a cell.
        twins: from ``twins_of``.
        loose: accept a label with nothing between it and its value (an underlined blank).
    """
    stream = Stream(text)
    there = ((twin, anchors) for twin, anchors in twins.items() if twin in stream.text)
    hits = _apart([hit for twin, anchors in there for hit in _hits(stream, twin, _hints(anchors), loose)])
    found = []
    for number, hit in enumerate(hits):
        stop = hits[number + 1].start if number + 1 < len(hits) else len(text)
        found.append(
            Segment(
                anchors=twins[hit.twin],
                twin=hit.twin,
                label=text[hit.start : hit.end].strip(_EDGE),
                start=hit.start,
                end=hit.end,
                stop=stop,
                text=text[hit.behind : stop].strip(_EDGE),
                clear=hit.clear,
            )
        )
    return tuple(found)


def _hits(stream: Stream, twin: str, hints: frozenset[str], loose: bool) -> list[_Hit]:
    found = []
    position = stream.text.find(twin)
    while position >= 0:
        start, end = stream.raw_start(position), stream.raw_end(position + len(twin))
        behind, clear = _behind(stream.raw, end, hints)
        free = start == 0 or stream.raw[start - 1] in _BEFORE
        if free and (clear or loose):
            found.append(_Hit(twin=twin, start=start, end=end, behind=behind, clear=clear))
        position = stream.text.find(twin, position + len(twin))
    return found


def _hints(anchors: tuple[Anchor, ...]) -> frozenset[str]:
    return frozenset(label_twin(hint) for anchor in anchors for hint in anchor.spec.hints)


def _behind(raw: str, end: int, hints: frozenset[str]) -> tuple[int, bool]:
    """Where the value begins behind a label, and whether anything parts the two.

    A bracketed note belongs to the label, but only where a colon or blank follows, or the note is a known one.
    """
    if end >= len(raw) or raw[end] in _AFTER:
        note = _STAMP.match(raw, end)
        return (note.end() if note else end), True
    note = _NOTE.match(raw, end)
    if note is None:
        return end, False
    twin = label_twin(note.group())
    if _STAMP.fullmatch(note.group()) or twin in hints:
        return note.end(), True
    followed = note.end() >= len(raw) or raw[note.end()] in _AFTER
    return (note.end() if followed else end), followed and is_harmless(twin.strip("()"))


def _apart(hits: list[_Hit]) -> list[_Hit]:
    """Hits without overlap, the longer label first."""
    taken: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)
