"""Small seasons of invented teams, for tests of what is carried over, sent up and put away."""

from __future__ import annotations

import datetime
from pathlib import Path

from qtdocs import pipeline
from qtdocs.pipeline.workspace import Workspace
from samples.papers import filled, plain_document, zhejiang
from samples.people import CURTAIN, PAVING, WATER
from samples.season import materials, slides
from samples.seasons import prose
from samples.seasons.cast import Member, cast

WHO = "王敏"
TODAY = datetime.date(2026, 4, 20)


def guangdong_season(home: Path, size: int = 2) -> tuple[Workspace, tuple[Member, ...]]:
    """A workspace of 广东市政 with so many teams, each with its application, its materials and its slides."""
    members = cast(size, regions=("广东",))
    for member in members:
        folder = home / "来件" / f"{member.number:02d} {member.team}"
        folder.mkdir(parents=True)
        (folder / "申报表.docx").write_bytes(filled("guangdong", "application", guangdong_values(member)))
        (folder / "评审材料.docx").write_bytes(
            plain_document((f"{member.organisation}{member.team}评审材料", *prose.profile(member).split("\n")))
        )
        (folder / "发布.pptx").write_bytes(slides(prose.slide_texts(member)))
    pipeline.run([home / "来件"], programme="guangdong", out=home / "赛季", today=TODAY, jobs=0)
    return pipeline.find(home / "赛季"), members


def guangdong_values(member: Member) -> dict[str, str]:
    """What a team writes into its application."""
    return {
        "nominator_name": "广州市市政行业协会",
        "organisation_name": member.organisation,
        "team_name": member.team,
        "address": f"广州市创新路{member.number}号",
        "contact": member.contact,
        "contact_mobile": member.phone,
        "contact_email": "lianxi@example.com",
        "team_leader": member.leader,
        "team_leader_mobile": member.phone,
        "headcount": str(member.headcount),
        "profile": prose.profile(member),
        "organisation_opinion": "情况属实，同意申报。",
        "organisation_date": "2026年3月1日",
        "nomination_reason": "管理扎实，同意推荐。",
    }


def zhejiang_season(home: Path) -> Workspace:
    """A workspace of 浙江 as a city's association has it: two complete teams of its own, and one of another city."""
    for team in (WATER, CURTAIN, PAVING):
        folder = home / "来件" / team.nominator / team.team
        folder.mkdir(parents=True)
        (folder / "申报表.docx").write_bytes(zhejiang(team.application()))
        (folder / "创建材料.docx").write_bytes(materials(team))
    (home / "来件" / PAVING.nominator / PAVING.team / "发布.pptx").write_bytes(
        slides((f"{PAVING.organisation}{PAVING.team}", PAVING.title))
    )
    pipeline.run([home / "来件"], programme="zhejiang-2026", out=home / "赛季", today=TODAY, jobs=0)
    return pipeline.find(home / "赛季")
