"""Results: no quota is exceeded, equals are never parted, raising a score never lowers a rank, doubts stay open."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtdocs.editions.judging import JudgingRules, Tier
from qtdocs.judging.contest import Contest
from qtdocs.judging.outcome import result_of
from qtdocs.judging.quota import least_of, lines_of, most_of
from qtdocs.judging.ties import Assigned, Field, assigned
from qtdocs.model.result import Ranked, Result, TieOption
from qtdocs.model.settlement import Overridden
from tests.judging.contests import MATERIAL, PRESENTATION, TIERS, ballots, contest, number, of_totals

HIGH, MIDDLE, LOW = (each.name for each in TIERS)


def tiers_of(result: Result) -> dict[str, str]:
    return {each.entry: each.tier for each in result.ranked}


def row(result: Result, entry: str) -> Ranked:
    return next(each for each in result.ranked if each.entry == entry)


NUMBERS = tuple(map(number, range(2000)))
DOWNWARD = tuple(Decimal(-each) for each in range(2000))


def field_of(entries: int, *, largest: int) -> Field:
    """Some entries in groups of equals of at most so many, by chance but always the same."""
    chance, groups, done = random.Random(entries * 7 + largest), [], 0
    while done < entries:
        size = chance.randint(1, largest)
        groups.append((DOWNWARD[done], NUMBERS[done : min(done + size, entries)]))
        done += size
    return Field(lines=lines_of(TIERS, entries), groups={"": groups}, rooms={})


def is_kept(given: Assigned, entries: int) -> bool:
    """Whether the tiers keep every quota, reckoned in another way than the program's."""
    taken = Counter(given.tiers.values())
    return (
        taken[HIGH] * 10 <= entries
        and taken[MIDDLE] * 10 <= entries * 4
        and taken[LOW] * 2 >= entries
        and taken.total() == entries
    )


def test_no_quota_is_exceeded_for_any_number_up_to_2000() -> None:
    wrong = [
        (entries, largest)
        for entries in range(2001)
        for largest in (1, 5 if entries % 2 else 300)
        if not is_kept(assigned(field_of(entries, largest=largest)), entries)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("entries", "counts"),
    [(7, (0, 2, 5)), (9, (0, 3, 6)), (12, (1, 4, 7)), (97, (9, 38, 50)), (165, (16, 66, 83)), (0, (0, 0, 0))],
)
def test_shares_are_rounded_down(entries: int, counts: tuple[int, int, int]) -> None:
    taken = Counter(assigned(field_of(entries, largest=1)).tiers.values())
    assert (taken[HIGH], taken[MIDDLE], taken[LOW]) == counts


def test_shares_are_what_is_written_and_no_binary_number() -> None:
    # as binary numbers 0.07 × 100 is 7.000000000000001 and 0.29 × 100 is 28.999999999999996
    assert [most_of(Tier(name="甲", at_most=share).most or Fraction(), 100) for share in (0.07, 0.29)] == [7, 29]
    assert least_of(Tier(name="甲", at_least=0.07).least or Fraction(), 100) == 7


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.data())
def test_equals_are_never_parted_and_tiers_follow_ranks(totals: list[int], data: st.DataObject) -> None:
    result = result_of(of_totals(*map(str, totals)))
    order = [each.name for each in TIERS]
    by_total = {each.total: each.tier for each in result.ranked}
    assert all(by_total[each.total] == each.tier for each in result.ranked)
    assert [order.index(each.tier) for each in result.ranked] == sorted(
        order.index(each.tier) for each in result.ranked
    )


@settings(max_examples=60)
@given(st.integers(0, 39), st.integers(1, 30), st.lists(st.integers(0, 100), min_size=40, max_size=40))
def test_raising_a_score_never_lowers_a_rank(place: int, more: int, totals: list[int]) -> None:
    before = of_totals(*map(str, totals))
    raised = [min(100, each + more) if spot == place else each for spot, each in enumerate(totals)]
    entry = number(place + 1)
    assert row(result_of(of_totals(*map(str, raised))), entry).rank <= row(result_of(before), entry).rank


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_entries_changes_nothing(chance: random.Random) -> None:
    scores = {number(each): [str(chance.randrange(70, 75)) for _ in range(3)] for each in range(1, 31)}
    whole = contest(scores)
    mixed = list(whole.ballots["material"])
    chance.shuffle(mixed)
    entries = list(whole.entries)
    chance.shuffle(entries)
    other = replace(whole, ballots={"material": tuple(mixed)}, entries=tuple(entries))
    assert result_of(other) == result_of(whole)


