"""``inbox``: a small Zhejiang season as four associations hand it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from samples import edits, pictures, wordml
from samples.papers import filled, plain_document, saved, zhejiang
from samples.people import (
    BRIDGE,
    CURTAIN,
    DREDGING,
    FORMWORK,
    PAVING,
    PUMP,
    REBAR,
    SURVEY,
    TOWER,
    TUNNEL,
    WATER,
    Team,
)
from samples.scans import both, stamped
from samples.tricks_excel import FIRST, ORGANISATION, headed, own_layout, put_row
from samples.tricks_files import lock_file

Files = Iterator[tuple[str, bytes]]
SEAWALL = replace(
    PAVING,
    number="3",
    team="海塘钢筋班",
    title="护面钢筋“一网到底”",
    contact="杭雨石",
    phone="13800002301",
    headcount="17",
)
"""A team that sent a photograph only."""
_COMPLETE = (
    (31, "宁波市建筑业协会", PAVING),
    (41, "嘉兴市建筑业协会", WATER),
    (51, "嘉兴市建筑业协会", CURTAIN),
)
"""Teams that sent everything the notice asks for; with each the seed of its seals, and its folder."""


def inbox() -> Files:
    """Every file of the inbox but the PDFs: path and bytes."""
    yield from _hangzhou()
    yield from _ningbo()
    yield from _jiaxing()
    yield from _municipal()


def inbox_pdfs() -> dict[str, Callable[[], bytes]]:
    """How each PDF of the inbox is made where it is not there yet."""
    other_phone = {**REBAR.application(), "contact_phone": "13800001303"}
    return {
        "杭州市建筑业协会/01 盾构掘进一班/申报表（盖章）.pdf": lambda: stamped(
            pictures.printed(zhejiang(TUNNEL.application())), both(TUNNEL), seed=11
        ),
        "杭州市建筑业协会/02 钢筋加工班/申报表.pdf": lambda: stamped(
            pictures.printed(zhejiang(other_phone)), both(REBAR), seed=21
        ),
        "杭州市建筑业协会/01 盾构掘进一班/创建材料.pdf": lambda: pictures.printed(plain_document(_MATERIALS)),
        **{f"{folder}/{team.team}申报表（盖章）.pdf": _sealed(team, seed) for seed, folder, team in _COMPLETE},
        **{f"{folder}/{team.team}创建材料.pdf": _printed(team) for _, folder, team in _COMPLETE},
        "宁波市建筑业协会/海塘钢筋班/微信图片_20260328.pdf": lambda: pictures.photographed(
            zhejiang(SEAWALL.application()), tilt=-2.3
        ),
    }


def _sealed(team: Team, seed: int) -> Callable[[], bytes]:
    return lambda: stamped(pictures.printed(zhejiang(team.application())), both(team), seed=seed)


def _printed(team: Team) -> Callable[[], bytes]:
    return lambda: pictures.printed(materials(team))


def materials(team: Team) -> bytes:
    """创建材料 of a team."""
    return plain_document((f"{team.organisation}{team.team}创建材料", f"课题：{team.title}", *team.profile.split("\n")))


def _hangzhou() -> Files:
    folder = "杭州市建筑业协会"
    yield f"{folder}/01 盾构掘进一班/申报表.docx", zhejiang(TUNNEL.application())
    yield f"{folder}/01 盾构掘进一班/创建材料.docx", plain_document(_MATERIALS)
    relabelled = edits.together(
        edits.label_changed("单位名称", "企业名称\n（全称）"),
        edits.label_changed("班组联系电话", "联 系 电 话"),
        edits.label_changed("参与改进活动率%", "成员参与改进活动率（%）"),
    )
    yield f"{folder}/02 钢筋加工班/申报表(最终版2).docx", zhejiang(REBAR.application(), edit=relabelled)
    yield f"{folder}/新建 Microsoft Word 文档.docx", _tracked(TOWER)
    yield f"{folder}/疏浚二班 申报表.docx", zhejiang(DREDGING.application())
    yield f"{folder}/~$申报表.docx", lock_file("bangongshi")
    book = headed(folder, "芮一诺", "0571-00001001", "2026年4月10日")
    sheet = book.active
    for number, team in enumerate((TUNNEL, REBAR, TOWER, DREDGING), 1):
        put_row(sheet, FIRST + number - 1, number, team)
    sheet.cell(15, 1).value = "合计"
    sheet.cell(15, 6).value = "=SUM(F5:F14)"
    yield f"{folder}/杭州推荐汇总表.xlsx", saved(book)


def _tracked(team: Team) -> bytes:
    dress = {
        "team_name": wordml.content_control,
        "contact": wordml.content_control,
        "contact_phone": wordml.instead_of("13800008100"),
        "experience_title": wordml.inserted,
    }
    return zhejiang(team.application(), dress=dress, edit=edits.cell_controlled("单位名称"))


def _ningbo() -> Files:
    folder = "宁波市建筑业协会"
    added = edits.together(
        edits.row_added("单位名称", "统一社会信用代码", "91330200MA00000000"),
        edits.row_added("经验名称", "备注", "另附照片6张"),
    )
    yield f"{folder}/沥青摊铺三班申报表.docx", zhejiang(PAVING.application(), edit=added)
    yield f"{folder}/沥青摊铺三班创建材料.docx", materials(PAVING)
    moved = edits.together(edits.pairs_swapped("班组人数", "班组联系人"), edits.rows_swapped("通讯地址", "经验名称"))
    boxed = zhejiang(PUMP.application(), dress={"experience_title": wordml.text_box}, edit=moved)
    yield f"{folder}/机电安装Ⅱ班 申报表 - 副本.docx", boxed
    yield f"{folder}/发布PPT（摊铺三班）.pptx", slides(("“听温、看纹、摸边”摊铺六步法", "沥青摊铺三班  2026年5月"))
    book = headed(folder, "岑见微", "0574-00002001", "2026年4月12日")
    sheet = book.active
    for number, team in enumerate((PAVING, PUMP, SEAWALL), 1):
        put_row(sheet, FIRST + number - 1, number, team)
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 2, start_column=ORGANISATION, end_column=ORGANISATION)
    sheet.cell(17, 1).value = "注：三个班组同属一家企业，已核对公章。"
    yield f"{folder}/附件2：推荐汇总表（宁波）.xlsx", saved(book)


def _jiaxing() -> Files:
    folder = "嘉兴市建筑业协会"
    yield f"{folder}/泵闸运维班.docx", zhejiang(WATER.application())
    yield f"{folder}/泵闸运维班创建材料.docx", materials(WATER)
    yield f"{folder}/幕墙安装班-申报表.docx", zhejiang(CURTAIN.application())
    yield f"{folder}/幕墙安装班创建材料.docx", materials(CURTAIN)
    yield f"{folder}/申报表空表.docx", zhejiang({})
    yield f"{folder}/申报表(1).docx", zhejiang(replace(WATER, team="管网巡检班").application())[:3000]
    yield f"{folder}/汇总.xlsx", saved(own_layout())


def _municipal() -> Files:
    folder = "浙江省市政行业协会"
    yield f"{folder}/测量一班.docx", zhejiang(SURVEY.application())
    short = {**FORMWORK.application(), "organisation_name": "温州砚瓯建筑"}
    yield f"{folder}/木工班组/附件1 申报表.docx", zhejiang(short)
    yield f"{folder}/桥梁焊接班/申报表.docx", zhejiang({**BRIDGE.application(), "accidents": "1"})
    yield f"{folder}/误发-全国申报表.docx", filled("caq-2020", "application", national(SURVEY))
    yield f"{folder}/关于做好2026年度班组申报工作的通知.docx", plain_document(_NOTICE)
    book = headed(folder, "元一舟", "0571-00003001", "2026年4月15日")
    for number, team in enumerate((SURVEY, FORMWORK, BRIDGE), 1):
        put_row(book.active, FIRST + number - 1, number, team)
    yield f"{folder}/推荐汇总表.xlsx", saved(book)


def national(team: Team) -> dict[str, str]:
    """What a team writes into the national association's application."""
    values = team.application()
    taken = (
        "nominator_name", "team_name", "organisation_name", "address", "department", "contact", "headcount",
        "completion_rate", "assessment_pass_rate", "nonconformity_rate", "accidents", "complaints", "first_pass_rate",
        "training_people", "improvement_rate", "quality_cost", "profile",
    )  # fmt: skip
    more = {"postcode": "312000", "contact_mobile": team.phone, "team_leader": "夏侯川", "nomination_no": team.number}
    return {**{key: values[key] for key in taken}, **more}


