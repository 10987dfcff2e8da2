"""Pictures of single spots of papers, for people to look at beside the ledger; each once, under its digest."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from pathlib import Path

from qtdocs import writing


class Crops:
    """The folder of a workspace in which they lie. No mail, no package, no export holds one; a backup does.

    Args:
        folder: its folder; made where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the picture of this digest lies, or would lie."""
        return self.folder / digest[:2] / f"{digest}.jpg"

    def everything(self) -> frozenset[str]:
        """The digests of all pictures that lie here."""
        return frozenset(path.stem for path in self.folder.glob("*/*.jpg"))

    def keep(self, pictures: Mapping[str, str]) -> None:
        """Put pictures into the folder; one whose bytes are not those of its digest is left out.

        Args:
            pictures: base64 by digest.

        Raises:
            WriteError: the folder cannot be written.
        """
        for digest, text in pictures.items():
            try:
                picture = base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError):
                continue
            path = self.path(digest)
            if hashlib.sha256(picture).hexdigest() == digest and not path.exists():
                writing.make_folder(path.parent)
                writing.write_bytes(path, picture)
