"""Names of organisations: one house, a branch of it, perhaps the same, or nothing to do with each other."""

from __future__ import annotations

from random import Random

import pytest

from qtdocs.judging.kinship import ALIKE, BRANCH, SAME, Kinship, kinship
from qtdocs.model.registry import Registry, Renaming

RENAMED = Registry(renamings=(Renaming(before="甲市第一建筑工程公司", after="浙江甲川建设有限公司"),))


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("浙江甲川建设有限公司", "浙江甲川建设有限公司", SAME),
        ("浙江甲川建设（集团）有限公司", "浙江甲川建设集团有限责任公司", SAME),
        ("甲市第一建筑工程公司", "浙江甲川建设有限公司", SAME),
        ("浙江甲川建设有限公司", "浙江甲川建设有限公司第三项目部", BRANCH),
        ("浙江甲川建设有限责任公司杭州分公司", "浙江甲川建设有限公司", BRANCH),
        ("甲川建设公司杭州分公司", "甲川建设公司宁波分公司", BRANCH),
        ("浙江甲川建设集团有限公司", "浙江甲川建设有限公司", BRANCH),
        ("中铁甲局集团第二工程有限公司", "中铁甲局集团第三工程有限公司", BRANCH),
        ("中铁甲局集团有限公司", "中铁甲局第三工程有限公司", BRANCH),
        ("甲川大学", "甲川大学建筑设计研究院有限公司", BRANCH),
        ("浙江甲川建设有限公司", "浙江甲州建设有限公司", ALIKE),
        ("浙江甲川建设有限公司", "浙江乙州建设有限公司", ""),
        ("浙江一建有限公司", "浙江二建有限公司", ""),
        ("浙江甲川建设有限公司", "浙江甲川", BRANCH),
        ("", "浙江甲川建设有限公司", ""),
        ("集团有限公司", "有限公司", ""),
    ],
)
def test_kinship_of_two_names(one: str, other: str, kin: str) -> None:
    assert (kinship(one, other, RENAMED), kinship(other, one, RENAMED)) == (kin, kin)
    for here, there in ((one, other), (other, one)):
        assert Kinship(RENAMED, [there]).of(here) == ({there: kin} if kin else {})


def test_looking_relatives_up_finds_what_comparing_each_with_each_finds() -> None:
    random = Random(3)
    parts = (
        ("浙江", "江苏"),
        ("甲川", "甲州", "乙川"),
        ("建设", "路桥"),
        ("集团", ""),
        ("有限公司", "有限责任公司", "公司", ""),
    )
    ends = ("", "", "杭州分公司", "第三项目部")
    names = sorted({"".join((*map(random.choice, parts), random.choice(ends))) for _ in range(150)})
    found = Kinship(RENAMED, names)
    for one in names:
        assert found.of(one) == {other: kin for other in names if (kin := kinship(one, other, RENAMED))}
