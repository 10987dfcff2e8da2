"""Every rule of the notices: an entry that is fine, one that is not, one that cannot be told, and near misses."""

import datetime
from dataclasses import replace

import held
import small
from held import paper, said, verdict

from qtdocs.checks import CONFORMITY, RULES, finding
from qtdocs.checks.inspections import failed
from qtdocs.checks.seal_findings import seal_finding
from qtdocs.editions.programme import Paper, WordLimit
from qtdocs.editions.vocabulary import RULE_NAMES
from qtdocs.model.inspection import Inspected, Inspection

BOTH = (
    paper("application", "word"),
    paper("application", "pdf"),
    paper("materials", "word"),
    paper("materials", "pdf"),
)
MISSING = finding("seal-missing", box_name="“单位同意”处", whose="“甲公司”", detail="", file="盖章.pdf")
LATE = finding("parcel-late", received="4月28日", clock="邮箱", deadline="4月27日")


def word(result: str, **more: object) -> Inspected:
    values = {
        "number": "班0001",
        "rule": "V01",
        "who": "王敏",
        "where": "应急局网站",
        "day": small.TODAY,
        "result": result,
    }
    return Inspected(holds=Inspection(**(values | more)))  # type: ignore[arg-type]


def test_table_has_every_rule_and_every_rule_has_a_name() -> None:
    assert list(CONFORMITY) == [f"V{number:02}" for number in range(1, 26)] == list(RULE_NAMES)


def test_accidents_are_a_defect_and_no_accident_in_one_year_proves_nothing() -> None:
    assert verdict("V01", accidents="1").verdict == "defect"
    for typed in ("0", "无", ""):
        found = verdict("V01", accidents=typed)
        assert (found.verdict, bool(found.ask)) == ("unknown", True)
    assert "填的是 0，只说明一年" in verdict("V01", accidents="0").detail


def test_team_name_with_its_parent() -> None:
    assert said("V04", edition=held.programme("V04", severity="warning")) == "fine"
    assert said("V04", team_name="浙江甲建设有限公司测量班") == "defect"
    assert said("V04", team_name="滨江大道改造项目部钢筋班") == "fine"
    assert said("V04", team_name="") == "unknown"


def test_team_that_is_a_company_is_no_basic_unit() -> None:
    assert said("V06", team_name="滨江建设公司") == "defect"
    assert said("V06") == "unknown"


def test_name_as_on_the_seal() -> None:
    assert said("V05", seals=[held.look("same")]) == "fine"
    assert said("V05", organisation_name="甲川建设") == "defect"
    assert said("V05") == "unknown"
    assert said("V05", seals=[held.look("unread")]) == "unknown"


def test_seal_of_another_company_is_a_defect_only_when_somebody_looked() -> None:
    other = held.look("differs", reads_as="浙江乙建设有限公司")
    seen = seal_finding(other)
    assert seen is not None
    looks = [other, held.look("same", "nominator", box="推荐单位同意")]
    found = verdict("V05", seals=looks, findings=[seen])
    assert (found.verdict, found.ask) == ("unknown", "")
    assert found.detail.endswith("待人确认")
    assert said("V05", seals=looks, findings=[replace(seen, confirmed="王敏")]) == "defect"
    of_nominator = held.look("differs", "nominator", box="推荐单位同意", reads_as="浙江丙协会")
    theirs = seal_finding(of_nominator)
    assert theirs is not None
    confirmed = [replace(theirs, confirmed="王敏")]
    assert said("V05", seals=[held.look("same"), of_nominator], findings=confirmed) == "fine"
    assert said("V07", seals=[held.look("same"), of_nominator], findings=confirmed) == "defect"


def test_seals() -> None:
    both = [held.look("same"), held.look("same", "nominator")]
    assert said("V07", seals=both) == "fine"
    assert said("V07") == "unknown"
    assert said("V07", seals=[both[0], held.look("unread", "nominator")]) == "unknown"
    missing = [held.look("missing"), both[1]]
    assert said("V07", seals=missing, findings=[replace(MISSING, basis="pixels")]) == "unknown"
    assert said("V07", seals=missing, findings=[replace(MISSING, basis="pixels", confirmed="王敏")]) == "defect"


def test_what_was_let_pass_or_refuted_is_no_defect_and_says_who() -> None:
    seen = replace(MISSING, basis="pixels", refuted="王敏：原件上有章")
    found = verdict("V07", seals=[held.look("missing")], findings=[seen])
    assert (found.verdict, "王敏：原件上有章" in found.detail) == ("fine", True)
    let_pass = replace(LATE, waived="李处长：不可抗力")
    assert said("V13", findings=[let_pass], late=True) == "fine"
    open_too = [held.look("missing"), held.look("unread", "nominator")]
    assert said("V07", seals=open_too, findings=[seen]) == "unknown"


