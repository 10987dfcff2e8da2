"""Mails are taken apart: files, links, evidence, and what somebody built to hurt."""

from __future__ import annotations

import binascii
import email
import email.policy
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mails import (
    NAME_STYLES,
    attached,
    forwarded,
    mail,
    mailbox,
    multipart,
    naming,
    part,
    split_word,
    text_part,
    word,
)  # fmt: skip
from ooxml import docx, paragraph

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.mail import SMALL_PICTURE_REASON, fingerprint_of, unpack_mail
from qtdocs.intake.mailbox import unpack_mailbox
from qtdocs.model.parcel import Member, Room, Unpacked

FORM = docx(paragraph("质量信得过班组申报表"))
SIGNATURE = part(b"x", {"Content-Type": "application/pkcs7-signature; name=smime.p7s"})


def opened(tmp_path: Path, data: bytes, room: Room | None = None) -> Unpacked:
    source, into = tmp_path / "来信.eml", tmp_path / "into"
    source.write_bytes(data)
    into.mkdir(exist_ok=True)
    return unpack_mail(source, into, room or Room())


def stored(tmp_path: Path, unpacked: Unpacked) -> dict[str, bytes]:
    return {member.name: (tmp_path / "into" / member.file).read_bytes() for member in unpacked.members if member.file}


def told(member: Member) -> tuple[str, str]:
    return member.name, member.skipped or member.code


@pytest.mark.parametrize("style", NAME_STYLES)
def test_attachment_comes_out_under_its_name(tmp_path: Path, style: str) -> None:
    name = {"raw-big5": "質量信得過小組申請表.docx", "latin-label": "班组申报表.docx"}.get(
        style, "班组申报表（一）.docx"
    )
    unpacked = opened(tmp_path, mail(text_part("您好"), attached(name, FORM, style)))
    assert unpacked.members == (Member(name=name, file="0001", size=len(FORM)),)
    assert stored(tmp_path, unpacked) == {name: FORM}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/cron.d/x", "etc/cron.d/x"),
        ("/etc/passwd", "etc/passwd"),
        (r"C:\Windows\a.exe", "Windows/a.exe"),
        ("a\x00b.docx", "ab.docx"),
        ("申报\u202excod.exe", "申报xcod.exe"),
        ("a\r\n b.docx", "a b.docx"),
        ("..", "（没有名字）"),
        ("长" * 5000 + ".docx", "长" * 139 + "…" + "长" * 55 + ".docx"),
    ],
    ids=range(8),
)
def test_name_does_no_harm(tmp_path: Path, name: str, shown: str) -> None:
    data = mail(part(FORM, {"Content-Disposition": b"attachment; filename*=utf-8''" + name.encode()[:8000]}))
    data = data.replace(b"a\r\n b.docx", b"a%0D%0A b.docx")
    (member,) = opened(tmp_path, data).members
    if len(name) > 200:
        assert (len(member.name), member.name[:139]) == (200, shown[:139])
    else:
        assert (member.name, member.file) == (shown, "0001")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["0001", "into", "来信.eml"]


def test_same_names_are_numbered_and_nameless_parts_kept(tmp_path: Path) -> None:
    nameless = part(FORM, {"Content-Type": "application/octet-stream"})
    unpacked = opened(tmp_path, mail(attached("表.docx", FORM), attached("表.docx", b"x"), nameless, nameless))
    assert [member.name for member in unpacked.members] == [
        "表.docx",
        "表.docx（2）",
        "（没有名字）",
        "（没有名字）（2）",
    ]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_every_transfer_encoding_gives_the_bytes_that_were_sent(tmp_path: Path, encoding: str) -> None:
    data = bytes(range(256)) * 40 if encoding != "8bit" else FORM
    unpacked = opened(tmp_path, mail(part(data, naming("表.docx", "word-utf8"), encoding=encoding)))
    assert stored(tmp_path, unpacked) == {"表.docx": data}


