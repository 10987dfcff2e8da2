"""Filled forms drawn as a printer lays them out: ruled boxes, labels, values, and a place for each seal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from samples.sealing import names
from samples.sealing.imprints import font
from samples.sealing.truth import MM, Cell, Pixels, Spot

FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai")
TOP = ("单位同意\n(请加盖公章)", "推荐单位(市质协/省行协)同意\n(请加盖公章)")
BELOW = ("本企业意见：\n\n\n\n盖章          年    月    日", "协会推荐理由：\n\n\n\n协会盖章          年    月    日")
_TITLES = (
    "2026年度浙江省工程建设质量信得过班组典型经验申报表",
    "全国市政工程质量信得过班组建设成果申报表",
)
_TEAMS = ("测量一班", "钢筋加工班", "盾构掘进二班", "沥青摊铺三班", "木工班组", "机电安装Ⅱ班", "泵闸运维班", "防水班")
_STREETS = ("滨江大道", "文三路", "环城北路", "解放东路", "江南大道")
_LEFT, _RIGHT = 20.0, 190.0

Row = Sequence[tuple[str, str, float]]
"""Boxes of a row: key, text, share of the width."""


def filled(rng: np.random.Generator, organisation: str, nominator: str) -> dict[str, str]:
    """What an invented team writes into the form."""

    def person() -> str:
        return "".join(str(rng.choice(list(each))) for each in ("芮杭苌蒲郗郏", "雨一若云亦", "石诺安舟"))

    def number(low: int, high: int) -> str:
        return str(int(rng.integers(low, high)))

    return {
        "nomination_no": number(1, 60), "nominator_name": nominator, "organisation_name": organisation,
        "industry": str(rng.choice(["建筑业", "市政工程", "交通工程", "水利"])),
        "ownership": str(rng.choice(["国有", "民营", "股份制"])),
        "address": f"{rng.choice(_STREETS)}{number(1, 999)}号{number(1, 30)}幢",
        "department": str(rng.choice(["质量管理部", "工程部", "技术中心"])), "department_contact": person(),
        "department_phone": f"0571-8{number(1000000, 9999999)}", "team_name": str(rng.choice(_TEAMS)),
        "experience_title": str(rng.choice(["一次成优的测量复核法", "样板先行与过程三检", "班前五分钟质量讲评"])),
        "headcount": number(6, 40), "contact": person(), "contact_phone": f"138-0000-{number(1000, 9999)}",
        "completion_rate": number(95, 101), "assessment_pass_rate": number(95, 101),
        "nonconformity_rate": f"0.{number(1, 9)}", "accidents": "0", "complaints": "0",
        "first_pass_rate": f"{number(95, 100)}.{number(1, 9)}", "training_people": f"{number(6, 40)}/{number(20, 99)}",
        "improvement_rate": "100", "quality_cost": f"{number(1, 40)}.{number(1, 9)}",
        "form_date": f"2026年{number(1, 4)}月{number(1, 28)}日",
    }  # fmt: skip


def form(rng: np.random.Generator, values: dict[str, str], *, dpi: float, layout: str) -> tuple[Pixels, list[Cell]]:
    """A filled form and its boxes; ``layout`` is ``top`` (seals in the first row) or ``below``."""
    page = Image.new("RGB", (round(210 / MM * dpi), round(297 / MM * dpi)), "white")
    face = str(rng.choice(FACES))
    drawing = _Drawing(page, dpi, face)
    drawing.line(_TITLES[layout == "below"], y=22, points=16, bold=True)
    drawing.line(
        f"推荐编号：{values['nomination_no']}          推荐单位：{values['nominator_name']}", y=32, points=12, x=_LEFT
    )
    y = 38.0
    for row, height in _rows(values, rng, layout):
        x = _LEFT
        for key, text, share in row:
            wide = (_RIGHT - _LEFT) * share
            drawing.box(key, text, (x, y, x + wide, y + height))
            x += wide
        y += height
    return np.ascontiguousarray(np.asarray(page)[:, :, ::-1]), drawing.cells


def _rows(values: dict[str, str], rng: np.random.Generator, layout: str) -> list[tuple[Row, float]]:
    def pair(label: str, key: str, share: float = 5 / 6) -> Row:
        return (("label", label, 1 - share), (key, values[key], share))

    def six(*pairs: tuple[str, str]) -> Row:
        return tuple(each for label, key in pairs for each in (("label", label, 1 / 6), (key, values[key], 1 / 6)))

    tall = float(rng.uniform(9.5, 11.5))
    seals = (("seal_applicant", TOP[0], 1 / 3), ("seal_nominator", TOP[1], 2 / 3))
    named = ("主管部门", "department"), ("主管部门联系人", "department_contact"), ("部门联系电话", "department_phone")
    people = ("班组人数", "headcount"), ("班组联系人", "contact"), ("班组联系电话", "contact_phone")
    work = (
        ("班组工作完成率%", "completion_rate"),
        ("质量考核合格率%", "assessment_pass_rate"),
        ("产品/服务不合格", "nonconformity_rate"),
    )
    faults = ("年质量、安全事故", "accidents"), ("年顾客投诉数", "complaints"), ("产品/服务一次合格", "first_pass_rate")
    effort = (
        ("年培训人数/时数", "training_people"),
        ("参与改进活动率%", "improvement_rate"),
        ("质量成本(万元/年)", "quality_cost"),
    )
    owned = (*six(("所属行业", "industry")), ("label", "所有制性质", 1 / 6), ("ownership", values["ownership"], 1 / 2))
    middle: list[tuple[Row, float]] = [
        (pair("单位名称", "organisation_name"), tall),
        (owned, tall),
        (pair("通讯地址", "address"), tall),
        (six(*named), tall + 3),
        (pair("班组名称", "team_name"), tall),
        (pair("经验名称", "experience_title"), tall),
        (six(*people), tall + 3),
        (six(*work), tall + 4),
        (six(*faults), tall + 4),
        (six(*effort), tall + 4),
    ]
    if layout == "top":
        return [(seals, 50.0), *middle, ((("profile", _profile(values), 1.0),), 62.0)]
    ends = [((("seal_applicant", BELOW[0], 1.0),), 48.0), ((("seal_nominator", BELOW[1], 1.0),), 48.0)]
    return [*middle, *ends]  # type: ignore[list-item]


def _profile(values: dict[str, str]) -> str:
    return (
        "质量信得过班组简介及活动结果(简要说明):\n"
        f"1. 班组现有成员{values['headcount']}人，负责现场施工与复核，理念是一次做对。\n"
        "2. 制度和台账齐全，每周例会讲评，问题闭环。\n3. 全员参加培训，持证上岗。\n"
        "4. 开展质量改进活动，成果得到推广。\n5. 工程验收一次通过，业主满意。\n6. 近三年获先进班组称号。\n"
        f"                                        {values['form_date']}"
    )


class _Drawing:
    def __init__(self, page: Image.Image, dpi: float, face: str) -> None:
        self._pen = ImageDraw.Draw(page)
        self._dpi = dpi
        self._face = face
        self.cells: list[Cell] = []

    def line(self, text: str, *, y: float, points: float, x: float | None = None, bold: bool = False) -> None:
        face = font(
            f"{self._face}:bold" if bold and "WenKai" not in self._face else self._face, round(points / 72 * self._dpi)
        )
        spot = (self._px(105 if x is None else x), self._px(y))
        self._pen.text(spot, text, fill=(20, 20, 20), font=face, anchor="mm" if x is None else "lm")

    def box(self, key: str, text: str, spot: Spot) -> None:
        left, top, right, bottom = (self._px(each) for each in spot)
        self._pen.rectangle((left, top, right, bottom), outline=(0, 0, 0), width=2)
        self.cells.append(Cell(key=key, text=text, box=spot))
        size = round(11 / 72 * self._dpi)
        face = font(self._face, size)
        lines = [piece for line in text.split("\n") for piece in _wrapped(line, right - left - 14, size)]
        tall = len(lines) * size * 1.35
        y = top + 8 if key in ("profile", "seal_applicant", "seal_nominator") else (top + bottom - tall) / 2
        for line in lines:
            self._pen.text((left + 8, y), line, fill=(15, 15, 15), font=face)
            y += size * 1.35

    def _px(self, mm: float) -> int:
        return round(mm / MM * self._dpi)


def _wrapped(line: str, room: float, size: int) -> list[str]:
    """A line cut where it would leave its box; digits and letters take half the room."""
    pieces, here, wide = [], "", 0.0
    for letter in line:
        step = size * (0.56 if letter.isascii() else 1.0)
        if wide + step > room and here:
            pieces.append(here)
            here, wide = "", 0.0
        here, wide = here + letter, wide + step
    return [*pieces, here]


def organisations(rng: np.random.Generator) -> tuple[str, str]:
    """A company and the association that nominates it."""
    return names.company(rng), names.association(rng)
