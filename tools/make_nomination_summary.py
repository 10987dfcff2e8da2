"""Makes templates/_base/nomination-summary.docx, the Word template of 推荐汇总表 where a programme has no form for it.

``python tools/make_nomination_summary.py`` writes it anew; whoever wants another look may as well open it in Word. The
one column of its table is the model of every column: of the first row the headings, of the second one the teams.
"""

from __future__ import annotations

from make_letters import FOLDER, HEI, SONG, TABLE, cell, framed, make, paragraph, row, run, steer

from qtdocs.writing import write_bytes

WIDTH = 25.2
"""Width of the table in centimetres."""


def pieces() -> list[str]:
    """A page with title, table and the line to sign."""
    head = row(cell(run("表头", HEI, TABLE), WIDTH, align="center"), head=True)
    body = row(cell(run("内容", SONG, TABLE), WIDTH), height=0.9)
    return [
        steer("for page in pages"),
        paragraph(run("{{ page.title }}", HEI, 18), align="center", indent=0, after=4, line=28),
        paragraph(run("{{ page.above }}", SONG, 11), indent=0, after=4, line=18),
        framed(head + body, (WIDTH,)),
        paragraph(run("{{ page.total }}", SONG, 11, bold=True), indent=0, before=4, line=18, keep=True),
        steer("if page.note"),
        paragraph(run("{{ page.note }}", SONG, 10.5), indent=0, line=18, keep=True),
        steer("endif"),
        paragraph(run("{{ page.signature }}", SONG, 11), indent=0, before=14, line=20),
        steer("if not loop.last"),
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        steer("endif"),
        steer("endfor"),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "nomination-summary.docx", make("推荐汇总表", pieces(), landscape=True))
