"""The same season on every machine: whatever the language, the clock's zone, the seed of hashes or the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import clerk
import pytest
from notices import ask_for_word_alone

PLACES: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
)


def season(home: Path, inbox: Path, more: dict[str, str], *jobs: str) -> dict[str, Any]:
    (home / "elsewhere").mkdir(parents=True)
    who = clerk.clerk(home / "who", more=more, cwd=home / "elsewhere", place=home / "who" / "工作区")
    ask_for_word_alone(who.place)
    answer = who.do("run", inbox, "--programme", clerk.PROGRAMME, "--out", who.place, *jobs)
    assert (answer.code, answer.err) == (0, "")
    told = {"entries": who.told("entries"), "parcels": who.told("parcels")}
    return who.season() | told | {"said": answer.out.replace(str(home), "")}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = clerk.mailbox(tmp_path_factory.mktemp("anywhere") / "inbox", 6)
    for number in range(6, 9):
        (found / f"申报表{number}.docx").write_bytes(clerk.form(number))
    return found


def test_season_is_the_same_on_every_machine(tmp_path: Path, inbox: Path) -> None:
    jobs = (("--jobs", "1"), ("--jobs", "3"), ())
    first, *others = (season(tmp_path / str(number), inbox, more, *jobs[number]) for number, more in enumerate(PLACES))
    assert len(first["outputs"]) > 10
    for other in others:
        for key, value in first.items():
            assert other[key] == value, key
