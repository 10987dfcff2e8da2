"""Digital signatures in PDFs: who, where, and whether the content is as it was signed; nothing is trusted."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from paper import Paper

from qtdocs.model.document import ElectronicSeal
from qtdocs.model.place import Box, Place
from qtdocs.readers.electronic_marks import electronic_marks
from qtdocs.readers.pdf import read_pdf
from qtdocs.readers.pdf_signatures import signatures_in
from samples import electronic, electronic_ofd
from samples.electronic import OWNER, embedded, signed, signed_with_sm2

UNCHANGED = "签名后未改动，证书是否可信没有核验"
NOMINATOR = "杭州市建筑业协会"
SECOND_BOX = (50, 50, 150, 150)


@cache
def plain() -> bytes:
    paper = Paper().table([50, 150, 300], [80, 100, 120]).text(55, 95, "单位名称").text(155, 95, OWNER)
    return paper.page().text(72, 100, "（盖章）").bytes()


@cache
def once() -> bytes:
    return signed(plain())


def states(data: bytes) -> list[tuple[str, str, str]]:
    return [(seal.name, seal.state, seal.detail) for seal in signatures_in(data)]


def test_signature_tells_who_where_when_and_that_nothing_changed() -> None:
    box = Box(left=105.8, top=219.8, right=147.8, bottom=261.8)
    seal = ElectronicSeal(
        name=OWNER,
        place=Place(page=1, box=box),
        state="unchanged",
        signed_at="2026-04-10T09:30:00+08:00",
        detail=UNCHANGED,
    )
    assert signatures_in(once()) == (seal,)


def test_rsa_signature_is_checked_too() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert states(signed(plain(), key=key)) == [(OWNER, "unchanged", UNCHANGED)]


def test_paper_without_signature_has_none() -> None:
    assert signatures_in(plain()) == ()


def test_empty_signature_field_is_no_signature() -> None:
    paper = Paper().annotation("Widget", 100, 100, 220, 220, "/FT /Sig /T (Seal1)")
    assert signatures_in(paper.bytes()) == ()


def test_one_changed_byte_is_told() -> None:
    changed = electronic.altered(once(), b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 843]")
    assert states(changed) == [(OWNER, "changed", "签名后内容有改动")]


def test_content_written_on_it_later_is_told() -> None:
    detail = "签名所管的部分没有动过，其后又追加了改动，现在看到的可能不是签名时的样子"
    assert states(electronic.written_on(once())) == [(OWNER, "changed", detail)]


def test_message_made_with_another_key_is_told() -> None:
    message = electronic.message_with(electronic.private_key("别人"), electronic.certificate(OWNER))
    detail = "签名与签名人的证书对不上，签名或证书被换过"
    assert states(embedded(plain(), message)) == [(OWNER, "changed", detail)]


def test_paper_that_may_not_be_printed_is_read_all_the_same() -> None:
    assert states(signed(electronic.locked(plain()))) == [(OWNER, "unchanged", UNCHANGED)]


def test_second_signature_leaves_the_first_one_whole() -> None:
    twice = signed(once(), owner=NOMINATOR, field="Seal2", box=SECOND_BOX)
    assert states(twice) == [
        (OWNER, "unchanged", "签名后只加了别的签名，没有别的改动，证书是否可信没有核验"),
        (NOMINATOR, "unchanged", UNCHANGED),
    ]


def test_writing_between_two_signatures_spoils_only_the_first() -> None:
    twice = signed(electronic.written_on(once()), owner=NOMINATOR, field="Seal2", box=SECOND_BOX)
    assert [(seal.name, seal.state) for seal in signatures_in(twice)] == [(OWNER, "changed"), (NOMINATOR, "unchanged")]


def test_form_field_filled_after_the_signature_is_told() -> None:
    field = "/FT /Tx /T (team) /V (QC-1) /DA (/Helv 9 Tf)"
    paper = signed(Paper().annotation("Widget", 100, 100, 220, 120, field).bytes())
    assert states(electronic.filled_in(paper, "team", "QC-2")) == [(OWNER, "changed", "签名后又填写了表单")]


def test_signature_cannot_be_stretched_over_what_was_added() -> None:
    # A later revision shows a longer message in the signature's place, so that lengths add up to the whole file.
    stretched = electronic.stretched(once())
    detail = "签名没有管住整个文件，没有管住的部分核验不了"
    assert states(stretched) == [(OWNER, "unverifiable", detail)]


def test_line_ends_that_a_mail_program_adds_are_no_change() -> None:
    assert states(once() + b"\r\n\r\n") == [(OWNER, "unchanged", UNCHANGED)]


@pytest.mark.parametrize(
    ("algorithm", "digest", "detail"),
    [
        (electronic.SM2_SIGNATURE, electronic.SM3, "签名用的是国密算法（SM2），这里核验不了"),
        (electronic.SM2_SIGNATURE, "2.16.840.1.101.3.4.2.1", "签名用的是国密算法（SM2），这里核验不了"),
        ("1.3.6.1.4.1.99999.7", "2.16.840.1.101.3.4.2.1", "签名用的算法这里不认识，核验不了"),
        ("1.2.840.10045.4.3.2", "1.3.6.1.4.1.99999.8", "签名用的算法这里不认识，核验不了"),
    ],
)
def test_unknown_algorithm_is_present_and_not_verifiable(algorithm: str, digest: str, detail: str) -> None:
    paper = signed_with_sm2(plain(), algorithm=algorithm, digest=digest)
    assert states(paper) == [(OWNER, "unverifiable", detail)]


def test_message_of_the_chinese_standard_gives_its_signer() -> None:
    message = electronic.sm2_message(OWNER, kind="1.2.156.10197.6.1.4.2.2")
    paper = embedded(plain(), lambda _: message, owner="", kind="/GM.pkcs7.detached")
    assert states(paper) == [(OWNER, "unverifiable", "签名用的是国密算法（SM2），这里核验不了")]


def test_message_packed_in_a_way_of_its_own_gives_its_signer() -> None:
    message = electronic.message_with(electronic.private_key(OWNER), electronic.certificate(OWNER))
    paper = embedded(plain(), message, owner="", kind="/adbe.pkcs7.sha1")
    assert states(paper) == [(OWNER, "unverifiable", "签名的格式（adbe.pkcs7.sha1）这里核验不了")]


def test_sm2_signature_is_never_called_altered() -> None:
    paper = electronic.written_on(signed_with_sm2(plain()))
    assert [seal.state for seal in signatures_in(paper)] == ["unverifiable"]


def test_seal_of_the_national_standard_in_a_pdf_gives_its_name() -> None:
    seal = electronic_ofd.Seal(name=NOMINATOR)
    record = electronic_ofd.signed_record(seal, b"<xml/>", "/x")
    paper = embedded(plain(), lambda _: record, owner="", kind="/GM.sm2seal")
    assert states(paper) == [(NOMINATOR, "unverifiable", "国家标准格式的电子签章（SM2），这里核验不了")]


def test_name_that_only_the_file_claims_is_told_and_is_no_signer() -> None:
    paper = embedded(plain(), lambda _: b"\x30\x03\x02\x01\x05", kind="/GM.signature")
    detail = f"签名的格式（GM.signature）这里核验不了；文件自己写的签名人是“{OWNER}”，证书里没有读到"
    assert states(paper) == [("", "unverifiable", detail)]


def test_broken_message_is_present_and_not_verifiable() -> None:
    paper = embedded(plain(), lambda _: b"\x30\x82\xff\xff" + b"junk" * 30)
    detail = f"签名的结构读不懂，这里核验不了；文件自己写的签名人是“{OWNER}”，证书里没有读到"
    assert states(paper) == [("", "unverifiable", detail)]


def test_name_comes_out_of_a_certificate_that_holds_numbers_too() -> None:
    (seal,) = signatures_in(signed(plain(), owner=f"051@{OWNER}@Z91330000MA000000@1", organisation="测试认证"))
    subject = f"证书主体：CN=051@{OWNER}@Z91330000MA000000@1，O=测试认证"
    assert (seal.name, seal.detail) == (OWNER, f"{UNCHANGED}；{subject}")


def test_signature_after_its_certificate_ended_is_told() -> None:
    late = electronic.MOMENT.replace(year=2029)
    assert states(signed(plain(), at=late)) == [(OWNER, "unchanged", f"{UNCHANGED}；签名时间不在证书有效期内")]


def test_signature_that_shows_nowhere_has_its_page_and_no_rectangle() -> None:
    (seal,) = signatures_in(signed(plain(), box=None, page=2))
    assert seal.place == Place(page=2)


def test_rectangle_is_told_as_the_turned_page_is_seen() -> None:
    turned = Paper().page("/Rotate 90").text(72, 100, "甲").bytes()
    (seal,) = signatures_in(signed(turned, page=2, box=(100, 200, 200, 260)))
    assert seal.place == Place(page=2, box=Box(left=70.6, top=35.3, right=91.7, bottom=70.6))


def test_marks_of_the_reader_and_the_signature_tell_the_same_rectangle() -> None:
    document = read_pdf(once(), name="申报表.pdf")
    places = [mark.place for mark in document.marks if mark.kind == "signature"]
    assert places == [seal.place for seal in signatures_in(once())]


def test_mark_knows_the_box_over_which_it_shows() -> None:
    paper = Paper().table([50, 300, 550], [80, 300, 500]).text(55, 95, "单位意见").text(305, 95, "推荐单位意见")
    data = signed(paper.bytes(), box=(350, 600, 450, 700))
    (mark,) = electronic_marks(signatures_in(data), read_pdf(data, name="申报表.pdf").blocks)
    assert (mark.kind, mark.text, mark.near, mark.grade) == ("electronic-seal", OWNER, "推荐单位意见", "A")


def test_mark_that_shows_nowhere_is_near_nothing() -> None:
    data = signed(plain(), box=None)
    (mark,) = electronic_marks(signatures_in(data), read_pdf(data, name="申报表.pdf").blocks)
    assert (mark.near, mark.place) == ("", Place(page=1))


def test_signature_in_a_cut_file_is_still_mentioned() -> None:
    assert states(once()[:-3000]) == [("", "unverifiable", "文件里有数字签名，但签名读不出来")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"/ByteRange", b"%PDF-1.7 /ByteRange [0 1 2 3] %%EOF"])
def test_file_that_is_none_gives_no_signature(data: bytes) -> None:
    assert signatures_in(data) == ()


def test_pages_that_hold_themselves_come_to_an_end() -> None:
    # The signature is on page 1; the second page is the tree of pages itself.
    looped = electronic.altered(once(), b"/Kids [21 0 R 23 0 R]", b"/Kids [21 0 R 02 0 R]")
    assert [(seal.place.page, seal.state) for seal in signatures_in(looped)] == [(1, "changed")]


def test_every_broken_byte_ends_in_words() -> None:
    # One byte in 97 is damaged, each in a copy of its own: nothing is raised, and no damaged content counts as whole.
    paper = once()
    hole = range(paper.index(b"/Contents <"), paper.index(b">", paper.index(b"/Contents <")))
    found = set()
    for spot in range(0, len(paper), 97):
        if spot not in hole:
            damaged = paper[:spot] + bytes([paper[spot] ^ 0x15]) + paper[spot + 1 :]
            found |= {seal.state for seal in signatures_in(damaged)}
    assert found == {"changed", "unverifiable"}
