"""Papers that are written freely (总结) put into their blank: each part below its printed heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qtdocs.render.filling.word_text import Element, Line, last_run, paragraph_like, paragraphs_of, run_with
from qtdocs.text import label_twin

_NUMBERED = re.compile("[一二三四五六七八九十]+、")


def put_text(body: Element, words: str, headings: Sequence[str]) -> None:
    """Put a text into a blank: what stands below one of its headings there, and the rest at the end.

    Args:
        body: the body of the blank.
        words: the text, with the headings or without.
        headings: what the form prints.
    """
    paragraphs = paragraphs_of(body)
    like = next((run for each in reversed(paragraphs) if (run := last_run(each)) is not None), None)
    places = {heading: _place_of(heading, paragraphs) for heading in headings}
    for heading, text in _by_heading(words, headings):
        last = places.get(heading)
        last = paragraphs[-1] if last is None else last
        for line in text.split("\n"):
            fresh = paragraph_like(last)
            fresh.append(run_with(line, like=like, paragraph=fresh))
            last.addnext(fresh)
            last = fresh


def _by_heading(words: str, headings: Sequence[str]) -> list[tuple[str, str]]:
    """A text parted by headings, each taken out; all of it under no heading where it has none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in words.split("\n"):
        if heading := next((each for each in headings if _is(line, each)), ""):
            found.append((heading, []))
        else:
            found[-1][1].append(line)
    return [(heading, "\n".join(lines)) for heading, lines in found if any(line.strip() for line in lines)]


def _place_of(heading: str, paragraphs: Sequence[Element]) -> Element | None:
    """The last paragraph of the part that a heading begins; none where it is not printed."""
    texts = [Line(each).text.strip() for each in paragraphs]
    start = next((number for number, text in enumerate(texts) if _is(text, heading)), None)
    if start is None:
        return None
    following = (number for number in range(start + 1, len(texts)) if _NUMBERED.match(texts[number]))
    return paragraphs[next(following, len(texts)) - 1]


def _is(line: str, heading: str) -> bool:
    return label_twin(_NUMBERED.sub("", line.strip(), count=1)) == label_twin(heading)
