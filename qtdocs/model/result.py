"""What judging comes to: marks of a stage, ranks, cuts, ties, tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

_DIGITS = Context(prec=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMark:
    """What one stage comes to for one entry; nothing in it is rounded, so a mean of three is a fraction."""

    stage: str
    """Id of the stage."""
    entry: str
    """The entry's number."""
    panel: str
    """Name of the group or room that judged it."""
    judges: tuple[str, ...]
    """Ids of the experts whose ballots count."""
    raw: Fraction | None
    """Mean, median or trimmed mean on the sheet's own scale; none where no ballot counts."""
    points: Fraction | None
    """The same on the stage's scale (×0.8 of a sheet of 100 where the stage counts 80)."""
    scale: Fraction = Fraction(100)
    """What the sheet is out of."""
    criteria: Mapping[str, Fraction] = field(default_factory=dict)
    """The same statistic of each criterion, on the sheet's own scale."""
    variance: Fraction = Fraction()
    """Variance (n − 1) of the ballots' points on the sheet's own scale; 0 below two."""
    set_aside: tuple[tuple[str, str], ...] = ()
    """Experts whose ballot does not count, each with the reason."""
    missing: tuple[str, ...] = ()
    """Experts who should have scored it and whose ballot has not come, or cannot be counted yet."""

    @property
    def spread(self) -> Decimal:
        """Standard deviation (n − 1) of the ballots' points on the sheet's own scale; for people, not for comparing."""
        value = _DIGITS.divide(Decimal(self.variance.numerator), Decimal(self.variance.denominator))
        return _DIGITS.sqrt(value)

    @property
    def is_whole(self) -> bool:
        """Whether every ballot that is expected counts."""
        return self.points is not None and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One entry in the result."""

    entry: str
    """The entry's number."""
    marks: Mapping[str, StageMark]
    """By stage id."""
    total: Decimal | None
    """Rounded half-up to the published decimals: ranks and ties go by this number alone."""
    rank: int = 0
    """From 1; entries with the same total share it; 0 where it is not ranked."""
    tier: str = ""
    """The tier; ``通过`` or ``不通过`` where the programme has none and the office decided so; else empty."""
    rule_tier: str = ""
    """The tier that the rule alone gives; ``tier`` is another where the deciders said so."""
    room: str = ""
    """Name of the room or group that it was ranked in, where tiers are cut by rooms or there are several."""
    out: str = ""
    """Why it is not ranked (放弃, 未齐 …); empty where it is."""
    remark: str = ""
    """What else is to be said of it: fewer ballots than others, below the least total."""
    overridden: str = ""
    """Why its tier is another than the rule gives, in the deciders' words; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The line below one tier."""

    tier: str
    """Name of the tier."""
    share: str
    """At most this share, as printed: ``10%``; empty for the rest."""
    base: int
    """The number that the share is taken of."""
    limit: int
    """At most so many: floor of share × base, in whole numbers."""
    taken: int
    """So many got it."""
    least: int = 0
    """At least so many, where the notice says 不低于."""
    explained: str = ""
    """One sentence for people: 12 × 10% = 1.2，不超过 1 个."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieOption:
    """One way to treat entries that tie at a cut, and all that follows from it."""

    name: str
    """``below`` (the whole group below the line) or ``above`` (where the rule allows it)."""
    explained: str
    """One sentence."""
    moves: tuple[tuple[str, str, str], ...]
    """Entry, tier under the other option, tier under this one; in this line and in all below."""
    allowed: bool = True
    """Whether the quota allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Entries of one total on both sides of a line; the program never chooses among them."""

    tier: str
    """The tier whose line it is."""
    total: Decimal
    """Their total."""
    entries: tuple[str, ...]
    """Their numbers."""
    room: int
    """How many places are left for them."""
    options: tuple[TieOption, ...]
    """What can be done, the default first."""
    place: str = ""
    """Name of the room, where tiers are cut by rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a season as the rules give it, with what people decided laid over it."""

    ranked: tuple[Ranked, ...]
    """Best first; those that are not ranked last, by number."""
    cuts: tuple[Cut, ...] = ()
    """One for each tier, best first; none where the programme has no tiers."""
    ties: tuple[Tie, ...] = ()
    """Ties at a cut."""
    base: int = 0
    """The number that shares are taken of."""
    base_name: str = ""
    """What that number counts: 参加发布的班组."""
    notes: tuple[str, ...] = ()
    """What a reader must know: small numbers, options that were chosen and when."""
    open: tuple[str, ...] = ()
    """What has to be settled before the result may be put down: ballots that lack, quotas that cannot be kept."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """The rules by which it was made, by name."""
    waiting: int = 0
    """How many entries have ballots that are not all in."""
    provisional: bool = False
    """Whether entries whose ballots are not all in are ranked too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """A result as it was put down in the ledger: a version that can be decided, published, and made again."""

    version: int
    """From 1."""
    result: Result
    """The result."""
    ballots: str
    """Hex sha256 of all ballots that counted, so that it can be told whether any has changed since."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What people had settled where the notice is silent, by its name."""
    because: str = ""
    """Why there is a further version; empty for the first."""
    entries: int = 0
    """How many entries the ledger had then."""
    moves: int = 0
    """Number of the last move of an entry from one state to another; 0 for none."""
