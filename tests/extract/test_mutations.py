"""Forms changed at random: a value may be lost or doubted, but never wrong beyond doubt.

``QTDOCS_PROOF=n`` runs n rounds instead of the few that the everyday tests take; ``make proof`` sets it.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache

import pytest

from qtdocs import pipeline, readers
from qtdocs.editions import shelf
from qtdocs.editions.layout import Layout
from qtdocs.extract import extract
from qtdocs.model.document import Document
from qtdocs.model.record import Record
from qtdocs.recognise import recognise
from samples.filling import fill
from tests.mutations import Mutator

ROUNDS = int(os.environ.get("QTDOCS_PROOF", "12"))
FORMS = (
    ("zhejiang-2026", "application"),
    ("municipal-2021", "application"),
    ("caq-2020", "application"),
    ("caq-2020", "statistics"),
)
TYPED = {
    "nomination_no": "ZJ2026-017", "nominator_name": "绍兴市建筑业协会", "organisation_name": "浙江甲川建设有限公司",
    "industry": "市政工程", "ownership": "民营", "address": "绍兴市越城区镜禾路12号", "postcode": "312000",
    "department": "工程技术部", "department_contact": "车晚晴", "department_phone": "0575-00006101",
    "team_name": "测量放线班", "experience_title": "一线一卡复核法", "headcount": "19", "contact": "莫问渠",
    "contact_phone": "13800006102", "contact_mobile": "13800006103", "contact_email": "mo@example.com",
    "team_leader": "陆知秋", "team_leader_mobile": "13800006104", "qualification": "市政公用工程施工总承包壹级",
    "completion_rate": "99.2%", "assessment_pass_rate": "98.1%", "nonconformity_rate": "0.3%", "accidents": "0",
    "complaints": "2", "first_pass_rate": "97.4%", "training_people": "41人次/165学时",
    "improvement_rate": "96%", "quality_cost": "7.25", "edition_year": "2021",
    "profile": "本班组成立于2015年，主要承担放线和沉降观测。\n坚持一线一卡，三年无返工。", "form_date": "2026年3月18日",
    "organisation_opinion": "情况属实。", "organisation_date": "2026年3月19日", "nomination_reason": "同意推荐。",
    "nomination_date": "2026年3月20日", "organisations_active": "61", "teams_active": "147", "teams_cumulative": "1203",
    "participants": "5208", "teams_nominated": "9", "activity_cost": "33.5", "award_cost": "12.8",
    "features_and_problems": "主要特点：领导重视。\n问题：骨干不足。", "review_modes": "现场评审、与QC小组合开",
    "presentation_held": "是", "presentation_teams_registered": "38", "presentation_date": "2020年5月6日",
    "presentation_place": "镜禾会议中心", "presentation_teams": "36", "presentation_attendance": "290",
    "responsible_department": "质量部 端木舟",
}  # fmt: skip


@cache
def desk() -> pipeline.Shelf:
    return pipeline.open_shelf()


@cache
def filled(programme_id: str, form_id: str) -> tuple[Layout, Document, Record]:
    """A form's layout, and its blank filled as printed with what is read from it."""
    programme = shelf.load_programme(programme_id)
    form = programme.form(form_id)
    assert form is not None
    values = {spec.key: TYPED[spec.key] for spec in form.fields}
    data = fill(shelf.blank_path(programme, form).read_bytes(), form, values)
    here = next(each for each in desk().layouts if (each.programme, each.form.id) == (programme_id, form_id))
    document = readers.read(data, name=f"{form_id}.docx")
    return here, document, extract(document, here)


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=[f"{programme}-{form}" for programme, form in FORMS])
def test_changed_form_gives_no_wrong_value_beyond_doubt(programme: str, form: str) -> None:
    here, document, truth = filled(programme, form)
    assert {value.grade for value in truth.fields.values()} == {"A"}
    labels = frozenset(twin for anchor in here.anchors for twin in anchor.official)
    outcomes: Counter[str] = Counter()
    wrong = []
    for seed in range(ROUNDS):
        by = Mutator(labels, seed)
        changed = by.mutated(document, 1 + seed % 4)
        found = recognise(changed, desk().layouts)
        outcomes["known" if found.layout is here else "other"] += 1
        record = extract(changed, here)
        for key, value in record.fields.items():
            right = value.value == truth.fields[key].value
            outcomes["right" if right else "empty" if value.value is None else "wrong"] += 1
            if not right and value.value not in (None, ()) and value.grade == "A":
                wrong.append((seed, by.done, key, value.value, value.label))
    assert wrong == []
    assert outcomes["other"] == 0
    assert outcomes["right"] >= 0.9 * sum(outcomes[word] for word in ("right", "empty", "wrong"))
