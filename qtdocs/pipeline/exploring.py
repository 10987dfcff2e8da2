"""Every file that was given and all that is in it, down to the last attachment: stored, and told by its bytes."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from qtdocs import intake, writing
from qtdocs.codec import decoded, encoded
from qtdocs.errors import UnreadableFileError, WriteError
from qtdocs.intake.crate import KEPT_FREE
from qtdocs.intake.preflight import preflight
from qtdocs.ledger import Originals
from qtdocs.model.parcel import Attachment, Letter, Member, Room, Unpacked
from qtdocs.pipeline import worker
from qtdocs.sandbox import Executor, Limits, TaskFailed, WorkerEnded

LETTERS = frozenset({"mail", "msg"})
"""Kinds that are a delivery of their own, where they do not lie in another mail."""
_DEEPEST_ARCHIVE = 3
_DEEPEST_MAIL = 20
_LONG = Limits(cpu=120, wall=600)
"""For an archive of gigabytes."""
NO_ANSWER = "读它的进程答非所问"
"""Said of a file whose worker sent what no worker of ours sends."""
OWN_DRAFT = "这是本程序写出的信函草稿，没有改过，不是来件"
"""Said of a mail that this program drafted and that lies in the inbox."""
_LOOK_AGAIN = "没有读取权限、正被别的程序占用，或刚刚被移走"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file, wherever it lay, with everything in it."""

    file: Attachment
    """The file; without a digest where its bytes could not be had."""
    given: str = ""
    """Name of the file of the disk that it is, or came in; empty for what is only part of another one found."""
    unpacked: Unpacked | None = None
    """What it holds, its members with their digests; none for what is no mail and no archive, or was not opened."""
    within: tuple[Found, ...] = ()
    """Its members."""
    settled: bool = True
    """Whether the next run need not open it again: what may have been refused for want of room is opened again."""

    @property
    def letter(self) -> Letter | None:
        """The evidence of a mail."""
        return self.unpacked.letter if self.unpacked else None

    def flat(self) -> Iterator[Found]:
        """Itself and everything in it, in order."""
        yield self
        for each in self.within:
            yield from each.flat()


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked for one delivery, shared by everything nested in it."""

    members: int = Room().members
    size: int = Room().size

    def room(self) -> Room:
        return Room(members=self.members, size=self.size)

    def spend(self, members: tuple[Member, ...]) -> None:
        self.members -= len(members)
        self.size -= sum(each.size for each in members)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A file to look into."""

    name: str
    path: Path
    given: str
    budget: _Budget = field(default_factory=_Budget)
    inside_letter: bool = False
    archives: int = 0
    mails: int = 0


