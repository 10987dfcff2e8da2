"""What people put around a name that is none of it: ``企业：``, ``——``, brackets, a former name, the name again."""

from __future__ import annotations

import re

from qtdocs.text import narrow

_LABELS = {
    "organisation": r"(?:企业|单位|公司|机构|协会|申报单位|申报企业|施工单位|推荐单位)(?:名称|全称)?|名称|全称",
    "person": r"(?:姓\s*名|名\s*字|.{0,8}(?:联系人|负责人|经办人|组长|班长|队长|专家|评委|组员))",
    "team": r"(?:[^:：]{0,8}(?:班组|小组|团队)|班)(?:名\s*称)?|名\s*称",
}
_LABEL = {kind: re.compile(rf"(?:{words})\s*[:：]\s*(?=\S)") for kind, words in _LABELS.items()}
_BEFORE = re.compile(
    r"[\-—―–－_＿~～.．·•●◆■▪※☆★*＊、，,。;；:：/／|｜\s]+(?=\S)|\d{1,2}[.．、]\s*(?=[^\d\s])|[①-⑳]\s*(?=\S)"
)
_BEHIND = re.compile(r"(?<=\S)[、，,。;；:：/／|｜\-—_＿~～\s]+\Z")
_WHOLE_IN_BRACKETS = re.compile(r"(?:[(（]([^()（）]+)[)）]|【([^【】]+)】|\[([^\[\]]+)\]|《([^《》]+)》|<([^<>]+)>)")
_FORMER = re.compile(
    r"\s*[(（]\s*(?:曾用名|原名称?|原单位|前身|更名前|别名|又名|(?:以下)?简称|原)\s*(?:为|是)?\s*[:：]?[^()（）]{2,40}[)）]\s*\Z"
)
_TWICE = re.compile(r"(.{2,60}?)(?:[\s、,，;；/／]*\1)+", re.DOTALL)
_LONGEST = 200


def undressed(text: str, kind: str) -> str:
    """The bare name in a text; the text itself where nothing stands around the name.

    Quotes stay: they are part of many a team's name.

    Args:
        text: as typed.
        kind: ``organisation``, ``person`` or ``team``.
    """
    name = text.strip()
    if len(name) > _LONGEST:
        return name
    while True:
        bare = _without_one(name, kind)
        if bare == name:
            return name
        name = bare


def _without_one(name: str, kind: str) -> str:
    if found := _LABEL[kind].match(name) or _BEFORE.match(name):
        return name[found.end() :].strip()
    if found := _BEHIND.search(name) or (_FORMER.search(name) if kind == "organisation" else None):
        return name[: found.start()].strip() or name
    if found := _WHOLE_IN_BRACKETS.fullmatch(name):
        return next(inner for inner in found.groups() if inner is not None).strip() or name
    return name


def once(name: str) -> str:
    """A name that was typed twice or more, once; the name itself where it was not.

    >>> once("测量一班 测量一班"), once("测量班")
    ('测量一班', '测量班')
    """
    found = _TWICE.fullmatch(narrow(name)) if 4 <= len(name) <= _LONGEST else None
    return name[: len(found[1])] if found else name
