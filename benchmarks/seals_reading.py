"""Reading of seals: the verdict on right and on wrong names, how much is read, and what it costs.

Every seal is drawn once and read once; that one reading is judged against the right name, and against wrong ones that
are one word away while nobody knows the name that the seal really bears. Then as much of its ring is wiped out as one
character takes, it is read again, and judged against names of which one character is another one: for one of them that
is the very character that was lost. The name on the seal is known then.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import hypot
from statistics import median

import cv2
import numpy as np
from seals_detection import CHINESE

from qtdocs.checks.imprints import judged, seal_twin
from qtdocs.model.document import UNREAD
from qtdocs.model.place import Place
from qtdocs.scan.recogniser import Recogniser, recogniser
from qtdocs.scan.ring import Reading, read_print
from qtdocs.scan.seals import find_prints
from qtdocs.scan.sheet import Print, Sheet
from samples.sealing import PROFILES, Page, Truth, companies, neighbours_of, sealed_form

PAGES, QUICK_PAGES = 160, 4
"""Pages of each profile; each has two seals, and every fifth page oval ones."""
CLERK = ("clean", "typical", "hard", "phone")
"""Profiles of red seals for which the share decided has an aim."""
LINES = ("", "合同专用章", "财务专用章", "质量管理部")
"""What stands in the middle of round seals, in turn; in oval ones it is 发票专用章."""
OTHERS = "唐测投审邮场宏达东方中天恒安华泰金海新大道源"
"""Characters by which one of a name is replaced, in turn."""
CLOSING = ("股份有限公司", "有限责任公司", "有限公司", "公司", "协会")
"""Endings whose characters are not replaced: no name ends in 有东公司."""
WIPED = 22
"""Degrees of the ring that are wiped out: one character of a usual name."""
LEDGER = 300
"""Names that the ledger is taken to know."""


@dataclass
class Tally:
    """What became of the seals of one profile."""

    genuine: Counter[str] = field(default_factory=Counter)
    impostors: Counter[str] = field(default_factory=Counter)
    exact: int = 0
    characters: float = 0.0
    lines: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    missed: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    wrong_lost: list[str] = field(default_factory=list)

    @property
    def seals(self) -> int:
        """Readable ones that were found."""
        return sum(self.genuine.values())


def section(*, quick: bool, seed: int) -> str:
    """The chapter on reading, as Markdown.

    Args:
        quick: Few pages, to see that everything runs.
        seed: The first seed.
    """
    reader = recogniser()
    if reader is None:
        return "## 读印文\n\n没有装识别组件（`[scan]`），这一节没有测。"
    known = tuple(companies(seed, LEDGER))
    pages = QUICK_PAGES if quick else PAGES
    tallies = {}
    for number, profile in enumerate(PROFILES):
        tallies[profile] = measured(
            profile, range(seed + number * 10_000, seed + number * 10_000 + pages), known, reader
        )
    return "\n".join(_report(tallies))


def measured(profile: str, seeds: Iterable[int], known: tuple[str, ...], reader: Recogniser) -> Tally:
    """What became of the seals on these pages."""
    tally = Tally()
    for seed in seeds:
        shape = "round" if seed % 5 else "oval"
        page = sealed_form(
            seed, profile, shape=shape, centre_text=LINES[seed % 4] if shape == "round" else "发票专用章"
        )
        sheet = Sheet(pixels=page.pixels, dpi=page.dpi, place=Place(page=1))
        found = find_prints(sheet)
        for truth in page.truths:
            if truth.shape not in ("round", "oval") or not truth.name:
                continue
            seen = nearest(found, truth, page)
            if seen is None:
                tally.missed += truth.readable
                continue
            start = time.process_time()
            reading = read_print(sheet, seen, reader)
            tally.milliseconds.append((time.process_time() - start) * 1000)
            count(tally, truth, reading, known)
            count_lost(tally, truth, read_print(wiped(sheet, truth, page, seed), seen, reader), known, seed)
    return tally


def nearest(found: Iterable[Print], truth: Truth, page: Page) -> Print | None:
    """The print that was found where this seal is."""
    to_mm = 25.4 / page.dpi
    away = {
        hypot(each.centre[0] * to_mm - truth.centre[0], each.centre[1] * to_mm - truth.centre[1]): each
        for each in found
        if each.shape in ("round", "oval")
    }
    return away[min(away)] if away and min(away) < 5 else None


def count(tally: Tally, truth: Truth, reading: Reading, known: tuple[str, ...]) -> None:
    """Counts one seal: against its own name, and against every wrong one."""
    name = seal_twin(truth.name)
    kind = judged(reading.readings, truth.name, {*known, truth.name}).kind
    (tally.genuine if truth.readable else tally.unreadable)[kind] += 1
    if truth.readable:
        best = seal_twin(reading.readings[0]) if reading.readings else ""
        tally.exact += best == name
        tally.characters += likeness(best, name)
        centre = reading.centre.replace(UNREAD, "")
        if truth.centre_text or centre:
            tally.lines["right" if centre == truth.centre_text else "wrong" if centre else "none"] += 1
        if kind == "same":  # the line in the middle decides whether it is the official seal
            silent = "line" if truth.centre_text else "plain"
            tally.silent[silent] += 1
            tally.silent[f"{silent} blocked"] += bool(reading.centre)
    for form in impostors(truth.name):
        # Nobody knows the name on the seal: neither the ledger nor the form says it.
        others = [each for each in known if seal_twin(each) != name]
        verdict = judged(reading.readings, form, [*others, form])
        right = verdict.kind != "differs" or seal_twin(verdict.name) == name
        tally.impostors[verdict.kind if right else "other"] += 1
        if verdict.kind == "same":
            tally.wrong.append(f"{truth.name} / {form} / {reading.readings[0]}")


def wiped(sheet: Sheet, truth: Truth, page: Page, seed: int) -> Sheet:
    """The page without ink on one piece of the ring, somewhere in the upper half, where names stand."""
    pixels = page.pixels.copy()
    to_pixels = page.dpi / 25.4
    centre = (round(truth.centre[0] * to_pixels), round(truth.centre[1] * to_pixels))
    turn = truth.angle + np.random.default_rng(seed).uniform(-80, 80) - 90
    mask = np.zeros(pixels.shape[:2], np.uint8)
    for share, value in ((0.93, 1), (0.5, 0)):
        axes = (round(truth.diameter / 2 * to_pixels * share), round(truth.across / 2 * to_pixels * share))
        cv2.ellipse(mask, centre, axes, 0, turn - WIPED / 2, turn + WIPED / 2, value, -1)
    pixels[mask > 0] = np.median(pixels.reshape(-1, 3), axis=0)
    return replace(sheet, pixels=pixels)


def count_lost(tally: Tally, truth: Truth, reading: Reading, known: tuple[str, ...], seed: int) -> None:
    """Counts one seal of which a piece was wiped out, against every name that has another character somewhere."""
    for form in replaced(truth.name, seed):
        verdict = judged(reading.readings, form, [*known, form, truth.name])
        right = verdict.kind != "differs" or seal_twin(verdict.name) == seal_twin(truth.name)
        tally.lost[verdict.kind if right else "other"] += 1
        if verdict.kind == "same":
            tally.wrong_lost.append(f"{truth.name} / {form} / {reading.readings[0]}")


def replaced(name: str, seed: int) -> Iterator[str]:
    """The name with each of its characters in turn, but for its ending, replaced by another one."""
    ending = next((each for each in CLOSING if name.endswith(each)), "")
    for at in range(len(name) - len(ending)):
        other = OTHERS[(seed + at) % len(OTHERS)]
        if name[at] not in "（）" and other != name[at]:
            yield name[:at] + other + name[at + 1 :]


def impostors(name: str) -> Iterator[str]:
    """Names one word away from that on the seal, which the form might say."""
    yield from dict.fromkeys(each for each in neighbours_of(name) if seal_twin(each) != seal_twin(name))


def likeness(read: str, name: str) -> float:
    """The share of characters that are right."""
    from rapidfuzz.distance import Levenshtein

    return max(0.0, 1 - Levenshtein.distance(read, name) / len(name))


def bounds(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % bounds of a share (Clopper and Pearson)."""
    from scipy.stats import beta

    low = float(beta.ppf(0.025, successes, trials - successes + 1)) if successes else 0.0
    high = float(beta.ppf(0.975, successes + 1, trials - successes)) if successes < trials else 1.0
    return low, high