@pytest.mark.parametrize(
    ("encoding", "body", "detail"),
    [
        (b"base64", b"UEsDBBQ*AAAA", "附件的编码里混进了别的字符"),
        (b"base64", b"UEsDBA==UEsD", "附件的编码里混进了别的字符"),
        (b"base64", b"UEsDB", "附件的编码不完整"),
        (b"x-strange", b"UEsD", "附件用了不认识的编码"),
        (b"uuencode", b"UEsD", "附件的编码不完整"),
        (b"uuencode", b"begin 644 a\n#0V%T\n", "附件没有传完"),
    ],
)
def test_broken_transfer_encoding_is_damage_and_nothing_of_it_is_used(
    tmp_path: Path, encoding: bytes, body: bytes, detail: str
) -> None:
    broken = b"Content-Disposition: attachment; filename=a.docx\r\nContent-Transfer-Encoding: %s\r\n\r\n%s"
    unpacked = opened(tmp_path, mail(broken % (encoding, body), attached("表.docx", FORM)))
    assert unpacked.members == (
        Member(name="a.docx", code="file-damaged", detail=detail),
        Member(name="表.docx", file="0001", size=len(FORM)),
    )


def test_uuencoded_text_gives_its_file(tmp_path: Path) -> None:
    data = mail() + b"\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n"
    assert stored(tmp_path, opened(tmp_path, data)) == {"cat.txt": b"Cat"}


def test_forwarded_mail_is_one_file_with_its_very_bytes(tmp_path: Path) -> None:
    inner = mail(attached("表.docx", FORM), subject=word("转发/申报", "gbk"), boundary="b3")
    wrapped = part(inner, {"Content-Type": "message/rfc822"}, encoding="base64")
    nested = multipart(forwarded(inner), boundary="b2", media="multipart/digest")
    unpacked = opened(tmp_path, mail(text_part("见附件"), nested, wrapped))
    assert stored(tmp_path, unpacked) == {"转发／申报.eml": inner, "转发／申报.eml（2）": inner}


def test_ornaments_and_signatures_are_skipped_but_photographs_are_not(tmp_path: Path) -> None:
    def picture(cid: str, size: int) -> bytes:
        headers = {"Content-Type": f"image/png; name={cid}.png", "Content-ID": f"<{cid}>"}
        return part(b"\x89PNG" + bytes(size), headers)

    page = text_part('<img src="cid:logo"><img src=cid:photo>', "text/html")
    related = multipart(
        page,
        picture("logo", 2000),
        picture("photo", 40_000),
        picture("other", 10),
        media="multipart/related",
        boundary="b2",
    )
    locked = part(b"x", {"Content-Type": "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"})
    assert [told(member) for member in opened(tmp_path, mail(related, SIGNATURE, locked)).members] == [
        ("logo.png", SMALL_PICTURE_REASON),
        ("photo.png", ""),
        ("other.png", ""),
        ("smime.p7s", "电子签名"),
        ("smime.p7m", "file-encrypted"),
    ]


def test_text_is_no_file_unless_it_is_attached(tmp_path: Path) -> None:
    alternative = multipart(
        text_part("您好"), text_part("<p>您好", "text/html"), media="multipart/alternative", boundary="b2"
    )
    note = part("注".encode(), {"Content-Type": "text/plain", "Content-Disposition": "attachment"})
    meeting = text_part("BEGIN:VCALENDAR", "text/calendar")
    unpacked = opened(tmp_path, mail(alternative, note, meeting, attached("winmail.dat", b"\x78\x9f\x3e\x22")))
    assert [told(member) for member in unpacked.members] == [
        ("（没有名字）", ""), ("（没有名字）（2）", ""), ("winmail.dat", ""),
    ]  # fmt: skip


def test_links_are_findings_and_never_tell_the_key(tmp_path: Path) -> None:
    page = (
        '<div>从QQ邮箱发来的超大附件</div><a href="https://mail.qq.com/cgi-bin/ftnExs_download?k=KEY&amp;code=1">申报材料.zip</a>'
        " (45.2M, 2026年05月27日 23:59 到期)<a href='https://mail.qq.com/cgi-bin/ftnExs_download?k=KEY&amp;code=1'>下载</a>"
    )
    plain = "https://mail.qq.com/cgi-bin/ftnExs_download?k=KEY&code=1"
    body = multipart(text_part(plain), text_part(page, "text/html"), media="multipart/alternative", boundary="b2")
    assert opened(tmp_path, mail(body)).members == (
        Member(
            name="申报材料.zip",
            code="parcel-link-only",
            detail="QQ邮箱超大附件，信里只有链接（mail.qq.com），信里写着到期：2026年05月27日 23:59",
        ),
    )


