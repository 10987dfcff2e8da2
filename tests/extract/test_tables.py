"""List forms: heads, rows and columns."""

from hypothesis import given
from hypothesis import strategies as st
from lists import HEAD, REVIEW, SUMMARY, codes, field, read, seen, table, values

from qtdocs.editions.form import TableSpec
from qtdocs.extract.tables import extract_lists
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.place import Place


def test_rows_under_a_plain_head_are_read() -> None:
    found = read(
        table(
            [["2026年度典型经验推荐汇总表"], HEAD, ["1", "浙江甲建设有限公司", "测量一班", "精准放线"]],
            {(1, 1): (1, 4)},
        )
    )
    assert values(found, "row_no", "organisation_name", "team_name", "experience_title") == [
        ("1", "浙江甲建设有限公司", "测量一班", "精准放线")
    ]
    team = found.rows[0].fields["team_name"]
    assert (team.label, str(team.place), team.method, team.grade) == ("班组名称", "表!C3", "column", "A")
    assert (found.doubts, str(found.rows[0].place)) == ((), "表!A3")
    assert set(found.rows[0].fields) == {spec.key for spec in SUMMARY.table.columns}  # type: ignore[union-attr]


def test_headings_in_any_order_and_dress_are_known() -> None:
    head = ["序 号", "班组\n名称", "企业名称（公章为准）", "*班组人数（人）", "推荐\n排序", "联系电话/手机"]
    found = read(table([head, ["1", "测量一班", "浙江甲建设有限公司", "12人", "3", "13800000000"]]))
    assert values(found, "team_name", "organisation_name", "headcount", "rank", "contact_phone") == [
        ("测量一班", "浙江甲建设有限公司", "12", "3", ("13800000000",))
    ]
    assert {value.grade for value in found.rows[0].fields.values()} == {"A"}


def test_two_row_head_is_joined() -> None:
    grid = [
        ["序号", "单位名称", "班组名称", "联系人", "", "得分", "", "", "备注"],
        ["", "", "", "姓名", "手机", "材料", "发布", "合计", ""],
        ["1", "浙江甲建设有限公司", "测量一班", "张三", "13800000000", "70.5", "18", "88.5", ""],
    ]
    merges = {(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (2, 1), (1, 4): (1, 2), (1, 6): (1, 3), (1, 9): (2, 1)}
    keys = ("contact", "contact_mobile", "material_score", "presentation_score", "total_score")
    expected = [("张三", ("13800000000",), "70.5", "18", "88.5")]
    assert values(read(table(grid, merges)), *keys) == expected
    assert values(read(table(grid)), *keys) == expected  # nobody merged anything
    assert read(table(grid, merges)).rows[0].fields["contact"].label == "联系人/姓名"


def test_telephone_under_another_person_is_not_the_contacts() -> None:
    grid = [
        ["单位名称", "班组名称", "班组长", "", "备注"],
        ["", "", "姓名", "手机", ""],
        ["浙江甲建设有限公司", "测量一班", "李四", "13800000000", ""],
    ]
    found = read(table(grid, {(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 2), (1, 5): (2, 1)}))
    assert values(found, "contact", "contact_mobile", "contact_phone") == [(None, None, None)]
    assert codes(found) == [
        ("text-unplaced", "表上多出“班组长/姓名”一栏，共 1 格有字，例如“李四”", "表!C3"),
        ("text-unplaced", "表上多出“班组长/手机”一栏，共 1 格有字，例如“13800000000”", "表!D3"),
    ]


def test_heading_that_is_nearly_the_same_lowers_the_grade() -> None:
    found = read(table([["单位名称", "参评班组名称", "经验名称"], ["浙江甲建设有限公司", "测量一班", "精准放线"]]))
    team = found.rows[0].fields["team_name"]
    assert seen(team) == ("测量一班", "B", ["field-unsure"])
    assert team.doubts[0].detail == "表上的栏目是“参评班组名称”，按“班组名称”读取"


def test_heading_of_another_thing_is_not_taken_for_a_similar_word() -> None:
    found = read(table([["单位名称", "班组名称", "联系人邮箱"], ["甲建设有限公司", "测量一班", "name@example.com"]]))
    assert seen(found.rows[0].fields["contact"]) == (None, "A", [])
    assert [code for code, _, _ in codes(found)] == ["text-unplaced"]


def test_extra_column_is_shown_once_and_an_empty_one_not_at_all() -> None:
    grid = [
        ["单位名称", "班组名称", "统一社会信用代码", "签收", "备注"],
        ["浙江甲建设有限公司", "测量一班", "91330000X", "", ""],
        ["浙江乙建设有限公司", "焊接班", "91330000Y", "", ""],
    ]
    assert codes(read(table(grid))) == [
        ("text-unplaced", "表上多出“统一社会信用代码”一栏，共 2 格有字，例如“91330000X”、“91330000Y”", "表!C2")
    ]


def test_missing_required_column_alters_the_form() -> None:
    found = read(table([["序号", "班组名称", "经验名称"], ["1", "测量一班", "精准放线"]]))
    assert codes(found) == [("form-altered", "表上没有“单位名称”一栏", "表!A1")]
    assert found.rows[0].fields["organisation_name"].value is None


def test_merged_company_is_filled_down_only_inside_its_range() -> None:
    grid = [HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], ["2", "", "焊接班", "乙"], ["3", "", "钢筋班", "丙"]]
    found = read(table(grid, {(2, 2): (2, 1)}))
    assert values(found, "organisation_name") == [("浙江甲建设有限公司",), ("浙江甲建设有限公司",), (None,)]
    assert str(found.rows[1].fields["organisation_name"].place) == "表!B2"
    assert str(found.rows[2].fields["organisation_name"].place) == "表!B4"


