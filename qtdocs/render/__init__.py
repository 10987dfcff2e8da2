"""Everything that is written out: values in, bytes out; the caller puts them into files through ``qtdocs.writing``."""

from qtdocs.render.absent_list import AbsentLine, absent_workbook
from qtdocs.render.context import (
    OUTCOMES,
    Column,
    FileLine,
    LedgerView,
    LeftOut,
    ParcelLine,
    SealLine,
    form_columns,
    left_out,
    text_of,
)
from qtdocs.render.findings import mark_of as mark_of_finding
from qtdocs.render.honour_roll import honour_roll, is_listed
from qtdocs.render.inspections import InspectionLine, inspection_workbook
from qtdocs.render.ledger import LATE, exported, ledger_workbook, received_shown, status_of, team_columns
from qtdocs.render.letters import MailDraft, letter, mail_draft
from qtdocs.render.passages import PassageLine, PassageSide, passages_workbook
from qtdocs.render.register import register_workbook
from qtdocs.render.registry import registry_workbook
from qtdocs.render.scoresheet import scoresheet, scoresheet_name
from qtdocs.render.summary import Summary, summary_form, summary_workbook

__all__ = [
    "LATE",
    "OUTCOMES",
    "AbsentLine",
    "Column",
    "FileLine",
    "InspectionLine",
    "LedgerView",
    "LeftOut",
    "MailDraft",
    "ParcelLine",
    "PassageLine",
    "PassageSide",
    "SealLine",
    "Summary",
    "absent_workbook",
    "exported",
    "form_columns",
    "honour_roll",
    "inspection_workbook",
    "is_listed",
    "ledger_workbook",
    "left_out",
    "letter",
    "mail_draft",
    "mark_of_finding",
    "passages_workbook",
    "received_shown",
    "register_workbook",
    "registry_workbook",
    "scoresheet",
    "scoresheet_name",
    "status_of",
    "summary_form",
    "summary_workbook",
    "team_columns",
    "text_of",
]
