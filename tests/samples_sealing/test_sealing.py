"""The maker of sealed pages: what it says of a page is what is on it."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples.sealing import (
    NEGATIVES,
    PROFILES,
    Page,
    companies,
    neighbours_of,
    pdf_of,
    png_of,
    seal_picture,
    sealed_form,
    sealed_letter,
    unsealed,
    worn,
)
from samples.sealing.fonts import font_file
from samples.sealing.imprints import cut
from samples.sealing.stamping import stamp

NAME = "浙江甲建设有限公司"


def blank(dpi: float = 200) -> np.ndarray:
    return np.full((round(297 / 25.4 * dpi), round(210 / 25.4 * dpi), 3), 255, np.uint8)


def reddish(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., 2].astype(int) - pixels[..., :2].max(axis=2).astype(int) > 40


def extent(page: Page) -> tuple[float, ...]:
    """Where red is on the page, millimetres: left, top, right, bottom."""
    down, across = np.nonzero(reddish(page.pixels))
    return tuple(float(each) / page.dpi * 25.4 for each in (across.min(), down.min(), across.max(), down.max()))


@pytest.mark.parametrize("profile", PROFILES)
def test_form_of_a_seed_is_always_the_same(profile):
    assert np.array_equal(sealed_form(3, profile).pixels, sealed_form(3, profile).pixels)


@pytest.mark.parametrize("kind", NEGATIVES)
def test_page_without_seal_of_a_seed_is_always_the_same_and_differs_from_the_next(kind):
    page = unsealed(3, kind)
    assert page.truths == ()
    assert np.array_equal(page.pixels, unsealed(3, kind).pixels)
    assert not np.array_equal(page.pixels, unsealed(4, kind).pixels)


@pytest.mark.parametrize(("profile", "shape"), [("clean", "round"), ("typical", "oval"), ("phone", "round")])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_box_of_a_seal_is_where_its_ink_is(profile, shape, seed):
    page = sealed_form(seed, profile, shape=shape, seals=1)
    assert np.abs(np.subtract(extent(page), page.truths[0].box)).max() < 1.5


@pytest.mark.parametrize("layout", ["top", "below"])
def test_each_seal_stands_in_its_own_cell(layout):
    for seed in range(4):
        page = sealed_form(seed, layout=layout)
        boxes = {cell.key: cell.box for cell in page.cells}
        for truth in page.truths:
            left, top, right, bottom = boxes[truth.cell]
            assert left < truth.flat[0] < right
            assert top < truth.flat[1] < bottom


def test_values_of_a_form_stand_in_its_cells():
    page = sealed_form(5, layout="top", name=NAME)
    cells = {cell.key: cell.text for cell in page.cells}
    assert cells["organisation_name"] == NAME
    assert {key: text for key, text in cells.items() if key in page.values and key != "profile"} == {
        key: text for key, text in page.values.items() if key in cells and key != "profile"
    }


def test_ink_is_the_share_of_strokes_that_took_it():
    for low, high in ((0.28, 0.3), (0.6, 0.62), (0.97, 0.99)):
        paper = blank()
        truth = stamp(paper, 200, np.random.default_rng(7), name=NAME, centre=(100, 100), ink=(low, high), turn=0.0)
        full = blank()
        stamp(full, 200, np.random.default_rng(7), name=NAME, centre=(100, 100), ink=(1.0, 1.0), turn=0.0)
        assert abs(reddish(paper).sum() / reddish(full).sum() - truth.ink) < 0.12


def test_seal_without_enough_ink_is_not_readable():
    assert {truth.readable for seed in range(3) for truth in sealed_form(seed, "faint").truths} == {False}


def test_seal_on_blank_paper_is_covered_by_nothing():
    truth = stamp(blank(), 200, np.random.default_rng(1), name=NAME, centre=(100, 100), ink=(1.0, 1.0))
    assert truth.covered == 0.0


def test_seal_over_a_line_through_its_text_is_covered_there():
    paper = blank()
    paper[:, 787 - 40 : 787 + 40] = 0  # upright, 10 mm wide, through the middle at 100 mm
    truth = stamp(paper, 200, np.random.default_rng(1), name=NAME, centre=(100, 100), ink=(1.0, 1.0), turn=0.0)
    assert 0.08 < truth.covered < 0.25


def test_print_below_the_text_around_does_not_cover_it():
    paper = blank()
    paper[787 + 20 :, :] = 0
    truth = stamp(paper, 200, np.random.default_rng(1), name="甲", centre=(100, 100), ink=(1.0, 1.0), turn=0.0)
    assert truth.covered == 0.0


def test_text_of_a_seal_stays_clear_of_its_ring_and_of_the_line_across():
    for seed in range(6):
        rng = np.random.default_rng(seed)
        made = cut(NAME * 2, rng, width=42, height=42, centre_text="合同专用章", serial=False)
        ring, text, whole = (np.asarray(each) > 200 for each in (made.ring, made.text, made.whole))
        assert not (ring & text).any()
        plain = cut(NAME * 2, np.random.default_rng(seed), width=42, height=42, serial=False)
        assert whole.sum() > (ring | text).sum()
        assert plain.span >= made.span


def test_grey_scan_makes_every_seal_black():
    assert {truth.colour for truth in sealed_form(1, "grey").truths} == {"black"}
    pixels = sealed_form(1, "photocopy").pixels
    assert set(np.unique(pixels)) == {0, 255}


def test_edge_seal_is_cut_by_the_edge_of_the_page():
    truth = sealed_form(2, "clean", edge=True).truths[-1]
    assert truth.shape == "edge"
    assert truth.box[0] < 210 < truth.box[2]


def test_seal_wholly_off_the_page_changes_nothing():
    paper = blank()
    truth = stamp(paper, 200, np.random.default_rng(1), name=NAME, centre=(-100, -100), ink=(1.0, 1.0))
    assert (truth.ink, truth.covered, int(paper.min())) == (0.0, 0.0, 255)


def test_letter_bears_the_seal_of_its_sender():
    page = sealed_letter(1, "typical", name=NAME, centre_text="合同专用章")
    assert [(truth.name, truth.centre_text, truth.shape) for truth in page.truths] == [(NAME, "合同专用章", "round")]


def test_companies_are_each_once_and_as_many_as_asked():
    names = companies(5, 300)
    assert (len(names), len(set(names))) == (300, 300)
    assert all(6 <= len(name) <= 24 for name in names)
    assert names == companies(5, 300)


def test_neighbours_are_other_names_and_one_of_each_kind():
    found = neighbours_of("澄川市第一建筑集团有限公司")
    assert {
        "澄川市第二建筑集团有限公司",
        "澄川市第一建筑有限公司",
        "澄川省第一建筑集团有限公司",
        "澄川市第一建工集团有限公司",
        "澄川市第一建筑集团有限责任公司",
        "澄川第一建筑集团有限公司",
    } <= set(found)
    assert len(found) == len(set(found))


def test_picture_of_a_seal_is_clear_where_there_is_no_stroke():
    picture = seal_picture(NAME, seed=1)
    alpha = np.asarray(picture)[..., 3]
    assert (picture.mode, int(alpha[0, 0])) == ("RGBA", 0)
    assert alpha.max() > 200
    assert picture.width == pytest.approx(42 / 25.4 * 400, abs=15)


def test_pdf_of_pages_has_their_size_and_no_text():
    document = pypdfium2.PdfDocument(pdf_of([sealed_form(1, "clean"), sealed_form(2, "clean")]))
    assert len(document) == 2
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    assert document[0].get_textpage().get_text_range() == ""


def test_png_of_a_page_is_the_page():
    page = unsealed(1, "plain")
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png_of(page))))[:, :, ::-1], page.pixels)


def test_wear_of_any_small_picture_gives_a_picture():
    for profile in PROFILES:
        for shape in ((1, 1, 3), (40, 3, 3), (64, 64, 3)):
            assert worn(np.zeros(shape, np.uint8), profile, 1).dtype == np.uint8


def test_unknown_kinds_and_fonts_are_refused_by_name():
    with pytest.raises(ValueError, match="没有“kind”这种无章页"):
        unsealed(1, "kind")
    with pytest.raises(ValueError, match="没有“dream”这种扫描效果"):
        worn(np.zeros((9, 9, 3), np.uint8), "dream", 1)
    with pytest.raises(FileNotFoundError, match="没有装字体 Nobody Song"):
        font_file("Nobody Song")
