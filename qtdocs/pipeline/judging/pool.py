"""The pool of experts in the ledger: as it stands now, and as it stood when something was drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts
from qtdocs.model.expert import Expert, Pool
from qtdocs.text import name_twin, narrow

KEY = ("pool",)
"""The key of every import of the pool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolState:
    """The pool at one moment."""

    experts: Mapping[str, Expert]
    """Everybody in it by id."""
    imported: Act[Pool]
    """The import that left it so."""


class PoolHistory:
    """Every import of the pool, to be asked for any moment.

    Args:
        ledger: the ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.experts = acts(ledger, ActKind.EXPERT, Expert)
        self.imports = acts(ledger, ActKind.POOL, Pool)

    @property
    def ever(self) -> Mapping[str, Expert]:
        """Everybody who ever was in the pool, as last told; their numbers are not given to others."""
        return {act.value.id: act.value for act in self.experts}

    def at(self, act: int | None = None) -> PoolState | None:
        """The pool as it stood before an act, or as it stands now; none where nothing was imported by then."""
        imported = [each for each in self.imports if act is None or each.id < act]
        if not imported:
            return None
        told = {each.value.id: each.value for each in self.experts if each.id < imported[-1].id}
        return PoolState(experts={id_: told[id_] for id_ in imported[-1].value.experts}, imported=imported[-1])

    def changed_between(self, first: int, last: int) -> tuple[Act[Pool], ...]:
        """The imports between two acts that changed something that a draw takes."""
        before = self.at(first)
        digest = before.imported.value.digest if before else ""
        found = []
        for each in self.imports:
            if first < each.id < last and each.value.digest != digest:
                found.append(each)
                digest = each.value.digest
        return tuple(found)


def pool_now(ledger: Ledger) -> PoolState:
    """The pool as it stands.

    Raises:
        UsageError: nothing was imported yet.
    """
    found = PoolHistory(ledger).at()
    if found is None:
        raise UsageError(
            "还没有专家库。",
            "空表用 qtdocs judge experts blank 取，填好后运行 qtdocs judge experts import 专家库.xlsx --by 姓名。",
        )
    return found


def expert_called(word: str, experts: Mapping[str, Expert]) -> Expert:
    """The expert whom a number or a name means.

    Raises:
        UsageError: there is none, or there are several of this name; says their numbers.
    """
    wanted = name_twin(narrow(word))
    if found := [each for each in experts.values() if name_twin(each.id) == wanted]:
        return found[0]
    named = [each for each in experts.values() if name_twin(each.name) == wanted]
    if len(named) > 1:
        listed = "、".join(f"{each.id}（{each.organisation or '单位未写'}）" for each in named)
        raise UsageError(f"有 {len(named)} 名专家叫“{word}”：{listed}。", "请写编号。")
    if not named:
        raise UsageError(f"没有编号或姓名是“{word}”的专家。", "专家见 qtdocs judge experts list。")
    return named[0]


def told(expert: str, experts: Mapping[str, Expert]) -> str:
    """An expert as people know one: number and name."""
    known = experts.get(expert)
    return f"{expert} {known.name}" if known else expert
