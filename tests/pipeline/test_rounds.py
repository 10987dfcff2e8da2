"""Rounds: which points were asked before, which are settled, and which a person has to look at first."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from qtdocs import checks
from qtdocs.checks import RULES
from qtdocs.editions.supplement import Supplement
from qtdocs.model.finding import Finding, Rule
from qtdocs.model.sent import SUPPLEMENT, AskedPoint, SentLetter
from qtdocs.pipeline.points import Point, matched, points_of
from qtdocs.pipeline.round_cases import Case, marked, state_of
from qtdocs.pipeline.rounds import standing_of

DAY, UNTIL = datetime.date(2026, 5, 6), datetime.date(2026, 5, 13)
SPEC = Supplement(allowed=True, rounds=2, days=7, addressee="entry", source="推断")
OFFICE_ALONE = {"glyph-missing", "field-unsure"}
"""Errors whose rules have no words for the applicant: the first arises in print alone, the other says 未能辨认."""


def missing(field: str, label: str, file: str = "一.docx") -> Finding:
    return checks.finding("field-missing", file=file, field=field, label=label, detail="")


def seal(*, confirmed: str = "") -> Finding:
    made = checks.finding(
        "seal-missing", file="一.pdf", label="单位同意", box_name="“单位同意”处", whose="“甲公司”", detail=""
    )
    return replace(made, basis="pixels", confirmed=confirmed)


def points(*findings: Finding) -> tuple[Point, ...]:
    return points_of(findings, entry="班0001", kinds={"一.docx": "application", "一.pdf": "application"})


def asked(*found: Point) -> tuple[AskedPoint, ...]:
    return tuple(
        AskedPoint(
            entry="班0001", number=number, keys=each.keys, code=each.code, field=each.field, label=each.label,
            text=each.kept,
        )
        for number, each in enumerate(found, 1)
    )  # fmt: skip


def case(*now: Finding, before: tuple[Point, ...], papers: tuple[str, ...] = ("a",), there: str = "a") -> Case:
    letter = SentLetter(
        kind=SUPPLEMENT, addressee="entry:甲", entries=("班0001",), points=asked(*before), papers=papers, issued=DAY,
        until=UNTIL, who="王敏",
    )  # fmt: skip
    return Case(number="班0001", name="甲", points=points(*now), papers={"一.docx": there}, before=(letter,))


def test_same_box_is_the_same_point_though_it_says_something_else_now() -> None:
    before = asked(*points(missing("contact", "联系人"), missing("headcount", "人数")))
    changed = replace(missing("headcount", "人数"), message="“人数”没有填写（只有空格）。")
    found = matched(points(changed), before)
    assert {place: each.number for place, each in found.items()} == {0: 2}


def test_same_thing_on_two_papers_is_one_point() -> None:
    (one,) = points(missing("contact", "联系人"), missing("contact", "联系人", file="一.pdf"))
    assert (one.files, one.paper) == (("一.docx", "一.pdf"), "申报表“一.docx”、申报表“一.pdf”")


def test_what_pixels_show_again_is_neither_settled_nor_open_until_somebody_looks() -> None:
    before = points(seal(confirmed="王敏"))
    standing = standing_of(points(seal()), asked(*before))
    assert ([each.number for each in standing.open], [each.number for each in standing.waiting]) == ([], [1])
    assert state_of(case(seal(), before=before, there="b"), SPEC, DAY) == "unlooked"
    assert state_of(case(seal(confirmed="王敏"), before=before, there="b"), SPEC, DAY) == "written"
    assert state_of(case(before=before, there="b"), SPEC, DAY) == "written"  # settled, and to be told


def test_refuted_waived_internal_and_unconfirmed_findings_are_never_asked() -> None:
    contact = missing("contact", "联系人")
    assert points(replace(contact, waived="王敏：可以")) == ()
    assert points(replace(contact, refuted="王敏")) == ()
    assert points(replace(contact, internal=True)) == ()
    (waiting,) = points(replace(contact, basis="pixels"))
    assert waiting.waits
    assert marked(replace(case(before=()), points=(waiting,), before=())) == []


def test_milder_than_its_rule_is_for_the_office_to_look_at() -> None:
    assert points(replace(missing("contact", "联系人"), severity="warning")) == ()


def test_point_about_an_old_paper_that_was_not_asked_says_so() -> None:
    before = points(missing("contact", "联系人"))
    later = missing("headcount", "人数")
    assert [mark for _, mark in marked(case(later, before=before))] == ["上次未列"]
    assert [mark for _, mark in marked(case(later, before=before, there="b"))] == ["新"]


def test_what_is_put_down_of_a_box_about_a_person_is_only_the_box() -> None:
    told = replace(missing("contact", "联系人"), message="“联系人”填的是“张三”。")
    (point,) = points(told)
    assert (point.kept, "张三" in point.seen) == ("“联系人”", True)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_error_has_words_for_the_applicant(rule: Rule) -> None:
    if rule.severity == "error" and not rule.internal and rule.code not in OFFICE_ALONE:
        assert rule.request.endswith("。")
    for word in ("对方", "请推荐单位", "台账", "截图", "qtdocs", "假", "抄袭", "伪造"):
        assert word not in rule.request
