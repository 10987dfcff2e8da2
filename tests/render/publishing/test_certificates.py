"""Certificates, read back by pdfium: words, places, fonts; stamped pages are those that would have been laid out."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from qtdocs.editions.programme import Award
from qtdocs.editions.publishing import PublishingRules
from qtdocs.errors import FormError
from qtdocs.render import pages
from qtdocs.render.publishing import Certificates, Text, certificates, design_of
from qtdocs.render.publishing.certificates import sheets_of
from tests.render import season

FOLDER = Path(__file__).parents[3] / "templates" / "_base"
DAY = datetime.date(2026, 6, 18)
ORDINARY = Text(
    organisation="东海甲建设有限公司",
    team="测量一班",
    leader="李堃",
    tier="卓越级",
    number="DHZX-2026-0001",
    key="班0001",
)
HOSTILE = Text(
    organisation="<img src=file:///etc/passwd>&amp;{{ 1+1 }}公司", team="“<b>甲</b>”&班", leader="O'Neil \"二\"",
    tier="示范级", number="DHZX-2026-0002",
)  # fmt: skip
LONG = Text(
    organisation=season.LONG_COMPANY,
    team="跨海大桥维护保养与应急抢险机械设备操作综合班组",
    leader="欧阳修远",
    tier="改进级",
    number="3",
)
RARE = Text(organisation="㴋阳建设有限公司", team="𬭎与㛃班", leader="李堃", tier="改进级", number="4")


def some(count: int) -> list[Text]:
    return [
        Text(
            organisation=f"东海省第{number}建设工程有限公司",
            team=f"“先锋{number}”钢筋班" if number == 2 else f"钢筋{number}班",
            leader="李堃",
            tier=("卓越级", "示范级", "改进级")[number % 3],
            number=f"DHZX-2026-{number:04d}",
            key=f"班{number:04d}",
        )
        for number in range(1, count + 1)
    ]


def made_of(*wanted: Text, folder: Path = FOLDER, proof: bool = False, **rules: object) -> Certificates:
    programme = season.programme(publishing=PublishingRules.model_validate(rules))
    wanted = tuple(replace(text, day=DAY) for text in wanted)
    return certificates(programme, wanted, design=design_of(programme, folder), proof=proof)


def texts(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def changed(folder: Path, old: str, new: str, name: str = "certificate-classic.html") -> Path:
    """The templates with something changed in one of them."""
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_every_certificate_has_a_page_with_its_own_names() -> None:
    wanted = some(5)
    for text, page in zip(wanted, texts(made_of(*wanted).pdf), strict=True):
        quoted = text.team if "“" in text.team else f"“{text.team}”"
        assert f"{text.organisation}{quoted}：" in page
        assert f"证书编号：{text.number}" in page
        assert (
            f"2026年度东海省工程建设质量信得过班组（{text.tier}）特发此证。东海省工程建设质量协会二〇二六年六月十八日"
            in page
        )


@pytest.mark.parametrize(
    "rules",
    [{}, {"honoured": "organisation", "leader": True}, {"size": "A3", "upright": True}],
    ids=["team", "organisation", "upright"],
)
def test_stamped_pages_are_to_the_byte_what_would_have_been_laid_out(rules: dict[str, object], tmp_path: Path) -> None:
    plain = changed(tmp_path / "templates", ' data-piece="{{ piece.index }}"', "")
    wanted = [*some(6), HOSTILE, LONG, RARE, ORDINARY]
    assert made_of(*wanted, folder=plain, **rules).pdf == made_of(*wanted, **rules).pdf


def test_layers_look_as_if_they_were_drawn_on_the_page_itself(tmp_path: Path) -> None:
    """Against plain WeasyPrint: the same parts on one page, no finisher, no stamping, compared point by point."""
    folder = changed(
        tmp_path / "templates",
        '<section class="sheet certificate" data-name="{{ item.bookmark }}">',
        '<section class="sheet certificate ground" data-name="{{ item.bookmark }}">'
        '<img class="ornament" src="certificate-classic.svg" alt=""><div class="heading">荣誉证书</div>'
        '<div class="words">'
        '<p class="body" style="font-size:{{ awards[0].body.height }}rem">{{ lines(awards[0].body) }}</p>'
        '<p class="award" style="font-size:{{ awards[0].title.height }}rem">{{ lines(awards[0].title) }}</p>'
        '<p class="closing">特发此证。</p></div><div class="issuer" style="font-size:{{ issuer.height }}rem">'
        '{{ lines(issuer) }}<span class="line date">{{ awards[0].date }}</span></div>',
    )
    programme, wanted = season.programme(), [replace(text, day=DAY, tier="卓越级") for text in (ORDINARY, HOSTILE)]
    sheets = sheets_of(programme, wanted, design=design_of(programme, folder))
    plain = pypdfium2.PdfDocument(pages.write_pages(sheets.text(sheets.items), folder))
    shared = pypdfium2.PdfDocument(made_of(*wanted).pdf)
    for number in range(2):
        pictures = [
            document[page].render(scale=1.5).to_numpy()
            for document, page in ((plain, sheets.layers + number), (shared, number))
        ]
        assert (pictures[0] == pictures[1]).all()


def test_three_hundred_certificates_take_less_than_a_megabyte() -> None:
    made = made_of(*some(300))
    assert (len(made.printed), len(made.pdf) < 1_000_000) == (300, True)


def test_certificates_are_the_same_twice() -> None:
    assert made_of(*some(4), RARE).pdf == made_of(*some(4), RARE).pdf


def test_proof_says_so_on_every_page_and_shows_bleed_and_the_seal_s_place() -> None:
    made = made_of(*some(3), proof=True, seal=42)
    assert [("样稿" in page, "盖章处42毫米" in page) for page in texts(made.pdf)] == [(True, True)] * 3
    page = pypdfium2.PdfDocument(made.pdf)[0]
    trim, media = page.get_trimbox(), page.get_mediabox()
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((mm(297), mm(210)), abs=0.1)
    assert (media[2] - media[0] - mm(297), trim[0] - media[0]) == pytest.approx((mm(6), mm(3)), abs=0.1)


def test_final_certificate_has_neither_mark_nor_bleed_nor_seal() -> None:
    made = made_of(ORDINARY)
    assert [word for word in ("样稿", "盖章处") if word in texts(made.pdf)[0]] == []
    assert pypdfium2.PdfDocument(made.pdf)[0].get_size() == pytest.approx((mm(297), mm(210)), abs=0.1)


@pytest.mark.parametrize(
    ("size", "upright", "paper"),
    [("A4", False, (297, 210)), ("A4", True, (210, 297)), ("A3", False, (420, 297)), ("A3", True, (297, 420))],
)
def test_paper_is_what_the_programme_asks_for_and_the_words_stay_on_it(
    size: str, upright: bool, paper: tuple[int, int]
) -> None:
    made = made_of(ORDINARY, LONG, size=size, upright=upright)
    for page in pypdfium2.PdfDocument(made.pdf):
        assert page.get_size() == pytest.approx((mm(paper[0]), mm(paper[1])), abs=0.1)
        boxes = [box for sign, box in signs_of(page) if sign.strip()]
        edge = mm(20) * (1 if size == "A4" else 1.414)
        assert min(box[0] for box in boxes) > edge and max(box[2] for box in boxes) < mm(paper[0]) - edge
        assert min(box[1] for box in boxes) > edge and max(box[3] for box in boxes) < mm(paper[1]) - edge


def test_organisation_is_honoured_for_its_team_and_the_leader_is_named() -> None:
    (page,) = texts(made_of(ORDINARY, honoured="organisation", leader=True).pdf)
    assert (
        "东海甲建设有限公司：你单位“测量一班”（班组长：李堃）在2026年度东海省工程建设质量信得过班组活动中，经评审，获得"
        in page
    )


def test_words_follow_the_programme_s_award() -> None:
    award = Award(kind="荣誉", verb="授予", title="{year}年度“东海省信得过班组”荣誉", source="第二十条")
    programme = season.programme(award=award)
    made = certificates(programme, [ORDINARY], design=design_of(programme, FOLDER), proof=False)
    assert "经评审，授予2026年度“东海省信得过班组”荣誉特发此证。" in texts(made.pdf)[0]


def test_date_is_left_open_where_none_is_known() -> None:
    programme = season.programme()
    made = certificates(programme, [ORDINARY], design=design_of(programme, FOLDER))
    assert texts(made.pdf)[0].count("年月日") == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("\ue000测量班", "U+E000 是自造字，别的电脑上没有，打印出来会是别的字或方框"),
        ("⻓江班", "“⻓”（U+2ED3）是部首，不是通用的字，应当是“长”"),
        ("施⼯班", "“⼯”（U+2F2F）是部首，不是通用的字，应当是“工”"),
        ("测\u200b量班", "U+200B 是看不见的符号"),
        ("测量班\U0001f6e0", "\U0001f6e0"),
    ],
)
def test_name_with_a_character_that_would_come_out_wrong_is_refused(name: str, told: str) -> None:
    strange = Text(organisation="东海乙公司", team=name, tier="卓越级", key="班0002")
    made = made_of(ORDINARY, strange)
    assert [(each.text.key, each.code, each.detail) for each in made.refused] == [("班0002", "glyph-missing", told)]
    assert [each.key for each in made.printed] == ["班0001"]


def test_name_with_one_rare_character_changes_its_font_as_a_whole() -> None:
    known = pages.coverage(frozenset("东海㴋班"), (pages.KAI, pages.SONG))
    assert (known.fallen, known.missing) == ({"㴋"}, frozenset())
    made = made_of(RARE)
    page = pypdfium2.PdfDocument(made.pdf)[0]
    fonts = {font for sign, font in fonts_of(page) if sign in "㴋阳𬭎㛃"}
    assert {"Noto-Serif" in font for font in fonts} == {True}


def test_words_of_the_programme_that_no_font_has_stop_the_run() -> None:
    award = Award(kind="荣誉", verb="授予", title="\ue001级班组", source="无")
    programme = season.programme(award=award)
    with pytest.raises(FormError, match="没有字体能印"):
        certificates(programme, [ORDINARY], design=design_of(programme, FOLDER))


def test_template_that_draws_with_another_font_stops_the_run(tmp_path: Path) -> None:
    folder = changed(tmp_path / "templates", "特发此证。", "特发此证。\U0001f6e0")
    with pytest.raises(FormError, match="没有用样式表里的字体印出来：\U0001f6e0"):
        made_of(ORDINARY, folder=folder)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://example.com/a.png", "../forms/x.css", "nothing.svg"])
def test_template_may_fetch_nothing_from_elsewhere(address: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        pages.write_pages(f'<link rel="stylesheet" href="{address}"><p>一</p>', FOLDER)


def test_hostile_name_stays_text() -> None:
    (page,) = texts(made_of(HOSTILE, leader=True).pdf)
    assert '<imgsrc=file:///etc/passwd>&amp;{{1+1}}公司“<b>甲</b>”&班（班组长：O\'Neil"二"）：' in page


@pytest.mark.parametrize(
    ("organisation", "team"),
    [(LONG.organisation, LONG.team), ("甲" * 48, "乙" * 30), ("甲" * 36, "乙"), ("甲" * 60, "乙" * 30)],
)
def test_extreme_names_stay_between_the_heading_and_the_text(organisation: str, team: str) -> None:
    made = made_of(Text(organisation=organisation, team=team, tier="卓越级", number="1"))
    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) == 1
    signs = signs_of(document[0])
    names = [box for sign, box in signs if sign in set(organisation + team) and mm(210 - 97) < box[3] < mm(210 - 66)]
    assert len(names) >= len(organisation + team)
    assert min(box[0] for box in names) > mm(37) and max(box[2] for box in names) < mm(297 - 37)


def test_names_that_do_not_fit_are_measured_and_not_printed() -> None:
    endless = Text(organisation="甲" * 90, team="乙" * 60, tier="卓越级", key="班0002")
    made = made_of(ORDINARY, endless)
    assert [each.key for each in made.printed] == ["班0001"]
    assert [(each.text.key, each.code) for each in made.refused] == [("班0002", "text-overflow")]
    assert made.refused[0].detail.endswith("”用最小的字号（15 磅）长 476＋333 毫米，一行 221 毫米，最多 3 行")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("import sys; sys.modules['weasyprint'] = None", "生成 PDF 所需的 WeasyPrint 或 Pango 没有装好。"),
        ("import os; os.environ['FONTCONFIG_FILE'] = sys.argv[1]", "缺少中文字体 Noto Serif CJK SC。"),
    ],
)
def test_missing_tool_or_font_is_said_with_the_next_step(tmp_path: Path, setting: str, words: str) -> None:
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{Path(pypdfium2.__file__).parent}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    program = (
        f"import sys; {setting}\n"
        "from qtdocs.errors import MissingToolError\n"
        "from qtdocs.render import pages\n"
        "try:\n    pages.require_fonts([pages.SONG])\n"
        "except MissingToolError as error:\n"
        "    print(error.exit_code, error.message, 'apt-get install' in error.advice)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "fonts.conf")]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert done.stdout == f"4 {words} True\n"


def mm(length: float) -> float:
    return length * 72 / 25.4


def signs_of(page: pypdfium2.PdfPage) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every character with its box: left, bottom, right, top."""
    text = page.get_textpage()
    return [(text.get_text_range(number, 1), text.get_charbox(number)) for number in range(text.count_chars())]


def fonts_of(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    """Every character with the name of its font."""
    import ctypes

    import pypdfium2.raw as raw

    text = page.get_textpage()
    found = []
    for number in range(text.count_chars()):
        buffer = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text, number, buffer, 100, ctypes.byref(ctypes.c_int()))
        found.append((text.get_text_range(number, 1), buffer.value.decode()))
    return found
