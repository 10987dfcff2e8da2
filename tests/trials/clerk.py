"""What the trials share: the real program, run as a clerk runs it, and a season as it looks from the outside."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import mails
import nameless

from qtdocs import pipeline
from samples import people
from samples.papers import zhejiang

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-c", "from qtdocs.cli import main; main()")
PROGRAMME = "zhejiang-2026"
WALL = 300.0
"""Seconds that nothing here takes, however busy the machine is."""
WORDS = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){3,}")
"""Four English words in a row: no sentence for a clerk."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command gave."""

    code: int
    out: str
    err: str

    def refuse_foreign_words(self) -> None:
        """No traceback and no English sentence anywhere on the screen."""
        told = self.out + self.err
        assert "Traceback" not in told
        assert WORDS.findall(told) == []


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Somebody with a home, a folder for passing files, and one workspace; nothing of it is anybody else's."""

    home: Path
    """Holds ``me`` (HOME), ``passing`` (TMPDIR) and whatever a test puts there."""
    place: Path
    """The workspace."""
    more: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Variables of the environment beside the usual ones."""
    cwd: Path = ROOT

    @property
    def passing(self) -> Path:
        """The folder for passing files; its name marks every process that was started for this clerk."""
        return self.home / "passing"

    @property
    def environment(self) -> dict[str, str]:
        """What the program sees of its surroundings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QTDOCS_", "PYTEST"))}
        own = {"HOME": str(self.home / "me"), "TMPDIR": str(self.passing)}
        return kept | own | {"PYTHONPATH": str(ROOT)} | dict(self.more)

    def start(self, *arguments: str | Path, before: Sequence[str] = (), **more: Any) -> subprocess.Popen[str]:
        """A command under way, leader of a session of its own."""
        command = [*before, *PROGRAM, *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=self.cwd, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True, **more,
        )  # fmt: skip

    def do(self, *arguments: str | Path, before: Sequence[str] = (), **more: Any) -> Answer:
        """A command from beginning to end."""
        with self.start(*arguments, before=before, **more) as process:
            try:
                out, err = process.communicate(timeout=WALL)
            except subprocess.TimeoutExpired:
                end_all(self)
                raise
        return Answer(code=process.returncode, out=out, err=err)

    def collect(self, *paths: Path, **more: Any) -> Answer:
        """Collects into the workspace."""
        return self.do("collect", *paths, "-w", self.place, **more)

    def told(self, command: str) -> list[dict[str, Any]]:
        """What ``entries`` or ``parcels`` prints as JSON."""
        answer = self.do(command, "--json", "-w", self.place)
        assert (answer.code, answer.err) == (0, "")
        return [json.loads(line) for line in answer.out.splitlines() if line]

    def season(self) -> dict[str, Any]:
        """Everything a clerk gets to see of the workspace, and that its ledger is whole."""
        place = pipeline.find(self.place)
        assert pipeline.ledger_verified(place).startswith("台账完好：")
        return {
            "entries": list(pipeline.entries_listed(place, as_json=True)),
            "parcels": list(pipeline.parcels_listed(place, as_json=True)),
            "outputs": outputs_of(self.place),
            "originals": names_below(self.place / "数据" / "原件"),
        }

    def refuse_remains(self) -> None:
        """Nothing is left of a run but its workspace: no process, no passing file anywhere."""
        assert self.processes() == []
        assert passing_names(self.place) == []
        assert names_below(self.passing) + names_below(self.home / "me") == []

    def processes(self) -> list[int]:
        """The processes that were started for this clerk and still run, by their environment."""
        mark = str(self.home).encode()
        told = ((number, content(number, "environ") + content(number, "cmdline")) for number in running())
        return sorted(number for number, words in told if mark in words and number != os.getpid())


def clerk(home: Path, *, place: Path | None = None, new: bool = True, **more: Any) -> Clerk:
    """A clerk with folders of their own and, as a rule, with an empty workspace."""
    for name in ("me", "passing"):
        (home / name).mkdir(parents=True)
    made = Clerk(home=home, place=place or home / "工作区", **more)
    if new:
        answer = made.do("new", made.place, "--programme", PROGRAMME)
        assert (answer.code, answer.err) == (0, "")
    return made


