"""What the announcement says: the association's own text, filled in, paragraph by paragraph, with the level of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.errors import FormError
from qtdocs.text import display_width

TITLE, FLUSH, TEXT = "title", "flush", "text"
LEVELS = (
    ("first", re.compile(r"[一二三四五六七八九十]+、")),
    ("second", re.compile(r"（[一二三四五六七八九十]+）")),
    ("third", re.compile(r"\d+[.．]")),
    ("fourth", re.compile(r"（\d+）")),
)
"""Levels by how GB/T 9704 numbers them."""
TITLE_ROOM = 38
"""Half-width characters on a line of the title: 156 mm at 22 points, with a little to spare."""
_WHOLE = re.compile(r"《[^》]*》|“[^”]*”|[0-9A-Za-z]+年?度?|关于|质量信得过班组(?:建设|活动)?|[^\s]")
_NOT_FIRST = "的、，。》”）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph."""

    kind: str
    """``title``, ``flush``, ``text``, or the level: ``first`` 一、 ``second`` （一） ``third`` 1. ``fourth`` （1）."""
    lead: str = ""
    """What stands in the level's own font: the heading, up to its full stop."""
    rest: str = ""
    """What follows in the font of the text."""

    @property
    def whole(self) -> str:
        """All of it."""
        return self.lead + self.rest


def paragraphs(template: str, values: Mapping[str, object], *, name: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an announcement.

    Args:
        template: the text with what is to be filled in in double braces.
        values: by the names that stand in the template; what they hold is text, whatever it looks like.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: somebody spoiled what stands in its braces.
    """
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    shop = SandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
    try:
        text = shop.from_string(template).render(values)
    except TemplateError as error:
        raise FormError(name, (f"{{{{ }}}} 或 {{% %}} 写错了：{error}。",)) from error
    return tuple(_paragraph(line.strip()) for line in text.split("\n") if line.strip())


def _paragraph(line: str) -> Paragraph:
    for mark, kind in (("# ", TITLE), ("> ", FLUSH)):
        if line.startswith(mark):
            return Paragraph(kind=kind, rest=line.removeprefix(mark).strip())
    level = next((kind for kind, pattern in LEVELS if pattern.match(line)), TEXT)
    if level == "first":
        return Paragraph(kind=level, lead=line)
    if level == "second":
        lead, stop, rest = line.partition("。")
        return Paragraph(kind=level, lead=lead + stop, rest=rest)
    return Paragraph(kind=level, rest=line)


def title_lines(lines: tuple[str, ...], *, room: int = TITLE_ROOM) -> tuple[str, ...]:
    """The lines of a title, those that are too long broken into even ones, never inside a number or a name in quotes.

    >>> title_lines(("关于2021年度全国市政工程质量信得过班组建设成果评价结果的通报",))
    ('关于2021年度全国市政工程', '质量信得过班组建设成果评价结果的通报')
    """
    return tuple(piece for line in lines for piece in _broken(line, room))


def _broken(line: str, room: int) -> list[str]:
    many = -(-display_width(line) // room)
    if many < 2:
        return [line]
    share = display_width(line) / many
    pieces: list[str] = []
    begun = ""
    for word in _WHOLE.findall(line):
        wide = display_width(begun + word)
        # a line ends where it is nearest to its share, and never before what may not stand first
        if begun and len(pieces) < many - 1 and wide - share > share - display_width(begun) and word not in _NOT_FIRST:
            pieces.append(begun)
            begun = ""
        begun += word
    return [*pieces, begun]
