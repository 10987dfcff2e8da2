"""The shelf: finds forms, blanks and templates, and refuses what is wrong with all its mistakes at once.

Looked through in this order: the workspace, the user's folder (``QTDOCS_HOME``, else ``~/.qtdocs``), the installed
shelf, and in a checkout the repository's own folders. A programme found earlier hides one of the same id further on.
"""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from qtdocs.editions.consistency import alias_mistakes, form_mistakes, programme_mistakes
from qtdocs.editions.form import FormSpec, Spec
from qtdocs.editions.mistakes import close_guess, syntax_mistake, validation_mistakes
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import KIND_NAMES
from qtdocs.errors import FormError, UsageError
from qtdocs.text import name_twin

Declared = TypeVar("Declared", bound=Spec)
_ROUNDS = 8
PROGRAMME_FILE = "programme.toml"
"""The file that makes a folder a programme."""
BASE_TEMPLATES = "_base"
"""The folder of templates that any programme may use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a programme's folder holds and what is wrong with it."""

    folder: Path
    """The folder."""
    programme: Programme | None
    """The programme, without its wrong parts; none where its own file cannot be used at all."""
    forms: tuple[FormSpec, ...]
    """Its forms, without their wrong parts."""
    mistakes: tuple[str, ...]
    """One Chinese sentence each, with file and key path."""


def folders(shelf: str, *, workspace: Path | None = None) -> tuple[Path, ...]:
    """The folders of this name that are there, first that counts first.

    Args:
        shelf: ``forms`` or ``templates``.
        workspace: the clerk's own folder, looked into before all others.
    """
    package = Path(__file__).resolve().parents[1]
    places = [workspace, users_folder(), package / "_shelf"]
    if (package.parent / "pyproject.toml").is_file():
        places.append(package.parent)
    return tuple(place / shelf for place in places if place is not None and _is_there(place / shelf))


def users_folder() -> Path | None:
    """The user's folder; none where the user has no home."""
    home = os.environ.get("QTDOCS_HOME")
    try:
        return Path(home) if home else Path.home() / ".qtdocs"
    except RuntimeError:
        return None


def _is_there(folder: Path) -> bool:
    """Whether a folder can be looked into; another user's home is as good as none."""
    try:
        return folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)
    except OSError:
        return False


def programme_ids(*, workspace: Path | None = None) -> tuple[str, ...]:
    """The ids of all programmes on the shelf, sorted."""
    return tuple(sorted(_programme_folders(workspace)))


def load_programme(name: str, *, workspace: Path | None = None) -> Programme:
    """The programme of this id, alias, association or full name, with its forms; of several years the newest.

    Raises:
        UsageError: nothing answers to the name, all that would are listed; or several do, and they are named.
        FormError: its files are wrong; all mistakes are listed.
    """
    found = _programme_folders(workspace)
    folder = found.get(name.strip().lower())
    if folder is None:
        ids = _ids_of(name, found)
        if not ids:
            raise _unknown(name, found)
        folder = found[_newest(name, ids, found)]
    return _loaded(folder, _stamp(folder))


def load_all(*, workspace: Path | None = None) -> tuple[Programme, ...]:
    """Every programme on the shelf, by id.

    Raises:
        FormError: files of any of them are wrong, or two answer to one name; all mistakes are listed.
    """
    found = examinations(workspace=workspace)
    mistakes = tuple(f"{each.folder.name}/{mistake}" for each in found for mistake in each.mistakes)
    programmes = [each.programme for each in found if each.programme is not None]
    clashes = alias_mistakes(programmes)
    if mistakes or clashes:
        raise FormError("forms", (*mistakes, *clashes))
    return tuple(sorted(programmes, key=lambda programme: programme.id))


def load_sound(*, workspace: Path | None = None) -> tuple[tuple[Programme, ...], tuple[str, ...]]:
    """Every programme without mistakes, by id, and the folders of the others: one bad file never stops the rest."""
    found = examinations(workspace=workspace)
    sound = [each.programme for each in found if each.programme is not None and not each.mistakes]
    broken = tuple(each.folder.name for each in found if each.mistakes)
    return tuple(sorted(sound, key=lambda programme: programme.id)), broken


