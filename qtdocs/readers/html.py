"""Web pages (.html, and .doc or .xls that are web pages inside), as Word, WPS and web systems save them."""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.model.document import Document, Note
from qtdocs.model.place import Place
from qtdocs.readers.html_walk import Walk
from qtdocs.zipped import damaged, refused

_LARGEST = 30_000_000
_MOST_TAGS = 1_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb_2312-80"})


def read_html(data: bytes, *, name: str) -> Document:
    """The neutral document of a web page.

    Args:
        data: the file's bytes.
        name: the file as the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    return document_of(decoded(data), name=name, kind="html")


def document_of(page: str, *, name: str, kind: str) -> Document:
    """The document of a page's text.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if len(page) > _LARGEST or page.count("<") > _MOST_TAGS:
        raise refused("网页的内容多得反常")
    root = _parsed(page)
    walk = Walk()
    walk.read(root)
    acting = [Note(code="file-active-content", detail=_ACTING.get(what, what), place=Place()) for what in walk.acting]
    return Document(
        name=name, kind=kind, blocks=tuple(walk.blocks), marks=tuple(walk.marks), notes=(*walk.notes, *acting)
    )


_ACTING = {
    "script": "脚本",
    "iframe": "外部网页",
    "frame": "外部网页",
    "object": "嵌入的对象",
    "embed": "嵌入的对象",
    "applet": "嵌入的程序",
}


def decoded(data: bytes, declared: str = "") -> str:
    """The page's text: by its byte order mark, its zeros, or its declared character set where that fits.

    Args:
        data: the page.
        declared: the character set that stands around the page, as in a mail part; empty if none does.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    head = data[:4096]
    if head.count(b"\x00") * 3 > len(head):
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", errors="replace")
    found = _CHARSET.search(head)
    named = declared or (found[1].decode("ascii") if found else "")
    encodings = ["gb18030" if named.lower() in _CHINESE else named, "utf-8", "gb18030"]
    for encoding in encodings:
        try:
            # A page that names UTF-16 in one-byte letters is not UTF-16.
            if encoding and not encoding.lower().startswith(("utf-16", "utf-32", "utf-7")):
                return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace")


def _parsed(page: str) -> etree._Element:
    """The page's root.

    Raises:
        UnreadableFileError: there is nothing in it, or its elements lie too deep in one another.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(page.replace("\x00", "").encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("里面没有网页内容") from error
    if root is None:
        raise damaged("里面没有网页内容")
    # The parser drops what lies deeper than 256 elements, without a word but this one.
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise refused("网页里的元素套得太深")
    return root
