"""Sentences that stand in everybody's papers."""

from __future__ import annotations

from pathlib import Path

from qtdocs.editions import stock
from qtdocs.editions.shelf import load_programme


def test_list_is_read_without_its_remarks_and_the_workspace_adds_to_it(tmp_path: Path) -> None:
    installed = stock.listed_sentences()
    assert len(installed) > 20 and not any("#" in each for each in installed)
    own = tmp_path / "forms" / stock.FILE
    own.parent.mkdir(parents=True)
    own.write_text("本协会的口号  # 2026 年起\n\n# 空\n", encoding="utf-8-sig")
    assert stock.listed_sentences(workspace=tmp_path) == ("本协会的口号", *installed)


def test_sentences_of_a_programme_are_all_its_texts() -> None:
    edition = load_programme("zhejiang-2026")
    found = stock.sentences_of(edition)
    assert {each.text for each in edition.criteria} <= set(found)
    assert {prompt for form in edition.forms for spec in form.fields for prompt in spec.prompts} <= set(found)
    assert min(map(len, found)) == 8
