"""``mailbox``: what the mailbox of the Zhejiang association holds after the deadline, exported file by file.

Beside each file stands what a person finds in it who opens everything by hand; the tests count from that.
"""

from __future__ import annotations

import base64
import datetime
import email.utils
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from samples import packing, wordml
from samples.edits import line_changed
from samples.letters import (
    EXTENDED,
    FOXMAIL,
    NETEASE,
    OLD,
    OUTLOOK,
    QQ,
    Enclosed,
    Letter,
    Program,
    mailbox,
    written,
)
from samples.papers import programme, saved, zhejiang
from samples.people import (
    CULVERT,
    CURTAIN,
    DRAINAGE,
    DREDGING,
    FORMWORK,
    LIFT,
    PAVING,
    PILING,
    PUMP,
    REBAR,
    SLOPE,
    STRESSING,
    SURVEY,
    TOWER,
    TUNNEL,
    WATER,
    Team,
)
from samples.season import materials, slides
from samples.tricks_excel import FIRST, headed, put_row
from samples.tricks_files import compound_file, lock_file

HERE = Path(__file__).resolve().parent
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
PIPES = replace(
    WATER,
    number="3",
    team="管网巡检班",
    title="听漏“夜静三遍”法",
    contact="古月河",
    phone="13800005102",
    headcount="9",
)
"""A second team of the company that looks after the sluices."""
CORRECTED = {**REBAR.application(), "headcount": "24", "contact_phone": "13800001309", "improvement_rate": "96"}
"""What the rebar team wrote three days later."""
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file of the export."""

    name: str
    """The way to it in the folder."""
    data: bytes
    holds: tuple[str, ...] = ()
    """The way inside it to each file it holds, and to each it only links to; ``!`` goes into a mail or an archive."""


def contents() -> Iterator[Piece]:
    """Every file of the mailbox."""
    yield from _plain_mails()
    yield from _mails_with_archives()
    yield from _corrections()
    yield from _at_the_deadline()
    yield from _without_papers()
    yield from _hard_to_open()
    yield _export()
    yield from _by_other_ways()


def register() -> bytes:
    """收件登记.xlsx as the clerk filled it in: a USB stick, a file from WeChat, and papers by courier."""
    from qtdocs import render
    from qtdocs.model.parcel import Registered

    rows = (
        Registered(
            what="嘉兴U盘", channel="U盘", sender="嘉兴市建筑业协会 端木舟", received=datetime.date(2026, 4, 22),
            originals="申报表（盖章）2份", remark="U盘已退回",
        ),
        Registered(
            what="机电安装Ⅱ班申报表(1).docx", channel="微信", sender="幸未央", received=datetime.date(2026, 4, 24),
            time="16:40",
        ),
        Registered(
            channel="邮寄", sender="宁波市建筑业协会 岑见微", received=datetime.date(2026, 4, 23),
            postmark=datetime.date(2026, 4, 20), courier_no="EMS 1200000000045",
            originals="沥青摊铺三班申报表（盖章）1份、推荐汇总表（盖章）1份",
        ),
    )  # fmt: skip
    book = render.register_workbook(b"", title=programme("zhejiang-2026").name, numbers={}, more=rows)
    assert book is not None
    return book


def at(day: int, time: str, *, month: int = 4, year: int = 2026, zone: str = "+0800") -> str:
    """A date as mails write it."""
    moment = datetime.datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{time}").replace(tzinfo=BEIJING)
    return email.utils.format_datetime(moment).removesuffix("+0800") + zone


def form(team: Team) -> bytes:
    return zhejiang(team.application())


def inside(container: str, names: Mapping[str, object]) -> tuple[str, ...]:
    """An archive and the ways to what is in it."""
    return (container, *(f"{container}!{name}" for name in names))


def mail(
    name: str,
    program: Program,
    sender: tuple[str, str],
    when: tuple[int, str],
    text: str,
    files: Mapping[str, bytes],
    *,
    holds: tuple[str, ...] = (),
) -> Piece:
    """A mail that arrived as it should, its subject in its name; it holds its files where nothing else is said."""
    letter = Letter(
        program=program,
        sender=sender,
        subject=name.partition(" ")[2].removesuffix(".eml"),
        text=text,
        sent=at(*when),
        received=at(*when),
        files=[Enclosed(name=each, data=data) for each, data in files.items()],
    )
    return Piece(name=name, data=written(letter), holds=holds or tuple(files))


def _plain_mails() -> Iterator[Piece]:
    stamped = HERE / "inbox" / "杭州市建筑业协会" / "01 盾构掘进一班" / "申报表（盖章）.pdf"
    yield mail(
        "01 杭州市建筑业协会报送材料（第一批）.eml", QQ, ("芮一诺", "hangzhou@example.com"), (10, "09:31:22"),
        "秘书处：\n现报送盾构掘进一班申报表，Word版和盖章扫描件各一份，请查收。\n杭州市建筑业协会 芮一诺",
        {"盾构掘进一班申报表.docx": form(TUNNEL), "盾构掘进一班申报表（盖章）.pdf": stamped.read_bytes()},
    )  # fmt: skip
    yield mail(
        "02 市政行业协会两个班组.eml", OLD, ("元一舟", "shizheng@example.com"), (13, "10:05:41"),
        "两个班组的申报表见附件。",
        {"测量一班申报表.docx": form(SURVEY), "木工班组申报表.docx": form(FORMWORK)},
    )  # fmt: skip
    yield mail(
        "03 绍兴管道修复班.eml", EXTENDED, ("阮秋池", "shaoxing@example.com"), (13, "16:48:03"),
        "申报表和创建材料请查收。",
        {
            "绍兴鉴屿市政养护有限公司管道修复班创建材料（2026年3月定稿）.docx": materials(DRAINAGE),
            "tcmime.1388.1527.1742.bin": form(DRAINAGE),
        },
    )  # fmt: skip
    inner = Letter(
        program=FOXMAIL, sender=("虞知秋", "hexi@example.com"), subject="泵闸运维班申报表", text="请审核。",
        sent=at(14, "17:20:09"), received=at(14, "17:20:31"),
        files=[Enclosed(name="泵闸运维班申报表.docx", data=form(WATER))],
    )  # fmt: skip
    outer = Letter(
        program=OUTLOOK, sender=("端木舟", "jiaxing@example.com"), subject="转发：泵闸运维班申报表",
        text="转发企业来信，同意推荐。", sent=at(16, "08:15:00"), received=at(16, "08:15:12"), inner=written(inner),
    )  # fmt: skip
    yield Piece(
        name="05 转发：泵闸运维班申报表.eml",
        data=written(outer),
        holds=("泵闸运维班申报表.eml", "泵闸运维班申报表.eml!泵闸运维班申报表.docx"),
    )


def _mails_with_archives() -> Iterator[Piece]:
    packed = {
        "沥青摊铺三班/申报表.docx": form(PAVING),
        "沥青摊铺三班/发布PPT.pptx": slides(("“听温、看纹、摸边”摊铺六步法", "沥青摊铺三班  2026年5月")),
        "沥青摊铺三班/Thumbs.db": compound_file("Catalog"),
        "沥青摊铺三班/~$申报表.docx": lock_file("cenjianwei"),
        ".DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(56),
    }
    yield mail(
        "04 宁波材料.eml", NETEASE, ("岑见微", "ningbo@example.com"), (15, "14:22:10"), "材料已打包，请查收。",
        {"宁波班组材料.zip": packing.zipped(packed)}, holds=inside("宁波班组材料.zip", packed),
    )  # fmt: skip
    within = {"申报表.docx": form(STRESSING), "创建材料.docx": materials(STRESSING)}
    book = headed("台州市建筑业协会", "寿南星", "0576-00007501", "2026年4月16日")
    put_row(book.active, FIRST, 1, STRESSING)
    around = {"预应力张拉班.zip": packing.zipped(within), "推荐汇总表.xlsx": saved(book)}
    name = "台州市报送材料.zip"
    yield mail(
        "06 台州市报送材料.eml", FOXMAIL, ("寿南星", "taizhou@example.com"), (17, "08:50:37"), "见附件压缩包。",
        {name: packing.zipped(around)},
        holds=(*inside(name, around), *(f"{name}!预应力张拉班.zip!{each}" for each in within)),
    )  # fmt: skip


def _corrections() -> Iterator[Piece]:
    team = ("竺一鸣", "qiancheng@example.com")
    yield mail(
        "07 钢筋加工班申报表.eml", QQ, team, (14, "10:20:45"), "申报表见附件。", {"申报表.docx": form(REBAR)},
    )  # fmt: skip
    yield mail(
        "08 更正：钢筋加工班申报表.eml", QQ, team, (17, "10:42:16"), "人数和电话写错了，以这一份为准。",
        {"申报表(更正).docx": zhejiang(CORRECTED)},
    )  # fmt: skip
    yield mail(
        "09 补报钢筋加工班.eml", FOXMAIL, ("芮一诺", "hangzhou@example.com"), (18, "09:03:58"),
        "杭州补报钢筋加工班一份。", {"02 钢筋加工班申报表.docx": zhejiang(CORRECTED)},
    )  # fmt: skip


def _at_the_deadline() -> Iterator[Piece]:
    packed = {"隧道衬砌班/申报表.docx": form(CULVERT), "隧道衬砌班/创建材料.docx": materials(CULVERT)}
    yield mail(
        "10 隧道衬砌班申报材料.eml", QQ, ("蒲乐山", "xinyan@example.com"), (28, "09:12:07"), "昨晚网络不好，今天补发。",
        {"隧道衬砌班.7z": packing.sevenzipped(packed)}, holds=inside("隧道衬砌班.7z", packed),
    )  # fmt: skip
    evening = Letter(
        program=FOXMAIL, sender=("巫远帆", "hengyu@example.com"), subject="沉桩班申报表", text="请查收。",
        sent=at(27, "23:58:41"), received=at(27, "23:59:00", zone="CST"),
        files=[Enclosed(name="沉桩班申报表.docx", data=form(PILING))],
    )  # fmt: skip
    yield Piece(name="11 沉桩班申报表.eml", data=written(evening), holds=("沉桩班申报表.docx",))
    packed = {"边坡绿化班/申报表.docx": packing.unpressed(form(SLOPE))}
    bare = Letter(
        program=NETEASE, sender=("燕北归", "lishui@example.com"), subject="丽水边坡绿化班", text="见附件。",
        sent=at(20, "15:02:10", zone="").strip(),
        files=[Enclosed(name="边坡绿化班.rar", data=packing.rarred(packed))],
    )  # fmt: skip
    yield Piece(name="12 丽水边坡绿化班.eml", data=written(bare), holds=inside("边坡绿化班.rar", packed))


def _without_papers() -> Iterator[Piece]:
    large = "桥梁焊接班发布材料.pptx"
    page = (
        "<div>发布材料太大，用超大附件发送。</div>\n"
        '<div id="divNeteaseBigAttach" style="display:none"></div>\n'
        '<div class="qmbox"><div style="font-size:12px">从QQ邮箱发来的超大附件</div>\n'
        '<div><a href="https://mail.qq.com/cgi-bin/ftnExs_download?t=exs_ftn_download&amp;k=aabbccdd&amp;code=eeff" '
        f'target="_blank">{large}</a>\n<span>(126.40M, 2026年05月20日 10:12 到期)</span> '
        '<a href="https://mail.qq.com/cgi-bin/ftnExs_download?t=exs_ftn_download&amp;k=aabbccdd&amp;code=eeff">'
        "进入下载页面</a></div></div>"
    )
    yield _linking("13 桥梁焊接班发布材料.eml", QQ, ("时雨生", "yuheng@example.com"), (20, "10:12:30"), page, large)
    large = "沥青摊铺三班现场视频.mp4"
    page = (
        "<div>现场视频见云附件。</div>\n"
        '<div style="background:#eef"><div>从网易163邮箱发来的云附件</div>\n'
        '<div><a href="https://mail.163.com/large-attachment-download/index.html?p=aabbccddeeff" '
        f'download="{large}">{large}</a></div>\n<div>318.6M，2026年5月6日 08:00 到期</div></div>'
    )
    yield _linking("14 摊铺三班视频.eml", NETEASE, ("郦向晚", "cangbo@example.com"), (21, "08:00:55"), page, large)
    yield mail(
        "15 请问汇总表要不要盖章.eml", OUTLOOK, ("车晚晴", "wulan@example.com"), (21, "11:30:02"),
        "请问推荐汇总表的Word版要不要盖章？谢谢。", {},
    )  # fmt: skip
    yield Piece(
        name=_LOGO_MAIL,
        data=_with_logo(),
        holds=("塔机维保班申报表.docx", "image001.png"),
    )


def _linking(
    name: str, program: Program, sender: tuple[str, str], when: tuple[int, str], page: str, large: str
) -> Piece:
    """A mail whose file is only a link in its text."""
    subject = name.partition(" ")[2].removesuffix(".eml")
    letter = Letter(
        program=program, sender=sender, subject=subject, text="材料见超大附件。", page=page, sent=at(*when),
        received=at(*when),
    )  # fmt: skip
    return Piece(name=name, data=written(letter), holds=(large,))


_LOGO_MAIL = "16 塔机维保班申报表.eml"


def _with_logo() -> bytes:
    letter = Letter(
        program=OUTLOOK, sender=("甘棠", "tiaolang@example.com"), subject="塔机维保班申报表",
        text="申报表见附件。\n湖州苕朗安装工程有限公司 甘棠",
        page='<p>申报表见附件。</p>\n<p>湖州苕朗安装工程有限公司 甘棠</p>\n<p><img src="cid:image001.png"></p>',
        sent=at(22, "09:40:00"), received=at(22, "09:40:18"),
        files=[
            Enclosed(name="塔机维保班申报表.docx", data=form(TOWER)),
            Enclosed(name="image001.png", data=LOGO, cid="image001.png"),
        ],
    )  # fmt: skip
    return written(letter)


def _hard_to_open() -> Iterator[Piece]:
    rich = HERE / "formats" / "23-rich-text.doc"
    yield mail(
        "17 桥梁焊接班申报表.eml", FOXMAIL, ("时雨生", "yuheng@example.com"), (22, "15:10:26"), "申报表见附件。",
        {"桥梁焊接班申报表.doc": rich.read_bytes()},
    )  # fmt: skip
    cut = form(replace(TOWER, team="管廊安装班"))[:3000]
    yield mail(
        "18 湖州两个班组.eml", NETEASE, ("计云帆", "huzhou@example.com"), (23, "17:55:49"), "密码另发短信。",
        {"深基坑班申报表.docx": compound_file("EncryptedPackage", "EncryptionInfo"), "管廊安装班申报表.docx": cut},
    )  # fmt: skip
    yield mail(
        "19 疏浚二班申报表.eml", QQ, ("郗明远", "panye@example.com"), (24, "08:44:11"), "申报表见附件。",
        {"疏浚二班申报表.docm": with_macro(form(DREDGING))},
    )  # fmt: skip
    name = "20 电梯安装二班申报表.msg"
    files = {"电梯安装二班申报表.docx": packing.unpressed(form(LIFT))}
    saved_mail = packing.outlook_mail(
        sender=("宗一苇", "shuangxi@example.com"), subject="电梯安装二班申报表", text="申报表见附件。",
        headers=f"Received: from mail.example.com by mx.example.com; {at(24, '13:26:00')}\r\n"
        f"Date: {at(24, '13:25:51')}\r\n", files=files,
    )  # fmt: skip
    yield Piece(name=name, data=saved_mail, holds=tuple(files))


def _export() -> Piece:
    """A mailbox: last year's mail, one that lies beside it as a file too, and one with a line that begins ``From ``."""
    last = zhejiang({**TOWER.application(), "form_date": "2025年3月20日"}, edit=line_changed("2026 年度", "2025 年度"))
    old = Letter(
        program=QQ, sender=("甘棠", "tiaolang@example.com"), subject="塔机维保班2025年申报表", text="去年的申报表。",
        sent=at(18, "10:00:00", year=2025), received=at(18, "10:00:20", year=2025),
        files=[Enclosed(name="2025申报表.docx", data=last)],
    )  # fmt: skip
    book = headed("宁波市建筑业协会", "岑见微", "0574-00002001", "2026年4月12日")
    for number, team in enumerate((PAVING, PUMP), 1):
        put_row(book.active, FIRST + number - 1, number, team)
    listed = Letter(
        program=OLD, sender=("岑见微", "ningbo@example.com"), subject="宁波推荐汇总表",
        text="汇总表见附件。\n\nFrom 4月18日起，宁波的材料都由我报送。",
        sent=at(18, "14:08:33"), received=at(18, "14:08:50"),
        files=[Enclosed(name="推荐汇总表（宁波）.xlsx", data=saved(book))],
    )  # fmt: skip
    mails = (
        ("Fri Apr 18 10:00:20 2025", written(old)),
        ("Wed Apr 22 09:40:18 2026", _with_logo()),
        ("Sat Apr 18 14:08:50 2026", written(listed)),
    )
    return Piece(
        name="邮箱导出0429.mbox",
        data=mailbox(*mails),
        holds=(
            "第0001封.eml",
            "第0001封.eml!2025申报表.docx",
            "第0002封.eml",  # the same mail lies beside it as a file: its attachments count there
            "第0003封.eml",
            "第0003封.eml!推荐汇总表（宁波）.xlsx",
        ),
    )


def _by_other_ways() -> Iterator[Piece]:
    yield Piece(name="嘉兴U盘/幕墙安装班/申报表.docx", data=form(CURTAIN))
    yield Piece(name="嘉兴U盘/管网巡检班/申报表.docx", data=form(PIPES))
    yield Piece(name="机电安装Ⅱ班申报表(1).docx", data=form(PUMP))


def with_macro(paper: bytes) -> bytes:
    """The paper as Word saves it with macros (.docm)."""
    parts = wordml.open_package(paper)
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = parts["[Content_Types].xml"].replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    kind = b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    relation = (
        b'<Relationship Id="rId902" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/>'
    )
    links = parts["word/_rels/document.xml.rels"]
    return wordml.closed_package(
        {
            **parts,
            "[Content_Types].xml": types.replace(b"</Types>", kind + b"</Types>"),
            "word/_rels/document.xml.rels": links.replace(b"</Relationships>", relation + b"</Relationships>"),
            "word/vbaProject.bin": compound_file("PROJECT", "VBA"),
        }
    )
