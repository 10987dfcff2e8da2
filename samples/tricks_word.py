"""Samples 1–7, 9–11 and 13–17: what people do in Word, one trick a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qtdocs.editions.form import FieldSpec
from samples import edits, wordml
from samples.papers import as_workbook, filled, joined, programme, saved, with_page_header, zhejiang
from samples.people import BRIDGE, CURTAIN, PAVING, PUMP, REBAR, SURVEY, TOWER, TUNNEL, WATER
from samples.wordml import W, elements, run

Samples = Iterator[tuple[str, bytes]]

STATISTICS = {
    "nominator_name": "浙江省",
    "nomination_no": "11",
    "organisations_active": "86",
    "teams_active": "312",
    "teams_cumulative": "2045",
    "participants": "4980",
    "teams_nominated": "9",
    "activity_cost": "128.6",
    "award_cost": "35",
    "features_and_problems": "以赛促建，成果转化快；基层骨干流动大，培训跟不上。",
    "review_modes": "发表评审、单独举办",
    "presentation_held": "是",
    "presentation_teams_registered": "42",
    "presentation_date": "2020年6月18日",
    "presentation_place": "绍兴镜禾会堂",
    "presentation_teams": "40",
    "presentation_attendance": "260",
    "responsible_department": "质量推进部  容若水",
    "contact": "容若水",
    "contact_mobile": "13800009001",
    "contact_email": "rongrs@example.com",
    "address": "绍兴市越城区镜禾路9号",
    "postcode": "312000",
}
MUNICIPAL = {
    "nominator_name": "浙江省市政行业协会",
    "team_name": "管网疏通二班",
    "organisation_name": "绍兴镜禾路桥有限公司",
    "qualification": "市政公用工程施工总承包壹级",
    "address": "绍兴市越城区镜禾路1号",
    "postcode": "312000",
    "contact": "麻雨亭",
    "contact_mobile": "13800003101",
    "contact_email": "mayt@example.com",
    "team_leader": "夏侯川",
    "team_leader_mobile": "13800003102",
    "headcount": "13",
    "profile": "另附纸",
    "organisation_opinion": "情况属实，同意申报。",
    "organisation_date": "2021年8月30日",
    "nomination_reason": "该班组基础扎实、成效明显，同意推荐。",
    "nomination_date": "2021年9月6日",
}


def content_control() -> Samples:
    edit = edits.together(
        edits.cell_controlled("班组名称"),
        edits.row_controlled("经验名称"),
        edits.block_controlled("通讯地址"),
        edits.asked_for("所有制性质"),
    )
    values = {**TUNNEL.application(), "ownership": ""}
    dress = dict.fromkeys(("organisation_name", "nominator_name", "headcount", "profile"), wordml.content_control)
    yield "01-content-control.docx", zhejiang(values, dress=dress, edit=edit)


def cells_changed() -> Samples:
    edit = edits.together(
        edits.pairs_swapped("班组人数", "班组联系人"),
        edits.pairs_swapped("所属行业", "所有制性质"),
        edits.rows_swapped("通讯地址", "经验名称"),
        edits.value_split("单位名称", ""),
    )
    yield "02-cells-moved.docx", zhejiang(REBAR.application(), edit=edit)
    edit = edits.together(
        edits.row_added("单位名称", "统一社会信用代码", "91330000MA00000000"),
        edits.row_added("经验名称", "备注", "附照片3张"),
    )
    yield "02-rows-added.docx", zhejiang(PAVING.application(), edit=edit)


def labels_spaced() -> Samples:
    edit = edits.together(
        edits.label_changed("单位名称", "单 位 名 称"),
        edits.label_changed("通讯地址", "通　讯　地　址："),
        edits.label_changed("主管部门联系人", "主管部门\n联 系 人"),
        edits.label_changed("班组名称", "班\n组\n名\n称"),
        edits.label_changed("班组联系人", "班组联系人 ："),
        edits.label_changed("质量考核合格率%", "质量考核合格率（％）"),
    )
    yield "03-labels-spaced.docx", zhejiang(PUMP.application(), edit=edit)


def value_in_label_cell() -> Samples:
    yield "04-after-the-colon.docx", filled("caq-2020", "statistics", STATISTICS)
    values = TOWER.application()
    labels = {spec.key: spec.labels[0] for spec in _fields() if spec.where == "right"}
    rows = [[f"{label}：{values[key]}"] for key, label in labels.items()]
    table = wordml.table(rows)

    def one_column(body: wordml.Element) -> None:
        old = body.find(f".//{W}tbl")
        old.addprevious(elements(table)[0])
        for row in list(old)[3:-2]:
            old.remove(row)

    yield "04-one-column.docx", zhejiang({**values, **dict.fromkeys(labels, "")}, edit=one_column)


def _fields() -> tuple[FieldSpec, ...]:
    form = programme("zhejiang-2026").form("application")
    assert form is not None
    return form.fields


def hints() -> Samples:
    values = {**WATER.application(), "team_name": "(不挂上级单位)泵闸运维班"}
    del values["organisation_name"]
    yield "05-hint-left-and-kept.docx", zhejiang(values)
    values = {**WATER.application(), "organisation_name": "嘉兴禾汐水务建设有限公司（填全称，与公章一致）"}
    yield "05-hint-behind.docx", zhejiang(values)


def two_mobiles() -> Samples:
    yield "06-two-mobiles.docx", filled("municipal-2021", "application", MUNICIPAL)


def percents() -> Samples:
    rates = {
        "completion_rate": "98%",
        "assessment_pass_rate": "百分之九十九点五",
        "nonconformity_rate": "0.2%",
        "first_pass_rate": "９８．５％",
        "improvement_rate": "0.95",
    }
    yield "07-percents.docx", zhejiang({**BRIDGE.application(), **rates})
    book = as_workbook(zhejiang(BRIDGE.application()))
    sheet = book.active
    for label, number, shown in (
        ("班组工作完成率%", 0.98, "0%"),
        ("质量考核合格率%", 0.985, "0.0%"),
        ("产品/服务不合格", 0.002, "0.0%"),
        ("产品/服务一次合格", 0.9976, "0%"),
        ("参与改进活动率%", 0.95, "General"),
    ):
        cell = _right_of(sheet, label)
        cell.value, cell.number_format = number, shown
    yield "07-percents-in-excel.xlsx", saved(book)


def _right_of(sheet: Any, label: str) -> Any:
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value == label:
                return sheet.cell(cell.row, cell.column + 1)
    raise LookupError(label)


def people_and_hours() -> Samples:
    written = ("12人/96学时", "人均8h", "40人次", "96学时／12人")
    yield (
        "09-people-and-hours.docx",
        joined(*(zhejiang({**SURVEY.application(), "training_people": each}) for each in written)),
    )


def wide_and_chinese_numbers() -> Samples:
    values = {
        **CURTAIN.application(),
        "nomination_no": "８",
        "headcount": "二十人",
        "contact_phone": "１３８００００６１０１",
        "department_phone": "０５７９－００００６１０１",
        "completion_rate": "九十八点五",
        "first_pass_rate": "９９％",
        "nonconformity_rate": "０．６％",
        "training_people": "４０人次／１６０学时",
        "quality_cost": "九点九万元",
        "complaints": "零",
        "form_date": "２０２６年３月２４日",
    }
    yield "10-wide-and-chinese-numbers.docx", zhejiang(values)


def dates() -> Samples:
    written = ("2026.3.12", "26-3-12", "二〇二六年三月十二日", "2026年2月30日", None, "2026年3月12日 星期五")
    papers = []
    for number, each in enumerate(written, 1):
        values = {**SURVEY.application(), "nomination_no": str(number), "form_date": each or ""}
        if each is None:
            del values["form_date"]
        papers.append(zhejiang(values))
    yield "11-dates.docx", joined(*papers)
    for name, shown in (("serial", "General"), ("shown-as-date", 'yyyy"年"m"月"d"日"')):
        book = as_workbook(zhejiang({**SURVEY.application(), "form_date": "#"}))
        cell = next(cell for line in book.active.iter_rows() for cell in line if cell.value == "#")
        cell.value, cell.number_format = 46093, shown
        yield f"11-date-{name}.xlsx", saved(book)


def ticks() -> Samples:
    def after(on: str, off: str) -> str:
        options = (("发表评审", True), ("现场评审", False), ("与 QC 小组合开", True), ("单独举办", False))
        return "".join(run(f"{word} ") + (on if ticked else off) + run("   ") for word, ticked in options)

    def before(on: str, off: str) -> str:
        return f"{off}{run(' 是  ')}{on}{run(' 否')}"

    styles = {
        "wingdings": (wordml.symbol("Wingdings 2", "F052"), wordml.symbol("Wingdings 2", "F0A3")),
        "content-controls": (wordml.check_box(ticked=True), wordml.check_box(ticked=False)),
        "form-boxes": (wordml.old_check_box(ticked=True), wordml.old_check_box(ticked=False)),
        "typed": (run("√"), run("□")),
    }
    for name, (on, off) in styles.items():
        edit = edits.together(_instead("发表评审 □", after(on, off)), _instead("□ 是", before(on, off)))
        yield f"13-ticks-{name}.docx", filled("caq-2020", "statistics", _without_ticks(), edit=edit)
    both = {**_without_ticks(), "presentation_held": "是、否"}
    yield "13-both-ticked.docx", filled("caq-2020", "statistics", both)


def _without_ticks() -> dict[str, str]:
    return {key: text for key, text in STATISTICS.items() if key not in ("review_modes", "presentation_held")}


def _instead(words: str, xml: str) -> wordml.Edit:
    """This XML in place of all that stands in the cell with these words."""

    def apply(body: wordml.Element) -> None:
        line = wordml.cell_with(body, words).find(f"{W}p")
        for each in line.findall(f"{W}r"):
            line.remove(each)
        line.extend(elements(xml))

    return apply


def drawn_on_top() -> Samples:
    dress = {"experience_title": wordml.text_box, "contact": wordml.text_box}
    edit = edits.paragraph_before_table(wordml.text_box("（本表由班组自填）"))
    paper = zhejiang(TUNNEL.application(), dress=dress, edit=edit)
    yield "14-text-boxes-and-page-header.docx", with_page_header(paper, "浙江甲川建设集团有限公司质量记录  JC-QR-026")


def nested_tables() -> Samples:
    edit = edits.together(
        edits.table_inside("质量信得过班组简介及活动结果", [["年度", "荣誉"], ["2024", "市安康杯优胜班组"]]),
        edits.table_inside("主管部门", [["安全质量部", "三楼东"]]),
    )
    yield "15-nested-tables.docx", zhejiang({**PAVING.application(), "department": ""}, edit=edit)


def words_for_nothing() -> Samples:
    values = {
        **REBAR.application(),
        "industry": "/",
        "ownership": "——",
        "department": "暂无",
        "department_contact": "同上",
        "department_phone": "N/A",
        "accidents": "无",
        "complaints": "0起",
        "quality_cost": "详见附件",
        "training_people": "无",
        "first_pass_rate": "无",
    }
    yield "16-words-for-nothing.docx", zhejiang(values)


def changes_pending() -> Samples:
    dress = {
        "organisation_name": wordml.instead_of("钱澄市政园林公司"),
        "team_name": wordml.inserted,
        "experience_title": wordml.with_hidden("（内部：初稿，勿外传）"),
        "address": wordml.smart_tag,
        "contact": wordml.form_text,
        "industry": wordml.simple_field,
    }
    yield "17-changes-pending.docx", zhejiang(REBAR.application(), dress=dress)
    added = f'<w:tr><w:trPr><w:ins w:id="7" {wordml.WRITER}/></w:trPr>'
    removed = f'<w:tr><w:trPr><w:del w:id="8" {wordml.WRITER}/></w:trPr>'

    def rows_tracked(body: wordml.Element) -> None:
        row = wordml.cell_with(body, "经验名称").getparent()
        new = f"{wordml.cell('成果类别', width=1814)}{wordml.cell('管理类', width=7597, span=5)}"
        old = f'<w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr><w:p>{wordml.deleted("本行作废")}</w:p></w:tc>'
        row.addnext(elements(f"{added}{new}</w:tr>")[0])
        row.addnext(elements(f"{removed}{old}</w:tr>")[0])

    yield "17-rows-tracked.docx", zhejiang(SURVEY.application(), edit=rows_tracked)
