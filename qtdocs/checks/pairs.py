"""Two papers of one team held against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from qtdocs.checks.making import finding, printed
from qtdocs.editions.form import FormSpec
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, Value, worded
from qtdocs.text import number_in_chinese

_SPACE = re.compile(r"\s+")
_CONTEXT = 12
_LOOK_AT_CROP = (
    "扫描件的文字是机器识别的，请对照截图看是不是认错了；确实不同的，请推荐单位确认哪一份正确，台账暂按 Word 版。"
)
_LONG = 60
_REAL = 4
"""Characters in a row that no misreading explains."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIGNS = re.compile(r"[\W_]+")
_UNIT = re.compile(r"(?<=[0-9零〇一二两三四五六七八九十百千万])(?:人次|学时|课时|小时|人|名|个|起|次|件)")
"""What may stand behind a number or not."""


def check_pair(first: Record, second: Record, form: FormSpec) -> tuple[Finding, ...]:
    """Where two papers of one team say different things; line breaks and spaces make no difference.

    Args:
        first: the paper that holds.
        second: the other one.
        form: the form of both.
    """
    differing = tuple(_differences(first, second, form))
    return (*_duplicates(first, second, len(differing)), *differing)


def check_superseded(old: Record, new: Record, form: FormSpec, *, reason: str) -> Finding:
    """What an older version said differently from the one that replaced it, field by field.

    Args:
        old: the older version.
        new: the one that holds.
        form: the form of both.
        reason: why it was replaced, in Chinese.
    """
    changes = []
    for key in form.keys:
        one, other = old.fields.get(key), new.fields.get(key)
        if one is not None and other is not None and _is_other(one, other, seen=old.scanned or new.scanned):
            before, after = _excerpts(one, other)
            changes.append(f"“{printed(one.label or other.label or official(form, key))}”由{before}改为{after}")
    detail = f"不同之处 {len(changes)} 处：{'；'.join(changes)}" if changes else "各栏内容都相同"
    made = finding("entry-superseded", file=old.file, by=new.file, reason=reason, detail=detail)
    return replace(made, basis="pixels") if old.scanned or new.scanned else made


def _duplicates(first: Record, second: Record, differing: int) -> Iterator[Finding]:
    """Two papers of the same kind: a second version, or the same one sent twice."""
    if first.medium != second.medium:
        return
    same = "各栏内容都相同" if not differing else f"有 {differing} 栏不同，逐条另列"
    if first.file == second.file:
        detail = f"“{first.file}”里有两份，{same}"
    else:
        detail = f"“{first.file}”和“{second.file}”，{same}"
    made = finding("entry-duplicate", file=second.file, detail=detail)
    yield replace(made, basis="pixels") if first.scanned or second.scanned else made


def _differences(first: Record, second: Record, form: FormSpec) -> Iterator[Finding]:
    for key in form.keys:
        one, other = first.fields.get(key), second.fields.get(key)
        if one is None or other is None or "C" in (one.grade, other.grade):
            continue
        recognised = first.scanned or second.scanned
        if not _is_other(one, other, seen=recognised):
            continue
        if recognised and is_misread(value_twin(one.value), value_twin(other.value)):
            continue
        seen, against = _excerpts(one, other)
        label = one.label or other.label or official(form, key)
        made = finding(
            "pair-differs", file=second.file, place=other.place, field=key, label=label,
            advice=_LOOK_AT_CROP if recognised else "",
            first=seen, second=against, first_file=first.file, second_file=second.file,
        )  # fmt: skip
        made = replace(made, stands=((first.file, seen), (second.file, against)))
        yield replace(made, basis="pixels", crop=other.crop or one.crop) if recognised else made


def _is_other(one: FieldValue, other: FieldValue, *, seen: bool) -> bool:
    """Whether two boxes differ: in their values, or in what the values left out where one was read with a doubt.

    Args:
        one: one box.
        other: the other one.
        seen: whether one was recognised on a picture; then its doubts are about the picture.
    """
    if value_twin(one.value) != value_twin(other.value):
        return True
    return not seen and (one.grade, other.grade) != ("A", "A") and _written_twin(one) != _written_twin(other)


def _written_twin(value: FieldValue) -> str:
    """What a box says beyond signs, spaces, widths and units; a number the same in digits and in Chinese numerals.

    >>> [_written_twin(FieldValue(key="headcount", text=text)) for text in ("十六人", "16 人", "约16人")]
    ['16', '16', '约16']
    """
    bare = _UNIT.sub("", _SIGNS.sub("", unicodedata.normalize("NFKC", value.text)))
    number = number_in_chinese(bare)
    return bare if number is None else f"{number:f}"


def is_misread(one: str, other: str) -> bool:
    """Whether two texts, one of them recognised on a picture, differ in signs alone or, if long, in single letters.

    A differing number always counts.

    >>> is_misread("合格率，98.5%", "合格率98.5%"), is_misread("98", "86")
    (True, False)
    """
    from rapidfuzz.distance import Levenshtein

    here, there = (_SIGNS.sub("", text) for text in (one, other))
    if not here or not there or _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    if here == there:
        return True
    if min(len(here), len(there)) < _LONG:
        return False
    changes = Levenshtein.opcodes(here, there)
    return all(
        each.tag == "equal" or max(each.src_end - each.src_start, each.dest_end - each.dest_start) < _REAL
        for each in changes
    )


def official(form: FormSpec, key: str) -> str:
    """The label that the form prints before a box."""
    return next(spec.labels[0] for spec in form.fields if key in (spec.key, spec.second))


def value_twin(value: Value) -> str:
    """What two values have in common that differ in spaces, line breaks and widths alone."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", worded(value)))


def _excerpts(one: FieldValue, other: FieldValue) -> tuple[str, str]:
    """Both values, cut to where they part if they are long; the words themselves where the values are the same."""
    same = value_twin(one.value) == value_twin(other.value)
    texts = [_SPACE.sub("", value.text if same else worded(value.value)) for value in (one, other)]
    shared = next(
        (spot for spot, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]), min(map(len, texts))
    )
    start = max(0, shared - _CONTEXT)
    return _cut(texts[0], start), _cut(texts[1], start)


def _cut(text: str, start: int) -> str:
    if not text:
        return "空白"
    if len(text) <= 3 * _CONTEXT:
        return f"“{text}”"
    end = start + 3 * _CONTEXT
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"
