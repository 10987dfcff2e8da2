"""What a rule of the notice is held against: one team, its nominator's papers, and how all of it came."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qtdocs.checks.training import TrainingRate
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record
from qtdocs.model.seal import SealLook

_AS_ASKED = {"scan": "pdf", "sheet": "word"}
"""What a medium is for the notice: a scan is a PDF, a workbook can be edited like a Word file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a rule may look at."""

    entry: Entry
    """The team."""
    programme: Programme
    """The programme."""
    lists: tuple[Record, ...] = ()
    """The papers of its nominator: statistics, summaries, lists."""
    unnamed: tuple[Record, ...] = ()
    """Papers of nominators of which nothing tells whose they are: any of them may be its nominator's."""
    about_lists: tuple[Finding, ...] = ()
    """What is to be said of its nominator's papers."""
    about_unnamed: tuple[Finding, ...] = ()
    """What is to be said of those that may be."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The words of its papers that are no form, by digest."""
    senders: Mapping[str, str] = field(default_factory=dict)
    """Everybody who sent papers of it, and who that is: ``nominator``, ``entry``, or empty where nothing tells."""
    rates: tuple[TrainingRate, ...] = ()
    """The rates of training and of examinations that its materials and its profile tell."""
    counted: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The papers whose words each limit counts, by the kind it names: file and words."""
    opinions: tuple[Record, ...] = ()
    """The forms with its nominator's opinion of it."""
    newest: datetime.date | None = None
    """The last day on which one of its papers certainly arrived; none where nothing tells."""

    @property
    def form(self) -> FormSpec | None:
        """The form that its values come from."""
        return self.programme.form(self.entry.source.form)

    def spec(self, key: str) -> FieldSpec | None:
        """The box of this key on the team's form; none where the form has none."""
        return next((spec for spec in self.form.fields if key in (spec.key, spec.second)), None) if self.form else None

    def value(self, key: str) -> FieldValue | None:
        """What was read in a box; none where nothing was, or only a guess."""
        found = self.entry.fields.get(key)
        return found if found is not None and found.value not in (None, "", ()) and found.grade != "C" else None

    def text(self, key: str) -> str:
        """A value as text; empty where there is none."""
        found = self.value(key)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def label(self, key: str) -> str:
        """The word printed for a box on the team's form."""
        spec = self.spec(key)
        return spec.labels[0] if spec else key

    def papers(self, kind: str) -> Iterator[EntryPaper]:
        """The papers of one kind that hold."""
        return (each for each in self.entry.papers if each.kind == kind and each.current)

    def media(self, kind: str) -> frozenset[str]:
        """The media in which a paper is there, as the notice means them."""
        return frozenset(_AS_ASKED.get(each.medium, each.medium) for each in self.papers(kind))

    def words(self, kind: str) -> str:
        """What stands in the papers of a kind that are no form, the longest version; empty where none can be read."""
        return max((self.texts.get(each.sha256, "") for each in self.papers(kind)), key=len, default="")

    def list_of(self, kind: str) -> Record | None:
        """The nominator's paper of this kind; none where none came."""
        return next(self._of_kind(kind, self.lists), None)

    def may_be(self, kind: str) -> tuple[Record, ...]:
        """The papers of this kind that name nobody and may be its nominator's."""
        return tuple(self._of_kind(kind, self.unnamed))

    def _of_kind(self, kind: str, records: Iterable[Record]) -> Iterator[Record]:
        forms = {form.id for form in self.programme.forms if form.kind == kind}
        return (each for each in records if each.form in forms and not each.blank)

    def seal(self, role: str) -> SealLook | None:
        """The seal of this role, as it was seen; none where no sealed paper came."""
        return next((each for each in self.entry.seals if each.role == role), None)

    def kind_of(self, file: str) -> str:
        """The kind of the paper of this name; empty where it is unknown."""
        found = next((each.kind for each in self.entry.papers if each.file == file), "")
        if found:
            return found
        record = next((each for each in self.lists if each.file == file), None)
        form = self.programme.form(record.form) if record else None
        return form.kind if form else ""

    @property
    def nominated(self) -> bool:
        """Whether the form shows a nominator's part; else the team applies by itself."""
        return any(self.value(key) is not None for key in ("nominator_name", "nomination_reason"))
