"""Invented materials for the benchmark of shared passages: seeded, in words of the trade, with planted copies."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

_WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).with_name("copied_words.toml")).read_text(encoding="utf-8")
)
_LINKS = 6
"""Clauses for each one that begins with a linking phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A copied passage."""

    kind: str
    """verbatim, edited 10 %, edited 20 %, reordered."""
    one: int
    """The text it was taken from."""
    other: int
    """The text it was put into."""
    original: str
    """As it stands in the one."""
    copy: str
    """As it stands in the other."""


def sentence(chance: random.Random) -> str:
    """One invented sentence of two to five clauses."""
    return "，".join(_clause(chance) for _ in range(chance.randint(2, 5))) + chance.choice("。。。；")


def _clause(chance: random.Random) -> str:
    picked = {name: chance.choice(words) for name, words in _WORDS.items()}
    again = {f"{name}2": chance.choice(_WORDS[name]) for name in ("who", "what", "do", "tool", "place")}
    numbers = {"a": chance.randint(80, 95), "b": chance.randint(96, 99), "c": chance.randint(1, 38)}
    picked["result"] = picked["result"].format(**numbers)
    linked = picked["link"] if not chance.randrange(_LINKS) else ""
    return linked + picked["clause"].format(**{**picked, **again, **numbers})


def material(chance: random.Random, length: int) -> list[str]:
    """The sentences of one material."""
    found, size = [], 0
    while size < length:
        found.append(sentence(chance))
        size += len(found[-1])
    for stock in chance.sample(_WORDS["stock"], 2):
        found.insert(chance.randrange(len(found)), f"{stock}。")
    return found


def edited(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its characters changed, a word or two at a time, as people do who disguise a copy."""
    signs = list(text)
    left = int(len(text) * share)
    words = [word for name in ("who", "what", "do", "feel") for word in _WORDS[name]]
    while left > 0:
        at = chance.randrange(len(signs))
        count = min(left, chance.choice((1, 1, 2, 2, 3)))
        how = chance.random()
        new = list(chance.choice(words))[:count] if how < 0.75 else []
        if how >= 0.9:
            signs[at:at] = list(chance.choice(words))[:count]
        else:
            signs[at : at + count] = new
        left -= count
    return "".join(signs)


KINDS = ("逐字", "改了一成", "改了两成", "调换句序")
"""The classes of planted copies."""


def copy_of(passage: list[str], kind: str, chance: random.Random) -> str:
    """A copied passage of one class."""
    if kind == "调换句序":
        while (turned := chance.sample(passage, len(passage))) == passage:
            pass
        return "".join(turned)
    share = {"逐字": 0.0, "改了一成": 0.1, "改了两成": 0.2}[kind]
    return edited("".join(passage), share, chance)


def season(count: int, length: int, *, planted: int, seed: int) -> tuple[list[str], list[Planted]]:
    """Texts of as many companies, and the copies planted in them, each in a text of its own."""
    chance = random.Random(seed)
    texts = [material(chance, length) for _ in range(count)]
    free = chance.sample(range(count), count)
    copies = []
    for number in range(min(planted, count // 2)):
        one, other, kind = free.pop(), free.pop(), KINDS[number % len(KINDS)]
        size = chance.choice((3, 5, 8, 12))
        begin = chance.randrange(len(texts[one]) - size)
        passage = texts[one][begin : begin + size]
        copy = copy_of(passage, kind, chance)
        at = chance.randrange(len(texts[other]) - size)
        texts[other][at : at + size] = [copy]
        copies.append(Planted(kind=kind, one=one, other=other, original="".join(passage), copy=copy))
    return ["".join(each) for each in texts], copies
