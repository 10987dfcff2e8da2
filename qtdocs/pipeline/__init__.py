"""The order of the stages, and the one place where an error of one file becomes a finding.

``papers`` takes a file from its bytes to a checked record, ``collect`` an inbox into the ledger, ``account`` the ledger
to everything that is known, ``outputs`` writes it; ``season``, ``listing`` and ``texts`` answer the commands.
"""

from __future__ import annotations

from qtdocs.pipeline.answers import inspection_taken, verdicts_listed
from qtdocs.pipeline.confirming import seal_confirmed
from qtdocs.pipeline.copies import copies_listed
from qtdocs.pipeline.correcting import corrected_by
from qtdocs.pipeline.correspondence import letters_written
from qtdocs.pipeline.desk import Shelf, open_shelf
from qtdocs.pipeline.history import history_shown
from qtdocs.pipeline.holding import held
from qtdocs.pipeline.issuing import letters_issued, mending_permitted
from qtdocs.pipeline.listing import (
    backed_up,
    choose,
    entries_listed,
    exported,
    ledger_verified,
    parcels_listed,
    restored,
)
from qtdocs.pipeline.looking import Look, looks, papers_printed
from qtdocs.pipeline.moving import move_planned, moved, proposals_accepted, proposals_listed
from qtdocs.pipeline.outputs import Report
from qtdocs.pipeline.papers import read_paper, read_papers, today_in_beijing
from qtdocs.pipeline.purging import purge_shown, purged, refuse_nameless
from qtdocs.pipeline.readings import Paper, Part
from qtdocs.pipeline.registry import registry_blank, registry_dropped, registry_imported, registry_listed
from qtdocs.pipeline.rule_pages import rules_shown
from qtdocs.pipeline.sanctioning import sanction_planned, sanctioned
from qtdocs.pipeline.sealing import seals_listed
from qtdocs.pipeline.season import collect_into, run
from qtdocs.pipeline.settling import settled
from qtdocs.pipeline.shelving import library_import, library_listed, library_removed
from qtdocs.pipeline.texts import copy_blank, form_shown, forms_checked, forms_listed
from qtdocs.pipeline.workspace import Workspace, find, new

__all__ = [
    "Look", "Paper", "Part", "Report", "Shelf", "Workspace", "backed_up", "choose", "collect_into", "copies_listed",
    "copy_blank", "corrected_by", "entries_listed", "exported", "find", "form_shown", "forms_checked", "forms_listed",
    "held", "history_shown", "inspection_taken", "ledger_verified", "letters_issued", "letters_written",
    "library_import", "library_listed", "library_removed", "looks", "mending_permitted", "move_planned", "moved",
    "new", "open_shelf", "papers_printed", "parcels_listed", "proposals_accepted", "proposals_listed", "purge_shown",
    "purged", "read_paper", "read_papers", "refuse_nameless", "registry_blank", "registry_dropped", "registry_imported",
    "registry_listed", "restored", "rules_shown", "run", "sanction_planned", "sanctioned", "seal_confirmed",
    "seals_listed", "settled", "today_in_beijing", "verdicts_listed",
]  # fmt: skip
