"""Public keys as a text that people may hand on, and back; any program that knows PEM reads it too."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from qtdocs.model.code import PublicKey
from qtdocs.publishing.signing import KEY
from qtdocs.writing import fixed_text

_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: SubjectPublicKeyInfo of ed25519 before its 32 bytes
_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----(.*?)-----END PUBLIC KEY-----", re.DOTALL)
_HEX = re.compile(rb"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_END = "qtdocs-text:"


def key_text(association: str, programme: str, keys: Iterable[PublicKey]) -> bytes:
    """公钥.txt: the keys that still prove something, the one in use first, each as PEM.

    Args:
        association: whose they are.
        programme: for what.
        keys: every key that was put down.
    """
    sound = sorted((key for key in keys if not key.leaked), key=lambda key: bool(key.retired_on))
    lines = [association, programme, "核对防伪校验码用的公钥，可以公开；怎样核对，见校验页。"]
    for key in sound:
        body = base64.b64encode(_PREFIX + bytes.fromhex(key.key)).decode()
        state = f"{key.retired_on} 起停用，以前的防伪校验码仍用它核对" if key.retired_on else "在用"
        lines += ["", f"密钥 {key.fingerprint}（{state}）"]
        lines += ["-----BEGIN PUBLIC KEY-----", body, "-----END PUBLIC KEY-----"]
    return fixed_text("\n".join([*lines, "", _END, ""]))


def keys_in(data: bytes) -> tuple[bytes, ...]:
    """The public keys in a file: as PEM, else as 64 hex digits; none where there are none."""
    found = [base64.b64decode(body, validate=False) for body in _PEM.findall(data)]
    keys = [each[len(_PREFIX) :] for each in found if each.startswith(_PREFIX) and len(each) == len(_PREFIX) + KEY]
    return tuple(dict.fromkeys(keys)) or tuple(dict.fromkeys(bytes.fromhex(each.decode()) for each in _own_hex(data)))


def _own_hex(data: bytes) -> list[bytes]:
    return _HEX.findall(data.partition(_END.encode())[0])
