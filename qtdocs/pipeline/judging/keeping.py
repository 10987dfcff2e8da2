"""``qtdocs judge keep-result`` and ``again``: a result is put down, and made again from the ledger of that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qtdocs.codec import encoded
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts, put_down
from qtdocs.ledger.rewound import marks_of, rewind
from qtdocs.model.result import KeptResult, Ranked, Result
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.contests import Gathered, gathered
from qtdocs.pipeline.judging.ranking import refuse_statistics
from qtdocs.pipeline.judging.result_papers import draft_name, result_written
from qtdocs.pipeline.judging.tally_view import names_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace

_SEEN = ("名次", "总分", "等级")


def result_kept(place: Workspace, *, who: str, because: str, dry_run: bool) -> Iterator[str]:
    """Put the result down as the next version, and write its workbook; says so.

    Args:
        place: the workspace.
        who: who says that it holds.
        because: why there is a further version; may be empty for the first.
        dry_run: whether to write nothing.

    Raises:
        UsageError: a name or reason is missing, something is not settled, or nothing changed since the last version.
    """
    who = person_named(who, "记")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs judge keep-result") as ledger:
        teams = account_of(ledger, edition).teams
        made = gathered(ledger, edition, teams=teams)
        refuse_statistics(made)
        result, earlier = made.result(), acts(ledger, ActKind.RESULT, KeptResult)
        _refuse_open(result)
        _refuse_same(earlier, result, made, because)
        moves, entries = marks_of(ledger)
        kept = KeptResult(
            version=len(earlier) + 1, result=result, ballots=made.digest, settings=made.force.settled,
            because=because.strip(), entries=entries, moves=moves,
        )  # fmt: skip
        ranked = sum(bool(each.rank) for each in result.ranked)
        yield f"第 {kept.version} 版：{len(made.every_ballot)} 份评分，{ranked} 个班组排了名次。"
        yield from (f"  {cut.tier}：{cut.taken} 个" for cut in result.cuts)
        if dry_run:
            yield "只是看看，什么也没有写。"
            return
        with ledger.change("result", f"{kept.version} {kept.ballots[:16]}"):
            put_down(ledger, ActKind.RESULT, [((str(kept.version),), kept)], who=who)
        state = f"第 {kept.version} 版（{who}记下，评分指纹 {kept.ballots[:16]}）"
        yield result_written(place, made, result, names_of(teams), name=draft_name(kept.version), state=state)
    yield f"已记下第 {kept.version} 版（{who}）。"
    yield f"重做核对：qtdocs judge again {kept.version}；接着审定：qtdocs result approve --by 姓名。"


def result_made_again(place: Workspace, version: int) -> Iterator[str]:
    """Make a result that was put down again, from the ledger as it stood and as it stands; says whether they are equal.

    Args:
        place: the workspace.
        version: which version.

    Raises:
        UsageError: there is no such version.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        act = _kept(ledger, version)
        teams = account_of(ledger, edition).teams
        now = gathered(ledger, edition, teams=teams)
    with place.ledger() as ledger:
        rewind(ledger, act=act.id, moves=act.value.moves, entries=act.value.entries)
        then = gathered(ledger, edition, teams=teams)
    told = list(_differences(act.value, then))
    if told:
        yield f"第 {version} 版结果（{act.who} {act.at[:10]} 记下）照当时的台账重做，不一样："
        yield from (f"  {each}" for each in told)
        yield "台账里的评分没有变的，多半是活动文件（forms 里的 programme.toml）改过，或程序换了版本，请核对。"
    else:
        yield f"第 {version} 版结果（{act.who} {act.at[:10]} 记下）可以照当时的台账重做，完全一样。"
    since = list(_differences(act.value, now))
    if since:
        yield "照现在的台账重算会不一样（那以后又有评分、设定或状态变化）："
        yield from (f"  {each}" for each in since)


def _kept(ledger: Ledger, version: int) -> Act[KeptResult]:
    every = acts(ledger, ActKind.RESULT, KeptResult)
    found = next((each for each in every if each.value.version == version), None)
    if found is None:
        known = "、".join(f"第 {each.value.version} 版" for each in every)
        raise UsageError(
            f"没有第 {version} 版结果。", f"有：{known}。" if known else "先运行 qtdocs judge keep-result --by 姓名。"
        )
    return found


def _refuse_open(result: Result) -> None:
    """Refuse where something is not settled.

    Raises:
        UsageError: tells all that is open.
    """
    if result.open:
        listed = "\n".join(f"  {each}" for each in result.open)
        raise UsageError(f"还不能记下结果，有 {len(result.open)} 件事没有定：\n{listed}\n", "逐件定好以后再运行。")


def _refuse_same(earlier: tuple[Act[KeptResult], ...], result: Result, made: Gathered, because: str) -> None:
    """Refuse a further version without a change or without a reason.

    Raises:
        UsageError: there is none.
    """
    if not earlier:
        return
    last = earlier[-1].value
    if last.ballots == made.digest and encoded(last.result) == encoded(result):
        raise UsageError(f"与第 {last.version} 版完全一样，不用再记。", "各版见 qtdocs result list。")
    if not because.strip():
        raise UsageError(f"已经有第 {last.version} 版。", "再出一版要用 --because 写上为什么；旧的各版都留着。")


def _differences(kept: KeptResult, made: Gathered) -> Iterator[str]:
    """How a result made now differs from one that was put down; nothing where it is the same."""
    if kept.ballots != made.digest:
        yield "计入的评分不一样。"
    old, new = kept.result, made.result()
    for name in sorted({*old.rules, *new.rules}):
        before, after = old.rules.get(name, "没有"), new.rules.get(name, "没有")
        if before != after:
            yield f"{name}：{before} → {after}。"
    if old.base != new.base:
        yield f"基数：{old.base} → {new.base}。"
    yield from _moved(old, new)
    rest = (replace(each, ranked=(), rules={}, base=0) for each in (old, new))
    if len({str(encoded(each)) for each in rest}) > 1:
        yield "等级名额、同分或说明的文字不一样。"


def _moved(old: Result, new: Result) -> Iterator[str]:
    before, after = _rows(old), _rows(new)
    for entry in sorted({*before, *after}):
        if entry not in before or entry not in after:
            yield f"{entry}：{'原来没有' if entry not in before else '现在没有'}。"
            continue
        told = [
            f"{name} {_word(one)} → {_word(other)}"
            for name, one, other in zip(_SEEN, _seen(before[entry]), _seen(after[entry]), strict=True)
            if one != other
        ]
        if not told and encoded(before[entry]) != encoded(after[entry]):
            told = ["各阶段的得分或说明"]
        if told:
            yield f"{entry}：{'，'.join(told)}。"


def _rows(result: Result) -> Mapping[str, Ranked]:
    return {each.entry: each for each in result.ranked}


def _seen(row: Ranked) -> tuple[object, ...]:
    return row.rank, row.total, row.tier


def _word(value: object) -> str:
    return "没有" if value in (None, 0, "") else str(value)
