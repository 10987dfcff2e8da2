"""Names of files about one entry: whose they are, in words that every system takes."""

from __future__ import annotations

from qtdocs.model.entry import Entry
from qtdocs.render.context import text_of
from qtdocs.writing import safe_name

_LONGEST = 80
_MOST_BYTES = 230
"""Of the 255 that a file name may have, with room for the number, the ending and " (2)"."""


def entry_stem(entry: Entry, *, most: int = _LONGEST, most_bytes: int = _MOST_BYTES) -> str:
    """Organisation and team for the name of a file: ``单位 班组``, cut where it would be too long.

    Args:
        entry: the team.
        most: most characters.
        most_bytes: most bytes.
    """
    name = " ".join(safe_name(text_of(entry, key)) for key in ("organisation_name", "team_name"))
    return name[:most].encode()[:most_bytes].decode(errors="ignore").rstrip()
