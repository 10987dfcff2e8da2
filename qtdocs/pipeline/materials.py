"""What stands in a team's papers that are no forms, and what the notice asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.checks.lengths import check_length
from qtdocs.checks.opinions import check_opinion
from qtdocs.checks.originals import bare_name, plain_name
from qtdocs.checks.training import TrainingRate, training_rates
from qtdocs.checks.versions import check_versions
from qtdocs.editions.programme import Programme, RuleUse
from qtdocs.editions.vocabulary import ATTACHED_TEXTS, KEY_NAMES, KIND_NAMES
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.beside import title_of

Texts = Mapping[str, str]
"""The words of every document that is no form, by digest."""
_PROFILE = "简介"
_TRAINING, _OPINION = "V02", "V16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One of a team's papers that is no form, and what stands in it."""

    file: str
    """Its name."""
    medium: str
    """``word``, ``pdf`` …"""
    words: str
    """What stands in it."""

    @property
    def title(self) -> str:
        """By what people know it: its own name and the first words in it."""
        return title_of(self.file, self.words)


def materials_of(entry: Entry, texts: Texts) -> tuple[Read, ...]:
    """A team's materials that hold and can be read; none of a scan."""
    found = (
        Read(file=each.file, medium=each.medium, words=texts.get(each.sha256, ""))
        for each in entry.papers
        if each.kind == "materials" and each.current
    )
    return tuple(each for each in found if each.words.strip())


def counted_of(kind: str, entry: Entry, texts: Texts, edition: Programme) -> tuple[Read, ...]:
    """The papers whose words a limit on this kind of paper counts: the Word versions, else the PDF versions.

    Of several materials those count that call themselves so; a profile on a sheet of its own (另附纸) must call itself
    one. None where nothing of the kind was found: then the length cannot be told.
    """
    every = materials_of(entry, texts)
    if kind in ATTACHED_TEXTS:
        every = tuple(each for each in every if _PROFILE in each.title)
    elif kind == "materials":
        names = {KIND_NAMES[kind], *(bare_name(paper) for paper in edition.papers if paper.kind == kind)}
        every = tuple(each for each in every if any(name in each.title for name in names)) or every
    else:
        return ()
    return tuple(each for each in every if each.medium == "word") or every


def training_of(entry: Entry, texts: Texts) -> tuple[tuple[str, TrainingRate], ...]:
    """The rates of training and of examinations that a team's materials and profile tell, each with its file."""
    told = [(each.file, each.words) for each in materials_of(entry, texts)]
    told.append((entry.source.file, text_in(entry.source, "profile")))
    return tuple((file, rate) for file, words in told for rate in training_rates(words))


def check_materials(entry: Entry, texts: Texts, edition: Programme, opinions: Sequence[Record]) -> Iterator[Finding]:
    """What a team's materials and its nominator's opinion leave to be desired.

    Args:
        entry: the team.
        texts: the words of every document that is no form.
        edition: the programme.
        opinions: forms with its nominator's opinion of it.
    """
    for limit in edition.word_limits:
        label = KIND_NAMES.get(limit.kind) or KEY_NAMES.get(limit.kind, limit.kind)
        for each in counted_of(limit.kind, entry, texts, edition):
            yield from check_length(each.words, limit, label=label, file=each.file)
    yield from _versions(entry, texts, edition)
    for rule in edition.rules:
        if rule.id == _TRAINING and rule.minimum is not None:
            yield from _training(training_of(entry, texts), rule, rule.minimum)
        elif rule.id == _OPINION and rule.topics:
            yield from _opinions(opinions, rule)


def _versions(entry: Entry, texts: Texts, edition: Programme) -> Iterator[Finding]:
    """Word against PDF, where the notice wants both and there is one of each."""
    for paper in edition.papers:
        if paper.kind != "materials" or not {"word", "pdf"} <= set(paper.media):
            continue
        read = materials_of(entry, texts)
        word, pdf = ([each for each in read if each.medium == medium] for medium in ("word", "pdf"))
        if len(word) == len(pdf) == 1:
            made = check_versions(plain_name(paper), (word[0].file, word[0].words), (pdf[0].file, pdf[0].words))
            if made is not None:
                yield made


def _training(found: Iterable[tuple[str, TrainingRate]], rule: RuleUse, least: float) -> Iterator[Finding]:
    for file, rate in found:
        if rate.is_below(least):
            seen = f"{'不足 ' if rate.under else ''}{rate.percent}"
            yield checks.finding(
                "training-rate-low", file=file, label=rate.kind, severity=rule.severity, name=rate.kind, seen=seen,
                limit=f"{least:g}", quote=rate.quote,
            )  # fmt: skip


def _opinions(opinions: Iterable[Record], rule: RuleUse) -> Iterator[Finding]:
    for record in opinions:
        value = record.fields.get("nomination_reason")
        if value is not None and (text := text_in(record, "nomination_reason")):
            yield from check_opinion(text, rule, file=record.file, label=value.label or KEY_NAMES["nomination_reason"])
