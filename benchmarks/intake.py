"""Collecting a mailbox: CPU and wall time, memory of parent and workers, a mail at 100, 300 and 1,000.

``make bench-intake``. The mails are made once into ``.bench-mails`` (a docx and its PDF in each) and kept.
The same mails are collected by limited workers and, for comparison, in one process without any isolation.
"""

from __future__ import annotations

import argparse
import base64
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
from specimens import typed_for

from samples.papers import programme, zhejiang

ROOT = Path(__file__).resolve().parents[1]
MAILS = ROOT / ".bench-mails"
SIZES = (100, 300, 1000)
SEED = 20260427
BATCH = 100
"""PDFs of one call of LibreOffice."""
COLLECT = """
import datetime, sys
from pathlib import Path
from qtdocs import pipeline
home, jobs, *paths = sys.argv[1:]
place = pipeline.new(Path(home), programme="zhejiang-2026")
report = pipeline.collect_into(
    place, [Path(each) for each in paths], today=datetime.date(2026, 4, 28), jobs=int(jobs) if jobs else None
)
print(report.summary.splitlines()[0])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one collecting took."""

    mails: int
    """How many mails."""
    wall: float
    """Seconds on the clock."""
    cpu: float
    """CPU seconds of all its processes."""
    parent: float
    """Most memory of the parent, MB."""
    worker: float
    """Most memory of any other process of it, MB; 0 where there is none."""
    told: str
    """What it said."""


def make_mails(count: int) -> None:
    """Make mails that are not there yet; each holds a form of a team of its own, as Word and as PDF."""
    form = programme("zhejiang-2026").form("application")
    assert form is not None
    MAILS.mkdir(exist_ok=True)
    missing = [number for number in range(count) if not (MAILS / f"{number:04}.eml").exists()]
    for start in range(0, len(missing), BATCH):
        with tempfile.TemporaryDirectory() as folder:
            numbers = missing[start : start + BATCH]
            for number in numbers:
                dice = Random(SEED + number)
                values = {spec.key: typed_for(spec, dice)[0] for spec in form.fields if spec.printed}
                values |= {"team_name": f"第{number:04}测量班", "form_date": "2026年4月10日"}
                (Path(folder) / f"{number:04}.docx").write_bytes(zhejiang(values))
            print_all(Path(folder))
            for number in numbers:
                path = Path(folder) / f"{number:04}.docx"
                mail = mail_of(number, path.read_bytes(), path.with_suffix(".pdf").read_bytes())
                (MAILS / f"{number:04}.eml").write_bytes(mail)
            print(f"\r已备好 {numbers[-1] + 1} 封邮件", end="", file=sys.stderr, flush=True)


def print_all(folder: Path) -> None:
    """Print every Word file of a folder as PDF, in one call."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    papers = sorted(str(path) for path in folder.glob("*.docx"))
    subprocess.run([*command, "--outdir", str(folder), *papers], check=True, capture_output=True, timeout=900)


def mail_of(number: int, word: bytes, pdf: bytes) -> bytes:
    """A mail as Foxmail writes it."""
    day, minute = divmod(number, 600)
    lines = [
        f"Received: from sender.example.com by mx.example.com; Fri, {10 + day} Apr 2026 09:{minute % 60:02}:00 +0800",
        f"From: =?gb18030?B?{coded(f'第{number}家单位')}?= <clerk{number}@example.com>",
        "To: <box@example.com>",
        f"Subject: =?gb18030?B?{coded(f'第{number:04}测量班申报材料')}?=",
        f"Message-ID: <{number}@example.com>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="--=_edge"',
        "",
        "----=_edge",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "see attachments",
    ]
    for name, data in ((f"第{number:04}测量班申报表.docx", word), (f"第{number:04}测量班申报表（盖章）.pdf", pdf)):
        lines += [
            "----=_edge",
            f'Content-Type: application/octet-stream; name="=?gb18030?B?{coded(name)}?="',
            "Content-Transfer-Encoding: base64",
            f'Content-Disposition: attachment; filename="=?gb18030?B?{coded(name)}?="',
            "",
            base64.encodebytes(data).decode().strip(),
        ]
    return "\r\n".join([*lines, "----=_edge--", ""]).encode()


def coded(text: str) -> str:
    """A text as an encoded word holds it."""
    return base64.b64encode(text.encode("gb18030")).decode()


def collected(mails: int, *, jobs: str) -> Run:
    """Collect the first mails into a new workspace."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        for number in range(mails):
            (inbox / f"{number:04}.eml").hardlink_to(MAILS / f"{number:04}.eml")
        start = time.monotonic()
        arguments = [sys.executable, "-c", COLLECT, str(Path(folder) / "season"), jobs, str(inbox)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
            watch = Watch(process.pid)
            told, _ = process.communicate()
            watch.stop()
        wall = time.monotonic() - start
        if process.returncode:
            raise SystemExit(f"没有收成：退出码 {process.returncode}")
        return Run(
            mails=mails,
            wall=wall,
            cpu=sum(watch.seconds.values()),
            parent=watch.parent,
            worker=watch.others,
            told=told.strip(),
        )


class Watch:
    """Looks at a process and its descendants fifty times a second: memory, and CPU seconds of each.

    What the system adds up for a program that has ended leaves out what nobody waited for: a worker of a worker.
    """

    def __init__(self, pid: int) -> None:
        self.parent = self.others = 0.0
        self.seconds: dict[int, float] = {}
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        """Look no longer."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            try:
                self.parent = max(self.parent, self._seen(self._process))
                for each in self._process.children(recursive=True):
                    self.others = max(self.others, self._seen(each))
            except psutil.Error:
                continue

    def _seen(self, process: psutil.Process) -> float:
        """Notes the CPU seconds of one process; gives its memory in MB."""
        taken = process.cpu_times()
        self.seconds[process.pid] = taken.user + taken.system
        return float(process.memory_info().rss / 1e6)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    sizes = parser.parse_args().sizes
    if not shutil.which("soffice"):
        raise SystemExit("缺少 LibreOffice（soffice），造不出 PDF。")
    make_mails(max(sizes))
    print(f"\nPython {platform.python_version()}，{psutil.cpu_count()} 核；每封邮件一份 Word 和一份同样内容的 PDF。\n")
    print("| 邮件数 | 读法 | 墙上时间 秒 | 处理器 秒 | 每封 处理器毫秒 | 主进程内存 MB | 工作进程内存 MB |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    ratios = []
    for size in sizes:
        limited, plain = collected(size, jobs=""), collected(size, jobs="0")
        for name, run in (("隔离", limited), ("不隔离，一个进程", plain)):
            print(
                f"| {run.mails} 封 | {name} | {run.wall:.1f} | {run.cpu:.1f} | {run.cpu / size * 1000:.1f} "
                f"| {run.parent:.0f} | {run.worker:.0f} |"
            )
        ratios.append(f"{size} 封：处理器时间是不隔离的 {limited.cpu / plain.cpu:.3f} 倍。{limited.told}")
    print("\n" + "\n".join(ratios))


if __name__ == "__main__":
    main()
