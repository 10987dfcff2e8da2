"""Values that people write down for a form: names taken to the letter, what is doubtful refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qtdocs.editions import shelf
from qtdocs.editions.form import FormSpec
from qtdocs.errors import UsageError
from qtdocs.pipeline.sending.form_values import values_in


def form(programme: str, form_id: str) -> FormSpec:
    found = shelf.load_programme(programme).form(form_id)
    assert found is not None
    return found


def told(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_toml_takes_keys_printed_words_and_chinese_names(tmp_path: Path) -> None:
    path = told(
        tmp_path / "值.toml",
        '"单位名称" = "A&B（集团）有限公司"\nteam_name = "<一>号班"\n'
        '"班组联系电话" = ["13800000001", "0571-00000001"]\n'
        '"班组工作完成率%" = 99.5\n"年培训人数" = 36\n"年培训时数" = 288\nform_date = 2026-03-18\n',
    )
    assert values_in(path, form("zhejiang-2026", "application")).fields == {
        "organisation_name": "A&B（集团）有限公司",
        "team_name": "<一>号班",
        "contact_phone": ("13800000001", "0571-00000001"),
        "completion_rate": "99.5",
        "training_people": "36",
        "training_hours": "288",
        "form_date": "2026-03-18",
    }


def test_words_that_mean_two_boxes_are_refused_and_all_mistakes_are_listed(tmp_path: Path) -> None:
    text = '"手机" = "13800000001"\n"班组人数" = "约20"\n"邮编号" = "1"\n"企业名称" = "甲\\n乙"\n'
    path = told(tmp_path / "值.toml", text)
    with pytest.raises(UsageError) as error:
        values_in(path, form("municipal-2021", "application"))
    assert str(error.value) == (
        "值.toml 里有 4 处不对，什么也没有写：\n"
        "  1. “手机”可以是几栏：联系人手机、班组长手机；请写其中一个。\n"
        "  2. “班组人数”写的是“约20”，读不出一个确定的内容：写的是“约20”，按 20 读取。\n"
        "  3. 这张表上没有“邮编号”这一栏，是不是“邮编”。\n"
        "  4. “企业名称”写成了几行，请写在一行里。\n"
        "请改好再运行。"
    )


def test_choices_are_those_of_the_form(tmp_path: Path) -> None:
    statistics = form("caq-2020", "statistics")
    path = told(tmp_path / "值.toml", 'review_modes = ["单独举办", "发表评审"]\npresentation_held = false\n')
    assert values_in(path, statistics).fields == {
        "review_modes": ("发表评审", "单独举办"), "presentation_held": False,
    }  # fmt: skip
    wrong = told(tmp_path / "错.toml", 'review_modes = "线上"\npresentation_held = "也许"\n')
    with pytest.raises(UsageError, match="里有 2 处不对"):
        values_in(wrong, statistics)


def test_workbook_is_read_by_its_two_headings_and_its_rows_by_theirs(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["随便一行"])
    page.append(["说明", "栏目", "内容"])
    page.append(["", "推荐单位（盖章）", "杭州市建筑业协会"])
    page.append(["", "联系电话", "0571-00001001"])
    rows = book.create_sheet("名单")
    rows.append(["班组名称", "单位名称", "联系人手机", "得分合计"])
    rows.append(["一班", "甲有限公司", 13800000001, 91.5])
    rows.append([None, None, None, None])
    rows.append(["二班", "乙公司", "13800000002", "90"])
    path = tmp_path / "值.xlsx"
    book.save(path)
    found = values_in(path, form("zhejiang-2026", "nomination-summary"))
    assert found.fields == {"nominator_name": "杭州市建筑业协会", "contact_phone": ("0571-00001001",)}
    assert [dict(row) for row in found.rows] == [
        {
            "team_name": "一班",
            "organisation_name": "甲有限公司",
            "contact_mobile": ("13800000001",),
            "total_score": "91.5",
        },
        {"team_name": "二班", "organisation_name": "乙公司", "contact_mobile": ("13800000002",), "total_score": "90"},
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("值.toml", b'"\xb5\xa5\xce\xbb" = 1', "不是 UTF-8"),
        ("值.toml", "单位名称 = 1".encode(), "写得不对"),
        ("值.xlsx", b"PK\x03\x04broken", "打不开"),
        ("值.xlsx", "单位".encode(), "不是 Excel 表"),
        ("值.toml", b"rows = 3", "rows 写得不对"),
    ],
)
def test_what_is_no_file_of_values_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words):
        values_in(tmp_path / name, form("zhejiang-2026", "application"))


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        values_in(tmp_path / "没有.toml", form("zhejiang-2026", "application"))
