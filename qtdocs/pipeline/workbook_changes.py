"""What a person changed in the ledger workbook, told against the ledger as it stands now; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs import checks, render
from qtdocs.checks.output_rules import OUTPUTS
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.intake.ledger_workbook import Edited, EditedLedger
from qtdocs.model.correction import NAME_KEYS, RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.seal import ANSWERS, SealLook
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.lines import mark_of
from qtdocs.pipeline.sealing import every_seal
from qtdocs.pipeline.shuffled import refuse_shuffled
from qtdocs.pipeline.typed import value_typed
from qtdocs.pipeline.workbook_change import Change, NewLook, NewRuling, NewValue, shortened
from qtdocs.writing import CELL_LIMIT, cell_digest

_WORDS = {word: ruling for ruling, word in RULINGS.items()}
_MADE_LATER = frozenset(rule.code for rule in OUTPUTS)
"""Findings that are told only when everything is written: they are not in the ledger's own account."""


def changes_of(edited: EditedLedger, account: Account, edition: Programme, findings: list[Finding]) -> list[Change]:
    """Every change, in the order of the workbook.

    Args:
        edited: what was read back.
        account: the season as the ledger has it now.
        edition: the programme.
        findings: findings of no team, those of the notice among them.

    Raises:
        UsageError: another workspace wrote it, the ledger changed meanwhile in a cell that was edited, or a cell makes
            no sense; cells are named.
    """
    if edited.programme != edition.id:
        raise UsageError(f"这个工作簿是另一个活动（{edited.programme}）的台账。", "请换成本活动的 台账.xlsx。")
    if edited.workspace not in ("", account.workspace):
        raise UsageError(
            "这个工作簿是另一个工作区写出的台账，不是这个工作区的；什么也没有改动。",
            "请进入写出它的那个工作区再运行；要改这个工作区，请在这里的 台账.xlsx 上改。",
        )
    now = _Now(account, edition, findings)
    fresh = [each for each in edited.changes if now.text(each) != each.text]
    stale = [each for each in fresh if cell_digest(now.text(each) or "") != each.was or now.text(each) is None]
    if stale:
        raise UsageError(_stale(stale, now), "请在新写出的 台账.xlsx 上重新改这几格；什么也没有改动。")
    refuse_shuffled(fresh)
    return _changes(fresh, edited, now)


def _stale(stale: list[Edited], now: _Now) -> str:
    listed = "\n".join(
        f"  {each.where}“{each.label}”：写出时是{_quoted(each.before)}，现在台账里是{_quoted(now.text(each))}，"
        f"这里改成{_quoted(each.text)}"
        for each in stale
    )
    return f"这个工作簿写出以后，台账又变了，有 {len(stale)} 格对不上：\n{listed}\n"


def _quoted(text: str | None) -> str:
    if text is None:
        return "（已经没有这一行）"
    return f"“{shortened(text)}”" if text else "空"


class _Now:
    """What the workbook's cells would say if it were written now."""

    def __init__(self, account: Account, edition: Programme, findings: list[Finding]) -> None:
        self.edition = edition
        self.teams = {team.id: team for team in account.teams}
        self.columns = {each.key: each for each in render.team_columns(edition, account.teams)}
        pairs: list[tuple[Entry | None, Finding]] = [(None, each) for each in findings]
        pairs += [(team, each) for team in account.teams for each in team.findings]
        self.findings = {render.mark_of_finding(team, each): each for team, each in pairs}
        self._said = account.said
        self.looks: Mapping[str, SealLook] = {mark_of(each.look): each.look for each in every_seal(account)}

    def text(self, edited: Edited) -> str | None:
        """What the cell would say; none where there is no such row any more."""
        if edited.sheet == "班组":
            team, column = self.teams.get(edited.row), self.columns.get(edited.key)
            return None if team is None or column is None else render.exported(column, team)
        if edited.sheet == "问题":
            return self._ruling(edited)
        look = self.looks.get(edited.row)
        if look is None:
            return None
        said = look.confirmed
        return {"answer": said.answer if said else "", "who": said.who if said else ""}[edited.key]

    def _ruling(self, edited: Edited) -> str | None:
        """What is said of a finding now; none where it is no longer there, or says something else."""
        if edited.row not in self.findings and edited.code not in _MADE_LATER:
            return None
        entry, _, key = edited.row.rpartition("|")
        said = self._said.get((entry, key))
        told = {"ruling": RULINGS[said.ruling], "who": said.who, "why": said.why} if said else {}
        return told.get(edited.key, "")


