"""How long a team must have been registered before it may take part, and when it may be honoured again."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from qtdocs.editions.form import Spec


class RegistrationRule(Spec):
    """注册满一年: how long, and counted to which day."""

    months: int = Field(ge=1)
    """Months between the registration and the day that counts."""
    until: Literal["deadline", "received", "date"]
    """Counted to the deadline, to the day on which the application came, or to ``date``."""
    date: datetime.date | None = None
    """The day, where ``until`` is ``date``."""
    source: str
    """The article, and whether the day that counts is inferred."""


class HonouredAgain(Spec):
    """When a team that was honoured may be honoured once more."""

    years: int = Field(ge=1)
    """Years that must lie between: 1 means not in the next year, but in the one after it."""
    source: str
    """The article."""
