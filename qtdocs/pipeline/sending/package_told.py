"""What a person is told of a package: what is in it and what is missing, and what the receiver's rules say of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from qtdocs.checks.originals import bare_name
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.pipeline.sending.package_made import MadePapers
from qtdocs.pipeline.sending.package_plan import MEDIA, PackageDesk, PackageLine
from qtdocs.pipeline.sending.trial import Tried
from qtdocs.render.context import text_of
from qtdocs.render.sending.contents import ContentLine, OriginalLine
from qtdocs.text import name_twin, plain_date
from qtdocs.writing import safe_text

_SHOWN = 30


def told_of_package(
    desk: PackageDesk, lines: Sequence[PackageLine], made: MadePapers, left_out: Sequence[str], *, today: datetime.date
) -> Iterator[str]:
    """What is in a package, and what is missing."""
    files = sum(line.file is not None for line in lines)
    yield f"{desk.nominator}报送{desk.programme.association.short_name}：班组 {len(desk.entries)} 个，材料 {files} 份。"
    if left_out:
        yield f"没有放进去的班组：{'、'.join(left_out)}。"
    yield from _deadlines(desk.programme, today)
    missing = [line for line in lines if line.is_missing]
    if missing:
        yield f"还缺 {len(missing)} 样："
        yield from (f"  {line.whose}：{bare_name(line.paper)}（{MEDIA[line.medium]}）{_why(line)}" for line in missing)
    yield from made.remarks


def _why(line: PackageLine) -> str:
    reason = line.remark.partition("；")[2]
    if reason:
        return f"，{reason}"
    if line.medium == "pdf" and not line.entry:
        return "：打印、盖章、扫描以后用 qtdocs collect 收进来，再做一次"
    return "" if line.entry else "：写好以后用 qtdocs collect 收进来，再做一次"


def told_of_trial(trial: Tried, desk: PackageDesk, *, above: str) -> Iterator[str]:
    """What the receiver's own rules say of a package that was tried out.

    Args:
        trial: what came of it.
        desk: what the package is made of.
        above: how the ways to all files of the package begin; left out where files are named.
    """
    errors, warnings = trial.of("error"), trial.of("warning")
    lost = _not_found(trial, desk)
    yield (
        f"照{desk.programme.association.short_name}的规定试收了一遍：认出班组 {len(trial.teams)} 个，"
        f"错误 {len(errors)} 条，提醒 {len(warnings)} 条，读不了的文件 {len(trial.unread)} 个。"
    )
    yield from (f"  没有认出来的班组：{each}。" for each in lost)
    names = {team.number: _name_of(team) for team in trial.teams}
    for word, found in (("错误", errors), ("提醒", warnings)):
        for number, finding in found[:_SHOWN]:
            whose = f"{names[number]}：" if number in names else f"{finding.file}：" if finding.file else ""
            yield safe_text(f"  【{word}】{whose}{finding.message}".replace(above, ""))
        if len(found) > _SHOWN:
            yield f"  【{word}】还有 {len(found) - _SHOWN} 条。"
    if not errors and not lost and not trial.unread:
        yield "  没有错误，照规定收得下来。"


def _not_found(trial: Tried, desk: PackageDesk) -> Iterator[str]:
    """Teams of the package that were not found in it."""
    seen = {name_twin(_name_of(team)) for team in trial.teams}
    yield from (_name_of(entry) for entry in desk.entries if name_twin(_name_of(entry)) not in seen)


def _name_of(entry: Entry) -> str:
    return " ".join(text_of(entry, key) for key in ("organisation_name", "team_name"))


def _deadlines(programme: Programme, today: datetime.date) -> Iterator[str]:
    for each in programme.deadlines:
        if each.id in ("submission", "post") and today > each.date:
            yield f"已经过了截止日期{plain_date(each.date)}（{each.source}）。"


def contents_of(lines: Sequence[PackageLine]) -> tuple[list[ContentLine], list[OriginalLine]]:
    """The lines of a package for its list of contents, and its originals on paper with their scans."""
    listed = [
        ContentLine(
            paper=bare_name(line.paper), medium=MEDIA[line.medium], whose=line.whose,
            file=line.file.name if line.file else "", size=line.file.size if line.file else 0,
            sha256=line.file.sha256 if line.file else "", remark=line.remark, is_missing=line.is_missing,
        )
        for line in lines
    ]  # fmt: skip
    scans = {(line.paper, line.whose): line.file.name for line in lines if line.medium == "paper" and line.file}
    originals = [
        OriginalLine(
            paper=bare_name(line.paper), whose=line.whose, scan=scans.get((line.paper, line.whose), ""),
            registered="没有写" not in line.remark,
        )
        for line in lines if line.medium == "paper" and line.file is None
    ]  # fmt: skip
    return listed, originals
