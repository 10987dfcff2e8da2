"""The shipped templates are what their makers make, and travel whole."""

from __future__ import annotations

import runpy
import zipfile
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[2]
BASE = ROOT / "templates" / "_base"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    "rPr": ("rStyle", "rFonts", "b", "i", "noProof", "color", "spacing", "sz", "szCs", "lang"),
    "pPr": ("pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "rPr", "sectPr"),
}


def test_ornaments_are_what_their_maker_draws() -> None:
    for name, lines in runpy.run_path(str(ROOT / "tools" / "draw_ornament.py"))["drawings"]().items():
        assert (BASE / name).read_text(encoding="utf-8").splitlines() == lines


def test_word_template_keeps_the_order_that_word_asks_for() -> None:
    with zipfile.ZipFile(BASE / "honour-roll.docx") as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith(("word/document", "word/header"))]
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = ORDER.get(etree.QName(element).localname, ())
            names = [etree.QName(child).localname for child in element]
            if order:
                assert names == sorted(names, key=order.index)


def test_certificates_refer_to_nothing_outside_their_folder() -> None:
    parts = [path.read_text(encoding="utf-8") for path in BASE.glob("certificate-*.[hc]*")]
    assert len(parts) >= 2
    assert [part for part in parts if "://" in part or "url(" in part] == []
