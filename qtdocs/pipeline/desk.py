"""The desk on which papers are read: every programme, and every form laid beside its blank."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qtdocs import readers
from qtdocs.editions import shelf
from qtdocs.editions.form import FormSpec
from qtdocs.editions.layout import Layout, layout
from qtdocs.editions.programme import Programme
from qtdocs.errors import FormError, UnreadableFileError
from qtdocs.model.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Every programme, and every form laid beside its blank."""

    programmes: tuple[Programme, ...]
    """All programmes on the shelf."""
    layouts: tuple[Layout, ...]
    """All their forms."""
    broken: tuple[str, ...] = ()
    """Folders of programmes whose files have mistakes; their forms are not known."""

    def programme(self, programme_id: str) -> Programme:
        """The programme of this id."""
        return next(each for each in self.programmes if each.id == programme_id)


def open_shelf(*, workspace: Path | None = None) -> Shelf:
    """The shelf with all its forms, each blank read once; programmes with mistakes are left out and named.

    Args:
        workspace: a folder whose own forms count before all others.

    Raises:
        FormError: a blank cannot be read.
    """
    programmes, broken = shelf.load_sound(workspace=workspace)
    layouts = [
        layout(form, blank_of(programme, form, workspace=workspace), programme=programme.id, year=programme.year)
        for programme in programmes
        for form in programme.forms
    ]
    return Shelf(programmes=programmes, layouts=tuple(layouts), broken=broken)


def blank_of(programme: Programme, form: FormSpec, *, workspace: Path | None = None) -> Document | None:
    """A form's blank as a reader sees it; none for a form without one.

    Raises:
        FormError: the blank cannot be read.
    """
    if not form.blank:
        return None
    path = shelf.blank_path(programme, form, workspace=workspace)
    try:
        return readers.read(path.read_bytes(), name=path.name)
    except (UnreadableFileError, OSError) as error:
        mistake = f"{form.id}.toml → blank：空白表 {path.name} 打不开，{error}"
        raise FormError(str(path.parent), (mistake,)) from error
