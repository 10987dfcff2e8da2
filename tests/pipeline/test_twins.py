"""Scanned forms find the team whose Word form they are."""

from __future__ import annotations

from collections.abc import Mapping

from qtdocs.model.record import FieldValue, Record
from qtdocs.pipeline.twins import twins_of


def record(file: str, organisation: str, team: str, *, scanned: bool = False, grade: str = "A") -> Record:
    fields: Mapping[str, FieldValue] = {
        "organisation_name": FieldValue(key="organisation_name", value=organisation, grade=grade),
        "team_name": FieldValue(key="team_name", value=team, grade=grade),
    }
    return Record(programme="p", form="application", file=file, sha256=file, fields=fields, scanned=scanned)


FIRST = record("甲/申报表.docx", "浙江甲建设有限公司", "测量一班")
SECOND = record("甲/申报表2.docx", "浙江甲建设有限公司", "钢筋加工班")
ALIKE = record("甲/申报表3.docx", "浙江甲建设有限公司", "测量二班")
ELSEWHERE = record("乙/申报表.docx", "浙江甲建设有限公司", "测量一班")


def twin(scan: Record, *forms: Record) -> str:
    records = (*forms, scan)
    places = {each.file: each.file.partition("/")[0] for each in records}
    found = twins_of(records, places).get(id(scan))
    return found.file if found else ""


def test_misread_name_finds_the_form_beside_it() -> None:
    assert twin(record("甲/扫描.pdf", "浙江甲建设有限公司", "测量—班", scanned=True), FIRST, SECOND) == FIRST.file


def test_form_in_another_delivery_is_no_twin() -> None:
    assert twin(record("甲/扫描.pdf", "浙江甲建设有限公司", "测量—班", scanned=True), ELSEWHERE) == ""


def test_two_forms_that_are_nearly_as_like_leave_it_open() -> None:
    assert twin(record("甲/扫描.pdf", "浙江甲建设有限公司", "测量三班", scanned=True), FIRST, ALIKE) == ""


def test_exact_names_need_no_twin() -> None:
    assert twin(record("甲/扫描.pdf", "浙江甲建设有限公司", "测量二班", scanned=True), FIRST, ALIKE) == ""


def test_another_team_is_no_twin() -> None:
    assert twin(record("甲/扫描.pdf", "宁波丙市政有限公司", "沥青摊铺班", scanned=True), FIRST) == ""


def test_unread_names_belong_to_the_only_form_beside_them() -> None:
    scan = record("甲/扫描.pdf", "浙", "测", scanned=True, grade="C")
    assert (twin(scan, FIRST), twin(scan, FIRST, SECOND)) == (FIRST.file, "")
