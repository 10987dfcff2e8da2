"""Samples 22–25: two things in one cell, files that are not what their name says, scans, and papers sent again."""

from __future__ import annotations

import datetime
import html
import io
import quopri
import struct
import zipfile
from collections.abc import Callable, Iterator

from samples import pictures, wordml
from samples.edits import line_changed
from samples.papers import filled, saved, zhejiang
from samples.people import BRIDGE, CURTAIN, DREDGING, FORMWORK, PAVING, PUMP, REBAR, SURVEY, TOWER, TUNNEL
from samples.tricks_excel import FIRST, MATERIAL, REMARK, TOTAL, headed, put_row
from samples.wordml import Element, W, text_of

Samples = Iterator[tuple[str, bytes]]


def two_in_one_cell() -> Samples:
    rows = (
        ("绍兴镜禾路桥有限公司/测量一班", "符合标准，测量复核做法有特色；推广资料偏少。", "92.5/1", "戚见山"),
        ("台州屿恒钢构有限公司\n桥梁焊接班", "程序严谨，数据翔实；目标值依据不足。", "90 / 2", "时雨生、甘棠"),
        ("湖州苕朗安装工程有限公司塔机维保班", "点检方法实用；改进工具用得少。", "88.5（第3名）", "戚见山"),
        ("泵闸运维班、嘉兴禾汐水务建设有限公司", "值守做法好；缺少对比数据。", "86分/4", "时雨生"),
        ("甲川联合体掘进班与钢筋班", "两个班组合写，分不清各自成效。", "80", "甘棠"),
    )
    keys = ("organisation_name", "review_comment", "total_score", "judge")
    values = {
        "nominator_name": "浙江省",
        "preparer": "容若水",
        "contact_phone": "0571-00000901",
        "form_date": "2020年9月20日",
    }
    yield (
        "22-two-in-one-cell.docx",
        filled(
            "caq-2020",
            "review-summary",
            values,
            rows=[{"row_no": str(number), **dict(zip(keys, row, strict=True))} for number, row in enumerate(rows, 1)],
        ),
    )


def not_what_it_says() -> Samples:
    page = web_page(zhejiang(PUMP.application()))
    yield "23-web-page.doc", page.encode("gb18030")
    page = web_page(zhejiang(CURTAIN.application()), charset="utf-16")
    yield "23-web-page-utf16.doc", b"\xff\xfe" + page.encode("utf-16-le")
    yield "23-web-archive.doc", web_archive(web_page(zhejiang(DREDGING.application())))
    yield "23-really-docx.doc", zhejiang(BRIDGE.application())
    # A web system's export: no character set named, a web page under the name of a workbook.
    yield "23-web-page.xls", web_page(zhejiang(FORMWORK.application()), charset="").encode("gb18030")
    yield "23-commas.xls", "序号,单位名称,班组名称\r\n1,浙江甲川建设集团有限公司,盾构掘进一班\r\n".encode("gb18030")
    yield "23-password.docx", compound_file("EncryptedPackage", "EncryptionInfo")
    yield "23-old-word-cut-short.wps", compound_file("WordDocument", "1Table")
    yield "23-nothing.docx", b""
    yield "23-cut-short.docx", zhejiang(SURVEY.application())[:3000]
    yield "23-packed.zip", packed("申报表.docx", zhejiang(REBAR.application()))
    yield "~$23-lock.docx", lock_file("admin")


def kept() -> dict[str, Callable[[], bytes]]:
    """How each file of an old or open format is made where it is not there yet: by LibreOffice, as the PDFs are."""
    dress = {
        "organisation_name": wordml.instead_of("钱澄市政园林公司"),
        "experience_title": wordml.with_hidden("（内部：初稿，勿外传）"),
        "contact": wordml.form_text,
    }
    tracked = zhejiang(REBAR.application(), dress=dress)
    return {
        "23-old-word.wps": lambda: pictures.saved_as(tracked, "docx", "doc"),
        "23-rich-text.doc": lambda: pictures.saved_as(zhejiang(BRIDGE.application()), "docx", "rtf"),
        "23-open-document.odt": lambda: pictures.saved_as(tracked, "docx", "odt"),
        "23-old-excel.et": lambda: pictures.saved_as(old_list(), "xlsx", "xls"),
        "23-open-sheet.ods": lambda: pictures.saved_as(old_list(), "xlsx", "ods"),
    }


