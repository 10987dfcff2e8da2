"""One run of putting packages together: what it works with, what it puts down, and what it has to say."""

from __future__ import annotations

from qtdocs.editions import shelf
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.package import Packaged
from qtdocs.pipeline.judging.package_desk import PackageDesk
from qtdocs.pipeline.judging.package_papers import PapersOfEntry, papers_of_entry


class PackageRun:
    """One run.

    Args:
        desk: what the packages are made of.
        ledger: where it is put down what was written.
        who: who had them made.
        with_forms: whether application forms go along.
        dry_run: whether nothing is written.
    """

    def __init__(self, desk: PackageDesk, ledger: Ledger, *, who: str, with_forms: bool, dry_run: bool) -> None:
        self.desk, self.with_forms, self.dry_run = desk, with_forms, dry_run
        self._ledger, self._who = ledger, who
        self.papers: dict[str, PapersOfEntry] = {}
        """The papers of each entry that a package was made with, by its number."""
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

    def put_down(self, key: tuple[str, ...], packaged: Packaged) -> None:
        """Put down at once what was written for one judge: a run may be killed before the next."""
        if not self.dry_run and packaged != self.desk.before.get(key):
            with self._ledger.change("packages", self.desk.stage.id):
                put_down(self._ledger, ActKind.PACKAGE, [(key, packaged)], who=self._who)

    def template(self, name: str) -> bytes:
        """A Word template, the programme's own before the common one."""
        return shelf.template_path(self.desk.edition.id, name, workspace=self.desk.place.home).read_bytes()
