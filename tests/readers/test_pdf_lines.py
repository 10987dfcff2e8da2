"""Lines of a page: which spaces are real, and what a wrapped line begins with."""

from __future__ import annotations

import pytest

from qtdocs.readers.pdf_lines import lines_of
from qtdocs.readers.pdf_page import Glyph
from qtdocs.readers.pdf_revisions import ink_of

SIZE = 10.0


def line(*drawn: tuple[str, float, float]) -> str:
    """The text of one line of characters, each with its left and right edge."""
    glyphs = [Glyph(text=text, left=left, right=right, baseline=100, size=SIZE) for text, left, right in drawn]
    return lines_of(range(len(glyphs)), ink_of(glyphs, ()))[0].text


def test_space_without_room_is_a_change_of_font_and_no_space() -> None:
    assert line(("小", 0, 10), (" ", 15, 15), ("创", 15, 25), ("”", 10, 15)) == "小”创"


def test_typed_space_with_room_stays() -> None:
    assert line(("组", 0, 10), (" ", 13, 13), ("第", 13, 23)) == "组 第"


def test_space_that_begins_where_the_next_character_does_is_no_space() -> None:
    assert line(("l", 0, 4), (" ", 6.2, 9), ("建", 6.3, 16.3)) == "l建"


def test_stretched_line_has_no_spaces() -> None:
    characters = [(text, 13.0 * place, 13.0 * place + 10) for place, text in enumerate("沟通掘进质量班组")]
    spaces = [(" ", left, left) for _, left, _ in characters[1:]]
    assert line(*sorted([*characters, *spaces], key=lambda drawn: (drawn[1], drawn[0] != " "))) == "沟通掘进质量班组"


@pytest.mark.parametrize(("gap", "text"), [(4, "”创"), (12, "”  创")])
def test_empty_side_of_a_quotation_mark_is_no_space(gap: float, text: str) -> None:
    assert line(("”", 0, 5), ("创", 5 + gap, 15 + gap)) == text
