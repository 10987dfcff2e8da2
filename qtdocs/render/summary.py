"""The summary table for the nominator's seal: in the programme's own layout, else in ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec, FormSpec, TableSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.record import worded
from qtdocs.render import official_list, sheets
from qtdocs.render.context import cleaned_label, text_of, value_of, year_of
from qtdocs.writing import safe_text, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KINDS = ("nomination-summary", "nomination", "review-summary")
"""Kinds of list that can carry the nominated teams, the best first."""
BASE = TableSpec(
    columns=(
        FieldSpec(key="row_no", labels=("序号",), type="integer"),
        FieldSpec(key="nominator_name", labels=("推荐单位",), type="organisation"),
        FieldSpec(key="organisation_name", labels=("单位名称",), type="organisation"),
        FieldSpec(key="team_name", labels=("班组名称",)),
        FieldSpec(key="headcount", labels=("班组人数",), type="integer"),
        FieldSpec(key="contact", labels=("联系人",), type="person"),
        FieldSpec(key="contact_phone", labels=("联系电话",), type="phone"),
        FieldSpec(key="remark", labels=("备注",)),
    )
)
"""Our own layout, for programmes that have no list of their own; it is marked 暂定."""
_STAND_INS = {"contact_phone": "contact_mobile", "contact_mobile": "contact_phone"}
_CENTRED = NUMBER_TYPES | {"person", "phone", "date"}
_BLANK = "　" * 8
_FIRST_NAMES = ("organisation_name", "team_name")
_MARK = "※"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A summary table and how it was laid out."""

    data: bytes
    """The bytes of 推荐汇总表.xlsx."""
    layout: str
    """``official`` the programme's own blank, ``columns`` its own columns, ``base`` our own layout."""
    provisional: bool
    """Whether the layout is not the official one (暂定)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPage:
    """One list of teams: all of them, or those of one nominator where the list has no room for nominators."""

    name: str
    """What it is called where there are several."""
    title: str
    """Its printed title."""
    above: str
    """The line above the table."""
    columns: tuple[FieldSpec, ...]
    """Its columns."""
    rows: tuple[tuple[official_list.Content, ...], ...]
    """Its rows."""
    note: str
    """What is to be said below the table; empty where there is nothing."""
    signature: str
    """The line for seal and signature."""

    @property
    def total(self) -> str:
        """How many teams it holds."""
        return f"合计：{len(self.rows)} 个班组"


def summary_form(programme: Programme) -> FormSpec | None:
    """The programme's own list of nominated teams, or none."""
    lists = [form for form in programme.forms if form.table is not None and form.kind in KINDS]
    return min(lists, key=lambda form: KINDS.index(form.kind), default=None)


def summary_workbook(programme: Programme, entries: Sequence[Entry], *, blank: bytes = b"") -> Summary:
    """The summary table, ready for A4 landscape.

    Args:
        programme: whose layout it follows.
        entries: the teams in order; those with errors are marked in the remarks, else before their name.
        blank: the .xlsx blank of the programme's own list, where it has one.
    """
    form = summary_form(programme)
    provisional = form is None or form.provisional
    if form is not None and blank:
        table = _table(form)
        told, nominator = _nominator(table, entries)
        rows, note = _rows(entries, table, nominator_told=told)
        filled = official_list.filled(blank, form, rows, nominator=nominator, note=note)
        if filled is not None:
            return Summary(data=saved(filled), layout="official", provisional=provisional)
    pages = summary_pages(programme, entries)
    book = sheets.new_workbook(pages[0].title)
    for page in pages:
        _draw(book.create_sheet(_sheet_name(page.name)), page, roomy=any(_is_long(each) for each in page.columns))
    return Summary(data=saved(book), layout="base" if form is None else "columns", provisional=provisional)


