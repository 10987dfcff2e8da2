"""Makes the Word templates of what goes along with packages and archives: 目录清单, 归档文件目录.

``python tools/make_sending_papers.py`` writes them anew into templates/_base/. The pieces are those of
``make_letters``.
"""

from __future__ import annotations

from make_letters import FOLDER, heading, listed, make, paragraph, run, steer, table, text, title

from qtdocs.writing import write_bytes


def contents() -> list[str]:
    """目录清单 of a package that a nominator sends up."""
    files = table(
        ("序号", "材料", "形式", "单位和班组", "文件", "SHA-256 前 12 位", "说明"),
        (
            "{{ row.number }}",
            "{{ row.paper }}",
            "{{ row.medium }}",
            "{{ row.whose }}",
            "{{ row.file }}",
            "{{ row.sha256 }}",
            "{{ row.remark }}",
        ),
        (1.2, 3.4, 1.7, 5.6, 6.6, 2.8, 3.9),
        "row in rows",
    )
    return [
        *title("{{ title }}", "目录清单"),
        text("报送单位：{{ nominator }}　　班组 {{ teams }} 个　　文件 {{ files }} 个", indent=0),
        files,
        steer("if missing"),
        heading("还缺的"),
        *listed("each in missing", "{{ loop.index }}．{{ each }}"),
        steer("endif"),
        paragraph(run("报送单位（盖章）：　　　　　　　　　　　　"), align="right", indent=0, before=24, keep=True),
        paragraph(run("{{ date }}"), align="right", indent=0, right=4),
    ]


def archive() -> list[str]:
    """归档文件目录, in the manner of DA/T 22."""
    pieces = table(
        ("件号", "责任者", "文号", "题名", "日期", "页数", "保管期限", "备注"),
        (
            "{{ row.number }}",
            "{{ row.responsible }}",
            "{{ row.document }}",
            "{{ row.title }}",
            "{{ row.date }}",
            "{{ row.pages }}",
            "{{ row.period }}",
            "{{ row.remark }}",
        ),
        (3.6, 4.2, 2.9, 6.4, 2.2, 1.2, 1.6, 3.1),
        "row in rows",
    )
    return [
        *title("{{ title }}", "归档文件目录"),
        text("全宗名称：{{ association }}　　年度：{{ year }}　　共 {{ pieces }} 件", indent=0),
        pieces,
        steer("if remarks"),
        heading("说明"),
        *listed("each in remarks", "{{ loop.index }}．{{ each }}"),
        steer("endif"),
        paragraph(run("归档人：{{ who }}　　接收人：　　　　　　　{{ date }}"), align="right", indent=0, before=20),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "package-contents.docx", make("目录清单", contents(), landscape=True))
    write_bytes(FOLDER / "archive-contents.docx", make("归档文件目录", archive(), landscape=True))
