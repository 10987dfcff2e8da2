"""What the rows of a filled 名称核对表 mean: confirmed, to be corrected, no answer, or not to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from qtdocs.model.honour import CONFIRMED, CORRECTED, Honour, NameReply
from qtdocs.model.name_sheet import NAME_WORDS, NAMES, REPLIES, AskedTeam, FilledRow, NameSheet
from qtdocs.pipeline.publishing.name_differences import is_printable
from qtdocs.text import label_twin
from qtdocs.writing import safe_text


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RIGHT = _set_of(
    "正确 无误 核对无误 确认无误 准确 准确无误 对 是 √ ✓ ✔ ☑ ok 属实 一致 确认 已确认 没有错 没错 无需更正 不更正"
)
_WRONG = _set_of("更正 需更正 需要更正 要更正 更改 修改 改 错 错误 有误 不对 不正确 否 × ✗ ✘ x")
_SAME = _set_of("无 / - — —— 不变 同左 同前 无变化 没有变化 正确 无误 一致 相同 √ ✓ ✔ 无需更正 不更正")
_ABOVE = _set_of('同上 〃 "')
_LONGEST = 120
_LABELS = dict(REPLIES)
_UNSURE = {
    "struck": "画了删除线", "revised": "有修订", "uncached": "是公式，文件里没有结果", "merged": "合并了单元格",
    "overlapping": "有文字压在一起", "drawn": "有一部分是画出来的", "picture": "是图片",
}  # fmt: skip
"""What was seen of a cell that keeps it from being taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReply:
    """What one row says of one team."""

    honour: Honour
    """The team, as the ledger has it now."""
    reply: NameReply
    """What is said."""
    place: str
    """The cell, for people."""
    remarks: tuple[str, ...] = ()
    """What to look at, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReplies:
    """What one workbook says."""

    replies: tuple[RowReply, ...]
    """Rows that say something clear."""
    doubts: tuple[str, ...]
    """Rows of which nothing was taken, each with its cell and the reason."""
    silent: tuple[str, ...]
    """Numbers of teams of which nothing is said."""


class _DoubtError(Exception):
    """Nobody can say what the row means."""


def replies_in(sheet: NameSheet, honours: Sequence[Honour], *, workspace: str) -> SheetReplies:
    """What a workbook says of teams whose names still are what was asked.

    Args:
        sheet: the workbook, of this workspace.
        honours: all who are honoured, as the ledger has them now.
        workspace: what tells the workspace from all others.
    """
    known = {asked_of(each).mark(workspace): each for each in honours}
    replies: list[RowReply] = []
    doubts: list[str] = []
    silent: list[str] = []
    for row in sheet.rows:
        try:
            found = _Row(row, sheet, known).read()
        except _DoubtError as doubt:
            doubts.append(str(doubt))
            continue
        if found is not None:
            replies.append(found)
        elif row.mark in sheet.teams:
            silent.append(sheet.teams[row.mark].entry)
    once, twice = _once(replies)
    return SheetReplies(replies=tuple(once), doubts=(*doubts, *twice), silent=tuple(silent))


def asked_of(honour: Honour) -> AskedTeam:
    """What is asked of a team."""
    return AskedTeam(
        entry=honour.entry, organisation=honour.organisation, team=honour.team, leader=honour.leader
    )  # fmt: skip


def _once(replies: Sequence[RowReply]) -> tuple[list[RowReply], list[str]]:
    """Each team once; where two rows say different things of it neither is taken."""
    rows: dict[str, list[RowReply]] = {}
    for each in replies:
        rows.setdefault(each.honour.entry, []).append(each)
    once, doubts = [], []
    for entry, several in rows.items():
        if len({each.reply for each in several}) == 1:
            once.append(several[0])
        else:
            places = " 和 ".join(each.place for each in several)
            doubts.append(f"{places} 两行都是 {entry}，说的不一样，请只留一行")
    return once, doubts


class _Row:
    """One row being read."""

    def __init__(self, row: FilledRow, sheet: NameSheet, known: Mapping[str, Honour]) -> None:
        self._row, self._sheet, self._known = row, sheet, known
        self._remarks: list[str] = []

    def read(self) -> RowReply | None:
        """What it says; none where it says nothing.

        Raises:
            _DoubtError: nobody can tell; the cell is named.
        """
        answered = any(self._text(key) for key, _ in REPLIES)
        asked = self._sheet.teams.get(self._row.mark)
        if asked is None:
            if answered:
                raise _DoubtError(f"{self._row.place} 这一行认不出是哪个班组（隐藏的“记号”没有了或被改了）")
            return None
        over = self._written_over(asked)
        if not answered and not over:
            if self._row.comments:
                raise _DoubtError(f"{self._row.place} {asked.entry} 没有填，只有批注：{'；'.join(self._row.comments)}")
            return None
        honour = self._known.get(self._row.mark)
        if honour is None:
            raise _DoubtError(
                f"{self._row.place} {asked.entry} 问的是“{asked.organisation} {asked.team}”，"
                "现在台账里不是这样写，或者已经不在名单里；请重新发核对表"
            )
        new = over | self._new_names()
        return self._reply(honour, {key: text for key, text in new.items() if text != getattr(honour, key)}, over)

    def _reply(self, honour: Honour, new: Mapping[str, str], over: Mapping[str, str]) -> RowReply:
        said, place = self._said(), self._place("said")
        if said == CONFIRMED and new:
            words = "、".join(NAME_WORDS[key] for key in new)
            raise _DoubtError(f"{place} 选了正确，却另写了{words}：{'、'.join(new.values())}")
        if said == CORRECTED and not new:
            raise _DoubtError(f"{place} 选了更正，没有写出与原来不同的正确名称")
        if not said and not new:
            self._remarked(honour)
        if not said:
            self._remarks.append(f"{place} 没有选正确或更正，按更正记下")
        if over:
            self._remarks.append(f"{honour.entry} 的{'、'.join(NAME_WORDS[key] for key in over)}直接改在左边的格里")
        if remark := self._text("remark"):
            self._remarks.append(f"备注：{remark}")
        self._remarks += [f"批注：{each}" for each in self._row.comments]
        reply = NameReply(
            said=CORRECTED if new else CONFIRMED, organisation=honour.organisation, team=honour.team,
            leader=honour.leader, new_organisation=new.get("organisation", ""), new_team=new.get("team", ""),
            new_leader=new.get("leader", ""), proof=_one_line(self._text("proof")), because=_one_line(remark),
        )  # fmt: skip
        return RowReply(honour=honour, reply=reply, place=place, remarks=tuple(self._remarks))

    def _remarked(self, honour: Honour) -> NoReturn:
        """A row in which only something beside an answer stands."""
        words = self._text("remark") or self._text("proof")
        raise _DoubtError(f"{self._place('said')} {honour.entry} 没有选正确或更正，只写了“{words}”")

    def _said(self) -> str:
        """已确认, 更正, or empty where nothing was chosen."""
        text = self._plain("said")
        twin = label_twin(text).strip("。.！!，,")
        for word, meant in (("正确", CONFIRMED), ("更正", CORRECTED)):
            if twin in (f"☑{word}", f"√{word}", f"✓{word}", f"{word}√", f"{word}✓", f"{word}☑"):
                return meant
        if twin in _RIGHT:
            return CONFIRMED
        if twin in _WRONG:
            return CORRECTED
        if text:
            raise _DoubtError(f"{self._place('said')} 写的是“{text[:30]}”，看不出是正确还是更正")
        return ""

    def _new_names(self) -> dict[str, str]:
        """What somebody wrote as the right names; a name that stays is none of them."""
        found = {}
        for key in NAMES:
            text = self._plain(f"new_{key}")
            if not text or label_twin(text).strip("。.") in _SAME:
                continue
            if text in _ABOVE:
                raise _DoubtError(f"{self._place(f'new_{key}')} 写的是“{text}”，请写出完整的名称")
            found[key] = self._name(text, key, f"new_{key}")
        return found

    def _written_over(self, asked: AskedTeam) -> dict[str, str]:
        """Names that somebody changed where they were only to be read.

        Raises:
            _DoubtError: they are another team's: only some of the columns were sorted, or a row was pasted over.
        """
        shown = {key: self._text(key) for key in NAMES if key in self._row.cells or getattr(asked, key)}
        number = self._text("entry")
        changed = {key: text for key, text in shown.items() if _spelled(text) != _spelled(getattr(asked, key))}
        others = {(each.organisation, each.team) for each in self._sheet.teams.values()}
        mixed = number not in ("", asked.entry) or (shown.get("organisation"), shown.get("team")) in others
        if (changed and mixed) or number not in ("", asked.entry):
            raise _DoubtError(
                f"{self._row.place} 这一行的名称和隐藏的“记号”对不上，可能只排了一部分列，或者粘贴时盖住了别的行"
            )
        if any(not text for text in changed.values()):
            raise _DoubtError(f"{self._row.place} 左边的名称被清空了")
        return {key: self._name(text, key, key) for key, text in changed.items()}

    def _name(self, text: str, key: str, column: str) -> str:
        """A name as it may be printed, from what somebody typed."""
        place = self._place(column)
        if "\n" in text:
            raise _DoubtError(f"{place} 的名称写成了几行")
        if not is_printable(text) or safe_text(text) != text:
            raise _DoubtError(f"{place} 的名称里有看不见的符号或自造字，请重新打一遍")
        if len(text) > _LONGEST:
            raise _DoubtError(f"{place} 写了 {len(text)} 个字，不会是名称")
        bare = text[1:-1] if key == "team" and len(text) > 2 and text[0] + text[-1] in ("“”", '""', "「」") else text
        if bare != text and not set(bare) & set('“”"'):
            self._remarks.append(f"{place} 的引号去掉了，印的时候程序自己加")
            return bare
        return text

    def _plain(self, key: str) -> str:
        """What stands in a cell of an answer.

        Raises:
            _DoubtError: it cannot be taken as it stands.
        """
        cell = self._row.cells.get(key)
        for flag in sorted(cell.flags) if cell else ():
            if flag in _UNSURE:
                raise _DoubtError(f"{cell.place} 的“{_LABELS.get(key, key)}”{_UNSURE[flag]}" if cell else "")
        return cell.text if cell else ""

    def _text(self, key: str) -> str:
        cell = self._row.cells.get(key)
        return cell.text if cell else ""

    def _place(self, key: str) -> str:
        cell = self._row.cells.get(key)
        return str(cell.place if cell else self._row.place)


def _spelled(text: str) -> str:
    """What a cell of a name says, whatever spreadsheet program saved it."""
    return safe_text(text).strip()


def _one_line(text: str) -> str:
    return " ".join(safe_text(text).split())


def with_source(replies: Iterable[RowReply], *, file: str, sha256: str) -> Iterator[RowReply]:
    """The replies with the file they came in."""
    for each in replies:
        yield replace(each, reply=replace(each.reply, file=file, sha256=sha256))
