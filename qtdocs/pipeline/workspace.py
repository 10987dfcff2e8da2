"""A workspace: one season's folder with its ledger, its originals and its outputs."""

from __future__ import annotations

import contextlib
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.errors import LedgerError, UsageError, WriteError
from qtdocs.intake import DATA, SETTINGS
from qtdocs.ledger import Crops, Ledger, Originals, locked, refuse_network_drive

LEDGER = "台账.sqlite3"
REGISTER = "收件登记.xlsx"
"""Where people write down what did not come by mail."""
INSPECTIONS = "人工核查表.xlsx"
"""Where people write down what they looked up elsewhere."""
REGISTRY = "登记册.xlsx"
"""What the association knows of teams and earlier seasons, where somebody fills it in here."""
POOL = "专家库.xlsx"
"""The pool of experts, where somebody fills it in here."""
ORIGINALS = "原件"
CROPS = "截图"
JUDGING = ("评审", "发布会", "结果", "评价报告", "名称核对", "发布", "报送", "归档")
"""Folders of what judging and publishing write and what comes back; nothing in them is a paper of an applicant."""
EDITED = "改过的台账"
"""Ledger workbooks whose changes were taken over."""
PROGRAMME = "programme"
SCRATCH = "暂存"
LOCK = "锁"
_HEAD = "# qtdocs 的工作区。活动代号见 qtdocs forms list；换活动请另建工作区。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Where everything of one season lies."""

    home: Path
    """The folder."""
    programme: str
    """Id of its programme."""

    @property
    def data(self) -> Path:
        """The folder of the ledger and the originals."""
        return self.home / DATA

    @property
    def originals(self) -> Originals:
        """The store of the originals."""
        return Originals(self.data / ORIGINALS)

    @property
    def crops(self) -> Crops:
        """The pictures of single spots."""
        return Crops(self.data / CROPS)

    @property
    def register(self) -> Path:
        """收件登记.xlsx."""
        return self.home / REGISTER

    @property
    def inspections(self) -> tuple[Path, ...]:
        """人工核查表.xlsx, and the names under which WPS may have saved it; the first that is there counts."""
        return tuple((self.home / INSPECTIONS).with_suffix(ending) for ending in (".xlsx", ".xls", ".et"))

    def owns(self, path: Path) -> bool:
        """Whether a file is the workspace's own and no paper: settings, what people fill in, ``数据``, judging."""
        found, home = path.parent.resolve() / path.name, self.home.resolve()
        own = {
            home / SETTINGS,
            home / REGISTER,
            home / REGISTRY,
            home / POOL,
            *(home / each.name for each in self.inspections),
        }
        return found in own or any((home / each) in (found, *found.parents) for each in (DATA, *JUDGING))

    @property
    def passing(self) -> frozenset[str]:
        """What belongs to no backup."""
        return frozenset({f"{DATA}/{SCRATCH}", f"{DATA}/{LOCK}"})

    def ledger(self) -> Ledger:
        """Its ledger, opened; to be closed by the caller.

        Raises:
            LedgerError: it is not there; a new one in its place would look as if nothing had ever come in.
        """
        path = self.data / LEDGER
        if not path.exists():
            raise LedgerError(
                f"台账数据不见了：{path}。",
                "请从备份恢复（qtdocs restore）；没有备份的，另建一个工作区，把来件重新收一遍，原件在“数据/原件”里。",
            )
        ledger = Ledger(path)
        if (made_for := ledger.setting(PROGRAMME)) and made_for != self.programme:
            ledger.close()
            raise UsageError(
                f"工作区的设置写的活动是 {self.programme}，台账却是 {made_for} 的。",
                f"请把 {SETTINGS} 改回 {made_for}；换活动请另建工作区。",
            )
        return ledger

    @contextlib.contextmanager
    def busy(self, task: str) -> Iterator[Ledger]:
        """Its ledger, and nobody else at work in it meanwhile.

        Whatever any library leaves lying about for a moment lies in the workspace, and goes with the next run at the
        latest: no paper of an applicant stays in a folder for temporary files.

        Raises:
            WriteError: somebody else is at work; the message says who.
        """
        refuse_network_drive(self.home)
        _make(self.data)
        with locked(self.data / LOCK, task=task):
            for folder in (self.home, self.data, self.originals.folder):
                writing.sweep_broken_off(folder)
            with _emptied(self.data / SCRATCH) as folder, writing.passing_files_in(folder), self.ledger() as ledger:
                yield ledger

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder for what is unpacked, removed afterwards; only for who is at work in the workspace."""
        with _emptied(self.data / SCRATCH / "打开") as folder:
            yield folder


def new(home: Path, *, programme: str) -> Workspace:
    """Make a workspace in a folder that may have other things in it.

    Raises:
        UsageError: it is a workspace already, there is no such programme, or it lies on a network drive.
        WriteError: the folder cannot be made or written.
    """
    edition = shelf.load_programme(programme, workspace=home)
    if (home / SETTINGS).exists():
        raise UsageError(f"“{home}”已经是工作区。", "直接运行 qtdocs collect 收材料；换活动请另建一个文件夹。")
    refuse_network_drive(home)
    _make(home / DATA)
    with Ledger(home.absolute() / DATA / LEDGER) as ledger, ledger.change("made"):
        ledger.set(PROGRAMME, edition.id)
    # the settings last: a folder that has them has everything
    writing.write_bytes(home / SETTINGS, f'{_HEAD}programme = "{edition.id}"\n'.encode())
    return Workspace(home=home.absolute(), programme=edition.id)


def find(start: Path) -> Workspace:
    """The workspace that a folder is or lies in.

    Raises:
        UsageError: there is none, or its settings cannot be read.
    """
    for folder in (start, *start.absolute().parents):
        if (folder / SETTINGS).is_file():
            return _opened(folder)
    raise UsageError(
        f"“{start}”不是工作区。",
        "请先用 cd 进入工作区文件夹，或用 --workspace 指明；还没有的，用 qtdocs new 文件夹 --programme 活动 新建一个。",
    )


def find_or_new(home: Path, *, programme: str) -> Workspace:
    """The workspace in this folder; made where there is none.

    Raises:
        UsageError: it is the workspace of another programme.
    """
    if not (home / SETTINGS).is_file():
        return new(home, programme=programme)
    found = _opened(home)
    if found.programme != shelf.load_programme(programme, workspace=home).id:
        raise UsageError(
            f"“{home}”是另一个活动（{found.programme}）的工作区。", "请用 --out 换一个文件夹，一个活动一个。"
        )
    return found


def _opened(home: Path) -> Workspace:
    path = home / SETTINGS
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Workspace(home=home.absolute(), programme=str(told["programme"]))
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(
            f"工作区的设置读不了：{path}。", '里面应有一行 programme = "活动代号"；改好后再运行。'
        ) from error


@contextlib.contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """A folder for passing files, removed afterwards; what a run that was killed left in it goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    _make(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"建不了文件夹：{folder}。", "请检查上级文件夹的权限，或换一个地方。") from error
