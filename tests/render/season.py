"""A small invented season for the tests of everything that is printed."""

from __future__ import annotations

import datetime

from qtdocs.editions.form import FieldSpec, FormSpec, TableSpec
from qtdocs.editions.programme import Association, Award, Criterion, Notice, Paper, Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Record, Value
from qtdocs.render.context import FileLine, LedgerView

TODAY = datetime.date(2026, 5, 6)
LONG_COMPANY = "浙江省东海之滨滩涂围垦与跨海大桥市政工程建设养护运营一体化管理集团股份有限公司"

FIELDS = (
    FieldSpec(key="nomination_no", labels=("推荐编号",)),
    FieldSpec(key="nominator_name", labels=("推荐单位",), type="organisation"),
    FieldSpec(key="organisation_name", labels=("单位名称",), type="organisation", required=True),
    FieldSpec(key="address", labels=("通讯地址",)),
    FieldSpec(key="team_name", labels=("班组名称",), required=True),
    FieldSpec(key="team_leader", labels=("班组长",), type="person"),
    FieldSpec(key="team_leader_mobile", labels=("手机",), type="phone", beside="team_leader"),
    FieldSpec(key="contact", labels=("联 系 人：",), type="person"),
    FieldSpec(key="contact_mobile", labels=("手机",), type="phone", beside="contact"),
    FieldSpec(key="headcount", labels=("班组人数",), type="integer"),
    FieldSpec(key="completion_rate", labels=("班组工作完成率%",), type="percent"),
    FieldSpec(key="first_pass_rate", labels=("产品/服务一次合格",), type="percent"),
    FieldSpec(key="training_people", labels=("年培训人数/时数",), type="integer", second="training_hours"),
    FieldSpec(key="quality_cost", labels=("质量成本(万元/年)",), type="decimal", unit="万元/年"),
    FieldSpec(key="profile", labels=("质量信得过班组简介及活动结果",), type="long-text", where="same-cell"),
    FieldSpec(key="form_date", labels=("年 月 日",), type="date", where="in-cell"),
)

APPLICATION = FormSpec(
    id="application", kind="application", name="申报表", titles=("申报表",), per_entry=True, fields=FIELDS
)

SUMMARY = FormSpec(
    id="nomination-summary",
    kind="nomination-summary",
    name="推荐汇总表",
    titles=("推荐汇总表",),
    provisional=True,
    table=TableSpec(
        columns=(
            FieldSpec(key="row_no", labels=("序号",), type="integer"),
            FieldSpec(key="nominator_name", labels=("推荐单位",), type="organisation"),
            FieldSpec(key="organisation_name", labels=("单位名称", "企业名称"), type="organisation"),
            FieldSpec(key="team_name", labels=("班组名称",)),
            FieldSpec(key="headcount", labels=("班组人数",), type="integer"),
            FieldSpec(key="contact", labels=("班组联系人",), type="person"),
            FieldSpec(key="contact_mobile", labels=("联系电话",), type="phone"),
            FieldSpec(key="total_score", labels=("评分",), type="decimal"),
            FieldSpec(key="remark", labels=("备注",)),
        )
    ),
)


def programme(**changes: object) -> Programme:
    """An invented programme."""
    values: dict[str, object] = {
        "id": "test-2026",
        "name": "2026年度东海省工程建设质量信得过班组活动",
        "year": 2026,
        "association": Association(name="东海省工程建设质量协会", short_name="东海建质协"),
        "notice": Notice(title="关于开展2026年质量信得过班组活动的通知", number="东建质〔2026〕4号"),
        "papers": (Paper(kind="application", name="申报表", media=("word",), source="四（一）"),),
        "award": Award(
            kind="典型经验",
            verb="获得",
            title="{year}年度东海省工程建设质量信得过班组（{tier}）",
            source="无",
            provisional=True,
        ),
        "nominators": ("甲市建筑业协会", "乙市建筑业协会"),
        "criteria": (Criterion(id="needs", title="需求确定", points=100, text="定位明确"),),
        "remarks": ("通知印的“4月27日（星期五）”实为星期一，以日期为准。",),
        "forms": (APPLICATION, SUMMARY),
    }
    return Programme.model_validate(values | changes)


def value(key: str, content: Value, *, grade: str = "A", text: str = "", why: str = "") -> FieldValue:
    """One field."""
    shown = text or ("、".join(content) if isinstance(content, tuple) else str(content or ""))
    doubts = (Doubt(code="field-unsure", detail=why),) if why else ()
    return FieldValue(key=key, value=content, text=shown, label=key, grade=grade, doubts=doubts)


