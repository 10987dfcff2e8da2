"""The only maker of findings: a rule's words, filled with what was seen."""

from __future__ import annotations

import re

from qtdocs.checks.rules import RULES
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place

_SPACE = re.compile(r"\s+")
_ENDS = "。；;，,、 "
MEDIA = {"word": " Word 版", "sheet": " Excel 版", "pdf": " Word 版和 PDF 版", "scan": " Word 版和 PDF 版"}
"""What a clerk asks to be sent again, by the medium of the paper."""


def sent_again(medium: str, *, is_sheet: bool) -> str:
    """What a clerk asks to be sent again of a paper, with a space in front.

    Args:
        medium: the paper's medium.
        is_sheet: whether the form itself is an Excel sheet; then nobody has a Word file of it.

    >>> sent_again("pdf", is_sheet=False), sent_again("scan", is_sheet=True)
    (' Word 版和 PDF 版', ' Excel 版和 PDF 版')
    """
    told = MEDIA.get(medium, MEDIA["sheet" if is_sheet else "word"])
    return told.replace("Word", "Excel") if is_sheet and medium != "word" else told


def finding(
    code: str,
    *,
    file: str = "",
    place: Place | None = None,
    field: str = "",
    label: str = "",
    severity: str = "",
    advice: str = "",
    **facts: str,
) -> Finding:
    """A finding in words.

    Args:
        code: the rule's code.
        file: the file it concerns.
        place: where.
        field: the field's key.
        label: the word printed on this paper.
        severity: another severity than the rule's own.
        advice: other advice than the rule's own.
        facts: what the rule's words leave open; ``detail`` is a sentence without its full stop.

    Raises:
        KeyError: there is no such rule, or a fact is missing.
    """
    rule = RULES[code]
    shown = printed(label)
    known = _known(shown, facts)
    return Finding(
        code=code,
        severity=severity or rule.severity,
        file=file,
        field=field,
        label=shown,
        place=place or Place(),
        message=rule.message.format_map(known),
        advice=advice or rule.advice.format_map(known),
        internal=rule.internal,
        request=rule.request.format_map(known),
    )


def _known(label: str, facts: dict[str, str]) -> dict[str, str]:
    """All that a rule's words may leave open; the box is not named again where the detail names it."""
    known = {"medium": MEDIA["word"], "label": label} | facts
    known["detail"] = known.get("detail", "").rstrip(_ENDS)
    named = f"“{label}”"
    known["box"] = f"{named}：" if label and named not in known["detail"] else ""
    return known


def printed(label: str) -> str:
    """A label as it is quoted: one line, without the colon and the blank to fill in.

    >>> printed("邮　编：____")
    '邮 编'
    """
    return _SPACE.sub(" ", label).strip(" :：_＿")
