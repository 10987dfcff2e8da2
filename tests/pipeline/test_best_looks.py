"""The seals of a team on all its papers: which look counts, and what a person's word is worth when papers change."""

from __future__ import annotations

from qtdocs.checks.seal_findings import seal_finding
from qtdocs.checks.seals import SealedPaper
from qtdocs.editions import shelf
from qtdocs.model.document import Imprint, Mark, Over
from qtdocs.model.place import Box, Place
from qtdocs.model.seal import Confirmation, SealLook
from qtdocs.pipeline.seals import best_looks

COMPANY, OTHER, NOMINATOR = "浙江甲建设有限公司", "浙江乙建设有限公司", "湖州市建筑业协会"
APPLICANTS, NOMINATORS = "单位同意 (请加盖公章)", "推荐单位(市质协/省行协)同意 (请加盖公章)"
PROGRAMME = "zhejiang-2026"


def seal(name: str, over: str) -> Mark:
    left = 30.0 if over == APPLICANTS else 120.0
    imprint = Imprint(
        shape="round",
        colour="red",
        width=42,
        height=42,
        readings=(name, name),
        over=(Over(text=over, share=0.8),),
    )
    place = Place(page=1, box=Box(left=left, top=40, right=left + 42, bottom=82))
    return Mark(kind="seal", text=name, near=over, place=place, imprint=imprint, crop=f"crop of {name}")


def paper(sha256: str, *marks: Mark) -> SealedPaper:
    return SealedPaper(file=f"{sha256}.pdf", sha256=sha256, medium="pdf", is_scan=True, marks=marks)


def word(answer: str, expected: str) -> Confirmation:
    return Confirmation(answer=answer, who="王敏", at="2026-05-06", expected=expected)


def looks(*papers: SealedPaper, said: dict[tuple[str, int, str], Confirmation] | None = None) -> list[SealLook]:
    edition = shelf.load_programme(PROGRAMME)
    form = edition.form("application")
    assert form is not None
    names = {"organisation_name": COMPANY, "nominator_name": NOMINATOR, "nomination_reason": ""}
    known = (COMPANY, OTHER, NOMINATOR)
    return list(best_looks(form, edition, papers, names=names, known=known, said=said or {}))


def told(found: list[SealLook]) -> list[tuple[str, str, str, str]]:
    return [(each.role, each.sha256, each.outcome, each.confirmed.answer if each.confirmed else "") for each in found]


BARE = paper("old", seal(COMPANY, APPLICANTS))
FULL = paper("new", seal(COMPANY, APPLICANTS), seal(NOMINATOR, NOMINATORS))
MISSING = {("old", 0, "nominator"): word("没有", NOMINATOR)}


def test_word_holds_for_the_name_alone_that_stood_on_the_form() -> None:
    said = {("old", 0, "nominator"): word("相符", "嘉兴市建筑业协会")}
    (_, nominator) = looks(BARE, said=said)
    assert (nominator.outcome, nominator.confirmed, nominator.lapsed) == ("missing", None, next(iter(said.values())))
    assert seal_finding(nominator) is not None
    said = {("old", 0, "nominator"): word("相符", "湖州市 建筑业协会")}  # the same name, written otherwise
    assert looks(BARE, said=said)[1].outcome == "same"


def test_new_scan_with_the_seal_cures_what_a_person_saw_missing_on_the_old_one() -> None:
    assert told(looks(BARE, said=MISSING))[1] == ("nominator", "old", "missing", "没有")
    assert told(looks(BARE, FULL, said=MISSING))[1] == ("nominator", "new", "same", "")


def test_new_scan_that_nobody_looked_at_waits_for_a_person_whatever_was_said_of_the_old_one() -> None:
    again = paper("new", seal(COMPANY, APPLICANTS))
    nominator = looks(BARE, again, said=MISSING)[1]
    made = seal_finding(nominator)
    assert made is not None
    assert (nominator.sha256, made.may_be_sent) == ("new", False)


def test_another_seal_on_any_paper_is_told_beside_the_right_one_on_a_better_paper() -> None:
    wrong = paper("new", seal(OTHER, APPLICANTS), seal(NOMINATOR, NOMINATORS))
    assert told(looks(BARE, wrong)) == [
        ("applicant", "old", "same", ""),
        ("nominator", "new", "same", ""),
        ("applicant", "new", "differs", ""),
    ]
    assert told(looks(BARE, wrong, said={("new", 0, "applicant"): word("相符", COMPANY)})) == [
        ("applicant", "new", "same", "相符"),
        ("nominator", "new", "same", ""),
    ]
