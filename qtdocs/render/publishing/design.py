"""How certificates of a programme look: style, paper, what is printed of whom; and what a page needs to be filled."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qtdocs.editions.programme import Programme
from qtdocs.errors import FormError
from qtdocs.render.publishing.fitting import StyleRules, style_rules

_PAPERS = {"A4": (210, 297), "A3": (297, 420)}
_A4_HEIGHT = 297


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The paper of a certificate."""

    size: str = "A4"
    """A4 or A3."""
    upright: bool = False
    """Whether it stands upright; else it lies."""

    @property
    def width(self) -> int:
        """Its width in mm."""
        return _PAPERS[self.size][0 if self.upright else 1]

    @property
    def height(self) -> int:
        """Its height in mm."""
        return _PAPERS[self.size][1 if self.upright else 0]

    @property
    def scale(self) -> float:
        """How many times as large as A4 it is."""
        return _PAPERS[self.size][1] / _A4_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the certificates of a programme look."""

    folder: Path
    """The template folder that holds the style."""
    style: str = "classic"
    """The style: the template ``certificate-<style>``."""
    paper: Paper = Paper()
    """The paper."""
    honoured: Literal["organisation", "team"] = "team"
    """Who is honoured."""
    leader: bool = False
    """Whether 班组长 is printed."""
    seal: int = 45
    """Diameter of the seal's place on proofs, mm."""
    preprinted: tuple[str, ...] = ()
    """What the paper has already, by name, where it is overprinted (套打); empty for whole certificates."""

    @property
    def template(self) -> str:
        """The text of its page template."""
        return self._read(".html")

    @property
    def rules(self) -> StyleRules:
        """Fonts and sizes, as the style sheet says them.

        Raises:
            FormError: the style sheet is not there or lacks the chain of its text's fonts.
        """
        rules = style_rules(self._read(".css"), upright=self.paper.upright)
        if missing := [name for name in ("text", "title", "small") if name not in rules.fonts]:
            raise FormError(f"certificate-{self.style}.css", tuple(f"没有 --{name} 这一行字体。" for name in missing))
        return rules

    def _read(self, ending: str) -> str:
        path = self.folder / f"certificate-{self.style}{ending}"
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise FormError(str(path), ("模板读不了：要有这个文件，并存成 UTF-8。",)) from error


def design_of(programme: Programme, folder: Path, *, preprinted: Sequence[str] = ()) -> Design:
    """The design that a programme asks for.

    Args:
        programme: the programme.
        folder: the template folder that holds its style.
        preprinted: what the paper has already, where only the rest is printed on it (套打).
    """
    rules = programme.publishing
    return Design(
        folder=folder, style=rules.style, paper=Paper(size=rules.size, upright=rules.upright), honoured=rules.honoured,
        leader=rules.leader, seal=rules.seal, preprinted=tuple(preprinted),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is printed on one certificate."""

    organisation: str
    """The organisation's name as it is printed."""
    team: str
    """The team's name as it is printed, without quotes."""
    leader: str = ""
    """班组长; printed where the design says so."""
    tier: str = ""
    """Its tier; empty where there are none."""
    number: str = ""
    """What stands behind 证书编号."""
    day: datetime.date | None = None
    """The day on it; left blank where none is given."""
    code: str = ""
    """防伪校验码 as people type it; empty where there is none."""
    qr: str = ""
    """What its QR code holds; empty where there is none."""
    key: str = ""
    """What tells it from others: the entry's number."""

    @property
    def names(self) -> str:
        """All characters of its names."""
        return self.organisation + self.team + self.leader


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a line that is set in one font."""

    text: str
    """Its characters."""
    index: int
    """Its place among all pieces of a page: by it the program finds it on the page that was laid out."""
    quote: bool = False
    """Whether it is a quotation mark, which many a 楷体 draws too narrow."""
