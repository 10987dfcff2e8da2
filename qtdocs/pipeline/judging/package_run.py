"""One run of putting packages together: what it works with, what it puts down, and what it has to say."""

from __future__ import annotations

from qtdocs.editions import shelf
from qtdocs.model.package import Packaged
from qtdocs.pipeline.judging.package_desk import PackageDesk
from qtdocs.pipeline.judging.package_papers import PapersOfEntry, papers_of_entry


class PackageRun:
    """One run.

    Args:
        desk: what the packages are made of.
        with_forms: whether application forms go along.
        dry_run: whether nothing is written.
    """

    def __init__(self, desk: PackageDesk, *, with_forms: bool, dry_run: bool) -> None:
        self.desk, self.with_forms, self.dry_run = desk, with_forms, dry_run
        self.papers: dict[str, PapersOfEntry] = {}
        """The papers of each entry that a package was made with, by its number."""
        self.packed: list[tuple[tuple[str, ...], Packaged]] = []
        """What the ledger has to remember."""
        self.lines: list[str] = []
        """What the screen is told."""

    def papers_of(self, number: str) -> PapersOfEntry:
        """What a judge gets of an entry; looked for once, however many judges it has."""
        if number not in self.papers:
            self.papers[number] = papers_of_entry(
                self.desk.judged[number], self.desk.stage, self.desk.place.originals, self.desk.words,
                with_forms=self.with_forms,
            )  # fmt: skip
        return self.papers[number]

    def template(self, name: str) -> bytes:
        """A Word template, the programme's own before the common one."""
        return shelf.template_path(self.desk.edition.id, name, workspace=self.desk.place.home).read_bytes()
