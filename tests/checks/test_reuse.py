"""The very same picture of a seal on papers of different teams, and what is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qtdocs import checks
from qtdocs.checks import OwnedPrint, same_pictures
from qtdocs.model.document import Imprint, Mark
from qtdocs.model.place import Place


def owned(owner: str, seed: int, *, shaken: float = 0.0) -> OwnedPrint:
    levels = np.random.default_rng(seed).normal(8, 4, 1600)
    levels = levels + np.random.default_rng(99).normal(0, shaken, 1600) if shaken else levels
    pixels = "".join("0123456789abcdef"[int(level)] for level in np.clip(levels, 0, 15))
    imprint = Imprint(shape="round", colour="red", width=42, height=42, pixels=pixels)
    return OwnedPrint(owner=owner, file=f"{owner}.pdf", mark=Mark(kind="seal", place=Place(page=1), imprint=imprint))


def pairs(*prints: OwnedPrint) -> list[tuple[str, str]]:
    return [(one.owner, other.owner) for one, other in same_pictures(prints)]


def test_same_picture_on_papers_of_two_teams_is_a_pair() -> None:
    assert pairs(owned("甲", 1), owned("乙", 2), owned("丙", 1, shaken=0.3)) == [("甲", "丙")]


def test_papers_of_one_team_are_exempt() -> None:
    assert pairs(owned("甲", 1), owned("甲", 1)) == []


def test_other_prints_are_none() -> None:
    assert pairs(owned("甲", 1), owned("乙", 2), owned("丙", 1, shaken=3.0)) == []


def test_prints_that_clearly_say_different_names_are_no_pair() -> None:
    def reading(each: OwnedPrint, *readings: str) -> OwnedPrint:
        assert each.mark.imprint is not None
        return replace(each, mark=replace(each.mark, imprint=replace(each.mark.imprint, readings=readings)))

    company, other = "浙江甲建设有限公司", "浙江乙建设有限公司"
    here, there = owned("甲", 1), owned("乙", 1)
    assert pairs(reading(here, company, company), reading(there, other, other)) == []
    assert pairs(reading(here, company, company), reading(there, company, company)) == [("甲", "乙")]
    assert pairs(reading(here, company, company), reading(there, other, company)) == [("甲", "乙")]
    assert pairs(reading(here, company, company), reading(there, "浙江□建设有限公司")) == [("甲", "乙")]


def test_prints_without_pixels_are_passed_over() -> None:
    bare = OwnedPrint(owner="丁", file="丁.pdf", mark=Mark(kind="seal", place=Place(page=1)))
    assert pairs(bare, bare) == []
    assert pairs(bare, owned("甲", 1), owned("乙", 1)) == [("甲", "乙")]


def test_letter_to_one_applicant_never_tells_of_the_papers_of_another() -> None:
    told = checks.finding("seal-reused", file="甲.pdf", other="乙.pdf", detail="印文没有读出来")
    assert (told.internal, told.may_be_sent, told.waits) == (True, False, False)
    seen = replace(told, basis="pixels")
    assert (seen.waits, seen.may_be_sent) == (True, False)
    looked_at = replace(seen, confirmed="王敏")
    assert (looked_at.waits, looked_at.may_be_sent) == (False, False)


def test_prints_of_another_version_are_compared_with_their_like_alone() -> None:
    old = owned("戊", 1)
    assert old.mark.imprint is not None
    short = replace(
        old, mark=replace(old.mark, imprint=replace(old.mark.imprint, pixels=old.mark.imprint.pixels[:900]))
    )
    assert pairs(owned("甲", 1), short, owned("丙", 1)) == [("甲", "丙")]
