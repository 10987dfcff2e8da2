"""Web pages saved as one file (.mht, and .doc that is one inside): the page is read, pictures are not."""

from __future__ import annotations

import email
import email.policy
import itertools
from dataclasses import replace
from email.message import Message

from qtdocs.model.document import Document, Note
from qtdocs.model.place import Place
from qtdocs.readers.html import decoded, document_of
from qtdocs.zipped import damaged, refused

_LARGEST = 60_000_000
_MOST_PARTS = 2_000
_MOST_PAGES = 50


def read_mht(data: bytes, *, name: str) -> Document:
    """The neutral document of the page in the file.

    Args:
        data: the file's bytes.
        name: the file as the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if len(data) > _LARGEST or data.count(b"\n--") > _MOST_PARTS:
        raise refused("单个网页文件里的内容多得反常")
    # The old policy: it parses no header until asked, and so trips over none.
    pages = _pages(email.message_from_bytes(data.lstrip(), policy=email.policy.compat32))
    documents = [document_of(decoded(content, charset), name=name, kind="mht") for content, charset in pages]
    if not documents:
        raise damaged("里面没有网页")
    # A workbook saved so begins with a page of frames; its sheets come after it.
    filled = [document for document in documents if document.tables]
    if not documents[0].tables and len(filled) > 1:
        detail = f"里面有 {len(filled)} 张表，只读了第一张"
        note = Note(code="text-unread", detail=detail, place=Place())
        return replace(filled[0], notes=(*filled[0].notes, note))
    return documents[0] if documents[0].tables or not filled else filled[0]


def _pages(message: Message) -> list[tuple[bytes, str]]:
    """The pages in the file and their character sets, in their order."""
    pages: list[tuple[bytes, str]] = []
    for part in itertools.islice(message.walk(), _MOST_PARTS):
        if part.get_content_type() != "text/html" or part.is_multipart() or len(pages) >= _MOST_PAGES:
            continue
        content = part.get_payload(decode=True)
        charset = part.get_content_charset(failobj="")
        if isinstance(content, bytes) and content.strip():
            pages.append((content, charset if isinstance(charset, str) else ""))
    return pages
