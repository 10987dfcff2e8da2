"""What ``qtdocs verify`` goes by: keys and lists of a workspace, or files that the association published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qtdocs.errors import UsageError
from qtdocs.pipeline.publishing.code_lists import REVOCATIONS, certificates_listed
from qtdocs.pipeline.publishing.keys import keys_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.publishing.checking import Known, TrustedKey
from qtdocs.publishing.code_list import CodeList, is_sound_list, list_in
from qtdocs.publishing.key_text import keys_in

_LIMIT = 64 << 20  # bytes of a list


def known_in(place: Workspace) -> Known:
    """What a workspace knows: all its keys, and everything that was issued."""
    with place.ledger() as ledger:
        keys = tuple(
            TrustedKey(public=bytes.fromhex(key.key), is_leaked=key.leaked) for key in keys_of(ledger).values()
        )
        return Known(keys=keys, listed=certificates_listed(ledger))


def known_of(key_files: Sequence[Path], list_files: Sequence[Path]) -> Known:
    """What files say that the association published.

    Raises:
        UsageError: a file cannot be read, holds no key or no list, or a list was changed after it was signed.
    """
    keys = tuple(key for path in key_files for key in _keys(path))
    lists = [_list(path) for path in list_files]
    for path, codes in zip(list_files, lists, strict=True):
        if keys and not any(is_sound_list(codes, key) for key in keys):
            raise UsageError(f"{path} 与公钥对不上，改过或不是这个单位的。", "请从发证单位重新取一份名册和公钥。")
    registers = [each for each in lists if each.kind != REVOCATIONS]
    return Known(
        keys=tuple(TrustedKey(public=key) for key in keys),
        listed=tuple(row for each in registers for row in each.certificates) if registers else None,
        revoked=tuple(row for each in lists if each.kind == REVOCATIONS for row in each.certificates),
        day=min((each.day for each in registers), default=""),
    )


def _keys(path: Path) -> tuple[bytes, ...]:
    found = keys_in(_bytes(path))
    if not found:
        raise UsageError(f"{path} 里没有公钥。", "请选发证单位的 公钥.txt。")
    return found


def _list(path: Path) -> CodeList:
    found = list_in(_bytes(path))
    if found is None:
        raise UsageError(f"{path} 不是校验名册或撤销名单。", "请选发证单位的 校验名册.json 或 撤销名单.json。")
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LIMIT)
    except OSError as error:
        raise UsageError(f"打不开 {path}。", "请检查路径。") from error
