"""防伪校验码: known vectors, every change found, texts and links and back, short codes, QR codes."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs.model.code import CodeRecord
from qtdocs.pipeline.publishing.code_reading import codes_in_picture
from qtdocs.publishing.code_text import (
    Claim,
    claim_in,
    full_code,
    qr_text,
    short_code,
    short_code_in,
    short_codes_in,
    signature_in,
    signed_bytes,
)
from qtdocs.publishing.letters import ALPHABET, bytes_of, letters_of
from qtdocs.publishing.signing import Signer, fingerprint_of, is_signed
from qtdocs.render.publishing.qr import MODULE, QUIET, SMALLEST, QrSymbol, qr_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "verification.md"
RECORD = CodeRecord(
    number="CACEM-2026-0001", organisation="某某建设（集团）有限公司", team="𬭎㵥ＡＢ１机加工班组", tier="卓越级",
    year="2026",
)  # fmt: skip
URL = "https://www.example.org.cn/jiaoyan/"
VECTORS = (  # RFC 8032, 7.1, tests 1 to 3
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Zs"]), min_size=1, max_size=40).filter(
    lambda name: not re.search("[：:]", name) and name.strip() == name
)


def signer_from(seed: str = VECTORS[0][0]) -> Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(private=Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))


def signature_of(record: CodeRecord) -> bytes:
    return signer_from().sign(signed_bytes(record))


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_published_vectors_hold(seed: str, public: str, message: str, signature: str) -> None:
    signer = signer_from(seed)
    assert signer.public.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    assert is_signed(bytes.fromhex(message), bytes.fromhex(signature), public=bytes.fromhex(public))
    assert not is_signed(bytes.fromhex(message) + b"x", bytes.fromhex(signature), public=bytes.fromhex(public))
    assert signer.fingerprint == fingerprint_of(bytes.fromhex(public))


def test_letters_of_known_bytes() -> None:
    assert [letters_of(each) for each in (b"", b"\x00", b"foobar", b"\xff" * 5)] == ["", "00", "CSQPYRK1E8", "ZZZZZZZZ"]


@given(st.binary(max_size=80))
def test_bytes_come_back_however_they_are_typed(data: bytes) -> None:
    typed = letters_of(data).lower().replace("0", "o").replace("1", "l")
    assert bytes_of("-".join(typed)) == data


def test_letters_that_no_bytes_give_are_refused() -> None:
    assert [bytes_of(each) for each in ("U0", "01", "0", "校验", "ZZZ")] == [None] * 5


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(CodeRecord)])
def test_any_changed_fact_is_found(name: str) -> None:
    changed = dataclasses.replace(RECORD, **{name: getattr(RECORD, name) + "一"})
    assert is_signed(signed_bytes(RECORD), signature_of(RECORD), public=signer_from().public)
    assert not is_signed(signed_bytes(changed), signature_of(RECORD), public=signer_from().public)


def test_facts_cannot_move_from_one_line_to_the_next() -> None:
    moved = dataclasses.replace(RECORD, organisation=RECORD.organisation + RECORD.team, team="")
    assert signed_bytes(moved) != signed_bytes(RECORD)
    for name, value in (
        ("team", "一班\ntier=卓越级"),
        ("tier", "卓越级\u2028"),
        ("year", "20\r26"),
        ("number", "\ud800"),
    ):
        with pytest.raises(ValueError, match="control character"):
            signed_bytes(dataclasses.replace(RECORD, **{name: value}))


def test_rare_and_full_width_characters_stay_and_only_canonical_twins_are_one() -> None:
    decomposed = dataclasses.replace(RECORD, team="Cafe\u0301班", organisation="\ufa19户")
    composed = dataclasses.replace(RECORD, team="Café班", organisation="神户")
    assert signed_bytes(decomposed) == signed_bytes(composed)
    assert signed_bytes(dataclasses.replace(RECORD, team="AB1")) != signed_bytes(
        dataclasses.replace(RECORD, team="ＡＢ１")
    )
    assert "𬭎㵥ＡＢ１机加工班组".encode() in signed_bytes(RECORD)


@pytest.mark.parametrize("url", ["", URL])
@given(organisation=NAMES, team=NAMES, tier=st.sampled_from(["", "卓越级", "一等"]))
def test_what_a_qr_code_holds_comes_back(url: str, organisation: str, team: str, tier: str) -> None:
    record = dataclasses.replace(RECORD, organisation=organisation, team=team, tier=tier)
    claim = claim_in(qr_text(record, signature_of(record), url=url))
    assert claim is not None
    assert signed_bytes(claim.record) == signed_bytes(record)
    assert claim.signature == signature_of(record)


def test_a_text_whose_lines_ran_together_comes_back() -> None:
    text = qr_text(RECORD, signature_of(RECORD))
    claim = Claim(record=RECORD, signature=signature_of(RECORD))
    ways = (text, text.replace("\n", " "), text.replace("\n", ""), text.replace("：", ": "), f"{text} copied")
    assert [claim_in(each) for each in ways] == [claim] * 5


def test_a_text_cut_short_has_no_signature_and_other_texts_are_none() -> None:
    claim = claim_in(qr_text(RECORD, signature_of(RECORD))[:-3])
    assert claim == Claim(record=RECORD, signature=None)
    assert [
        claim_in(each) for each in ("", "https://example.org/#1.ABC.DEF", "https://example.org/", "编号：1 单位：甲")
    ] == [None] * 4


def test_full_code_has_103_letters() -> None:
    code = full_code(signature_of(RECORD))
    assert len(code) == 103
    assert signature_in(code) == signature_of(RECORD)
    assert signature_in(code[:-1]) is None


def test_a_short_code_tells_every_wrong_letter_and_every_two_that_changed_places() -> None:
    code = short_code(signature_of(RECORD)).replace("-", "")
    assert short_code_in(code.lower()) == short_code(signature_of(RECORD))
    wrong = [code[:at] + other + code[at + 1 :] for at in range(16) for other in ALPHABET if other != code[at]]
    swapped = [
        code[:one] + code[two] + code[one + 1 : two] + code[one] + code[two + 1 :]
        for one in range(16)
        for two in range(one + 1, 16)
        if code[one] != code[two]
    ]
    assert [each for each in (*wrong, *swapped) if short_code_in(each)] == []


def test_short_codes_are_found_in_a_text_and_numbers_are_none() -> None:
    code = short_code(signature_of(RECORD))
    assert short_codes_in(f"编号 CACEM-2026-0001 防伪校验码：{code}，{code.lower()}") == (code,)
    assert short_codes_in(f"A{code} {code}-0000") == ()


@pytest.mark.parametrize("url", ["", URL])
@pytest.mark.parametrize("organisation", ["甲公司", "某某建设（集团）有限公司第一分公司", "某" * 60])
def test_a_qr_code_is_read_back_from_a_picture(url: str, organisation: str) -> None:
    record = dataclasses.replace(RECORD, organisation=organisation)
    text = qr_text(record, signature_of(record), url=url)
    symbol = qr_of(text)
    assert codes_in_picture(drawn(symbol, scale=6)) == (text,)
    assert symbol.side >= max(SMALLEST, symbol.modules * MODULE)


def test_the_whole_record_of_a_usual_certificate_fits_61_modules_behind_an_address() -> None:
    assert qr_of(qr_text(RECORD, signature_of(RECORD), url=URL)).modules <= 61


def drawn(symbol: QrSymbol, *, scale: int) -> bytes:
    import cv2
    import numpy as np

    dark = np.array([list(row) for row in symbol.rows], np.uint8)
    light = np.pad(1 - dark, QUIET, constant_values=1) * 255
    return cv2.imencode(".png", np.kron(light, np.ones((scale, scale), np.uint8)))[1].tobytes()


def test_the_checker_in_the_documentation_tells_sound_from_changed() -> None:
    program = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert program is not None
    space: dict[str, object] = {}
    exec(program[1], space)
    check = space["is_sound"]
    assert callable(check)
    facts = dataclasses.asdict(RECORD)
    code, public = full_code(signature_of(RECORD)), signer_from().public
    assert check(facts, code, public) is True
    assert [check({**facts, name: facts[name] + "x"}, code, public) for name in facts] == [False] * 5


def test_the_example_in_the_documentation_is_right() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    example = re.search(r"## 一个例子.*?```text\n(.*?)```", text, re.DOTALL)
    assert example is not None
    told = dict(line.split("：", 1) for line in example[1].strip().splitlines())
    record = CodeRecord(
        number=told["编号"], organisation=told["单位"], team=told["班组"], tier=told["等级"], year=told["年度"]
    )
    assert told == {
        **told, "公钥": signer_from().public.hex(), "完整的校验码": full_code(signature_of(record)),
        "短码": short_code(signature_of(record)),
    }  # fmt: skip
