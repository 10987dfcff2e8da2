"""Which form a document is: by title and labels, undecided where two fit, none where nothing does."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.editions.form import FormSpec
from qtdocs.model.document import Cell, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.recognise import Recognition, parts_of, recognise
from tests.drawing import BLANK, FORM, document, form_layout
from tests.extract.test_labels import FILLED

OURS = form_layout()
OTHER = FORM.model_copy(update={"titles": ("乙省测量班组推荐申报书",)})
TWIN = form_layout(OTHER, programme="other-2026")


def seen(drawn: str, *, programme: str = "", layouts: tuple = (OURS, TWIN)) -> Recognition:
    return recognise(document(drawn), layouts, programme=programme)


def test_title_decides_between_forms_with_the_same_labels() -> None:
    found = seen(FILLED)
    assert (found.outcome, found.layout, found.year) == ("known", OURS, 2026)
    renamed = FILLED.replace("2026年测量班组申报表", "乙省测量班组推荐申报书")
    assert seen(renamed).layout == TWIN


def test_without_title_the_programme_asked_for_decides() -> None:
    bare = FILLED.replace("2026年测量班组申报表\n", "")
    assert seen(bare).outcome == "undecided"
    assert {guess.layout.programme for guess in seen(bare).guesses} == {"demo-2026", "other-2026"}
    assert seen(bare, programme="other-2026").layout == TWIN


def test_next_years_title_is_known_and_its_year_told() -> None:
    found = seen(FILLED.replace("2026年测量", "2027年度测量").replace("2027年度", "2027年"))
    assert (found.layout, found.year) == (OURS, 2027)


def test_title_inside_a_sentence_is_no_title() -> None:
    found = seen("请各单位填写《2026年测量班组申报表》（附件1），于4月底前报送，逾期不予受理，特此通知。")
    assert found.outcome == "none"


def test_notice_that_names_every_label_is_no_form() -> None:
    assert seen("关于申报的通知\n请写明单位名称、联系人、手机、班组长、班组人数和完成率。").outcome == "none"


def test_two_forms_in_one_file_are_parted_at_their_titles() -> None:
    second = FILLED.replace("王一", "赵三")
    parts = parts_of(document(f"附件1\n{FILLED}\n以上。\n附件1\n{second}"), (OURS,))
    assert len(parts) == 2
    assert [block.text for block in parts[0].blocks if isinstance(block, Paragraph)][-1] == "以上。"
    assert [block.text for block in parts[1].blocks if isinstance(block, Paragraph)][:2] == [
        "附件1",
        "2026年测量班组申报表",
    ]


def test_form_that_runs_over_two_tables_stays_whole() -> None:
    halves = FILLED.replace("| 班组人数 |", "（续表）\n| 班组人数 |")
    assert len(parts_of(document(halves), (OURS,))) == 1


def test_form_that_repeats_without_a_title_is_parted_behind_the_table() -> None:
    bare = FILLED.replace("2026年测量班组申报表\n", "")
    assert len(parts_of(document(f"{FILLED}\n{bare}"), (OURS,))) == 2


def test_list_form_needs_a_key_column_and_enough_headings() -> None:
    listing = FormSpec.model_validate(
        {
            "id": "list", "kind": "nomination-summary", "name": "汇总表", "titles": ["汇总表"],
            "table": {"columns": [
                {"key": "row_no", "labels": ["序号"]}, {"key": "organisation_name", "labels": ["单位名称"]},
                {"key": "team_name", "labels": ["班组名称"]}, {"key": "contact", "labels": ["联系人"]},
                {"key": "remark", "labels": ["备注"]},
            ]},
        }
    )  # fmt: skip
    lists = (form_layout(listing, "汇总表"),)
    head = "| 序号 | 单位名称 | 班组名称 | 联系人 | 备注 |\n| 1 | 甲 | 乙 | 丙 | |"
    assert seen(head, layouts=lists).outcome == "known"
    assert seen("| 序号 | 姓名 | 班次 | 联系人 | 备注 |\n| 1 | 甲 | 乙 | 丙 | |", layouts=lists).outcome == "none"


def test_blank_is_recognised_as_its_own_form() -> None:
    assert seen(BLANK, layouts=(OURS,)).layout == OURS
    empty = replace(document(BLANK), blocks=())
    assert recognise(empty, (OURS,)).outcome == "none"


def test_form_inside_a_frame_table_is_known_by_its_own_rows() -> None:
    inner = document(FILLED)
    text = "\n".join(inner.texts())
    place = Place(table=1, row=1, column=1)
    frame = Cell(row=1, column=1, text=text, tables=inner.tables, place=place)
    framed = replace(inner, blocks=(Table(rows=1, columns=1, cells=(frame,), place=Place(table=1)),))
    found = recognise(framed, (OURS, TWIN))
    assert (found.outcome, found.layout) == ("known", OURS)


def test_year_in_the_title_decides_between_editions() -> None:
    next_year = replace(OURS, programme="demo-2027", year=2027)
    for year, programme in ((2026, "demo-2026"), (2027, "demo-2027")):
        found = seen(FILLED.replace("2026年测量", f"{year}年测量"), layouts=(OURS, next_year), programme="demo-2026")
        assert found.layout is not None
        assert found.layout.programme == programme
