"""A mailbox as it is exported after the deadline: everything in it is accounted for, whatever the order."""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nameless
import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.pipeline.account import Account, account_of
from samples.mailbox import contents

SAMPLES = Path(__file__).parents[2] / "samples"
MAILBOX = SAMPLES / "mailbox"
STICK = "嘉兴U盘"
TODAY = datetime.date(2026, 4, 29)
LATE = {True: "迟交", False: "按时", None: "无法核对"}


def collected(home: Path, *paths: Path) -> tuple[pipeline.Workspace, pipeline.Report]:
    """A new workspace with the clerk's register and what lies below some paths."""
    place = pipeline.new(home, programme="zhejiang-2026")
    shutil.copy(SAMPLES / "mailbox-收件登记.xlsx", place.register)
    return place, pipeline.collect_into(place, paths, today=TODAY)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[pipeline.Workspace, pipeline.Report]:
    return collected(tmp_path_factory.mktemp("season") / "工作区", MAILBOX)


def account(place: pipeline.Workspace) -> Account:
    with place.ledger() as ledger:
        return account_of(ledger, shelf.load_programme(place.programme))


def told(place: pipeline.Workspace) -> str:
    """What ``entries`` and ``parcels`` say, and what they leave to the ledger's sheets, line by line."""
    entries = (line for text in pipeline.entries_listed(place, as_json=True) for line in entry_lines(json.loads(text)))
    parcels = (line for text in pipeline.parcels_listed(place, as_json=True) for line in parcel_lines(json.loads(text)))
    whole = account(place)
    loose = (f"{line.file}　{line.outcome}　{line.attachment.detail}" for line in whole.lines if line.parcel is None)
    rest = (f"{finding.severity} {finding.code}　{finding.file}" for finding in whole.findings)
    parts = {"班组": entries, "来件": parcels, "不属于哪一次来件": loose, "不属于哪个班组的问题": rest}
    return "\n\n".join("\n".join([f"【{head}】", *lines]) for head, lines in parts.items()) + "\n"


def entry_lines(entry: dict[str, Any]) -> Iterator[str]:
    head = (entry["entry_no"], entry["organisation_name"], entry["team_name"], entry["state"], entry["received_at"])
    yield "　".join((*head, LATE[entry["late"]]))
    for paper in entry["papers"]:
        version = "现行" if paper["current"] else "被替代"
        yield f"    {paper['kind']} {paper['medium']} {version}　{paper['file']}"
    if entry["findings"]:
        yield f"    问题　{'、'.join(entry['findings'])}"


def parcel_lines(parcel: dict[str, Any]) -> Iterator[str]:
    head = (parcel["parcel_no"], f"{parcel['clock']} {parcel['received_at']}", parcel["sender"])
    yield "　".join(str(each or "—") for each in (*head, parcel["subject"] or parcel["source"]))
    for file in parcel["attachments"]:
        yield f"    {file['media'] or '-'} {file['outcome']} {file['code'] or '-'}　{file['file']}"


def outputs(place: pipeline.Workspace) -> dict[str, str]:
    """The digest of every file that people see, and everything that the commands list."""
    files = {path.name: nameless.digest_of(path) for path in place.home.glob("*.*")}
    return {**files, "": told(place)}


def test_mailbox_is_read_as_expected(
    season: tuple[pipeline.Workspace, pipeline.Report], golden: Callable[[Path, str], None]
) -> None:
    golden(SAMPLES / "mailbox.expected.txt", told(season[0]))


def test_everything_that_the_mails_hold_is_accounted_for_once(
    season: tuple[pipeline.Workspace, pipeline.Report],
) -> None:
    held = [name for piece in contents() for name in (piece.name, *(f"{piece.name}!{way}" for way in piece.holds))]
    lines = account(season[0]).lines
    assert sorted(line.file for line in lines) == sorted(held)
    assert {line.outcome for line in lines} == {"form", "other", "skipped", "unread", "opened"}
    assert f"收到文件 {len(held)} 份" == season[1].summary.splitlines()[2].partition("：")[0]


def test_what_came_twice_is_one_document_and_two_arrivals(
    season: tuple[pipeline.Workspace, pipeline.Report],
) -> None:
    again = {line.file: line.again for line in account(season[0]).lines if line.again}
    assert again == {
        "09 补报钢筋加工班.eml!02 钢筋加工班申报表.docx": "08 更正：钢筋加工班申报表.eml!申报表(更正).docx"
    }


def test_correction_says_what_it_changed(season: tuple[pipeline.Workspace, pipeline.Report]) -> None:
    team = next(each for each in account(season[0]).teams if each.number == "班0002")
    assert [finding.message for finding in team.findings if finding.code == "entry-superseded"] == [
        "这一份已被“08 更正：钢筋加工班申报表.eml!申报表(更正).docx”替代（2026年4月14日 10:20收到，"
        "后一份2026年4月17日 10:42、2026年4月18日 09:03收到）。不同之处 3 处：“班组人数”由“22”改为“24”；"
        "“班组联系电话”由“13800001302”改为“13800001309”；“参与改进活动率%”由“95”改为“96”。"
    ]


def test_every_file_of_the_export_is_in_store_as_it_came(season: tuple[pipeline.Workspace, pipeline.Report]) -> None:
    stored = {line.attachment.sha256 for line in account(season[0]).lines}
    given = {hashlib.sha256(path.read_bytes()).hexdigest() for path in MAILBOX.rglob("*") if path.is_file()}
    assert given - stored == set()
    assert pipeline.ledger_verified(season[0]).partition("：")[0] == "台账完好"


def test_second_collect_brings_nothing_and_changes_nothing(
    season: tuple[pipeline.Workspace, pipeline.Report],
) -> None:
    place, _ = season
    before = outputs(place)
    report = pipeline.collect_into(place, [MAILBOX], today=TODAY)
    assert report.summary.splitlines()[0] == "没有新的材料。"
    assert outputs(place) == before


@pytest.mark.parametrize("seed", [1, 2])
def test_order_in_which_the_files_are_given_makes_no_difference(
    seed: int, season: tuple[pipeline.Workspace, pipeline.Report], tmp_path: Path
) -> None:
    stick = tmp_path / "收件"
    shutil.copytree(MAILBOX / STICK, stick / STICK)
    paths = [stick, *(path for path in MAILBOX.iterdir() if path.is_file())]
    random.Random(seed).shuffle(paths)
    place, _ = collected(tmp_path / "工作区", *paths)
    assert outputs(place) == outputs(season[0])
