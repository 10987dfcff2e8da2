"""What is typed into a blank comes out of it again: every form, every kind of value, awkward characters too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qtdocs import pipeline, readers
from qtdocs.editions import shelf
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.extract import extract
from qtdocs.model.record import FieldValue, Record, Value
from qtdocs.recognise import recognise
from samples import wordml
from samples.filling import fill

PROGRAMMES = shelf.load_all()
FORMS = [(programme, form) for programme in PROGRAMMES for form in programme.forms if form.blank]
FILLED = [(programme, form) for programme, form in FORMS if form.fields or form.table]
NAMES = [f"{programme.id}-{form.id}" for programme, form in FORMS]
FILLED_NAMES = [f"{programme.id}-{form.id}" for programme, form in FILLED]

SURNAMES = "沈陆俞竺裘郦戚麻缪虞鹿符甘莫计"
GIVEN = "青禾知远望舒一鸣松年向晚见山雨亭听澜知秋同光晓川问渠云帆𬭎镕"
TRADES = (
    "测量",
    "钢筋加工",
    "盾构掘进",
    "机电安装Ⅱ",
    "HS(手拉)大装",
    "木工（模板）",
    "A&B联合",
    "“红旗”",
    "<一>号塔吊",
    "阿·依木",
)
PLACES = ("浙江甲川", "宁波沧泊", "绍兴镜禾", "台州屿恒㎡", "O'Neil", "钱澄＆云屿", "喆𬭎")
KINDS = ("建设集团有限公司", "市政园林工程（集团）股份有限公司", "路桥养护有限责任公司第三分公司", "钢构有限公司")
WORDS = (
    "班组", "质量", "掘进", "错台", "由9毫米降到4毫米", "98.5%", "T/CAQ 10204-2017", "QC小组", "“三色看板”", "Ⅲ类",
    "①②③", "㎡", "5＞4", "a<b & c>d", "'引号'", "全角ＡＢＣ１２３", "𬭎", "——", "·", "3～5次/月", "℃", "（2024）", "镕",
)  # fmt: skip
PLAIN = ("沟通", "掘进", "“三色看板”", "AI辅助", "3号线", "《守则》", "𬭎字")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is typed into one place and what is to be read from it."""

    text: str
    value: Value
    second: Value = None


def same(text: str) -> Typed:
    return Typed(text=text, value=text)


def numbers(spec: FieldSpec, *, places: int = 0) -> st.SearchStrategy[str]:
    """Plain numbers within the field's limits."""
    least, most = int(spec.minimum or 0), int(min(spec.maximum or 10**6, 10**6))
    if not places:
        return st.integers(least, most).map(str)
    return st.integers(least * 10**places, most * 10**places).map(lambda number: plain(number, places))


def plain(number: int, places: int) -> str:
    whole, rest = divmod(number, 10**places)
    digits = str(rest).rjust(places, "0").rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def people() -> st.SearchStrategy[str]:
    return st.builds(
        lambda one, rest: one + "".join(rest),
        st.sampled_from(SURNAMES),
        st.lists(st.sampled_from(GIVEN), min_size=1, max_size=2),
    )


def phones() -> st.SearchStrategy[Typed]:
    mobile = st.integers(0, 9999).map(lambda number: f"1380000{number:04}")
    landline = st.integers(0, 9999).map(lambda number: f"0571-0000{number:04}")
    one = st.one_of(mobile, landline).map(lambda number: Typed(text=number, value=(number,)))
    two = st.builds(lambda first, last: Typed(text=f"{first}、{last}", value=(first, last)), landline, mobile)
    return st.one_of(one, one, two)


def dates() -> st.SearchStrategy[Typed]:
    days = st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 4, 19))
    shapes = ("{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}", "{0:%Y-%m-%d}", "{0:%Y/%m/%d}")
    return st.builds(
        lambda day, shape: Typed(text=shape.format(day), value=day.isoformat()), days, st.sampled_from(shapes)
    )


