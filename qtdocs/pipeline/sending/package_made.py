"""Papers of a nominator that its ledger makes in official blanks: 推荐汇总表, 推荐表, 材料评审汇总表, 统计表."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Paper
from qtdocs.ledger import Ledger
from qtdocs.model.entry import Entry
from qtdocs.model.record import Value
from qtdocs.model.result import Ranked
from qtdocs.pipeline.judging.results import Course
from qtdocs.pipeline.judging.summing import review_lines
from qtdocs.pipeline.sending.bundle import BundleFile
from qtdocs.pipeline.sending.filling import filled, values_of_entry
from qtdocs.pipeline.sending.form_values import FormValues
from qtdocs.pipeline.sending.package_plan import CAN_BE_MADE, PackageDesk, PackageLine, rule_made, way_of
from qtdocs.render.context import text_of
from qtdocs.writing import safe_name

_TO_SEAL = "由台账写出，请打印、盖章"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePapers:
    """What was made of the missing papers."""

    files: Mapping[tuple[Paper, str], tuple[BundleFile, ...]]
    """By the paper and the entry's number; the number is empty for a nominator's paper."""
    remarks: tuple[str, ...]
    """What still has to be written into them, in Chinese."""


class PaperMaker:
    """Makes papers of a package.

    Args:
        desk: what the package is made of.
        ledger: the ledger.
        course: the version of the result that holds; none where there is none.
        today: the day of the run.
        home: the workspace.
    """

    def __init__(
        self, desk: PackageDesk, ledger: Ledger, course: Course | None, *, today: datetime.date, home: Path
    ) -> None:
        self._desk, self._ledger, self._course = desk, ledger, course
        self._today, self._home = today, home
        self.remarks: list[str] = []
        self._makers: Mapping[str, Callable[[Paper, FormSpec, Entry | None], Iterator[BundleFile]]] = {
            "nomination-summary": self._list, "review-summary": self._review, "statistics": self._statistics,
            "nomination": self._nomination,
        }  # fmt: skip

    def made(self, lines: Sequence[PackageLine]) -> MadePapers:
        """What can be made of all that is missing."""
        found: dict[tuple[Paper, str], tuple[BundleFile, ...]] = {}
        for line in lines:
            key = (line.paper, line.entry)
            maker = self._makers.get(line.paper.kind)
            if not line.is_missing or line.medium not in CAN_BE_MADE or key in found or maker is None:
                continue
            form = next((each for each in self._desk.programme.forms if each.kind == line.paper.kind), None)
            entry = next((each for each in self._desk.entries if each.number == line.entry), None)
            if form is not None and form.blank:
                found[key] = tuple(maker(line.paper, form, entry))
        if any(found.values()) and self.remarks:
            self.remarks.append(
                "在 Word 或 Excel 里填好、盖章以后，用 qtdocs collect 收进来，再做一次报送包，就用您填好的。"
            )
        return MadePapers(files=found, remarks=tuple(dict.fromkeys(self.remarks)))

    def _list(self, paper: Paper, form: FormSpec, _: Entry | None) -> Iterator[BundleFile]:
        """推荐汇总表: a row a team, with its scores where a result was put down."""
        if form.table is None:
            return
        rows = [
            {**values_of_entry(each, form.table.columns).values, **self._scores(each), "row_no": str(number)}
            for number, each in enumerate(self._desk.entries, 1)
        ]
        columns = {spec.key for spec in form.table.columns}
        kept = tuple({key: value for key, value in row.items() if key in columns} for row in rows)
        yield self._filled(paper, form, FormValues(fields={"nominator_name": self._desk.nominator}, rows=kept), None)

    def _nomination(self, paper: Paper, form: FormSpec, entry: Entry | None) -> Iterator[BundleFile]:
        """推荐表: one a team; what the nominator has to say of it is its own and is left open."""
        for each in [entry] if entry is not None else self._desk.entries:
            values = {
                **values_of_entry(each, form.fields).values, **self._scores(each),
                "nominator_name": self._desk.nominator, "nomination_no": str(self._desk.entries.index(each) + 1),
            }  # fmt: skip
            values.pop("nomination_reason", None)
            keys = {spec.key for spec in form.fields} | {spec.second for spec in form.fields}
            told = FormValues(fields={key: value for key, value in values.items() if key in keys})
            yield self._filled(paper, form, told, each)

    def _statistics(self, paper: Paper, form: FormSpec, _: Entry | None) -> Iterator[BundleFile]:
        """统计表: of its figures the ledger knows only how many teams are nominated."""
        told = {"nominator_name": self._desk.nominator, "teams_nominated": str(len(self._desk.entries))}
        yield self._filled(paper, form, FormValues(fields=told), None)

    def _review(self, paper: Paper, form: FormSpec, _: Entry | None) -> Iterator[BundleFile]:
        """材料评审汇总表: in the order of the result, with the judges' own words."""
        if self._course is None:
            self.remarks.append("还没有评定结果，材料评审汇总表没有写。")
            return
        teams = {each.number: each for each in self._desk.entries}
        ranked = [each for each in self._course.kept.value.result.ranked if each.entry in teams]
        lines, silent = review_lines(self._ledger, self._desk.programme, ranked, teams)
        told = {each.names: each for each in lines}
        rows: list[dict[str, Value]] = []
        for each in (teams[row.entry] for row in ranked):
            names = {key: text_of(each, key) for key in ("organisation_name", "team_name")}
            if (line := told.get("/".join(names.values()))) is not None:
                said = {"review_comment": line.comment, "judge": line.judges, "row_no": str(len(rows) + 1)}
                rows.append({**names, **said, **self._scores(each)})
        if silent:
            self.remarks.append(f"材料评审汇总表里 {'、'.join(silent)} 没有评语，请评委补写。")
        told_of = FormValues(fields={"nominator_name": self._desk.nominator}, rows=tuple(rows))
        yield self._filled(paper, form, told_of, None)

    def _scores(self, entry: Entry) -> dict[str, Value]:
        row = self._ranked().get(entry.number)
        if row is None or row.total is None:
            return {}
        found: dict[str, Value] = {"total_score": f"{row.total.normalize():f}"}
        if row.rank:
            found["rank"] = str(row.rank)
        return found

    def _ranked(self) -> Mapping[str, Ranked]:
        if self._course is None:
            return {}
        return {each.entry: each for each in self._course.kept.value.result.ranked if not each.out}

    def _filled(self, paper: Paper, form: FormSpec, told: FormValues, entry: Entry | None) -> BundleFile:
        made = filled(self._desk.programme, form, told, today=self._today, workspace=self._home)
        if made.empty:
            self.remarks.append(f"{form.name}里还要人填：{'、'.join(made.empty)}。")
        self.remarks += [f"{form.name}请打开核对：{each}。" for each in made.differing]
        return self._file(paper, form, made.data, entry)

    def _file(self, paper: Paper, form: FormSpec, data: bytes, entry: Entry | None) -> BundleFile:
        suffix = Path(form.blank).suffix
        if entry is not None and paper.per == "nominator":  # a form of its own for each team, beside one another
            words = self._desk.words(entry)
            name = rule_made("{serial:02d} {team}", words)
            way = f"{safe_name(form.name)}/{name}{suffix}"
        else:
            way = way_of(paper, self._desk, entry if paper.per == "entry" else None, suffix)
        note = _TO_SEAL if form.seals else "由台账写出"
        note += "；暂定版式" if form.provisional else ""
        return BundleFile.made(way, data, note=note)
