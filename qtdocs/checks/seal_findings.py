"""What is to be said of the seals that were looked for, by what the program saw or what a person saw instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qtdocs.checks.making import finding
from qtdocs.checks.seals import SealedPaper
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.seal import ANSWERS, Confirmation, SealLook
from qtdocs.text import name_twin

_CODES = {
    "unread": "seal-unclear",
    "misplaced": "seal-misplaced",
    "other-kind": "seal-other-kind",
    "differs": "seal-name-differs",
    "unseen": "seal-unclear",
    "missing": "seal-missing",
}


def with_confirmation(look: SealLook, said: Confirmation) -> SealLook:
    """What a person said in the place of what the program saw; it holds for the name alone that stood there then."""
    if name_twin(said.expected) != name_twin(look.expected):
        return replace(look, lapsed=said)
    return replace(look, outcome=ANSWERS[said.answer], confirmed=said, saw=look.outcome)


def seal_finding(look: SealLook) -> Finding | None:
    """What is to be said of a seal; none where it is as it should be.

    Until a person has confirmed it, what comes from pixels says so, and no letter may hold it.
    """
    if look.outcome in ("same", "changed"):  # of a changed content ``check_electronic`` tells
        return None
    place = look.mark.place if look.mark else None
    facts = _told_by_person(look) if look.confirmed else _told_by_program(look)
    inferred = look.is_inferred and look.outcome == "missing"
    made = finding(
        _CODES[look.outcome],
        file=look.file,
        place=place,
        severity="warning" if inferred else "",
        label=look.box,
        advice=_ADVICE[look.outcome] if look.confirmed else "",
        box_name=f"“{look.box}”处" if look.box else "纸面上",
        whose=f"“{look.expected}”" if look.expected else "单位",
        written=f"表上写的是“{look.expected}”" if look.expected else "表上没有写是哪个单位",
        **facts,
    )
    return replace(
        made,
        basis="" if look.is_digital else "pixels",
        confirmed=look.confirmed.who if look.confirmed else "",
        crop=look.mark.crop if look.mark else "",
    )


_ADVICE = {
    "unread": "请在该处重新盖一枚清楚的公章，扫描后再发来。",
    "misplaced": "请把公章盖在表上要求的地方，重新扫描发来。",
    "other-kind": "请改盖单位公章，重新扫描发来。",
    "differs": "请核对单位名称和公章：名称写错的请改表，章盖错的请重新盖章，扫描后再发来。",
    "missing": "请在该处盖公章，重新扫描发来。",
}
"""What is to be done about what a person saw: it may stand in a letter, so nothing asks to look again."""


def _told_by_program(look: SealLook) -> dict[str, str]:
    """What the program saw, as the rules' words need it."""
    seen = look.reads_as or (look.mark.text if look.mark else "")
    comma = "，" if look.outcome == "missing" and look.detail else ""
    should = f"，应盖在“{look.box}”处" if look.box else ""
    return {"seen": f"看到印文为“{seen}”的章", "detail": f"{comma}{look.detail}", "should": should}


def _told_by_person(look: SealLook) -> dict[str, str]:
    """What a person saw: nothing of what the program read, which may have been wrong."""
    details = {"missing": "", "unread": "有一枚章，印文看不清", "other-kind": "有一枚章"}
    whose = f"“{look.expected}”的" if look.expected else ""
    return {
        "seen": "的章是另一个单位的",
        "detail": details.get(look.outcome, f"{whose}公章没有盖在该盖的地方"),
        "should": f"，应盖在“{look.box}”处" if look.box else "",
    }


def check_electronic(paper: SealedPaper) -> Iterator[Finding]:
    """Electronic seals whose content was changed after they were put on, or that cannot be verified here."""
    codes = {"changed": "signature-changed", "unverifiable": "signature-unverifiable"}
    places: dict[tuple[str, str, str], list[Place]] = {}
    for mark in paper.marks:
        seal = mark.electronic
        if seal is not None and seal.state in codes:
            places.setdefault((codes[seal.state], seal.name, seal.detail), []).append(mark.place)
    for (code, name, detail), spots in places.items():
        pages = sorted({spot.page for spot in spots if spot.page})
        shown = f"（在第{'、'.join(map(str, pages))}页）" if len(pages) > 1 else ""
        yield finding(code, file=paper.file, place=spots[0], name=name, detail=detail + shown)
