"""What was found is sorted into parcels: a mail is one, a folder or a file that lies in the inbox is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs.intake.names import NAMELESS, legible
from qtdocs.model.parcel import Attachment, Parcel, Registered
from qtdocs.pipeline.exploring import Found
from qtdocs.text import natural_order

FAR = "9999"
"""Stands behind every time: what has no time is numbered last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file of the disk and where it lay in what was given."""

    file: Attachment
    """The file, under the name it has in the ledger."""
    root: str
    """Name of the folder that was given, or that holds the file that was given."""
    way: str
    """The way to the file below that folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Deliveries and what belongs to none."""

    parcels: tuple[Parcel, ...]
    """In the order in which new ones are numbered."""
    loose: tuple[Attachment, ...]
    """Mailboxes, lock files at the top, a second copy of a mail."""


def given_files(parcels: Iterable[Parcel]) -> list[Given]:
    """Every file of the paths that were given, with its way below them."""
    found = []
    for parcel in parcels:
        source = Path(parcel.source)
        for each in parcel.attachments:
            inside = each.path.is_relative_to(source) and each.path != source
            way = each.path.relative_to(source).as_posix() if inside else each.path.name
            root = source.resolve().name if inside else source.absolute().parent.name
            shown = each.name if each.name.endswith(way) else "/".join(each.name.split("/")[-way.count("/") - 1 :])
            found.append(
                Given(file=each, root=legible(root) or NAMELESS, way=shown if inside else each.name.rpartition("/")[2])
            )
    return found


def sort(
    given: Sequence[Given],
    found: Mapping[str, Found],
    apart: Sequence[Found],
    *,
    registered: Sequence[tuple[str, Registered]],
    mails: Mapping[str, str],
    settled: Mapping[tuple[str, str], tuple[str, str]],
) -> Sorted:
    """Every file in its parcel.

    Args:
        given: the files of the disk.
        found: what was found in each of them, by name; nothing for those that were not opened.
        apart: the mails that lay in archives and mailboxes.
        registered: what people wrote down, with the key of its parcel; a row that names a folder or file makes it one.
        mails: the names under which mails are in the ledger already, by the key of their parcel.
        settled: name and parcel of each file that is in the ledger already, by where it lies and its digest.
    """
    parcels: dict[str, Parcel] = {}
    loose: list[Attachment] = []
    carried = {each.given for each in apart}
    letters = [replace(each, file=replace(each.file, path=Path())) for each in apart if each.letter is not None]
    unopened = [each for each in apart if each.letter is None]  # mails that could not be opened stay with their holder
    rows = {row.what: (key, row) for key, row in reversed(registered) if row.what}
    for each in given:
        inside = found.get(each.file.name)
        if inside is not None and inside.letter is not None:
            letters.append(replace(inside, file=replace(inside.file, path=each.file.path.absolute())))
        elif inside is not None and inside.file.name in carried and _holds_mails_only(inside):
            loose.extend(_attachments(inside, each.file.path.absolute()))
            loose.extend(replace(one.file, path=Path()) for one in unopened if one.given == inside.given)
        else:
            place = settled.get((str(each.file.path.absolute()), inside.file.sha256)) if inside else None
            with_mails = [one for one in unopened if inside is not None and one.given == inside.given]
            whole = replace(inside, within=(*inside.within, *with_mails)) if inside and with_mails else inside
            _put(parcels, each, whole, _row_of(each, rows), place)
    for letter in sorted(letters, key=lambda one: natural_order(one.file.name)):
        loose.extend(_put_letter(parcels, letter, mails))
    for key, parcel in list(parcels.items()):
        if all(each.skipped for each in parcel.attachments):
            loose.extend(parcels.pop(key).attachments)
    return Sorted(
        parcels=tuple(sorted(parcels.values(), key=order)),
        loose=tuple(sorted(loose, key=lambda each: natural_order(each.name))),
    )


def _put(
    parcels: dict[str, Parcel],
    given: Given,
    found: Found | None,
    row: tuple[str, Registered] | None,
    place: tuple[str, str] | None,
) -> None:
    """A file that is no mail: part of the folder at the top of what was given, or of what the register names."""
    unit = row[1].what if row else given.way.partition("/")[0]
    key = row[0] if row else f"folder:{given.root}/{unit}"
    source = unit if row else given.file.name.removesuffix(given.way) + unit
    attachments = _attachments(found, given.file.path.absolute()) if found else [_not_opened(given.file)]
    if place:
        same = place[1].partition("#")[0] == key.partition("#")[0]  # a later part of the same folder
        name, key = place[0], key if row and not same else place[1]
        attachments = [replace(each, name=name + each.name.removeprefix(given.file.name)) for each in attachments]
    parcel = parcels.setdefault(key, Parcel(key=key, source=source, attachments=(), registered=row[1] if row else None))
    parcels[key] = replace(parcel, attachments=(*parcel.attachments, *attachments))


def _put_letter(parcels: dict[str, Parcel], found: Found, mails: Mapping[str, str]) -> list[Attachment]:
    """A mail is its own parcel; a second copy of one that is known is only accounted for."""
    assert found.letter is not None
    key = f"mail:{found.letter.fingerprint}"
    known = parcels[key].source if key in parcels else mails.get(key, found.file.name)
    attachments = _attachments(found, found.file.path)
    if known != found.file.name:
        return [replace(attachments[0], detail=f"与已收到的邮件“{known}”相同")]
    parcels[key] = Parcel(key=key, source=known, attachments=tuple(attachments), letter=found.letter)
    return []


def _attachments(found: Found, origin: Path) -> list[Attachment]:
    """A file and everything in it, one after the other; only the file itself lies on the disk."""
    files = [each.file for each in found.flat()]
    return [replace(files[0], path=origin), *(replace(each, path=Path()) for each in files[1:])]


def _not_opened(file: Attachment) -> Attachment:
    """A file that was not even looked at."""
    if file.skipped:
        return replace(file, outcome="skipped", detail=file.skipped, path=file.path.absolute())
    return replace(file, outcome="unread", code="file-damaged", detail=file.unread, path=file.path.absolute())


def _row_of(given: Given, rows: Mapping[str, tuple[str, Registered]]) -> tuple[str, Registered] | None:
    """The row of the register that names this file or the nearest folder above it, with or without the inbox's name."""
    parts = given.way.split("/")
    for length in range(len(parts), 0, -1):
        way = "/".join(parts[:length])
        if found := rows.get(way) or rows.get(f"{given.root}/{way}"):
            return found
    return rows.get(given.root)


def _holds_mails_only(found: Found) -> bool:
    return all(each.file.skipped or each.file.outcome == "opened" for each in found.flat())


def order(parcel: Parcel) -> tuple[str, tuple[tuple[int, int, str], ...], str]:
    """The order in which new parcels are numbered: by time, those without one last, then by name."""
    arrival = parcel.arrival
    return (arrival.start.isoformat() if arrival else FAR, natural_order(parcel.source), parcel.key)
