"""A run that is killed at any moment goes on where it was: the end is the same as if nothing had happened.

``make test-kill`` tries many moments, the everyday tests a few.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import clerk
import pytest
from clerk import Clerk

KILLS = int(os.environ.get("QTDOCS_KILLS", "8"))
MOMENTS = [round(random.Random(f"kill {number}").random(), 3) for number in range(KILLS)]
"""When each run is killed, as a share of the time that an undisturbed one takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A run from beginning to end."""

    inbox: Path
    seconds: float
    season: dict[str, Any]

    @staticmethod
    def of(home: Path, inbox: Path, *command: str) -> Undisturbed:
        """The run of a command; what it takes is measured the second time, when everything is warm."""
        seconds, seasons = 0.0, []
        for number in range(2):
            who = clerk.clerk(home / str(number))
            began = time.monotonic()
            answer = who.do(*arguments(command, who, inbox))
            seconds = time.monotonic() - began
            assert (answer.code, answer.err) == (0, "")
            seasons.append(who.season())
        assert seasons[0] == seasons[1]
        return Undisturbed(inbox=inbox, seconds=seconds, season=seasons[1])


def arguments(command: tuple[str, ...], who: Clerk, inbox: Path) -> list[str]:
    place = {"collect": ["-w", str(who.place)], "run": ["--programme", clerk.PROGRAMME, "--out", str(who.place)]}
    return [*command, str(inbox), *place[command[0]]]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    home = tmp_path_factory.mktemp("kill")
    return Undisturbed.of(home, clerk.mailbox(home / "inbox"), "collect")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    home = tmp_path_factory.mktemp("run")
    return Undisturbed.of(home, clerk.mailbox(home / "inbox", 3), "run")


def kill_program_alone(who: Clerk, process: subprocess.Popen[str]) -> None:
    """Ends the program itself; what it started has to notice and to end by itself."""
    process.kill()
    process.wait()
    clerk.wait_for_end(who)


def kill_everything(who: Clerk, process: subprocess.Popen[str]) -> None:
    """Ends the program with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    clerk.end_all(who)
    process.wait()


def goes_on(
    who: Clerk, wanted: Undisturbed, *command: str, share: float, kill: Callable[[Clerk, subprocess.Popen[str]], None]
) -> None:
    process = who.start(*arguments(command, who, wanted.inbox))
    time.sleep(share * wanted.seconds)
    kill(who, process)
    assert process.stderr is not None and process.stdout is not None
    with process.stdout, process.stderr:
        assert process.stderr.read() == ""
    # Whatever is there is whole already, before anything goes on.
    half = clerk.outputs_of(who.place)
    assert {name: digest for name, digest in half.items() if not clerk.is_passing(name)}.items() <= (
        wanted.season["outputs"] | {"收件登记.xlsx": half.get("收件登记.xlsx")}
    ).items()
    answer = who.do(*arguments(command, who, wanted.inbox))
    assert (answer.code, answer.err) == (0, "")
    assert who.season() == wanted.season
    who.refuse_remains()


@pytest.mark.parametrize("share", MOMENTS)
def test_run_that_is_killed_goes_on_where_it_was(collected: Undisturbed, tmp_path: Path, share: float) -> None:
    goes_on(clerk.clerk(tmp_path), collected, "collect", share=share, kill=kill_everything)


@pytest.mark.parametrize("share", MOMENTS[:2])
def test_workers_end_with_a_program_that_is_killed_alone(collected: Undisturbed, tmp_path: Path, share: float) -> None:
    goes_on(clerk.clerk(tmp_path), collected, "collect", share=0.3 + share / 2, kill=kill_program_alone)


@pytest.mark.parametrize("share", MOMENTS[: max(2, KILLS // 5)])
def test_outputs_are_whole_or_absent_when_a_run_is_killed(written: Undisturbed, tmp_path: Path, share: float) -> None:
    goes_on(clerk.clerk(tmp_path), written, "run", share=0.4 + share * 0.6, kill=kill_everything)


def test_run_that_is_killed_again_and_again_gets_there(collected: Undisturbed, tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path)
    for number in range(4):
        process = who.start(*arguments(("collect",), who, collected.inbox))
        time.sleep((0.35 + 0.15 * number) * collected.seconds)
        kill_everything(who, process)
        assert process.stderr is not None and process.stdout is not None
        with process.stdout, process.stderr:
            assert process.stderr.read() == ""
    assert who.collect(collected.inbox).code == 0
    assert who.season() == collected.season
    who.refuse_remains()
