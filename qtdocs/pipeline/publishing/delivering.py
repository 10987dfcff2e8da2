"""快递单 and 标签: where the certificates go; personal data, looked at in the office alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qtdocs.editions import shelf
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.shipments import Shipment, nothing_known, shipments_of
from qtdocs.render.publishing.labels import STYLE, Label, label_pages
from qtdocs.render.publishing.lists import ListColumn, ListPage, list_workbook

OFFICE = "（只在办公室里看）"
"""Stands in the names of files that hold addresses and telephone numbers."""
_REMARK = (
    "只在办公室里看：这张表有联系人、电话和地址，不要外发，不要发到群里；快递寄完、签收以后删掉。"
    "红底的是台账里没有的，请填上。单号寄出后填，便于查找。"
)
_COLUMNS = (
    ListColumn(label="序号", width=6, style="centre"),
    ListColumn(label="收件单位", width=30),
    ListColumn(label="收件人", width=11, style="centre"),
    ListColumn(label="电话", width=15, style="centre"),
    ListColumn(label="地址", width=36),
    ListColumn(label="邮编", width=9, style="centre"),
    ListColumn(label="内件", width=14),
    ListColumn(label="班组", width=28),
    ListColumn(label="快递公司", width=11, hint="寄出后填"),
    ListColumn(label="单号", width=18, hint="寄出后填"),
    ListColumn(label="备注", width=16),
)
_PERSON, _PHONE, _ADDRESS = 2, 3, 4


def courier_list(desk: Desk) -> Iterator[str]:
    """Write 快递单.xlsx; says which parcels have no address."""
    desk.require_names()
    shipments = shipments_of(desk)
    page = ListPage(
        name="快递单",
        title=f"{desk.programme.name}证书快递单{'（样稿）' if desk.is_draft else ''}",
        remark=_REMARK,
        columns=_COLUMNS,
        rows=tuple(_row(desk, number, each) for number, each in enumerate(shipments, 1)),
        marked=frozenset(_unknown(shipments)),
        header="只在办公室里看",
    )
    data = list_workbook("快递单", (page,))
    yield from desk.put_paper(f"快递单{OFFICE}", ".xlsx", data, note=f"{len(shipments)} 件")
    if lacking := list(nothing_known(shipments)):
        yield f"有 {len(lacking)} 件的地址不全，表里红底：{'；'.join(lacking)}。"


def labels(desk: Desk) -> Iterator[str]:
    """Write 标签.pdf, stickers with the addresses; says which parcels have none."""
    desk.require_names()
    every = shipments_of(desk)
    shipments = [each for each in every if not each.lacking]
    if left := [each for each in every if each.lacking]:
        yield f"地址不全，没有做标签：{'；'.join(nothing_known(left))}。"
    if not shipments:
        return
    folder = shelf.template_path(desk.programme.id, f"{STYLE}.html", workspace=desk.place.home).parent
    sheet = desk.programme.announcing.labels
    made = [_label(desk, each) for each in shipments]
    data = label_pages(made, sheet, folder=folder, draft=desk.is_draft)
    yield from desk.put_paper(f"标签{OFFICE}", ".pdf", data, note=f"{len(made)} 张")
    size = f"{sheet.columns} 列 {sheet.rows} 行，每张 {sheet.width:g} × {sheet.height:g} 毫米"
    yield f"标签纸：{size}；打印时选“实际大小”，先用白纸印一张比一比。"


def contents(desk: Desk, teams: int) -> str:
    """What is in a parcel for so many teams."""
    return f"证书 {teams} 本" + (f"、牌 {teams} 块" if desk.programme.publishing.plaques else "")


def _row(desk: Desk, number: int, each: Shipment) -> tuple[object, ...]:
    teams = "\n".join(f"{team.entry} {team.team}" for team in each.teams)
    return (
        number, each.receiver, each.person, each.phone, each.address, each.postcode,
        contents(desk, len(each.teams)), teams, "", "", "；".join(each.doubts),
    )  # fmt: skip


def _unknown(shipments: Sequence[Shipment]) -> Iterator[tuple[int, int]]:
    for row, each in enumerate(shipments):
        known = {_PERSON: each.person, _PHONE: each.phone, _ADDRESS: each.address}
        yield from ((row, column) for column, value in known.items() if not value)


def _label(desk: Desk, each: Shipment) -> Label:
    return Label(
        postcode=each.postcode, address=each.address, receiver=each.receiver, person=each.person, phone=each.phone,
        contents=f"{contents(desk, len(each.teams))}　{'、'.join(team.entry for team in each.teams)}",
    )  # fmt: skip
