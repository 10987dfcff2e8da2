"""What the programme asks for in which medium, held against what came of one paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.making import finding
from qtdocs.checks.originals import plain_name
from qtdocs.editions.programme import Paper
from qtdocs.model.finding import Finding

SATISFIED_BY = {
    "word": frozenset({"word", "sheet"}),
    "excel": frozenset({"sheet"}),
    "pdf": frozenset({"pdf", "scan"}),
    "slides": frozenset({"slides"}),
}
"""What counts as each medium: a workbook can be edited like a Word file, a scan or photograph stands for a PDF."""
_CODES = {"word": "pair-word-missing", "pdf": "pair-pdf-missing"}
_MEDIA = {"word": "Word 版", "pdf": "PDF 版", "excel": "Excel 版", "slides": "PPT", "disc": "电子版（光盘或U盘）"}
_SHOWN = {"word": "Word 版", "sheet": "Excel 版", "pdf": "PDF 版", "scan": "扫描件", "slides": "PPT"}
_LOOK = "请先打开这个文件看是不是：是的，请对方重发能读的一份；不是的，请补交{name}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of one paper."""

    media: frozenset[str] = frozenset()
    """``word``, ``sheet``, ``pdf``, ``scan``, ``slides``: every medium of the versions that hold."""
    file: str = ""
    """A file that came; empty where none did."""
    original: bool = False
    """Whether the register tells of the original on paper."""
    doubtful: tuple[tuple[str, str], ...] = ()
    """Files that may be what is missing: the medium they look like (empty: any), and what is to be said of them."""


def check_requirement(paper: Paper, came: Came, *, nominator: str = "") -> Iterator[Finding]:
    """What is missing of one paper: all of it, or one of its media.

    Args:
        paper: as the notice asks for it.
        came: what came of it.
        nominator: whose it is, where it is a nominator's.
    """
    asked = [medium for medium in paper.media if medium != "paper"]
    if asked and not came.media:
        yield _missing(paper, came, asked, nominator)
        return
    for medium in asked:
        if medium == "disc" or came.media & SATISFIED_BY[medium]:
            continue
        yield _medium_missing(paper, came, medium, nominator)


def check_originals(
    papers: tuple[Paper, ...], *, told: str = "", nominator: str = "", file: str = ""
) -> Iterator[Finding]:
    """One note on all originals on paper that the register does not tell of; never a defect.

    Args:
        papers: those that are asked for and not told of.
        told: what the register says that does not decide it.
        nominator: whose they are, where they are a nominator's.
        file: the application's file.
    """
    if papers:
        names = "、".join(dict.fromkeys(plain_name(paper) for paper in papers))
        detail = f"；登记里写的“{told}”分不清是不是" if told else ""
        yield finding(
            "paper-original-unseen", file=file, label=names, whose=_whose(nominator), name=names, detail=detail
        )


def _missing(paper: Paper, came: Came, asked: Sequence[str], nominator: str) -> Finding:
    doubt = next((said for medium, said in came.doubtful if not medium or medium in asked), "")
    shown = "和".join(f" {_MEDIA[medium]}" if medium in ("word", "pdf") else _MEDIA[medium] for medium in asked)
    media = "" if shown.strip() in plain_name(paper) else f"的{shown}"
    unlisted = "" if paper.asked else f"；通知的清单没有列，但要用到（{paper.source.partition('；')[0]}）"
    return _made("paper-missing", paper, came, nominator=nominator, detail=media + unlisted, doubt=doubt, media=media)


def _medium_missing(paper: Paper, came: Came, medium: str, nominator: str) -> Finding:
    doubt = next((said for kind, said in came.doubtful if kind in ("", medium)), "")
    got = "和".join(_SHOWN[each] for each in _SHOWN if each in came.media)
    got = f" {got}" if got[:1].isascii() else got
    code, media = _CODES.get(medium, "paper-missing"), f"的 {_MEDIA[medium]}"
    detail = "" if medium in _CODES else media
    return _made(code, paper, came, nominator=nominator, detail=detail, doubt=doubt, media=media, got=got)


def _made(
    code: str, paper: Paper, came: Came, *, nominator: str, detail: str, doubt: str, media: str, got: str = ""
) -> Finding:
    """The finding; a warning at most where the notice does not list the paper or a file may be what is missing."""
    severity = "warning" if paper.severity == "error" and (doubt or not paper.asked) else paper.severity
    name = plain_name(paper)
    advice = _LOOK.format(name=name) if doubt else "" if paper.asked else f"请尽早向班组收取{name}{media}。"
    return finding(
        code, file=came.file, label=name, severity=severity, whose=_whose(nominator), name=name, media=media, got=got,
        detail=detail + (f"；{doubt}" if doubt else ""), advice=advice,
    )  # fmt: skip


def _whose(nominator: str) -> str:
    return f"“{nominator}”的" if nominator else ""
