"""``qtdocs stage papers``: what a presentation needs: notice, reply, running order, sign-in, slides, live total."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qtdocs import render, writing
from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of
from qtdocs.judging.running_order import starts_at
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, acts, held
from qtdocs.ledger.originals import digest_of
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.expert import Expert, PanelDraw
from qtdocs.model.presentation import Room, RunningOrder
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.scales import scale_of
from qtdocs.pipeline.judging.staging import order_held, presentation_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of
from qtdocs.render.judging.running import RunningLine, RunningRoom, live_workbook, running_workbook
from qtdocs.text import plain_date, weekday
from qtdocs.writing import safe_name, safe_text

FOLDER = "发布会"
"""Where they lie in the workspace."""
SLIDES = "PPT"
"""The folder of slides in it, one folder a room."""
_RULE = "班组按 sha256(种子‖出场‖班组编号) 从小到大排；会场{rooms}。任何人都可以重算。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hall:
    """What the papers of a presentation are made of."""

    place: Workspace
    """The workspace."""
    programme: Programme
    """The programme."""
    stage: Stage
    """The stage of presentation."""
    order: RunningOrder
    """The order that holds."""
    entries: Mapping[str, Entry]
    """The entries by number."""
    judges: Mapping[str, tuple[str, ...]]
    """Names of the experts of each room."""
    draws: tuple[str, ...]
    """Every draw, told."""
    today: datetime.date
    """The day of the papers."""


def stage_papers_written(place: Workspace, *, today: datetime.date) -> Iterator[str]:
    """Write everything that a presentation needs; says what, and whose slides lack or came later.

    Raises:
        UsageError: there is no running order.
        WriteError: the workspace cannot be written.
    """
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs stage papers") as ledger:
        hall = _hall(place, ledger, programme, today)
        slides = {}
        for room in hall.order.rooms:
            found, told = _slides(hall, room)
            slides.update(found)
            yield from told
        rooms = [_room(hall, room, slides) for room in hall.order.rooms]
        title = f"{programme.name}成果发布会"
        yield _put(place, "出场顺序表.xlsx", running_workbook(f"{title}出场顺序", rooms))
        said = scale_of(ledger, programme, hall.stage)
        most = "或".join(str(each) for each in ((said,) if said else scales_of(programme, hall.stage)))
        yield _put(place, "现场计分表.xlsx", live_workbook(f"{title}现场计分", rooms, most=most))
        for room, told_room in zip(hall.order.rooms, rooms, strict=True):
            yield _filled(hall, "sign-in.docx", _sign_in(hall, room, told_room), f"签到表 {safe_name(room.name)}.docx")
        yield from _notices(hall)
        yield _filled(hall, "stage-record.docx", _record(hall), "出场抽签记录.docx")


def _hall(place: Workspace, ledger: Ledger, programme: Programme, today: datetime.date) -> _Hall:
    stage = presentation_of(programme)
    order = order_held(ledger, stage.id).value
    experts = {key[0]: act.value.name for key, act in held(ledger, ActKind.EXPERT, Expert).items()}
    panels = held(ledger, ActKind.DRAW, PanelDraw).get((stage.id,))
    judges = {
        panel.name: tuple(experts.get(seat.expert, seat.expert) for seat in panel.seats)
        for panel in (panels.value.panels if panels else ())
    }
    drawn = {act.value.number: act for act in acts(ledger, ActKind.ROOMS, RunningOrder) if act.key == (stage.id,)}
    draws = tuple(
        f"第 {number} 次：{act.at[:10]}，{act.who}，种子“{act.value.seed}”"
        + (f"，重抽理由：{act.value.because}" if act.value.because else "")
        for number, act in drawn.items()
    )
    entries = {each.number: each for each in account_of(ledger, programme).teams}
    return _Hall(
        place=place, programme=programme, stage=stage, order=order, entries=entries, judges=judges, draws=draws,
        today=today,
    )  # fmt: skip


def _slides(hall: _Hall, room: Room) -> tuple[dict[str, str], list[str]]:
    """Copy the slides of a room under names that sort as it runs; their names by entry, and what is to be said."""
    folder, names, told = hall.place.home / FOLDER / SLIDES / safe_name(room.name), dict[str, str](), []
    kept: set[Path] = set()
    for place, number in enumerate(room.entries, 1):
        entry = hall.entries.get(number)
        if entry is None or not entry.in_running:
            continue
        chosen, remark = _version(entry)
        if remark:
            told.append(f"{number} {text_of(entry, 'team_name')}：{remark}")
        if chosen is None:
            continue
        source = hall.place.originals.find(chosen.sha256)
        if source is None:
            told.append(f"{number} {text_of(entry, 'team_name')}：PPT 的原件已经清除")
            continue
        ending = Path(chosen.file).suffix.lower() or source.suffix
        name = f"{place:02d}-{safe_name(text_of(entry, 'team_name')) or number}{ending}"
        writing.write_bytes(folder / name, source.read_bytes())
        kept.add(folder / name)
        names[number] = name
    told += _sweep(hall, folder, kept)
    return names, told


def _sweep(hall: _Hall, folder: Path, kept: set[Path]) -> Iterator[str]:
    """Remove copies of originals that an earlier order put here; what is no copy is somebody's own and is told."""
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path in kept or not path.is_file():
            continue
        if hall.place.originals.find(digest_of(path)[0]) is not None:
            path.unlink()
        else:
            yield f"{path.relative_to(hall.place.home)} 不是程序放的，没有动。"