def test_ranks_go_by_the_printed_total() -> None:
    # 84.333… and 84.33 print alike: they share the rank, and the next one is the third
    found = result_of(contest({"班0001": ["84.33"] * 3, "班0002": ["84", "84", "85"], "班0003": ["84.32"] * 3}))
    assert [(each.entry, str(each.total), each.rank) for each in found.ranked] == [
        ("班0001", "84.33", 1), ("班0002", "84.33", 1), ("班0003", "84.32", 3),
    ]  # fmt: skip


def test_cuts_are_explained_in_one_sentence() -> None:
    small = result_of(of_totals(*(str(90 - each) for each in range(7))))
    assert [each.explained for each in small.cuts] == [
        "参加评审的班组 7 个 × 10% = 0.7，不足 1 个，所以没有卓越级；实际 0 个。",
        "参加评审的班组 7 个 × 40% = 2.8，不超过就是取整数部分：最多 2 个；实际 2 个。",
        "其余都是改进级；参加评审的班组 7 个 × 50% = 3.5，不低于就是至少 4 个；实际 5 个。",
    ]
    assert [(each.limit, each.least, each.taken) for each in small.cuts] == [(0, 0, 0), (2, 0, 2), (7, 4, 5)]


def test_equals_at_a_line_go_below_and_every_team_that_moves_is_listed() -> None:
    # 20 entries: 2 and 8 places. Three share the second place of the first tier; that pushes two out of the second.
    totals = ["90", "88", "88", "88", *(str(80 - each) for each in range(16))]
    result = result_of(of_totals(*totals))
    assert Counter(tiers_of(result).values()) == {HIGH: 1, MIDDLE: 8, LOW: 11}
    (tie,) = result.ties
    assert (tie.tier, tie.total, tie.entries, tie.room) == (HIGH, Decimal("88.00"), ("班0002", "班0003", "班0004"), 1)
    below, above = tie.options
    assert below.moves == (
        ("班0002", HIGH, MIDDLE), ("班0003", HIGH, MIDDLE), ("班0004", HIGH, MIDDLE),
        ("班0010", MIDDLE, LOW), ("班0011", MIDDLE, LOW), ("班0012", MIDDLE, LOW),
    )  # fmt: skip
    assert above == TieOption(
        name="above",
        explained="3 个整组归入卓越级：卓越级 4 个、示范级 8 个、改进级 8 个；卓越级最多 2 个，超过了，"
        "通知写的是“不超过”，不允许。",
        moves=tuple((entry, after, before) for entry, before, after in below.moves),
        allowed=False,
    )  # fmt: skip
    assert below.explained == "3 个整组归入示范级：卓越级 1 个、示范级 8 个、改进级 11 个；卓越级最多 2 个，不超。"


def test_a_group_too_large_for_two_lines_falls_through_both() -> None:
    result = result_of(of_totals(*["80"] * 10))
    assert tiers_of(result) == dict.fromkeys(map(number, range(1, 11)), LOW)
    assert [(tie.tier, tie.room) for tie in result.ties] == [(HIGH, 1), (MIDDLE, 4)]


def test_a_line_between_two_totals_is_no_tie() -> None:
    assert result_of(of_totals("90", *["80"] * 4, *["70"] * 5)).ties == ()


def test_nothing_is_proposed_where_the_association_wants_to_be_asked() -> None:
    asked = of_totals("90", "90", *(str(80 - each) for each in range(8)), rules=JudgingRules(ties="ask"))
    result = result_of(asked)
    assert [tiers_of(result)[each] for each in ("班0001", "班0002", "班0003")] == ["", "", MIDDLE]
    assert result.open[0].startswith("班0001、班0002同为 90.00 分，压在卓越级的线上，等级待定；")
    decided = replace(
        asked,
        overrides={
            "班0001": Overridden(tier=HIGH, because="材料分高"),
            "班0002": Overridden(tier=MIDDLE, because="材料分低"),
        },
    )
    assert (result_of(decided).open, tiers_of(result_of(decided))["班0001"]) == ((), HIGH)


