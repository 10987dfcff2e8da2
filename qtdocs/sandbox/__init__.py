"""Runs functions in limited worker processes: whatever a document does to one, the others go on.

``Executor(jobs=2)`` is a ``concurrent.futures.Executor``. A job that loops, eats memory or dies ends its Future with
``WorkerEnded``; one that raises ends it with ``TaskFailed``; no other job notices. Arguments and results are JSON.

The standard pool breaks for all jobs when one worker dies. Its way of starting workers (``forkserver``) does not fit
either: it runs the ``__main__`` of the program again in each worker (and fails where that came from standard input),
it has one list of modules to preload for the whole program, its workers share a pipe with its bookkeeping, and one
that sleeps outlives a program that was killed. So workers come from a nursery of our own (``nursery``): a process that
imports what is slow once and then forks, never the program itself with its threads and its database. Nothing is
pickled, in neither direction.

Where there is no ``fork`` (Windows) each worker is a process started afresh, and of the limits only the wall clock, the
size of the answer and the guard hold.
"""

from qtdocs.sandbox.endings import NoWorkerError, TaskFailed, WorkerEnded
from qtdocs.sandbox.executor import Executor
from qtdocs.sandbox.limits import Limits

__all__ = ["Executor", "Limits", "NoWorkerError", "TaskFailed", "WorkerEnded"]
