"""Entries moved by people over a whole small season: all or none, out of the outputs where it is over, and provable."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from qtdocs import pipeline
from qtdocs.cli import main_group
from qtdocs.errors import UsageError
from samples.papers import zhejiang
from samples.people import BRIDGE, FORMWORK, SURVEY
from tests.notices import ask_for_word_alone

TODAY = datetime.date(2026, 5, 6)
SURVEYORS, CARPENTERS, WELDERS = "班0001", "班0002", "班0003"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A season of three teams; the welders report an accident."""
    home = tmp_path_factory.mktemp("season")
    inbox = home / "收件"
    inbox.mkdir()
    for name, values in (
        ("测量.docx", SURVEY.application()),
        ("木工.docx", FORMWORK.application()),
        ("焊接.docx", {**BRIDGE.application(), "accidents": "1"}),
    ):
        (inbox / name).write_bytes(zhejiang(values))
    ask_for_word_alone(home / "工作区")
    pipeline.run([inbox], programme="浙江", out=home / "工作区", today=TODAY)
    return home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season / "工作区", tmp_path / "工作区")
    return pipeline.find(tmp_path / "工作区")


def move(place: pipeline.Workspace, *words: str, because: str = "", who: str = "王敏") -> tuple[str, ...]:
    """Moves entries; gives what was shown before."""
    *numbers, after = words
    plan = pipeline.move_planned(place, numbers, after, who=who, because=because)
    pipeline.moved(place, numbers, after, who=who, because=because, today=TODAY, plan=plan)
    return plan.lines


def typed(place: pipeline.Workspace, *words: str, answer: str = "") -> Result:
    """The command as a clerk types it."""
    return CliRunner().invoke(main_group, ["move", *words, "-w", str(place.home)], input=answer)


def listed(place: pipeline.Workspace) -> list[dict[str, Any]]:
    return [json.loads(line) for line in pipeline.entries_listed(place, as_json=True)]


def states(place: pipeline.Workspace) -> dict[str, str]:
    return {each["entry_no"]: each["state"] for each in listed(place)}


