"""A small season counted, ranked, settled, overridden, put down and made again, down to the workbooks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qtdocs import pipeline
from qtdocs.errors import UsageError
from qtdocs.ledger import standings
from qtdocs.ledger.judging import ActKind, acts, put_down
from qtdocs.model.attendance import Attendance
from qtdocs.model.ballot import Ballot
from qtdocs.model.result import KeptResult
from qtdocs.pipeline.judging.keeping import result_kept, result_made_again
from qtdocs.pipeline.judging.overriding import tiers_overridden
from qtdocs.pipeline.judging.ranking import entries_ranked
from qtdocs.pipeline.judging.settle import rule_settled, rules_listed
from qtdocs.pipeline.judging.tallying import ballots_tallied
from qtdocs.pipeline.workspace import Workspace
from tests.judged import JUDGES, MATERIAL, PRESENTATION, ballot, entries_in, put_ballots, seat_judges, some_ballots
from tests.judging_season import judging_season

SIZE = 10
WHO, WHY = "王敏", "5月8日秘书处会议"
OTHERS = ("专004", "专005", "专006")


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten entries, two groups of three judges, all ballots in; nobody ties at a line."""
    home = tmp_path_factory.mktemp("season")
    place, _ = judging_season(home, SIZE)
    with place.ledger() as ledger:
        entries = entries_in(ledger)
        for stage, scale in ((MATERIAL, 100), (PRESENTATION, 20)):
            groups = {"第1组": (JUDGES, entries[:5]), "第2组": (OTHERS, entries[5:])}
            seat_judges(ledger, groups=groups, stage=stage)
            first = some_ballots(entries[:5], stage=stage, scale=scale)
            put_ballots(ledger, [*first, *some_ballots(entries[5:], OTHERS, stage=stage, scale=scale, seed=3)])
    return place.home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def ranked(place: Workspace, *, provisional: bool = False) -> list[dict[str, Any]]:
    lines = entries_ranked(place, provisional=provisional, as_json=True, dry_run=False)
    return [json.loads(line) for line in lines]


def tiers(place: Workspace) -> dict[str, str]:
    return {each["entry"]: each["tier"] for each in ranked(place) if each["kind"] == "ranked"}


def settle(place: Workspace, name: str, value: str, *, stage: str = "", dry_run: bool = False) -> list[str]:
    return list(rule_settled(place, name, value, stage=stage, who=WHO, because=WHY, dry_run=dry_run))


def override(place: Workspace, *words: str, because: str = WHY) -> list[str]:
    return list(tiers_overridden(place, words, who=WHO, because=because, dry_run=False))


def keep(place: Workspace, because: str = "") -> list[str]:
    return list(result_kept(place, who=WHO, because=because, dry_run=False))


def add(place: Workspace, ballots: Iterable[Ballot]) -> None:
    with place.ledger() as ledger:
        put_ballots(ledger, ballots)


def say_absent(place: Workspace, entry: str) -> None:
    with place.ledger() as ledger, ledger.change("attendance", entry):
        put_down(ledger, ActKind.ATTENDANCE, [((entry,), Attendance(came=False))], who=WHO)


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def test_the_tally_tells_every_score_and_is_internal(place: Workspace) -> None:
    said = list(ballots_tallied(place, stage="", as_json=False, dry_run=False))
    assert said[-1] == "已写出 评审/评分汇总.xlsx（内部资料）。"
    rows = cells(place.home / "评审" / "评分汇总.xlsx", "申报材料审核")
    assert rows[1][0] == "内部资料，不得外传"
    assert rows[3][:9] == [
        "编号", "单位名称", "班组名称", "计入份数", "得分", "折算", "标准差", "本阶段名次", "说明",
    ]  # fmt: skip
    assert rows[3][9:12] == ["专001 评委001", "专002 评委002", "专003 评委003"]
    number, counted, raw, points, *scores = (rows[4][place] for place in (0, 3, 4, 5, 9, 10, 11))
    assert (number, counted, raw) == ("班0001", "3/3", pytest.approx(sum(scores) / 3, abs=1e-4))
    assert points == pytest.approx(raw * 0.8, abs=1e-4)


