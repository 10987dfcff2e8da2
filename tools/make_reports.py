"""Makes the Word templates of the reports of judging: 评价报告, 初审不合格成果表, 材料评审汇总表 where nobody has one.

``python tools/make_reports.py`` writes them anew into templates/_base/. The pieces are those of ``make_letters``.
"""

from __future__ import annotations

from make_letters import FOLDER, heading, listed, make, paragraph, run, steer, table, text, title

from qtdocs.writing import write_bytes


def evaluation() -> list[str]:
    """评价报告 of one entry."""
    return [
        *title("{{ programme }}", "评价报告"),
        text("单位名称：{{ organisation }}", indent=0),
        text("班组名称：{{ team }}　　编号：{{ number }}", indent=0),
        steer("if total"),
        text("总　　分：{{ total }}", indent=0),
        steer("endif"),
        steer("for stage in stages"),
        heading("{{ stage.name }}：{{ stage.points }}／{{ stage.most }} 分"),
        steer("if stage.sheet"),
        text("{{ stage.sheet }}"),
        steer("endif"),
        paragraph(run("{{ stage.chart }}"), indent=0, line=0, before=4),
        steer("endfor"),
        heading("做得好的"),
        steer("if strengths"),
        *listed("each in strengths", "{{ loop.index }}．{{ each }}"),
        steer("else"),
        text("各项与全部班组的中位数相近。"),
        steer("endif"),
        heading("可以改进的"),
        steer("if gaps"),
        *listed("each in gaps", "{{ loop.index }}．{{ each }}"),
        steer("else"),
        text("没有明显低于全部班组中位数的项。"),
        steer("endif"),
        heading("评委的话"),
        steer("if comments"),
        *listed("each in comments", "{{ loop.index }}．{{ each }}"),
        steer("else"),
        text("评委没有写评语。"),
        steer("endif"),
        text("{{ remark }}", before=6),
        paragraph(run("{{ association }}"), align="right", indent=0, right=2, before=24, keep=True),
        paragraph(run("{{ date }}"), align="right", indent=0, right=4),
    ]


def unqualified() -> list[str]:
    """初审不合格成果表: nine lines at least, the empty ones numbered."""
    rows = table(
        ("序号", "资料编号", "成果（经验）名称", "班组名称", "申报单位", "初审意见"),
        ("{{ row.number }}", "{{ row.entry }}", "{{ row.title }}", "{{ row.team }}", "{{ row.organisation }}",
         "{{ row.opinion }}"),
        (1.4, 2.4, 5.2, 4.2, 5.8, 6.3),
        "row in rows",
    )  # fmt: skip
    return [
        *title("{{ programme }}", "初审不合格成果表"),
        rows,
        text("专家签字：　　　　　　　　　　　　　　　　　　　　日期：　　　　年　　月　　日", before=20, indent=0),
    ]


def review_summary() -> list[str]:
    """材料评审汇总表, for programmes that have no form of their own; says that it is provisional."""
    rows = table(
        ("序号", "企业/班组名称", "材料评价（符合标准程度/特色/不足之处）", "打分/排序", "评委"),
        ("{{ row.number }}", "{{ row.names }}", "{{ row.comment }}", "{{ row.score }}", "{{ row.judges }}"),
        (1.4, 6.2, 10.6, 2.8, 4.2),
        "row in rows",
    )
    return [
        *title("{{ programme }}", "材料评审汇总表（暂定）"),
        rows,
        text("填表人：　　　　　　　　　电话：　　　　　　　　　　日期：　　　　年　　月　　日", before=20, indent=0),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "evaluation.docx", make("评价报告", evaluation()))
    write_bytes(FOLDER / "unqualified-results.docx", make("初审不合格成果表", unqualified(), landscape=True))
    write_bytes(FOLDER / "review-summary.docx", make("材料评审汇总表", review_summary(), landscape=True))
