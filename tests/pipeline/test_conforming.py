"""Rules about a nominator's papers, from filled blanks to the verdicts of all its teams."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.model.entry import Entry
from qtdocs.model.inspection import INSPECTION_COLUMNS, Inspection
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.inspected import words_of
from samples.papers import filled, plain_document
from samples.planting.others import prose

TODAY = datetime.date(2020, 9, 20)
OURS, OTHERS = "甲省质量协会", "乙省质量协会"
COLUMN = {key: number for number, (key, _) in enumerate(INSPECTION_COLUMNS, 1)}


def application(nominator: str, organisation: str, team: str, **more: str) -> bytes:
    values = {
        "nominator_name": nominator, "organisation_name": organisation, "team_name": team, "address": "甲市一路1号",
        "contact": "王五", "contact_mobile": "13800001234", "phone": "0571-86660001", "team_leader": "赵六",
        "headcount": "12", "accidents": "0", "complaints": "0",
    }  # fmt: skip
    form = shelf.load_programme("caq-2020").form("application")
    assert form is not None
    known = {spec.key for spec in form.fields} | {spec.second for spec in form.fields}
    return filled("caq-2020", "application", {key: text for key, text in (values | more).items() if key in known})


def statistics(nominator: str, *, nominated: str) -> bytes:
    values = {
        "nominator_name": nominator, "organisations_active": "3", "teams_active": "8", "teams_cumulative": "20",
        "teams_nominated": nominated,
    }  # fmt: skip
    return filled("caq-2020", "statistics", values)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Workspace:
    folder = tmp_path_factory.mktemp("season")
    inbox = folder / "收件"
    for name, data in {
        "甲/一.docx": application(OURS, "甲建设有限公司", "测量一班"),
        "甲/二.docx": application(OURS, "乙建设有限公司", "钢筋二班", accidents="1"),
        "甲/统计表.docx": statistics(OURS, nominated="2"),
        "乙/三.docx": application(OTHERS, "丙建设有限公司", "木工三班"),
        "乙/统计表.docx": statistics(OTHERS, nominated="9"),
    }.items():
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(data)
    made = pipeline.new(folder / "工作区", programme="caq-2020")
    pipeline.collect_into(made, [inbox], today=TODAY)
    return made


def teams(place: pipeline.Workspace) -> dict[str, Entry]:
    with place.ledger() as ledger:
        found = account_of(ledger, shelf.load_programme(place.programme)).teams
    return {str(each.fields["team_name"].value): each for each in found}


def answers(place: pipeline.Workspace, rule: str) -> dict[str, str]:
    return {
        name: next(each.verdict for each in team.verdicts if each.rule == rule) for name, team in teams(place).items()
    }


def test_every_rule_of_the_programme_has_a_verdict_and_no_other(place: pipeline.Workspace) -> None:
    rules = [rule.id for rule in shelf.load_programme("caq-2020").rules]
    assert [[each.rule for each in team.verdicts] for team in teams(place).values()] == [rules] * 3


def test_statistics_count_for_all_teams_of_their_nominator(place: pipeline.Workspace) -> None:
    assert answers(place, "V20") == {"测量一班": "fine", "钢筋二班": "fine", "木工三班": "defect"}


def test_accident_is_the_defect_of_one_team(place: pipeline.Workspace) -> None:
    assert answers(place, "V01") == {"测量一班": "unknown", "钢筋二班": "defect", "木工三班": "unknown"}


def test_word_file_is_never_blamed_for_its_seal(place: pipeline.Workspace) -> None:
    assert set(answers(place, "V07").values()) == {"unknown"}


def test_one_row_for_each_nominator_answers_for_all_its_teams(place: pipeline.Workspace) -> None:
    path = place.home / "人工核查表.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [
        (row, sheet.cell(row, COLUMN["organisation"]).value)
        for row in range(4, sheet.max_row + 1)
        if str(sheet.cell(row, COLUMN["text"]).value).startswith("V21 ")
    ]
    assert sorted(name for _, name in rows) == [OTHERS, OURS]
    row = next(row for row, name in rows if name == OURS)
    told = {"who": "王敏", "where": "甲省质量协会来电", "day": "2020-09-18", "result": "符合"}
    for key, text in told.items():
        sheet.cell(row, COLUMN[key]).value = text
    book.save(path)
    pipeline.inspection_taken(place, None, today=TODAY, dry_run=False)
    assert answers(place, "V21") == {"测量一班": "fine", "钢筋二班": "fine", "木工三班": "unknown"}


def test_last_word_on_a_nominators_papers_counts_whichever_team_it_stands_beside(place: pipeline.Workspace) -> None:
    known = teams(place)
    told = {"rule": "V20", "who": "王敏", "where": "来电", "day": TODAY}
    words = {
        (team.number, "V20"): (Inspection(number=team.number, result=result, at=at, **told),)  # type: ignore[arg-type]
        for team, result, at in (
            (known["测量一班"], "不符合", "2020-09-21T09:00:00+08:00"),
            (known["钢筋二班"], "符合", "2020-09-20T09:00:00+08:00"),
        )
    }
    found = words_of(tuple(known.values()), words)
    assert {name: found[team.id]["V20"].holds.result for name, team in known.items() if found[team.id]} == {
        "测量一班": "不符合",
        "钢筋二班": "不符合",
    }
    assert [each.result for each in found[known["测量一班"].id]["V20"].earlier] == ["符合"]


HEADINGS = ("一、基本情况", "二、推进经验和做法", "三、存在问题及改进方向")


def account_of_the_year(*headings: str, words: int, signed: str = "") -> bytes:
    """An account of the year with these headings and about as many characters behind each."""
    lines = [line for number, each in enumerate(headings) for line in (each, *prose(70 + number, words))]
    return plain_document(("2020年推进质量信得过班组建设活动总结", *lines, *filter(None, (signed,))))


@pytest.mark.parametrize(
    ("name", "account", "ours", "others"),
    [
        ("活动总结.docx", account_of_the_year(*HEADINGS, words=100), "unknown", "unknown"),
        ("甲/活动总结.docx", account_of_the_year(*HEADINGS, words=1200), "fine", "unknown"),
        ("甲/活动总结.docx", account_of_the_year(*HEADINGS, words=100), "defect", "unknown"),
        ("甲/活动总结.docx", account_of_the_year(*HEADINGS[:2], words=1700), "defect", "unknown"),
        (f"{OTHERS}活动总结.docx", account_of_the_year(*HEADINGS, words=100), "unknown", "defect"),
        ("活动总结.docx", account_of_the_year(*HEADINGS, words=100, signed=OTHERS), "unknown", "defect"),
    ],
    ids=["nobody's", "fine", "short", "heading", "named", "signed"],
)
def test_account_of_the_year_is_its_nominators(
    tmp_path: Path, name: str, account: bytes, ours: str, others: str
) -> None:
    inbox = tmp_path / "收件"
    for path, data in {
        "甲/一.docx": application(OURS, "甲建设有限公司", "测量一班"),
        "乙/二.docx": application(OTHERS, "丙建设有限公司", "木工三班"),
        name: account,
    }.items():
        (inbox / path).parent.mkdir(parents=True, exist_ok=True)
        (inbox / path).write_bytes(data)
    made = pipeline.new(tmp_path / "工作区", programme="caq-2020")
    pipeline.collect_into(made, [inbox], today=TODAY)
    assert answers(made, "V12") == {"测量一班": ours, "木工三班": others}
    told = {each.detail for team in teams(made).values() for each in team.verdicts if each.rule == "V12"}
    if ours == others == "unknown":
        (said,) = told
        assert said.partition("（")[0] == (
            "没有收到写明是推荐单位的活动总结；“活动总结.docx”没有写明是哪个推荐单位的，可能就是它"
        )
    else:
        assert any(each == "没有收到推荐单位的活动总结" for each in told)