class Explorer:
    """Looks into files, several at a time; each delivery has one budget for all that is nested in it.

    Args:
        originals: the store.
        scratch: a folder for what workers unpack.
        executor: the workers.
        opened: what each mail and archive holds that an earlier run opened, by digest; nothing is opened twice.
    """

    def __init__(self, originals: Originals, scratch: Path, executor: Executor, opened: Mapping[str, Unpacked]) -> None:
        self._originals = originals
        self._scratch = scratch
        self._executor = executor
        self._opened_before = opened
        self._numbers = itertools.count(1)

    def explore(
        self, given: Iterable[Attachment], *, threads: int, done: Callable[[Found], None] = lambda found: None
    ) -> list[Found]:
        """Everything in some files; mails that lie in folders, archives and mailboxes are found apart, each a file.

        Args:
            given: the files.
            threads: how many are looked into at a time.
            done: is told of each file when it has been looked into, in the calling thread.
        """
        tasks = [
            _Task(name=each.name, path=each.path, given=each.name)
            for each in given
            if not each.skipped and not each.unread
        ]
        tasks.reverse()
        results: list[Found] = []
        waiting: set[Future[tuple[Found, list[_Task]]]] = set()
        with ThreadPoolExecutor(max_workers=max(1, threads), thread_name_prefix="explore") as pool:
            try:
                while tasks or waiting:
                    while tasks and len(waiting) < 4 * threads:
                        waiting.add(pool.submit(self._look, tasks.pop()))
                    finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for found, further in (future.result() for future in finished):
                        results.append(found)
                        done(found)
                        tasks.extend(reversed(further))
            finally:  # after a full disk or Ctrl-C nothing more is begun
                for future in waiting:
                    future.cancel()
        return sorted(results, key=lambda found: found.file.name)

    def _look(self, task: _Task) -> tuple[Found, list[_Task]]:
        """A file and everything in it, and the mails in it that are deliveries of their own."""
        further: list[_Task] = []
        return replace(self._found(task, further), given=task.given), further

    def _found(self, task: _Task, further: list[_Task]) -> Found:
        file = Attachment(name=task.name, path=task.path, size=0)
        try:
            kept = self._originals.keep(task.path, kind=_kind)
        except (OSError, UnreadableFileError):
            return Found(file=replace(file, outcome="unread", code="file-damaged", detail=_LOOK_AGAIN))
        seen = preflight(kept.path)
        file = replace(file, sha256=kept.sha256, size=kept.size, media=seen.kind)
        if seen.kind not in intake.OPENERS:
            return Found(file=file)
        if seen.kind == "mail" and writing.holds_own_work(kept.path):
            return Found(file=replace(file, skipped=OWN_DRAFT, outcome="skipped", detail=OWN_DRAFT))
        if seen.code:
            return Found(file=_unread(file, seen.code, seen.detail))
        return self._opened(task, file, kept.path, further)

    def _opened(self, task: _Task, file: Attachment, path: Path, further: list[_Task]) -> Found:
        is_letter = file.media in LETTERS
        archives, mails = task.archives + (not is_letter), task.mails + is_letter
        if archives > _DEEPEST_ARCHIVE or mails > _DEEPEST_MAIL:
            return Found(file=_unread(file, "file-refused", f"套了 {archives + mails - 1} 层还没有到底，没有再打开"))
        room = room_on_disk(self._scratch, size=file.size)
        whole = task.budget.room() == Room()
        unpacked = self._unpacked(file, path, task.budget)
        if isinstance(unpacked, Attachment):
            return Found(file=unpacked)
        # what was refused because others had used up the room may be opened when it comes alone
        lacking = (room < task.budget.size or not whole) and any(
            each.code == "file-refused" for each in unpacked.members
        )
        if not unpacked.members and not is_letter:
            return Found(file=_unread(file, "file-empty", "压缩包里什么也没有"))
        inner = replace(task, inside_letter=task.inside_letter or is_letter, archives=archives, mails=mails)
        within = [self._member(each, file, inner, further) for each in unpacked.members]
        return Found(
            file=replace(file, outcome="opened"),
            unpacked=unpacked,
            within=tuple(each for each in within if each),
            settled=not lacking,
        )

    def _member(self, member: Member, holder: Attachment, task: _Task, further: list[_Task]) -> Found | None:
        """One member; none where it is a delivery of its own, to be looked into apart."""
        name = f"{holder.name}!{member.name}"
        if not member.sha256:
            outcome = "skipped" if member.skipped else "unread"
            file = Attachment(
                name=name, path=Path(), size=member.size, skipped=member.skipped, outcome=outcome, code=member.code,
                detail=member.detail or member.skipped,
            )  # fmt: skip
            return Found(file=file)
        path = self._originals.find(member.sha256)
        if path is None:
            return Found(file=Attachment(name=name, path=Path(), size=0, outcome="unread", code="file-damaged",
                                         detail="存下的原件不见了"))  # fmt: skip
        if not task.inside_letter and preflight(path).kind in LETTERS:
            further.append(_Task(name=name, path=path, given=task.given))
            return None
        return self._found(replace(task, name=name, path=path), further)

    def _unpacked(self, file: Attachment, path: Path, budget: _Budget) -> Unpacked | Attachment:
        """What a mail or an archive holds, its members in store; or the file with the reason why it was not opened."""
        unpacked = self._opened_before.get(file.sha256)
        if unpacked and all(self._originals.find(each.sha256) for each in unpacked.members if each.sha256):
            budget.spend(unpacked.members)
            return unpacked
        into = self._scratch / f"{next(self._numbers):06}"
        writing.make_folder(into)
        try:
            answer = self._ask(path, file.media, into, budget)
            if isinstance(answer, tuple):
                return _unread(file, *answer)
            budget.spend(answer.members)
            return replace(answer, members=tuple(self._stored(each, into) for each in answer.members))
        finally:
            shutil.rmtree(into, ignore_errors=True)

    def _ask(self, path: Path, kind: str, into: Path, budget: _Budget) -> Unpacked | tuple[str, str]:
        """What a worker says, or the finding's code and detail."""
        programs = intake.PROGRAMS.get(kind, ())
        future = self._executor.submit(
            worker.unpack, str(path), kind, str(into), encoded(budget.room()),
            scratch=str(into), programs=programs, limits=_LONG,
        )  # fmt: skip
        try:
            answer = future.result()
        except (WorkerEnded, TaskFailed) as error:
            if isinstance(error, TaskFailed) and error.type_name == WriteError.__name__:
                raise _full_disk(file_size=path.stat().st_size) from error
            return outcome_of(error)
        if "code" in answer:
            return answer["code"], "；".join(filter(None, (answer["detail"], answer["advice"].rstrip("。"))))
        try:
            return decoded(Unpacked, answer["unpacked"])
        except (TypeError, ValueError, KeyError, AttributeError):
            return "file-crashed", NO_ANSWER

    def _stored(self, member: Member, into: Path) -> Member:
        if not member.file or member.skipped:  # what is skipped can be found in its mail again
            return replace(member, file="")
        path = into / Path(member.file).name
        with contextlib.suppress(OSError):
            kept = self._originals.keep(path, kind=_kind, move=True)
            return replace(member, sha256=kept.sha256, size=kept.size, file="")
        return replace(member, file="", code="file-damaged", detail="展开后没有存下来")


