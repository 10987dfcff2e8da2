"""The executor: jobs in a queue, one thread a worker, one Future a job."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import json
import queue
import threading
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple

from qtdocs.sandbox import worker
from qtdocs.sandbox.endings import NoWorkerError, TaskFailed, WorkerEnded
from qtdocs.sandbox.limits import USUAL, Limits
from qtdocs.sandbox.starting import Source, source
from qtdocs.sandbox.workers import Worker, opened


class _Job(NamedTuple):
    """One call that waits for a worker."""

    message: bytes
    limits: Limits
    future: concurrent.futures.Future[Any]


class Executor(concurrent.futures.Executor):
    """Runs functions in several limited workers.

    Workers start when the first jobs come, serve many jobs, and are replaced after a bad end, which only the job that
    caused it meets; it is not tried again. At the end of a ``with`` block all jobs are done; if an exception leaves it
    (Ctrl-C), what still runs is killed and what waits is cancelled.

    Args:
        jobs: how many workers; 0 runs each function at once in this process, on the same way through JSON, but without
            limits and guard.
        limits: what each job may use that brings no limits of its own.
        preload: modules that the workers should have imported from the start.
        workers: where workers come from; the best way of this system if not given.
    """

    def __init__(
        self, *, jobs: int, limits: Limits = USUAL, preload: Sequence[str] = (), workers: Source | None = None
    ) -> None:
        self._limits = limits
        self._source = workers or source(preload)
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = self._killed = False
        # Each slot belongs to its thread; only ``kill`` looks into all of them.
        self._workers: dict[int, Worker] = {}
        # Daemons: a program that forgot to shut down can end nevertheless, and its workers with it.
        self._threads = [threading.Thread(target=self._serve, args=(slot,), daemon=True) for slot in range(jobs)]
        self._serving = jobs
        for thread in self._threads:
            thread.start()

    # Our own keywords are taken from those that the function could be given; the standard class has none.
    def submit(  # type: ignore[override]
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        limits: Limits | None = None,
        scratch: str | None = None,
        programs: Sequence[str] = (),
        **kwargs: Any,
    ) -> concurrent.futures.Future[Any]:
        """The Future of one call; its result has been through JSON (tuples come as lists).

        Args:
            function: stands in a module that can be imported; not in ``__main__``.
            *args: JSON values.
            limits: what this job may use, if not what the executor allows.
            scratch: the one folder in which it may write.
            programs: names of the programs that it may start.
            **kwargs: JSON values.

        Raises:
            ValueError: a worker could not find the function.
            TypeError: an argument is no JSON value.
            RuntimeError: the executor was shut down.
        """
        limits = limits or self._limits
        call = {
            "function": _name(function),
            "arguments": args,
            "keywords": kwargs,
            "limits": dataclasses.asdict(limits),
            "scratch": scratch,
            "programs": list(programs),
        }
        job = _Job(worker.encoded(call), limits, concurrent.futures.Future())
        with self._lock:
            if self._closed:
                raise RuntimeError("the executor was shut down")
            if self._threads:
                self._queue.put(job)
        if not self._threads:
            _settle(job.future, lambda: opened(*worker.answer(json.loads(job.message))))
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Takes no more jobs; ends the workers when those that were submitted are done.

        Args:
            wait: returns only then.
            cancel_futures: those that no worker has begun are cancelled instead.
        """
        with self._lock:
            first, self._closed = not self._closed, True
        if cancel_futures:
            self._cancel()
        if first:
            for _ in self._threads:
                self._queue.put(None)
            if not self._threads:
                self._source.close()
        if wait:
            for thread in self._threads:
                thread.join()

    def kill(self) -> None:
        """Ends everything now: running jobs are ended as cancelled, as are those that wait."""
        self._killed = True
        self.shutdown(wait=False, cancel_futures=True)
        for each in list(self._workers.values()):
            each.kill()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        self.shutdown(wait=True)

    def _cancel(self) -> None:
        """Cancels what waits; the signs that end the threads go back into the queue."""
        ends = 0
        try:
            while True:
                job = self._queue.get_nowait()
                if job is None:
                    ends += 1
                else:
                    job.future.cancel()
                    job.future.set_running_or_notify_cancel()
        except queue.Empty:
            for _ in range(ends):
                self._queue.put(None)

    def _serve(self, slot: int) -> None:
        """What the thread of one worker does."""
        while (job := self._queue.get()) is not None:
            if job.future.set_running_or_notify_cancel():
                _settle(job.future, partial(self._result, slot, job))
            del job  # or it would be held until the next one comes
        if slot in self._workers:
            self._workers.pop(slot).close()
        with self._lock:
            self._serving -= 1
            last = self._serving == 0
        if last:
            self._source.close()

    def _result(self, slot: int, job: _Job) -> Any:
        """What the job gives in this slot's worker, which is replaced first if it is not fit."""
        if slot in self._workers and not self._workers[slot].is_fit():
            self._workers.pop(slot).close()
        if slot not in self._workers and not self._killed:
            self._workers[slot] = self._source.worker()
        try:
            if self._killed:
                raise concurrent.futures.CancelledError
            return self._workers[slot].result(job.message, job.limits)
        except WorkerEnded:
            self._workers.pop(slot).close()
            if self._killed:
                raise concurrent.futures.CancelledError from None
            raise


def _settle(future: concurrent.futures.Future[Any], result: Callable[[], Any]) -> None:
    """Gives the Future its result or its exception, whatever happens."""
    end: Exception = NoWorkerError("the program's side failed")
    try:
        future.set_result(result())
    except (WorkerEnded, TaskFailed, NoWorkerError, concurrent.futures.CancelledError) as error:
        # Without the frames, which hold the arguments for as long as somebody keeps the Future.
        end = error.with_traceback(None)
    except Exception as error:  # a slot that ended here would leave the next Future waiting for ever
        end = NoWorkerError(type(error).__name__)
    finally:
        if not future.done():
            future.set_exception(end)


def _name(function: Callable[..., Any]) -> str:
    """The function as ``module:qualified.name``, by which a worker finds it.

    Raises:
        ValueError: it cannot be found so.
    """
    module, name = getattr(function, "__module__", None), getattr(function, "__qualname__", "<unnamed>")
    if module in (None, "__main__") or "<" in name:
        raise ValueError(f"{module}:{name} cannot be imported by a worker")
    return f"{module}:{name}"
