"""What of an entry goes to the next level: boxes of the form there, papers that are asked for, and what is missing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs import render
from qtdocs.checks.lengths import check_length
from qtdocs.checks.originals import bare_name
from qtdocs.checks.requirements import SATISFIED_BY, Came, check_requirement
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.forwarding import CarriedField, Forwarding
from qtdocs.editions.programme import Paper, Programme
from qtdocs.editions.vocabulary import KEY_NAMES, KIND_NAMES, PERSONAL_KEYS, STAYING_KEYS
from qtdocs.errors import UsageError
from qtdocs.ledger import Originals
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.finding import Finding
from qtdocs.model.record import Value
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.materials import Texts, counted_of
from qtdocs.pipeline.sending.bundle import BundleFile
from qtdocs.pipeline.sending.filling import FilledForm, filled
from qtdocs.pipeline.sending.form_values import FormValues, boxes_of, name_of
from qtdocs.render.file_names import entry_stem
from qtdocs.writing import safe_name

_MOBILE = re.compile(r"1\d{10}")
_LONGEST, _MOST_BYTES = 60, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryPlan:
    """What of one entry is carried over."""

    entry: Entry
    """The entry."""
    form: FilledForm
    """The form of the next level, filled and read back."""
    values: Mapping[str, Value]
    """What was filled in, by key."""
    names: Mapping[str, str]
    """What the boxes there are called, by key."""
    papers: tuple[BundleFile, ...]
    """Copies of originals that go along."""
    missing: tuple[str, ...]
    """What is missing there, in Chinese."""
    to_look_at: tuple[str, ...]
    """What somebody should look at, in Chinese."""
    left_behind: tuple[str, ...]
    """Names of boxes here for which there is none there."""

    @property
    def personal(self) -> tuple[str, ...]:
        """Names of the boxes with something of persons in them."""
        return tuple(self.names[key] for key in self.values if key in PERSONAL_KEYS)

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"{self.entry.number} {entry_stem(self.entry, most=_LONGEST, most_bytes=_MOST_BYTES)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryDesk:
    """What entries are carried with."""

    here: Programme
    """The programme that they belong to."""
    there: Programme
    """The programme of the next level."""
    way: Forwarding | None
    """How the notice forwards to it; none where it does not."""
    texts: Texts
    """What stands in papers that are no forms, by digest."""
    originals: Originals
    """The store of the originals."""
    today: datetime.date
    """The day of the run."""

    @property
    def form(self) -> FormSpec:
        """The form there that makes a team.

        Raises:
            UsageError: there is none, or it has no blank.
        """
        found = next((form for form in self.there.forms if form.per_entry and form.blank), None)
        if found is None:
            raise UsageError(f"{self.there.name}没有可以填的申报表。", "请先在 forms 里补上它的空白表。")
        return found


def forwarding_between(here: Programme, there: Programme) -> Forwarding | None:
    """How a programme forwards to another one; none where its notice does not say that it does."""
    names = {there.association.name, there.association.short_name, there.id}
    return next((each for each in here.forwarding if each.to in names), None)


def carry_plan(entry: Entry, desk: CarryDesk) -> CarryPlan:
    """What of one entry is carried over."""
    form = desk.form
    boxes = boxes_of(form.fields)
    values, guesses, doubted = _values(entry, boxes, desk)
    made = filled(desk.there, form, FormValues(fields=values), today=desk.today)
    names = {box.key: name_of(box, boxes) for box in boxes}
    asked = [each for each in desk.there.papers if each.per == "entry" and each.kind != form.kind]
    papers = tuple(_copies(entry, asked, desk.originals))
    return CarryPlan(
        entry=entry, form=made, values=values, names=names, papers=papers,
        missing=(*_missing(entry, made, asked, papers, desk), *guesses),
        to_look_at=(*doubted, *_to_look_at(entry, made, desk)),
        left_behind=tuple(_left_behind(entry, values, desk)),
    )  # fmt: skip


def _values(entry: Entry, boxes: Sequence[FieldSpec], desk: CarryDesk) -> tuple[dict[str, Value], list[str], list[str]]:
    """What goes into each box there, which guesses do not, and which values somebody should look at."""
    takes = {each.put: each for each in (desk.way.fields if desk.way else ())}
    values: dict[str, Value] = {}
    guesses, doubted = [], []
    for box in boxes:
        if box.key == "nominator_name":
            values[box.key] = desk.here.association.name
            continue
        if box.key in STAYING_KEYS and box.key not in takes:
            continue
        taken = takes.get(box.key, CarriedField(take=box.key, put=box.key))
        found = entry.fields.get(taken.take)
        value = _only(found.value, taken.only) if found is not None else None
        if found is None or value in (None, "", ()):
            continue
        name = name_of(box, boxes)
        if found.grade == "C":
            guesses.append(f"{name}（这里读到的只是猜测，没有填）")
            continue
        values[box.key] = value
        if found.grade != "A":
            doubted.append(f"{name}读得不十分确定，请对照原件")
    return values, guesses, doubted


def _only(value: Value, which: str) -> Value:
    if not which or not isinstance(value, tuple):
        return value
    return tuple(each for each in value if bool(_MOBILE.fullmatch(each)) is (which == "mobile"))


def _copies(entry: Entry, asked: Sequence[Paper], originals: Originals) -> Iterator[BundleFile]:
    """Copies of the originals that hold here, in the media that are asked for there; where none is, as they are."""
    taken: set[str] = set()
    for paper in asked:
        every = [each for each in _of_kind(entry, paper.kind) if each.sha256 not in taken]
        wanted = frozenset[str]().union(*(SATISFIED_BY.get(medium, frozenset()) for medium in paper.media))
        for each in [one for one in every if one.medium in wanted] or every:
            source = originals.find(each.sha256)
            if source is None:
                continue
            taken.add(each.sha256)
            yield BundleFile(
                name=f"{safe_name(bare_name(paper))}{source.suffix}", sha256=each.sha256, source=source,
                note="" if each.certain else "归属是推断的，请核对",
            )  # fmt: skip


def _of_kind(entry: Entry, kind: str) -> list[EntryPaper]:
    papers = [each for each in entry.papers if each.kind == kind and each.current]
    locked = [each for each in papers if each.locked]
    return locked or papers


def _missing(
    entry: Entry, made: FilledForm, asked: Sequence[Paper], papers: Sequence[BundleFile], desk: CarryDesk
) -> Iterator[str]:
    """Boxes, papers and seals that are missing there."""
    if made.empty:
        yield f"{desk.form.name}必填还空着：{'、'.join(made.empty)}"
    copied = {each.sha256 for each in papers}
    for paper in asked:
        media = {each.medium for each in _of_kind(entry, paper.kind) if each.sha256 in copied}
        for finding in check_requirement(paper, Came(media=frozenset(media))):
            yield _plain(finding)
    for seal in desk.form.seals:
        near = f"“{seal.near}”" if seal.near else ""
        yield f"{desk.form.name}{near}要盖{'申报单位' if seal.role == 'applicant' else desk.here.association.name}的章"


def _to_look_at(entry: Entry, made: FilledForm, desk: CarryDesk) -> Iterator[str]:
    """What does not read back, what the checks there say, and texts that are too long or too short there."""
    yield from made.differing
    for finding in made.findings:
        if finding.severity != "note" and finding.code not in ("field-missing", "rule-uncheckable"):
            yield _plain(finding)
    for limit in desk.there.word_limits:
        label = KIND_NAMES.get(limit.kind) or KEY_NAMES.get(limit.kind, limit.kind)
        for each in counted_of(limit.kind, entry, desk.texts, desk.there):
            for finding in check_length(each.words, limit, label=label, file=each.file):
                yield _plain(finding)
    errors = [each for each in entry.findings if each.counts and each.severity == "error"]
    if errors:
        yield f"在这里还有 {len(errors)} 条错误没有了结，见 台账.xlsx"


def _left_behind(entry: Entry, values: Mapping[str, Value], desk: CarryDesk) -> Iterator[str]:
    """Boxes here that are filled and have no place there."""
    taken = {each.take for each in (desk.way.fields if desk.way else ())}
    for key, found in entry.fields.items():
        if found.value not in (None, "", ()) and key not in values and key not in STAYING_KEYS and key not in taken:
            yield KEY_NAMES.get(key, key)


def _plain(finding: Finding) -> str:
    return finding.message.rstrip("。")


def words_in(account: Account) -> Texts:
    """What stands in every document of a season that is no form, by digest."""
    read = ((line.attachment.sha256, line.reading.words) for line in account.lines if line.reading)
    return {sha256: words for sha256, words in read if words}


def entry_told(entry: Entry) -> str:
    """An entry as people know it."""
    names = "".join(render.text_of(entry, key) for key in ("organisation_name", "team_name"))
    return f"{entry.number} {names or '（名称未定）'}"
