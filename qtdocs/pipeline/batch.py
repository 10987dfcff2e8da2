"""Entries compared with each other, with the lists they came on and with earlier seasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qtdocs import checks
from qtdocs.checks.counts import check_nominated, check_order, check_quota
from qtdocs.checks.elsewhere import on_anothers_list, twin_entries, two_nominators
from qtdocs.checks.list_differences import differences
from qtdocs.checks.lists import ListRow, Matching, matched, names_of, text_of
from qtdocs.checks.telling_copies import findings_of
from qtdocs.editions.programme import Programme
from qtdocs.editions.quotas import quota_of
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.standing import WITHDRAWN
from qtdocs.near_names import same_nominator
from qtdocs.pipeline.copying import texts_compared
from qtdocs.pipeline.known import Judged, Season
from qtdocs.pipeline.nominated import HeldList, Nominated, newest, nominated

Told = tuple[str, Finding]
"""The id of the entry that a finding belongs to, empty for none; and the finding."""


def compared(judged: Judged, season: Season) -> Judged:
    """The season with what is to be said of teams beside each other and of the lists of their nominators."""
    lists = nominated(season)
    told: list[Told] = [("", each) for each in lists.findings]
    told += _of_lists(lists, judged.teams, season.edition)
    told += _of_numbers(lists, judged.teams, season)
    told += _of_twins(judged.teams, season.edition)
    texts = texts_compared(judged.teams, season)
    told += findings_of(texts)
    absent = rows_without_application(lists, judged.teams, season.edition)
    return replace(with_findings(judged, told), absent=absent, texts=texts)


def with_findings(judged: Judged, told: Iterable[Told]) -> Judged:
    """The season with more findings; what is there already is not said again."""
    by_team: dict[str, list[Finding]] = {}
    for owner, finding in dict.fromkeys(told):
        by_team.setdefault(owner, []).append(finding)
    teams = tuple(
        replace(team, findings=(*team.findings, *by_team[team.id])) if team.id in by_team else team
        for team in judged.teams
    )
    return replace(judged, teams=teams, findings=(*judged.findings, *by_team.get("", ())))


def rows_without_application(lists: Nominated, teams: Sequence[Entry], edition: Programme) -> tuple[ListRow, ...]:
    """The teams on lists of nominators whose application has not come, each once, in the order of the lists.

    Args:
        lists: the lists that hold.
        teams: the teams of the season.
        edition: the programme.
    """
    found: dict[tuple[str, ...], ListRow] = {}
    for _, matching in _matchings(lists, teams, edition):
        for row in matching.extra:
            if not row.scanned:  # a row that was misread is no team
                found.setdefault((row.nominator, *row.names), row)
    return tuple(found.values())


def _matchings(lists: Nominated, teams: Sequence[Entry], edition: Programme) -> Iterator[tuple[HeldList, Matching]]:
    def own(row: ListRow, entry: Entry) -> bool:
        mine = text_of(entry.fields.get("nominator_name"))
        return not mine or not row.nominator or same_nominator(mine, row.nominator, edition.nominators)

    for each in lists.lists:
        yield each, matched([row for row in each.rows if any(row.names)], teams, own)


def _of_lists(lists: Nominated, teams: Sequence[Entry], edition: Programme) -> Iterator[Told]:
    """Rows and applications held against each other in both directions; what two lists say alike is told once."""
    typed = {(each.form.id, each.nominator) for each in lists.lists if not each.record.scanned}
    found = list(_matchings(lists, teams, edition))
    seen: set[tuple[object, ...]] = set()
    for each, matching in found:
        twin = each.record.scanned and (each.form.id, each.nominator) in typed  # the typed one says it better
        for row, entry in matching.pairs:
            told = [] if twin else list(differences(row, entry))
            told += on_anothers_list(row, entry, edition.nominators)
            for finding in told:
                shown = row.fields[finding.field].value if finding.field in row.fields else row.nominator
                if _is_new(seen, finding.code, each, entry.id, finding.field, shown):
                    yield entry.id, finding
        if not twin:
            extra = tuple(row for row in matching.extra if _is_new(seen, "extra", each, *row.names))
            unclear = tuple(pair for pair in matching.unclear if _is_new(seen, "unclear", each, *pair[0].names))
            yield from _unmatched(replace(matching, extra=extra, unclear=unclear))
    for entry in teams:
        yield from ((entry.id, told) for told in _missing(entry, found, edition))


def _is_new(seen: set[tuple[object, ...]], code: str, held: HeldList, *what: object) -> bool:
    """Whether this was not yet told of a list of the same nominator: the same list comes in Excel and as PDF."""
    key = (code, held.form.id, held.nominator, *what)
    if key in seen:
        return False
    seen.add(key)
    return True


def _unmatched(matching: Matching) -> Iterator[Told]:
    """Rows without an application, and rows that may be of several."""
    for row in matching.extra:
        nominator = f"（推荐单位：{row.nominator}）" if row.nominator else ""
        made = checks.finding(
            "summary-row-extra", file=row.file, place=row.place, list=row.list_name, where=row.where, who=row.who,
            detail=nominator,
        )  # fmt: skip
        yield "", replace(made, basis="pixels") if row.scanned else made
    for row, several in matching.unclear:
        names = "、".join(f"“{' '.join(filter(None, names_of(each)))}”（“{each.source.file}”）" for each in several)
        how = "与几处都相近，分不清是哪一个"
        if len(several) == 1 and not names_of(several[0])[0]:
            how = "可能是这一份没有写单位的申报表，说不准"
        for owner, file, place in (("", row.file, row.place), *((each.id, each.source.file, None) for each in several)):
            yield (
                owner,
                checks.finding(
                    "summary-row-unclear", file=file, place=place, list=row.list_name, where=row.where, who=row.who,
                    how=how, detail=names,
                ),
            )  # fmt: skip


def _missing(entry: Entry, found: Sequence[tuple[HeldList, Matching]], edition: Programme) -> Iterator[Finding]:
    """The lists of its nominator, a form and a medium each, on which an application is not."""
    mine = text_of(entry.fields.get("nominator_name"))
    if not mine or not all(names_of(entry)):
        return
    there: dict[str, dict[str, list[tuple[HeldList, bool]]]] = {}
    for each, matching in found:
        if each.form.table is None or not same_nominator(mine, each.nominator, edition.nominators):
            continue
        on_it = any(other.id == entry.id for _, other in matching.pairs)
        on_it = on_it or any(other.id == entry.id for _, several in matching.unclear for other in several)
        there.setdefault(each.form.name, {}).setdefault(each.record.medium, []).append((each, on_it))
    for name, media in there.items():
        lacking = [each for several in media.values() if not any(on for _, on in several) for each, _ in several]
        having = [each for several in media.values() for each, on in several if on]
        if not lacking:
            continue
        detail = f"：{_files(lacking)}"
        detail += f"；{_files(having)}里有" if having else ""
        made = checks.finding("summary-row-missing", file=entry.source.file, list=name, detail=detail)
        yield replace(made, basis="pixels") if all(each.record.scanned for each in lacking) else made


def _files(lists: Iterable[HeldList]) -> str:
    return "、".join(dict.fromkeys(f"“{each.record.file}”" for each in lists))


def _of_numbers(lists: Nominated, teams: Sequence[Entry], season: Season) -> Iterator[Told]:
    """Orders, quotas and totals."""
    files: dict[tuple[str, str], list[HeldList]] = {}
    for each in lists.lists:
        key = each.record.file if each.form.table is not None else each.nominator
        files.setdefault((each.form.id, key), []).append(each)
    for several in files.values():  # a list may go on over several sheets, each numbered anew or not
        apart = [list(check_order(each.rows)) for each in several if each.form.table is not None and each.rows]
        if len(apart) == 1 or (apart and not any(apart)):
            yield from (("", told) for some in apart for told in some)
        elif rows := [row for each in several for row in each.rows]:
            yield from (("", told) for told in check_order(rows))
    yield from (("", told) for told in _of_quotas(lists, teams, season.edition))
    yield from (("", told) for told in _of_statistics(teams, season))


def _of_quotas(lists: Nominated, teams: Sequence[Entry], edition: Programme) -> Iterator[Finding]:
    names = [text_of(each.fields.get("nominator_name")) for each in teams if each.state != WITHDRAWN]
    for nominator in _nominators([*names, *(each.nominator for each in lists.tables)], edition):
        quota = quota_of(nominator, edition.nominator_quotas)
        if quota is None:
            continue
        own = [each for each in lists.tables if same_nominator(nominator, each.nominator, edition.nominators)]
        longest = max(own, key=lambda each: len(each.rows), default=None)
        yield from check_quota(
            nominator, quota, applications=sum(_is(name, nominator, edition) for name in names),
            listed=len(longest.rows) if longest else 0, file=longest.record.file if longest else "",
        )  # fmt: skip


def _of_statistics(teams: Sequence[Entry], season: Season) -> Iterator[Finding]:
    """The totals of statistics forms, and what no form can prove about them (V20, V21)."""
    names = [text_of(each.fields.get("nominator_name")) for each in teams]
    rule = next((each for each in season.edition.rules if each.id == "V21"), None)
    for record in newest(season, ("statistics",)):
        nominator = text_of(record.fields.get("nominator_name"))
        if nominator:
            received = sum(_is(name, nominator, season.edition) for name in names)
            yield from check_nominated(record, received=received, unnamed=names.count(""))
        if rule is not None:
            yield checks.finding(
                "rule-uncheckable", file=record.file, text=rule.text.rstrip("。"), where=rule.source, advice=rule.advice
            )


def _nominators(names: Iterable[str], edition: Programme) -> list[str]:
    """Each nominator once, under the name that was seen first."""
    found: list[str] = []
    for name in names:
        if name and not any(_is(name, each, edition) for each in found):
            found.append(name)
    return found


def _is(name: str, nominator: str, edition: Programme) -> bool:
    return bool(name) and same_nominator(name, nominator, edition.nominators)


def _of_twins(teams: Sequence[Entry], edition: Programme) -> Iterator[Told]:
    """Teams that may be entered twice."""
    alone = any(not mode.nominator for mode in edition.modes)
    for entry in teams:
        yield from ((entry.id, told) for told in two_nominators(entry, edition.nominators, alone=alone))
    yield from twin_entries(teams)
