"""Letters and the mails that carry them: what goes in comes out, whatever it is, and always as the same bytes."""

from __future__ import annotations

import email
import email.policy
import importlib
import io
from pathlib import Path

import pytest
from docx import Document

from qtdocs import render, writing
from qtdocs.errors import FormError
from qtdocs.intake.mail import unpack_mail
from qtdocs.model.parcel import Room

TEMPLATES = Path(__file__).parents[2] / "templates" / "_base"
LONG = "浙江省东海之滨滩涂围垦与跨海大桥市政工程建设养护运营一体化管理集团股份有限公司（第2次）& “一班”.docx"


def draft(**changed: object) -> render.MailDraft:
    values: dict[str, object] = {
        "to": "a@example.com",
        "subject": "申报材料补正通知（甲）",
        "body": "甲：\n\n见附件。\n",
        "attachment": b"PK\x03",
        "name": "通知.docx",
    }
    return render.MailDraft(**(values | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["通知.docx", LONG, "plain.docx", "𠮷田㛃.docx"])
def test_name_of_the_attachment_is_read_back(name: str, tmp_path: Path) -> None:
    data = render.mail_draft(draft(name=name))
    made = email.message_from_bytes(data, policy=email.policy.default)
    assert [each.get_filename() for each in made.iter_attachments()] == [name]
    (tmp_path / "mail.eml").write_bytes(data)
    (tmp_path / "out").mkdir()
    members = unpack_mail(tmp_path / "mail.eml", tmp_path / "out", Room()).members
    assert [each.name.replace("“", '"').replace("”", '"') for each in members] == [
        name.replace("“", '"').replace("”", '"')
    ]


def test_old_programs_find_the_name_as_encoded_words() -> None:
    """Foxmail and QQ read RFC 2047 words in both headers, Outlook too; a word is never longer than 75 characters."""
    data = render.mail_draft(draft(name=LONG))
    words = [line.strip(b' ";') for line in data.split(b"\r\n") if b"=?utf-8?B?" in line]
    assert max(len(word.partition(b"=?")[1] + word.partition(b"=?")[2]) for word in words) <= 75
    assert (data.count(b'\r\n name="=?utf-8?B?'), data.count(b'\r\n filename="=?utf-8?B?')) == (1, 1)


def test_draft_has_no_date_no_sender_and_is_always_the_same() -> None:
    data = render.mail_draft(draft())
    made = email.message_from_bytes(data, policy=email.policy.default)
    assert sorted(made.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Qtdocs", "X-Unsent"]
    assert (made["X-Unsent"], made.defects) == ("1", [])
    assert render.mail_draft(draft()) == data
    assert render.mail_draft(draft(body="乙")) != data


def test_without_an_address_there_is_no_to() -> None:
    made = email.message_from_bytes(render.mail_draft(draft(to="")), policy=email.policy.default)
    assert made["To"] is None


def test_subject_cannot_smuggle_headers() -> None:
    made = email.message_from_bytes(
        render.mail_draft(draft(subject="甲\r\nBcc: x@example.com")), policy=email.policy.default
    )
    assert (made["Bcc"], made["Subject"]) == (None, "甲 Bcc: x@example.com")


def test_draft_is_ours_until_somebody_changes_it() -> None:
    data = render.mail_draft(draft())
    assert writing.is_own_work(data)
    assert not writing.is_own_work(data.replace(b"X-Unsent: 1", b"X-Unsent: 0"))
    assert not writing.is_own_work(data.replace(b"\r\nX-Unsent: 1", b""))


def test_template_with_a_word_we_do_not_know_is_an_error() -> None:
    with pytest.raises(FormError, match="'addressee' is undefined"):
        render.letter((TEMPLATES / "receipt.docx").read_bytes(), {}, name="receipt.docx")
    with pytest.raises(FormError, match="模板不是 Word"):
        render.letter(b"no Word file", {}, name="receipt.docx")


def test_template_is_what_its_maker_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TEMPLATES.parents[1] / "tools"))
    make_letters = importlib.import_module("make_letters")
    made = {
        "receipt.docx": make_letters.make("收件回执", make_letters.receipt()),
        "supplement.docx": make_letters.make("补正通知", make_letters.supplement()),
        "reminder.docx": make_letters.make("未报提醒", make_letters.reminder()),
        "unqualified.docx": make_letters.make("初选不合格意见", make_letters.unqualified(), landscape=True),
    }
    for name, data in made.items():
        assert Document(io.BytesIO(data)).element.xml == Document(str(TEMPLATES / name)).element.xml
