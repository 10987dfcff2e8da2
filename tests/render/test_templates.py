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


def test_ornament_is_what_its_maker_draws() -> None:
    maker = runpy.run_path(str(ROOT / "tools" / "draw_ornament.py"))
    parts = [*maker["watermark"](), *maker["bands"](), *maker["frames"](), *maker["corners"](), *maker["rule"]()]
    assert (BASE / "certificate-classic.svg").read_text(encoding="utf-8").splitlines()[2:-1] == parts


def test_word_template_keeps_the_order_that_word_asks_for() -> None:
    with zipfile.ZipFile(BASE / "honour-roll.docx") as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith(("word/document", "word/header"))]
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = ORDER.get(etree.QName(element).localname, ())
            names = [etree.QName(child).localname for child in element]
            if order:
                assert names == sorted(names, key=order.index)


def test_certificate_refers_to_nothing_outside_its_folder() -> None:
    text = (BASE / "certificate-classic.html").read_text(encoding="utf-8")
    style = (BASE / "certificate-classic.css").read_text(encoding="utf-8")
    assert "://" not in text + style
    assert "url(" not in style
