"""Official blanks filled with values: what is printed stays, what is filled in reads back as the same values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qtdocs.editions.form import FormSpec
from qtdocs.model.record import Value
from qtdocs.render.filling.places import Filled, Values

__all__ = ["Filled", "Values", "filled_form"]


def filled_form(
    blank: bytes, form: FormSpec, values: Mapping[str, Value], rows: Sequence[Mapping[str, Value]] = ()
) -> Filled:
    """A form's blank with these values in it.

    Args:
        blank: the blank's bytes, .docx or .xlsx.
        form: the form that it is the blank of.
        values: canonical values by key; what the form does not ask for is passed over, and so is what is none.
        rows: the same of each row of a list.
    """
    if form.blank.endswith(".xlsx"):
        from qtdocs.render.filling.sheet_form import filled_sheet

        return filled_sheet(blank, form, values, rows)
    from qtdocs.render.filling.word_form import filled_word

    return filled_word(blank, form, values, rows)
