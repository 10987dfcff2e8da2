"""``qtdocs send-up``: what a nominator sends upward, as one folder or zip, tried out by the receiver's own rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs import render, writing
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, acts, put_down
from qtdocs.ledger.originals import digest_of
from qtdocs.model.entry import Entry
from qtdocs.model.sending import SentUp
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.history import entry_named
from qtdocs.pipeline.noted import Noted
from qtdocs.pipeline.owners import nominators_of
from qtdocs.pipeline.publishing.honours import honours_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.sending.bundle import HOW_TO, SUMS, BundleFile, how_to_check, is_untouched, sums_of, written
from qtdocs.pipeline.sending.package_made import MadePapers, PaperMaker
from qtdocs.pipeline.sending.package_plan import (
    PackageDesk,
    PackageLine,
    named_apart,
    package_lines,
    package_name,
    with_made,
)
from qtdocs.pipeline.sending.package_told import contents_of, told_of_package, told_of_trial
from qtdocs.pipeline.sending.trial import tried
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.sending.contents import contents_workbook
from qtdocs.text import name_twin, plain_date

FOLDER = "报送"
CONTENTS_TEMPLATE = "package-contents.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageAsked:
    """What a person asked for."""

    nominator: str = ""
    """Whose package; empty where the workspace has only one."""
    numbers: tuple[str, ...] = ()
    """Which entries; all that take part where none is named."""
    out: Path | None = None
    """Where; a folder of the workspace where none is given."""
    as_zip: bool | None = None
    """Whether as a zip file; as the programme says where nobody said."""
    dry_run: bool = False
    """Whether nothing is written."""
    jobs: int | None = None
    """Workers at a time, where it is tried out; as many as there are processors where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    desk: PackageDesk
    name: str
    lines: tuple[PackageLine, ...]
    made: MadePapers
    left_out: tuple[str, ...]

    @property
    def files(self) -> tuple[BundleFile, ...]:
        return tuple(line.file for line in self.lines if line.file is not None)


def sent_up(
    place: Workspace, asked: PackageAsked, *, who: str, today: datetime.date, failed: list[str]
) -> Iterator[str]:
    """Put a package together and try it out; says what is in it, what is missing, and what the receiver would say.

    Args:
        place: the workspace of the nominator.
        asked: what was asked for.
        who: who is responsible.
        today: the day of the run.
        failed: gets what the receiver's rules call an error, for the exit code.

    Raises:
        UsageError: there is no such nominator or entry, nothing to send, or no name was given.
        WriteError: it cannot be written.
    """
    if not asked.dry_run:
        who = person_named(who, "报送", advice="请用 --by 写上姓名；先看看有些什么，请加 --dry-run。")
    with place.busy("qtdocs send-up") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        package = _package(place, ledger, edition, asked, today=today)
        yield from told_of_package(package.desk, package.lines, package.made, package.left_out, today=today)
        if asked.dry_run:
            yield "以上只是看看，什么也没有写。"
            return
        files = _with_contents(place, package, today=today)
        target = _write(place, ledger, package, files, asked)
        yield f"已写出 {_way(target, place)}：{len(files)} 个文件，{_size(files)}。"
        trial = tried([target], edition, today=today, home=place.home, jobs=asked.jobs)
        failed += [finding.message for _, finding in trial.of("error")]
        above = f"{target.name}!{package.name}/" if target.is_file() else f"{target.name}/"
        yield from told_of_trial(trial, package.desk, above=above)
        with ledger.change("sent-up", str(len(package.desk.entries))):
            number = str(len(acts(ledger, ActKind.SENT_UP, SentUp)) + 1)
            put_down(ledger, ActKind.SENT_UP, [((number,), _act(package, files, target))], who=who)
    yield from _at_last(edition, files)


def _package(
    place: Workspace, ledger: Ledger, edition: Programme, asked: PackageAsked, *, today: datetime.date
) -> _Package:
    account = account_of(ledger, edition)
    nominator = _nominator(account, asked.nominator)
    entries, left_out = _entries(ledger, edition, account, nominator, asked.numbers)
    desk = PackageDesk(
        programme=edition, nominator=nominator, entries=entries, own=account.own, originals=place.originals,
        noted=Noted(account.parcels, account.teams),
    )  # fmt: skip
    lines = tuple(package_lines(desk))
    course = honours_of(ledger, edition, account.teams).course
    made = PaperMaker(desk, ledger, course, today=today, home=place.home).made(lines)
    return _Package(
        desk=desk, name=package_name(desk), lines=named_apart(with_made(lines, made.files)), made=made,
        left_out=tuple(left_out),
    )  # fmt: skip


def _nominator(account: Account, asked: str) -> str:
    """Whose package it is.

    Raises:
        UsageError: nobody is named who could send anything, or several could and nobody said who.
    """
    names = [each.name for each in nominators_of([team for team in account.teams if team.in_running])]
    if not asked:
        if len(names) == 1:
            return names[0]
        told = "、".join(names) if names else "没有班组写了推荐单位"
        raise UsageError(f"要写明是哪个推荐单位的报送包（{told}）。", "请用 --nominator 写上名称。")
    found = [name for name in names if name_twin(asked) in name_twin(name)]
    if len(found) != 1:
        raise UsageError(f"没有推荐单位叫“{asked}”，或者不止一个。", f"有：{'、'.join(names) or '（没有）'}。")
    return found[0]