def test_doubt_that_was_refuted_proves_no_more_than_if_there_had_been_none() -> None:
    refuted = "王敏：看错了"
    accident = finding("accident-reported", label="事故", seen="3")
    assert said("V01", accidents="0", findings=[replace(accident, refuted=refuted)]) == "unknown"
    short = finding("name-abbreviated", label="单位名称", seen="甲公司")
    assert said("V05", findings=[replace(short, refuted=refuted)]) == "unknown"
    assert said("V05", findings=[replace(short, refuted=refuted)], seals=[held.look("unread")]) == "unknown"
    assert said("V05", findings=[replace(short, waived=refuted)], seals=[held.look("same")]) == "fine"
    late = replace(LATE, waived=refuted)
    assert said("V13", edition=held.programme("V13", provable=False), findings=[late], late=True) == "unknown"


def test_word_and_pdf() -> None:
    assert said("V08", papers=BOTH) == "fine"
    differs = finding("pair-differs", label="班组名称", first="甲", second="乙", first_file="a", second_file="b")
    assert said("V08", papers=BOTH, findings=[differs]) == "defect"
    assert said("V08", papers=BOTH[:3]) == "unknown"
    scan = (*BOTH[:3], paper("materials", "scan"))
    assert said("V08", papers=scan) == "unknown"
    assert said("V08", papers=BOTH, findings=[replace(differs, severity="note")]) == "fine"
    twice = (*BOTH, paper("materials", "word"))
    assert said("V08", papers=twice) == "unknown"


def test_missing_paper_is_a_defect_of_the_rule_that_asks_for_it() -> None:
    facts = {"whose": "", "name": "创建材料", "detail": "", "media": ""}
    missing = finding("paper-missing", label="创建材料", **facts)
    assert said("V08", papers=BOTH[:2], findings=[missing]) == "defect"
    maybe = replace(missing, severity="warning")  # a file that could not be read may be the one
    found = verdict("V08", papers=BOTH[:2], findings=[maybe])
    assert (found.verdict, bool(found.ask)) == ("unknown", True)
    assert said("V08", papers=BOTH, findings=[replace(missing, label="发布用PPT")]) == "fine"
    slides = Paper(kind="slides", name="PPT", media=("slides",), source="七")
    edition = held.programme("V09", papers=(slides,))
    assert said("V09", edition=edition, findings=[replace(missing, label="PPT")]) == "defect"


def test_pdf_and_slides() -> None:
    assert said("V09", papers=[paper("materials", "pdf"), paper("slides", "slides")]) == "fine"
    assert said("V09", papers=[paper("materials", "pdf")]) == "unknown"


def counted(kind: str, words: int, file: str = "materials.word") -> dict[str, tuple[tuple[str, str], ...]]:
    return {kind: ((file, "字" * words),)}


def test_length_of_the_materials() -> None:
    edition = held.programme("V10", word_limits=(WordLimit(kind="materials", maximum=100, source="四"),))
    papers = [paper("materials", "word")]
    long = finding("text-too-long", label="创建材料", words="200", limit="100", file="materials.word")
    assert said("V10", edition=edition, papers=papers, counted=counted("materials", 90)) == "fine"
    assert said("V10", edition=edition, papers=papers, counted=counted("materials", 200), findings=[long]) == "defect"
    assert said("V10", edition=edition) == "unknown"
    grey = replace(long, severity="warning")  # within 3 %
    assert said("V10", edition=edition, papers=papers, counted=counted("materials", 102), findings=[grey]) == "unknown"
    other = replace(long, file="简介.docx")
    assert said("V10", edition=edition, papers=papers, counted=counted("materials", 90), findings=[other]) == "fine"


def test_length_of_the_profile() -> None:
    limit = WordLimit(kind="profile", minimum=50, maximum=100, source="附件一")
    edition = held.programme("V11", word_limits=(limit,))
    assert said("V11", edition=edition, profile="字" * 60) == "fine"
    assert said("V11", edition=edition, profile="见附件", counted=counted("profile", 60, "简介.docx")) == "fine"
    assert said("V11", edition=edition, profile="见附件") == "unknown"
    short = finding("text-too-short", label="简介", words="40", limit="50", detail="")
    assert said("V11", edition=edition, profile="字" * 40, findings=[short]) == "defect"


