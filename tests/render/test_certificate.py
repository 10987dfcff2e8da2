"""证书.pdf, read back by pdfium."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import season

from qtdocs.render import certificates, pages
from qtdocs.render.certificate import Certificates

FOLDER = Path(__file__).parents[2] / "templates" / "_base"


@pytest.fixture(scope="module")
def made() -> Certificates:
    return certificates(season.programme(), season.entries(), folder=FOLDER)


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def joined(text: str) -> str:
    return "".join(text.split())


def test_every_sound_team_has_one_page(made: Certificates) -> None:
    pages_read = [joined(text) for text in texts(made.pdf)]
    names = [
        (entry.fields["organisation_name"].value, entry.fields["team_name"].value)
        for entry in season.entries()
        if entry.sound
    ]
    assert len(pages_read) == len(names) == 11
    for text, (organisation, team) in zip(pages_read, names, strict=True):
        quoted = team if "“" in str(team) else f"“{team}”"
        assert joined(f"{organisation}{quoted}：") in text


def test_certificate_says_what_the_programme_says(made: Certificates) -> None:
    text = joined(texts(made.pdf)[0])
    assert (
        "在2026年度东海省工程建设质量信得过班组活动中，经评审，获得2026年度东海省工程建设质量信得过班组（××级）特发此证。"
        in text
    )
    assert "东海省工程建设质量协会年月日" in text
    assert "证书编号：样稿" in text


def test_draft_is_marked_across_every_page(made: Certificates) -> None:
    assert all(joined(text).count("样稿") == 2 and "荣誉证书" in joined(text) for text in texts(made.pdf))


def test_final_certificate_has_number_and_date_and_no_mark() -> None:
    final = certificates(
        season.programme(),
        [season.entry()],
        folder=FOLDER,
        draft=False,
        date=datetime.date(2026, 6, 18),
        numbers=["DHZX-2026-0001"],
    )
    text = joined(texts(final.pdf)[0])
    assert "样稿" not in text
    assert "二〇二六年六月十八日" in text
    assert "证书编号：DHZX-2026-0001" in text


def test_certificates_are_the_same_twice(made: Certificates) -> None:
    assert certificates(season.programme(), season.entries(), folder=FOLDER).pdf == made.pdf


def test_every_page_is_drawn_with_the_shared_ornament(made: Certificates) -> None:
    document = pypdfium2.PdfDocument(made.pdf)
    for number in (0, len(document) - 1):
        picture = document[number].render(scale=1).to_numpy()
        corner = picture[20:60, 20:60]
        assert corner.std() > 10
        assert document[number].get_size() == pytest.approx((841.89, 595.28), abs=0.1)


def test_shared_layer_looks_as_if_it_were_drawn_on_the_page_itself(made: Certificates, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(FOLDER, folder)
    page = (folder / "certificate-classic.html").read_text(encoding="utf-8")
    layer = page.split('<section class="static">')[1].split("</section>")[0]
    start = '<section class="certificate" data-name="{{ item.bookmark }}">'
    whole = f'{start}<div class="static" style="position:absolute;width:297mm;height:210mm">{layer}</div>'
    (folder / "certificate-classic.html").write_text(page.replace(start, whole), encoding="utf-8")
    drawn = certificates(season.programme(), season.entries()[:1], folder=folder)
    pictures = [pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_numpy() for pdf in (made.pdf, drawn.pdf)]
    assert len(drawn.pdf) > 0.6 * len(made.pdf)
    assert (pictures[0] == pictures[1]).all()


def test_character_that_no_font_has_is_reported_and_not_printed() -> None:
    strange = season.entry(2, team="\ue000测量班")
    made = certificates(season.programme(), [season.entry(1), strange], folder=FOLDER)
    assert [(item.entry.id, item.characters) for item in made.unprintable] == [("test-2026-2", "\ue000")]
    assert [entry.id for entry in made.printed] == ["test-2026-1"]


def test_name_with_one_rare_character_changes_its_font_as_a_whole() -> None:
    known = pages.coverage(frozenset("东海㴋班"), (pages.KAI, pages.SONG))
    assert known.fallen == {"㴋"}
    assert known.missing == frozenset()


def test_guessed_name_gets_no_certificate() -> None:
    guess = season.value("team_name", "甲班", grade="C", text="甲班?")
    made = certificates(season.programme(), [season.entry(1, team_name=guess)], folder=FOLDER)
    assert (made.pdf, [entry.id for entry in made.nameless]) == (b"", ["test-2026-1"])


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://example.com/a.png", "../forms/x.css", "nothing.svg"])
def test_template_may_fetch_nothing_from_elsewhere(address: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        pages.write_pages(f'<link rel="stylesheet" href="{address}"><p>一</p>', FOLDER)


def test_hostile_name_stays_text() -> None:
    entry = season.entry(1, organisation="<img src=file:///etc/passwd>&amp;{{ 1+1 }}公司")
    assert "<imgsrc=file:///etc/passwd>&amp;{{1+1}}公司" in joined(
        texts(certificates(season.programme(), [entry], folder=FOLDER).pdf)[0]
    )


@pytest.mark.parametrize(
    ("organisation", "team"),
    [
        (season.LONG_COMPANY, "跨海大桥维护保养与应急抢险机械设备操作综合班组"),
        ("甲" * 48, "乙" * 30),
        ("甲" * 36, "乙"),
    ],
)
def test_extreme_names_stay_between_the_heading_and_the_text(organisation: str, team: str) -> None:
    made = certificates(season.programme(), [season.entry(1, organisation=organisation, team=team)], folder=FOLDER)
    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) == 1
    page = document[0].get_textpage()
    characters = [(page.get_text_range(number, 1), page.get_charbox(number)) for number in range(page.count_chars())]
    whole = "".join(character for character, _ in characters)
    start = whole.index(organisation[:6])
    body = whole.index("在2026")
    rule, body_top = 595.28 - mm(67), characters[body][1][3]
    for character, (left, bottom, right, top) in characters[start:body]:
        if character.strip():
            assert left > mm(37) and right < mm(297 - 37)
            assert body_top < bottom < top < rule


def test_names_that_do_not_fit_are_reported_and_not_printed() -> None:
    endless = season.entry(2, organisation="甲" * 90, team="乙" * 60)
    made = certificates(season.programme(), [season.entry(1), endless], folder=FOLDER)
    assert ([entry.id for entry in made.printed], [entry.id for entry in made.overlong]) == (
        ["test-2026-1"],
        ["test-2026-2"],
    )


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
