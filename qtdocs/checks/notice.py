"""The notice and its annexes themselves, for whoever writes or receives them: ``qtdocs forms check``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from qtdocs.checks.making import finding, printed
from qtdocs.editions.form import FieldSpec
from qtdocs.editions.judging import Tier
from qtdocs.editions.programme import Programme
from qtdocs.model.finding import Finding
from qtdocs.text import plain_date

AWARD_WORDS = ("表彰", "授予", "称号", "荣誉")
"""Words that only those may use whom an article lets honour others."""
RULE_FIELDS = {
    "V01": ("accidents",),
    "V04": ("team_name", "organisation_name", "nominator_name", "department"),
    "V05": ("organisation_name",),
    "V06": ("team_name",),
    "V15": ("nomination_reason", "nominator_name"),
    "V16": ("nomination_reason",),
    "V17": ("nonconformity_rate", "first_pass_rate"),
    "V18": ("training_people", "headcount"),
    "V22": ("organisation_name", "team_name", "nominator_name"),
    "V23": ("experience_title",),
    "V24": ("profile",),
}
"""The boxes that a rule of the notice looks at, by the rule's id."""
_REACH = ("contact", "contact_phone", "contact_mobile", "contact_email", "address", "postcode", "department_phone")
"""Boxes that letters and parcels need, whatever the notice asks."""
_ANNEX = re.compile(r"附件\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})")
_CITED = re.compile(r"第[一二三四五六七八九十百0-9]+条|通知[一二三四五六七八九十0-9]|附件")
_SILENT = re.compile(r"未写|没有写|未公开|推断|暂定")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMERALS = "一二三四五六七八九十"
_FORMLESS = frozenset({"materials", "slides"})
_MOST_ENTRIES = 300


def check_notice(programme: Programme) -> tuple[Finding, ...]:
    """What cannot hold, or is missing, in a notice and its annexes.

    A wrong weekday is told by ``check_programme``, criteria that do not add up are a mistake of the file.
    """
    return (
        *_dates(programme),
        *_annexes(programme),
        *_quotas(programme),
        *_award_words(programme),
        *_idle_fields(programme),
    )


def _dates(programme: Programme) -> Iterator[Finding]:
    """Deadlines whose own words print another date than the one that is kept."""
    for deadline in programme.deadlines:
        days = {tuple(map(int, found)) for found in _DATE.findall(deadline.printed)}
        day = deadline.date
        if days and (day.year, day.month, day.day) not in days:
            yield finding("date-printed-differs", printed=deadline.printed, date=plain_date(deadline.date))
    for deadline in programme.deadlines:
        given = programme.notice.date
        if given is not None and deadline.id == "submission" and deadline.date < given:
            yield finding("date-before-notice", date=plain_date(deadline.date), given=plain_date(given))


def _annexes(programme: Programme) -> Iterator[Finding]:
    """Annexes that are named but not public, that nobody names, or that are spoken of without being listed."""
    listed = programme.notice.attachments
    for name in listed:
        if "未公开" in name:
            yield finding("annex-absent", detail=f"“{name.replace('（未公开）', '')}”只有名称，没有公开")
    numbers = [number for name in listed if (number := _number_of(name))]
    gaps = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
    yield from (finding("annex-absent", detail=f"附件清单里没有附件{number}") for number in gaps)
    for where, number in _spoken_of(programme):
        if numbers and number > max(numbers):
            yield finding("annex-absent", detail=f"“{where}”提到附件{number}，附件清单里没有")
    kinds = {form.kind for form in programme.forms}
    for paper in programme.papers:
        if paper.kind not in kinds | _FORMLESS:
            yield finding("annex-absent", detail=f"要求报送“{paper.name}”，却没有这张表的文件")


def _number_of(name: str) -> int:
    found = _ANNEX.match(name)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else _numeral(found[1])


def _numeral(word: str) -> int:
    """A Chinese numeral up to 十九 as a number."""
    tens, _, ones = word.rpartition("十")
    if "十" not in word:
        return _NUMERALS.index(word) + 1
    return 10 * (_NUMERALS.index(tens) + 1 if tens else 1) + (_NUMERALS.index(ones) + 1 if ones else 0)


def _spoken_of(programme: Programme) -> Iterator[tuple[str, int]]:
    for text in dict.fromkeys((*(paper.name for paper in programme.papers), *(rule.text for rule in programme.rules))):
        for found in _ANNEX.finditer(text):
            yield text, _number_of(found[0])


def _quotas(programme: Programme) -> Iterator[Finding]:
    """Numbers of entries for which the shares cannot be met at all, or leave a tier empty."""
    tiers = programme.tiers
    if not tiers:
        return
    source = programme.quota.source if programme.quota else ""
    impossible = [number for number in range(1, _MOST_ENTRIES + 1) if not _can_be_met(tiers, number)]
    if impossible:
        yield finding(
            "quota-unreachable", detail=f"班组数是{_some(impossible)}时，各等级的比例凑不成整数", where=source
        )
    for tier in tiers:
        if tier.most:
            least = math.ceil(1 / tier.most)
            if least > 1:
                detail = f"班组不到 {least} 个时，{tier.name}（不超过 {tier.at_most:.0%}）一个也评不出"
                yield finding("quota-unreachable", severity="note", detail=detail, where=source)


def _can_be_met(tiers: Iterable[Tier], entries: int) -> bool:
    """Whether some whole numbers that add up to the entries keep to every share."""
    least = most = 0
    for tier in tiers:
        lower = math.ceil((tier.least or 0) * entries)
        upper = entries if tier.most is None else math.floor(tier.most * entries)
        if lower > upper:
            return False
        least, most = least + lower, most + upper
    return least <= entries <= most


def _some(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:8]))
    return f" {shown} " if len(numbers) <= 8 else f" {shown} 等 {len(numbers)} 种"


def _award_words(programme: Programme) -> Iterator[Finding]:
    """Words of honour whose source names no article, or says that the notice is silent."""
    award = programme.award
    said = [("award", f"{award.verb}{award.title}（{award.kind}）", award.source)]
    said += [("steps", f"{step.name}：{step.text}", step.source) for step in programme.steps]
    for _, text, source in said:
        words = [word for word in AWARD_WORDS if word in text]
        if words and (not _CITED.search(source) or _SILENT.search(source)):
            yield finding("award-unfounded", words="、".join(words), text=text, where=source or "没有写依据")


def _idle_fields(programme: Programme) -> Iterator[Finding]:
    """Boxes of the forms for entries that no rule, no limit and no letter looks at."""
    ruled = {key for rule in programme.rules for key in RULE_FIELDS.get(rule.id, ())} | set(_REACH)
    for form in programme.forms:
        if not form.per_entry:
            continue
        sealed = {seal.whose for seal in form.seals}
        related = {key for relation in form.relations for key in (relation.smaller, relation.larger)}
        used = ruled | sealed | related
        idle = [printed(spec.labels[0]) for spec in form.fields if _is_idle(spec, used)]
        if idle:
            yield finding("field-idle", form=form.name, detail="、".join(idle))


def _is_idle(spec: FieldSpec, used: set[str]) -> bool:
    limited = any(value is not None for value in (spec.minimum, spec.maximum, spec.min_words, spec.max_words))
    return not (
        spec.required
        or spec.source
        or limited
        or spec.type in ("percent", "date", "phone", "email", "postcode")
        or {spec.key, spec.second} & used
    )
