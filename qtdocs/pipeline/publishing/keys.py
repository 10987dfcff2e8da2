"""``qtdocs keys``: key pairs for codes; the public halves are put down, the private ones stay out of the workspace."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.code import PublicKey
from qtdocs.pipeline import outputs
from qtdocs.pipeline.publishing.desk import FOLDER
from qtdocs.pipeline.publishing.key_files import Ask, file_name, read_key, refuse_place, remember, written_key
from qtdocs.pipeline.workspace import Workspace
from qtdocs.publishing.key_text import key_text
from qtdocs.publishing.signing import Signer, new_signer

CHECKING = f"{FOLDER}/校验"
"""Where everything lies with which people outside check codes; all of it may be made public."""
PUBLIC = "公钥.txt"


def keys_of(ledger: Ledger) -> Mapping[str, PublicKey]:
    """Every key as it stands, by fingerprint, in the order in which they came."""
    return {act.value.fingerprint: act.value for act in held(ledger, ActKind.KEY, PublicKey).values()}


def key_in_use(ledger: Ledger) -> PublicKey | None:
    """The key with which codes are made; none where there is none."""
    return next((each for each in keys_of(ledger).values() if not each.retired_on), None)


def key_made(
    place: Workspace, *, folder: Path | None, passphrase: str, who: str, today: datetime.date
) -> Iterator[str]:
    """Make a key pair; says where the private half lies and how to keep it.

    Args:
        place: the workspace.
        folder: where the private half goes; the user's own folder where none is named.
        passphrase: what it is locked with; empty where it is not.
        who: who makes it.
        today: the day of the run.

    Raises:
        UsageError: a key is in use, or the folder is no place for a private key.
        WriteError: it cannot be written.
    """
    with place.busy("qtdocs keys new") as ledger:
        _refuse_second(ledger)
        signer = new_signer()
        name = file_name(place.programme, signer.fingerprint)
        path = written_key(signer, folder, name, passphrase=passphrase)
        _put_down(ledger, _known(signer, today), who)
        yield f"已做好密钥 {signer.fingerprint}（{who}）。"
        yield f"私钥在 {path}，{'有口令' if passphrase else '没有口令'}；工作区和备份里都没有它。"
        yield "请另存一份到 U 盘，锁好。丢了就不能再做防伪校验码，别人拿到了要停用（qtdocs keys retire --leaked）。"
        yield _exported(place, ledger)


def key_taken(place: Workspace, path: Path, *, who: str, today: datetime.date, ask: Ask | None = None) -> Iterator[str]:
    """Use a key pair that is there already: that of the last season, or one whose file was moved.

    Raises:
        UsageError: the file is no private key, lies in a workspace, was retired, or another key is in use.
    """
    refuse_place(path.absolute().parent)
    signer = read_key(path, ask=ask)
    with place.busy("qtdocs keys use") as ledger:
        known = keys_of(ledger).get(signer.fingerprint)
        if known is not None and known.retired_on:
            raise UsageError(
                f"密钥 {signer.fingerprint} 已在 {known.retired_on} 停用。", "请用 qtdocs keys new 另做一把。"
            )
        if known is None:
            _refuse_second(ledger)
            _put_down(ledger, _known(signer, today), who)
        remember(path, signer.fingerprint)
        yield f"以后用密钥 {signer.fingerprint} 做防伪校验码，私钥在 {path.absolute()}（{who}）。"
        yield _exported(place, ledger)


def key_retired(
    place: Workspace, fingerprint: str, *, because: str, leaked: bool, who: str, today: datetime.date
) -> Iterator[str]:
    """Put down that a key is used no longer; what was made with it stays good unless somebody else may have it.

    Raises:
        UsageError: there is no such key, several begin like this, no reason is given, or nothing would change.
    """
    if not because.strip():
        raise UsageError("没有写为什么停用。", "请用 --because 写上。")
    with place.busy("qtdocs keys retire") as ledger:
        key = _named(keys_of(ledger), fingerprint)
        if key.retired_on and (key.leaked or not leaked):
            raise UsageError(f"密钥 {key.fingerprint} 已在 {key.retired_on} 停用。", "不用再停一次。")
        day = key.retired_on or today.isoformat()
        _put_down(ledger, replace(key, retired_on=day, leaked=leaked, because=because.strip()), who)
        yield f"密钥 {key.fingerprint} 已停用（{who}）：{because.strip()}。"
        if leaked:
            yield "私钥可能在别人手里：用它做的防伪校验码单凭公钥不再算数，只看名册里有没有。"
            yield "请另做一把（qtdocs keys new），再写一次校验页（qtdocs publish 校验页），换下网站上的。"
        else:
            yield "以前用它做的防伪校验码仍然有效。要再做新的，先 qtdocs keys new。"
        yield _exported(place, ledger)


def keys_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """A line for each key; the private half is never shown."""
    with place.ledger() as ledger:
        keys = tuple(keys_of(ledger).values())
    if as_json:
        yield from (json.dumps({"schema_version": 1, **asdict(key)}, ensure_ascii=False) for key in keys)
        return
    if not keys:
        yield "还没有密钥，证书上不印防伪校验码。要印的，运行 qtdocs keys new --by 姓名。"
    for key in keys:
        state = "在用" if not key.retired_on else f"{key.retired_on} 停用：{key.because}"
        yield f"{key.fingerprint}　{key.made_on} 登记　{state}{'　私钥可能泄露' if key.leaked else ''}"


def _exported(place: Workspace, ledger: Ledger) -> str:
    programme = shelf.load_programme(place.programme, workspace=place.home)
    path, remark = outputs.put(
        place.home / CHECKING / PUBLIC, key_text(programme.association.name, programme.name, keys_of(ledger).values())
    )
    return f"{remark}已写出 {CHECKING}/{path.name}，可以公开。"


def _known(signer: Signer, today: datetime.date) -> PublicKey:
    return PublicKey(fingerprint=signer.fingerprint, key=signer.public.hex(), made_on=today.isoformat())


def _refuse_second(ledger: Ledger) -> None:
    if (used := key_in_use(ledger)) is not None:
        raise UsageError(
            f"已经有一把在用的密钥：{used.fingerprint}。",
            "一届用一把就够；确实要换，先 qtdocs keys retire 编号 --because 理由。",
        )


def _put_down(ledger: Ledger, key: PublicKey, who: str) -> None:
    with ledger.change("key", key.fingerprint):
        put_down(ledger, ActKind.KEY, [((key.fingerprint,), key)], who=who)


def _named(keys: Mapping[str, PublicKey], fingerprint: str) -> PublicKey:
    begun = fingerprint.strip().lower()
    found = [key for name, key in keys.items() if begun and name.startswith(begun)]
    if len(found) != 1:
        said = "没有" if not found else "不止一把"
        raise UsageError(f"{said}编号以“{fingerprint}”开头的密钥。", "用 qtdocs keys list 看编号。")
    return found[0]
