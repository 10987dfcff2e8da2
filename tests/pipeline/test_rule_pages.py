"""``qtdocs rules``: a page for each kind of finding and for each rule of the notices."""

import click.testing
import pytest

from qtdocs import pipeline
from qtdocs.checks import CONFORMITY, RULES
from qtdocs.cli import main_group
from qtdocs.errors import UsageError


def test_overview_names_every_finding_and_every_rule_of_the_notices() -> None:
    firsts = [line.split()[0] for line in pipeline.rules_shown("").splitlines() if line and line[0].isascii()]
    assert firsts == [*RULES, *CONFORMITY]


@pytest.mark.parametrize("code", RULES)
def test_page_of_a_finding_says_what_why_example_and_how_to_mend(code: str) -> None:
    heads = [line.strip().split("：")[0] for line in pipeline.rules_shown(code).splitlines()[1:]]
    assert {"查什么", "为什么", "例子", "不算", "怎么办"} <= set(heads)


def test_page_of_a_rule_of_the_notices_has_each_programme_with_its_source() -> None:
    told = pipeline.rules_shown("v04").splitlines()
    assert told[0] == "V04  班组名称"
    assert told[1] == "  caq-2020：企业名称、班组名称填写全称，不要挂上级部门（附件2注2①；不符合的算提醒）。"
    assert told[2].startswith("  zhejiang-2026：")
    assert "  有问题：name-has-parent（班组名称挂了上级单位）" in told


@pytest.mark.parametrize("rule", CONFORMITY)
def test_every_rule_of_the_notices_has_a_page(rule: str) -> None:
    told = pipeline.rules_shown(rule)
    assert "  怎么查：" in told
    assert "现有的活动都没有这一条" not in told


@pytest.mark.parametrize("typed", ["v04", "V4", "v4", "Ｖ０４", "ｖ４", " V 04 ", "V004"])
def test_rule_of_the_notices_is_found_however_its_number_is_typed(typed: str) -> None:
    assert pipeline.rules_shown(typed) == pipeline.rules_shown("V04")


@pytest.mark.parametrize("typed", ["Field-Missing", "ｆｉｅｌｄ－ｍｉｓｓｉｎｇ", "field_missing"])
def test_finding_is_found_however_its_code_is_typed(typed: str) -> None:
    assert pipeline.rules_shown(typed) == pipeline.rules_shown("field-missing")


@pytest.mark.parametrize("code", ["V26", "V0", "V4.5", "4", "field", "班组", "；"])
def test_unknown_rule_is_refused_with_the_next_step(code: str) -> None:
    with pytest.raises(UsageError, match="qtdocs rules"):
        pipeline.rules_shown(code)


def test_command_prints_the_page() -> None:
    result = click.testing.CliRunner().invoke(main_group, ["rules", "Ｖ０１"])
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "V01  近三年无事故")
