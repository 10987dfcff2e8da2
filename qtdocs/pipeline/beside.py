"""Files that may be what is missing: not read, or nobody's; told by their names and by what they came with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qtdocs.assemble import text_in
from qtdocs.checks.originals import words_of
from qtdocs.editions.programme import Paper
from qtdocs.model.document import medium_of
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.pipeline.known import Line, Season
from qtdocs.text import name_twin

Doubts = tuple[tuple[str, str], ...]
"""The medium a file looks like (empty: any), and what is to be said of it."""
_AKIN = {"docm": "docx", "wps": "docx", "et": "xlsx", "xlsm": "xlsx", "dps": "pptx", "pps": "pptx"}
_LIKE_MATERIALS = ("材料", "成果", "经验", "简介", "总结")
_OTHERS = ("通知", "公告", "须知", "回执", "管理办法")
_TITLE = 60
_NO_PAPERS = frozenset({"mp4", "avi", "mov", "wmv", "mkv", "flv", "mp3", "wav", "m4a", "exe"})
"""Endings of what is no paper of any kind."""
_MANY_LEFT_OVER = 4
"""Pieces of text outside every box from which a form's file probably holds another paper too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A file that may be some team's paper."""

    line: Line
    """Its arrival."""
    medium: str
    """``word``, ``pdf`` … as far as its name tells; empty: any."""
    said: str
    """What is to be said of it."""
    named: frozenset[str]
    """Twins of the teams that it names: in its name, in the subject of its letter, in its words."""


class Beside:
    """What came with what, in one season.

    Args:
        season: the season.
        teams: its teams.
    """

    def __init__(self, season: Season, teams: Sequence[Entry]) -> None:
        self._season = season
        self._teams = teams
        self._lines: dict[str, list[Line]] = defaultdict(list)
        for line in season.lines:
            if line.attachment.sha256:
                self._lines[line.attachment.sha256].append(line)

    def lines_of(self, entry: Entry) -> list[Line]:
        """Every arrival of every paper of a team."""
        return [line for paper in entry.papers for line in self._lines[paper.sha256]]

    def near(self, entry: Entry) -> tuple[Loose, ...]:
        """The files that may be a missing paper of this team: those that name it, then those that came with it."""
        twin, lines = team_twin(entry), self.lines_of(entry)
        parcels = {line.parcel.number for line in lines if line.parcel}
        senders = {sender for line in lines if (sender := _sender(line)) and self._by_sender[sender] == {entry.id}}
        beside = {
            place
            for number in parcels
            for place in self._nameless_by_parcel.get(number, ())
            if self._shares_folder(self._loose[place].line, entry)
        }
        sent = {place for sender in senders for place in self._nameless_by_sender.get(sender, ())}
        return (*self._naming.get(twin, ()), *(self._loose[place] for place in sorted(beside | sent)))

    def doubts(self, entry: Entry, near: Iterable[Loose], paper: Paper) -> Doubts:
        """What may be a missing paper of a team, as it is said.

        Args:
            entry: the team.
            near: the files that may be its own, as ``near`` gives them.
            paper: what is missing.
        """
        told = [(each.medium, each.said) for each in near if self._may_be(each, paper)]
        guessed = [
            (each.medium, f"“{each.file}”没有写明是谁的，可能就是它") for each in entry.papers
            if each.kind == paper.kind and not counts_as(each, words := self._season.texts.get(each.sha256, ""), paper)
            and not _is_other(title_of(each.file, words))
        ]  # fmt: skip
        printed = [
            ("slides", f"“{each.file}”是 PDF，可能是幻灯片另存的") for each in entry.papers
            if paper.kind == "slides" and each.medium == "pdf" and "ppt" in base_name(each.file).lower()
        ]  # fmt: skip
        return tuple(dict.fromkeys((*told, *guessed, *printed, *self._left_over(entry), *_scans(entry))))

    def doubts_of_nominator(self, twin: str, teams: Iterable[Entry], paper: Paper) -> Doubts:
        """The files that may be a missing paper of a nominator: they came with its own and name the paper or nothing.

        Args:
            twin: twin of the nominator's name.
            teams: its teams.
            paper: what is missing.
        """
        parcels = {line.parcel.number for team in teams for line in self.lines_of(team) if line.parcel}
        return tuple(
            (each.medium, each.said)
            for each in self._loose
            for name in [name_twin(each.line.file)]
            if (_parcel(each.line) in parcels or twin in name)
            and (any(word in name for word in words_of(paper)) or (not each.named and not each.medium))
        )

    def _may_be(self, loose: Loose, paper: Paper) -> bool:
        """Whether a file's own name does not say that it is another paper."""
        name = name_twin(base_name(loose.line.file))
        if any(word in name for word in words_of(paper)):
            return True
        return not any(word in name for each in self._season.edition.papers for word in words_of(each))

    @cached_property
    def _loose(self) -> tuple[Loose, ...]:
        """Every file that was not read, and every one that was read and is nobody's."""
        owned = {paper.sha256 for team in self._teams for paper in team.papers}
        return tuple(
            Loose(line=line, medium=_medium(line), said=_said(line), named=self._named(line))
            for line in self._season.lines
            if line.outcome in ("unread", "other") and not line.again and line.attachment.sha256 not in owned
            if _ending(line) not in _NO_PAPERS
            and not _is_other(title_of(line.file, self._season.texts.get(line.attachment.sha256, "")))
        )

    def _named(self, line: Line) -> frozenset[str]:
        subject = line.parcel.letter.subject if line.parcel and line.parcel.letter else ""
        words = name_twin(f"{line.file}\n{subject}\n{self._season.texts.get(line.attachment.sha256, '')}")
        return frozenset(twin for twin in self._twins if twin in words)

    @cached_property
    def _twins(self) -> frozenset[str]:
        return frozenset(twin for team in self._teams if (twin := team_twin(team)))

    @cached_property
    def _by_place(self) -> Mapping[str, set[str]]:
        return self._grouped(_place)

    @cached_property
    def _by_sender(self) -> Mapping[str, set[str]]:
        return self._grouped(_sender)

    def _grouped(self, told_by: Callable[[Line], str]) -> Mapping[str, set[str]]:
        """The teams whose papers have this in common: their folder, their sender."""
        found: dict[str, set[str]] = defaultdict(set)
        for team in self._teams:
            for line in self.lines_of(team):
                found[told_by(line)].add(team.id)
        return found

    @cached_property
    def _naming(self) -> Mapping[str, list[Loose]]:
        """The files that name a team, by the twin of its name."""
        found: dict[str, list[Loose]] = defaultdict(list)
        for each in self._loose:
            for twin in each.named:
                found[twin].append(each)
        return found

    @cached_property
    def _nameless_by_parcel(self) -> Mapping[str, list[int]]:
        return self._nameless(_parcel)

    @cached_property
    def _nameless_by_sender(self) -> Mapping[str, list[int]]:
        return self._nameless(_sender)

    def _nameless(self, told_by: Callable[[Line], str]) -> Mapping[str, list[int]]:
        """The places of the files that name no team, by what they have in common."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self._loose):
            if not each.named:
                found[told_by(each.line)].append(place)
        return found

    def _shares_folder(self, line: Line, entry: Entry) -> bool:
        """Whether a file of the same delivery does not lie in the folder of other teams."""
        there = self._by_place.get(line.place, set()) if line.place else set()
        return not there or entry.id in there

    @cached_property
    def _with_more(self) -> frozenset[str]:
        """Digests of the files that hold a form and something that is none."""
        return frozenset(sha256 for _, sha256, part in self._season.parts if part.record is None)

    def _left_over(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Files of the application in which much belongs to no box: the materials may stand behind the form."""
        for record in entry.records:
            left = sum(doubt.code == "text-unplaced" for doubt, _ in record.doubts)
            if record.sha256 in self._with_more or left >= _MANY_LEFT_OVER:
                yield record.medium, f"“{record.file}”里除了表还有别的内容，可能就在里面"


