"""Seal detection: what share is found, what is taken for a seal that is none, how exact the place is, what it costs."""

from __future__ import annotations

import math
import multiprocessing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
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
PROFILES_OF = {"square": ("clean", "typical", "phone"), "edge": ("clean", "typical", "hard")}
"""Shapes that are recorded where they are seen, and nothing hangs on them, are tried on fewer kinds of pages."""
CHINESE = {
    "clean": "清晰", "typical": "一般", "hard": "较差", "faint": "印迹淡", "grey": "灰度", "photocopy": "黑白复印", "phone": "手机拍照",
    "round": "圆章", "oval": "椭圆章", "square": "方章", "edge": "骑缝章", "red": "红", "blue": "蓝", "black": "黑",
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
    false_thoroughly: int
    """The same by the slow passes."""
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
            if profile in PROFILES_OF.get(shape, (profile,)) and not (profile in COLOURLESS and colour == "blue"):
                for number in range(math.ceil(positives / SEALS)):
                    yield Sealed(profile=profile, shape=shape, colour=colour, seed=seed + number)


def _warmed() -> None:
    """Makes a process ready: one thread, everything imported and called once."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    _prints(np.full((2339, 1654, 3), 255, np.uint8), 200.0, is_measured=True)


def _prints(pixels, dpi: float, *, is_measured: bool, thorough: bool = False):
    from qtdocs.model.place import Place
    from qtdocs.scan.seals import find_prints
    from qtdocs.scan.sheet import Sheet

    sheet = Sheet(pixels=pixels, dpi=dpi, place=Place(page=1), is_measured=is_measured)
    return find_prints(sheet, thorough=thorough)
