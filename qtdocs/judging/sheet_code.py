"""The small code on a score sheet: season, stage, entry and judge, so that identity is never left to handwriting."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass

_LETTERS = 4  # of 32 each: one misread character in a million passes unseen
_LIKE_A_CODE = re.compile(r"[a-z][a-z0-9-]*/[a-z]+/[^/\s:]{1,20}/[^/\s:]{1,20}/[A-Za-z2-7]{4}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIdentity:
    """Whose sheet it is, and for what."""

    programme: str
    """Id of the programme: ``cacem-2026``."""
    stage: str
    """Id of the stage."""
    entry: str
    """The entry's number."""
    judge: str
    """The expert's id."""


def sheet_code(identity: SheetIdentity) -> str:
    """The code as it is printed.

    >>> sheet_code(SheetIdentity(programme="cacem-2026", stage="material", entry="班0012", judge="专003"))
    'cacem-2026/material/班0012/专003/ZCW4'
    """
    words = "/".join((identity.programme, identity.stage, identity.entry, identity.judge))
    return f"{words}/{_check(words)}"


def identity_in(text: str) -> SheetIdentity | None:
    """Whose sheet a printed code says it is; none where it is no code or a character of it is wrong.

    Blanks and full-width characters do not matter.

    >>> identity_in("编号：ｃacem-2026/material/班0012/专003/ZCW4 ").judge
    '专003'
    >>> identity_in("cacem-2026/material/班0013/专003/ZCW4") is None
    True
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    parts = squeezed.rpartition(":")[2].split("/")
    if len(parts) != 5 or not all(parts) or parts[4].upper() != _check("/".join(parts[:4])):
        return None
    return SheetIdentity(programme=parts[0], stage=parts[1], entry=parts[2], judge=parts[3])


def codes_in(text: str) -> tuple[str, ...]:
    """The sound codes that stand anywhere in a text, as they are printed; blanks and width do not matter.

    >>> codes_in("第 1 页　编号： cacem-2026/material/班0012/ 专003/ZCW4　共 2 页")
    ('cacem-2026/material/班0012/专003/ZCW4',)
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    found = (identity_in(each) for each in _LIKE_A_CODE.findall(squeezed))
    return tuple(dict.fromkeys(sheet_code(each) for each in found if each is not None))


def broken_codes_in(text: str) -> tuple[str, ...]:
    """What looks like a code in a text but is none: a character of it was changed.

    >>> broken_codes_in("编号：cacem-2026/material/班0013/专003/ZCW4")
    ('cacem-2026/material/班0013/专003/ZCW4',)
    >>> broken_codes_in("编号：cacem-2026/material/班0012/专003/ZCW4")
    ()
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return tuple(dict.fromkeys(each for each in _LIKE_A_CODE.findall(squeezed) if identity_in(each) is None))


def _check(words: str) -> str:
    return base64.b32encode(hashlib.sha256(words.encode()).digest()).decode()[:_LETTERS]
