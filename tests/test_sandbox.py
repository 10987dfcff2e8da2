"""Workers under limits: whatever one of them does, every other job has its exact result."""

from __future__ import annotations

import concurrent.futures
import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import test_sandbox_tasks as tasks

from qtdocs.sandbox import Executor, Limits, NoWorkerError, TaskFailed, WorkerEnded
from qtdocs.sandbox.starting import Afresh

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the limits are those of POSIX")

ROOT = Path(__file__).resolve().parents[1]
PRELOAD = ("test_sandbox_tasks",)
CPU = Limits(cpu=1)
WALL = Limits(wall=1.0)
SMALL = Limits(memory=200_000_000)
NO_MEMORY = ("memory", "no memory left")
GARBLED = ("crashed", "garbled answer")


@pytest.fixture(scope="module")
def pair() -> Iterator[Executor]:
    with Executor(jobs=2, preload=PRELOAD) as executor:
        yield executor


@pytest.fixture(scope="module")
def single() -> Iterator[Executor]:
    with Executor(jobs=1, preload=PRELOAD) as executor:
        yield executor


def outcome(future: concurrent.futures.Future[Any]) -> Any:
    """The result, or how it ended."""
    try:
        return future.result(timeout=100)
    except WorkerEnded as end:
        return (end.reason, end.detail)
    except TaskFailed as failure:
        return failure.type_name


BAD: list[tuple[Callable[..., Any], Limits | None, Any]] = [
    (tasks.loop, CPU, ("cpu", "CPU time used up")),
    (tasks.sleep, WALL, ("wall", "1 seconds")),
    (tasks.allocate, None, NO_MEMORY),
    (tasks.allocate_bit_by_bit, SMALL, NO_MEMORY),
    (tasks.allocate_and_disguise, None, NO_MEMORY),
    (tasks.exit_at_once, None, ("crashed", "exit code 0")),
    (tasks.crash, None, ("crashed", "signal 11")),
    (tasks.answer_much, None, ("flooded", "result too long")),
    (tasks.close_everything, None, ("crashed", "exit code 1")),
    (tasks.write_garbage, None, GARBLED),
    (tasks.forge, None, GARBLED),
    (tasks.raise_phone, None, "PhoneError"),
    (tasks.raise_with_cause, None, "KeyError"),
    (tasks.exit_program, None, "SystemExit"),
    (tasks.recurse, None, "RecursionError"),
    (tasks.no_json, None, "TypeError"),
    (tasks.print_much, None, "printed"),
    (tasks.leave_thread, None, "left"),
]


def test_bad_jobs_end_as_what_they_are_and_good_ones_among_them_are_right(
    pair: Executor, capfd: pytest.CaptureFixture[str]
) -> None:
    good, bad = [], []
    numbers = itertools.count()
    for function, limits, _ in BAD:
        good += [pair.submit(tasks.square, next(numbers)) for _ in range(3)]
        bad.append(pair.submit(function, limits=limits))
    assert [outcome(future) for future in bad] == [wanted for _, _, wanted in BAD]
    assert [outcome(future) for future in good] == [number**2 for number in range(3 * len(BAD))]
    assert capfd.readouterr() == ("", "")


def test_message_of_an_exception_stays_in_the_worker(pair: Executor) -> None:
    for function, name in ((tasks.raise_phone, "PhoneError"), (tasks.raise_with_cause, "KeyError")):
        error = pair.submit(function).exception(timeout=60)
        assert isinstance(error, TaskFailed)
        assert (error.args, error.__cause__, error.__context__, error.__traceback__) == ((name,), None, None, None)


def test_worker_is_kept_and_replaced_after_a_bad_end(single: Executor) -> None:
    first = single.submit(tasks.process).result(60)
    assert single.submit(tasks.process).result(60) == first
    assert outcome(single.submit(tasks.raise_phone)) == "PhoneError"
    assert single.submit(tasks.process).result(60) == first
    assert outcome(single.submit(tasks.exit_at_once)) == ("crashed", "exit code 0")
    assert single.submit(tasks.process).result(60) != first