def summary_pages(programme: Programme, entries: Sequence[Entry]) -> tuple[SummaryPage, ...]:
    """The summary table in the programme's own columns, else in ours; a page a nominator where it has no such column.

    Args:
        programme: whose columns it has.
        entries: the teams in order.
    """
    form = summary_form(programme)
    table = _table(form)
    told, nominator = _nominator(table, entries)
    keys = {spec.key for spec in table.columns}
    pages = []
    for name, group in _groups(entries, together=told or "remark" in keys).items():
        rows, note = _rows(group, table, nominator_told=told)
        pages.append(
            SummaryPage(
                name=name or "推荐汇总表", title=_title(form, programme), above=_above(form, name or nominator),
                columns=tuple(table.columns), rows=tuple(tuple(row) for row in rows), note=note,
                signature=_signature(form),
            )
        )  # fmt: skip
    return tuple(pages)


def _table(form: FormSpec | None) -> TableSpec:
    return form.table if form is not None and form.table is not None else BASE


def _nominator(table: TableSpec, entries: Sequence[Entry]) -> tuple[bool, str]:
    """Whether the nominator need not be told row by row, and its name where there is only one."""
    nominators = {text_of(entry, "nominator_name") for entry in entries}
    told = "nominator_name" in {spec.key for spec in table.columns} or len(nominators) < 2
    return told, nominators.pop() if len(nominators) == 1 else ""


def _above(form: FormSpec | None, nominator: str) -> str:
    """The line above the table: who nominates, and that the layout is not the official one."""
    asked = next((spec for spec in form.fields if spec.key == "nominator_name"), None) if form else None
    mark = "（通用版式，暂定）" if form is None else ("（暂定版式，以正式表为准）" if form.provisional else "")
    above = f"{cleaned_label(asked.labels[0])}：{nominator}" if asked else mark
    return f"{above}　　{mark}" if asked and mark else above


def _rows(
    entries: Sequence[Entry], table: TableSpec, *, nominator_told: bool
) -> tuple[list[list[official_list.Content]], str]:
    """The rows of some teams, and the note below them."""
    rows = [
        [_content(entry, number, spec, nominator_told=nominator_told) for spec in table.columns]
        for number, entry in enumerate(entries, 1)
    ]
    return rows, _mark_unsound(rows, entries, table)


def _groups(entries: Sequence[Entry], *, together: bool) -> dict[str, list[Entry]]:
    """The teams by nominator, where a list without room for nominators needs a sheet for each."""
    if together:
        return {"": list(entries)}
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(text_of(entry, "nominator_name") or "未写推荐单位", []).append(entry)
    return groups


def _sheet_name(text: str) -> str:
    """A worksheet's name made of a nominator's: at most 31 characters, none that Excel refuses."""
    return re.sub(r"[\\/*?:\[\]]", "_", safe_text(text))[:31] or "推荐汇总表"


def _is_number(spec: FieldSpec) -> bool:
    """Whether a column holds the running number."""
    return spec.key == "row_no" or (spec.key == "nomination_no" and "序号" in spec.labels[0])


def _title(form: FormSpec | None, programme: Programme) -> str:
    """The list's printed title."""
    if form is None:
        return f"{programme.name}推荐汇总表"
    return form.titles[0].replace("{year}", year_of(programme))


def _content(entry: Entry, number: int, spec: FieldSpec, *, nominator_told: bool) -> official_list.Content:
    """What stands in one cell."""
    if _is_number(spec):
        return number
    if spec.key == "remark":
        remarks = ["" if nominator_told else text_of(entry, "nominator_name"), "" if entry.sound else "待补正，见台账"]
        return "\n".join(filter(None, remarks))
    text = _text(entry, spec.key)
    if spec.second and (second := _text(entry, spec.second)):
        text += ("/" if spec.type in NUMBER_TYPES else "\n") + second
    return sheets.number_or_text(text) if spec.type in NUMBER_TYPES else text


