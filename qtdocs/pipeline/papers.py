"""One file on its way from bytes to checked records; whatever goes wrong with it becomes a finding."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from qtdocs import checks, intake, readers, writing
from qtdocs.errors import UnreadableFileError
from qtdocs.extract import extract
from qtdocs.model.document import Document, Note
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import BEIJING, Attachment
from qtdocs.model.place import Place
from qtdocs.pipeline.desk import Shelf
from qtdocs.pipeline.pixels import searched_again, seen_in_pixels, with_crops
from qtdocs.pipeline.readings import Paper, Part
from qtdocs.recognise import Recognition, parts_of, recognise
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.view import View

_TOLD_BETTER = frozenset({"formula-uncached"})
"""What the reader says of a whole sheet and extraction says of its fields: the fields' words are enough."""
_LOOK_AGAIN = "请看看它还在不在、能不能用原来的软件打开、有没有读取权限，再运行一次。"
PIXELS = "pixels"
"""The outcome of a file that has pictures to be looked at, where that was not allowed yet."""
Sight = Literal["look", "ask", "leave"]
"""Whether pictures are looked at; are only asked for, by the outcome ``PIXELS``; or are left out and told of."""
_UNSEEN = "这份文件里的图像没有看成（{why}），有没有章、图上写的什么，都没有看"
"""What is said where looking at a file's pixels went wrong; what was read in it without them stands."""


def today_in_beijing() -> datetime.date:
    """Today's date on the programmes' clock."""
    return datetime.datetime.now(BEIJING).date()


def read_papers(paths: Sequence[Path], desk: Shelf, *, programme: str = "", today: datetime.date) -> Iterator[Paper]:
    """Every file below the paths, listed at once, then read and checked one after the other in this very process.

    Args:
        paths: folders and files.
        desk: the shelf of forms.
        programme: id of the programme that was asked for, or empty.
        today: the day that dates are compared with.

    Raises:
        UsageError: a path does not exist.
    """
    attachments = [attachment for parcel in intake.gather(paths) for attachment in parcel.attachments]
    return (read_paper(each, desk, programme=programme, today=today) for each in attachments)


def read_paper(
    attachment: Attachment,
    desk: Shelf,
    *,
    programme: str,
    today: datetime.date,
    converted: Path | None = None,
    pixels: Sight = "look",
) -> Paper:
    """One file: read, recognised, extracted and checked; whatever happens becomes a finding.

    Args:
        attachment: the file.
        desk: the shelf of forms.
        programme: id of the programme that was asked for, or empty.
        today: the day that dates are compared with.
        converted: where the same document lies in a format of today, if it is of an old one.
        pixels: what to do with pictures.
    """
    if attachment.skipped:
        return _skipped(attachment, attachment.skipped)
    try:
        data = _bytes_of(attachment)
        if writing.is_own_work(data):
            return _skipped(attachment, "这是本程序写出的结果，没有改过，不是材料")
        attachment = replace(attachment, sha256=hashlib.sha256(data).hexdigest())
        document = _document(data, attachment.name, converted)
        if pixels == "ask" and View(data, document, None).is_worth_it:
            return Paper(attachment=attachment, outcome=PIXELS, parts=())
        seen, view = _seen(data, document) if pixels == "look" else (document, None)
        if pixels == "leave":
            seen = _without_pixels(document, "用的时间或内存太多")
        parts = read_document(seen, desk, programme=programme, today=today)
        if view is not None:
            parts = tuple(_seen_again(part, view, desk) for part in parts)
    except UnreadableFileError as error:
        finding = checks.finding(error.code, file=attachment.name, detail=error.detail, advice=error.advice)
        return _without_document(attachment, "unread", finding)
    except Exception as error:  # one bad file never stops the batch
        detail = f"{type(error).__name__}，文件指纹 {attachment.sha256[:8]}"
        finding = checks.finding("file-crashed", file=attachment.name, detail=detail)
        return _without_document(attachment, "unread", finding)
    return Paper(attachment=attachment, outcome=_outcome(parts), parts=parts, crops=view.crops if view else {})


def _skipped(attachment: Attachment, reason: str) -> Paper:
    """A file that is no paper; what can be done about it stands behind the semicolon of the reason."""
    detail, _, advice = reason.partition("；")
    finding = checks.finding(
        "file-skipped", file=attachment.name, detail=detail, advice=f"{advice}。" if advice else ""
    )
    return _without_document(attachment, "skipped", finding)


def _outcome(parts: Sequence[Part]) -> str:
    """What became of a file; pages that are pictures only were not read, whatever holds them."""
    if any(part.record for part in parts):
        return "form"
    wordless = not any(text.strip() for part in parts if part.document for text in part.document.texts())
    scanned = any(finding.code == "scan-unread" for part in parts for finding in part.findings)
    return "unread" if wordless and scanned else "other"


