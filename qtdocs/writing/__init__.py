"""The only writer: atomic files, safe text and cells, packages whose bytes depend on their content alone."""

from qtdocs.writing.cells import BASELINE, EXCERPT, cell_digest, cell_text, says_the_same, typed_text
from qtdocs.writing.files import (
    fresh_path,
    holds_own_work,
    make_folder,
    output_path,
    passing_files_in,
    sweep,
    sweep_broken_off,
    write_bytes,
)
from qtdocs.writing.packages import (
    CORE_TIME,
    OWN_LIMIT,
    ZIP_TIME,
    Savable,
    fixed_mail,
    fixed_pdf,
    fixed_zip,
    is_own_work,
    saved,
)
from qtdocs.writing.safe import CELL_LIMIT, fitting_cell, safe_cell, safe_name, safe_text
from qtdocs.writing.streams import keep_original, move_into_place, spooled, write_copy, write_packed, write_stream

__all__ = [
    "BASELINE",
    "CELL_LIMIT",
    "CORE_TIME",
    "EXCERPT",
    "OWN_LIMIT",
    "ZIP_TIME",
    "Savable",
    "cell_digest",
    "cell_text",
    "fitting_cell",
    "fixed_mail",
    "fixed_pdf",
    "fixed_zip",
    "fresh_path",
    "holds_own_work",
    "is_own_work",
    "keep_original",
    "make_folder",
    "move_into_place",
    "output_path",
    "passing_files_in",
    "picture_saved",
    "safe_cell",
    "safe_name",
    "safe_text",
    "saved",
    "says_the_same",
    "spooled",
    "sweep",
    "sweep_broken_off",
    "typed_text",
    "write_bytes",
    "write_copy",
    "write_packed",
    "write_stream",
]
