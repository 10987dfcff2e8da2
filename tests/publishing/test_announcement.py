"""通报: its measures on paper, who stands in it, what it refuses, what hostile names do to it."""

from __future__ import annotations

import dataclasses
import io
import shutil
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from docx import Document

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.editions.announcing import Fonts
from qtdocs.errors import MissingToolError, UsageError
from qtdocs.ledger import standings
from qtdocs.model.honour import Honour
from qtdocs.pipeline.publishing.announcing import announcement, groups_of
from qtdocs.pipeline.publishing.issuing import issued
from qtdocs.render.publishing.announcement import Annex, AnnexRow, Announcement, announcement_pdf
from qtdocs.render.publishing.announcement_document import announcement_document
from qtdocs.render.publishing.announcement_text import Paragraph, paragraphs, title_lines
from tests.judging_season import WHO
from tests.publishing_season import DAY, TIERS, confirm_names, desk_in, finalise, publishing_season

FOLDER = Path(__file__).parents[2] / "templates" / "_base"
MM = 72 / 25.4
HOSTILE = "甲&乙<b>建设</b>{{ 7*7 }}“鲁班”集团有限公司"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publishing_season(tmp_path_factory.mktemp("season")).home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def written(place: pipeline.Workspace, *, draft: bool = False) -> list[str]:
    with place.busy("tests") as ledger:
        return list(announcement(desk_in(place, ledger, draft=draft)))


def paper(*texts: str, rows: tuple[AnnexRow, ...] = (), draft: bool = False) -> Announcement:
    body = tuple(Paragraph(kind="text", rest=text) for text in texts)
    annexes = (Annex(number=1, title="名单", rows=rows),) if rows else ()
    return Announcement(
        association="某省工程建设质量协会", number="某质协〔2026〕4号",
        paragraphs=(Paragraph(kind="title", rest="关于结果的通报"), *body), annexes=annexes, date="2026年5月20日",
        note="", draft=draft, letterhead="printed", fonts=Fonts(),
    )  # fmt: skip


def pages_of(data: bytes) -> list[list[dict[str, object]]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.chars for page in document.pages]


def words_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "".join("".join(str(sign["text"]) for sign in page.chars) for page in document.pages)


def test_page_has_22_lines_of_28_characters_in_156_by_225_mm() -> None:
    made = announcement_pdf(paper("字" * 28 * 60), folder=FOLDER).pdf
    with pdfplumber.open(io.BytesIO(made)) as document:
        assert (round(document.pages[1].width / MM), round(document.pages[1].height / MM)) == (210, 297)
        signs = [sign for sign in document.pages[1].chars if sign["text"] == "字"]
    lines = Counter(round(sign["top"], 1) for sign in signs)
    assert (len(lines), set(lines.values())) == (22, {28})
    tops = sorted(lines)
    pitch = (tops[-1] - tops[0]) / 21 / MM
    assert abs(pitch - 225 / 22) < 0.01
    # the verso has its binding edge of 28 mm at the right
    assert abs(min(sign["x0"] for sign in signs) / MM - 26) < 0.1
    assert abs(max(sign["x1"] for sign in signs) / MM - 182) < 0.2
    assert abs((tops[0] + 8) / MM - (37 + pitch / 2)) < 1.5


def test_page_numbers_stand_outside_between_dashes() -> None:
    pages = pages_of(announcement_pdf(paper("字" * 28 * 60), folder=FOLDER).pdf)
    feet = [
        [sign for sign in page if float(str(sign["top"])) / MM > 262 and str(sign["text"]).strip()] for page in pages
    ]
    assert ["".join(str(sign["text"]) for sign in foot) for foot in feet][:2] == ["—1—", "—2—"]
    first, second = ([float(str(sign["x0"])) / MM for sign in foot] for foot in feet[:2])
    assert min(first) > 150
    assert max(second) < 60


def test_word_file_has_the_measures_of_the_standard() -> None:
    document = Document(
        io.BytesIO(announcement_document(paper("文"), (FOLDER / "announcement.docx").read_bytes(), name=""))
    )
    page = document.sections[0]
    edges = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(edge.mm) for edge in edges if edge is not None] == [37, 35, 28, 26]
    assert document.styles["Normal"].font.size.pt == 16
    assert document.styles["通报标题"].font.size.pt == 22


def test_fonts_are_the_programmes() -> None:
    own = dataclasses.replace(paper("文"), fonts=Fonts(body="仿宋_GB2312", title="方正小标宋简体"))
    document = Document(io.BytesIO(announcement_document(own, (FOLDER / "announcement.docx").read_bytes(), name="")))
    assert document.styles["Normal"].font.name == "仿宋_GB2312"
    assert document.styles["通报标题"].font.name == "方正小标宋简体"


