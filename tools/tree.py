"""Keeps the tree in docs/architecture.md: one line a module, in the order of the import contract.

The words are the first line of each docstring. ``python tools/tree.py`` writes the tree anew; with ``--check`` it only
says whether it is current (exit code 1 if not).
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
OPENING = "## The tree\nEvery module is listed, with what it is for.\n\n```\n"
CLOSING = "```\n"


def order_of_layers() -> list[str]:
    """The names of the layers from the top down, siblings one after the other; modules outside the layers last."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.strip().removeprefix("qtdocs.") for layer in layers for name in layer.split("|")]
    outside = {path.stem for path in (ROOT / "qtdocs").glob("*.py")} - {"__init__", *names}
    return [*names, *sorted(outside)]


def purpose(path: Path) -> str:
    """The first line of the module's docstring without its full stop."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return told.partition("\n")[0].rstrip(".")


def lines_of(layer: str) -> Iterator[str]:
    """The lines of one layer: a module, or a package and its modules."""
    package = ROOT / "qtdocs" / layer
    if not package.is_dir():
        yield f"  {layer + '.py':30} {purpose(package.with_suffix('.py'))}"
        return
    yield f"  {layer + '/':30} {purpose(package / '__init__.py')}"
    for path in sorted(package.rglob("*.py")):
        if path.name != "__init__.py":
            yield f"  {path.relative_to(ROOT / 'qtdocs').as_posix():30} {purpose(path)}"


def tree() -> str:
    """The whole tree."""
    return "\n".join(["qtdocs/", *(line for layer in order_of_layers() for line in lines_of(layer))]) + "\n"


def main() -> int:
    """Writes or checks the page; the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(OPENING)
    current = before + OPENING + tree() + CLOSING + rest.partition(CLOSING)[2]
    if "--check" not in sys.argv:
        PAGE.write_text(current, encoding="utf-8")
        return 0
    if page != current:
        print("docs/architecture.md 里的模块清单不是最新的，请运行：.venv/bin/python tools/tree.py", file=sys.stderr)
    return int(page != current)


if __name__ == "__main__":
    sys.exit(main())
