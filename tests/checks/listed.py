"""Small entries and rows of lists for the tests of what is held against each other."""

from collections.abc import Mapping

from small import FIELDS, field, record, values

from qtdocs.assemble import assemble
from qtdocs.checks.lists import ListRow
from qtdocs.model.entry import Entry
from qtdocs.model.place import Place
from qtdocs.model.record import Record

NOMINATOR = "乙市建筑业协会"
COLUMNS = (
    field("row_no", "序号", "integer"),
    field("organisation_name", "单位名称", "organisation"),
    field("team_name", "班组名称"),
    field("headcount", "班组人数", "integer"),
    field("contact", "联系人", "person"),
    field("contact_mobile", "手机", "phone"),
    field("total_score", "合计", "decimal"),
    field("rank", "推荐排序", "integer"),
)
SOUND_ROW = {
    "organisation_name": "浙江甲建设有限公司", "team_name": "测量一班", "headcount": "12人", "contact": "王五",
    "contact_mobile": "0571-86660001",
}  # fmt: skip


def entry(*, file: str = "申报表.docx", **typed: str) -> Entry:
    """One team whose application is sound but for what is typed."""
    [made] = entries(record(file=file, **typed))
    return made


def entries(*records: Record) -> tuple[Entry, ...]:
    """The teams of some applications."""
    return assemble(records, {})


def row(number: int = 1, *, nominator: str = NOMINATOR, scanned: bool = False, **typed: str) -> ListRow:
    """A row of 汇总表.xlsx that is sound but for what is typed."""
    words: Mapping[str, str] = SOUND_ROW | {"row_no": str(number)} | typed
    return ListRow(
        file="汇总表.xlsx", form="nomination-summary", list_name="推荐汇总表", medium="sheet", scanned=scanned,
        nominator=nominator, place=Place(sheet="汇总", row=number + 4, column=1), fields=values(COLUMNS, words),
    )  # fmt: skip


__all__ = ["COLUMNS", "FIELDS", "NOMINATOR", "entries", "entry", "row"]
