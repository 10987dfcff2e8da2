"""Which column of a list a printed heading stands for: exact words, two-row heads, words that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qtdocs.editions.form import FieldSpec, TableSpec
from qtdocs.editions.layout import declared_core, label_core
from qtdocs.text import label_twin

_SECOND_LABELS: Mapping[str, tuple[str, ...]] = {
    "organisation_name": ("企业名称", "单位名称", "企业", "单位", "申报单位"),
    "team_name": ("班组名称", "质量信得过班组名称", "班组"),
    "total_score": ("打分", "得分", "评分", "总分", "分数"),
    "rank": ("排序", "排名", "名次", "推荐排序"),
}
"""Headings of the two halves of a double column (企业/班组名称) when people make two columns of it."""
_INTEGERS = frozenset({"rank", "row_no", "headcount"})
_OF_PERSON: Mapping[str, tuple[str, ...]] = {
    "": ("姓名", "名字", "名称"),
    "_mobile": ("手机", "手机号", "手机号码", "移动电话", "联系手机"),
    "_phone": ("电话", "联系电话", "联系方式", "座机", "固定电话", "固话", "办公电话", "电话号码"),
    "_email": ("邮箱", "电子邮箱", "联系邮箱", "email", "e-mail", "电子邮件"),
}
"""What stands under a person in a two-row head, by the end of the key it means."""
_OF_SCORE: Mapping[str, tuple[str, ...]] = {
    "material_score": ("材料", "材料分", "材料得分", "材料评审", "材料评分", "申报材料", "资料", "资料分"),
    "presentation_score": ("发布", "发布分", "发布得分", "发布评分", "现场发布", "现场", "现场分", "演讲"),
    "total_score": ("合计", "总分", "总计", "总得分", "总评分", "综合得分", "小计", "总成绩"),
    "rank": ("排序", "排名", "名次"),
}
"""What stands under 得分 in a two-row head."""
_SCORES = frozenset(
    {"得分", "评分", "打分", "成绩", "分数", "评审得分", "评审结果", "评价得分", "推荐得分", "评审打分"}
)
_CONTACTING = frozenset({"联系方式", "联系信息", "联系人及联系方式", "通讯方式", "联络方式"})
"""Upper headings under which a contact's name and numbers stand."""
_PEOPLE_WORDS = frozenset(word for words in _OF_PERSON.values() for word in words)
_ATTRIBUTES = (
    "邮箱", "邮件", "电话", "手机", "地址", "邮编", "人数", "性别", "年龄", "职务", "职称", "部门", "性质", "类型",
    "类别", "日期", "时间", "分", "排序", "排名", "等级", "备注", "意见", "编号", "代码", "资质", "负责人", "法人",
    "账号", "序号", "简称", "组长", "金额", "费", "简介", "成员", "行业", "曾用", "上级", "主管", "项目", "工种",
    "单位", "企业", "公司",
)  # fmt: skip
"""Words that make another column of a heading that else looks alike: 联系人 and 联系人邮箱."""
_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile(r"[/、,;|及和或与&]")
_LIKE = 72.0
_MARGIN = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a heading may stand for."""

    spec: FieldSpec
    """The column."""
    other: FieldSpec | None = None
    """A second column of the form that this one holds too: 联系人及电话."""
    rank: int
    """0 the form's own word, 1 another known word, 2 nearly the same word."""
    order: int = 0
    """Where the word stands among the column's words, the likeliest first."""
    word: str
    """The form's word it was taken for."""


