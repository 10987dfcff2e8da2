"""Texts of earlier seasons and the last comparison in the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtdocs.ledger import Ledger, Originals, library, verify
from qtdocs.model.passage import Compared, Comparison, Shared, Span, Text

OLD = Text(
    key="x", owner="y", organisation="浙江甲建设有限公司", team="测量一班", season="2025", file="甲.docx", words="文字"
)  # fmt: skip
FOUND = Compared(
    key="k" * 64,
    found=Comparison(
        shared=(Shared(one=Span(key="a", start=0, end=9), other=Span(key="b", start=1, end=10), same=9, other_same=9),)
    ),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "台账.sqlite3")


def test_text_is_kept_once_and_taken_out_by_season(ledger: Ledger) -> None:
    with ledger.change("library"):
        assert library.add(ledger, [OLD, OLD]) == 1
    with ledger.change("library"):
        assert library.add(ledger, [OLD]) == 0
    [kept] = library.everything(ledger)
    assert (kept.organisation, kept.season, kept.words, kept.owner) == (
        "浙江甲建设有限公司", "2025", "文字", "2025/浙江甲建设有限公司/测量一班",
    )  # fmt: skip
    assert library.seasons(ledger) == [("2025", 1, 1)]
    with ledger.change("library"):
        assert library.remove(ledger, "2025") == 1
    assert library.everything(ledger) == ()


def test_last_comparison_is_remembered_by_its_key(ledger: Ledger) -> None:
    assert library.remembered(ledger, FOUND.key) is None
    library.remember(ledger, FOUND)
    assert library.remembered(ledger, FOUND.key) == FOUND.found
    library.remember(ledger, Compared(key="l" * 64))
    assert (library.remembered(ledger, FOUND.key), library.remembered(ledger, "l" * 64)) == (None, Comparison())


def test_nothing_compared_is_nothing_remembered(ledger: Ledger) -> None:
    library.remember(ledger, Compared())
    assert ledger.rows("SELECT count(*) FROM comparisons") == [(0,)]


def test_events_hold_no_text_and_a_changed_table_is_noticed(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.change("library"):
        library.add(ledger, [OLD])
    library.remember(ledger, FOUND)
    told = " ".join(subject for (subject,) in ledger.rows("SELECT subject FROM events"))
    assert "甲" not in told and "文字" not in told
    assert list(verify(ledger, Originals(tmp_path / "原件"))) == []
    ledger.write("UPDATE comparisons SET found = '{}'")
    ledger.write("UPDATE library SET team = '木工班'")
    assert list(verify(ledger, Originals(tmp_path / "原件"))) == [
        "往年材料的记录被改动过。",
        "段落比对的记录被改动过。",
    ]
