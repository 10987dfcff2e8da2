"""Finding programmes, blanks and templates; refusing unknown names."""

import shutil
from pathlib import Path

import pytest

from qtdocs.editions import shelf
from qtdocs.errors import FormError, UsageError

FORMS = Path(__file__).parents[2] / "forms"
IDS = ("cacem-2026", "caq-2020", "guangdong", "municipal-2021", "zhejiang-2026")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def copied(programme: str, workspace: Path) -> Path:
    """The programme's folder copied into the workspace."""
    return Path(shutil.copytree(FORMS / programme, workspace / "forms" / programme))


def test_shelf_holds_the_five_programmes() -> None:
    assert shelf.programme_ids() == IDS
    assert tuple(programme.id for programme in shelf.load_all()) == IDS


def test_what_belongs_to_all_programmes_is_none_itself(workspace: Path) -> None:
    (workspace / "forms" / "_common").mkdir()
    (workspace / "forms" / "_common" / "holidays.toml").write_text("days = []", encoding="utf-8")
    assert shelf.programme_ids(workspace=workspace) == IDS
    assert shelf.load_sound(workspace=workspace)[1] == ()


def test_programme_holds_its_forms_in_the_order_of_the_kinds() -> None:
    forms = {programme.id: tuple(form.id for form in programme.forms) for programme in shelf.load_all()}
    assert forms == {
        "cacem-2026": ("registration",),
        "caq-2020": ("application", "nomination", "statistics", "annual-summary", "review-summary"),
        "guangdong": ("application", "scoresheet"),
        "municipal-2021": ("application", "scoresheet"),
        "zhejiang-2026": ("application", "nomination-summary", "scoresheet"),
    }


@pytest.mark.parametrize(
    ("name", "programme"),
    [
        ("zhejiang-2026", "zhejiang-2026"),
        ("Zhejiang-2026 ", "zhejiang-2026"),
        ("浙江", "zhejiang-2026"),
        ("省工程质协", "zhejiang-2026"),
        ("浙江省工程建设质量管理协会", "zhejiang-2026"),
        ("中质协", "caq-2020"),
        ("CAQ", "caq-2020"),
        ("市政", "municipal-2021"),
        ("广东", "guangdong"),
        ("中施企协", "cacem-2026"),
    ],
)
def test_programme_answers_to_id_alias_and_association(name: str, programme: str) -> None:
    assert shelf.load_programme(name).id == programme


def test_unknown_programme_lists_all_and_guesses() -> None:
    with pytest.raises(UsageError) as caught:
        shelf.load_programme("zhejang-2026")
    assert caught.value.message == "没有叫“zhejang-2026”的活动。是不是“zhejiang-2026”？"
    lines = caught.value.advice.splitlines()
    assert lines[0] == "可用的有："
    assert tuple(line.split()[0] for line in lines[1:]) == IDS
    assert "浙江" in lines[5]


def test_name_of_two_programmes_of_one_year_is_refused_with_their_ids(workspace: Path) -> None:
    path = copied("guangdong", workspace).rename(workspace / "forms" / "guangdong-2027") / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('id = "guangdong"', 'id = "guangdong-2027"')
    path.write_text(text, encoding="utf-8")
    for name in ("广东", "广东省市政行业协会"):
        with pytest.raises(UsageError) as caught:
            shelf.load_programme(name, workspace=workspace)
        assert caught.value.message == f"叫“{name}”的活动有 2 个：guangdong、guangdong-2027。"


def test_name_of_several_years_means_the_newest(workspace: Path) -> None:
    path = copied("zhejiang-2026", workspace).rename(workspace / "forms" / "zhejiang-2027") / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('id = "zhejiang-2026"', 'id = "zhejiang-2027"')
    path.write_text(text.replace("year = 2026", "year = 2027"), encoding="utf-8")
    assert shelf.load_programme("浙江", workspace=workspace).id == "zhejiang-2027"
    assert shelf.load_programme("zhejiang-2026", workspace=workspace).year == 2026
    assert [each.id for each in shelf.load_all(workspace=workspace)][-2:] == ["zhejiang-2026", "zhejiang-2027"]


