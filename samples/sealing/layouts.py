"""The rows of two real application forms, and what an invented team writes into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Values = dict[str, str]
Box = tuple[str, str, float]
"""Key, text, width in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form: what stands over its table, and the rows of it."""

    title: str
    header: str
    rows: tuple[tuple[float, tuple[Box, ...]], ...]
    """Height in millimetres, and the boxes."""


_TEAMS = (
    "测量一班",
    "钢筋加工班",
    "盾构掘进二班",
    "沥青摊铺三班",
    "木工班组",
    "机电安装Ⅱ班",
    "泵闸运维班",
    "防水班",
    "1号线铺轨班",
    "预制梁场张拉班",
    "试验检测班",
    "塔吊作业班",
)
_TITLES = (
    "一次成优的测量复核法",
    "样板先行与过程三检",
    "班前五分钟质量讲评",
    "提高沥青路面平整度一次合格率",
    "降低屋面渗漏返工次数的做法",
    "“三检一评”管住钢筋间距",
    "用二维码交底减少返工",
)
_STREETS = ("滨江大道", "文三路", "环城北路", "解放东路", "江南大道", "学院路", "望湖街")
_QUALIFICATIONS = ("市政公用工程施工总承包一级", "市政公用工程施工总承包特级", "建筑工程施工总承包一级、市政二级")
_POINTS = (
    (
        "班组现有成员{n}人，其中高级工{m}人，负责现场施工与复核，理念是一次做对。",
        "班组成立于2018年，成员{n}人，平均年龄34岁，承担主体施工与质量自检。",
    ),
    ("制度和台账齐全，每周例会讲评，问题闭环。", "建立质量责任制，做到有交底、有检查、有记录，月度考核与奖金挂钩。"),
    (
        "全员参加培训，持证上岗，能运用排列图、因果图等方法。",
        "每季度组织技能比武，新员工由师傅带教三个月，考核合格后上岗。",
    ),
    ("开展质量改进活动，完成课题{m}项，成果得到推广。", "围绕平整度、渗漏等问题开展小组活动，近三年完成课题{m}项。"),
    ("工程验收一次通过，业主满意，全年无质量和安全事故。", "坚持样板先行，过程三检，分项工程合格率保持在较高水平。"),
    ("近三年获先进班组称号，2人获技术能手称号。", "2025年获公司质量标兵班组，所建工程获市级优质工程。"),
)


def invented(rng: np.random.Generator, organisation: str, nominator: str) -> Values:
    """What an invented team writes into either form."""

    def one(*among: str) -> str:
        return among[int(rng.integers(len(among)))]

    def number(low: int, high: int) -> str:
        return str(int(rng.integers(low, high)))

    def person() -> str:
        return one(*"芮杭苌蒲郗郏郦邬") + one("", *"雨一若云亦") + one(*"石诺安舟川宁")

    headcount = number(6, 40)
    return {
        "nomination_no": number(1, 60), "nominator_name": nominator, "organisation_name": organisation,
        "industry": one("建筑业", "市政工程", "交通工程", "水利"),
        "ownership": one("国有", "民营", "股份制", "国有控股"),
        "address": f"{one(*_STREETS)}{number(1, 999)}号{number(1, 30)}幢",
        "department": one("质量部", "工程部", "技术中心"), "department_contact": person(),
        "department_phone": one("", "0571-") + f"8{number(1000000, 9999999)}", "team_name": one(*_TEAMS),
        "experience_title": one(*_TITLES), "headcount": headcount, "contact": person(),
        "contact_phone": f"1380000{number(1000, 9999)}", "completion_rate": number(95, 101),
        "assessment_pass_rate": number(95, 101), "nonconformity_rate": f"0.{number(1, 9)}", "accidents": "0",
        "complaints": one("0", "0", "0", "1"), "first_pass_rate": f"{number(95, 100)}.{number(1, 9)}",
        "training_people": f"{headcount}/{number(20, 99)}", "improvement_rate": one("100", "95", "92.5"),
        "quality_cost": f"{number(1, 40)}.{number(1, 9)}", "qualification": one(*_QUALIFICATIONS),
        "postcode": f"31{number(1000, 9999)}", "email": f"qc{number(100, 999)}@example.com", "leader": person(),
        "leader_phone": f"1380000{number(1000, 9999)}",
        "profile": "\n".join(
            f"{place}. {one(*point).format(n=headcount, m=number(2, 9))}" for place, point in enumerate(_POINTS, 1)
        ),
        "form_date": f"2026年{number(1, 5)}月{number(1, 29)}日",
    }  # fmt: skip


def _row(values: Values, widths: tuple[float, ...], *fields: str) -> tuple[Box, ...]:
    """Boxes of labels and values in turn; a field is written ``label=key``."""
    boxes: list[Box] = []
    for place, field in enumerate(fields):
        label, _, key = field.partition("=")
        last = place == len(fields) - 1
        room = sum(widths[2 * place + 1 :]) if last else widths[2 * place + 1]
        boxes += [("label", label, widths[2 * place]), (key, values.get(key, ""), room)]
    return tuple(boxes)


def top(values: Values, rng: np.random.Generator) -> Layout:
    """The Zhejiang form: both seals in the first row."""
    grid = (32.0, 22.0, 32.0, 22.0, 34.0, 24.0)
    tall, taller, seals = rng.uniform(8.5, 11), rng.uniform(9.5, 13), rng.uniform(47, 54)
    first = (
        ("seal_applicant", "单位同意\n(请加盖公章)", 54.0),
        ("seal_nominator", "推荐单位(市质协/省行协)同意\n(请加盖公章)", 112.0),
    )
    fields = (
        ("单位名称=organisation_name",), ("所属行业=industry", "所有制性质=ownership"), ("通讯地址=address",),
        ("主管部门=department", "主管部门联系人=department_contact", "部门联系电话=department_phone"),
        ("班组名称=team_name",), ("经验名称=experience_title",),
        ("班组人数=headcount", "班组联系人=contact", "班组联系电话=contact_phone"),
    )  # fmt: skip
    figures = (
        (
            "班组工作完成率%=completion_rate",
            "质量考核合格率%=assessment_pass_rate",
            "产品/服务不合格=nonconformity_rate",
        ),
        ("年质量、安全事故=accidents", "年顾客投诉数=complaints", "产品/服务一次合格=first_pass_rate"),
        ("年培训人数/时数=training_people", "参与改进活动率%=improvement_rate", "质量成本(万元/年)=quality_cost"),
    )
    rows: list[tuple[float, tuple[Box, ...]]] = [(float(seals), first)]
    rows += [(float(tall), _row(values, grid, *each)) for each in fields]
    rows += [(float(taller), _row(values, grid, *each)) for each in figures]
    text = "质量信得过班组简介及活动结果(简要说明):\n" + values.get("profile", "")
    rows += [(float(rng.uniform(52, 66)), (("profile", text, 166.0),))]
    rows += [(9.0, (("form_date", values.get("form_date", ""), 166.0),))]
    header = f"推荐编号：{values.get('nomination_no', '')}          推荐单位：{values.get('nominator_name', '')}"
    return Layout(title="2026年度浙江省工程建设质量信得过班组典型经验申报表", header=header, rows=tuple(rows))


def below(values: Values, rng: np.random.Generator) -> Layout:
    """The municipal form: the seals in its last two rows."""
    grid = (38.0, 26.0, 22.0, 26.0, 22.0, 32.0)
    tall = float(rng.uniform(9, 11.5))
    profile = "质量信得过班组简介及活动成果：\n" + values.get("profile", "")
    wide = (38.0, 74.0, 22.0, 32.0)
    rows: list[tuple[float, tuple[Box, ...]]] = [
        (tall, _row(values, grid, "质量信得过班组名称=team_name")),
        (tall, _row(values, grid, "企业名称=organisation_name")),
        (tall, _row(values, grid, "企业市政工程相关资质=qualification")),
        (tall, _row(values, wide, "通讯地址=address", "邮 编=postcode")),
        (tall, _row(values, grid, "直接联系人=contact", "手机=contact_phone", "联系邮箱=email")),
        (tall, _row(values, grid, "班组长=leader", "手机=leader_phone", "班组人数=headcount")),
        (float(rng.uniform(50, 58)), (("profile", profile, 166.0),)),
    ]  # fmt: skip
    day = values.get("form_date", "")
    blank = "年    月    日"
    for key, head, foot in (
        ("seal_applicant", "本企业意见：", "盖章"),
        ("seal_nominator", "协会推荐理由：", "协会盖章"),
    ):
        opinion = "同意申报。" if key == "seal_applicant" else "该班组质量稳定，同意推荐。"
        written = opinion if rng.random() < 0.6 else ""
        dated = day if rng.random() < 0.5 else blank
        text = f"{head}{written}\n\n\n\n{foot}          {dated}"
        rows += [(float(rng.uniform(44, 48)), ((key, text, 166.0),))]
    header = f"推荐协会（可选项）：{values.get('nominator_name', '')}          申报年度：2026"
    return Layout(title="全国市政工程质量信得过班组建设成果申报表", header=header, rows=tuple(rows))


LAYOUTS: dict[str, Callable[[Values, np.random.Generator], Layout]] = {"top": top, "below": below}
