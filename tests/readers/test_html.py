from __future__ import annotations

import pytest

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.readers import read
from qtdocs.readers.html import read_html


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def reading(body: str, head: str = "") -> Document:
    return read_html(page(body, head), name="页.doc")


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    table = [block for block in document.blocks if isinstance(block, Table)][number]
    return [(each.row, each.column, each.row_span, each.column_span, each.text) for each in table.cells]


def only_cell(body: str) -> tuple[str, set[str]]:
    cell = reading(f"<table><tr><td>{body}</td></tr></table>").tables[0].cells[0]
    return cell.text, set(cell.flags)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"), ("gbk", "gbk"), ("utf-8", "utf-8"), ("", "utf-8"), ("", "gb18030"),
        ("utf-16", "gb18030"), ("no-such-set", "gb18030"), ("utf-8", "gb18030"), ("unicode", "utf-16"),
        ("", "utf-16-le"), ("", "utf-16-be"), ("", "utf-8-sig"),
    ],
)  # fmt: skip
def test_characters_are_read_whatever_is_declared(declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body><p>单位名称：甲川</p></body></html>".encode(encoding)
    assert paragraphs(read(data, name="页.doc")) == ["单位名称：甲川"]


def test_spans_become_true_cells() -> None:
    rows = "<tr><td rowspan=2>甲<td colspan='2'>乙</td></tr><tr><th>丙<td>丁</tr><tr><td colspan=3>戊"
    assert grid(reading(f"<table>{rows}</table>")) == [
        (1, 1, 2, 1, "甲"), (1, 2, 1, 2, "乙"), (2, 2, 1, 1, "丙"), (2, 3, 1, 1, "丁"), (3, 1, 1, 3, "戊"),
    ]  # fmt: skip


def test_spans_out_of_all_proportion_are_cut() -> None:
    document = reading("<table><tr><td rowspan=700 colspan=99999>甲</td></tr><tr><td>乙</td></tr></table>")
    assert grid(document) == [(1, 1, 2, 256, "甲")]
    assert [note.code for note in document.notes] == ["sheet-truncated"]
    document = reading("<table><tr><td rowspan=-1 colspan=x>甲</td></tr><tr><td rowspan=65000>乙</td></tr></table>")
    assert (grid(document), document.notes) == ([(1, 1, 1, 1, "甲"), (2, 1, 1, 1, "乙")], ())


def test_lines_and_spaces_are_those_a_browser_shows() -> None:
    assert (
        only_cell("\n  甲\n  乙<br>丙&nbsp;丁<p>戊</p><p>己</p><div><div>庚</div></div>")[0]
        == "甲 乙\n丙 丁\n戊\n己\n庚"
    )
    assert paragraphs(reading("前<p>中<br/>间</p>后<pre>一  二\n三</pre>")) == ["前", "中\n间", "后", "一 二\n三"]


def test_entities_are_decoded_and_nothing_else_is_expanded() -> None:
    assert only_cell("A&amp;B &lt;甲&gt; &#8805;95% &#x2611;")[0] == "A&B <甲> ≥95% ☑"
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>a&x;b</p></body></html>'
    assert paragraphs(read_html(data, name="页"))[-1] == "a&x;b"


def test_nested_tables_are_flattened_and_kept() -> None:
    document = reading(
        "<table><tr><td>外<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>尾</td></tr></table>"
    )
    cell = document.tables[0].cells[0]
    assert (cell.text, [each.text for each in cell.tables[0].cells]) == ("外\n一\t二\n三\n尾", ["一", "二", "三"])
    assert len(document.tables) == 1


def test_boxes_and_fields_of_a_web_form_are_read_as_shown() -> None:
    boxes = "<input type=checkbox checked>是<input type='CHECKBOX'>否"
    document = reading(f"<p>{boxes} <input type=text value=三班><input type=hidden value=x1></p>")
    assert (paragraphs(document), document.notes) == (["☑是□否 三班"], ())
    assert only_cell("<select><option>甲</option><option selected>乙</option></select>")[0] == "乙"
    assert only_cell("<textarea>一\n二</textarea>")[0] == "一\n二"


def test_ticks_in_fonts_of_signs_are_ticks() -> None:
    assert only_cell("<span style=\"font-family:'Wingdings 2'\">R</span>是<font face=Wingdings>&#168;</font>否 R")[
        0
    ] == ("☑是□否 R")


def test_deleted_text_is_no_text() -> None:
    document = reading("<table><tr><td><del>旧公司</del><ins>新公司</ins></td></tr></table>")
    cell = document.tables[0].cells[0]
    assert (cell.text, cell.flags) == ("新公司", {"revised"})
    assert [(note.code, note.detail) for note in document.notes] == [
        ("revision-pending", "修订插入「新公司」，修订删除「旧公司」")
    ]


@pytest.mark.parametrize(
    "body", ["<s>旧</s>新", "<strike>旧</strike>新", "<b style='text-decoration:line-through'>旧</b>新"]
)
def test_struck_text_is_flagged(body: str) -> None:
    assert only_cell(body) == ("旧新", {"struck"})


@pytest.mark.parametrize("style", ["display:none", "mso-hide:all", "visibility: hidden"])
def test_hidden_text_is_no_text_but_is_told(style: str) -> None:
    document = reading(f"<p>明<span style='{style}'>暗<b>中</b></span>了</p>")
    assert paragraphs(document) == ["明了"]
    assert [(note.code, note.detail) for note in document.notes] == [("text-hidden", "有隐藏文字：「暗中」")]


def test_what_could_act_is_told_and_never_read() -> None:
    document = reading(
        "<script>document.write('甲')</script><p>乙</p><iframe src='http://example.com'>丙</iframe>"
        "<img src='http://example.com/x.png'>",
        head="<title>题</title><style>p {}</style><script src='http://example.com/x.js'></script>",
    )
    assert paragraphs(document) == ["乙"]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("file-active-content", "脚本"),
        ("file-active-content", "外部网页"),
        ("file-active-content", "外部链接 http://example.com/x.png"),
    ]
    assert [mark.kind for mark in document.marks] == ["photo"]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li"])
def test_elements_too_deep_in_one_another_are_refused(tag: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_html(b"<html><body>" + f"<{tag}>".encode() * 3000 + "甲".encode(), name="页")
    assert caught.value.code == "file-refused"


def test_page_with_too_many_elements_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_html(b"<html>" + b"<br>" * 1_000_001, name="页")
    assert caught.value.code == "file-refused"


def test_page_cut_short_gives_what_is_there() -> None:
    assert grid(read_html("<html><table><tr><td>甲</td><td>乙".encode(), name="页")) == [
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, "乙"),
    ]
