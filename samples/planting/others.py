"""The planted papers of the other programmes, a folder each; only what Zhejiang's rules do not know is planted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from samples import pictures
from samples.papers import filled, plain_document
from samples.people import BRIDGE, CULVERT, LIFT, PAVING, PILING, SLOPE, TUNNEL, Team
from samples.scans import stamped
from samples.season import slides

_WORDS = [
    "班前",
    "喊话",
    "交底",
    "卡片",
    "样板",
    "墙",
    "首件",
    "验收",
    "模具",
    "工装",
    "水平尺",
    "复尺",
    "坡度",
    "标高",
    "井盖",
    "检查井",
    "沟槽",
    "支护",
    "回填",
    "夯实",
    "压实度",
    "抽检",
    "沥青",
    "摊铺",
    "温度",
    "碾压",
    "接缝",
    "平整",
    "路缘石",
    "侧石",
    "雨水口",
    "铸铁",
    "管节",
    "承插",
    "橡胶圈",
    "闭水",
    "试验",
    "泵站",
    "闸门",
    "值守",
    "巡检",
    "记录",
    "台账",
    "二维码",
    "扫码",
    "看板",
    "晨会",
    "夜校",
    "师徒",
    "结对",
    "比武",
    "微课",
    "案例",
    "复盘",
    "鱼骨图",
    "排列图",
    "对策表",
    "巩固",
    "推广",
    "标准",
    "作业",
    "指导书",
    "顾客",
    "业主",
    "监理",
    "社区",
    "回访",
    "投诉",
    "表扬信",
    "锦旗",
    "节约",
    "工期",
    "成本",
    "材料",
    "损耗",
    "余料",
    "机械",
    "台班",
    "油耗",
    "安全帽",
    "反光衣",
    "围挡",
    "洒水",
    "扬尘",
    "噪声",
    "文明",
    "施工",
    "环保",
    "班组长",
    "质量员",
    "安全员",
    "骨干",
    "新人",
    "老师傅",
    "技师",
    "党员",
    "先锋岗",
    "攻关",
    "小组",
    "课题",
    "专利",
    "工法",
    "创新",
    "改进",
    "目标",
    "指标",
    "达成",
    "对比",
    "领先",
]
_ENDS = "，，，；。"


def prose(seed: int, words: int) -> list[str]:
    """Invented sentences of about this many characters, unlike those of any other seed."""
    rng = Random(seed)
    text, lines = "", []
    while sum(map(len, lines)) + len(text) < words:
        text += (
            "".join(rng.sample(_WORDS, 3)) + str(rng.randint(2, 98)) + rng.choice("项次人天处件") + rng.choice(_ENDS)
        )
        if len(text) > 180:
            lines.append(text.rstrip("，；。") + "。")
            text = ""
    return [*lines, text.rstrip("，；。") + "。"] if text else lines


def _materials(team: Team, seed: int, words: int, *more: str) -> bytes:
    return plain_document((f"{team.organisation}{team.team}创建材料", *prose(seed, words), *more))


# 市政 2021
SHANGHAI = "上海市市政公路行业协会"
M_CLEAN, M_SELF, M_TRAINING, M_YOUNG, M_SHORT, M_REASON = (
    replace(team, nominator=nominator, number=str(number))
    for number, (team, nominator) in enumerate(
        (
            (TUNNEL, SHANGHAI),
            (PAVING, ""),
            (CULVERT, SHANGHAI),
            (BRIDGE, SHANGHAI),
            (SLOPE, SHANGHAI),
            (LIFT, SHANGHAI),
        ),
        1,
    )
)
MUNICIPAL = (M_CLEAN, M_SELF, M_TRAINING, M_YOUNG, M_SHORT, M_REASON)
REGISTERED = tuple(
    (team.organisation, team.team, "2021-03-15" if team is M_YOUNG else "2018-05-20") for team in MUNICIPAL
)
"""What the association's register says: organisation, team, day of registration."""


def municipal_form(team: Team) -> bytes:
    """A team's application."""
    values = {
        "nominator_name": team.nominator, "team_name": team.team, "organisation_name": team.organisation,
        "qualification": "市政公用工程施工总承包一级", "address": team.address, "postcode": "200000",
        "contact": team.contact, "contact_mobile": team.phone, "contact_email": "lianxi@example.com",
        "team_leader": team.department_contact, "team_leader_mobile": "13800009" + team.number.zfill(3),
        "headcount": team.headcount, "organisation_opinion": "情况属实，同意申报。",
        "organisation_date": "2021年8月20日",
    }  # fmt: skip
    if team.nominator and team is not M_REASON:
        values |= {"nomination_reason": "管理扎实，成效明显，同意推荐。", "nomination_date": "2021年8月30日"}
    return filled("municipal-2021", "application", values)


