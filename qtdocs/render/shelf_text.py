"""Programmes, forms and rules as text for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.judging import Experts
from qtdocs.editions.programme import Contact, Programme
from qtdocs.editions.vocabulary import ROLE_NAMES

MEDIA = {"word": "Word", "pdf": "PDF", "excel": "Excel", "slides": "PPT", "paper": "纸质原件", "disc": "光盘/U盘"}
"""How people call the media."""
TYPES = {
    "text": "文字", "organisation": "单位名称", "person": "人名", "integer": "整数", "decimal": "数",
    "percent": "百分比", "date": "日期", "phone": "电话", "email": "邮箱", "postcode": "邮编",
    "yes-no": "是/否", "choices": "多选", "long-text": "长文",
}  # fmt: skip
"""How people call the types of a field."""
_CLOCKS = {"received": "", "postmark": "以寄出为准；"}
_SENDERS = {"nominator": "由推荐单位报送", "entry": "由申报单位报送", "either": "推荐单位或申报单位报送"}
_WHOM = {"entry": "班组", "organisation": "企业", "expert": "专家"}


def programmes_text(programmes: Iterable[Programme]) -> str:
    """Every programme with its names and forms."""
    blocks = []
    for programme in programmes:
        names = "、".join(programme.aliases)
        lines = [f"{programme.id}  {programme.name}", f"  主办：{programme.association.name}　也可写：{names}"]
        for form in programme.forms:
            mark = "（暂定，原表未公开）" if form.provisional else ""
            lines.append(f"  {form.id:<20}{form.name}{mark}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def programme_text(programme: Programme) -> str:
    """What one programme's notice says."""
    notice = programme.notice
    lines = [
        f"{programme.name}（{programme.id}）",
        f"主办：{_association(programme)}",
        f"依据：{notice.title} {notice.number}".rstrip(),
    ]
    if notice.standard:
        lines.append(f"标准：{notice.standard}")
    lines.extend(f"日期：{each.printed}（{_CLOCKS[each.clock]}{each.source}）" for each in programme.deadlines)
    lines.extend(_contact_lines(programme.contact))
    lines.extend(f"申报方式：{each.name}" for each in programme.modes)
    lines.append("要交的材料：")
    for paper in programme.papers:
        media = "、".join(MEDIA[each] for each in paper.media)
        each = "；每个推荐单位一份" if paper.per == "nominator" else ""
        asked = "" if paper.asked else "；通知没有列出，但用得到"
        lines.append(f"  {paper.name}：{media}（{paper.source}{each}{asked}）")
    lines.extend(_seal_lines(programme))
    lines.extend(f"字数：{_limit(each.minimum, each.maximum)}（{each.source}）" for each in programme.word_limits)
    if programme.criteria:
        lines.append("评价项目：" + "、".join(f"{each.title} {each.points} 分" for each in programme.criteria))
    if programme.stages:
        lines.append("评审：" + "、".join(f"{each.name} {each.points} 分" for each in programme.stages))
    if programme.tiers:
        lines.append("等级：" + "、".join(_tier(each.name, each.at_most, each.at_least) for each in programme.tiers))
    lines.extend(_award_lines(programme))
    lines.extend(_order_lines(programme))
    if programme.nominators:
        lines.append(f"推荐单位的顺序：{'、'.join(programme.nominators)}（{programme.nominators_source}）")
    lines.extend(f"注意：{each}" for each in programme.remarks)
    return "\n".join(lines)


def _association(programme: Programme) -> str:
    """Full name, and in brackets what it is shortened to."""
    association = programme.association
    shorter = "，".join(each for each in (association.short_name, association.abbreviation) if each)
    return f"{association.name}（{shorter}）"


def _contact_lines(contact: Contact) -> Iterable[str]:
    """Where the papers go, and how."""
    yield from (f"邮箱：{each}" for each in contact.mailboxes)
    if contact.address:
        yield f"寄送：{contact.address}（{contact.postcode}）{contact.department}"
    elif contact.department:
        yield f"收件部门：{contact.department}"
    if contact.phones:
        yield f"电话：{'、'.join(contact.phones)}"
    if contact.sender:
        bundled = "，一个推荐单位的材料一次交齐" if contact.bundled else ""
        yield f"报送：{_SENDERS[contact.sender]}{bundled}（{contact.source}）"


