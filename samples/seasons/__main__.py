"""Writes a season, and later what experts and nominators send back.

``python -m samples.seasons papers cacem-2026 文件夹 --size 24`` writes what came in and the pool of experts;
``python -m samples.seasons scores 工作区 文件夹`` copies the score books of a workspace there and fills them;
``python -m samples.seasons replies 工作区 文件夹`` does the same with the sheets on which nominators confirm names.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from samples.seasons import cacem, experts, judges, replies
from samples.seasons.cast import cast


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--size", type=int, default=24)
    commands = parser.add_subparsers(required=True)
    papers = commands.add_parser("papers")
    papers.add_argument("programme", choices=[cacem.PROGRAMME])
    papers.add_argument("folder", type=Path)
    papers.set_defaults(act=_papers)
    scores = commands.add_parser("scores")
    scores.add_argument("workspace", type=Path)
    scores.add_argument("folder", type=Path)
    scores.set_defaults(act=_scores)
    said = commands.add_parser("replies")
    said.add_argument("workspace", type=Path)
    said.add_argument("folder", type=Path)
    said.set_defaults(act=_replies)
    wanted = parser.parse_args()
    wanted.act(wanted)


def _papers(wanted: argparse.Namespace) -> None:
    members = cast(wanted.size, wanted.seed)
    for way, data in cacem.papers(members):
        path = wanted.folder / "来件" / way
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (wanted.folder / "专家库.xlsx").write_bytes(experts.workbook(members))


def _scores(wanted: argparse.Namespace) -> None:
    merits = judges.merits_in(wanted.workspace, cast(wanted.size, wanted.seed))
    for number, stage in enumerate(("评审", "发布会")):
        for source in sorted((wanted.workspace / stage / "材料包").rglob("*评分表 *.xlsx")):
            target = wanted.folder / stage / source.parent.name / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        filled = list(judges.filled(wanted.folder / stage, merits, seed=wanted.seed + number))
        print(f"{stage}：填好 {len(filled)} 位评委的评分表")


def _replies(wanted: argparse.Namespace) -> None:
    print(f"填好 {len(list(replies.filled(wanted.workspace, wanted.folder)))} 份名称核对表")


if __name__ == "__main__":
    main()
