"""Makes the Word templates that judges get in templates/_base/: pledge, attendance, count-sheet, whole-sheet.

``python tools/make_judging_papers.py`` writes them anew; whoever wants another look may as well open them in Word.
What stands in double braces is filled in by ``qtdocs.render.letters``.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from make_letters import FOLDER, HEI, SONG, TABLE, cell, framed, make, paragraph, row, run, steer, table, text, title

from qtdocs.writing import saved, write_bytes

SMALL = 8.0
"""Size of what is only to be found, in points."""
_SIGN = "签字：＿＿＿＿＿＿＿＿＿＿　　　　＿＿＿＿年＿＿月＿＿日"


def pledge() -> list[str]:
    """承诺书与回避声明."""
    entries = table(
        ("序号", "班组编号", "单位", "班组", "回避的原因"),
        ("{{ row.number }}", "{{ row.entry }}", "{{ row.organisation }}", "{{ row.team }}", ""),
        (1.2, 2.1, 5.2, 3.9, 3.2),
        "row in rows",
    )
    look: dict[str, Any] = {"line": 22}
    return [
        *title("评审专家承诺书与回避声明"),
        text("活动：{{ programme }}（{{ stage }}）", indent=0, **look),
        text("专家：{{ judge }}　　组别：{{ panel }}", indent=0, **look),
        text("单位：{{ organisation }}", indent=0, after=6, **look),
        text("本人参加上述评审，承诺：", **look),
        text("一、按活动的办法和评价标准独立、公正地评分，不受任何单位和个人影响。", **look),
        text("二、不私下接触申报单位和班组，不接受其财物、宴请或其他利益。", **look),
        text("三、对申报材料、评分和评审中的意见保密；评审结束后，把材料交回或者删除，不复制、不外传。", **look),
        text("四、与申报班组有下列情形之一的，主动回避，不打分：在同一单位工作或曾经在该单位工作；"
             "参与过该班组材料的编写或辅导；与班组成员有亲属关系；其他可能影响公正的。", **look),
        steer("if avoided"),
        text("已经按规定回避、不在本人评审范围内的班组：{{ avoided }}。", **look),
        steer("endif"),
        text("下列班组由本人评审。应当回避的，写明原因；没有的，在表下打勾。", before=4, after=4, keep=True, **look),
        entries,
        text("□ 本人没有需要回避的班组。　　□ 有需要回避的，已在表中写明。", indent=0, before=8, keep=True, **look),
        paragraph(run(f"承诺人{_SIGN}"), indent=0, before=12, line=24),
    ]  # fmt: skip


def attendance() -> list[str]:
    """签到表 of one group."""
    rows = table(
        ("序号", "姓名", "单位", "组内职务", "签到", "签到时间"),
        ("{{ row.number }}", "{{ row.judge }}", "{{ row.organisation }}", "{{ row.role }}", "", ""),
        (1.2, 2.9, 4.9, 2.2, 2.4, 2.0),
        "row in rows",
    )
    return [
        *title("评审专家签到表"),
        text("活动：{{ programme }}（{{ stage }}）", indent=0),
        text("组别：{{ panel }}　　时间：＿＿＿＿年＿＿月＿＿日", indent=0),
        text("地点：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿", indent=0, after=8),
        rows,
        text("临时替换的专家，请写在空行里，并注明替换谁。", indent=0, before=6, line=20),
        paragraph(run("记录：＿＿＿＿＿＿＿＿　　　　监督：＿＿＿＿＿＿＿＿"), indent=0, before=18),
    ]


def whole_sheet() -> list[str]:
    """A score sheet with one score for the whole, where no official one is published."""
    widths = (7.6, 4.0, 4.0)
    comment = cell(run("评语（特色、不足）：", SONG, TABLE), sum(widths), span=3).replace('"center"', '"top"', 1)
    grid = framed(
        row(_cells(("评分项目", "满分", "得分"), HEI, widths))
        + row(_cells(("{{ stage }}", "{{ full }}", ""), SONG, widths), height=1.5)
        + row(comment, height=6),
        widths,
    )
    return [
        *title("{{ programme }}", "{{ stage }}评分表"),
        text("班组：{{ team }}", indent=0),
        text("单位：{{ organisation }}", indent=0),
        text("班组编号：{{ entry }}", indent=0),
        text("评委：{{ judge }}　　组别：{{ panel }}", indent=0, after=8),
        grid,
        steer("if open"),
        text("通知没有写满分是多少：请先勾选一种，全部班组只用一种。", indent=0, before=6, line=20),
        steer("endif"),
        text("{{ step }}。本表由程序拟制，不是主办单位的正式表格（暂定）。", indent=0, before=6, line=20),
        text("□ 已回避（应当回避的打勾，不打分）", indent=0, before=6),
        paragraph(run(f"评委{_SIGN}"), indent=0, before=12),
        paragraph(run("编号：{{ code }}", SONG, SMALL), indent=0, before=18, line=0),
    ]


def count_sheet() -> list[str]:
    """核分表 of one group: an entry a row, a judge a column."""
    head = "".join((
        _cells(("序号", "班组编号", "单位", "班组"), HEI, (1.2, 2.0, 5.0, 3.6)),
        _tag("{%tc for judge in judges %}"), cell(run("{{ judge }}", HEI, TABLE), 1.9, align="center"),
        _tag("{%tc endfor %}"), _cells(("份数", "合计", "平均"), HEI, (1.2, 1.8, 1.8)),
    ))  # fmt: skip
    shown = "".join((
        _cells(("{{ row.number }}", "{{ row.entry }}", "{{ row.organisation }}", "{{ row.team }}"), SONG,
               (1.2, 2.0, 5.0, 3.6)),
        _tag("{%tc for score in row.scores %}"), cell(run("{{ score }}", SONG, TABLE), 1.9, align="center"),
        _tag("{%tc endfor %}"),
        _cells(("{{ row.count }}", "{{ row.sum }}", "{{ row.mean }}"), SONG, (1.2, 1.8, 1.8)),
    ))  # fmt: skip
    widths = (1.2, 2.0, 5.0, 3.6, 1.9, 1.2, 1.8, 1.8)
    loops = [row(_tag(f"{{%tr {words} %}}")) for words in ("for row in rows", "endfor")]
    return [
        *title("{{ programme }}", "{{ stage }}核分表（{{ panel }}）"),
        framed(row(head, head=True) + loops[0] + row(shown) + loops[1], widths),
        text("{{ note }}", indent=0, before=6, line=18),
        paragraph(run("计分：＿＿＿＿＿＿＿＿　　复核：＿＿＿＿＿＿＿＿　　监督：＿＿＿＿＿＿＿＿　　"
                      "＿＿＿＿年＿＿月＿＿日"), indent=0, before=18),
    ]  # fmt: skip


def _tag(words: str) -> str:
    """A cell that only steers docxtpl and leaves no trace."""
    return cell(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>', 1.0)


def lying(data: bytes) -> bytes:
    """The template on A4 paper that lies across."""
    document: Any = Document(io.BytesIO(data))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
    return saved(document)


def _cells(words: Sequence[str], font: str, widths: Sequence[float]) -> str:
    """The cells of one row."""
    pairs = zip(words, widths, strict=True)
    return "".join(cell(run(each, font, TABLE), width, align="center") for each, width in pairs)


def with_code_below(data: bytes) -> bytes:
    """The template with the code in the foot of its pages instead of a number."""
    document: Any = Document(io.BytesIO(data))
    foot = document.sections[0].footer._element
    for each in list(foot):
        foot.remove(each)
    piece = paragraph(run("{{ code }}", SONG, SMALL), indent=0, line=0)
    opening, rest = piece.split(">", 1)
    foot.append(parse_xml(f"{opening} {nsdecls('w')}>{rest}"))
    return saved(document)


def narrow(data: bytes) -> bytes:
    """The template with less room above and below, so that a usual list fits on one page."""
    document: Any = Document(io.BytesIO(data))
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    return saved(document)


def papers() -> Sequence[tuple[str, bytes]]:
    """Every template by the name of its file."""
    return (
        ("pledge.docx", narrow(make("承诺书与回避声明", pledge()))),
        ("attendance.docx", make("评审专家签到表", attendance())),
        ("count-sheet.docx", lying(make("核分表", count_sheet()))),
        ("whole-sheet.docx", with_code_below(make("评分表", whole_sheet()))),
    )


if __name__ == "__main__":
    for name, data in papers():
        write_bytes(FOLDER / name, data)
