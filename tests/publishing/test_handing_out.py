"""用印登记, 快递单, 标签, 签收表: what they hold, what they refuse, and what comes back signed."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.editions.announcing import LabelSheet
from qtdocs.errors import MissingToolError, UsageError
from qtdocs.model.publication import SIGNING_COLUMNS, Sealing
from qtdocs.pipeline.publishing.delivering import courier_list, labels
from qtdocs.pipeline.publishing.sealing import sealed, sealing_register
from qtdocs.pipeline.publishing.signing import signatures_taken, signing_sheet
from qtdocs.render.publishing.labels import PADDING, Label, label_pages
from tests.judging_season import WHO
from tests.publishing_season import DAY, confirm_names, desk_in, finalise, publishing_season

FOLDER = Path(__file__).parents[2] / "templates" / "_base"
MM = 72 / 25.4
COLUMNS = [key for key, _ in SIGNING_COLUMNS]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publishing_season(tmp_path_factory.mktemp("season")).home


@pytest.fixture
def draft(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


@pytest.fixture
def place(draft: pipeline.Workspace) -> pipeline.Workspace:
    finalise(draft)
    confirm_names(draft)
    return draft


def rows_of(path: Path) -> list[tuple[object, ...]]:
    return [row for row in load_workbook(path).worksheets[0].iter_rows(min_row=4, values_only=True) if any(row)]


def sheet_written(place: pipeline.Workspace) -> Path:
    with place.busy("tests") as ledger:
        list(signing_sheet(desk_in(place, ledger)))
    return place.home / "发布" / "签收表.xlsx"


def filled(path: Path, said: Mapping[int, Mapping[str, object]]) -> Path:
    """The sheet with something typed into it, by row from 4 and key."""
    book = load_workbook(path)
    for row, values in said.items():
        for key, value in values.items():
            book.worksheets[0].cell(row, COLUMNS.index(key) + 1).value = value  # type: ignore[assignment]
    target = path.with_name("签收表（录好）.xlsx")
    book.save(target)
    return target


def taken(place: pipeline.Workspace, path: Path | None, *, dry_run: bool = False) -> list[str]:
    return list(signatures_taken(place, path, who=WHO, dry_run=dry_run, today=DAY))


def test_courier_list_has_address_and_phone_and_says_that_it_stays_in_the_office(place: pipeline.Workspace) -> None:
    with place.busy("tests") as ledger:
        assert list(courier_list(desk_in(place, ledger))) == ["已写出 发布/快递单（只在办公室里看）.xlsx，5 件。"]
    path = place.home / "发布" / "快递单（只在办公室里看）.xlsx"
    assert "不要外发" in str(load_workbook(path).worksheets[0]["A2"].value)
    first = rows_of(path)[0]
    assert str(first[3]).startswith("1380000")
    assert (bool(first[2]), bool(first[4]), first[6]) == (True, True, "证书 1 本")


def test_parcel_without_an_address_is_told_and_gets_no_label(place: pipeline.Workspace) -> None:
    edition = place.home / "forms" / place.programme
    shutil.copytree(Path(__file__).parents[2] / "forms" / place.programme, edition)
    told = (edition / "programme.toml").read_text(encoding="utf-8") + '\n[announcing]\nparcels = "nominator"\n'
    (edition / "programme.toml").write_text(told, encoding="utf-8")
    with place.busy("tests") as ledger:
        desk = desk_in(place, ledger)
        assert "没有收件人、电话、地址" in list(courier_list(desk))[1]
        assert [line[:9] for line in labels(desk)] == ["地址不全，没有做标签"[:9]]
    assert len(rows_of(place.home / "发布" / "快递单（只在办公室里看）.xlsx")) == 3


def test_labels_stand_where_the_sheet_says_to_the_tenth_of_a_millimetre() -> None:
    sheet = LabelSheet(columns=3, rows=7, width=63.5, height=38.1, left=7.2, top=15.1, gap_across=2.5)
    made = [
        Label(
            postcode="100000", address=f"路{n}号", receiver="甲公司", person="柳青禾", phone="13800000001", contents=""
        )
        for n in range(22)
    ]
    with pdfplumber.open(io.BytesIO(label_pages(made, sheet, folder=FOLDER, draft=False))) as document:
        assert len(document.pages) == 2
        starts = [sign for sign in document.pages[0].chars if sign["text"] == "甲"]
    spots = [(round(sign["x0"] / MM, 1), round(sign["top"] / MM, 1)) for sign in starts]
    assert [left for left, _ in spots[:3]] == [round(7.2 + n * 66 + PADDING, 1) for n in range(3)]
    assert round(spots[3][1] - spots[0][1], 1) == 38.1
    assert len(spots) == 21


def test_label_never_loses_a_character() -> None:
    long = Label(
        postcode="", address="某省某市某区某某路" * 8, receiver="某某建设工程集团股份有限公司" * 4, person="欧阳望舒",
        phone="13800000001", contents="证书 3 本",
    )  # fmt: skip
    with pdfplumber.open(io.BytesIO(label_pages([long], LabelSheet(), folder=FOLDER, draft=True))) as document:
        words = "".join(sign["text"] for sign in document.pages[0].chars)
        lowest = max(sign["bottom"] for sign in document.pages[0].chars) / MM
    assert [each for each in (long.address, long.receiver, "欧阳望舒", "样稿") if each not in words] == []
    assert lowest < 0.5 + 37 - PADDING + 1
    with pytest.raises(UsageError, match="标签上写不下"):
        label_pages([long], LabelSheet(rows=14, height=20), folder=FOLDER, draft=False)
    with pytest.raises(UsageError, match="比 A4"):
        label_pages([long], LabelSheet(rows=9), folder=FOLDER, draft=False)


def test_label_with_a_character_that_no_font_has_is_refused() -> None:
    label = Label(postcode="", address="路1号", receiver="甲\ue123公司", person="柳", phone="1", contents="")
    with pytest.raises(MissingToolError, match="甲\ue123公司"):
        label_pages([label], LabelSheet(), folder=FOLDER, draft=False)


def test_sealing_is_put_down_numbered_and_taken_off_the_waiting_list(place: pipeline.Workspace) -> None:
    said = Sealing(number=0, paper="证书（示范级）", copies=2, receiver="班组", approved_by="俞望舒", day="2026-05-20")
    told = list(sealed(place, said, who=WHO, today=DAY))
    assert told[0] == "已记下：第 1 号用印，证书（示范级） 2 份，公章（王敏）。"
    rows = rows_of(place.home / "发布" / "用印登记.xlsx")
    assert rows[0] == ("1", "2026-05-20", "证书（示范级）", None, 2, "班组", "公章", "俞望舒", "王敏", None)
    assert [(row[2], row[4]) for row in rows[1:]] == [("通报", 4), ("证书（卓越级）", 1), ("证书（改进级）", 2)]
    assert next(sealed(place, said, who=WHO, today=DAY)).startswith("同一天已经记过")
    assert pipeline.ledger_verified(place).startswith("台账")


def test_draft_is_never_sealed(draft: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="还是样稿，不能用印"):
        list(sealed(draft, Sealing(number=0, paper="通报", day="2026-05-20"), who=WHO, today=DAY))
    assert len(list(sealed(draft, Sealing(number=0, paper="公示", day="2026-05-20"), who=WHO, today=DAY))) == 2
    with draft.busy("tests") as ledger:
        assert list(sealing_register(desk_in(draft, ledger))) == [
            "已写出 发布/用印登记.xlsx，已用印 1 次，待用印 0 项。"
        ]


def test_signatures_come_back_and_those_who_have_not_signed_are_named(place: pipeline.Workspace) -> None:
    path = filled(
        sheet_written(place),
        {
            4: {"taker": "柳青禾", "day": datetime.datetime(2026, 5, 18)},
            5: {"taker": "沈 青", "day": "2026年5月19日", "remark": "代领"},
        },
    )
    assert taken(place, path, dry_run=True)[0] == "会记下 2 个班组的签收（王敏）。"
    told = taken(place, path)
    assert told[:2] == ["已记下 2 个班组的签收（王敏）。", "还有 3 个班组没有签收："]
    assert [line.split()[0] for line in told[2:]] == ["班0003", "班0004", "班0005"]
    assert taken(place, None) == told[1:]
    assert taken(place, path)[0] == "已记下 0 个班组的签收（王敏）。"
    rows = rows_of(sheet_written(place))
    assert [row[7:10] for row in rows[:3]] == [
        ("柳青禾", "2026-05-18", None),
        ("沈 青", "2026-05-19", "代领"),
        (None,) * 3,
    ]


def test_row_whose_names_are_not_the_ledgers_is_not_taken(place: pipeline.Workspace) -> None:
    path = filled(
        sheet_written(place),
        {
            4: {"taker": "柳青禾", "team": "别的班"},
            5: {"taker": "同上"},
            6: {"day": "2026-05-18"},
            7: {"taker": "沈青", "day": "2027-01-01"},
            8: {"entry": "班0099", "taker": "俞望舒"},
            9: {"taker": "俞望舒"},
        },
    )
    told = taken(place, path)
    assert [line for line in told if line.startswith("没有采用")] == [
        "没有采用：H5 写的是“同上”，请写上姓名。",
        "没有采用：H6 有日期，没有签收人。",
        "没有采用：I7 日期 2027-01-01 还没有到。",
        "没有采用：第 9 行有签收人，没有班组编号。",
        told[4],
        "没有采用：第 8 行的 班0099 不在得奖名单里。",
    ]
    assert told[4].startswith("没有采用：第 4 行（班0001）写的是“")
    assert "表上没有这些班组：班0005。" in told
    assert "已记下 1 个班组的签收（王敏）。" in told


def test_changed_signature_is_told(place: pipeline.Workspace) -> None:
    path = sheet_written(place)
    taken(place, filled(path, {4: {"taker": "柳青禾", "day": "2026-05-18"}}))
    told = taken(place, filled(path, {4: {"taker": "沈青", "day": "2026-05-18"}}))
    assert told[0] == "班0001 原来记的是 柳青禾（2026-05-18），改为 沈青（2026-05-18）。"
    assert "班0001 台账里已由 沈青（2026-05-18） 签收，表上空着，没有改。" in taken(place, path)


def test_other_workbook_is_no_sheet_of_signatures(place: pipeline.Workspace, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "随便"
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(UsageError, match="这不是签收表"):
        taken(place, tmp_path / "别的.xlsx")
    (tmp_path / "坏的.xlsx").write_bytes((tmp_path / "别的.xlsx").read_bytes()[:900])
    with pytest.raises(UsageError, match="打不开"):
        taken(place, tmp_path / "坏的.xlsx")


def test_nothing_is_signed_for_before_the_result_is_final(draft: pipeline.Workspace) -> None:
    with pytest.raises(UsageError, match="还没有定稿，证书没有发出"):
        taken(draft, None)


def test_commands_say_what_they_need(place: pipeline.Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet_written(place)
    with pytest.raises(SystemExit) as ended:
        main(["publish", "signed", str(path), "-w", str(place.home)])
    assert ended.value.code == 2
    assert "收签收表要写 --by 姓名" in capsys.readouterr().err
    main(["publish", "sealed", "证书（卓越级）", "--by", WHO, "--on", "2026-05-20", "-w", str(place.home)])
    assert capsys.readouterr().out.startswith("已记下：第 1 号用印")


def test_nobody_seals_or_collects_without_a_name(place: pipeline.Workspace) -> None:
    said = Sealing(number=0, paper=" ", day="2026-05-20")
    with pytest.raises(UsageError, match="没有写盖的是哪一份文件"):
        list(sealed(place, said, who=WHO, today=DAY))
    with pytest.raises(UsageError, match="没有写是谁盖章的"):
        list(sealed(place, said, who=" ", today=DAY))
    with pytest.raises(UsageError, match="没有写是谁收的"):
        list(signatures_taken(place, sheet_written(place), who="\u200b", dry_run=False, today=DAY))


def test_command_is_found_behind_the_workspace(place: pipeline.Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["publish", "-w", str(place.home), "signed"])
    assert capsys.readouterr().out.startswith("还有 5 个班组没有签收")
