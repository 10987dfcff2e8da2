"""Which styles of a docx hide their text."""

from __future__ import annotations

from lxml import etree

from qtdocs.readers import docx_names as names


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and on; there without a value is on."""
    return element is not None and element.get(names.VALUE, "1") not in ("0", "false", "off")


class Styles:
    """Hiding through styles (ECMA-376 part 1, 17.7.3): a toggle, each level turns round what the others say."""

    __slots__ = ("_always", "_based_on", "_default_paragraph", "_own")

    def __init__(self, root: etree._Element) -> None:
        self._own: dict[str, bool | None] = {}
        self._based_on: dict[str, str] = {}
        self._default_paragraph = ""
        self._always = switched_on(root.find(names.DEFAULTS_OF_RUNS))
        for style in root.iterchildren(names.STYLE):
            self._keep(style)

    def _keep(self, style: etree._Element) -> None:
        identity = style.get(names.STYLE_ID, "")
        properties = style.find(names.RUN_PROPERTIES)
        vanish = None if properties is None else properties.find(names.VANISH)
        self._own[identity] = None if vanish is None else switched_on(vanish)
        based_on = style.find(names.BASED_ON)
        if based_on is not None:
            self._based_on[identity] = based_on.get(names.VALUE, "")
        is_default = style.get(names.STYLE_DEFAULT, "0") not in ("0", "false", "off")
        if is_default and style.get(names.STYLE_TYPE) == "paragraph":
            self._default_paragraph = identity

    def hides(self, *, table: str, paragraph: str, run: str) -> bool:
        """Whether a run under these styles is hidden; empty for none."""
        levels = (table, paragraph or self._default_paragraph, run)
        return self._always or sum(self._says(level) for level in levels) % 2 == 1

    def _says(self, identity: str) -> bool:
        for _ in range(20):
            own = self._own.get(identity)
            if own is not None:
                return own
            if identity not in self._based_on:
                return False
            identity = self._based_on[identity]
        return False
