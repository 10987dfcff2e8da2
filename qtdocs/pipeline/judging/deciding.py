"""What people decide of a result: approval, 公示, the final version; each is put down before a paper is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.editions import shelf
from qtdocs.editions.holidays import HolidayYear, load_holidays
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.workdays import last_working_day
from qtdocs.ledger import Ledger, standings
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.decision import UPHELD, Decision, Final, Objection, Publicity
from qtdocs.model.entry import Entry
from qtdocs.model.presentation import RunningOrder
from qtdocs.model.result import KeptResult
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.course_papers import approval_values, minutes_values, publicity_values, wrote
from qtdocs.pipeline.judging.results import Course, course_of, courses, objections_in, published
from qtdocs.pipeline.judging.winners import counts_told, winners
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date

_NEXT_STATES = {"初选合格": ("评审", "定级"), "评审": ("定级",), "发布": ("定级",)}


def approved(place: Workspace, version: int | None, decision: Decision, *, who: str) -> Iterator[str]:
    """Put down that a meeting approved a result, and write 结果审定表 and the draft of 会议纪要; says so.

    Args:
        place: the workspace.
        version: the result's version; none for the last.
        decision: what is known of the meeting; its version is filled in here.
        who: who says so.

    Raises:
        UsageError: there is no such result, it has ties that nobody settled, or it is published already.
    """
    who = person_named(who, "审定")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs result approve") as ledger:
        course = course_of(ledger, version)
        _refuse_ended(course)
        teams = account_of(ledger, programme).teams
        said = replace(decision, version=course.version)
        _put_down(ledger, ActKind.DECISION, course, said, who)
        kept = course.kept.value
        counts = counts_told(winners(kept.result, teams, programme))
        yield f"已记下：第 {kept.version} 版结果已审定（{who}），{counts}。"
        yield from _approval_papers(place, programme, kept, said, teams)


def publicised(
    place: Workspace, version: int | None, *, first: datetime.date, days: int | None, who: str, because: str = ""
) -> Iterator[str]:
    """Put down the 公示 of a result, and write it; says so, and until when objections count.

    Args:
        place: the workspace.
        version: the result's version; none for the last.
        first: the day on which it is posted.
        days: working days; none for as many as the programme says.
        who: who says so.
        because: why it is another period than the one put down before; only asked for then.

    Raises:
        UsageError: the result was not approved by that day, the holidays of a year are not known, or the period
            is changed without a reason.
    """
    who = person_named(who, "公示")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    years = load_holidays(workspace=place.home)
    length = programme.judging.publicity_days if days is None else days
    if length < 1:
        raise UsageError("公示至少一个工作日。", "请写 --days 5 这样的数。")
    last = last_working_day(first, length, is_worked=lambda day: _year_of(day, years).is_worked(day))
    with place.busy("qtdocs result publicise") as ledger:
        course = course_of(ledger, version)
        _refuse_ended(course)
        if course.decision is None:
            raise UsageError(f"第 {course.version} 版结果还没有审定。", "先运行 qtdocs result approve --by 姓名。")
        _refuse_before(course.decision.value, first)
        _refuse_unreasoned(course, because)
        teams = account_of(ledger, programme).teams
        said = Publicity(
            version=course.version, first=first.isoformat(), last=last.isoformat(), days=length,
            source=f"{'天数照活动文件' if days is None else '天数由协会定'}；{_year_of(first, years).source}",
            because=because.strip(),
        )  # fmt: skip
        _put_down(ledger, ActKind.PUBLICITY, course, said, who)
        spell = f"{plain_date(first)}至{plain_date(last)}，{length} 个工作日（{said.source}）"
        yield f"已记下：第 {course.version} 版结果公示，{spell}。"
        yield from _reminders(ledger, course, said)
        yield _publicity_paper(place, programme, course.kept.value, said, teams)
    yield "公示里没有得分、名次和电话；发出以前请对照盖章的申报表再看一遍名称。"


def _refuse_unreasoned(course: Course, because: str) -> None:
    """No second period without a reason: it may end sooner than the one that everybody was told."""
    if course.publicity is not None and not because.strip():
        before = course.publicity.value
        raise UsageError(
            f"第 {course.version} 版结果已经记过公示，{before.first} 至 {before.last}。",
            "要改期限，加 --because 理由；只要再写一遍公示，用 qtdocs result papers。",
        )


def _reminders(ledger: Ledger, course: Course, said: Publicity) -> Iterator[str]:
    """What is strange about a period: another was put down before, or it begins before the presentation."""
    if course.publicity is not None:
        before = course.publicity.value
        yield f"请注意：这一版记过公示 {before.first} 至 {before.last}，现在以新的为准，旧的留在台账里。"
        if said.last < before.last:
            yield f"请注意：新的期限比原来的早结束（{said.last}），已经告诉别人原来期限的，请再告知。"
    for act in held(ledger, ActKind.ROOMS, RunningOrder).values():
        if said.first < act.value.day:
            yield f"请注意：发布会记的是 {act.value.day}，公示却从 {said.first} 开始，请核对哪个日子写错了。"


def papers_rewritten(place: Workspace, version: int | None) -> Iterator[str]:
    """Write the papers of a result again, from what was put down: approval, minutes, 公示, each as far as it came.

    Raises:
        UsageError: there is no such result, or it was not approved yet.
    """
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs result papers") as ledger:
        course = course_of(ledger, version)
        if course.decision is None:
            raise UsageError(f"第 {course.version} 版结果还没有审定，没有要写的。", "先运行 qtdocs result approve。")
        teams = account_of(ledger, programme).teams
        yield from _approval_papers(place, programme, course.kept.value, course.decision.value, teams)
        if course.publicity is not None:
            yield _publicity_paper(place, programme, course.kept.value, course.publicity.value, teams)


def _approval_papers(
    place: Workspace, programme: Programme, kept: KeptResult, said: Decision, teams: Sequence[Entry]
) -> Iterator[str]:
    """结果审定表 and the draft of 会议纪要, dated the day of the meeting."""
    day = datetime.date.fromisoformat(said.day)
    values = approval_values(programme, kept, teams, today=day)
    yield wrote(place, programme, "approval.docx", values, f"结果审定表（第{kept.version}版）.docx")
    told = minutes_values(programme, kept, said, teams, today=day)
    yield wrote(place, programme, "minutes.docx", told, f"会议纪要（第{kept.version}版，草稿）.docx")


def _publicity_paper(
    place: Workspace, programme: Programme, kept: KeptResult, said: Publicity, teams: Sequence[Entry]
) -> str:
    """公示, dated its first day."""
    first = datetime.date.fromisoformat(said.first)
    values = publicity_values(programme, kept, said, teams, today=first)
    return wrote(place, programme, "publicity.docx", values, f"公示（第{kept.version}版）.docx")


def finalised(place: Workspace, version: int | None, *, number: str, who: str, today: datetime.date) -> Iterator[str]:
    """Put down that a result is final, and move the entries that are honoured to 定级; says so.

    Raises:
        UsageError: the 公示 is not over, an objection is open or was upheld, a later version was published, or another
            one is final already.
    """
    who = person_named(who, "定稿")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs result final") as ledger:
        course = course_of(ledger, version)
        _refuse_ended(course)
        _refuse_other_final(courses(ledger))
        _refuse_overtaken(course, published(ledger))
        _refuse_early(course, objections_in(ledger).values(), today)
        teams = account_of(ledger, programme).teams
        honoured = winners(course.kept.value.result, teams, programme)
        said = Final(version=course.version, day=today.isoformat(), award_number=number)
        with ledger.change("final", str(course.version)):
            put_down(ledger, ActKind.FINAL, [(course.kept.key, said)], who=who)
            _move_on(ledger, [each.entry for each in honoured], who=who, because=f"第 {course.version} 版结果定稿")
    yield f"第 {course.version} 版结果已定稿（{who}）：{counts_told(honoured)}，状态改为定级。"
    yield "以后要改，先撤销再出新版：得奖名单、证书都以这一版为准。"


def _put_down(ledger: Ledger, kind: ActKind, course: Course, value: object, who: str) -> None:
    with ledger.change(str(kind), str(course.version)):
        put_down(ledger, kind, [(course.kept.key, value)], who=who)


def _refuse_before(decision: Decision, first: datetime.date) -> None:
    """Refuse a 公示 that begins before anybody decided: it would be over too early.

    Raises:
        UsageError: it does.
    """
    if first.isoformat() < decision.day:
        meeting = plain_date(datetime.date.fromisoformat(decision.day))
        raise UsageError(
            f"公示从 {plain_date(first)} 开始，审定却在 {meeting}：没有审定不能公示。",
            "请核对 --from；审定的日子记错了的，用 qtdocs result approve --on 日期 再记一次。",
        )


def _refuse_ended(course: Course) -> None:
    if course.final is not None:
        raise UsageError(
            f"第 {course.version} 版结果已经定稿。", "要改结果，请先出新的一版：qtdocs judge keep-result。"
        )


def _refuse_other_final(every: Sequence[Course]) -> None:
    for each in every:
        if each.final is not None:
            raise UsageError(
                f"第 {each.version} 版已经在 {each.final.value.day} 定稿。",
                "一个活动只有一版定稿；要撤销个别班组，用 qtdocs move。",
            )


def _refuse_overtaken(course: Course, last: Course | None) -> None:
    """Refuse a version where a later one was published: that one is what people know.

    Raises:
        UsageError: tells which.
    """
    if last is not None and last.version > course.version:
        raise UsageError(
            f"第 {course.version} 版以后，第 {last.version} 版已经公示过，不能再把旧的定稿。",
            f"请定稿第 {last.version} 版：qtdocs result final --version {last.version} --by 姓名。",
        )


def _refuse_early(course: Course, objections: Iterable[Objection], today: datetime.date) -> None:
    """Refuse before the period is over, or with an objection open, to whatever version.

    Raises:
        UsageError: tells what stands in the way.
    """
    if course.publicity is None:
        raise UsageError(
            f"第 {course.version} 版结果没有公示过。", "先运行 qtdocs result publicise --from 日期 --by 姓名。"
        )
    last = datetime.date.fromisoformat(course.publicity.value.last)
    if today <= last:
        raise UsageError(f"公示到 {plain_date(last)} 才满，现在还不能定稿。", "公示期满的第二天再运行。")
    if open_ones := [each for each in objections if each.is_open]:
        told = "、".join(f"第 {each.number} 号" for each in open_ones)
        raise UsageError(f"还有异议没有处理完：{told}。", "处理完用 qtdocs result answer 编号 成立|不成立 记下来。")
    if upheld := [each for each in course.objections if each.outcome == UPHELD]:
        told = "、".join(f"第 {each.number} 号" for each in upheld)
        raise UsageError(
            f"异议{told}成立，这一版不能定稿。", "改好以后出新的一版（qtdocs judge keep-result），重新审定、公示。"
        )


def _move_on(ledger: Ledger, teams: Sequence[Entry], *, who: str, because: str) -> None:
    """Move entries to 定级, by way of 评审 where the table wants it, inside a change."""
    for team in teams:
        before = team.state
        papers = {each.sha256 for each in team.papers if each.current}
        for after in _NEXT_STATES.get(team.state, ()):
            standings.move(ledger, team.number, before=before, after=after, who=who, because=because, papers=papers)
            before = after
    standings.settle(ledger)


def _year_of(day: datetime.date, years: Mapping[int, HolidayYear]) -> HolidayYear:
    """The announced holidays of a day's year.

    Raises:
        UsageError: nobody wrote them down.
    """
    if day.year not in years:
        raise UsageError(
            f"不知道 {day.year} 年的法定节假日，工作日算不准。",
            f"请照国务院办公厅的通知，把 {day.year} 年写进工作区的 forms/_common/holidays.toml，再运行。",
        )
    return years[day.year]
