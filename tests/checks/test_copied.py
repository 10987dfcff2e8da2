"""Passages that texts share: copies of every kind are found, what everybody writes is not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.copied_texts import KINDS, copy_of, material
from qtdocs.checks.copied import MANY, compare, told_once
from qtdocs.checks.telling_copies import findings_of
from qtdocs.model.passage import Compared, Text

WORDS = [material(random.Random(seed), 2000) for seed in range(MANY + 2)]
"""Invented materials, as sentences."""


def text(number: int, sentences: list[str] | str, **more: str) -> Text:
    organisation = f"浙江{'甲乙丙丁戊己庚辛壬癸'[number]}建设有限公司"
    told = {"owner": f"班{number}", "organisation": organisation, "team": "测量一班"} | more
    return Text(key=str(number), file=f"{number}.docx", words="".join(sentences), **told)


def copied(kind: str, *, size: int = 8, seed: int = 1) -> list[Text]:
    """Two materials of two companies, and a passage of the one in the other."""
    chance = random.Random(seed)
    passage = WORDS[0][4 : 4 + size]
    return [text(0, WORDS[0]), text(1, [*WORDS[1][:6], copy_of(passage, kind, chance), *WORDS[1][6:]])]


def said(texts: list[Text], stock: tuple[str, ...] = ()) -> list[tuple[str, str, str, str]]:
    """Whose each finding is, its code, its severity and its file."""
    found = findings_of(Compared(key="k", texts=tuple(texts), found=compare(texts, stock)))
    return [(owner, each.code, each.severity, each.file) for owner, each in found]


@pytest.mark.parametrize("kind", KINDS)
def test_copied_passage_is_told_from_both_sides(kind: str) -> None:
    assert said(copied(kind)) == [
        ("班0", "text-copied", "warning", "0.docx"),
        ("班1", "text-copied", "warning", "1.docx"),
    ]


def test_passage_is_shown_side_by_side_where_it_stands() -> None:
    texts = copied("逐字")
    [shared] = compare(texts).shared
    spans = {span.key: texts[int(span.key)].words[span.start : span.end] for span in (shared.one, shared.other)}
    passage = "".join(WORDS[0][4:12]).rstrip("。；")
    assert passage in spans["0"] and passage in spans["1"]
    assert len(spans["0"]) < len(passage) + 10


def test_materials_written_independently_share_nothing() -> None:
    assert said([text(number, WORDS[number]) for number in range(6)]) == []


def test_one_sentence_alone_is_no_passage() -> None:
    sentence = max((each for each in WORDS[0] if len(each) < 60), key=len)
    assert said([text(0, WORDS[0]), text(1, [*WORDS[1][:6], sentence, *WORDS[1][6:]])]) == []


def test_one_company_is_a_note_though_its_legal_form_is_written_otherwise() -> None:
    mine, other = copied("逐字")
    names = {"organisation": "浙江甲建设有限责任公司", "team": "木工班"}
    both = [mine, text(1, other.words, **names)]
    assert [(severity, owner) for owner, _, severity, _ in said(both)] == [("note", "班0"), ("note", "班1")]


def test_texts_of_one_team_are_never_compared() -> None:
    mine, other = copied("逐字")
    assert said([mine, text(1, other.words, owner="班0")]) == []


def test_word_and_pdf_of_one_paper_are_told_once() -> None:
    mine, other = copied("逐字")
    twin = text(2, "\n".join(mine.words[at : at + 40] for at in range(0, len(mine.words), 40)), owner="班0")
    assert [each.key for each in told_once([mine, twin, other])] == ["0", "1"]


def test_stock_sentences_do_not_count() -> None:
    passage = "".join(WORDS[0][4:12])
    assert said(copied("逐字"), (passage,)) == []
    assert len(said(copied("逐字"), (passage[:60],))) == 2


def test_earlier_season_is_told_on_this_side_alone_and_never_against_another_earlier_one() -> None:
    mine, other = copied("逐字")
    old = text(1, other.words, season="2025", owner="2025/乙")
    assert said([mine, old]) == [("班0", "text-copied", "warning", "0.docx")]
    assert said([text(0, mine.words, season="2024", owner="2024/甲"), old]) == []


def test_what_many_organisations_say_is_told_once_for_all() -> None:
    quote = "".join(WORDS[-1][:4])
    texts = [text(number, [*WORDS[number], quote]) for number in range(MANY)]
    assert [each[:3] for each in said(texts)] == [("", "text-widespread", "warning")]
    assert {each[1] for each in said(texts[:-1])} == {"text-copied"}


def test_words_tell_how_much_is_the_same_and_never_judge() -> None:
    texts = copied("逐字")
    [(_, mine), (_, other)] = findings_of(Compared(key="k", texts=tuple(texts), found=compare(texts)))
    assert (
        mine.message.startswith("这里有约 ")
        and "与“浙江乙建设有限公司 测量一班”的“1.docx”相同，占本文的 " in mine.message
    )
    assert "“浙江甲建设有限公司 测量一班”的“0.docx”" in other.message
    assert "抄" not in mine.message + mine.advice
    assert (mine.internal, mine.may_be_sent) == (True, False)


def test_recognised_text_waits_for_a_person() -> None:
    mine, other = copied("逐字")
    both = [mine, text(1, other.words, basis="pixels")]
    found = [each for _, each in findings_of(Compared(key="k", texts=tuple(both), found=compare(both)))]
    assert [(each.basis, each.waits) for each in found] == [("pixels", True)] * 2


@pytest.mark.parametrize("words", ["", "。。。，，", "班", "字" * 79, "字" * 5000, "\ud800" * 200, "abc " * 500])
def test_strange_texts_are_compared_without_a_word(words: str) -> None:
    assert said([text(0, words), text(1, WORDS[1])]) == []


def test_figures_width_and_case_make_no_difference() -> None:
    mine, _ = copied("逐字")
    other = mine.words.translate({ord("1"): "７", ord("3"): "9", ord("，"): ","}).replace("。", "。\n")
    assert len(said([mine, text(1, other)])) == 2


def test_company_whose_teams_all_send_one_text_gets_one_note_for_each_team() -> None:
    texts = [text(0, WORDS[0], owner=f"班{each}") for each in range(6)]
    texts = [replace(each, key=str(number)) for number, each in enumerate(texts)]
    found = list(findings_of(Compared(key="k", texts=tuple(texts), found=compare(texts))))
    assert sorted(owner for owner, _ in found) == [f"班{each}" for each in range(6)]
    assert {each.severity for _, each in found} == {"note"}
    assert all("本单位另有 4 份材料也有相同的段落" in each.message for _, each in found)
