"""What is said of passages that texts share, to each side by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.checks.making import finding
from qtdocs.checks.near_names import loosened
from qtdocs.checks.signs import signs_of
from qtdocs.model.finding import Finding
from qtdocs.model.passage import Compared, Shared, Span, Text, Widespread

_QUOTED = 80
_SHOWN = 5
_SPACE = re.compile(r"\s+")


def findings_of(compared: Compared) -> Iterator[tuple[str, Finding]]:
    """The owner of a text and what is to be said of it; empty for what concerns many of them."""
    texts = {text.key: text for text in compared.texts}
    for passages in pairs_in(compared):
        one, other = texts[passages[0].one.key], texts[passages[0].other.key]
        if not one.season:
            yield one.owner, _told(one, other, passages)
        if not other.season:
            yield other.owner, _told(other, one, [turned(each) for each in passages])
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


def whose(text: Text) -> str:
    """Whose a text is, as people say it."""
    name = f"“{' '.join(filter(None, (text.organisation, text.team)))}”" if text.organisation or text.team else ""
    return f"往年（{text.season}）{name}" if text.season else name


def _told(mine: Text, other: Text, passages: Sequence[Shared]) -> Finding:
    same = sum(each.same for each in passages)
    longest = passages[0]
    more = f"（共 {len(passages)} 段，下面是最长的一段）" if len(passages) > 1 else ""
    made = finding(
        "text-copied", file=mine.file, place=mine.place, field="profile" if mine.label else "", label=mine.label,
        severity="note" if is_one_company(mine, other) else "", same=str(same), other=whose(other),
        other_file=other.file, share=f"{share_of(same, mine)}%{more}",
        here=excerpt(mine, longest.one), there=excerpt(other, longest.other),
    )  # fmt: skip
    return replace(made, basis="pixels") if mine.basis or other.basis else made


def _of_many(each: Widespread, texts: Mapping[str, Text]) -> Finding:
    found = [texts[span.key] for span in each.spans]
    names = list(dict.fromkeys(whose(text) for text in found if whose(text)))
    shown = "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 处" if len(names) > _SHOWN else "")
    return finding(
        "text-widespread", file=found[0].file, same=str(each.same), count=str(each.organisations),
        here=excerpt(found[0], each.spans[0]), detail=shown,
    )  # fmt: skip
