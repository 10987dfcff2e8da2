"""What a judge says of keeping away: taken where it is plain, asked about where it is not, never read over."""

from __future__ import annotations

import pytest

from qtdocs.judging.sheet_remarks import keeps_away
from qtdocs.model.score_book import RECUSAL_HINT


@pytest.mark.parametrize(
    ("said", "words", "away"),
    [
        ("已回避", (), True),
        ("是", (), True),
        ("", ("☑已回避",), True),
        ("", (), False),
        ("不回避", (), False),
        (RECUSAL_HINT, (), False),
        (" ".join(RECUSAL_HINT), (), False),
        ("本人在该公司任职，申请回避", (), None),
        ("与该班组没有任何关系，不需要回避", (), None),
        ("？", (), None),
    ],
)
def test_only_what_is_plain_is_taken(said: str, words: tuple[str, ...], away: bool | None) -> None:
    assert keeps_away(said, words) is away
