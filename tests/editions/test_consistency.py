"""What a form or programme says that cannot hold together."""

from pathlib import Path
from typing import Any

import pytest

from qtdocs.editions.consistency import alias_mistakes, form_mistakes, label_mistakes, programme_mistakes, shared_names
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme


def form(**changes: Any) -> FormSpec:
    """An invented form of two fields."""
    fields = [{"key": "team_name", "labels": ["班组名称"]}, {"key": "contact", "labels": ["联系人"]}]
    plain = {"id": "application", "kind": "application", "name": "申报表", "titles": ["申报表"], "fields": fields}
    return FormSpec.model_validate(plain | changes)


def programme(**changes: Any) -> Programme:
    """An invented programme."""
    plain: dict[str, Any] = {
        "id": "try",
        "name": "试用活动",
        "year": 2026,
        "association": {"name": "试用协会", "short_name": "试协"},
        "notice": {"title": "通知"},
        "papers": [{"kind": "application", "name": "申报表", "media": ["word"], "source": "推断"}],
        "award": {"kind": "荣誉", "verb": "授予", "title": "{year}年度优秀班组", "source": "推断"},
    }
    return Programme.model_validate(plain | changes)


def in_form(**changes: Any) -> list[str]:
    return list(form_mistakes(form(**changes), file=Path("application.toml"), modes=["self"]))


def in_programme(**changes: Any) -> list[str]:
    return list(programme_mistakes(programme(**changes), folder="try"))


def test_sound_form_and_programme_have_no_mistake() -> None:
    assert (in_form(), in_programme()) == ([], [])


@pytest.mark.parametrize(
    ("field", "mistake"),
    [
        ({"key": "team_name", "labels": ["班组"]}, "fields：“team_name”写了 2 次，一张表里只能写一次。"),
        (
            {"key": "headcont", "labels": ["人数"]},
            "fields[3].key：“headcont”不是词汇表里的键，是不是“headcount”（班组人数）？",
        ),
        (
            {"key": "remark", "labels": ["备注"], "beside": "rank"},
            "fields[3].beside（remark）：“rank”不是这张表的字段。",
        ),
        (
            {"key": "remark", "labels": ["联 系人："]},
            "fields[3].labels（remark）：“联 系人：”与 contact 相同，要用 beside 写明各在哪一行。",
        ),
        (
            {"key": "remark", "labels": ["备注"], "modes": ["x"]},
            "fields[3].modes（remark）：“x”不是本活动的申报方式，可用：self。",
        ),
        (
            {"key": "remark", "labels": ["备注"], "type": "choices"},
            "fields[3].options（remark）：选择题至少要写两个选项。",
        ),
        ({"key": "rank", "labels": ["排序"], "minimum": 2, "maximum": 1}, "fields[3]（rank）：下限大于上限。"),
    ],
)
def test_field_mistake_is_told(field: dict[str, Any], mistake: str) -> None:
    fields = [*(spec.model_dump() for spec in form().fields), field]
    assert in_form(fields=fields) == [f"application.toml → {mistake}"]


def test_one_label_in_two_rows_is_told_apart_by_beside() -> None:
    fields = [
        {"key": "team_leader", "labels": ["班组长"]},
        {"key": "contact", "labels": ["联系人"]},
        {"key": "team_leader_mobile", "labels": ["手机"], "beside": "team_leader"},
        {"key": "contact_mobile", "labels": ["手机"], "beside": "contact"},
    ]
    assert in_form(fields=fields) == []


def test_form_names_seals_blanks_and_relations_that_are_not_there() -> None:
    seal = {"role": "boss", "near": "", "whose": "judge", "media": ["pdf"], "source": "推断"}
    relation = {"smaller": "rank", "larger": "contact", "text": "", "source": "推断"}
    assert in_form(id="other", kind="paper", blank="no.docx", seals=[seal], relations=[relation])[0:1] == [
        "application.toml → id：写的是“other”，与文件名“application”不同。"
    ]
    assert [
        mistake.partition(" → ")[2].partition("：")[0]
        for mistake in in_form(kind="paper", blank="no.docx", seals=[seal], relations=[relation])
    ] == ["kind", "blank", "seals[1].role", "seals[1].whose", "relations[1]"]


