"""Review packages: whose papers, which not, no telephone, and nothing that somebody filled in is ever lost."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from PIL import Image

from qtdocs import pipeline
from qtdocs.errors import UsageError, WriteError
from qtdocs.ledger import standings
from qtdocs.ledger.judging import ActKind, acts, put_down
from qtdocs.model.expert import LEADER, MEMBER, Expert, Panel, PanelDraw, Seat
from qtdocs.model.package import Packaged
from qtdocs.model.score_book import FRONT_SCALE_CELL, FRONT_SHEET, RECUSAL_CELL, RECUSED
from qtdocs.model.settlement import Settled
from qtdocs.pipeline.judging.collect_told import CollectWishes, sheets_collected
from qtdocs.pipeline.judging.packages import packages_written
from qtdocs.pipeline.judging.scales import setting_of_scale
from samples.season import slides
from samples.seasons import cacem
from samples.seasons.cast import Member, cast
from tests.judging_season import TODAY, WHO, pass_all

PHONE = "13800009001"
EXPERTS = (
    Expert(id="专001", name="欧阳望舒", organisation="东海质量院", phone=PHONE),
    Expert(id="专002", name="李四/甲", organisation="东海质量院", phone="138-0000-9002"),
    Expert(id="专003", name="张三", organisation="西山质量院", phone="13800009003"),
    Expert(id="专004", name="张三", organisation="西山质量院", phone="13800009004"),
)
FIRST, SECOND, THIRD, FOURTH = (f"班000{number}" for number in range(1, 5))


def panels(*, avoided: dict[str, tuple[str, ...]] | None = None) -> tuple[Panel, ...]:
    seats = [Seat(expert=each.id, role=LEADER if number % 2 == 0 else MEMBER) for number, each in enumerate(EXPERTS)]
    return (
        Panel(name="第1组", seats=tuple(seats[:2]), entries=(FIRST, SECOND), avoided=avoided or {}),
        Panel(name="第2组", seats=tuple(seats[2:]), entries=(THIRD, FOURTH)),
    )


def draw(place: pipeline.Workspace, groups: tuple[Panel, ...], *, stage: str = "material", number: int = 1) -> None:
    drawn = PanelDraw(
        stage=stage, number=number, seed="26048", seed_source="公开号码", pool_hash="0" * 64,
        order=tuple(each.id for each in EXPERTS), panels=groups,
    )  # fmt: skip
    with place.busy("tests") as ledger, ledger.change("drawn", str(number)):
        put_down(ledger, ActKind.DRAW, [((stage,), drawn)], who=WHO)


def materials(member: Member) -> bytes:
    document = Document()
    for text in (f"{member.organisation}{member.team}创建材料", f"联系电话 {member.phone}" * (member.number == 1)):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four teams; of the last, no materials came."""
    home = tmp_path_factory.mktemp("season")
    for member in cast(4, regions=("北京", "天津")):
        folder = home / "来件" / member.nominator / f"{member.number:02d} {member.team}"
        folder.mkdir(parents=True)
        (folder / "报名表.docx").write_bytes(cacem.registration(member))
        (folder / "发布材料.pptx").write_bytes(slides((f"{member.organisation}{member.team}",)))
        if member.number == 3:
            (folder / "证书.jpg").write_bytes(picture())
        if member.number != 4:
            (folder / "材料.docx").write_bytes(materials(member))
    pipeline.run([home / "来件"], programme=cacem.PROGRAMME, out=home / "赛季", today=TODAY)
    place = pipeline.find(home / "赛季")
    with place.busy("tests") as ledger:
        pass_all(ledger)
        with ledger.change("pool", "4"):
            put_down(ledger, ActKind.EXPERT, [((each.id,), each) for each in EXPERTS], who=WHO)
    draw(place, panels(avoided={"专002": (SECOND,)}))
    return place.home