def test_several_entries_are_moved_at_once(place: pipeline.Workspace) -> None:
    told = move(place, SURVEYORS, "班０００２", "初选合格")  # full-width digits are the same number
    assert [line for line in told if not line.startswith(" ")] == [
        "班0001　绍兴镜禾路桥有限公司　测量一班：收到 → 初选合格",
        "班0002　温州砚瓯建筑工程有限公司　木工（模板）班组：收到 → 初选合格",
    ]
    assert states(place) == {SURVEYORS: "初选合格", CARPENTERS: "初选合格", WELDERS: "收到"}
    assert pipeline.ledger_verified(place).startswith("台账完好")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((SURVEYORS, "评审"), "测量一班现在是收到，不能改成评审，可以改成：待补正、初选合格、淘汰、取消资格、撤回。"),
        ((SURVEYORS, "淘汰"), "测量一班从收到改成淘汰，这样改要写理由（--because）"),
        ((SURVEYORS, "收到"), "测量一班已经是收到"),
        ((SURVEYORS, "合格"), "没有“合格”这个状态"),
        (("班0009", "淘汰"), "没有编号是“班0009”的班组"),
        (("初选合格",), "没有写班组编号"),
    ],
)  # fmt: skip
def test_move_that_cannot_be_made_is_refused_with_what_can(
    place: pipeline.Workspace, words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        move(place, *words)
    assert said in str(refused.value)


def test_one_that_cannot_be_moved_stops_all(place: pipeline.Workspace) -> None:
    move(place, SURVEYORS, "初选合格")
    with pytest.raises(UsageError):
        move(place, CARPENTERS, SURVEYORS, "初选合格")
    assert states(place)[CARPENTERS] == "收到"


def test_nobody_moves_anything_without_a_name(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError):
        move(place, SURVEYORS, "初选合格", who=" ")


def test_doubts_about_the_register_stay_in_the_ledger_whatever_is_said_of_entries(place: pipeline.Workspace) -> None:
    book = openpyxl.load_workbook(place.register)
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    sheet.cell(sheet.max_row + 1, heads["收到日期"]).value = "前天"
    book.save(place.register)

    def told() -> list[object]:
        written = openpyxl.load_workbook(place.home / "台账.xlsx")["问题"]
        return [row[7] for row in written.iter_rows(min_row=2, values_only=True) if row[7] == "register-unclear"]

    move(place, SURVEYORS, "初选合格")
    assert told() == ["register-unclear"]
    move(place, CARPENTERS, "淘汰", because="没有盖章")
    assert told() == ["register-unclear"]


def test_dry_run_changes_nothing(place: pipeline.Workspace) -> None:
    before = (place.data / "台账.sqlite3").read_bytes(), (place.home / "台账.xlsx").read_bytes()
    told = typed(place, SURVEYORS, "淘汰", "--because", "材料是往年的", "--by", "王敏", "--dry-run")
    assert told.output.splitlines()[-1] == "只是看看，什么也没有写。"
    assert states(place)[SURVEYORS] == "收到"
    assert ((place.data / "台账.sqlite3").read_bytes(), (place.home / "台账.xlsx").read_bytes()) == before


def test_way_back_needs_a_reason(place: pipeline.Workspace) -> None:
    move(place, SURVEYORS, "初选合格")
    with pytest.raises(UsageError):
        move(place, SURVEYORS, "收到")
    move(place, SURVEYORS, "收到", because="编号看错了")
    assert states(place)[SURVEYORS] == "收到"


ACCIDENT = "“年质量、安全事故”填的是 1"


def test_passing_an_entry_with_errors_needs_a_reason_and_says_what_is_open(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError) as refused:
        move(place, WELDERS, "初选合格")
    assert f"还有 1 条错误，改成初选合格要写理由（--because）：{ACCIDENT}。" in str(refused.value)
    told = move(place, WELDERS, "初选合格", because="另有证明")
    assert told[1:] == (
        f"    错误：{ACCIDENT}。",
        f"    规定查不了 4 条：V05、V07、V13、V19（见 qtdocs verdicts {WELDERS}）。",
    )
    assert states(place)[WELDERS] == "初选合格"


@pytest.mark.parametrize(
    ("words", "answer", "after"),
    [((), "y", "初选合格"), ((), "n", "收到"), ((), "", "收到"), (("--yes",), "", "初选合格")],
)
def test_passing_an_entry_of_which_something_is_open_is_asked_for(
    place: pipeline.Workspace, words: tuple[str, ...], answer: str, after: str
) -> None:
    told = typed(place, SURVEYORS, "初选合格", "--by", "王敏", *words, answer=answer)
    assert told.output.splitlines()[1].startswith("    规定查不了 ")
    assert ("以上 1 个班组还有没了结的，仍改成初选合格，确定吗？" in told.output) is not bool(words)
    assert states(place)[SURVEYORS] == after


def test_move_is_refused_where_the_ledger_is_not_what_was_shown(place: pipeline.Workspace) -> None:
    said = {"who": "王敏", "because": ""}
    plan = pipeline.move_planned(place, [SURVEYORS], "初选合格", **said)
    move(place, SURVEYORS, "待补正")
    with pytest.raises(UsageError):
        pipeline.moved(place, [SURVEYORS], "初选合格", today=TODAY, plan=plan, **said)
    assert states(place)[SURVEYORS] == "待补正"


def test_what_is_over_leaves_every_output_but_the_ledger(place: pipeline.Workspace) -> None:
    sheets = place.home / "评价表"
    assert len(list(sheets.iterdir())) == 2
    move(place, SURVEYORS, "撤回", because="单位来函")
    assert [path.name for path in sheets.iterdir() if "测量一班" in path.name] == []
    assert in_workbook(place.home / "推荐汇总表.xlsx", "测量一班") == 0
    assert in_workbook(place.home / "台账.xlsx", "测量一班") > 0
    move(place, CARPENTERS, "取消资格", because="经查实")  # nobody is left without an error
    assert sorted(path.name for path in place.home.glob("*.*")) == [
        "人工核查表.xlsx", "台账.xlsx", "工作区.toml", "推荐汇总表.xlsx", "收件登记.xlsx",
    ]  # fmt: skip
    move(place, SURVEYORS, "收到", because="又不撤了")
    assert (place.home / "光荣册.docx").exists()
    assert in_workbook(place.home / "推荐汇总表.xlsx", "测量一班") == 1


def in_workbook(path: Path, text: str) -> int:
    book = openpyxl.load_workbook(path)
    return sum(value == text for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def test_new_version_after_the_decision_is_told_until_somebody_looked(
    place: pipeline.Workspace, season: Path, tmp_path: Path
) -> None:
    move(place, SURVEYORS, "初选合格")
    inbox = tmp_path / "又来"
    inbox.mkdir()
    (inbox / "测量 更正.docx").write_bytes(zhejiang({**SURVEY.application(), "headcount": "19"}))
    pipeline.collect_into(place, [inbox], today=TODAY)
    entry = listed(place)[0]
    assert "changed-since-decision" in entry["findings"]
    assert (entry["proposed"], entry["why"]) == ("先核对", "定了以后又来了新材料")
    told = move(place, SURVEYORS, "初选合格")
    assert told[0] == "班0001　绍兴镜禾路桥有限公司　测量一班：仍为初选合格（看过新来的材料）"
    assert "changed-since-decision" not in listed(place)[0]["findings"]


def test_proposals_are_listed_and_accepted(place: pipeline.Workspace) -> None:
    lines = list(pipeline.proposals_listed(place, [WELDERS]))
    assert lines[0].startswith("班0003　台州屿恒钢构有限公司　桥梁焊接班：收到 → ")
    assert states(place)[WELDERS] == "收到"


def test_what_the_program_would_end_is_never_accepted_for_many(place: pipeline.Workspace) -> None:
    [line, _] = pipeline.proposals_listed(place, [WELDERS])
    assert "收到 → 淘汰（" in line  # the notice allows nothing to be mended
    with pytest.raises(UsageError):
        pipeline.proposals_accepted(place, [WELDERS], who="王敏", today=TODAY, dry_run=False)
    assert states(place)[WELDERS] == "收到"


def test_proposals_are_accepted_and_what_is_left_is_told(place: pipeline.Workspace) -> None:
    pipeline.mending_permitted(place, allowed=True, who="王敏", why="秘书处同意")
    told = pipeline.proposals_accepted(place, [], who="王敏", today=TODAY, dry_run=False).splitlines()
    assert told[0] == "班0003　台州屿恒钢构有限公司　桥梁焊接班：收到 → 待补正"
    assert [line[:5] for line in told[2:4]] == [SURVEYORS, CARPENTERS]  # to be looked at first
    assert states(place) == {SURVEYORS: "收到", CARPENTERS: "收到", WELDERS: "待补正"}


def test_moves_stand_in_the_history_with_their_reason(place: pipeline.Workspace) -> None:
    move(place, SURVEYORS, "撤回", because="单位来函")
    told = [json.loads(line) for line in pipeline.history_shown(place, SURVEYORS, as_json=True)]
    assert [(each["what"], each["who"]) for each in told if "状态" in each["what"]] == [
        ("状态：收到 → 撤回（单位来函）", "王敏")
    ]
