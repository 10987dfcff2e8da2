"""A letter before it is written: who it is for, what it says, and what is put down when somebody sent it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.model.sent import SentLetter
from qtdocs.pipeline.addressing import Mailbox
from qtdocs.text import plain_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter before it is written."""

    kind: str
    """收件回执, 补正通知 or 未报名单."""
    stem: str
    """Name of its files without the ending."""
    addressee: str
    """Who it is for, as people call them."""
    mailbox: Mailbox
    """Where it may go."""
    subject: str
    """The mail's subject, and the attachment's name."""
    body: str
    """The mail's own few lines."""
    template: str
    """File name of its template."""
    values: Mapping[str, object]
    """What stands in it."""
    entries: tuple[str, ...] = ()
    """The numbers of the entries it speaks of."""
    points: int = 0
    """How many things it asks."""
    sent: SentLetter | None = None
    """What is put down when it was sent; none for letters that are not put down."""


def of_office(edition: Programme, day: datetime.date) -> dict[str, object]:
    """What every letter says of who writes it, and when."""
    return {
        "programme": edition.name,
        "association": edition.association.name,
        "mailbox": "、".join(edition.contact.mailboxes),
        "phones": "、".join(edition.contact.phones),
        "date": plain_date(day),
    }


def mail_body(edition: Programme, addressee: str, *sentences: str) -> str:
    """The plain lines of a mail that carries a letter."""
    phones = "、".join(edition.contact.phones)
    told = [*filter(None, sentences), f"有疑问请致电：{phones}。" if phones else "有疑问请回复本邮件。"]
    return "\n".join([f"{addressee}：", "", *told, "", edition.association.name, ""])
