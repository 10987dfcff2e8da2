"""The recogniser: printed text is read, in order; whatever comes in, nothing is raised."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from qtdocs.scan.recogniser import Recogniser, Word, recogniser
from qtdocs.scan.sheet import Pixels

pytest.importorskip("rapidocr")
FONTS = (
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "truetype/noto/NotoSansCJK-Regular.ttc",
    "noto-cjk/NotoSansCJK-Regular.ttc",
)


@lru_cache(maxsize=1)
def font_file() -> Path:
    found = [path for name in FONTS if (path := Path("/usr/share/fonts") / name).is_file()]
    if not found:
        pytest.skip("no Chinese font")
    return found[0]


def page_with(*texts: tuple[int, int, str], size: int = 30, shape: tuple[int, int] = (500, 900)) -> Pixels:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (shape[1], shape[0]), "white")
    font = ImageFont.truetype(str(font_file()), size)
    for left, top, text in texts:
        ImageDraw.Draw(image).text((left, top), text, fill="black", font=font)
    return np.asarray(image)


@pytest.fixture(scope="module")
def reader() -> Recogniser:
    found = recogniser()
    assert found is not None
    return found


def test_words_stand_in_reading_order_where_they_are_printed(reader: Recogniser) -> None:
    page = page_with(
        (500, 60, "浙江甲建设有限公司"), (50, 56, "单位名称"), (50, 300, "合格率98.5%"), (50, 180, "班组人数")
    )
    words = reader.words(page)
    assert [word.text for word in words] == ["单位名称", "浙江甲建设有限公司", "班组人数", "合格率98.5%"]
    first = words[0]
    assert (40 < first.left < 56, 50 < first.top < 70, 165 < first.right < 185, 90 < first.bottom < 112) == (True,) * 4
    assert min(word.score for word in words) > 0.9


def test_lines_are_read_each_by_itself_in_their_order(reader: Recogniser) -> None:
    texts = ["测量一班", "二〇二六年六月十八日", "甲"]
    strips = [page_with((10, 6, text), shape=(52, 30 * len(text) + 20)) for text in texts]
    assert [text for text, _ in reader.lines(strips)] == texts
    assert reader.line(strips[1])[0] == texts[1]


def test_characters_have_a_certainty_and_a_spot(reader: Recogniser) -> None:
    [line] = reader.read([page_with((10, 6, "浙江甲建设有限公司"), shape=(52, 290))])
    assert line.text == "浙江甲建设有限公司"
    assert len(line.sure) == len(line.spots) == 9
    assert np.allclose(np.array(line.spots) * 290, 10 + 30 * (np.arange(9) + 0.5), atol=14)


@pytest.mark.parametrize(
    "shape", [(0, 0, 3), (1, 1, 3), (1, 400, 3), (400, 1), (3, 3), (60, 60), (60, 90, 1), (20, 6000, 3)]
)
@pytest.mark.parametrize("shade", [0, 255])
def test_pictures_without_text_hold_no_words(reader: Recogniser, shape: tuple[int, ...], shade: int) -> None:
    blank = np.full(shape, shade, np.uint8)
    assert reader.words(blank) == []
    assert reader.line(blank) == ("", 0.0)


def test_noise_and_halves_raise_nothing(reader: Recogniser) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (300, 400, 3), np.uint8)
    assert all(isinstance(word, Word) for word in reader.words(noise))
    assert all(isinstance(word, Word) for word in reader.words(page_with((-40, -15, "浙江甲建设有限公司"))[:, ::-1]))


def test_no_lines_are_no_answer(reader: Recogniser) -> None:
    assert reader.lines([]) == []


def test_recogniser_is_made_once_and_says_nothing() -> None:
    program = (
        "import socket; socket.socket = None\n"
        "from qtdocs.scan.recogniser import recogniser\n"
        "import numpy as np\n"
        "assert recogniser() is recogniser()\n"
        "assert recogniser().words(np.zeros((90, 90, 3), np.uint8)) == []\n"
        "import sys; assert 'rapidocr' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
