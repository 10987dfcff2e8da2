"""What invented teams write about themselves: sentences unlike those of any other team, and PDF pages of them."""

from __future__ import annotations

from random import Random

from samples.planting.others import prose
from samples.seasons.cast import Member

_PAGE = """<html lang="zh-CN"><head><style>@page{size:A4;margin:25mm}body{font:12pt/1.8 'Noto Serif CJK SC'}
h1{font:bold 18pt 'Noto Sans CJK SC';text-align:center}p{text-indent:2em;margin:0}</style></head>
<body>%s</body></html>"""


def profile(member: Member) -> str:
    """The short account of a team, with its six numbered parts."""
    lines = prose(100_000 + member.number, 900)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines[:6], 1))


def material(member: Member, words: int = 2500) -> bytes:
    """The materials of a team as a PDF with a text layer."""
    from weasyprint import HTML

    lines = prose(200_000 + member.number, words)
    body = f"<h1>{member.organisation}<br>{member.team}创建材料</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    data = HTML(string=_PAGE % body).write_pdf(pdf_identifier=f"{member.number:016d}".encode())
    assert isinstance(data, bytes)
    return data


def slide_texts(member: Member) -> tuple[str, ...]:
    """The words of a team's slides."""
    random = Random(f"slides {member.number}")
    return (f"{member.organisation}{member.team}", member.title, *prose(random.randint(1, 10**6), 400))
