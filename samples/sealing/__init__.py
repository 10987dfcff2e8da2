"""Seeded pages with seals and without: for the benchmark, for trying readers, and for the sample scans.

All of it is synthetic, and every name is invented. The same seed gives the same page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from math import hypot

import cv2
import numpy as np
from PIL import Image

from samples.sealing import forms, others
from samples.sealing import wear as _wear
from samples.sealing.imprints import DPI as _SEAL_DPI
from samples.sealing.imprints import mask_of
from samples.sealing.letters import letter
from samples.sealing.names import association, companies, company, neighbours_of
from samples.sealing.stamping import INKS, stamp
from samples.sealing.truth import MM, Cell, Page, Pixels, Truth
from samples.sealing.wear import INK, PROFILES

NEGATIVES = tuple(others.KINDS)
"""The eleven kinds of pages without a seal."""
__all__ = [
    "NEGATIVES", "PROFILES", "Cell", "Page", "Truth", "association", "companies", "company", "neighbours_of", "pdf_of",
    "png_of", "seal_picture", "sealed_form", "sealed_letter", "unsealed", "worn",
]  # fmt: skip


def sealed_form(
    seed: int, profile: str = "clean", *, shape: str = "round", colour: str = "red", seals: int = 2,
    name: str | None = None, nominator: str | None = None, seal_names: Sequence[str] | None = None,
    centre_text: str = "", dpi: float = 200, touching: bool = False, edge: bool = False, square: bool = False,
    layout: str | None = None, values: dict[str, str] | None = None,
) -> Page:  # fmt: skip
    """A filled form with seals in their boxes.

    Args:
        seed: chance.
        profile: one of ``PROFILES``.
        shape: of the seals.
        colour: red or blue.
        seals: 0, 1 (the applicant's) or 2.
        name: the applicant; invented where none is given.
        nominator: the association; invented where none is given.
        seal_names: what the seals say, if not what the form says.
        centre_text: a line across the applicant's seal.
        dpi: pixels an inch.
        touching: whether the two seals lie side by side in one box, touching.
        edge: whether an arc cut by the page's edge is there too.
        square: whether a name seal stands beside the first.
        layout: ``top`` or ``below``; by chance where none is given.
        values: what is filled in, if not invented.
    """
    rng = np.random.default_rng(seed)
    found = forms.organisations(rng)
    organisation, nominator = name or found[0], nominator or found[1]
    values = values or forms.filled(rng, organisation, nominator)
    layout = layout or ("top", "below")[int(rng.integers(2))]
    paper, cells = forms.form(rng, values, dpi=dpi, layout=layout)
    texts = list(seal_names or (organisation, nominator))
    ink = INK[profile]
    truths: list[Truth] = []
    spots = {cell.key: cell.box for cell in cells if cell.key.startswith("seal_")}
    for key, text in list(zip(("seal_applicant", "seal_nominator"), texts, strict=False))[:seals]:
        centre, cell = _within(spots[key], rng), key
        line = centre_text if key == "seal_applicant" else ""
        if touching and truths:
            first, cell = truths[0].centre, truths[0].cell
            centre = (first[0] + rng.uniform(38, 43), first[1] + rng.uniform(-3, 3))
            line = centre_text
        truths.append(
            stamp(
                paper, dpi, rng, name=text, centre=centre, shape=shape, colour=colour, centre_text=line, cell=cell,
                ink=ink,
            )
        )  # fmt: skip
    if square:
        beside = _beside(truths, rng)
        truths.append(stamp(paper, dpi, rng, name="芮一诺", centre=beside, shape="square", colour="red", ink=ink))
    if edge:
        spot = (210.0 + rng.uniform(6, 14), rng.uniform(110, 220))
        truths.append(stamp(paper, dpi, rng, name=organisation, centre=spot, shape="edge", colour=colour, ink=ink))
    return _finished(paper, truths, profile, rng, dpi=dpi, cells=tuple(cells), values=values)


def sealed_letter(
    seed: int, profile: str = "clean", *, shape: str = "round", colour: str = "red", dpi: float = 200,
    name: str | None = None, centre_text: str = "",
) -> Page:  # fmt: skip
    """A letter, often under a red heading, with a seal over its sender and date.

    Args:
        seed: chance.
        profile: one of ``PROFILES``.
        shape: of the seal.
        colour: red or blue.
        dpi: pixels an inch.
        name: the sender; invented where none is given.
        centre_text: a line across the seal.
    """
    rng = np.random.default_rng(seed)
    name = name or names_of(rng)
    sheet = letter(rng, dpi=dpi, heading=bool(rng.random() < 0.6), sender=name)
    paper = np.ascontiguousarray(np.asarray(sheet.page)[:, :, ::-1])
    centre = (sheet.signed[0] + float(rng.uniform(-6, 16)), sheet.signed[1] + float(rng.uniform(-6, 8)))
    truth = stamp(
        paper, dpi, rng, name=name, centre=centre, shape=shape, colour=colour, centre_text=centre_text, ink=INK[profile]
    )
    return _finished(paper, [truth], profile, rng, dpi=dpi)


def names_of(rng: np.random.Generator) -> str:
    """A company or an association."""
    return company(rng) if rng.random() < 0.7 else association(rng)


def unsealed(seed: int, kind: str, profile: str = "clean", *, dpi: float = 200) -> Page:
    """A page without a seal, of one of ``NEGATIVES``."""
    rng = np.random.default_rng(seed)
    return _finished(others.page_without_seal(rng, kind, dpi=dpi), [], profile, rng, dpi=dpi)


def seal_picture(
    name: str, *, seed: int, shape: str = "round", colour: str = "red", centre_text: str = "", serial: bool = True,
    width: float = 42.0,
) -> Image.Image:  # fmt: skip
    """A seal as a picture with a transparent ground, to be stuck on something; 400 dpi."""
    rng = np.random.default_rng(seed)
    height = width * 0.67 if shape == "oval" else width
    mask = mask_of(name, rng, shape=shape, width=width, height=height, centre_text=centre_text, serial=serial)
    blue, green, red = (int(each) for each in rng.uniform(*INKS[colour]))
    picture = Image.new("RGBA", mask.size, (red, green, blue, 0))
    picture.putalpha(mask.point(lambda value: int(value * 0.9)))
    picture.info["dpi"] = (_SEAL_DPI, _SEAL_DPI)
    return picture


def worn(pixels: Pixels, profile: str, seed: int) -> Pixels:
    """The page after a profile's wear."""
    return _wear.worn(pixels, profile, np.random.default_rng(seed))[0]


def pdf_of(pages: Sequence[Page], *, grey: bool = False, quality: int = 80) -> bytes:
    """The pages as scanners save them: a PDF of pictures, without any text."""
    images = [Image.fromarray(np.ascontiguousarray(page.pixels[:, :, ::-1])) for page in pages]
    images = [image.convert("L") if grey else image for image in images]
    stream = io.BytesIO()
    images[0].save(
        stream, "PDF", save_all=True, append_images=images[1:], resolution=pages[0].dpi, quality=quality, title="",
        producer="", creator="",
    )  # fmt: skip
    return stream.getvalue()


def png_of(page: Page) -> bytes:
    """The page as PNG."""
    return bytes(cv2.imencode(".png", page.pixels)[1])


def _within(box: tuple[float, float, float, float], rng: np.random.Generator) -> tuple[float, float]:
    """A spot in a form's box such that the seal lies in it, or nearly; now and then over its text or its lines."""
    left, top, right, bottom = box
    room = 23.0
    across = rng.uniform(left + room, right - room) if right - left > 2 * room else (left + right) / 2
    down = (top + bottom) / 2 + rng.uniform(-2.0, 5.0)
    return float(across), float(down)


def _beside(truths: Sequence[Truth], rng: np.random.Generator) -> tuple[float, float]:
    """A spot beside one of the seals, that which has most room."""
    far, down = float(rng.uniform(31, 37)), float(rng.uniform(-8, 8))
    spots = [(each.centre[0] + side * far, each.centre[1] + down) for each in truths for side in (1, -1)]
    spots = [spot for spot in spots if 18 < spot[0] < 192] or [(105.0, 150.0)]
    return max(spots, key=lambda spot: min((hypot(spot[0] - x, spot[1] - y) for x, y in _centres(truths)), default=0.0))


def _centres(truths: Sequence[Truth]) -> list[tuple[float, float]]:
    return [each.centre for each in truths]


def _finished(
    paper: Pixels, truths: Sequence[Truth], profile: str, rng: np.random.Generator, *, dpi: float,
    cells: tuple[Cell, ...] = (), values: dict[str, str] | None = None,
) -> Page:  # fmt: skip
    pixels, way = _wear.worn(paper, profile, rng)
    seen_dpi = pixels.shape[1] / 210 * MM if profile == "phone" else dpi
    moved = tuple(_moved(each, way, dpi, seen_dpi, black=profile in ("grey", "photocopy")) for each in truths)
    return Page(pixels=pixels, dpi=seen_dpi, truths=moved, cells=cells, values=values or {})


def _moved(truth: Truth, way: _wear.Way, dpi: float, seen: float, *, black: bool) -> Truth:
    """Where a seal lies after the wear."""
    left, top, right, bottom = truth.box
    spots = np.array([truth.flat, (left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)
    there = cv2.perspectiveTransform((spots * dpi / MM)[None], way)[0] / seen * MM
    box = (there[1:, 0].min(), there[1:, 1].min(), there[1:, 0].max(), there[1:, 1].max())
    return replace(
        truth,
        centre=(float(there[0, 0]), float(there[0, 1])),
        box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])),
        colour="black" if black else truth.colour,
    )
