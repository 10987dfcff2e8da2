"""Parcels and their attachments in the ledger: each arrival once, numbered in a fixed order, never removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from qtdocs.ledger.events import short_digest
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.parcel import Attachment, Letter, Parcel, Registered

NUMBER = "收{:04}"
"""How 受理编号 are written."""


def add(ledger: Ledger, parcels: Iterable[Parcel], loose: Iterable[Attachment]) -> int:
    """Put down what came in, inside a change; what is known already stays as it is.

    What comes into a folder after somebody wrote down when it arrived is a delivery of its own, without a time: the day
    that was written down was not meant for it.

    Args:
        ledger: the ledger.
        parcels: the deliveries in the order in which new ones are numbered.
        loose: files that belong to no delivery: a mailbox, a lock file.

    Returns:
        How many arrivals of files are new.
    """
    known: dict[str, int] = dict(ledger.rows("SELECT key, id FROM parcels"))
    new = 0
    for parcel in parcels:
        row = known.get(parcel.key) or _new_parcel(ledger, parcel, known)
        dated = parcel.letter is None and _is_dated(ledger, row)
        place = row
        for each in parcel.attachments:
            if each.path != Path():  # a file of the disk; what is in it is listed right behind it and stays with it
                later = dated and not _is_known(ledger, row, each)
                place = _later_part(ledger, parcel, known) if later else row
            new += _arrived(ledger, place, each)
    new += sum(_arrived(ledger, None, each) for each in loose)
    _drop_opened_folders(ledger)
    ledger.seal("attachments")
    return new


def _new_parcel(ledger: Ledger, parcel: Parcel, known: dict[str, int]) -> int:
    number = NUMBER.format(len(known) + 1)
    row = ledger.write(
        "INSERT INTO parcels (number, key, source, letter, registered) VALUES (?, ?, ?, ?, ?)",
        number, parcel.key, parcel.source, as_json(parcel.letter), as_json(parcel.registered),
    )  # fmt: skip
    note_parcel(ledger, number)
    known[parcel.key] = row
    return row


def _is_dated(ledger: Ledger, row: int) -> bool:
    """Whether somebody wrote down when a delivery arrived."""
    ((registered,),) = ledger.rows("SELECT ifnull(registered, '') FROM parcels WHERE id = ?", row)
    return bool(registered) and ledger.value(Registered, registered).received is not None and _has_files(ledger, row)


def _has_files(ledger: Ledger, row: int) -> bool:
    return bool(ledger.rows("SELECT 1 FROM attachments WHERE parcel = ? LIMIT 1", row))


def _is_known(ledger: Ledger, row: int, attachment: Attachment) -> bool:
    return not attachment.sha256 or bool(_rows_of(ledger, row, attachment))


def _later_part(ledger: Ledger, parcel: Parcel, known: dict[str, int]) -> int:
    """The delivery for what came into a folder later: the first one that nobody has dated yet."""
    for number in count(2):
        key = f"{parcel.key}#{number}"
        if key not in known:
            return _new_parcel(ledger, replace(parcel, key=key, registered=None), known)
        if not _is_dated(ledger, known[key]):
            return known[key]
    raise AssertionError("numbers do not end")


def _drop_opened_folders(ledger: Ledger) -> None:
    """A folder that could not be entered is no line of its own any more once something below it came in."""
    for row, name in ledger.rows("SELECT id, name FROM attachments WHERE sha256 IS NULL AND substr(name, -1) = '/'"):
        inside = "SELECT 1 FROM attachments WHERE id != ? AND substr(name, 1, ?) = ? LIMIT 1"
        if ledger.rows(inside, row, len(name), name):
            ledger.write("DELETE FROM attachments WHERE id = ?", row)


def register(ledger: Ledger, number: str, registered: Registered) -> None:
    """Put down what a person wrote about a parcel, inside a change."""
    ledger.write("UPDATE parcels SET registered = ? WHERE number = ?", as_json(registered), number)
    note_parcel(ledger, number)


def note_parcel(ledger: Ledger, number: str) -> None:
    """Tie what is put down of a parcel to an event, inside a change."""
    values = ledger.rows(
        "SELECT source, ifnull(letter, ''), ifnull(registered, '') FROM parcels WHERE number = ?", number
    )[0]
    ledger.note("parcel", f"{number} {short_digest(*values)}")


def everything(ledger: Ledger) -> tuple[tuple[Parcel, ...], tuple[Attachment, ...]]:
    """All parcels by number with their attachments, and the attachments that belong to none."""
    within: dict[int | None, list[Attachment]] = {}
    for parcel, *row in ledger.rows(
        "SELECT a.parcel, a.name, a.origin, ifnull(a.sha256, ''), a.size, a.media, ifnull(a.outcome, d.outcome),"
        " a.code, a.detail FROM attachments a LEFT JOIN documents d USING (sha256) ORDER BY a.id"
    ):
        within.setdefault(parcel, []).append(_attachment(row))
    parcels = tuple(
        _parcel(ledger, row, tuple(within.get(number, ())))
        for number, *row in ledger.rows("SELECT id, number, key, source, letter, registered FROM parcels ORDER BY id")
    )
    return parcels, tuple(within.get(None, ()))


def settled(ledger: Ledger) -> dict[tuple[str, str], tuple[str, str]]:
    """Name and parcel's key of each file of the disk that was collected, by where it lay and its digest."""
    return {
        (origin, sha256): (name, key)
        for origin, sha256, name, key in ledger.rows(
            "SELECT a.origin, a.sha256, a.name, p.key FROM attachments a JOIN parcels p ON p.id = a.parcel"
            " WHERE a.sha256 IS NOT NULL AND a.origin != '' ORDER BY a.id DESC"
        )
    }


