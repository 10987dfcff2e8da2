"""Everything that is written out: values in, bytes out; the caller puts them into files through ``qtdocs.writing``."""

from qtdocs.render.certificate import Certificates, Unprintable, certificates
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
from qtdocs.render.honour_roll import honour_roll, is_listed
from qtdocs.render.inspections import InspectionLine, inspection_workbook
from qtdocs.render.ledger import LATE, ledger_workbook, received_shown, status_of
from qtdocs.render.register import register_workbook
from qtdocs.render.scoresheet import scoresheet, scoresheet_name
from qtdocs.render.summary import Summary, summary_form, summary_workbook

__all__ = [
    "LATE",
    "OUTCOMES",
    "Certificates",
    "Column",
    "FileLine",
    "InspectionLine",
    "LedgerView",
    "LeftOut",
    "ParcelLine",
    "SealLine",
    "Summary",
    "Unprintable",
    "certificates",
    "form_columns",
    "honour_roll",
    "inspection_workbook",
    "is_listed",
    "ledger_workbook",
    "left_out",
    "received_shown",
    "register_workbook",
    "scoresheet",
    "scoresheet_name",
    "status_of",
    "summary_form",
    "summary_workbook",
    "text_of",
]
