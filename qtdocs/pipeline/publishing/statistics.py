"""统计表: what the ledger itself knows, what was added up from sheets received, and what people have to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.editions import shelf
from qtdocs.editions.form import NUMBER_TYPES, FormSpec
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.presentation import RunningOrder
from qtdocs.model.record import Value
from qtdocs.model.standing import WITHDRAWN
from qtdocs.pipeline.judging.attending import attendance
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.received import Sum, added_up, plainly
from qtdocs.render.context import cleaned_label, year_of
from qtdocs.render.filling import filled_form
from qtdocs.render.publishing.lists import ListColumn, ListPage, list_workbook

_KIND = "statistics"
_OF_LEDGER = "本台账"
_BY_HAND = "由人填"
_FIGURES = (
    ListColumn(label="统计项目", width=48),
    ListColumn(label="单位", width=8, style="centre"),
    ListColumn(label="数量", width=18, style="centre"),
    ListColumn(label="依据", width=70),
)
_ADDENDS = (
    ListColumn(label="统计项目", width=36),
    ListColumn(label="填报单位", width=28),
    ListColumn(label="文件", width=40),
    ListColumn(label="位置", width=18, style="centre"),
    ListColumn(label="原文", width=12, style="centre"),
    ListColumn(label="计入", width=10, style="centre"),
    ListColumn(label="说明", width=30),
)
_REMARK = (
    "只有“依据”写着“本台账”的数来自台账；其余由收到的下级统计表相加，每个加数见“加数”页，行业直属的扣除。"
    "没有把握的空着，请填。收到申报的班组数不是开展活动的班组数，没有填进去。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One value of the form, and where it comes from."""

    value: Value
    """The canonical value; none where it is not known."""
    why: str
    """In Chinese: where it comes from, or why there is none."""


def statistics(desk: Desk) -> Iterator[str]:
    """Write 统计表 as Word, in the programme's own form, and as Excel with every addend; says what is open."""
    form = next((each for each in desk.programme.forms if each.kind == _KIND), None)
    if form is None:
        yield "本活动没有统计表，没有写。"
        return
    summed = added_up(
        [(record, sender) for record, sender in desk.account.own if record.form == form.id],
        [spec for spec in form.fields if spec.type in NUMBER_TYPES and not _is_of_ledger(spec.key)],
        deducted=desk.programme.announcing.deducted,
    )
    known = {**_from_ledger(desk), **{key: _told(each) for key, each in summed.items()}}
    blank = shelf.blank_path(desk.programme, form, workspace=desk.place.home).read_bytes()
    made = filled_form(blank, form, {key: each.value for key, each in known.items() if each.value is not None})
    data = list_workbook(form.name, (_figures(desk, form, known), _addends(form, summed)))
    yield from desk.put(f"{form.name}.docx", made.data)
    yield from desk.put(f"{form.name}.xlsx", data, note="每个数的依据和加数都在里面")
    yield from _open_points(form, known, summed)


def _is_of_ledger(key: str) -> bool:
    """Whether the ledger itself knows it: how many teams were nominated, and what was presented."""
    return key == "teams_nominated" or key.startswith("presentation_")


def _told(each: Sum) -> Known:
    return Known(value=plainly(each.number) if each.number is not None else None, why=each.why)


def _from_ledger(desk: Desk) -> Mapping[str, Known]:
    """What the ledger knows; never how many teams are active, for those who apply are only some of them."""
    nominated = [team for team in desk.teams if team.state != WITHDRAWN]
    found = {
        "teams_nominated": Known(
            value=str(len(nominated)) if nominated else None,
            why=f"{_OF_LEDGER}：收到申报、没有撤回的班组" if nominated else "台账里还没有班组",
        )
    }
    return {**found, **_of_presentation(desk)}