def test_training_rates_of_the_materials() -> None:
    assert said("V02", training="全员培训率100%，考试合格率95%。") == "fine"
    assert said("V02", training="考试合格率95%。") == "unknown"
    assert said("V02", training="一次合格率99%，质量合格率98%。") == "unknown"
    facts = {"name": "考试合格率", "seen": "88", "limit": "90", "quote": "考试合格率88%"}
    low = finding("training-rate-low", **facts)
    assert said("V02", training="培训率100%，考试合格率88%。", findings=[low]) == "defect"


def test_opinion_of_the_nominator() -> None:
    form = small.FormSpec(
        id="nomination", kind="nomination", name="推荐表", titles=("推荐表",),
        fields=(small.field("nomination_reason", "推荐意见", "long-text"),),
    )  # fmt: skip
    written = small.record(form, nomination_reason="情况真实，记录完整，同意推荐。")
    lacking = finding(
        "text-section-missing", field="nomination_reason", severity="note", label="推荐意见", detail="记录"
    )
    edition = held.programme("V16", severity="note")
    assert said("V16", edition=edition, opinions=[written]) == "fine"
    assert said("V16", edition=edition, opinions=[written], findings=[lacking]) == "defect"
    assert said("V16", edition=edition) == "unknown"
    assert said("V16", edition=edition, opinions=[small.record(form, nomination_reason="")]) == "unknown"
    of_profile = replace(lacking, field="profile")
    assert said("V16", edition=edition, opinions=[written], findings=[of_profile]) == "fine"


def test_time_of_arrival() -> None:
    assert said("V13", late=False) == "fine"
    assert said("V13", late=True, findings=[LATE]) == "defect"
    assert said("V13", late=None) == "unknown"
    assert said("V13", late=False, findings=[replace(LATE, severity="note")]) == "fine"
    facts = {"name": "PPT", "file_name": "a.pptx", "received": "4月29日", "clock": "邮箱", "deadline": "4月27日"}
    assert said("V13", late=False, findings=[finding("paper-late", **facts)]) == "defect"
    assert said("V13", late=None, edition=held.programme("V13", deadlines=())) == "unknown"


def test_sender() -> None:
    assert said("V14", senders={"乙市建筑业协会 <a@example.cn>": "nominator"}) == "fine"
    assert said("V14", senders={"a@example.cn": ""}) == "unknown"
    assert said("V14") == "unknown"
    unexpected = finding("sender-unexpected", sender="王五", nominator="推荐单位")
    edition = held.programme("V14", severity="warning")
    assert said("V14", edition=edition, senders={"王五": "entry"}, findings=[unexpected]) == "defect"


def test_reason_of_the_nominator() -> None:
    assert said("V15") == "fine"
    assert said("V15", nomination_reason="") == "defect"
    assert said("V15", nomination_reason="", nominator_name="") == "fine"  # 企业自荐


def test_rates() -> None:
    assert said("V17") == "fine"
    assert said("V17", first_pass_rate="102%") == "defect"
    assert said("V17", nonconformity_rate="99%", first_pass_rate="99%") == "defect"
    assert said("V17", nonconformity_rate="", first_pass_rate="") == "unknown"
    assert said("V17", headcount="0") == "fine"  # out of range, but no rate


def test_persons_trained_are_never_a_defect() -> None:
    assert said("V18", edition=held.programme("V18", severity="note"), training_people="250人次/40学时") == "fine"


def test_copied_text() -> None:
    papers, texts = [paper("materials", "word")], {held.TEXT: "自己的话"}
    facts = {"same": "300", "other": "乙公司", "other_file": "乙.docx", "share": "40", "here": "…", "there": "…"}
    copied = finding("text-copied", **facts)
    assert said("V19", papers=papers, texts=texts) == "fine"
    assert said("V19", papers=papers, texts=texts, findings=[copied]) == "defect"
    assert said("V19", papers=papers, texts=texts, findings=[replace(copied, severity="note")]) == "fine"
    assert said("V19") == "unknown"
    assert said("V19", papers=papers, texts=texts, edition=held.programme("V19", provable=False)) == "unknown"


def test_statistics_of_the_nominator() -> None:
    form = small.FormSpec(
        id="statistics", kind="statistics", name="统计表", titles=("统计表",), fields=small.FIELDS[:2]
    )
    edition = held.programme("V20", forms=(held.FORM, form))
    record = replace(small.record(form, file="统计表.docx"), form="statistics")
    facts = {"smaller": "甲", "larger": "乙", "small": "2", "large": "1", "relation": "甲不大于乙"}
    wrong = finding("statistics-inconsistent", file="统计表.docx", **facts)
    assert said("V20", edition=edition, lists=[record]) == "fine"
    assert said("V20", edition=edition, lists=[record], about_lists=[wrong]) == "defect"
    assert said("V20", edition=edition, findings=[wrong]) == "unknown"  # no paper of its nominator came
    assert said("V21", edition=held.programme("V21", forms=edition.forms), lists=[record]) == "unknown"