class Headings:
    """The headings of a list, ready for looking up.

    Args:
        table: the list's declaration.
        owners: fields of the form that people put into a column of their own: 推荐单位.
    """

    def __init__(self, table: TableSpec, owners: tuple[FieldSpec, ...] = ()) -> None:
        self.keys = table.keys
        self._exact: dict[str, list[Meaning]] = {}
        self._specs = {spec.key: spec for spec in table.columns}
        self._similar: dict[str, tuple[Meaning, ...]] = {}
        for spec in (*table.columns, *_halves(table.columns), *owners):
            for number, label in enumerate(spec.labels):
                meaning = Meaning(spec=spec, rank=min(number, 1), order=number, word=spec.labels[0])
                for twin in dict.fromkeys((label_twin(label), declared_core(label_twin(label)))):
                    known = self._exact.setdefault(twin, [])
                    if all(other.spec.key != spec.key for other in known):
                        known.append(meaning)
        for halves in _halves(table.columns):
            self._specs.setdefault(halves.key, halves)

    def known(self, text: str) -> bool:
        """Whether a text is, by itself, one of the list's headings."""
        return len(text) < 40 and bool(self._single(text))

    def meanings(self, path: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What a heading may stand for, best first; its words from the top row down."""
        words = [word for word in path if label_core(label_twin(word)).strip("()")]
        if not words:
            return ()
        if len(words) == 1:
            return self._single(words[0]) or self._joined(words[0])
        return self._double(words[-2], words[-1])

    def similar(self, path: tuple[str, ...]) -> tuple[Meaning, ...]:
        """The one column whose heading is nearly the same; none where two are as near."""
        text = "".join(path[-2:])
        if text not in self._similar:
            self._similar[text] = self._nearest(label_core(label_twin(text)))
        return self._similar[text]

    def _single(self, text: str) -> tuple[Meaning, ...]:
        twin = label_twin(text)
        return tuple(self._exact.get(twin) or self._exact.get(label_core(twin)) or ())

    def _double(self, parent: str, child: str) -> tuple[Meaning, ...]:
        found = self._single(parent + child) or self._single(child + parent)
        if found:
            return found
        above, below = label_core(label_twin(parent)), label_core(label_twin(child))
        if above in _SCORES:
            return self._spec_of(next((key for key, words in _OF_SCORE.items() if below in words), ""))
        if below in _PEOPLE_WORDS:
            owner = "contact" if above in _CONTACTING else self._owner(above)
            return self._of_person(owner, below) if owner else ()
        return self._single(child)

    def _owner(self, twin: str) -> str:
        """The person whose name, telephone and so on stand under this heading."""
        bare = re.sub(r"(?:信息|情况)$", "", twin)
        return next((meaning.spec.key for meaning in self._exact.get(bare, ()) if meaning.spec.type == "person"), "")

    def _of_person(self, owner: str, below: str) -> tuple[Meaning, ...]:
        ending = next(ending for ending, words in _OF_PERSON.items() if below in words)
        instead = {"_mobile": "_phone", "_phone": "_mobile"}.get(ending, ending)
        return self._spec_of(owner + ending) or self._spec_of(owner + instead)

    def _spec_of(self, key: str) -> tuple[Meaning, ...]:
        spec = self._specs.get(key)
        return () if spec is None else (Meaning(spec=spec, rank=1, word=spec.labels[0]),)

    def _joined(self, text: str) -> tuple[Meaning, ...]:
        """A heading of two words: one column if both mean the same, a double column if they do not."""
        parts = [part for part in _JOINTS.split(label_core(label_twin(text))) if part]
        if len(parts) != 2:
            return ()
        first = self._single(parts[0]) or self._single(parts[0] + parts[1][-2:])
        second = self._single(parts[1]) or self._single(parts[0][:-2] + parts[1])
        if not first or not second:
            return ()
        one, two = first[0].spec, second[0].spec
        if one.key == two.key or one.type == two.type == "phone":
            return (Meaning(spec=one, rank=1, word=one.labels[0]),)
        return (Meaning(spec=one, other=two, rank=1, word=f"{one.labels[0]}/{two.labels[0]}"),)

    def _nearest(self, twin: str) -> tuple[Meaning, ...]:
        from rapidfuzz import fuzz

        if not 2 <= len(twin) <= 16 or twin.isascii():
            return ()
        best: dict[str, tuple[float, Meaning]] = {}
        for label, meanings in self._exact.items():
            likeness = fuzz.ratio(twin, label)
            numbers = _DIGITS.findall(twin) != _DIGITS.findall(label)
            if likeness < _LIKE or numbers or any((word in twin) != (word in label) for word in _ATTRIBUTES):
                continue
            for meaning in meanings[:1]:
                if likeness > best.get(meaning.spec.key, (0.0, meaning))[0]:
                    best[meaning.spec.key] = (likeness, Meaning(spec=meaning.spec, rank=2, word=label))
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return ()
        return (ranked[0][1],)


def _halves(columns: Iterable[FieldSpec]) -> tuple[FieldSpec, ...]:
    """The two halves of each double column as columns of their own, where the form has none."""
    columns = tuple(columns)
    keys = {spec.key for spec in columns if not spec.second}
    found = []
    for spec in columns:
        for key in (spec.key, spec.second) if spec.second else ():
            if key in _SECOND_LABELS and key not in keys:
                kind = "integer" if key in _INTEGERS else spec.type
                labels = _SECOND_LABELS[key]
                found.append(spec.model_copy(update={"key": key, "second": "", "labels": labels, "type": kind}))
    return tuple(found)
