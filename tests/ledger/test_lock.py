"""The lock names its holder, and nobody who was killed keeps it."""

from __future__ import annotations

import getpass
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtdocs.errors import WriteError
from qtdocs.ledger import locked

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from qtdocs.ledger import locked
with locked(Path(sys.argv[1]), task="qtdocs collect"):
    print("held", flush=True)
    time.sleep(1000)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "锁")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def refusal(path: Path) -> str:
    with pytest.raises(WriteError) as caught, locked(path, task="qtdocs run"):
        pass
    assert caught.value.exit_code == 5
    return str(caught.value)


def test_lock_names_its_holder(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    told = re.fullmatch(
        r"工作区正在使用中：(.+) 在电脑“(.+)”上（进程 (\d+)），(\d\d月\d\d日 \d\d:\d\d)（北京时间）起，正在运行 (.+)。"
        "请等它结束再运行；确认那边已经关掉的，再运行一次就行。",
        refusal(tmp_path / "锁"),
    )
    assert told is not None
    expected = (getpass.getuser(), os.uname().nodename, str(holder.pid), "qtdocs collect")
    assert (told[1], told[2], told[3], told[5]) == expected


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_holder_that_was_killed_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str], number: int) -> None:
    holder.send_signal(number)
    holder.wait()
    assert json.loads((tmp_path / "锁").read_text(encoding="utf-8"))["process"] == str(holder.pid)
    with locked(tmp_path / "锁", task="qtdocs run"):
        assert json.loads((tmp_path / "锁").read_text(encoding="utf-8"))["process"] == str(os.getpid())


def test_lock_is_free_when_its_holder_is_done_or_fails(tmp_path: Path) -> None:
    path = tmp_path / "锁"
    with locked(path, task="qtdocs collect"):
        assert "正在运行 qtdocs collect" in refusal(path)
    with pytest.raises(ValueError, match="stop"), locked(path, task="qtdocs run"):
        raise ValueError("stop")
    with locked(path, task="qtdocs run"):
        pass


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"user": 1}', b"x" * 10_000])
def test_lock_whose_words_say_nothing_is_a_lock_all_the_same(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "锁"
    with locked(path, task="qtdocs collect"):
        path.write_bytes(content)
        assert refusal(path).startswith("工作区正在使用中：另一个 qtdocs，没有留下名字。")


def test_lock_holds_only_who_when_and_what_for(tmp_path: Path) -> None:
    path = tmp_path / "锁"
    with locked(path, task="qtdocs collect"):
        time.sleep(0.01)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(told) == ["computer", "process", "since", "task", "user"]


def test_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "锁").mkdir()
    with pytest.raises(WriteError, match="锁文件打不开"), locked(tmp_path / "锁", task="qtdocs run"):
        pass