def old_list() -> bytes:
    """A summary with a score as a duration, a day and a hidden row, which an old workbook stores as plain numbers."""
    book = headed("杭州市建筑业协会", "芮一诺", "0571-00001001", "2026年4月10日")
    sheet = book.active
    for number, team in enumerate((TUNNEL, REBAR, TOWER), 1):
        put_row(sheet, FIRST + number - 1, number, team)
    minutes = sheet.cell(FIRST, MATERIAL)
    minutes.value, minutes.number_format = datetime.timedelta(minutes=74), '[m]"分"'
    sheet.cell(FIRST, TOTAL).value = 92.5
    remark = sheet.cell(FIRST + 1, REMARK)
    remark.value, remark.number_format = datetime.date(2026, 3, 12), 'yyyy"年"m"月"d"日"'
    sheet.row_dimensions[FIRST + 2].hidden = True
    return saved(book)


def web_page(paper: bytes, *, charset: str = "gb2312") -> str:
    """The paper as Word saves it as a web page: merged cells as spans."""
    body = wordml.body_of(wordml.open_package(paper)).find(f"{W}body")
    blocks = []
    for block in body:
        if block.tag == f"{W}p":
            blocks.append(f"<p class=MsoNormal>{html.escape(text_of(block))}</p>")
        rows = ["".join(_web_cell(cell) for cell in row.iterchildren(f"{W}tc")) for row in block.iterchildren(f"{W}tr")]
        if rows:
            lines = "\r\n".join(f"<tr>{row}</tr>" for row in rows)
            blocks.append(f"<table class=MsoNormalTable border=1>\r\n{lines}\r\n</table>")
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">' if charset else ""
    style = "<style><!-- p.MsoNormal {margin:0cm;} --></style>"
    head = f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{meta}<title>申报表</title>{style}</head>'
    content = "\r\n".join(blocks)
    return f"{head}\r\n<body lang=ZH-CN><div class=WordSection1>\r\n{content}\r\n</div></body></html>\r\n"


def _web_cell(cell: Element) -> str:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and merge.get(f"{W}val") != "restart":
        return ""
    wide = f" colspan={span.get(f'{W}val')}" if span is not None else ""
    lines = "".join(f"<p>{html.escape(text_of(each))}<o:p></o:p></p>" for each in cell.iterchildren(f"{W}p"))
    return f"<td valign=top{wide}>{lines}</td>"


def web_archive(page: str) -> bytes:
    """The page and a picture in one file, as Word saves a web page with all that belongs to it."""
    content = quopri.encodestring(page.encode("gb18030")).decode("ascii")
    parts = (
        f'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n\n{content}',
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
    )
    inside = "".join(f"\n------=_NextPart_01\n{part}" for part in parts)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_NextPart_01"\n'
    return f"{head}{inside}\n------=_NextPart_01--\n".encode("ascii")


def compound_file(*streams: str) -> bytes:
    """An old compound file with these (empty) streams: enough to tell what it would be."""
    header = bytearray(512)
    header[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<" + "I" * 108, header, 80, *([0xFFFFFFFF] * 108))
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in streams)]
    directory = b"".join(entries).ljust(512, b"\x00")
    return bytes(header) + table + directory


def _entry(name: str, kind: int) -> bytes:
    written = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(written)] = written
    struct.pack_into(
        "<HBBIII", entry, 64, len(written) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF
    )
    struct.pack_into("<I", entry, 116, 0xFFFFFFFE)
    return bytes(entry)


def packed(name: str, data: bytes) -> bytes:
    """A zip archive with one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, date_time=(2026, 3, 20, 9, 0, 0)), data)
    return stream.getvalue()


def lock_file(user: str) -> bytes:
    """What Word leaves beside an open file."""
    return (bytes([len(user)]) + user.encode()).ljust(55, b"\x00") + user.encode("utf-16-le").ljust(107, b"\x00")


def sent_again() -> Samples:
    first = PAVING.application()
    later = {**first, "headcount": "27", "contact_phone": "13800002109", "form_date": "2026年4月2日"}
    yield "25-application.docx", zhejiang(first)
    yield "25-application-corrected.docx", zhejiang(later)
    yield "25-last-years-form.docx", zhejiang(TOWER.application(), edit=line_changed("2026 年度", "2025 年度"))
    book = headed("宁波市建筑业协会", "岑见微", "0574-00002001", "2026年4月12日")
    for number, team in enumerate((PAVING, PAVING, TUNNEL), 1):
        put_row(book.active, FIRST + number - 1, number, team)
    yield "25-all-teams-in-one-list.xlsx", saved(book)
