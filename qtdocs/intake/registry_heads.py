"""The sheets of a register of teams: what each is called, which headings it has, and what people write for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.document import Cell, Table
from qtdocs.model.registry import REGISTRY_KINDS
from qtdocs.text import label_twin

_ORGANISATION = (
    "单位 单位名称 单位全称 企业 企业名称 企业全称 申报单位 公司 公司名称 所在单位 所属单位 获奖单位 被投诉单位"
)
_TEAM = "班组 班组名称 质量信得过班组 质量信得过班组名称 小组名称 获奖班组 被投诉班组"
_DAY = "日期 时间"
SHEETS: Mapping[str, Mapping[str, str]] = {
    "registration": {
        "organisation": _ORGANISATION, "team": _TEAM,
        "day": "注册日期 注册时间 注册年月 注册登记日期 注册登记时间 登记日期 登记时间",
        "nominator": "推荐单位 推荐协会 推荐单位（协会）", "number": "编号 注册编号 注册号 登记编号 登记号 班组编号",
    },
    "title": {
        "year": "年度 年份 获奖年度 评选年度 评价年度 表彰年度 活动年度",
        "programme": "活动 活动名称 评选活动 评价活动 奖项名称",
        "organisation": _ORGANISATION, "team": _TEAM,
        "grade": "等级 称号 等级/称号 等级或称号 荣誉 荣誉称号 奖项 级别 获奖等级 授予称号",
        "certificate": "证书编号 证书号 编号",
    },
    "renaming": {
        "before": "原名 原名称 原单位名称 原企业名称 原单位 曾用名 旧名 更名前 更名前名称 变更前 变更前名称",
        "after": "现名 现名称 现单位名称 现企业名称 现单位 新名 新名称 更名后 更名后名称 变更后 变更后名称",
        "day": f"{_DAY} 更名日期 更名时间 变更日期 变更时间", "basis": "依据 更名依据 文件 批文 证明",
    },
    "complaint": {
        "organisation": _ORGANISATION, "team": _TEAM, "day": f"{_DAY} 投诉日期 投诉时间 收到日期",
        "content": "内容 投诉内容 投诉情况 投诉事项 事由", "handling": "处理 处理情况 处理结果 办理情况 办理结果",
    },
}  # fmt: skip
"""What people write over the columns of each sheet, by kind and field."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "registration": ("organisation", "team", "day"),
    "title": ("year", "organisation", "team"),
    "renaming": ("before", "after"),
    "complaint": ("organisation", "content"),
}
"""The fields of which none may be empty."""
_TELLING: Mapping[str, tuple[str, ...]] = {
    "registration": ("day",), "title": ("year",), "renaming": ("before", "after"), "complaint": ("content", "handling"),
}  # fmt: skip
"""The fields that no other kind of sheet has."""
_HEAD_ROWS = 15
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The row of headings of a sheet."""

    kind: str
    """What the sheet is, one of ``SHEETS``."""
    row: int
    """Its row."""
    columns: Mapping[str, tuple[int, ...]]
    """The columns of each field: a title may have two, 等级 and 称号."""
    unused: tuple[str, ...]
    """Headings that say nothing to us."""


def head_of(table: Table) -> tuple[Head | None, str]:
    """The headings of a sheet, and why it cannot be understood; neither for a sheet that is no list of ours."""
    best: tuple[int, str, int, list[str]] = (0, "", 0, [])
    for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
        cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        found = {kind: _columns(cells, kind) for kind in SHEETS}
        whole = [kind for kind, columns in found.items() if all(columns.get(key) for key in NEEDED[kind])]
        if len(whole) > 1:
            names = "、".join(REGISTRY_KINDS[kind][1] for kind in whole)
            return None, f"第 {row} 行的表头像是几种表（{names}），请分成几页"
        if whole:
            return _head(whole[0], row, found[whole[0]], cells)
        for kind, columns in found.items():
            lacking = [key for key in NEEDED[kind] if not columns.get(key)]
            hits = len(columns) + any(columns.get(key) for key in _TELLING[kind])
            if hits > best[0] and len(columns) > 1:
                best = (hits, kind, row, lacking)
    if not best[0]:
        return None, ""
    _, kind, row, lacking = best
    names = "、".join(f"“{SHEETS[kind][key].split()[0]}”" for key in lacking)
    return None, f"第 {row} 行的表头像是{REGISTRY_KINDS[kind][1]}，但没有{names}这一列"


def _head(
    kind: str, row: int, columns: Mapping[str, tuple[int, ...]], cells: Sequence[Cell]
) -> tuple[Head | None, str]:
    for key, places in columns.items():
        if len(places) > 1 and key != "grade":
            spots = " 和 ".join(str(cell.place) for cell in cells if cell.column in places)
            return None, f"“{SHEETS[kind][key].split()[0]}”有两列（{spots}），请删去一列"
    used = {place for places in columns.values() for place in places}
    unused = tuple(" ".join(cell.text.split()) for cell in cells if cell.column not in used)
    unused = tuple(each for each in unused if label_twin(each) not in ("序号", "no", "no."))
    return Head(kind=kind, row=row, columns=columns, unused=unused), ""


def _columns(cells: Sequence[Cell], kind: str) -> dict[str, tuple[int, ...]]:
    """The columns of each field of a kind of sheet in one row."""
    keys = {label_twin(word): key for key, words in SHEETS[kind].items() for word in words.split()}
    found: dict[str, tuple[int, ...]] = {}
    for cell in cells:
        twin = label_twin(cell.text)
        key = keys.get(twin) or keys.get(label_twin(_BRACKETS.sub("", cell.text.strip())))
        if key:
            found[key] = (*found.get(key, ()), cell.column)
    return found