def slides(texts: tuple[str, ...]) -> bytes:
    """A slide show of one slide a text, no more than a reader needs."""
    office = "http://schemas.openxmlformats.org"
    kinds = f"{office}/package/2006/content-types"
    relations = f"{office}/package/2006/relationships"
    links = f"{office}/officeDocument/2006/relationships"
    p, a = f"{office}/presentationml/2006/main", f"{office}/drawingml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.presentationml"
    numbers = range(1, len(texts) + 1)
    overrides = "".join(
        f'<Override PartName="/ppt/slides/slide{number}.xml" ContentType="{main}.slide+xml"/>' for number in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{main}.presentation.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{links}/officeDocument" Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{p}" xmlns:r="{links}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{relations}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{links}/slide" Target="slides/slide{number}.xml"/>'
            for number in numbers
        )
        + "</Relationships>",
    }
    for number, text in enumerate(texts, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{p}" xmlns:a="{a}"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r>'
            "</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )
    return wordml.closed_package({name: content.encode() for name, content in parts.items()})


_MATERIALS = (
    "盾构掘进一班质量信得过班组创建材料",
    "一、班组概况",
    "盾构掘进一班成立于2021年，现有成员18人，承担城市轨道交通区间隧道的掘进、管片拼装和同步注浆。",
    "二、需求确定",
    "内部顾客是测量班、机电班和项目质量部，外部顾客是业主、监理和运营单位；用访谈和问卷识别出关键需求三项："
    "成型隧道不渗漏、管片不错台、工期不拖延。",
    "三、建设策划",
    "对照能力评估表找出差距四项，确定“管片错台控制”为关键改进工作，目标值由9毫米降到4毫米。",
    "四、建设过程",
    "推行三色看板，绿色为合格、黄色为预警、红色为停机复测；每环掘进参数当班公示。",
    "五、建设成效",
    "2025年累计拼装管片1620环，平均错台3.6毫米，渗漏点为零，业主季度评价四次均为优秀。",
    "六、特色",
    "把质量责任落到每一环、每一人，经验已在集团三个项目推广。",
)
_NOTICE = (
    "关于做好2026年度班组申报工作的通知",
    "各会员单位：",
    "根据省协会要求，请有意申报质量信得过班组典型经验的单位，认真填写申报表，写明单位名称、班组名称、经验名称、"
    "班组联系人和班组联系电话，连同创建材料于2026年4月8日前送协会秘书处。",
    "一、申报表和创建材料Word版、PDF版各一份，PDF版须加盖公章。",
    "二、每家单位申报的班组不超过两个。",
    "联系人：元一舟    联系电话：0571-00003001    邮箱：shizheng@example.com",
    "二〇二六年三月六日",
)
