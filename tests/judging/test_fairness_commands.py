"""``judge firmness``, ``compare``, ``panel-report``: what they say of small seasons, and what they write."""

from __future__ import annotations

import datetime
import importlib
import io
import json
import random
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from docx import Document

from qtdocs import pipeline
from qtdocs.cli import main_group
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.judging.outcome import result_of
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.comparing import comparison_told
from qtdocs.pipeline.judging.contests import gathered
from qtdocs.pipeline.judging.firmness import BOOK, firmness_told
from qtdocs.pipeline.judging.panel_report import PAPER, panel_report_told
from qtdocs.pipeline.judging.weighed import findings_in, weighed
from tests.judging_scores import Groups, Points, score
from tests.judging_season import TODAY, judging_season

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = [f"班{number:04d}" for number in range(1, 13)]
HALVES = (NUMBERS[0::2], NUMBERS[1::2])
SEPARATE: Groups = {"第1组": (("专01", "专02", "专03"), HALVES[0]), "第2组": (("专04", "专05", "专06"), HALVES[1])}
BRIDGED: Groups = {"第1组": (("专01", "专02", "专09"), HALVES[0]), "第2组": (("专04", "专05", "专09"), HALVES[1])}
STRICT = {"专01": -4, "专02": 1, "专03": 3, "专04": 5, "专05": -2, "专06": 0, "专09": 0}


def points_of(seed: int = 1) -> Points:
    """Levels two points apart, judges more or less strict, some chance in half points."""
    chance = random.Random(seed)

    def points(stage: str, judge: str, entry: str) -> Decimal | None:
        return Decimal(88 - 2 * NUMBERS.index(entry) + STRICT[judge]) + Decimal(chance.randint(-4, 4)) / 2

    return points


@pytest.fixture(scope="module", name="unscored")
def unscored_season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place, _ = judging_season(tmp_path_factory.mktemp("season"), 12)
    return place.home


def scored(unscored: Path, home: Path, groups: Groups, points: Points | None = None) -> pipeline.Workspace:
    shutil.copytree(unscored, home)
    place = pipeline.find(home)
    score(place, groups, points or points_of())
    return place