def test_the_numbers_come_as_lines_of_json_too(place: Workspace) -> None:
    lines = [json.loads(line) for line in ballots_tallied(place, stage="成果发布", as_json=True, dry_run=False)]
    assert [(each["kind"], each["stage"]) for each in lines[:2]] == [("stage", PRESENTATION), ("mark", PRESENTATION)]
    assert len(lines) == 1 + SIZE
    assert not (place.home / "评审").exists()


def test_ranks_go_by_printed_totals_and_tiers_keep_their_quotas(place: Workspace) -> None:
    result, *rows = ranked(place)
    assert [(each["tier"], each["limit"], each["taken"]) for each in result["cuts"]] == [
        ("卓越级", 1, 1), ("示范级", 4, 4), ("改进级", 10, 5),
    ]  # fmt: skip
    totals = [float(each["total"]) for each in rows]
    assert totals == sorted(totals, reverse=True)
    assert (result["base"], result["base_name"], result["open"]) == (SIZE, "参加发布的班组", [])


def test_the_draft_is_a_workbook_that_says_how_its_lines_came_about(place: Workspace) -> None:
    said = list(entries_ranked(place, provisional=False, as_json=False, dry_run=False))
    assert said[-2:] == [
        "已写出 评审/评定结果（草稿 第1版）.xlsx（内部资料）。",
        "看过没有问题，用 qtdocs judge keep-result --by 姓名 记下这一版。",
    ]
    book = place.home / "评审" / "评定结果（草稿 第1版）.xlsx"
    rows = cells(book, "评定结果")
    assert (rows[1][0], rows[2][0]) == (
        "内部资料，不得外传",
        "草稿 第 1 版（还没有记下）；基数：参加发布的班组 10 个。",
    )
    assert [each[0] for each in rows[4:]] == list(range(1, SIZE + 1))
    assert [each[0] for each in cells(book, "等级与名额")[3:6]] == ["卓越级", "示范级", "改进级"]


def test_an_entry_with_a_ballot_that_lacks_is_told_and_kept_from_being_put_down(place: Workspace) -> None:
    with place.ledger() as ledger:
        last = acts(ledger, ActKind.BALLOT, Ballot)[-1].value
    unsure = replace(last.scores["total"], certain=False)
    add(place, [replace(last, scores={"total": unsure}, sha256="b")])
    rows = ranked(place)
    assert (rows[-1]["entry"], rows[-1]["rank"]) == (last.entry, None)
    assert rows[-1]["out"] == f"未齐：成果发布缺 1 份（{last.judge}）"
    with pytest.raises(UsageError, match="还不能记下结果，有 1 件事没有定"):
        keep(place)
    provisional = ranked(place, provisional=True)
    assert all(each["rank"] for each in provisional if each["kind"] == "ranked")


def test_a_recused_judge_is_no_missing_ballot(place: Workspace, tmp_path: Path) -> None:
    with place.ledger() as ledger:
        entries = entries_in(ledger)
        seat_judges(ledger, groups={"第1组": ((*JUDGES, "专009"), entries)}, stage=MATERIAL)
    add(place, some_ballots(entries[5:], JUDGES, seed=7))
    add(place, [ballot(each, "专009", "0", recused=True) for each in entries])
    told = [json.loads(line) for line in ballots_tallied(place, stage=MATERIAL, as_json=True, dry_run=False)]
    assert [each["missing"] for each in told[1:]] == [[]] * SIZE
    assert {tuple(each["scores"]) for each in told[1:]} == {JUDGES}


def test_who_stayed_away_is_out_as_the_notice_says(place: Workspace) -> None:
    before = tiers(place)
    last = list(before)[-1]
    say_absent(place, last)
    result, *rows = ranked(place)
    assert rows[-1]["out"].startswith("没有参与发布，视同放弃（第十条（二）")
    assert (result["base"], [each["limit"] for each in result["cuts"][:2]]) == (9, [0, 3])


