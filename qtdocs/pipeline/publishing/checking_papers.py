"""校验页 and what goes with it: the page, the signed lists and the public keys, all of it to be put on a website."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from qtdocs.editions import shelf
from qtdocs.pipeline.publishing.code_lists import REGISTER, REVOCATIONS, lists_of
from qtdocs.pipeline.publishing.codes import season_signer
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.keys import CHECKING, PUBLIC, keys_of
from qtdocs.publishing.checking import MEANINGS
from qtdocs.publishing.code_list import CodeList, list_json, signed_list
from qtdocs.publishing.key_text import key_text
from qtdocs.render.publishing.verification_page import STYLE, PageContent, verification_page

PAGE = "校验页.html"


def checking_papers(desk: Desk) -> Iterator[str]:
    """Write everything with which people outside check codes.

    Raises:
        UsageError: the private key is not here, or its passphrase is wrong.
        FormError: somebody spoiled the template of the page.
    """
    keys = tuple(keys_of(desk.ledger).values())
    register, revocations = lists_of(desk.ledger, desk.programme, today=desk.today)
    if not keys or not register.certificates:
        lacking = "没有密钥（qtdocs keys new）" if not keys else "还没有发放证书"
        yield f"没有写校验页：{lacking}。"
        return
    signer = season_signer(desk.ledger)
    lists = [signed_list(each, signer) if signer else each for each in (register, revocations)]
    page = verification_page(_content(desk, register), _folder(desk))
    yield from desk.put(PAGE, page, note=f"{len(register.certificates)} 张证书，放到网站上就能用", folder=CHECKING)
    for name, made in zip((REGISTER, REVOCATIONS), lists, strict=True):
        yield from desk.put(f"{name}.json", list_json(made), note=f"{len(made.certificates)} 张", folder=CHECKING)
    public = key_text(desk.programme.association.name, desk.programme.name, keys)
    yield from desk.put(PUBLIC, public, folder=CHECKING)
    if signer is None:
        yield "密钥都停用了，名册没有加校验码；请先 qtdocs keys new，再写一次。"
    if codeless := sum(not each.code for each in register.certificates):
        yield f"有 {codeless} 张证书没有防伪校验码，在名册里，但核对不了。"


def _content(desk: Desk, register: CodeList) -> PageContent:
    return PageContent(
        association=desk.programme.association.name, programme=desk.programme.name, day=register.day,
        keys=tuple(keys_of(desk.ledger).values()),
        certificates=tuple(asdict(each) for each in register.certificates), meanings=MEANINGS,
    )  # fmt: skip


def _folder(desk: Desk) -> Path:
    return shelf.template_path(desk.programme.id, f"{STYLE}.html", workspace=desk.place.home).parent