def share(successes: int, trials: int) -> str:
    """A share with its bounds, as people read it."""
    if not trials:
        return "—"
    low, high = bounds(successes, trials)
    return f"{successes / trials:.1%}（{low:.1%}–{high:.1%}）"


def _report(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "## 读印文：表上的单位和章上的单位是不是同一个\n"
    yield "章都是程序画的，“读得了”按画的时候用的墨量和遮挡算，不看读没读出来。括号里是 95% 置信区间。\n"
    yield "表上写的就是章上的单位（读得了、也找到了的章）：\n"
    yield "| 页面 | 章 | 判为同一单位 | 判为另一单位（错） | 认不出 | 整行全对 | 字准确率 | 每枚 CPU 毫秒 |"
    yield "|---|---|---|---|---|---|---|---|"
    for profile, tally in tallies.items():
        yield (
            f"| {CHINESE[profile]} | {tally.seals} | {share(tally.genuine['same'], tally.seals)} | "
            f"{tally.genuine['differs']} | {tally.genuine['unread']} | {share(tally.exact, tally.seals)} | "
            f"{tally.characters / max(1, tally.seals):.3f} | {median(tally.milliseconds or [0]):.0f} |"
        )
    yield "\n表上写的是只差一个词的另一个单位，而章上的单位谁也不知道（每枚章读一次，对每个错名字各判一次）：\n"
    yield "| 页面 | 章 | 判断次数 | 判为同一单位（错） | 判为另一单位，名字对 | 判为另一单位，名字不对 | 认不出 |"
    yield "|---|---|---|---|---|---|---|"
    for profile, tally in tallies.items():
        yield _impostor_row(CHINESE[profile], tally.seals + sum(tally.unreadable.values()), tally.impostors)
    total = sum((tally.impostors for tally in tallies.values()), Counter())
    yield _impostor_row("合计", sum(tally.seals + sum(tally.unreadable.values()) for tally in tallies.values()), total)
    yield ""
    trials = sum(total.values())
    if trials:
        seals = sum(tally.seals + sum(tally.unreadable.values()) for tally in tallies.values())
        fooled = len({line.partition(" / ")[0] for tally in tallies.values() for line in tally.wrong})
        yield (
            f"“判为同一单位”的错：{total['same']} / {trials} 次判断，95% 上限 {bounds(total['same'], trials)[1]:.3%}；"
            f"同一枚章的几次判断并不独立，按章算是 {fooled} / {seals} 枚，95% 上限 {bounds(fooled, seals)[1]:.2%}。\n"
        )
    yield from (f"- 错：{line}" for tally in tallies.values() for line in tally.wrong)
    yield "字圈上抹掉一个字那么宽的一段再读；表上写的是有一个字（不算结尾的有限公司、协会）不同的另一个单位：\n"
    yield "| 页面 | 章 | 判断次数 | 判为同一单位（错） | 判为另一单位，名字对 | 判为另一单位，名字不对 | 认不出 |"
    yield "|---|---|---|---|---|---|---|"
    for profile, tally in tallies.items():
        yield _impostor_row(CHINESE[profile], tally.seals + sum(tally.unreadable.values()), tally.lost)
    lost = sum((tally.lost for tally in tallies.values()), Counter())
    yield _impostor_row("合计", sum(tally.seals + sum(tally.unreadable.values()) for tally in tallies.values()), lost)
    yield ""
    yield from (f"- 错：{line}" for tally in tallies.values() for line in tally.wrong_lost)
    red = [tally for profile, tally in tallies.items() if profile in CLERK]
    decided = sum(tally.genuine["same"] for tally in red)
    named, seals = "、".join(CHINESE[each] for each in CLERK), sum(tally.seals for tally in red)
    yield f"读得了的红章（{named}）判得出的：{share(decided, seals)}，目标 80%。"
    lines = sum((tally.lines for tally in tallies.values()), Counter())
    yield (
        f"章中间的一行字（n = {sum(lines.values())}）：读对 {share(lines['right'], sum(lines.values()))}，"
        f"没读出 {lines['none']}，读错 {lines['wrong']}。"
    )
    silent = sum((tally.silent for tally in tallies.values()), Counter())
    yield (
        f"印文与单位一字不差的章里，中间有一行字的 {silent['line']} 枚，没有拦住（当成公章）的"
        f" {silent['line'] - silent['line blocked']} 枚；中间没有字的 {silent['plain']} 枚，"
        f"被误当成有字、归到“看不清”的 {silent['plain blocked']} 枚。"
    )
    yield f"读得了、但是没有找到的章：{sum(tally.missed for tally in tallies.values())} 枚。"


def _impostor_row(profile: str, seals: int, counted: Counter[str]) -> str:
    wrong, right, other, unread = (counted[kind] for kind in ("same", "differs", "other", "unread"))
    return f"| {profile} | {seals} | {sum(counted.values())} | {wrong} | {right} | {other} | {unread} |"
