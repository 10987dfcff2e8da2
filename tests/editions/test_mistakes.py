"""A wrong form or programme is refused with all its mistakes, in Chinese, with the way to each."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qtdocs.editions import shelf
from qtdocs.errors import FormError

FORMS = Path(__file__).parents[2] / "forms"
Refusal = Callable[..., tuple[str, ...]]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Gives the mistakes of a programme after words in one of its files were replaced."""

    def mistakes(programme: str, file: str, *changes: tuple[str, str]) -> tuple[str, ...]:
        folder = Path(shutil.copytree(FORMS / programme, tmp_path / "forms" / programme))
        text = (folder / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, encoding="utf-8")
        with pytest.raises(FormError) as caught:
            shelf.load_programme(programme, workspace=tmp_path)
        assert caught.value.exit_code == 2
        return caught.value.mistakes

    return mistakes


def test_all_mistakes_of_a_form_are_listed_at_once(refusal: Refusal) -> None:
    assert refusal(
        "municipal-2021",
        "application.toml",
        ('type = "organisation"', 'type = "organization"'),
        ("per_entry = true", "per_entri = true"),
        ("required = true", 'required = "要"'),
        ('labels = ["企业市政工程相关资质", "市政工程相关资质", "企业资质", "相关资质"]', "labels = []"),
        ('source = "附件一“本企业意见：盖章”；三、申报模式2：盖公章后"', ""),
    ) == (
        "application.toml → fields[1].type（nominator_name）：“organization”不是可用的类型，可用："
        "text、organisation、person、integer、decimal、percent、date、phone、email、postcode、yes-no、choices、long-text。",
        "application.toml → fields[1].required（nominator_name）：写的是“要”，要写 true 或 false。",
        "application.toml → fields[5].labels（qualification）：至少要写 1 项。",
        "application.toml → seals[1].source：这一项必须写。",
        "application.toml → per_entri：没有“per_entri”这个键，是不是“per_entry”？",
    )


def test_syntax_mistake_names_the_line(refusal: Refusal) -> None:
    assert refusal("guangdong", "application.toml", ('id = "application"', "id application")) == (
        "application.toml → 第3行第4列：键的后面要写“=”。",
    )


def test_mistakes_of_several_files_are_listed_together(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMS / "caq-2020", tmp_path / "forms" / "caq-2020"))
    path = folder / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("points = 100", "points = 90"), encoding="utf-8")
    (folder / "nomination.docx").unlink()
    (folder / "extra.toml").write_text('id = "extra"\nkind = 甲\n', encoding="utf-8")
    with pytest.raises(FormError) as caught:
        shelf.load_programme("caq-2020", workspace=tmp_path)
    assert caught.value.mistakes == (
        "extra.toml → 第2行第8列：“=”后面的值写法不对，文字要放在英文双引号里。",
        "nomination.toml → blank：空白表“nomination.docx”不在本文件夹里。",
        "programme.toml → stages：各阶段合计 90 分，应为 100 分。",
    )


def test_unknown_kind_of_paper_lists_all_kinds(refusal: Refusal) -> None:
    assert refusal("guangdong", "programme.toml", ('kind = "application"', 'kind = "x"')) == (
        "programme.toml → papers[1].kind：“x”不是可用的材料种类，可用：application（申报表）、registration（报名表）、"
        "nomination（推荐表）、nomination-summary（推荐汇总表）、statistics（统计表）、annual-summary（活动总结）、"
        "review-summary（材料评审汇总表）、scoresheet（评价表）、materials（创建材料）、slides（发布用PPT）。",
    )


def test_missing_programme_file_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "half"
    folder.mkdir(parents=True)
    shutil.copy(FORMS / "guangdong" / "application.toml", folder)
    shutil.copy(FORMS / "guangdong" / "application.docx", folder)
    with pytest.raises(FormError) as caught:
        shelf.load_programme("half", workspace=tmp_path)
    assert caught.value.mistakes == ("programme.toml：没有这个文件，每个活动的文件夹里都要有。",)


def test_foreign_encoding_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMS / "guangdong", tmp_path / "forms" / "guangdong"))
    path = folder / "application.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(FormError) as caught:
        shelf.load_programme("guangdong", workspace=tmp_path)
    assert caught.value.mistakes == ("application.toml：不是 UTF-8 编码，请用记事本“另存为”，编码选 UTF-8。",)


def test_wrong_date_is_told(refusal: Refusal) -> None:
    assert refusal("zhejiang-2026", "programme.toml", ("date = 2026-04-27", 'date = "4月27日"')) == (
        "programme.toml → deadlines[1].date（submission）：写的是“4月27日”，要写日期，例如 2026-04-27，不加引号。",
    )


def test_two_programmes_may_not_share_an_alias(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMS / "guangdong", tmp_path / "forms" / "guangdong"))
    path = folder / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"粤市协"', '"浙江"'), encoding="utf-8")
    with pytest.raises(FormError) as caught:
        shelf.load_all(workspace=tmp_path)
    assert caught.value.mistakes == (
        "programme.toml → aliases：“浙江”同时是 guangdong、zhejiang-2026 的名称或别名，只能留一个。",
    )


def test_refusal_numbers_the_mistakes_and_says_what_to_do(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMS / "guangdong", tmp_path / "forms" / "guangdong"))
    (folder / "scoresheet.docx").unlink()
    with pytest.raises(FormError) as caught:
        shelf.load_programme("guangdong", workspace=tmp_path)
    assert str(caught.value) == (
        f"表格文件有误：{folder}，共 1 处：\n"
        "  1. scoresheet.toml → blank：空白表“scoresheet.docx”不在本文件夹里。\n"
        "请按上面逐条改好后再运行。"
    )
