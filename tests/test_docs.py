"""The pages say what the program does: keys, examples, commands, exit codes and links."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from qtdocs import errors
from qtdocs.cli import main_group
from qtdocs.editions import form, programme
from qtdocs.editions.form import Spec
from qtdocs.editions.shelf import load_programme
from qtdocs.editions.vocabulary import KEY_NAMES, KIND_NAMES

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").rglob("*.md")]
WRITING_FORMS = (ROOT / "docs" / "writing-forms.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", WRITING_FORMS, flags=re.MULTILINE | re.DOTALL)


def specs() -> list[type[BaseModel]]:
    classes = [each for module in (form, programme) for each in vars(module).values() if inspect.isclass(each)]
    return [each for each in classes if issubclass(each, Spec) and each is not Spec]


def test_writing_forms_explains_every_key() -> None:
    keys = {key for spec in specs() for key in spec.model_fields}
    assert {key for key in keys if not re.search(rf"[`\[]{key}[`\]]", WRITING_FORMS)} == set()


def test_writing_forms_names_every_kind_of_paper_and_the_keys_of_teams() -> None:
    statistics = load_programme("caq-2020").form("statistics")
    assert statistics is not None
    named_by_the_program = {spec.key for spec in statistics.fields}
    words = {*KIND_NAMES, *KEY_NAMES} - named_by_the_program
    assert {word for word in words if f"`{word}`" not in WRITING_FORMS} == set()


def test_writing_forms_examples_are_a_good_programme(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "somewhere-2027"
    folder.mkdir(parents=True)
    for example in EXAMPLES:
        told = tomllib.loads(example)
        if "name" in told:
            name = told["id"] if "kind" in told else "programme"
            (folder / f"{name}.toml").write_text(example, encoding="utf-8")
            (folder / told.get("blank", "programme.txt")).touch()
    programme = load_programme("某某省", workspace=tmp_path)
    assert [form.id for form in programme.forms] == ["application", "nomination-summary"]


def test_readme_names_every_command() -> None:
    groups = {name: command for name, command in main_group.commands.items() if isinstance(command, click.Group)}
    assert {name for name in main_group.commands if f"`qtdocs {name}" not in README} == set()
    parts = {part for group in groups.values() for part in group.commands}
    assert {part for part in parts if not re.search(rf"[` ]{part}`", README)} == set()


def test_readme_names_every_exit_code() -> None:
    codes = {
        each.exit_code
        for each in vars(errors).values()
        if inspect.isclass(each) and issubclass(each, errors.QtdocsError) and each is not errors.QtdocsError
    }
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", README, flags=re.MULTILINE)}
    assert named == {0, 1, 2, 3, 4, 5, 6, 70, 130}
    assert codes <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []
