"""The paper as a whole, two papers together, and the edition."""

import datetime
from dataclasses import replace

from small import APPLICATION, TODAY, Deadline, Doubt, RuleUse, programme, record

from qtdocs.assemble import assemble
from qtdocs.checks import (
    check_document,
    check_edition,
    check_pair,
    check_programme,
    check_recognition,
    check_record,
    check_superseded,
)
from qtdocs.model.document import Document, Mark, Note, Paragraph
from qtdocs.model.place import Place


def document(*texts: str, **more: object) -> Document:
    blocks = tuple(Paragraph(text=text, place=Place(paragraph=number)) for number, text in enumerate(texts, 1))
    return replace(Document(name="某文件.docx", kind="docx", blocks=blocks), **more)


def test_blank_form_is_one_finding() -> None:
    found = check_record(record(blank=True), APPLICATION, programme(), today=TODAY)
    assert [(finding.code, finding.message) for finding in found] == [("form-blank", "整张申报表都没有填写。")]


def test_form_with_one_box_filled_is_not_blank() -> None:
    found = check_record(record(contact=""), APPLICATION, programme(), today=TODAY)
    assert [finding.code for finding in found] == ["field-missing"]


def test_each_doubt_about_the_paper_is_a_finding_with_its_text() -> None:
    doubts = (
        (Doubt(code="text-unplaced", detail="统一社会信用代码 甲乙丙"), Place(table=1, row=2)),
        (Doubt(code="form-altered", detail="印好的字被改动：“班组人员”"), Place(table=1, row=8)),
    )
    found = check_record(replace(record(), doubts=doubts), APPLICATION, programme(), today=TODAY)
    assert [(finding.message, str(finding.place)) for finding in found] == [
        ("有不属于任何一栏的文字：统一社会信用代码 甲乙丙。", "表1 第2行"),
        ("印好的字被改动：“班组人员”。", "表1 第8行"),
    ]


def test_each_note_of_the_reader_is_a_finding_once() -> None:
    notes = [
        Note(code=code, detail=f"看到了{code == 'text-hidden'}", place=Place(table=1))
        for code in (
            "revision-pending",
            "text-hidden",
            "file-active-content",
            "text-cleaned",
            "text-unplaced",
            "text-hidden",
        )
    ]
    found = check_document(document("字", notes=tuple(notes)))
    codes = ["revision-pending", "text-hidden", "file-active-content", "text-cleaned", "text-unplaced"]
    assert [finding.code for finding in found] == codes
    assert {finding.file for finding in found} == {"某文件.docx"}
    assert check_document(document("字")) == ()


def test_document_that_is_no_form_is_a_note() -> None:
    [finding] = check_recognition(document("通知"), "none", ())
    assert (finding.code, finding.severity, finding.message) == ("form-unrecognised", "note", "没有认出是哪一种表。")


def test_document_between_two_forms_names_both() -> None:
    [finding] = check_recognition(document("申报表"), "undecided", ("甲协会“申报表”", "乙协会“申报表”"))
    assert finding.message == "几种表都像，分不清：甲协会“申报表”；乙协会“申报表”。"


def test_document_without_text_is_a_scan_or_empty() -> None:
    picture = (Mark(kind="photo", place=Place(page=1)),)
    assert [finding.code for finding in check_recognition(document("  ", marks=picture), "none", ())] == ["scan-unread"]
    assert [finding.code for finding in check_recognition(document(), "none", ())] == ["file-empty"]
    noted = (Note(code="scan-unread", detail="第1页", place=Place(page=1)),)
    assert check_recognition(document(notes=noted), "none", ()) == ()


def test_form_of_another_programme_or_year_is_said() -> None:
    def codes(year: int | None, asked: str) -> list[str]:
        return [finding.code for finding in check_edition(record(), programme(), year=year, asked=asked)]

    assert codes(2026, "test-2026") == []
    assert codes(None, "") == []
    assert codes(2025, "test-2026") == ["edition-differs"]
    assert codes(2026, "other-2026") == ["form-other-programme"]


def test_pair_differs_names_both_values_and_files() -> None:
    word, pdf = record(), record(file="申报表.pdf", headcount="13人")
    [finding] = check_pair(word, pdf, APPLICATION)
    assert (finding.code, finding.field, finding.file) == ("pair-differs", "headcount", "申报表.pdf")
    assert finding.message == "“班组人数”两份不一致：申报表.docx 写的是“12”，申报表.pdf 写的是“13”。"


def test_pair_differs_where_one_is_empty() -> None:
    [finding] = check_pair(record(), record(file="申报表.pdf", department=""), APPLICATION)
    assert finding.message == "“主管部门”两份不一致：申报表.docx 写的是“质量部”，申报表.pdf 写的是空白。"


def test_pair_with_other_line_breaks_widths_and_spelling_agrees() -> None:
    pdf = record(
        file="申报表.pdf", team_name="测 量\n一班", headcount="１２", form_date="2026.3.12", accidents="无",
        organisation_name="浙江甲建设有 限公司",
    )  # fmt: skip
    assert check_pair(record(), pdf, APPLICATION) == ()


def test_pair_of_long_texts_shows_where_they_part() -> None:
    first, second = (
        record(profile="甲" * 100 + "十项" + "乙" * 50),
        record(file="b.pdf", profile="甲" * 100 + "九项" + "乙" * 50),
    )
    [finding] = check_pair(first, second, APPLICATION)
    assert "…甲甲甲甲甲甲甲甲甲甲甲甲十项乙" in finding.message
    assert "…甲甲甲甲甲甲甲甲甲甲甲甲九项乙" in finding.message


DEADLINE = Deadline(
    id="submission",
    date=datetime.date(2026, 4, 27),
    printed="请于2026年4月27日（星期五）前报送",
    weekday="星期五",
    source="四",
)


def test_weekday_that_does_not_fit_names_both_days() -> None:
    edition = programme(deadlines=(DEADLINE,), rules=())
    [finding] = check_programme(edition, today=TODAY)
    assert finding.message == (
        "通知写“请于2026年4月27日（星期五）前报送”，但 2026年4月27日 是星期一，不是星期五；"
        "最近的星期五是 2026年4月24日。"
    )
    assert finding.advice == "以日期为准：2026年4月27日当天收到的算按时；2026年4月24日之后收到的请一并说明。"
    [early] = check_programme(edition, today=datetime.date(2026, 3, 20))
    assert early.advice.endswith("请尽快与主办单位核实并告知各推荐单位。")


def test_weekday_that_fits_or_is_not_printed_is_not_said() -> None:
    for weekday in ("星期一", "周一", ""):
        edition = programme(deadlines=(DEADLINE.model_copy(update={"weekday": weekday}),), rules=())
        assert check_programme(edition, today=TODAY) == ()


def test_rule_that_nothing_proves_is_said_once_each() -> None:
    rules = (
        RuleUse(id="V02", text="培训率达90%。", source="第九条", provable=False, advice="请查创建材料。"),
        RuleUse(id="V03", text="注册满一年", source="第十七条", provable=False),
        RuleUse(id="V04", text="不挂上级单位", source="附件1"),
    )
    found = check_programme(programme(rules=rules), today=TODAY)
    assert [(finding.code, finding.severity, finding.message, finding.advice) for finding in found] == [
        ("rule-uncheckable", "note", "“培训率达90%”（第九条）：只凭收到的材料证明不了，程序没有查。", "请查创建材料。"),
        ("rule-uncheckable", "note", "“注册满一年”（第十七条）：只凭收到的材料证明不了，程序没有查。", "请人工核实。"),
    ]


def test_what_is_said_of_recognised_papers_waits_for_a_person() -> None:
    read, word = replace(record(file="盖章.pdf", headcount="13人"), scanned=True), record()
    old = check_superseded(read, word, APPLICATION, reason="后到的一份为准")
    (again,) = check_pair(read, replace(read, file="又.pdf"), APPLICATION)
    assert [(each.code, each.basis, each.may_be_sent) for each in (old, again)] == [
        ("entry-superseded", "pixels", False),
        ("entry-duplicate", "pixels", False),
    ]
    assert check_superseded(word, record(), APPLICATION, reason="后到的一份为准").basis == ""


def test_defect_on_word_and_pdf_is_told_once_and_asks_for_both() -> None:
    word, pdf = (record(file=file, first_pass_rate="108%") for file in ("表.docx", "表.pdf"))
    found = {id(each): check_record(each, APPLICATION, programme(), today=TODAY) for each in (pdf, word)}
    (entry,) = assemble([pdf, word], found)
    told = [(each.file, each.request) for each in entry.findings if each.code == "field-out-of-range"]
    assert told == [("表.docx", "请核实后改正，重发 Word 版和 PDF 版。")]
    (alone,) = assemble([word], found)
    assert [each.request for each in alone.findings if each.code == "field-out-of-range"] == [
        "请核实后改正，重发 Word 版。"
    ]


def test_words_that_a_value_left_out_are_compared_where_it_was_read_with_a_doubt() -> None:
    light, grave = (record(file=f"{name}.docx", accidents=f"1起（{name}）") for name in ("轻伤", "重伤"))
    told = check_superseded(light, grave, APPLICATION, reason="后到的一份为准").message
    assert "不同之处 1 处：“年质量、安全事故”由“1起（轻伤）”改为“1起（重伤）”" in told
    pdf = replace(grave, file="表.pdf", kind="pdf")
    assert [(each.code, each.field) for each in check_pair(light, pdf, APPLICATION)] == [("pair-differs", "accidents")]
    plain = record(file="又.pdf", accidents="1 起（轻伤 ）")
    assert check_pair(light, plain, APPLICATION) == ()
    assert check_pair(record(accidents="1起"), record(file="又.pdf", accidents="1"), APPLICATION) == ()
