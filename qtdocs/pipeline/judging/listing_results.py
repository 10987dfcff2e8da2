"""``qtdocs result list``: every version of a result and how far it has come."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping

from qtdocs.pipeline.judging.results import Course, courses
from qtdocs.pipeline.workspace import Workspace


def results_listed(place: Workspace, *, today: datetime.date, as_json: bool = False) -> Iterator[str]:
    """One line a version: its state, its 公示, its objections."""
    with place.ledger() as ledger:
        every = courses(ledger)
    if as_json:
        yield from (json.dumps(_as_json(each, today), ensure_ascii=False) for each in every)
        return
    if not every:
        yield "还没有评定结果；先运行 qtdocs judge keep-result --by 姓名。"
    for each in every:
        yield _told(each, today)


def _told(each: Course, today: datetime.date) -> str:
    words = [f"第 {each.version} 版：{each.state(today)}", f"记于 {each.kept.at[:10]}（{each.kept.who}）"]
    if each.publicity is not None:
        words.append(f"公示 {each.publicity.value.first} 至 {each.publicity.value.last}")
    if each.objections:
        left = sum(one.is_open for one in each.objections)
        words.append(f"异议 {len(each.objections)} 件，{left} 件没有处理完")
    return "，".join(words) + "。"


def _as_json(each: Course, today: datetime.date) -> Mapping[str, object]:
    published = each.publicity.value if each.publicity is not None else None
    return {
        "schema_version": 1,
        "version": each.version,
        "state": each.state(today),
        "kept_at": each.kept.at,
        "publicity": [published.first, published.last] if published else None,
        "objections": len(each.objections),
        "open_objections": sum(one.is_open for one in each.objections),
    }
