"""``qtdocs publish``: every paper of the season's end, or some kinds of them, from the ledger alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence

from qtdocs.errors import FormError, MissingToolError, QtdocsError, UsageError
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.publishing.kinds import KINDS, OTHER_WORDS
from qtdocs.pipeline.workspace import Workspace


def kinds_of(words: Sequence[str]) -> tuple[str, ...]:
    """The kinds that were asked for, each once, in the order of the table; all where none is named.

    Raises:
        UsageError: there is no such kind.
    """
    known = [OTHER_WORDS.get(word, word) for word in words]
    if unknown := [word for word in known if word not in KINDS]:
        raise UsageError(f"没有“{unknown[0]}”这一种。", f"可以写：{'、'.join(KINDS)}；不写就是全部。")
    return tuple(kind for kind in KINDS if not known or kind in known)


def published(
    place: Workspace, words: Sequence[str], refused: list[QtdocsError], *, today: datetime.date, dry_run: bool,
    draft: bool, as_json: bool, split: str = "", printer: str = "",
) -> Iterator[str]:  # fmt: skip
    """Make papers, one kind after the other; one that cannot be made is told and does not stop the others.

    Args:
        place: the workspace.
        words: the kinds; all where none is named.
        refused: gets what kept a kind from being made; the worst of it tells the exit code.
        today: the day of the run.
        dry_run: whether nothing is written.
        draft: whether everything is 样稿.
        as_json: whether each kind is told as one JSON object.
        split: ``team`` or ``nominator``: certificates are also written a file for each.
        printer: the printer on whose paper certificates are overprinted.

    Raises:
        UsageError: there is no such kind.
    """
    kinds = kinds_of(words)
    with place.busy("qtdocs publish") as ledger:
        desk = desk_of(place, ledger, today=today, dry_run=dry_run, draft=draft, split=split, printer=printer)
        for kind in kinds:
            yield from _as_json(desk, kind, refused) if as_json else _as_text(desk, kind, refused)


def _as_text(desk: Desk, kind: str, refused: list[QtdocsError]) -> Iterator[str]:
    try:
        yield from KINDS[kind](desk)
    except (UsageError, FormError, MissingToolError) as error:
        refused.append(error)
        yield f"没有写{kind}：{error}"


def _as_json(desk: Desk, kind: str, refused: list[QtdocsError]) -> Iterator[str]:
    before = len(desk.written)
    said: list[str] = []
    why = ""
    try:
        said.extend(KINDS[kind](desk))
    except (UsageError, FormError, MissingToolError) as error:
        refused.append(error)
        why = str(error)
    told = {
        "kind": kind, "draft": desk.is_draft, "files": desk.written[before:], "said": said, "refused": why,
    }  # fmt: skip
    yield json.dumps(told, ensure_ascii=False)
