"""Long texts: their length and whether every point the form asks for is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qtdocs.checks.case import ATTACHED, Box, Case
from qtdocs.checks.lengths import GREY
from qtdocs.model.finding import Finding
from qtdocs.text import label_twin, word_count

_ATTACHED_IN_FULL = 300
_NUMBER = re.compile(r"^\s*(?:[(（]?([0-9]{1,2})[)）.、．]|[(（]?([一二三四五六七八九十])[)）、.．])", re.MULTILINE)
_LEADING_NUMBER = re.compile(r"^\s*[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．]\s*")
_NUMERALS = "一二三四五六七八九十"
_PHRASES = re.compile(r"[,，、。;；:：()（）\s]+|和|及|或|与|包括")
_FILLERS = re.compile(r"班组|情况|活动|能力|主要|等$|成员(?=.)|^取得|近三年")
# What people in this trade write instead of a prompt's own word; any form's prompts may hold the word.
_SAID_INSTEAD = {
    "组成": ("现有成员", "成员", "人员", "名员工"),
    "职责": ("负责", "承担", "任务"),
    "工作内容": ("承担", "负责", "施工"),
    "文化": ("理念", "愿景", "口号"),
    "基础管理": ("制度", "台账", "标准化", "规范", "班前会", "5S", "6S", "现场管理"),
    "基础建设": ("制度", "台账", "标准化", "班前会", "现场管理"),
    "专业知识": ("学习", "培训", "考试", "持证"),
    "技能培训": ("培训", "技能", "学习", "师带徒", "导师"),
    "质量意识": ("质量", "培训"),
    "工具方法": ("QC", "PDCA", "鱼骨图", "因果图", "排列图", "五小"),
    "质量改进": ("改进", "QC", "攻关", "整改", "PDCA"),
    "创新": ("专利", "工法", "五小", "革新", "研发"),
    "管理特色": ("特色", "做法", "亮点"),
    "业绩": ("成效", "合格率", "完成率", "优质", "效益", "节约"),
    "评价结果": ("评价", "满意", "表扬", "好评"),
    "考核指标": ("合格率", "完成率", "考核", "目标"),
    "服务": ("顾客", "业主", "回访", "满意"),
    "荣誉": ("获", "奖", "称号", "先进", "表彰"),
}


def check_texts(case: Case) -> Iterator[Finding]:
    """Limits and sections of the form's long texts."""
    for box in case.boxes():
        if box.spec.type == "long-text" and box.text:
            yield from _length(box, case)
            yield from _sections(box, case)


def _limits(box: Box, case: Case) -> tuple[int | None, int | None]:
    least, most = box.spec.min_words, box.spec.max_words
    if box.spec.where == "document":
        for limit in case.programme.word_limits:
            if limit.kind == case.form.kind:
                least, most = least or limit.minimum, most or limit.maximum
    return least, most


def _length(box: Box, case: Case) -> Iterator[Finding]:
    least, most = _limits(box, case)
    if least is None and most is None:
        return
    words = word_count(box.text)
    if most is not None and words > most:
        severity = "warning" if words <= most * (1 + GREY) or box.spec.attached else "error"
        yield case.find("text-too-long", box, severity=severity, words=str(words), limit=str(most))
    if least is not None and words < least:
        if box.spec.attached:
            facts = {"severity": "note", "detail": "，按规定另附纸", "advice": ATTACHED}
        else:
            facts = {"severity": "warning" if words >= least * (1 - GREY) else "error"}
        yield case.find("text-too-short", box, words=str(words), limit=str(least), **facts)


def _sections(box: Box, case: Case) -> Iterator[Finding]:
    if box.spec.where == "document" and case.form.sections:
        twin = label_twin(box.text)
        missing = [name for name in case.form.sections if label_twin(_LEADING_NUMBER.sub("", name)) not in twin]
        rule = case.rule("V12")
    elif box.spec.prompts and not (box.spec.attached and word_count(box.text) < _ATTACHED_IN_FULL):
        missing = unanswered(box.spec.prompts, box.text, written=box.value.text)
        rule = case.rule("V24")
    else:
        return
    if missing and rule:
        detail = "；".join(prompt.rstrip("。；;") for prompt in missing)
        yield case.find("text-section-missing", box, severity=rule.severity, detail=detail)


def unanswered(prompts: Sequence[str], text: str, *, written: str = "") -> list[str]:
    """The prompts that a text says nothing about.

    A prompt is answered where its number heads a paragraph, where something is written between it and the next
    prompt, or where its own words, or what people say instead of them, occur in the text.

    Args:
        prompts: as the form prints them.
        text: what was typed, without the prompts.
        written: all that stands in the cell, prompts included.
    """
    numbers = {int(found[1]) if found[1] else _NUMERALS.index(found[2]) + 1 for found in _NUMBER.finditer(text)}
    below = _written_below(prompts, written)
    return [
        prompt
        for number, prompt in enumerate(prompts, 1)
        if number not in numbers and number not in below and not _is_spoken_of(prompt, text)
    ]


def _written_below(prompts: Sequence[str], written: str) -> set[int]:
    """Numbers of the prompts that have something typed between them and the next one."""
    twin = label_twin(written)
    starts = [twin.find(label_twin(prompt)) for prompt in prompts]
    if -1 in starts or starts != sorted(starts):
        return set()
    ends = [*starts[1:], len(twin)]
    found = {
        number
        for number, (prompt, start, end) in enumerate(zip(prompts, starts, ends, strict=True), 1)
        if end - start > len(label_twin(prompt)) + 3
    }
    return found if found != {len(prompts)} else set()


def _is_spoken_of(prompt: str, text: str) -> bool:
    words = {_FILLERS.sub("", phrase) for phrase in _PHRASES.split(_LEADING_NUMBER.sub("", prompt))}
    said = {word for word in words if len(word) > 1}
    instead = {other for key, others in _SAID_INSTEAD.items() if key in prompt for other in others}
    return any(word in text for word in said | instead)
