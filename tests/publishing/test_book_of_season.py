"""光荣册 and 名称校对 of a season, from the ledger to the files and back."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner
from docx import Document

from qtdocs import writing
from qtdocs.cli import main_group
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import standings
from qtdocs.model.honour import Honour
from qtdocs.pipeline.publishing.book import book, book_of, tiers_of
from qtdocs.pipeline.publishing.proof_gates import require_explained, require_printed
from qtdocs.pipeline.publishing.proofing import DIFFERENT, EXPLAINED, OPEN, SAME, Printed, printed_name, proofs_of
from qtdocs.pipeline.workspace import Workspace
from tests.publishing_season import confirm_names, desk_in, finalise, publishing_season

ROWS = re.compile(r"(?m)^(\d+) (\S+“\S+)")


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return publishing_season(tmp_path)


def run(place: Workspace, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(main_group, ["publish", *words, "--workspace", str(place.home)])
    return found.exit_code, found.output


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_draft_book_lies_in_the_folder_as_pdf_and_word(place: Workspace) -> None:
    code, said = run(place, "光荣册")
    assert (code, "5 个班组" in said) == (0, True)
    assert sorted(path.name for path in (place.home / "发布").iterdir()) == [
        "光荣册（样稿）.docx",
        "光荣册（样稿）.pdf",
    ]


def test_book_holds_no_score_no_rank_and_no_telephone(place: Workspace) -> None:
    run(place, "光荣册")
    pdf = text_of(place.home / "发布" / "光荣册（样稿）.pdf")
    document = Document(str(place.home / "发布" / "光荣册（样稿）.docx"))
    word = "\n".join(
        [each.text for each in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for text in (pdf, word):
        assert re.findall(r"1\d{10}|\d{3}-\d{4}|9\d\.\d|8\d\.\d|第\d+名|名次", text) == []
        assert "排名不分先后" in text


def test_final_book_says_so_and_takes_the_place_of_the_draft(place: Workspace) -> None:
    run(place, "光荣册")
    finalise(place)
    confirm_names(place)
    code, _ = run(place, "光荣册")
    assert code == 0
    assert sorted(path.name for path in (place.home / "发布").iterdir()) == ["光荣册.docx", "光荣册.pdf"]
    assert "样稿" not in text_of(place.home / "发布" / "光荣册.pdf")


def test_the_same_season_gives_the_same_bytes(place: Workspace, tmp_path: Path) -> None:
    other = publishing_season(tmp_path / "again")
    for each in (place, other):
        run(each, "光荣册")
    for name in ("光荣册（样稿）.pdf", "光荣册（样稿）.docx"):
        assert (place.home / "发布" / name).read_bytes() == (other.home / "发布" / name).read_bytes()


def test_final_book_without_confirmed_names_is_refused(place: Workspace) -> None:
    finalise(place)
    confirm_names(place, but=("班0002",))
    code, said = run(place, "光荣册")
    assert (code, "班0002" in said, "qtdocs confirm" in said) == (2, True, True)
    assert not (place.home / "发布").exists()


def test_a_team_that_left_after_the_result_stops_the_book(place: Workspace) -> None:
    finalise(place)
    confirm_names(place)
    with place.busy("tests") as ledger, ledger.change("moved", "班0003"):
        standings.move(ledger, "班0003", before="定级", after="取消资格", who="王敏", because="来函", papers=())
        standings.settle(ledger)
    code, said = run(place, "光荣册")
    assert (code, "班0003" in said) == (2, True)


def test_counts_of_the_announcement_that_lies_there_must_agree(place: Workspace) -> None:
    run(place, "通报")
    path = place.home / "发布" / "通报（样稿）.docx"
    document = Document(str(path))
    document.tables[1]._tbl.remove(document.tables[1].rows[-1]._tr)
    writing.write_bytes(path, writing.saved(document))
    with place.ledger() as ledger, pytest.raises(UsageError, match=r"各有 1、1、2 个.*示范级 2 个"):
        book_of(desk_in(place, ledger))


def test_numbers_run_through_or_begin_anew_in_each_tier() -> None:
    programme = shelf.load_programme("cacem-2026")
    teams = [
        Honour(entry=f"班{n}", organisation="甲公司", team=f"{n}班", tier=tier) for n, tier in enumerate("甲甲乙乙")
    ]
    numbers = {
        rule: [
            row.number
            for tier in tiers_of(
                programme.model_copy(
                    update={"publishing": programme.publishing.model_copy(update={"numbering": rule})}
                ),
                teams,
            )
            for group in tier.groups
            for row in group.rows
        ]
        for rule in ("continue", "restart")
    }
    assert numbers == {"continue": [1, 2, 3, 4], "restart": [1, 2, 1, 2]}


def test_nothing_to_print_is_refused(tmp_path: Path) -> None:
    from tests.judging_season import judging_season

    empty, _ = judging_season(tmp_path)
    assert run(empty, "光荣册")[0] == 2
    found = CliRunner().invoke(main_group, ["publish", "proof", "--workspace", str(empty.home)])
    assert isinstance(found.exception, UsageError)


def test_dry_run_writes_nothing(place: Workspace) -> None:
    code, said = run(place, "光荣册", "--dry-run")
    assert (code, "会写出 发布/光荣册（样稿）.pdf" in said, (place.home / "发布").exists()) == (0, True, False)


def test_proof_finds_every_name_on_form_book_and_announcement(place: Workspace) -> None:
    run(place, "通报", "光荣册")
    code, said = run(place, "校对")
    assert (code, "不一致" in said) == (0, False)
    lines = [json.loads(line) for line in run(place, "proof", "--json")[1].splitlines()]
    assert [line["entry"] for line in lines] == sorted({line["entry"] for line in lines}) or len(lines) == 5
    told = {source["source"]: source["verdict"] for line in lines for source in line["sources"]}
    wanted = {"通报（Word）": SAME, "光荣册（Word）": SAME, "光荣册（PDF）": SAME, "证书（PDF）": OPEN}
    assert {key: told[key] for key in wanted} == wanted
    assert any("申报表" in source for source in told)
    sheet = openpyxl.load_workbook(io.BytesIO((place.home / "名称核对" / "名称校对表.xlsx").read_bytes()))
    assert sheet.sheetnames == ["要看的", "全部"]
    assert sheet["全部"].max_row == 3 + sum(len(line["sources"]) for line in lines)


def test_a_book_that_somebody_changed_is_not_taken_for_proved(place: Workspace) -> None:
    run(place, "光荣册")
    path = place.home / "发布" / "光荣册（样稿）.docx"
    document = Document(str(path))
    document.tables[0].rows[1].cells[1].text = "别的公司“别的班”"
    document.save(str(path))
    lines = [json.loads(line) for line in run(place, "proof", "--json")[1].splitlines()]
    verdicts = {s["verdict"] for line in lines for s in line["sources"] if s["source"] == "光荣册（Word）"}
    assert verdicts == {OPEN}


def test_a_paper_of_ours_with_another_name_differs_whatever_people_confirmed(place: Workspace) -> None:
    confirm_names(place)
    with place.ledger() as ledger:
        desk = desk_in(place, ledger)
        names = [printed_name(each) for each in desk.honours.teams]
        wrong = (names[0], names[1].replace("有限", "有現"), *names[2:4])
        paper = Printed(source="光荣册（PDF）", file="光荣册.pdf", names=wrong)
        verdicts = [proof.witnesses[-1].verdict for proof in proofs_of(desk, (paper,))]
        assert verdicts == [SAME, DIFFERENT, SAME, SAME, DIFFERENT]
        with pytest.raises(UsageError, match="印成了"):
            require_printed(desk, (paper,))
        with pytest.raises(UsageError, match="里有 4 个班组"):
            require_printed(desk, (Printed(source="光荣册", file="光荣册.pdf", names=tuple(names[:4])),))


def test_a_corrected_name_is_explained_and_an_unsettled_one_is_not(place: Workspace) -> None:
    from dataclasses import replace

    from qtdocs.pipeline.publishing.honours import Honours

    with place.ledger() as ledger:
        desk = desk_in(place, ledger)
        first, *others = desk.honours.teams
        said = {}
        for names in ("已确认", "放行", "未回复", "更正"):
            other = replace(first, organisation="更名以后的有限公司", names=names)
            honours = Honours(course=desk.honours.course, teams=(other, *others))
            proof = proofs_of(replace(desk, honours=honours), ())[0]
            said[names] = {each.verdict for each in proof.witnesses if "申报表" in each.source}
            assert proof.differs == (names in ("未回复", "更正"))
        assert said == {"已确认": {EXPLAINED}, "放行": {EXPLAINED}, "未回复": {DIFFERENT}, "更正": {DIFFERENT}}
        require_explained(desk)
        assert next(book(replace(desk, dry_run=True))).startswith("会写出 发布/光荣册（样稿）.pdf")


def test_a_radical_in_a_name_is_told_in_a_draft_and_stops_the_final_book(place: Workspace) -> None:
    from dataclasses import replace

    from qtdocs.pipeline.publishing.honours import Honours

    finalise(place)
    with place.ledger() as ledger:
        desk = desk_in(place, ledger, dry_run=True)
        first, *others = (replace(each, names="已确认") for each in desk.honours.teams)
        wrong = Honours(course=desk.honours.course, teams=(replace(first, team="⻓江班"), *others))
        assert any("应当是“长”" in line for line in book(replace(desk, honours=wrong, draft=True)))
        with pytest.raises(UsageError, match="应当是“长”"):
            list(book(replace(desk, honours=wrong)))
