"""How a job can end other than with its result."""

from __future__ import annotations

from typing import Literal

from qtdocs.errors import MissingToolError

Reason = Literal["cpu", "wall", "memory", "crashed", "flooded"]


class WorkerEnded(Exception):  # noqa: N818 - it is the document's doing, no error of ours
    """The worker came to a bad end over this job, and was replaced.

    Args:
        reason: which limit was met, or ``crashed``.
        detail: what is known of it, such as ``signal 11``; never a word from the document.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


class TaskFailed(Exception):  # noqa: N818 - likewise
    """The function raised; of its exception only the name crosses, for messages quote documents.

    Args:
        type_name: the class of the exception, without its module.
    """

    def __init__(self, type_name: str) -> None:
        super().__init__(type_name)
        self.type_name = type_name


class NoWorkerError(MissingToolError):
    """No worker could be started; the machine's fault and not the document's, so it may be tried again.

    Args:
        detail: what is known of it, for the maintainer.
    """

    def __init__(self, detail: str = "") -> None:
        advice = "多半是内存不够或进程太多，请关掉别的程序再运行一次；已经收下的不会丢。"
        super().__init__("开不了读文件的进程。", advice)
        self.detail = detail
