"""``qtdocs publish issue``: number and day of the announcement, and why its names are others than in the 公示."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from qtdocs.errors import UsageError
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.publication import Issuance
from qtdocs.pipeline.publishing.announcing import KIND
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import narrow, plain_date

_NUMBER = re.compile(r"(?P<issuer>[^\s〔〕()\[\]【】（）\d]{2,20})〔(?P<year>\d{4})〕(?P<serial>[1-9]\d{0,4})号")
_BRACKETS = str.maketrans(dict.fromkeys("[(（【〖［", "〔") | dict.fromkeys("])）】〗］", "〕"))


def issued(
    place: Workspace, number: str, *, day: datetime.date | None, because: str, who: str, today: datetime.date
) -> Iterator[str]:
    """Put down number and day of the announcement; what is not named stays as it was put down before.

    Args:
        place: the workspace.
        number: 文号; empty where it stays.
        day: 成文日期; none where it stays, or is today.
        because: why those whom it names are others than those in the 公示; empty where nothing is to be said.
        who: who says so.
        today: the day of the run.

    Raises:
        UsageError: the number is no 文号, or is of another year.
    """
    who = person_named(who, "记")
    written = _as_written(number) if number else ""
    with place.busy("qtdocs publish issue") as ledger:
        act = held(ledger, ActKind.ISSUED, Issuance).get((KIND,))
        before = act.value if act else Issuance(number="", day="")
        on = day.isoformat() if day else before.day or today.isoformat()
        said = Issuance(number=written or before.number, day=on, because=because or before.because)
        if said.number and (year := _NUMBER.fullmatch(said.number)) and year["year"] != on[:4]:
            raise UsageError(
                f"文号是 {year['year']} 年的，成文日期是 {on[:4]} 年的。", "请改正其中一个，用 --on 写日期。"
            )
        with ledger.change("issued", said.day):
            put_down(ledger, ActKind.ISSUED, [((KIND,), said)], who=who)
    told = f"文号 {said.number}" if said.number else "没有文号"
    yield f"已记下：{told}，成文日期 {plain_date(datetime.date.fromisoformat(on))}（{who}）。"
    if said.because:
        yield f"名单与公示不同的依据：{said.because}。"
    yield "通报照这个写：qtdocs publish 通报。"


def _as_written(number: str) -> str:
    """The number as GB/T 9704 writes it: hexagonal brackets, no 第, no leading zero."""
    tidy = narrow(number).translate(_BRACKETS).replace(" ", "")
    found = _NUMBER.fullmatch(tidy)
    if found is None:
        raise UsageError(
            f"“{number}”不像文号。", "写成 某质协〔2026〕4号 这样：年份四位、用〔〕，不写“第”，号数前面不加 0。"
        )
    return tidy