def test_list_needs_its_key_columns() -> None:
    table = {"columns": [{"key": "row_no", "labels": ["序号"]}, {"key": "team_name", "labels": ["班组名称"]}]}
    assert in_form(table=table) == ["application.toml → table.keys：“organisation_name”不是这张表的列。"]


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"id": "other"}, "id：写的是“other”，与文件夹名“try”不同。"),
        ({"aliases": ["甲", "甲"]}, "aliases：“甲”写了 2 次。"),
        ({"stages": [{"id": "material", "name": "材料", "points": 80}]}, "stages：各阶段合计 80 分，应为 100 分。"),
        (
            {"tiers": [{"name": "甲级", "at_most": 0.1}]},
            "tiers：各等级的最高比例合计不到 100%，总有班组评不上任何等级。",
        ),
        (
            {"tiers": [{"name": "甲级", "at_least": 0.6}, {"name": "乙级", "at_least": 0.5}]},
            "tiers：各等级的最低比例合计超过 100%。",
        ),
        ({"tiers": [{"name": "甲级", "at_most": 10}]}, "tiers[1]（甲级）：比例要在 0 到 1 之间，例如 10% 写 0.1。"),
        ({"word_limits": [{"kind": "materials", "source": ""}]}, "word_limits[1]：minimum 和 maximum 至少写一个。"),
        (
            {"criteria": [{"id": "needs", "title": "需求确定", "points": 15, "text": ""}]},
            "criteria：各项分值合计 15 分，与总分 100 分不符。",
        ),
        (
            {"award": {"kind": "荣誉", "verb": "授予", "title": "{tier}班组", "source": ""}},
            "award.title：写了 {tier}，却没有 tiers。",
        ),
    ],
)
def test_programme_mistake_is_told(changes: dict[str, Any], mistake: str) -> None:
    assert in_programme(**changes) == [f"programme.toml → {mistake}"]


def test_score_sheet_must_follow_the_criteria() -> None:
    criteria = [{"id": "needs", "title": "需求确定", "points": 100, "text": ""}]
    boxes = [{"key": "score.needs", "labels": ["需求确定"], "maximum": 15}]
    sheet = form(id="scoresheet", kind="scoresheet", fields=boxes)
    assert in_programme(criteria=criteria, forms=[sheet]) == [
        "scoresheet.toml → fields（score.needs）：满分 15.0，programme.toml 的分值是 100。"
    ]


def test_two_forms_may_not_share_a_title() -> None:
    forms = [form(), form(id="registration", kind="registration", titles=["申 报 表"])]
    assert in_programme(forms=forms) == ["registration.toml → titles：“申报表”与 application.toml 相同，两张表分不开。"]


def test_label_must_stand_in_the_blank() -> None:
    assert label_mistakes(form(blank="a.docx"), ["班组 名称", "联系人：　"]) == ()
    assert label_mistakes(form(blank="a.docx"), ["班组名称"]) == (
        "application.toml → fields[2].labels（contact）：空白表 a.docx 上找不到“联系人”。",
    )


def test_label_of_two_heads_stands_in_two_cells() -> None:
    columns = [
        {"key": "contact_mobile", "labels": ["联系人手机"]},
        {"key": "rank", "labels": ["排序"], "printed": False},
    ]
    listed = form(blank="a.xlsx", fields=[], table={"columns": columns, "keys": ["rank"]})
    assert label_mistakes(listed, ["联系人", "手机"]) == ()


def test_weekday_that_does_not_fit_its_date_is_no_mistake() -> None:
    deadline = {"id": "submission", "date": "2026-04-27", "printed": "", "weekday": "星期五"}
    assert in_programme(deadlines=[deadline]) == []


def test_nominators_stand_in_the_programmes_order() -> None:
    made = programme(nominators=["浙江", "新疆", "新疆生产建设兵团"])
    names = ["新疆生产建设兵团质协", "某行业质协", "浙江省质协", "新疆质协"]
    assert sorted(names, key=made.nominator_rank) == ["浙江省质协", "新疆质协", "新疆生产建设兵团质协", "某行业质协"]


def test_name_that_two_programmes_answer_to_is_told() -> None:
    pair = (programme(aliases=["试", "TRY"]), programme(id="try-2027", name="试用活动（2027）", aliases=["试"]))
    assert alias_mistakes(pair) == ("programme.toml → aliases：“试”同时是 try、try-2027 的名称或别名，只能留一个。",)
    assert alias_mistakes(pair[:1]) == ()


def test_association_with_two_programmes_is_told() -> None:
    pair = (programme(), programme(id="try-2027"))
    assert shared_names(pair) == ("试用协会有 2 个活动：try、try-2027；只写名称时用最新的一年，要别的请写代号。",)
    assert shared_names(pair[:1]) == ()