def test_cpu_time_is_counted_for_each_job_anew(single: Executor) -> None:
    futures = [single.submit(tasks.work, 0.4, limits=CPU) for _ in range(6)]
    assert [outcome(future) for future in futures] == ["worked"] * 6


def test_worker_is_replaced_after_its_jobs_or_when_it_has_grown(single: Executor) -> None:
    few = Limits(jobs_each=2)
    outcome(single.submit(tasks.exit_at_once))
    seen = [single.submit(tasks.process, limits=few).result(60) for _ in range(6)]
    assert [len(list(group)) for _, group in itertools.groupby(seen)] == [2, 2, 2]
    before = single.submit(tasks.process).result(60)
    assert single.submit(tasks.take, 50, limits=Limits(growth=20_000_000)).result(60) == 50_000_000
    assert single.submit(tasks.process).result(60) != before


def test_worker_with_a_thread_left_behind_is_replaced(single: Executor) -> None:
    before = single.submit(tasks.process).result(60)
    assert single.submit(tasks.leave_thread).result(60) == "left"
    assert single.submit(tasks.process).result(60) != before
    ended_within(10, before)


def test_what_an_idle_worker_says_is_no_answer_to_the_next_job(single: Executor) -> None:
    before = single.submit(tasks.process).result(60)
    assert single.submit(tasks.write_later, 7).result(60) == 7
    time.sleep(0.8)
    assert single.submit(tasks.square, 5).result(60) == 25
    assert single.submit(tasks.process).result(60) != before


def test_values_come_back_as_json_holds_them(pair: Executor) -> None:
    values = [None, True, 1, -2.5, "申报表\ud800\x00", [1, [2]], {"键": {"a": []}}]
    with Executor(jobs=0) as inline:
        for executor in (pair, inline):
            assert executor.submit(tasks.echo, *values, key=(1, 2)).result(60) == [values, {"key": [1, 2]}]


def test_answer_nested_too_deeply_is_no_harm(pair: Executor) -> None:
    assert outcome(pair.submit(tasks.nested, 100_000)) == "RecursionError"


def test_what_no_worker_can_find_or_take_is_refused_at_once(pair: Executor) -> None:
    with pytest.raises(ValueError, match="cannot be imported"):
        pair.submit(lambda: None)
    with pytest.raises(TypeError):
        pair.submit(tasks.echo, object())
    assert outcome(pair.submit(tasks.square)) == "TypeError"


def test_inline_gives_the_same_endings() -> None:
    with Executor(jobs=0) as inline:
        assert outcome(inline.submit(tasks.square, 3)) == 9
        assert outcome(inline.submit(tasks.raise_phone)) == "PhoneError"
        assert outcome(inline.submit(tasks.answer_much, limits=Limits(result=1000))) == ("flooded", "result too long")
    with pytest.raises(RuntimeError):
        inline.submit(tasks.square, 3)


def test_worker_started_afresh_does_as_well() -> None:
    with Executor(jobs=1, workers=Afresh(PRELOAD)) as executor:
        assert outcome(executor.submit(tasks.square, 3)) == 9
        assert outcome(executor.submit(tasks.crash)) == ("crashed", "signal 11")
        assert outcome(executor.submit(tasks.sleep, limits=WALL)) == ("wall", "1 seconds")
        assert outcome(executor.submit(tasks.connect)) == "ForbiddenError"
        assert outcome(executor.submit(tasks.square, 4)) == 16


@pytest.mark.parametrize("function", [tasks.connect, tasks.resolve, tasks.shell, tasks.fork])
def test_network_and_programs_are_forbidden(pair: Executor, function: Callable[[], Any]) -> None:
    assert outcome(pair.submit(function)) == "ForbiddenError"


