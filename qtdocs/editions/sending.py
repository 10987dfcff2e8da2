"""How a nominator sends papers up to the association: on disc or by mail, and how files and folders are called."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qtdocs.editions.form import Spec


class Sending(Spec):
    """The package that a nominator sends up; names may use what stands in braces."""

    medium: Literal["disc", "mail"] = "mail"
    """On disc (光盘、U盘), which is a folder, or by mail, which is one zip file."""
    name: str = "{programme}报送材料（{nominator}）"
    """The folder's or zip file's name: ``programme``, ``year``, ``nominator``, ``association``."""
    entry: str = "{serial:02d} {organisation} {team}"
    """The folder of one team: ``serial`` in the package, ``number`` of the entry, ``organisation``, ``team``."""
    file: str = "{paper}"
    """A file, without its ending: ``paper``, besides what the folder of a team may use."""
    most_megabytes: int = Field(default=0, ge=0)
    """Largest package that the mailbox takes, in MB; 0 where nothing says so."""
    source: str = ""
    """Article or note; that it is a suggestion where the notice is silent."""
