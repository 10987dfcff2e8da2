"""``qtdocs publish proof``: names on forms, in seals, in the ledger and on what was made, letter by letter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qtdocs import writing
from qtdocs.pipeline.publishing.book import book_in
from qtdocs.pipeline.publishing.desk import FOLDER, Desk
from qtdocs.pipeline.publishing.proof_gates import certified, differences_in, printed_book
from qtdocs.pipeline.publishing.proofing import (
    DIFFERENT,
    EXPLAINED,
    OPEN,
    SAME,
    Printed,
    Proof,
    Witness,
    printed_name,
    proofs_of,
)
from qtdocs.render.publishing.lists import ListColumn, ListPage, list_workbook
from qtdocs.render.publishing.printed import names_in_tables

TABLE = "名称校对表.xlsx"
NAMES = "名称核对"
"""The folder of what is about names, and not for the printer."""
_ORDER = (DIFFERENT, OPEN, EXPLAINED, SAME)
_COLUMNS = (
    ListColumn(label="编号", width=9, style="centre"), ListColumn(label="等级", width=9, style="centre"),
    ListColumn(label="台账里的名称", width=42), ListColumn(label="来源", width=14, style="centre"),
    ListColumn(label="那里的名称", width=42), ListColumn(label="结论", width=13, style="centre"),
    ListColumn(label="说明", width=30), ListColumn(label="文件", width=30),
)  # fmt: skip
_REMARK = (
    "每个获奖班组的名称，在申报表（照读到的，不是更正以后的）、印章、通报、光荣册、证书里各是什么，逐字与台账比。"
    "“不一致”的先弄清楚，再交付印刷；“没有核对”的请人看。光荣册、证书的名称是从做好的文件里读回来的。"
)


def proved(desk: Desk, differs: list[Proof], *, as_json: bool) -> Iterator[str]:
    """Write 名称校对表.xlsx; says what differs.

    Args:
        desk: the desk.
        differs: gets the teams of which something differs that nobody has explained.
        as_json: whether each team is told as one JSON object.

    Raises:
        UsageError: there is nobody to honour.
    """
    desk.require_honours()
    proofs = proofs_of(desk, papers_in(desk))
    differs.extend(each for each in proofs if each.differs)
    if as_json:
        yield from (json.dumps(_as_json(each), ensure_ascii=False) for each in proofs)
        return
    yield from desk.put(TABLE, _table(proofs), note=f"{len(proofs)} 个班组", folder=NAMES)
    witnesses = [witness for each in proofs for witness in each.witnesses]
    for verdict in _ORDER:
        if count := sum(each.verdict == verdict for each in witnesses):
            yield f"{verdict} {count} 处。"
    for proof in differs:
        yield from differences_in(proof)


def papers_in(desk: Desk) -> tuple[Printed, ...]:
    """The papers that lie in the workspace, as far as nobody has changed them since they were made."""
    book = book_in(desk)
    return (
        *_paper(desk, desk.programme.publishing.document, ".docx", lambda data: _announced(desk, data)),
        *_paper(desk, "光荣册", ".docx", lambda data: printed_book(desk, book, pdf=None, word=data)[0].names),
        *_paper(desk, "光荣册", ".pdf", lambda data: printed_book(desk, book, pdf=data, word=None)[0].names),
        *_paper(desk, "证书", ".pdf", lambda data: certified(desk, data)),
    )


def _announced(desk: Desk, data: bytes) -> tuple[str, ...]:
    """The names in the announcement, without the leaders that stand behind them."""
    names = names_in_tables(data)
    leaders = [f"（班组长：{each.leader}）" if each.leader else "" for each in desk.honours.teams]
    return tuple(name.removesuffix(leader) for name, leader in zip(names, leaders, strict=False))


def _paper(desk: Desk, stem: str, ending: str, read: Callable[[bytes], tuple[str, ...]]) -> Iterator[Printed]:
    source = f"{stem}（{'PDF' if ending == '.pdf' else 'Word'}）"
    path: Path = desk.place.home / FOLDER / desk.named(stem, ending)
    file = f"{FOLDER}/{path.name}"
    if not path.is_file():
        yield Printed(source=source, file=file, names=(), open="还没有写")
    elif not writing.holds_own_work(path):
        yield Printed(source=source, file=file, names=(), open="写出以后有人改过，请对着台账看一遍")
    else:
        yield Printed(source=source, file=file, names=read(path.read_bytes()))


def _table(proofs: Sequence[Proof]) -> bytes:
    rows = [(proof, witness) for proof in proofs for witness in proof.witnesses]
    look = [each for each in rows if each[1].verdict in (DIFFERENT, OPEN)]
    return list_workbook(
        "名称校对表",
        [_page("要看的", look), _page("全部", rows)],
    )


def _page(name: str, rows: Sequence[tuple[Proof, Witness]]) -> ListPage:
    return ListPage(
        name=name, title="名称校对表", remark=_REMARK if rows else f"{_REMARK}没有要看的。", columns=_COLUMNS,
        rows=tuple(_row(*each) for each in rows),
        marked=frozenset((place, 5) for place, (_, witness) in enumerate(rows) if witness.verdict == DIFFERENT),
    )  # fmt: skip


def _row(proof: Proof, witness: Witness) -> tuple[object, ...]:
    honour = proof.honour
    return (
        honour.entry, honour.tier, printed_name(honour), witness.source, witness.says, witness.verdict, witness.told,
        witness.file,
    )  # fmt: skip


def _as_json(proof: Proof) -> dict[str, object]:
    sources = [
        {"source": e.source, "file": e.file, "says": e.says, "verdict": e.verdict, "told": e.told}
        for e in proof.witnesses
    ]
    return {"entry": proof.honour.entry, "name": printed_name(proof.honour), "sources": sources}
