"""The planted season of Zhejiang: three associations send their teams' papers by mail, one defect a team."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from samples import packing, pictures
from samples.letters import FOXMAIL, QQ, Enclosed, Letter, written
from samples.papers import saved, zhejiang
from samples.people import (
    BRIDGE,
    CULVERT,
    CURTAIN,
    DRAINAGE,
    DREDGING,
    FORMWORK,
    LIFT,
    PAVING,
    PILING,
    PUMP,
    REBAR,
    SLOPE,
    STRESSING,
    SURVEY,
    TOWER,
    TUNNEL,
    WATER,
    Team,
)
from samples.planting.office import VALUES, edited
from samples.scans import APPLICANT, NOMINATOR, Seals, both, stamped
from samples.season import materials, slides
from samples.tricks_excel import FIRST, headed, put_row

HANGZHOU, NINGBO, SHAOXING = "杭州市建筑业协会", "宁波市建筑业协会", "绍兴市建筑业协会"
FOLDER = "zhejiang-2026"
HERE = Path(__file__).resolve().parents[1] / "planted" / FOLDER
_PHONES = {HANGZHOU: "0571-00009001", NINGBO: "0574-00009001", SHAOXING: "0575-00009001"}
_BOXES = {HANGZHOU: "hangzhou@example.com", NINGBO: "ningbo@example.com", SHAOXING: "shaoxing@example.com"}
WORDS = """1. 龙骨放线班12人，用全站仪和扫描仪为石材、玻璃幕墙弹线定位，信条是“线不准，手不动”。
2. 控制线每层复核两遍，仪器每周自检，点位标签一式两份贴在墙上和图上。
3. 每旬拆一个旧工程的偏差案例来讲，学会用散布图找误差来源，5人能独立操作扫描仪。
4. 琢磨出三维扫描放线法，异形立面放线由六天缩到一天半，返工点由百里挑七减到百里挑一。
5. 总包每月打分都在九十五分以上，业主把放线记录当作样板给别家看。
6. 2025年获市建筑装饰行业岗位能手集体，班长被评为绍兴工匠。"""
_COPIED = "\n7. 船上设潮位、风速、波高三块牌，超限停锤；桩垫、锤垫按锤击数更换并记录，老桩工讲听锤声辨土层，新人先上模拟器，全员会看锤击贯入曲线。"


def _of(team: Team, nominator: str, number: int, **changes: str) -> Team:
    return replace(team, nominator=nominator, number=str(number), **changes)


CLEAN = (_of(TUNNEL, HANGZHOU, 1), _of(PAVING, NINGBO, 1), _of(CULVERT, SHAOXING, 1))
"""Teams whose papers are as they should be."""
ACCIDENT = _of(BRIDGE, HANGZHOU, 2)
PARENT = replace(_of(DREDGING, HANGZHOU, 3, contact="郗明远"), team="疏浚二班")
NOT_THE_SEAL = _of(FORMWORK, HANGZHOU, 4)
BRANCH = _of(WATER, HANGZHOU, 5)
UNSEALED = _of(REBAR, HANGZHOU, 6)
UNLIKE = _of(PUMP, NINGBO, 2)
LATE = _of(STRESSING, NINGBO, 3)
BY_ITSELF = _of(LIFT, NINGBO, 4)
RATE = _of(SLOPE, NINGBO, 5)
COPIED_FROM = _of(PILING, NINGBO, 6)
COPYING = _of(DRAINAGE, SHAOXING, 2)
TWICE = _of(SURVEY, SHAOXING, 3)
TITLELESS = replace(_of(CURTAIN, SHAOXING, 4), rates=("98", "97.5", "0.9%", "98.8", "90"))
SILENT = _of(TOWER, SHAOXING, 5)
NAMELESS = replace(
    _of(PUMP, SHAOXING, 6),
    organisation="绍兴舜浦幕墙科技有限公司",
    team="龙骨放线班",
    title="三维扫描放线法",
    contact="上官晴",
    phone="13800003906",
    headcount="12",
    profile=WORDS,
)
"""A team that left the printed hint where its organisation's name belongs."""
TEAMS = (
    *CLEAN, ACCIDENT, PARENT, NOT_THE_SEAL, BRANCH, UNSEALED, UNLIKE, LATE, BY_ITSELF, RATE, COPIED_FROM, COPYING,
    TWICE, TITLELESS, SILENT, NAMELESS,
)  # fmt: skip


def seals_of(team: Team) -> Seals:
    """What is stamped on a team's sealed paper."""
    if team is UNSEALED:
        return {NOMINATOR: team.nominator}
    if team is NOT_THE_SEAL:
        return {APPLICANT: BRIDGE.organisation, NOMINATOR: team.nominator}
    return both(team)


def application(team: Team) -> Mapping[str, str]:
    """What stands in a team's form before LibreOffice was used on it."""
    values = dict(team.application())
    if team is SILENT:
        values["profile"] = "1. 塔机维保班11人，负责塔机的安装、顶升和维护保养。"
    return values


