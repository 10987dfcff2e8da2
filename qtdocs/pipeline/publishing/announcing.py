"""通报 (通知, 决定): the announcement of the honours, as Word and PDF, filled from the ledger alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger.judging import Act, ActKind, held
from qtdocs.model.honour import Honour
from qtdocs.model.publication import Issuance
from qtdocs.pipeline.publishing.counts import require_same_counts
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.render.context import award_title, quoted, year_of
from qtdocs.render.publishing.announcement import STYLE, Annex, AnnexRow, Announcement, announcement_pdf
from qtdocs.render.publishing.announcement_document import announcement_document
from qtdocs.render.publishing.announcement_text import paragraphs
from qtdocs.text import chinese_number, plain_date

KIND = "通报"
"""The word for it in the table of kinds, whatever the programme calls it."""
_BLANK_NUMBER, _BLANK_DAY = "　　　〔　　　〕　号", "　　　年　月　日"
_DRAFT_NUMBER, _DRAFT_DAY = "××××〔××××〕×号", "××××年×月×日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who gets one tier."""

    number: str
    """一, 二, …"""
    tier: str
    """The tier; empty where there are none."""
    count: int
    """How many."""
    title: str
    """What they get, in full."""
    sentence: str
    """The sentence that gives it to them, without its full stop."""
    annex: int
    """The number of its list."""
    teams: tuple[Honour, ...]
    """Who."""


def announcement(desk: Desk) -> Iterator[str]:
    """Write the announcement; says what is still open of it.

    Raises:
        UsageError: there is nobody to honour, names are not settled, or counts are not those of the 公示.
    """
    desk.require_names()
    issued = issuance_of(desk)
    require_same_counts(desk, because=issued.value.because if issued else "")
    require_year(desk)
    paper = paper_of(desk, issued)
    stem = desk.programme.publishing.document
    workspace = desk.place.home
    folder = shelf.template_path(desk.programme.id, f"{STYLE}.html", workspace=workspace).parent
    word = shelf.template_path(desk.programme.id, f"{STYLE}.docx", workspace=workspace)
    made = announcement_pdf(paper, folder=folder)
    note = f"{len(desk.honours.teams)} 个班组，{len(paper.annexes)} 个附件"
    yield from desk.put_paper(stem, ".docx", announcement_document(paper, word.read_bytes(), name=str(word)), note=note)
    yield from desk.put_paper(stem, ".pdf", made.pdf)
    yield from _open_points(desk, issued, made.stand_in)


def issuance_of(desk: Desk) -> Act[Issuance] | None:
    """Number and day as somebody put them down; none where nobody did."""
    return held(desk.ledger, ActKind.ISSUED, Issuance).get((KIND,))


def groups_of(programme: Programme, teams: tuple[Honour, ...]) -> tuple[Group, ...]:
    """The honoured by tier, in their order, each with the sentence that honours them."""
    tiers = list(dict.fromkeys(each.tier for each in teams))
    groups = []
    for number, tier in enumerate(tiers, 1):
        own = tuple(each for each in teams if each.tier == tier)
        title = award_title(programme, year=year_of(programme), tier=tier)
        groups.append(
            Group(
                number=chinese_number(number), tier=tier, count=len(own), title=title,
                sentence=_sentence(programme, own, title), annex=number, teams=own,
            )
        )  # fmt: skip
    return tuple(groups)


def _sentence(programme: Programme, teams: tuple[Honour, ...], title: str) -> str:
    award = programme.award
    who = f"{teams[0].organisation}{quoted(teams[0].team)}" + (f"等{len(teams)}个班组" if len(teams) > 1 else "")
    said = f"授予{who}{title}" if award.verb == "授予" else f"{who}{award.verb}{title}"
    return said + (f"，颁发{award.kind}" if "证书" in award.kind or "牌" in award.kind else "")


def require_year(desk: Desk) -> None:
    """Refuse a final paper whose honour would bear no year.

    Raises:
        UsageError: the programme has no year where its title asks for one.
    """
    if not desk.is_draft and not desk.programme.year and "{year}" in desk.programme.award.title:
        raise UsageError(
            "活动文件没有写年度，称号里的年度空着。",
            f"请在工作区的 forms/{desk.programme.id}/programme.toml 里写上 year = 年度，再运行。",
        )


def paper_of(desk: Desk, issued: Act[Issuance] | None) -> Announcement:
    """Everything that stands on the announcement; the book reprints it."""
    programme = desk.programme
    groups = groups_of(programme, desk.honours.teams)
    template = shelf.template_path(programme.id, f"{STYLE}.txt", workspace=desk.place.home)
    text = template.read_text(encoding="utf-8-sig")
    blank = (_DRAFT_NUMBER, _DRAFT_DAY) if desk.is_draft else (_BLANK_NUMBER, _BLANK_DAY)
    number, day = (issued.value.number, issued.value.day) if issued else ("", "")
    title = award_title(programme, year=year_of(programme), tier="")
    return Announcement(
        association=programme.association.name,
        number=number or blank[0],
        paragraphs=paragraphs(text, _values(desk, groups), name=str(template)),
        annexes=tuple(_annex(group) for group in groups),
        date=plain_date(datetime.date.fromisoformat(day)) if day else blank[1],
        note=f"称号名称“{title}”按通知推定，为暂定" if programme.award.provisional else "",
        draft=desk.is_draft,
        letterhead=programme.announcing.letterhead,
        fonts=programme.announcing.fonts,
    )


def _annex(group: Group) -> Annex:
    rows = (
        AnnexRow(
            number=number,
            organisation=each.organisation,
            team=quoted(each.team),
            leader=each.leader,
            nominator=each.nominator,
        )
        for number, each in enumerate(group.teams, 1)
    )
    return Annex(number=group.annex, title=f"{group.title}名单", rows=tuple(rows))


def _values(desk: Desk, groups: tuple[Group, ...]) -> Mapping[str, object]:
    programme, course = desk.programme, desk.honours.course
    decision = course.decision.value.day if course and course.decision else ""
    public = course.publicity.value if course and course.publicity else None
    return {
        "association": programme.association.name,
        "programme": programme.name,
        "document": programme.publishing.document,
        "addressees": programme.announcing.addressees,
        "notice": programme.notice.title,
        "article": programme.award.article,
        "applied": len(desk.teams),
        "stages": "、".join(stage.name for stage in programme.stages),
        "decided_on": _day(decision),
        "publicity": f"{_day(public.first)}至{_day(public.last)}" if public else "",
        "days": public.days if public else 0,
        "objections": len(course.objections) if course else 0,
        "total": len(desk.honours.teams),
        "groups": groups,
        "plural": len(groups) > 1,
    }


def _day(day: str) -> str:
    return plain_date(datetime.date.fromisoformat(day)) if day else ""


def _open_points(desk: Desk, issued: Act[Issuance] | None, stand_in: str) -> Iterator[str]:
    """What somebody still has to do before the paper can go out."""
    if not desk.is_draft and (issued is None or not issued.value.number):
        yield "还没有文号，空着：qtdocs publish issue 文号 --by 姓名，记下以后再写一次。"
    if desk.programme.award.provisional:
        yield (
            f"称号名称是按通知推定的（{desk.programme.award.source}），成文日期下面注着“暂定”；协会定下以后，"
            f"把工作区 forms/{desk.programme.id}/programme.toml 的 [award] 改好，provisional 写成 false，再写一次。"
        )
    if stand_in:
        body = desk.programme.announcing.fonts.body
        yield f"这台电脑没有“{body}”，PDF 的正文用了“{stand_in}”代替；Word 里写的仍是“{body}”。"