def room_on_disk(folder: Path, *, size: int) -> int:
    """How many bytes may be made in a folder as far as its disk goes.

    Raises:
        WriteError: fewer than are needed; that is no fault of a file, and must not become a finding about one.
    """
    room = shutil.disk_usage(folder).free - KEPT_FREE
    if room < size:
        raise _full_disk(file_size=size)
    return room


def _full_disk(*, file_size: int) -> WriteError:
    needed = (KEPT_FREE + file_size) // 1_000_000 + 1
    return WriteError(
        "磁盘空间不足，邮件、压缩包和旧格式的文件没有地方打开。",
        f"请清理磁盘，至少空出 {needed} MB，再运行一次；已经收下的不会丢。",
    )


def _kind(path: Path) -> str:
    return preflight(path).kind


def outcome_of(error: WorkerEnded | TaskFailed) -> tuple[str, str]:
    """Code and detail of the finding about a file whose worker came to a bad end."""
    if isinstance(error, TaskFailed):
        return "file-crashed", error.type_name
    return _ENDS.get(error.reason, ("file-crashed", f"读它的进程中途停了（{error.detail}）"))


_ENDS = {
    "cpu": ("file-timeout", "用的处理器时间到了上限"),
    "wall": ("file-timeout", "等的时间到了上限"),
    "memory": ("file-refused", "要用的内存多得反常"),
    "flooded": ("file-refused", "读出来的内容多得反常"),
}


def _unread(file: Attachment, code: str, detail: str) -> Attachment:
    return replace(file, outcome="unread", code=code, detail=detail)
