"""Notices that ask for less, for tests whose forms come by themselves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_FORMS = Path(__file__).parents[1] / "forms"
_PAPERS = re.compile(r"\[\[papers\]\].*?(?=\[\[criteria\]\])", re.DOTALL)
_WORD_ALONE = '[[papers]]\nkind = "application"\nname = "申报表"\nmedia = ["word"]\nsource = "通知四（一）"\n\n'


def ask_for_word_alone(home: Path, programme: str = "zhejiang-2026") -> None:
    """Give a workspace, made or still to be made, a notice of its own that asks for the Word form alone."""
    own = home / "forms" / programme
    shutil.copytree(_FORMS / programme, own)
    text = (own / "programme.toml").read_text(encoding="utf-8")
    (own / "programme.toml").write_text(_PAPERS.sub(_WORD_ALONE, text), encoding="utf-8")
