"""The ledger's first sheet: what came in, what became of it, what to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qtdocs.model.finding import SEVERITY_NAMES
from qtdocs.model.record import worded
from qtdocs.render import sheets
from qtdocs.render.context import OUTCOMES, Column, LedgerView, left_out, text_of
from qtdocs.text import plain_date

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (7.0, 50.0, 14.0, 20.0, 66.0)
_SHORT_LIST = 8
_FILE_HEADS = ("序号", "文件", "结果", "认作", "依据或原因")
_LEFT_HEADS = ("序号", "单位／班组", "栏目", "原文", "猜作／文件")
_OUTCOME_COLOURS = {"unread": "error", "skipped": "note"}


def fill(sheet: Worksheet, view: LedgerView, columns: Sequence[Column]) -> None:
    """Write the whole sheet."""
    sheets.set_widths(sheet, _WIDTHS)
    row = _put_title(sheet, view)
    row = _put_counts(sheet, row, "一、收到的文件", _file_counts(view))
    row = _put_counts(sheet, row, "二、班组", _team_counts(view))
    row = _put_counts(sheet, row, "三、发现的问题", _finding_counts(view))
    row = _put_remarks(sheet, row, "四、须知", (*view.remarks, *view.programme.remarks, *_legend()))
    row = _put_left_out(sheet, row, view, columns)
    _put_files(sheet, row, view)
    sheet.sheet_view.showGridLines = False
    sheets.set_printing(sheet, header=f"{view.programme.name} 台账 总览")


def _put_title(sheet: Worksheet, view: LedgerView) -> int:
    """Title and the line below it; gives the next free row."""
    programme = view.programme
    sheet.merge_cells("A1:E1")
    sheets.put(sheet["A1"], f"{programme.name}台账", style="title")
    sheet.row_dimensions[1].height = 34
    notice = f"{programme.notice.title} {programme.notice.number}".strip()
    line = f"{programme.association.name}　依据：{notice}　制表日期：{plain_date(view.today)}"
    sheet.merge_cells("A2:E2")
    sheets.put(sheet["A2"], line, style="plain_centre")
    sheet.row_dimensions[2].height = sheets.LINE_HEIGHT * sheets.lines_needed(line, sum(_WIDTHS)) + 6
    return 4


def _file_counts(view: LedgerView) -> list[tuple[str, int, str]]:
    """The files by outcome; the first line is the sum of the others."""
    counts = {key: sum(line.outcome == key for line in view.files) for key in OUTCOMES}
    if not counts["purged"]:  # most seasons know none
        del counts["purged"]
    sum_shown = " ＋ ".join(str(number) for number in counts.values())
    notes = {
        "form": "读出了内容的申报表、汇总表等，也包括空白表",
        "other": "不是本项活动的表格：创建材料、幻灯片、通知等",
        "skipped": "系统文件、锁文件等，本来就不是材料",
        "unread": "损坏、加密或不支持的文件，须请对方重发",
        "opened": "已打开，里面的文件各算一份",
        "purged": "保存期已满，已经清除，只留来过的记录",
    }
    total = ("收到文件", len(view.files), f"＝ {sum_shown}（{'、'.join(OUTCOMES[key] for key in counts)}）")
    return [total, *((f"　其中：{name}", counts[key], notes[key]) for key, name in OUTCOMES.items() if key in counts)]


def _team_counts(view: LedgerView) -> list[tuple[str, int, str]]:
    """The teams, with and without errors."""
    running = [entry for entry in view.entries if entry.in_running]
    sound = sum(entry.sound for entry in running)
    teams, faulty, ended = len(view.entries), len(running) - sound, len(view.entries) - len(running)
    counted = f"{sound} ＋ {faulty}" + (f" ＋ {ended}" if ended else "")
    told = [
        ("班组", teams, f"＝ {counted}；同一单位同一班组的几份材料合为一行"),
        ("　其中：没有错误", sound, "可出光荣册和证书样稿；公布了评价标准的，也有评价表"),
        ("　其中：有错误", faulty, "请先按“问题”表处理，补正后再运行一次"),
    ]
    return [*told, ("　其中：不再参加", ended, "淘汰、取消资格、撤回或放弃；只留在台账里")] if ended else told


def _finding_counts(view: LedgerView) -> list[tuple[str, int, str]]:
    """The findings by severity."""
    findings = [finding for _, finding in view.all_findings if finding.counts]
    counts = {key: sum(finding.severity == key for finding in findings) for key in SEVERITY_NAMES}
    notes = {"error": "须申报单位补正", "warning": "请干事看一眼", "note": "仅供了解"}
    total = ("问题", len(findings), "＝ " + " ＋ ".join(str(number) for number in counts.values()))
    return [total, *((f"　其中：{name}", counts[key], notes[key]) for key, name in SEVERITY_NAMES.items())]


def _legend() -> tuple[str, ...]:
    """What the colours mean."""
    return (
        "“班组”表中，黄底的值请看一眼；橙底留空的值只是猜测，须人工确认；绿底的值更正过；把鼠标停在格上可见原因和原文。",
        "点蓝色的文件名打开原件；文件名太长、占了几行的，点同一行里蓝色的序号、级别、编号或结果。",
        "要更正的，直接在“班组”表里改；处理填在“问题”表，看到的章填在“印章”表；改完保存、关闭，运行 qtdocs correct。",
    )


def _put_counts(sheet: Worksheet, row: int, title: str, counts: Iterable[tuple[str, int, str]]) -> int:
    """A block of counts; gives the next free row."""
    sheets.put(sheet.cell(row, 1), title, style="section")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    sheet.row_dimensions[row].height = 22
    for label, number, note in counts:
        row += 1
        _put_wide(sheet, row, 1, 2, label, style="strong" if not label.startswith("　") else "text")
        sheets.put(sheet.cell(row, 3), number, style="centre")
        _put_wide(sheet, row, 4, 5, note, style="text")
        sheet.row_dimensions[row].height = 20
    return row + 2


def _put_remarks(sheet: Worksheet, row: int, title: str, remarks: Sequence[str]) -> int:
    """A block of sentences; gives the next free row."""
    sheets.put(sheet.cell(row, 1), title, style="section")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    sheet.row_dimensions[row].height = 22
    width = sum(_WIDTHS) - _WIDTHS[0]
    for number, remark in enumerate(remarks, 1):
        row += 1
        sheets.put(sheet.cell(row, 1), number, style="centre")
        _put_wide(sheet, row, 2, 5, remark, style="text")
        sheet.row_dimensions[row].height = sheets.row_height([remark], [width])
    return row + 2


def _put_left_out(sheet: Worksheet, row: int, view: LedgerView, columns: Sequence[Column]) -> int:
    """The values left blank because they are guesses; nothing where there is none."""
    items = left_out(view.entries, columns)
    if not items:
        return row
    sheets.put(sheet.cell(row, 1), f"五、留空待人工确认的值（{len(items)} 处）", style="section")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    sheet.row_dimensions[row].height = 22
    row += 1
    _put_row(sheet, row, _LEFT_HEADS, style="head")
    for number, item in enumerate(items, 1):
        row += 1
        whose = "／".join(filter(None, (text_of(item.entry, key) for key in ("organisation_name", "team_name"))))
        guess = worded(item.value.value) or "（读不出）"
        written = item.value.text or "（空）"
        texts = (
            str(number),
            whose or item.entry.source.file,
            item.label,
            written,
            f"{guess}\n{item.entry.source.file}",
        )
        _put_row(sheet, row, texts, fill=sheets.COLOURS["unsure"])
    return row + 2


def _put_files(sheet: Worksheet, row: int, view: LedgerView) -> None:
    """Every file that was given."""
    from openpyxl.worksheet.pagebreak import Break

    title = "六、文件清单" if left_out(view.entries, ()) else "五、文件清单"
    sheets.put(sheet.cell(row, 1), f"{title}（{len(view.files)} 个）", style="section")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    sheet.row_dimensions[row].height = 22
    if len(view.files) > _SHORT_LIST:
        sheet.row_breaks.append(Break(id=row - 1))  # or the headings might stand alone at the end of a page
    row += 1
    _put_row(sheet, row, _FILE_HEADS, style="head")
    for number, line in enumerate(view.files, 1):
        row += 1
        texts = (str(number), line.file, OUTCOMES.get(line.outcome, line.outcome), line.kind, line.reason)
        _put_row(sheet, row, texts, fill=sheets.COLOURS.get(_OUTCOME_COLOURS.get(line.outcome, ""), ""))
        sheets.put_link(sheet.cell(row, 2), line.file, line.link, width=_WIDTHS[1], beside=sheet.cell(row, 1))


def _put_row(sheet: Worksheet, row: int, texts: Sequence[str], *, style: str = "text", fill: str = "") -> None:
    """A row of a listing; the first cell is a number, the colour stands on the third."""
    for number, text in enumerate(texts, 1):
        value: object = int(text) if number == 1 and style != "head" else text
        centred = style == "text" and number in {1, 3}
        sheets.put(
            sheet.cell(row, number), value, style="centre" if centred else style, fill=fill if number == 3 else ""
        )
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)


def _put_wide(sheet: Worksheet, row: int, first: int, last: int, text: str, *, style: str) -> None:
    """Text over several columns, every cell of it with its border."""
    for number in range(first, last + 1):
        sheets.put(sheet.cell(row, number), text if number == first else "", style=style)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
