"""``qtdocs carry``: entries carried to the next level: its form filled, papers copied, what is missing listed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import PERSONAL_KEYS
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.ledger.originals import digest_of
from qtdocs.model.entry import Entry
from qtdocs.model.sending import Carried, SentFile
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.history import entry_named
from qtdocs.pipeline.judging.results import courses
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.sending.bundle import BundleFile, with_own_names, written
from qtdocs.pipeline.sending.carry_plan import (
    CarryDesk,
    CarryPlan,
    carry_plan,
    entry_told,
    forwarding_between,
    words_in,
)
from qtdocs.pipeline.sending.form_values import boxes_of, name_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.sending.carry_list import CarryLine, carry_list
from qtdocs.text import masked, plain_date

FOLDER = "报送"
LIST = "转报清单.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryRun:
    """What a run of carrying would do."""

    desk: CarryDesk
    """What it works with."""
    plans: tuple[CarryPlan, ...]
    """What of each entry."""
    remarks: tuple[str, ...]
    """What should be known beforehand, in Chinese."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What would be done, for a person to agree to."""
        return tuple(_lines(self))


def carry_planned(place: Workspace, numbers: Sequence[str], to: str, *, today: datetime.date) -> CarryRun:
    """What carrying entries over would do; nothing is written.

    Args:
        place: the workspace.
        numbers: the entries, by number or name.
        to: id or name of the programme there.
        today: the day of the run.

    Raises:
        UsageError: there is no such entry or programme, it is the same programme, or an entry is out of the running.
    """
    with place.ledger() as ledger:
        return _planned(place, ledger, numbers, to, today=today)


def carried(
    place: Workspace, numbers: Sequence[str], to: str, *, who: str, out: Path | None, today: datetime.date,
    shown: Sequence[str],
) -> Iterator[str]:  # fmt: skip
    """Carry out what was shown; says what was written.

    Args:
        place: the workspace.
        numbers: the entries.
        to: the programme there.
        who: who is responsible.
        out: the folder; one in the workspace where none is given.
        today: the day of the run.
        shown: the lines that a person agreed to.

    Raises:
        UsageError: no name was given, or what would be done is no longer what was shown.
        WriteError: the folder cannot be written.
    """
    who = person_named(who, "转报")
    with place.busy("qtdocs carry") as ledger:
        run = _planned(place, ledger, numbers, to, today=today)
        if run.lines != tuple(shown):
            raise UsageError("刚才列出以后台账变了，什么也没有写。", "请再运行一次，看清楚再确认。")
        home = out or place.home / FOLDER / f"转报 {run.desk.there.id}"
        before = held(ledger, ActKind.CARRIED, Carried)
        for plan in run.plans:
            key = (plan.entry.number, run.desk.there.id)
            last = before[key].value if key in before else None
            folder, files = _written(plan, home, run.desk, place, last=last)
            act = Carried(
                form=run.desk.form.id, folder=_way(folder, place), keys=tuple(plan.values),
                personal=tuple(key for key in plan.values if key in PERSONAL_KEYS), files=files,
                missing=tuple(map(masked, plan.missing)), to_look_at=tuple(map(masked, plan.to_look_at)),
            )  # fmt: skip
            with ledger.change("carried", f"{plan.entry.number} {run.desk.there.id}"):
                put_down(ledger, ActKind.CARRIED, [(key, act)], who=who)
            yield f"{plan.entry.number} 已写出 {_way(folder, place)}：{'、'.join(each.name for each in files)}。"
        lines = tuple(_listed(ledger, place, run.desk))
        target, remark = outputs.put(home / LIST, carry_list(_title(run.desk), lines))
        yield f"{remark}已写出 {_way(target, place)}。程序没有发送任何东西；补齐、盖章以后由您报送。"


def _planned(place: Workspace, ledger: Ledger, numbers: Sequence[str], to: str, *, today: datetime.date) -> CarryRun:
    here = shelf.load_programme(place.programme, workspace=place.home)
    there = shelf.load_programme(to, workspace=place.home)
    if here.id == there.id:
        raise UsageError(f"{here.name}就是这个工作区的活动。", "--to 请写上一级的活动，见 qtdocs forms list。")
    account = account_of(ledger, here)
    entries = _entries(account, numbers)
    desk = CarryDesk(
        here=here, there=there, way=forwarding_between(here, there), texts=words_in(account),
        originals=place.originals, today=today,
    )  # fmt: skip
    return CarryRun(
        desk=desk, plans=tuple(carry_plan(each, desk) for each in entries),
        remarks=tuple(_remarks(desk, ledger, entries)),
    )  # fmt: skip


