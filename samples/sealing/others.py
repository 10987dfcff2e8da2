"""Pages without a seal, with things on them that look like one: eleven kinds."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from samples.sealing import marks
from samples.sealing.forms import filled, form, organisations
from samples.sealing.letters import letter
from samples.sealing.truth import Pixels

_ON_FORMS = {
    "red_table": 1.0,
    "red_signature": 0.6,
    "thumbprint": 0.6,
    "hand_circles": 0.4,
    "receipt_box": 0.4,
    "plain": 0.5,
}
"""How often the page of a kind is a form; else it is a letter."""
KINDS: dict[str, marks.Paint | None] = {
    "red_heading": None, "red_table": None, "red_text": marks.red_text, "red_signature": marks.signature,
    "hand_circles": marks.hand_circles, "logo": marks.logo, "photo": marks.photo, "thumbprint": marks.thumbprint,
    "chart": marks.chart, "receipt_box": marks.receipt_box, "plain": None,
}  # fmt: skip
"""How each kind is painted on its page; some are nothing but the page."""


def page_without_seal(rng: np.random.Generator, kind: str, *, dpi: float) -> Pixels:
    """A page of this kind, blue first."""
    if kind not in KINDS:
        raise ValueError(f"没有“{kind}”这种无章页；可选：{'、'.join(KINDS)}")
    if rng.random() < _ON_FORMS.get(kind, 0.0):
        values = filled(rng, *organisations(rng))
        layout = ("top", "below")[int(rng.integers(2))]
        red = (kind == "red_table", kind == "red_table" and bool(rng.random() < 0.4))
        pixels, _ = form(rng, values, dpi=dpi, layout=layout, red=red)
        page = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
    else:
        page = letter(
            rng, dpi=dpi, heading=kind == "red_heading" or (kind == "receipt_box" and rng.random() < 0.4)
        ).page
    paint = KINDS[kind]
    if paint is not None:
        paint(page, ImageDraw.Draw(page), rng, dpi)
    return np.ascontiguousarray(np.asarray(page)[:, :, ::-1])