def test_only_named_programs_start(pair: Executor, tmp_path: Path) -> None:
    (tmp_path / "echo").symlink_to("/bin/sh")
    assert outcome(pair.submit(tasks.start, "echo")) == "ForbiddenError"
    assert outcome(pair.submit(tasks.start, "echo", programs=("echo",))) == "hello"
    assert outcome(pair.submit(tasks.start, "env", programs=("echo",))) == "ForbiddenError"
    assert outcome(pair.submit(tasks.start, str(tmp_path / "echo"), programs=("echo",))) == "ForbiddenError"
    assert outcome(pair.submit(tasks.start, "echo")) == "ForbiddenError"


def test_program_ends_with_its_worker(pair: Executor, tmp_path: Path) -> None:
    job = pair.submit(tasks.start_and_wait, "sleep", programs=("sleep",), scratch=str(tmp_path), limits=WALL)
    assert outcome(job) == ("wall", "1 seconds")
    ended_within(10, int((tmp_path / "pid").read_text(encoding="utf-8")))


def test_files_are_written_in_the_scratch_folder_alone(pair: Executor, tmp_path: Path) -> None:
    scratch, outside = tmp_path / "scratch", tmp_path / "scratch-not"
    scratch.mkdir()
    outside.mkdir()
    (outside / "paper").write_text("原件", encoding="utf-8")

    def does(function: Callable[..., Any], *arguments: Any) -> Any:
        return outcome(pair.submit(function, *arguments, scratch=str(scratch)))

    assert does(tasks.write, str(scratch / "a")) == 1
    assert does(tasks.write, os.devnull) == 1
    assert does(tasks.read, str(outside / "paper")) == "原件"
    assert does(tasks.write, str(outside / "a")) == "ForbiddenError"
    assert does(tasks.write, str(scratch / ".." / "a")) == "ForbiddenError"
    assert does(tasks.write_through_link, str(scratch), str(outside / "paper")) == "ForbiddenError"
    assert outcome(pair.submit(tasks.write, str(scratch / "b"))) == "ForbiddenError"
    assert does(tasks.use_temporary_folder) == ["file", "sub", "False"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "link", "paper", "scratch", "scratch-not"]
    assert (outside / "paper").read_text(encoding="utf-8") == "原件"


def test_file_is_written_no_longer_than_allowed(pair: Executor, tmp_path: Path) -> None:
    job = pair.submit(tasks.write, str(tmp_path / "a"), 5000, scratch=str(tmp_path), limits=Limits(file_size=1000))
    assert outcome(job) == "OSError"
    assert (tmp_path / "a").stat().st_size <= 1000


@pytest.mark.parametrize(
    "what", ["remove", "rename", "mkdir", "rmdir", "symlink", "link", "chmod", "truncate", "database"]
)
def test_names_outside_the_scratch_folder_are_not_changed(pair: Executor, tmp_path: Path, what: str) -> None:
    scratch, outside = tmp_path / "scratch", tmp_path / "outside"
    for folder in (scratch, outside):
        folder.mkdir()
        (folder / "paper").write_text("x", encoding="utf-8")
        (folder / "empty").mkdir()

    def does(folder: Path, source: Path) -> Any:
        new = what in ("mkdir", "symlink", "link", "database")
        path = folder / ("new" if new else "empty" if what == "rmdir" else "paper")
        other = folder / "other" if what == "rename" else source / "paper"
        return outcome(pair.submit(tasks.change, what, str(path), str(other), scratch=str(scratch)))

    before = listing(outside)
    assert does(outside, scratch) == "ForbiddenError"
    assert does(scratch, scratch) == what
    if what == "link":
        (scratch / "new").unlink()
        assert does(scratch, outside) == "ForbiddenError"
    assert listing(outside) == before


def listing(folder: Path) -> list[tuple[str, int, int]]:
    return sorted((path.name, path.stat().st_size, path.stat().st_nlink) for path in folder.rglob("*"))


def test_two_thousand_jobs_are_quick_and_leave_no_memory_behind(pair: Executor) -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def batch() -> None:
        futures = [pair.submit(tasks.echo, "x" * 1000) for _ in range(2000)]
        assert [future.result(60) for future in futures] == [[["x" * 1000], {}]] * 2000

    batch()
    before, began = resident(), time.monotonic()
    for _ in range(3):
        batch()
    print(f"{6000 / (time.monotonic() - began):.0f} jobs a second")
    assert time.monotonic() - began < 15
    assert resident() - before < 20_000_000


