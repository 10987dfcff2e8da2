"""Lines above the table: several labels and values in one line, as scans show them with their blanks closed up."""

from __future__ import annotations

import pytest

from qtdocs.extract import extract
from qtdocs.model.document import Document, Paragraph
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue
from qtdocs.pipeline.desk import open_shelf

NOMINATOR = "浙江省质量协会"
LAYOUT = next(each for each in open_shelf().layouts if (each.programme, each.form.id) == ("caq-2020", "application"))


def read(line: str) -> tuple[FieldValue, FieldValue]:
    paragraph = Paragraph(text=line, place=Place(page=1, paragraph=1))
    fields = extract(Document(name="a", kind="docx", blocks=(paragraph,)), LAYOUT).fields
    return fields["nominator_name"], fields["nomination_no"]


@pytest.mark.parametrize("end", ["序号 3", "序号：3", "序号3", "序号15"])
def test_number_right_behind_its_label_is_not_a_part_of_the_value_before(end: str) -> None:
    nominator, number = read(f"推荐省市自治区、行业：{NOMINATOR}   {end}")
    assert (nominator.value, nominator.grade, number.value) == (NOMINATOR, "A", end.strip("序号： "))
    assert number.grade == ("B" if end[2].isdigit() else "A")


@pytest.mark.parametrize("end", [" 序号3", "序号3", "   序号甲3"])
def test_value_that_may_hold_another_label_is_never_beyond_doubt(end: str) -> None:
    nominator, number = read(f"推荐省市自治区、行业：{NOMINATOR}{end}")
    assert (nominator.grade, number.value) == ("C", None)


def test_name_in_which_a_label_is_a_part_of_a_word_stands() -> None:
    nominator, _ = read("推荐省市自治区、行业：浙江省序号协会   序号 3")
    assert (nominator.value, nominator.grade) == ("浙江省序号协会", "A")
