"""The pool of experts of an invented season: some work, or once worked, where a team is; one was trained long ago."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from samples.seasons.cast import REGIONS, Member, brand, person

HEADS = (
    "编号",
    "姓名",
    "单位",
    "推荐单位",
    "地区",
    "专业",
    "培训有效期至",
    "曾任职单位",
    "声明回避",
    "能否任组长",
    "电话",
    "备注",
)
"""The heads of the columns."""
_SUBJECTS = ("市政工程", "房屋建筑", "隧道", "桥梁", "机电安装", "质量管理")


def pool(members: tuple[Member, ...], size: int = 24, seed: int = 2026) -> Iterator[tuple[str, ...]]:
    """One row an expert."""
    random = Random(f"experts {seed}")
    names: set[str] = set()
    for number in range(1, size + 1):
        region = random.choice(REGIONS)
        name = next(each for each in iter(lambda: person(random), "") if each not in names)
        names.add(name)
        relative = members[number * 5 % len(members)]
        own = relative.organisation if number % 8 == 1 else f"{region}{brand(random)}工程质量研究院"
        former = relative.organisation if number % 7 == 3 else ""
        declared = relative.team if number % 11 == 5 else ""
        until = "2025-12-31" if number == 4 else "2027-12-31"
        yield (
            f"专{number:03d}", name, own, relative.nominator if number % 6 == 0 else "", region,
            random.choice(_SUBJECTS), until, former, f"{relative.organisation}{declared}" if declared else "",
            "能" if number % 2 else "否", f"1380000{9000 + number}", "",
        )  # fmt: skip


def workbook(members: tuple[Member, ...], size: int = 24) -> bytes:
    """The pool as a workbook of the association."""
    from openpyxl import Workbook

    from samples.papers import saved

    book = Workbook()
    sheet = book.active
    sheet.title = "专家库"
    sheet.append(HEADS)
    for row in pool(members, size):
        sheet.append(row)
    return saved(book)
