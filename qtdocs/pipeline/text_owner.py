"""Whose a text is that came without a form: the organisation that its head names, else the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qtdocs.text import name_twin

_SIGN = r"[\u4e00-\u9fff\U00020000-\U0003ffffA-Za-z0-9()（）·]"
_COMPANY = re.compile(
    rf"{_SIGN}{{2,40}}?(?:公司(?:[(（][^()（）]{{1,20}}[)）])?(?:[^\W班组队]{{1,8}}分公司)?|(?:院|局|厂|集团)(?=$|[\s,，。、:：;；]))"
)
"""A name as it begins a line; what is no company's must end there, for 局 and 厂 stand within many words."""
_LABELLED = re.compile(
    r"(?:(?:申报|参评|参加|创建|所在|所属)?单位(?:名称|全称)?|(?:企业|公司)(?:名称|全称)?)\s*[:：]\s*"
)
_NOT_THEIRS = re.compile(
    r"(?:我|本(?!溪)|该|各|贵|全(?!筑)|由|在|为|与|和(?!平|县)|经(?!纬)|对|致(?!远)|呈|报|送|抄|根据|按照|关于|随着|作为)|(?:推荐|主办|评审|发包|建设|监理)单位"
)
_DRESSING = re.compile(r"^(?:[\s\d.、()（）《“\"'·—_-]|[一二三四五六七八九十]+、)+")
_PIECES = re.compile(r"[\\/!_\-—–\s、,，.【】\[\]+&]+")
_HEAD = 300
"""Characters of a text in which it may say whose it is."""
_LINES = 8


def organisation_of(words: str, file: str, known: Iterable[str] = ()) -> str:
    r"""The organisation that a text is from; empty where its head names none or several, or its file another one.

    Args:
        words: the text.
        file: the way to the file as people name it.
        known: names of organisations that are known for certain.

    >>> organisation_of("浙江甲建设集团有限公司测量班创建材料\n我班成立于2010年。", "材料.docx")
    '浙江甲建设集团有限公司'
    >>> organisation_of("质量信得过班组\n申报单位：甲建工有限公司（杭州）第三分公司", "材料.docx")
    '甲建工有限公司（杭州）第三分公司'
    >>> organisation_of("甲建工有限公司测量班创建材料", "乙建工有限公司/材料.docx")
    ''
    """
    sure = {name_twin(name): name for name in known if len(name_twin(name)) >= 4}
    head, named = _in_head(words, sure), _one(_named(_PIECES.split(file), sure))
    if head and named and not _alike(head, named):
        return ""
    return head or named


def _in_head(words: str, known: dict[str, str]) -> str:
    lines = [line.strip() for line in words[:_HEAD].splitlines() if line.strip()][:_LINES]
    labelled = [line[found.end() :] for line in lines if (found := _LABELLED.match(line))]
    return _one([*_named(labelled, known)] or _named(lines, known))


def _named(pieces: Iterable[str], known: dict[str, str]) -> Iterator[str]:
    """The names with which pieces of text begin."""
    for piece in pieces:
        bare = _DRESSING.sub("", piece)
        twin = name_twin(bare)
        sure = max((each for each in known if twin.startswith(each)), key=len, default="")
        found = _COMPANY.match(bare)
        if sure:
            yield known[sure]
        elif found and not _NOT_THEIRS.match(bare):
            yield found[0]


def _one(names: Iterable[str]) -> str:
    """The one name, in its longest form; empty where there is none, or where there are several."""
    found = sorted(dict.fromkeys(names), key=len, reverse=True)
    return found[0] if found and all(_alike(found[0], each) for each in found) else ""


def _alike(one: str, other: str) -> bool:
    """Whether the one is the other, written at greater length."""
    twins = name_twin(one), name_twin(other)
    return twins[0] in twins[1] or twins[1] in twins[0]
