import pytest
from grid import drawn
from hypothesis import given
from hypothesis import strategies as st
from ooxml import cell, control, docx, field, paragraph, part, parts_of, row, run, table, text_box, zipped

from qtdocs.model.document import Document
from qtdocs.readers.docx import coverage, read_docx

HIDDEN = "<w:vanish/>"
CHECKBOX = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'

VML_BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
FORM_BOX = "<w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"
FORM_LIST = "<w:ffData><w:ddList>{}</w:ddList></w:ffData>"
PICTURE = (
    "<w:r><w:drawing><wp:inline><a:graphic><pic:pic>"
    '<a:blip r:embed="rId9"/></pic:pic></a:graphic></wp:inline></w:drawing></w:r>'
)


def read(body: str, **more: object) -> Document:
    """The document with this body; nothing in it may be lost."""
    data = docx(body, **more)
    total, accounted = coverage(data)
    assert total == accounted
    return read_docx(data, name="表.docx")


def in_cell(*content: str) -> str:
    """The text of a cell with this content."""
    return read(table(row("班组名称", cell(*content)))).tables[0].cells[1].text


def in_paragraph(*content: str) -> str:
    return "\n".join(read(paragraph(*content)).texts())


def notes(document: Document) -> list[tuple[str, str, str]]:
    return [(note.code, note.detail, str(note.place)) for note in document.notes]