def running() -> list[int]:
    """Every process of the machine that runs; one that nobody has buried does not."""
    found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [number for number in found if state(number) not in ("", "Z", "X")]


def content(process: int, name: str) -> bytes:
    """A file of ``/proc`` about a process; empty where it has gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/{name}").read_bytes()
    return b""


def state(process: int) -> str:
    """The letter of a process's state; empty where it has gone."""
    return content(process, "stat").rpartition(b")")[2].strip()[:1].decode()


def largest_resident(process: int) -> int:
    """Bytes of the largest resident size that a process has had."""
    found = re.search(rb"VmHWM:\s+(\d+) kB", content(process, "status"))
    return int(found[1]) * 1024 if found else 0


def end_all(who: Clerk) -> None:
    """Ends every process of a clerk at once, as a power failure does."""
    deadline = time.monotonic() + 30
    while left := who.processes():
        assert time.monotonic() < deadline, left
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.01)


def wait_for_end(who: Clerk, seconds: float = 30.0) -> None:
    """Waits until no process of a clerk runs any more."""
    waited(lambda: not who.processes(), seconds)


def waited(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def names_below(folder: Path) -> list[str]:
    """Every name below a folder, also while somebody is at work in it."""
    found = ((Path(place), name) for place, folders, files in os.walk(folder) for name in (*folders, *files))
    return sorted((place / name).relative_to(folder).as_posix() for place, name in found)


def names_in(folder: Path) -> list[str]:
    """The names that stand in a folder itself."""
    return sorted(path.name for path in folder.iterdir())


def originals_are_whole(place: Path) -> None:
    """Every original has the digest that it is called by."""
    for path in (place / "数据" / "原件").glob("??/*"):
        if not is_passing(path.name):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def outputs_of(place: Path) -> dict[str, str]:
    """The digest of everything that a person finds in a workspace, by its name."""
    paths = (place / name for name in names_below(place) if not name.startswith("数据"))
    return {path.relative_to(place).as_posix(): nameless.digest_of(path) for path in paths if path.is_file()}


def passing_names(place: Path) -> list[str]:
    """What no workspace holds when nobody is at work in it: temporary files, scratch, the database's side files."""
    return [name for name in names_below(place) if is_passing(name) or name.startswith("数据/暂存")]


def is_passing(name: str) -> bool:
    """Whether a file is there for a moment only."""
    return name.endswith((".tmp", "-wal", "-shm", "-journal"))


def team(number: int) -> dict[str, str]:
    """What the number's team writes into its form."""
    return people.ALL[number % len(people.ALL)].application() | {"team_name": f"质量信得过{number}班"}


@functools.cache
def form(number: int) -> bytes:
    """A sound form of the number's team."""
    return zhejiang(team(number))


def mail(number: int, *parts: bytes, name: str = "") -> bytes:
    """A mail with a form, and with what else is given."""
    clock = f"{8 + number // 60:02}:{number % 60:02}:00"
    received = f"from a by mx.example.org with SMTP id {number}; Mon, 20 Apr 2026 {clock} +0800"
    attached = mails.attached(name or f"申报表{number}.docx", form(number))
    return mails.mail(attached, *parts, subject=f"申报材料{number}", received=(received,))


def mailbox(folder: Path, count: int = 12) -> Path:
    """A folder of so many mails, each with a form of a team of its own."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:02}.eml").write_bytes(mail(number))
    return folder


def texts_of(path: Path) -> list[str]:
    """Every text in the cells of a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    return [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def formulas_of(path: Path) -> list[str]:
    """Every formula in the cells of a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def saved_book(cells: Mapping[str, str]) -> bytes:
    """A workbook with these cells."""
    import openpyxl

    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(each)


def unseen(text: str) -> set[str]:
    """The characters that control something, turn the direction or show nothing at all."""
    return {each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn")} - {"\n"}


@contextlib.contextmanager
def measured(who: Clerk, process: subprocess.Popen[str]) -> Iterator[dict[int, int]]:
    """The largest resident size of every process of a clerk meanwhile, the program's own under its number."""
    import threading

    seen: dict[int, int] = {}
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.05):
            for number in {process.pid, *who.processes()}:
                seen[number] = max(seen.get(number, 0), largest_resident(number))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()
