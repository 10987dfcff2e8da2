"""The rules and the page made of them."""

import re
from pathlib import Path

import pytest

from qtdocs.checks import RULES, finding
from qtdocs.checks.catalogue import findings_page
from qtdocs.model.finding import SEVERITIES, Rule
from qtdocs.readers.refusals import REFUSALS

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "qtdocs").rglob("*.py")))
RAISED = re.compile(
    r"""(?:finding|find|Error|[nN]ote)\(\s*(?:box, )?"([a-z]+(?:-[a-z]+)+)"|code="([a-z]+(?:-[a-z]+)+)\""""
)
DETAILS = ("写的是“约 18”", "表上没有找到“班组 人数”这一栏")
KNOWN_WORDS = {
    "Word", "Excel", "PDF", "PPT", "docx", "xlsx", "--programme", "programme", "CST", "qtdocs", "choose", "collect",
    "Received", "Date", "library", "import", "move", "--by", "judge", "resolve", "--medium", "--because", "--version",
    "entry-book", "enter", "override",
}  # fmt: skip


def test_page_of_findings_is_current() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page()


def test_every_code_that_the_program_raises_is_declared() -> None:
    raised = {one or other for one, other in RAISED.findall(PROGRAM)}
    assert raised - set(RULES) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_is_written_for_people(rule: Rule) -> None:
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
    for words in (rule.title, rule.message, rule.advice, rule.meaning):
        plain = re.sub(r"\{\w+\}", "", words)
        assert set(re.findall(r"[A-Za-z-]{2,}", plain)) <= KNOWN_WORDS
    assert rule.message.endswith("。") and rule.advice.endswith("。") and rule.meaning.endswith("。")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_has_its_page(rule: Rule) -> None:
    for words in (rule.why, rule.example, rule.near_miss):
        assert words.endswith("。")
        assert "{" not in words
    assert rule.example != rule.near_miss


@pytest.mark.parametrize("code", RULES)
def test_finding_fills_every_gap(code: str) -> None:
    facts = dict.fromkeys(re.findall(r"\{(\w+)\}", RULES[code].message + RULES[code].advice), "某事")
    facts = {name: fact for name, fact in facts.items() if name not in ("box", "label")}
    made = finding(code, file="甲.docx", label="班 组：", **facts)
    assert "{" not in made.message + made.advice
    assert (made.code, made.file, made.label, made.severity) == (code, "甲.docx", "班 组", RULES[code].severity)


def test_finding_without_its_facts_or_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        finding("field-out-of-range", label="班组人数")
    with pytest.raises(KeyError):
        finding("no-such-code")


def test_finding_ends_with_one_full_stop() -> None:
    assert finding("text-cleaned", detail="去掉了看不见的字符。").message == "去掉了看不见的字符。"


@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_refusal_says_what_is_seen_once_and_one_thing_to_do(kind: str) -> None:
    code, detail, advice = REFUSALS[kind]
    made = finding(code, file="甲.doc", detail=detail, advice=advice)
    assert made.message.count(detail) == 1
    assert made.message.count("。") == 1
    assert made.advice == (advice or RULES[code].advice)


def test_box_is_named_once() -> None:
    said = [finding("field-unsure", label="班组 人数", detail=detail).message for detail in DETAILS]
    assert said == ["“班组 人数”：写的是“约 18”。", "表上没有找到“班组 人数”这一栏。"]
