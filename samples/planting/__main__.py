"""Writes the planted mails of Zhejiang into a folder: ``python -m samples.planting 文件夹``."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.planting.zhejiang import HERE, mails


def write(folder: Path) -> None:
    """Put the mails into a folder."""
    papers = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in HERE.rglob("*") if path.is_file()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in mails(papers):
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
