"""What the machine has: everything here is there, and what lacks is named with its command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qtdocs.pipeline.doctor import examined, examined_told, is_well
from qtdocs.render import pages


def test_machine_that_runs_the_tests_has_what_is_needed(tmp_path: Path) -> None:
    told = list(examined_told(tmp_path, as_json=False))
    assert is_well(tmp_path)
    assert [line for line in told if line.startswith("缺")] == []
    assert told[-2] == "需要的都有。"


def test_font_that_lacks_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "absent_fonts", lambda families: tuple(each for each in families if each == pages.KAI))
    lacking = [each for each in examined(tmp_path) if not each.is_well and each.is_needed]
    assert [(each.name, each.mend.split()[-1]) for each in lacking] == [("字体 LXGW WenKai", "fonts-lxgw-wenkai")]
    assert list(examined_told(tmp_path, as_json=False))[-2] == "缺 1 样：字体 LXGW WenKai。"


def test_machines_can_read_it_too(tmp_path: Path) -> None:
    told = [json.loads(line) for line in examined_told(tmp_path, as_json=True)]
    assert {each["schema_version"] for each in told} == {1}
    assert {"Python", "Pango", "harfbuzz-subset", "LibreOffice", "磁盘"} <= {each["name"] for each in told}
