"""Private keys on the disk: each a file of its own outside every workspace, found again by its fingerprint."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.intake import SETTINGS
from qtdocs.ledger import refuse_network_drive
from qtdocs.model.code import PublicKey
from qtdocs.publishing.signing import Signer

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

Ask = Callable[[str], str]
"""Asks a person for the passphrase of a file and gives what was typed."""
PASSPHRASE = "QTDOCS_KEY_PASSPHRASE"
"""The environment variable that holds the passphrase where nobody can be asked."""
_FOLDER, _KEY, _PLACE = "keys", ".key", ".place"
_HEAD = 8  # hex digits of the fingerprint in a file's name
_LIMIT = 65_536  # bytes; a key file has a few hundred


def default_folder() -> Path:
    """Where private keys lie where nothing else was said: in the user's own folder.

    Raises:
        UsageError: the user has no home.
    """
    home = shelf.users_folder()
    if home is None:
        raise UsageError("这个用户没有自己的文件夹，不知道私钥放在哪里。", "请用 --out 指明一个本机的文件夹。")
    return home / _FOLDER


def file_name(programme: str, fingerprint: str) -> str:
    """The file name of a private key: ``cacem-2026-1a2b3c4d.key``."""
    return f"{programme}-{fingerprint[:_HEAD]}{_KEY}"


def written_key(signer: Signer, folder: Path | None, name: str, *, passphrase: str = "") -> Path:
    """Write a private key; gives where it lies now.

    Args:
        signer: the key.
        folder: where it goes; the default folder where none is named.
        name: the file's name.
        passphrase: what it is locked with; empty for an open file.

    Raises:
        UsageError: the folder is part of a workspace, or lies on a network drive.
        WriteError: the file is there already, or cannot be written.
    """
    target = folder.absolute() if folder is not None else default_folder()
    refuse_place(target)
    writing.write_secret(target / name, _packed(signer, passphrase))
    if folder is not None:
        remember(target / name, signer.fingerprint)
    return target / name


def remember(path: Path, fingerprint: str) -> None:
    """Put down in the default folder where the private key of a fingerprint lies."""
    folder = default_folder()
    if path.absolute().parent != folder.absolute():
        writing.write_bytes(folder / f"{fingerprint[:_HEAD]}{_PLACE}", f"{path.absolute()}\n".encode())


def refuse_place(folder: Path) -> None:
    """Refuse to keep a private key where others come by it.

    Raises:
        UsageError: the folder is a workspace or lies in one, or it is on a network drive.
    """
    for each in (folder, *folder.resolve().parents):
        if (each / SETTINGS).is_file():
            raise UsageError(
                f"“{folder}”在工作区里面，备份会把私钥带走。",
                "请放到工作区以外的本机文件夹或专用的 U 盘。",
            )
    try:
        refuse_network_drive(folder)
    except UsageError as error:
        raise UsageError(f"“{folder}”在网络盘上，别人也读得到。", "私钥请放在本机或专用的 U 盘上。") from error


def signer_of(key: PublicKey, *, ask: Ask | None = None) -> Signer:
    """The private half of a public key, from its file on this machine.

    Args:
        key: the public key.
        ask: asks for a passphrase; without it the environment variable is looked at, and then the terminal.

    Raises:
        UsageError: the file is not here, cannot be read, or the passphrase is wrong.
    """
    path = _found(key.fingerprint)
    signer = read_key(path, ask=ask)
    if signer.fingerprint != key.fingerprint:
        raise UsageError(f"{path} 不是密钥 {key.fingerprint} 的私钥。", "请把正确的私钥文件放回原处。")
    return signer


def read_key(path: Path, *, ask: Ask | None = None) -> Signer:
    """The private key in a file.

    Raises:
        UsageError: it cannot be read, is no private key of ours, or the passphrase is wrong.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT)
    except OSError as error:
        raise UsageError(
            f"私钥打不开：{path}。", "在 U 盘上的，请先插上；移走了的，用 qtdocs keys use 文件 告诉我在哪里。"
        ) from error
    loaded = _loaded(data, path, ask or _asked)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise UsageError(f"{path} 不是 ed25519 私钥。", "请选 qtdocs keys new 写出的 .key 文件。")
    return Signer(private=loaded)


def _loaded(data: bytes, path: Path, ask: Ask) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    locked = b"ENCRYPTED" in data
    word = ask(path.name).encode() if locked else None
    try:
        return load_pem_private_key(data, word)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if locked:
            raise UsageError(
                f"私钥的口令不对，或文件坏了：{path}。", "请再试一次；忘了口令的，停用这把密钥，另做一把。"
            ) from error
        raise UsageError(f"{path} 不是私钥文件，或已经损坏。", "请选 qtdocs keys new 写出的 .key 文件。") from error


def _asked(name: str) -> str:
    if (word := os.environ.get(PASSPHRASE)) is not None:
        return word
    if not sys.stdin.isatty():
        raise UsageError(f"私钥 {name} 有口令，这里问不到人。", f"请在终端里运行，或设置环境变量 {PASSPHRASE}。")
    return getpass.getpass(f"私钥 {name} 的口令：")


def _found(fingerprint: str) -> Path:
    folder = default_folder()
    if known := sorted(folder.glob(f"*-{fingerprint[:_HEAD]}{_KEY}")):
        return known[0]
    place = folder / f"{fingerprint[:_HEAD]}{_PLACE}"
    if place.is_file():
        return Path(place.read_text(encoding="utf-8").strip())
    raise UsageError(
        f"这台电脑上没有密钥 {fingerprint} 的私钥（找过 {folder}）。",
        "请在保管私钥的电脑上做，或把私钥文件拿来，运行 qtdocs keys use 文件。",
    )


def _packed(signer: Signer, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives import serialization as forms

    lock = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    return signer.private.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, lock)
