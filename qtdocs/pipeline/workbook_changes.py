"""What a person changed in the ledger workbook, told against the ledger as it stands now; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qtdocs import render
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.intake.ledger_workbook import Edited, EditedLedger
from qtdocs.model.correction import RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Value, worded
from qtdocs.model.seal import ANSWERS, SealLook
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.lines import mark_of
from qtdocs.pipeline.sealing import every_seal
from qtdocs.pipeline.typed import value_typed
from qtdocs.writing import CELL_LIMIT, cell_digest

_WORDS = {word: ruling for ruling, word in RULINGS.items()}
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A box that should read otherwise."""

    entry: Entry
    """The team."""
    key: str
    """The field's key."""
    label: str
    """Its heading."""
    old: Value
    """What the papers say."""
    shown: str
    """What the ledger said so far."""
    new: Value
    """What holds from now on."""
    remark: str
    """How it was taken, where that is not plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRuling:
    """What a person says of a finding."""

    entry: Entry | None
    """The team; none for a finding of no team."""
    finding: Finding
    """The finding."""
    ruling: str
    """One of ``RULINGS``, or empty where it is taken back."""
    who: str
    """The person."""
    why: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLook:
    """What a person saw of a seal."""

    look: SealLook
    """The seal."""
    answer: str
    """One of ``ANSWERS``."""
    who: str
    """The person."""


Change = NewValue | NewRuling | NewLook


def changes_of(edited: EditedLedger, account: Account, edition: Programme, findings: list[Finding]) -> list[Change]:
    """Every change, in the order of the workbook.

    Args:
        edited: what was read back.
        account: the season as the ledger has it now.
        edition: the programme.
        findings: findings of no team, those of the notice among them.

    Raises:
        UsageError: the ledger changed meanwhile in a cell that was edited, or a cell makes no sense; cells are named.
    """
    if edited.programme != edition.id:
        raise UsageError(f"这个工作簿是另一个活动（{edited.programme}）的台账。", "请换成本活动的 台账.xlsx。")
    now = _Now(account, edition, findings)
    fresh = [each for each in edited.changes if now.text(each) != each.text]
    stale = [each for each in fresh if cell_digest(now.text(each) or "") != each.was or now.text(each) is None]
    if stale:
        raise UsageError(_stale(stale, now), "请在新写出的 台账.xlsx 上重新改这几格；别的格没有动。")
    return list(_changes(fresh, edited, now))


def _stale(stale: list[Edited], now: _Now) -> str:
    listed = "\n".join(
        f"  {each.where}“{each.label}”：现在台账里是{_quoted(now.text(each))}，这里改成{_quoted(each.text)}"
        for each in stale
    )
    return f"这个工作簿写出以后，台账又变了，有 {len(stale)} 格对不上，全部没有采用：\n{listed}\n"


def _quoted(text: str | None) -> str:
    if text is None:
        return "（已经没有这一行）"
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else "空"


class _Now:
    """What the workbook's cells would say if it were written now."""

    def __init__(self, account: Account, edition: Programme, findings: list[Finding]) -> None:
        self.edition = edition
        self.teams = {team.id: team for team in account.teams}
        self.columns = {each.key: each for each in render.team_columns(edition, account.teams)}
        pairs: list[tuple[Entry | None, Finding]] = [(None, each) for each in findings]
        pairs += [(team, each) for team in account.teams for each in team.findings]
        self.findings = {render.mark_of_finding(team, each): (team, each) for team, each in pairs}
        self.looks: Mapping[str, SealLook] = {mark_of(each.look): each.look for each in every_seal(account)}

    def text(self, edited: Edited) -> str | None:
        """What the cell would say; none where there is no such row any more."""
        if edited.sheet == "班组":
            team, column = self.teams.get(edited.row), self.columns.get(edited.key)
            return None if team is None or column is None else render.exported(column, team)
        if edited.sheet == "问题":
            if edited.row not in self.findings:
                return None
            return dict(zip(("ruling", "who", "why"), render.ruling_of(self.findings[edited.row][1]), strict=True))[
                edited.key
            ]
        look = self.looks.get(edited.row)
        if look is None:
            return None
        said = look.confirmed
        return {"answer": said.answer if said else "", "who": said.who if said else ""}[edited.key]