def test_shutdown_finishes_or_cancels_what_waits() -> None:
    executor = Executor(jobs=1, preload=PRELOAD)
    slow, *waiting = [executor.submit(tasks.sleep, 0.3) for _ in range(4)]
    while not slow.running():
        time.sleep(0.01)
    executor.shutdown(cancel_futures=True)
    assert slow.result(0) == 0.3
    assert [future.cancelled() for future in waiting] == [True] * 3
    with pytest.raises(RuntimeError):
        executor.submit(tasks.square, 1)
    with Executor(jobs=2, preload=PRELOAD) as executor:
        futures = [executor.submit(tasks.square, number) for number in range(20)]
    assert [future.result(0) for future in futures] == [number**2 for number in range(20)]


def test_exception_in_the_block_ends_everything_at_once() -> None:
    began = time.monotonic()
    with contextlib.suppress(KeyboardInterrupt), Executor(jobs=2, preload=PRELOAD) as executor:
        assert executor.submit(tasks.square, 2).result(60) == 4
        futures = [executor.submit(tasks.sleep) for _ in range(5)]
        while not futures[1].running():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert time.monotonic() - began < 30
    for future in futures:
        with pytest.raises(concurrent.futures.CancelledError):
            future.result(0)


def test_nothing_is_left_after_shutdown() -> None:
    threads = threading.active_count()
    with Executor(jobs=2, preload=PRELOAD) as executor:
        worker, nursery, _ = executor.submit(tasks.processes).result(60)
    ended_within(10, worker, nursery)
    assert threading.active_count() == threads


def test_nursery_that_was_killed_is_started_again() -> None:
    with Executor(jobs=1, preload=PRELOAD) as executor:
        worker, nursery, _ = executor.submit(tasks.processes).result(60)
        os.kill(nursery, signal.SIGKILL)
        ended_within(10, worker)
        assert executor.submit(tasks.square, 5).result(60) == 25


def test_machine_that_starts_no_worker_is_not_blamed_on_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Executor(jobs=1) as executor:
        assert type(executor.submit(tasks.square, 5).exception(60)) is NoWorkerError


PROGRAM = """
import sys, time
ran_main = True
sys.path.insert(0, "tests")
import test_sandbox_tasks as tasks
from qtdocs.sandbox import Executor
executor = Executor(jobs=1, preload=["test_sandbox_tasks"])
print(*executor.submit(tasks.processes).result(60), flush=True)
if "wait" in sys.argv:
    executor.submit(tasks.sleep)
    time.sleep(1000)
"""


@pytest.mark.parametrize("way", ["text", "input", "file", "module"])
def test_no_main_is_run_again_however_the_program_was_started(way: str, tmp_path: Path) -> None:
    # Without a guard of its main, without a shutdown: as careless as a script can be.
    file = tmp_path / "careless.py"
    file.write_text(PROGRAM, encoding="utf-8")
    arguments = {"text": ["-c", PROGRAM], "input": ["-"], "file": [str(file)], "module": ["-m", "careless"]}[way]
    answer = subprocess.run(
        [sys.executable, *arguments],
        input=PROGRAM if way == "input" else "",
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{tmp_path}"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    worker, nursery, ran = answer.stdout.split()
    assert (ran, answer.stderr) == ("False", "")
    ended_within(10, int(worker), int(nursery))


def test_everything_ends_with_a_program_that_was_killed() -> None:
    command = [sys.executable, "-c", PROGRAM, "wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout is not None
        worker, nursery, _ = program.stdout.readline().split()
        time.sleep(0.2)
        program.kill()
    ended_within(10, int(worker), int(nursery))


def ended_within(seconds: float, *processes: int) -> None:
    """Waits until none of them runs any more; one that nobody has buried counts as ended."""
    deadline = time.monotonic() + seconds
    while left := [process for process in processes if is_running(process)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
