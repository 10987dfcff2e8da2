"""What runs in a limited worker process: JSON in, JSON out, and the only place where foreign bytes are opened."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path

from qtdocs import intake
from qtdocs.codec import Json, decoded, encoded
from qtdocs.errors import UnreadableFileError
from qtdocs.model.parcel import Attachment, Room
from qtdocs.pipeline.desk import Shelf, open_shelf
from qtdocs.pipeline.papers import read_paper
from qtdocs.pipeline.readings import reading_of


@lru_cache(maxsize=1)
def desk(workspace: str) -> Shelf:
    """The shelf with all its forms, made once in each worker."""
    return open_shelf(workspace=Path(workspace) if workspace else None)


def unpack(path: str, kind: str, into: str, room: Json) -> Json:
    """What a mail or an archive holds; its members' bytes are written below a folder.

    Returns:
        ``{"unpacked": …}``, or ``{"code": …, "detail": …, "advice": …}`` where it cannot be opened.
    """
    try:
        return {"unpacked": encoded(intake.OPENERS[kind](Path(path), Path(into), decoded(Room, room)))}
    except UnreadableFileError as error:
        return {"code": error.code, "detail": error.detail, "advice": error.advice}


def read(path: str, converted: str, asked: Json) -> Json:
    """What one document says.

    Args:
        path: where its bytes lie.
        converted: where the same document lies in a format of today; empty where it needed no conversion.
        asked: ``workspace``, ``programme``, ``today``, ``printed`` and ``pixels``, as ``read_paper`` and ``reading_of``
            take them.
    """
    source = Path(path)
    attachment = Attachment(name="", path=source, size=source.stat().st_size)
    today = datetime.date.fromisoformat(asked["today"])
    paper = read_paper(
        attachment,
        desk(asked["workspace"]),
        programme=asked["programme"],
        today=today,
        converted=Path(converted) if converted else None,
        pixels=asked["pixels"],
    )
    return encoded(reading_of(paper, printed=asked["printed"]))
