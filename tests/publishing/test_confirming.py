"""``qtdocs confirm``: names asked, answers read, corrections taken over with proof, waivers; nothing guessed."""

from __future__ import annotations

import datetime
import json
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.errors import UsageError
from qtdocs.ledger import corrections
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.history import history_shown
from qtdocs.pipeline.publishing.name_accepting import Proof, accepted
from qtdocs.pipeline.publishing.name_listing import names_listed
from qtdocs.pipeline.publishing.name_settling import Word, said, waived
from tests.judging_season import WHO
from tests.publishing.replies import BEIJING, HEAD, TIANJIN, Office, answer, saved, says
from tests.publishing_season import DAY, desk_in, finalise, publishing_season

WRONG = {"确认（正确/更正）": "更正"}
FIRST = "北京澄砺安装工程有限责任公司“塔吊安拆一班”"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = publishing_season(tmp_path_factory.mktemp("names"))
    finalise(place)
    Office(place=place).ask()
    return place.home


@pytest.fixture
def office(season: Path, tmp_path: Path) -> Office:
    shutil.copytree(season, tmp_path / "赛季")
    return Office(place=pipeline.find(tmp_path / "赛季"))


def accept(office: Office, entry: str = "班0001", *, dry_run: bool = False, **proof: Any) -> list[str]:
    told = accepted(office.place, entry, proof=Proof(**proof), who=WHO, today=DAY, dry_run=dry_run)
    return list(told)


def listed(office: Office) -> list[str]:
    return list(names_listed(office.place, today=DAY, as_json=False))


def test_every_nominator_gets_a_sheet_a_slip_and_a_mail(office: Office) -> None:
    folder = office.place.home / "名称核对"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert len(files) == 9
    assert files[:3] == [f"{BEIJING}/{name}" for name in ("名称核对表.xlsx", "名称核对邮件.eml", "核对回执.docx")]
    mail = message_from_bytes((folder / BEIJING / "名称核对邮件.eml").read_bytes(), policy=default)
    parts = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert parts == {name: (folder / BEIJING / name).read_bytes() for name in ("核对回执.docx", "名称核对表.xlsx")}
    assert mail["Date"] is None
    assert office.ask(dry_run=True)[0].startswith(f"会写出 名称核对/{BEIJING}/名称核对表.xlsx，2 个班组")


def test_same_ledger_gives_the_same_bytes(office: Office) -> None:
    folder = office.place.home / "名称核对"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shutil.rmtree(folder)
    office.ask()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_only_cells_of_the_answer_can_be_typed_into(office: Office) -> None:
    page = openpyxl.load_workbook(office.sheet())["名称核对"]
    assert page.protection.sheet
    open_heads = {page.cell(HEAD, cell.column).value for cell in page[HEAD + 1] if not cell.protection.locked}
    assert open_heads == {"确认（正确/更正）", "正确的单位名称", "正确的班组名称", "证明材料", "备注"}


def test_tiers_stay_in_the_house_until_they_are_published(tmp_path: Path) -> None:
    place = publishing_season(tmp_path)
    told = Office(place=place).ask(nominators=("天津",))
    assert told[:2] == [
        "结果还没有定稿，核对表是样稿；定稿以后名称没有变的，不用再核对。",
        "结果还没有公示，等级一栏写“未公示”。",
    ]
    page = openpyxl.load_workbook(Office(place=place).sheet(TIANJIN))["名称核对"]
    assert [cell.value for cell in page[HEAD + 1]][5 - 1] == "未公示"
    assert str(page["A1"].value).endswith("名称核对表（样稿）")


def test_answers_are_read_as_confirmed_corrected_and_silent(office: Office) -> None:
    path = office.fill(says(1, "正确"), nominator=BEIJING)
    other = office.fill(says(1, "更正", 正确的班组名称="防水施工一班组"), nominator=TIANJIN, name="天津.xlsx")
    told = office.read(path, other)
    assert told.worst == ""
    assert office.states() == {
        "班0001": "已确认", "班0002": "未回复", "班0003": "更正", "班0004": "未回复", "班0005": "未回复",
    }  # fmt: skip
    assert told.lines == (
        f"回复.xlsx（{BEIJING}）：已确认 1，更正 0，未回复 1",
        f"  班0001 {FIRST}　已确认",
        f"天津.xlsx（{TIANJIN}）：已确认 0，更正 1，未回复 1",
        "  班0003 天津湍砺水利工程有限责任公司“防水施工班组”　更正",
        "      班组名称：防水施工班组 → 防水施工一班组",
        "      　　第5字前多了“一”",
        "这次记下：已确认 1 个，更正 1 个。还没有回复的，用 qtdocs confirm list 看。",
        "更正的还没有改台账：看过以后，用 qtdocs confirm accept 班0003 --by 姓名 采用。",
    )
    assert office.honours()["班0003"].team == "防水施工班组"


