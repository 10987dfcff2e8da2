"""What letters are made of, and the letters of each kind as they stand today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import render, writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger, registry
from qtdocs.ledger.letters import last_permit, sent_letters
from qtdocs.model.registry import Registry
from qtdocs.model.sent import ABSENT, RECEIPT, SentLetter
from qtdocs.pipeline import outputs
from qtdocs.pipeline.absentees import Absentee, absentees, reminders
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.letter import Letter
from qtdocs.pipeline.points import points_of_team
from qtdocs.pipeline.receipts import receipts
from qtdocs.pipeline.supplement_letters import supplement_letters
from qtdocs.pipeline.supplements import Plan, plan_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date

_NO_SPEC = "活动文件没有写能不能补正（[supplement]），没有写补正通知；请先在活动文件里写明。"
_FORBIDDEN = (
    "通知不允许补正（{source}：{consequence}），没有写补正通知；"
    "协会另行同意的，请运行 qtdocs letters 补正通知 --allow 姓名。"
)
_UNLOOKED = "另有 {waiting} 条是看图得出、没有人确认过的，没有写进信：见 qtdocs seals --open 和台账“问题”页。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What letters are made of."""

    place: Workspace
    """The workspace."""
    edition: Programme
    """The programme."""
    account: Account
    """The season."""
    known: Registry
    """What the association knows of earlier seasons."""
    sent: tuple[SentLetter, ...]
    """The letters that were sent."""
    permitted: bool | None
    """Whether the association allowed or forbade mending, whatever the notice says; none where it said nothing."""
    today: datetime.date
    """The day of the letters."""
    until: datetime.date | None
    """The day until which papers may come; none for as many days as the programme gives."""

    @property
    def absent(self) -> tuple[Absentee, ...]:
        """The teams of which nothing has come."""
        return absentees(self.account, self.edition, self.known)

    @property
    def spec(self) -> Supplement | None:
        """What the notice says of mending, and after it the association."""
        spec = self.edition.supplement
        return spec if spec is None or self.permitted is None else spec.model_copy(update={"allowed": self.permitted})


def desk_of(place: Workspace, ledger: Ledger, *, today: datetime.date, until: datetime.date | None) -> Desk:
    """What letters are made of on a day.

    Args:
        place: the workspace.
        ledger: its ledger.
        today: the day of the letters.
        until: the day until which papers may come; none for as many days as the programme gives.

    Raises:
        UsageError: that day lies before the letters'.
    """
    if until is not None and until < today:
        raise UsageError(f"期限 {plain_date(until)} 比信的日期 {plain_date(today)} 还早。", "请改写 --until。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    permit = last_permit(ledger)
    return Desk(
        place=place,
        edition=edition,
        account=account_of(ledger, edition),
        known=registry.everything(ledger),
        sent=sent_letters(ledger),
        permitted=permit.allowed if permit else None,
        today=today,
        until=until,
    )


def letters_of(desk: Desk, kind: str) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    """The letters of a kind, each with a name of its own, and what else is to be said: who gets none, and why."""
    told: tuple[str, ...] = ()
    if kind == RECEIPT:
        made = receipts(desk.account, desk.edition, sent=desk.sent, today=desk.today)
    elif kind == ABSENT:
        made = reminders(desk.absent, desk.account, desk.edition, today=desk.today)
    else:
        made, told = _supplements(desk)
    return _told_apart(made, desk.sent), told


def _supplements(desk: Desk) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    spec = desk.spec
    if spec is None:
        return (), (_NO_SPEC,)
    if not spec.allowed:
        consequence = spec.consequence or "怎样处理没有写"
        return (), (_FORBIDDEN.format(source=spec.source.partition("；")[0], consequence=consequence),)
    until = desk.until or desk.today + datetime.timedelta(days=spec.days)
    plan = plan_of(desk.account, desk.edition, spec, sent=desk.sent, today=desk.today, until=until)
    told = list(_of_plan(plan, spec))
    waiting = sum(each.waits for team in desk.account.teams if team.in_running for each in points_of_team(team))
    if waiting:
        told.append(_UNLOOKED.format(waiting=waiting))
    made = supplement_letters(plan, desk.account, desk.edition, spec, permitted=desk.permitted is True)
    return made, tuple(told)


def _of_plan(plan: Plan, spec: Supplement) -> Iterator[str]:
    """Who is not written to, and why."""
    if plan.exhausted:
        then = f"；{spec.consequence}" if spec.consequence else ""
        yield (
            f"已补正过 {spec.rounds} 次，不再写：{listed(plan.exhausted)}。"
            f"依据：最多 {spec.rounds} 次（{spec.source.partition('；')[0]}{then}）。"
        )
    if plan.waiting:
        yield f"期限没到、还没有补来，先不写：{listed(plan.waiting)}。"
    if plan.unlooked:
        yield f"补来的要人先看过才知道补齐没有：{listed(plan.unlooked)}。"


def _told_apart(letters: Sequence[Letter], sent: Sequence[SentLetter]) -> tuple[Letter, ...]:
    """The letters under names that differ from each other and from those of letters that were sent."""
    taken = {each.stem for each in sent}
    found = []
    for each in letters:
        stem, number = each.stem, 1
        while stem in taken:
            number += 1
            stem = f"{each.stem}_{number}"
        taken.add(stem)
        found.append(replace(each, stem=stem, sent=replace(each.sent, stem=stem) if each.sent else None))
    return tuple(found)


def bytes_of(desk: Desk, letter: Letter) -> tuple[bytes, bytes]:
    """The letter and the mail that carries it."""
    paper = filled(desk, letter.template, letter.values)
    draft = render.MailDraft(
        to=letter.mailbox.address, subject=letter.subject, body=letter.body, attachment=paper,
        name=f"{writing.safe_name(letter.subject)}.docx",
    )  # fmt: skip
    return paper, render.mail_draft(draft)


def filled(desk: Desk, template: str, values: Mapping[str, object]) -> bytes:
    """The bytes of a template filled in: the workspace's own, the programme's, else the one for all."""
    path = shelf.template_path(desk.edition.id, template, workspace=desk.place.home)
    return render.letter(path.read_bytes(), values, name=str(path))


def folder_of(desk: Desk, kind: str) -> Path:
    """Where the letters of a kind lie."""
    return desk.place.home / outputs.LETTERS / kind


def listed(names: Sequence[str]) -> str:
    """Some names in a row, every one of them: a clerk must know whom it is about."""
    return "、".join(writing.safe_text(name) for name in names)