def test_merged_company_over_a_blank_numbered_row_is_no_row() -> None:
    grid = [HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], ["2", "", "", ""]]
    assert len(read(table(grid, {(2, 2): (2, 1)})).rows) == 1


def test_text_in_a_row_without_names_is_shown() -> None:
    found = read(table([HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], ["2", "", "", "样板引路"]]))
    assert codes(found) == [("text-unplaced", "这一行不是班组，写的是“样板引路”", "表!D3")]


def test_repeated_head_over_two_pages_is_no_row() -> None:
    grid = [HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], HEAD, ["2", "浙江乙建设有限公司", "焊接班", "乙"]]
    assert values(read(table(grid)), "row_no", "team_name") == [("1", "测量一班"), ("2", "焊接班")]


def test_second_table_without_head_goes_on_where_the_numbers_do() -> None:
    first = table([HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]])
    found = read(first, table([["2", "浙江乙建设有限公司", "焊接班", "乙"]]))
    assert values(found, "team_name") == [("测量一班",), ("焊接班",)]
    assert found.rows[1].fields["team_name"].grade == "A"
    found = read(first, table([["5", "浙江乙建设有限公司", "焊接班", "乙"]]))
    assert seen(found.rows[1].fields["team_name"]) == ("焊接班", "B", ["field-unsure"])


def test_second_head_with_other_columns_is_followed() -> None:
    grid = [
        ["序号", "单位名称", "班组名称", "班组人数"],
        ["1", "浙江甲建设有限公司", "测量一班", "12"],
        [],
        ["序号", "班组名称", "单位名称", "班组人数"],
        ["1", "焊接班", "浙江乙建设有限公司", "9"],
    ]
    assert values(read(table(grid)), "organisation_name", "team_name") == [
        ("浙江甲建设有限公司", "测量一班"),
        ("浙江乙建设有限公司", "焊接班"),
    ]


def test_same_as_above_is_copied_with_a_doubt() -> None:
    found = read(table([HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], ["2", "同上", "焊接班", "乙"]]))
    organisation = found.rows[1].fields["organisation_name"]
    assert seen(organisation) == ("浙江甲建设有限公司", "B", ["field-placeholder"])
    assert organisation.text == "同上"


def test_double_columns_are_split() -> None:
    grid = [
        ["序号", "企业/班组名称", "材料评价（符合标准程度/特色/不足之处）", "打分/排序", "评委"],
        ["1", "浙江甲建设有限公司/测量一班", "符合标准", "88.5/3", "张三"],
        ["2", "浙江乙建设有限公司\n焊接班", "特色鲜明", "87/4", "张三"],
        ["3", "浙江丙建设有限公司钢筋班", "一般", "80", "张三"],
        ["4", "钢筋二班", "一般", "", "张三"],
    ]
    found = read(table(grid), form=REVIEW)
    assert values(found, "organisation_name", "team_name", "total_score", "rank")[:2] == [
        ("浙江甲建设有限公司", "测量一班", "88.5", "3"),
        ("浙江乙建设有限公司", "焊接班", "87", "4"),
    ]
    assert values(found, "organisation_name", "team_name")[2] == ("浙江丙建设有限公司", "钢筋班")
    assert found.rows[3].fields["organisation_name"].grade == "C"


def test_double_column_typed_as_two_columns_is_read() -> None:
    head = ["序号", "企业名称", "班组名称", "材料评价", "打分", "排序"]
    found = read(table([head, ["1", "浙江甲建设有限公司", "测量一班", "好", "88.5", "3"]]), form=REVIEW)
    assert values(found, "organisation_name", "team_name", "total_score", "rank") == [
        ("浙江甲建设有限公司", "测量一班", "88.5", "3")
    ]


