"""Rows of a nominator's list and applications: which is which, and what differs."""

import pytest
from listed import entries, entry, row
from small import record

from qtdocs.checks.list_differences import differences
from qtdocs.checks.lists import Matching, matched
from qtdocs.model.entry import Entry
from qtdocs.near_names import near


def match(rows: list, teams: tuple[Entry, ...]) -> Matching:
    return matched(rows, teams, lambda row, entry: True)


def told(row_words: dict[str, str], **typed: str) -> list[tuple[str, str, str]]:
    found = differences(row(**row_words), entry(**typed))
    return [(each.severity, each.field, each.message) for each in found]


def test_row_and_application_of_one_team_are_a_pair_though_brackets_are_of_another_width() -> None:
    team = entry(organisation_name="浙江甲建设（集团）有限公司")
    found = match([row(organisation_name="浙江甲建设(集团)有限公司")], (team,))
    assert ([each.id for _, each in found.pairs], found.extra, found.unclear) == ([team.id], (), ())


@pytest.mark.parametrize(
    ("listed", "applied"),
    [
        ({"team_name": "测量一班组"}, {"team_name": "测量一班"}),
        ({"team_name": "测量1班"}, {"team_name": "测量一班"}),
        ({"team_name": "测量一班（12人）"}, {"team_name": "测量一班"}),
        ({"organisation_name": "浙江甲建设有限责任公司"}, {}),
        ({"organisation_name": "浙江甲建社有限公司"}, {}),
        ({"organisation_name": "浙江甲建设"}, {}),
        ({}, {"team_name": "浙江甲建设有限公司测量一班"}),
        ({"team_name": "浙江甲建设有限公司测量一班"}, {}),
    ],
)
def test_names_that_differ_in_the_way_of_writing_are_one_row_that_differs(
    listed: dict[str, str], applied: dict[str, str]
) -> None:
    team = entry(**applied)
    found = match([row(**listed)], (team,))
    assert (len(found.pairs), found.extra, found.unclear) == (1, (), ())
    [difference] = differences(*found.pairs[0])
    assert (difference.code, difference.severity) == ("summary-row-differs", "warning")


@pytest.mark.parametrize(
    "listed",
    [
        {"team_name": "测量二班"},
        {"team_name": "木工班"},
        {"organisation_name": "浙江乙路桥有限公司"},
        {"team_name": "测量甲班"},
    ],
)
def test_another_number_is_another_team(listed: dict[str, str]) -> None:
    wanted = row(**listed)
    found = match([wanted], (entry(),))
    assert (found.pairs, found.extra, found.unclear) == ((), (wanted,), ())


def test_row_that_is_near_two_applications_is_unclear_and_never_guessed() -> None:
    teams = entries(record(team_name="钢筋绑扎作业班"), record(team_name="钢筋绑孔作业班"))
    wanted = row(team_name="钢筋绑札作业班")
    found = match([wanted], teams)
    assert (found.pairs, found.extra) == ((), ())
    assert [(each, {one.id for one in several}) for each, several in found.unclear] == [
        (wanted, {each.id for each in teams})
    ]


def test_application_without_a_company_is_perhaps_the_row_and_never_taken_for_it() -> None:
    nameless, rows = entry(organisation_name=""), [row(1), row(2, team_name="测量二班")]
    found = match(rows, (nameless,))
    assert (found.pairs, found.extra) == ((), (rows[1],))
    assert [(each, [one.id for one in several]) for each, several in found.unclear] == [(rows[0], [nameless.id])]


def test_company_before_the_team_does_not_hide_another_number() -> None:
    wanted = row(team_name="测量二班")
    assert match([wanted], (entry(team_name="浙江甲建设有限公司测量一班"),)).extra == (wanted,)


def test_two_rows_near_one_application_are_both_unclear() -> None:
    rows = [row(1, team_name="钢筋绑札作业班"), row(2, team_name="钢筋绑孔作业班")]
    found = match(rows, (entry(team_name="钢筋绑扎作业班"),))
    assert (found.pairs, found.extra, [each for each, _ in found.unclear]) == ((), (), rows)


def test_application_that_is_met_exactly_is_no_candidate_for_another_row() -> None:
    exact, other = row(1), row(2, team_name="测量一班组")
    found = match([exact, other], (entry(),))
    assert ([each for each, _ in found.pairs], found.extra) == ([exact], (other,))


def test_misread_names_of_a_scanned_list_still_find_their_application() -> None:
    found = match([row(scanned=True, team_name="测呈一班")], (entry(),))
    assert (len(found.pairs), found.extra) == (1, ())


def test_every_differing_value_is_told_with_both_texts_and_both_places() -> None:
    found = list(differences(row(headcount="13", contact="王武"), entry()))
    assert [(each.field, each.message) for each in found] == [
        (
            "headcount",
            "“班组人数”两处不一致：申报表写的是“12”，推荐汇总表（“汇总表.xlsx” 表1 第4行 第2列）写的是“13”。",
        ),
        (
            "contact",
            "“班组联系人”两处不一致：申报表写的是“王五”，推荐汇总表（“汇总表.xlsx” 表1 第5行 第2列）写的是“王武”。",
        ),
    ]
    assert [str(each.place) for each in found] == ["表1 第5行 第2列", "表1 第6行 第2列"]


def test_same_values_and_empty_boxes_are_no_difference() -> None:
    assert told({}) == []
    assert told({"headcount": "", "contact": "", "contact_mobile": ""}) == []


def test_telephone_counts_as_the_same_where_any_number_is_shared() -> None:
    assert told({"contact_mobile": "138-0000-0001"}, contact_phone="0571-86660001、13800000001") == []
    [(severity, field, _)] = told({"contact_mobile": "13800000002"}, contact_phone="0571-86660001、13800000001")
    assert (severity, field) == ("warning", "contact_phone")


def test_names_that_differ_in_width_alone_are_a_note() -> None:
    [(severity, field, message)] = told(
        {"organisation_name": "浙江甲建设(集团)有限公司"}, organisation_name="浙江甲建设（集团）有限公司"
    )
    assert (severity, field) == ("note", "organisation_name")
    assert message.endswith("，只是空格、括号的写法不同。")


def test_what_a_machine_read_waits_for_a_person() -> None:
    [found] = differences(row(scanned=True, headcount="15"), entry())
    assert (found.basis, found.may_be_sent) == ("pixels", False)


def test_counters_tell_teams_apart() -> None:
    assert (
        not near("木工甲班", "木工乙班")
        and not near("混凝土A班组", "混凝土B班组")
        and near("混凝土浇筑班", "混泥土浇筑班")
    )
