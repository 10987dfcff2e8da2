"""Teams that may be entered twice (V22)."""

from listed import entries, entry, row
from small import record

from qtdocs.checks.elsewhere import on_anothers_list, twin_entries, two_nominators

WORDS = ("杭州", "宁波", "湖州")


def nominators(*records: object, alone: bool = False) -> list[str]:
    [team] = entries(*records)  # type: ignore[arg-type]
    return [each.message for each in two_nominators(team, WORDS, alone=alone)]


def test_one_team_under_two_nominators_is_told_with_both() -> None:
    found = nominators(
        record(file="甲.docx", nominator_name="杭州市建筑业协会"),
        record(file="乙.docx", nominator_name="宁波市建筑业协会"),
    )
    assert found == ["“甲.docx”的推荐单位是“杭州市建筑业协会”，“乙.docx”的是“宁波市建筑业协会”。"]


def test_one_nominator_written_twice_differently_is_one() -> None:
    papers = (
        record(file="甲.docx", nominator_name="杭州市建筑业协会"),
        record(file="甲.pdf", nominator_name="杭州建筑业协会"),
    )
    assert nominators(*papers) == []


def test_nominated_and_by_itself_is_told_only_where_teams_may_apply_alone() -> None:
    papers = (record(file="甲.docx", nominator_name="杭州市建筑业协会"), record(file="乙.docx", nominator_name=""))
    assert nominators(*papers) == []
    assert nominators(*papers, alone=True) == [
        "“甲.docx”的推荐单位是“杭州市建筑业协会”，“乙.docx”没有写推荐单位，像是自荐。"
    ]


def test_twin_names_in_two_entries_are_told_from_both_sides_and_never_to_an_applicant() -> None:
    teams = entries(
        record(file="甲.docx", organisation_name="浙江甲建设有限公司"),
        record(file="乙.docx", organisation_name="浙江甲建设有限责任公司", nominator_name="宁波市建筑业协会"),
    )
    found = dict(twin_entries(teams))
    assert set(found) == {each.id for each in teams}
    assert {(each.code, each.severity, each.may_be_sent) for each in found.values()} == {
        ("entry-elsewhere", "warning", False)
    }
    mine = next(each for each in found.values() if each.file == "甲.docx")
    assert mine.message == (
        "还有一个条目“浙江甲建设有限责任公司 测量一班”（推荐单位：宁波市建筑业协会，“乙.docx”），"
        "名称只差写法，像是同一个班组。"
    )


def test_two_teams_of_one_company_and_one_name_in_two_companies_are_no_twins() -> None:
    teams = entries(
        record(team_name="测量一班"), record(team_name="测量二班"), record(organisation_name="浙江乙路桥有限公司")
    )
    assert list(twin_entries(teams)) == []


def test_team_on_the_list_of_another_nominator_is_told() -> None:
    team = entry(nominator_name="宁波市建筑业协会")
    [found] = on_anothers_list(row(nominator="杭州市建筑业协会"), team, WORDS)
    assert found.message == (
        "申报表的推荐单位是“宁波市建筑业协会”，“杭州市建筑业协会”的推荐汇总表（“汇总表.xlsx” 汇总!A5）上也有这个班组。"
    )
    assert list(on_anothers_list(row(nominator="宁波市建筑业协会"), team, WORDS)) == []
