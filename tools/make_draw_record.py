"""Makes the Word template of 抽取记录 in templates/_base/: ``python tools/make_draw_record.py`` writes it anew.

What stands in double braces is filled in by ``qtdocs.pipeline.judging.draw_record``; whoever wants other words may
as well open it in Word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from make_letters import FOLDER, HEI, SONG, WIDTH, cell, framed, heading, make, paragraph, row, run, steer, text, title

from qtdocs.writing import write_bytes

SMALL, FINE = 9.0, 7.5
"""Sizes of what stands in narrow tables, in points."""
LINE = 22
_BLANK = "＿" * 7


def said(words: str) -> str:
    """A paragraph of the body, set tighter than in a letter."""
    return text(words, line=LINE)


def listing(
    heads: Sequence[str], fields: Sequence[str], widths: Sequence[float], loop: str, *, fine: Sequence[int] = ()
) -> str:
    """A table in small print with a row for each member of a list; some columns in still smaller print."""
    first = "".join(
        cell(run(words, HEI, SMALL), width, align="center") for words, width in zip(heads, widths, strict=True)
    )
    shown = "".join(
        cell(run(words, SONG, FINE if number in fine else SMALL), width, align="left" if width > 2.6 else "center")
        for number, (words, width) in enumerate(zip(fields, widths, strict=True))
    )
    tags = [
        row(cell(f'<w:r><w:t xml:space="preserve">{{%tr {words} %}}</w:t></w:r>', sum(widths), span=len(widths)))
        for words in (f"for {loop}", "endfor")
    ]
    body = "".join((row(first, head=True, height=0.6), tags[0], row(shown, height=0.6), tags[1]))
    return framed(re.sub(r'w:line="320"', 'w:line="240"', body), widths)  # lines as low as their print


def facts() -> str:
    """The facts of the draw, a name and a text in each row."""
    widths = (3.4, WIDTH - 3.4)
    tags = [
        row(cell(f'<w:r><w:t xml:space="preserve">{{%tr {words} %}}</w:t></w:r>', WIDTH, span=2))
        for words in ("for fact in facts", "endfor")
    ]
    shown = cell(run("{{ fact.name }}", HEI, 10.5), widths[0], align="center")
    shown += cell(run("{{ fact.text }}", SONG, 10.5), widths[1])
    return framed("".join((tags[0], row(shown), tags[1])), widths)


def panels(name: str) -> list[str]:
    """Each group of a list: who sits in it, and its entries."""
    seats = listing(
        ("组内职务", "编号", "姓名", "单位", "回避的班组"),
        ("{{ row.role }}", "{{ row.id }}", "{{ row.name }}", "{{ row.organisation }}", "{{ row.avoided }}"),
        (2.2, 1.8, 2.2, 5.6, 3.8),
        "row in panel.rows",
    )
    return [
        steer(f"for panel in {name}"),
        paragraph(run("{{ panel.name }}（{{ panel.count }} 个班组）", HEI, 12), indent=0, before=6, keep=True),
        seats,
        paragraph(run("班组：{{ panel.entries }}", SONG, SMALL), indent=0, before=3, line=14),
        steer("endfor"),
    ]


def rule() -> list[str]:
    """How it was drawn, so that anybody can do it again."""
    return [
        heading("二、怎样抽的"),
        said("1．次序：把“种子‖专家编号”（分隔符为 U+2016，按 UTF-8 编码）求 SHA-256，十六进制的结果从小到大排，"
             "就是抽取的次序。例：{{ seed }}‖{{ order[0].id }} 的结果开头是 {{ order[0].rank }}，排在第 1。"),
        steer("if given"),
        said("2．分组：班组按分组表分组，不抽。"),
        steer("else"),
        said("2．分组：班组同样按“种子‖班组编号”的 SHA-256 排次序，依次发到各组，发完一轮从第1组再发。"),
        steer("endif"),
        said("3．席位：先抽各组组长，{% if bridges %}再抽跨组评委，{% endif %}再一轮一轮抽各组成员。每个席位取"
             "次序最前、还没有入座、能坐这一席的专家：培训没有过期，组长要能任组长，"
             "{% if one_per_organisation %}同一组里同一单位的只有一名，{% endif %}与本组全部班组都没有回避关系。"),
        said("4．回避：{{ avoid|join('；') }}。"),
        said("5．没有与本组全部班组都不相干的专家时，取次序最前、只回避个别班组的专家，"
             "每个班组至少保留 {{ least }} 名评委。"),
        said("6．没有入座、能参加的专家按次序列为候补。抽取不挑选、不调整，重抽要有理由。"),
    ]  # fmt: skip


def history() -> list[str]:
    """All seeds and draws of the stage."""
    seeds = listing(
        ("序", "种子", "来源", "登记", "换种子的理由"),
        ("{{ row.number }}", "{{ row.seed }}", "{{ row.source }}", "{{ row.at }}", "{{ row.why }}"),
        (0.9, 3.3, 4.4, 3.5, 3.5),
        "row in seeds",
    )
    draws = listing(
        ("抽取", "时间和抽取人", "种子", "专家库（人数、指纹前 10 位）", "班组", "重抽的理由"),
        ("{{ row.number }}", "{{ row.at }}", "{{ row.seed }}", "{{ row.pool }}", "{{ row.entries }}", "{{ row.why }}"),
        (1.4, 3.5, 2.8, 3.5, 1.2, 3.2),
        "row in draws",
    )
    return [
        heading("六、本阶段的全部种子和抽取"),
        said("本阶段定过的种子 {{ seeds|length }} 个，抽取 {{ draws|length }} 次，全部在此。"),
        seeds,
        paragraph("", line=8),
        draws,
    ]


def record() -> list[str]:
    """抽取记录."""
    order = listing(
        ("序", "编号", "姓名", "单位", "排序值开头", "结果", "说明"),
        ("{{ row.number }}", "{{ row.id }}", "{{ row.name }}", "{{ row.organisation }}", "{{ row.rank }}",
         "{{ row.result }}", "{{ row.why }}"),
        (0.9, 1.5, 1.6, 3.3, 2.4, 2.1, 3.8),
        "row in order",
        fine=(4, 6),
    )  # fmt: skip
    changes = listing(
        ("登记", "专家", "变动", "理由"),
        ("{{ row.at }}", "{{ row.expert }}", "{{ row.what }}", "{{ row.why }}"),
        (3.4, 3.0, 4.8, 4.4),
        "row in changes",
    )
    return [
        *title("{{ programme }}", "专家抽取记录"),
        heading("一、基本情况"),
        facts(),
        steer("if doubts"),
        paragraph(run("请监督人注意：", HEI, 12), indent=0, before=8, keep=True),
        steer("for doubt in doubts"),
        said("{{ loop.index }}．{{ doubt }}。"),
        steer("endfor"),
        steer("endif"),
        *rule(),
        heading("三、抽取结果"),
        *panels("panels"),
        heading("四、候补"),
        said("按次序：{{ alternates }}。"),
        heading("五、次序和每名专家的结果"),
        order,
        *history(),
        steer("if changes"),
        heading("七、抽取以后的变动"),
        changes,
        said("变动以后各组如下："),
        *panels("now"),
        steer("endif"),
        paragraph(run(f"抽取人：{_BLANK}　　　　监督人：{_BLANK}"), indent=0, before=30, keep=True),
        paragraph(run(f"监督人：{_BLANK}　　　　日　期：＿＿＿年＿＿月＿＿日"), indent=0, before=14),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "draw-record.docx", make("专家抽取记录", record()))