def test_draft_says_so_on_every_page_and_the_final_paper_on_none() -> None:
    rows = tuple(AnnexRow(number=number, organisation="甲公司", team="“一班”", nominator="乙") for number in range(60))
    for draft in (True, False):
        pages = pages_of(announcement_pdf(paper("字" * 900, rows=rows, draft=draft), folder=FOLDER).pdf)
        assert {"样稿" in "".join(str(sign["text"]) for sign in page) for page in pages} == {draft}


def test_final_paper_names_everybody_by_tier_without_scores_ranks_or_phones(place: pipeline.Workspace) -> None:
    finalise(place)
    confirm_names(place)
    list(issued(place, "某质协[2026]4号", day=DAY, because="", who=WHO, today=DAY))
    assert written(place)[:2] == ["已写出 发布/通报.docx，5 个班组，3 个附件。", "已写出 发布/通报.pdf。"]
    document = Document(io.BytesIO((place.home / "发布" / "通报.docx").read_bytes()))
    assert [len(table.rows) - 1 for table in document.tables] == list(Counter(TIERS).values())
    words = words_of((place.home / "发布" / "通报.pdf").read_bytes())
    with place.busy("tests") as ledger:
        honours = desk_in(place, ledger).honours
    assert [each.entry for each in honours.teams if f"{each.organisation}“{each.team}”" not in words] == []
    assert "某质协〔2026〕4号" in words
    assert "2026年5月20日" in words
    assert [each for each in ("90.25", "名次", "1380000", "样稿", "得分") if each in words] == []


def test_draft_goes_when_the_final_paper_comes(place: pipeline.Workspace) -> None:
    written(place)
    assert sorted(path.name for path in (place.home / "发布").iterdir()) == ["通报（样稿）.docx", "通报（样稿）.pdf"]
    finalise(place)
    confirm_names(place)
    written(place)
    assert sorted(path.name for path in (place.home / "发布").iterdir()) == ["通报.docx", "通报.pdf"]


def test_final_paper_with_unsettled_names_is_refused_with_their_entries(place: pipeline.Workspace) -> None:
    finalise(place)
    confirm_names(place, but=("班0002", "班0004"))
    with pytest.raises(UsageError, match=r"有 2 个班组的名称没有确认：班0002.*班0004.*qtdocs confirm"):
        written(place)
    assert written(place, draft=True)[0].startswith("已写出 发布/通报（样稿）.docx")


def test_nothing_is_announced_without_a_result(tmp_path: Path) -> None:
    place = pipeline.new(tmp_path / "空", programme="cacem-2026")
    with pytest.raises(UsageError, match="还没有评定结果"):
        written(place)


def test_team_that_dropped_out_after_the_publicity_is_no_silent_gap(place: pipeline.Workspace) -> None:
    finalise(place)
    with place.busy("tests") as ledger, ledger.change("moved", "班0003"):
        standings.move(ledger, "班0003", before="定级", after="取消资格", who=WHO, because="抄袭", papers=())
        standings.settle(ledger)
    confirm_names(place)
    with pytest.raises(
        UsageError, match=r"那时卓越级 1 个、示范级 2 个.*共 5 个，台账现在.*班0003：示范级，现在没有（状态 取消资格）"
    ):
        written(place)
    list(issued(place, "", day=DAY, because="会议纪要第3号撤销班0003", who=WHO, today=DAY))
    assert written(place)[0] == "已写出 发布/通报.docx，4 个班组，3 个附件。"


def test_same_ledger_and_day_same_bytes(place: pipeline.Workspace) -> None:
    written(place)
    folder = place.home / "发布"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    written(place)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("programme", "sentence"),
    [
        ("cacem-2026", "甲公司“一班”等2个班组获得2026年工程建设质量信得过班组活动示范级成果，颁发证书（牌）"),
        ("municipal-2021", "授予甲公司“一班”等2个班组2021年度“全国市政工程质量信得过班组”荣誉"),
        ("guangdong", "授予甲公司“一班”等2个班组××××年度“广东省市政工程质量信得过班组”荣誉"),
        ("caq-2020", "甲公司“一班”等2个班组入选2020年全国质量信得过班组建设典型经验"),
        ("zhejiang-2026", "甲公司“一班”等2个班组入选2026年度浙江省工程建设质量信得过班组典型经验"),
    ],
)
def test_award_is_given_in_the_programmes_own_words(programme: str, sentence: str) -> None:
    edition = shelf.load_programme(programme)
    tier = "示范级" if edition.tiers else ""
    teams = tuple(Honour(entry=f"班{n}", organisation="甲公司", team=team, tier=tier) for n, team in enumerate("一二"))
    teams = tuple(dataclasses.replace(each, team=f"{each.team}班") for each in teams)
    assert [group.sentence for group in groups_of(edition, teams)] == [sentence]


