"""``qtdocs confirm ask``: nominators are asked whether their names are right: a workbook, a slip to seal, a mail."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs import render
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.model.honour import Honour
from qtdocs.model.name_sheet import AskedTeam
from qtdocs.near_names import same_nominator
from qtdocs.pipeline.addressing import NOMINATOR, Addressee, addressees, mailbox_of
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.publishing.name_differences import odd_signs
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import quoted
from qtdocs.render.letters import Enclosure
from qtdocs.render.publishing.name_sheet import AskedRow, NameQuestion, name_workbook
from qtdocs.text import name_twin, plain_date
from qtdocs.writing import safe_name, safe_text

FOLDER = "名称核对"
"""Where it lies in the workspace, with a folder for each nominator."""
SHEET, SLIP, MAIL = "名称核对表", "核对回执", "名称核对邮件"
SLIP_TEMPLATE = "name-slip.docx"
_HIDDEN_TIER = "未公示"
_SEND = "程序不发邮件：.eml 用 Outlook、Foxmail 打开就是草稿，两个附件已经带上，看过再发。"
_BACK = "回复收到后运行 qtdocs confirm read 路径 --by 姓名；只回了盖章回执的，看过后用 qtdocs confirm say 记下。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Who is asked, and how."""

    nominators: tuple[str, ...] = ()
    """Names of nominators, or parts of them; everybody where none is given."""
    everything: bool = False
    """Whether teams are asked again whose names are settled."""
    until: datetime.date | None = None
    """The day until which an answer is asked for."""
    dry_run: bool = False
    """Whether nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one nominator is asked."""

    addressee: Addressee
    """Who is asked."""
    honours: tuple[Honour, ...]
    """About which teams."""


def asked(place: Workspace, wishes: Wishes, *, today: datetime.date) -> Iterator[str]:
    """Write what each nominator is asked; says where, and what to look at before it is sent.

    Args:
        place: the workspace.
        wishes: who is asked, and how.
        today: the day of the run.

    Raises:
        UsageError: there is nobody to honour, no such nominator, or the day has passed.
        WriteError: the workspace cannot be written.
    """
    if wishes.until is not None and wishes.until < today:
        raise UsageError(f"{plain_date(wishes.until)}已经过了。", "请写以后的日期。")
    with place.busy("qtdocs confirm ask") as ledger:
        desk = desk_of(place, ledger, today=today, dry_run=wishes.dry_run)
        desk.require_honours()
        every = questions(desk)
        chosen = _chosen(every, wishes.nominators, desk)
        if not desk.honours.is_final:
            yield "结果还没有定稿，核对表是样稿；定稿以后名称没有变的，不用再核对。"
        if _hides_tiers(desk):
            yield f"结果还没有公示，等级一栏写“{_HIDDEN_TIER}”。"
        written = 0
        for each in chosen:
            open_ones = each if wishes.everything else _unsettled(each)
            if not open_ones.honours:
                yield f"{safe_text(each.addressee.name)}：{len(each.honours)} 个班组的名称都已确认或放行，没有写。"
                continue
            written += 1
            yield from _written(desk, open_ones, _folder(each, every), wishes.until)
    if written:
        yield "以上只是看看，什么也没有写。" if wishes.dry_run else f"{_SEND}{_BACK}"


def questions(desk: Desk) -> tuple[Question, ...]:
    """Everybody who is asked, nominators in the programme's order, each with its honoured teams in theirs."""
    honoured = {each.entry: each for each in desk.honours.teams}
    order = {entry: number for number, entry in enumerate(honoured)}
    found = []
    for each in addressees(desk.account, desk.programme, role=NOMINATOR):
        own = sorted((team.number for team in each.teams if team.number in honoured), key=order.__getitem__)
        if own:
            teams = tuple(team for team in each.teams if team.number in honoured)
            found.append(Question(addressee=replace(each, teams=teams), honours=tuple(honoured[one] for one in own)))
    return tuple(found)


def _chosen(every: Sequence[Question], names: Sequence[str], desk: Desk) -> tuple[Question, ...]:
    """Those who were named.

    Raises:
        UsageError: a name is nobody's, or of several.
    """
    if not names:
        return tuple(every)
    found: dict[str, Question] = {}
    for name in names:
        fitting = [each for each in every if name_twin(each.addressee.name) == name_twin(name)]
        fitting = fitting or [
            each for each in every if name.strip() and name_twin(name) in name_twin(each.addressee.name)
        ]
        fitting = fitting or [
            each for each in every if same_nominator(each.addressee.name, name, desk.programme.nominators)
        ]
        if len(fitting) != 1:
            listed = "、".join(safe_text(each.addressee.name) for each in fitting or every)
            told = "对得上几个" if fitting else "名下没有得奖的班组，或者没有这个推荐单位"
            raise UsageError(f"“{name}”{told}。", f"请写其中一个：{listed}。")
        found[fitting[0].addressee.key] = fitting[0]
    return tuple(found.values())


