"""What is said of passages that texts share, to each side by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.checks.making import finding
from qtdocs.checks.overlap import among, covered_by
from qtdocs.checks.signs import signs_of
from qtdocs.model.finding import Finding
from qtdocs.model.passage import Compared, Shared, Span, Text, Widespread
from qtdocs.near_names import loosened

_QUOTED = 80
_MARKED = 4
"""Signs in a row that agree: what is shorter is chance."""
_Pair = tuple[Text, Text, Sequence[Shared]]
_SPACE = re.compile(r"\s+")


def findings_of(compared: Compared) -> Iterator[tuple[str, Finding]]:
    """The owner of a text and what is to be said of it; empty for what concerns many of them."""
    texts = {text.key: text for text in compared.texts}
    kin: dict[str, list[_Pair]] = {}
    for passages in pairs_in(compared):
        for side in (passages, [turned(one) for one in passages]):
            mine, other = texts[side[0].one.key], texts[side[0].other.key]
            if mine.season:
                continue
            if is_one_company(mine, other):
                kin.setdefault(mine.key, []).append((mine, other, side))
            else:
                yield mine.owner, _told(mine, other, side)
    for several in kin.values():  # a company whose teams all send one text: a note for each team, not for each pair
        mine, other, longest = max(several, key=lambda pair: pair[2][0].same)
        yield mine.owner, _told(mine, other, longest, more=len(several) - 1)
    for each in compared.found.widespread:
        yield "", _of_many(each, texts)


def pairs_in(compared: Compared) -> list[list[Shared]]:
    """The passages of each pair of texts, the longest first."""
    pairs: dict[tuple[str, str], list[Shared]] = {}
    for each in compared.found.shared:
        pairs.setdefault((each.one.key, each.other.key), []).append(each)
    return [sorted(several, key=lambda each: -each.same) for several in pairs.values()]


def turned(shared: Shared) -> Shared:
    """The passage told from the other side."""
    return Shared(one=shared.other, other=shared.one, same=shared.other_same, other_same=shared.same)


def is_one_company(one: Text, other: Text) -> bool:
    """Whether two texts are of one organisation, as far as their names tell."""
    return loosened(one.organisation) == loosened(other.organisation) != ""


def share_of(same: int, text: Text) -> int:
    """The share of a text in per cent, at least one."""
    return max(1, min(100, round(100 * same / max(1, len(signs_of(text.words))))))


def excerpt(text: Text, span: Span, most: int = _QUOTED) -> str:
    """A part of a text on one line, cut in the middle where it is long."""
    words = _SPACE.sub(" ", text.words[span.start : span.end]).strip()
    return words if len(words) <= most else f"{words[: most // 2]}……{words[-most // 2 :]}"


def marked(text: Text, span: Span, other: Text, mirror: Span) -> tuple[tuple[str, bool], ...]:
    """A part of a text in pieces, and whether each of them is not to be found in a part of the other.

    >>> here, there = (Text(key=words, owner=words, words=words) for words in ("每天检查三遍", "每天检查两遍"))
    >>> marked(here, Span(key="每天检查三遍", start=0, end=6), there, Span(key="每天检查两遍", start=0, end=6))
    (('每天检查', False), ('三遍', True))
    """
    import numpy as np

    words = text.words[span.start : span.end]
    mine, theirs = signs_of(words), signs_of(other.words[mirror.start : mirror.end])
    shared = among(mine.grams(_MARKED), np.sort(theirs.grams(_MARKED)))
    same = covered_by(shared, len(mine), _MARKED).tolist()
    begins = [0, *mine.places[1:].tolist(), len(words)]
    pieces: list[tuple[str, bool]] = []
    for here, end, agrees in zip(begins[:-1], begins[1:], same, strict=True):
        if pieces and pieces[-1][1] == (not agrees):
            pieces[-1] = (pieces[-1][0] + words[here:end], not agrees)
        else:
            pieces.append((words[here:end], not agrees))
    return tuple(pieces)


def whose(text: Text) -> str:
    """Whose a text is, as people say it."""
    name = f"“{' '.join(filter(None, (text.organisation, text.team)))}”" if text.organisation or text.team else ""
    return f"往年（{text.season}）{name}" if text.season else name


def _told(mine: Text, other: Text, passages: Sequence[Shared], *, more: int = 0) -> Finding:
    same = sum(each.same for each in passages)
    longest = passages[0]
    parts = f"（共 {len(passages)} 段，下面是最长的一段）" if len(passages) > 1 else ""
    parts += f"；本单位另有 {more} 份材料也有相同的段落" if more else ""
    made = finding(
        "text-copied", file=mine.file, place=mine.place, field="profile" if mine.label else "", label=mine.label,
        severity="note" if is_one_company(mine, other) else "", same=str(same), other=whose(other),
        other_file=other.file, share=f"{share_of(same, mine)}%{parts}",
        here=excerpt(mine, longest.one), there=excerpt(other, longest.other),
    )  # fmt: skip
    return replace(made, basis="pixels") if mine.basis or other.basis else made


def _of_many(each: Widespread, texts: Mapping[str, Text]) -> Finding:
    found = [texts[span.key] for span in each.spans]
    names = list(dict.fromkeys(whose(text) for text in found if whose(text)))
    return finding(
        "text-widespread", file=found[0].file, same=str(each.same), count=str(each.organisations),
        here=excerpt(found[0], each.spans[0]), detail="、".join(names),
    )  # fmt: skip
