"""What the program proposes for an entry, and when a decision was made on other papers than those that hold now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from listed import entry

from qtdocs import checks
from qtdocs.checks.standing import Proposal, changed_since, proposed
from qtdocs.editions import shelf
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.finding import Finding
from qtdocs.model.standing import ENDED, MOVES, STATES, Moved, move_between
from qtdocs.model.verdict import Verdict

ZHEJIANG = shelf.load_programme("zhejiang-2026")
MISSING = checks.finding("field-missing", field="contact", label="联系人")
UNSURE = checks.finding("paper-unsure", team="测量一班", severity="warning")
SEEN = replace(MISSING, basis="pixels")


def team(*findings: Finding, state: str = "收到", unknown: tuple[str, ...] = ()) -> Entry:
    verdicts = tuple(Verdict(rule=each, verdict="unknown", detail="") for each in unknown)
    return replace(entry(), findings=findings, state=state, verdicts=verdicts, number="班0001")


def advice(made: Entry, *, mendable: bool = True) -> Proposal:
    return proposed(made, ZHEJIANG, mendable=mendable)


def test_error_that_stands_is_to_be_mended_where_that_is_allowed() -> None:
    why = "1 条错误：漏填"
    assert advice(team(MISSING), mendable=True) == Proposal(state="待补正", why=why)
    assert advice(team(MISSING), mendable=False) == Proposal(state="淘汰", why=why)


def test_team_whose_papers_are_still_being_collected_goes_nowhere() -> None:
    assert advice(team(MISSING, state="")) == Proposal()


def test_what_would_end_an_entry_is_never_accepted_for_many() -> None:
    assert advice(team(MISSING), mendable=True).is_gentle
    assert not advice(team(MISSING), mendable=False).is_gentle


def test_error_that_was_let_pass_or_refuted_counts_no_more() -> None:
    gone = (replace(MISSING, waived="王敏：电话问过"), replace(MISSING, refuted="王敏"))
    assert advice(team(*gone)) == Proposal(state="初选合格", why="没有未了的问题")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (team(SEEN), "1 处看图得出的待人确认"),
        (team(UNSURE), "1 条提醒待看：归属是按位置推定的"),
        (team(unknown=("V01", "V04")), "1 条规定查不了：V01"),  # V04 weighs no more than a warning
        (team(SEEN, UNSURE, unknown=("V13",)),
         "1 处看图得出的待人确认；1 条提醒待看：归属是按位置推定的；1 条规定查不了：V13"),
    ],
)  # fmt: skip
def test_what_is_open_must_be_looked_at_first(made: Entry, why: str) -> None:
    assert advice(made) == Proposal(state="先核对", why=why)


def test_notes_alone_stand_against_nothing() -> None:
    assert advice(team(replace(UNSURE, severity="note"))).state == "初选合格"


def test_same_state_is_not_proposed_again_but_its_reason_is_told() -> None:
    assert advice(team(MISSING, state="待补正")) == Proposal(why="1 条错误：漏填")


def test_entry_that_was_passed_and_has_an_error_is_to_be_looked_at() -> None:
    why = "已定为初选合格，还有 1 条错误：漏填"
    assert advice(team(MISSING, state="初选合格")) == Proposal(state="先核对", why=why)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_nothing_is_proposed_for_what_is_over(state: str) -> None:
    assert advice(team(MISSING, state=state)) == Proposal()


def last(after: str, *papers: str) -> Moved:
    return Moved(
        number="班0001", before="收到", after=after, who="王敏", because="", at="2026-04-20T09:00:00+08:00",
        papers=frozenset(papers),
    )  # fmt: skip


def with_papers(*papers: tuple[str, bool]) -> Entry:
    made = (
        EntryPaper(kind="application", medium="word", file=f"{sha}.docx", sha256=sha, current=current)
        for sha, current in papers
    )
    return replace(team(), papers=tuple(made))


def test_new_version_after_the_decision_is_told_with_its_name() -> None:
    [found] = changed_since(with_papers(("cd", True), ("ab", False)), last("初选合格", "ab"))
    assert found.message == "2026-04-20由王敏定为“初选合格”，那以后又收到：“cd.docx”。"


@pytest.mark.parametrize("after", ["收到", "待补正"])
def test_new_papers_are_expected_as_long_as_nobody_decided(after: str) -> None:
    assert list(changed_since(with_papers(("cd", True)), last(after, "ab"))) == []


def test_same_papers_and_older_versions_are_no_change() -> None:
    assert list(changed_since(with_papers(("ab", True), ("aa", False)), last("初选合格", "ab"))) == []


def test_every_state_can_be_reached_and_left_and_every_move_taken_back() -> None:
    assert {each.after for each in MOVES} == set(STATES) == {each.before for each in MOVES}
    assert len({(each.before, each.after) for each in MOVES}) == len(MOVES)
    for each in MOVES:
        back = move_between(each.after, each.before)
        assert back is not None
        assert back.needs_reason or not back.is_back


def test_what_ends_an_entry_or_takes_a_move_back_needs_a_reason() -> None:
    lacking = [each for each in MOVES if (each.after in ENDED or each.is_back) and not each.needs_reason]
    assert lacking == []
