"""One mail: its files, the files it only links to, and who sent it when; a forwarded mail is one of its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import Crate, refuse_crowd
from qtdocs.intake.folder import LARGEST
from qtdocs.intake.headers import Head, decoded_as, file_name, header_text, parameters
from qtdocs.intake.links import links_in
from qtdocs.intake.names import NAMELESS, decoded, legible
from qtdocs.intake.parts import Part, content, mail_head, parts_of, text_bytes, uuencoded
from qtdocs.intake.received import arrived
from qtdocs.model.parcel import Letter, Room, Unpacked
from qtdocs.zipped import damaged, refused

SMALL_PICTURE = 30_000
"""Bytes of a picture inside the text below which it is taken for an ornament; people also paste photographed forms."""
SMALL_PICTURE_REASON = "邮件正文或签名里的小图片"
LINK_ONLY = "parcel-link-only"
_MOST_TEXT = 1_000_000
"""Bytes of one text of the mail that are searched for links."""
_LONGEST_EVIDENCE = 500
"""Characters of sender and subject that are kept."""
_STEP = 1 << 20
_NO_PAPERS = {
    "application/pgp-signature": "电子签名",
    "application/pkcs7-signature": "电子签名",
    "application/x-pkcs7-signature": "电子签名",
    "application/pgp-keys": "电子签名用的密钥",
    "application/applefile": "苹果电脑附带的文件",
    "message/delivery-status": "退信或回执里的技术信息",
    "message/disposition-notification": "退信或回执里的技术信息",
    "text/rfc822-headers": "退信或回执里的技术信息",
}
_CID = re.compile(r"(?i)cid:([^\s\"'<>)]{1,300})")


def unpack_mail(path: Path, into: Path, room: Room) -> Unpacked:
    """The files of one mail and the evidence it carries.

    Args:
        path: the mail.
        into: folder for the bytes of its files.
        room: what may still be unpacked.

    Raises:
        UnreadableFileError: it is no mail that can be taken apart.
    """
    data = whole_file(path)
    top, parts = parts_of(data)
    refuse_crowd(len(parts), room)
    crate = Crate(into, room)
    texts = [part for part in parts if _is_own_text(part)]
    bodies = _bodies(data, texts)
    inline = {cid for body, is_html in bodies if is_html for cid in cids_in(body)}
    for part in parts:
        if part in texts:
            _store_uuencoded(crate, data, part)
        elif part.media.startswith("multipart/"):
            crate.fail("邮件内容", damaged("邮件不完整，里面的附件取不出来；请从邮箱重新导出这封邮件，或请对方重发"))
        else:
            _store(crate, data, part, inline)
    if not all(part.whole for part in parts):
        crate.fail("邮件结尾", damaged("邮件没有传完，后面可能还有附件；请从邮箱重新导出这封邮件，或请对方重发"))
    for link in links_in(bodies):
        crate.fail(link.name, UnreadableFileError(LINK_ONLY, link.detail))
    return Unpacked(members=crate.unpacked.members, letter=_letter(top, data))


def whole_file(path: Path) -> bytes:
    """The bytes of a mail.

    Raises:
        UnreadableFileError: ``file-refused``, it is too large.
    """
    if (size := path.stat().st_size) > LARGEST:
        raise refused(f"邮件有 {size // 1_000_000} MB，大得反常")
    return path.read_bytes()


def letter_of(head: Head, *, fingerprint: str = "") -> Letter:
    """The evidence in the headers of a mail."""
    told = arrived(header_text(head, "received"), header_text(head, "date"))
    sender = header_text(head, "from") or header_text(head, "sender")
    return Letter(
        sender=evidence(re.sub(r'^"([^"]*)"\s*(?=<)', r"\1 ", sender)),
        subject=evidence(header_text(head, "subject")),
        received_at=told.at,
        clock=told.clock,
        zone_assumed=told.zone_assumed,
        fingerprint=fingerprint,
    )


def evidence(text: str) -> str:
    """Words of a header that are kept: on one line, without what turns or hides text, not too long."""
    shown = " ".join(legible(text).split())
    return shown if len(shown) <= _LONGEST_EVIDENCE else f"{shown[:_LONGEST_EVIDENCE]}…"


def fingerprint_of(chunks: Iterable[bytes]) -> str:
    """Hex SHA-256 of a mail, the same from two exports: line ends and empty lines at its end make no difference."""
    digest, rest = hashlib.sha256(), b""
    waiting: list[bytes] = []
    for chunk in chunks:
        piece = (rest + chunk).replace(b"\r\n", b"\n")
        rest = piece[-1:] if piece.endswith(b"\r") else b""
        piece = piece[: len(piece) - len(rest)]
        kept = piece.rstrip(b" \t\n")
        if kept:
            for blank in waiting:
                digest.update(blank)
            waiting.clear()
            digest.update(kept)
        waiting.append(piece[len(kept) :])
    return digest.hexdigest()


def cids_in(page: str) -> set[str]:
    """The pictures of the mail that its HTML shows."""
    return set(_CID.findall(page))


def _letter(top: Head, data: bytes) -> Letter:
    steps = (data[at : at + _STEP] for at in range(0, len(data), _STEP))
    return letter_of(top, fingerprint=fingerprint_of(steps))


def _is_own_text(part: Part) -> bool:
    """Whether a part is what the sender wrote, and no file."""
    if not part.media.startswith("text/") or part.media in _NO_PAPERS or part.media == "text/calendar":
        return False
    disposition = parameters(part.head.get("content-disposition"))[0]
    return not file_name(part.head) and disposition != "attachment"


def _bodies(data: bytes, texts: Iterable[Part]) -> list[tuple[str, bool]]:
    """What the sender wrote, HTML first, and whether it is HTML."""
    bodies = []
    for part in texts:
        raw = text_bytes(data, part, most=_MOST_TEXT)
        charset = parameters(part.head.get("content-type"))[1].get("charset", "")
        bodies.append((decoded_as(raw, charset) if charset else decoded(raw), part.media == "text/html"))
    return sorted(bodies, key=lambda body: not body[1])


def _store(crate: Crate, data: bytes, part: Part, inline: set[str]) -> None:
    """Keep one file, or say what it is."""
    name = _name_of(data, part)
    if reason := _NO_PAPERS.get(part.media, ""):
        crate.skip(name, reason)
    elif _is_locked(part):
        crate.fail(name, UnreadableFileError("file-encrypted", "邮件加了密，里面的附件取不出来"))
    elif _is_ornament(data, part, inline):
        crate.skip(name, SMALL_PICTURE_REASON)
    else:
        crate.store(name, content(data, part), claimed=None)


def _is_locked(part: Part) -> bool:
    kind = parameters(part.head.get("content-type"))[1].get("smime-type", "").lower()
    in_pgp = "multipart/encrypted" in part.family and part.media != "application/pgp-encrypted"
    return in_pgp or (part.media.endswith("pkcs7-mime") and kind in {"", "enveloped-data"})


def _is_ornament(data: bytes, part: Part, inline: set[str]) -> bool:
    """Whether a part is a small picture that the HTML shows."""
    cid = part.head.get("content-id").strip(b"<> ").decode("latin-1")
    if not part.media.startswith("image/") or cid not in inline or part.end - part.start > SMALL_PICTURE * 2:
        return False
    try:
        return sum(len(chunk) for chunk in content(data, part)) < SMALL_PICTURE
    except UnreadableFileError:
        return False


def _name_of(data: bytes, part: Part) -> str:
    """The name a file was given; that of a forwarded mail is its subject."""
    if name := file_name(part.head):
        return name
    if part.media == "message/rfc822":
        try:
            inner, _ = mail_head(b"".join(content(data, part)))
        except UnreadableFileError:
            return "转发的邮件.eml"
        return f"{header_text(inner, 'subject')[:100].replace('/', '／') or '转发的邮件'}.eml"
    return NAMELESS


def _store_uuencoded(crate: Crate, data: bytes, part: Part) -> None:
    """Keep the files that an old program wrote into the text itself."""
    for name, chunks in uuencoded(data, part) if part.media == "text/plain" else iter(()):
        crate.store(decoded(name), chunks, claimed=None)
