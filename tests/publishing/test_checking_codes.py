"""相符, 不符, 已撤销, 查不了: what each comes of, with keys and lists, with one of them, with none."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from qtdocs.model.code import CodeRecord, PublicKey
from qtdocs.publishing.checking import (
    AGREES,
    DIFFERS,
    MEANINGS,
    REVOKED,
    UNKNOWN,
    Known,
    TrustedKey,
    claim_checked,
    short_checked,
)
from qtdocs.publishing.code_list import CodeList, Listed, is_sound_list, list_in, list_json, signed_list
from qtdocs.publishing.code_text import Claim, full_code, short_code, signed_bytes
from qtdocs.publishing.key_text import key_text, keys_in
from qtdocs.publishing.printed import doubtful_names, missing_facts
from qtdocs.publishing.signing import Signer, new_signer
from qtdocs.writing import is_own_work

SIGNER, STRANGER = new_signer(), new_signer()
RECORD = CodeRecord(number="A-2026-0001", organisation="甲建设有限公司", team="一班", tier="示范级", year="2026")
DAY = "2026-05-20"


def claim(record: CodeRecord = RECORD, signer: Signer = SIGNER) -> Claim:
    return Claim(record=record, signature=signer.sign(signed_bytes(record)))


def listed(record: CodeRecord = RECORD, *, state: str = "有效", replaced_by: str = "") -> Listed:
    signature = SIGNER.sign(signed_bytes(record))
    return Listed(
        number=record.number, organisation=record.organisation, team=record.team, tier=record.tier, year=record.year,
        code=full_code(signature), short=short_code(signature), state=state, since=DAY, replaced_by=replaced_by,
    )  # fmt: skip


def known(
    *certificates: Listed, keys: tuple[Signer, ...] = (SIGNER,), leaked: bool = False, revoked: tuple[Listed, ...] = ()
) -> Known:
    trusted = tuple(TrustedKey(public=each.public, is_leaked=leaked) for each in keys)
    return Known(keys=trusted, listed=certificates or None, revoked=revoked, day=DAY if certificates else "")


def changed(**facts: str) -> CodeRecord:
    return dataclasses.replace(RECORD, **facts)


OTHER = listed(changed(number="A-2026-0009"))
FOUND: Mapping[str, tuple[Claim, Known, str]] = {
    "key alone": (claim(), known(), AGREES),
    "key and list": (claim(), known(listed()), AGREES),
    "list alone": (claim(), known(listed(), keys=()), AGREES),
    "not on the list": (claim(), known(OTHER), AGREES),
    "leaked key, on the list": (claim(), known(listed(), leaked=True), AGREES),
    "a second key": (claim(), known(keys=(STRANGER, SIGNER)), AGREES),
    "another key": (claim(signer=STRANGER), known(), DIFFERS),
    "another key, on the list": (claim(signer=STRANGER), known(listed()), DIFFERS),
    "another code, list alone": (claim(signer=STRANGER), known(listed(), keys=()), DIFFERS),
    "signed once, other on the list now": (claim(), known(listed(changed(team="二班"))), DIFFERS),
    "leaked key, other on the list": (claim(changed(tier="卓越级")), known(listed(), leaked=True), DIFFERS),
    "revoked": (claim(), known(listed(state="撤销")), REVOKED),
    "renumbered": (claim(), known(listed(state="换号", replaced_by="A-2026-0002")), REVOKED),
    "revoked by a newer list": (claim(), known(listed(), revoked=(listed(state="撤销"),)), REVOKED),
    "revocations alone": (claim(), known(keys=(), revoked=(listed(state="撤销"),)), REVOKED),
    "nothing at hand": (claim(), known(keys=()), UNKNOWN),
    "leaked key alone": (claim(), known(leaked=True), UNKNOWN),
    "leaked key, not on the list": (claim(), known(OTHER, leaked=True), UNKNOWN),
    "list of others alone": (claim(), known(OTHER, keys=()), UNKNOWN),
    "code cut short": (Claim(record=RECORD, signature=None), known(listed()), UNKNOWN),
}


@pytest.mark.parametrize("case", FOUND)
def test_each_case_has_its_answer(case: str) -> None:
    made, given, outcome = FOUND[case]
    answer = claim_checked(made, given)
    assert answer.outcome == outcome
    assert answer.seen
    assert MEANINGS[answer.outcome]


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(CodeRecord)])
def test_every_fact_that_was_changed_is_told_with_both_values(name: str) -> None:
    forged = Claim(record=changed(**{name: "改过"}), signature=claim().signature)
    answer = claim_checked(forged, known(listed()))
    assert answer.outcome == DIFFERS
    here = [each for each in answer.seen if "这里是“改过”" in each]
    assert (len(here), name == "number") in {(1, False), (0, True)}  # no list has a changed number


def test_renumbered_ones_tell_the_new_number() -> None:
    assert claim_checked(*FOUND["renumbered"][:2]).seen == (f"{DAY} 换号，换成 A-2026-0002。",)


SHORT = listed().short
SHORTS = {
    "on the list": (SHORT, "", known(listed()), AGREES),
    "with its number": (SHORT.lower().replace("-", " "), "A-2026-0001", known(listed()), AGREES),
    "with its number as people type it": (SHORT, "ａ－2026—0001 ", known(listed()), AGREES),
    "revoked": (SHORT, "", known(listed(state="撤销")), REVOKED),
    "revoked by a newer list": (SHORT, "", known(listed(), revoked=(listed(state="撤销"),)), REVOKED),
    "another number's": (SHORT, "A-2026-0009", known(listed(), OTHER), DIFFERS),
    "a number that is not listed": (SHORT, "A-2026-0008", known(listed()), DIFFERS),
    "another code for the number": (OTHER.short, "A-2026-0001", known(listed()), DIFFERS),
    "not listed": (OTHER.short, "", known(listed()), UNKNOWN),
    "no list": (SHORT, "", known(), UNKNOWN),
    "typed wrong": (SHORT[:-1] + ("0" if SHORT[-1] != "0" else "1"), "", known(listed()), UNKNOWN),
    "too short": (SHORT[:-1], "", known(listed()), UNKNOWN),
    "nothing": ("", "", known(listed()), UNKNOWN),
}


@pytest.mark.parametrize("case", SHORTS)
def test_short_codes_prove_something_with_a_list_only(case: str) -> None:
    typed, number, given, outcome = SHORTS[case]
    assert short_checked(typed, number, given).outcome == outcome


def code_list(*certificates: Listed) -> CodeList:
    return CodeList(kind="校验名册", association="甲协会", programme="活动", day=DAY, certificates=certificates)


def test_a_signed_list_comes_back_and_any_change_is_found() -> None:
    made = signed_list(code_list(listed(), OTHER), SIGNER)
    data = list_json(made)
    assert list_in(data) == made
    assert is_own_work(data)
    assert is_sound_list(made, SIGNER.public)
    for other in (
        dataclasses.replace(made, day="2026-05-21"), dataclasses.replace(made, certificates=(listed(),)),
        dataclasses.replace(made, kind="撤销名单"),
        dataclasses.replace(made, certificates=(listed(state="撤销"), OTHER)),
    ):  # fmt: skip
        assert not is_sound_list(other, SIGNER.public)
    assert not is_sound_list(made, STRANGER.public)
    assert not is_sound_list(code_list(listed()), SIGNER.public)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"format":"qtdocs-list/1"}', b"\xff", b'{"format":"qtdocs-list/2"}', b"[" * 9999]
)
def test_what_is_no_list_is_none(data: bytes) -> None:
    assert list_in(data) is None


def test_public_keys_go_out_as_pem_without_leaked_ones_and_come_back() -> None:
    keys = [
        PublicKey(fingerprint=each.fingerprint, key=each.public.hex(), made_on=DAY, retired_on=retired, leaked=leaked)
        for each, retired, leaked in ((STRANGER, DAY, False), (new_signer(), DAY, True), (SIGNER, "", False))
    ]
    data = key_text("甲协会", "活动", keys)
    assert is_own_work(data)
    assert keys_in(data) == (SIGNER.public, STRANGER.public)
    assert keys_in(data.replace(b"\n", b"\r\n")) == (SIGNER.public, STRANGER.public)
    assert keys_in(SIGNER.public.hex().encode()) == (SIGNER.public,)
    assert keys_in("没有公钥".encode()) == ()


def test_a_page_with_everything_on_it_however_it_is_broken_into_lines() -> None:
    page = "编号：A-2026-0001\n甲建设有\n限公司\n“一班”：\n获得2026年度示范级"
    assert missing_facts(RECORD, page) == ()
    assert list(doubtful_names(RECORD, page)) == []


def test_a_changed_number_tier_or_name_on_the_page_is_told() -> None:
    page = "编号：A-2026-00011\n甲建设有限公司\n“二班”：\n获得2026年度卓越级"
    assert missing_facts(RECORD, page) == (
        "页面上没有编号“A-2026-0001”。", "页面上没有班组“一班”。", "页面上没有等级“示范级”。",
    )  # fmt: skip
