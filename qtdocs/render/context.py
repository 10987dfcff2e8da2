"""The values that printing needs besides entries and findings, and how they are worded."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.correction import Ruling
from qtdocs.model.entry import Entry
from qtdocs.model.finding import SEVERITY_NAMES, Finding
from qtdocs.model.record import FieldValue, Value, worded

OUTCOMES = {
    "form": "申报表等表格",
    "other": "其他材料",
    "skipped": "跳过",
    "unread": "未能读取",
    "opened": "邮件和压缩包",
    "purged": "已清除",
}
"""What became of a file, by key; every file given is exactly one of them."""
_QUOTES = re.compile('[“”„‟"「」『』＂]')


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file that was given, and what became of it."""

    file: str
    """The way to it as people name it."""
    outcome: str
    """One of ``OUTCOMES``."""
    kind: str = ""
    """What it was taken for, in Chinese: 申报表, 推荐汇总表, 创建材料, 锁文件."""
    reason: str = ""
    """Why, in Chinese: the reasons of the recognition, or of the skipping."""
    link: str = ""
    """The way to the file from the ledger's folder, percent-encoded; empty where none is possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelLine:
    """One delivery and what came with it."""

    number: str
    """受理编号."""
    source: str
    """How it came: the mail, the folder, the file."""
    sender: str
    """Who sent it."""
    subject: str
    """The mail's subject, or the channel."""
    received: str
    """When it arrived, as people read it; empty where nothing tells."""
    clock: str
    """Who told the time, in Chinese."""
    files: tuple[FileLine, ...]
    """What came with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLine:
    """One seal that is asked for, and what was seen of it."""

    number: str
    """The entry's number; empty for a paper of a nominator."""
    organisation: str
    """The organisation whose seal it should be, as the form says."""
    team: str
    """The team; empty for a paper of a nominator."""
    role: str
    """申报单位 or 推荐单位."""
    box: str
    """The printed words beside its place."""
    file: str
    """The paper."""
    place: str
    """Where the seal was seen."""
    outcome: str
    """What became of it, in Chinese."""
    detail: str
    """What was seen, in Chinese."""
    severity: str
    """``error``, ``warning`` or empty: how its cell is coloured."""
    crop: str
    """Digest of its picture; empty where there is none."""
    confirmed: str
    """Who said what; empty as long as nobody did."""
    mark: str = ""
    """What tells the seal from all others."""
    answer: str = ""
    """What a person saw; empty as long as nobody looked."""
    who: str = ""
    """Who looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """Everything the ledger workbook shows."""

    programme: Programme
    """The programme."""
    today: datetime.date
    """The day of the run."""
    files: tuple[FileLine, ...]
    """Every file that was given, each once."""
    entries: tuple[Entry, ...]
    """The teams, in the order of the ledger."""
    parcels: tuple[ParcelLine, ...] = ()
    """Every delivery, by number."""
    findings: tuple[Finding, ...] = ()
    """Findings that belong to no team: on files, lists, the notice, the whole run."""
    seals: tuple[SealLine, ...] = ()
    """Every seal that is asked for on the papers that came."""
    crops: Mapping[str, str] = field(default_factory=dict)
    """The way to each picture of a single spot from the ledger's folder, by its digest."""
    said: Mapping[tuple[str, str], Ruling] = field(default_factory=dict)
    """What people said of findings, by the entry's id (empty for none) and the finding's key."""
    workspace: str = ""
    """What tells the workspace from all others; empty where nothing can be taken over anyway."""
    may_be_corrected: bool = True
    """Whether people's changes in it can be taken over; not in a copy with hidden telephones."""
    remarks: tuple[str, ...] = ()
    """What else a person should know of this run, in Chinese, one sentence each."""

    @property
    def all_findings(self) -> tuple[tuple[Entry | None, Finding], ...]:
        """Every finding once, worst first, with the team it belongs to."""
        owned = [(entry, finding) for entry in self.entries for finding in entry.findings]
        loose: list[tuple[Entry | None, Finding]] = [(None, finding) for finding in self.findings]
        order = {severity: number for number, severity in enumerate(SEVERITY_NAMES)}
        return tuple(sorted([*owned, *loose], key=lambda pair: order.get(pair[1].severity, len(order))))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A value that was left blank in print because it is only a guess."""

    entry: Entry
    """The team."""
    value: FieldValue
    """What was read."""
    label: str
    """The field's name, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a printed list."""

    key: str
    """The field's key."""
    label: str
    """The heading."""
    type: str
    """The field's type."""


