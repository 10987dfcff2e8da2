"""What the styles of a docx do to their text that matters: hide it, paint it white, raise or lower it, shade it."""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.readers import docx_names as names
from qtdocs.readers.package import parsed

_WHITE = re.compile(r"(?:[Ff][89A-Fa-f]){3}")
_WHITE_COLOR = re.compile(rb'color\s[^>]*?val=["\'](?:[Ff][89A-Fa-f]){3}["\']')
_DEPTH = 20


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and on; there without a value is on."""
    return element is not None and element.get(names.VALUE, "1") not in ("0", "false", "off")


def is_white(color: str) -> bool:
    """Whether a colour cannot be told from white paper.

    >>> is_white("FFFFFF"), is_white("fefefe"), is_white("auto"), is_white("FFFF00")
    (True, True, False, False)
    """
    return _WHITE.fullmatch(color) is not None


def paints_white(content: bytes) -> bool:
    """Whether a part gives anything a white colour; a part in UTF-16 may."""
    return b"\x00" in content[:8] or _WHITE_COLOR.search(content) is not None


def fill_of(properties: etree._Element | None) -> bool | None:
    """Whether these properties put a colour or a marker behind the text; none where they say nothing of it."""
    if properties is None:
        return None
    marker = properties.find(names.HIGHLIGHT)
    if marker is not None and marker.get(names.VALUE, "none") not in ("none", "white"):
        return True
    shading = properties.find(names.SHADING)
    if shading is None:
        return None
    pattern = shading.get(names.VALUE, "clear")
    if pattern not in ("clear", "nil") and not is_white(shading.get(names.COLOR_ATTRIBUTE, "auto")):
        return True
    fill = shading.get(names.FILL, "auto")
    return None if fill == "auto" else not is_white(fill)


class Styles:
    """The styles of a document; hiding is a toggle (ECMA-376 part 1, 17.7.3), the rest is what the nearest one says."""

    __slots__ = ("_always", "_based_on", "_default_paragraph", "_mattering", "_own")

    def __init__(self, root: etree._Element) -> None:
        self._own: dict[str, dict[str, bool | str]] = {}
        self._based_on: dict[str, str] = {}
        self._default_paragraph = ""
        defaults = root.find(names.DEFAULTS_OF_RUNS)
        self._always = switched_on(defaults)
        for style in root.iterchildren(names.STYLE):
            self._keep(style)
        concern_all = self._always or self._matters(self._default_paragraph)
        self._mattering = None if concern_all else [f'"{each}"'.encode() for each in self._own if self._matters(each)]

    def concern(self, content: bytes) -> bool:
        """Whether a part may use a style that does anything to its text."""
        if self._mattering is None or b"\x00" in content[:8]:
            return True
        return any(identity in content for identity in self._mattering)

    def _keep(self, style: etree._Element) -> None:
        identity = style.get(names.STYLE_ID, "")
        of_runs = style.find(names.RUN_PROPERTIES)
        look = {} if of_runs is None else {child.tag: child for child in of_runs}
        vanish, color, script = look.get(names.VANISH), look.get(names.COLOR), look.get(names.SCRIPT)
        is_table = style.get(names.STYLE_TYPE) == "table"
        own = self._own[identity] = {}
        if vanish is not None:
            own["vanish"] = switched_on(vanish)
        if color is not None and not is_table:  # a table style that writes white shades the same cells
            own["color"] = color.get(names.VALUE, "auto")
        if script is not None and not is_table:
            own["script"] = script.get(names.VALUE, "baseline")
        if any(fill_of(part) for part in style.iter(*names.SHADED)):
            own["shades"] = True
        based_on = style.find(names.BASED_ON)
        if based_on is not None:
            self._based_on[identity] = based_on.get(names.VALUE, "")
        is_default = style.get(names.STYLE_DEFAULT, "0") not in ("0", "false", "off")
        if is_default and style.get(names.STYLE_TYPE) == "paragraph":
            self._default_paragraph = identity

    def _matters(self, identity: str) -> bool:
        hides, script = self._said(identity, "vanish"), self._said(identity, "script")
        return bool(hides) or script in ("superscript", "subscript") or is_white(str(self._said(identity, "color")))

    def hides(self, *, table: str, paragraph: str, run: str) -> bool:
        """Whether a run under these styles is hidden; empty for none."""
        levels = (table, paragraph or self._default_paragraph, run)
        return self._always or sum(self._said(level, "vanish") is True for level in levels) % 2 == 1

    def color(self, *, paragraph: str, run: str) -> str:
        """The colour of a run under these styles; ``auto`` where they give none."""
        return str(self._nearest("color", paragraph, run) or "auto")

    def script(self, *, paragraph: str, run: str) -> str:
        """``superscript``, ``subscript`` or ``baseline``."""
        return str(self._nearest("script", paragraph, run) or "baseline")

    def shades(self, *identities: str) -> bool:
        """Whether one of these styles puts a colour behind its text."""
        return any(self._said(identity, "shades") for identity in identities)

    def _nearest(self, what: str, paragraph: str, run: str) -> bool | str | None:
        said = self._said(run, what)
        return self._said(paragraph or self._default_paragraph, what) if said is None else said

    def _said(self, identity: str, what: str) -> bool | str | None:
        for _ in range(_DEPTH):
            said = self._own.get(identity, {}).get(what)
            if said is not None:
                return said
            if identity not in self._based_on:
                return None
            identity = self._based_on[identity]
        return None


def styles_in(content: bytes) -> Styles | None:
    """The styles in a part, if they can do more to text than make it look nicer.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    return Styles(parsed(content)) if _matter(content) else None


def _matter(content: bytes) -> bool:
    if b"vanish" in content or b"vertAlign" in content or b"\x00" in content[:8]:
        return True
    for white in _WHITE_COLOR.finditer(content):
        begins = content.rfind(b":style ", 0, white.start())
        ends = content.find(b">", begins)
        if begins < 0 or b'"table"' not in content[begins:ends]:
            return True
    return False