@pytest.fixture(scope="module")
def packed_season(season: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The same season after ``qtdocs judge packages``, and what that said."""
    home = tmp_path_factory.mktemp("packed") / "赛季"
    shutil.copytree(season, home)
    return home, packed(pipeline.find(home), who=WHO)


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    """A workspace without packages."""
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


@pytest.fixture
def full(packed_season: tuple[Path, list[str]], tmp_path: Path) -> pipeline.Workspace:
    """A workspace with packages."""
    shutil.copytree(packed_season[0], tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def withdraw(place: pipeline.Workspace, number: str) -> None:
    with place.busy("tests") as ledger, ledger.change("moved", number):
        standings.move(ledger, number, before="初选合格", after="撤回", who=WHO, because="单位要求", papers=())
        standings.settle(ledger)


def packed(place: pipeline.Workspace, **wanted: object) -> list[str]:
    return list(packages_written(place, **wanted))  # type: ignore[arg-type]


def files(place: pipeline.Workspace, folder: str) -> list[str]:
    """What lies in a package, the names of organisation and team left out."""
    found = (place.home / folder).iterdir()
    return sorted(
        f"{each.name[:5]} {each.name.rpartition(' ')[2]}" if each.name[0] == "班" else each.name for each in found
    )


def book_of(place: pipeline.Workspace, folder: str) -> Path:
    return next((place.home / folder).glob("电子评分表 *.xlsx"))


LEADS = "评审/材料包/第1组 专001 欧阳望舒"
AVOIDS = "评审/材料包/第1组 专002 李四_甲"


def test_package_holds_own_entries_and_nothing_that_is_avoided(
    full: pipeline.Workspace, packed_season: tuple[Path, list[str]]
) -> None:
    place = full
    assert packed_season[1][0] == "第1组 专001 欧阳望舒：班组 2 个，材料 4 份；写 9 个文件。"
    own = ["承诺书与回避声明.docx", "清单.xlsx"]
    first = [f"{FIRST} 发布材料.pptx", f"{FIRST} 材料.docx", f"{FIRST} 评分表.docx"]
    assert files(place, LEADS) == [
        *own, *first, *(each.replace(FIRST, SECOND) for each in first), "电子评分表 第1组 专001 欧阳望舒.xlsx",
    ]  # fmt: skip
    assert files(place, AVOIDS) == [*own, *first, "电子评分表 第1组 专002 李四_甲.xlsx"]
    assert sorted(each.name for each in (place.home / "评审/材料包").iterdir()) == [
        "第1组 专001 欧阳望舒", "第1组 专002 李四_甲", "第1组 签到表.docx", "第2组 专003 张三", "第2组 专004 张三",
        "第2组 签到表.docx",
    ]  # fmt: skip
    tabs = openpyxl.load_workbook(book_of(place, AVOIDS)).sheetnames
    assert [each[:5] for each in tabs] == [FRONT_SHEET, FIRST, "底稿"]


def test_copies_are_the_originals(full: pipeline.Workspace) -> None:
    copy = next((full.home / LEADS).glob(f"{FIRST}*材料.docx"))
    originals = {each.read_bytes() for each in full.originals.all()}
    assert copy.read_bytes() in originals
    assert copy.stat().st_mode & 0o200  # a copy can be written and taken away, an original cannot


def test_what_is_missing_or_should_be_looked_at_is_told(
    full: pipeline.Workspace, packed_season: tuple[Path, list[str]]
) -> None:
    place, told = full, packed_season[1]
    at = told.index("有 2 个班组的材料请看一下：")
    assert told[at + 1].startswith(f"  {FIRST}　")
    assert told[at + 1].endswith("证书.jpg”认不出是哪种材料，没有放；是评委要看的，请自己放进去。")
    assert told[at + 2].startswith(f"  {FOURTH}　")
    assert told[at + 2].endswith("：没有收到材料；写在申报表里的，用 --with-forms 把申报表也放进去。")
    phones = next(line for line in told if line.startswith("正文里有电话"))
    assert phones.startswith("正文里有电话或身份证号样子的数字的有 1 份，副本没有删改，发出前请看一下：班0002 ")
    page = openpyxl.load_workbook(place.home / "评审/材料包/第2组 专003 张三" / "清单.xlsx").active
    assert page is not None
    assert [row[6] for row in page.iter_rows(min_row=5, values_only=True) if not row[3]] == ["没有收到材料"]


def parts(path: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
    yield path.read_bytes()
    yield path.name.encode()


def test_no_byte_of_what_the_program_makes_holds_a_telephone(full: pipeline.Workspace) -> None:
    made = [each for each in (full.home / "评审").rglob("*") if each.is_file() and " 材料" not in each.name]
    assert len(made) == 28
    for path in made:
        for part in parts(path):
            assert b"1380000" not in part
            assert b"138-0000" not in part


def test_forms_go_along_only_where_somebody_asks(place: pipeline.Workspace) -> None:
    told = packed(place, with_forms=True, judges=("专001",))
    assert f"{FIRST} 报名表.docx" in files(place, LEADS)
    assert told[-1] == "材料包在 评审/材料包/，里面没有专家和班组的电话；但申报表上有联系电话。"
    assert not (place.home / AVOIDS).exists()
    packed(place)
    assert f"{FIRST} 报名表.docx" not in files(place, LEADS)


def test_nothing_is_written_twice_and_a_filled_book_is_left_alone(full: pipeline.Workspace) -> None:
    path = book_of(full, LEADS)
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["E7"] = 88
    book.save(path)
    filled = path.read_bytes()
    assert packed(full)[0] == "第1组 专001 欧阳望舒：班组 2 个，材料 4 份；没有变化。"
    assert path.read_bytes() == filled
    with full.ledger() as ledger:
        assert len(acts(ledger, ActKind.PACKAGE, Packaged)) == 6
    assert pipeline.ledger_verified(full).startswith("台账完好")


def test_entry_that_withdrew_goes_and_a_filled_book_stays_beside_the_new_one(full: pipeline.Workspace) -> None:
    path = book_of(full, LEADS)
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["E7"] = 88
    book.save(path)
    filled = path.read_bytes()
    withdraw(full, SECOND)
    dry = packed(full, dry_run=True)
    assert files(full, LEADS)[-1] == "电子评分表 第1组 专001 欧阳望舒.xlsx"
    told = packed(full)
    assert told[:3] == [
        "第1组 专001 欧阳望舒：班组 1 个，材料 2 份；写 3 个文件，收走 3 个。",
        f"  比上次少了：{SECOND}（撤回）。",
        f"  {path.name} 被人填过或改过，没有动；新的写成 {path.stem} (2).xlsx。",
    ]
    assert dry[0] == told[0].replace("写 3", "会写 3").replace("收走", "会收走")
    assert dry[-1] == "以上只是看看，什么也没有写。"
    assert path.read_bytes() == filled
    assert [each for each in files(full, LEADS) if SECOND in each] == []
    assert packed(full)[0] == "第1组 专001 欧阳望舒：班组 1 个，材料 2 份；没有变化。"
    assert f"抽取以后不再参加的班组，没有放进材料包：{SECOND}（撤回）。" in told


def test_judge_who_is_drawn_no_more_keeps_only_what_was_filled(full: pipeline.Workspace) -> None:
    path = book_of(full, LEADS)
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["E7"] = 88
    book.save(path)
    first, second = panels()
    seats = tuple(replace(seat, expert=other) for seat, other in zip(first.seats, ("专003", "专004"), strict=True))
    draw(full, (replace(first, seats=seats), replace(second, seats=())), number=2)
    told = packed(full)
    at = told.index("第1组 专001：按现在的抽取结果不再有，已收走没有动过的文件。")
    name = f"{LEADS}/{path.name}"
    assert told[at + 1] == f"  {name} 已经不属于这个材料包，但被人填过或改过，没有删。"
    assert files(full, LEADS) == [path.name]
    assert not (full.home / AVOIDS).exists()
    assert (full.home / "评审/材料包/第1组 专003 张三").is_dir()


def test_presentation_has_slides_alone_and_lies_elsewhere(place: pipeline.Workspace) -> None:
    draw(place, panels(), stage="presentation")
    packed(place, stage="成果发布", judges=("专002",))
    assert files(place, "发布会/材料包/第1组 专002 李四_甲") == [
        "承诺书与回避声明.docx", "清单.xlsx", f"{FIRST} 发布材料.pptx", f"{FIRST} 评分表.docx",
        f"{SECOND} 发布材料.pptx", f"{SECOND} 评分表.docx", "电子评分表 第1组 专002 李四_甲.xlsx",
    ]  # fmt: skip
    assert not (place.home / "评审").exists()


def test_scale_that_the_office_settled_is_printed_in_the_book(place: pipeline.Workspace) -> None:
    said = (
        "通知没有写申报材料审核的满分，评分表要评委先选 80 或 100；协会定得下来的，"
        "先运行 qtdocs judge scale material 100 --by 姓名，再做一次。"
    )
    assert said in packed(place)
    with place.busy("tests") as ledger, ledger.change("settled", "scale"):
        put_down(ledger, ActKind.SETTING, [(setting_of_scale("material"), Settled(value="100"))], who=WHO)
    told = packed(place)
    assert not any(line.startswith("通知没有写") for line in told)
    assert openpyxl.load_workbook(book_of(place, LEADS))[FRONT_SHEET][FRONT_SCALE_CELL].value == 100


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"stage": "决赛"}, "没有“决赛”这个阶段。可以写：material（申报材料审核）、presentation（成果发布）。"),
        ({"stage": "presentation"}, "“成果发布”还没有抽取专家，不知道谁评哪个班组。"),
        ({"judges": ("张三",)}, "叫“张三”的专家有 2 位：专003、专004。请写编号。"),
        ({"judges": ("王五",)}, "“王五”不在申报材料审核的任何一组里。"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_next_step(
    place: pipeline.Workspace, wanted: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        packed(place, **wanted)
    assert str(refused.value).startswith(said)
    assert not (place.home / "评审").exists()


def test_judge_with_nothing_to_score_gets_no_package(full: pipeline.Workspace) -> None:
    draw(full, panels(avoided={"专002": (FIRST, SECOND)}), number=2)
    assert packed(full)[1:3] == [
        "第1组 专002 李四_甲：没有要评的班组（都回避了，或者已经不参加），没有做材料包。",
        "第1组 专002：没有要评的班组了，已收走没有动过的文件。",
    ]
    assert not (full.home / AVOIDS).exists()


def test_copy_that_somebody_changed_is_told_and_left(full: pipeline.Workspace) -> None:
    copy = next((full.home / LEADS).glob(f"{FIRST}*材料.docx"))
    copy.write_bytes(b"changed")
    assert packed(full)[1] == f"  {copy.name} 和原件不一样了，没有动；要重新复制，请先把它移走。"
    assert copy.read_bytes() == b"changed"
    copy.unlink()
    packed(full)
    assert copy.read_bytes() in {each.read_bytes() for each in full.originals.all()}


def test_original_that_is_not_what_it_was_is_never_passed_on(place: pipeline.Workspace) -> None:
    packed(place, dry_run=True)
    original = next(each for each in place.originals.all() if each.suffix == ".pptx")
    original.chmod(0o644)
    original.write_bytes(b"spoiled")
    with pytest.raises(WriteError, match="内容和台账里的指纹对不上"):
        packed(place)
    original.unlink()
    told = packed(place)  # what was broken off goes on
    assert any("的原件已经不在" in line for line in told)
    assert packed(place)[0].endswith("没有变化。")


def test_original_that_is_gone_is_told(place: pipeline.Workspace) -> None:
    gone = next(each for each in place.originals.all() if each.suffix == ".pptx")
    gone.chmod(0o644)
    gone.unlink()
    assert any("的原件已经不在（清除过，或者丢失），没有放" in line for line in packed(place))


def test_packages_are_no_papers_that_came_in(full: pipeline.Workspace) -> None:
    report = pipeline.collect_into(full, [full.home], today=TODAY)
    assert report.summary.startswith("没有新的材料。")


def test_entry_outside_all_groups_is_told(place: pipeline.Workspace) -> None:
    first, second = panels()
    draw(place, (first, replace(second, entries=(THIRD,))), number=2)
    said = f"初选合格、但不在任何一组里的班组：{FOURTH}；要评的，请重新抽取（qtdocs judge draw）。"
    assert said in packed(place)


def test_what_judges_fill_in_is_read_back(full: pipeline.Workspace, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(book_of(full, LEADS))
    book[FRONT_SHEET][FRONT_SCALE_CELL], book.worksheets[1]["E7"] = 100, 86.5
    book.worksheets[2][RECUSAL_CELL] = RECUSED
    book.save(tmp_path / "交回.xlsx")
    paper = Document(str(next((full.home / "评审/材料包/第2组 专003 张三").glob(f"{THIRD}*评分表.docx"))))
    cells = paper.tables[0].rows[1].cells
    cells[1].text, cells[2].text = cells[1].text.replace("□ 100", "☑ 100"), "79"
    paper.save(str(tmp_path / "交回.docx"))
    wishes = CollectWishes(who=WHO, dry_run=True, as_json=False, stage="material", jobs=1)
    said = sheets_collected(full, [tmp_path / "交回.xlsx", tmp_path / "交回.docx"], wishes)
    assert list(said.lines)[:5] == [
        "交回.docx：1 张",
        f"  专003 → {THIRD}　79 分",
        "交回.xlsx：2 张",
        f"  专001 → {FIRST}　86.5 分",
        f"  专001 → {SECOND}　已回避",
    ]