def cleaned_label(label: str) -> str:
    """A printed label as a heading: without the blanks that only spread it.

    >>> cleaned_label("邮　编："), cleaned_label("年 月 日")
    ('邮编', '年月日')
    """
    return re.sub(r"\s+", "", label).strip(":：")


def second_label(label: str) -> str:
    """The heading of the second value of a cell that asks for two.

    >>> second_label("年培训人数/时数"), second_label("企业/班组名称")
    ('年培训时数', '班组名称')
    """
    first, _, second = cleaned_label(label).partition("/")
    if not second or len(second) >= len(first):
        return second or f"{first}（第二项）"
    return first[: -len(second)] + second


def entry_form(programme: Programme, entries: Iterable[Entry] = ()) -> FormSpec | None:
    """The form that makes a team: the one most entries came in on, else the programme's first."""
    forms = [form for form in programme.forms if form.per_entry]
    used = [entry.source.form for entry in entries]
    return max(forms, key=lambda form: used.count(form.id), default=None)


def form_columns(programme: Programme, entries: Sequence[Entry] = ()) -> tuple[Column, ...]:
    """Every field of the forms that make teams, in the forms' order, each key once, headings unlike each other."""
    main = entry_form(programme, entries)
    others = [form for form in programme.forms if form.per_entry and form is not main]
    columns: dict[str, Column] = {}
    for form in ([main] if main else []) + others:
        specs = {spec.key: spec for spec in form.fields}
        for spec in form.fields:
            for column in _field_columns(spec, specs):
                if column.key not in columns:
                    taken = {other.label for other in columns.values()}
                    label = _unlike(column.label, taken, specs.get(spec.beside))
                    columns[column.key] = Column(key=column.key, label=label, type=column.type)
    return tuple(columns.values())


def value_of(entry: Entry, key: str) -> Value:
    """The value that may be printed: none where it is only a guess (grade C)."""
    found = entry.fields.get(key)
    return None if found is None or found.grade == "C" else found.value


def text_of(entry: Entry, key: str) -> str:
    """The printable value as text on one line; empty where there is none."""
    return " ".join(worded(value_of(entry, key)).split("\n"))


def left_out(entries: Iterable[Entry], columns: Sequence[Column]) -> tuple[LeftOut, ...]:
    """The guesses that were left blank, with their headings."""
    labels = {column.key: column.label for column in columns}
    return tuple(
        LeftOut(entry=entry, value=value, label=labels.get(key) or cleaned_label(value.label) or key)
        for entry in entries
        for key, value in entry.fields.items()
        if value.grade == "C"
    )


def quoted(name: str) -> str:
    """A team's name in quotes, unless it carries quotes of its own.

    >>> quoted("测量一班"), quoted("“鲁班”木工班组")
    ('“测量一班”', '“鲁班”木工班组')
    """
    return name if not name or _QUOTES.search(name) else f"“{name}”"


def year_of(programme: Programme) -> str:
    """The edition's year; rules that hold every year carry none, and none is invented."""
    return str(programme.year or "××××")


def award_title(programme: Programme, *, year: str, tier: str) -> str:
    """The award's title with the year and tier filled in; empty brackets go."""
    title = programme.award.title.replace("{year}", year).replace("{tier}", tier)
    return re.sub(r"（\s*）|\(\s*\)", "", title)


def _field_columns(spec: FieldSpec, specs: dict[str, FieldSpec]) -> Iterable[Column]:
    """One field's column, and the one of its second value."""
    label = cleaned_label(spec.labels[0])
    if spec.second and spec.second not in specs:
        yield Column(key=spec.key, label=label.partition("/")[0], type=spec.type)
        yield Column(key=spec.second, label=second_label(label), type=_second_type(spec))
        return
    if spec.type == "percent" and not re.search("[%％]", label):
        label += "%"
    elif spec.unit and spec.unit not in label:
        label += f"（{spec.unit}）"
    yield Column(key=spec.key, label=label, type=spec.type)


def _second_type(spec: FieldSpec) -> str:
    """Numbers stay numbers; anything else is text."""
    return "decimal" if spec.type in {"integer", "decimal"} else spec.type


def _unlike(label: str, taken: set[str], owner: FieldSpec | None) -> str:
    """The label, told apart from one that is taken: 手机（班组长）."""
    if label not in taken:
        return label
    if owner is not None:
        label = f"{label}（{cleaned_label(owner.labels[0])}）"
    number = 2
    unlike = label
    while unlike in taken:
        unlike, number = f"{label}（{number}）", number + 1
    return unlike
