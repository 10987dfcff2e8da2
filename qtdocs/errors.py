"""Errors that are ours or the owner's, each with an exit code and a Chinese next step.

What is wrong with an applicant's papers is no error but a finding (``qtdocs.model.finding``).
"""

from __future__ import annotations


class QtdocsError(Exception):
    """The root of the tree: a Chinese message, the next step, and the exit code.

    Args:
        message: what happened, in Chinese, one sentence.
        advice: what to do next, in Chinese; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}{self.advice}" if self.advice else self.message


class UsageError(QtdocsError):
    """A wrong call: a path that is not there, an unknown programme."""

    exit_code = 2


class FormError(QtdocsError):
    """A programme or form file that cannot be used; lists all its mistakes.

    Args:
        path: the file.
        mistakes: one Chinese sentence each, with the key path in front.
    """

    exit_code = 2

    def __init__(self, path: str, mistakes: tuple[str, ...]) -> None:
        listed = "\n".join(f"  {number}. {mistake}" for number, mistake in enumerate(mistakes, 1))
        super().__init__(f"表格文件有误：{path}，共 {len(mistakes)} 处：\n{listed}\n", "请按上面逐条改好后再运行。")
        self.path = path
        self.mistakes = mistakes


class MissingToolError(QtdocsError):
    """A program, library or font that this machine lacks."""

    exit_code = 4


class WriteError(QtdocsError):
    """An output that cannot be written: disk, permission, a folder in the way."""

    exit_code = 5


class LedgerError(QtdocsError):
    """A ledger that is damaged, or that a newer version wrote."""

    exit_code = 6


class UnreadableFileError(QtdocsError):
    """One file that cannot be read; ``pipeline`` turns it into a finding.

    Args:
        code: the finding's code, for example ``file-damaged``.
        detail: only what was seen, in Chinese, without a full stop.
        advice: the next step for just this kind of file, in Chinese; empty where the rule's own will do.
    """

    exit_code = 3

    def __init__(self, code: str, detail: str, advice: str = "") -> None:
        super().__init__(f"{detail}。", advice)
        self.code = code
        self.detail = detail
