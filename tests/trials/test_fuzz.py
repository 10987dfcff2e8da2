"""Forms with bytes turned over or cut away: each ends with an outcome, and nothing ever crashes.

``make test-fuzz`` tries two thousand, the everyday tests a few; always the same ones.
"""

from __future__ import annotations

import datetime
import io
import os
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import clerk
import mails
import pytest

from qtdocs import pipeline
from qtdocs.checks import RULES
from samples.papers import as_workbook, saved

TODAY = datetime.date(2026, 5, 6)
TRIALS = int(os.environ.get("QTDOCS_FUZZ", "60"))
BATCH = 100
FORMATS = clerk.ROOT / "samples" / "formats"
SAMPLES = (
    "02-rows-added.docx", "13-ticks-form-boxes.docx", "14-text-boxes-and-page-header.docx", "17-changes-pending.docx",
    "11-date-serial.xlsx", "18-own-layout.xlsx", "19-totals-and-blank-rows.xlsx",
)  # fmt: skip
HOLDERS = ("eml", "zip", "msg", "mbox")


@cache
def seeds() -> dict[str, bytes]:
    """Sound files of every kind, by a name of their own."""
    found = {name: (FORMATS / name).read_bytes() for name in SAMPLES}
    for suffix in ("pdf", "doc", "wps", "xls", "et", "odt", "ods", "zip"):
        path = next(path for path in sorted(FORMATS.glob(f"*.{suffix}")) if not path.name.startswith("23-really"))
        found[path.name] = path.read_bytes()
    form, package = clerk.form(1), io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("申报表.docx", form)
        archive.writestr("说明.txt", "说明".encode("gb18030"))
    found["表.html"] = html_of(clerk.team(2)).encode()
    found["表.docx"] = form
    found["表.xlsx"] = saved(as_workbook(form))
    found["信.eml"] = clerk.mail(3, mails.text_part("请查收"))
    found["包.zip"] = package.getvalue()
    found["信箱.mbox"] = mails.mailbox(clerk.mail(4), clerk.mail(5))
    return found


def html_of(values: dict[str, str]) -> str:
    rows = "".join(f"<tr><td>{key}</td><td colspan=2>{value}</td></tr>" for key, value in values.items())
    return f"<html><head><meta charset=utf-8></head><body><h1>申报表</h1><table>{rows}</table></body></html>"


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some turned over, cut away, doubled or overwritten."""
    made = bytearray(data)
    way = chance.choice(("flip", "flip", "flip", "many", "cut", "hole", "zero", "double", "head"))
    place = chance.randrange(len(made))
    if way == "flip":
        made[place] ^= 1 << chance.randrange(8)
    elif way == "many":
        for _ in range(chance.randrange(2, 60)):
            made[chance.randrange(len(made))] = chance.randrange(256)
    elif way == "cut":
        del made[place:]
    elif way == "hole":
        del made[place : place + chance.randrange(1, 500)]
    elif way == "zero":
        made[place : place + 64] = bytes(len(made[place : place + 64]))
    elif way == "double":
        made[place:place] = made[place : place + chance.randrange(1, 2_000)]
    else:
        made[chance.randrange(min(64, len(made)))] = chance.randrange(256)
    return bytes(made)


def unpacked_and_broken(data: bytes, chance: random.Random) -> bytes:
    """An Office file of which one part is broken, packed rightly again: what no checksum catches."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([name for name, content in parts.items() if content])
    parts[name] = broken(parts[name], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return target.getvalue()


def trials() -> Iterator[tuple[str, bytes]]:
    """The broken files, each by a name that says which it is."""
    kinds = sorted(seeds())
    for number in range(TRIALS):
        chance = random.Random(f"fuzz {number}")
        name = kinds[number % len(kinds)]
        data = seeds()[name]
        inside = data.startswith(b"PK") and chance.random() < 0.6
        made = unpacked_and_broken(data, chance) if inside else broken(data, chance)
        yield f"{number:04}-{name}", made


@pytest.mark.parametrize("start", range(0, TRIALS, BATCH))
def test_broken_file_has_an_outcome_and_crashes_nothing(tmp_path: Path, start: int) -> None:
    given = list(islice(trials(), start, start + BATCH))
    for name, data in given:
        (tmp_path / name).write_bytes(data)
    outcomes: dict[str, list[str]] = {}
    crashed, untold = [], []
    for look in pipeline.looks((tmp_path,), today=TODAY):
        findings = [finding for part in look.reading.parts for finding in part.findings]
        outcomes.setdefault(look.file.name.partition("!")[0], []).append(look.reading.outcome)
        crashed += [(look.file.name, each.message) for each in findings if each.code == "file-crashed"]
        if look.reading.outcome == "unread" and not (findings and findings[0].code in RULES and findings[0].advice):
            untold.append(look.file.name)
    print(Counter(outcome for several in outcomes.values() for outcome in several))
    assert (crashed, untold) == ([], [])
    assert {outcome for several in outcomes.values() for outcome in several} <= {"form", "other", "unread", "skipped"}
    # What was opened and turned out to hold nothing is no paper; everything else is told of.
    missing = {name for name, _ in given} - outcomes.keys()
    assert [name for name in missing if name.rpartition(".")[2] not in HOLDERS] == []


def test_broken_mails_and_archives_are_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    given = [(name, data) for name, data in trials() if name.rpartition(".")[2] in HOLDERS]
    for name, data in given:
        (tmp_path / "inbox" / name).write_bytes(data)
    place = pipeline.new(tmp_path / "活动", programme=clerk.PROGRAMME)
    report = pipeline.collect_into(place, (tmp_path / "inbox",), today=TODAY)
    listed = clerk.texts_of(tmp_path / "活动" / "台账.xlsx")
    copies = {name for name, _ in given} - set(listed)
    assert copies == set(), report.summary
    assert "file-crashed" not in listed
    assert pipeline.ledger_verified(place).startswith("台账完好：")
    assert clerk.passing_names(tmp_path / "活动") == []