def mails(ledger: Ledger) -> dict[str, str]:
    """The name under which each mail first came, by the key of its parcel."""
    return dict(ledger.rows("SELECT key, source FROM parcels WHERE letter IS NOT NULL"))


def _moved(ledger: Ledger, parcel: int | None, attachment: Attachment) -> None:
    """A file of the disk that was collected into another parcel goes over with all that is in it."""
    if attachment.path == Path() or not attachment.sha256:
        return
    for row, name in ledger.rows(
        "SELECT parcel, name FROM attachments WHERE origin = ? AND sha256 = ? AND parcel IS NOT ?",
        _origin(attachment), attachment.sha256, parcel,
    ):  # fmt: skip
        ledger.write(
            "UPDATE OR IGNORE attachments SET parcel = ? WHERE parcel IS ? AND (name = ? OR substr(name, 1, ?) = ?)",
            parcel, row, name, len(name) + 1, f"{name}!",
        )  # fmt: skip


def _rows_of(ledger: Ledger, parcel: int | None, attachment: Attachment) -> list[tuple[Any, ...]]:
    """The row of this arrival, if it is there; asked in the words of the index."""
    return ledger.rows(
        "SELECT id, outcome, code, detail FROM attachments"
        " WHERE ifnull(parcel, 0) = ? AND name = ? AND ifnull(sha256, '') = ?",
        parcel or 0, attachment.name, attachment.sha256,
    )  # fmt: skip


def _arrived(ledger: Ledger, parcel: int | None, attachment: Attachment) -> bool:
    """Whether this arrival is new; one whose bytes could not be had before is overwritten by what is known now."""
    _moved(ledger, parcel, attachment)
    without_bytes = "DELETE FROM attachments WHERE ifnull(parcel, 0) = ? AND name = ? AND ifnull(sha256, '') = ''"
    if attachment.sha256:
        ledger.write(without_bytes, parcel or 0, attachment.name)
    elif parcel is not None:
        ledger.write(without_bytes, 0, attachment.name)
    told = (attachment.outcome or None, attachment.code, attachment.detail or attachment.skipped)
    there = _rows_of(ledger, parcel, attachment)
    if there:
        if there[0][1:] != told:
            ledger.write("UPDATE attachments SET outcome = ?, code = ?, detail = ? WHERE id = ?", *told, there[0][0])
        return False
    ledger.write(
        "INSERT INTO attachments (parcel, name, origin, sha256, size, media, outcome, code, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        parcel, attachment.name, _origin(attachment), attachment.sha256 or None, attachment.size, attachment.media,
        *told,
    )  # fmt: skip
    return True


def _origin(attachment: Attachment) -> str:
    """The file of the disk; empty for what lay in a mail or an archive. A name of odd bytes is kept readable."""
    return "" if attachment.path == Path() else str(attachment.path).encode(errors="replace").decode()


def _attachment(row: Sequence[object]) -> Attachment:
    name, origin, sha256, size, media, outcome, code, detail = row
    found = Attachment(
        name=str(name), path=Path(str(origin)), sha256=str(sha256), size=int(str(size)), media=str(media),
        outcome=str(outcome or ""), code=str(code), detail=str(detail),
    )  # fmt: skip
    return replace(found, skipped=found.detail) if found.outcome == "skipped" else found


def _parcel(ledger: Ledger, row: Sequence[str | None], attachments: tuple[Attachment, ...]) -> Parcel:
    number, key, source, letter, registered = row
    return Parcel(
        number=number or "",
        key=key or "",
        source=source or "",
        letter=ledger.value(Letter, letter) if letter else None,
        registered=ledger.value(Registered, registered) if registered else None,
        attachments=attachments,
    )