def test_mistakes_behind_a_mistake_are_told_in_the_same_round(workspace: Path) -> None:
    folder = copied("guangdong", workspace)
    form = folder / "application.toml"
    text = form.read_text(encoding="utf-8").replace('type = "integer"', 'type = "integr"', 1)
    text = text.replace('key = "address"', 'key = "adress"', 1).replace(
        'blank = "application.docx"', 'blank = "none.docx"'
    )
    form.write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        shelf.load_programme("guangdong", workspace=workspace)
    told = "\n".join(caught.value.mistakes)
    assert [word in told for word in ("integr", "adress", "none.docx")] == [True, True, True]


def test_one_broken_programme_leaves_the_others_sound(workspace: Path) -> None:
    (copied("guangdong", workspace) / "application.toml").write_text("kaputt", encoding="utf-8")
    sound, broken = shelf.load_sound(workspace=workspace)
    assert (tuple(each.id for each in sound), broken) == (
        tuple(each for each in IDS if each != "guangdong"),
        ("guangdong",),
    )


def test_yes_in_quotes_is_no_yes(workspace: Path) -> None:
    form = copied("guangdong", workspace) / "application.toml"
    form.write_text(
        form.read_text(encoding="utf-8").replace("required = true", 'required = "yes"', 1), encoding="utf-8"
    )
    with pytest.raises(FormError, match="要写 true 或 false"):
        shelf.load_programme("guangdong", workspace=workspace)


def test_home_that_may_not_be_looked_into_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path / "home" / "inside-a-file"))
    assert shelf.programme_ids() == IDS


def test_name_like_none_gets_no_guess() -> None:
    with pytest.raises(UsageError) as caught:
        shelf.load_programme("火星")
    assert caught.value.message == "没有叫“火星”的活动。"


def test_same_files_are_loaded_once() -> None:
    assert shelf.load_programme("浙江") is shelf.load_programme("zhejiang-2026")


def test_workspace_hides_the_installed_programme(workspace: Path) -> None:
    path = copied("guangdong", workspace) / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('成果"', '成果（试行）"'), encoding="utf-8")
    assert shelf.load_programme("广东", workspace=workspace).name == "广东省市政工程质量信得过班组建设成果（试行）"
    assert shelf.load_programme("广东").name == "广东省市政工程质量信得过班组建设成果"


def test_user_folder_is_looked_through(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied("guangdong", workspace).rename(workspace / "forms" / "guangdong-2027")
    path = workspace / "forms" / "guangdong-2027" / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('id = "guangdong"', 'id = "guangdong-2027"')
    path.write_text(text.replace('aliases = ["广东", "广东省", "广东市政", "粤市协", "gd"]', ""), encoding="utf-8")
    monkeypatch.setenv("QTDOCS_HOME", str(workspace))
    assert "guangdong-2027" in shelf.programme_ids()


def test_changed_file_is_loaded_anew(workspace: Path) -> None:
    path = copied("guangdong", workspace) / "programme.toml"
    before = shelf.load_programme("guangdong", workspace=workspace)
    path.write_text(path.read_text(encoding="utf-8") + "\n# 改动\n", encoding="utf-8")
    after = shelf.load_programme("guangdong", workspace=workspace)
    assert after == before
    assert after is not before


def test_byte_order_mark_is_no_mistake(workspace: Path) -> None:
    folder = copied("guangdong", workspace)
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")
    assert shelf.load_programme("guangdong", workspace=workspace).id == "guangdong"


def test_blank_lies_beside_its_form() -> None:
    programme = shelf.load_programme("浙江")
    form = programme.form("application")
    assert form is not None
    assert shelf.blank_path(programme, form).name == "application.docx"
    assert shelf.blank_path("zhejiang-2026", "application.docx") == shelf.blank_path(programme, form)


def test_missing_blank_is_refused() -> None:
    with pytest.raises(FormError, match="没有空白表“none"):
        shelf.blank_path("zhejiang-2026", "none.docx")


def test_template_of_the_programme_comes_before_the_one_for_all(workspace: Path) -> None:
    for folder in ("guangdong", "_base"):
        (workspace / "templates" / folder).mkdir()
        (workspace / "templates" / folder / "try.html").write_text(folder, encoding="utf-8")
    own = shelf.template_path("guangdong", "try.html", workspace=workspace)
    other = shelf.template_path("caq-2020", "try.html", workspace=workspace)
    assert (own.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("guangdong", "_base")


def test_missing_template_is_refused() -> None:
    with pytest.raises(FormError, match="都没有模板“none"):
        shelf.template_path("guangdong", "none.html")
