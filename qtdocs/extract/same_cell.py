"""Values typed below a label in the label's own cell, among printed prompts, stamps and date lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qtdocs.extract.spots import Stream
from qtdocs.text import label_twin

_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十０-９]{2,4}\s*[年./．\-－]\s*[\d一二三四五六七八九十０-９]{1,3}\s*[月./．\-－]\s*"
    r"[\d一二三四五六七八九十０-９]{1,3}\s*(?:[日号](?:[上下]午)?|[.．](?!\d))?|(?<!\d)20\d{6}(?!\d)|"
    r"(?:[_＿\d](?:[_＿\d]|[^\S\n])*)?年(?:[_＿\d]|[^\S\n])*月(?:[_＿\d]|[^\S\n])*[日号]?"
)
_BLANKS = "_＿ \t\n\u3000\xa0\u2000\u2002\u2003\u2007\u2009\u200a\u202f"
_APART = (*_BLANKS, *"。；;：:、")
_STAMP = re.compile(
    r"[（(]?(?:请?加?盖公?章处?|(?:本?单位|本?企业|协会|公司)?(?:盖章|公章|签章|印章|签字|负责人签字)+)[）)]?"
)
_EDITED = 85.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What was typed into a cell that also holds printed words."""

    text: str
    """The typed text, order and line breaks kept."""
    edited: tuple[str, ...]
    """Printed lines that were changed."""


def typed_in(raw: str, printed: Iterable[str], *, dated: bool) -> Remainder:
    """What was typed into a cell, its printed words taken out.

    Args:
        raw: the cell's text.
        printed: twins of the lines the blank prints there, the label first.
        dated: whether the cell has a date line of its own.
    """
    text = _without(raw, printed)
    if dated:
        text = _date_off(text)
    lines, edited = _unprinted(text.split("\n"), tuple(printed), dated)
    return Remainder(text=_trimmed(lines), edited=edited)


def holds_date(text: str, *, whole: bool = False) -> bool:
    """Whether a date, whole or not, or an empty date line stands in a text."""
    return any(not whole or sum(map(str.isdigit, match[0])) >= 6 for match in _DATE.finditer(text))


def signing_date(text: str) -> str:
    """The date a text is signed with, or its empty date line: on a line of its own, or apart at the very end.

    A date inside a sentence is no signature, even where the printed date line was deleted.

    >>> signing_date("同意。 盖章 2026年4月5日"), signing_date("情况属实，班组成立于2019年5月1日，同意申报。")
    ('2026年4月5日', '')
    """
    span = _signed_at(text)
    return text[slice(*span)].strip(_BLANKS) if span else ""


def _signed_at(text: str) -> tuple[int, int] | None:
    """Where the signing date stands."""
    found = [(match.end() - len(match[0].lstrip(_BLANKS)), match.end()) for match in _DATE.finditer(text)]
    for start, end in reversed(found):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        line = text[first:start] + text[end : last if last >= 0 else len(text)]
        if not _STAMP.sub("", line).strip(_BLANKS + "：:。"):
            return start, end
    if not found or _STAMP.sub("", text[found[-1][1] :]).strip(_BLANKS + "。"):
        return None
    before = text[: found[-1][0]]
    apart = before[-1:] in _APART or bool(_STAMP.search(before[-8:].rstrip(_BLANKS + "：:")))
    return found[-1] if apart else None


def _without(raw: str, printed: Iterable[str]) -> str:
    """The raw text without the printed lines, however they are wrapped now."""
    stream = Stream(raw)
    spans: list[tuple[int, int]] = []
    behind = 0
    for twin in printed:
        line = "".join(twin.split())
        position = stream.text.find(line, behind)
        if position < 0 or len(line) < 2 or not _stands_alone(stream, position, len(line)):
            continue
        spans.append((stream.raw_start(position), stream.raw_end(position + len(line))))
        behind = position + len(line)
    parts, last = [], 0
    for start, end in spans:
        parts.append(raw[last:start])
        last = end
    parts.append(raw[last:])
    return "".join([parts[0], *map(_colon_off, parts[1:])])


def _stands_alone(stream: Stream, position: int, length: int) -> bool:
    """Whether a short printed word is a line of its own and not a part of a typed sentence."""
    if length > 8:
        return True
    start, end = stream.raw_start(position), stream.raw_end(position + length)
    before = stream.raw[:start].rstrip(" \u3000\t")
    after = stream.raw[end:].lstrip(" \u3000\t")
    return (not before or before.endswith("\n")) and (not after or after[0] in "\n：:（(_＿" or position == 0)


def _colon_off(text: str) -> str:
    return re.sub(r"^[ \u3000\t]*[:：]", "", text)


def _date_off(text: str) -> str:
    span = _signed_at(text)
    return text[: span[0]] + text[span[1] :] if span else text


def _unprinted(lines: list[str], printed: tuple[str, ...], dated: bool) -> tuple[list[str], tuple[str, ...]]:
    from rapidfuzz import fuzz

    kept: list[str] = []
    edited: list[str] = []
    long_prompts = [twin for twin in printed if len(twin) >= 8]
    bare = frozenset(_bare(twin) for twin in long_prompts)
    for line in lines:
        twin = label_twin(line)
        if dated and twin and _STAMP.fullmatch(twin):
            continue
        if len(twin) >= 8 and _bare(twin) in bare:
            continue
        if len(twin) >= 8 and any(
            abs(len(twin) - len(prompt)) <= 6 and fuzz.ratio(twin, prompt) >= _EDITED for prompt in long_prompts
        ):
            edited.append(line.strip())
            continue
        kept.append(_stamp_off(line) if dated else line)
    return kept, tuple(edited)


def _bare(twin: str) -> str:
    """A twin without punctuation: a prompt whose full stop became a semicolon is no change worth a word."""
    return re.sub(r"\W+", "", twin)


def _stamp_off(line: str) -> str:
    """The line without a stamp word that stands apart at its end: ``同意推荐。    盖章``."""
    return re.sub(r"[ \u3000\t]{2,}" + _STAMP.pattern + r"[:：]?\s*$", "", line)


def _trimmed(lines: list[str]) -> str:
    while lines and not lines[0].strip("_＿ \u3000\t"):
        lines = lines[1:]
    while lines and not lines[-1].strip("_＿ \u3000\t"):
        lines = lines[:-1]
    text = "\n".join(line.rstrip() for line in lines)
    return text.lstrip(" \u3000\t:：")
