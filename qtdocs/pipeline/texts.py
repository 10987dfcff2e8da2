"""What the commands that only show something print."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qtdocs import checks, readers, writing
from qtdocs.editions import shelf
from qtdocs.editions.consistency import alias_mistakes, label_mistakes, shared_names
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.errors import FormError, UnreadableFileError, UsageError
from qtdocs.model.finding import SEVERITY_NAMES, Finding
from qtdocs.model.parcel import Attachment
from qtdocs.pipeline.papers import Paper, Part, Shelf, open_shelf, read_papers, today_in_beijing
from qtdocs.render import contract, shelf_text
from qtdocs.render.context import cleaned_label, second_label

Watch = Callable[[Sequence[Attachment]], Iterable[Attachment]]


def papers_printed(
    paths: Sequence[Path], *, view: str, programme: str, watch: Watch = iter
) -> Iterator[tuple[str, str, str]]:
    """For each part of each file: what goes to standard output, what to standard error, and how bad it is.

    Args:
        paths: folders and files.
        view: ``json``, ``table`` or ``text``.
        programme: the programme's id or one of its names, or empty.
        watch: wraps the list of files to show progress.
    """
    asked = shelf.load_programme(programme).id if programme else ""
    desk = open_shelf()
    for folder in desk.broken:
        yield "", f"提醒：活动 {folder} 的表格文件有误，这次不认它的表；请运行 qtdocs forms check {folder}。", ""
    for paper in read_papers(paths, desk, programme=asked, today=today_in_beijing(), watch=watch):
        for part in paper.parts:
            yield _printed(paper, part, desk, view)


def _printed(paper: Paper, part: Part, desk: Shelf, view: str) -> tuple[str, str, str]:
    name = writing.safe_text(paper.attachment.name)
    errors = any(finding.severity == "error" for finding in part.findings)
    worst = "unread" if paper.outcome == "unread" else "error" if errors else ""
    if view == "json":
        findings = _with_second_keys(part, desk)
        return contract.json_line(paper.attachment.name, paper.attachment.sha256, part.record, findings), "", worst
    if view == "text":
        if part.document is None:
            return "", f"{name}：{part.findings[0].message}{part.findings[0].advice}", worst
        notes = "\n".join(f"{name}：{note.detail} {note.place}".rstrip() for note in part.document.notes)
        return contract.document_text(part.document), notes, worst
    labels = _labels(part, desk)
    return contract.table_text(f"■ {name}：{_what(part, desk)}", part.record, labels, part.findings), "", worst


def _with_second_keys(part: Part, desk: Shelf) -> tuple[Finding, ...]:
    """The findings, those on a cell that holds two values under both their keys: the contract asks for each by key."""
    if part.record is None:
        return part.findings
    form = desk.programme(part.record.programme).form(part.record.form)
    specs = (*form.fields, *(form.table.columns if form.table else ())) if form else ()
    seconds = {spec.key: spec.second for spec in specs if spec.second}
    doubted = [each for each in part.findings if each.field in seconds and each.code.startswith(("field-", "formula-"))]
    return (*part.findings, *(replace(each, field=seconds[each.field]) for each in doubted))


def _what(part: Part, desk: Shelf) -> str:
    if part.record is None:
        return "不是已知的表" if part.document else "没有读"
    programme = desk.programme(part.record.programme)
    form = programme.form(part.record.form)
    number = f"（第 {part.record.part} 份）" if part.record.part else ""
    return f"{programme.name} {form.name if form else ''}{number}"


def _labels(part: Part, desk: Shelf) -> dict[str, str]:
    if part.record is None:
        return {}
    form = desk.programme(part.record.programme).form(part.record.form)
    specs = form.fields if form else ()
    names = {spec.key: cleaned_label(spec.labels[0]) for spec in specs}
    labels = {
        spec.key: f"{names[spec.key]}（{names[spec.beside]}）" if spec.beside in names else names[spec.key]
        for spec in specs
    }  # fmt: skip
    return labels | {spec.second: second_label(spec.labels[0]) for spec in specs if spec.second}


def rules_shown(code: str) -> str:
    """Every rule a line, or one rule in full.

    Raises:
        UsageError: no rule has this code.
    """
    if not code:
        return "\n".join(f"{rule.code:<24}{_severity(rule.severity)}  {rule.title}" for rule in checks.RULES.values())
    rule = checks.RULES.get(code)
    if rule is None:
        raise UsageError(f"没有编号是“{code}”的检查。", "输入 qtdocs rules 看全部编号。")
    source = f"\n依据：{rule.source}" if rule.source else ""
    head = f"{rule.code}  {rule.title}（{_severity(rule.severity)}）"
    return f"{head}\n{rule.meaning}\n怎么办：{rule.advice}{source}"


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
    return shelf_text.form_text(found, _form(found, form)) if form else shelf_text.programme_text(found)


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
        lines.extend(_finding_line(finding) for finding in checks.check_programme(each, today=today))
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


def _finding_line(finding: Finding) -> str:
    return f"  【{_severity(finding.severity)}】{finding.message}{finding.advice}"


def copy_blank(programme: str, form: str, out: Path) -> Path:
    """Copy a form's blank into a folder, never over a file that is there.

    Raises:
        UsageError: there is no such programme, form or blank.
        WriteError: the folder cannot be written.
    """
    found = shelf.load_programme(programme)
    spec = _form(found, form)
    if not spec.blank:
        raise UsageError(f"“{spec.name}”没有空白表。")
    source = shelf.blank_path(found, spec)
    target = writing.fresh_path(out / f"{found.id}-{spec.name}{source.suffix}")
    writing.write_bytes(target, source.read_bytes())
    return target


def _form(programme: Programme, name: str) -> FormSpec:
    form = programme.form(name) or next((each for each in programme.forms if each.name == name), None)
    if form is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in programme.forms)
        raise UsageError(f"{programme.name}没有“{name}”这张表。", f"有：{known}。")
    return form
