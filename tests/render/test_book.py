"""光荣册 as PDF and Word: read back from the files, page by page."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from docx import Document

from qtdocs.errors import FormError, MissingToolError
from qtdocs.render.publishing.announcement_text import Paragraph
from qtdocs.render.publishing.book import OTHERS, Book, BookPaper, BookRow, BookTier, groups_in
from qtdocs.render.publishing.book_document import book_document, listed_in
from qtdocs.render.publishing.book_pages import book_pdf
from qtdocs.render.publishing.breaking import balanced, cover_lines, name_lines
from qtdocs.text import display_width

FOLDER = Path(__file__).parents[2] / "templates" / "_base"
WORD = (FOLDER / "honour-roll.docx").read_bytes()
NOMINATORS = tuple(f"{place}质量协会" for place in ("北京市", "天津市", "河北省", "广西壮族自治区", "重庆市"))
HOSTILE = (
    "A&B <质量> 建设（集团）有限公司", "{{ 7*7 }}东海{% if %}公司", "<b>粗</b>体<img src=x>公司", "东海㛃𬭎䲜堃公司",
    "东海省滨海新区市政工程建设养护轨道交通水利水电园林绿化建筑安装机电设备装饰装修新型材料研发（集团）股份有限公司第三分公司",
)  # fmt: skip


def paper() -> BookPaper:
    text = tuple(Paragraph(kind="text", rest="现将结果通报如下。") for _ in range(3))
    return BookPaper(
        kind="通报", title=("某某协会", "关于评价结果的通报"), number="某质协〔2026〕4号", text=text,
        association="某某协会", date="2026年5月20日",
    )  # fmt: skip


def book(each: int = 3, *, draft: bool = False, names: tuple[str, ...] = ()) -> Book:
    tiers, number = [], 0
    for tier in ("卓越级", "示范级"):
        rows = []
        for nominator in NOMINATORS:
            for place in range(each):
                number += 1
                organisation = names[number % len(names)] if names else f"{nominator[:2]}第{place + 1}工程有限公司"
                rows.append((nominator, BookRow(number=number, organisation=organisation, team=f"“测量{number}班”")))
        tiers.append(BookTier(name=tier, title=f"2026年度{tier}成果", groups=groups_in(rows)))
    return Book(
        association="某某协会", programme="2026年度质量信得过班组", cover=("2026年度质量信得过班组",),
        date="二〇二六年五月",
        paper=paper(), notes=(Paragraph(kind="text", rest="排名不分先后。"),),
        afterword=(Paragraph(kind="text", rest="如有差错，请联系。"),), tiers=tuple(tiers), draft=draft,
    )  # fmt: skip


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [document[number].get_textpage().get_text_range().replace("\r", "") for number in range(len(document))]


def contents(texts: list[str]) -> dict[str, list[int]]:
    """Each line of 目录 with its page numbers, tier by tier."""
    (text,) = [each for each in texts if "目　录" in each or "目 录" in each]
    found: dict[str, list[int]] = {}
    for name, page in re.findall(r"(\S+?)(?:（\d+个）)?[ ·]*· *(\d+)(?=\s|$)", text):
        found.setdefault(name, []).append(int(page))
    return found


def test_page_numbers_in_the_contents_are_the_real_ones() -> None:
    texts = pages(book_pdf(book(9), folder=FOLDER))
    told = contents(texts)
    printed = {int(found.group(1)): text for text in texts if (found := re.search(r"— (\d+) —", text))}
    assert [int(number) for number in printed] == [place + 1 for place, text in enumerate(texts) if "— " in text]
    assert list(told) == ["卓越级", *NOMINATORS, "示范级", "编后"]
    for nominator in NOMINATORS:
        assert len(told[nominator]) == 2
        assert all(f"\n{nominator}\n" in f"\n{printed[page]}\n" for page in told[nominator])
    assert all(told[tier][0] in printed and tier in printed[told[tier][0]] for tier in ("卓越级", "示范级"))
    assert "编　后" in printed[told["编后"][0]] or "编 后" in printed[told["编后"][0]]


def test_every_name_is_there_once_and_no_number_is_left_out() -> None:
    made = book()
    texts = "\n".join(pages(book_pdf(made, folder=FOLDER)))
    assert [texts.count(row.name) for row in made.rows] == [1] * 30
    assert [int(each) for each in re.findall(r"^(\d+) \S+“测量", texts, re.MULTILINE)] == list(range(1, 31))


def test_list_starts_on_a_right_page_and_heads_are_mirrored() -> None:
    document = pypdfium2.PdfDocument(book_pdf(book(20), folder=FOLDER))
    edges = {}
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        if (found := text.search("— ")).get_next():
            found = text.search("— ").get_next()
            edges[number] = text.get_charbox(found[0])[0] < page.get_width() / 2
    assert edges == {number: number % 2 == 0 for number in edges}
    assert 3 in edges and 2 not in edges


def test_draft_says_so_on_every_page_and_a_final_book_nowhere() -> None:
    assert all("样稿" in text for text in pages(book_pdf(book(draft=True), folder=FOLDER)))
    assert not any("样稿" in text for text in pages(book_pdf(book(), folder=FOLDER)))


def test_hostile_names_are_text_and_stand_whole() -> None:
    made = book(names=HOSTILE)
    texts = re.sub(r"\s", "", "".join(pages(book_pdf(made, folder=FOLDER))))
    assert [re.sub(r"\s", "", row.name) in texts for row in made.rows] == [True] * 30
    table = Document(io.BytesIO(book_document(made, WORD, name="honour-roll.docx"))).tables[0]
    assert [row.cells[1].text.replace("\n", "") for row in table.rows[1:]] == [row.name for row in made.rows[:3]]


def test_a_name_with_a_rare_character_is_set_in_one_font() -> None:
    made = book(1, names=("东海䲜公司", "东海甲公司"))
    with pdfplumber.open(io.BytesIO(book_pdf(made, folder=FOLDER))) as document:
        (page,) = [
            each for each in document.pages if "东海䲜" in each.extract_text() and "— 7 —" in each.extract_text()
        ]
        lines = {line["text"]: {sign["fontname"] for sign in line["chars"]} for line in page.extract_text_lines()}
    rare, common = (next(fonts for text, fonts in lines.items() if name in text) for name in ("东海䲜", "东海甲"))
    assert {re.sub(r".*\+|-.*", "", font) for font in rare} == {"Noto"}
    assert any("LXGW" in font for font in common)


def test_a_character_that_no_font_has_stops_the_book_and_is_named() -> None:
    with pytest.raises(MissingToolError, match="\ue000"):
        book_pdf(book(1, names=("东海\ue000公司",)), folder=FOLDER)


def test_book_is_the_same_twice_and_says_what_it_is() -> None:
    one = book_pdf(book(), folder=FOLDER)
    assert one == book_pdf(book(), folder=FOLDER)
    document = pypdfium2.PdfDocument(one)
    assert document.get_metadata_dict()["Title"] == "2026年度质量信得过班组光荣册"
    assert document.get_metadata_dict()["Author"] == "某某协会"
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    tiers = [(0, tier) for tier in ("卓越级", "示范级")]
    inside = [(1, nominator) for nominator in NOMINATORS]
    front = [(0, title) for title in ("封面", "通报", "说明", "目录")]
    assert marks == [*front, tiers[0], *inside, tiers[1], *inside, (0, "编后")]


def test_word_book_is_the_same_twice_with_contents_that_word_numbers() -> None:
    data = book_document(book(), WORD, name="honour-roll.docx")
    assert data == book_document(book(), WORD, name="honour-roll.docx")
    document = Document(io.BytesIO(data))
    lines = [each.text for each in document.paragraphs if each.style.name.startswith("光荣册目录")]
    told = [f"{nominator}（3个）\t" for nominator in NOMINATORS]
    assert lines == ["卓越级（15个）\t", *told, "示范级（15个）\t", *told, "编后\t"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body, settings = (package.read(f"word/{part}.xml").decode() for part in ("document", "settings"))
    assert re.findall(r"PAGEREF (_Toc\d+)", body) == re.findall(r'w:bookmarkStart [^>]*w:name="(_Toc\d+)"', body)
    assert "<w:updateFields" in settings


def test_word_book_counts_its_rows() -> None:
    assert listed_in(book_document(book(2), WORD, name="honour-roll.docx")) == (2,) * 10


def test_word_book_names_leaders_only_where_they_are_printed() -> None:
    made = book(1)
    row = replace(made.rows[0], leader="单国强")
    tier = BookTier(name="卓越级", title="卓越级", groups=groups_in([("", row)]))
    for each, head in ((replace(made, tiers=(tier,)), "班组长"), (made, "")):
        table = Document(io.BytesIO(book_document(each, WORD, name="honour-roll.docx"))).tables[0]
        assert table.rows[0].cells[2].text == head
    assert tier.groups[0].name == OTHERS


def test_a_spoiled_page_template_is_named(tmp_path: Path) -> None:
    for each in FOLDER.glob("honour-roll.*"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    (tmp_path / "honour-roll.html").write_text("<p>{{ book.nothing }}</p>", encoding="utf-8")
    with pytest.raises(FormError, match="nothing"):
        book_pdf(book(1), folder=tmp_path)


@pytest.mark.parametrize("room", [20, 28, 40, 60])
@pytest.mark.parametrize("name", [*HOSTILE, "东海甲建设有限公司", "东海省滨海新区市政工程建设养护集团有限公司"])
def test_lines_of_names_are_whole_fit_and_leave_nothing_alone(name: str, room: int) -> None:
    lines = name_lines(name, room)
    assert "".join(lines) == name
    assert all(display_width(line) <= room for line in lines)
    assert len(lines) == 1 or display_width(lines[-1]) >= 8


def test_names_that_break_well_by_themselves_stay_in_one_piece() -> None:
    assert balanced("甲" * 30, 40) == ("甲" * 30,)
    assert balanced("", 40) == ("",)
    assert balanced("东海省滨海新区市政工程建设养护集团有限公司", 40) == (
        "东海省滨海新区市政工程",
        "建设养护集团有限公司",
    )


def test_a_long_cover_breaks_at_the_phrase() -> None:
    assert cover_lines("2021年度全国市政工程质量信得过班组建设成果") == (
        "2021年度全国市政工程",
        "质量信得过班组建设成果",
    )
    assert cover_lines("2026年度质量信得过班组") == ("2026年度质量信得过班组",)
