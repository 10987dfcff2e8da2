"""校验页 in a real browser, opened from a file, with no network: asked for by ``QTDOCS_BROWSER`` (make test-page)."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from qtdocs.publishing.checking import Known, TrustedKey
from qtdocs.publishing.code_text import qr_text, signed_bytes
from tests.publishing.test_checking_codes import DAY, SIGNER
from tests.publishing.test_verification_page import LISTED, asked, by_command, data_in, page, scripts

BROWSER = os.environ.get("QTDOCS_BROWSER", "")
pytestmark = pytest.mark.skipif(not BROWSER, reason="make test-page asks for it")


def dumped(path: Path, fragment: str = "") -> str:
    """What a browser makes of a page, as HTML, some seconds later."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path.parent / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=5000", "--dump-dom",
        path.absolute().as_uri() + fragment,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


def test_a_scanned_link_is_answered_as_soon_as_the_page_opens(tmp_path: Path) -> None:
    (tmp_path / "校验页.html").write_text(page(), encoding="utf-8")
    for each, outcome in zip(LISTED, ("相符", "已撤销", "已撤销", "相符"), strict=True):
        link = qr_text(each.record, SIGNER.sign(signed_bytes(each.record)), url="https://e.cn/")
        shown = dumped(tmp_path / "校验页.html", link.removeprefix("https://e.cn/"))
        assert re.findall(r'<h2 id="outcome">(.*?)</h2>', shown) == [outcome]
        values = [html.unescape(value) for value in re.findall(r"<dd>(.*?)</dd>", shown)]
        assert values == [each.number, each.organisation, each.team, each.tier, each.year]


def test_a_page_that_nobody_asked_shows_no_answer(tmp_path: Path) -> None:
    (tmp_path / "校验页.html").write_text(page(), encoding="utf-8")
    assert re.findall(r'<section id="answer".*?>', dumped(tmp_path / "校验页.html"))[0].endswith('hidden="">')


def test_the_page_answers_in_the_browser_as_the_command_line_does(tmp_path: Path) -> None:
    text = page()
    program = scripts(text)[0].rpartition("if (typeof")[0]
    run = f"""(async () => {{
      const data = {json.dumps(data_in(text))}, said = [];
      for (const [text, number] of {json.dumps(asked())}) said.push(await judged(text, number, data));
      document.getElementById("said").textContent = JSON.stringify(said);
    }})();"""
    harness = f'<meta charset="utf-8"><pre id="said"></pre><script>{program}{run}</script>'
    (tmp_path / "试.html").write_text(harness, encoding="utf-8")
    shown = re.findall(r'<pre id="said">(.*?)</pre>', dumped(tmp_path / "试.html"), re.DOTALL)
    known = Known(keys=(TrustedKey(public=SIGNER.public),), listed=LISTED, day=DAY)
    answers = [(each["outcome"], each["seen"]) for each in json.loads(html.unescape(shown[0]))]
    assert answers == [by_command(text, number, known) for text, number in asked()]
