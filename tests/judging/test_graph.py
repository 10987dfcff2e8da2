"""What hangs together by scores, and what would join it."""

from __future__ import annotations

from qtdocs.judging.graph import Island, Joint, Score, islands, joints


def scored(*pairs: str) -> list[Score]:
    """``1a``: judge a scored entry 1."""
    return [Score(entry=pair[0], judge=pair[1], points=80) for pair in pairs]


def test_scores_that_share_a_judge_or_an_entry_are_one_island() -> None:
    assert islands(scored("1a", "1b", "2b", "3c", "2c")) == (Island(judges=("a", "b", "c"), entries=("1", "2", "3")),)


def test_groups_that_share_nobody_are_islands_largest_first() -> None:
    found = islands(scored("1a", "2b", "3b", "2c"))
    assert found == (Island(judges=("b", "c"), entries=("2", "3")), Island(judges=("a",), entries=("1",)))


def test_no_scores_are_no_island() -> None:
    assert islands([]) == ()


def test_one_judge_of_the_first_island_with_the_fewest_scores_joins_each_other() -> None:
    scores = scored("1a", "2a", "1b", "3c", "4d", "5d")
    parts = islands(scores)
    assert joints(parts, scores) == (
        Joint(judge="b", island=1, entries=("4", "5")),
        Joint(judge="a", island=2, entries=("3",)),
    )


def test_joining_makes_one_island() -> None:
    scores = scored("1a", "1b", "2a", "3c", "4d")
    parts = islands(scores)
    added = [Score(entry=joint.entries[0], judge=joint.judge, points=70) for joint in joints(parts, scores)]
    assert (len(parts), len(islands([*scores, *added]))) == (3, 1)
    assert joints(islands([*scores, *added]), scores) == ()
