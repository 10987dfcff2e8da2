"""Small lists for the tests of list forms: grids as tables, and what was read of them."""

from qtdocs.editions.form import FieldSpec, FormSpec, TableSpec
from qtdocs.extract.tables import ListReading, extract_lists
from qtdocs.model.document import Cell, Document, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue


def field(key: str, *labels: str, type: str = "text", **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"key": key, "labels": labels, "type": type, **more})


SUMMARY = FormSpec(
    id="nomination-summary",
    kind="nomination-summary",
    name="推荐汇总表",
    titles=("{year}年度典型经验推荐汇总表",),
    fields=(
        field("nominator_name", "推荐单位", "推荐协会", type="organisation", where="header"),
        field("contact", "联系人", type="person", where="header"),
        field("contact_phone", "联系电话", "电话", type="phone", where="header"),
        field("preparer", "填表人", type="person", where="header"),
        field("form_date", "年 月 日", "填表日期", "日期", type="date", where="header"),
    ),
    table=TableSpec(
        columns=(
            field("row_no", "序号", type="integer"),
            field("organisation_name", "单位名称", "企业名称", "申报单位", type="organisation", required=True),
            field("team_name", "班组名称", "质量信得过班组名称", required=True),
            field("experience_title", "经验名称", "典型经验名称"),
            field("headcount", "班组人数", "人数", type="integer"),
            field("contact", "班组联系人", "联系人", type="person"),
            field("contact_phone", "联系电话", "电话", type="phone"),
            field("contact_mobile", "手机", "手机号码", type="phone"),
            field("material_score", "材料得分", type="decimal"),
            field("presentation_score", "发布得分", type="decimal"),
            field("total_score", "得分", "总分", "评分", type="decimal"),
            field("rank", "推荐排序", "排序", type="integer"),
            field("remark", "备注"),
        )
    ),
)


REVIEW = FormSpec(
    id="review-summary",
    kind="review-summary",
    name="材料评审汇总表",
    titles=("{year}年全国质量信得过班组材料评审汇总表",),
    table=TableSpec(
        columns=(
            field("row_no", "序号", type="integer"),
            field("organisation_name", "企业/班组名称", type="organisation", second="team_name"),
            field("review_comment", "材料评价", type="long-text"),
            field("total_score", "打分/排序", type="decimal", second="rank"),
            field("judge", "评委", type="person"),
        )
    ),
)


Grid = list[list[str]]


Merges = dict[str, tuple[int, int]]


def table(grid: Grid, merges: dict[tuple[int, int], tuple[int, int]] | None = None, *, sheet: str = "表") -> Table:
    """A worksheet from rows of texts; merges give rows and columns covered from a corner."""
    merges = merges or {}
    cells = [
        Cell(
            row=row, column=column, row_span=merges.get((row, column), (1, 1))[0],
            column_span=merges.get((row, column), (1, 1))[1], text=text,
            place=Place(sheet=sheet, row=row, column=column),
        )
        for row, line in enumerate(grid, 1)
        for column, text in enumerate(line, 1)
        if text
    ]  # fmt: skip
    return Table(rows=len(grid), columns=max(map(len, grid)), cells=tuple(cells), place=Place(sheet=sheet))


def read(*blocks: Table | Paragraph, form: FormSpec = SUMMARY) -> ListReading:
    found = extract_lists(Document(name="汇总表.xlsx", kind="xlsx", blocks=blocks), form)
    assert found is not None
    return found


def values(found: ListReading, *keys: str) -> list[tuple[object, ...]]:
    return [tuple(row.fields[key].value for key in keys) for row in found.rows]


def seen(value: FieldValue) -> tuple[object, str, list[str]]:
    return value.value, value.grade, [doubt.code for doubt in value.doubts]


def codes(found: ListReading) -> list[tuple[str, str, str]]:
    return [(doubt.code, doubt.detail, str(place)) for doubt, place in found.doubts]


HEAD = ["序号", "单位名称", "班组名称", "经验名称"]