@pytest.mark.parametrize(
    "content",
    [
        paragraph(control(run("测量一班"))),
        control(paragraph("测量一班")),
        control(control(paragraph(control(run("测量一班"))))),
        paragraph("<w:smartTag>" + run("测量") + "</w:smartTag>", "一班"),
        paragraph("<w:hyperlink>" + run("测量一班") + "</w:hyperlink>"),
        paragraph('<w:fldSimple w:instr=" DOCPROPERTY 班组 ">' + run("测量一班") + "</w:fldSimple>"),
        paragraph(field(" FORMTEXT ", run("测量一班"))),
        paragraph(field(" IF 1 = 1 ", run("测量") + field(" DATE ", run("一班")))),
        paragraph("<w:ins>" + run("测量一班") + "</w:ins>"),
        paragraph("<w:moveTo>" + run("测量一班") + "</w:moveTo>"),
        paragraph("测量一班", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"),
        paragraph("<w:moveFrom>" + run("旧") + "</w:moveFrom>", "测量一班"),
        paragraph("测量一班", run("旧", HIDDEN)),
        paragraph("测量一班", control(run("点击此处输入文字"), "<w:showingPlcHdr/>")),
        paragraph(text_box(paragraph("测量一班"))),
        paragraph(VML_BOX.format(paragraph("测量一班"))),
        paragraph("<m:oMath><m:r><m:t>测量一班</m:t></m:r></m:oMath>"),
        paragraph('<w:r><w:pict><v:shape><v:textpath string="测量一班"/></v:shape></w:pict></w:r>'),
        paragraph(RUBY.format(run("ce"), run("测量")), "一班"),
        table(row("测量一班")) + "<w:p/>",
        paragraph(run("测量") + "<w:r><w:softHyphen/></w:r>" + run("一班")),
        paragraph("<w:unknownWrapper>" + run("测量一班") + "</w:unknownWrapper>"),
    ],
)
def test_value_is_read_once_however_it_is_written(content: str) -> None:
    assert in_cell(content) == "测量一班"


def test_control_around_cell_row_and_table() -> None:
    document = read(control(table(control(row(control(cell("甲")), "乙")), row("丙", control(control(cell("丁")))))))
    assert drawn(document.tables[0]) == "甲 | 乙\n丙 | 丁"


def test_prompt_in_a_cell_control_leaves_the_cell_empty() -> None:
    document = read(table(row("姓名", control(cell("单击此处输入文字"), "<w:showingPlcHdr/>"), "手机")))
    assert drawn(document.tables[0]) == "姓名 |  | 手机"
    assert document.notes == ()


def test_prompt_that_looks_like_a_value_is_reported() -> None:
    document = read(table(row("姓名", cell(control(paragraph("张三"), "<w:showingPlcHdr/>")))))
    assert notes(document) == [
        ("text-unread", "这几个字被标为填写提示，没有当作填写的内容：「张三」", "表1 第1行 第2列")
    ]


@pytest.mark.parametrize(
    ("box", "tick"),
    [
        (control(run("☒"), CHECKBOX.format(1)), "☑"),
        (control(run("☐"), CHECKBOX.format(0)), "□"),
        (control(run("√"), CHECKBOX.format("true")), "☑"),
        (control('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', CHECKBOX.format(1)), "☑"),
        (control("", CHECKBOX.format(1)), "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Segoe UI Symbol" w:char="2612"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "≤"),
        (run("\uf052"), "☑"),
        (run("\uf0a3"), "□"),
        (run("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "☑"),
        (run("o", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "□"),
        (run("R", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'), "R"),
        (run("√"), "√"),
        (run("☒"), "☑"),
        (run("☐"), "□"),
        (field("FORMCHECKBOX", "", data=FORM_BOX.format("<w:checked/>")), "☑"),
        (field("FORMCHECKBOX", run("☒"), data=FORM_BOX.format('<w:default w:val="1"/>')), "☑"),
        (field("FORMCHECKBOX", "", data=FORM_BOX.format('<w:default w:val="1"/><w:checked w:val="0"/>')), "□"),
    ],
)
def test_tick_is_a_tick_however_it_is_written(box: str, tick: str) -> None:
    assert in_cell(paragraph("现场评审", box, "完")) == f"现场评审{tick}完"


@pytest.mark.parametrize("content", [run("☒"), ""])
def test_checkbox_control_around_a_paragraph(content: str) -> None:
    assert in_cell(control(f"<w:p>{content}</w:p>", CHECKBOX.format(1))) == "☑"


def test_drop_down_of_a_form_shows_the_chosen_entry() -> None:
    data = FORM_LIST.format('<w:result w:val="1"/><w:listEntry w:val="省协会"/><w:listEntry w:val="自荐"/>')
    assert in_paragraph(field("FORMDROPDOWN", "", data=data)) == "自荐"
    assert in_paragraph(field("FORMDROPDOWN", run("自荐"), data=data)) == "自荐"


def test_field_without_result_shows_nothing() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert in_paragraph("前", begin, "<w:r><w:instrText> XE </w:instrText></w:r>", run("码"), end, "后") == "前后"


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def drawing(*instruction: str) -> str:
    """A field without a result, its instruction in several runs."""
    return BEGIN + "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instruction) + END


@pytest.mark.parametrize(
    ("drawn_field", "text"),
    [
        (drawing(r" eq \o\ac(○,2) "), "盾构②班"),
        (drawing("eq \\o\\ac(○", ",", "２", ")"), "盾构②班"),
        (BEGIN + r"<w:r><w:instrText>EQ \o\ac(○,2)</w:instrText></w:r>" + SEPARATE + END, "盾构②班"),
        (r'<w:fldSimple w:instr="eq \o\ac(○,2)"/>', "盾构②班"),
        (drawing(r"EQ \o\ac(○,36)"), "盾构㊱班"),
        (drawing(r"EQ \o\ac(○,甲)"), "盾构甲班"),
        (drawing(r"EQ \o\ac(□,√)"), "盾构☑班"),
        (drawing(r"EQ \f(1,2)"), "盾构1/2班"),
        (drawing(r"EQ \o(\s\up 5(一分),\s\do 2(公司))"), "盾构一分公司班"),
        (drawing(r'EQ \* jc2 \* "Font:宋体" \o\ad(\s\up 9(ce),测)'), "盾构测班"),
        (drawing(r"EQ \s\up8(2)"), "盾构²班"),
        (drawing(r"EQ \o(a,b"), "盾构\\o(a,b班"),
        (
            drawing(r"EQ \o\ac(○,").removesuffix(END) + drawing(r"EQ \l(2)") + drawing(")").removeprefix(BEGIN),
            "盾构②班",
        ),
        (drawing(r"SYMBOL 0xFE \f Wingdings"), "盾构☑班"),
    ],
)
def test_character_drawn_by_a_field_is_read_and_flagged(drawn_field: str, text: str) -> None:
    cells = read(table(row("班组", cell(paragraph("盾构", drawn_field, "班"))))).tables[0].cells
    assert (cells[1].text, cells[1].flags) == (text, frozenset({"drawn"}))


def test_equation_with_a_result_shows_its_result() -> None:
    cells = read(table(row(cell(paragraph(field(r"EQ \f(1,2)", run("半"))))))).tables[0].cells
    assert [(each.text, each.flags) for each in cells] == [("半", frozenset())]


def test_text_swallowed_by_a_field_without_end_is_reported() -> None:
    document = read(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲公司"))
    assert notes(document) == [("text-unread", "这些文字夹在没有结束的域里，可能没有读进来：「甲公司」", "")]


def test_text_outside_paragraphs_is_reported() -> None:
    document = read_docx(docx(paragraph("甲") + run("乙") + table("<w:tr>" + run("丙") + "</w:tr>")), name="")
    assert list(document.texts()) == ["甲"]
    assert notes(document) == [("text-unread", "这些文字没有读进来：「乙丙」", "")]


def test_tabs_breaks_and_hyphens_are_seen() -> None:
    content = "{}<w:tab/>{}<w:br/>{}<w:noBreakHyphen/>{}<w:cr/>{}"
    words = (f"<w:t>{word}</w:t>" for word in "甲乙丙丁戊")
    assert in_paragraph(f"<w:r>{content.format(*words)}</w:r>") == "甲\t乙\n丙-丁\n戊"


def test_white_space_counts_only_where_it_is_preserved() -> None:
    assert in_paragraph("<w:r><w:t> 甲 </w:t></w:r>", " 乙 ") == "甲 乙 "


def test_control_characters_are_taken_out_and_reported() -> None:
    document = read(table(row("姓名", "张\u202e三\u200b")))
    assert drawn(document.tables[0]) == "姓名 | 张三"
    assert notes(document) == [("text-cleaned", "去掉了看不见的控制字符", "表1 第1行 第2列")]


def test_merged_areas_are_one_cell() -> None:
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        table(
            row(cell("标题", properties='<w:gridSpan w:val="3"/>')),
            row(cell("单位", properties=down), "甲", "乙"),
            row(cell(properties=on), cell("丙", properties=span)),
            row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            row(cell("左", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "右"),
        )
    )
    assert drawn(document.tables[0]) == "标题 | < | <\n单位 | 甲 | 乙\n^ | 丙 | <\n. | 丁 | .\n左 | < | 右"
    assert document.tables[0].at(3, 1) is document.tables[0].at(2, 1)


def test_text_in_a_covered_cell_is_kept_and_reported() -> None:
    upper, lower = cell("甲", properties='<w:vMerge w:val="restart"/>'), cell("乙", properties="<w:vMerge/>")
    document = read(table(row(upper), row(lower)))
    assert drawn(document.tables[0]) == "甲/乙\n^"
    assert document.tables[0].cells[0].flags == frozenset({"hidden"})
    assert notes(document) == [("text-hidden", "合并单元格里另有文字，Word 中看不到：「乙」", "表1 第1行 第1列")]


@pytest.mark.parametrize("span", ["abc", "-5", "0", "1", ""])
def test_impossible_span_is_one(span: str) -> None:
    assert drawn(read(table(row(cell("甲", properties=f'<w:gridSpan w:val="{span}"/>'), "乙"))).tables[0]) == "甲 | 乙"


def test_monstrous_span_is_clamped() -> None:
    assert read(table(row(cell("甲", properties='<w:gridSpan w:val="1000000000"/>'), "乙"))).tables[0].columns == 65


def test_orphan_continuation_is_a_cell_of_its_own() -> None:
    assert drawn(read(table(row(cell("甲", properties="<w:vMerge/>"), "乙"))).tables[0]) == "甲 | 乙"


def test_nested_table_stands_in_its_cell() -> None:
    document = read(table(row("成员", cell("共二人", table(row("张三", "班长"), row("李四", "")), "<w:p/>"))))
    outer = document.tables[0]
    assert drawn(outer) == "成员 | 共二人/张三\t班长/李四"
    assert drawn(outer.cells[1].tables[0]) == "张三 | 班长\n李四 | "
    assert str(outer.cells[1].tables[0].cells[0].place) == "表1 第1行 第2列"


def test_deleted_rows_and_cells_are_left_out_and_reported() -> None:
    document = read(
        table(
            row("甲", "一"),
            row("旧行", "旧", properties="<w:del/>"),
            row("乙", cell("旧格", properties="<w:cellDel/>"), "二"),
            row("丙", "三", properties="<w:ins/>"),
        )
    )
    assert drawn(document.tables[0]) == "甲 | 一\n乙 | 二\n丙 | 三"
    assert [code for code, _, _ in notes(document)] == ["revision-pending"] * 4
    assert [cell.text for cell in document.tables[0].cells if cell.flags == frozenset({"revised"})] == ["丙", "三"]


def test_revision_is_one_note_a_place() -> None:
    inserted, deleted = "<w:ins>{}</w:ins>", "<w:del><w:r><w:delText>二班</w:delText></w:r></w:del>"
    changes = (inserted.format(run("测量一班")), deleted, inserted.format(run("。")))
    document = read(table(row("班组名称", cell(paragraph(*changes)))))
    detail = "修订插入「测量一班。」，修订删除「二班」"
    assert notes(document) == [("revision-pending", detail, "表1 第1行 第2列")]
    assert document.tables[0].cells[1].flags == frozenset({"revised"})


def test_paragraphs_whose_border_was_deleted_are_one_line() -> None:
    document = read(paragraph("测量", properties="<w:rPr><w:del/></w:rPr>") + paragraph("一班") + paragraph("次行"))
    assert list(document.texts()) == ["测量一班", "次行"]


def test_formatting_changes_are_no_revision() -> None:
    look = "<w:b/><w:rPrChange><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>"
    document = read(paragraph(run("甲", look)))
    assert (list(document.texts()), document.notes) == (["甲"], ())


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="plain"/>'
    '<w:style w:type="paragraph" w:styleId="hides"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="hides"/></w:style>'
    '<w:style w:type="character" w:styleId="hider"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="table"><w:rPr><w:vanish/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("paragraph_style", "look", "text"),
    [
        ("plain", "", "甲"),
        ("hides", "", ""),
        ("below", "", ""),
        ("below", '<w:vanish w:val="0"/>', "甲"),
        ("plain", '<w:rStyle w:val="hider"/>', ""),
        ("hides", '<w:rStyle w:val="hider"/>', "甲"),
        ("plain", '<w:vanish w:val="false"/>', "甲"),
        ("plain", "<w:vanish/>", ""),
    ],
)
def test_hiding_through_styles(paragraph_style: str, look: str, text: str) -> None:
    body = paragraph(run("甲", look), properties=f'<w:pStyle w:val="{paragraph_style}"/>')
    document = read(body, linked={("styles", "styles.xml"): STYLES})
    assert "".join(document.texts()) == text
    assert [note.detail for note in document.notes] == ([] if text else ["有隐藏文字：「甲」"])


def test_hiding_through_a_table_style() -> None:
    body = table(row("甲")).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="table"/></w:tblPr>') + paragraph("乙")
    document = read(body, linked={("styles", "styles.xml"): STYLES})
    assert list(document.texts()) == ["", "乙"]


def test_struck_and_underlined_text_is_flagged() -> None:
    struck = table(row(cell(paragraph(run("甲", "<w:strike/>")))))
    document = read(paragraph("推荐单位", run("    ", '<w:u w:val="single"/>')) + struck)
    assert document.paragraphs[0].flags == frozenset({"underlined"})
    assert document.tables[0].cells[0].flags == frozenset({"struck"})


LOOKING_STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="below"><w:basedOn w:val="note"/></w:style>'
    '<w:style w:type="character" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="plain"/>'
    '<w:style w:type="table" w:styleId="dark"><w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:fill="4F81BD"/></w:tcPr></w:tblStylePr></w:style>',
)


@pytest.mark.parametrize(
    ("text", "look", "seen"),
    [
        ("1", '<w:vertAlign w:val="superscript"/>', "20¹"),
        ("2", '<w:vertAlign w:val="subscript"/>', "20₂"),
        ("[1]a注", '<w:vertAlign w:val="superscript"/>', "20[¹]a注"),
        ("1", '<w:vertAlign w:val="baseline"/>', "201"),
        ("1", '<w:rStyle w:val="note"/>', "20¹"),
        ("1", '<w:rStyle w:val="below"/>', "20¹"),
        ("1", '<w:rStyle w:val="below"/><w:vertAlign w:val="baseline"/>', "201"),
    ],
)
def test_raised_and_lowered_digits_are_no_plain_digits(text: str, look: str, seen: str) -> None:
    document = read(paragraph("20", run(text, look)), linked={("styles", "styles.xml"): LOOKING_STYLES})
    assert list(document.texts()) == [seen]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("look", "around", "is_seen"),
    [
        (WHITE, "", False),
        ('<w:color w:themeColor="background1" w:val="FEFEFE"/>', "", False),
        ('<w:rStyle w:val="white"/>', "", False),
        ('<w:rStyle w:val="white"/><w:color w:val="auto"/>', "", True),
        ('<w:rStyle w:val="white"/><w:color w:val="FF0000"/>', "", True),
        (WHITE + '<w:shd w:val="clear" w:fill="auto"/>', "", False),
        (WHITE + '<w:shd w:val="clear" w:fill="FFFFFF"/>', DARK, False),
        (WHITE + DARK, "", True),
        (WHITE + '<w:shd w:val="solid" w:color="000000" w:fill="auto"/>', "", True),
        (WHITE + '<w:highlight w:val="black"/>', "", True),
        (WHITE + '<w:highlight w:val="none"/>', "", False),
        (WHITE, DARK, True),
        (WHITE, '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', False),
    ],
)
def test_white_text_is_read_only_where_it_can_be_seen(look: str, around: str, is_seen: bool) -> None:
    content = cell(paragraph(run("旧名称", look), "浙江甲"), properties=around)
    document = read(table(row("单位", content)), linked={("styles", "styles.xml"): LOOKING_STYLES})
    assert document.tables[0].cells[1].text == ("旧名称浙江甲" if is_seen else "浙江甲")
    told = [] if is_seen else [("text-hidden", "有隐藏文字：「旧名称」", "表1 第1行 第2列")]
    assert notes(document) == told


@pytest.mark.parametrize(("style", "text"), [("dark", "甲"), ("plain", ""), ("", "")])
def test_white_text_in_a_table_whose_style_shades_it(style: str, text: str) -> None:
    body = table(row(cell(paragraph(run("甲", WHITE)))))
    body = body.replace("<w:tblPr/>", f'<w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>')
    assert read(body, linked={("styles", "styles.xml"): LOOKING_STYLES}).tables[0].cells[0].text == text


def test_white_paragraph_style_and_paragraph_shading() -> None:
    pale = '<w:pStyle w:val="pale"/>'
    body = paragraph("看不见", properties=pale) + paragraph("看得见", properties=pale + DARK) + paragraph("平常")
    document = read(body, linked={("styles", "styles.xml"): LOOKING_STYLES})
    assert list(document.texts()) == ["看得见", "平常"]
    assert [note.detail for note in document.notes] == ["有隐藏文字：「看不见」"]


def test_white_run_shows_its_picture_and_keeps_a_gap() -> None:
    picture = PICTURE.replace("<w:r>", f"<w:r><w:rPr>{WHITE}</w:rPr>")
    document = read(table(row(cell(paragraph("甲", run(" ", WHITE), "乙", picture)))))
    assert (document.tables[0].cells[0].text, len(document.marks), document.notes) == ("甲 乙", 1, ())


def test_body_text_box_is_a_paragraph_of_its_own() -> None:
    document = read(paragraph("正文", text_box(paragraph("框中"))) + paragraph("次段"))
    assert [(block.text, str(block.place)) for block in document.paragraphs] == [
        ("正文", "第1段"),
        ("框中", "文本框 第2段"),
        ("次段", "第3段"),
    ]


def test_margins_notes_and_comments_come_last() -> None:
    margins = '<w:headerReference r:id="rId1"/><w:headerReference r:id="rId2"/><w:footerReference r:id="rId3"/>'
    document = read(
        paragraph("正文") + f"<w:sectPr>{margins}</w:sectPr>",
        linked={
            ("header", "header1.xml"): part("hdr", paragraph("内部编号 7")),
            ("header", "header2.xml"): part("hdr", paragraph("内部", "编号 7")),
            ("footer", "footer1.xml"): part("ftr", table(row("页脚格"))),
            ("footnotes", "footnotes.xml"): part(
                "footnotes",
                f'<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote>{paragraph("脚注文")}</w:footnote>',
            ),
            ("comments", "comments.xml"): part("comments", "<w:comment>" + paragraph("请核对") + "</w:comment>"),
            ("header", "header3.xml"): part("hdr", paragraph("没有用到")),
        },
    )
    assert [(block.place.part, text) for block, text in zip(document.blocks, document.texts(), strict=True)] == [
        ("", "正文"),
        ("脚注", "脚注文"),
        ("页眉", "内部编号 7"),
        ("页脚", "页脚格"),
        ("批注", "请核对"),
    ]


def test_picture_is_a_mark_with_its_place() -> None:
    document = read(table(row("照片", cell(paragraph(PICTURE)))))
    assert [(mark.kind, str(mark.place)) for mark in document.marks] == [("photo", "表1 第1行 第2列")]


@pytest.mark.parametrize(
    ("content", "flags"),
    [
        (PICTURE, {"picture"}),
        ('<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>', {"picture"}),
        ('<w:r><w:object><v:shape><v:imagedata r:id="rId9"/></v:shape></w:object></w:r>', {"picture"}),
        ('<w:r><w:drawing><w14:contentPart r:id="rId9"/></w:drawing></w:r>', {"picture"}),
        (table(row(cell(paragraph(PICTURE)))), {"picture"}),
        (text_box(paragraph("甲")), set()),
        (run("甲"), set()),
    ],
)
def test_cell_with_a_picture_is_flagged(content: str, flags: set[str]) -> None:
    inside = content if content.startswith("<w:tbl>") else paragraph(content)
    assert read(table(row("电话", cell(inside, "<w:p/>")))).tables[0].cells[1].flags == flags


def test_foreign_document_inside_is_reported() -> None:
    assert [note.code for note in read('<w:altChunk r:id="rId9"/>').notes] == ["text-unread"]


def test_field_that_would_fetch_something_is_reported() -> None:
    document = read(paragraph(field(' DDEAUTO c:\\\\cmd.exe "/k" ', run("甲"))))
    assert list(document.texts()) == ["甲"]
    assert [note.code for note in document.notes] == ["file-active-content"]


def test_large_table_is_read_whole() -> None:
    document = read(table(*[row(*[str(number)] * 8) for number in range(1000)]))
    assert (document.tables[0].rows, len(document.tables[0].cells)) == (1000, 8000)


def test_strict_open_xml_is_read_like_the_usual_one() -> None:
    parts = parts_of(paragraph("甲"))
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert list(read_docx(zipped(parts), name="").texts()) == ["甲"]


WRAPPERS = st.sampled_from(["{}", "<w:ins>{}</w:ins>", "<w:smartTag>{}</w:smartTag>", "<w:hyperlink>{}</w:hyperlink>"])
WORDS = st.text(alphabet="甲乙丙丁一二三 0５·㎡Ⅲ（）", min_size=1, max_size=8)


@given(
    st.lists(st.lists(st.lists(st.tuples(WRAPPERS, WORDS), max_size=3), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_every_text_arrives_in_its_cell(rows: list[list[list[tuple[str, str]]]]) -> None:
    cells = [
        [cell(paragraph(*(wrapper.format(run(word)) for wrapper, word in words))) for words in each] for each in rows
    ]
    document = read(table(*(row(*each) for each in cells)))
    expected = [["".join(word for _, word in words) for words in each] for each in rows]
    found = [[document.tables[0].at(i, j).text for j in range(1, len(each) + 1)] for i, each in enumerate(rows, 1)]
    assert found == expected
