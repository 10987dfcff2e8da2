"""The pages say what the program does: keys, examples, commands, exit codes and links."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from qtdocs import errors
from qtdocs.editions import form, programme
from qtdocs.editions.form import FormSpec, Spec
from qtdocs.editions.programme import Programme

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


def test_writing_forms_examples_are_good_files() -> None:
    loaded = [tomllib.loads(example) for example in EXAMPLES]
    assert [FormSpec.model_validate(each).id for each in loaded if "kind" in each] == [
        "application",
        "nomination-summary",
    ]
    assert [Programme.model_validate(each).id for each in loaded if "association" in each] == ["somewhere-2027"]


def test_readme_names_every_exit_code() -> None:
    codes = {
        each.exit_code
        for each in vars(errors).values()
        if inspect.isclass(each) and issubclass(each, errors.QtdocsError) and each is not errors.QtdocsError
    }
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", README, flags=re.MULTILINE)}
    assert named == {0, 1, 2, 3, 4, 5, 6, 130}
    assert codes <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []
