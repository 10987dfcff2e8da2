"""The columns of a pool of experts: what people write over them, and the row in which the headings stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.document import Cell, Table
from qtdocs.text import label_twin

COLUMNS: Mapping[str, str] = {
    "id": "编号 专家编号 专家号 评委编号 专家库编号",
    "name": "姓名 专家姓名 评委姓名 专家 评委",
    "organisation": "单位 单位名称 工作单位 所在单位 现单位 现工作单位 任职单位 现任职单位 所属单位 专家单位",
    "nominator": "推荐单位 推荐协会 推荐机构 推荐单位名称",
    "region": "地区 所在地区 省份 省市 省（市） 所在省份 所在地 城市",
    "subjects": "专业 专业领域 从事专业 擅长专业 擅长领域 专长 专业特长 评审专业",
    "trained_until": (
        "培训有效期至 培训有效期 培训有效期限 培训有效日期 有效期至 有效期 证书有效期 证书有效期至 培训证有效期 "
        "培训证书有效期 培训证书有效期至 培训到期日 培训到期时间"
    ),
    "past_employers": "曾任职单位 曾任职 原单位 原工作单位 原任职单位 曾工作单位 以前工作单位 工作经历",
    "declared": (
        "声明回避 回避 申明回避 申请回避 回避单位 回避声明 回避事项 需回避单位 需要回避的单位 回避的单位 "
        "回避单位或班组"
    ),
    "may_lead": "能否任组长 可否任组长 可任组长 能任组长 能否担任组长 可否担任组长 是否组长 是否可任组长 组长",
    "phone": "电话 手机 联系电话 手机号 手机号码 电话号码 联系方式 移动电话",
    "remark": "备注 说明 其他",
}  # fmt: skip
"""The words for each column; the first is the one that the program writes itself."""
NEEDED = ("name", "organisation")
"""The columns that must be there."""
_HEAD_ROWS = 15
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]$")
_PLAIN_NUMBERS = ("序号", "no", "no.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertHead:
    """The row of headings of a sheet."""

    row: int
    """Its row."""
    columns: Mapping[str, int]
    """The column of each field."""
    unused: tuple[str, ...]
    """Headings that say nothing to us."""


def expert_head(table: Table) -> tuple[ExpertHead | None, str]:
    """The headings of a sheet, and why it cannot be understood; neither for a sheet that is no list of experts."""
    best: tuple[int, int, tuple[str, ...]] = (0, 0, ())
    for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
        cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        found = _columns(cells)
        lacking = tuple(key for key in NEEDED if key not in found)
        if not lacking:
            return _head(row, found, cells)
        if len(found) > max(best[0], 1):
            best = (len(found), row, lacking)
    if not best[0]:
        return None, ""
    names = "、".join(f"“{name_of(key)}”" for key in best[2])
    return None, f"第 {best[1]} 行像是表头，但没有{names}这一列"


def name_of(key: str) -> str:
    """What people call a column."""
    return COLUMNS[key].split()[0]


def _columns(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    words = {label_twin(word): key for key, several in COLUMNS.items() for word in several.split()}
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        key = words.get(label_twin(cell.text)) or words.get(label_twin(_BRACKETS.sub("", cell.text.strip())))
        if key:
            found.setdefault(key, []).append(cell)
    return found


def _head(row: int, found: Mapping[str, Sequence[Cell]], cells: Sequence[Cell]) -> tuple[ExpertHead | None, str]:
    for key, several in found.items():
        if len(several) > 1:
            spots = "、".join(f"{cell.place} {' '.join(cell.text.split())}" for cell in several)
            return None, f"“{name_of(key)}”有几列（{spots}），请只留一列"
    used = {cell.column for several in found.values() for cell in several}
    unused = tuple(" ".join(cell.text.split()) for cell in cells if cell.column not in used)
    return ExpertHead(
        row=row,
        columns={key: several[0].column for key, several in found.items()},
        unused=tuple(each for each in unused if label_twin(each) not in _PLAIN_NUMBERS),
    ), ""  # fmt: skip