def test_dry_run_puts_nothing_down(office: Office) -> None:
    originals = sorted(office.place.originals.folder.rglob("*"))
    assert office.read(office.fill(says(1, "正确")), dry_run=True).lines[-1] == "以上只是看看，什么也没有写。"
    assert set(office.states().values()) == {"未回复"}
    assert sorted(office.place.originals.folder.rglob("*")) == originals


def test_same_file_again_takes_no_later_word_back(office: Office) -> None:
    path = office.fill(says(1, "更正", 正确的班组名称="塔吊安拆二班"))
    office.read(path)
    list(said(office.place, ["班0001"], Word(said="已确认", source="电话"), who=WHO, today=DAY))
    assert office.read(path).lines[1] == f"  班0001 {FIRST}　更正（早已收过，没有变化）"
    assert office.states()["班0001"] == "已确认"


def test_two_files_that_disagree_count_for_nothing(office: Office) -> None:
    told = office.read(
        office.fill(says(1, "正确")), office.fill(says(1, "更正", 正确的班组名称="二班"), name="又一份.xlsx")
    )
    assert [line for line in told.lines if line.startswith("没有收")] == [
        "没有收：班0001 有几份回复说的不一样，都没有收："
        "又一份.xlsx 名称核对!F5 是更正，回复.xlsx 名称核对!F5 是已确认。"
    ]
    assert (told.worst, office.states()["班0001"]) == ("error", "未回复")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"确认（正确/更正）": "正确/更正"}, "名称核对!F5 写的是“正确/更正”，看不出是正确还是更正"),
        (WRONG, "名称核对!F5 选了更正，没有写出与原来不同的正确名称"),
        ({"确认（正确/更正）": "正确", "正确的班组名称": "二班"}, "名称核对!F5 选了正确，却另写了班组名称：二班"),
        ({"备注": "正在改名"}, "名称核对!A5 班0001 没有选正确或更正，只写了“正在改名”"),
        (WRONG | {"正确的单位名称": "甲\n公司"}, "名称核对!G5 的名称写成了几行"),
        (WRONG | {"正确的单位名称": "甲\ue001"}, "名称核对!G5 的名称里有看不见的符号或自造字，请重新打一遍"),
        (WRONG | {"正确的单位名称": "同上"}, "名称核对!G5 写的是“同上”，请写出完整的名称"),
        (WRONG | {"正确的单位名称": "=A1&B1"}, "名称核对!G5 的“正确的单位名称”是公式，文件里没有结果"),
        (WRONG | {"正确的单位名称": "甲" * 121}, "名称核对!G5 写了 121 个字，不会是名称"),
        ({"单位名称": "", "确认（正确/更正）": "正确"}, "名称核对!A5 左边的名称被清空了"),
    ],
)  # fmt: skip
def test_row_that_cannot_be_told_is_not_taken(office: Office, cells: dict[str, str], why: str) -> None:
    told = office.read(office.fill(answer(1, **cells)))
    assert [line for line in told.lines if "没有收：" in line] == [f"  没有收：{why}。"]
    assert (told.worst, office.states()["班0001"]) == ("error", "未回复")


@pytest.mark.parametrize("word", ["√", "☑正确", "无误", "对 ", "核对无误。", "OK"])
def test_people_say_right_in_many_words(office: Office, word: str) -> None:
    office.read(office.fill(says(1, word)))
    assert office.states()["班0001"] == "已确认"


def test_name_typed_over_the_old_one_is_a_correction_and_told(office: Office) -> None:
    told = office.read(office.fill(answer(1, 班组名称="塔吊安拆二班")))
    assert told.lines[1:6] == (
        f"  班0001 {FIRST}　更正",
        "      班组名称：塔吊安拆一班 → 塔吊安拆二班",
        "      　　第5字“一”写成“二”",
        "      名称核对!A5 没有选正确或更正，按更正记下",
        "      班0001 的班组名称直接改在左边的格里",
    )


def test_comments_on_cells_are_told(office: Office) -> None:
    def comment(book: Any) -> None:
        for row in (1, 2):
            book["名称核对"].cell(HEAD + row, 3).comment = Comment("公司已更名", "甲")

    told = office.read(office.fill(says(1, "正确"), comment))
    assert told.lines[1:4] == (
        f"  班0001 {FIRST}　已确认",
        "      批注：公司已更名",
        "  没有收：名称核对!A6 班0002 没有填，只有批注：公司已更名。",
    )
    assert told.lines[-1] == "其中 1 个另写了备注、批注，或者有别的说明，请逐个看一眼。"


