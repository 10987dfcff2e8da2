"""Which version of a ballot holds, whatever the order in which they are given."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qtdocs.judging.precedence import chosen, typing_of
from qtdocs.model.ballot import WHOLE, Ballot, BallotScore, Resolution, Version

SOUND: dict[int, frozenset[str] | None] = {}


def version(number: int, *values: float, medium: str = "xlsx", who: str = "王敏", recused: bool = False) -> Version:
    scores = {
        f"{place}": BallotScore(value=Decimal(str(value)), text=str(value), place="E7")
        for place, value in enumerate(values)
    }
    ballot = Ballot(stage="material", entry="班0001", judge="专001", scores=scores, medium=medium, recused=recused)
    return Version(number=number, ballot=ballot, who=who, at="2026-05-06T09:00:00+08:00")


def test_the_only_version_holds() -> None:
    one = version(1, 13)
    assert chosen([one], [], None, SOUND).holds == one


def test_signed_paper_beats_the_copy_and_tells_where_it_differs() -> None:
    copy, paper = version(1, 13), version(2, 12.5, medium="paper")
    found = chosen([copy], [paper], None, SOUND)
    assert (found.holds, found.beaten) == (paper, (copy,))
    assert chosen([copy], [version(2, 13, medium="paper")], None, SOUND).beaten == ()


def test_two_papers_that_differ_are_a_conflict_even_with_a_copy() -> None:
    papers = [version(2, 12), version(3, 13)]
    found = chosen([version(1, 13)], papers, None, SOUND)
    assert (found.holds, found.conflict) == (None, tuple(papers))


def test_recused_and_scored_are_different() -> None:
    assert len(chosen([version(1, 13), version(2, recused=True)], [], None, SOUND).conflict) == 2


def test_a_later_sound_version_mends_what_alone_was_wrong() -> None:
    first, second, third = version(1, 13, 99), version(2, 13, 9), version(3, 12, 9)
    faults = {1: frozenset({"1"})}
    assert chosen([first, second], [], None, faults).holds == second
    assert chosen([first, third], [], None, faults).conflict == (first, third)  # it changes what was right as well
    assert chosen([first, third], [], None, {1: None}).holds == third  # everything on the first was doubtful
    assert chosen([second, first], [], None, {1: frozenset({"1"}), 2: frozenset({"1"})}).holds is None


def test_an_earlier_sound_version_is_not_overtaken_by_a_wrong_one() -> None:
    sound, wrong = version(1, 13), version(2, 99)
    assert chosen([sound, wrong], [], None, {2: frozenset({"0"})}).conflict == (sound, wrong)


def test_a_word_holds_until_something_else_comes() -> None:
    first, second, third = version(1, 13), version(2, 14), version(3, 14)
    word = Resolution(holds=2, known=(1, 2), because="电话")
    assert (chosen([first, second], [], word, SOUND).holds, chosen([first, second], [], word, SOUND).by_word) == (
        second, True,
    )  # fmt: skip
    assert chosen([first, second, third], [], word, SOUND).holds == second
    later = chosen([first, second, version(3, 15)], [], word, SOUND)
    assert (later.holds, later.lapsed) == (None, word)


@given(st.permutations([version(1, 13), version(2, 13), version(3, 12.5), version(4, 12.5)]))
def test_the_order_in_which_versions_are_given_does_not_matter(versions: list[Version]) -> None:
    assert [each.number for each in chosen(versions, [], None, SOUND).conflict] == [2, 4]


def test_one_person_is_never_two() -> None:
    assert typing_of([version(1, 13), version(2, 13, who=" 王 敏 ")]).agreed is None


def test_a_person_may_mend_what_was_mistyped() -> None:
    typed = [version(1, 13, who="王敏"), version(2, 18, who="李强"), version(3, 13, who="李强")]
    found = typing_of(typed)
    assert found.agreed is not None and found.agreed.number == 3


def test_a_third_person_settles_two_who_differ() -> None:
    two = [version(1, 13, who="王敏"), version(2, 18, who="李强")]
    assert [each.number for each in typing_of(two).unlike] == [1, 2]
    third = typing_of([*two, version(3, 18, who="赵青")])
    assert third.agreed is not None and third.agreed.ballot.scores["0"].value == 18
    split = [*two, version(3, 18, who="赵青"), version(4, 13, who="钱宁")]
    assert typing_of(split).agreed is None


def test_nobody_typed_anything() -> None:
    assert typing_of([]).agreed is None
    assert WHOLE == "total"