def test_evidence_is_kept(tmp_path: Path) -> None:
    data = mail(
        text_part("您好"),
        subject=b"Re: " + split_word("质量信得过班组", "gbk", at=3),
        sender=b'"' + word("张三", "gb18030") + b'" <zhang@example.com>',
        received=("from a by b; Mon, 27 Apr 2026 23:59:00 CST", "from c by d; Mon, 6 Apr 2026 12:00:00 +0800"),
    )
    letter = opened(tmp_path, data).letter
    assert letter is not None and letter.received_at is not None
    assert (letter.sender, letter.subject) == ("张三 <zhang@example.com>", "Re: 质量信得过班组")
    assert (letter.received_at.isoformat(), letter.clock) == ("2026-04-27T23:59:00+08:00", "received")
    assert letter.zone_assumed
    assert letter.fingerprint == hashlib.sha256(data.replace(b"\r\n", b"\n").rstrip()).hexdigest()


def test_lower_received_never_tells_the_time(tmp_path: Path) -> None:
    forged = ("from a by b; gestern", "from c by d; Mon, 6 Apr 2026 12:00:00 +0800")
    letter = opened(tmp_path, mail(received=forged)).letter
    assert letter is not None and letter.received_at is not None
    assert (letter.received_at.isoformat(), letter.clock) == ("2026-04-27T23:58:00+08:00", "date")
    nothing = opened(tmp_path, mail(received=(), date="")).letter
    assert nothing is not None
    assert (nothing.received_at, nothing.clock, nothing.zone_assumed) == (None, "", False)


def test_raw_headers_and_turners_are_read(tmp_path: Path) -> None:
    data = mail(subject="申报\u202e材料\u200b".encode("gb18030"), sender="张三 <zhang@example.com>".encode("gbk"))
    letter = opened(tmp_path, data).letter
    assert letter is not None
    assert (letter.sender, letter.subject) == ("张三 <zhang@example.com>", "申报材料")


def test_same_mail_from_two_exports_is_one_mail(tmp_path: Path) -> None:
    data = mail(attached("表.docx", FORM), text_part("From 张三"))
    (tmp_path / "in").mkdir()
    (tmp_path / "box").write_bytes(mailbox(mail(), data))
    members = unpack_mailbox(tmp_path / "box", tmp_path / "in", Room()).members
    exported = (tmp_path / "in" / members[1].file).read_bytes()
    fingerprints = {
        letter.fingerprint for each in (data, data + b"\r\n\r\n", exported) if (letter := opened(tmp_path, each).letter)
    }
    assert len(fingerprints) == 1


@given(st.lists(st.binary(max_size=8)), st.integers(1, 5))
def test_fingerprint_does_not_depend_on_the_steps(pieces: list[bytes], step: int) -> None:
    data = b"\r\n ".join(pieces) + b"\r"
    steps = [data[at : at + step] for at in range(0, len(data), step)]
    assert fingerprint_of(steps) == hashlib.sha256(data.replace(b"\r\n", b"\n").rstrip(b" \t\n\r")).hexdigest()


def test_mail_cut_short_says_that_something_may_be_missing(tmp_path: Path) -> None:
    cut = mail(text_part("您好"), attached("表.docx", FORM))[:-200]
    assert [told(member) for member in opened(tmp_path, cut).members] == [
        ("表.docx", "file-damaged"),
        ("邮件结尾", "file-damaged"),
    ]
    without_parts = mail(text_part("您好"), attached("表.docx", FORM)).partition(b"--b1\r\n")[0]
    assert [told(member) for member in opened(tmp_path, without_parts).members] == [("邮件内容", "file-damaged")]


def test_missing_or_wrong_boundary_is_guessed(tmp_path: Path) -> None:
    data = mail(text_part("您好"), attached("表.docx", FORM))
    for wrong in (b'boundary="b9"', b"x=y"):
        unpacked = opened(tmp_path, data.replace(b'boundary="b1"', wrong))
        assert [told(member) for member in unpacked.members] == [("表.docx", "")]


