"""Small records for the tests of the checks: a form, a programme, values typed as on paper."""

import datetime
from collections.abc import Mapping

from qtdocs.checks import check_record
from qtdocs.editions.form import FieldSpec, FormSpec, Relation, TableSpec
from qtdocs.editions.programme import Association, Award, Deadline, Mode, Notice, Paper, Programme, RuleUse, WordLimit
from qtdocs.extract.values import read_value
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Record, Row

TODAY = datetime.date(2026, 5, 6)
PROMPTS = (
    "1. 班组成员组成,班组职责,主要工作内容、班组文化和愿景。",
    "2. 班组基础管理情况。",
    "3. 班组成员专业知识、技能培训、工具方法应用能力。",
    "4. 班组质量改进和创新能力。",
    "5. 班组管理特色、业绩及评价结果。",
    "6. 近三年取得荣誉情况,包括班组集体和个人荣誉等。",
)


def field(key: str, label: str, kind: str = "text", **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"key": key, "labels": (label,), "type": kind} | more)


FIELDS = (
    field("nominator_name", "推荐单位", "organisation"),
    field("organisation_name", "单位名称", "organisation", required=True, hints=("(填全称,与公章一致)",)),
    field("department", "主管部门"),
    field("team_name", "班组名称", required=True, hints=("(不挂上级单位)",)),
    field("headcount", "班组人数", "integer", required=True, minimum=1, maximum=300),
    field("contact", "班组联系人", "person", required=True),
    field("contact_phone", "班组联系电话", "phone", required=True),
    field("accidents", "年质量、安全事故", "integer", none_is_zero=True),
    field("nonconformity_rate", "产品/服务不合格", "percent"),
    field("first_pass_rate", "产品/服务一次合格", "percent"),
    field("training_people", "年培训人数/时数", "integer", second="training_hours"),
    field("profile", "班组简介", "long-text", where="same-cell", prompts=PROMPTS),
    field("form_date", "年 月 日", "date"),
)
PROFILE = (
    "现有成员12人，负责测量，理念是一次做对；制度和台账齐全；全员培训；"
    "开展QC改进；合格率100%，业主满意；获省级先进班组。"
)
SOUND = {
    "nominator_name": "乙市建筑业协会",
    "organisation_name": "浙江甲建设有限公司",
    "department": "质量部",
    "team_name": "测量一班",
    "headcount": "12人",
    "contact": "王五",
    "contact_phone": "0571-86660001",
    "accidents": "0起",
    "nonconformity_rate": "0.2%",
    "first_pass_rate": "99.8%",
    "training_people": "25人次/40学时",
    "profile": PROFILE,
    "form_date": "2026年3月12日",
}
RULES = (
    RuleUse(id="V01", text="近三年无事故", source="通知二（五）", provable=False, advice="请企业出具证明。"),
    RuleUse(id="V04", text="班组名称不挂上级单位", source="附件1", severity="warning"),
    RuleUse(id="V05", text="单位名称填全称", source="附件1"),
    RuleUse(id="V06", text="须为基层班组", source="通知二（一）", severity="warning"),
    RuleUse(id="V12", text="总结3000字以上", source="通知"),
    RuleUse(id="V24", text="六项都要写到", source="附件1", severity="warning"),
)
APPLICATION = FormSpec(id="application", kind="application", name="申报表", titles=("申报表",), fields=FIELDS)


def application(*changed: FieldSpec, **more: object) -> FormSpec:
    """The application form with some fields replaced or added."""
    keys = {spec.key for spec in changed}
    fields = (*(spec for spec in FIELDS if spec.key not in keys), *changed)
    return APPLICATION.model_copy(update={"fields": fields} | more)


def programme(**changes: object) -> Programme:
    """An invented programme."""
    known = {
        "id": "test-2026",
        "name": "2026年东海省质量信得过班组活动",
        "year": 2026,
        "association": Association(name="东海省工程建设质量协会", short_name="东海建质协"),
        "notice": Notice(title="通知"),
        "papers": (Paper(kind="application", name="申报表", media=("word",), source="四"),),
        "award": Award(kind="典型经验", verb="获得", title="{year}年度典型经验", source="无"),
        "rules": RULES,
        "forms": (APPLICATION,),
    }
    return Programme.model_validate(known | changes)


def record(form: FormSpec = APPLICATION, *, file: str = "申报表.docx", blank: bool = False, **typed: str) -> Record:
    """A record of what is typed; what is not named is sound, an empty text is an empty box."""
    words = {spec.key: SOUND.get(spec.key, "") for spec in form.fields} | typed
    if blank:
        words = dict.fromkeys(words, "")
    return Record(
        programme="test-2026", form=form.id, file=file, kind=file.rpartition(".")[2], fields=values(form.fields, words),
        blank=blank,
    )  # fmt: skip


def values(specs: tuple[FieldSpec, ...], words: Mapping[str, str]) -> dict[str, FieldValue]:
    """Every key of some fields with what is typed in it."""
    found: dict[str, FieldValue] = {}
    for number, spec in enumerate(specs, 1):
        text = words.get(spec.key, "")
        reading = read_value(text, spec)
        for key, value in ((spec.key, reading.value), (spec.second, reading.second)):
            if key:
                found[key] = FieldValue(
                    key=key, value=value, text=text, label=spec.labels[0], place=Place(table=1, row=number, column=2),
                    grade=reading.grade, doubts=reading.doubts,
                )  # fmt: skip
    return found


def found(form: FormSpec = APPLICATION, edition: Programme | None = None, **typed: str) -> list[Finding]:
    """The findings about what is typed."""
    return list(check_record(record(form, **typed), form, edition or programme(forms=(form,)), today=TODAY))


def said(form: FormSpec = APPLICATION, edition: Programme | None = None, **typed: str) -> list[tuple[str, str]]:
    """Severity and code of each finding about what is typed."""
    return [(finding.severity, finding.code) for finding in found(form, edition, **typed)]


__all__ = [
    "APPLICATION", "FIELDS", "PROFILE", "PROMPTS", "RULES", "SOUND", "TODAY", "Deadline", "Doubt", "FormSpec", "Mode",
    "Relation", "Row", "RuleUse", "TableSpec", "WordLimit", "application", "field", "found", "programme", "record",
    "said", "values",
]  # fmt: skip
