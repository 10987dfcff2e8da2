"""Links in a mail under which its files lie: 超大附件 of mail services, and shares of net disks; never followed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

_SERVICES = (
    ("QQ邮箱超大附件", r"(?:[\w-]+\.)?(?:exmail|mail)\.qq\.com/(?:cgi-bin/(?:ftn|exmail_ftn)|ftn/)"),
    ("网易邮箱超大附件", r"(?:[\w-]+\.)*(?:163|126|yeah|188)\.(?:com|net)/(?:html/cloud-attach|large-attach|fs/)"),
    ("网易企业邮箱超大附件", r"(?:[\w-]+\.)*(?:disk|edisk)\.(?:qiye|ym)\.163\.com/"),
    ("新浪邮箱超大附件", r"(?:[\w-]+\.)*mail\.sina\.(?:com\.cn|cn|com)/filecenter/"),
    ("139邮箱超大附件", r"(?:[\w-]+\.)*mail\.10086\.cn/(?:\w+/)*(?:largeattach|disk|fs)"),
    ("天翼云盘", r"cloud\.189\.cn/(?:t/|web/share|download)"),
    ("百度网盘", r"(?:pan|yun)\.baidu\.com/(?:s/|share/)"),
    ("金山文档", r"(?:www\.|365\.)?kdocs\.cn/\w"),
    ("腾讯文档", r"docs\.qq\.com/\w"),
    ("阿里云盘", r"(?:www\.)?(?:alipan|aliyundrive)\.com/(?:s|t)/"),
    ("腾讯微云", r"share\.weiyun\.com/\w"),
    ("夸克网盘", r"pan\.quark\.cn/s/"),
    ("移动云盘", r"(?:caiyun|yun)\.139\.com/\w"),
    ("123云盘", r"(?:www\.)?123(?:pan|684|865|912)\.com/s/"),
    ("蓝奏云", r"(?:[\w-]+\.)?lanzou\w\.com/\w"),
    ("文叔叔", r"(?:www\.)?wenshushu\.cn/(?:f|k|box)/"),
)
"""Who keeps the file, and how a link to one begins behind ``https://``."""
NAMELESS = "超大附件"
MOST = 100
"""Links of one mail that are listed."""
_ADDRESS = re.compile(r"https?://([^\s\"'<>\\^`{|}\u3000-\u303f\ue000-\ue002\uff00-\uffef]{4,2000})", re.IGNORECASE)
_BEGINNINGS = tuple((name, re.compile(beginning, re.IGNORECASE)) for name, beginning in _SERVICES)
_TAG = re.compile(r"<(/?[A-Za-z!][^<>]*)>")
_BREAKING = re.compile(r"/?(?:br|p|div|tr|li|table|h\d)\b", re.IGNORECASE)
_ENDINGS = (
    "docx?|docm|xlsx?|xlsm|pptx?|pdf|zip|rar|7z|wps|wpt|et|dps|jpe?g|png|tiff?|bmp|heic|mp4|mov|avi|txt|ofd|eml|gz"
)
_FILE_NAME = re.compile(
    rf"[^\s<>:\"/\\|?*：，。；、\ue000-\ue002]{{1,100}}\.(?:{_ENDINGS})(?![A-Za-z0-9])", re.IGNORECASE
)
_DAY = r"(\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2})?)"
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,3000}?href\s*=\s*[\"']?https?://([^\s\"'<>]{4,2000})[^<>]{0,3000}>(.{0,500}?)</a", re.I | re.S
)
_BIG = re.compile("超大附件|大附件|云附件|网盘|云盘")
_EXPIRIES = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s*(?:到期|过期|失效|前有效|之前有效)",
        rf"(?:到期|过期|失效|有效期|截止)[^\d\n]{{0,8}}{_DAY}",
        r"(\d{1,3}\s*天)[后内]?\s*(?:到期|过期|失效|有效)",
        r"(?:有效期)[：:\s]*(\d{1,3}\s*天)",
    )
)
_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Marks around a link in the text: ``\\ue000`` its number ``\\ue001`` its words ``\\ue002``."""
_MARKED = re.compile(rf"{_OPEN}(\d+){_MIDDLE}")


class Link(NamedTuple):
    """One link to a file that did not come with the mail."""

    name: str
    """The file's name where the text beside the link tells it, else ``超大附件``."""
    detail: str
    """Where it lies and until when, in Chinese; never the link itself, for whoever has it can fetch the file."""


