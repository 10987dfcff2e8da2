"""The words of a certificate, put together from the programme's award and set in lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.render.context import award_title, quoted, year_of
from qtdocs.render.publishing.design import Design, Piece, Text
from qtdocs.render.publishing.fitting import POINT, Fitted, Rule, fitted, flowing, measured

_QUOTES = re.compile('([“”‘’"]+)')
INDENT = 2.0
"""By how many ems a paragraph begins further in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """A text that has no room even in the smallest size."""

    parts: tuple[str, ...]
    """The text, in its parts."""
    lengths: tuple[float, ...]
    """How long each part is in the smallest size, mm on A4."""
    rule: Rule
    """Its rule."""

    @property
    def told(self) -> str:
        """In Chinese, for the finding."""
        size, lines = self.rule.steps[-1]
        long = "＋".join(f"{length:.0f}" for length in self.lengths)
        return (
            f"“{''.join(self.parts)}”用最小的字号（{size:g} 磅）长 {long} 毫米，"
            f"一行 {self.rule.width:g} 毫米，最多 {lines} 行"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How wide characters are in the fonts of a style."""

    widths: Mapping[str, Mapping[str, float]]
    """By the name of the fonts: ``text``, ``title``, ``fallback`` for names that are wholly set in the fallback."""


def activity_words(programme: Programme) -> str:
    """在……活动中, as the text of a certificate begins."""
    name = programme.name if programme.name.endswith("活动") else f"{year_of(programme)}年度质量信得过班组建设活动"
    return f"在{name}中，经评审，{programme.award.verb}"


def recipient_parts(text: Text, design: Design) -> tuple[str, ...]:
    """Whom a certificate is for, in parts that may stand on lines of their own."""
    if design.honoured == "organisation":
        return (f"{text.organisation}：",)
    return (text.organisation, f"{quoted(text.team)}{_leader(text, design)}：")


def own_body(text: Text, design: Design, programme: Programme) -> str:
    """The text of one certificate alone; empty where all of a tier have the same."""
    if design.honoured == "team":
        return ""
    return f"你单位{quoted(text.team)}{_leader(text, design)}{activity_words(programme)}"


def _leader(text: Text, design: Design) -> str:
    return f"（班组长：{text.leader}）" if design.leader and text.leader else ""


def set_text(
    name: str, parts: Sequence[str], design: Design, measures: Measures, *, fallback: bool = False, indent: float = 0.0
) -> Fitted | Overflow:
    """A text in the largest size of its rule that has room for it.

    Args:
        name: the rule: ``recipient``, ``body``, ``award``, ``issuer``.
        parts: the text, in parts that may stand on lines of their own.
        design: the design.
        measures: how wide characters are.
        fallback: whether it is wholly set in the fallback font.
        indent: by how many ems its first line begins further in; a paragraph whose lines are filled where there is one.
    """
    rule = design.rules.rule(name)
    widths = measures.widths["fallback" if fallback else rule.fonts]
    set_so = flowing("".join(parts), rule, widths, indent=indent) if indent else fitted(parts, rule, widths)
    if set_so is not None:
        return set_so
    lengths = tuple(measured(part, widths) * rule.steps[-1][0] * POINT for part in parts)
    return Overflow(parts=tuple(parts), lengths=lengths, rule=rule)


def title_words(programme: Programme, tier: str) -> str:
    """The title of the award."""
    return award_title(programme, year=year_of(programme), tier=tier)


def pieces_of(lines: Sequence[str], *, first: int) -> Iterator[tuple[Piece, ...]]:
    """Each line in pieces of one font, counted on over the whole page."""
    for line in lines:
        texts = [part for part in _QUOTES.split(line) if part]
        yield tuple(
            Piece(text=part, index=first + number, quote=bool(_QUOTES.fullmatch(part)))
            for number, part in enumerate(texts)
        )
        first += len(texts)
