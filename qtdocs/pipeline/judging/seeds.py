"""The seed of a stage's draws: fixed once, replaced only with a reason, and every one that ever held stays readable."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger.judging import Act, ActKind, put_down
from qtdocs.model.expert import Seed
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.draws import StageDraws, draws_of
from qtdocs.pipeline.judging.pool_import import NO_TRACE
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import narrow
from qtdocs.writing import safe_text

_LONGEST = 100


def seed_fixed(
    place: Workspace, text: str, *, stage: str, source: str, who: str, because: str, dry_run: bool
) -> Iterator[str]:
    """Fix the seed of a stage; says what it stands against.

    Args:
        place: the workspace.
        text: the seed.
        stage: id or name of the stage.
        source: where the seed comes from.
        who: who fixes it.
        because: why it replaces an earlier one.
        dry_run: whether to say only what would happen.

    Raises:
        UsageError: it lacks its source, a name, or the reason why it replaces another.
    """
    seed = " ".join(narrow(text).split())
    _refuse(seed, source)
    who = person_named(who, "定")
    known = stage_of(shelf.load_programme(place.programme, workspace=place.home), stage)
    with place.busy("qtdocs judge seed") as ledger:
        draws = draws_of(ledger, known.id)
        _refuse_second(draws, seed, because)
        pool = draws.pool.at()
        value = Seed(
            seed=seed, source=source.strip(), because=because.strip() if draws.seeds else "",
            pool_digest=pool.imported.value.digest if pool else "",
        )  # fmt: skip
        lines = [f"{known.name}的种子：{seed}（来源：{value.source}）。"]
        if draws.seeds:
            lines.append(f"原来的种子 {draws.seeds[-1].value.seed} 不再用，留着可查；换种子的理由会写进抽取记录。")
        lines.append(_against_pool(value, draws))
        if dry_run:
            lines.append(NO_TRACE)
        else:
            with ledger.change("judging-seed", f"{known.id} {len(draws.seeds) + 1}"):
                put_down(ledger, ActKind.SEED, [((known.id,), value)], who=who)
            lines.append(f"已记下（{who}）。抽取请运行 qtdocs judge draw --by 姓名。")
    yield from map(safe_text, lines)


def seeds_listed(place: Workspace, *, stage: str) -> Iterator[str]:
    """Every seed that a stage ever had, the one that holds last."""
    known = stage_of(shelf.load_programme(place.programme, workspace=place.home), stage)
    with place.ledger() as ledger:
        draws = draws_of(ledger, known.id)
    if not draws.seeds:
        yield f"{known.name}还没有定种子。请运行 qtdocs judge seed 种子 --source 来源 --by 姓名。"
    for act in draws.seeds:
        yield safe_text(f"{'现用' if act is draws.seeds[-1] else '已换'}　{seed_told(act)}")


def seed_told(act: Act[Seed]) -> str:
    """A seed with all that is known of it, in a line."""
    why = f"；换种子的理由：{act.value.because}" if act.value.because else ""
    return f"{act.value.seed}（来源：{act.value.source}；{act.at.replace('T', ' ')[:16]} {act.who}登记{why}）"


def _refuse(seed: str, source: str) -> None:
    if not seed or len(seed) > _LONGEST:
        raise UsageError(f"种子要有 1 到 {_LONGEST} 个字。", "例如事先说好的某一天的开奖号码、收盘指数。")
    if not source.strip():
        raise UsageError("没有写种子的来源。", "请用 --source 写清楚，别人要查得到，例如：2026年6月18日上证指数收盘。")


def _refuse_second(draws: StageDraws, seed: str, because: str) -> None:
    if not draws.seeds:
        return
    now = draws.seeds[-1]
    if now.value.seed == seed:
        raise UsageError(f"种子已经是 {seed}，不用再定。")
    if not because.strip():
        raise UsageError(
            f"种子已经定下：{seed_told(now)}，不能随便换。",
            "确实要换的，用 --because 写理由；原来的种子和理由都会写进抽取记录。",
        )


def _against_pool(seed: Seed, draws: StageDraws) -> str:
    """Whether there is a pool yet, and what that means for who looks at the draw later."""
    if not seed.pool_digest:
        return "专家库还没有导入。种子先定、专家库后导入，抽取记录会写明先后。"
    state = draws.pool.at()
    count = len(state.experts) if state else 0
    return f"专家库已有 {count} 名，指纹（sha256）{seed.pool_digest}；以后再改专家库，抽取记录会写明。"
