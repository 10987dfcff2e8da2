"""Makes samples/formats, samples/inbox, samples/mailbox and samples/scans anew: ``python -m samples.make_samples``.

Run again it makes the same bytes; the PDFs and the files of old formats are made once and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from samples import mailbox, pictures, registry, scans, season, tricks_excel, tricks_files, tricks_word
from samples.papers import zhejiang
from samples.people import SURVEY
from samples.planting import others
from samples.planting import zhejiang as planted

HERE = Path(__file__).resolve().parent
REGISTER = "mailbox-收件登记.xlsx"
"""What the clerk wrote down about deliveries of ``mailbox`` that did not come by mail."""
REGISTRY = "registry.xlsx"
"""The association's register of teams, titles, renamed companies and complaints."""


def formats() -> Iterator[tuple[str, bytes]]:
    """Every sample of ``formats`` but those made once: name and bytes."""
    word, excel, files = tricks_word, tricks_excel, tricks_files
    for trick in (
        word.content_control, word.cells_changed, word.labels_spaced, word.value_in_label_cell, word.hints,
        word.two_mobiles, word.percents, excel.durations, word.people_and_hours, word.wide_and_chinese_numbers,
        word.dates, excel.phones, word.ticks, word.drawn_on_top, word.nested_tables, word.words_for_nothing,
        word.changes_pending, excel.two_row_heads, excel.totals_and_blank_rows, excel.several_sheets,
        excel.merged_companies, files.two_in_one_cell, files.not_what_it_says, files.sent_again,
    ):  # fmt: skip
        yield from trick()


def samples() -> Iterator[tuple[str, bytes]]:
    """Every sample but those made once: path below this folder, and bytes."""
    yield from ((f"formats/{name}", data) for name, data in formats())
    yield from ((f"inbox/{name}", data) for name, data in season.inbox())
    yield from ((f"mailbox/{piece.name}", piece.data) for piece in mailbox.contents())
    yield from ((f"scans/{name}", data) for name, data in scans.words())
    yield REGISTER, mailbox.register()
    for programme, papers in (
        ("municipal-2021", others.municipal),
        ("caq-2020", others.caq),
        ("cacem-2026", others.cacem),
    ):
        yield from ((f"planted/{programme}/{name}", data) for name, data in papers())
    yield REGISTRY, registry.registry()


def kept_pdfs() -> dict[str, Callable[[], bytes]]:
    """How each PDF and each file of an old format is made where it is not there yet."""
    return {
        **{f"formats/{name}": make for name, make in tricks_files.kept().items()},
        "formats/24-photograph.pdf": lambda: pictures.photographed(zhejiang(SURVEY.application())),
        **{f"inbox/{name}": make for name, make in season.inbox_pdfs().items()},
        **{f"scans/{name}": make for name, make in scans.kept().items()},
        **{f"planted/{planted.FOLDER}/{name}": make for name, make in planted.edits().items()},
        **{f"planted/{planted.FOLDER}/{name}": make for name, make in planted.kept().items()},
        **{f"planted/municipal-2021/{name}": make for name, make in others.municipal_kept().items()},
        **{f"planted/cacem-2026/{name}": make for name, make in others.cacem_kept().items()},
    }


def main() -> None:
    for name, make in kept_pdfs().items():  # first: mails hold some of them
        if not (HERE / name).exists():
            write(name, make())
    for name, data in samples():
        write(name, data)


def write(name: str, data: bytes) -> None:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
