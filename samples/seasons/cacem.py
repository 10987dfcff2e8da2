"""A season of 中施企协 2026: a folder a nominator, in it a folder a team with 报名表, materials as PDF, slides."""

from __future__ import annotations

from collections.abc import Iterator

from samples.papers import filled
from samples.season import slides
from samples.seasons import prose
from samples.seasons.cast import Member

PROGRAMME = "cacem-2026"


def papers(members: tuple[Member, ...]) -> Iterator[tuple[str, bytes]]:
    """Every paper, with its way in the folder of what came in."""
    for member in members:
        folder = f"{member.nominator}/{member.number:02d} {member.team}"
        yield f"{folder}/报名表.docx", registration(member)
        yield f"{folder}/申报材料.pdf", prose.material(member)
        yield f"{folder}/发布材料.pptx", slides(prose.slide_texts(member))


def registration(member: Member) -> bytes:
    """A team's 报名表."""
    values = {
        "nominator_name": member.nominator,
        "organisation_name": member.organisation,
        "team_name": member.team,
        "team_leader": member.leader,
        "headcount": str(member.headcount),
        "contact": member.contact,
        "contact_mobile": member.phone,
        "contact_email": "lianxi@example.com",
        "address": f"{member.region}创新路{member.number}号",
        "nomination_reason": "管理扎实，成效明显，同意推荐。",
        "profile": prose.profile(member),
    }
    return filled(PROGRAMME, "registration", values)
