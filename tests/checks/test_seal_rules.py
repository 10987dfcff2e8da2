"""Seals against what each programme asks for: by form, role, medium and way of applying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qtdocs.checks.seal_findings import check_electronic, seal_finding, with_confirmation
from qtdocs.checks.seals import SealedPaper, look_for_seals
from qtdocs.editions import shelf
from qtdocs.model.document import ElectronicSeal, Imprint, Mark, Over
from qtdocs.model.place import Box, Place
from qtdocs.model.seal import Confirmation, SealLook

COMPANY = "浙江甲建设有限公司"
OTHER = "浙江乙建设有限公司"
NOMINATOR = "湖州市建筑业协会"
ZHEJIANG = ("单位同意 (请加盖公章)", "推荐单位(市质协/省行协)同意 (请加盖公章)")
MUNICIPAL = ("本企业意见：同意申报。\n盖章 2021年8月1日", "协会推荐理由：\n协会盖章 年 月 日")


def seal(*readings: str, over: str = "", centre: str = "", left: float = 30.0) -> Mark:
    imprint = Imprint(
        shape="round", colour="red", width=42, height=42, readings=readings, centre=centre,
        over=(Over(text=over, share=0.8),) if over else (),
    )  # fmt: skip
    box = Box(left=left, top=40, right=left + 42, bottom=82)
    return Mark(
        kind="seal", text=readings[0] if readings else "", near=over, place=Place(page=1, box=box), imprint=imprint
    )


def word(answer: str) -> Confirmation:
    return Confirmation(answer=answer, who="王敏", at="2026-05-06", expected=COMPANY)


def twice(name: str) -> tuple[str, str]:
    """Two independent readings of a print."""
    return name, name


def paper(*marks: Mark, medium: str = "pdf", is_scan: bool = True) -> SealedPaper:
    return SealedPaper(file="申报表.pdf", sha256="ab", medium=medium, is_scan=is_scan, marks=marks)


def looks(
    programme: str, sheet: SealedPaper, *, nominator: str = NOMINATOR, form: str = "application"
) -> dict[str, SealLook]:
    edition = shelf.load_programme(programme)
    spec = edition.form(form)
    assert spec is not None
    names = {"organisation_name": COMPANY, "nominator_name": nominator, "nomination_reason": ""}
    found = look_for_seals(spec, edition, sheet, names=names, candidates=(COMPANY, OTHER, NOMINATOR))
    return {each.role: each for each in found}


def outcomes(programme: str, sheet: SealedPaper, *, nominator: str = NOMINATOR) -> dict[str, str]:
    return {role: look.outcome for role, look in looks(programme, sheet, nominator=nominator).items()}


def codes(programme: str, sheet: SealedPaper, *, nominator: str = NOMINATOR) -> list[str]:
    found = looks(programme, sheet, nominator=nominator).values()
    return [made.code for look in found if (made := seal_finding(look))]


def test_two_right_seals_in_the_top_row_are_no_finding() -> None:
    sheet = paper(seal(*twice(COMPANY), over=ZHEJIANG[0]), seal(*twice(NOMINATOR), over=ZHEJIANG[1], left=120))
    assert outcomes("zhejiang-2026", sheet) == {"applicant": "same", "nominator": "same"}
    assert codes("zhejiang-2026", sheet) == []


def test_recommender_seal_need_not_say_quality_association() -> None:
    look = looks("zhejiang-2026", paper(seal(*twice(NOMINATOR), over=ZHEJIANG[1])))["nominator"]
    assert (look.outcome, look.reads_as, look.detail) == ("same", NOMINATOR, f"看到印文为“{NOMINATOR}”的章")


def test_missing_seal_names_box_and_owner_and_waits_for_a_person() -> None:
    look = looks("zhejiang-2026", paper(seal(*twice(NOMINATOR), over=ZHEJIANG[1])))["applicant"]
    made = seal_finding(look)
    assert made is not None
    assert (made.code, made.severity, made.basis, made.may_be_sent) == ("seal-missing", "error", "pixels", False)
    assert made.message == f"“单位同意”处没有看到“{COMPANY}”的公章。"


def test_confirmed_finding_may_be_sent_and_confirmed_seal_is_none() -> None:
    look = looks("zhejiang-2026", paper())["applicant"]
    missing = seal_finding(with_confirmation(look, word("没有")))
    assert missing is not None
    assert (missing.code, missing.confirmed, missing.may_be_sent) == ("seal-missing", "王敏", True)
    assert seal_finding(with_confirmation(look, word("相符"))) is None


@pytest.mark.parametrize(
    ("answer", "code", "message"),
    [
        ("没有", "seal-missing", f"“单位同意”处没有看到“{COMPANY}”的公章。"),
        ("不符", "seal-name-differs", f"“单位同意”处的章是另一个单位的，表上写的是“{COMPANY}”。"),
        ("位置不对", "seal-misplaced", f"“{COMPANY}”的公章没有盖在该盖的地方，应盖在“单位同意”处。"),
        ("看不清", "seal-unclear", "“单位同意”处有一枚章，印文看不清。"),
        ("不是公章", "seal-other-kind", "“单位同意”处有一枚章，不是公章。"),
    ],
)
@pytest.mark.parametrize("sheet", ["none", "other", "unread"])
def test_what_a_person_saw_is_told_without_what_the_program_read(
    answer: str, code: str, message: str, sheet: str
) -> None:
    marks = {"none": (), "other": (seal(*twice(OTHER), over=ZHEJIANG[0]),), "unread": (seal(over=ZHEJIANG[0]),)}[sheet]
    look = looks("zhejiang-2026", paper(*marks))["applicant"]
    made = seal_finding(with_confirmation(look, word(answer)))
    assert made is not None
    assert (made.code, made.message) == (code, message)
    assert [asked for asked in ("请看", "打开原件", "确认") if asked in made.advice] == []


def test_word_copy_is_never_blamed() -> None:
    for programme in ("caq-2020", "zhejiang-2026", "municipal-2021", "guangdong"):
        assert looks(programme, paper(medium="word", is_scan=False)) == {}


def test_word_file_that_is_a_picture_of_the_page_is_a_scan() -> None:
    sheet = paper(seal(*twice(OTHER), over=ZHEJIANG[0]), medium="word")
    assert outcomes("zhejiang-2026", sheet) == {"applicant": "differs", "nominator": "missing"}


def test_exported_pdf_is_not_blamed_where_the_seal_is_asked_for_on_paper_alone() -> None:
    assert looks("caq-2020", paper(is_scan=False)) == {}
    assert outcomes("caq-2020", paper(is_scan=True)) == {"applicant": "missing"}


def test_association_seal_is_asked_for_only_where_an_association_nominates() -> None:
    own = paper(seal(*twice(COMPANY), over=MUNICIPAL[0]))
    assert outcomes("municipal-2021", own, nominator="") == {"applicant": "same"}
    assert outcomes("municipal-2021", own) == {"applicant": "same", "nominator": "missing"}


def test_seal_without_box_may_stand_anywhere() -> None:
    assert outcomes("caq-2020", paper(seal(*twice(COMPANY), over="企业名称（公章为准）"))) == {"applicant": "same"}


def test_another_known_company_is_said_to_differ() -> None:
    sheet = paper(seal(*twice(OTHER), over=ZHEJIANG[0]), seal(*twice(NOMINATOR), over=ZHEJIANG[1]))
    look = looks("zhejiang-2026", sheet)["applicant"]
    made = seal_finding(look)
    assert made is not None
    assert (look.outcome, look.reads_as, made.code) == ("differs", OTHER, "seal-name-differs")
    assert made.message == f"“单位同意”处看到印文为“{OTHER}”的章，表上写的是“{COMPANY}”。"


@pytest.mark.parametrize("readings", [(), ("某某建有公司",), ("浙江建设有限公司", "江甲建设")])
def test_what_cannot_be_read_is_said_to_be_unclear(readings: tuple[str, ...]) -> None:
    assert outcomes("zhejiang-2026", paper(seal(*readings, over=ZHEJIANG[0])))["applicant"] == "unread"


def test_right_seal_in_the_other_box_is_misplaced() -> None:
    look = looks("zhejiang-2026", paper(seal(*twice(COMPANY), over="单位名称")))["applicant"]
    made = seal_finding(look)
    assert made is not None
    assert (look.outcome, made.code) == ("misplaced", "seal-misplaced")
    assert made.message == f"看到印文为“{COMPANY}”的章，在“单位名称”处，应盖在“单位同意”处。"


def test_contract_seal_is_no_official_seal() -> None:
    sheet = paper(seal(*twice(COMPANY), over=ZHEJIANG[0], centre="合同专用章"))
    assert outcomes("zhejiang-2026", sheet)["applicant"] == "other-kind"
    assert codes("zhejiang-2026", sheet)[0] == "seal-other-kind"


@pytest.mark.parametrize("centre", ["杭州分公司", "工会委员会", "盾构项目部", "中共支部委员会", "投标专用章"])
def test_seal_of_a_branch_or_a_department_is_no_official_seal(centre: str) -> None:
    sheet = paper(seal(*twice(COMPANY), over=ZHEJIANG[0], centre=centre))
    assert outcomes("zhejiang-2026", sheet)["applicant"] == "other-kind"


@pytest.mark.parametrize(("centre", "told"), [("□", "中间有一行字没有读出来"), ("之江", "中间还写着“之江”")])
def test_line_in_the_middle_that_is_not_understood_keeps_a_seal_from_being_the_same(centre: str, told: str) -> None:
    look = looks("zhejiang-2026", paper(seal(*twice(COMPANY), over=ZHEJIANG[0], centre=centre)))["applicant"]
    assert (look.outcome, look.reads_as) == ("unread", "")
    assert look.detail == f"看到印文为“{COMPANY}”的章，{told}，不能断定是不是公章"


def test_branch_that_applies_has_its_name_around_and_in_the_middle() -> None:
    edition = shelf.load_programme("zhejiang-2026")
    form = edition.form("application")
    assert form is not None
    names = {"organisation_name": f"{COMPANY}杭州分公司", "nominator_name": NOMINATOR}
    for centre, outcome in (("杭州分公司", "same"), ("", "differs"), ("□", "unread"), ("宁波分公司", "differs")):
        sheet = paper(seal(*twice(COMPANY), over=ZHEJIANG[0], centre=centre))
        found = look_for_seals(form, edition, sheet, names=names, candidates=(OTHER, NOMINATOR))
        assert (centre, found[0].outcome) == (centre, outcome)


def test_one_print_is_not_the_seal_of_two() -> None:
    assert sorted(outcomes("zhejiang-2026", paper(seal("浙江建设有公司"))).values()) == ["missing", "unread"]


def test_seals_whose_boxes_are_unknown_each_stand_for_one_that_is_asked_for() -> None:
    found = looks("zhejiang-2026", paper(seal(), seal(left=120)))
    assert [(role, each.outcome) for role, each in found.items()] == [("applicant", "unread"), ("nominator", "unread")]
    assert len({id(each.mark) for each in found.values()}) == 2


def test_exported_pdf_without_seal_says_so() -> None:
    look = looks("zhejiang-2026", paper(is_scan=False))["applicant"]
    made = seal_finding(look)
    assert made is not None
    assert look.detail == "文件是电脑直接导出的，不是盖章后的扫描件"
    assert made.message == f"“单位同意”处没有看到“{COMPANY}”的公章，{look.detail}。"


def test_inferred_seal_is_only_asked_about() -> None:
    made = seal_finding(looks("guangdong", paper())["applicant"])
    assert made is not None
    assert (made.code, made.severity) == ("seal-missing", "warning")


def digital(name: str, state: str = "unchanged") -> Mark:
    place = Place(page=1, box=Box(left=30, top=40, right=72, bottom=82))
    told = ElectronicSeal(name=name, place=place, state=state, detail="摘要不一致")
    return Mark(kind="electronic-seal", text=name, near=ZHEJIANG[0], place=place, electronic=told)


def test_electronic_seal_is_told_by_its_name_and_may_be_sent_at_once() -> None:
    assert outcomes("zhejiang-2026", paper(digital(f"{COMPANY}公章"), is_scan=False))["applicant"] == "same"
    look = looks("zhejiang-2026", paper(digital(OTHER), is_scan=False))["applicant"]
    made = seal_finding(look)
    assert made is not None
    assert (look.outcome, made.basis, made.may_be_sent) == ("differs", "", True)


def test_electronic_seal_whose_content_was_changed_is_not_settled() -> None:
    look = looks("zhejiang-2026", paper(digital(COMPANY, "changed"), is_scan=False))["applicant"]
    assert (look.outcome, seal_finding(look)) == ("changed", None)
    (told,) = check_electronic(paper(digital(COMPANY, "changed")))
    assert told.message == f"“{COMPANY}”的电子签章：摘要不一致。"


@pytest.mark.parametrize(
    ("state", "code"),
    [("unchanged", []), ("changed", ["signature-changed"]), ("unverifiable", ["signature-unverifiable"])],
)
def test_electronic_seal_tells_whether_the_content_was_changed(state: str, code: list[str]) -> None:
    assert [each.code for each in check_electronic(paper(digital(COMPANY, state)))] == code


def test_no_finding_claims_a_seal_to_be_genuine_or_forged() -> None:
    sheets = [paper(seal(*twice(OTHER), over=ZHEJIANG[0])), paper(), paper(digital(COMPANY, "changed"))]
    said = [made for sheet in sheets for look in looks("zhejiang-2026", sheet).values() if (made := seal_finding(look))]
    words = "".join(each.message + each.advice for each in said)
    assert [word for word in ("真章", "有效", "已核验", "假章", "伪造") if word in words] == []
    assert replace(said[0], confirmed="王敏").may_be_sent


def test_one_signature_on_several_pages_is_told_once() -> None:
    mark = digital(COMPANY, "changed")
    assert mark.electronic is not None
    marks = [replace(mark, place=Place(page=page)) for page in (1, 2, 3)]
    (told,) = check_electronic(paper(*marks))
    assert told.message == f"“{COMPANY}”的电子签章：摘要不一致（在第1、2、3页）。"


def test_seal_is_not_called_missing_where_pages_were_not_looked_at() -> None:
    found = looks("zhejiang-2026", replace(paper(), unseen=True))["applicant"]
    made = seal_finding(found)
    assert made is not None
    assert (found.outcome, made.code, made.severity) == ("unseen", "seal-unclear", "warning")
    assert "有的页或图片没有看" in made.message
