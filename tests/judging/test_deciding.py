"""From a kept result to 定稿: approval, 公示 by working days, objections, and what stands in their way."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.decision import Decision
from qtdocs.model.entry import Entry
from qtdocs.model.presentation import RunningOrder
from qtdocs.model.result import Cut, KeptResult, Ranked, Result, StageMark
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.deciding import approved, finalised, papers_rewritten, publicised
from qtdocs.pipeline.judging.listing_results import results_listed
from qtdocs.pipeline.judging.objecting import answered, objected
from tests.judging_season import WHO, judging_season

MEETING = datetime.date(2026, 4, 28)
POSTED = datetime.date(2026, 4, 30)
LAST = datetime.date(2026, 5, 9)  # over Labour Day, the Saturday is worked


def _mark(number: int) -> StageMark:
    """The mark of one entry, with a third in it that no decimal holds."""
    raw = Fraction(260 - number, 3)
    entry = f"班000{number}"
    return StageMark(
        stage="material", entry=entry, panel="第1组", judges=("专001",), raw=raw, points=raw * Fraction(4, 5)
    )


TIERS = ("卓越级", "示范级", "示范级", "改进级", "改进级")
RESULT = Result(
    ranked=(
        *(
            Ranked(
                entry=f"班000{number}",
                marks={"material": _mark(number)},
                total=Decimal("91.25") - number,
                rank=number,
                tier=tier,
            )
            for number, tier in enumerate(TIERS, 1)
        ),
        Ranked(entry="班0006", marks={}, total=None, out="放弃：没有参与发布"),
    ),
    cuts=(Cut(tier="卓越级", share="10%", base=5, limit=1, taken=1, explained="测试用的一句"),),
    base=5,
    base_name="参加发布的班组",
)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("season")
    place, _ = judging_season(home)
    with place.busy("tests") as ledger, ledger.change("result", "1"):
        kept = KeptResult(version=1, result=RESULT, ballots="0" * 64)
        put_down(ledger, ActKind.RESULT, [(("1",), kept)], who=WHO)
    return place.home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def approve(place: pipeline.Workspace) -> list[str]:
    said = Decision(version=0, day=MEETING.isoformat(), chair="俞望舒", present=("沈青禾", "陆知远"), keeper="柳安澜")
    return list(approved(place, None, said, who=WHO))


def publicise(place: pipeline.Workspace) -> list[str]:
    return list(publicised(place, None, first=POSTED, days=None, who=WHO))


def final(place: pipeline.Workspace, today: datetime.date = LAST + datetime.timedelta(days=1)) -> list[str]:
    return list(finalised(place, None, number="", who=WHO, today=today))


def words_of(path: Path) -> Iterator[str]:
    document = Document(io.BytesIO(path.read_bytes()))
    yield from (each.text for each in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def object_to(place: pipeline.Workspace, day: datetime.date = POSTED) -> list[str]:
    words, contact = "材料里的照片是别的项目的", "13800000077"
    return list(objected(place, entry="班0002", objector="匿名", words=words, contact=contact, day=day, who=WHO))


def test_way_to_the_final_version(place: pipeline.Workspace) -> None:
    assert (
        approve(place)[0] == "已记下：第 1 版结果已审定（王敏），卓越级 1 个、示范级 2 个、改进级 2 个，共 5 个班组。"
    )
    assert "申报材料审核 69.0667" in list(words_of(place.home / "结果" / "结果审定表（第1版）.docx"))
    assert publicise(place)[0].startswith("已记下：第 1 版结果公示，2026年4月30日至2026年5月9日，5 个工作日")
    said = final(place)
    assert said[0] == "第 1 版结果已定稿（王敏）：卓越级 1 个、示范级 2 个、改进级 2 个，共 5 个班组，状态改为定级。"
    states = [team.state for team in _teams(place)]
    assert states == ["定级"] * 5 + ["初选合格"]
    assert [line.partition("，")[0] for line in results_listed(place, today=LAST)] == ["第 1 版：定稿"]
    assert pipeline.ledger_verified(place).startswith("台账")


def test_publicity_has_names_and_no_scores_ranks_or_phones(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    words = "\n".join(words_of(place.home / "结果" / "公示（第1版）.docx"))
    first = _teams(place)[0]
    assert str(first.fields["organisation_name"].value) in words
    assert [each for each in ("90.25", "名次", "13800", "1380000") if each in words] == []
    assert "二、示范级（2个）" in words


def test_papers_are_written_again_from_the_ledger_alone(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    folder = place.home / "结果"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    assert len(list(papers_rewritten(place, None))) == 3
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("today", [POSTED, LAST])
def test_nothing_is_final_before_the_period_is_over(today: datetime.date, place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    with pytest.raises(UsageError, match="公示到 2026年5月9日 才满"):
        final(place, today)


def test_open_objection_stops_the_final_version_until_it_is_decided(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    object_to(place)
    with pytest.raises(UsageError, match="第 1 号"):
        final(place)
    list(answered(place, 1, "不成立", words="照片经核对是本项目的。", who=WHO, day=LAST, today=LAST))
    assert "13800000077" not in "\n".join(words_of(place.home / "结果" / "异议处理意见（第1号）.docx"))
    assert len(final(place)) == 2


def test_upheld_objection_asks_for_another_version(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    object_to(place)
    list(answered(place, 1, "成立", words="照片是别的项目的。", who=WHO, day=LAST, today=LAST))
    with pytest.raises(UsageError, match="这一版不能定稿"):
        final(place)
    told = list(answered(place, 1, "不成立", words="又查了一遍。", who=WHO, day=LAST, today=LAST))
    assert told[1] == "请注意：原来的处理结果是成立，现在改为不成立；原来的留在台账里。"
    final(place)
    assert object_to(place, LAST + datetime.timedelta(days=3))[0] == (
        "已登记第 2 号异议；公示期满以后才收到，怎样处理由协会定，已经定稿，成立的请另行处理。"
    )


def keep_another(place: pipeline.Workspace) -> None:
    with place.busy("tests") as ledger, ledger.change("result", "2"):
        kept = KeptResult(version=2, result=RESULT, ballots="1" * 64, because="更正")
        put_down(ledger, ActKind.RESULT, [(("2",), kept)], who=WHO)


def test_objection_counts_for_what_is_published_whatever_draft_came_since(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    keep_another(place)
    assert object_to(place)[0] == "已登记第 1 号异议。"
    approve(place)
    publicise(place)
    with pytest.raises(UsageError, match="还有异议没有处理完：第 1 号"):
        final(place)


def test_older_version_is_not_final_once_a_newer_one_was_published(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    keep_another(place)
    approve(place)
    publicise(place)
    with pytest.raises(UsageError, match="第 1 版以后，第 2 版已经公示过"):
        list(finalised(place, 1, number="", who=WHO, today=LAST + datetime.timedelta(days=1)))
    assert final(place)[0].startswith("第 2 版结果已定稿")


def test_nothing_is_published_before_it_was_decided(place: pipeline.Workspace) -> None:
    approve(place)
    with pytest.raises(UsageError, match="公示从 2025年4月30日 开始，审定却在 2026年4月28日"):
        list(publicised(place, None, first=POSTED.replace(year=2025), days=None, who=WHO))


def test_another_period_needs_a_reason_and_says_that_there_was_one(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    with pytest.raises(UsageError, match="已经记过公示，2026-04-30 至 2026-05-09。"):
        publicise(place)
    sooner = MEETING + datetime.timedelta(days=1)
    told = list(publicised(place, None, first=sooner, days=2, because="日期写错", who=WHO))
    assert told[1:3] == [
        "请注意：这一版记过公示 2026-04-30 至 2026-05-09，现在以新的为准，旧的留在台账里。",
        "请注意：新的期限比原来的早结束（2026-04-30），已经告诉别人原来期限的，请再告知。",
    ]


def test_period_before_the_presentation_is_told(place: pipeline.Workspace) -> None:
    order = RunningOrder(
        stage="presentation", number=1, seed="1", seed_source="例", rooms=(), drawn_rooms=False, day="2026-06-18"
    )
    with place.busy("tests") as ledger, ledger.change("rooms", "1"):
        put_down(ledger, ActKind.ROOMS, [(("presentation",), order)], who=WHO)
    approve(place)
    told = "请注意：发布会记的是 2026-06-18，公示却从 2026-04-30 开始，请核对哪个日子写错了。"
    assert publicise(place)[1] == told


def test_nobody_decides_without_a_name(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="没有写是谁审定的"):
        list(approved(place, None, Decision(version=0, day=MEETING.isoformat()), who="\u200b "))


def test_late_objection_is_taken_and_said_to_be_late(place: pipeline.Workspace) -> None:
    approve(place)
    publicise(place)
    assert "公示期满以后才收到" in object_to(place, LAST + datetime.timedelta(days=3))[0]


def test_steps_in_the_wrong_order_are_refused_with_the_right_one(place: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="还没有审定"):
        publicise(place)
    with pytest.raises(UsageError, match="没有公示过"):
        final(place)
    with pytest.raises(UsageError, match="还没有公示"):
        object_to(place)


def test_year_whose_holidays_nobody_knows_is_asked_for(place: pipeline.Workspace) -> None:
    approve(place)
    with pytest.raises(UsageError, match="不知道 2031 年的法定节假日"):
        list(publicised(place, None, first=datetime.date(2031, 5, 6), days=5, who=WHO))


def _teams(place: pipeline.Workspace) -> list[Entry]:
    with place.ledger() as ledger:
        teams = account_of(ledger, shelf.load_programme(place.programme)).teams
    return sorted(teams, key=lambda team: team.number)
