"""Pictures in letters: they stand where their name stands, as wide as they should, and the bytes stay the same."""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from qtdocs.render.charts import Bar, bars_chart, picture
from qtdocs.render.letters import Picture, letter


@pytest.fixture(name="template")
def template_of_pictures(monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "tools"))
    make_letters = importlib.import_module("make_letters")
    body = [make_letters.steer("for row in rows"), make_letters.text("{{ row.name }}{{ row.chart }}")]
    made: bytes = make_letters.make("图", [*body, make_letters.steer("endfor")])
    sys.modules.pop("make_letters")
    return made


def test_pictures_stand_where_their_names_stand(template: bytes) -> None:
    image = picture(bars_chart([Bar(label="甲", value=1, most=2)], legend=""), dots_per_inch=72)
    rows = [{"name": "a<b", "chart": Picture(data=image, width=120)}, {"name": "乙", "chart": ""}]
    first = letter(template, {"rows": rows}, name="图.docx")
    paper = Document(io.BytesIO(first))
    assert [paragraph.text for paragraph in paper.paragraphs] == ["a<b", "乙"]
    assert [shape.width for shape in paper.inline_shapes] == [Mm(120)]
    assert first == letter(template, {"rows": rows}, name="图.docx")
