"""Pages set by WeasyPrint: only packaged templates are served, one font configuration for all."""

from __future__ import annotations

import contextlib
import html
import io
import os
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from qtdocs.errors import MissingToolError

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


def write_pages(text: str, folder: Path | None, *, finisher: Callable[[Any, Any], None] | None = None) -> bytes:
    """The PDF of a page text; pictures and styles come from the template folder or from nowhere."""
    return _written(text, folder, finisher)[0]


@lru_cache(maxsize=64)
def coverage(characters: frozenset[str], families: tuple[str, ...]) -> Coverage:
    """Which of the characters the chain of fonts draws how; asked of the typesetter itself."""
    text = "".join(sorted(character for character in characters if not character.isspace()))
    if not text:
        return Coverage(fallen=frozenset(), missing=frozenset(), absent=not _drawn("一", families).get(families[0]))
    drawn = _drawn(text + "一", families)
    first = drawn.get(families[0], set())
    known = set().union(*(drawn.get(family, set()) for family in families))
    return Coverage(
        fallen=frozenset(known - first) & characters,
        missing=frozenset(set(text) - known),
        absent=not first,
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


def subsets_quickly() -> bool:
    """Whether HarfBuzz's subsetter is there; without it each font of a PDF takes seconds instead of a tenth."""
    typesetter()
    from weasyprint.text.ffi import harfbuzz_subset

    return harfbuzz_subset is not None


def _no_chinese_font() -> MissingToolError:
    """What to say where the last resort is missing."""
    return MissingToolError(f"缺少中文字体 {SONG}。", f"请安装：sudo apt-get install {PACKAGES[SONG]}")


def _drawn(text: str, families: tuple[str, ...]) -> dict[str, set[str]]:
    """The characters by the family that really drew them; those drawn as a box are left out."""
    chain = ",".join(f"'{family}'" for family in families)
    spans = "".join(f"<span>{html.escape(character)}</span> " for character in text)
    _, document = _written(f'<p style="font-family:{chain}">{spans}</p>', None, None)
    drawn: dict[str, set[str]] = {}
    for font in document.fonts.values():
        missing = {chr(codepoint) for codepoint in font.missing}
        shown = {character for piece in font.to_unicode.values() for character in piece}
        drawn.setdefault(font.family, set()).update(shown - missing)
    return drawn


def _written(text: str, folder: Path | None, finisher: Callable[[Any, Any], None] | None) -> tuple[bytes, Any]:
    """The bytes, and the document that knows its fonts."""
    weasyprint, fonts = typesetter()
    base = folder.resolve().as_uri() + "/" if folder is not None else None
    page = weasyprint.HTML(string=text, base_url=base, url_fetcher=_fetcher(folder))
    document = page.render(font_config=fonts)
    return document.write_pdf(finisher=finisher), document


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