def test_a_setting_tells_who_and_why_and_that_scores_had_come_in(place: Workspace) -> None:
    said = settle(place, "统计方法", "中位数", stage="成果发布")
    assert said[0] == f"“成果发布”的统计方法：平均 → 中位数（{WHO}：{WHY}）。"
    assert said[1].startswith("请注意：评分已经收到了。")
    (note,) = ranked(place)[0]["notes"]
    assert note.startswith("“成果发布”的统计方法定为中位数（王敏 ")
    assert note.endswith(f"：{WHY}）；这是收到评分以后定的，原来是平均。")
    settle(place, "statistic", "按活动文件", stage=PRESENTATION)
    assert len(ranked(place)[0]["notes"]) == 2
    assert "“成果发布”的统计方法：平均（活动文件的建议）" in "\n".join(rules_listed(place))


@pytest.mark.parametrize(
    ("name", "value", "stage", "why"),
    [
        ("名次", "1", "", "没有“名次”这一项。"),
        ("基数", "全部", "", "基数不能是“全部”。"),
        ("小数位", "7", "", "小数位不能是“7”。"),
        ("小数位", "1.5", "", "小数位不能是“1.5”。"),
        ("满分", "0", MATERIAL, "满分不能是“0”。"),
        ("满分", "37", PRESENTATION, "满分不能是“37”。"),
        ("合格线", "无穷", "", "合格线不能是“无穷”。"),
        ("合格线", "NaN", "", "合格线不能是“NaN”。"),
        ("统计方法", "平均", "", "统计方法每个阶段分别定。"),
        ("统计方法", "去掉最高最低", MATERIAL, "“申报材料审核”不能去掉最高最低：每个班组至少要有 5 位评委"),
        ("基数", "参加发布", MATERIAL, "基数不分阶段。"),
        ("不到场", "发布记零分", "", "不到场通知已经写明（视同放弃），不能另定。"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    place: Workspace, name: str, value: str, stage: str, why: str
) -> None:
    with pytest.raises(UsageError) as caught:
        settle(place, name, value, stage=stage)
    assert str(caught.value).startswith(why)


def test_what_the_file_proposes_may_be_settled_once(place: Workspace) -> None:
    assert settle(place, "基数", "参加发布")[0] == f"基数：定为参加发布（{WHO}：{WHY}）。"
    with pytest.raises(UsageError, match="基数已经是参加发布。"):
        settle(place, "base", "presented")


def test_a_setting_that_is_only_looked_at_changes_nothing(place: Workspace) -> None:
    assert settle(place, "小数位", "1", dry_run=True)[-1] == "只是看看，什么也没有写。"
    assert ranked(place)[0]["rules"]["小数位"] == "2"


def test_equals_at_a_line_are_a_finding_that_names_every_team(place: Workspace) -> None:
    first, second = list(tiers(place))[:2]
    with place.ledger() as ledger:
        entries = entries_in(ledger)
        seat_judges(ledger, groups={"第1组": (("专101", "专102"), entries)}, stage=MATERIAL)
        seat_judges(ledger, groups={"第1组": (("专101", "专102"), entries)}, stage=PRESENTATION)
    levels = {entry: 90 if entry in (first, second) else 80 - spot for spot, entry in enumerate(entries)}
    for stage in (MATERIAL, PRESENTATION):
        scale, part = (100, 1) if stage == MATERIAL else (20, 5)
        add(place, [
            ballot(entry, judge, str(level // part), stage=stage, scale=scale)
            for entry, level in levels.items() for judge in ("专101", "专102")
        ])  # fmt: skip
    lines = ranked(place)
    (tie,) = [each for each in lines if each["kind"] == "finding"]
    assert tie["code"] == "tie-at-cut"
    assert all(each in tie["message"] for each in (first, second))
    assert [tiers(place)[each] for each in (first, second)] == ["示范级", "示范级"]
    said = list(entries_ranked(place, provisional=False, as_json=False, dry_run=False))
    assert any(line.startswith("  整组归线下（默认建议，草稿先照这样排）：") for line in said)
    assert sum(line.startswith("程序不选，由人定") for line in said) == 1
    rows = cells(place.home / "评审" / "评定结果（草稿 第1版）.xlsx", "同分压线")
    assert {row[0] for row in rows if row[3] == "同分"} == {first, second}


def test_an_override_keeps_the_quotas_or_is_refused(place: Workspace) -> None:
    first, second = list(tiers(place))[:2]
    with pytest.raises(UsageError, match=r"超过名额，没有记下：卓越级会有 2 个，最多 1 个（第十条（一））。"):
        override(place, second, "卓越级")
    override(place, second, "卓越级", first, "示范级")
    rows = {each["entry"]: each for each in ranked(place) if each["kind"] == "ranked"}
    assert (rows[second]["tier"], rows[second]["rule_tier"]) == ("卓越级", "示范级")
    assert rows[second]["overridden"].endswith(f"：{WHY}")
    with pytest.raises(UsageError, match="超过名额"):
        override(place, first, "按规则")
    override(place, first, "按规则", second, "按规则")
    assert list(tiers(place).values())[:2] == ["卓越级", "示范级"]


@pytest.mark.parametrize(
    ("words", "because", "why"),
    [
        ((), WHY, "班组编号和等级要成对写。"),
        (("班0001",), WHY, "班组编号和等级要成对写。"),
        (("班0001", "特级"), WHY, "没有“特级”这个等级。"),
        (("班0099", "示范级"), WHY, "没有参加评审的班组里没有编号“班0099”。"),
        (("班0001", "示范级", "班０００１", "改进级"), WHY, "班0001写了两次。"),
        (("班0001", "示范级"), "  ", "没有写理由。"),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(
    place: Workspace, words: tuple[str, ...], because: str, why: str
) -> None:
    with pytest.raises(UsageError) as caught:
        override(place, *words, because=because)
    assert str(caught.value).startswith(why)


def test_a_result_that_was_put_down_can_be_made_again_whatever_came_later(place: Workspace) -> None:
    said = keep(place)
    assert said[-2] == f"已记下第 1 版（{WHO}）。"
    with place.ledger() as ledger:
        (act,) = acts(ledger, ActKind.RESULT, KeptResult)
    assert (act.value.version, act.value.entries, len(act.value.ballots)) == (1, SIZE, 64)
    equal = f"第 1 版结果（{WHO} {act.at[:10]} 记下）可以照当时的台账重做，完全一样。"
    assert list(result_made_again(place, 1)) == [equal]
    settle(place, "小数位", "1")
    last = act.value.result.ranked[-1].entry
    with place.ledger() as ledger, ledger.change("moved", last):
        standings.move(ledger, last, before="初选合格", after="取消资格", who=WHO, because="查实", papers=())
        standings.settle(ledger)
    told = list(result_made_again(place, 1))
    assert told[0] == equal
    assert "  小数位：2 → 1。" in told
    assert "  基数：10 → 9。" in told


def test_a_further_version_needs_a_change_and_a_reason(place: Workspace) -> None:
    keep(place)
    with pytest.raises(UsageError, match="与第 1 版完全一样"):
        keep(place, "再记一次")
    settle(place, "小数位", "3")
    with pytest.raises(UsageError, match="已经有第 1 版"):
        keep(place)
    assert keep(place, "小数位改为三位")[-2] == f"已记下第 2 版（{WHO}）。"
    assert [path.name for path in sorted((place.home / "评审").iterdir())] == [
        "评定结果（草稿 第1版）.xlsx", "评定结果（草稿 第2版）.xlsx",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="没有第 3 版结果。有：第 1 版、第 2 版。"):
        list(result_made_again(place, 3))


def test_a_result_is_told_to_be_different_where_the_programme_was_changed(place: Workspace) -> None:
    keep(place)
    own = place.home / "forms" / "cacem-2026"
    shutil.copytree(Path(__file__).parents[2] / "forms" / "cacem-2026", own)
    notice = own / "programme.toml"
    notice.write_text(notice.read_text(encoding="utf-8").replace("at_most = 0.4", "at_most = 0.2"), encoding="utf-8")
    told = list(result_made_again(place, 1))
    assert told[0].endswith("照当时的台账重做，不一样：")
    assert any(each.endswith("等级 示范级 → 改进级。") for each in told)


def test_the_ledger_stays_whole_and_names_nobody_in_its_events(place: Workspace) -> None:
    settle(place, "小数位", "1")
    first, second = list(tiers(place))[:2]
    override(place, second, "卓越级", first, "示范级")
    keep(place)
    with place.ledger() as ledger:
        subjects = " ".join(subject for (subject,) in ledger.rows("SELECT subject FROM events"))
    assert WHO not in subjects and WHY not in subjects
    assert pipeline.ledger_verified(place).startswith("台账完好")


def test_a_workbook_that_somebody_changed_is_not_overwritten(place: Workspace) -> None:
    list(entries_ranked(place, provisional=False, as_json=False, dry_run=False))
    path = place.home / "评审" / "评定结果（草稿 第1版）.xlsx"
    book = openpyxl.load_workbook(path)
    book["评定结果"]["A5"] = "改过"
    book.save(path)
    said = list(entries_ranked(place, provisional=False, as_json=False, dry_run=False))
    assert said[-2].startswith(
        "评定结果（草稿 第1版）.xlsx 被人改过，没有覆盖；新的写成 评定结果（草稿 第1版） (2).xlsx。"
    )
    assert cells(path, "评定结果")[4][0] == "改过"


def test_nobody_settles_changes_or_puts_down_without_a_name(place: Workspace) -> None:
    for said in (
        rule_settled(place, "小数位", "1", stage="", who=" ", because=WHY, dry_run=False),
        tiers_overridden(place, ["班0001", "示范级"], who=" ", because=WHY, dry_run=False),
        result_kept(place, who=" ", because="", dry_run=False),
    ):
        with pytest.raises(UsageError, match="没有写是谁"):
            list(said)


def test_a_provisional_result_has_a_workbook_of_its_own(place: Workspace) -> None:
    said = list(entries_ranked(place, provisional=True, as_json=False, dry_run=False))
    assert said[-1] == "已写出 评审/评定结果（暂排）.xlsx（内部资料）。"
    (heading,) = [row[0] for row in cells(place.home / "评审" / "评定结果（暂排）.xlsx", "评定结果")[2:3]]
    assert heading.startswith("暂排：评分未齐的也排了，不能作为结果；")


def test_rooms_may_be_cut_by_themselves_and_that_is_told(place: Workspace) -> None:
    settle(place, "划线", "各会场")
    result, *rows = ranked(place)
    by_room = {
        (each["room"], tier): sum(one["room"] == each["room"] and one["tier"] == tier for one in rows)
        for each in rows
        for tier in ("卓越级", "示范级")
    }
    assert sum(number for (_, tier), number in by_room.items() if tier == "卓越级") == 1
    assert {number for (_, tier), number in by_room.items() if tier == "示范级"} == {2}
    assert any(each.startswith("请注意：会场不是抽签分的") for each in result["notes"])


def test_the_history_of_an_entry_tells_of_its_tier_and_its_results(place: Workspace) -> None:
    first, second = list(tiers(place))[:2]
    override(place, second, "卓越级", first, "示范级")
    keep(place)
    told = [json.loads(line) for line in pipeline.history_shown(place, second, as_json=True)]
    row = next(each for each in ranked(place) if each.get("entry") == second)
    assert [(each["what"], each["who"]) for each in told[-2:]] == [
        (f"等级改定为卓越级（按规则是示范级）：{WHY}", WHO),
        (f"第 1 版评定结果：第 2 名，总分 {row['total']}，卓越级", WHO),
    ]
