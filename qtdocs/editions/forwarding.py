"""Where the best of a programme are nominated further up, and how boxes of its form become boxes of the form there."""

from __future__ import annotations

from typing import Literal

from qtdocs.editions.form import Spec


class CarriedField(Spec):
    """A box whose content goes into a box of another name at the next level."""

    take: str
    """Key of the box here."""
    put: str
    """Key of the box there."""
    only: Literal["", "mobile", "landline"] = ""
    """Of telephone numbers only those of one kind; empty for all."""


class Forwarding(Spec):
    """Where the best are nominated further up."""

    to: str
    """The body above."""
    programme: str = ""
    """The programme there, as named."""
    source: str
    """Article or note."""
    note: str = ""
    """What a clerk should know: another standard is used there."""
    fields: tuple[CarriedField, ...] = ()
    """Boxes that are called otherwise there; all others go by their key."""
