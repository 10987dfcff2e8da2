"""Words that hold a place and are no value: 待定, 见附件, 请填写, XX公司, 示例：…, lone punctuation."""

from __future__ import annotations

import re

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec
from qtdocs.extract.reading import NOTHING, SPACE, Reading, doubted, unsure
from qtdocs.text import narrow

_EMPTY = re.compile(r"[/\\\-—–―－_＿~～.…·*:;,。、|()\[\]【】《》<>{}]*|n/?a|null|none")
_PLACEHOLDERS = frozenset(
    {"暂无", "待定", "待补", "待补充", "待填", "待填写", "后补", "略", "同上", "同前", "无", "没有", "不详", "未知"}
    | {"见附件", "详见附件", "见附页", "详见附页", "见附表", "另附", "另附纸", "附后"}
    | {"见材料", "详见材料", "详见创建材料"}
    | {"tbd", "xxx", "xx", "×××", "××", "某某", "某", "○○", "〇〇", "○○○", "示例", "样例", "例", "?", "??", "???"}
    | {'"', "''", "″", "“", "”", "〃"}
)
_FAILED_FORMULA = re.compile(r"#(?:n/a|ref!|value!|div/0!|name\?|num!|null!|spill!|calc!|#+)|#+")
_NO_ANSWER = frozenset({"无", "没有"})
_TAKES_NONE = NUMBER_TYPES | {"yes-no", "choices"}
_HAS_BOXES = frozenset({"yes-no", "choices"})
_PROMPT = (
    r"(?:请|在|可)?(?:单击|点击|轻触|双击)(?:或(?:单击|点击|轻触))?(?:此处|这里|以|并)?(?:输入|键入|添加|选择|填写)[^。，,\n]{0,8}"
    r"|(?:请)?(?:在)?(?:此处|这里|此)(?:处)?(?:输入|键入|填写|填入)[^。，,\n]{0,8}"
    r"|请(?:如实|在此)?(?:输入|填写|填入|选择|注明|填)[^。，,\n]{0,8}"
    r"|选择一(?:项|个项目)|click(?: or tap)?(?: here)? to enter(?: text| a date)?|choose an item"
)
_WHOLE_PROMPT = re.compile(rf"[(（【\[]?\s*(?:{_PROMPT})\s*[)）】\]]?[。.:：…]*", re.IGNORECASE)
_PROMPT_IN_BRACKETS = re.compile(rf"[(（【\[]\s*(?:{_PROMPT})\s*[)）】\]]", re.IGNORECASE)
_EXAMPLE = re.compile(r"[(（【\[]?\s*(?:填写)?(?:示例|样例|举例|例如|例子|例|如|样本)\s*[)）】\]]?\s*[:：]\s*")
_EXAMPLE_BEHIND = re.compile(r"\s*[(（【\[]\s*(?:填写)?(?:示例|样例|举例|例|样本)\s*[)）】\]]\s*\Z")
_BESIDE = "A-Za-z0-9一二三四五六七八九"
_HOLE = re.compile(
    rf"(?<![{_BESIDE}])[xX×ＸｘＸ✕╳○〇*＊某]{{2,}}(?![{_BESIDE}])|某(?=公司|单位|企业|集团|项目|班|小组|工程|市|省)"
)
"""Signs that stand for a name; 二〇〇八 is a year."""
_NOTHING_BUT_KIND = re.compile(
    r"(?:省|市|区|县|有限|责任|股份|建设|建筑|工程|集团|公司|单位|企业|协会|项目|班组|班|组|小组|部|部门|路|号|年|月|日|人|先生|女士)*"
)
_SHORT = 60


def nothing_in(text: str, spec: FieldSpec) -> Reading | None:
    """The empty reading of a text that fills nothing in; none where it does, even with no more than 无."""
    if len(text) > _SHORT:
        return None
    flat = SPACE.sub("", text).lower()
    if _EMPTY.fullmatch(narrow(flat)):
        return NOTHING
    if flat in _NO_ANSWER and spec.type in _TAKES_NONE:
        return None
    if _FAILED_FORMULA.fullmatch(flat):
        return unsure(None, f"写的是“{text.strip()}”，是表格软件算不出的结果", code="field-placeholder")
    if flat.strip("。（）()") in _PLACEHOLDERS or narrow(flat).strip("。()") in _PLACEHOLDERS:
        return _placeholder(text)
    if spec.type in _HAS_BOXES:
        return None
    if _WHOLE_PROMPT.fullmatch(SPACE.sub(" ", text).strip()):
        return _placeholder(text)
    return _placeholder(text) if spec.type != "long-text" and _is_hollow(flat) else None


def _is_hollow(flat: str) -> bool:
    """Whether nothing but a kind is said: XX公司, ××项目部. 某某 might still be how somebody hides a true name."""
    return "某" not in flat and bool(_HOLE.search(flat)) and bool(_NOTHING_BUT_KIND.fullmatch(_HOLE.sub("", flat)))


def _placeholder(text: str) -> Reading:
    return unsure(None, f"写的是“{text.strip()}”", code="field-placeholder")


def without_filler(text: str, spec: FieldSpec) -> tuple[str, str]:
    """The text without an example's mark or a prompt in brackets, and that filler; empty where there is none."""
    if spec.type in _HAS_BOXES:
        return text, ""
    typed = text.strip()
    start = typed[:_SHORT]
    behind = _EXAMPLE_BEHIND.search(start) if len(typed) <= _SHORT else None
    found = _EXAMPLE.match(start) or behind or _PROMPT_IN_BRACKETS.search(start)
    if found and (rest := typed[: found.start()] + typed[found.end() :]).strip():
        return rest, found[0].strip()
    return text, ""


def with_filler(reading: Reading, filler: str, text: str) -> Reading:
    """The reading with the filler that stood beside it named: of an example nothing may be true."""
    seen = SPACE.sub(" ", text).strip()[:_SHORT]
    example = not _PROMPT_IN_BRACKETS.fullmatch(filler)
    detail = f"写的是“{seen}”，像是没有改掉的示例" if example else f"还留着提示语“{filler}”"
    return doubted(reading, detail, grade="C" if example else "B")


def with_holes(reading: Reading, spec: FieldSpec) -> Reading:
    """The reading with a doubt where a name or word in it was left open: 浙江XX建设有限公司, 张某某."""
    for value in (reading.value, reading.second):
        if not isinstance(value, str) or len(value) > _SHORT:
            continue
        found = _HOLE.search(value) or (spec.type == "person" and re.search("某$", value))
        if found:
            detail = f"“{value}”里的“{found[0]}”像是没有填的空"
            reading = doubted(reading, detail, grade="C")
    return reading