def test_quotes_around_a_team_are_taken_off(office: Office) -> None:
    told = office.read(office.fill(says(1, "正确", 正确的班组名称="“塔吊安拆一班”")))
    assert told.lines[1:3] == (f"  班0001 {FIRST}　已确认", "      名称核对!H5 的引号去掉了，印的时候程序自己加")


def test_sorted_rows_and_moved_columns_are_found(office: Office) -> None:
    def shuffle(book: Any) -> None:
        page = book["名称核对"]
        rows = [[cell.value for cell in page[HEAD + number]] for number in (1, 2)]
        for number, values in enumerate(reversed(rows), 1):
            for column, value in enumerate(values, 1):
                page.cell(HEAD + number, column).value = value
        page.move_range(f"A{HEAD}:K{HEAD + 2}", cols=2, rows=3)

    office.read(office.fill(says(1, "正确"), shuffle))
    assert (office.states()["班0001"], office.states()["班0002"]) == ("已确认", "未回复")


def test_columns_sorted_alone_are_refused(office: Office) -> None:
    def swap(book: Any) -> None:
        page = book["名称核对"]
        for letter in "BCDE":
            one, other = f"{letter}{HEAD + 1}", f"{letter}{HEAD + 2}"
            page[one].value, page[other].value = page[other].value, page[one].value

    told = office.read(office.fill(says(1, "正确"), says(2, "正确"), swap))
    assert [line for line in told.lines if "没有收" in line][1:] == [
        f"  没有收：名称核对!A{row} 这一行的名称和隐藏的“记号”对不上，可能只排了一部分列，或者粘贴时盖住了别的行。"
        for row in (5, 6)
    ]
    assert set(office.states().values()) == {"未回复"}


def test_renamed_heading_is_taken_by_its_column_and_told(office: Office) -> None:
    def rename(book: Any) -> None:
        book["名称核对"].title = "表1"
        book["表1"].cell(HEAD, 7).value = "改成什么"

    told = office.read(office.fill(says(1, "更正", 正确的单位名称="甲公司"), rename))
    assert told.lines[1] == "  表1!G4 的表头写成了“改成什么”，按“正确的单位名称”收"
    assert office.states()["班0001"] == "更正"


def test_lost_column_of_marks_is_made_up_for_by_the_names(office: Office) -> None:
    office.read(office.fill(says(2, "正确"), lambda book: book["名称核对"].delete_cols(11)))
    assert office.states()["班0002"] == "已确认"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda book: book.remove(book["底稿"]), "不是程序写的名称核对表，或者里面隐藏的“底稿”页没有了"),
        (lambda book: book.copy_worksheet(book["名称核对"]), "有 2 页核对表（“名称核对”、“名称核对 Copy”），"),
        (lambda book: book["名称核对"].delete_rows(HEAD), "核对表的表头找不到了"),
        (lambda book: book["底稿"].__setitem__("D1", "0" * 16), "底稿!D1 写的是另一个工作区（0000000000000000），"),
        (lambda book: book["底稿"].__setitem__("C1", "caq-2020"), "底稿!C1 写的是另一个活动（caq-2020），"),
    ],
)  # fmt: skip
def test_foreign_workbook_is_refused_with_the_cell(office: Office, edit: Any, why: str) -> None:
    told = office.read(office.fill(says(1, "正确"), edit))
    assert told.lines[0].startswith(f"回复.xlsx：没有收。{why}")
    assert (told.worst, set(office.states().values())) == ("unread", {"未回复"})


def test_sheet_that_asked_older_names_is_not_taken(office: Office) -> None:
    path = office.fill(says(1, "正确"))
    list(said(office.place, ["班0001"], Word(said="更正", source="电话", team="塔吊二班"), who=WHO, today=DAY))
    accept(office)
    told = office.read(path)
    assert told.lines[1] == (
        "  没有收：名称核对!A5 班0001 问的是“北京澄砺安装工程有限责任公司 塔吊安拆一班”，"
        "现在台账里不是这样写，或者已经不在名单里；请重新发核对表。"
    )


