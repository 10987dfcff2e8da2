"""Whether the ledger is whole: the file, the chain of events, every original, every arrival accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qtdocs.errors import LedgerError
from qtdocs.ledger import corrections
from qtdocs.ledger.events import first_broken, short_digest
from qtdocs.ledger.ledger import Ledger
from qtdocs.ledger.originals import Originals, digest_of
from qtdocs.ledger.purges import tombstones
from qtdocs.model.parcel import Unpacked

SEALED = {
    "attachments": "附件",
    "entries": "班组",
    "confirmations": "印章确认",
    "standings": "进展",
    "confirmed_names": "印章确认时的名称",
    "inspections": "人工核查",
    "registry": "登记册",
    "letters": "发出的信",
    "permits": "准予补正",
    "holds": "保留",
    "corrections": "更正",
    "aliases": "更正后的名称",
    "rulings": "放行和确认",
    "tombstones": "清除",
    "library": "往年材料",
    "comparisons": "段落比对",
    "judging": "评审",
}
"""The tables whose rows are tied to an event, and what people call them."""


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
    yield from _values(ledger)
    yield from _originals(ledger, originals)


def unfinished(ledger: Ledger) -> int:
    """How many arrivals were not read to the end; a run that was broken off leaves such, the next one reads them."""
    (count,) = ledger.rows(
        "SELECT count(*) FROM attachments a LEFT JOIN documents d USING (sha256)"
        " WHERE ifnull(a.outcome, d.outcome) IS NULL"
    )[0]
    return int(count)


def _values(ledger: Ledger) -> Iterator[str]:
    """What was read, and the evidence of mails, that is not what the events say was put down."""
    told: dict[tuple[str, str], str] = {}
    for what, subject in ledger.rows("SELECT what, subject FROM events WHERE what IN ('read', 'parcel') ORDER BY id"):
        name, _, digest = subject.partition(" ")
        told[what, name] = digest
    for sha256, reading in ledger.each("SELECT sha256, reading FROM documents WHERE reading IS NOT NULL"):
        if told.get(("read", sha256)) != short_digest(reading):
            yield f"读出的内容被改动过：{_names(ledger, sha256)}。"
    purged = {subject for kind, subject in tombstones(ledger) if kind == "readings"}
    told_of = {sha256 for (what, sha256) in told if what == "read"}
    lost = [sha256 for sha256 in sorted(told_of - purged) if not _has_reading(ledger, sha256)]
    yield from (f"读出的内容不见了：{_names(ledger, sha256)}。" for sha256 in lost)
    for table, name in SEALED.items():
        sealed = ledger.sealed(table)
        if sealed and sealed != ledger.digest_of(table):
            yield f"{name}的记录被改动过。"
    if changed := corrections.broken(ledger, frozenset(subject for _, subject in tombstones(ledger))):
        yield f"有 {changed} 处更正的内容被改动过或不见了。"
    for sha256, members in ledger.each("SELECT sha256, members FROM documents WHERE members IS NOT NULL"):
        try:
            ledger.value(Unpacked, members)
        except LedgerError:
            yield f"邮件或压缩包的内容清单读不出来：{_names(ledger, sha256)}。"
    for number, *values in ledger.rows(
        "SELECT number, source, ifnull(letter, ''), ifnull(registered, '') FROM parcels"
    ):
        if told.get(("parcel", number)) != short_digest(*values):
            yield f"来件 {number} 的记录被改动过。"


def _has_reading(ledger: Ledger, sha256: str) -> bool:
    return bool(ledger.rows("SELECT 1 FROM documents WHERE sha256 = ? AND reading IS NOT NULL", sha256))


def _originals(ledger: Ledger, originals: Originals) -> Iterator[str]:
    """Originals that are gone or no longer what they were."""
    purged = {subject for kind, subject in tombstones(ledger) if kind == "originals"}
    for (sha256,) in ledger.rows("SELECT sha256 FROM documents ORDER BY sha256"):
        path = originals.find(sha256)
        if sha256 in purged:
            if path is not None:
                yield f"已清除的原件还在：{path.name[:8]}；请再运行一次 qtdocs purge。"
        elif path is None:
            yield f"原件不见了：指纹 {sha256[:8]}，{_names(ledger, sha256)}。"
        elif _digest(path) != sha256:
            yield f"原件被改动过：{path.name[:8]}，{_names(ledger, sha256)}。"
    for (sha256,) in ledger.rows("SELECT DISTINCT key FROM judging WHERE kind = 'collected' ORDER BY key"):
        path = originals.find(sha256)
        if path is None or _digest(path) != sha256:
            yield f"评委交回的一份评分表{'不见了' if path is None else '被改动过'}：指纹 {sha256[:8]}。"


def _digest(path: Path) -> str:
    try:
        return digest_of(path)[0]
    except OSError:
        return ""


def _names(ledger: Ledger, sha256: str) -> str:
    names = [name for (name,) in ledger.rows("SELECT name FROM attachments WHERE sha256 = ? LIMIT 3", sha256)]
    return "、".join(names) or "是压缩包或邮件里的一部分"