def team_twin(entry: Entry) -> str:
    """The twin of a team's name; empty where it has none."""
    return name_twin(text_in(entry.source, "team_name"))


def base_name(file: str) -> str:
    """The last part of the way to a file."""
    return file[max(file.rfind("/"), file.rfind("!")) + 1 :]


def title_of(file: str, words: str) -> str:
    """By what people know a paper: its own name and the first line in it."""
    return f"{base_name(file)}\n{words.strip()[:_TITLE].partition(chr(10))[0]}"


def counts_as(paper: EntryPaper, words: str, asked: Paper) -> bool:
    """Whether one of a team's papers is what is asked for, and not merely something that lay beside its form.

    Args:
        paper: the paper.
        words: what stands in it.
        asked: what is asked for.
    """
    title = name_twin(title_of(paper.file, words))
    is_named = any(word in title for word in (*words_of(asked), *_LIKE_MATERIALS))
    return paper.certain or paper.kind != "materials" or is_named


def _scans(entry: Entry) -> Iterator[tuple[str, str]]:
    """Pictures that came with the team's papers and show nobody knows what."""
    for paper in entry.papers:
        if paper.medium == "scan" and paper.kind == "other":
            yield "pdf", f"“{paper.file}”是扫描件，读不出是什么，可能就是它"


def _said(line: Line) -> str:
    if line.outcome == "other":
        return f"“{line.file}”没有写明是谁的，可能就是它"
    return f"有一个没有读成的文件“{line.file}”，可能就是它"


def _medium(line: Line) -> str:
    """The medium that a file's ending tells; empty for an archive or what tells nothing."""
    medium = medium_of(_AKIN.get(_ending(line), _ending(line)))
    return "" if medium == "other" else medium


def _is_other(title: str) -> bool:
    """Whether a paper calls itself something that no team hands in."""
    return any(word in title for word in _OTHERS)


def _ending(line: Line) -> str:
    return line.attachment.name.rpartition(".")[2].lower()


def _parcel(line: Line) -> str:
    return line.parcel.number if line.parcel else ""


def _place(line: Line) -> str:
    return line.place


def _sender(line: Line) -> str:
    return line.parcel.sender if line.parcel else ""
