"""What people corrected, held against what the papers say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.checks.making import finding
from qtdocs.checks.pairs import is_misread, official, value_twin
from qtdocs.editions.form import FormSpec
from qtdocs.model.correction import Correction
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, worded

_LONGEST = 60
_UNREAD = "\x1f"
LEDGER = "本会台账（已更正）"
"""What stands for the ledger where papers are listed that differ."""
CORRECTED = "本会台账已更正为"
"""What is said before a value that a person corrected."""
_SENT_AGAIN = {"pdf": " PDF 版", "scan": "盖章的 PDF 版", "word": " Word 版", "sheet": " Excel 版"}


def box_text(value: FieldValue | None) -> str:
    """What stands in a box, so that it can be told whether it is still the same; of what was not read the text.

    >>> box_text(None) == box_text(FieldValue(key="contact")) == ""
    True
    """
    if value is None:
        return ""
    if value.value in (None, ()):
        return _UNREAD + value_twin(value.text) if value.text.strip() and value.doubts else ""
    return value_twin(value.value)


def conflicts(record: Record, corrections: Mapping[str, Correction], *, source: bool) -> Iterator[Finding]:
    """Boxes that a paper fills with something else than what was corrected, and than what holds.

    Args:
        record: the paper as it was read.
        corrections: what was corrected, by the field's key.
        source: whether the entry's values come from this paper.
    """
    for key, said in corrections.items():
        found = record.fields.get(key)
        if found is None or (found.grade == "C" and not source):
            continue
        now = box_text(found)
        if now in said.seen or now == value_twin(said.new):
            continue
        if record.scanned and is_misread(now, value_twin(said.new)):
            continue
        yield finding(
            "correction-conflict", file=record.file, place=found.place, field=key, label=found.label or key,
            old=quoted(worded(said.old)), new=quoted(worded(said.new)), seen=quoted(worded(found.value) or found.text),
            who=said.who,
        )  # fmt: skip


def against_correction(record: Record, corrections: Mapping[str, Correction], form: FormSpec) -> tuple[Finding, ...]:
    """Where another paper than the one that was corrected says legibly something else than the ledger now does.

    Args:
        record: the other paper, as it was read.
        corrections: what was corrected, by the field's key.
        form: the form of both.
    """
    return tuple(
        _still_says(record, found, said, official(form, key))
        for key, said in corrections.items()
        if (found := record.fields.get(key)) is not None and _says_otherwise(record, found, said)
    )


def _says_otherwise(record: Record, found: FieldValue, said: Correction) -> bool:
    now, new = box_text(found), value_twin(said.new)
    if found.grade == "C" or now.startswith(_UNREAD) or now == new:
        return False
    return not (record.scanned and is_misread(now, new))


def _still_says(record: Record, found: FieldValue, said: Correction, name: str) -> Finding:
    label = found.label or name
    made = finding(
        "pair-differs", file=record.file, place=found.place, field=said.field, label=label,
        first="", second="", first_file="", second_file="", advice="台账按更正的；请推荐单位把这一份改成一致后重发。",
    )  # fmt: skip
    new, seen = quoted(worded(said.new)), quoted(worded(found.value))
    medium = _SENT_AGAIN.get(record.medium, "这一份")
    made = replace(
        made,
        message=f"“{made.label}”{CORRECTED}{new}，{record.file} 写的仍是{seen}。",
        request=f"请改成一致，重发{medium}；其他几份写得不同的，也请一并改正。",
        stands=((LEDGER, new), (record.file, seen)),
    )
    return replace(made, basis="pixels", crop=found.crop) if record.scanned else made


def homeless(corrections: Sequence[Correction], labels: Iterable[str]) -> Iterator[Finding]:
    """Corrections of entries that are no longer there, told together.

    Args:
        corrections: the corrections.
        labels: what is said of each: the entry's number and the field's name.
    """
    if corrections:
        yield finding("correction-homeless", count=str(len(corrections)), detail="、".join(labels))


def quoted(text: str) -> str:
    """A value in quotes, on one line and not too long; 空白 for none.

    >>> quoted(""), quoted("张三")
    ('空白', '“张三”')
    """
    flat = " ".join(text.split())
    return f"“{flat[:_LONGEST]}{'…' if len(flat) > _LONGEST else ''}”" if flat else "空白"