def test_one_column_that_holds_two_of_the_form() -> None:
    grid = [["单位名称", "班组名称", "联系人及电话"], ["浙江甲建设有限公司", "测量一班", "张三 13800000000"]]
    assert values(read(table(grid)), "contact", "contact_phone") == [("张三", ("13800000000",))]
    grid = [["序号", "单位/班组名称", "经验名称"], ["1", "浙江甲建设有限公司/测量一班", "甲"]]
    assert values(read(table(grid)), "organisation_name", "team_name") == [("浙江甲建设有限公司", "测量一班")]


def test_cell_over_two_columns_is_a_guess() -> None:
    grid = [HEAD, ["1", "浙江甲建设有限公司测量一班", "", "精准放线"]]
    found = read(table(grid, {(2, 2): (1, 2)}))
    assert found.rows[0].fields["organisation_name"].grade == "C"
    assert found.rows[0].fields["team_name"].value is None


def test_hidden_row_is_said_once_and_hidden_sheet_left_out() -> None:
    grid = table([HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"]])
    hidden = tuple(
        Cell(row=cell.row, column=cell.column, text=cell.text, place=cell.place, flags=frozenset({"hidden"}))
        for cell in grid.cells
    )
    row = Table(rows=2, columns=4, cells=(*grid.cells[:4], *hidden[4:]), place=grid.place)
    fields = read(row).rows[0].fields
    assert {key for key, value in fields.items() if value.doubts} == {"organisation_name", "team_name"}
    sheet = Table(rows=2, columns=4, cells=hidden, place=Place(sheet="旧"))
    found = read(grid, sheet)
    assert len(found.rows) == 1
    assert {id(cell) for cell in hidden} <= found.used


def test_every_cell_of_a_tidy_list_is_accounted_for() -> None:
    title, line = ["2026年度典型经验推荐汇总表"], ["推荐单位：甲川协会"]
    grid = table([title, line, HEAD, ["1", "浙江甲建设有限公司", "测量一班", "甲"], ["自由文字"]])
    found = read(grid)
    assert [cell.text for cell in grid.cells if id(cell) not in found.used] == []
    assert codes(found) == [("text-unplaced", "这一行不是班组，写的是“自由文字”", "表!A5")]


def test_document_without_such_a_head_is_no_list() -> None:
    document = Document(
        name="a", kind="docx", blocks=(table([["单位名称", "浙江甲建设有限公司"], ["邮编", "310000"]]),)
    )
    assert extract_lists(document, SUMMARY) is None


def test_several_names_in_one_cell_are_a_guess() -> None:
    found = read(
        table([HEAD, ["1", "浙江甲建设有限公司", "测量一班、焊接班组", "甲"], ["2", "乙公司", "钢筋、模板班", "乙"]])
    )
    assert seen(found.rows[0].fields["team_name"]) == ("测量一班、焊接班组", "C", ["field-unsure"])
    assert seen(found.rows[1].fields["team_name"]) == ("钢筋、模板班", "A", [])


def test_company_cut_by_a_page_break_is_filled_with_a_doubt() -> None:
    def cell(row: int, column: int, text: str, page: int, rows: int = 1) -> Cell:
        return Cell(row=row, column=column, row_span=rows, text=text, place=Place(page=page, row=row, column=column))

    cells = [cell(1, column, text, 1) for column, text in enumerate(HEAD, 1)]
    cells += [cell(2, 1, "1", 1), cell(2, 2, "浙江甲建设有限公司", 1), cell(2, 3, "测量一班", 1)]
    cells += [cell(3, 1, "2", 2), cell(3, 2, "", 2, rows=2), cell(3, 3, "焊接班", 2)]
    cells += [cell(4, 1, "3", 2), cell(4, 3, "钢筋班", 2)]
    cells += [cell(5, 1, "4", 2), cell(5, 2, "", 2), cell(5, 3, "模板班", 2)]
    found = read(Table(rows=5, columns=4, cells=tuple(cells), place=Place(page=1, table=1)))
    assert [seen(row.fields["organisation_name"])[:2] for row in found.rows] == [
        ("浙江甲建设有限公司", "A"),
        ("浙江甲建设有限公司", "B"),
        ("浙江甲建设有限公司", "B"),
        (None, "A"),
    ]


def test_upper_heading_of_contacts_in_other_words() -> None:
    grid = [
        ["单位名称", "班组名称", "联系方式", "", "备注"],
        ["", "", "联系人", "电话", ""],
        ["浙江甲建设有限公司", "测量一班", "张三", "0571-86660001", ""],
    ]
    merges = {(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 2), (1, 5): (2, 1)}
    assert values(read(table(grid, merges)), "contact", "contact_phone") == [("张三", ("0571-86660001",))]
    grid[0][2], grid[1][2] = "联系人信息", "姓名"
    assert values(read(table(grid, merges)), "contact", "contact_phone") == [("张三", ("0571-86660001",))]


def test_likelier_word_wins_where_two_columns_mean_one_field() -> None:
    columns = (
        field("organisation_name", "单位名称"),
        field("team_name", "班组名称"),
        field("contact_mobile", "联系人手机", "手机", "联系电话", type="phone"),
    )
    form = SUMMARY.model_copy(update={"table": TableSpec(columns=columns)})
    grid = [
        ["单位名称", "班组名称", "联系电话", "手机"],
        ["浙江甲建设有限公司", "测量一班", "0571-86660001", "13800000000"],
    ]
    found = read(table(grid), form=form)
    assert values(found, "contact_mobile") == [(("13800000000",),)]
    assert [code for code, _, _ in codes(found)] == ["text-unplaced"]


@given(
    st.permutations(["row_no", "organisation_name", "team_name", "experience_title", "headcount", "rank", "remark"]),
    st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(1, 99), st.integers(1, 200)), min_size=1, max_size=8),
)
def test_rows_are_read_back_whatever_the_order_of_the_columns(
    order: list[str], teams: list[tuple[str, int, int]]
) -> None:
    assert SUMMARY.table is not None
    labels = {spec.key: spec.labels[0] for spec in SUMMARY.table.columns}
    rows = [
        {
            "row_no": str(number),
            "organisation_name": f"浙江{name}建设有限公司",
            "team_name": f"测量{team}班",
            "experience_title": f"经验{team}",
            "headcount": str(people),
            "rank": str(number),
            "remark": "",
        }
        for number, (name, team, people) in enumerate(teams, 1)
    ]
    found = read(table([[labels[key] for key in order], *([row[key] for key in order] for row in rows)]))
    assert values(found, *order) == [tuple(row[key] or None for key in order) for row in rows]
    assert {value.grade for row in found.rows for value in row.fields.values()} == {"A"}