def links_in(texts: Sequence[tuple[str, bool]]) -> list[Link]:
    """The links in the texts of a mail, each once.

    Args:
        texts: each text and whether it is HTML; the HTML first, for names stand beside links there.
    """
    found: list[Link] = []
    addresses, named = set[str](), set[tuple[str, str]]()
    for text, is_html in texts:
        for address, around in islice(_places(_marked(text, is_html=is_html)), MOST * 3):
            if len(found) >= MOST or any(known.startswith(address) for known in addresses):
                continue  # the same link again, in plain words often cut by the end of a line
            addresses.add(address)
            service, name = service_of(address), _name_beside(*around)
            if (service, name) not in named:
                found.append(Link(name or NAMELESS, _detail(service, address, " ".join(around))))
            if name:
                named.add((service, name))
    unknown = (link for text, is_html in texts if is_html for link in _told_by_words(text))
    return [*found, *islice(dict.fromkeys(unknown), MOST - len(found))]


def _told_by_words(text: str) -> Iterator[Link]:
    """Links to services that are not known, where the words of the link say that a file lies behind it."""
    for found in _ANCHOR.finditer(text):
        address, words = html.unescape(found[1]), " ".join(html.unescape(_TAG.sub("", found[2])).split())
        names = _FILE_NAME.findall(words)
        leads_on = bool(address.partition("/")[2])
        if leads_on and not service_of(address) and (names or _BIG.search(words)):
            yield Link(names[0] if names else NAMELESS, _detail("网盘或超大附件", address, words))


def service_of(address: str) -> str:
    """Who keeps the file that an address without ``https://`` leads to; empty where it leads to no file."""
    return next((name for name, beginning in _BEGINNINGS if beginning.match(address)), "")


def _marked(text: str, *, is_html: bool) -> tuple[str, list[str]]:
    """The text as people see it with a mark for each link, and the links."""
    addresses: list[str] = []

    def mark(address: str) -> str:
        addresses.append(address.rstrip(".,;:!?)]，。；"))
        return f"{_OPEN}{len(addresses) - 1}{_MIDDLE}"

    def in_words(found: re.Match[str]) -> str:
        return f"{mark(found[1])}{_CLOSE}" if service_of(found[1]) else found[0]

    def in_tag(found: re.Match[str]) -> str:
        tag = found[1]
        led = _ADDRESS.search(html.unescape(tag)) if "://" in tag else None
        if led and service_of(led[1]):
            return mark(led[1])
        return _CLOSE if tag[:2].lower() == "/a" else "\n" if _BREAKING.match(tag) else ""

    text = re.sub(f"[{_OPEN}-{_CLOSE}]", "", text)
    if is_html:
        text = html.unescape(_TAG.sub(in_tag, text))
    return _ADDRESS.sub(in_words, text), addresses


def _places(marked: tuple[str, list[str]]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each link with the words before, on and behind it."""
    text, addresses = marked
    marks = list(_MARKED.finditer(text))
    for place, found in enumerate(marks):
        floor = marks[place - 1].end() if place else 0
        ceiling = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        close = text.find(_CLOSE, found.end(), ceiling)
        close = close if close >= 0 else found.end()
        before = text[max(floor, found.start() - 300) : found.start()].rpartition(_CLOSE)[2]
        words, behind = text[found.end() : close], text[close : min(ceiling, close + 300)]
        yield addresses[int(found[1])], (before, words[:300], behind.strip(_CLOSE))


def _name_beside(before: str, words: str, behind: str) -> str:
    whole = " ".join(words.split())
    if len(whole) <= 150 and re.fullmatch(rf"[^<>|*?\"]+\.(?:{_ENDINGS})", whole, re.IGNORECASE):
        return whole
    for text, last in ((words, False), (before, True), (behind, False)):
        if names := _FILE_NAME.findall(text):
            return str(names[-1 if last else 0])
    return ""


def _detail(service: str, address: str, around: str) -> str:
    host = address.partition("/")[0].lower()
    expiry = next((found[1] for form in _EXPIRIES if (found := form.search(around))), "")
    told = f"，信里写着到期：{' '.join(expiry.split())}" if expiry else ""
    return f"{service}，信里只有链接（{host}）{told}"