def examinations(name: str = "", *, workspace: Path | None = None) -> tuple[Examination, ...]:
    """What all programmes' files say and what is wrong with them; of one programme where a name is given.

    Raises:
        UsageError: nothing answers to the name.
    """
    found = _programme_folders(workspace)
    folders = list(found.values())
    if name:
        folder = found.get(name.strip().lower())
        ids = [] if folder else _ids_of(name, found)
        if folder is None and not ids:
            raise _unknown(name, found)
        folders = [folder or found[_newest(name, ids, found)]]
    return tuple(_examined(folder, _stamp(folder)) for folder in folders)


def blank_path(programme: Programme | str, blank: FormSpec | str, *, workspace: Path | None = None) -> Path:
    """Where a form's blank lies.

    Args:
        programme: the programme, or its id.
        blank: the form, or the blank's file name.
        workspace: the clerk's own folder, looked into first.

    Raises:
        FormError: the form has none, or it is not there.
    """
    name = blank if isinstance(blank, str) else blank.blank
    programme_id = programme if isinstance(programme, str) else programme.id
    folder = _programme_folders(workspace).get(programme_id)
    if folder is None or not name or not (folder / name).is_file():
        raise FormError(str(folder or programme_id), (f"blank：没有空白表“{name}”。",))
    return folder / name


def template_path(programme_id: str, name: str, *, workspace: Path | None = None) -> Path:
    """Where this programme's template lies: its own, else the one for all.

    Raises:
        FormError: neither is there.
    """
    shelves = folders("templates", workspace=workspace)
    for folder in (programme_id, BASE_TEMPLATES):
        for shelf in shelves:
            if (shelf / folder / name).is_file():
                return shelf / folder / name
    raise FormError("templates", (f"{programme_id} 和 {BASE_TEMPLATES} 里都没有模板“{name}”。",))


def _programme_folders(workspace: Path | None) -> dict[str, Path]:
    """Each programme's folder by its id, which is the folder's name; ``_common`` holds what belongs to all of them."""
    found: dict[str, Path] = {}
    for shelf in folders("forms", workspace=workspace):
        for folder in sorted(shelf.iterdir()):
            if not folder.name.startswith("_") and folder.is_dir() and any(folder.glob("*.toml")):
                found.setdefault(folder.name, folder)
    return found


def _names(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The programme's full name and all it answers to, as far as its file can be read."""
    try:
        data = _data(folder / PROGRAMME_FILE)
    except (OSError, ValueError):
        return "", ()
    association = data.get("association")
    names = [data.get("name")]
    if isinstance(association, dict):
        names += [association.get("name"), association.get("short_name")]
    names += _listed(data.get("aliases"))
    return str(data.get("name", "")), tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _ids_of(name: str, found: dict[str, Path]) -> list[str]:
    """The ids of all programmes that answer to the name, sorted."""
    twin = name_twin(name)
    return sorted(
        programme for programme, folder in found.items() if twin in {name_twin(word) for word in _names(folder)[1]}
    )


def _newest(name: str, ids: list[str], found: dict[str, Path]) -> str:
    """The id of the latest year's programme; refused where the years do not tell."""
    years = {programme: _year(found[programme]) for programme in ids}
    latest = [programme for programme, year in years.items() if year == max(years.values())]
    if len(latest) > 1:
        raise UsageError(f"叫“{name}”的活动有 {len(latest)} 个：{'、'.join(latest)}。", "请写其中一个的代号。")
    return latest[0]


def _year(folder: Path) -> int:
    try:
        year = _data(folder / PROGRAMME_FILE).get("year")
    except (OSError, ValueError):
        return 0
    return year if isinstance(year, int) else 0


def _unknown(name: str, found: dict[str, Path]) -> UsageError:
    """The refusal of an unknown name, with all that would do."""
    lines: list[str] = []
    owners: dict[str, str] = {}
    for programme, folder in sorted(found.items()):
        full, names = _names(folder)
        others = "、".join(word for word in names if word != full)
        lines.append(f"  {programme}　{full}（{others}）")
        owners |= dict.fromkeys((programme, *names), programme)
    guess = close_guess(name, owners)
    meant = f"是不是“{owners[guess]}”？" if guess else ""
    return UsageError(f"没有叫“{name}”的活动。{meant}", "可用的有：\n" + "\n".join(lines))


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """What tells one state of a programme's files from another."""
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.iterdir()))


