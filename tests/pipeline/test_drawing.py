"""Experts drawn over a small season: from the workbook to the record, and every word that people said afterwards."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import Workbook

from qtdocs import pipeline, readers
from qtdocs.cli import main
from qtdocs.errors import LedgerError, UsageError
from qtdocs.ledger import standings
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.ballot import Ballot
from qtdocs.model.expert import Expert, PanelDraw
from qtdocs.pipeline.judging.changing import Word, entries_avoided, expert_declined
from qtdocs.pipeline.judging.draw_check import draws_verified
from qtdocs.pipeline.judging.drawing import experts_drawn
from qtdocs.pipeline.judging.draws import draws_of
from qtdocs.pipeline.judging.panels import panels_listed, panels_recorded
from qtdocs.pipeline.judging.planning import Wish
from qtdocs.pipeline.judging.pool_import import pool_blank, pool_imported, pool_listed
from qtdocs.pipeline.judging.seeds import seed_fixed, seeds_listed
from qtdocs.pipeline.workspace import Workspace
from samples.seasons import experts as invented
from samples.seasons.cast import Member
from tests.judging_season import judging_season

TODAY = datetime.date(2026, 5, 8)
SEED = "05121822"
RECORD = "评审/抽取记录_申报材料审核_第1次.docx"
HEADS = ("编号", "姓名", "单位", "声明回避", "能否任组长")


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Member, ...]]:
    home = tmp_path_factory.mktemp("season")
    _, members = judging_season(home, 6)
    return home, members


@pytest.fixture
def place(season: tuple[Path, tuple[Member, ...]], tmp_path: Path) -> Workspace:
    shutil.copytree(season[0] / "赛季", tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


@pytest.fixture
def members(season: tuple[Path, tuple[Member, ...]]) -> tuple[Member, ...]:
    return season[1]


def workbook(path: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (heads, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def house(number: int) -> str:
    return f"甲省{'子丑寅卯辰巳午未申酉戌亥'[number % 12] * 2}{'金木水火土'[number // 12] * 2}质量研究院"


def pool(place: Workspace, count: int = 8, **declared: str) -> list[str]:
    """A pool of independent experts, all of whom may lead."""
    rows = [
        (
            f"专{number:03d}",
            f"专{'甲乙丙丁戊己庚辛壬癸子丑'[number]}",
            house(number),
            declared.get(f"e{number}", ""),
            "能",
        )
        for number in range(count)
    ]
    return list(pool_imported(place, workbook(place.home / "库.xlsx", rows), who="王敏", dry_run=False))


def seed(place: Workspace, text: str = SEED, *, because: str = "", dry_run: bool = False) -> list[str]:
    return list(seed_fixed(
        place, text, stage="material", source="某日号码", who="王敏", because=because, dry_run=dry_run
    ))  # fmt: skip


def draw(place: Workspace, *, because: str = "", dry_run: bool = False, **wish: Any) -> list[str]:
    wanted = Wish(**{"groups": 2, "members": 1, **wish})
    told = experts_drawn(
        place, wanted, stage="material", who="王敏", because=because, today=TODAY, dry_run=dry_run
    )  # fmt: skip
    return list(told)


def decline(place: Workspace, expert: str, *, because: str = "出差", dry_run: bool = False, **word: bool) -> list[str]:
    said = Word(stage="material", who="王敏", because=because, **word)
    return list(expert_declined(place, expert, said, today=TODAY, dry_run=dry_run))


def avoid(place: Workspace, expert: str, *numbers: str, because: str = "亲属", undo: bool = False) -> list[str]:
    said = Word(stage="material", who="王敏", because=because, undo=undo)
    return list(entries_avoided(place, expert, numbers, said, today=TODAY, dry_run=False))


def panels(place: Workspace) -> list[dict[str, Any]]:
    return [json.loads(line) for line in panels_listed(place, stage="material", as_json=True)]


def seated(place: Workspace) -> list[list[str]]:
    return [[seat["expert"] for seat in panel["seats"]] for panel in panels(place)]


def now(place: Workspace) -> PanelDraw:
    with place.ledger() as ledger:
        return held(ledger, ActKind.DRAW, PanelDraw)[("material",)].value


def words(path: Path) -> str:
    document = readers.read(path.read_bytes(), name=path.name)
    return "\n".join(str(getattr(block, "text", "")) or "\n".join(block.lines()) for block in document.blocks)


def test_sample_pool_is_drawn_and_nobody_judges_the_own_house(place: Workspace, members: tuple[Member, ...]) -> None:
    path = place.home / "专家库.xlsx"
    path.write_bytes(invented.workbook(members, 24))
    told = list(pool_imported(place, path, who="王敏", dry_run=False))
    assert told[0] == "读到 24 名专家：新的 24 名，改的 0 名，一样的 0 名；表上没有了的 0 名。"
    seed(place)
    draw(place, members=2)
    with place.ledger() as ledger:
        people = {act.value.id: act.value for act in held(ledger, ActKind.EXPERT, Expert).values()}
    houses = {each.number: each for each in now(place).plan.entries}
    for panel in now(place).panels:
        for seat in panel.seats:
            judged = {houses[number].organisation for number in panel.entries if seat.expert in panel.judges_of(number)}
            assert people[seat.expert].organisation not in judged
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、0 次变动，全部一致。"
    assert pipeline.ledger_verified(place).startswith("台账完好")


def test_order_of_rows_in_the_pool_changes_nothing(place: Workspace, tmp_path: Path) -> None:
    rows = [("", f"专{sign}", house(number), "", "能") for number, sign in enumerate("甲乙丙丁戊己")]
    other = tmp_path / "另一个"
    shutil.copytree(place.home, other)
    found = []
    for home, order in ((place.home, rows), (other, rows[::-1])):
        here = pipeline.find(home)
        list(pool_imported(here, workbook(home / "库.xlsx", order), who="王敏", dry_run=False))
        seed(here)
        draw(here)
        found.append((seated(here), list(pool_listed(here, as_json=True))))
    assert found[0][1][0].startswith('{"id": "专001", "name": "专丁"')  # numbers follow the names
    assert [panel["pool_sha256"] for panel in panels(pipeline.find(other))] == [
        panel["pool_sha256"] for panel in panels(place)
    ]
    assert found[0][0] == found[1][0]


def test_import_shows_what_changes_and_the_same_again_changes_nothing(place: Workspace) -> None:
    pool(place, 3)
    assert pool(place, 3)[-1] == "与上次导入的一样，没有要改的。"
    rows = [
        ("专000", "专甲", "乙省新研究院", "", "否"),
        ("专002", "专丙", house(2), "", "能"),
        ("", "新人", house(30), "", "能"),
    ]
    path = workbook(place.home / "库.xlsx", rows)
    told = list(pool_imported(place, path, who="", dry_run=True))
    assert told[:4] == [
        "读到 3 名专家：新的 1 名，改的 1 名，一样的 1 名；表上没有了的 1 名。",
        f"  改：专000 专甲　单位：{house(0)} → 乙省新研究院；能否任组长：能 → 否",
        f"  去：专001 专乙（{house(1)}）",
        f"  新：专003 新人（{house(30)}）",
    ]
    assert [json.loads(line)["id"] for line in pool_listed(place, as_json=True)] == ["专000", "专001", "专002"]
    list(pool_imported(place, path, who="王敏", dry_run=False))
    assert [json.loads(line)["id"] for line in pool_listed(place, as_json=True)] == ["专000", "专002", "专003"]
    again = workbook(place.home / "库.xlsx", [*rows, ("", "又一人", house(31), "", "能")])
    list(pool_imported(place, again, who="王敏", dry_run=False))
    assert json.loads(list(pool_listed(place, as_json=True))[-1])["id"] == "专004"  # 专001 is somebody else's


def test_pool_with_a_mistake_is_not_taken_at_all(place: Workspace) -> None:
    path = workbook(
        place.home / "库.xlsx", [("专1", "张三", "甲公司", "", "能"), ("专2", "李四", "乙公司", "", "也许")]
    )
    with pytest.raises(UsageError) as refused:
        list(pool_imported(place, path, who="王敏", dry_run=False))
    assert str(refused.value).splitlines()[:2] == [
        "专家库有 1 处看不懂，什么也没有导入：",
        "  1. Sheet!E3 “也许”读不懂，能否任组长请写能或否。",
    ]
    with pytest.raises(UsageError, match="还没有专家库"):
        list(pool_listed(place, as_json=True))


def test_blank_pool_is_written_once(place: Workspace) -> None:
    assert pool_blank(place, None).startswith(f"已写好空的专家库：{place.home / '专家库.xlsx'}。")
    with pytest.raises(UsageError, match="已经有这个文件"):
        pool_blank(place, None)


def test_seed_is_fixed_once_and_replaced_with_a_reason_alone(place: Workspace) -> None:
    pool(place)
    assert seed(place, " ０５１２１８２２ ")[0] == "申报材料审核的种子：05121822（来源：某日号码）。"
    with pytest.raises(UsageError, match="不能随便换"):
        seed(place, "7")
    with pytest.raises(UsageError, match="种子已经是 05121822"):
        seed(place, because="再来")
    seed(place, "7", because="号码抄错了", dry_run=True)
    assert len(list(seeds_listed(place, stage="material"))) == 1
    seed(place, "7", because="号码抄错了")
    told = [line.partition("；")[0] for line in seeds_listed(place, stage="material")]
    assert told == ["已换　05121822（来源：某日号码", "现用　7（来源：某日号码"]
    draw(place)
    assert "本阶段的种子换过 1 次" in words(place.home / RECORD)
    assert "号码抄错了" in words(place.home / RECORD)


def test_draw_needs_a_seed_and_a_second_one_a_reason_and_something_new(place: Workspace) -> None:
    with pytest.raises(UsageError, match="还没有专家库"):
        draw(place)
    pool(place)
    with pytest.raises(UsageError, match="申报材料审核还没有定种子"):
        draw(place)
    seed(place)
    draw(place)
    with pytest.raises(UsageError, match="申报材料审核已经抽过 1 次"):
        draw(place)
    with pytest.raises(UsageError, match="再抽还是同样的结果"):
        draw(place, because="不满意")
    seed(place, "8", because="协会决定重抽")
    draw(place, because="协会决定重抽")
    record = words(place.home / "评审/抽取记录_申报材料审核_第2次.docx")
    assert "本阶段定过的种子 2 个，抽取 2 次，全部在此。" in record
    assert SEED in record
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 2 次抽取、0 次变动，全部一致。"


def test_dry_run_tells_whether_it_comes_out_and_not_who(place: Workspace) -> None:
    pool(place)
    seed(place)
    told = draw(place, dry_run=True)
    assert told[-1].startswith("抽得齐。")
    assert not any("专00" in line for line in told)
    with pytest.raises(UsageError, match="这个阶段还没有抽过专家"):
        panels(place)
    assert not (place.home / "评审").exists()


def test_pool_that_changed_after_its_seed_is_told_in_the_record(place: Workspace) -> None:
    pool(place, 7)
    seed(place)
    pool(place, 8)
    draw(place)
    assert "种子定下以后专家库改过 1 次" in words(place.home / RECORD)
    assert "（新 1、改 0、去 0）" in words(place.home / RECORD)


def test_record_holds_all_that_a_supervisor_signs(place: Workspace) -> None:
    pool(place, 6, e1="班0001、某某公司")
    seed(place)
    draw(place, bridges=1)
    text = words(place.home / RECORD)
    found = now(place)
    for wanted in (SEED, found.pool_hash, "抽取人：", "监督人：", "第1组（3 个班组）", "跨组评委", *found.order):
        assert wanted in text
    assert "专001 专乙声明回避的“某某公司”没有对上任何班组，请核对写法。" in text
    before = (place.home / RECORD).read_bytes()
    assert list(panels_recorded(place, stage="material"))[-1].startswith("抽取记录：")
    assert (place.home / RECORD).read_bytes() == before


def test_what_judging_makes_is_no_paper_of_an_applicant(place: Workspace) -> None:
    assert place.owns(place.home / RECORD)
    assert place.owns(place.home / "评审/收回/评分表.xlsx")
    assert place.owns(place.home / "专家库.xlsx")
    assert not place.owns(place.home / "来件/评审/申报表.docx")


def test_record_that_somebody_wrote_into_is_left_alone(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    path = place.home / RECORD
    paper = docx.Document(str(path))
    paper.add_paragraph("监督人意见")
    paper.save(str(path))
    changed = path.read_bytes()
    told = decline(place, seated(place)[0][0])
    assert told[-2].endswith("被人改过，没有覆盖；新的写成 抽取记录_申报材料审核_第1次 (2).docx。")
    assert path.read_bytes() == changed


def test_next_alternate_takes_the_seat_of_who_declines(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    (leader, member), second = seated(place)
    first, *rest = now(place).alternates
    told = decline(place, leader)
    assert told[0].startswith(f"{leader} 专") and f"不能参加，由{first} 专" in told[0]
    assert seated(place) == [[first, member], second]
    assert now(place).alternates == tuple(rest)
    decline(place, member, vacant=False)
    assert seated(place)[0] == [first, rest[0]]
    with pytest.raises(UsageError, match=f"最近一次变动不是 {leader} 不能参加"):
        decline(place, leader, undo=True)
    decline(place, member, undo=True, because="记错了人")
    assert seated(place)[0] == [first, member]
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、3 次变动，全部一致。"
    text = words(place.home / RECORD)
    assert "七、抽取以后的变动" in text and "收回：仍然参加" in text


def test_alternates_who_may_not_judge_the_group_are_passed_over(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    expert, entry = seated(place)[0][0], panels(place)[0]["entries"][0]
    first, second = now(place).alternates[:2]
    pool(place, 8, **{f"e{int(first[1:])}": entry})
    told = decline(place, expert)
    assert told[1].startswith(f"  跳过 {first}") and told[1].endswith(f"本人声明回避“{entry}”：{entry}")
    assert seated(place)[0][0] == second
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、1 次变动，全部一致。"


def test_who_left_the_pool_can_still_decline(place: Workspace) -> None:
    pool(place, 8)
    seed(place)
    draw(place)
    expert = next(each for each in seated(place)[0] if each != "专000")
    rows = [
        (f"专{number:03d}", f"人{'甲乙丙丁戊己庚辛'[number]}", house(number), "", "能")
        for number in range(8) if f"专{number:03d}" != expert
    ]  # fmt: skip
    told = list(pool_imported(place, workbook(place.home / "库.xlsx", rows), who="王敏", dry_run=False))
    assert f"请注意：第1组的 {expert} 不在新的专家库里；要换人请用 qtdocs judge decline。" in told
    decline(place, expert)
    assert expert not in seated(place)[0]
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、1 次变动，全部一致。"


def test_scores_that_came_already_are_told_of(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    judge, entry = seated(place)[0][0], panels(place)[0]["entries"][0]
    with place.busy("tests") as ledger, ledger.change("tests"):
        ballot = Ballot(stage="material", entry=entry, judge=judge)
        put_down(ledger, ActKind.BALLOT, [(("material", judge, entry, "xlsx"), ballot)], who="王敏")
    told = decline(place, judge, dry_run=True)
    assert f"请注意：{judge} 已经交了 1 份评分，退出以后这些评分怎样算，请先定下来。" in told
    seed(place, "8", because="协会决定重抽")
    told = draw(place, because="协会决定重抽", dry_run=True)
    assert any(line.startswith("请注意：申报材料审核已经收到 1 份评分；") for line in told)


def test_commands_lead_from_the_pool_to_the_groups(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(f"专{number:03d}", f"人{'甲乙丙丁戊己庚辛'[number]}", house(number), "", "能") for number in range(8)]
    path, here = str(workbook(place.home / "库.xlsx", rows)), ["-w", str(place.home)]
    for words_typed in (
        ["experts", "blank", *here], ["experts", "import", path, "--by", "王敏", *here], ["experts", "list", *here],
        ["seed", SEED, "--source", "某日号码", "--by", "王敏", *here], ["seed", *here],
        ["draw", "--groups", "2", "--members", "2", "--least", "2", "--by", "王敏", *here], ["verify-draw", *here],
    ):  # fmt: skip
        main(["judge", *words_typed])
    capsys.readouterr()
    first = seated(place)[0][0]
    main(
        [
            "judge",
            "avoid",
            seated(place)[1][1],
            panels(place)[1]["entries"][0],
            "--because",
            "亲属",
            "--by",
            "王",
            *here,
        ]
    )
    main(["judge", "decline", first, "--because", "出差", "--by", "王敏", *here])
    main(["judge", "panels", *here])
    assert f"不能参加，由{seated(place)[0][0]} " in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["judge", "draw", "--by", "王敏", *here])
    assert ended.value.code == 2


def test_redraw_leaves_out_who_declined_and_keeps_what_was_avoided(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place, members=2, least=2)
    gone, member = seated(place)[0][0], seated(place)[1][1]
    entry = panels(place)[1]["entries"][0]
    decline(place, gone)
    avoid(place, member, entry)
    draw(place, members=2, least=2, because="协会决定重抽")
    assert gone not in {expert for panel in seated(place) for expert in panel}
    assert (gone, "抽取前已说明本阶段不能参加") in now(place).passed_over
    where = next(panel for panel in now(place).panels if entry in panel.entries)
    assert member not in where.judges_of(entry)


def test_no_entry_keeps_more_judges_than_a_group_has(place: Workspace) -> None:
    pool(place)
    seed(place)
    with pytest.raises(UsageError, match="每组连组长只有 3 名评委，每个班组不会有 4 名"):
        draw(place, members=2, least=4)


def test_seat_may_stay_empty_where_judges_are_enough(place: Workspace) -> None:
    pool(place, 6)
    seed(place)
    draw(place, members=2, least=2)
    leader, member, _ = seated(place)[0]
    with pytest.raises(UsageError, match="候补里没有人能顶替"):
        decline(place, member)
    with pytest.raises(UsageError, match="组长的席位不能空着"):
        decline(place, leader, vacant=True)
    assert decline(place, member, vacant=True)[0].endswith("不能参加，席位空着。")
    with pytest.raises(UsageError, match="评委少于 2 名"):
        decline(place, seated(place)[0][1], vacant=True)
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、1 次变动，全部一致。"


def test_entries_are_avoided_after_the_draw_and_judged_again(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place, members=2, least=2)
    expert, (one, two, _) = seated(place)[0][1], panels(place)[0]["entries"]
    avoid(place, expert, one, two)
    assert now(place).panels[0].avoided == {expert: (one, two)}
    with pytest.raises(UsageError, match=f"{expert} 已经回避 {one}"):
        avoid(place, expert, one)
    with pytest.raises(UsageError, match=f"{one} 只剩 1 名评委，少于 2 名"):
        avoid(place, seated(place)[0][2], one)
    with pytest.raises(UsageError, match="不归"):
        avoid(place, expert, panels(place)[1]["entries"][0])
    avoid(place, expert, two, undo=True, because="记错了")
    assert now(place).panels[0].avoided == {expert: (one,)}
    assert list(draws_verified(place, stage="material"))[-1] == "共重算 1 次抽取、2 次变动，全部一致。"


def test_conflict_that_the_pool_itself_shows_is_not_taken_back(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place, members=2, least=2)
    expert, one = seated(place)[0][1], panels(place)[0]["entries"][0]
    avoid(place, expert, one)
    pool(place, **{f"e{int(expert[1:])}": one})
    with pytest.raises(UsageError, match=f"{expert} 回避 {one} 不是后来登记的，是照专家库查出来的：本人声明回避"):
        avoid(place, expert, one, undo=True, because="记错了")


@pytest.mark.parametrize(
    ("expert", "told"), [("专099", "没有编号或姓名是“专099”的专家"), ("专同名", "有 2 名专家叫“专同名”")]
)
def test_experts_are_called_by_number_or_by_a_name_of_their_own(place: Workspace, expert: str, told: str) -> None:
    rows = [(f"专{number:03d}", "专同名", house(number), "", "能") for number in range(2)]
    list(pool_imported(place, workbook(place.home / "库.xlsx", rows), who="王敏", dry_run=False))
    seed(place)
    draw(place, groups=1)
    with pytest.raises(UsageError, match=told):
        decline(place, expert)


def test_what_changed_since_the_draw_is_told(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    expert, entry = seated(place)[0][0], panels(place)[0]["entries"][0]
    gone = panels(place)[1]["entries"][0]
    with place.busy("tests") as ledger, ledger.change("moved", gone):
        standings.move(ledger, gone, before="初选合格", after="淘汰", who="王敏", because="查实", papers=())
        standings.settle(ledger)
    pool(place, 8, **{f"e{int(expert[1:])}": entry})
    told = [line for line in panels_listed(place, stage="material", as_json=False) if line.startswith("请注意")]
    name = f"{expert} 专{'甲乙丙丁戊己庚辛'[int(expert[1:])]}"
    assert told == [
        f"请注意：抽取以后不再参加评审的：{gone}。",
        f"请注意：第1组的 {name} 现在看有回避关系：本人声明回避“{entry}”：{entry}。",
    ]


def test_groups_may_be_given(place: Workspace) -> None:
    pool(place)
    seed(place)
    entries = [f"班{number:04d}" for number in range(1, 7)]
    rows = [(number, "隧道组" if number < "班0003" else "桥梁组") for number in entries]
    given = workbook(place.home / "分组.xlsx", rows, ("班组编号", "组别"))
    draw(place, groups=None, given=given)
    assert {panel["panel"]: panel["entries"] for panel in panels(place)} == {
        "桥梁组": entries[2:], "隧道组": entries[:2],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("班0001", "甲组")], "班0002 没有分到组"),
        ([("班0001", "甲组"), ("班0001", "乙组")], "“班0001”写了两个组：甲组、乙组"),
        ([("班0009", "甲组")], "班0009 不在参加评审的班组里"),
        ([("班0001", "")], "“班0001”没有写组别"),
        ([("班0001", "甲/乙")], "组别“甲/乙”不能用"),
    ],
)
def test_given_groups_that_do_not_fit_are_refused(place: Workspace, rows: list[tuple[str, str]], told: str) -> None:
    pool(place)
    seed(place)
    given = workbook(place.home / "分组.xlsx", rows, ("班组编号", "组别"))
    with pytest.raises(UsageError, match=told):
        draw(place, groups=None, given=given)


@pytest.mark.parametrize(
    ("wish", "told"),
    [({"groups": 7}, "只有 6 个班组，分不成 7 组"), ({"groups": 1, "bridges": 1}, "只有一组，用不着跨组评委")],
)
def test_wishes_that_make_no_sense_are_refused(place: Workspace, wish: dict[str, int], told: str) -> None:
    pool(place)
    seed(place)
    with pytest.raises(UsageError, match=told):
        draw(place, **wish)


def test_draw_that_was_tampered_with_is_found(place: Workspace) -> None:
    pool(place)
    seed(place)
    draw(place)
    with place.busy("tests") as ledger:
        latest = draws_of(ledger, "material").latest.value
        turned = PanelDraw(**{
            **{key: getattr(latest, key) for key in latest.__slots__}, "panels": latest.panels[::-1], "number": 2,
        })  # fmt: skip
        with ledger.change("tests"):
            put_down(ledger, ActKind.DRAW, [(("material",), turned)], who="")
    with pytest.raises(LedgerError, match="第 2 次抽取：各组的席位和班组与重算的不同"):
        list(draws_verified(place, stage="material"))


def test_anybody_gets_the_same_digest_and_order_with_the_lines_of_the_page(place: Workspace, tmp_path: Path) -> None:
    pool(place, 5, e2="班0001、某某公司")
    seed(place)
    draw(place, groups=1)
    page = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")
    program = page.partition("```python\n")[2].partition("```")[0]
    listed = tmp_path / "专家库.jsonl"
    listed.write_text("\n".join(pool_listed(place, as_json=True)), encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-c", program, SEED, str(listed)], capture_output=True, check=True, encoding="utf-8"
    )
    digest, *order = answer.stdout.splitlines()
    assert digest == now(place).pool_hash
    assert tuple(line.split()[1] for line in order) == now(place).order


def test_lists_of_the_office_alone_hold_telephones(place: Workspace) -> None:
    rows = [
        (f"专{number:03d}", f"专{number}".replace("0", "甲").replace("1", "乙"), house(number), f"138-0000-000{number}")
        for number in range(2)
    ]
    path = workbook(place.home / "库.xlsx", rows, ("编号", "姓名", "单位", "电话"))
    list(pool_imported(place, path, who="王敏", dry_run=False))
    seed(place)
    told = draw(place, groups=1)
    assert any("138-0000-0001" in line for line in pool_listed(place, as_json=False))
    assert not any("138" in line for line in told)
    data = (place.home / RECORD).read_bytes()
    assert "138-0000" not in words(place.home / RECORD)
    assert docx.Document(io.BytesIO(data)).core_properties.author == "qtdocs"
