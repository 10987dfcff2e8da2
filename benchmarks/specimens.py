"""Filled forms to measure by: random values, the same every time, typed into the blanks as people type them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from qtdocs.editions import shelf
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.model.record import Value
from samples.filling import fill
from samples.wordml import content_control, form_text, inserted, run, simple_field, smart_tag, text_box

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OF_EACH = 10
"""Filled copies of every form."""
DRESSES = (run, run, run, run, content_control, inserted, form_text, simple_field, smart_tag)
"""How a value stands in Word's XML; most people just type."""
BOXED = (*DRESSES, text_box)
"""The same for a short value in a cell, over which people lay a text box."""
FORM_TYPES = ("application", "registration", "nomination", "statistics")
"""The kinds of form that are filled field by field."""

PLACES = ("杭州", "宁波", "温州", "绍兴", "金华", "台州", "嘉兴", "衢州")
TRADES = ("测量", "钢筋", "模板", "焊接", "盾构", "机电安装", "沥青摊铺", "检测")
SURNAMES = "赵钱孙李周吴郑王冯陈"
GIVEN = "建国志强晓明丽华文静海涛"
SENTENCES = (
    "班组成立以来，坚持“质量第一、顾客至上”的理念，全员参与改进。",
    "建立岗位职责、交接班、质量三检等制度十二项，定期检查落实。",
    "全年组织技能培训和工具方法应用培训，人人能用因果图和排列图。",
    "围绕关键工序开展改进活动，一次验收合格率逐月提高。",
    "近三年未发生质量、安全和环保事故，获得业主书面表扬。",
)


def make_specimens(folder: Path) -> Path:
    """Fills every form of the shelf into this folder, with what was typed beside each; the PDF samples go with them."""
    dice = Random(20260427)
    for programme in shelf.load_all():
        for form in programme.forms:
            blank = shelf.blank_path(programme, form) if form.blank else None
            if blank is None or form.kind not in FORM_TYPES:
                continue
            (folder / programme.id).mkdir(exist_ok=True)
            for number in range(OF_EACH):
                pairs = {spec.key: typed_for(spec, dice) for spec in form.fields if spec.printed}
                typed = {key: text for key, (text, _) in pairs.items()}
                path = folder / programme.id / f"{form.id}-{number:02}{blank.suffix}"
                path.write_bytes(fill(blank.read_bytes(), form, typed, dress=dresses_for(form, dice)))
                values = {
                    key: value for spec in form.fields if spec.printed for key, value in pairs[spec.key][1].items()
                }
                answer = {"programme": programme.id, "form": form.id, "typed": typed, "values": values}
                Path(f"{path}.expected.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    for path in sorted(SAMPLES.rglob("*.pdf")):
        shutil.copy(path, folder / path.name)
    for path in sorted(SAMPLES.rglob("*.xlsx")):
        shutil.copy(path, folder / path.name)
    return folder


def dresses_for(form: FormSpec, dice: Random) -> dict[str, Callable[[str], str]]:
    """One way of typing for each field."""
    return {
        spec.key: dice.choice(BOXED if spec.where == "right" and spec.type != "long-text" else DRESSES)
        for spec in form.fields
        if not spec.options
    }


def typed_for(spec: FieldSpec, dice: Random) -> tuple[str, dict[str, Value]]:
    """What somebody might type into this field, and the values meant, by key; no rule of the program is asked."""
    if spec.second == "rank":
        score, rank = dice.randint(60, 99), dice.randint(1, 60)
        return f"{score}/{rank}", {spec.key: str(score), spec.second: str(rank)}
    if spec.second:
        people, hours = dice.randint(5, 90), dice.randint(8, 400)
        return f"{people}人/{hours}时", {spec.key: str(people), spec.second: str(hours)}
    if spec.options:
        option = dice.choice(spec.options)
        return option, {spec.key: option == spec.options[0] if spec.type == "yes-no" else (option,)}
    text, value = TYPING.get(spec.type, _words)(dice)
    return text, {spec.key: value}


def _same(text: str) -> tuple[str, Value]:
    return text, text


def _words(dice: Random) -> tuple[str, Value]:
    return _same(f"{dice.choice(PLACES)}{dice.choice(TRADES)}{dice.choice(('一', '二', '三'))}班")


def _organisation(dice: Random) -> tuple[str, Value]:
    return _same(f"{dice.choice(PLACES)}{dice.choice('甲乙丙丁')}{dice.choice(TRADES)}建设有限公司")


def _person(dice: Random) -> tuple[str, Value]:
    return _same(dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2)))))


def _integer(dice: Random) -> tuple[str, Value]:
    form, number = dice.choice(("{}", "{}", "{} ")), str(dice.randint(0, 60))
    return form.format(number), number


def _decimal(dice: Random) -> tuple[str, Value]:
    text = f"{dice.randint(1, 900) / 10}"
    return text, text.removesuffix(".0")


def _percent(dice: Random) -> tuple[str, Value]:
    form, number = dice.choice(("{}%", "{}％", "{}")), dice.choice(("100", "99.5", "98", "97.86", "0.2", "0"))
    return form.format(number), number


def _date(dice: Random) -> tuple[str, Value]:
    year, month, day = dice.choice((2025, 2026)), dice.randint(1, 12), dice.randint(1, 28)
    written = (f"{year}年{month}月{day}日", f"{year}.{month}.{day}", f"{year}-{month:02}-{day:02}")
    return dice.choice(written), f"{year}-{month:02}-{day:02}"


def _phone(dice: Random) -> tuple[str, Value]:
    last = f"{dice.randint(0, 9999):04}"
    return dice.choice((f"138-0000-{last}", f"1380000{last}")), (f"1380000{last}",)


def _long_text(dice: Random) -> tuple[str, Value]:
    return _same("\n".join(f"{number}. {''.join(dice.choices(SENTENCES, k=4))}" for number in range(1, 6)))


TYPING: dict[str, Callable[[Random], tuple[str, Value]]] = {
    "organisation": _organisation,
    "person": _person,
    "integer": _integer,
    "decimal": _decimal,
    "percent": _percent,
    "date": _date,
    "phone": _phone,
    "email": lambda dice: _same(f"name{dice.randint(1, 99)}@example.com"),
    "postcode": lambda dice: _same(f"3{dice.randint(10000, 29999)}"),
    "long-text": _long_text,
}
