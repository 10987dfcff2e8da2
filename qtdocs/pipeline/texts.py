"""What the commands that only show something print."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from qtdocs import checks, readers, writing
from qtdocs.editions import shelf
from qtdocs.editions.consistency import alias_mistakes, label_mistakes, shared_names
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.errors import FormError, UnreadableFileError, UsageError
from qtdocs.model.finding import SEVERITIES, SEVERITY_NAMES, Finding
from qtdocs.render import shelf_text


def _severity(severity: str) -> str:
    return SEVERITY_NAMES[severity]


def forms_listed() -> str:
    """Every programme with its forms, and those whose files have mistakes."""
    sound, broken = shelf.load_sound()
    told = [f"{folder}  表格文件有误，没有列出；请运行 qtdocs forms check {folder}。" for folder in broken]
    return "\n\n".join([shelf_text.programmes_text(sound), *told])


def form_shown(programme: str, form: str) -> str:
    """What a programme, or one of its forms, asks for.

    Raises:
        UsageError: there is no such programme or form.
    """
    found = shelf.load_programme(programme)
    return shelf_text.form_text(found, form_of(found, form)) if form else shelf_text.programme_text(found)


def forms_checked(programme: str, *, today: datetime.date) -> str:
    """What is doubtful about one or all programmes' files.

    Raises:
        FormError: a file is wrong; all its mistakes are listed.
    """
    found = shelf.examinations(programme)
    mistakes = [
        f"{each.folder.name}/{mistake}" for each in found for mistake in (*each.mistakes, *_blank_mistakes(each))
    ]
    programmes = [each.programme for each in found if each.programme is not None]
    mistakes += alias_mistakes(programmes)
    if mistakes:
        raise FormError("、".join(dict.fromkeys(str(each.folder.parent) for each in found)), tuple(mistakes))
    lines: list[str] = []
    for each in programmes:
        lines.append(f"{each.id}  {each.name}：{len(each.forms)} 张表，写法没有错误。")
        told = (*checks.check_programme(each, today=today), *checks.check_notice(each))
        lines.extend(_finding_line(finding) for finding in sorted(told, key=_rank))
    lines.extend(shared_names(programmes))
    return "\n".join(lines)


def _blank_mistakes(found: shelf.Examination) -> Iterator[str]:
    """Labels that the blanks do not print, also of forms that have other mistakes."""
    for form in found.forms:
        path = found.folder / form.blank
        if not form.blank or not path.is_file():
            continue
        try:
            blank = readers.read(path.read_bytes(), name=path.name)
        except UnreadableFileError as error:
            yield f"{form.id}.toml → blank：空白表 {path.name} 打不开，{error}"
        else:
            yield from label_mistakes(form, blank.texts())


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _finding_line(finding: Finding) -> str:
    return f"  【{_severity(finding.severity)}】{finding.message}{finding.advice}"


def copy_blank(programme: str, form: str, out: Path) -> Path:
    """Copy a form's blank into a folder, never over a file that is there.

    Raises:
        UsageError: there is no such programme, form or blank.
        WriteError: the folder cannot be written.
    """
    found = shelf.load_programme(programme)
    spec = form_of(found, form)
    if not spec.blank:
        raise UsageError(f"“{spec.name}”没有空白表。")
    source = shelf.blank_path(found, spec)
    target = writing.fresh_path(out / f"{found.id}-{spec.name}{source.suffix}")
    writing.write_bytes(target, source.read_bytes())
    return target


def form_of(programme: Programme, name: str) -> FormSpec:
    """The form of this id or name.

    Raises:
        UsageError: there is none.
    """
    form = programme.form(name) or next((each for each in programme.forms if each.name == name), None)
    if form is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in programme.forms)
        raise UsageError(f"{programme.name}没有“{name}”这张表。", f"有：{known}。")
    return form
