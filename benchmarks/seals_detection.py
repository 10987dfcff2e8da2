"""Seal detection: what share is found, what is taken for a seal that is none, how exact the place is, what it costs."""

from __future__ import annotations

import math
import multiprocessing
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PROCESSES = 2
SEALS = 2
"""Seals on a page."""
POSITIVES = 300
"""Seals of each class; ``--quick`` takes a tenth."""
NEGATIVES = 1100
"""Pages without a seal; ``--quick`` takes a tenth."""
NEAR = 5.0
"""Millimetres by which the centre of a seal that was found may be off."""
COLOURLESS = ("grey", "photocopy")
INKS = (("round", "red"), ("oval", "red"), ("round", "blue"), ("square", "red"), ("edge", "red"))
FEWER = {
    ("square", "red"): ("clean", "typical", "phone"),
    ("edge", "red"): ("clean", "typical", "hard"),
    ("round", "blue"): ("clean", "typical", "phone"),
}
"""What is rarer, and what nothing hangs on, is tried on fewer kinds of pages."""
EVERY = 4
"""On each so many pages without a seal the slow passes are tried too; they take most of the time."""
CHINESE = {
    "clean": "清晰", "typical": "一般", "hard": "较差", "faint": "印迹淡", "grey": "灰度", "photocopy": "黑白复印",
    "phone": "手机拍照",
    "round": "圆章", "oval": "椭圆章", "square": "方章", "edge": "骑缝章", "red": "红", "blue": "蓝", "black": "黑",
}  # fmt: skip

