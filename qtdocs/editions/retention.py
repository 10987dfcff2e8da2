"""How long an association keeps what it received, by kind of data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qtdocs.editions.form import Spec

RETAINED = {
    "crops": "截图",
    "originals": "原件",
    "contacts": "联系人、电话、邮箱和地址",
    "readings": "读出的全部内容",
}
"""The kinds of data that are kept for a time, and what people call them; the later hold all of the earlier."""


class Retention(Spec):
    """How long one kind of data is kept after it arrived."""

    kind: Literal["crops", "originals", "contacts", "readings"]
    """Which data."""
    years: float = Field(ge=0)
    """Years after its arrival; before that ``qtdocs purge`` leaves it."""
    source: str
    """The association's own rule, or that there is none and this is a suggestion."""
