"""Records of one team are one entry; entries stand by nominator and number."""

from __future__ import annotations

from qtdocs.assemble import assemble
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record

KEYS = ("nominator_name", "nomination_no", "organisation_name", "team_name")


def record(*values: str, file: str = "表.docx", kind: str = "docx", grade: str = "A", sha256: str = "") -> Record:
    fields = {
        key: FieldValue(key=key, value=value or None, grade=grade) for key, value in zip(KEYS, values, strict=True)
    }
    return Record(programme="demo", form="application", file=file, kind=kind, sha256=sha256, fields=fields)


def names(records: list[Record], nominators: tuple[str, ...]) -> list[str]:
    return [str(entry.fields["team_name"].value) for entry in assemble(records, {}, rank=nominators.index)]


def test_word_stands_before_pdf_in_one_entry() -> None:
    pdf = record("甲", "1", "丙公司（集团）", "一班", file="表.pdf", kind="pdf")
    word = record("甲", "1", "丙公司(集团) ", "“一班”")
    (entry,) = assemble([pdf, word], {})
    assert entry.source is word
    assert entry.records == (word, pdf)


def test_entries_stand_by_nominator_and_then_by_number() -> None:
    records = [
        record("乙协会", "10", "公司", "乙十"),
        record("乙协会", "2", "公司", "乙二"),
        record("甲协会", "", "公司", "甲无号"),
        record("甲协会", "3", "公司", "甲三"),
        record("", "1", "公司", "无推荐"),
    ]
    assert names(records, ("甲协会", "乙协会", "")) == ["甲三", "甲无号", "乙二", "乙十", "无推荐"]


def test_records_without_both_names_stay_apart() -> None:
    records = [record("", "", "公司", "", file="一.docx"), record("", "", "公司", "", file="二.docx")]
    assert len(assemble(records, {})) == 2
    guessed = [record("", "", "公司", "一班", file=f"{number}.docx", grade="C") for number in range(2)]
    assert len(assemble(guessed, {})) == 2


def test_entry_id_is_stable_and_findings_come_along() -> None:
    one = record("甲", "1", "公司", "一班")
    finding = Finding(code="field-missing", severity="error", message="", advice="")
    (entry,) = assemble([one], {id(one): (finding,)})
    assert entry.findings == (finding,)
    assert not entry.sound
    assert entry.id == assemble([record("甲", "1", "公司", "一班", file="别处.docx")], {})[0].id


def test_nameless_records_are_told_apart_by_their_bytes_and_not_by_their_file_names() -> None:
    records = [record("", "", "公司", "", sha256=digest) for digest in ("aa", "bb", "aa")]
    entries = assemble(records, {})
    assert sorted(len(entry.records) for entry in entries) == [1, 2]
    assert len({entry.id for entry in entries}) == 2


def test_number_of_five_thousand_digits_stops_nothing() -> None:
    records = [
        record("甲", "9" * 5000, "公司", "末班"),
        record("甲", "１０", "公司", "十班"),
        record("甲", "2", "公司", "二班"),
    ]
    assert names(records, ("甲",)) == ["二班", "十班", "末班"]


def test_name_that_is_no_text_stops_nothing() -> None:
    assert len(assemble([record("", "", "", "", file="\udcb1\udced.docx"), record("", "", "甲\ud800", "乙")], {})) == 2