def _entries(account: Account, numbers: Sequence[str]) -> tuple[Entry, ...]:
    found = {entry.number: entry for entry in (entry_named(account, number) for number in numbers)}
    if not found:
        raise UsageError("没有写要转报哪些班组。", "请写班组编号，见 qtdocs entries。")
    if gone := [each for each in found.values() if not each.in_running]:
        told = "、".join(f"{each.number}（{each.state}）" for each in gone)
        raise UsageError(f"{told}不再参加，不能转报。", "要恢复参加，先用 qtdocs move 改状态。")
    return tuple(found.values())


def _remarks(desk: CarryDesk, ledger: Ledger, entries: Sequence[Entry]) -> Iterator[str]:
    there = desk.there
    if desk.way is None:
        yield f"{desk.here.name}的文件里没有写可以推荐到{there.association.name}（forwarding），请确认可以转报。"
    else:
        yield f"依据：{desk.way.source}。"
    note = f"{desk.way.note.rstrip('。')}。" if desk.way is not None and desk.way.note else ""
    yield f"得分、名次、等级和各级意见不带过去，那里要另行评审。{note}"
    if desk.form.provisional:
        yield f"{there.association.short_name}的{desk.form.name}没有公开，是暂定版式，报送前请换成正式表格。"
    deadline = next((each for each in there.deadlines if each.id == "submission"), None)
    if deadline is not None:
        state = "已经过了" if desk.today > deadline.date else "请赶在这以前"
        yield f"那里的截止日期是{plain_date(deadline.date)}（{deadline.source}），{state}。"
    course = next((each for each in courses(ledger) if each.final is not None), None)
    if course is None:
        yield "这里的评定结果还没有定稿，定下来以前推荐上去的可能要撤回。"
        return
    ranked = {each.entry: each for each in course.kept.value.result.ranked}
    for each in entries:
        if (row := ranked.get(each.number)) is None or row.out:
            yield f"注意：{each.number} 不在定稿的结果里。"


def _lines(run: CarryRun) -> Iterator[str]:
    there = run.desk.there
    yield f"转报到{there.association.name}（{there.id}），{run.desk.form.name}，{len(run.plans)} 个班组。"
    yield from run.remarks
    for plan in run.plans:
        yield f"{entry_told(plan.entry)}：填 {len(plan.values)} 栏，带去材料 {len(plan.papers)} 份。"
        if plan.missing:
            yield f"  还缺：{'；'.join(plan.missing)}。"
        yield from (f"  请看一看：{each}。" for each in plan.to_look_at)
        if plan.personal:
            yield f"  交出去的个人信息：{'、'.join(plan.personal)}" + ("；材料里也可能有。" if plan.papers else "。")


def _written(
    plan: CarryPlan, home: Path, desk: CarryDesk, place: Workspace, *, last: Carried | None
) -> tuple[Path, tuple[SentFile, ...]]:
    """Write the folder of one entry, in the place of the one of last time where nobody changed that."""
    name = f"{writing.safe_name(desk.form.name)}{Path(desk.form.blank).suffix}"
    files = with_own_names([BundleFile.made(name, plan.form.data), *plan.papers])
    target, instead = home / plan.folder, False
    if target.exists() or target.is_symlink():
        instead = last is not None and _way(target, place) == last.folder and _is_as_written(target, last)
        target = target if instead else writing.fresh_path(target)
    with writing.whole_folder(target, instead=instead) as folder:
        made = written(folder, files)
    return target, made


def _is_as_written(folder: Path, last: Carried) -> bool:
    """Whether a folder holds what was written into it, and nothing else."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    wanted = {each.name: each.sha256 for each in last.files}
    return set(there) == set(wanted) and all(digest_of(path)[0] == wanted[name] for name, path in there.items())


def _way(path: Path, place: Workspace) -> str:
    try:
        return path.resolve().relative_to(place.home.resolve()).as_posix()
    except ValueError:
        return str(path)


def _title(desk: CarryDesk) -> str:
    return f"转报{_short(desk.there)}清单"


def _short(programme: Programme) -> str:
    return programme.association.short_name or programme.association.name


def _listed(ledger: Ledger, place: Workspace, desk: CarryDesk) -> Iterator[CarryLine]:
    """Every entry that was carried to the programme there, now or before, as it was put down then."""
    teams = {team.number: team for team in account_of(ledger, desk.here).teams}
    names = {box.key: name_of(box, boxes) for boxes in [boxes_of(desk.form.fields)] for box in boxes}
    for (number, programme), act in sorted(held(ledger, ActKind.CARRIED, Carried).items()):
        if programme != desk.there.id:
            continue
        value, team = act.value, teams.get(number)
        ended = f"（{team.state}）" if team is not None and not team.in_running else ""
        papers = [each.name for each in value.files[1:]]
        yield CarryLine(
            entry=(entry_told(team) if team else number) + ended,
            filled="、".join(names.get(key, key) for key in value.keys), papers="\n".join(papers) or "（没有）",
            missing="\n".join(value.missing), look="\n".join(value.to_look_at),
            personal="、".join(names.get(key, key) for key in value.personal), day=act.at[:10],
        )  # fmt: skip
