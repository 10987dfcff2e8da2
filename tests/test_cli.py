"""The commands as a clerk types them: Chinese words, data on standard output, documented exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from qtdocs.cli import main, main_group

ROOT = Path(__file__).parents[1]
BLANK = ROOT / "forms" / "zhejiang-2026" / "application.docx"


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = 0
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def every_command(group: click.Group, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to the group itself and to every command in it."""
    yield way
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*way, name))
        else:
            yield (*way, name)


def test_help_is_chinese_under_the_c_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "LANGUAGE": ""}
    ways = list(every_command(main_group))
    asked = (
        "import sys; from qtdocs.cli import main\nfor way in WAYS:\n try: main([*way, '-h'])\n except SystemExit: pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked.replace("WAYS", repr(ways))],
        capture_output=True, text=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(re.findall("^用法：", done.stdout, flags=re.MULTILINE)) == len(ways)
    names = "|".join({"qtdocs", *(name for way in ways for name in way)})
    words = re.sub(rf"--?[a-z-]+|\b({names})\b|\b[A-Z]{{3,}}\b", "", done.stdout)
    words = re.sub(
        r"docs/judging\.md|_common/holidays\.toml|material|presentation|pdf\|paper|LibreOffice|PPT", "", words
    )
    words = re.sub(
        r"xlsx|docx|eml|\.(xls|pdf|txt|json|toml)\b|GB/T|Word|Excel|zhejiang-2026|cacem-2026|application", "", words
    )
    assert re.findall(r"[A-Za-z]{2,}", words) == []


@pytest.mark.parametrize(
    "arguments", [["raed"], ["read"], ["read", "--jsno", "x"], ["run", "x"], ["forms", "blank", "浙江"]]
)
def test_wrong_call_is_explained_in_chinese_with_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = command(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "错误：" in err
    assert not re.search(r"\b(Error|Usage|Missing|such|Try)\b", err)


def test_missing_path_and_unknown_programme_end_with_code_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = command(capsys, "read", tmp_path / "没有.docx")
    assert (code, "找不到：" in err) == (2, True)
    code, _, err = command(capsys, "run", BLANK, "--programme", "浙工", "--out", tmp_path)
    assert code == 2
    for name in ("caq-2020", "zhejiang-2026", "municipal-2021", "guangdong", "cacem-2026"):
        assert name in err


def test_output_folder_that_is_a_file_ends_with_code_5(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    code, _, err = command(capsys, "run", BLANK, "--programme", "浙江", "--out", tmp_path / "out")
    assert (code, "--out" in err) == (5, True)


def test_json_is_one_line_a_file_with_every_part_of_the_contract(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    code, out, _ = command(capsys, "read", BLANK, tmp_path, "--json")
    blank, torn = (json.loads(line) for line in out.splitlines())
    assert code == 3
    assert set(blank) == {
        "schema_version",
        "file",
        "sha256",
        "programme",
        "form",
        "fields",
        "rows",
        "marks",
        "findings",
    }
    assert (blank["programme"], blank["form"]) == ("zhejiang-2026", "application")
    assert blank["fields"]["contact"] == {
        "value": None,
        "text": "",
        "label": "班组联系人",
        "place": "表1 第8行 第4列",
        "method": "right",
        "confidence": "A",
    }
    assert {field["text"] for field in blank["fields"].values()} == {""}
    assert [each["code"] for each in blank["findings"]] == ["form-blank"]
    assert (torn["form"], torn["fields"], torn["rows"]) == (None, {}, [])
    assert [each["code"] for each in torn["findings"]] == ["file-damaged"]
    assert set(torn["findings"][0]) == {"code", "severity", "field", "message", "advice", "place"}


def test_strict_ends_with_code_1_on_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command(capsys, "read", BLANK)[0] == 0
    assert command(capsys, "read", BLANK, "--strict")[0] == 1


def test_text_view_prints_every_printed_word_once(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = command(capsys, "read", BLANK, "--text")
    assert [out.count(word) for word in ("所有制性质", "质量成本(万元/年)", "班组质量改进和创新能力")] == [1, 1, 1]


def test_forms_are_listed_shown_checked_and_copied(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, listed, _ = command(capsys, "forms", "list")
    assert "zhejiang-2026" in listed
    assert "暂定" in listed
    _, shown, _ = command(capsys, "forms", "show", "中质协", "statistics")
    assert "历年质量信得过班组累计数" in shown
    code, checked, _ = command(capsys, "forms", "check")
    assert code == 0
    assert "星期五" in checked
    _, copied, _ = command(capsys, "forms", "blank", "浙江", "申报表", "--out", tmp_path)
    (path,) = tmp_path.iterdir()
    assert str(path) in copied
    assert path.read_bytes() == BLANK.read_bytes()


def test_rules_are_listed_and_one_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    from qtdocs.checks import RULES

    _, listed, _ = command(capsys, "rules")
    codes = [line.split()[0] for line in listed.partition("\n\n")[0].splitlines()]
    assert codes == list(RULES)
    _, told, _ = command(capsys, "rules", "parcel-late")
    assert RULES["parcel-late"].advice in told
    assert command(capsys, "rules", "no-such-rule")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["forms", "list"], ["forms", "show", "浙江"], ["rules"], ["rules", "field-missing"], ["raed"]],
)
def test_output_into_a_file_is_utf8_in_an_english_windows(arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", "from qtdocs.cli import main; main()", *arguments],
        capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == (2 if arguments == ["raed"] else 0), done.stderr
    assert re.search(r"[\u4e00-\u9fff]{4}", done.stderr if arguments == ["raed"] else done.stdout)


def test_mistake_of_the_program_itself_has_a_code_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("qtdocs.pipeline.forms_listed", broken)
    monkeypatch.delenv("QTDOCS_DEBUG", raising=False)
    code, out, err = command(capsys, "forms", "list")
    assert (code, out) == (70, "")
    assert err == "程序自己出错了：ZeroDivisionError。请把这一行和所用的命令告诉维护者。\n"


def test_one_broken_programme_leaves_the_list_of_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forms" / "guangdong").mkdir(parents=True)
    (tmp_path / "forms" / "guangdong" / "programme.toml").write_text("id =", encoding="utf-8")
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path))
    code, out, _ = command(capsys, "forms", "list")
    assert (code, "zhejiang-2026" in out, "qtdocs forms check guangdong" in out) == (0, True, True)
    assert command(capsys, "forms", "check", "guangdong")[0] == 2


def test_wrong_day_is_refused_before_a_permit_is_put_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path / "工作区")
    assert command(capsys, "new", home, "--programme", "浙江")[0] == 0
    asked = ("letters", "补正通知", "--workspace", home)
    assert command(capsys, *asked, "--allow", "王敏", "--until", "2020-01-01")[0] == 2
    _, told, _ = command(capsys, *asked)
    assert told.startswith("通知不允许补正")
