"""``qtdocs keys``: made, used again, retired; where private keys may lie, and that nobody else reads them."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.errors import UsageError, WriteError
from qtdocs.pipeline.publishing.codes import season_signer
from qtdocs.pipeline.publishing.key_files import PASSPHRASE, read_key
from qtdocs.pipeline.publishing.keys import key_in_use, key_made, key_retired, key_taken, keys_listed, keys_of
from qtdocs.pipeline.workspace import Workspace, new
from qtdocs.publishing.key_text import keys_in
from tests.judging_season import WHO
from tests.publishing_season import DAY


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "keys"


@pytest.fixture
def place(tmp_path: Path, home: Path) -> Workspace:
    return new(tmp_path / "赛季", programme="cacem-2026")


def made(place: Workspace, *, folder: Path | None = None, passphrase: str = "") -> list[str]:
    return list(key_made(place, folder=folder, passphrase=passphrase, who=WHO, today=DAY))


def fingerprint(place: Workspace) -> str:
    with place.ledger() as ledger:
        key = key_in_use(ledger)
        return key.fingerprint if key else ""


def test_private_key_lies_outside_and_only_its_owner_reads_it(place: Workspace, home: Path) -> None:
    made(place)
    (path,) = home.iterdir()
    assert path.name == f"cacem-2026-{fingerprint(place)[:8]}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = read_key(path).private.private_bytes_raw()
    files = [each.read_bytes() for each in place.home.rglob("*") if each.is_file()]
    lines = path.read_bytes().splitlines()[1]
    assert not any(secret in data or secret.hex().encode() in data or lines in data for data in files)


def test_public_key_is_written_and_openssl_reads_it(place: Workspace) -> None:
    made(place)
    path = place.home / "发布" / "校验" / "公钥.txt"
    with place.ledger() as ledger:
        assert [each.hex() for each in keys_in(path.read_bytes())] == [each.key for each in keys_of(ledger).values()]
    if (openssl := shutil.which("openssl")) is not None:
        shown = subprocess.run(
            [openssl, "pkey", "-pubin", "-in", path, "-noout", "-text"], check=True, capture_output=True
        )
        assert b"ED25519" in shown.stdout.upper()


def test_a_second_key_is_refused_as_long_as_one_is_in_use(place: Workspace) -> None:
    made(place)
    with pytest.raises(UsageError, match="已经有一把在用的密钥"):
        made(place)
    list(key_retired(place, fingerprint(place)[:6], because="换届", leaked=False, who=WHO, today=DAY))
    made(place)
    assert [line.split("　")[2] for line in keys_listed(place, as_json=False)] == ["2026-05-20 停用：换届", "在用"]


@pytest.mark.parametrize("inside", ["", "发布", "数据/x"])
def test_no_private_key_goes_into_a_workspace(place: Workspace, inside: str) -> None:
    with pytest.raises(UsageError, match="在工作区里面"):
        made(place, folder=place.home / inside)
    assert fingerprint(place) == ""


def test_no_private_key_goes_onto_a_network_drive(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"//server/share {tmp_path / 'net'} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("qtdocs.ledger.places._MOUNTS", table)
    with pytest.raises(UsageError, match="在网络盘上"):
        made(place, folder=tmp_path / "net" / "keys")


def test_a_key_on_a_stick_is_found_again_and_its_absence_told(place: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    made(place, folder=stick)
    with place.ledger() as ledger:
        signer = season_signer(ledger)
        assert signer is not None and signer.fingerprint == fingerprint(place)
        shutil.move(stick, tmp_path / "拔了")
        with pytest.raises(UsageError, match="私钥打不开"):
            season_signer(ledger)
    list(key_taken(place, next((tmp_path / "拔了").iterdir()), who=WHO, today=DAY))
    with place.ledger() as ledger:
        again = season_signer(ledger)
        assert again is not None and again.fingerprint == signer.fingerprint


def test_a_key_file_is_never_written_over(place: Workspace, home: Path) -> None:
    from qtdocs.pipeline.publishing.key_files import written_key
    from qtdocs.publishing.signing import new_signer

    written_key(new_signer(), None, "a.key")
    before = (home / "a.key").read_bytes()
    with pytest.raises(WriteError, match="已经有这个文件"):
        written_key(new_signer(), None, "a.key")
    assert (home / "a.key").read_bytes() == before


def test_a_passphrase_is_asked_for_and_a_wrong_one_refused(
    place: Workspace, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(place, passphrase="某某口令")
    (path,) = home.iterdir()
    assert b"ENCRYPTED" in path.read_bytes()
    assert read_key(path, ask=lambda name: "某某口令").fingerprint == fingerprint(place)
    with pytest.raises(UsageError, match="口令不对"):
        read_key(path, ask=lambda name: "错的")
    monkeypatch.setenv(PASSPHRASE, "某某口令")
    assert read_key(path).fingerprint == fingerprint(place)
    monkeypatch.delenv(PASSPHRASE)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(UsageError, match="问不到人"):
        read_key(path)


def test_last_seasons_key_is_used_again(place: Workspace, home: Path, tmp_path: Path) -> None:
    made(place)
    (path,) = home.iterdir()
    other = new(tmp_path / "下一届", programme="cacem-2026")
    list(key_taken(other, path, who=WHO, today=DAY))
    assert fingerprint(other) == fingerprint(place)
    assert (other.home / "发布" / "校验" / "公钥.txt").is_file()


@pytest.mark.parametrize("data", [b"", b"abc", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_private_key_is_refused(place: Workspace, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.key").write_bytes(data)
    with pytest.raises(UsageError, match="不是私钥文件"):
        list(key_taken(place, tmp_path / "x.key", who=WHO, today=DAY))


def test_a_key_of_another_kind_is_refused(place: Workspace, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    key = generate_private_key(SECP256R1())
    pem = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    (tmp_path / "x.key").write_bytes(pem)
    with pytest.raises(UsageError, match="不是 ed25519 私钥"):
        list(key_taken(place, tmp_path / "x.key", who=WHO, today=DAY))


def test_retiring_wants_a_reason_and_one_key(place: Workspace) -> None:
    made(place)
    for named, because, said in (("zz", "换届", "没有"), ("", "换届", "没有"), (fingerprint(place), " ", "为什么")):
        with pytest.raises(UsageError, match=said):
            list(key_retired(place, named, because=because, leaked=False, who=WHO, today=DAY))


def test_a_leaked_key_goes_from_the_public_keys_even_after_it_was_retired(place: Workspace) -> None:
    made(place)
    name = fingerprint(place)
    for leaked in (False, True):
        list(key_retired(place, name, because="U 盘丢了", leaked=leaked, who=WHO, today=DAY))
        found = keys_in((place.home / "发布" / "校验" / "公钥.txt").read_bytes())
        assert len(found) == (0 if leaked else 1)
    with pytest.raises(UsageError, match="停用"):
        list(key_retired(place, name, because="又丢了", leaked=True, who=WHO, today=DAY))
    with place.ledger() as ledger:
        assert season_signer(ledger) is None


def test_backup_holds_no_private_key_and_the_ledger_stays_sound(place: Workspace, tmp_path: Path, home: Path) -> None:
    made(place)
    assert pipeline.backed_up(place, tmp_path / "备份.zip")
    line = next(home.iterdir()).read_bytes().splitlines()[1]
    assert line not in (tmp_path / "备份.zip").read_bytes()
    assert next(iter(keys_listed(place, as_json=True))).startswith('{"schema_version": 1, "fingerprint": "')


def test_command_line_makes_and_lists(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys", "list", "-w", str(place.home)])
    main(["keys", "new", "--by", "张三", "-w", str(place.home)])
    main(["keys", "list", "-w", str(place.home)])
    told = capsys.readouterr().out
    assert "还没有密钥" in told
    assert fingerprint(place) in told.splitlines()[-1]
