"""Names of files as people read them, and which names are no papers; shared by folders, mails and archives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qtdocs.writing import safe_text

NAMELESS = "（没有名字）"
"""What stands for a name of which nothing readable is left."""
LONGEST = 200
"""Most characters of a name that came with a mail or an archive."""
_SKIPPED = (
    (re.compile(r"~\$"), "Word/Excel 打开文件时留下的锁文件"),
    (re.compile(r"\.~"), "WPS 打开文件时留下的锁文件"),
    (re.compile(r"(Thumbs\.db|desktop\.ini|\.DS_Store|Icon\r)$", re.IGNORECASE), "系统自动生成的文件"),
    (
        re.compile(r"(SHA-256校验码|校验说明)\.txt$|.*\.(sha256|sha1|md5|sfv)$", re.IGNORECASE),
        "校验码，用来核对别的文件",
    ),
    (re.compile(r"\."), "隐藏文件"),
)
_SKIPPED_FOLDERS = (
    (re.compile(r"__MACOSX$"), "苹果电脑压缩时附带的文件夹"),
    (re.compile(r"\."), "隐藏文件夹"),
)
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
"""Marks without width; some of them turn the direction of what follows."""
_SPACES = re.compile(r"[\s\x85]+")
_DRIVE = re.compile(r"\s*[A-Za-z]:")
_COMMON_IN_GB = re.compile(rb"(?:[\x00-\x7f]++|[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe])++")
"""GB 2312 level 1, punctuation and full-width letters: what nearly every simplified name is made of."""
_COMMON_IN_BIG5 = re.compile(rb"(?:[\x00-\x7f]++|[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\x7e\xa1-\xfe])++")


def readable(name: str) -> str:
    r"""A foreign name made readable and harmless, its folders joined by ``/``; for showing, never used as a path.

    >>> readable(r"C:\Windows\..\申报表.docx"), readable("../../etc/x"), readable("一\u202e\x00班.docx"), readable(" ")
    ('Windows/申报表.docx', 'etc/x', '一班.docx', '（没有名字）')
    """
    words = (_SPACES.sub(" ", word).strip() for word in _DRIVE.sub("", legible(name)).replace("\\", "/").split("/"))
    whole = "/".join(word for word in words if word.strip("."))
    if len(whole) > LONGEST:  # the end tells the kind of file and the beginning the rest
        whole = f"{whole[: LONGEST - 61]}…{whole[-60:]}"
    return whole or NAMELESS


def legible(name: str) -> str:
    """The name without invisible characters and with raw bytes decoded; its folders stay as they are.

    >>> legible("申报表.docx".encode("gb18030").decode("ascii", "surrogateescape"))
    '申报表.docx'
    """
    return "/".join(_legible(word) for word in name.split("/"))


def _legible(word: str) -> str:
    if any("\udc80" <= character <= "\udcff" for character in word):  # bytes that the system could not decode
        word = decoded(word.encode("utf-8", "surrogateescape" if _is_escaped(word) else "replace"))
    return re.sub(r"[\n\t]", " ", safe_text(_INVISIBLE.sub("", word)))


def _is_escaped(word: str) -> bool:
    return not any("\ud800" <= character < "\udc80" or "\udcff" < character <= "\udfff" for character in word)


def decoded(raw: bytes) -> str:
    r"""The text that bytes without a told encoding most likely are: UTF-8, GB 18030, Big5, else with ``\ufffd``.

    >>> decoded("申报表".encode("gb18030")), decoded("申报表".encode()), decoded("申報表格說明".encode("big5"))
    ('申报表', '申报表', '申報表格說明')
    """
    encodings = ["utf-8", "gb18030", "big5hkscs"]
    if not _COMMON_IN_GB.fullmatch(raw) and _COMMON_IN_BIG5.fullmatch(raw):
        encodings = ["utf-8", "big5hkscs", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > 1 and error.start >= len(raw) - 3:  # only its last character was cut in two
                return raw.decode(encoding, "replace")
    return raw.decode(errors="replace")


def skip_reason(name: str) -> str:
    """Why a file of this name is no paper, in Chinese; empty where it may be one.

    >>> skip_reason("杭州/~$申报表.docx"), skip_reason("__MACOSX/._申报表.docx"), skip_reason("杭州/申报表.docx")
    ('Word/Excel 打开文件时留下的锁文件', '苹果电脑压缩时附带的文件夹', '')
    """
    *folders, last = name.rstrip("/").split("/")
    return next(filter(None, map(folder_skip_reason, folders)), "") or _first(last, _SKIPPED)


def folder_skip_reason(name: str) -> str:
    """Why a folder of this name holds no papers, in Chinese; empty where it may."""
    return _first(name, _SKIPPED_FOLDERS)


def _first(name: str, table: Sequence[tuple[re.Pattern[str], str]]) -> str:
    return next((reason for pattern, reason in table if pattern.match(name)), "")


def told_apart(names: Iterable[str]) -> Iterator[str]:
    """The names in their order, the second of two that read alike with a number behind it.

    >>> list(told_apart(["表.docx", "表.docx", "表.docx（2）"]))
    ['表.docx', '表.docx（2）', '表.docx（2）（2）']
    """
    taken: set[str] = set()
    next_number: dict[str, int] = {}
    for name in names:
        free = name
        while free in taken:
            next_number[name] = number = next_number.get(name, 1) + 1
            free = f"{name}（{number}）"
        taken.add(free)
        yield free
