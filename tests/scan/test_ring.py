"""What a seal says: its ring text whole or with gaps that are told, and the line in its middle."""

from __future__ import annotations

import numpy as np
import pytest
from rings import CENTRE, RADIUS, drawn_seal, print_of, sheet_of

from qtdocs.checks import imprints
from qtdocs.scan.recogniser import Line, Recogniser, recogniser
from qtdocs.scan.ring import Reading, read_print
from qtdocs.scan.ring_text import agreed, sightings
from qtdocs.scan.sheet import Pixels

pytest.importorskip("rapidocr")
NAME = "浙江省甲建设集团有限公司"


@pytest.fixture(scope="module")
def reader() -> Recogniser:
    found = recogniser()
    assert found is not None
    return found


def text_of(pixels: Pixels, reader: Recogniser, **changes: object) -> str:
    read = read_print(sheet_of(pixels), print_of(**changes), reader)  # type: ignore[arg-type]
    return read.readings[0] if read.readings else ""


@pytest.mark.parametrize("turned", [-20, 0, 13])
@pytest.mark.parametrize("name", [NAME, "东海市第一建筑工程有限公司", "甲市建筑业协会"])
def test_ring_text_is_read_however_the_seal_is_turned(reader: Recogniser, name: str, turned: float) -> None:
    assert text_of(drawn_seal(name, turned=turned), reader) == name


@pytest.mark.parametrize(("colour", "ink"), [("blue", (30, 60, 190)), ("black", (70, 70, 70))])
def test_blue_and_grey_seals_are_read(reader: Recogniser, colour: str, ink: tuple[int, int, int]) -> None:
    assert text_of(drawn_seal(NAME, colour=ink), reader, colour=colour) == NAME


def test_black_print_across_the_ring_is_no_part_of_it(reader: Recogniser) -> None:
    assert text_of(drawn_seal(NAME, printed="同意推荐参评二〇二六年质量信得过班组"), reader) == NAME


@pytest.mark.parametrize("centre", ["合同专用章", "财务专用章", "质量管理部", ""])
def test_line_in_the_middle_is_read_by_itself(reader: Recogniser, centre: str) -> None:
    read = read_print(sheet_of(drawn_seal(NAME, centre=centre, turned=9)), print_of(), reader)
    assert (read.readings[0], read.centre) == (NAME, centre)


@pytest.mark.parametrize("centre", ["工会", "杭州分公司"])
def test_line_that_is_no_usual_one_is_never_overlooked(reader: Recogniser, centre: str) -> None:
    read = read_print(sheet_of(drawn_seal(NAME, centre=centre)), print_of(), reader)
    assert (read.readings[0], read.centre in (centre, "□")) == (NAME, True)


def test_line_that_cannot_be_read_is_told_to_be_there(reader: Recogniser) -> None:
    read = read_print(sheet_of(drawn_seal(NAME, centre="▚▞▚▞")), print_of(), reader)
    assert (read.readings[0], read.centre) == (NAME, "□")


def test_seal_pressed_askew_by_a_camera_is_read(reader: Recogniser) -> None:
    import cv2

    askew = cv2.resize(drawn_seal(NAME, turned=6), None, fx=1.0, fy=0.88)
    changes = {"centre": (CENTRE[0], CENTRE[1] * 0.88), "axes": (RADIUS, RADIUS * 0.88)}
    assert text_of(askew, reader, **changes) == NAME


def test_character_without_ink_is_never_passed_over(reader: Recogniser) -> None:
    # 22 degrees for each of the twelve characters: 甲 stands from 44 to 22 degrees left of the top.
    read = read_print(sheet_of(drawn_seal(NAME, wiped=(-66, -44))), print_of(), reader)
    whole = NAME.replace("甲", "")
    assert whole not in read.readings
    assert imprints.judged(read.readings, whole, [whole]).kind != "same"
    assert imprints.judged(read.readings, NAME, [NAME]).kind != "same"


@pytest.mark.parametrize(
    "changes",
    [
        {"shape": "square"},
        {"shape": "edge"},
        {"axes": (3.0, 3.0)},
        {"axes": (0.0, 0.0)},
        {"axes": (900.0, 20.0)},
        {"axes": (9000.0, 9000.0)},
        {"axes": (float("nan"), 100.0)},
        {"centre": (-900.0, 4000.0)},
        {"centre": (float("inf"), 0.0)},
    ],
)
def test_what_is_no_ring_reads_as_nothing(reader: Recogniser, changes: dict[str, object]) -> None:
    assert read_print(sheet_of(drawn_seal(NAME)), print_of(**changes), reader) == Reading()  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [(0, 0, 3), (1, 1, 3), (580, 600, 3), (580, 600), (580, 600, 1), (5, 2000, 3)])
@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("colour", ["red", "blue", "black"])
def test_pages_without_ink_read_as_nothing(reader: Recogniser, shape: tuple[int, ...], shade: int, colour: str) -> None:
    assert read_print(sheet_of(np.full(shape, shade, np.uint8)), print_of(colour), reader) == Reading()


def test_seal_cut_by_the_edge_of_the_page_raises_nothing(reader: Recogniser) -> None:
    half = drawn_seal(NAME)[:, : int(CENTRE[0])]
    read = read_print(sheet_of(half), print_of(), reader)
    assert imprints.judged(read.readings, NAME, [NAME]).kind == "unread"


