"""Writes a season into a folder: ``python -m samples.seasons cacem-2026 文件夹 --size 24``."""

from __future__ import annotations

import argparse
from pathlib import Path

from samples.seasons import cacem, experts
from samples.seasons.cast import cast


def main() -> None:
    """Write what came in, and the association's own workbooks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("programme", choices=[cacem.PROGRAMME])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=24)
    parser.add_argument("--seed", type=int, default=2026)
    wanted = parser.parse_args()
    members = cast(wanted.size, wanted.seed)
    for way, data in cacem.papers(members):
        path = wanted.folder / "来件" / way
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (wanted.folder / "专家库.xlsx").write_bytes(experts.workbook(members))


if __name__ == "__main__":
    main()
