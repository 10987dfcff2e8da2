"""What all tests share: the shelf, a fixed day, and golden files that only ``--update`` changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from qtdocs import pipeline

# The same examples on every machine and every day, and a slow machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

TODAY = datetime.date(2026, 4, 20)
"""The day on which every test is run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture(scope="session")
def today() -> datetime.date:
    return TODAY


@pytest.fixture(scope="session")
def desk() -> pipeline.Shelf:
    return pipeline.open_shelf()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that says what it should be."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"没有 {path.name}；先用 pytest --update 生成，再逐行核对。"
        assert text == path.read_text(encoding="utf-8")

    return compare
