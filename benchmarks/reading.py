"""How fast and how right forms are read, beside the peers, in one run over the same files.

``python benchmarks/reading.py [FOLDER]``: without a folder, filled forms are made from the blanks in ``forms/``.
Prints Markdown in Chinese, fit for the README.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from accuracy import GRADES, Score, score
from measuring import help_seconds, milliseconds_each
from peers import Reading, docx_peers, floor, openpyxl_cells, pdfplumber_tables
from specimens import make_specimens

from qtdocs import intake, pipeline, readers
from qtdocs.errors import UnreadableFileError

MOST = 60
"""Files of one format that are timed; more take longer and say the same."""
TODAY = datetime.date(2026, 5, 1)
OWN_READING = "qtdocs，只读取"
OWN_CHAIN = "qtdocs，读取、认表、取值、检查"
FLOOR = "下限：解压并取出全部文字"


def own_reading(path: Path) -> object:
    """This project's reading alone: bytes to a neutral document."""
    return readers.read(path.read_bytes(), name=path.name)


def own_chain(shelf: pipeline.Shelf) -> Reading:
    """The whole way from the file to checked records."""

    def run(path: Path) -> object:
        attachment = intake.gather([path])[0].attachments[0]
        return pipeline.read_paper(attachment, shelf, programme="", today=TODAY)

    return run


def files_in(folder: Path, extension: str) -> list[Path]:
    """The files with this extension, at most ``MOST``, spread evenly over the folder."""
    found = sorted(path for path in folder.rglob(f"*.{extension}") if not path.name.startswith(("~", ".")))
    readable = [path for path in found if _is_readable(path)]
    step = max(1, -(-len(readable) // MOST))
    return readable[::step]


def _is_readable(path: Path) -> bool:
    try:
        own_reading(path)
    except UnreadableFileError:  # a broken sample is no file to measure by
        return False
    return True


def word_table(paths: Sequence[Path], shelf: pipeline.Shelf) -> Iterator[str]:
    """The table for Word files."""
    readings = {FLOOR: floor, OWN_READING: own_reading, OWN_CHAIN: own_chain(shelf)}
    peers = docx_peers()
    readings.update({name: reading for name, reading in peers.items() if reading is not None})
    taken = milliseconds_each(readings, paths)
    yield f"\n**Word（.docx），{len(paths)} 份**\n"
    yield "| 读法 | 每份毫秒 | 是下限的几倍 |\n|---|--:|--:|"
    for name, milliseconds in taken.items():
        yield f"| {name} | {milliseconds:.2f} | {milliseconds / taken[FLOOR]:.1f} |"
    for name in sorted(peers.keys() - readings.keys()):
        yield f"| {name} | 没有装上，未测 | |"


def pdf_table(paths: Sequence[Path], shelf: pipeline.Shelf) -> Iterator[str]:
    """The table for PDF files."""
    pages = sum(readers.read(path.read_bytes(), name=path.name).pages for path in paths)
    readings = {OWN_READING: own_reading, OWN_CHAIN: own_chain(shelf), "pdfplumber，extract_tables": pdfplumber_tables}
    taken = milliseconds_each(readings, paths)
    yield f"\n**PDF（带文字），{len(paths)} 份共 {pages} 页**\n"
    yield "| 读法 | 每页毫秒 | 是 qtdocs 读取的几倍 |\n|---|--:|--:|"
    for name, milliseconds in taken.items():
        yield f"| {name} | {milliseconds * len(paths) / pages:.1f} | {milliseconds / taken[OWN_READING]:.1f} |"


def workbook_table(paths: Sequence[Path], shelf: pipeline.Shelf) -> Iterator[str]:
    """The table for workbooks."""
    readings = {OWN_READING: own_reading, OWN_CHAIN: own_chain(shelf), "openpyxl，全部单元格": openpyxl_cells}
    taken = milliseconds_each(readings, paths)
    yield f"\n**Excel（.xlsx），{len(paths)} 份**\n"
    yield "| 读法 | 每份毫秒 | 是 qtdocs 读取的几倍 |\n|---|--:|--:|"
    for name, milliseconds in taken.items():
        yield f"| {name} | {milliseconds:.2f} | {milliseconds / taken[OWN_READING]:.1f} |"


def accuracy_table(folder: Path, shelf: pipeline.Shelf) -> Iterator[str]:
    """The table of right and wrong values by grade, one line a folder, and what was missed."""
    folders = sorted({path.parent for path in folder.rglob("*.expected.json")})
    scores = {each: score(_answered(each), shelf, TODAY) for each in folders}
    scores = {each: found for each, found in scores.items() if found.files}
    if not scores:
        return
    yield "\n**读对多少**，按把握分\n"
    yield "自制的表，应有的值在制作时写明；只给了所填文字的，按各栏目的规则整理后比较，只量位置取得对不对。\n"
    yield "| 文件夹 | 份数 | 没认出 | 对 A | 对 B | 对 C | 错 A | 错 B | 错 C | 没读到 | 读对 | 读对的里面 A |"
    yield "|---|" + "--:|" * 11
    for each, found in scores.items():
        yield _accuracy_line(each.relative_to(folder).as_posix(), found)
    for each, found in scores.items():
        for miss in found.misses:
            word = "没读到" if miss.outcome == "missing" else f"读错（{miss.grade}）"
            yield f"- {each.name}/{miss.file} {miss.key} {word}：应为 {miss.expected!r:.60}，读成 {miss.seen!r:.60}"
        if found.unrecognised:
            yield f"- {each.name} 没认出：{'、'.join(found.unrecognised)}"


def _answered(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.with_name(path.name + ".expected.json").exists()]


def _accuracy_line(name: str, found: Score) -> str:
    right = found.number("right")
    by_grade = [str(found.number(outcome, grade)) for outcome in ("right", "wrong") for grade in GRADES]
    shares = [f"{right / max(1, len(found.verdicts)):.1%}", f"{found.number('right', 'A') / max(1, right):.1%}"]
    cells = [name, str(found.files), str(len(found.unrecognised)), *by_grade, str(found.number("missing")), *shares]
    return f"| {' | '.join(cells)} |"


def report(folder: Path) -> Iterator[str]:
    """All tables for the files of one folder."""
    shelf = pipeline.open_shelf()
    for extension, table in (("docx", word_table), ("pdf", pdf_table), ("xlsx", workbook_table)):
        if paths := files_in(folder, extension):
            yield from table(paths, shelf)
    yield f"\n`qtdocs --help` 用时 {help_seconds():.2f} 秒（从键入到显示完）。"
    yield from accuracy_table(folder, shelf)


def main() -> None:
    """Reports on the folder given, or on specimens made from the blanks."""
    print("单位：处理器时间，各读法轮流，取中位数。", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else make_specimens(Path(made))
        for line in report(folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