def test_an_override_that_the_scores_outlived_is_told() -> None:
    plain = of_totals(*(str(90 - each) for each in range(20)))
    said = {"班0003": Overridden(tier=LOW, because="王敏：核实", instead_of=HIGH)}
    assert result_of(replace(plain, overrides=said)).notes == (
        "班0003改定为改进级时，按规则是卓越级，现在按规则是示范级，请再看一遍这个改定。",
    )


def test_an_override_is_shown_beside_the_rule_and_counted_against_the_quota() -> None:
    plain = of_totals(*(str(90 - each) for each in range(20)))
    swapped = replace(
        plain,
        overrides={
            "班0002": Overridden(tier=MIDDLE, because="王敏：核实后调整", instead_of=HIGH),
            "班0003": Overridden(tier=HIGH, because="王敏：核实后调整", instead_of=MIDDLE),
        },
    )
    result = result_of(swapped)
    third = row(result, "班0003")
    assert (third.tier, third.rule_tier, third.overridden, third.rank) == (HIGH, MIDDLE, "王敏：核实后调整", 3)
    assert result.open == ()
    promoted = replace(plain, overrides={"班0003": Overridden(tier=HIGH, because="王敏：补")})
    assert result_of(promoted).open == ("改定以后卓越级有 3 个，超过名额 2 个，请重新改定。",)


def two_stages(*, came: dict[str, bool], absence: str, base: str = "presented") -> Contest:
    """Ten entries; the last one has no ballot of the presentation."""
    material = {number(each): ["90", "80"] for each in range(1, 11)}
    stage = {number(each): ["18", str(10 + each)] for each in range(1, 10)}
    drawn = dict.fromkeys(material, ("专1", "专2"))
    return Contest(
        stages=(MATERIAL, PRESENTATION), tiers=TIERS, rules=JudgingRules.model_validate({"base": base}),
        entries=tuple(material), applied=14, came=came, absence=absence,
        ballots={"material": ballots(material), "presentation": ballots(stage, stage="presentation", scale="20")},
        judges={"material": drawn, "presentation": drawn},
    )  # fmt: skip


def test_who_stayed_away_gave_up_where_the_notice_says_so_and_counts_for_no_base() -> None:
    away = {number(10): False}
    result = result_of(replace(two_stages(came=away, absence="withdrawn"), absence_source="第十条（二）"))
    last = result.ranked[-1]
    assert (last.entry, last.rank, last.out) == (number(10), 0, "没有参与发布，视同放弃（第十条（二））")
    assert (result.base, result.base_name, result.open) == (9, "参加发布的班组", ())
    bases = [result_of(two_stages(came=away, absence="withdrawn", base=base)).base for base in ("passed", "applied")]
    assert bases == [9, 13]


def test_who_gave_up_is_listed_with_the_reason_and_counts_for_nothing() -> None:
    whole = of_totals("90", "80", "70")
    result = result_of(replace(whole, gave_up={number(9): "取消资格（查实）"}, applied=3))
    assert [(each.entry, each.rank, each.out) for each in result.ranked][-1] == (number(9), 0, "取消资格（查实）")
    assert result.base == 3


def test_who_stayed_away_waits_for_a_decision_where_the_notice_is_silent() -> None:
    away = {number(10): False}
    asked = result_of(two_stages(came=away, absence="ask"))
    assert asked.ranked[-1].out == "没有到场发布，怎么处理还没有定"
    assert asked.open == (
        "班0010没有到场发布，通知没有写怎么处理，请协会定：qtdocs judge settle 不到场 视同放弃（或发布记零分）。",
    )
    zero = result_of(two_stages(came=away, absence="zero", base="passed"))
    assert (zero.ranked[-1].total, zero.ranked[-1].remark, zero.base) == (
        Decimal("68.00"),
        "没有到场发布，发布记零分",
        10,
    )


def test_an_entry_whose_ballots_lack_is_not_ranked_and_never_forgotten() -> None:
    result = result_of(two_stages(came={}, absence="withdrawn"))
    assert result.ranked[-1].out == "未齐：成果发布缺 2 份（专1、专2）"
    assert result.open == ("有 1 个班组的评分未齐，收齐以后名次和等级会变。",)


def test_a_provisional_result_ranks_what_has_points_in_every_stage() -> None:
    whole = two_stages(came={}, absence="withdrawn")
    fewer = replace(whole, ballots={**whole.ballots, "presentation": whole.ballots["presentation"][1:]})
    result = result_of(fewer, provisional=True)
    first = row(result, number(1))
    assert (first.rank > 0, first.remark) == (True, "未齐：成果发布缺 1 份（专1）")
    assert (row(result, number(10)).rank, result.provisional) == (0, True)