def _of_presentation(desk: Desk) -> Mapping[str, Known]:
    """What is known of the presentation; without a running order nothing is, not even that there was none."""
    orders = [act.value for act in held(desk.ledger, ActKind.ROOMS, RunningOrder).values()]
    keys = ("held", "teams_registered", "date", "place", "teams", "attendance")
    if not orders:
        why = f"台账里没有出场顺序，{_BY_HAND}"
        return {f"presentation_{key}": Known(value=None, why=why) for key in keys}
    entries = list(dict.fromkeys(entry for order in orders for room in order.rooms for entry in room.entries))
    days = {order.day for order in orders if order.day}
    places = list(dict.fromkeys(room.place for order in orders for room in order.rooms if room.place))
    came = attendance(desk.ledger)
    put_down = [came[entry] for entry in entries if entry in came]
    whole = len(put_down) == len(entries)
    presented = Known(
        value=str(sum(each.came for each in put_down)) if whole else None,
        why=f"{_OF_LEDGER}：到场的班组" if whole else f"到场只登记了 {len(put_down)}/{len(entries)} 个，{_BY_HAND}",
    )
    return {
        "presentation_held": Known(value=True, why=f"{_OF_LEDGER}：有出场顺序"),
        "presentation_teams_registered": Known(value=str(len(entries)), why=f"{_OF_LEDGER}：出场顺序里的班组"),
        "presentation_date": Known(
            value=days.pop() if len(days) == 1 else None,
            why=f"{_OF_LEDGER}：出场顺序" if len(days) < 2 and any(order.day for order in orders) else _BY_HAND,
        ),
        "presentation_place": Known(value="、".join(places) or None, why=f"{_OF_LEDGER}：会场" if places else _BY_HAND),
        "presentation_teams": presented,
        "presentation_attendance": Known(value=None, why=f"台账不记参会人数，{_BY_HAND}"),
    }


def _figures(desk: Desk, form: FormSpec, known: Mapping[str, Known]) -> ListPage:
    rows: list[tuple[object, ...]] = []
    for spec in form.fields:
        each = known.get(spec.key, Known(value=None, why=_BY_HAND))
        rows.append((cleaned_label(spec.labels[0]), spec.unit, _shown(each.value), each.why))
    open_ones = frozenset((row, 2) for row, contents in enumerate(rows) if contents[2] == "")
    title = form.titles[0].replace("{year}", year_of(desk.programme))
    return ListPage(
        name=form.name, title=title, remark=_REMARK, columns=_FIGURES, rows=tuple(rows), marked=open_ones,
    )  # fmt: skip


def _shown(value: Value) -> object:
    if isinstance(value, str) and value.replace(".", "", 1).isdigit():
        return Decimal(value)
    return "是" if value is True else value or ""


def _addends(form: FormSpec, summed: Mapping[str, Sum]) -> ListPage:
    labels = {spec.key: cleaned_label(spec.labels[0]) for spec in form.fields}
    rows: list[tuple[object, ...]] = []
    for key, each in summed.items():
        for addend in each.addends:
            counted: object = addend.number if not addend.deducted else Decimal(0)
            why = "行业直属，扣除" if addend.deducted else addend.remark
            rows.append(
                (
                    labels[key], addend.sender, addend.file, addend.place, addend.written,
                    "" if counted is None else counted, why,
                )
            )  # fmt: skip
        if each.addends:
            total: object = each.number if each.number is not None else ""
            rows.append((f"{labels[key]}合计", "", "", "", "", total, each.why))
    marked = frozenset((row, 5) for row, contents in enumerate(rows) if contents[5] == "")
    remark = (
        "一行一个加数：谁报的、在哪份文件的哪一格、原来怎么写。行业直属的计入 0。" if rows else "没有收到下级的统计表。"
    )
    return ListPage(name="加数", title="加数", remark=remark, columns=_ADDENDS, rows=tuple(rows), marked=marked)


def _open_points(form: FormSpec, known: Mapping[str, Known], summed: Mapping[str, Sum]) -> Iterator[str]:
    """What people have to fill in or look at."""
    sheets = {each.file for total in summed.values() for each in total.addends}
    yield f"收到下级的统计表 {len(sheets)} 份。" if sheets else "没有收到下级的统计表，只填了台账里有的。"
    labels = {spec.key: cleaned_label(spec.labels[0]) for spec in form.fields}
    for each in summed.values():
        if each.addends and each.number is None:
            yield f"{labels[each.key]}空着：{each.why}。"
    if doubtful := sum(bool(one.remark) and one.number is not None for each in summed.values() for one in each.addends):
        yield f"有 {doubtful} 个加数要对照原件，见“加数”页。"
    for relation in form.relations:
        small, large = (_number(known.get(key)) for key in (relation.smaller, relation.larger))
        if small is not None and large is not None and small > large:
            yield f"请核对：{relation.text}，现在是 {plainly(small)} 和 {plainly(large)}。"


def _number(each: Known | None) -> Decimal | None:
    value = each.value if each is not None else None
    return Decimal(value) if isinstance(value, str) and value.replace(".", "", 1).isdigit() else None
