"""What people said of seals: the last word counts, each for one form of one file, and nothing is ever taken back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qtdocs.ledger import Ledger, documents
from qtdocs.ledger.confirmations import confirm, confirmations
from qtdocs.ledger.documents import Stored
from qtdocs.model.seal import SealLook


def look(part: int, role: str = "applicant") -> SealLook:
    return SealLook(role=role, box="", expected="", file="汇总.pdf", sha256="ab", part=part, outcome="unread")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "台账.sqlite3")
    with made.change("stored"):
        documents.add(made, Stored("ab", "pdf", 1))
    return made


def test_word_on_one_form_of_a_file_is_none_on_the_next(ledger: Ledger) -> None:
    with ledger.change("confirmed"):
        confirm(ledger, look(1), answer="相符", who="王敏")
    assert {key: each.answer for key, each in confirmations(ledger).items()} == {("ab", 1, "applicant"): "相符"}


def test_last_word_counts(ledger: Ledger) -> None:
    for answer, who in (("没有", "王敏"), ("相符", "芮一诺")):
        with ledger.change("confirmed"):
            confirm(ledger, look(0), answer=answer, who=who)
    said = confirmations(ledger)["ab", 0, "applicant"]
    assert (said.answer, said.who) == ("相符", "芮一诺")


@pytest.mark.parametrize("statement", ["UPDATE confirmations SET who = '别人'", "DELETE FROM confirmations"])
def test_nothing_that_was_said_can_be_changed(ledger: Ledger, statement: str) -> None:
    with ledger.change("confirmed"):
        confirm(ledger, look(0), answer="相符", who="王敏")
    with pytest.raises(sqlite3.IntegrityError):
        ledger.write(statement)
