"""The five programmes as they lie in the repository."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtdocs import readers
from qtdocs.editions import shelf
from qtdocs.editions.consistency import label_mistakes
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.model.document import Document
from qtdocs.text import label_twin, weekday, weekday_number

PROGRAMMES = shelf.load_all()
FORMS = [(programme, form) for programme in PROGRAMMES for form in programme.forms]
NAMES = [f"{programme.id}-{form.id}" for programme, form in FORMS]
BLANKS = sorted(
    {path for suffix in ("docx", "xlsx") for path in (Path(__file__).parents[2] / "forms").rglob(f"*.{suffix}")}
)


def blank(programme: Programme, form: FormSpec) -> Document:
    path = shelf.blank_path(programme, form)
    return readers.read(path.read_bytes(), name=path.name)


def keys(form: FormSpec) -> Iterator[str]:
    yield from form.keys
    for spec in form.table.columns if form.table else ():
        yield from (key for key in (spec.key, spec.second) if key)


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_every_key_is_in_the_vocabulary(programme: Programme, form: FormSpec) -> None:
    assert [key for key in keys(form) if key not in KEY_NAMES] == []


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_every_label_stands_in_the_blank(programme: Programme, form: FormSpec) -> None:
    assert label_mistakes(form, blank(programme, form).texts()) == ()


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_prompts_hints_and_notes_stand_in_the_blank(programme: Programme, form: FormSpec) -> None:
    printed = label_twin("".join(blank(programme, form).texts()))
    words = [word for spec in form.fields for word in spec.prompts] + list(form.notes)
    assert [word for word in words if label_twin(word) not in printed] == []


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_official_title_stands_in_the_blank(programme: Programme, form: FormSpec) -> None:
    printed = label_twin("".join(blank(programme, form).texts()))
    assert any(label_twin(title.replace("{year}", str(programme.year))) in printed for title in form.titles)


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_criteria_stand_in_the_score_sheet(programme: Programme, form: FormSpec) -> None:
    printed = [label_twin(text) for text in blank(programme, form).texts()]
    wanted = programme.criteria if form.kind == "scoresheet" else ()
    assert [criterion.id for criterion in wanted if label_twin(criterion.text) not in printed] == []


def test_criteria_add_up_to_a_hundred() -> None:
    points = {programme.id: [criterion.points for criterion in programme.criteria] for programme in PROGRAMMES}
    assert points == {
        "cacem-2026": [],
        "caq-2020": [],
        "guangdong": [],
        "municipal-2021": [15, 25, 30, 15, 15],
        "zhejiang-2026": [15, 25, 30, 15, 15],
    }


def test_forms_that_are_not_public_say_so() -> None:
    assert [name for name, (_, form) in zip(NAMES, FORMS, strict=True) if form.provisional] == [
        "cacem-2026-registration",
        "caq-2020-nomination",
        "guangdong-application",
        "guangdong-scoresheet",
        "zhejiang-2026-nomination-summary",
    ]


def test_titles_tell_the_programmes_apart() -> None:
    owners: dict[str, set[str]] = {}
    for programme, form in FORMS:
        for title in form.titles:
            owners.setdefault(label_twin(title), set()).add(f"{programme.id}-{form.id}")
    assert [title for title, names in owners.items() if len(names) > 1] == []


def test_only_zhejiang_prints_a_weekday_that_does_not_fit() -> None:
    wrong = [
        (programme.id, deadline.date, deadline.weekday, weekday(deadline.date))
        for programme in PROGRAMMES
        for deadline in programme.deadlines
        if weekday_number(deadline.weekday) not in (None, deadline.date.weekday())
    ]
    assert wrong == [("zhejiang-2026", datetime.date(2026, 4, 27), "星期五", "星期一")]


def test_rules_that_no_field_can_prove_say_how_a_person_can() -> None:
    silent = [
        (programme.id, rule.id)
        for programme in PROGRAMMES
        for rule in programme.rules
        if not rule.provable and not rule.advice
    ]
    assert silent == []


def test_every_programme_asks_for_three_years_without_accidents() -> None:
    assert all("V01" in {rule.id for rule in programme.rules} for programme in PROGRAMMES)


def test_word_copies_are_never_asked_for_a_seal() -> None:
    seals = [seal for programme, form in FORMS for seal in (*form.seals, *programme.seals)]
    assert [seal for seal in seals if {"word", "excel"} & set(seal.media)] == []


@pytest.mark.parametrize("path", BLANKS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_blanks_are_small(path: Path) -> None:
    assert path.stat().st_size < 12_000
