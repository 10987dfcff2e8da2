"""A whole inbox: everything given is accounted for, everything written is whole, and nobody's work is overwritten."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import nameless
import openpyxl
import pytest

from qtdocs import pipeline, readers
from qtdocs.errors import UsageError
from qtdocs.model.document import Document
from samples.papers import zhejiang
from samples.people import WATER
from tests.notices import ask_for_word_alone

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "samples" / "inbox"
TODAY = datetime.date(2026, 5, 6)
OUTPUTS = ("光荣册.docx", "台账.xlsx", "推荐汇总表.xlsx", "证书.pdf")
WORKSPACE = ("人工核查表.xlsx", "工作区.toml", "收件登记.xlsx")


def run(out: Path, *paths: Path, programme: str = "浙江") -> pipeline.Report:
    return pipeline.run(paths or (INBOX,), programme=programme, out=out, today=TODAY)


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, but for the ledger's own data."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and folder / "数据" not in path.parents)
    return {path.relative_to(folder).as_posix(): nameless.digest_of(path) for path in files}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pipeline.Report]:
    out = tmp_path_factory.mktemp("season")
    return out, run(out)


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def column(path: Path, sheet: str, head: str) -> list[object]:
    table = rows(path, sheet)
    start = next(number for number, row in enumerate(table) if head in row)
    place = table[start].index(head)
    return [row[place] for row in table[start + 1 :] if row[place] is not None]


def test_every_output_is_there(season: tuple[Path, pipeline.Report]) -> None:
    out, report = season
    assert sorted(path.name for path in out.iterdir() if path.is_file()) == sorted(
        (*OUTPUTS, "相同段落.xlsx", *WORKSPACE)
    )
    assert len(list((out / "评价表").iterdir())) == 4
    assert report.worst == "unread"
    for name in OUTPUTS:
        assert name in report.summary


def test_every_file_given_is_in_the_overview_exactly_once(season: tuple[Path, pipeline.Report]) -> None:
    given = sorted(path.relative_to(INBOX).as_posix() for path in INBOX.rglob("*") if path.is_file())
    listed = [str(value) for value in column(season[0] / "台账.xlsx", "总览", "文件")]
    assert sorted(listed) == given


def test_the_overview_adds_up(season: tuple[Path, pipeline.Report]) -> None:
    outcomes = [str(value) for value in column(season[0] / "台账.xlsx", "总览", "结果")]
    counted = {name: outcomes.count(name) for name in ("申报表等表格", "其他材料", "跳过", "未能读取", "邮件和压缩包")}
    said = "、".join(f"{name} {number}" for name, number in counted.items())
    assert f"收到文件 {len(outcomes)} 份：{said}。" in season[1].summary
    assert sum(counted.values()) == len(outcomes)


def test_same_inbox_gives_the_same_bytes(season: tuple[Path, pipeline.Report]) -> None:
    again = season[0].parent / "again"
    run(again)
    first, second = digests(season[0]), digests(again)
    assert first == second  # 台账 holds the way to the sources too, the same from a neighbour folder


def test_inputs_are_never_changed(tmp_path: Path) -> None:
    before = digests(INBOX)
    run(tmp_path / "out")
    assert digests(INBOX) == before


def test_ledger_changed_by_hand_is_kept_and_the_new_one_stands_beside(tmp_path: Path) -> None:
    form = INBOX / "嘉兴市建筑业协会" / "泵闸运维班.docx"
    run(tmp_path, form)
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    book["班组"]["A1"] = "干事手改"
    book.save(tmp_path / "台账.xlsx")
    by_hand = (tmp_path / "台账.xlsx").read_bytes()
    for _ in range(2):
        report = run(tmp_path, form)
        assert (tmp_path / "台账.xlsx").read_bytes() == by_hand
        assert sorted(path.name for path in tmp_path.glob("台账*")) == ["台账 (2).xlsx", "台账.xlsx"]
        assert "台账 (2).xlsx" in report.summary


def test_score_sheets_that_get_another_number_go_but_those_changed_by_hand_stay(tmp_path: Path) -> None:
    ask_for_word_alone(tmp_path)
    run(tmp_path, INBOX / "嘉兴市建筑业协会")
    first, second = sorted((tmp_path / "评价表").iterdir())
    with zipfile.ZipFile(second, "a") as package:
        package.writestr("note.txt", "评委的字")
    run(tmp_path, INBOX / "宁波市建筑业协会")
    names = sorted(path.name for path in (tmp_path / "评价表").iterdir())
    assert len(names) == 5  # two of each association, in the programme's order, and the one that was changed
    assert first.name not in names
    assert second.name in names


def test_what_was_collected_stays_when_the_inbox_is_emptied(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / FORM.name).write_bytes(FORM.read_bytes())
    run(tmp_path / "out", inbox)
    before = digests(tmp_path / "out")
    (inbox / FORM.name).unlink()
    assert run(tmp_path / "out", inbox).summary.startswith("没有新的材料。")
    assert digests(tmp_path / "out") == before


def test_our_outputs_inside_the_inbox_are_not_read_as_papers(tmp_path: Path) -> None:
    form = INBOX / "嘉兴市建筑业协会" / "泵闸运维班.docx"
    (tmp_path / form.name).write_bytes(form.read_bytes())
    first, second = (run(tmp_path / "out", tmp_path).summary.split("\n", 1) for _ in range(2))
    assert first[0].startswith("这次新收到 1 份") and second[0] == "没有新的材料。"
    assert first[1] == second[1]


def test_programme_without_published_criteria_gets_no_score_sheets(tmp_path: Path) -> None:
    blank = ROOT / "forms" / "cacem-2026" / "registration.docx"
    report = run(tmp_path, blank, programme="中施企协")
    assert not (tmp_path / "评价表").exists()
    assert "没有公布评价标准" in report.summary


def test_files_that_cannot_be_read_are_findings_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = INBOX / "嘉兴市建筑业协会" / "泵闸运维班.docx"
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    (tmp_path / "b.docx").write_bytes(good.read_bytes())
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7\n" + b"\xff" * 500)
    papers = list(pipeline.read_papers([tmp_path], pipeline.open_shelf(), today=TODAY))
    assert [paper.outcome for paper in papers] == ["unread", "form", "unread"]
    assert [[each.code for each in paper.findings] for paper in papers] == [["file-damaged"], [], ["file-damaged"]]


def read_breaking(data: bytes, *, name: str) -> Document:
    """A reader with a mistake of its own, as any library may have."""
    raise RecursionError(name)


def test_a_mistake_of_a_reader_is_a_finding_without_names_or_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = pipeline.open_shelf()
    monkeypatch.setitem(readers.READERS, "docx", (__name__, "read_breaking"))
    papers = list(pipeline.read_papers([INBOX / "嘉兴市建筑业协会"], desk, today=TODAY))
    crashed = [finding for paper in papers for finding in paper.findings if finding.code == "file-crashed"]
    assert len(crashed) == 5
    assert "RecursionError" in crashed[0].message


FORM = INBOX / "嘉兴市建筑业协会" / "泵闸运维班.docx"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_names_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    raw = (
        "泵闸.docx".encode("gb18030"),
        b"a\x01b\x1b\xef\xbf\xbf.docx",
        ("长" * 83).encode() + b".docx",
        b"\xff\n.docx",
    )
    for number, name in enumerate(raw):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_bytes(FORM.read_bytes() + b"\0" * number)
    report = run(tmp_path / "out", inbox)
    assert "收到文件 4 份" in report.summary
    listed = [str(value) for value in column(tmp_path / "out" / "台账.xlsx", "总览", "文件")]
    assert sorted(listed) == sorted(["泵闸.docx", "ab.docx", "长" * 83 + ".docx", "� .docx"])


def test_file_that_breaks_while_it_is_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "坏盘.docx").symlink_to("/proc/self/mem")
    (tmp_path / "好.docx").write_bytes(FORM.read_bytes())
    (tmp_path / "走.docx").write_bytes(FORM.read_bytes())
    reading = pipeline.read_papers([tmp_path], pipeline.open_shelf(), today=TODAY)
    (tmp_path / "走.docx").unlink()
    papers = list(reading)
    assert [(paper.attachment.name, paper.outcome) for paper in papers] == [
        ("坏盘.docx", "unread"),
        ("好.docx", "form"),
        ("走.docx", "unread"),
    ]
    assert [paper.findings[0].code for paper in papers if paper.outcome == "unread"] == ["file-damaged"] * 2
    assert "被移走" in papers[2].findings[0].message


def test_missing_path_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        run(tmp_path / "out", tmp_path / "没有")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", [".", "..", "out"])
def test_outputs_may_lie_in_or_above_or_below_the_inbox(tmp_path: Path, out: str) -> None:
    inbox = tmp_path / "home" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / FORM.name).write_bytes(FORM.read_bytes())
    (inbox / "推荐汇总表.xlsx").write_bytes((ROOT / "forms" / "zhejiang-2026" / "nomination-summary.xlsx").read_bytes())
    first, second = (run(inbox / out, inbox).summary.split("\n", 1) for _ in range(2))
    assert "收到文件 2 份：申报表等表格 2、" in first[1]
    assert second == ["没有新的材料。", first[1]]


def test_what_this_run_does_not_make_is_swept_away(tmp_path: Path) -> None:
    ask_for_word_alone(tmp_path)
    run(tmp_path, FORM)
    assert names_in(tmp_path) == sorted(OUTPUTS + WORKSPACE)
    (tmp_path / "证书 备份.pdf").write_bytes((tmp_path / "证书.pdf").read_bytes())
    (tmp_path / "评价表.docx").write_bytes(b"not ours")
    (tmp_path.parent / "第二份.docx").write_bytes(zhejiang({**WATER.application(), "contact": ""}))
    run(tmp_path, tmp_path.parent / "第二份.docx")  # the same team, and nobody can tell which form holds
    assert names_in(tmp_path) == sorted((*WORKSPACE, "台账.xlsx", "推荐汇总表.xlsx", "证书 备份.pdf", "评价表.docx"))
    assert not (tmp_path / "评价表").exists()


def test_same_relative_names_below_two_folders_are_two_files_with_two_links(tmp_path: Path) -> None:
    for number, folder in enumerate(("一收", "二收")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.docx").write_bytes(FORM.read_bytes() + b"\0" * number)
    run(tmp_path / "out", tmp_path / "一收", tmp_path / "二收")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "台账.xlsx")["总览"]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    digest = {
        folder: hashlib.sha256((tmp_path / folder / "表.docx").read_bytes()).hexdigest() for folder in ("一收", "二收")
    }
    assert links == {
        f"{folder}/表.docx": f"数据/原件/{each[:2]}/{each}.docx" for folder, each in digest.items()
    }  # originals are opened from the store, wherever the inbox goes


def renamed(path: Path, team: str) -> bytes:
    """The form with another team's name in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(FORM) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            made.writestr(name, package.read(name).replace(FORM.stem.encode(), team.encode()))
    path.write_bytes(target.getvalue())
    return target.getvalue()