def municipal() -> Iterator[tuple[str, bytes]]:
    """Every paper of the folder but the PDFs."""
    for seed, team in enumerate(MUNICIPAL, 900):
        folder = f"{team.number} {team.team}"
        rate = "82.5%" if team is M_TRAINING else "97%"
        more = f"全年组织培训，班组成员培训率达{rate}，考试合格率96%。"
        yield f"{folder}/申报表.docx", municipal_form(team)
        yield f"{folder}/简介及活动成果（另附纸）.docx", _materials(team, seed, 900 if team is M_SHORT else 2400, more)
        yield f"{folder}/发布.pptx", slides((f"{team.organisation}{team.team}",))


def municipal_kept() -> dict[str, Callable[[], bytes]]:
    """The sealed PDFs."""
    made: dict[str, Callable[[], bytes]] = {}
    for seed, team in enumerate(MUNICIPAL, 700):
        seals = {"本企业意见": team.organisation}
        if team.nominator:
            seals["协会推荐理由"] = team.nominator
        made[f"{team.number} {team.team}/申报表（盖章）.pdf"] = lambda team=team, seals=seals, seed=seed: stamped(
            pictures.printed(municipal_form(team)), seals, seed=seed
        )
    return made


# 中国质协 2020
JIANGSU = "江苏省质量协会"
C_CLEAN, C_LONG, C_PRAISE = (
    replace(team, nominator=JIANGSU, number=str(number)) for number, team in enumerate((TUNNEL, PAVING, PILING), 1)
)
CAQ = (C_CLEAN, C_LONG, C_PRAISE)


def caq() -> Iterator[tuple[str, bytes]]:
    """Every paper of the folder: three teams, and the nominator's own papers."""
    for seed, team in enumerate(CAQ, 950):
        folder = f"{team.number} {team.team}"
        values = {**team.application(), "team_leader": team.department_contact, "postcode": "210000",
                  "contact_mobile": team.phone}  # fmt: skip
        known = {key: value for key, value in values.items() if key in _keys("application")}
        yield f"{folder}/申报表.docx", filled("caq-2020", "application", known)
        yield f"{folder}/创建材料.docx", _materials(team, seed, 5900 if team is C_LONG else 3200)
    yield "活动总结.docx", _annual_summary()
    yield "活动统计表.docx", filled("caq-2020", "statistics", _STATISTICS)


def _keys(form: str) -> tuple[str, ...]:
    from samples.papers import programme

    found = programme("caq-2020").form(form)
    assert found is not None
    return found.keys


_STATISTICS = {
    "nominator_name": JIANGSU, "organisations_active": "86", "teams_active": "240", "teams_cumulative": "210",
    "participants": "3600", "teams_nominated": "3", "activity_cost": "58", "award_cost": "12",
    "contact": "苏望舒", "contact_mobile": "13800009025",
}  # fmt: skip
"""More teams this year than in all years together."""


def _annual_summary() -> bytes:
    """Two of the three headings, and long enough."""
    return plain_document(
        (
            "2020年推进质量信得过班组建设活动总结",
            "一、基本情况",
            *prose(980, 1700),
            "二、推进经验和做法",
            *prose(981, 1700),
        )
    )


# 中施企协 2026
PROVINCE = "湖北省建筑业协会"
Z_CLEAN, Z_NO_SLIDES = (
    replace(team, nominator=PROVINCE, number=str(number)) for number, team in enumerate((TUNNEL, CULVERT), 1)
)
CACEM = (Z_CLEAN, Z_NO_SLIDES)


def cacem() -> Iterator[tuple[str, bytes]]:
    """Every paper of the folder but the PDFs."""
    for team in CACEM:
        folder = f"{team.number} {team.team}"
        values = {
            "nominator_name": team.nominator, "organisation_name": team.organisation, "team_name": team.team,
            "team_leader": team.department_contact, "headcount": team.headcount, "contact": team.contact,
            "contact_mobile": team.phone, "contact_email": "lianxi@example.com", "address": team.address,
            "nomination_reason": "同意推荐。",
            "profile": team.profile,
        }  # fmt: skip
        yield f"{folder}/报名表.docx", filled("cacem-2026", "registration", values)
        if team is not Z_NO_SLIDES:
            yield f"{folder}/申报材料.pptx", slides((f"{team.organisation}{team.team}", team.title))


def cacem_kept() -> dict[str, Callable[[], bytes]]:
    """The materials as PDF."""
    return {
        f"{team.number} {team.team}/申报材料.pdf": lambda team=team, seed=seed: pictures.printed(
            _materials(team, seed, 1500)
        )
        for seed, team in enumerate(CACEM, 990)
    }


PAPERS: Mapping[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "municipal-2021": municipal,
    "caq-2020": caq,
    "cacem-2026": cacem,
}
"""Every paper but the PDFs, by programme."""