def _changes(fresh: list[Edited], edited: EditedLedger, now: _Now) -> list[Change]:
    """Every change; where some make no sense, all of those are told at once."""
    done: set[tuple[str, str]] = set()
    found: list[Change | None] = []
    wrong: list[UsageError] = []
    for each in fresh:
        if each.sheet != "班组" and (each.sheet, each.row) in done:
            continue
        done.add((each.sheet, each.row))
        try:
            found.append(_change(each, edited, now))
        except UsageError as error:
            wrong.append(error)
    if len(wrong) > 1:
        listed = "\n".join(f"  {number}. {error}" for number, error in enumerate(wrong, 1))
        raise UsageError(f"有 {len(wrong)} 格认不出来，什么也没有改动：\n{listed}\n", "请逐格改好，保存后再运行一次。")
    if wrong:
        raise UsageError(wrong[0].message, f"{wrong[0].advice}什么也没有改动。")
    return [each for each in found if each is not None]


def _change(edited: Edited, whole: EditedLedger, now: _Now) -> Change | None:
    if edited.sheet == "班组":
        return _new_value(edited, now)
    return _new_ruling(edited, whole, now) if edited.sheet == "问题" else _new_look(edited, whole, now)


def _new_value(edited: Edited, now: _Now) -> NewValue | None:
    """The value that holds from now on; none where only the way of writing was changed."""
    team, shown = now.teams[edited.row], now.text(edited) or ""
    if len(shown) >= CELL_LIMIT:
        raise UsageError(f"{edited.where} 太长，表里放不下全文，不能在这里改。", "请让对方改好材料重新报送。")
    if edited.key not in team.fields:
        raise UsageError(f"{edited.where}：这个班组的表上没有“{edited.label}”这一栏。", "请清空这一格再运行。")
    if not edited.text and edited.key in NAME_KEYS:
        raise UsageError(f"{edited.where} 的“{edited.label}”被清空了。", "名称不能清空：请填上正确的名称，或者撤销。")
    new = value_typed(edited, edited.key, team, now.edition)
    held = team.fields[edited.key]
    correction = next((each for each in team.corrections if each.field == edited.key), None)
    if new == held.value and held.grade != "C":
        return None
    standing = tuple(checks.box_text(record.fields.get(edited.key)) for record in team.records)
    return NewValue(
        entry=team, key=edited.key, label=edited.label, shown=shown, new=new,
        old=correction.old if correction else held.value, seen=correction.seen if correction else standing,
    )  # fmt: skip


def _row(edited: Edited, whole: EditedLedger, now: _Now, keys: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What the filled-in cells of a row say, with their places; a column that is not there says what it said."""
    found = {}
    for key in keys:
        there = whole.texts.get((edited.sheet, edited.row, key))
        found[key] = there if there is not None else (now.text(replace(edited, key=key)) or "", edited.where)
    return found


def _new_ruling(edited: Edited, whole: EditedLedger, now: _Now) -> NewRuling:
    cells = _row(edited, whole, now, ("ruling", "who", "why"))
    (word, where), (who, _), (why, _) = (cells[key] for key in ("ruling", "who", "why"))
    if word and word not in _WORDS:
        raise UsageError(f"{where} 写的是“{word[:20]}”，请选{'、'.join(_WORDS)}，或者留空。")
    if not word and edited.key != "ruling":
        raise UsageError(f"{edited.where} 写了字，同一行的“处理”却是空的。", f"请选{'、'.join(_WORDS)}。")
    refuse_incomplete(_WORDS.get(word, ""), who, why, where=where)
    entry, _, key = edited.row.rpartition("|")
    told = now.findings[edited.row].message if edited.row in now.findings else edited.anchor
    return NewRuling(
        entry=now.teams.get(entry), finding=key, code=edited.code, message=told, ruling=_WORDS.get(word, ""),
        who=who.strip(), why=why.strip(),
    )  # fmt: skip


def refuse_incomplete(ruling: str, who: str, why: str, *, where: str) -> None:
    """Whoever rules on a finding gives a name, and for letting it pass a reason.

    Raises:
        UsageError: one of them is missing.
    """
    if ruling and not who.strip():
        raise UsageError(f"{where} 选了“{RULINGS[ruling]}”，没有写处理人。", "谁看过、谁决定的，要写上姓名。")
    if "：" in who or "\n" in who:
        raise UsageError(f"{where} 的处理人写的是“{shortened(who)}”。", "处理人只写姓名，理由写在“理由”一格。")
    if ruling == "waived" and not why.strip():
        raise UsageError(f"{where} 选了“放行”，没有写理由。", "为什么可以放行，要写明。")


def _new_look(edited: Edited, whole: EditedLedger, now: _Now) -> NewLook:
    cells = _row(edited, whole, now, ("answer", "who"))
    (answer, where), (who, _) = cells["answer"], cells["who"]
    if answer not in ANSWERS:
        told = f"{where} 写的是“{answer[:20]}”" if answer else f"{where} 是空的"
        raise UsageError(
            f"{told}，看到的结果请写：{'、'.join(ANSWERS)}。",
            "看过的不能在表里清空；看错了请改成看到的，要收回请用 qtdocs seals confirm … 收回。",
        )
    if not who.strip():
        raise UsageError(f"{where} 填了“{answer}”，没有写谁看的。", "请在“谁看的”一格写上姓名。")
    return NewLook(look=now.looks[edited.row], answer=answer, who=who.strip())
