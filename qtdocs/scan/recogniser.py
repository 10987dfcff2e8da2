"""Text out of pixels, offline: the PP-OCRv6 models that travel inside the rapidocr wheel, run by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan import lettering
from qtdocs.scan.lettering import Quad
from qtdocs.scan.sheet import Pixels

SIDE = 1280
"""Longest side of what the detector looks at; figures in ``benchmarks``."""
_DETECTOR = "PP-OCRv6_det_small.onnx"
_READER = "PP-OCRv6_rec_small.onnx"
_BATCH_COLUMNS = 1000
"""Columns of all strips read in one go; more costs memory and saves no time."""


class Word(NamedTuple):
    """A piece of printed text on a picture, as the recogniser sees it: a line of a cell, or a word of it."""

    text: str
    """What is read."""
    score: float
    """From 0 to 1, the mean over its characters."""
    left: float
    """Pixels of the picture."""
    top: float
    """Pixels of the picture."""
    right: float
    """Pixels of the picture."""
    bottom: float
    """Pixels of the picture."""


class Line(NamedTuple):
    """One line of text with what is known of every character of it."""

    text: str
    """What is read."""
    score: float
    """From 0 to 1, the mean over its characters; 0 where nothing is read."""
    sure: tuple[float, ...]
    """From 0 to 1 for each character of ``text``."""
    spots: tuple[float, ...]
    """Where each character stands, as a share of the strip's width."""


class Recogniser:
    """Both models, loaded; nothing in it ever looks at a network, and nothing is written or logged."""

    def __init__(self, models: Path) -> None:
        """Loads the models.

        Args:
            models: The folder that holds them.
        """
        self._detector = _session(models / _DETECTOR)
        self._reader = _session(models / _READER)
        alphabet = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._alphabet: tuple[str, ...] = ("", *alphabet, " ")

    def words(self, pixels: Pixels, *, side: int = SIDE) -> list[Word]:
        """All text on a page or a part of it, in the order in which it is read.

        Args:
            pixels: The page.
            side: How long its longest side is made for the detection; recognition takes the pixels as they are.
        """
        quads = self.quads(pixels, side=side)
        read = self.read([lettering.levelled(pixels, quad) for quad in quads])
        found = [Word(line.text, line.score, *lettering.bounds(quad)) for quad, line in zip(quads, read, strict=True)]
        return lettering.in_reading_order([word for word in found if word.text.strip()])

    def line(self, pixels: Pixels) -> tuple[str, float]:
        """The text of a picture that holds one line only, and its score from 0 to 1."""
        return self.lines([pixels])[0]

    def lines(self, many: Sequence[Pixels]) -> list[tuple[str, float]]:
        """The text and score of each of these single lines, in their order."""
        return [(line.text, line.score) for line in self.read(many)]

    def quads(self, pixels: Pixels, *, side: int = SIDE) -> list[Quad]:
        """The corners of every piece of text, clockwise from its upper left one, in no order."""
        if not lettering.is_picture(pixels):
            return []
        image = lettering.for_detection(pixels, side)
        name = self._detector.get_inputs()[0].name
        heat: NDArray[np.float32] = self._detector.run(None, {name: image})[0][0, 0]
        height, width = pixels.shape[:2]
        return lettering.quads(heat, width, height)

    def read(self, many: Sequence[Pixels]) -> list[Line]:
        """What stands on each of these single lines, in their order, with what is known of every character."""
        found = [Line("", 0.0, (), ())] * len(many)
        strips = {number: lettering.strip(each) for number, each in enumerate(many) if lettering.is_picture(each)}
        for numbers in _batches({number: strip.shape[1] for number, strip in strips.items()}):
            batch, widths = lettering.batch([strips[number] for number in numbers])
            name = self._reader.get_inputs()[0].name
            for number, chances, width in zip(numbers, self._reader.run(None, {name: batch})[0], widths, strict=True):
                found[number] = self._line(chances, width / batch.shape[3])
        return found

    def _line(self, chances: NDArray[np.float32], filled: float) -> Line:
        best = chances.argmax(axis=1)
        firsts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
        runs = [(int(best[at]), at, _end(best, int(at))) for at in firsts]
        sure = tuple(float(chances[at:end, letter].max()) for letter, at, end in runs)
        spots = tuple(min((at + end) / 2 / len(best) / filled, 1.0) for _, at, end in runs)
        text = "".join(self._alphabet[letter] for letter, _, _ in runs)
        if len(text) != len(runs):  # a character of the alphabet that is several code points
            return Line(text, float(np.mean(sure)), (min(sure),) * len(text), (0.0,) * len(text))
        return Line(text, float(np.mean(sure)) if sure else 0.0, sure, spots)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser | None:
    """The one recogniser of this process; none where the extra ``[scan]`` is not installed."""
    spec = find_spec("rapidocr")
    if spec is None or find_spec("onnxruntime") is None:
        return None
    # The package itself is not imported: it would set up logging, and fetch models that it misses.
    for folder in spec.submodule_search_locations or ():
        models = Path(folder) / "models"
        if (models / _DETECTOR).is_file() and (models / _READER).is_file():
            return Recogniser(models)
    return None


def _session(model: Path) -> Any:
    # It would put a number of this machine into the home folder and report to its maker; asked before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers run side by side
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False  # it would keep the memory of the largest page for good
    return onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])


def _end(best: NDArray[np.int64], start: int) -> int:
    """Where the run of one letter that begins here ends."""
    end = start + 1
    while end < len(best) and best[end] == best[start]:
        end += 1
    return end


def _batches(widths: dict[int, int]) -> Iterator[list[int]]:
    """Strips that are read in one go: of nearly the same width, so that little of it is padding."""
    batch: list[int] = []
    for number in sorted(widths, key=lambda each: widths[each]):
        full = batch and (len(batch) + 1) * widths[number] > _BATCH_COLUMNS
        if full or (batch and widths[number] > 1.25 * widths[batch[0]] + 32):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
