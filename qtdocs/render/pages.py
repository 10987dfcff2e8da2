"""Pages set by WeasyPrint: only packaged templates are served, one font configuration for all."""

from __future__ import annotations

import contextlib
import html
import io
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from qtdocs.errors import FormError, MissingToolError

SONG = "Noto Serif CJK SC"
"""宋体, and the font that every chain ends in: it knows nearly every character of a name."""
HEI = "Noto Sans CJK SC"
"""黑体."""
KAI = "LXGW WenKai"
"""楷体."""
PACKAGES = {SONG: "fonts-noto-cjk", HEI: "fonts-noto-cjk", KAI: "fonts-lxgw-wenkai"}
"""The Debian package of each font."""
_MEDIA = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a chain of fonts makes of some characters."""

    fallen: frozenset[str]
    """Characters that the first font lacks and a later one of the chain has."""
    missing: frozenset[str]
    """Characters that no font of the chain has: they would be drawn by a stranger or as a box."""
    absent: bool
    """Whether the first font is not installed at all."""
    widths: Mapping[str, float] = field(default_factory=dict)
    """How far each character advances, in ems."""


@lru_cache(maxsize=1)
def typesetter() -> tuple[Any, Any]:
    """The WeasyPrint module and the one font configuration that every document shares.

    One shared configuration keeps the memory flat over many documents.

    Raises:
        MissingToolError: WeasyPrint or Pango is not installed, or there is not a single font.
    """
    # fonts are looked for by their first names; under a Chinese locale fontconfig would only know their Chinese ones
    os.environ["FC_LANG"] = "en"
    try:
        # WeasyPrint prints English advice of its own when a library is missing
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
            from weasyprint.text.ffi import fontconfig
            from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        raise MissingToolError(
            "生成 PDF 所需的 WeasyPrint 或 Pango 没有装好。",
            "Debian、Ubuntu 请运行：sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；"
            "Windows 请按 WeasyPrint 的说明安装 Pango。",
        ) from error
    fonts = fontconfig.FcConfigGetFonts(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcSetSystem)
    if not fonts or fonts.nfont == 0:
        raise _no_chinese_font()  # Pango crashes the whole program where there is no font at all
    return weasyprint, FontConfiguration()


def write_pages(text: str, folder: Path | None) -> bytes:
    """The PDF of a page text; pictures and styles come from the template folder or from nowhere."""
    return bytes(laid_out(text, folder).write_pdf())


def laid_out(text: str, folder: Path | None) -> Any:
    """The page text as a document that was laid out; pictures and styles come from the folder or from nowhere."""
    weasyprint, fonts = typesetter()
    base = folder.resolve().as_uri() + "/" if folder is not None else None
    return weasyprint.HTML(string=text, base_url=base, url_fetcher=_fetcher(folder)).render(font_config=fonts)


def written(document: Any, *, families: frozenset[str], finisher: Callable[[Any, Any], None]) -> bytes:
    """The PDF of a document that was laid out.

    Args:
        document: the document.
        families: the fonts that may be used.
        finisher: changes the PDF before it is written.

    Raises:
        FormError: characters were drawn by another font, or by none.
    """
    data = bytes(document.write_pdf(finisher=finisher))
    if strange := _strangers(document, families):
        raise FormError("模板", (f"这些字没有用样式表里的字体印出来：{strange}。",))
    return data


def _strangers(document: Any, families: frozenset[str]) -> str:
    """The characters that a font drew that was not asked for, or that came out as boxes."""
    strange = {
        character
        for font in document.fonts.values()
        for glyph, piece in font.to_unicode.items()
        for character in piece
        if (font.family not in families or ord(character) in font.missing) and not character.isspace()
    }
    return "".join(sorted(strange))


@lru_cache(maxsize=64)
def coverage(characters: frozenset[str], families: tuple[str, ...], *, weight: int = 400) -> Coverage:
    """Which of the characters the chain of fonts draws how; asked of the typesetter itself."""
    text = "".join(sorted(character for character in characters if not character.isspace()))
    drawn = _drawn(text + "一", families, weight)
    first = drawn.get(families[0], {})
    known = {character for family in families for character in drawn.get(family, ())}
    return Coverage(
        fallen=frozenset(known - set(first)) & characters,
        missing=frozenset(set(text) - known),
        absent=not first,
        widths={character: width for family in families for character, width in drawn.get(family, {}).items()},
    )


def require_fonts(families: Iterable[str]) -> tuple[str, ...]:
    """The families that are not installed, for a finding; without the last resort nothing can be printed.

    Raises:
        MissingToolError: the font that every chain ends in is missing.
    """
    absent = absent_fonts(families)
    if SONG in absent:
        raise _no_chinese_font()
    return absent


def absent_fonts(families: Iterable[str]) -> tuple[str, ...]:
    """The families that are not installed."""
    return tuple(family for family in families if coverage(frozenset("一"), (family,)).absent)


def require_glyphs(names: Iterable[str], missing: frozenset[str]) -> None:
    """Refuse where a character of a name would be drawn as a box.

    Raises:
        MissingToolError: a name has one of the missing characters.
    """
    if hit := [name for name in names if set(name) & missing]:
        signs = "".join(sorted(missing & set("".join(hit))))
        raise MissingToolError(
            f"这台电脑的字体里没有这些字：{signs}（{'、'.join(hit[:5])}）。",
            "请装上有这些字的字体（qtdocs doctor 会说明），或请申报单位核对名称。",
        )


def subsets_quickly() -> bool:
    """Whether HarfBuzz's subsetter is there; without it each font of a PDF takes seconds instead of a tenth."""
    typesetter()
    from weasyprint.text.ffi import harfbuzz_subset

    return harfbuzz_subset is not None