def phrases(least: int, most: int) -> st.SearchStrategy[str]:
    """Words and awkward characters; never only such as stand for nothing (—, ·)."""
    rest = st.lists(st.sampled_from(WORDS), min_size=least - 1, max_size=most - 1).map("".join)
    return st.builds("{}{}".format, st.sampled_from(PLAIN), rest)


def long_texts() -> st.SearchStrategy[str]:
    line = phrases(2, 12).map(lambda text: f"{text}。")
    return st.lists(line, min_size=1, max_size=6).map("\n".join)


def organisations() -> st.SearchStrategy[str]:
    return st.builds("{}{}".format, st.sampled_from(PLACES), st.sampled_from(KINDS))


def teams() -> st.SearchStrategy[str]:
    return st.builds("{}{}班{}".format, st.sampled_from(TRADES), st.sampled_from("一二三"), st.sampled_from(("", "组")))


def typed_into(spec: FieldSpec) -> st.SearchStrategy[Typed]:
    """What may be typed into a field's place, with its canonical value."""
    if spec.second == "team_name":
        return st.builds(
            lambda company, team: Typed(text=f"{company}/{team}", value=company, second=team),
            organisations().filter(lambda name: "/" not in name and name.endswith("公司")),
            teams(),
        )
    if spec.second == "rank":
        return st.builds(
            lambda score, rank: Typed(text=f"{score}/{rank}", value=score, second=str(rank)),
            st.integers(600, 1000).map(lambda points: plain(points, 1)),
            st.integers(1, 60),
        )
    if spec.second:
        return st.builds(
            lambda first, last, shape: Typed(text=shape.format(first, last), value=str(first), second=str(last)),
            st.integers(0, 9999),
            st.integers(0, 99999),
            st.sampled_from(("{}人次/{}学时", "{}/{}", "{}人/{}小时")),
        )
    if spec.type == "yes-no":
        return st.booleans().map(lambda yes: Typed(text=spec.options[0 if yes else 1], value=yes))
    if spec.type == "choices":
        some = st.sets(st.sampled_from(spec.options), min_size=1)
        return some.map(lambda chosen: tuple(option for option in spec.options if option in chosen)).map(
            lambda chosen: Typed(text="、".join(chosen), value=chosen)
        )
    return BY_TYPE[spec.type](spec)


BY_TYPE = {
    "text": lambda spec: (teams() if spec.key == "team_name" else phrases(1, 4)).map(same),
    "organisation": lambda spec: organisations().map(same),
    "person": lambda spec: people().map(same),
    "integer": lambda spec: numbers(spec).map(same),
    "decimal": lambda spec: numbers(spec, places=2).map(same),
    "percent": lambda spec: numbers(spec, places=1).map(lambda number: Typed(text=f"{number}%", value=number)),
    "date": lambda spec: dates(),
    "phone": lambda spec: phones(),
    "email": lambda spec: st.from_regex(r"[a-z][a-z0-9.]{1,8}[a-z]@example\.com", fullmatch=True).map(same),
    "postcode": lambda spec: st.integers(0, 999999).map(lambda number: same(f"{number:06}")),
    "long-text": lambda spec: long_texts().map(same),
}


def read_back(data: bytes, name: str, desk: pipeline.Shelf, programme: str) -> Record:
    document = readers.read(data, name=name)
    recognition = recognise(document, desk.layouts, programme=programme)
    assert recognition.layout is not None, [guess.reason for guess in recognition.guesses]
    return extract(document, recognition.layout)


def differences(seen: Mapping[str, FieldValue], specs: tuple[FieldSpec, ...], typed: Mapping[str, Typed]) -> list[str]:
    """Values that are not what was typed, and right ones that are doubted."""
    found = []
    for spec in specs:
        if spec.key not in typed:
            continue
        wanted = {spec.key: typed[spec.key].value} | ({spec.second: typed[spec.key].second} if spec.second else {})
        for key, value in wanted.items():
            if (seen[key].value, seen[key].grade) != (value, "A"):
                doubts = [doubt.detail for doubt in seen[key].doubts]
                found.append(f"{key}: {value!r} -> {seen[key].value!r} [{seen[key].grade}] {doubts}")
    return found


