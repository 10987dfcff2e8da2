"""What a nominator sends upward: rule-made names, a list, digests, and the receiver's own word on it."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from qtdocs import pipeline, writing
from qtdocs.errors import UsageError, WriteError
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.result import KeptResult, Ranked, Result
from qtdocs.model.sending import SentUp
from qtdocs.pipeline.sending.bundle import SUMS, is_untouched
from qtdocs.pipeline.sending.sending_up import PackageAsked, sent_up
from qtdocs.pipeline.workspace import Workspace
from samples.papers import filled
from samples.people import CURTAIN, WATER
from samples.season import materials, national
from tests.sending_season import TODAY, WHO, zhejiang_season

JIAXING = "2026年度浙江省工程建设质量信得过班组典型经验申报材料（嘉兴市建筑业协会）"


@pytest.fixture(scope="module")
def zhejiang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return zhejiang_season(tmp_path_factory.mktemp("zhejiang")).home


@pytest.fixture
def place(zhejiang: Path, tmp_path: Path) -> Workspace:
    return pipeline.find(shutil.copytree(zhejiang, tmp_path / "赛季"))


def send(place: Workspace, **asked: object) -> tuple[list[str], list[str]]:
    """What is said, and the errors that the receiver's rules find."""
    failed: list[str] = []
    wanted = PackageAsked(jobs=0, **{"nominator": "嘉兴", **asked})  # type: ignore[arg-type]
    return list(sent_up(place, wanted, who=WHO, today=TODAY, failed=failed)), failed


def test_zip_holds_every_paper_under_its_rule_made_name(place: Workspace) -> None:
    send(place)
    with zipfile.ZipFile(place.home / "报送" / f"{JIAXING}.zip") as package:
        listed = package.infolist()
    assert [each.filename.removeprefix(f"{JIAXING}/") for each in listed] == [
        "目录清单.xlsx",
        "目录清单.docx",
        "典型经验推荐汇总表.xlsx",
        "01 嘉兴禾汐水务建设有限公司 泵闸运维班/01 泵闸运维班 典型经验申报表.docx",
        "01 嘉兴禾汐水务建设有限公司 泵闸运维班/01 泵闸运维班 班组建设成果.docx",
        "02 金华婺岚装饰工程有限公司 幕墙安装班/02 幕墙安装班 典型经验申报表.docx",
        "02 金华婺岚装饰工程有限公司 幕墙安装班/02 幕墙安装班 班组建设成果.docx",
        "校验说明.txt",
        SUMS,
    ]
    assert {each.flag_bits & 0x800 for each in listed} == {0x800}  # the names say that they are UTF-8
    assert {each.date_time for each in listed} == {writing.ZIP_TIME}


def test_same_ledger_and_day_give_the_same_bytes(place: Workspace) -> None:
    send(place)
    path = place.home / "报送" / f"{JIAXING}.zip"
    before = path.read_bytes()
    send(place)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_receivers_own_rules_say_what_is_missing(place: Workspace) -> None:
    said, failed = send(place)
    assert "照省工程质协的规定试收了一遍：认出班组 2 个，错误 5 条，提醒 3 条，读不了的文件 0 个。" in said
    assert sorted(failed) == [
        "“典型经验申报表”只收到 Word 版，没有收到 PDF 版。",
        "“典型经验申报表”只收到 Word 版，没有收到 PDF 版。",
        "“嘉兴市建筑业协会”的“典型经验推荐汇总表”只收到 Excel 版，没有收到 PDF 版。",
        "“班组建设成果（班组创建材料）”只收到 Word 版，没有收到 PDF 版。",
        "“班组建设成果（班组创建材料）”只收到 Word 版，没有收到 PDF 版。",
    ]


def test_list_names_what_is_missing_and_digests_are_right(place: Workspace) -> None:
    send(place, as_zip=False)
    folder = place.home / "报送" / JIAXING
    rows = list(openpyxl.load_workbook(folder / "目录清单.xlsx")["目录清单"].iter_rows(min_row=4, values_only=True))
    missing = [(row[1], row[2], row[3]) for row in rows if row[7] == "缺"]
    assert missing[0] == ("典型经验推荐汇总表", "PDF", "嘉兴市建筑业协会")
    assert len(missing) == 7
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "certutil -hashfile" in (folder / "校验说明.txt").read_text(encoding="utf-8-sig")


def test_folder_that_somebody_changed_is_not_replaced(place: Workspace) -> None:
    send(place, as_zip=False)
    folder = place.home / "报送" / JIAXING
    assert is_untouched(folder)
    (folder / "另加的.txt").write_text("盖章件明天到", encoding="utf-8")
    send(place, as_zip=False)
    assert sorted(each.name for each in folder.parent.iterdir()) == [JIAXING, f"{JIAXING} (2)"]
    assert (folder / "另加的.txt").exists()


