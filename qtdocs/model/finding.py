"""What is wrong, doubtful or worth knowing about the papers."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from qtdocs.model.place import Place

SEVERITIES = ("error", "warning", "note")
"""error goes into the notice, warning is looked at by a clerk, note is for information."""
SEVERITY_NAMES = {"error": "错误", "warning": "提醒", "note": "说明"}
"""How people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of finding, declared once."""

    code: str
    """Kebab-case, names the problem, never changes."""
    severity: str
    """One of ``SEVERITIES``."""
    title: str
    """A few Chinese words."""
    message: str
    """What is said of one case, in Chinese; ``{facts}`` are filled in."""
    meaning: str
    """When it is raised, in Chinese."""
    advice: str
    """What to do, in Chinese; ``{facts}`` are filled in."""
    source: str = ""
    """The notice's article or the standard behind it."""
    internal: bool = False
    """Whether its words tell of another applicant's papers: for the office, never for a letter to an applicant."""
    request: str = ""
    """What a letter asks of the applicant, in Chinese; ``{facts}`` are filled in. A warning without it is none of their
    business; an error without it is asked in general words."""
    why: str = ""
    """Why it is looked for, in Chinese: what goes wrong where nobody sees it."""
    example: str = ""
    """What raises it, in Chinese: a case as it comes in."""
    near_miss: str = ""
    """What looks alike and does not raise it, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing seen on one paper."""

    code: str
    """The rule's code."""
    severity: str
    """One of ``SEVERITIES``; a programme may be milder or stricter than the rule."""
    file: str = ""
    """The file it concerns; empty for the whole run."""
    field: str = ""
    """The field's key, where it concerns one."""
    label: str = ""
    """The word printed on this paper."""
    place: Place = dataclasses.field(default_factory=Place)
    """Where."""
    message: str
    """What is seen, in Chinese."""
    advice: str
    """What to do, in Chinese."""
    basis: str = ""
    """``pixels`` where it was seen in a picture or read by a recognising program; else empty."""
    confirmed: str = ""
    """Who confirmed it with their own eyes; empty as long as nobody did."""
    crop: str = ""
    """Digest of the picture that is kept for a person to look at; empty where there is none."""

    waived: str = ""
    """Who let it pass (放行) and why; empty where nobody did."""
    refuted: str = ""
    """Who looked and says that it is not so; empty where nobody does."""

    internal: bool = False
    """Whether it tells of another applicant's papers: for the office alone, never for a letter to an applicant."""
    request: str = ""
    """What a letter asks of the applicant, in Chinese; empty where the rule has no words of its own for it."""
    stands: tuple[tuple[str, str], ...] = ()
    """Where papers differ in a box: each paper, and what stands in it, in quotes."""

    @property
    def key(self) -> str:
        """What tells it from every other finding about the same team, for as long as it says the same."""
        told = "\x1f".join((self.code, self.file, self.field, str(self.place), self.message))
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:16]

    @property
    def counts(self) -> bool:
        """Whether it still stands: nobody let it pass, nobody who looked says that it is not so."""
        return not self.waived and not self.refuted

    @property
    def may_be_sent(self) -> bool:
        """Whether a letter to an applicant may hold it: it stands, tells of nobody else, and is sure or confirmed."""
        return self.counts and not self.internal and not self.waits

    @property
    def waits(self) -> bool:
        """Whether a person has yet to look at what was seen in pixels."""
        return self.counts and self.basis == "pixels" and not self.confirmed
