"""What a seal's text says about the name on the form: above all, never that an impostor is the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from qtdocs.checks.imprints import judged, neighbours, seal_twin
from qtdocs.checks.namesakes import may_be_worn
from qtdocs.model.document import UNREAD

FORM = "浙江甲建设有限公司"
PLACES = ("浙江", "浙江省", "东海市", "中国", "杭州", "甲县")
BRANDS = ("甲", "恒久", "乙川", "大江东", "一", "")
TRADES = ("建设", "建工", "建筑工程", "路桥", "第一建筑", "二建", "市政工程")
ENDINGS = (
    "有限公司",
    "集团有限公司",
    "股份有限公司",
    "（集团）有限公司",
    "有限责任公司",
    "有限公司第二分公司",
    "协会",
    "公司",
)
HEADS = some.builds(str.__add__, some.sampled_from(PLACES), some.sampled_from(BRANDS))
TAILS = some.builds(str.__add__, some.sampled_from(TRADES), some.sampled_from(ENDINGS))
NAMES = some.builds(str.__add__, HEADS, TAILS)


@pytest.mark.parametrize(
    "readings",
    [
        [FORM, FORM],
        [FORM, FORM, "浙江甲建没有限公司"],
        [FORM, "浙□□□□有限公司", FORM],
        ["（浙江）甲建设有限公司 ★ 3301060012345"] * 2,
        ["★浙江甲建設有限公司", FORM],
    ],
)
def test_name_that_is_read_is_the_same(readings: list[str]) -> None:
    verdict = judged(readings, FORM, [FORM, "东海乙路桥有限公司"])
    assert (verdict.kind, verdict.name) == ("same", FORM)


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [""],
        [UNREAD],
        ["★★"],
        [FORM],
        ["浙江甲建设有限公□", FORM],
        ["浙江甲建设有□公司", "浙江甲建设有□公司"],
        ["浙江□建设有限公司"],
        ["浙江建设有限公司"],
        ["□浙江甲建设有限公司"],
        ["浙江甲建设有限公司□"],
        ["浙江甲建设□有限公司"],
        ["浙江甲建设有□□司"],
        ["浙江甲建设□□公司"],
        ["浙江甲建设", "浙江甲建设"],
        ["浙江□建设有限公司", FORM, FORM],
        ["有限公司浙江甲建设"],
        [FORM, "浙江乙建设有限公司", "浙江乙建设有限公司"],
        [FORM, "浙江甲建设集团有限公司", FORM],
        [FORM, "浙□甲建设有限公司", "江甲建设有限公司"],
    ],
)
def test_name_that_is_not_read_for_certain_is_unread(readings: list[str]) -> None:
    verdict = judged(readings, FORM, ["浙江乙建设有限公司"])
    assert (verdict.kind, verdict.name) == ("unread", "")


@pytest.mark.parametrize(
    "other",
    [
        "浙江乙建设有限公司", "浙江甲建设集团有限公司", "浙江甲建工有限公司", "浙江省甲建设有限公司",
        "江西甲建设有限公司", "浙江甲建设股份有限公司", "浙江甲建设有限公司第二分公司", "浙江甲建设有限责任公司",
        "东海乙路桥有限公司",
    ],
)  # fmt: skip
def test_another_known_name_differs(other: str) -> None:
    verdict = judged([other] * 3, FORM, ["东海乙路桥有限公司", "浙江乙建设有限公司", "江西甲建设有限公司"])
    assert (verdict.kind, verdict.name) == ("differs", other)


def test_old_kind_of_company_is_not_taken_for_the_new_one() -> None:
    assert judged(["浙江甲建设股份公司"], FORM, []).kind != "same"


def test_clean_name_that_nobody_knows_and_that_is_quite_another_is_unread() -> None:
    assert judged(["东海乙路桥有限公司"] * 4, FORM, []).kind == "unread"


def test_name_that_nobody_knows_accuses_nobody() -> None:
    assert judged(["浙江丙丁建设有限公司"] * 4, "浙江甲川建设有限公司", []).kind == "unread"


def test_single_other_character_that_nobody_knows_may_be_misread() -> None:
    assert judged(["浙江申川建设有限公司"] * 4, "浙江甲川建设有限公司", []).kind == "unread"


def test_single_look_at_another_name_accuses_nobody() -> None:
    readings = ["浙江乙建设有限公司", "浙江□建设有限公司", "浙□□建设有限公司"]
    assert judged(readings, FORM, ["浙江乙建设有限公司"]).kind == "unread"


def test_both_names_read_decide_nothing() -> None:
    readings = ["浙江乙建设有限公司", "浙江乙建设有限公司", FORM]
    assert judged(readings, FORM, ["浙江乙建设有限公司"]).kind == "unread"


def test_name_without_a_form_name_is_unread() -> None:
    assert judged([FORM], "", [FORM]).kind == "unread"


@settings(max_examples=150, deadline=None)
@given(NAMES, some.data())
def test_perfect_reading_of_an_impostor_is_never_the_same(name: str, data: some.DataObject) -> None:
    impostor = data.draw(some.sampled_from(neighbours(name)))
    if seal_twin(impostor) != seal_twin(name):
        assert judged([impostor] * 3, name, [name]).kind == "differs"
        assert judged([name] * 3, impostor, []).kind != "same"


@settings(max_examples=100, deadline=None)
@given(HEADS, TAILS, some.data(), some.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_name_with_one_other_brand_character_is_never_the_same(
    head: str, tail: str, data: some.DataObject, other: str
) -> None:
    at = data.draw(some.integers(0, len(head) - 1))
    changed, name = head[:at] + other + head[at + 1 :] + tail, head + tail
    if seal_twin(changed) != seal_twin(name):
        assert judged([changed] * 3, name, [name]).kind != "same"


@pytest.mark.parametrize(
    ("read", "form", "real"),
    [
        ("浙江大□建设有限公司", "浙江大桥建设有限公司", "浙江大唐建设有限公司"),
        ("浙江甲工程监□有限公司", "浙江甲工程监理有限公司", "浙江甲工程监测有限公司"),
        ("浙江交□集团有限公司", "浙江交通集团有限公司", "浙江交投集团有限公司"),
        ("浙江甲□计有限公司", "浙江甲设计有限公司", "浙江甲审计有限公司"),
        ("浙江省□政行业协会", "浙江省市政行业协会", "浙江省邮政行业协会"),
        ("杭州市□建设有限公司", "杭州市政建设有限公司", "杭州市场建设有限公司"),
        ("浙江甲建设有□公司", "浙江甲建设有限公司", "浙江甲建设有限责任公司"),
    ],
)
def test_lost_character_is_never_filled_in(read: str, form: str, real: str) -> None:
    for known in ([form], [form, real]):
        assert judged([read] * 3, form, known).kind == "unread"


@pytest.mark.parametrize("sign", "，：.、(）·★|")
def test_worn_character_that_passes_for_a_sign_is_not_left_out(sign: str) -> None:
    form = "浙江大建设有限公司"
    assert judged([f"浙江大{sign}建设有限公司"] * 3, form, [form]).kind == "unread"


@settings(max_examples=100, deadline=None)
@given(NAMES, some.data())
def test_reading_that_lacks_any_character_is_never_the_same(name: str, data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(name) - 1))
    if name[at] not in "（）":
        assert judged([name[:at] + UNREAD + name[at + 1 :]] * 3, name, [name]).kind == "unread"


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_perfect_reading_of_the_name_itself_is_the_same(name: str) -> None:
    kind = judged([name] * 3, name, [name, *neighbours(name)]).kind
    assert kind == ("unread" if may_be_worn(name) else "same")


@pytest.mark.parametrize(
    ("read", "form", "kind"),
    [
        ("翊州市第二建筑工程有限公司", "翊州市第二建筑工程有限公司", "unread"),  # a worn 第三 looks the same
        ("翊州市第二建筑工程有限公司", "翊州市第三建筑工程有限公司", "unread"),
        ("翊州市第一建筑工程有限公司", "翊州市第十建筑工程有限公司", "unread"),
        ("翊州市第三建筑工程有限公司", "翊州市第三建筑工程有限公司", "same"),
        ("翊州市第三建筑工程有限公司", "翊州市第二建筑工程有限公司", "differs"),
        ("翊州市第二建筑工程有限公司", "翊州市第五建筑工程有限公司", "differs"),
    ],
)
def test_number_that_may_have_lost_a_stroke_decides_nothing(read: str, form: str, kind: str) -> None:
    assert judged([read] * 4, form, [form]).kind == kind


@settings(max_examples=100, deadline=None)
@given(
    some.lists(some.text(max_size=30), max_size=4),
    some.text(max_size=30),
    some.lists(some.text(max_size=20), max_size=5),
)
def test_anything_can_be_judged(readings: list[str], expected: str, candidates: list[str]) -> None:
    assert judged(readings, expected, candidates).kind in ("same", "differs", "unread")


def test_neighbours_are_one_word_away() -> None:
    found = neighbours("浙江省第一建筑集团有限公司")
    assert {
        "浙江省第二建筑集团有限公司", "浙江省建筑集团有限公司", "浙江省第一建筑有限公司", "浙江第一建筑集团有限公司",
        "浙江市第一建筑集团有限公司", "浙江省第一建设集团有限公司", "浙江省第一建筑集团股份有限公司",
        "浙江省第一建筑集团有限公司第一分公司",
    } <= set(found)  # fmt: skip
    assert "浙江省第一建筑集团有限公司" not in found


def test_neighbours_of_a_society_are_other_societies() -> None:
    assert {"甲市质量协会", "甲市建筑业学会", "甲县建筑业协会"} <= set(neighbours("甲市建筑业协会")) | set(
        neighbours("甲市建筑业学会")
    )
