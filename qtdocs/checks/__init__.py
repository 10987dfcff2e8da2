"""Checks: what is wrong, doubtful or worth knowing about a record, a file, a pair of papers, an edition.

A new check is one function and one line in ``CHECKS``; a new kind of finding is one entry in ``rules.py``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

from qtdocs.checks.case import Case
from qtdocs.checks.conformity import CONFORMITY, is_of_nominator
from qtdocs.checks.corrections import against_correction, box_text, conflicts, homeless
from qtdocs.checks.edition import check_programme
from qtdocs.checks.evidence import Evidence
from qtdocs.checks.fields import check_fields
from qtdocs.checks.figures import check_accidents, check_rates, check_relations
from qtdocs.checks.inspections import contradicting, failed
from qtdocs.checks.making import finding
from qtdocs.checks.names import check_names
from qtdocs.checks.notice import check_notice
from qtdocs.checks.pairs import check_pair, check_superseded
from qtdocs.checks.paper import check_document, check_edition, check_paper, check_recognition
from qtdocs.checks.profile import check_texts
from qtdocs.checks.results import check_result
from qtdocs.checks.reuse import OwnedPrint, same_pictures
from qtdocs.checks.rules import RULES
from qtdocs.checks.verdicts import verdicts
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.finding import SEVERITIES, Finding
from qtdocs.model.record import Record

__all__ = [
    "CHECKS",
    "CONFORMITY",
    "RULES",
    "Evidence",
    "OwnedPrint",
    "against_correction",
    "box_text",
    "check_document",
    "check_edition",
    "check_notice",
    "check_pair",
    "check_programme",
    "check_recognition",
    "check_record",
    "check_result",
    "check_superseded",
    "conflicts",
    "contradicting",
    "failed",
    "finding",
    "homeless",
    "is_of_nominator",
    "same_pictures",
    "verdicts",
]  # fmt: skip

CHECKS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    check_fields,
    check_accidents,
    check_rates,
    check_relations,
    check_names,
    check_texts,
)
"""Every check of one filled form, in the order of their findings."""
_BY_COLUMN = frozenset({"formula-uncached", "text-hidden"})
"""What comes with a whole column or row of a list: told once, whatever the single values are."""


def check_record(record: Record, form: FormSpec, programme: Programme, *, today: datetime.date) -> tuple[Finding, ...]:
    """The findings about one form on one paper, the worst first.

    A blank form gives one finding, not one for each of its boxes.

    Args:
        record: what was read.
        form: its form.
        programme: its programme.
        today: the day that dates are compared with.
    """
    case = Case(record=record, form=form, programme=programme, today=today)
    found = list(check_paper(case))
    if not record.blank:
        for check in CHECKS:
            found += check(case)
    return tuple(sorted(_told_once(found), key=lambda each: SEVERITIES.index(each.severity)))


def _told_once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The same thing about the same column of a list is said once, with the number of rows."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for each in dict.fromkeys(findings):
        words = each.label if each.code in _BY_COLUMN else each.message
        alike.setdefault((each.code, each.severity, each.field, words, each.advice), []).append(each)
    for first, *others in alike.values():
        yield replace(first, message=f"{first.message}（共 {1 + len(others)} 处）") if others else first
