"""Passages that materials share: time, recall by class of copy, false alarms; over invented texts with planted copies.

``make bench-copied``. Every text is of another company; half of those with a copy in them gave it, half took it.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from copied_texts import KINDS, Planted, material, season

from qtdocs.checks.copied import compare, told_once
from qtdocs.model.passage import Comparison, Shared, Text

ROOT = Path(__file__).resolve().parents[1]
SEED = 20260427
SIZES = ((20, 5000), (100, 5000), (350, 5000), (1000, 5000))
"""Materials and their characters."""
LENGTHS = ((0, "不到 100 字"), (100, "100–200 字"), (200, "200–400 字"), (400, "400 字以上"))
QUOTED, QUOTERS = 180, 30
"""Characters of a paragraph that many quote, and how many do."""


@dataclass(slots=True)
class Score:
    """What was found in one set of texts."""

    texts: int
    seconds: float
    wall: float
    memory: float
    false: int = 0
    pairs: int = 0
    widespread: int = 0
    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)


def length_of(words: str) -> str:
    return [name for least, name in LENGTHS if len(words) >= least][-1]


def texts_with_quote(count: int, length: int, seed: int) -> tuple[list[str], list[Planted]]:
    """The texts, of which some quote one and the same paragraph at their end: that is no copy of one another."""
    words, copies = season(count, length, planted=count // 4, seed=seed)
    quote = "".join(material(random.Random(seed + 1), QUOTED))
    for number in random.Random(seed).sample(range(count), min(QUOTERS, count // 2)):
        words[number] += quote
    return words, copies


def measured(count: int, length: int, seed: int) -> Score:
    words, copies = texts_with_quote(count, length, seed)
    texts = [
        Text(key=str(number), owner=str(number), organisation=f"虚构{number}号公司", file=f"{number}.docx", words=each)
        for number, each in enumerate(words)
    ]
    cpu, wall = time.process_time(), time.perf_counter()
    found = compare(tuple(told_once(texts)))
    score = Score(
        texts=count, seconds=time.process_time() - cpu, wall=time.perf_counter() - wall,
        memory=psutil.Process().memory_info().rss / 1e6,
    )  # fmt: skip
    judge(score, found, words, copies)
    return score


def judge(score: Score, found: Comparison, words: Sequence[str], copies: Sequence[Planted]) -> None:
    """A copy counts as found where half of it was shown, in the text that gave it and in the one that took it."""
    by_pair: dict[frozenset[int], list[Shared]] = {}
    for each in found.shared:
        by_pair.setdefault(frozenset((int(each.one.key), int(each.other.key))), []).append(each)
    truth = {frozenset((each.one, each.other)): each for each in copies}
    for pair, copy in truth.items():
        group = (copy.kind, length_of(copy.original))
        score.planted[group] += 1
        score.found[group] += all(
            shown(by_pair.get(pair, []), number, words[number].find(part), len(part)) >= 0.5
            for number, part in ((copy.one, copy.original), (copy.other, copy.copy))
        )
    score.false = sum(pair not in truth for pair in by_pair)
    score.pairs = score.texts * (score.texts - 1) // 2
    score.widespread = len(found.widespread)


def shown(passages: Sequence[Shared], number: int, start: int, size: int) -> float:
    """The share of a stretch of a text that passages cover."""
    spans = [span for each in passages for span in (each.one, each.other) if span.key == str(number)]
    return sum(max(0, min(span.end, start + size) - max(span.start, start)) for span in spans) / size


def report(scores: Sequence[Score]) -> str:
    lines = [
        "| 材料 | 每份约 | 用时（时钟） | 用时（CPU） | 内存 | 误报的对数 | 合并成一条的公用段 |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.texts} 份 | 5,000 字 | {each.wall:.1f} 秒 | {each.seconds:.1f} 秒 | {each.memory:.0f} MB | "
        f"{each.false}／{each.pairs:,} | {each.widespread} |"
        for each in scores
    ]  # fmt: skip
    planted: Counter[tuple[str, str]] = sum((each.planted for each in scores), Counter())
    found: Counter[tuple[str, str]] = sum((each.found for each in scores), Counter())
    names = [name for _, name in LENGTHS]
    lines += ["", f"| 抄法 | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for kind in KINDS:
        cells = [f"{found[kind, name]}／{planted[kind, name]}" if planted[kind, name] else "—" for name in names]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 materials only")
    parser.add_argument("--rounds", type=int, default=3, help="sets of texts of each size")
    asked = parser.parse_args()
    sizes = SIZES[1:2] if asked.quick else SIZES
    scores = []
    for count, length in sizes:
        rounds = [measured(count, length, SEED + number) for number in range(asked.rounds)]
        print(
            f"{count}：{min(each.wall for each in rounds):.1f}–{max(each.wall for each in rounds):.1f} 秒",
            file=sys.stderr,
        )
        scores.append(merged(rounds))
    machine = f"Python {platform.python_version()}，{psutil.cpu_count()} 个处理器"
    print(f"{machine}，每种大小 {asked.rounds} 组，种子 {SEED} 起。\n")
    print(report(scores))


def merged(rounds: Sequence[Score]) -> Score:
    """The sums of some rounds; of times and memory the largest."""
    return Score(
        texts=rounds[0].texts, seconds=max(each.seconds for each in rounds), wall=max(each.wall for each in rounds),
        memory=max(each.memory for each in rounds), false=sum(each.false for each in rounds),
        pairs=sum(each.pairs for each in rounds), widespread=sum(each.widespread for each in rounds),
        planted=sum((each.planted for each in rounds), Counter()),
        found=sum((each.found for each in rounds), Counter()),
    )  # fmt: skip


if __name__ == "__main__":
    main()