def _mark_unsound(rows: Sequence[list[official_list.Content]], entries: Sequence[Entry], table: TableSpec) -> str:
    """Mark the teams with errors where the list has no column for remarks; gives the note that explains the mark."""
    keys = [spec.key for spec in table.columns]
    if "remark" in keys or all(entry.sound for entry in entries):
        return ""
    place = next((number for number, key in enumerate(keys) if key in _FIRST_NAMES), 0)
    for row, entry in zip(rows, entries, strict=True):
        if not entry.sound:
            row[place] = f"{_MARK}{row[place]}"
    return f"{_MARK}：材料有错误，待补正，见台账；补正后请重新生成本表再报送。"


def _text(entry: Entry, key: str) -> str:
    """One value; the other telephone number only where the form has no such field: a doubtful value stays blank."""
    value = value_of(entry, key if key in entry.fields else _STAND_INS.get(key, key))
    return "\n".join(value) if isinstance(value, tuple) else " ".join(worded(value).split("\n"))


def _is_long(spec: FieldSpec) -> bool:
    return spec.type == "long-text"


def is_centred(spec: FieldSpec) -> bool:
    """Whether a column's values stand in the middle."""
    return spec.type in _CENTRED


def _draw(sheet: Worksheet, page: SummaryPage, *, roomy: bool) -> None:
    """The list in our own drawing; a column for handwriting needs rows as high as three lines."""
    last = len(page.columns)
    widths = [
        column_width_of(spec, [str(row[number]) for row in page.rows]) for number, spec in enumerate(page.columns)
    ]
    sheets.set_widths(sheet, widths)
    _put_across(sheet, 1, last, page.title, style="title", height=36)
    _put_across(sheet, 2, last, page.above, style="plain", height=22)
    for number, spec in enumerate(page.columns, 1):
        sheets.put(sheet.cell(3, number), cleaned_label(spec.labels[0]), style="head")
    sheet.row_dimensions[3].height = 26
    for row, contents in enumerate(page.rows, 4):
        for number, (content, spec) in enumerate(zip(contents, page.columns, strict=True), 1):
            sheets.put(sheet.cell(row, number), content, style="centre" if is_centred(spec) else "text")
        texts = [str(content) for content in contents]
        sheet.row_dimensions[row].height = max(50.0 if roomy else 26.0, sheets.row_height(texts, widths))
    foot = len(page.rows) + 4
    _put_across(sheet, foot, last, page.total, style="strong", height=24)
    if page.note:
        _put_across(sheet, foot + 1, last, page.note, style="plain", height=24)
    _put_across(sheet, foot + 2, last, page.signature, style="plain", height=40)
    sheet.freeze_panes = "A4"
    sheets.set_printing(sheet, heads="1:3")


def column_width_of(spec: FieldSpec, texts: Sequence[str]) -> float:
    """A width by content; a column that is still to be filled by hand keeps room for it."""
    if cleaned_label(spec.labels[0]) == "序号":
        return 7.0
    if not any(texts):
        return 60.0 if spec.type == "long-text" else 16.0
    return sheets.column_width([spec.labels[0], *texts], least=9, most=38)


def _signature(form: FormSpec | None) -> str:
    """The line for seal and signature, in the form's own words where it has some."""
    below = [spec for spec in form.fields if spec.key not in {"nominator_name", "form_date"}] if form else []
    seal = next((seal.near for seal in form.seals if seal.near), "") if form else ""
    words = [cleaned_label(spec.labels[0]) for spec in below] or ["填表人", "联系电话"]
    blanks = [f"{word}：{_BLANK}" for word in (*words, seal or "推荐单位（盖章）")]
    return "".join(blanks) + "　　　年　　月　　日"


def _put_across(sheet: Worksheet, row: int, last: int, text: str, *, style: str, height: float) -> None:
    """A line over the whole width."""
    for number in range(1, last + 1):
        sheets.put(sheet.cell(row, number), text if number == 1 else "", style=style)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    sheet.row_dimensions[row].height = height
