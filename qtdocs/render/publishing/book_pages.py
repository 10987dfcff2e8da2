"""光荣册 as a book in PDF: laid out by the association's templates, every name in one font."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qtdocs.errors import FormError
from qtdocs.render import pages
from qtdocs.render.publishing.book import STYLE, Book, BookRow
from qtdocs.render.publishing.breaking import fits, name_lines
from qtdocs.writing import fixed_pdf

if TYPE_CHECKING:
    from markupsafe import Markup

FONTS = (pages.KAI, pages.SONG)
"""The fonts of names; where the first lacks a character of a name, the whole name is set in the second."""
_QUOTES = re.compile("[“”‘’]")
_ONE_COLUMN = 26
"""Lines of 目录 that stand on one page in one column."""


def book_pdf(book: Book, *, folder: Path) -> bytes:
    """The book as PDF.

    Args:
        book: what stands in it.
        folder: the template folder.

    Raises:
        MissingToolError: Pango, the Chinese font or the glyph of a character is missing.
        FormError: somebody spoiled the template.
    """
    pages.require_fonts((pages.SONG,))
    families = tuple(family for family in FONTS if family not in pages.absent_fonts(FONTS))
    known = pages.coverage(frozenset("".join(book.names)), families)
    pages.require_glyphs(book.names, known.missing)
    rare = frozenset(name for name in book.names if set(name) & known.fallen)
    return fixed_pdf(pages.write_pages(_filled(book, rare, folder), folder))


def _filled(book: Book, rare: frozenset[str], folder: Path) -> str:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    path = folder / f"{STYLE}.html"
    try:
        return shop.from_string(path.read_text(encoding="utf-8-sig")).render(
            book=book,
            narrow=sum(len(tier.groups) + 1 for tier in book.tiers) > _ONE_COLUMN,
            shown=lambda text: _shown(text, rare),
            fitted=lambda row, room: _fitted(row, room, rare),
        )
    except TemplateError as error:
        raise FormError(str(path), (f"{{{{ }}}} 或 {{% %}} 写错了：{error}。",)) from error


def _shown(text: str, rare: frozenset[str]) -> Markup:
    """A text; names in it that need another font are set in it as a whole, quotes are as wide as characters."""
    from markupsafe import escape

    shown = escape(text) if text not in rare else _rare(text)
    if text not in rare:
        for name in sorted(rare, key=lambda each: (-len(each), each)):
            if name in text:
                shown = shown.replace(escape(name), _rare(name))
    return _with_quotes(shown)


def _fitted(row: BookRow, room: int, rare: frozenset[str]) -> Markup:
    """企业全称“班组名” in lines: on one where there is room, else parted between both, nothing left alone on a line."""
    from markupsafe import Markup

    parts = (row.name,) if fits(row.name, room) else (row.organisation, row.team)
    lines = [line for part in parts for line in name_lines(part, room)]
    whole = Markup("<br>").join(Markup('<span class="one">{}</span>').format(line) for line in lines)
    return Markup('<span class="rare">{}</span>').format(whole) if row.name in rare else _with_quotes(whole)


def _rare(name: str) -> Markup:
    from markupsafe import Markup

    return Markup('<span class="rare">{}</span>').format(name)


def _with_quotes(shown: Markup) -> Markup:
    """Chinese quotes of the font of characters that are all as wide; in the other they are narrow, as in English."""
    from markupsafe import Markup

    return Markup(_QUOTES.sub(r'<span class="quote">\g<0></span>', str(shown)))