def _award_lines(programme: Programme) -> Iterable[str]:
    """What the winners get, and where the best go from here."""
    if programme.quota:
        if programme.quota.decided_by:
            yield f"等级由{programme.quota.decided_by}决定（{programme.quota.source}）"
        yield from (f"等级未写明：{each}（{programme.quota.source}）" for each in programme.quota.open_points)
    if programme.no_show_is_withdrawal:
        yield f"未参加发布：视同放弃（{programme.no_show_source}）"
    award = programme.award
    title = award.title.replace("{year}", str(programme.year or "××××")).replace("{tier}", "××级")
    yield f"奖励：{award.verb} {title}（{award.kind}；{award.source}）"
    for each in programme.forwarding:
        note = f"；{each.note.rstrip('。')}" if each.note else ""
        yield f"择优推荐：{each.to}{each.programme}（{each.source}{note}）"


def _order_lines(programme: Programme) -> Iterable[str]:
    """The way through the programme, its experts and its sanctions."""
    if programme.steps:
        yield "程序："
        yield from (f"  {step.name}：{step.by}，{step.text}（{step.source}）" for step in programme.steps)
    if programme.experts:
        yield _experts(programme.experts)
    for each in programme.sanctions:
        yield f"纪律：{each.offence}的，{each.consequence}（针对{_WHOM[each.whom]}；{each.source}）"


def _experts(experts: Experts) -> str:
    """Who judges, how they are chosen, and what the notice leaves open."""
    facts = [
        f"须在{experts.roster}" if experts.roster else "",
        f"{'、'.join(experts.recommended_by)}推荐" if experts.recommended_by else "",
        {True: "随机抽取", False: "不抽取", None: ""}[experts.drawn_at_random],
        f"每组组长 {experts.leaders} 人" if experts.leaders else "",
        experts.duties,
    ]
    open_points = "".join(f"；{each}" for each in experts.open_points)
    return f"专家：{'；'.join(fact for fact in facts if fact)}（{experts.source}{open_points}）"


def _seal_lines(programme: Programme) -> Iterable[str]:
    for form in programme.forms:
        for seal in form.seals:
            near = f"“{seal.near}”处" if seal.near else "位置未印明"
            media = "、".join(MEDIA[each] for each in seal.media)
            yield f"印章：{form.name}，{ROLE_NAMES[seal.role]}公章，{near}，{media}（{seal.source}）"


def _limit(minimum: int | None, maximum: int | None) -> str:
    if minimum and maximum:
        return f"{minimum}—{maximum} 字"
    return f"不少于 {minimum} 字" if minimum else f"不超过 {maximum} 字"


def _tier(name: str, at_most: float | None, at_least: float | None) -> str:
    if at_most is not None:
        return f"{name}（不超过 {at_most:.0%}）"
    return f"{name}（不低于 {at_least:.0%}）" if at_least is not None else name


def form_text(programme: Programme, form: FormSpec) -> str:
    """What one form asks for."""
    lines = [f"{programme.name} {form.name}（{form.id}）"]
    if form.provisional:
        lines.append("暂定：原表未公开，按通知推断。")
    lines.append("标题：" + form.titles[0].replace("{year}", str(programme.year)))
    if form.period:
        lines.append(f"填报期间：{form.period}")
    if form.original:
        lines.append("要交原件。")
    lines.extend(_field_lines(form.fields))
    if form.table is not None:
        lines.append("列表各列：")
        lines.extend(_field_lines(form.table.columns))
    if form.sections:
        lines.append("应有的标题：" + "；".join(form.sections))
    return "\n".join(lines)


def _field_lines(fields: Sequence[FieldSpec]) -> Iterable[str]:
    for field in fields:
        required = "必填" if field.required else "选填"
        others = f"　也认：{'、'.join(field.labels[1:])}" if len(field.labels) > 1 else ""
        yield f"  {field.labels[0]}（{TYPES[field.type]}，{required}）{others}"