def test_other_files_are_told_for_what_they_are(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "来信"
    folder.mkdir()
    shutil.copy(office.sheet(), folder / "名称核对表.xlsx")
    shutil.copy(office.sheet().parent / "核对回执.docx", folder / "回执.docx")
    (folder / "扫描.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "更名通知书.txt").write_text("兹证明", encoding="utf-8")
    told = office.read(folder)
    heads = [f"{line.partition('：')[0]}：{line.partition('：')[2][:6]}" for line in told.lines[:-1]]
    assert heads == ["坏.xlsx：没有收。结尾", "扫描.pdf：不是核对表。", "更名通知书.txt：不是核对表。"]
    assert told.worst == "unread"
    assert office.read(office.sheet().parent).lines == ("没有可收的文件：发出去的核对表还没有人填。",)


def test_correction_is_taken_over_with_its_proof(office: Office, tmp_path: Path) -> None:
    proof = tmp_path / "更名核准通知书.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    office.read(office.fill(says(1, "更正", 正确的单位名称="北京澄砺建设有限公司", 证明材料="更名核准通知书")))
    with pytest.raises(UsageError, match="要有证明材料：北京澄砺安装工程有限责任公司 → 北京澄砺建设有限公司"):
        accept(office)
    assert accept(office, file=proof, dry_run=True)[-1] == "以上只是看看，什么也没有写。"
    told = accept(office, file=proof)
    assert told[:2] == [f"班0001 {FIRST}：", "  单位名称：北京澄砺安装工程有限责任公司 → 北京澄砺建设有限公司"]
    assert f"已采用：台账更正 1 处，新的名称算已确认（{WHO}）。" in told
    honour = office.honours()["班0001"]
    assert (honour.organisation, honour.names) == ("北京澄砺建设有限公司", "已确认")
    with office.place.ledger() as ledger:
        (correction,) = corrections.all_corrections(ledger)
    assert (correction.field, correction.new, correction.who) == ("organisation_name", "北京澄砺建设有限公司", WHO)
    assert "更名核准通知书" in correction.why
    kept = next(line for line in listed(office) if "证明材料" in line).partition("存在 ")[2]
    assert (office.place.home / kept).read_bytes() == proof.read_bytes()
    assert pipeline.ledger_verified(office.place).startswith("台账")


def test_other_spelling_of_a_company_needs_no_proof(office: Office) -> None:
    office.read(office.fill(says(1, "更正", 正确的单位名称="北京澄砺安装工程 有限责任公司")))
    assert "  请看一眼新的单位名称：第9字是空格" in accept(office)
    assert office.states()["班0001"] == "已确认"


def test_proof_may_be_paper_that_lies_somewhere(office: Office) -> None:
    office.read(office.fill(says(1, "更正", 正确的单位名称="北京澄砺建设有限公司")))
    accept(office, note="更名通知书原件，档案盒三")
    assert "      证明材料：更名通知书原件，档案盒三" in listed(office)


def test_correction_does_not_outlive_a_change_of_the_ledger(office: Office) -> None:
    for team in ("塔吊甲班", "塔吊乙班"):
        list(said(office.place, ["班0001"], Word(said="更正", source="电话", team=team), who=WHO, today=DAY))
    accept(office)
    with pytest.raises(UsageError, match="没有要采用的更正"):
        accept(office)
    assert office.honours()["班0001"].team == "塔吊乙班"


def test_waiver_has_a_name_and_a_reason_and_warns_of_what_it_passes_over(office: Office) -> None:
    list(said(office.place, ["班0002"], Word(said="更正", source="来函", team="三班"), who=WHO, today=DAY))
    with pytest.raises(UsageError, match="没有写为什么放行"):
        list(waived(office.place, "班0002", because=" ", who=WHO, today=DAY))
    told = list(waived(office.place, "班0002", because="来函已撤回", who=WHO, today=DAY))
    assert told[1:] == ["注意：来函要求更正，没有采用：", "  班组名称：管廊安装三班 → 三班"]
    assert office.states()["班0002"] == "放行"


def test_final_paper_wants_every_name_settled(office: Office) -> None:
    def require() -> None:
        with office.place.ledger() as ledger:
            desk_in(office.place, ledger).require_names()

    words = ["班0001", "班0002", "班0003", "班0004"]
    list(said(office.place, words, Word(said="已确认", source="回执"), who=WHO, today=DAY))
    with pytest.raises(UsageError, match="有 1 个班组的名称没有确认：班0005"):
        require()
    list(waived(office.place, "班0005", because="推荐单位已撤销", who=WHO, today=DAY))
    require()
    assert listed(office)[-1] == "名称都已确认或放行，定稿后可以印。"


def test_word_can_be_taken_back(office: Office) -> None:
    for word in ("已确认", "未回复"):
        list(said(office.place, ["班0001"], Word(said=word, source="电话"), who=WHO, today=DAY))
    assert office.states()["班0001"] == "未回复"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (Word(said="好的", source="电话"), "没有“好的”这个说法"),
        (Word(said="已确认"), "没有写凭什么"),
        (Word(said="更正", source="电话"), "没有写与原来不同的名称"),
        (Word(said="已确认", source="电话", team="二班"), "却另写了名称"),
        (Word(said="更正", source="电话", team="二\u200b班"), "看不见的符号"),
        (Word(said="更正", source="电话", leader="王敏"), "不印班组长"),
    ],
)
def test_word_that_makes_no_sense_is_refused(office: Office, word: Word, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        list(said(office.place, ["班0001"], word, who=WHO, today=DAY))


def test_scan_of_the_slip_is_kept(office: Office, tmp_path: Path) -> None:
    scan = tmp_path / "回执.jpg"
    scan.write_bytes(b"\xff\xd8\xff scan")
    list(said(office.place, ["班0001"], Word(said="已确认", source="回执", scan=scan), who=WHO, today=DAY))
    assert [path.read_bytes() for path in office.place.originals.folder.rglob("*.jpg")] == [scan.read_bytes()]


def test_asking_again_asks_about_what_is_open_alone(office: Office) -> None:
    list(said(office.place, ["班0001", "班0002", "班0003"], Word(said="已确认", source="回执"), who=WHO, today=DAY))
    told = office.ask()
    assert told[0] == f"{BEIJING}：2 个班组的名称都已确认或放行，没有写。"
    assert told[1] == f"已写出 名称核对/{TIANJIN}/名称核对表.xlsx，1 个班组。"
    assert office.ask(nominators=("北京",), everything=True)[0].endswith("名称核对表.xlsx，2 个班组。")


def test_filled_sheet_in_the_workspace_is_never_written_over(office: Office) -> None:
    book = openpyxl.load_workbook(office.sheet())
    says(1, "正确")(book)
    office.sheet().write_bytes(saved(book))
    assert office.ask(nominators=(BEIJING,))[0].startswith(
        "名称核对表.xlsx 被人改过，没有覆盖；新的写成 名称核对表 (2).xlsx"
    )
    office.read(office.place.home / "名称核对")
    assert office.states()["班0001"] == "已确认"


@pytest.mark.parametrize(("name", "why"), [("上海", "名下没有得奖的班组"), ("协会", "对得上几个")])
def test_unknown_nominator_is_refused_with_the_known_ones(office: Office, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        office.ask(nominators=(name,))


def test_day_that_has_passed_is_refused(office: Office) -> None:
    with pytest.raises(UsageError, match="已经过了"):
        office.ask(until=DAY - datetime.timedelta(days=1))


def test_history_tells_every_word(office: Office) -> None:
    list(said(office.place, ["班0001"], Word(said="更正", source="电话", team="塔吊二班"), who=WHO, today=DAY))
    accept(office)
    told = [json.loads(line)["what"] for line in history_shown(office.place, "班0001", as_json=True)]
    assert {each for each in told if "塔吊二班" in each} == {
        "更正“班组名称”：塔吊安拆一班 → 塔吊二班（名称核对时更正（电话））",
        "要求更正名称，班组名称：塔吊安拆一班 → 塔吊二班（来自电话）",
        "名称已确认：北京澄砺安装工程有限责任公司“塔吊二班”（来自电话）",
    }


def test_commands_end_to_end(office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(office.place.home)
    path = office.fill(says(1, "看不懂"))
    with pytest.raises(SystemExit) as ended:
        main(["confirm", "read", str(path), "--by", WHO, "--strict"])
    assert ended.value.code == 1
    main(["confirm", "say", "班0001", "已确认", "--from", "回执", "--by", WHO])
    capsys.readouterr()
    main(["confirm", "list", "--json"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["entry"], each["names"]) for each in told][:2] == [("班0001", "已确认"), ("班0002", "未回复")]


def test_nobody_to_honour_is_said(tmp_path: Path) -> None:
    place = pipeline.new(tmp_path / "空", programme="cacem-2026")
    with pytest.raises(UsageError, match="还没有评定结果"):
        Office(place=place).ask()


def test_account_is_whole_after_a_correction(office: Office) -> None:
    list(said(office.place, ["班0001"], Word(said="更正", source="电话", team="塔吊二班"), who=WHO, today=DAY))
    accept(office)
    with office.place.ledger() as ledger:
        teams = account_of(ledger, desk_in(office.place, ledger).programme).teams
    assert [team.number for team in sorted(teams, key=lambda each: each.number)] == [f"班000{n}" for n in range(1, 7)]