@pytest.fixture(scope="module", name="bridged_home")
def bridged_season(unscored: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scored(unscored, tmp_path_factory.mktemp("bridged") / "赛季", BRIDGED).home


@pytest.fixture(name="bridged")
def bridged_workspace(bridged_home: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(bridged_home, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


@pytest.fixture(name="separate")
def separate_workspace(unscored: Path, tmp_path: Path) -> pipeline.Workspace:
    return scored(unscored, tmp_path / "赛季", SEPARATE)


def lines_of(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def firmness(place: pipeline.Workspace, **options: Any) -> Iterator[str]:
    return firmness_told(place, **{"times": 200, "seed": 1, **options})


def table(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    sheet = openpyxl.load_workbook(path)[name]
    heads = next(row for row in sheet.iter_rows(values_only=True) if row[1] is not None)
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]


def tiers_by_the_result(place: pipeline.Workspace) -> dict[str, str]:
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        contest = gathered(ledger, edition, teams=account_of(ledger, edition).teams).contest
    return {each.entry: each.rule_tier for each in result_of(contest).ranked}


def test_firmness_tells_the_tiers_that_the_result_gives(bridged: pipeline.Workspace) -> None:
    entries = [line for line in lines_of(firmness(bridged, as_json=True)) if line["kind"] == "entry"]
    assert {line["entry_no"]: line["tier"] for line in entries} == tiers_by_the_result(bridged)
    assert not (bridged.home / "评审" / BOOK).exists()


def test_firmness_book_is_internal_and_says_seed_and_number_of_draws(bridged: pipeline.Workspace) -> None:
    list(firmness(bridged, seed=7))
    book = openpyxl.load_workbook(bridged.home / "评审" / BOOK)
    assert book.sheetnames == ["说明", "班组", "单处改动", "去掉一位评委"]
    assert [sheet["A1"].value[:9] for sheet in book] == ["内部资料，不得外传"] * 4
    assert [sheet.oddHeader.center.text[:9] for sheet in book] == ["内部资料，不得外传"] * 4
    words = "".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row)
    assert "B = 200，种子 7" in words


def test_firmness_book_has_every_entry_with_a_sentence(bridged: pipeline.Workspace) -> None:
    told = {line["entry_no"]: line for line in lines_of(firmness(bridged, as_json=True)) if line["kind"] == "entry"}
    list(firmness(bridged))
    rows = table(bridged.home / "评审" / BOOK, "班组")
    assert [row["编号"] for row in rows] == list(told)
    for row in rows:
        kept = round(100 * told[row["编号"]]["kept"])
        assert row["重抽仍是原等级（%）"] == kept
        assert row["这是什么意思"].startswith(f"换一批评委，100 次里约 {kept} 次仍是{row['等级']}，")


def test_firmness_is_the_same_every_time(bridged: pipeline.Workspace) -> None:
    list(firmness(bridged))
    first = (bridged.home / "评审" / BOOK).read_bytes()
    list(firmness(bridged))
    assert (bridged.home / "评审" / BOOK).read_bytes() == first


def test_firmness_writes_nothing_over_what_a_person_changed(bridged: pipeline.Workspace) -> None:
    list(firmness(bridged))
    path = bridged.home / "评审" / BOOK
    book = openpyxl.load_workbook(path)
    book["说明"]["A20"] = "王敏看过"
    book.save(path)
    before = path.read_bytes()
    assert list(firmness(bridged))[-1] == (
        "稳定性分析（内部）.xlsx 被人改过，没有覆盖；新的写成 稳定性分析（内部） (2).xlsx。"
        "已写出 评审/稳定性分析（内部） (2).xlsx。"
    )
    assert path.read_bytes() == before


def test_leaving_out_the_judge_who_carried_an_entry_is_found(unscored: Path, tmp_path: Path) -> None:
    def points(stage: str, judge: str, entry: str) -> Decimal:
        level = Decimal(80 - 2 * NUMBERS.index(entry))
        return level + (30 if (judge, entry) == ("专01", NUMBERS[8]) else 0)

    place = scored(unscored, tmp_path / "赛季", SEPARATE, points)
    told = {
        line["judge"]: line["moves"]
        for line in lines_of(firmness(place, as_json=True))
        if line["kind"] == "without-judge"
    }
    assert told["专01"] == [[NUMBERS[4], "改进级", "示范级"], [NUMBERS[8], "示范级", "改进级"]]
    assert [told[judge] for judge in ("专02", "专03", "专04", "专05", "专06")] == [[]] * 5


def test_compare_puts_raw_and_adjusted_ranks_side_by_side_and_keeps_the_raw_tiers(bridged: pipeline.Workspace) -> None:
    rows = [line for line in lines_of(comparison_told(bridged, as_json=True)) if line["kind"] == "entry"]
    assert {row["entry_no"]: row["tier"] for row in rows} == tiers_by_the_result(bridged)
    # the second group has the more lenient judges: its entries were overrated
    moved = {row["entry_no"]: row["rank"] - row["adjusted_rank"] for row in rows}
    assert sum(moved[entry] for entry in HALVES[0]) > 0 > sum(moved[entry] for entry in HALVES[1])
    list(comparison_told(bridged))
    written = table(bridged.home / "评审" / "原始与校正对照（内部）.xlsx", "对照")
    assert [row["编号"] for row in written] == [row["entry_no"] for row in rows]
    assert [row["校正名次"] for row in written] == [row["adjusted_rank"] for row in rows]


def test_compare_says_how_the_ridge_was_estimated(bridged: pipeline.Workspace) -> None:
    stages = [line for line in lines_of(comparison_told(bridged, as_json=True)) if line["kind"] == "stage"]
    assert [(each["estimated_by"], each["refused"]) for each in stages] == [("REML", None)] * 2
    words = "".join(comparison_told(bridged, dry_run=True))
    assert f"λ = {stages[0]['ridge']:.2f}（限制最大似然估计）" in words


def test_groups_without_a_common_judge_are_a_finding_and_get_no_adjusted_scores(separate: pipeline.Workspace) -> None:
    found = findings_in(weighed(separate))
    assert [(each.code, each.internal) for each in found] == [("panel-disconnected", True)] * 2
    assert found[0].message == (
        "“申报材料审核”：评委与班组分成 2 片，片与片之间没有一位评委两边都评过"
        "（第1组 6 个班组；第2组 6 个班组），看不出是评得严还是水平高。"
    )
    assert found[0].advice == (
        "不给校正分，等级照通知用原始分；想连起来的，例如请 专01 评委01 加评 "
        "班0002、班0004、班0006、班0008、班0010（先看有没有回避）；"
        "明年抽专家时，在活动文件 [judging] 里用 bridges 安排跨组评委。"
    )
    kinds = [line["kind"] for line in lines_of(comparison_told(separate, as_json=True))]
    assert kinds == ["stage", "stage", "finding", "finding"]
    assert list(comparison_told(separate))[-1] == "没有一个阶段能给出校正分，没有可以对照的。"
    assert not (separate.home / "评审").exists()


def test_groups_that_hang_on_one_entry_are_refused_by_the_limit(unscored: Path, tmp_path: Path) -> None:
    weak: Groups = {
        "第1组": (("专01", "专02"), HALVES[0]),
        "第2组": (("专04", "专05"), HALVES[1][1:]),
        "第3组": (("专01", "专04"), HALVES[1][:1]),
    }
    place = scored(unscored, tmp_path / "赛季", weak)
    assert weighed(place).stages[0].model.refused == "unsure"
    assert findings_in(weighed(place))[0].message == (
        "“申报材料审核”：第1组与第2组虽有共同的评委，两组平均分之差的标准误仍有 2.3 分，超过 2.0 分，"
        "看不出是评得严还是水平高。"
    )


def test_panel_report_has_its_charts_and_sentences(bridged: pipeline.Workspace) -> None:
    list(panel_report_told(bridged, today=TODAY))
    data = (bridged.home / "评审" / PAPER).read_bytes()
    paper = Document(io.BytesIO(data))
    words = [paragraph.text for paragraph in paper.paragraphs]
    assert len(paper.inline_shapes) == 5
    assert [each.text for each in paper.sections[0].header.paragraphs] == ["内部资料，不得外传"]
    assert [each for each in words if each.startswith(("一、", "二、", "三、", "四、"))] == [
        "一、等级和总分的分布", "二、各阶段实际占多大分量", "三、申报材料审核", "四、成果发布",
    ]  # fmt: skip
    weights = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert [row[:2] for row in weights] == [["阶段", "通知写的"], ["申报材料审核", "80%"], ["成果发布", "20%"]]
    assert sum(int(row[2].rstrip("%")) for row in weights[1:]) == 100
    assert [row.cells[0].text for row in paper.tables[1].rows][1:] == [
        f"专{n} 评委{n}" for n in ("01", "02", "04", "05", "09")
    ]
    list(panel_report_told(bridged, today=TODAY))
    assert (bridged.home / "评审" / PAPER).read_bytes() == data


def test_panel_report_goes_without_totals(unscored: Path, tmp_path: Path) -> None:
    points = points_of()
    place = scored(
        unscored, tmp_path / "赛季", SEPARATE, lambda *spot: points(*spot) if spot[0] == "material" else None
    )
    list(panel_report_told(place, today=TODAY))
    words = [each.text for each in Document(str(place.home / "评审" / PAPER)).paragraphs]
    assert "还没有一个班组的各阶段评分都有，没有总分。" in words
    with pytest.raises(UsageError, match="还算不出一个班组的总分"):
        list(firmness(place))


def test_ballots_that_lack_are_said_and_the_rest_is_told(unscored: Path, tmp_path: Path) -> None:
    points = points_of()
    place = scored(
        unscored, tmp_path / "赛季", SEPARATE, lambda *spot: None if spot[1:] == ("专01", NUMBERS[0]) else points(*spot)
    )
    told = list(firmness(place, dry_run=True))
    assert told[1].startswith("请注意：有 1 个班组的评分未齐")
    assert told[-1] == "只是看看，什么也没有写。"


def test_no_score_yet_says_what_to_do(unscored: Path) -> None:
    place = pipeline.find(unscored)
    for told in (firmness(place), comparison_told(place), panel_report_told(place, today=TODAY)):
        with pytest.raises(UsageError, match="还没有一份能算数的评分"):
            list(told)


def test_programme_without_tiers_has_no_line_to_be_firm_about(bridged: pipeline.Workspace) -> None:
    own = bridged.home / "forms" / bridged.programme
    shutil.copytree(ROOT / "forms" / bridged.programme, own)
    text = (own / "programme.toml").read_text(encoding="utf-8-sig")
    without = re.sub(r"^\[\[tiers\]\]\n.*?(?=^\[)", "", text, flags=re.MULTILINE | re.DOTALL)
    (own / "programme.toml").write_text(without.replace("{tier}", ""), encoding="utf-8")
    with pytest.raises(UsageError, match="本活动不分等级"):
        list(firmness(bridged))
    assert list(comparison_told(bridged, dry_run=True))[-1] == "只是看看，什么也没有写。"


def command(place: pipeline.Workspace, *words: str) -> Result:
    return CliRunner().invoke(main_group, ["judge", *words, "-w", str(place.home)])


def test_commands_run_from_the_command_line(bridged: pipeline.Workspace) -> None:
    firm = command(bridged, "firmness", "--times", "100", "--seed", "3", "--json")
    assert (firm.exit_code, lines_of(firm.output.splitlines())[0]["seed"]) == (0, 3)
    assert command(bridged, "compare", "--dry-run").exit_code == 0
    assert command(bridged, "panel-report", "--dry-run").output.endswith("只是看看，什么也没有写。\n")
    assert not (bridged.home / "评审").exists()
    assert command(bridged, "firmness", "--times", "3").exit_code == 2


def test_names_that_would_be_formulas_stay_text(unscored: Path, tmp_path: Path) -> None:
    place = scored(unscored, tmp_path / "赛季", BRIDGED)
    from qtdocs.ledger.judging import ActKind, put_down
    from qtdocs.model.expert import Expert

    with place.busy("tests") as ledger, ledger.change("named", "1"):
        put_down(ledger, ActKind.EXPERT, [(("专01",), Expert(id="专01", name="=1+1 <b>&\x07"))], who="王敏")
    list(firmness(place))
    list(panel_report_told(place, today=datetime.date(2026, 5, 6)))
    sheet = openpyxl.load_workbook(place.home / "评审" / BOOK)["去掉一位评委"]
    assert "专01 =1+1 <b>&" in [cell.value for cell in sheet["A"]]
    paper = Document(str(place.home / "评审" / PAPER))
    assert paper.tables[1].rows[1].cells[0].text == "专01 =1+1 <b>&"


def test_template_is_what_its_maker_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    maker = importlib.import_module("make_panel_report")
    made = maker.make("评审组情况", maker.panel_report(), above="{{ internal }}")
    for name in ("make_panel_report", "make_letters"):
        sys.modules.pop(name)
    assert (ROOT / "templates" / "_base" / "panel-report.docx").read_bytes() == made