def finding(severity: str = "error", **changes: object) -> Finding:
    """One finding."""
    values: dict[str, object] = {
        "code": "field-missing",
        "severity": severity,
        "file": "申报表.docx",
        "field": "contact",
        "label": "班组联系人",
        "place": Place(table=1, row=6, column=2),
        "message": "“班组联系人”没有填写。",
        "advice": "请申报单位补填后重新发送。",
    }
    return Finding(**(values | changes))  # type: ignore[arg-type]


def entry(
    number: int = 1,
    *,
    organisation: str = "东海甲建设有限公司",
    team: str = "测量一班",
    nominator: str = "甲市建筑业协会",
    findings: tuple[Finding, ...] = (),
    **changes: FieldValue,
) -> Entry:
    """One team."""
    fields = {
        "nomination_no": value("nomination_no", f"{number:02d}"),
        "nominator_name": value("nominator_name", nominator),
        "organisation_name": value("organisation_name", organisation),
        "address": value("address", f"甲市滨海大道{number}号"),
        "team_name": value("team_name", team),
        "team_leader": value("team_leader", "李堃"),
        "team_leader_mobile": value("team_leader_mobile", (f"138-0000-{number:04d}".replace("-", ""),)),
        "contact": value("contact", "张三"),
        "contact_mobile": value("contact_mobile", ("13900000000", "0571-86660001")),
        "headcount": value("headcount", "12"),
        "completion_rate": value("completion_rate", "98.5"),
        "first_pass_rate": value("first_pass_rate", "99"),
        "training_people": value("training_people", "36"),
        "training_hours": value("training_hours", "12.5"),
        "quality_cost": value("quality_cost", "8.8"),
        "profile": value(
            "profile",
            "一、班组由12名成员组成，承担测量放样。\n二、管理制度齐全，台账完整。" + "坚持自检、互检、专检。" * 20,
        ),
        "form_date": value("form_date", "2026-04-10"),
        **changes,
    }
    record = Record(
        programme="test-2026", form="application", file=f"甲市/{number:02d} {team}.docx", fields=fields, kind="docx"
    )
    return Entry(id=f"test-2026-{number}", fields=fields, source=record, records=(record,), findings=findings)


def entries() -> tuple[Entry, ...]:
    """Twelve teams, some of them extreme."""
    unsure = value("headcount", "20", grade="B", text="约20", why="“约20”按20读入。")
    guess = value("contact", "王二", grade="C", text="王一王二", why="两处文字都可能是联系人。")
    warning = finding("warning", code="field-unsure", message="“约20”按20读入。")
    return (
        entry(1),
        entry(2, organisation="东海乙集团有限公司", team="“鲁班”木工班组", headcount=unsure, findings=(warning,)),
        entry(3, organisation="A&B <质量> 建设（集团）有限公司", team="=1+1", nominator="乙市建筑业协会"),
        entry(4, organisation=LONG_COMPANY, team="跨海大桥维护保养与应急抢险机械设备操作综合班组"),
        entry(5, team="𬭎堃测量班", contact=guess, findings=(finding("warning", code="field-unsure"),)),
        entry(6, organisation="丙市政工程有限公司", team="管网养护班", findings=(finding(),)),
        entry(
            7,
            organisation="东海省地基基础与岩土工程勘察设计研究院有限公司",
            team="勘察二班",
            nominator="丁市建筑业协会",
        ),
        *(
            entry(number, organisation=f"东海第{number}建设工程有限责任公司", team=f"钢筋{number}班")
            for number in range(8, 13)
        ),
    )


def files() -> tuple[FileLine, ...]:
    """The files behind them, and others."""
    forms = tuple(
        FileLine(
            file=item.source.file, outcome="form", kind="申报表", reason="标题相符", link="../inbox/" + item.source.file
        )
        for item in entries()
    )
    return (
        *forms,
        FileLine(file="甲市/推荐汇总表.xlsx", outcome="form", kind="推荐汇总表", reason="标题和列名相符"),
        FileLine(file="甲市/创建材料.docx", outcome="other", kind="其他材料", reason="没有表格的标题和栏目"),
        FileLine(file="甲市/~$申报表.docx", outcome="skipped", reason="Word 的锁文件，不是材料"),
        FileLine(file="甲市/坏.docx", outcome="unread", reason="压缩包损坏，打不开"),
    )


def view() -> LedgerView:
    """The whole season."""
    loose = (
        finding(code="file-damaged", file="甲市/坏.docx", field="", label="", place=Place(), message="文件打不开。"),
        finding(
            "note",
            code="rule-uncheckable",
            file="",
            field="",
            label="",
            place=Place(),
            message="“注册满一年”无栏目可查。",
        ),
    )
    return LedgerView(
        programme=programme(),
        today=TODAY,
        files=files(),
        entries=entries(),
        findings=loose,
        remarks=("推荐汇总表为暂定版式：原表未公开。",),
    )