def wanted_in(form: FormSpec, typed: Mapping[str, Typed]) -> dict[str, Typed]:
    """What is to be read: a text that is the whole document has the headings printed there in front."""
    whole = {spec.key for spec in form.fields if spec.where == "document"}
    numerals = "一二三四五六七八"
    heads = "".join(f"{numerals[number]}、{section}\n" for number, section in enumerate(form.sections))
    return {key: same(f"{heads}{each.value}") if key in whole else each for key, each in typed.items()}


def texts(typed: Mapping[str, Typed]) -> dict[str, str]:
    return {key: each.text for key, each in typed.items()}


@pytest.mark.parametrize(("programme", "form"), FILLED, ids=FILLED_NAMES)
def test_what_is_typed_is_read(programme: Programme, form: FormSpec, desk: pipeline.Shelf) -> None:
    blank = shelf.blank_path(programme, form).read_bytes()
    columns = form.table.columns if form.table else ()

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(
        typed=st.fixed_dictionaries({spec.key: typed_into(spec) for spec in form.fields}),
        rows=st.lists(st.fixed_dictionaries({spec.key: typed_into(spec) for spec in columns}), min_size=1, max_size=4),
    )
    def holds(typed: dict[str, Typed], rows: list[dict[str, Typed]]) -> None:
        for number, row in enumerate(rows, 1):
            if "row_no" in row:
                row["row_no"] = same(str(number))
        data = fill(blank, form, texts(typed), rows=[texts(row) for row in rows] if columns else ())
        record = read_back(data, form.blank, desk, programme.id)
        assert (record.programme, record.form) == (programme.id, form.id)
        wrong = differences(record.fields, form.fields, wanted_in(form, typed))
        for seen, row in zip(record.rows, rows, strict=False):
            wrong += differences(seen.fields, columns, row)
        assert wrong == []
        assert len(record.rows) == (len(rows) if columns else 0)

    holds()


@pytest.mark.parametrize(("programme", "form"), FILLED, ids=FILLED_NAMES)
def test_no_text_is_read_wrong_beyond_doubt(programme: Programme, form: FormSpec, desk: pipeline.Shelf) -> None:
    blank = shelf.blank_path(programme, form).read_bytes()
    free = [spec for spec in form.fields if spec.type in ("text", "organisation", "person", "long-text")]
    signs = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=30)

    @settings(max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,), database=None)
    @given(typed=st.fixed_dictionaries({spec.key: signs.filter(str.strip).map(same) for spec in free}))
    def holds(typed: dict[str, Typed]) -> None:
        record = read_back(fill(blank, form, texts(typed)), form.blank, desk, programme.id)
        wanted = wanted_in(form, typed)
        seen = {key: record.fields[key] for key in wanted}
        wrong = {
            key: (wanted[key].value, each.value)
            for key, each in seen.items()
            if each.grade == "A" and each.value is not None and bare(each.value) != bare(wanted[key].value)
        }
        assert wrong == {}

    holds()


def bare(value: Value) -> str:
    """A text without what may stand between a label and a value: blanks, colons, underscores, separators."""
    return re.sub(r"(^|(?<=\n))[\s:：_＿,，;；、]+|[\s:：_＿,，;；、]+$", "", str(value))


SHEETS = [(programme, form) for programme, form in FILLED if form.kind == "scoresheet"]


