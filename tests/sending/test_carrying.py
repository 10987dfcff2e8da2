"""Entries carried to the next level: its own form filled from the ledger, what is missing told, nothing of scores."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtdocs import pipeline, readers
from qtdocs.editions import shelf
from qtdocs.errors import UsageError, WriteError
from qtdocs.extract import extract
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.record import Record
from qtdocs.model.sending import Carried
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.history import history_shown
from qtdocs.pipeline.sending.carrying import carried, carry_planned
from qtdocs.pipeline.workspace import Workspace
from tests.sending_season import TODAY, WHO, guangdong_season, zhejiang_season


@pytest.fixture(scope="module")
def guangdong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guangdong_season(tmp_path_factory.mktemp("guangdong"))[0].home


@pytest.fixture(scope="module")
def zhejiang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return zhejiang_season(tmp_path_factory.mktemp("zhejiang")).home


@pytest.fixture
def place(guangdong: Path, tmp_path: Path) -> Workspace:
    """A workspace of its own for each test."""
    return pipeline.find(shutil.copytree(guangdong, tmp_path / "赛季"))


def carry(place: Workspace, *numbers: str, to: str, out: Path | None = None) -> list[str]:
    run = carry_planned(place, numbers, to, today=TODAY)
    return list(carried(place, numbers, to, who=WHO, out=out, today=TODAY, shown=run.lines))


def read_form(path: Path, programme: str, desk: pipeline.Shelf) -> Record:
    edition = shelf.load_programme(programme)
    form = next(each for each in edition.forms if each.per_entry)
    layout = next(each for each in desk.layouts if (each.programme, each.form.id) == (programme, form.id))
    return extract(readers.read(path.read_bytes(), name=path.name), layout)


def folders(place: Workspace, to: str) -> Iterator[tuple[str, list[str]]]:
    for folder in sorted((place.home / "报送" / f"转报 {to}").iterdir()):
        if folder.is_dir():
            yield folder.name, sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("to", ["municipal-2021", "cacem-2026"])
def test_form_of_the_next_level_holds_the_values_of_the_entry(place: Workspace, to: str, desk: pipeline.Shelf) -> None:
    carry(place, "班0001", to=to)
    with place.ledger() as ledger:
        entry = account_of(ledger, shelf.load_programme("guangdong")).teams[0]
    form = "成果申报表" if to == "municipal-2021" else "报名表"
    (folder,) = (place.home / "报送" / f"转报 {to}").glob("班0001*")
    record = read_form(folder / ("申报表.docx" if to == "municipal-2021" else f"{form}.docx"), to, desk)
    keys = ("organisation_name", "team_name", "team_leader", "headcount", "contact", "contact_mobile", "profile")
    assert {key: record.fields[key].value for key in keys} == {key: entry.fields[key].value for key in keys}
    assert record.fields["nominator_name"].value == "广东省市政行业协会"
    staying = {key: record.fields[key].value for key in ("nomination_reason", "organisation_opinion")}
    assert staying == {"nomination_reason": None, "organisation_opinion": None}


def test_papers_go_along_under_the_names_that_are_asked_for_there(place: Workspace) -> None:
    carry(place, "班0001", "班0002", to="municipal")
    assert [files for _, files in folders(place, "municipal-2021")] == [
        ["发布用PPT.pptx", "申报表.docx", "评审材料.docx"],
        ["发布用PPT.pptx", "申报表.docx", "评审材料.docx"],
    ]
    carry(place, "班0001", to="cacem")
    assert [files for _, files in folders(place, "cacem-2026")] == [["报名表.docx", "申报材料.docx", "申报材料.pptx"]]


def test_what_is_missing_and_what_is_personal_is_shown_first(place: Workspace) -> None:
    run = carry_planned(place, ["班0001"], "cacem-2026", today=TODAY)
    (plan,) = run.plans
    assert plan.missing[:2] == ("报名表必填还空着：推荐单位意见", "“申报材料（PDF版）”只收到 Word 版，没有收到 PDF 版")
    assert plan.personal == ("通讯地址", "班组长", "电子邮箱", "联系人", "手机")
    assert "得分、名次、等级和各级意见不带过去，那里要另行评审。那里依据T/ZSQX 021，评分不能直接换算。" in run.lines
    assert not (place.home / "报送").exists()


def test_telephones_go_where_the_programme_says(zhejiang: Path, tmp_path: Path, desk: pipeline.Shelf) -> None:
    place = pipeline.find(shutil.copytree(zhejiang, tmp_path / "赛季"))
    carry(place, "班0001", to="cacem-2026")
    (path,) = (place.home / "报送").rglob("报名表.docx")
    record = read_form(path, "cacem-2026", desk)
    assert (record.fields["contact_mobile"].value, record.fields["contact_phone"].value) == (("13800002103",), None)


def test_entry_that_left_is_refused(place: Workspace) -> None:
    with place.busy("tests") as ledger, ledger.change("moved", "班0002"):
        ledger.write("UPDATE entries SET state = '撤回' WHERE number = '班0002'")
        ledger.seal("entries")
    with pytest.raises(UsageError, match="班0002（撤回）不再参加"):
        carry_planned(place, ["班0001", "班0002"], "cacem-2026", today=TODAY)


@pytest.mark.parametrize(("to", "words"), [("guangdong", "就是这个工作区的活动"), ("没有", "没有叫“没有”的活动")])
def test_programme_must_be_another_one(place: Workspace, to: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        carry_planned(place, ["班0001"], to, today=TODAY)


def test_programme_that_the_notice_does_not_name_is_told(place: Workspace) -> None:
    lines = carry_planned(place, ["班0001"], "caq-2020", today=TODAY).lines
    assert any(line.startswith("广东省市政工程质量信得过班组建设成果的文件里没有写可以推荐到") for line in lines)


def test_it_is_put_down_and_told_in_the_history(place: Workspace) -> None:
    carry(place, "班0001", to="cacem-2026")
    with place.ledger() as ledger:
        acts = held(ledger, ActKind.CARRIED, Carried)
    act = acts["班0001", "cacem-2026"]
    assert (act.who, act.value.form, len(act.value.files)) == (WHO, "registration", 3)
    assert act.value.personal == ("address", "team_leader", "contact_email", "contact", "contact_mobile")
    assert any("转报到 cacem-2026" in line for line in history_shown(place, "班0001", as_json=False))


def test_second_run_takes_the_place_of_what_nobody_changed(place: Workspace) -> None:
    carry(place, "班0001", to="cacem-2026")
    before = list(folders(place, "cacem-2026"))
    carry(place, "班0001", to="cacem-2026")
    assert list(folders(place, "cacem-2026")) == before
    (path,) = (place.home / "报送").rglob("报名表.docx")
    path.write_bytes(path.read_bytes() + b" ")
    carry(place, "班0001", to="cacem-2026")
    assert [name for name, _ in folders(place, "cacem-2026")] == [before[0][0], f"{before[0][0]} (2)"]


def test_ledger_that_changed_meanwhile_stops_it(place: Workspace) -> None:
    run = carry_planned(place, ["班0001"], "cacem-2026", today=TODAY)
    with pytest.raises(UsageError, match="刚才列出以后台账变了"):
        list(carried(place, ["班0001"], "cacem-2026", who=WHO, out=None, today=TODAY, shown=run.lines[:-1]))
    assert not (place.home / "报送").exists()


def test_folder_that_cannot_be_written_leaves_nothing_behind(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "U盘").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(WriteError, match="上级路径是一个文件"):
        carry(place, "班0001", to="cacem-2026", out=tmp_path / "U盘" / "转报")
    with place.ledger() as ledger:
        assert held(ledger, ActKind.CARRIED, Carried) == {}
