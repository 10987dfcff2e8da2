"""Letters: Word templates filled with what a letter says; and the mails that carry them, as drafts nobody has sent."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from email.mime.text import MIMEText
from email.policy import compat32
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from qtdocs.errors import FormError
from qtdocs.writing import fixed_mail, safe_text, saved

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA = {".docx": DOCX, ".xlsx": XLSX, ".pdf": "application/pdf", ".zip": "application/zip"}
_WORD = 42
"""Bytes of a name in one encoded word; with its frame it must not be longer than 75 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture among the values of a letter; it stands where its name stands in the template."""

    data: bytes
    """A PNG."""
    width: float
    """How wide it is printed, in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A further file that a mail carries."""

    data: bytes
    """Its bytes."""
    name: str
    """Its file name; the ending tells what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A mail that lies ready for a person to look at and send."""

    to: str
    """The address; empty where none is known for sure."""
    subject: str
    """What it is about."""
    body: str
    """A few plain lines."""
    attachment: bytes
    """The letter, a Word file."""
    name: str
    """The attachment's file name."""
    more: tuple[Enclosure, ...] = ()
    """Further files."""


def letter(template: bytes, values: Mapping[str, object], *, name: str) -> bytes:
    """The bytes of a letter.

    Args:
        template: the Word template.
        values: what it says, by the names that stand in the template; texts, numbers, pictures, and sequences and
            mappings of these.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: the template is no Word file, or somebody spoiled what stands in its braces.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    # docxtpl's own default silently drops text after & and <, hence autoescape
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        paper = DocxTemplate(io.BytesIO(template))
        paper.render({key: _printable(value, paper) for key, value in values.items()}, jinja_env=shop, autoescape=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FormError(
            name, ("模板不是 Word（.docx）文件，或已损坏；请换上完好的，或删去它用程序自带的。",)
        ) from error
    except TemplateError as error:
        raise FormError(name, (f"模板里 {{{{ }}}} 或 {{% %}} 写错了：{error}。",)) from error
    return saved(paper)


def _printable(value: object, paper: Any) -> object:
    """The value with nothing in it that Word stumbles over, its pictures made parts of the paper."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, Picture):
        return InlineImage(paper, io.BytesIO(value.data), width=Mm(value.width))
    if isinstance(value, Mapping):
        return {key: _printable(each, paper) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_printable(each, paper) for each in value]
    return value


def mail_draft(draft: MailDraft) -> bytes:
    """The bytes of an .eml file that opens as a draft in Outlook, Foxmail and others; the same for the same content.

    It has no date and no sender: whoever sends it is the sender, then.
    """
    seed = sha256("\x1f".join((draft.to, draft.subject, draft.body, draft.name)).encode() + draft.attachment)
    for each in draft.more:
        seed.update(each.name.encode() + each.data)
    whole = Message()
    whole["MIME-Version"] = "1.0"
    whole["Subject"] = _encoded_words(_one_line(draft.subject))
    if draft.to:
        whole["To"] = draft.to
    whole["X-Unsent"] = "1"
    whole["Content-Type"] = f'multipart/mixed;\r\n boundary="=_{seed.hexdigest()[:32]}"'
    whole.attach(MIMEText(safe_text(draft.body), "plain", "utf-8"))
    for each in (Enclosure(data=draft.attachment, name=draft.name), *draft.more):
        whole.attach(_attached(each))
    return fixed_mail(whole.as_bytes(policy=compat32.clone(max_line_length=0)))


def _attached(file: Enclosure) -> Message:
    """A file as a part, its name written in both ways that mail programs know."""
    name = _one_line(file.name)
    media = _MEDIA.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    part = Message()
    words = _encoded_words(name)
    part["Content-Type"] = f'{media};\r\n name="{words}"'
    part["Content-Disposition"] = f"attachment;\r\n filename=\"{words}\";\r\n filename*=utf-8''{quote(name, safe='')}"
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(file.data).decode("ascii"))
    return part


def _encoded_words(name: str) -> str:
    """A name as RFC 2047 words, each whole characters, on lines of their own: Outlook, Foxmail and QQ read these."""
    pieces = [""]
    for sign in name:
        if len((pieces[-1] + sign).encode()) > _WORD:
            pieces.append("")
        pieces[-1] += sign
    return "\r\n ".join(f"=?utf-8?B?{base64.b64encode(each.encode()).decode('ascii')}?=" for each in pieces)


def _one_line(text: str) -> str:
    return " ".join(safe_text(text).split())