def test_it_is_put_down(place: Workspace) -> None:
    send(place)
    with place.ledger() as ledger:
        acts = held(ledger, ActKind.SENT_UP, SentUp)
    act = acts["1",]
    assert (act.who, act.value.nominator, act.value.entries, act.value.files) == (
        WHO, "嘉兴市建筑业协会", ("班0002", "班0003"), 9,
    )  # fmt: skip


def test_dry_run_writes_nothing(place: Workspace) -> None:
    said, _ = send(place, dry_run=True)
    assert said[-1] == "以上只是看看，什么也没有写。"
    assert not (place.home / "报送").exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"nominator": ""}, "要写明是哪个推荐单位的报送包"),
        ({"nominator": "上海"}, "没有推荐单位叫“上海”"),
        ({"numbers": ("班0001",)}, "班0001 不是“嘉兴市建筑业协会”推荐的"),
        ({"numbers": ("班9999",)}, "没有编号或名称是“班9999”的班组"),
    ],
)
def test_what_cannot_be_sent_is_refused(place: Workspace, asked: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        send(place, **asked)


def test_entry_that_left_is_left_out_and_told(place: Workspace) -> None:
    with place.busy("tests") as ledger, ledger.change("moved", "班0003"):
        ledger.write("UPDATE entries SET state = '撤回' WHERE number = '班0003'")
        ledger.seal("entries")
    said, _ = send(place, dry_run=True)
    assert said[0] == "嘉兴市建筑业协会报送省工程质协：班组 1 个，材料 3 份。"
    assert said[1] == "没有放进去的班组：班0003（撤回）。"


def test_protected_folder_leaves_nothing_behind(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "U盘").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(WriteError):
        send(place, out=tmp_path / "U盘", as_zip=False)
    with place.ledger() as ledger:
        assert held(ledger, ActKind.SENT_UP, SentUp) == {}


@pytest.fixture(scope="module")
def national_season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A provincial association's workspace of 中国质协 2020: two teams, a 总结 of its own, and a result."""
    home = tmp_path_factory.mktemp("caq")
    for team in (WATER, CURTAIN):
        folder = home / "来件" / team.team
        folder.mkdir(parents=True)
        values = {**national(team), "nominator_name": "浙江省质量协会", "completion_rate": "98"}
        (folder / "申报表.docx").write_bytes(filled("caq-2020", "application", values))
        (folder / "创建材料.docx").write_bytes(materials(team))
    report = {"features_and_problems": "全年新增班组26个。\n浙江省质量协会"}
    (home / "来件" / "总结.docx").write_bytes(filled("caq-2020", "annual-summary", report))
    pipeline.run([home / "来件"], programme="caq-2020", out=home / "赛季", today=TODAY, jobs=0)
    place = pipeline.find(home / "赛季")
    ranked = tuple(
        Ranked(entry=f"班000{number}", marks={}, total=Decimal("92.5") - number, rank=number, tier="通过")
        for number in (1, 2)
    )
    with place.busy("tests") as ledger, ledger.change("result", "1"):
        kept = KeptResult(version=1, result=Result(ranked=ranked), ballots="0" * 64)
        put_down(ledger, ActKind.RESULT, [(("1",), kept)], who=WHO)
    return place.home


def test_disc_is_a_folder_with_forms_of_the_nominator(national_season: Path, tmp_path: Path) -> None:
    place = pipeline.find(shutil.copytree(national_season, tmp_path / "赛季"))
    said, _ = send(place, nominator="")
    (folder,) = (place.home / "报送").iterdir()
    assert folder.name == "2020年全国质量信得过班组建设报送材料（浙江省质量协会）"
    files = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    assert files == [
        "01 嘉兴禾汐水务建设有限公司 泵闸运维班/典型经验申报表.docx",
        "01 嘉兴禾汐水务建设有限公司 泵闸运维班/班组创建材料.docx",
        "02 金华婺岚装饰工程有限公司 幕墙安装班/典型经验申报表.docx",
        "02 金华婺岚装饰工程有限公司 幕墙安装班/班组创建材料.docx",
        SUMS,
        "推荐表/01 泵闸运维班.docx",
        "推荐表/02 幕墙安装班.docx",
        "材料评审汇总表.docx",
        "校验说明.txt",
        "活动总结.docx",
        "活动统计表.docx",
        "目录清单.docx",
        "目录清单.xlsx",
    ]
    assert any(line.startswith("照中国质协的规定试收了一遍：认出班组 2 个") for line in said)
    originals = openpyxl.load_workbook(folder / "目录清单.xlsx")["纸质原件和扫描件"]
    assert originals.max_row > 4