def _version(entry: Entry) -> tuple[EntryPaper | None, str]:
    """The slides that are shown, and what is to be said of the others."""
    own = [each for each in entry.papers if each.kind == "slides"]
    locked = next((each for each in own if each.locked), None)
    current = [each for each in own if each.current]
    if locked is not None:
        later = [each for each in current if each is not locked]
        files = "、".join(f"“{each.file}”" for each in later)
        return locked, f"用报名时的“{locked.file}”；另收到 {files}，没有用" if later else ""
    if not current:
        return None, "没有收到发布用PPT，请向班组收"
    if len(current) == 1:
        return current[0], ""
    files = "、".join(f"“{each.file}”" for each in current)
    return None, f"有 {len(current)} 份PPT分不清用哪一份（{files}），请用 qtdocs choose 定下来"


def _room(hall: _Hall, room: Room, slides: Mapping[str, str]) -> RunningRoom:
    lines = []
    for place, number in enumerate(room.entries):
        entry = hall.entries.get(number)
        texts = {key: text_of(entry, key) if entry else "" for key in _NAMES}
        lines.append(
            RunningLine(
                time=starts_at(hall.order.start, hall.order.minutes, place), number=number,
                organisation=texts["organisation_name"], team=texts["team_name"], nominator=texts["nominator_name"],
                slides=slides.get(number, "") if entry is not None and entry.in_running else "已不参加",
            )
        )  # fmt: skip
    return RunningRoom(
        name=room.name, remark=_remark(hall, room), lines=tuple(lines), judges=hall.judges.get(room.name, ())
    )


_NAMES = ("organisation_name", "team_name", "nominator_name")


def _remark(hall: _Hall, room: Room) -> str:
    day = _day_told(hall.order) or "时间待定"
    return f"{day}　地点：{room.place or '待定'}　顺序由抽签产生，种子“{hall.order.seed}”。"


def _day_told(order: RunningOrder) -> str:
    if not order.day:
        return ""
    day = datetime.date.fromisoformat(order.day)
    return f"{plain_date(day)}（{weekday(day)}）"


def _sign_in(hall: _Hall, room: Room, told: RunningRoom) -> dict[str, object]:
    return {
        "programme": hall.programme.name,
        "room": room.name,
        "remark": _remark(hall, room),
        "rows": _rows(told),
        "judges": [{"name": name} for name in told.judges],
    }


def _rows(room: RunningRoom) -> list[dict[str, object]]:
    return [
        {
            "room": room.name, "place": f"{place:02d}", "time": line.time, "number": line.number,
            "organisation": line.organisation, "team": line.team,
        }
        for place, line in enumerate(room.lines, 1)
    ]  # fmt: skip


def _notices(hall: _Hall) -> Iterator[str]:
    """会议通知 and 回执, one of each for every nominator."""
    by_nominator: dict[str, list[dict[str, object]]] = {}
    for room in hall.order.rooms:
        told = _room(hall, room, {})
        for line, row in zip(told.lines, _rows(told), strict=True):
            by_nominator.setdefault(line.nominator, []).append(row)
    for nominator, rows in by_nominator.items():
        name = safe_name(nominator) or "没有推荐单位的"
        values = {**_common(hall), "addressee": safe_text(nominator) or "各申报单位", "rows": rows}
        _filled(hall, "meeting.docx", values, f"会议通知/{name} 会议通知.docx")
        _filled(hall, "reply.docx", values, f"会议通知/{name} 回执.docx")
    yield f"会议通知和回执 {len(by_nominator)} 份，在 {FOLDER}/会议通知/；程序不发，请看过再寄。"


def _common(hall: _Hall) -> dict[str, object]:
    programme, order = hall.programme, hall.order
    places = [
        f"{room.name}：{room.place}" if len(order.rooms) > 1 else f"地点：{room.place}。"
        for room in order.rooms
        if room.place
    ]
    locked = next((each for each in programme.papers if each.locked), None)
    rule = f"{programme.no_show_source}。" if programme.no_show_is_withdrawal else "不能参加的，请在回执里写明原因。"
    return {
        "programme": programme.name,
        "association": programme.association.name,
        "phones": "、".join(programme.contact.phones),
        "mailbox": "、".join(programme.contact.mailboxes),
        "date": plain_date(hall.today),
        "day": _day_told(order),
        "start": order.start,
        "minutes": order.minutes,
        "places": places,
        "seed": order.seed,
        "slides_rule": (
            "发布用报名时上传的PPT，会场不更换。" if locked is not None else "发布用PPT请提前报送。"
        ),
        "absence_rule": rule,
    }  # fmt: skip


def _record(hall: _Hall) -> dict[str, object]:
    rooms = "按 sha256(种子‖会场‖班组编号) 从小到大轮流分" if hall.order.drawn_rooms else "照评委的分组"
    return {
        "programme": hall.programme.name,
        "seed": hall.order.seed,
        "source": hall.order.seed_source,
        "rule": _RULE.format(rooms=rooms),
        "draws": list(hall.draws),
        "rooms": [
            {"name": room.name, "entries": [_told(hall, place, number) for place, number in enumerate(room.entries, 1)]}
            for room in hall.order.rooms
        ],
    }


def _told(hall: _Hall, place: int, number: str) -> str:
    entry = hall.entries.get(number)
    names = f"{text_of(entry, 'organisation_name')}　{text_of(entry, 'team_name')}" if entry else ""
    return f"{place:02d}　{number}　{names}"


def _filled(hall: _Hall, template: str, values: Mapping[str, object], name: str) -> str:
    path = shelf.template_path(hall.programme.id, template, workspace=hall.place.home)
    return _put(hall.place, name, render.letter(path.read_bytes(), values, name=str(path)))


def _put(place: Workspace, name: str, data: bytes) -> str:
    target, remark = outputs.put(place.home / FOLDER / name, data)
    return f"{remark}已写出 {target.relative_to(place.home)}。"
