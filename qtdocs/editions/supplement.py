"""Whether papers may be mended after they were sent (补正), how often, and who is asked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from qtdocs.editions.form import Spec


class Supplement(Spec):
    """What the notice says of applicants who fall short."""

    allowed: StrictBool
    """Whether they may send what is missing; if not, the association decides on what was seen."""
    rounds: int = Field(default=1, ge=1)
    """How often one entry may be asked; counts also where the association allows what the notice does not."""
    days: int = Field(default=7, ge=1)
    """Days between the letter and the day until which papers may come."""
    addressee: Literal["entry", "nominator"]
    """Who is written to: the applicant's company, or its nominator; an entry without a nominator is always written to
    itself."""
    consequence: str = ""
    """What follows where nothing comes, in the notice's words; empty where it does not say."""
    source: str
    """Article or note, or that it is inferred."""
