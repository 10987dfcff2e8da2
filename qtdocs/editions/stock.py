"""Sentences that stand in everybody's papers: those of the notice, and those of the list that people keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme

FILE = "_common/stock-sentences.txt"
"""Where the list lies in every folder of forms; the association's own adds to it."""
_SHORTEST = 8


def listed_sentences(*, workspace: Path | None = None) -> tuple[str, ...]:
    """The sentences of the lists, one a line; what stands behind ``#`` is for people."""
    found = []
    for folder in shelf.folders("forms", workspace=workspace):
        path = folder / FILE
        if path.is_file():
            found += [text for line in _text_of(path).splitlines() if (text := line.partition("#")[0].strip())]
    return tuple(dict.fromkeys(found))


def _text_of(path: Path) -> str:
    """The text of a list, whatever editor wrote it."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # an editor of a Chinese Windows
        return data.decode("gb18030", errors="replace")


def sentences_of(programme: Programme) -> tuple[str, ...]:
    """Every text of a programme and its forms: its criteria, its rules, its prompts, its titles."""
    found = _texts(programme.model_dump(mode="json"))
    return tuple(dict.fromkeys(text for text in found if len(text) >= _SHORTEST))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