def test_a_base_that_leaves_too_few_below_is_told() -> None:
    # 14 applied, of whom 9 are ranked: 1 and 5 places leave 3 of the 7 that 不低于 50% asks for
    result = result_of(two_stages(came={number(10): False}, absence="withdrawn", base="applied"))
    assert [(each.limit, each.least, each.taken) for each in result.cuts] == [(1, 0, 1), (5, 0, 5), (13, 7, 3)]
    assert result.open == (
        "改进级只有 3 个，通知要求不低于 50%，至少 7 个，凑不够；"
        "请看基数对不对（qtdocs judge settle 基数），或由秘书处改定。",
    )


def test_without_tiers_there_are_ranks_alone_until_a_line_is_settled() -> None:
    plain = of_totals("90", "84.995", "84.99", tiers=())
    assert tiers_of(result_of(plain)) == dict.fromkeys(map(number, (1, 2, 3)), "")
    lined = result_of(replace(plain, pass_line=Decimal(85)))
    assert (tiers_of(lined), lined.cuts) == ({number(1): "通过", number(2): "通过", number(3): "不通过"}, ())


def test_with_tiers_who_is_below_the_least_total_gets_none() -> None:
    result = result_of(replace(of_totals(*["90", "80", "70", "60"]), pass_line=Decimal(65)))
    assert (tiers_of(result)[number(4)], row(result, number(4)).remark) == ("", "总分低于最低分，不评等级")


def in_rooms(*, drawn: bool, **totals: list[str]) -> Contest:
    """Entries of some rooms, each cut by itself; one ballot each."""
    rooms = [(room, each) for room, several in totals.items() for each in several]
    whole = of_totals(*(total for _, total in rooms), rules=JudgingRules(cut="room"))
    panels = {number(place): room for place, (room, _) in enumerate(rooms, 1)}
    return replace(whole, panels={"material": panels}, rooms_drawn=drawn)


def test_rooms_share_the_places_and_what_is_left_goes_to_the_largest_remainder() -> None:
    # 13 and 7 entries: 1.3 and 0.7 places of 2; the second room has the larger remainder
    one, two = [str(99 - each) for each in range(13)], [str(70 - each) for each in range(7)]
    result = result_of(in_rooms(drawn=True, 甲会场=one, 乙会场=two))
    firsts = [(each.entry, each.room) for each in result.ranked if each.tier == HIGH]
    assert firsts == [(number(1), "甲会场"), (number(14), "乙会场")]
    assert [each.taken for each in result.cuts] == [2, 8, 10]
    assert "请注意" not in "".join(result.notes)


def test_rooms_that_were_not_drawn_are_warned_of() -> None:
    result = result_of(in_rooms(drawn=False, 甲会场=["90"] * 10, 乙会场=["80"] * 10))
    assert result.notes[-1].startswith("请注意：会场不是抽签分的")


def test_rooms_with_the_same_claim_leave_the_place_empty() -> None:
    result = result_of(in_rooms(drawn=True, 甲会场=["90", *["80"] * 4], 乙会场=["90", *["80"] * 4]))
    assert (result.cuts[0].limit, result.cuts[0].taken) == (1, 0)
    assert "卓越级余下的名额，乙会场、甲会场条件完全一样，空着，由秘书处定。" in result.notes


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(60, 70), min_size=1, max_size=30), min_size=1, max_size=5))
def test_rooms_never_exceed_the_cap_over_all(rooms: list[list[int]]) -> None:
    named = {f"第{place}会场": [str(each) for each in totals] for place, totals in enumerate(rooms, 1)}
    result = result_of(in_rooms(drawn=True, **named))
    assert [each for each in result.cuts if each.taken > each.limit or each.taken < each.least] == []


def test_a_room_for_every_entry_is_needed_before_rooms_are_cut_by_themselves() -> None:
    whole = in_rooms(drawn=True, 甲会场=["90"] * 3, 乙会场=["80"] * 3)
    panels = {each: room for each, room in whole.panels["material"].items() if each != number(1)}
    result = result_of(replace(whole, panels={"material": panels}))
    assert "选了各会场分别划等级，但不是每个班组都有会场，这里合在一起划。" in result.notes
