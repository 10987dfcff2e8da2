"""The announcement of the honours: what stands on it, and its PDF in the measures of GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qtdocs.editions.announcing import Fonts
from qtdocs.render import pages
from qtdocs.render.publishing.announcement_text import TITLE, Paragraph, title_lines
from qtdocs.render.publishing.breaking import balanced
from qtdocs.text import display_width
from qtdocs.writing import fixed_pdf

if TYPE_CHECKING:
    from markupsafe import Markup

STYLE = "announcement"
"""The templates: ``announcement.txt``, ``.docx``, ``.html`` and ``.css``."""
BODY_SIZE, LINE_WIDTH = 16.0, 442.2
"""三号 and the width of the text, in points."""
NAME_ROOM, NOMINATOR_ROOM = 44, 16
"""Half-width characters of a name, and of a nominator, on one line of an annex."""
_LARGEST_HEAD, _HEAD_ROOM = 40, 436
"""Size of 发文机关标志 at most, and the width that it may take, in points."""
_QUOTES = re.compile("[“”‘’]")
_DAY_INDENT = 4.0
"""右空四字 of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """One team in an annex."""

    number: int
    """From 1 in each annex."""
    organisation: str
    """企业全称."""
    team: str
    """“班组名”, with its quotes."""
    leader: str = ""
    """Its leader, where the programme prints that."""
    nominator: str
    """Who put it forward."""

    @property
    def name(self) -> str:
        """企业全称“班组名”, and the leader behind it."""
        return self.organisation + self._team

    @property
    def _team(self) -> str:
        return self.team + (f"（班组长：{self.leader}）" if self.leader else "")

    @property
    def lines(self) -> tuple[str, ...]:
        """The name on one line where it fits, else company and team on lines of their own, 公司 never alone on one."""
        if display_width(self.name) <= NAME_ROOM:
            return (self.name,)
        return (*balanced(self.organisation, NAME_ROOM), *balanced(self._team, NAME_ROOM))

    @property
    def by(self) -> tuple[str, ...]:
        """The nominator, likewise."""
        return balanced(self.nominator, NOMINATOR_ROOM)

    @property
    def whole(self) -> tuple[tuple[str, ...], ...]:
        """The names that are drawn in one font each, with the pieces in which they stand on the paper."""
        return (
            (self.name, *self.lines, self.organisation + self.team, self.organisation, self.team),
            (self.nominator, *self.by),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The list of one tier."""

    number: int
    """From 1."""
    title: str
    """What it is called."""
    rows: tuple[AnnexRow, ...]
    """The teams."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of its title."""
        return title_lines((self.title,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Everything that stands on the paper."""

    association: str
    """Who issues it."""
    number: str
    """文号, with blanks where it has none yet."""
    paragraphs: tuple[Paragraph, ...]
    """Title and text."""
    annexes: tuple[Annex, ...]
    """The lists, the best tier first."""
    date: str
    """成文日期 in Arabic figures, with blanks where there is none yet."""
    note: str
    """附注 below the day, without brackets; empty where there is none."""
    draft: bool
    """Whether it is 样稿."""
    letterhead: str
    """``printed``, ``preprinted`` or ``none``."""
    fonts: Fonts
    """Its fonts."""

    @property
    def title(self) -> tuple[str, ...]:
        """The lines of the title."""
        return title_lines(tuple(each.whole for each in self.paragraphs if each.kind == TITLE))

    @property
    def text(self) -> tuple[Paragraph, ...]:
        """Everything below the title."""
        return tuple(each for each in self.paragraphs if each.kind != TITLE)

    @property
    def head(self) -> str:
        """发文机关标志."""
        return f"{self.association}文件"

    @property
    def head_size(self) -> int:
        """Its size in points: on one line, whatever the association is called."""
        return min(_LARGEST_HEAD, int(_HEAD_ROOM / max(1, display_width(self.head) / 2)))

    @property
    def signature_indents(self) -> tuple[float, float]:
        """How far the name and the day stand from the right, in characters: the name in the middle over the day."""
        over = (display_width(self.association) - display_width(self.date)) / 4
        name = max(0.0, _DAY_INDENT - over)
        return name, name + over


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementPages:
    """The PDF, and which font drew its text."""

    pdf: bytes
    """Its bytes."""
    stand_in: str
    """The font that stands in for the one of the text; empty where that one is there."""


def announcement_pdf(paper: Announcement, *, folder: Path) -> AnnouncementPages:
    """The announcement as PDF; a name that needs another font for one of its characters gets it as a whole.

    Args:
        paper: what stands on it.
        folder: the template folder.

    Raises:
        MissingToolError: Pango, the Chinese font or the glyph of a character is missing.
    """
    body = _present((paper.fonts.body, "FangSong", "FandolFang R", pages.KAI, pages.SONG))
    pages.require_fonts((pages.SONG,))
    names = [whole for annex in paper.annexes for row in annex.rows for whole in row.whole]
    known = pages.coverage(frozenset("".join(whole[0] for whole in names)), body)
    pages.require_glyphs([whole[0] for whole in names], known.missing)
    rare = [piece for whole in names if set(whole[0]) & known.fallen for piece in whole]
    text = _filled(paper, rare, folder, body)
    stand_in = "" if body[0] == paper.fonts.body else body[0]
    return AnnouncementPages(pdf=fixed_pdf(pages.write_pages(text, folder)), stand_in=stand_in)


def _present(chain: Sequence[str]) -> tuple[str, ...]:
    """The chain of fonts without those that are not installed."""
    absent = pages.absent_fonts(tuple(chain))
    return tuple(family for family in chain if family not in absent) or (pages.SONG,)


def _filled(paper: Announcement, rare: Sequence[str], folder: Path, body: Sequence[str]) -> str:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template = shop.from_string((folder / f"{STYLE}.html").read_text(encoding="utf-8"))
    name_indent, day_indent = paper.signature_indents
    return template.render(
        paper=paper,
        shown=lambda text: _marked(text, rare),
        fonts={
            "body": _family(body),
            "title": _family((paper.fonts.title, pages.SONG)),
            "first": _family((paper.fonts.first, "SimHei", pages.HEI, pages.SONG)),
            "second": _family((paper.fonts.second, "KaiTi", pages.KAI, pages.SONG)),
            "rare": _family((pages.SONG,)),
            # 霞鹜文楷 draws Chinese quotes half as wide as a character
            "quote": _family((pages.SONG,) if body[0] == pages.KAI else body),
        },
        name_indent=round(name_indent, 2),
        day_indent=round(day_indent, 2),
    )


def _family(chain: Sequence[str]) -> str:
    return ",".join(f"'{family.replace(chr(39), '')}'" for family in dict.fromkeys(chain))


def _marked(text: str, rare: Sequence[str]) -> Markup:
    """The text with names that need another font marked, and quotes; everything else in it is text."""
    from markupsafe import Markup, escape

    pieces = sorted(filter(None, set(rare)), key=len, reverse=True)
    pattern = re.compile("|".join([*map(re.escape, pieces), _QUOTES.pattern]))
    shown, end = [], 0
    for found in pattern.finditer(text):
        shown.append(escape(text[end : found.start()]))
        if found[0] in pieces:
            shown.append(Markup('<span class="rare">{}</span>').format(found[0]))
        else:
            # a line may end in front of an opening quote, which Western rules forbid
            gap = Markup("<wbr>") if found[0] == "“" else Markup("")
            shown.append(gap + Markup('<span class="quote">{}</span>').format(found[0]))
        end = found.end()
    return Markup("").join([*shown, escape(text[end:])])
