"""The house as docs/architecture.md tells it, held by tests: arrows, sizes, names, imports, the one writer."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "qtdocs").rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}

FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc", "forms", "templates"}
HEAVY = {
    "docx", "docxtpl", "fontTools", "jinja2", "numpy", "openpyxl", "pdfplumber", "pydantic", "pypdfium2", "rapidfuzz",
    "scipy", "weasyprint",
}  # fmt: skip
NOT_ON_WINDOWS = {"fcntl", "grp", "pwd", "resource", "termios"}
BROAD = {"Exception", "BaseException"}


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def statements_at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module is imported: everything but the bodies of functions."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from statements_at_import(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from statements_at_import(handler.body)


def imported_at_import(tree: ast.Module) -> Iterator[str]:
    for statement in statements_at_import(tree.body):
        if isinstance(statement, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module.partition(".")[0]


def texts_in(tree: ast.Module) -> Iterator[str]:
    """String constants that the program uses; docstrings are not among them."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_arrows_go_strictly_downward(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS


def test_modules_are_at_most_500_lines_long() -> None:
    long = {path.name: lines for path in MODULES if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500}
    assert long == {}


def test_functions_are_at_most_60_lines_long() -> None:
    long = {
        f"{name}:{function.name}": lines
        for name, tree in TREES.items()
        for function in functions_in(tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > 60
    }
    assert long == {}


def test_module_names_say_something() -> None:
    named = {part for path in MODULES for part in path.relative_to(ROOT / "qtdocs").with_suffix("").parts}
    assert named & FORBIDDEN_NAMES == set()


def test_association_names_stand_in_data_only() -> None:
    programmes = [
        tomllib.loads(path.read_text(encoding="utf-8-sig"))
        for path in sorted((ROOT / "forms").glob("*/programme.toml"))
    ]
    assert len(programmes) == 5
    names = {programme["association"][key] for programme in programmes for key in ("name", "short_name")}
    # Shorter ones are regions (浙江) and trades (市政) too, and letters are parts of words.
    names |= {
        alias for programme in programmes for alias in programme["aliases"] if len(alias) > 2 and not alias.isascii()
    }
    found = {(name, word) for name, tree in TREES.items() for text in texts_in(tree) for word in names if word in text}
    assert found == set()


def test_command_line_imports_no_slow_library() -> None:
    program = (
        "import json, sys, qtdocs.cli; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(json.loads(answer.stdout)) == set()


def test_every_module_imports_on_windows() -> None:
    found = {(name, module) for name, tree in TREES.items() for module in imported_at_import(tree)}
    assert {pair for pair in found if pair[1] in NOT_ON_WINDOWS} == set()


def test_public_dataclasses_are_frozen_slotted_and_keyword_only() -> None:
    wanted = {"frozen", "slots", "kw_only"}
    loose = {
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator).partition("(")[0]
        if not (isinstance(decorator, ast.Call) and wanted <= {keyword.arg for keyword in decorator.keywords})
    }
    assert loose == set()


def test_only_the_writer_writes_files() -> None:
    writing = {
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if not name.startswith("qtdocs/writing/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"write_text", "write_bytes", "mkstemp", "fsync"}
        if ast.unparse(node.value) != "writing"
    }
    assert writing == set()


def test_everything_is_caught_in_two_places_only() -> None:
    catching = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or BROAD & {ast.unparse(each) for each in getattr(node.type, "elts", [node.type])}
    }
    # The worker runs libraries on documents, and of what they raise nothing but the name may leave it.
    # The executor settles a Future whatever happens: a slot that ended would leave the next one waiting for ever.
    sandbox = {"qtdocs/sandbox/worker.py", "qtdocs/sandbox/executor.py"}
    assert catching <= {"qtdocs/pipeline/papers.py", "qtdocs/cli/__init__.py", *sandbox}


def test_architecture_page_names_every_module_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^  ([a-z_/]+\.py) ", page, flags=re.MULTILINE))
    there = {path.relative_to(ROOT / "qtdocs").as_posix() for path in MODULES if path.name != "__init__.py"}
    assert named == there


def test_architecture_page_says_what_each_module_says_of_itself() -> None:
    command = [sys.executable, str(ROOT / "tools" / "tree.py"), "--check"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