KINDS_OF_PAGES = {
    "red_heading": "红头", "red_table": "红线表格", "red_text": "红字", "red_signature": "红笔签名",
    "hand_circles": "手画红圈红勾", "logo": "标志", "photo": "照片", "thumbprint": "手印", "chart": "红色图表",
    "receipt_box": "收文框", "plain": "普通页",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A page with seals to be drawn and looked at."""

    profile: str
    shape: str
    colour: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of one seal on a page."""

    found: bool
    thoroughly: bool
    """Whether it was found at last, where needed by the slow passes."""
    shape_right: bool
    off: float
    """Millimetres from the true centre; 0 where it was not found."""
    cell_right: bool | None
    """Whether the box of the form is the true one; none where nothing tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of one page."""

    seen: tuple[Seen, ...]
    false: int
    """Prints where there is no seal."""
    false_thoroughly: int | None
    """The same by the slow passes; none where they were not tried."""
    milliseconds: float
    """CPU time of the ordinary pass."""
    megabytes: float
    """Most memory that the process took up to now."""


def section(*, quick: bool, seed: int) -> str:
    """The section of the report on seal detection."""
    from samples.sealing import NEGATIVES as KINDS
    from samples.sealing import PROFILES

    sealed = list(_sealed(PROFILES, POSITIVES // (10 if quick else 1), seed))
    without = [
        (kind, seed + number) for number in range(NEGATIVES // (10 if quick else 1) // len(KINDS)) for kind in KINDS
    ]
    with multiprocessing.get_context("spawn").Pool(PROCESSES, _warmed) as pool:
        looked = list(zip(sealed, pool.imap(_look_at_sealed, sealed, chunksize=8), strict=True))
        empty = list(zip(without, pool.imap(_look_at_unsealed, without, chunksize=8), strict=True))
    parts = [
        _recall(looked),
        _places(looked),
        _false_alarms(empty, looked),
        _cost([each for _, each in [*looked, *empty]]),
    ]
    return "\n\n".join(["## 找印章", *parts])


def _sealed(profiles: Iterable[str], positives: int, seed: int) -> Iterator[Sealed]:
    """The pages with seals: every profile with every shape and colour that makes a difference on it."""
    for profile in profiles:
        for shape, colour in INKS:
            if profile in FEWER.get((shape, colour), (profile,)):
                for number in range(math.ceil(positives / (SEALS if shape in ("round", "oval") else 1))):
                    yield Sealed(profile=profile, shape=shape, colour=colour, seed=seed + number)


def _warmed() -> None:
    """Makes a process ready: one thread, everything imported and called once."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    _prints(np.full((2339, 1654, 3), 255, np.uint8), 200.0, is_measured=True)


def _prints(pixels: Any, dpi: float, *, is_measured: bool, thorough: bool = False) -> tuple[Any, ...]:
    from qtdocs.scan.seals import find_prints

    return find_prints(_sheet(pixels, dpi, is_measured=is_measured), thorough=thorough)


def _sheet(pixels: Any, dpi: float, *, is_measured: bool) -> Any:
    from qtdocs.model.place import Place
    from qtdocs.scan.sheet import Sheet

    return Sheet(pixels=pixels, dpi=dpi, place=Place(page=1), is_measured=is_measured)


def _look_at_sealed(job: Sealed) -> Looked:
    """One page with seals."""
    from samples.sealing import sealed_form

    own = {"square": {"square": True, "seals": 1}, "edge": {"edge": True, "seals": 1}}
    more = own.get(job.shape, {"shape": job.shape, "colour": job.colour})
    page = sealed_form(job.seed, job.profile, **more)
    measured = job.profile != "phone"
    truths = [truth for truth in page.truths if truth.shape == job.shape]
    prints, milliseconds = _timed(page.pixels, page.dpi, is_measured=measured)
    spare = prints
    if any(_nearest(prints, truth, page.dpi) is None for truth in page.truths if truth.shape in ("round", "oval")):
        spare = _prints(page.pixels, page.dpi, is_measured=measured, thorough=True)
    seen = tuple(_seen(truth, prints, spare, page, measured) for truth in truths)
    return Looked(
        seen=seen,
        false=sum(_is_false(each, page) for each in prints),
        false_thoroughly=sum(_is_false(each, page) for each in spare),
        milliseconds=milliseconds,
        megabytes=_megabytes(),
    )


def _look_at_unsealed(job: tuple[str, int]) -> Looked:
    """One page without a seal."""
    from samples.sealing import unsealed

    kind, seed = job
    profile = ("clean", "typical", "hard", "grey", "photocopy", "phone")[seed % 6]
    page = unsealed(seed, kind, profile)
    measured = profile != "phone"
    prints, milliseconds = _timed(page.pixels, page.dpi, is_measured=measured)
    slowly = seed % EVERY == 0
    spare = _prints(page.pixels, page.dpi, is_measured=measured, thorough=True) if slowly else ()
    rings = [[each for each in some if each.shape in ("round", "oval")] for some in (prints, spare)]
    return Looked(
        seen=(),
        false=len(rings[0]),
        false_thoroughly=len(rings[1]) if slowly else None,
        milliseconds=milliseconds,
        megabytes=_megabytes(),
    )


def _timed(pixels: Any, dpi: float, *, is_measured: bool) -> tuple[tuple[Any, ...], float]:
    start = time.process_time()
    prints = _prints(pixels, dpi, is_measured=is_measured)
    return prints, (time.process_time() - start) * 1000


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _distance(print_: Any, truth: Any, dpi: float) -> float:
    """Millimetres between the centre that was found and the true one."""
    x, y = print_.centre[0] / dpi * 25.4, print_.centre[1] / dpi * 25.4
    return math.hypot(x - truth.centre[0], y - truth.centre[1])


def _nearest(prints: Iterable[Any], truth: Any, dpi: float) -> Any:
    near = NEAR * (6 if truth.shape == "edge" else 1)  # of an arc only a part is on the page
    found = [each for each in prints if _distance(each, truth, dpi) <= near]
    return min(found, key=lambda each: _distance(each, truth, dpi), default=None)


def _is_false(print_: Any, page: Any) -> bool:
    """Whether there is no seal where a ring was found."""
    if print_.shape not in ("round", "oval"):
        return False
    return all(_distance(print_, truth, page.dpi) > truth.diameter / 2 for truth in page.truths)


def _seen(truth: Any, prints: Sequence[Any], spare: Sequence[Any], page: Any, measured: bool) -> Seen:
    found = _nearest(prints, truth, page.dpi)
    return Seen(
        found=found is not None,
        thoroughly=_nearest(spare, truth, page.dpi) is not None,
        shape_right=found is not None and found.shape == truth.shape,
        off=_distance(found, truth, page.dpi) if found is not None else 0.0,
        cell_right=_is_cell_right(found, truth, page, measured) if found is not None and truth.cell else None,
    )


def _is_cell_right(found: Any, truth: Any, page: Any, measured: bool) -> bool:
    """Whether the box that holds the centre that was found is the one that holds the true centre."""
    from qtdocs.scan.grid import grid_of

    grid = grid_of(_sheet(page.pixels, page.dpi, is_measured=measured))
    rooms = [room for table in grid.tables for room in table.rooms] if grid else []
    spot = truth.centre[0] / 25.4 * page.dpi, truth.centre[1] / 25.4 * page.dpi
    here = [room for room in rooms if room.holds(*found.centre)]
    return bool(here) and here == [room for room in rooms if room.holds(*spot)]


def bound(successes: int, trials: int) -> str:
    """A share with its 95 % interval after Wilson."""
    if not trials:
        return "—"
    z, share = 1.96, successes / trials
    middle = (share + z * z / 2 / trials) / (1 + z * z / trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / 4 / trials**2) / (1 + z * z / trials)
    return f"{share:.1%}（{middle - half:.1%}–{middle + half:.1%}）"


def _recall(looked: Sequence[tuple[Sealed, Looked]]) -> str:
    rows = ["| 页面 | 章 | 枚数 | 平常找到（95% 区间） | 细找以后 | 形状认对 |", "|---|---|--:|--:|--:|--:|"]
    for (profile, shape, colour), seen in _classes(looked).items():
        found = [each for each in seen if each.found]
        ink = "黑" if profile in COLOURLESS else CHINESE[colour]
        rows.append(
            f"| {CHINESE[profile]} | {ink}{CHINESE[shape]} | {len(seen)} | {bound(len(found), len(seen))} | "
            f"{bound(sum(each.thoroughly for each in seen), len(seen))} | "
            f"{sum(each.shape_right for each in found)}/{len(found)} |"
        )
    return "\n".join(rows)


def _classes(looked: Sequence[tuple[Sealed, Looked]]) -> dict[tuple[str, str, str], list[Seen]]:
    classes: dict[tuple[str, str, str], list[Seen]] = {}
    for job, page in looked:
        classes.setdefault((job.profile, job.shape, job.colour), []).extend(page.seen)
    return classes


def _places(looked: Sequence[tuple[Sealed, Looked]]) -> str:
    rows = ["| 页面 | 枚数 | 中心偏差 平均 mm | 95% 在 mm 以内 | 栏目判对（95% 区间） |", "|---|--:|--:|--:|--:|"]
    for profile in dict.fromkeys(job.profile for job, _ in looked):
        seen = [
            each for job, page in looked if job.profile == profile and job.shape in ("round", "oval")
            for each in page.seen if each.found
        ]  # fmt: skip
        off = sorted(each.off for each in seen) or [0.0]
        cells = [each.cell_right for each in seen if each.cell_right is not None]
        rows.append(
            f"| {CHINESE[profile]} | {len(seen)} | {sum(off) / len(off):.2f} | {off[int(0.95 * (len(off) - 1))]:.2f} | "
            f"{bound(sum(cells), len(cells))} |"
        )
    return "\n".join(rows)


def _false_alarms(empty: Sequence[tuple[tuple[str, int], Looked]], looked: Sequence[tuple[Sealed, Looked]]) -> str:
    rows = ["| 没有章的页面 | 页数 | 误认 | 细找过的页 | 细找时误认 |", "|---|--:|--:|--:|--:|"]
    every = [page for _, page in empty]
    for kind in dict.fromkeys(kind for (kind, _), _ in empty):
        rows.append(f"| {KINDS_OF_PAGES[kind]} | {_alarms([page for (each, _), page in empty if each == kind])} |")
    rows.append(f"| 合计 | {_alarms(every)} |")
    wrong = sum(page.false for page in every)
    extra = sum(page.false for _, page in looked)
    pages_with = bound(sum(page.false > 0 for page in every), len(every))
    rows += [
        "",
        f"有误认的页：{pages_with}，合每百页 {100 * wrong / max(1, len(every)):.2f} 枚；"
        f"有章的 {len(looked)} 页上另误认 {extra} 枚。",
    ]
    return "\n".join(rows)


def _alarms(pages: Sequence[Looked]) -> str:
    slowly = [page.false_thoroughly for page in pages if page.false_thoroughly is not None]
    return f"{len(pages)} | {sum(page.false for page in pages)} | {len(slowly)} | {sum(slowly)}"


def _cost(pages: Sequence[Looked]) -> str:
    taken = sorted(page.milliseconds for page in pages)
    most = max(page.megabytes for page in pages)
    return (
        f"每页处理器毫秒：中位 {taken[len(taken) // 2]:.0f}，95% 在 {taken[int(0.95 * (len(taken) - 1))]:.0f} 以内"
        f"（{len(taken)} 页，200 dpi）；进程内存最多 {most:.0f} MB（连同造页面的）。"
    )
