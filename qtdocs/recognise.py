"""Which form of which edition a document is, with reasons; or that it is none, or that it cannot be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qtdocs.editions.layout import DATE_TWIN, Layout, label_core
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.text import label_twin

TITLE_WEIGHT = 0.35
"""What a printed title counts beside the share of labels found."""
ENOUGH_WITH_TITLE = 0.4
"""Least share of labels under the form's own title."""
ENOUGH_ALONE = 0.6
"""Least share of labels where no title helps."""
MARGIN = 0.12
"""Two forms nearer than this cannot be told apart by labels."""
_SYNONYM = 0.8
_TITLE_DRESS = re.compile(r"[《》〈〉()（）\[\]〔〕【】“”\"':：.、\-—表样式模板附件一二三四五六七八九十\d]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """How well a document fits one form."""

    layout: Layout
    """The form."""
    share: float
    """Share of the form's labels found, 0 to 1."""
    title: str
    """The title as printed on this paper, or empty."""
    year: int | None
    """The year in that title."""

    @property
    def score(self) -> float:
        """Labels and title together."""
        return self.share + (TITLE_WEIGHT if self.title else 0.0)

    @property
    def enough(self) -> bool:
        """Whether the document may be this form at all."""
        return self.share >= (ENOUGH_WITH_TITLE if self.title else ENOUGH_ALONE)

    @property
    def reason(self) -> str:
        """Why, in Chinese."""
        title = f"标题“{self.title}”，" if self.title else "没有标题，"
        return f"{title}栏目对上 {round(self.share * 100)}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a document is."""

    outcome: str
    """``known``, ``none`` or ``undecided``."""
    layout: Layout | None = None
    """The form, where it is known."""
    guesses: tuple[Guess, ...] = ()
    """The nearest forms, best first."""

    @property
    def year(self) -> int | None:
        """The year printed in the title of the best guess."""
        return self.guesses[0].year if self.guesses else None

    @property
    def reason(self) -> str:
        """Why, in Chinese."""
        if self.outcome == "none" and self.guesses:
            return f"最接近“{self.guesses[0].layout.form.name}”，但{self.guesses[0].reason}，不够"
        return self.guesses[0].reason if self.guesses else "没有对得上的栏目和标题"


def recognise(document: Document, layouts: Sequence[Layout], *, programme: str = "") -> Recognition:
    """The form a document is.

    Args:
        document: the document, or a part of it.
        layouts: every form that may come.
        programme: the programme that was asked for; decides between forms that differ in nothing else.
    """
    words = words_in(document)
    lines = _title_lines(document)
    guesses = sorted(
        (_guess(each, words, lines) for each in layouts), key=lambda guess: guess.score, reverse=True
    )  # fmt: skip
    able = [guess for guess in guesses if guess.enough]
    if not able:
        return Recognition(outcome="none", guesses=tuple(guess for guess in guesses[:3] if guess.share > 0.2))
    rivals = [guess for guess in able if guess.score > able[0].score - MARGIN]
    if len(rivals) > 1:
        rivals = [guess for guess in rivals if guess.layout.programme == programme] or rivals
    if len(rivals) > 1 and len({(guess.layout.programme, guess.layout.form.id) for guess in rivals}) > 1:
        return Recognition(outcome="undecided", guesses=tuple(rivals))
    return Recognition(outcome="known", layout=rivals[0].layout, guesses=(rivals[0], *able))


def parts_of(document: Document, layouts: Sequence[Layout]) -> tuple[Document, ...]:
    """The document, or its parts where it holds several forms one after the other.

    A form that runs over two tables stays whole: only tables that repeat labels, or are different forms, are parted.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if len(tables) < 2:
        return (document,)
    starts: list[tuple[Table, Layout]] = []
    last: tuple[Layout, frozenset[str]] | None = None
    for table in tables:
        form, hits = _form_of(table, document, layouts)
        if form is None:
            continue
        if last is None or _begins_anew(form, hits, *last):
            starts.append((table, form))
            last = (form, hits)
        else:
            last = (last[0], last[1] | hits)
    return _cut(document, starts) if len(starts) > 1 else (document,)


def words_in(document: Document) -> frozenset[str]:
    """The twins of everything that may be a label: cells, their lines, and what stands before a colon or a blank."""
    words: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not block.place.part:
                _add_words(words, block.text, fronts=True)
        else:
            _add_table(words, block)
    return frozenset(words)


def _add_table(words: set[str], table: Table) -> None:
    for cell in table.cells:
        _add_words(words, cell.text, fronts="：" in cell.text or ":" in cell.text or "\n" in cell.text)
        for nested in cell.tables:
            _add_table(words, nested)


def _add_words(words: set[str], text: str, *, fronts: bool) -> None:
    if not text:
        return
    if len(text) < 60:
        twin = label_twin(text)
        words.add(twin)
        words.add(label_core(twin))
    if not fronts:
        return
    for line in text.split("\n")[:12]:
        pieces = re.split(r"[:：_＿]|\s{2,}|[(（]", line[:400])
        words.update(label_twin(piece) for piece in (*pieces, line[:60], *line[:60].split()) if piece)


def _title_lines(document: Document) -> tuple[str, ...]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.place.part in ("", "文本框", "页眉"):
                lines.extend(block.text.split("\n"))
        else:
            lines.extend(cell.text.replace("\n", "") for cell in block.cells if cell.row <= 4 and len(cell.text) < 80)
    return tuple(line for line in lines if 6 <= len(line) <= 90)


def _guess(form: Layout, words: frozenset[str], lines: tuple[str, ...]) -> Guess:
    title, year = _title(form, lines)
    return Guess(layout=form, share=_share(form, words), title=title, year=year)


def _title(form: Layout, lines: tuple[str, ...]) -> tuple[str, int | None]:
    for line in lines:
        twin = label_twin(line)
        for pattern in form.titles:
            found = pattern.search(twin)
            if found is None:
                continue
            rest = _TITLE_DRESS.sub("", twin[: found.start()] + twin[found.end() :])
            if len(rest) <= 6:
                year = next((int(group) for group in found.groups() if group), None)
                return line.strip(), year if year is not None else _year_before(twin[: found.start()])
    return "", None


def _year_before(front: str) -> int | None:
    found = re.search(r"(20\d\d)年?度?$", front)
    return int(found.group(1)) if found else None


def _share(form: Layout, words: frozenset[str]) -> float:
    """Share of the labels that are there; a synonym counts less than the form's own word."""
    if form.form.table is not None:
        return _columns_share(form, words)
    if form.form.sections:
        found = sum(any(label_twin(section) in word for word in words) for section in form.form.sections)
        return found / len(form.form.sections)
    wanted = [anchor for anchor in form.anchors if anchor.spec.printed and DATE_TWIN not in anchor.official]
    if not wanted:
        return 0.0
    total = 0.0
    for anchor in wanted:
        own = anchor.official | {label_core(twin) for twin in anchor.official}
        total += 1.0 if own & words else _SYNONYM if anchor.synonyms & words else 0.0
    return total / len(wanted)


def _columns_share(form: Layout, words: frozenset[str]) -> float:
    table = form.form.table
    assert table is not None
    found = sum(any(label_twin(label) in words for label in column.labels) for column in table.columns)
    keys = sum(
        any(label_twin(label) in words for label in column.labels)
        for column in table.columns if column.key in table.keys or column.second in table.keys
    )  # fmt: skip
    most = min(len(table.columns), 7)
    return min(found / most, 1.0) if keys and found >= 4 else 0.0


def _form_of(table: Table, document: Document, layouts: Sequence[Layout]) -> tuple[Layout | None, frozenset[str]]:
    words = words_in(replace(document, blocks=(table,)))
    best = max(layouts, key=lambda each: _share(each, words), default=None)
    if best is None or _share(best, words) < ENOUGH_WITH_TITLE or best.form.table is not None:
        return None, frozenset()
    hits = frozenset(anchor.spec.key for anchor in best.anchors if (anchor.official | anchor.synonyms) & words)
    return best, hits


def _begins_anew(form: Layout, hits: frozenset[str], before: Layout, had: frozenset[str]) -> bool:
    if form.form.kind != before.form.kind:
        return True
    return len(hits & had) * 2 >= len(hits)


def _cut(document: Document, starts: list[tuple[Table, Layout]]) -> tuple[Document, ...]:
    """The document cut where each form begins: at its title above the table, else right behind the table before."""
    cuts = [0]
    for table, form in starts[1:]:
        here = next(number for number, block in enumerate(document.blocks) if block is table)
        first = here
        while isinstance(document.blocks[first - 1], Paragraph):
            first -= 1
        titles = [number for number in range(first, here) if _is_title(document.blocks[number], form)]
        cuts.append(_with_annex_line(document, titles[-1], first) if titles else first)
    ends = [*cuts[1:], len(document.blocks)]
    return tuple(replace(document, blocks=document.blocks[start:end]) for start, end in zip(cuts, ends, strict=True))


def _is_title(block: Paragraph | Table, form: Layout) -> bool:
    return isinstance(block, Paragraph) and bool(_title(form, (block.text,))[0])


def _with_annex_line(document: Document, title: int, first: int) -> int:
    """The title's place, or that of the 附件 line right above it."""
    above = document.blocks[title - 1] if title > first else None
    return title - 1 if isinstance(above, Paragraph) and label_twin(above.text).startswith("附件") else title