def test_team_without_a_certificate_is_told_by_name_in_its_row_and_as_a_finding(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    endless = "跨海大桥维护保养与应急抢险机械设备操作综合" * 12 + "班"
    for name, team in (
        ("1.docx", "泵闸一班"),
        ("2.docx", endless),
        ("3.docx", "泵\U000e01a0闸\U00102345班"),
        ("4.docx", "测量一班 测量二班"),
    ):
        renamed(inbox / name, team)
    ask_for_word_alone(tmp_path / "out")
    report = run(tmp_path / "out", inbox)
    ledger = tmp_path / "out" / "台账.xlsx"
    told = {row[7]: row[1] for row in rows(ledger, "问题") if row[7] in {"text-overflow", "glyph-missing"}}
    assert told == {"text-overflow": "2.docx", "glyph-missing": "3.docx"}
    results = dict(zip(column(ledger, "班组", "来源文件"), column(ledger, "班组", "检查结果"), strict=True))
    assert (results["1.docx"], results["3.docx"]) == ("无问题", "有错误")
    assert "4.docx 的单位或班组名称未定，没有列入光荣册和证书。" in report.summary


def test_our_unchanged_outputs_elsewhere_in_the_inbox_are_skipped_and_listed(tmp_path: Path) -> None:
    team = sorted((INBOX / "嘉兴市建筑业协会").glob("泵闸运维班*"))
    run(tmp_path / "收件" / "上次结果", *team)
    report = run(tmp_path / "结果", tmp_path / "收件")
    assert "申报表等表格 0、其他材料 0、跳过 9、未能读取 0" in report.summary


@pytest.mark.skipif(shutil.which("chattr") is None or os.geteuid() != 0, reason="只有 root 能让一个文件换不掉")
def test_output_that_is_open_elsewhere_is_left_and_the_new_one_stands_beside(tmp_path: Path) -> None:
    run(tmp_path, FORM)
    before = (tmp_path / "台账.xlsx").read_bytes()
    # as on Windows, where nobody can replace a workbook that Excel has open
    locked = [tmp_path / "台账.xlsx", tmp_path / "收件登记.xlsx"]
    if subprocess.run(["chattr", "+i", *locked], check=False, capture_output=True).returncode:
        pytest.skip("这个文件系统没有 chattr +i")
    try:
        report = run(tmp_path, INBOX / "宁波市建筑业协会")
    finally:
        subprocess.run(["chattr", "-i", *locked], check=True)
    assert (tmp_path / "台账.xlsx").read_bytes() == before
    assert "台账.xlsx 正被打开，写不进去；新的写成 台账 (2).xlsx" in report.summary
    assert "受理编号没有写回收件登记.xlsx" in report.summary
    assert len(rows(tmp_path / "台账 (2).xlsx", "班组")) == 5  # the head, two forms, the photograph, and the one before
