"""Whether the ledger is whole: the file, the chain of events, every original, every arrival accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qtdocs.ledger.events import first_broken
from qtdocs.ledger.ledger import Ledger
from qtdocs.ledger.originals import Originals, digest_of


def verify(ledger: Ledger, originals: Originals) -> Iterator[str]:
    """What is wrong, one Chinese sentence each; nothing where all is well."""
    for (word,) in ledger.rows("PRAGMA integrity_check(5)"):
        if word != "ok":
            yield f"数据库文件有损坏：{word}。"
    lost = len(ledger.rows("PRAGMA foreign_key_check"))
    if lost:
        yield f"有 {lost} 行记录指向已经不在的内容。"
    number = first_broken(ledger.rows("SELECT id, at, who, what, subject, digest FROM events ORDER BY id"))
    if number:
        yield f"事件记录从第 {number} 条起被改动或缺了一条。"
    yield from _accounts(ledger)
    yield from _originals(ledger, originals)


def _accounts(ledger: Ledger) -> Iterator[str]:
    """Arrivals without an outcome; a run that was broken off leaves such."""
    (count,) = ledger.rows(
        "SELECT count(*) FROM attachments a LEFT JOIN documents d USING (sha256)"
        " WHERE ifnull(a.outcome, d.outcome) IS NULL"
    )[0]
    if count:
        yield f"有 {count} 份来件还没有读完（上次运行中断了），请再运行一次 qtdocs collect。"


def _originals(ledger: Ledger, originals: Originals) -> Iterator[str]:
    """Originals that are gone or no longer what they were."""
    for (sha256,) in ledger.rows("SELECT sha256 FROM documents ORDER BY sha256"):
        path = originals.find(sha256)
        if path is None:
            yield f"原件不见了：指纹 {sha256[:8]}，{_names(ledger, sha256)}。"
        elif _digest(path) != sha256:
            yield f"原件被改动过：{path.name[:8]}，{_names(ledger, sha256)}。"


def _digest(path: Path) -> str:
    try:
        return digest_of(path)[0]
    except OSError:
        return ""


def _names(ledger: Ledger, sha256: str) -> str:
    names = [name for (name,) in ledger.rows("SELECT name FROM attachments WHERE sha256 = ? LIMIT 3", sha256)]
    return "、".join(names) or "是压缩包或邮件里的一部分"
