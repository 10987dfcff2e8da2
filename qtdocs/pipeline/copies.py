"""The passages that texts share as people look at them: side by side, on the screen and in a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from qtdocs import render
from qtdocs.checks.telling_copies import is_one_company, marked, pairs_in, share_of, turned
from qtdocs.editions import shelf
from qtdocs.model.finding import SEVERITY_NAMES
from qtdocs.model.passage import Shared, Text
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.workspace import Workspace

_NOTHING = "没有看到相同的段落。比对了 {texts} 份文字，其中往年的 {old} 份。"
_LIBRARY = "往年的材料用 qtdocs library import 收进来以后，也会一起比对。"
_SHOWN = 300


def copies_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """Every passage that two texts share, with both sides; a line of JSON each, or blocks for people."""
    with place.ledger() as ledger:
        account = account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))
    lines = passage_lines(account)
    if as_json:
        yield from (json.dumps(_told(each), ensure_ascii=False) for each in lines)
        return
    if not lines:
        old = sum(bool(text.season) for text in account.texts.texts)
        yield _NOTHING.format(texts=len(account.texts.texts), old=old) + ("" if old else _LIBRARY)
    for number, line in enumerate(lines, 1):
        yield f"{number}. {line.severity}　约 {line.same} 字相同，请核对"
        for side in (line.here, line.there):
            who = " ".join((side.number, side.who.replace("\n", " "))).strip()
            words = " ".join(side.words.split())
            words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
            yield f"   {who}　{side.file}（占 {side.share}%）"
            yield f"     {words}"


def passage_lines(account: Account) -> list[render.PassageLine]:
    """The passages of a season as the workbook shows them: those of different companies first, long ones first."""
    texts = {text.key: text for text in account.texts.texts}
    numbers = {team.id: team.number for team in account.teams}
    every = [each for several in pairs_in(account.texts) for each in several]
    this_season_first = [turned(each) if texts[each.one.key].season else each for each in every]
    made = [(_line(each, texts, numbers), each) for each in this_season_first]
    made.sort(key=lambda pair: (pair[0].severity != SEVERITY_NAMES["warning"], -pair[1].same, pair[0].here.file))
    return [line for line, _ in made]


def _line(shared: Shared, texts: Mapping[str, Text], numbers: Mapping[str, str]) -> render.PassageLine:
    one, other = texts[shared.one.key], texts[shared.other.key]
    severity = "note" if is_one_company(one, other) else "warning"
    return render.PassageLine(
        severity=SEVERITY_NAMES[severity],
        here=_side(shared, texts, numbers),
        there=_side(turned(shared), texts, numbers),
        same=shared.same,
    )


def _side(shared: Shared, texts: Mapping[str, Text], numbers: Mapping[str, str]) -> render.PassageSide:
    text = texts[shared.one.key]
    season = f"往年（{text.season}）" if text.season else ""
    return render.PassageSide(
        number=numbers.get(text.owner, ""),
        who="\n".join(filter(None, (season, text.organisation, text.team))),
        file=f"{text.file}（{text.label}）" if text.label and len(text.label) < 20 else text.file,
        pieces=marked(text, shared.one, texts[shared.other.key], shared.other),
        share=share_of(shared.same, text),
    )


def _told(line: render.PassageLine) -> dict[str, object]:
    sides = {
        name: {"entry_no": side.number or None, "who": side.who.split("\n"), "file": side.file, "share": side.share,
               "text": side.words}
        for name, side in (("here", line.here), ("there", line.there))
    }  # fmt: skip
    return {"severity": line.severity, "same": line.same, **sides}
