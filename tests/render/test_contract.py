"""What ``qtdocs read --json`` says of a finding: also on what it rests, and who confirmed it."""

from __future__ import annotations

import json
from dataclasses import replace

from qtdocs import checks
from qtdocs.render.contract import json_line


def test_finding_from_pixels_says_so_and_who_confirmed_it() -> None:
    plain = checks.finding("page-unseen", file="甲.pdf", detail="第17页没有看图")
    seen = replace(plain, basis="pixels")
    findings = (plain, seen, replace(seen, confirmed="王敏"))
    told = json.loads(json_line("甲.pdf", "ab", None, findings))["findings"]
    keys = {"code", "severity", "field", "message", "advice", "place"}
    assert [each.keys() - keys for each in told] == [set(), {"basis"}, {"basis", "confirmed_by"}]
    assert [each.get("basis", "") for each in told] == ["", "pixels", "pixels"]
    assert told[2]["confirmed_by"] == "王敏"
