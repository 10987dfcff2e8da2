"""Which form of which edition a document is, with reasons; or that it is none, or that it cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.editions.layout import Layout
from qtdocs.model.document import Document
from qtdocs.recognise.fit import Guess, guess
from qtdocs.recognise.parts import parts_of
from qtdocs.recognise.words import words_in

__all__ = ["Guess", "Recognition", "parts_of", "recognise"]

_TITLES_OF_A_NOTICE = 3
MARGIN = 0.12
"""Two forms nearer than this cannot be told apart by labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a document is."""

    outcome: str
    """``known``, ``none`` or ``undecided``."""
    layout: Layout | None = None
    """The form, where it is known."""
    guesses: tuple[Guess, ...] = ()
    """The nearest forms, best first."""

    @property
    def year(self) -> int | None:
        """The year printed in the title of the best guess."""
        return self.guesses[0].year if self.guesses else None

    @property
    def reason(self) -> str:
        """Why, in Chinese."""
        if self.outcome == "none" and self.guesses:
            return f"最接近“{self.guesses[0].layout.form.name}”，但{self.guesses[0].reason}，不够"
        return self.guesses[0].reason if self.guesses else "没有对得上的栏目和标题"


def recognise(document: Document, layouts: Sequence[Layout], *, programme: str = "") -> Recognition:
    """The form a document is.

    Args:
        document: the document, or a part of it.
        layouts: every form that may come.
        programme: the programme that was asked for; decides between forms that differ in nothing else.
    """
    words = words_in(document)
    guesses = sorted((guess(each, words) for each in layouts), key=lambda each: each.score, reverse=True)
    able = [each for each in guesses if each.enough]
    if not able or _is_notice(guesses):
        return Recognition(
            outcome="none", guesses=tuple(each for each in guesses[:3] if each.share > 0.2 or each.title)
        )
    rivals = [each for each in able if each.score > able[0].score - MARGIN]
    if len(rivals) > 1:
        rivals = [each for each in rivals if each.year and each.year == each.layout.year] or rivals
    if len(rivals) > 1:
        rivals = [each for each in rivals if each.layout.programme == programme] or rivals
    if len(rivals) > 1:
        return Recognition(outcome="undecided", guesses=tuple(rivals))
    return Recognition(outcome="known", layout=rivals[0].layout, guesses=(rivals[0], *able))


def _is_notice(guesses: Sequence[Guess]) -> bool:
    """Whether the document holds the titles of many forms of one programme: the notice that sends them out."""
    titled = Counter(each.layout.programme for each in guesses if each.title)
    return bool(titled) and max(titled.values()) >= _TITLES_OF_A_NOTICE
