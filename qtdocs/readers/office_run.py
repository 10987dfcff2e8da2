"""One call of LibreOffice, shut in: a profile of its own, no network, limits, and nothing left running behind it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from qtdocs import writing

FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What LibreOffice is told to write, by the kind of package that is wanted."""
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where its installer puts it on systems that do not put it on the path."""
_LARGEST_OUTPUT = 500_000_000
_MOST_MEMORY = 8_000_000_000
_LOOK_EVERY = 0.05
_LONGEST_DYING = 0.5
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>'
)
_COMMON = "/org.openoffice.Office.Common"
_SCRIPTING = f"{_COMMON}/Security/Scripting"
_NET = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),  # since version 7.5; older ones pass over it
    # A linked picture is fetched at opening (measured with 7.4) unless its document's place is trusted.
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Misc", "CrashReport", "false"),
    (f"{_COMMON}/Misc", "ShowTipOfTheDay", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    # Whoever asks for the network ends at a port where nobody listens.
    (_NET, "ooInetProxyType", "2"),
    *((_NET, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *((_NET, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)


@lru_cache(maxsize=1)
def office_program() -> str:
    """Where LibreOffice is, or empty where there is none."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _USUAL_PLACES if Path(place).is_file()), "")


def write_profile(folder: Path) -> None:
    """Write a profile that lets nothing act: no macros, no links, no network, no questions about crashes.

    Raises:
        WriteError: there is no room for it.
    """
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    writing.write_bytes(folder / "user" / "registrymodifications.xcu", _REGISTRY.format(items).encode())


def run_office(inputs: Sequence[Path], output: Path, *, target: str, room: Path, timeout: float) -> bool:
    """Whether LibreOffice came to its end by itself; what it made must be looked for in the output folder.

    Args:
        inputs: the files, all to become the same kind.
        output: the folder for the packages.
        target: ``docx`` or ``xlsx``.
        room: the folder that holds the profile and stands for the user's home.
        timeout: seconds after which a run that has finished no further file is ended.
    """
    processor_seconds = int(timeout + 5 * len(inputs))
    command = [
        *_shut_in(processor_seconds),
        office_program(),
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", FILTERS[target], "--outdir", str(output)),
        *map(str, inputs),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=room,
            env=_environment(room),
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return _finishes(process, output, timeout=timeout, longest=timeout + 5 * len(inputs))
    finally:
        _end_group(process)


def _finishes(process: subprocess.Popen[bytes], output: Path, *, timeout: float, longest: float) -> bool:
    """Whether the process ends before it stands still or takes too long in all."""
    begun = moved = time.monotonic()
    made = -1
    while process.poll() is None:
        now = time.monotonic()
        count = sum(1 for _ in output.iterdir())
        if count != made:
            made, moved = count, now
        if now - moved > timeout or now - begun > longest:
            return False
        time.sleep(_LOOK_EVERY)
    return True


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started: the real LibreOffice is a grandchild, and outlives its script."""
    if os.name != "posix":
        process.kill()
        process.wait()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # The next run has the same profile: nobody may be writing to it any more.
        given_up = time.monotonic() + _LONGEST_DYING
        while time.monotonic() < given_up:
            os.killpg(process.pid, 0)
            time.sleep(_LOOK_EVERY)
    process.wait()


def _environment(room: Path) -> dict[str, str]:
    """As little as LibreOffice needs: no display, no proxies, nothing of the user's own."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(room), "TMPDIR": str(room), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _shut_in(processor_seconds: int) -> tuple[str, ...]:
    """Programs in front of the command that limit what it can use and reach; none where the system has none."""
    limits: tuple[str, ...] = ()
    if shutil.which("prlimit"):
        limits = (
            "prlimit",
            f"--cpu={processor_seconds}",
            f"--fsize={_LARGEST_OUTPUT}",
            f"--as={_MOST_MEMORY}",
            "--core=0",
        )
    return (*limits, *_without_network())


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """How to start a program that has no network at all and ends with this one; as much of it as this user may."""
    ending = ("setpriv", "--pdeathsig", "KILL")
    alone = ("--net", "--pid", "--fork", "--kill-child")
    for command in (
        (*ending, "unshare", *alone),
        (*ending, "unshare", "--map-root-user", *alone),
        ("unshare", "--net"),
        ("unshare", "--map-root-user", "--net"),
    ):
        if all(shutil.which(each) for each in command if each in ("setpriv", "unshare")) and _works((*command, "true")):
            return command
    return ()


def _works(command: tuple[str, ...]) -> bool:
    silent = subprocess.DEVNULL
    try:
        done = subprocess.run(command, stdin=silent, stdout=silent, stderr=silent, timeout=10, check=False)
        return done.returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