def kept() -> dict[str, Callable[[], bytes]]:
    """Papers that LibreOffice makes, each once: sealed forms and materials as PDF."""
    made: dict[str, Callable[[], bytes]] = {}
    for seed, team in enumerate(TEAMS, 500):
        made[f"{_name(team)}/申报表（盖章）.pdf"] = lambda team=team, seed=seed: stamped(
            pictures.printed(_edited_or_typed(team, before=team is UNLIKE)), seals_of(team), seed=seed
        )
        made[f"{_name(team)}/创建材料.pdf"] = lambda team=team: pictures.printed(_materials(team))
    for nominator in (NINGBO, SHAOXING):  # the third sends no PDF of its list
        made[f"{nominator}推荐汇总表.pdf"] = lambda name=nominator: pictures.saved_as(_summary(name), "xlsx", "pdf")
    return made


def mails(papers: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The mails, by name.

    Args:
        papers: the PDFs and what was edited in LibreOffice, by path.
    """
    for number, nominator in enumerate((HANGZHOU, NINGBO, SHAOXING), 1):
        own = [team for team in TEAMS if team.nominator == nominator and team not in (LATE, BY_ITSELF)]
        files = [(f"{_name(team)}/{name}", data) for team in own for name, data in _papers(team, papers)]
        files.append(("推荐汇总表.xlsx", _summary(nominator)))
        if printed := papers.get(f"{nominator}推荐汇总表.pdf"):
            files.append(("推荐汇总表.pdf", printed))
        day = f"{12 + number} Apr 2026 10:1{number}:00 +0800"
        yield f"{number:02} {nominator}报送材料.eml", _mail(nominator, f"{nominator}报送材料", day, files)
    late = [(f"{_name(LATE)}/{name}", data) for name, data in _papers(LATE, papers)]
    yield "04 补报一个班组.eml", _mail(NINGBO, "补报一个班组", "29 Apr 2026 09:05:00 +0800", late)
    own = [(name, data) for name, data in _papers(BY_ITSELF, papers)]
    alone = ("宗一苇", "shuangxi@example.com")
    yield "05 申报材料.eml", _mail(BY_ITSELF.team, "申报材料", "16 Apr 2026 15:40:00 +0800", own, sender=alone)
    again = [(f"{_name(TWICE)}/申报表.docx", zhejiang({**TWICE.application(), "nominator_name": HANGZHOU}))]
    yield "06 再报一个班组.eml", _mail(HANGZHOU, "再报一个班组", "20 Apr 2026 11:20:00 +0800", again)


def _papers(team: Team, papers: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "申报表.docx", papers.get(f"{_name(team)}/申报表.docx") or zhejiang(application(team))
    yield "申报表（盖章）.pdf", papers[f"{_name(team)}/申报表（盖章）.pdf"]
    yield "创建材料.docx", _materials(team)
    yield "创建材料.pdf", papers[f"{_name(team)}/创建材料.pdf"]
    yield "发布.pptx", slides((f"{team.organisation}{team.team}", team.title))


def _edited_or_typed(team: Team, *, before: bool) -> bytes:
    """The Word form that a PDF is printed from: as it was edited, or before that where the edit came later."""
    edited = HERE / _name(team) / "申报表.docx"
    return edited.read_bytes() if edited.exists() and not before else zhejiang(application(team))


def _materials(team: Team) -> bytes:
    return materials(replace(team, profile=team.profile + _COPIED) if team in (COPYING, COPIED_FROM) else team)


def _name(team: Team) -> str:
    return f"{team.number} {team.team}（{team.nominator[:2]}）"


def _summary(nominator: str) -> bytes:
    """The nominator's list: its teams in order, but for what is planted."""
    teams = [team for team in TEAMS if team.nominator == nominator]
    if nominator == HANGZHOU:  # one team is not on it, one was never handed in
        ghost = replace(TUNNEL, team="注浆二班", title="注浆量“一环一核”", contact="水云间", phone="13800009402")
        teams = [*(team for team in teams if team is not BRANCH), ghost]
    book = headed(nominator, "芮一诺", _PHONES[nominator], "2026年4月12日")
    sheet = book.active
    for number, team in enumerate(teams, 1):
        put_row(sheet, FIRST + number - 1, number, team)
        if team is CULVERT or team.team == CULVERT.team:
            sheet.cell(FIRST + number - 1, 6).value = int(team.headcount.strip("人")) + 3
    return saved(book)


def _mail(
    name: str, subject: str, day: str, files: list[tuple[str, bytes]], *, sender: tuple[str, str] | None = None
) -> bytes:
    who = sender or (name, _BOXES[name])
    letter = Letter(
        program=FOXMAIL if sender else QQ, sender=who, subject=subject, text="材料见附件。", sent=day, received=day,
        files=[Enclosed(name=f"{subject}.zip", data=packing.zipped(dict(files)))],
    )  # fmt: skip
    return written(letter)


EDITED: Mapping[str, tuple[Team, str, str]] = {
    f"{_name(team)}/申报表.docx": (team, *VALUES[key])
    for team, key in (
        (ACCIDENT, "accident"), (BRANCH, "branch"), (UNLIKE, "phone"), (RATE, "rate"), (TITLELESS, "title"), (PARENT, "parent"), (NAMELESS, "hint"),
    )
}  # fmt: skip
"""Forms that are edited in LibreOffice: the team, the label of the box, and what is typed into it."""


def edits() -> dict[str, Callable[[], bytes]]:
    """The forms that are edited in LibreOffice, each once."""
    return {
        name: lambda team=team, label=label, text=text: edited(zhejiang(application(team)), label, text)
        for name, (team, label, text) in EDITED.items()
    }