def _unsettled(question: Question) -> Question:
    return replace(question, honours=tuple(each for each in question.honours if not each.may_be_final))


def _folder(question: Question, every: Sequence[Question]) -> str:
    """The folder of a nominator; where two names make one file name each has its own."""
    name = safe_name(question.addressee.name)
    alike = [each.addressee.key for each in every if safe_name(each.addressee.name) == name]
    number = alike.index(question.addressee.key)
    return f"{FOLDER}/{name}{f'_{number + 1}' if number else ''}"


def _hides_tiers(desk: Desk) -> bool:
    """Whether tiers must not leave the house yet: nobody outside knows them before the 公示."""
    course = desk.honours.course
    return course is not None and course.publicity is None and not desk.honours.is_final


def _written(desk: Desk, question: Question, folder: str, until: datetime.date | None) -> Iterator[str]:
    book = name_workbook(_question(desk, question, until))
    slip = _slip(desk, question, until)
    mailbox = mailbox_of(question.addressee, question.addressee.teams, desk.account)
    name = safe_text(question.addressee.name)
    draft = render.MailDraft(
        to=mailbox.address, subject=f"{desk.programme.name}名称核对：{name}", body=_body(desk, question, until),
        attachment=slip, name=f"{SLIP}.docx", more=(Enclosure(data=book, name=f"{SHEET}.xlsx"),),
    )  # fmt: skip
    yield from desk.put(f"{SHEET}.xlsx", book, note=f"{len(question.honours)} 个班组", folder=folder)
    yield from desk.put(f"{SLIP}.docx", slip, folder=folder)
    yield from desk.put(f"{MAIL}.eml", render.mail_draft(draft), note=mailbox.why, folder=folder)
    for each in question.honours:
        for word, text in (("单位名称", each.organisation), ("班组名称", each.team)):
            if odd := odd_signs(text):
                yield f"  请看一眼 {each.entry} 的{word}“{text}”：{'，'.join(odd)}"
            if not text:
                yield f"  {each.entry} 的{word}是空的，要由对方填"


def _question(desk: Desk, question: Question, until: datetime.date | None) -> NameQuestion:
    return NameQuestion(
        programme=desk.programme.id, title=desk.programme.name, workspace=desk.ledger.identity,
        nominator=safe_text(question.addressee.name), leader=desk.programme.publishing.leader,
        tiers=any(each.tier for each in desk.honours.teams), draft=not desk.honours.is_final,
        until=plain_date(until) if until else "",
        rows=tuple(AskedRow(asked=_asked(each), tier=_tier(desk, each)) for each in question.honours),
    )  # fmt: skip


def _asked(each: Honour) -> AskedTeam:
    return AskedTeam(entry=each.entry, organisation=each.organisation, team=each.team, leader=each.leader)


def _tier(desk: Desk, each: Honour) -> str:
    return _HIDDEN_TIER if each.tier and _hides_tiers(desk) else each.tier


def _slip(desk: Desk, question: Question, until: datetime.date | None) -> bytes:
    """The reply slip, to be sealed."""
    path = shelf.template_path(desk.programme.id, SLIP_TEMPLATE, workspace=desk.place.home)
    values = {
        "programme": desk.programme.name,
        "association": desk.programme.association.name,
        "phones": "、".join(desk.programme.contact.phones),
        "mailbox": "、".join(desk.programme.contact.mailboxes),
        "nominator": question.addressee.name,
        "draft": not desk.honours.is_final,
        "count": len(question.honours),
        "until": plain_date(until) if until else "",
        "rows": [
            {
                "number": number, "entry": each.entry, "organisation": each.organisation, "team": quoted(each.team),
                "leader": each.leader, "tier": _tier(desk, each),
            }
            for number, each in enumerate(question.honours, 1)
        ],
    }  # fmt: skip
    return render.letter(path.read_bytes(), values, name=str(path))


def _body(desk: Desk, question: Question, until: datetime.date | None) -> str:
    """The text of the mail."""
    draft = "（结果尚未定稿，名单以定稿为准）" if not desk.honours.is_final else ""
    when = f"请在{plain_date(until)}前" if until else "请尽快"
    phones = "、".join(desk.programme.contact.phones)
    return "\n".join(
        (
            f"{safe_text(question.addressee.name)}：",
            f"　　现将{desk.programme.name}你单位推荐的 {len(question.honours)} 个班组的名称发来核对{draft}。"
            "证书、光荣册照核对过的名称印，印好以后不再更改，请对照公章和营业执照逐字核对。",
            f"　　{when}把填好的《{SHEET}》（Excel）和盖章的《{SLIP}》（扫描件）一并发回。单位更名的，请附证明材料。",
            *((f"　　联系电话：{phones}。",) if phones else ()),
            f"{desk.programme.association.name}",
            plain_date(desk.today),
            "",
        )
    )