def _document(data: bytes, name: str, converted: Path | None) -> Document:
    """The neutral document of a file.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    if converted is None:
        return readers.read(data, name=name)
    kind = readers.sniff(data)
    return readers.read_converted(converted.read_bytes(), original_kind=kind, original=data, name=name)


def read_document(document: Document, desk: Shelf, *, programme: str, today: datetime.date) -> tuple[Part, ...]:
    """The way of one document to checked records."""
    seen = checks.check_document(document)
    documents = parts_of(document, desk.layouts)
    parts = [
        _part(each, desk, number=number if len(documents) > 1 else 0, programme=programme, today=today)
        for number, each in enumerate(documents, 1)
    ]
    if _is_notice(parts):
        parts = [_no_form(document, Recognition(outcome="none", guesses=()), desk)]
    told = {finding.code for part in parts for finding in part.findings}
    seen = tuple(finding for finding in seen if finding.code not in _TOLD_BETTER & told)
    first = replace(parts[0], findings=(*seen, *parts[0].findings))
    return (first, *parts[1:])


def _seen(data: bytes, document: Document) -> tuple[Document, View | None]:
    """The document with all that its pixels show; as it was, and told so, where they cannot be looked at."""
    try:
        view = View(data, document, recogniser())
        return view.seen(), view
    except Exception as error:  # a picture that breaks a library never costs the text beside it
        return _without_pixels(document, type(error).__name__), None


def _without_pixels(document: Document, why: str) -> Document:
    note = Note(code="page-unseen", detail=_UNSEEN.format(why=why), place=Place())
    return replace(document, notes=(*document.notes, note))


def _seen_again(part: Part, view: View, desk: Shelf) -> Part:
    """The part with all that pixels tell; as it was, and told so, where they cannot be looked at once more."""
    try:
        return _searched(part, view, desk)
    except Exception as error:  # the same: what was read before stands
        told = checks.finding("page-unseen", detail=_UNSEEN.format(why=type(error).__name__))
        record = replace(part.record, unseen=True) if part.record else None
        return replace(part, record=record, findings=(*part.findings, told))


def _searched(part: Part, view: View, desk: Shelf) -> Part:
    """The part with what the slower search found, and pictures of the boxes of a scan."""
    if part.document is None:
        return part
    form = desk.programme(part.record.programme).form(part.record.form) if part.record else None
    document = searched_again(part.document, form, view)
    if part.record is None:
        return replace(part, document=document)
    record = with_crops(replace(part.record, marks=document.marks), view)
    return replace(part, document=document, record=record, findings=seen_in_pixels(part.findings, record))


def _is_notice(parts: Sequence[Part]) -> bool:
    """Whether a file is nothing but several different forms, all blank: the notice with its annexes."""
    blanks = [part.record for part in parts if part.record is not None and part.record.blank]
    return len(blanks) == sum(part.record is not None for part in parts) and len({each.form for each in blanks}) > 1


def _part(document: Document, desk: Shelf, *, number: int, programme: str, today: datetime.date) -> Part:
    recognition = recognise(document, desk.layouts, programme=programme)
    if recognition.layout is None:
        return _no_form(document, recognition, desk)
    found = recognition.layout
    record = extract(document, found, part=number)
    edition = desk.programme(found.programme)
    findings = (
        *checks.check_edition(record, edition, year=recognition.year, asked=programme),
        *checks.check_record(record, found.form, edition, today=today),
    )
    return Part(document=document, record=record, recognition=recognition, findings=findings)


def _no_form(document: Document, recognition: Recognition, desk: Shelf) -> Part:
    titled = bool(recognition.guesses and recognition.guesses[0].title)
    findings = checks.check_recognition(document, recognition.outcome, _names(recognition, desk), titled=titled)
    return Part(document=document, record=None, recognition=recognition, findings=findings)


def _names(recognition: Recognition, desk: Shelf) -> tuple[str, ...]:
    """The nearest forms as people name them."""
    return tuple(
        f"{desk.programme(guess.layout.programme).association.name}“{guess.layout.form.name}”（{guess.reason}）"
        for guess in recognition.guesses
    )


def _bytes_of(attachment: Attachment) -> bytes:
    if attachment.size > intake.LARGEST:
        raise UnreadableFileError("file-refused", f"有 {attachment.size >> 20} MB，太大")
    if attachment.unread:
        raise UnreadableFileError("file-damaged", attachment.unread, _LOOK_AGAIN)
    try:
        return attachment.path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError("file-damaged", "列出之后被移走了", _LOOK_AGAIN) from error
    except PermissionError as error:
        raise UnreadableFileError("file-damaged", "没有读取权限，或正被别的程序占用", _LOOK_AGAIN) from error
    except OSError as error:
        raise UnreadableFileError("file-damaged", "磁盘上读不出来", _LOOK_AGAIN) from error


def _without_document(attachment: Attachment, outcome: str, finding: Finding) -> Paper:
    part = Part(document=None, record=None, recognition=None, findings=(finding,))
    return Paper(attachment=attachment, outcome=outcome, parts=(part,))
