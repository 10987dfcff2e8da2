"""Pools of experts as associations keep them: columns by synonyms, and every mistake with its cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from qtdocs import readers
from qtdocs.intake.expert_heads import COLUMNS, name_of
from qtdocs.intake.experts import PoolSheet, read_experts
from qtdocs.model.expert import Expert
from qtdocs.render.judging.expert_pool import POOL_COLUMNS, expert_pool_workbook

HEADS = ("姓名", "单位", "培训有效期至", "能否任组长")


def read(*rows: Sequence[Any], heads: Sequence[str] = HEADS, touch: Any = None) -> PoolSheet:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    if touch:
        touch(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return read_experts(readers.read(stream.getvalue(), name="专家库.xlsx"))


def people(sheet: PoolSheet) -> list[Expert]:
    assert sheet.problems == ()
    return [row.expert for row in sheet.rows]


def test_columns_are_found_by_what_people_call_them() -> None:
    heads = (
        "序号", "专家编号", "专家姓名", "工作单位", "推荐协会", "所在省份", "从事专业", "证书有效期", "原工作单位",
        "回避单位", "可否担任组长", "手机号码", "备注（其他）",
    )  # fmt: skip
    row = (
        1, "专００７", "张 三", "甲建设有限公司", "乙协会", "浙江", "隧道、桥梁", "2027年6月", "丙公司；丁公司",
        "无", "√", 13800000001, "只能周末",
    )  # fmt: skip
    assert people(read(row, heads=heads)) == [
        Expert(
            id="专007", name="张三", organisation="甲建设有限公司", nominator="乙协会", region="浙江",
            subjects=("隧道", "桥梁"), trained_until="2027-06-30", past_employers=("丙公司", "丁公司"), may_lead=True,
            phone="13800000001", remark="只能周末",
        )
    ]  # fmt: skip


def test_who_retired_has_no_employer_but_a_former_one() -> None:
    sheet = read(
        ("张三", "退休（原甲建设有限公司）", "", "能"), ("李四", "退休", "", "能"), ("王五", "甲公司（退休）", "", "能")
    )
    assert [(each.organisation, each.past_employers) for each in people(sheet)][1:] == [("", ()), ("", ("甲公司",))]
    assert people(sheet)[0] == Expert(id="", name="张三", past_employers=("甲建设有限公司",))


def test_what_cannot_be_checked_of_whom_is_told() -> None:
    sheet = read(("张三", "无", "", ""), ("李四", "甲公司", "2027-12-31", "否"))
    assert sheet.remarks == (
        "1 名专家的“能否任组长”没有写，按不能：张三",
        "1 名专家没有写单位，查不了同一单位的回避：张三",
        "1 名专家没有写培训有效期至，查不了培训是否过期：张三",
    )


def test_without_its_column_everybody_may_lead() -> None:
    sheet = read(("张三", "甲公司"), heads=HEADS[:2])
    assert (people(sheet)[0].may_lead, sheet.remarks[0]) == (True, "“名单”页没有“能否任组长”一列，按都能任组长")


def test_notes_totals_empty_and_prepared_rows_are_no_experts() -> None:
    rows = [
        ("专001", "张三", "甲公司"),
        ("专002", "", ""),
        ("", "", ""),
        ("", "姓名", "单位"),
        ("合计：1 人", "", ""),
        ("注：以上为推荐", "", ""),
    ]
    sheet = read(*rows, heads=("编号", "姓名", "单位"))
    assert [each.name for each in people(sheet)] == ["张三"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("张三、李四", "甲公司", "", "能"), "名单!A2 姓名“张三、李四”读不懂，一行写一个人，只写姓名"),
        (("13800000001", "甲公司", "", "能"), "名单!A2 姓名“13800000001”读不懂，一行写一个人，只写姓名"),
        (("", "甲公司", "", "能"), "“名单”页第 2 行没有写姓名"),
        (("张三", "甲公司", "明年", "能"), "名单!C2 培训有效期“明年”读不懂，请写成 2025-03-12 或 2025-03"),
        (("张三", "甲公司", "2026-02-30", "能"), "名单!C2 培训有效期“2026-02-30”读不懂，请写成 2025-03-12 或 2025-03"),
        (("张三", "甲公司", "", "看情况"), "名单!D2 “看情况”读不懂，能否任组长请写能或否"),
        (("张三", "=A1&B1", "", "能"), "名单!B2 是公式，文件里没有结果，请改成数值"),
    ],
)
def test_every_mistake_is_told_with_its_cell(row: tuple[str, ...], told: str) -> None:
    sheet = read(row)
    assert (sheet.problems, sheet.rows) == ((told,), ())


def test_struck_cells_are_asked_about() -> None:
    def strike(sheet: Any) -> None:
        sheet["A2"].font = Font(strike=True)

    assert read(("张三", "甲公司", "", "能"), touch=strike).problems == (
        "名单!A2 “张三”画了删除线，不知道算不算，请删去或去掉删除线",
    )


@pytest.mark.parametrize("number", ["专/001", "专" * 21, "专*1"])
def test_numbers_that_no_file_may_be_called_by_are_refused(number: str) -> None:
    sheet = read((number, "张三", "甲公司"), heads=("编号", "姓名", "单位"))
    assert sheet.problems == (f"名单!A2 编号“{number[:20]}”不能用：只用字母、数字、汉字和横线，最多 20 个，例如 专001",)


def test_numbers_used_twice_are_refused() -> None:
    sheet = read(("专1", "张三", "甲公司"), ("专１", "李四", "乙公司"), heads=("编号", "姓名", "单位"))
    assert sheet.problems == ("编号“专1”用了 2 次：“名单”页第 2 行 张三、“名单”页第 3 行 李四；一人一个编号",)


def test_namesakes_of_one_house_need_numbers_and_telephones() -> None:
    heads = ("编号", "姓名", "单位", "电话")
    same = [("", "张三", "甲公司", ""), ("", "张三", "甲公司", "138-0000-0001")]
    assert read(*same, heads=heads).problems == (
        "“名单”页第 2 行、“名单”页第 3 行是同名同单位的“张三”：是同一个人请只留一行，"
        "不是同一个人请都写上不同的编号和电话",
    )
    apart = [("专1", "张三", "甲公司", "138-0000-0001"), ("专2", "张三", "甲公司", "138-0000-0002")]
    assert len(people(read(*apart, heads=heads))) == 2
    assert len(people(read(("", "张三", "甲公司", ""), ("", "张三", "乙公司", ""), heads=heads))) == 2


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (("姓名", "电话", "职务"), "“名单”页第 1 行像是表头，但没有“单位”这一列"),
        (("姓名", "单位", "工作单位"), "“名单”页“单位”有几列（名单!B1 单位、名单!C1 工作单位），请只留一列"),
    ],
)
def test_heads_that_cannot_be_understood_are_told(heads: tuple[str, ...], told: str) -> None:
    assert read(("张三", "甲", "乙"), heads=heads).problems == (told,)


def test_empty_workbook_reads_back_without_experts_and_has_the_columns_that_are_read() -> None:
    data = expert_pool_workbook()
    assert data == expert_pool_workbook()
    assert [label for label, _, _ in POOL_COLUMNS] == [name_of(key) for key in COLUMNS]
    empty = read_experts(readers.read(data, name="专家库.xlsx"))
    assert (empty.rows, empty.problems, empty.remarks) == ((), (), ())
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for column, value in enumerate(("专001", "张三", "甲公司", "", "浙江", "", "2027-12", "", "", "能", "", ""), 1):
        sheet.cell(4, column).value = value
    stream = io.BytesIO()
    book.save(stream)
    filled = read_experts(readers.read(stream.getvalue(), name="专家库.xlsx"))
    assert people(filled) == [
        Expert(id="专001", name="张三", organisation="甲公司", region="浙江", trained_until="2027-12-31")
    ]
