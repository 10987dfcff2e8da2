"""Two runs on one workspace at once: the second says who is at work, nothing is lost, and reading goes on."""

from __future__ import annotations

import getpass
import os
import signal
from pathlib import Path

import clerk


def test_second_run_names_the_first_and_reading_goes_on_meanwhile(tmp_path: Path) -> None:
    inbox, more = clerk.mailbox(tmp_path / "inbox", 6), clerk.mailbox(tmp_path / "more", 9)
    alone = clerk.clerk(tmp_path / "alone")
    for path in (inbox, more):
        assert alone.collect(path).code == 0

    who = clerk.clerk(tmp_path / "who")
    assert who.collect(inbox).code == 0
    first = who.start("collect", more, "-w", who.place)
    clerk.waited(lambda: str(first.pid) in (who.place / "数据" / "锁").read_text(encoding="utf-8"))
    os.kill(first.pid, signal.SIGSTOP)  # it holds the lock for as long as this takes
    try:
        for command in (
            ("collect", inbox, "-w", who.place),
            ("run", inbox, "--programme", clerk.PROGRAMME, "--out", who.place),
            ("backup", tmp_path / "备份.zip", "-w", who.place),
            ("choose", "班0001", "申报表0.docx", "-w", who.place),
        ):
            second = who.do(*command)
            assert (second.code, second.out) == (5, "")
            assert second.err.startswith(f"错误：工作区正在使用中：{getpass.getuser()} 在电脑“{os.uname().nodename}”上")
            assert f"（进程 {first.pid}）" in second.err and "正在运行 qtdocs collect" in second.err
            assert second.err.endswith("再运行一次就行。\n") and second.err.count("\n") == 1
        assert not (tmp_path / "备份.zip").exists()
        assert len(who.told("parcels")) == 6
        assert len(who.told("entries")) == 6
        assert who.do("ledger", "verify", "-w", who.place).out.startswith("台账完好：")
    finally:
        os.kill(first.pid, signal.SIGCONT)
    out, err = first.communicate(timeout=clerk.WALL)
    assert (first.returncode, err) == (0, "")
    assert "新增班组 3 个。" in out
    assert who.season() == alone.season()
    who.refuse_remains()


def test_many_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    inbox = clerk.mailbox(tmp_path / "inbox", 6)
    alone = clerk.clerk(tmp_path / "alone")
    assert alone.collect(inbox).code == 0
    who = clerk.clerk(tmp_path / "who")
    runs = [who.start("collect", inbox, "-w", who.place) for _ in range(4)]
    codes = []
    for each in runs:
        _, err = each.communicate(timeout=clerk.WALL)
        codes.append(each.returncode)
        assert err == "" or err.startswith("错误：工作区正在使用中：")
    assert set(codes) <= {0, 5} and 0 in codes
    assert who.season() == alone.season()