def test_total_is_no_team_whatever_stands_beside_it() -> None:
    grid = [["班组名称", "序号", "单位名称"], ["测量一班", "1", "浙江甲建设有限公司"], ["合计", "1", ""]]
    assert values(read(table(grid)), "team_name") == [("测量一班",)]
    grid = [HEAD, ["1", "浙江甲建设有限公司", "共青号1班组", "甲"]]
    assert values(read(table(grid)), "team_name") == [("共青号1班组",)]


def test_second_contact_beside_merged_names_is_no_second_team() -> None:
    grid = [
        ["序号", "单位名称", "班组名称", "联系人", "联系电话"],
        ["1", "浙江甲建设有限公司", "测量一班", "张三", "13800000001"],
        ["", "", "", "李四", "13800000002"],
        ["2", "浙江甲建设有限公司", "测量二班", "王五", "13800000003"],
    ]
    found = read(table(grid, {(2, 1): (2, 1), (2, 2): (2, 1), (2, 3): (2, 1)}))
    assert values(found, "row_no", "team_name", "contact") == [("1", "测量一班", "张三"), ("2", "测量二班", "王五")]
    said = "李四、13800000002（在上一个班组的第二行，没有另算一条）"
    assert codes(found) == [("text-unplaced", said, "表!D3")]


def test_numbered_row_under_merged_names_is_an_entry() -> None:
    grid = [HEAD, ["1", "浙江甲建设有限公司", "测量一班", "精准放线"], ["2", "", "", "一线一卡"]]
    found = read(table(grid, {(2, 2): (2, 1), (2, 3): (2, 1)}))
    assert values(found, "row_no", "team_name", "experience_title") == [
        ("1", "测量一班", "精准放线"),
        ("2", "测量一班", "一线一卡"),
    ]


def test_group_titles_and_sums_in_the_column_of_companies_are_told_and_no_entries() -> None:
    grid = [
        ["序号", "单位名称", "班组名称", "班组人数"],
        ["", "（一）房建类"],
        ["1", "浙江甲建设有限公司", "测量一班", "9"],
        ["", "杭州市小计", "", "9"],
        ["", "二、市政"],
        ["2", "杭州市共计", "", "8"],
        ["", "杭州市共1家"],
        ["", "杭州市（1家）"],
    ]
    found = read(table(grid))
    assert values(found, "organisation_name", "team_name") == [
        ("浙江甲建设有限公司", "测量一班"),
        ("杭州市共计", None),
    ]
    assert [place for _, _, place in codes(found)] == ["表!B2", "表!B4", "表!B5", "表!B7", "表!B8"]
    assert {code for code, _, _ in codes(found)} == {"text-unplaced"}
    assert seen(found.rows[1].fields["organisation_name"]) == ("杭州市共计", "C", ["field-unsure"])