def _changes(fresh: list[Edited], edited: EditedLedger, now: _Now) -> Iterator[Change]:
    done: set[tuple[str, str]] = set()
    for each in fresh:
        if each.sheet == "班组":
            yield _new_value(each, now)
        elif (each.sheet, each.row) not in done:
            done.add((each.sheet, each.row))
            yield _new_ruling(each, edited, now) if each.sheet == "问题" else _new_look(each, edited, now)


def _new_value(edited: Edited, now: _Now) -> NewValue:
    team = now.teams[edited.row]
    shown = now.text(edited) or ""
    if len(shown) >= CELL_LIMIT:
        raise UsageError(f"{edited.where} 太长，表里放不下全文，不能在这里改。", "请让对方改好材料重新报送。")
    new, remark = value_typed(edited.text, edited.key, team, now.edition, where=edited.where)
    read = team.fields.get(edited.key, FieldValue(key=edited.key))
    before = next((each.old for each in team.corrections if each.field == edited.key), read.value)
    return NewValue(entry=team, key=edited.key, label=edited.label, old=before, shown=shown, new=new, remark=remark)


def _row(edited: Edited, whole: EditedLedger, now: _Now, keys: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What the filled-in cells of a row say, with their places; a column that is not there says what it said."""
    found = {}
    for key in keys:
        there = whole.texts.get((edited.sheet, edited.row, key))
        probe = Edited(sheet=edited.sheet, row=edited.row, key=key, label="", text="", was="", where=edited.where)
        found[key] = there if there is not None else (now.text(probe) or "", edited.where)
    return found


def _new_ruling(edited: Edited, whole: EditedLedger, now: _Now) -> NewRuling:
    cells = _row(edited, whole, now, ("ruling", "who", "why"))
    (word, where), (who, _), (why, _) = (cells[key] for key in ("ruling", "who", "why"))
    if word and word not in _WORDS:
        raise UsageError(f"{where} 写的是“{word[:20]}”，请选{'、'.join(_WORDS)}，或者留空。")
    if not word and edited.key != "ruling":
        raise UsageError(f"{edited.where} 写了字，同一行的“处理”却是空的。", f"请选{'、'.join(_WORDS)}。")
    refuse_incomplete(_WORDS.get(word, ""), who, why, where=where)
    team, finding = now.findings[edited.row]
    return NewRuling(entry=team, finding=finding, ruling=_WORDS.get(word, ""), who=who, why=why)


def refuse_incomplete(ruling: str, who: str, why: str, *, where: str) -> None:
    """Whoever rules on a finding gives a name, and for letting it pass a reason.

    Raises:
        UsageError: one of them is missing.
    """
    if ruling and not who.strip():
        raise UsageError(f"{where} 选了“{RULINGS[ruling]}”，没有写处理人。", "谁看过、谁决定的，要写上姓名。")
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


def told(change: Change, who: str) -> str:
    """A change as people read it: whose, which box, old, new, by whom."""
    if isinstance(change, NewValue):
        was, new = change.shown or "（空）", worded(change.new) or "（清空）"
        extra = f"（{change.remark}）" if change.remark else ""
        return f"  {change.entry.number} {_name(change.entry)}“{change.label}”：{_cut(was)} → {_cut(new)}{extra}　{who}"
    if isinstance(change, NewLook):
        return f"  {change.look.file} 的章：看到 {change.answer}　{change.who}"
    whose = f"{change.entry.number} {_name(change.entry)}" if change.entry else "（整批）"
    word = RULINGS.get(change.ruling, "收回处理")
    why = f"，{change.why}" if change.why else ""
    return f"  {whose}{change.finding.code}“{_cut(change.finding.message)}”：{word}{why}　{change.who or who}"


def _name(entry: Entry) -> str:
    return render.text_of(entry, "team_name") or "（班组名称未定）"


def _cut(text: str) -> str:
    line = text.replace("\n", "／")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…（共 {len(text)} 字）"