def _entries(
    ledger: Ledger, edition: Programme, account: Account, nominator: str, numbers: Sequence[str]
) -> tuple[tuple[Entry, ...], list[str]]:
    """The teams of the package, and who of the nominator's is left out and why.

    Raises:
        UsageError: there is none, or one that is named is another's or out of the running.
    """
    mine = {
        team.number: team for team in account.teams
        if name_twin(render.text_of(team, "nominator_name")) == name_twin(nominator)
    }  # fmt: skip
    if numbers:
        named = [entry_named(account, number) for number in numbers]
        for each in named:
            if each.number not in mine or not each.in_running:
                why = f"已经是“{each.state}”" if not each.in_running else f"不是“{nominator}”推荐的"
                raise UsageError(f"{each.number} {why}，放不进报送包。")
        return tuple(named), []
    honours = honours_of(ledger, edition, account.teams)
    honoured = {each.entry for each in honours.teams} if honours.course is not None else set(mine)
    entries = [team for team in mine.values() if team.in_running and team.number in honoured]
    left_out = [
        f"{team.number}（{team.state if not team.in_running else '评定结果里没有'}）"
        for team in mine.values() if team not in entries
    ]  # fmt: skip
    if not entries:
        raise UsageError(f"没有“{nominator}”要报送的班组。", "看一看 qtdocs entries 和评定结果。")
    return tuple(entries), left_out


def _with_contents(place: Workspace, package: _Package, *, today: datetime.date) -> tuple[BundleFile, ...]:
    """The files of a package with its list of contents, its digests, and how to check them."""
    lines, originals = contents_of(package.lines)
    title = package.name
    note = (
        f"报送单位：{package.desk.nominator}　　班组 {len(package.desk.entries)} 个　　文件 {len(package.files)} 个　　"
        f"{plain_date(today)}\n文件有没有被换过，照“{HOW_TO}”核对。"
    )
    path = shelf.template_path(package.desk.programme.id, CONTENTS_TEMPLATE, workspace=place.home)
    values = {
        "title": title, "nominator": package.desk.nominator, "teams": len(package.desk.entries),
        "files": len(package.files), "date": plain_date(today),
        "rows": [
            {
                "number": number, "paper": each.paper, "medium": each.medium, "whose": each.whose,
                "file": each.file or "—", "sha256": each.sha256[:12], "remark": each.remark,
            }
            for number, each in enumerate(lines, 1)
        ],
        "missing": [f"{each.whose}：{each.paper}（{each.medium}）" for each in lines if each.is_missing],
    }  # fmt: skip
    listed = (
        BundleFile.made("目录清单.xlsx", contents_workbook(title, note, lines, originals)),
        BundleFile.made("目录清单.docx", render.letter(path.read_bytes(), values, name=str(path))),
    )
    everything = (*listed, *package.files)
    told = BundleFile.made(HOW_TO, how_to_check(package.files))
    summed = (*everything, told)
    return (*summed, BundleFile.made(SUMS, sums_of(summed)))


def _write(
    place: Workspace, ledger: Ledger, package: _Package, files: Sequence[BundleFile], asked: PackageAsked
) -> Path:
    """Write the package, in the place of one of ours that nobody has changed since; gives where it lies."""
    home = asked.out or place.home / FOLDER
    as_zip = package.desk.programme.sending.medium == "mail" if asked.as_zip is None else asked.as_zip
    if not as_zip:
        target = home / package.name
        instead = is_untouched(target)
        if not instead:
            target = writing.fresh_path(target)
        with writing.whole_folder(target, instead=instead) as folder:
            written(folder, files)
        return target
    target = home / f"{package.name}.zip"
    ours = {act.value.sha256 for act in acts(ledger, ActKind.SENT_UP, SentUp) if act.value.sha256}
    if target.is_symlink() or (target.exists() and not (target.is_file() and digest_of(target)[0] in ours)):
        target = writing.fresh_path(target)
    with place.scratch() as scratch:
        written(scratch, files)
        writing.write_zip(target, [(f"{package.name}/{each.name}", scratch / each.name) for each in files])
    return target


def _act(package: _Package, files: Sequence[BundleFile], target: Path) -> SentUp:
    sums = next(each.sha256 for each in files if each.name == SUMS)
    return SentUp(
        name=target.name, nominator=package.desk.nominator, files=len(files), sums=sums,
        entries=tuple(each.number for each in package.desk.entries),
        sha256=digest_of(target)[0] if target.is_file() else "",
    )  # fmt: skip


def _at_last(edition: Programme, files: Sequence[BundleFile]) -> Iterator[str]:
    """What a person still does: nothing is sent by the program."""
    rules, contact = edition.sending, edition.contact
    megabytes = sum(each.size for each in files) / 1_000_000
    if rules.most_megabytes and megabytes > rules.most_megabytes:
        yield f"报送包有 {megabytes:.0f} MB，邮箱最多收 {rules.most_megabytes} MB，请分几封发或改用网盘、光盘。"
    where = "、".join(contact.mailboxes) if rules.medium == "mail" else contact.address
    how = f"发到 {where}" if rules.medium == "mail" and where else f"刻成光盘或存进U盘，寄到 {where}" if where else ""
    yield f"程序没有发送任何东西{f'；请您核对以后{how}' if how else '；请您核对以后报送'}。"


def _size(files: Sequence[BundleFile]) -> str:
    total = sum(each.size for each in files)
    return f"{total / 1_000_000:.1f} MB" if total >= 100_000 else f"{-(-total // 1000)} KB"


def _way(path: Path, place: Workspace) -> str:
    try:
        return path.resolve().relative_to(place.home.resolve()).as_posix()
    except ValueError:
        return str(path)