def test_hostile_names_are_text_and_nothing_else() -> None:
    company, team = HOSTILE + "无" * 40, "“{% raw %}<script>”班"
    rows = (AnnexRow(number=1, organisation=company, team=team, nominator="<i>&amp;</i>"),)
    text = (FOLDER / "announcement.txt").read_text(encoding="utf-8")
    shown = paragraphs(text.split("# {{ association }}")[0] + "> {{ addressees }}：", {"addressees": company}, name="")
    made = dataclasses.replace(paper(company + team, rows=rows), paragraphs=(*paper().paragraphs, *shown))
    words = words_of(announcement_pdf(made, folder=FOLDER).pdf)
    assert [each for each in (company + "：", team, "<i>&amp;</i>") if each not in words] == []
    word = Document(io.BytesIO(announcement_document(made, (FOLDER / "announcement.docx").read_bytes(), name="")))
    assert word.tables[0].rows[1].cells[1].text.replace("\n", "") == company + team


def test_character_that_no_font_has_stops_the_paper_and_is_named() -> None:
    row = AnnexRow(number=1, organisation="甲\ue123公司", team="“一班”", nominator="")
    with pytest.raises(MissingToolError, match="甲\ue123公司"):
        announcement_pdf(paper("文", rows=(row,)), folder=FOLDER)


def test_levels_are_told_by_their_numbers() -> None:
    found = paragraphs("# 题\n> 各单位：\n一、甲\n（二）乙。丙\n3.丁\n（4）戊\n己", {}, name="")
    kinds = ["title", "flush", "first", "second", "third", "fourth", "text"]
    assert [each.kind for each in found] == kinds
    assert (found[3].lead, found[3].rest) == ("（二）乙。", "丙")


def test_title_breaks_neither_a_number_nor_a_phrase() -> None:
    name = "关于2021年度全国市政工程质量信得过班组建设成果评价结果的通报"
    assert title_lines((name,)) == ("关于2021年度全国市政工程", "质量信得过班组建设成果评价结果的通报")
    assert title_lines(("关于结果的通报",)) == ("关于结果的通报",)


@pytest.mark.parametrize("number", ["第4号", "某质协〔26〕4号", "某质协〔2026〕04号", "通报", "〔2026〕4号"])
def test_what_is_no_number_is_refused(number: str, place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="不像文号"):
        list(issued(place, number, day=DAY, because="", who=WHO, today=DAY))


def test_number_of_another_year_than_the_day_is_refused(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="文号是 2025 年的，成文日期是 2026 年的"):
        list(issued(place, "某质协〔2025〕4号", day=DAY, because="", who=WHO, today=DAY))


def test_name_with_a_rare_character_is_drawn_in_one_font_as_a_whole() -> None:
    rare = AnnexRow(
        number=1, organisation="span&amp;某某㴋有限公司" + "无" * 20, team="“class”", leader="柳青禾", nominator="乙"
    )
    rows = (rare, AnnexRow(number=2, organisation="丙&amp;公司", team="“二班”", nominator="乙"))
    data = announcement_pdf(paper("文", rows=rows), folder=FOLDER).pdf
    with pdfplumber.open(io.BytesIO(data)) as document:
        signs = [sign for sign in document.pages[-1].chars if sign["size"] < 12.5]
    fonts = {sign["text"]: sign["fontname"].partition("+")[2] for sign in signs}
    assert len({fonts[sign] for sign in "某㴋有限无柳青禾"}) == 1
    assert fonts["丙"] != fonts["某"]
    assert [
        each for each in (rare.organisation, "“class”（班组长：柳青禾）", "丙&amp;公司") if each not in words_of(data)
    ] == []


def test_final_paper_of_a_programme_without_a_year_is_refused(place: pipeline.Workspace) -> None:
    edition = place.home / "forms" / place.programme
    shutil.copytree(Path(__file__).parents[2] / "forms" / place.programme, edition)
    text = (edition / "programme.toml").read_text(encoding="utf-8")
    (edition / "programme.toml").write_text(text.replace("year = 2026\n", "", 1), encoding="utf-8")
    assert written(place)[0] == "已写出 发布/通报（样稿）.docx，5 个班组，3 个附件。"
    finalise(place)
    confirm_names(place)
    with pytest.raises(UsageError, match="活动文件没有写年度"):
        written(place)
