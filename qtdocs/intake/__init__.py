"""What was given becomes parcels, and mails and archives become the files in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from qtdocs.intake.folder import DATA, LARGEST, SETTINGS, gather, refuse_missing
from qtdocs.model.parcel import Room, Unpacked

Opener = Callable[[Path, Path, Room], Unpacked]

_OPENERS: Mapping[str, tuple[str, str]] = {
    "mail": ("qtdocs.intake.mail", "unpack_mail"),
    "mbox": ("qtdocs.intake.mailbox", "unpack_mailbox"),
    "msg": ("qtdocs.intake.outlook", "unpack_outlook"),
    "zip": ("qtdocs.intake.archive", "unpack_zip"),
    "7z": ("qtdocs.intake.sevenzip", "unpack_sevenzip"),
    "rar": ("qtdocs.intake.rar", "unpack_rar"),
    "gzip": ("qtdocs.intake.archive", "unpack_gzip"),
    "tar": ("qtdocs.intake.archive", "unpack_gzip"),
}


class _Openers(Mapping[str, Opener]):
    """The function for each kind, its module imported at the first file of the kind."""

    def __getitem__(self, kind: str) -> Opener:
        module, function = _OPENERS[kind]
        opener: Opener = getattr(import_module(module), function)
        return opener

    def __iter__(self) -> Iterator[str]:
        return iter(_OPENERS)

    def __len__(self) -> int:
        return len(_OPENERS)


OPENERS: Mapping[str, Opener] = _Openers()
"""What opens each kind of mail and archive, one level deep; a new kind is one line above."""

PROGRAMS: Mapping[str, tuple[str, ...]] = {"rar": ("unrar", "unar", "lsar", "bsdtar", "7z", "7zz", "7za")}
"""The programs that a kind may start, by name; all others are kept from starting anything."""

__all__ = ["DATA", "LARGEST", "OPENERS", "PROGRAMS", "SETTINGS", "gather", "refuse_missing"]
