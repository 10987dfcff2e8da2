"""Crops: small, never transparent, marked all over, wherever the spot lies."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from qtdocs.model.place import Box, Place
from qtdocs.scan.crops import DPI, crop_of
from qtdocs.scan.sheet import Sheet


def sheet(dpi: float = 300.0) -> Sheet:
    white = np.full((int(297 / 25.4 * dpi), int(210 / 25.4 * dpi), 3), 255, dtype=np.uint8)
    return Sheet(pixels=white, dpi=dpi, place=Place(page=1))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_crop_has_at_most_150_dpi_and_no_transparency() -> None:
    image = opened(crop_of(sheet(), Box(left=20, top=30, right=64, bottom=74)))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= (44 + 8) / 25.4 * DPI + 1


def test_words_lie_over_every_part_of_a_crop() -> None:
    pixels = np.asarray(opened(crop_of(sheet(), Box(left=20, top=30, right=80, bottom=90))).convert("L"))
    quarters = [pixels[:170, :170], pixels[:170, 170:], pixels[170:, :170], pixels[170:, 170:]]
    assert [bool((quarter < 235).mean() > 0.01) for quarter in quarters] == [True] * 4


@pytest.mark.parametrize(
    "box",
    [Box(left=-50, top=-50, right=-10, bottom=-10), Box(left=500, top=500, right=900, bottom=900),
     Box(left=50, top=50, right=50, bottom=50), Box(left=80, top=80, right=20, bottom=20)],
)  # fmt: skip
def test_spot_beyond_the_page_still_gives_a_picture(box: Box) -> None:
    assert opened(crop_of(sheet(100), box)).size >= (1, 1)
