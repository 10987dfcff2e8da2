"""Draws of experts: they come from their seed alone, nobody sits where nobody may, and what blocks is named."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtdocs.errors import UsageError
from qtdocs.judging.conflicts import Conflicts
from qtdocs.judging.draw import drawn
from qtdocs.judging.order import dealt, in_order, pool_digest, rank_of
from qtdocs.model.expert import BRIDGE, LEADER, MEMBER, DrawPlan, Expert, PanelDraw, Seed
from tests.judging.pools import SEED, expert, organisation, plan, tangled


def draw(pool: list[Expert], wanted: DrawPlan, seed: Seed = SEED) -> PanelDraw:
    return drawn(seed, pool, wanted, stage="material", number=1)


def roles(found: PanelDraw) -> list[list[tuple[str, str]]]:
    return [[(seat.expert, seat.role) for seat in panel.seats] for panel in found.panels]


@st.composite
def seasons(draw_from: st.DrawFn) -> tuple[list[Expert], DrawPlan, Seed, Random]:
    random = Random(draw_from(st.integers(0, 10**6)))
    entries = draw_from(st.integers(2, 24))
    groups = draw_from(st.integers(1, min(3, entries)))
    wanted = plan(
        entries, groups=groups, members=draw_from(st.integers(0, 3)), bridges=draw_from(st.integers(0, groups > 1)),
        least=draw_from(st.integers(1, 3)), one_per_organisation=draw_from(st.booleans()),
    )  # fmt: skip
    pool = tangled(random, draw_from(st.integers(1, 40)), entries)
    return pool, wanted, Seed(seed=draw_from(st.text(min_size=1, max_size=12)), source="某日号码"), random


@given(seasons())
@settings(max_examples=150, deadline=None)
def test_draw_replays_from_its_seed_whatever_the_order_of_the_pool(
    season: tuple[list[Expert], DrawPlan, Seed, Random],
) -> None:
    pool, wanted, seed, random = season
    shuffled = random.sample(pool, len(pool))
    turned = replace(wanted, entries=tuple(random.sample(wanted.entries, len(wanted.entries))))
    try:
        first = draw(pool, wanted, seed)
    except UsageError as error:
        with pytest.raises(UsageError) as again:
            draw(shuffled, wanted, seed)
        assert str(again.value) == str(error)
        return
    assert draw(shuffled, wanted, seed) == first
    assert draw(shuffled, turned, seed).panels == first.panels


@given(seasons())
@settings(max_examples=150, deadline=None)
def test_nobody_sits_where_nobody_may(season: tuple[list[Expert], DrawPlan, Seed, Random]) -> None:
    pool, wanted, seed, _ = season
    try:
        found = draw(pool, wanted, seed)
    except UsageError:
        return
    people = {each.id: each for each in pool}
    conflicts = Conflicts(wanted)
    assert sorted(number for panel in found.panels for number in panel.entries) == [e.number for e in wanted.entries]
    for panel in found.panels:
        seated = [seat.expert for seat in panel.seats]
        assert [seat.role for seat in panel.seats] == [LEADER, *[MEMBER] * wanted.members, *[BRIDGE] * wanted.bridges]
        assert people[seated[0]].may_lead
        assert all(not people[each].trained_until or people[each].trained_until >= wanted.day for each in seated)
        for each in seated:
            forbidden = tuple(number for number in panel.entries if number in conflicts.of(people[each]))
            assert panel.avoided.get(each, ()) == forbidden
        for number in panel.entries:
            judges = panel.judges_of(number)
            assert len(judges) == len(set(judges))
            assert len(judges) >= min(wanted.least, len(seated)) or len(judges) == len(seated)
        if wanted.one_per_organisation:
            houses = [people[each].organisation for each in seated]
            assert len(houses) == len(set(houses))
    alone = [seat.expert for panel in found.panels for seat in panel.seats if seat.role != BRIDGE]
    assert len(alone) == len(set(alone))


def test_order_is_what_anybody_gets_with_sha256() -> None:
    numbers = ["专003", "专001", "专002"]
    by_hand = sorted(numbers, key=lambda number: sha256(f"20260618‖{number}".encode()).hexdigest())
    assert in_order("20260618", numbers) == tuple(by_hand)
    assert rank_of("1", "23") != rank_of("12", "3")


def test_entries_are_dealt_in_turn() -> None:
    wanted = plan(7, groups=3)
    groups = dealt("20260618", wanted)
    order = in_order("20260618", (each.number for each in wanted.entries))
    assert {name: len(numbers) for name, numbers in groups.items()} == {"第1组": 3, "第2组": 2, "第3组": 2}
    assert groups["第2组"] == tuple(sorted((order[1], order[4])))


def test_given_groups_are_kept() -> None:
    wanted = plan(3, groups=1)
    wanted = replace(wanted, groups=("甲组", "乙组"), given={"班0001": "乙组", "班0002": "甲组", "班0003": "乙组"})
    assert dealt("x", wanted) == {"甲组": ("班0002",), "乙组": ("班0001", "班0003")}


def test_seats_go_to_the_first_of_the_order() -> None:
    pool = [expert(number, may_lead=number % 2 == 0) for number in range(1, 13)]
    found = draw(pool, plan(6, groups=2, members=1, bridges=1))
    leaders = [each for each in found.order if int(each[1:]) % 2 == 0]
    rest = [each for each in found.order if each not in leaders[:2]]
    assert roles(found) == [
        [(leaders[0], LEADER), (rest[1], MEMBER), (rest[0], BRIDGE)],
        [(leaders[1], LEADER), (rest[2], MEMBER), (rest[0], BRIDGE)],
    ]
    assert found.alternates == tuple(rest[3:])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"organisation": organisation(1)}, f"第1组：同一单位（{organisation(1)}）：班0001"),
        (
            {"organisation": f"{organisation(1)}杭州分公司"},
            f"第1组：上下级或同一集团的单位（{organisation(1)}杭州分公司，{organisation(1)}）：班0001",
        ),
        ({"past_employers": (organisation(1),)}, f"第1组：曾在该单位任职（{organisation(1)}）：班0001"),
        ({"nominator": "丙省协会"}, "第1组：同一推荐单位（丙省协会）：班0001"),
        ({"organisation": "丙省协会"}, "第1组：在推荐单位任职（丙省协会）：班0001"),
        ({"declared": ("班0001",)}, "第1组：本人声明回避“班0001”：班0001"),
        ({"declared": (f"{organisation(1)} 班1",)}, f"第1组：本人声明回避“{organisation(1)} 班1”：班0001"),
        ({"trained_until": "2026-05-05"}, "培训有效期到 2026-05-05，抽取那天已过"),
        ({"may_lead": False}, "不能任组长"),
    ],
)
def test_who_is_passed_over_is_told_why(told: dict[str, object], why: str) -> None:
    """The first of the order is kept away from the one seat there is; the second takes it."""
    first, second = in_order(SEED.seed, ("专001", "专002"))
    pool = [expert(int(first[1:]), **told), expert(int(second[1:]))]
    found = draw(pool, plan(1, groups=1, members=0))
    assert roles(found) == [[(second, LEADER)]]
    assert found.passed_over == ((first, why),)


def test_training_counts_on_its_last_day() -> None:
    found = draw([expert(1, trained_until="2026-05-06")], plan(1, groups=1, members=0))
    assert roles(found) == [[("专001", LEADER)]]


def test_single_entries_are_avoided_where_nobody_is_free_of_all() -> None:
    pool = [expert(number, organisation=organisation(number)) for number in (1, 2, 3)]
    found = draw(pool, plan(3, groups=1, members=2, least=2))
    panel = found.panels[0]
    assert panel.avoided == {f"专{number:03d}": (f"班{number:04d}",) for number in (1, 2, 3)}
    assert [len(panel.judges_of(number)) for number in panel.entries] == [2, 2, 2]


def test_draw_that_cannot_be_made_names_what_blocks_it_and_what_to_do() -> None:
    pool = [expert(number, organisation=organisation(1)) for number in (1, 2)]
    with pytest.raises(UsageError) as refused:
        draw(pool, plan(1, groups=1, members=1, least=2, one_per_organisation=False))
    assert str(refused.value) == (
        "抽不齐：第1组的组长没有人可以坐，让专家只回避单个班组也不行（每个班组至少要 2 名评委）：\n"
        f"  与班组有回避关系 2 人。\n  同一单位（{organisation(1)}）：班0001。\n"
        "可以给专家库补人再导入，或少分几组（--groups）、少抽几人（--members），或减少每个班组至少几名评委（--least）。"
    )


def test_draw_from_too_small_a_pool_says_so() -> None:
    with pytest.raises(UsageError, match="专家库里没有人了：能参加的都已经在组里"):
        draw([expert(1)], plan(2, groups=1, members=1))


def test_digest_of_a_pool_leaves_telephones_out_and_takes_everything_else() -> None:
    pool = [expert(1), expert(2)]
    assert pool_digest([expert(2), expert(1, phone="138-0000-0001", remark="已联系")]) == pool_digest(pool)
    others = [{"name": "别人"}, {"may_lead": False}, {"region": "浙江"}, {"declared": ("班0001",)}]
    assert len({pool_digest([expert(1, **told), expert(2)]) for told in others} | {pool_digest(pool)}) == 5


def test_large_pool_is_drawn_within_two_seconds() -> None:
    random = Random(1)
    pool = tangled(random, 500, 300)
    start = time.perf_counter()
    found = draw(pool, plan(300, groups=10, members=6, bridges=1, least=3))
    assert time.perf_counter() - start < 2
    assert sum(len(panel.seats) for panel in found.panels) == 80
