"""The order of the stages, and the one place where an error of one file becomes a finding.

``papers`` takes a file from its bytes to a checked record, ``season`` a whole inbox to its outputs, ``texts`` answers
the commands that only show something.
"""

from __future__ import annotations

from qtdocs.pipeline.outputs import Report
from qtdocs.pipeline.papers import Paper, Part, Shelf, open_shelf, read_bytes, read_paper, read_papers, today_in_beijing
from qtdocs.pipeline.season import run
from qtdocs.pipeline.texts import copy_blank, form_shown, forms_checked, forms_listed, papers_printed, rules_shown

__all__ = [
    "Paper",
    "Part",
    "Report",
    "Shelf",
    "copy_blank",
    "form_shown",
    "forms_checked",
    "forms_listed",
    "open_shelf",
    "papers_printed",
    "read_bytes",
    "read_paper",
    "read_papers",
    "rules_shown",
    "run",
    "today_in_beijing",
]