def test_member_without_room_is_refused_and_too_many_refuse_the_mail(tmp_path: Path) -> None:
    data = mail(attached("大.docx", bytes(5000)), attached("表.docx", b"x"))
    members = opened(tmp_path, data, Room(size=1000)).members
    assert told(members[0]) == ("大.docx", "file-refused")
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, data, Room(members=1))
    assert caught.value.code == "file-refused"


def deep(levels: int) -> bytes:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels))
    return b"From: a@example.com\r\nSubject: x\r\n" + head + b"\r\nx\r\n"


HURTFUL = {
    "subject": mail(attached("表.docx", FORM), subject=b"\r\n ".join([word("质")] * 20_000)),
    "addresses": mail(sender=", ".join(f"a{number}@example.com" for number in range(20_000))),
    "brackets": mail(subject="(" * 300_000, sender="(" * 300_000, date="(" * 300_000, received=("(" * 300_000,)),
    "charset": mail(part(b"x", {"Content-Type": "text/html; charset=punycode"}), subject=word("质", label="no-such")),
    "message-id": b"Message-ID: <[>\r\n" + mail(),
    "names": mail(part(FORM, {"Content-Disposition": b"attachment" + b'; filename*0*="x"' * 30_000})),
    "lines": b"From: a@example.com\nSubject: x\n" + b" \n" * 900_000 + b"\n",
    "tags": mail(text_part("<" * 500_000 + "<a href=" * 60_000, "text/html")),
    "links": mail(text_part("".join(f"https://pan.baidu.com/s/{number} a.zip\n" for number in range(20_000)))),
}
REFUSED = {
    "parts": mail(*[b"\r\nx"] * 100_000),
    "deep 500": deep(500),
    "deep 3000": deep(3000),
    "head": b"From: a@example.com\nSubject: x\n" + b"X-Y: z\n" * 700_000,
}


@pytest.mark.parametrize("data", HURTFUL.values(), ids=HURTFUL)
def test_hurtful_mail_is_read_in_no_time(tmp_path: Path, data: bytes) -> None:
    before = time.process_time()
    assert opened(tmp_path, data).letter is not None
    assert time.process_time() - before < 1.5


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_monstrous_mail_is_refused_in_no_time(tmp_path: Path, data: bytes) -> None:
    before = time.process_time()
    with pytest.raises(UnreadableFileError) as caught:
        opened(tmp_path, data)
    assert caught.value.code == "file-refused"
    assert time.process_time() - before < 1.5


def test_parts_are_those_of_the_standard_library(tmp_path: Path) -> None:
    related = multipart(
        text_part("<p>您好", "text/html"), attached("图.png", b"\x89PNG"), boundary="b2", media="multipart/related"
    )
    data = mail(
        text_part("您好"), related, attached("表.docx", FORM), attached("空.docx", b""), part(b"--b1x\r\n--b1 y")
    )
    unpacked = opened(tmp_path, data + b"\r\nepilogue")
    theirs = [
        each.get_payload(decode=True)
        for each in email.message_from_bytes(data, policy=email.policy.compat32).walk()
        if each.get_filename() or not each.get_content_type().startswith(("text/", "multipart/"))
    ]
    assert list(stored(tmp_path, unpacked).values()) == theirs


@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(0, 2000))
def test_any_damage_ends_with_a_result_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, start: int, end: int
) -> None:
    data = mail(text_part("您好"), forwarded(mail()), attached("表.docx", b"PK" * 200))
    folder = tmp_path_factory.mktemp("mail")
    try:
        assert opened(folder, data[:start] + noise + data[end:]).letter is not None
    except UnreadableFileError as error:
        assert error.code == "file-refused"


def test_uuencoded_file_with_blanks_for_zeros_is_kept_whole(tmp_path: Path) -> None:
    content = bytes(range(256)) + bytes(100)
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    data = mail() + b"\r\nbegin 644 a.bin\r\n" + b"".join(lines).replace(b"\n", b"\r\n") + b" \r\nend\r\n"
    (tmp_path / "m.eml").write_bytes(data)
    (tmp_path / "into").mkdir()
    (member,) = [each for each in unpack_mail(tmp_path / "m.eml", tmp_path / "into", Room()).members if each.file]
    assert (member.name, (tmp_path / "into" / member.file).read_bytes()) == ("a.bin", content)