@pytest.mark.parametrize("shape", ["{}", "{}分", "{} 分"])
@pytest.mark.parametrize(("programme", "form"), SHEETS, ids=[programme.id for programme, _ in SHEETS])
def test_full_marks_beside_the_printed_points_are_read(
    programme: Programme, form: FormSpec, shape: str, desk: pipeline.Shelf
) -> None:
    scores = [(spec.key, int(spec.maximum or 0)) for spec in form.fields if spec.type == "decimal"]
    typed = {key: Typed(text=shape.format(points), value=str(points)) for key, points in scores}
    data = fill(shelf.blank_path(programme, form).read_bytes(), form, texts(typed))
    assert differences(read_back(data, form.blank, desk, programme.id).fields, form.fields, typed) == []


@pytest.mark.parametrize(("programme", "form"), FORMS, ids=NAMES)
def test_untouched_blank_is_known_and_blank(programme: Programme, form: FormSpec, desk: pipeline.Shelf) -> None:
    record = read_back(shelf.blank_path(programme, form).read_bytes(), form.blank, desk, programme.id)
    assert (record.programme, record.form) == (programme.id, form.id)
    preprinted = {key for key, seen in record.fields.items() if seen.value not in (None, ())} - {"edition_year"}
    assert preprinted == set()
    assert (record.blank, record.rows) == (True, ())


def test_sentence_that_names_the_form_stays_in_the_text(desk: pipeline.Shelf) -> None:
    programme = next(each for each in PROGRAMMES if each.form("annual-summary"))
    form = programme.form("annual-summary")
    assert form is not None
    text = "现将我省2020年推进质量信得过班组建设活动总结如下，请审阅。\n全年新增班组26个。"
    typed = {"features_and_problems": same(text)}
    record = read_back(fill(shelf.blank_path(programme, form).read_bytes(), form, texts(typed)), "a", desk, "")
    assert differences(record.fields, form.fields, wanted_in(form, typed)) == []


RULED = [(programme, form) for programme, form in FILLED if not form.sections]


@pytest.mark.parametrize(("programme", "form"), RULED, ids=[f"{programme.id}-{form.id}" for programme, form in RULED])
def test_form_without_its_title_is_still_known(programme: Programme, form: FormSpec, desk: pipeline.Shelf) -> None:
    blank = readers.read(shelf.blank_path(programme, form).read_bytes(), name=form.blank)
    first = 2 if blank.kind == "xlsx" else 1
    cells = [tuple(cell for cell in table.cells if cell.row >= first) for table in blank.tables]
    tables = tuple(replace(table, cells=those) for table, those in zip(blank.tables, cells, strict=True))
    seen = recognise(replace(blank, blocks=tables), desk.layouts, programme=programme.id)
    assert seen.layout is not None
    assert (seen.layout.programme, seen.layout.form.id) == (programme.id, form.id)


DRESSES = {
    "content-control": wordml.content_control,
    "inserted": wordml.inserted,
    "instead-of": wordml.instead_of("旧内容"),
    "hidden-behind": wordml.with_hidden("隐藏"),
    "smart-tag": wordml.smart_tag,
    "form-text": wordml.form_text,
    "simple-field": wordml.simple_field,
}
APPLICATIONS = [(programme, form) for programme, form in FILLED if form.per_entry]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize(("programme", "form"), APPLICATIONS, ids=[programme.id for programme, _ in APPLICATIONS])
def test_dress_of_a_value_does_not_change_it(
    programme: Programme, form: FormSpec, dress: str, desk: pipeline.Shelf
) -> None:
    blank = shelf.blank_path(programme, form).read_bytes()
    dressed = dict.fromkeys((spec.key for spec in form.fields), DRESSES[dress])

    @settings(max_examples=3, deadline=None, derandomize=True, phases=(Phase.generate,), database=None)
    @given(typed=st.fixed_dictionaries({spec.key: typed_into(spec) for spec in form.fields}))
    def holds(typed: dict[str, Typed]) -> None:
        record = read_back(fill(blank, form, texts(typed), dress=dressed), form.blank, desk, programme.id)
        assert differences(record.fields, form.fields, typed) == []

    holds()
