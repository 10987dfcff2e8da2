"""校验页: one file, nothing from elsewhere, names as text; its program answers as the command line does."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qtdocs.editions import shelf
from qtdocs.errors import FormError
from qtdocs.model.code import PublicKey
from qtdocs.pipeline.publishing.verifying import answer_of_text
from qtdocs.publishing.checking import MEANINGS, Known, TrustedKey
from qtdocs.publishing.code_list import Listed
from qtdocs.publishing.code_text import qr_text, signed_bytes
from qtdocs.publishing.signing import Signer
from qtdocs.render.publishing.verification_page import STYLE, PageContent, verification_page
from qtdocs.writing import is_own_work
from tests.publishing.test_checking_codes import DAY, RECORD, SIGNER, STRANGER, changed, listed

TEMPLATES = shelf.template_path("cacem-2026", f"{STYLE}.html").parent
HOSTILE = "</script><img src=x onerror=alert(1)>&{{ 7*7 }}"
RARE = changed(number="A-2026-0005", organisation="𬭎㵥（集团）有限公司", team="ＡＢ１ 班&<b>", tier="")
LISTED = (
    listed(),
    listed(changed(number="A-2026-0002"), state="撤销"),
    listed(changed(number="A-2026-0003"), state="换号", replaced_by="A-2026-0004"),
    listed(RARE),
)
NODE = shutil.which("node")


def page(
    *certificates: Listed, leaked: bool = False, association: str = "甲协会", folder: Path = TEMPLATES
) -> str:  # fmt: skip
    key = PublicKey(fingerprint=SIGNER.fingerprint, key=SIGNER.public.hex(), made_on=DAY, leaked=leaked)
    content = PageContent(
        association=association, programme="活动", day=DAY, keys=(key,),
        certificates=tuple(dataclasses.asdict(each) for each in certificates or LISTED), meanings=MEANINGS,
    )  # fmt: skip
    data = verification_page(content, folder)
    assert is_own_work(data)
    return data.decode()


def scripts(text: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", text, re.DOTALL)


def data_in(text: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    told: dict[str, Any] = json.loads(found[0])
    return told


def test_the_page_needs_nothing_and_allows_nothing_but_itself() -> None:
    text = page()
    (script,) = scripts(text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)[0].replace("&#39;", "'")
    script_hash, style_hash = (
        "sha256-" + base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (script, style)
    )
    assert policy == (
        f"default-src 'none'; script-src '{script_hash}'; style-src '{style_hash}'; base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"https?://|\bsrc=|<link|\burl\(|@import|fetch\(|innerHTML|eval\(", text) == []


def test_names_are_text_whatever_they_hold() -> None:
    hostile = listed(changed(number="A-<b>1", team=HOSTILE, organisation=HOSTILE), state="撤销")
    text = page(hostile, association=HOSTILE)
    assert data_in(text)["certificates"] == [dataclasses.asdict(hostile)]
    assert len(scripts(text)) == 1
    assert "<img" not in text
    assert "A-&lt;b&gt;1" in text
    assert "<title>证书核对　&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&amp;{{ 7*7 }}</title>" in text


def test_revoked_ones_stand_on_the_page_without_any_program() -> None:
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", page())
    assert rows == [("A-2026-0002", DAY, "撤销"), ("A-2026-0003", DAY, "换号，换成 A-2026-0004")]


def test_a_spoiled_template_is_told_with_its_line(tmp_path: Path) -> None:
    for path in TEMPLATES.glob(f"{STYLE}.*"):
        shutil.copy(path, tmp_path)
    path = tmp_path / f"{STYLE}.html"
    path.write_text(path.read_text(encoding="utf-8").replace("{% endif %}", "", 1), encoding="utf-8")
    with pytest.raises(FormError, match=r"第\d+行"):
        page(folder=tmp_path)
    (tmp_path / f"{STYLE}.js").unlink()
    with pytest.raises(FormError, match="校验页的三个文件"):
        page(folder=tmp_path)


def asked() -> list[tuple[str, str]]:
    """What is typed into the page: a text and a number."""

    def text(record: Any = RECORD, signer: Signer = SIGNER, url: str = "") -> str:
        return qr_text(record, signer.sign(signed_bytes(record)), url=url)

    shorts = [each.short for each in LISTED]
    unlisted = listed(changed(number="A-2026-0099"))
    changes = [text().replace(old, new) for old, new in (("0001", "0002"), ("甲建", "乙建"), ("一班", "二班"))]
    others = (text(RARE), text(RARE, url="https://e.cn/"), text(signer=STRANGER))
    return [
        *((each, "") for each in (*changes, text(), *others)),
        *((text(each.record), "") for each in LISTED),
        *((each, "") for each in shorts),
        (text(unlisted.record), ""), (text()[:-2], ""), (text().replace("\n", " "), ""), (unlisted.short, ""),
        (shorts[0].lower().replace("-", " ").replace("0", "o"), ""), (f"校验码：{shorts[0]}。", "A-2026-0001"),
        (shorts[0], "A-2026-0002"), (shorts[0], "A-2026-0098"), (shorts[0][:-1], ""), ("", ""),
        ("没有这样的", "A-2026-0001"), (shorts[0], " ａ－2026—0001"), (f"{text()} copied", ""),
        (text(changed(number="A-2026-0001", team="二班")), ""), ("https://e.cn/#1.ABC.DEF", ""),
    ]  # fmt: skip


def by_page(text: str, questions: Sequence[tuple[str, str]], *, before: str = "") -> list[dict[str, Any]]:
    """What the page's own program answers under node."""
    (script,) = scripts(text)
    run = f"""{before};{script}
    (async () => {{
      const data = {json.dumps(data_in(text))}, said = [];
      for (const [text, number] of {json.dumps(questions)}) said.push(await judged(text, number, data));
      console.log(JSON.stringify(said));
    }})();"""
    assert NODE is not None
    ended = subprocess.run([NODE, "-"], input=run.encode(), capture_output=True, check=True, timeout=60)
    answers: list[dict[str, Any]] = json.loads(ended.stdout)
    return answers


def by_command(text: str, number: str, known: Known) -> tuple[str, list[str]]:
    answer = answer_of_text(text, number, known)
    return answer.outcome, list(answer.seen)


@pytest.mark.skipif(NODE is None, reason="node is not installed; make test-page does the same in Chromium")
@pytest.mark.parametrize("leaked", [False, True])
def test_the_page_answers_as_the_command_line_does(leaked: bool) -> None:
    known = Known(keys=(TrustedKey(public=SIGNER.public, is_leaked=leaked),), listed=LISTED, day=DAY)
    answers = by_page(page(leaked=leaked), asked())
    expected = [by_command(text, number, known) for text, number in asked()]
    assert [(each["outcome"], each["seen"]) for each in answers] == expected
    assert len({outcome for outcome, _ in expected}) == 4


@pytest.mark.skipif(NODE is None, reason="node is not installed; make test-page does the same in Chromium")
@pytest.mark.parametrize(
    "before",
    ["Object.defineProperty(globalThis, 'crypto', {value: undefined})",
     "crypto.subtle.importKey = async () => { throw new Error('NotSupportedError'); }"],
)  # fmt: skip
def test_an_old_browser_goes_by_the_list_and_says_so(before: str) -> None:
    answers = by_page(page(), asked(), before=before)
    known = Known(keys=(), listed=LISTED, day=DAY)
    expected = [by_command(text, number, known)[0] for text, number in asked()]
    assert [each["outcome"] for each in answers] == expected
    assert any(each["seen"][0].startswith("这个浏览器太旧，不能用公钥核对，只与校验名册") for each in answers)