def _no_chinese_font() -> MissingToolError:
    """What to say where the last resort is missing."""
    return MissingToolError(f"缺少中文字体 {SONG}。", f"请安装：sudo apt-get install {PACKAGES[SONG]}")


def _drawn(text: str, families: tuple[str, ...], weight: int) -> dict[str, dict[str, float]]:
    """The width of each character by the family that really drew it; those drawn as a box are left out."""
    drawn: dict[str, dict[str, float]] = {}
    _draw_into(drawn, text, families, weight)
    shown = {character for family in drawn.values() for character in family}
    for character in sorted(set(text) - shown):  # a glyph that two characters share is known by the first of them
        _draw_into(drawn, character, families, weight)
    return drawn


def _draw_into(drawn: dict[str, dict[str, float]], text: str, families: tuple[str, ...], weight: int) -> None:
    """Have a text drawn, each character by itself, and note by which family; nothing is written."""
    chain = ",".join(f"'{family}'" for family in families)
    lines = (" ".join(text[start : start + 40]) for start in range(0, len(text), 40))
    words = html.escape("\n".join(lines))
    style = f"@page{{size:300cm 300cm}}pre{{font:{weight} 16px {chain};line-height:20px}}"
    document = laid_out(f"<style>{style}</style><pre>{words}</pre>", None)
    for page in document.pages:
        page.paint(sheet(document))
    for font in document.fonts.values():
        known = drawn.setdefault(font.family, {})
        for glyph, piece in font.to_unicode.items():
            if len(piece) == 1 and not piece.isspace() and ord(piece) not in font.missing:
                known[piece] = font.widths[glyph] / 1000


def sheet(document: Any) -> Any:
    """Something to draw the pages of a document on that becomes no file."""
    import pydyf
    from weasyprint.pdf.stream import Stream

    kinds = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
    return Stream(document.fonts, (0, 0, 1, 1), resources, {}, None, {}, None)


def _fetcher(folder: Path | None) -> Any:
    """A fetcher that serves files of the template folder and data: addresses, and nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class TemplateFetcher(URLFetcher):  # type: ignore[misc]
        """Serves what lies in the folder itself."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = folder / unquote(urlsplit(url).path).rpartition("/")[2] if folder is not None else None
            if path is None or not path.is_file() or url != path.resolve().as_uri():
                raise FatalURLFetchingError(f"模板里不许引用：{url}")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _MEDIA.get(path.suffix, "")})

    return TemplateFetcher()
