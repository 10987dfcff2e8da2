"""Reports of judging: an entry's own marks against the median, words of judges without names, lists of the office."""

from __future__ import annotations

import io
import shutil
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.ballot import Ballot, BallotScore
from qtdocs.model.expert import Expert, Panel, PanelDraw, Seat
from qtdocs.model.result import KeptResult, Ranked, Result, StageMark
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.evaluating import evaluations_written
from qtdocs.pipeline.judging.summing import review_summary_written, unqualified_written
from qtdocs.render.context import text_of
from qtdocs.render.judging.review_summary import HEADS, ReviewLine, review_document
from tests.judging_season import TODAY, WHO, judging_season

CRITERIA = '[[criteria]]\nid = "{id}"\ntitle = "{title}"\npoints = {points}\ntext = "评价内容"\n\n'
OWN = "".join(
    CRITERIA.format(id=key, title=title, points=50) for key, title in (("needs", "需求"), ("results", "成效"))
)
MARKS = {"班0001": (45, 40), "班0002": (40, 40), "班0003": (35, 41)}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three entries judged by two experts on two criteria of 50; one comment speaks of another team."""
    place, _ = judging_season(tmp_path_factory.mktemp("season"), 3)
    own = place.home / "forms" / place.programme
    shutil.copytree(Path(__file__).parents[2] / "forms" / place.programme, own)
    text = (own / "programme.toml").read_text(encoding="utf-8")
    (own / "programme.toml").write_text(text.replace("[[stages]]", OWN + "[[stages]]", 1), encoding="utf-8")
    with place.busy("tests") as ledger:
        teams = account_of(ledger, shelf.load_programme(place.programme, workspace=place.home)).teams
        other = next(text_of(team, "organisation_name") for team in teams if team.number == "班0002")
        with ledger.change("tests", "1"):
            _put_down(ledger, other)
    return place.home


def _put_down(ledger: Ledger, other: str) -> None:
    experts = (Expert(id="专001", name="沈青禾"), Expert(id="专002", name="陆知远"))
    put_down(ledger, ActKind.EXPERT, [((each.id,), each) for each in experts], who=WHO)
    seats = tuple(Seat(expert=each.id, role="成员") for each in experts)
    panels = (Panel(name="第1组", seats=seats, entries=tuple(MARKS)),)
    drawn = PanelDraw(stage="material", number=1, seed="1", seed_source="", pool_hash="", order=(), panels=panels)
    put_down(ledger, ActKind.DRAW, [(("material",), drawn)], who=WHO)
    words = {
        ("班0001", "专001"): "条理清楚，电话 13800001234 可问",
        ("班0001", "专002"): f"不如{other}的做法",
        ("班0002", "专001"): "图表多",
    }
    ballots = [_ballot(entry, judge.id, words.get((entry, judge.id), "")) for entry in MARKS for judge in experts]
    keys = [((each.stage, each.judge, each.entry, each.medium), each) for each in ballots]
    put_down(ledger, ActKind.BALLOT, keys, who=WHO)
    ranked = tuple(_ranked(entry, rank) for rank, entry in enumerate(MARKS, 1))
    kept = KeptResult(version=1, result=Result(ranked=ranked), ballots="0" * 64)
    put_down(ledger, ActKind.RESULT, [(("1",), kept)], who=WHO)


def _ballot(entry: str, judge: str, comment: str) -> Ballot:
    scores = {
        key: BallotScore(value=value, text=str(value), place="")
        for key, value in zip(("needs", "results"), MARKS[entry], strict=True)
    }
    return Ballot(stage="material", entry=entry, judge=judge, scores=scores, comment=comment)


def _ranked(entry: str, rank: int) -> Ranked:
    needs, results = (Fraction(value) for value in MARKS[entry])
    mark = StageMark(
        stage="material", entry=entry, panel="第1组", judges=("专001", "专002"), raw=needs + results,
        points=(needs + results) * 4 / 5, criteria={"needs": needs, "results": results},
    )  # fmt: skip
    return Ranked(entry=entry, marks={"material": mark}, total=None, rank=rank)


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def words_of(path: Path) -> str:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path.read_bytes())
        return "".join(page.get_textpage().get_text_range() for page in document)
    paper = Document(io.BytesIO(path.read_bytes()))
    texts = [each.text for each in paper.paragraphs]
    return "\n".join([*texts, *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)])


def test_evaluation_tells_of_its_own_entry_alone(place: pipeline.Workspace) -> None:
    told = list(evaluations_written(place, ["班0001"], version=None, today=TODAY))
    assert told == [
        "评价报告 1 份（Word 和 PDF），在 评价报告/；照第 1 版结果。",
        "班0001 有 1 条评语提到别的班组或单位，没有写进报告，请看过评分表再补。",
    ]
    for path in sorted((place.home / "评价报告").iterdir()):
        words = words_of(path).replace("\n", "").replace("\r", "")
        assert "需求：45／50 分，比全部班组的中位数高 5 分。" in words
        assert "评分表 85／100 分，折合 80 分。" in words
        assert "138****1234" in words
        assert [each for each in ("班0002", "沈青禾", "13800001234", "不如") if each in words] == []


def test_gap_is_told_and_what_is_near_the_median_is_neither(place: pipeline.Workspace) -> None:
    list(evaluations_written(place, ["班0003"], version=None, today=TODAY))
    words = words_of(next((place.home / "评价报告").glob("*.docx")))
    assert "需求：35／50 分，比全部班组的中位数低 5 分。" in words
    assert "成效：" not in words


def test_stage_without_criteria_is_told_as_a_whole(tmp_path: Path) -> None:
    place, _ = judging_season(tmp_path, 3)
    ranked = tuple(
        Ranked(entry=entry, marks={"material": StageMark(
            stage="material", entry=entry, panel="", judges=("专001",), raw=Fraction(raw), points=Fraction(raw) * 4 / 5
        )}, total=None, rank=rank)
        for rank, (entry, raw) in enumerate((("班0001", 90), ("班0002", 80), ("班0003", 79)), 1)
    )  # fmt: skip
    kept = KeptResult(version=1, result=Result(ranked=ranked), ballots="0" * 64)
    with place.busy("tests") as ledger, ledger.change("tests", "1"):
        put_down(ledger, ActKind.RESULT, [(("1",), kept)], who=WHO)
    list(evaluations_written(place, ["班0001"], version=None, today=TODAY))
    for path in sorted((place.home / "评价报告").iterdir()):
        words = words_of(path).replace("\n", "").replace("\r", "")
        assert "申报材料审核：90／100 分，比全部班组的中位数高 10 分。" in words


def test_same_day_same_bytes(place: pipeline.Workspace) -> None:
    def written() -> dict[str, bytes]:
        list(evaluations_written(place, [], version=None, today=TODAY))
        return {path.name: path.read_bytes() for path in (place.home / "评价报告").iterdir()}

    assert written() == written()


def test_review_summary_has_the_judges_words_and_says_who_wrote_none(place: pipeline.Workspace) -> None:
    told = list(review_summary_written(place, version=None, today=TODAY))
    assert told[2] == "班0003 没有评语，“材料评价”一栏空着，请评委补写。"
    words = words_of(place.home / "结果" / "材料评审汇总表.docx")
    assert [each for each in ("图表多", "沈青禾、陆知远") if each not in words] == []


def test_official_form_keeps_its_words_and_grows_with_the_teams() -> None:
    programme = shelf.load_programme("caq-2020")
    form = programme.form("review-summary")
    assert form is not None
    blank = shelf.blank_path(programme, form).read_bytes()
    lines = [ReviewLine(names=f"甲{number}公司/一班", comment="", score="88", judges="") for number in range(12)]
    before, after = Document(io.BytesIO(blank)), Document(io.BytesIO(review_document(blank, form, lines)))
    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]
    rows = [[cell.text for cell in row.cells] for row in after.tables[0].rows]
    assert (tuple(rows[0]), len(rows), rows[12]) == (HEADS, 13, ["12", "甲11公司/一班", "", "88", ""])


def test_list_of_those_put_out_has_nine_lines_at_least(place: pipeline.Workspace) -> None:
    because = "材料不全"
    plan = pipeline.move_planned(place, ["班0002"], "淘汰", who=WHO, because=because)
    pipeline.moved(place, ["班0002"], "淘汰", who=WHO, because=because, today=TODAY, plan=plan)
    list(unqualified_written(place))
    paper = Document(io.BytesIO((place.home / "结果" / "初审不合格成果表.docx").read_bytes()))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert [row[0] for row in rows] == ["序号", *map(str, range(1, 10))]
    assert (rows[1][1], rows[1][5], rows[2][1]) == ("班0002", "材料不全", "")