def test_account_of_the_year() -> None:
    form = small.FormSpec(
        id="annual-summary", kind="annual-summary", name="总结", titles=("总结",), fields=small.FIELDS[:2]
    )
    edition = held.programme("V12", forms=(held.FORM, form))
    record = replace(small.record(form, file="总结.docx"), form="annual-summary")
    lacking = finding("text-section-missing", label="总结", detail="存在问题", file="总结.docx")
    assert said("V12", edition=edition, lists=[record]) == "fine"
    assert said("V12", edition=edition, lists=[record], about_lists=[lacking]) == "defect"
    assert said("V12", edition=edition) == "unknown"


def test_applying_once() -> None:
    assert said("V22") == "fine"
    assert said("V22", findings=[finding("entry-duplicate", detail="a、b")]) == "defect"
    assert said("V22", findings=[finding("entry-elsewhere", detail="a、b")]) == "defect"
    assert said("V22", team_name="") == "unknown"


def test_title_of_the_experience() -> None:
    assert said("V23") == "fine"
    assert said("V23", experience_title="") == "defect"
    assert said("V23", experience_title="详见附件") == "defect"


def test_points_of_the_profile() -> None:
    edition = held.programme("V24", severity="warning")
    assert said("V24", edition=edition) == "fine"
    assert said("V24", edition=edition, profile="我们是一个班组。") == "defect"
    assert said("V24", edition=edition, profile="") == "unknown"


def test_hints_that_were_left() -> None:
    assert said("V25") == "fine"
    assert said("V25", organisation_name="(填全称,与公章一致)") == "defect"
    assert said("V25", organisation_name="") == "fine"  # empty, but no hint is left


def test_rule_that_no_form_can_prove_is_never_fine_by_itself() -> None:
    assert said("V22", edition=held.programme("V22", provable=False)) == "unknown"
    assert said("V99") == "unknown"


def test_what_a_person_looked_up_counts_where_the_papers_do_not_tell() -> None:
    found = verdict("V01", word=word("符合"))
    assert (found.verdict, found.detail) == ("fine", f"王敏 {small.TODAY} 查应急局网站：符合")
    assert verdict("V01", word=word("不符合")).verdict == "defect"
    again = verdict("V01", word=word("查不到"))
    assert (again.verdict, bool(again.ask)) == ("unknown", True)


def test_what_a_person_says_never_hides_what_the_papers_say() -> None:
    found = verdict("V01", accidents="2", word=word("符合"))
    assert found.verdict == "defect"
    assert "王敏" in found.detail
    assert said("V23", word=word("不符合", rule="V23")) == "defect"


def test_papers_that_came_after_somebody_looked_are_told() -> None:
    later, before = small.TODAY + datetime.timedelta(days=1), small.TODAY
    assert "核查以后" in verdict("V01", word=word("符合"), newest=later).detail
    assert "核查以后" not in verdict("V01", word=word("符合"), newest=before).detail


def test_two_copies_that_contradict_each_other_are_not_believed() -> None:
    other = Inspection(
        number="班0001",
        rule="V01",
        who="李强",
        where="住建局",
        day=datetime.date(2026, 5, 5),
        result="不符合",
        book="副本.xlsx",
    )
    found = verdict("V01", word=replace(word("符合"), against=other))
    assert found.verdict == "unknown"
    assert "王敏" in found.detail and "李强" in found.detail


def test_failed_inspection_that_was_let_pass_is_no_defect() -> None:
    told = word("不符合")
    edition = held.programme("V01")
    plain = verdict("V01", edition=edition, word=told)
    entry_finding = failed_finding(edition, told)
    found = verdict("V01", edition=edition, word=told, findings=[replace(entry_finding, waived="李处长：已整改")])
    assert (plain.verdict, found.verdict) == ("defect", "fine")
    assert found.detail.endswith("已放行（李处长：已整改）")


def failed_finding(edition: small.Programme, told: Inspected):  # type: ignore[no-untyped-def, name-defined]
    record = small.record(held.FORM)
    entry = held.Entry(id="e", fields={}, source=record, records=(record,), findings=())
    return failed(entry, edition.rules[0], told)


def test_every_finding_of_the_table_is_declared() -> None:
    codes = {each.code for row in CONFORMITY.values() for each in row.breaches}
    assert codes - set(RULES) == set()
