"""Makes the Word template of 评审组情况, for the office alone.

``python tools/make_panel_report.py`` writes it anew into templates/_base/. The pieces are those of ``make_letters``.
"""

from __future__ import annotations

from make_letters import FANG, FOLDER, heading, make, paragraph, run, steer, table, text, title

from qtdocs.writing import write_bytes


def chart(name: str) -> str:
    """A picture on a line of its own, as high as it is."""
    return paragraph(run(f"{{{{ {name} }}}}", FANG, 12), indent=0, line=0, before=4, after=4)


def panel_report() -> list[str]:
    """评审组情况: strictness, agreement, distributions, what each stage counts."""
    judges = table(
        ("评委", "份数", "平均", "离散", "宽严", "相关", "这是什么意思"),
        (
            "{{ row.judge }}", "{{ row.count }}", "{{ row.mean }}", "{{ row.spread }}", "{{ row.leaning }}",
            "{{ row.likeness }}", "{{ row.meaning }}",
        ),
        (3.2, 1.3, 1.5, 1.4, 1.5, 1.5, 5.2),
        "row in stage.judges",
    )  # fmt: skip
    weights = table(
        ("阶段", "通知写的", "实际", "这是什么意思"),
        ("{{ row.stage }}", "{{ row.nominal }}", "{{ row.effective }}", "{{ row.meaning }}"),
        (3.6, 2.2, 2.2, 7.6),
        "row in weights",
    )
    return [
        *title("{{ programme }}", "评审组情况"),
        text("{{ opening }}"),
        steer("for each in lacking"),
        text("请注意：{{ each }}"),
        steer("endfor"),
        heading("一、等级和总分的分布"),
        chart("totals"),
        steer("for each in totals_told"),
        text("{{ each }}"),
        steer("endfor"),
        heading("二、各阶段实际占多大分量"),
        steer("if weights"),
        weights,
        steer("endif"),
        text("{{ weights_told }}", before=4),
        steer("for stage in stages"),
        heading("{{ stage.heading }}"),
        text("{{ stage.opening }}"),
        heading("评委之间一致不一致"),
        steer("for each in stage.agreement"),
        text("{{ each }}"),
        steer("endfor"),
        heading("各位评委的宽严"),
        chart("stage.leanings"),
        judges,
        text("{{ stage.judges_told }}", before=4),
        heading("各位评委给分的分布"),
        chart("stage.spreads"),
        heading("各组能不能互相比较"),
        steer("for each in stage.model"),
        text("{{ each }}"),
        steer("endfor"),
        steer("endfor"),
        heading("怎样看这些数字"),
        steer("for each in notes"),
        text("{{ loop.index }}．{{ each }}"),
        steer("endfor"),
        paragraph(run("{{ date }}"), align="right", indent=0, right=2, before=18),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "panel-report.docx", make("评审组情况", panel_report(), above="{{ internal }}"))