def _loaded(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Programme:
    """The programme in this folder; ``stamp`` makes a changed one load anew."""
    found = _examined(folder, stamp)
    if found.programme is None or found.mistakes:
        raise FormError(str(folder), found.mistakes)
    return found.programme


@lru_cache(maxsize=64)
def _examined(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Examination:
    mistakes: list[str] = []
    programme = _checked(folder / PROGRAMME_FILE, Programme, mistakes)
    forms = {path: form for path in _form_files(folder) if (form := _checked(path, FormSpec, mistakes))}
    for path, form in forms.items():
        modes = [mode.id for mode in programme.modes] if programme else _modes_named(form)
        mistakes += form_mistakes(form, file=path, modes=modes)
    ordered = tuple(sorted(forms.values(), key=_rank))
    if programme is not None:
        programme = programme.model_copy(update={"forms": ordered})
        mistakes += programme_mistakes(programme, folder=folder.name)
    return Examination(
        folder=folder, programme=programme, forms=ordered, mistakes=tuple(dict.fromkeys(mistakes))
    )  # fmt: skip


def _modes_named(form: FormSpec) -> list[str]:
    """Every mode the form names, for judging it without its programme."""
    fields = (*form.fields, *(form.table.columns if form.table else ()))
    return [mode for used in (*(spec.modes for spec in fields), *(seal.modes for seal in form.seals)) for mode in used]


def _rank(form: FormSpec) -> tuple[int, str]:
    """Forms in the order of the kinds of paper."""
    kinds = list(KIND_NAMES)
    return (kinds.index(form.kind) if form.kind in kinds else len(kinds), form.id)


def _form_files(folder: Path) -> Iterator[Path]:
    """The form files beside the programme file, by name."""
    return (path for path in sorted(folder.glob("*.toml")) if path.name != PROGRAMME_FILE)


def _checked(path: Path, model: type[Declared], mistakes: list[str]) -> Declared | None:
    """The file as its declaration; none where it is wrong, with its mistakes added to the list."""
    try:
        data = _data(path)
    except FileNotFoundError:
        mistakes.append(f"{path.name}：没有这个文件，每个活动的文件夹里都要有。")
    except OSError as error:
        mistakes.append(f"{path.name}：打不开（{error.strerror}）。")
    except UnicodeDecodeError:
        mistakes.append(f"{path.name}：不是 UTF-8 编码，请用记事本“另存为”，编码选 UTF-8。")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(syntax_mistake(path.name, error))
    else:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            mistakes += validation_mistakes(path.name, error, model, data)
            return _rest(data, error, model)
    return None


def _rest(data: dict[str, Any], error: ValidationError, model: type[Declared]) -> Declared | None:
    """A declaration without its wrong parts, so that the rest is judged in the same round."""
    rest = copy.deepcopy(data)
    for _ in range(_ROUNDS):
        wrong = [each["loc"][:-1] if each["type"] == "missing" else each["loc"] for each in error.errors()]
        for way in sorted(set(wrong), key=lambda way: [str(step).rjust(6, "0") for step in way], reverse=True):
            _take_out(rest, way)
        try:
            return model.model_validate(rest)
        except ValidationError as another:
            error = another
    return None


def _take_out(data: Any, way: tuple[int | str, ...]) -> None:
    for step in way[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    last = way[-1] if way else None
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        del data[last]


def _data(path: Path) -> dict[str, Any]:
    """The file's content; a byte order mark from a Windows editor is no mistake."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