IMPOSTORS = [
    ("浙江大唐建设有限公司", "浙江大桥建设有限公司", 3),
    ("浙江甲工程监测有限公司", "浙江甲工程监理有限公司", 6),
    ("浙江交投集团有限公司", "浙江交通集团有限公司", 3),
    ("浙江甲审计有限公司", "浙江甲设计有限公司", 3),
    ("浙江省邮政行业协会", "浙江省市政行业协会", 3),
    ("杭州市场建设有限公司", "杭州市政建设有限公司", 3),
]
"""The name on the seal, that on the form, and the only character in which they differ."""


@pytest.mark.parametrize(("real", "form", "at"), IMPOSTORS)
@pytest.mark.parametrize("lost", [0.5, 0.8, 1.0, "blurred"])
def test_seal_of_another_company_is_never_the_same_though_its_own_character_is_lost(
    reader: Recogniser, real: str, form: str, at: int, lost: float | str
) -> None:
    arc = min(280.0, 22.0 * len(real))
    angle = -arc / 2 + arc * (at + 0.5) / len(real)
    if isinstance(lost, float):
        half = arc / len(real) / 2 * lost
        pixels = drawn_seal(real, wiped=(angle - half, angle + half))
    else:
        pixels = blurred(drawn_seal(real), angle)
    read = read_print(sheet_of(pixels), print_of(), reader).readings
    assert {imprints.judged(read, form, known).kind for known in ([form], [form, real])} <= {"unread", "differs"}


def blurred(pixels: Pixels, angle: float) -> Pixels:
    """The seal with one character smudged."""
    import cv2

    turn = np.deg2rad(angle)
    x, y = int(CENTRE[0] + RADIUS * 0.76 * np.sin(turn)), int(CENTRE[1] - RADIUS * 0.76 * np.cos(turn))
    spot = np.s_[y - 19 : y + 19, x - 19 : x + 19]
    pixels = pixels.copy()
    pixels[spot] = cv2.GaussianBlur(pixels[spot], (0, 0), 5)
    return pixels


class OneStripOfMany:
    """Reads the first strip that it is shown, and nothing on any other."""

    def __init__(self) -> None:
        self.shown = 0

    def read(self, strips: list[Pixels]) -> list[Line]:
        first = self.shown == 0
        self.shown += len(strips)
        return [line(NAME, start=0.02, step=0.08) if first and not at else NOTHING for at in range(len(strips))]

    def words(self, _picture: Pixels, *, side: int) -> list[object]:
        return []


NOTHING = Line("", 0.0, (), ())


def test_single_look_is_no_reading() -> None:
    read = read_print(sheet_of(drawn_seal(NAME)), print_of(), OneStripOfMany())  # type: ignore[arg-type]
    assert read.readings == ()


def line(text: str, sure: float = 0.99, *, start: float = 0.05, step: float = 0.1) -> Line:
    signs = [(sign, start + step * at) for at, sign in enumerate(text) if sign != " "]
    return Line("".join(sign for sign, _ in signs), sure, (sure,) * len(signs), tuple(spot for _, spot in signs))


def agreement(*lines: Line, ink: str = "1111111111", worn: str = "000000000000") -> str:
    inked, bare = (np.repeat(np.array([sign == "1" for sign in signs]), 100) for signs in (ink, worn))
    return agreed(sightings((each, 1000) for each in lines), len(lines), inked, bare).text


def test_strips_that_agree_are_believed() -> None:
    assert agreement(*[line("浙江甲建设有限公司")] * 3, ink="1111111110") == "浙江甲建设有限公司"


def test_strips_that_disagree_are_not() -> None:
    assert agreement(line("浙江一建有限公司"), line("浙江二建有限公司"), ink="1111111100") == "浙江□建有限公司"


def test_one_strip_of_three_is_not_enough() -> None:
    assert agreement(line("浙江一建"), line("浙江 建"), line("浙江 建"), ink="1111000000") == "浙江□建"


def test_ink_beside_the_text_is_a_character_that_is_not_read() -> None:
    assert agreement(*[line("江甲建设有限公司", start=0.15)] * 2, ink="1111111110") == "□江甲建设有限公司"
    assert agreement(*[line("浙江甲建设有限公")] * 2, ink="1111111110") == "浙江甲建设有限公□"


def test_text_parted_by_empty_paper_is_kept_only_where_it_reads_well() -> None:
    assert agreement(*[line("甲建设  草仓", 0.99)] * 2, ink="1110011000") == "甲建设□草仓"
    doubtful = [Line("甲建设草仓", 0.8, (0.99, 0.99, 0.99, 0.4, 0.4), (0.05, 0.15, 0.25, 0.55, 0.65))] * 2
    assert agreement(*doubtful, ink="1110000000") == "甲建设"
    assert agreement(*doubtful, ink="1110011000") == "甲建设□□□"


def test_name_that_ends_where_the_seal_left_no_ink_may_go_on() -> None:
    lines = [line("浙江甲建设有限公司")] * 3
    assert agreement(*lines, ink="1111111110", worn="000000000110") == "浙江甲建设有限公司□"
    assert agreement(*lines, ink="1111111110", worn="000000000001") == "□浙江甲建设有限公司"
    assert agreement(*lines, ink="1111111110", worn="000110000000") == "浙江甲建设有限公司"


def test_nothing_seen_is_nothing_read() -> None:
    assert agreement(line("")) == ""
