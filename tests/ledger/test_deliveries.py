"""Which delivery a file is put into when it comes after the delivery was dated."""

from __future__ import annotations

import datetime
from pathlib import Path

from qtdocs.ledger import Ledger, deliveries, documents
from qtdocs.ledger.documents import Stored
from qtdocs.model.parcel import Attachment, Letter, Parcel, Registered

DATED = Registered(received=datetime.date(2026, 4, 20))
OUTER = Attachment(name="材料.rar", path=Path("材料.rar"), size=1, sha256="a" * 64, media="rar")
INNER = Attachment(name="材料.rar!申报表.docx", path=Path(), size=1, sha256="b" * 64, media="docx")
LATER = Attachment(name="补.docx", path=Path("补.docx"), size=1, sha256="c" * 64, media="docx")


def put_down(ledger: Ledger, *attachments: Attachment, letter: Letter | None = None) -> list[list[str]]:
    parcel = Parcel(source="材料.rar", key="k", letter=letter, registered=DATED, attachments=attachments)
    with ledger.change("collected"):
        for each in attachments:
            documents.add(ledger, Stored(each.sha256, each.media, each.size))
        deliveries.add(ledger, [parcel], [])
    return [[each.name for each in parcel.attachments] for parcel in deliveries.everything(ledger)[0]]


def test_what_could_only_now_be_taken_out_stays_with_its_dated_archive(tmp_path: Path) -> None:
    with Ledger(tmp_path / "台账.sqlite3") as ledger:
        assert put_down(ledger, OUTER) == [[OUTER.name]]
        for _ in range(2):
            assert put_down(ledger, OUTER, INNER, LATER) == [[OUTER.name, INNER.name], [LATER.name]]


def test_what_is_in_a_dated_mail_is_always_the_mails(tmp_path: Path) -> None:
    letter = Letter(subject="申报")
    with Ledger(tmp_path / "台账.sqlite3") as ledger:
        assert put_down(ledger, OUTER, letter=letter) == [[OUTER.name]]
        assert put_down(ledger, OUTER, INNER, letter=letter) == [[OUTER.name, INNER.name]]
