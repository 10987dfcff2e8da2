"""Lines of a list that are no entries, told by their words: sums, titles of groups, notes, names and seals."""

from __future__ import annotations

import re

from qtdocs.text import label_twin

_TOTAL = re.compile(
    r"(?:本页|本表|以上|总)?(?:合计|小计|总计|共计|累计|平均分?)(?:[\d.,家个项名人支班组企业:、，()（）]*)"
)
_GROUP = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]).*"
    r"|.*(?:合计|小计|总计|共计|累计|平均分?|类)(?:\d+(?:家|个|项|支)?)?|.{0,20}(?:共|[（(])\d+(?:家|个|项|支).{0,10}"
)
"""Titles of groups and their sums in the column of names: （一）房建类, 杭州市小计, 杭州市共3家."""
_COUNTED = re.compile(r"共.{0,6}\d+.{0,3}(?:项|个|家|名|人|支|班组|企业).{0,30}")
_NOTE = re.compile(
    r"\s*[（(]?\s*(?:注|说明|备注|附注|填写说明|填表说明|填报说明|注意事项)\s*[)）]?\s*(?:[:：]|\d|[（(一1])|\s*※"
)
_NOTE_GOES_ON = re.compile(r"\s*(?:[（(]?\s*[\d一二三四五六七八九十①-⑩]+\s*[)）.、．]|[①-⑩])")
_FOOTER = re.compile(
    r"\s*(?:填\s*表|填\s*报|制\s*表|经\s*办|审\s*核|复\s*核|负责|主管|主评|专家|评委|签\s*字|盖\s*章|签\s*章|联系人|联系电话"
    r"|电\s*话|手机|邮箱|地址|推荐|报送|上报|单位|协会|日\s*期|落款)[^:：\n]{0,16}[:：]"
    r"|.{0,30}[（(]\s*(?:盖\s*章|公\s*章|签\s*字|签\s*章|章)\s*[)）]\s*[:：]?.{0,80}"
    r"|[\s\d_＿]*年[\s\d_＿]*月[\s\d_＿]*日?\s*\Z",
    re.DOTALL,
)


def is_total(text: str) -> bool:
    """Whether a cell holds the word for a sum and nothing else: ``合计``, ``总计3家``."""
    return _TOTAL.fullmatch(label_twin(text)) is not None


def is_count(text: str) -> bool:
    """Whether a cell counts the entries: ``共3个班组``."""
    return _COUNTED.fullmatch(label_twin(text)) is not None


def is_group(text: str) -> bool:
    """Whether a cell reads like the title of a group or its sum: ``（一）房建类``, ``杭州市小计``."""
    return _GROUP.fullmatch(label_twin(text)) is not None


def is_note(text: str) -> bool:
    """Whether a cell begins the list's notes: ``注：``, ``填表说明：``."""
    return _NOTE.match(text) is not None


def note_goes_on(text: str) -> bool:
    """Whether a cell reads like one more note under those before: ``2. …``."""
    return _NOTE_GOES_ON.match(text) is not None


def is_footer(text: str) -> bool:
    """Whether a cell belongs to the lines of names, seals and dates around a list."""
    return _FOOTER.match(text) is not None
