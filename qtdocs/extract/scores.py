"""Scores as people write them: 85分, 85, ８５, 八十五; whatever could be read otherwise is doubted, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.numbers import plain, read_number
from qtdocs.text import narrow

_SPEC = FieldSpec(key="score", labels=("得分",), type="decimal", unit="分")
_FILLERS = frozenset({"", "/", "-", "—", "——", "_", "分"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReading:
    """A score and how sure it is."""

    value: Decimal | None
    """The number; none where nothing legible stands there."""
    doubt: str = ""
    """Why a person must look, in Chinese without a full stop; empty where there is one reading alone."""


def read_score(text: str, *, exact: str = "", flags: frozenset[str] = frozenset()) -> ScoreReading:
    """The score in a cell.

    Args:
        text: what is seen.
        exact: the stored value where the display hides a part of it.
        flags: as in ``document.Cell.flags``.

    >>> read_score("85分").value, read_score("８５．５").value, read_score("十三分半").value
    (Decimal('85'), Decimal('85.5'), Decimal('13.5'))
    """
    if "uncached" in flags and not text.strip():
        return ScoreReading(value=None, doubt="是公式，文件里没有保存结果")
    seen = _with_half(narrow(text).strip())
    if "".join(seen.split()).strip("_") in _FILLERS:
        return ScoreReading(value=None)
    reading = read_number(seen, _SPEC)
    number = Decimal(str(reading.value)) if isinstance(reading.value, str) else None
    if number is None:
        return ScoreReading(value=None, doubt=f"写的是“{text.strip()[:40]}”，读不出一个分数")
    if exact and (stored := _number(exact)) != number:
        told = f"显示的是“{text.strip()}”，存的是 {plain(stored)}" if stored is not None else f"存的是“{exact}”"
        return ScoreReading(value=stored, doubt=told)
    if reading.grade != "A":
        return ScoreReading(value=number, doubt=reading.doubts[0].detail if reading.doubts else "读法没有把握")
    return ScoreReading(value=number, doubt=_of_flags(flags, number))


def _with_half(seen: str) -> str:
    """``13分半`` and ``十三分半`` as the number they say."""
    squeezed = "".join(seen.split())
    for ending in ("分半", "个半"):
        if squeezed.endswith(ending):
            whole = read_number(squeezed.removesuffix(ending), _SPEC)
            if whole.grade == "A" and isinstance(whole.value, str) and "." not in whole.value:
                return f"{whole.value}.5"
    return seen


def _number(text: str) -> Decimal | None:
    reading = read_number(text, _SPEC)
    return Decimal(str(reading.value)) if isinstance(reading.value, str) else None


def _of_flags(flags: frozenset[str], number: Decimal) -> str:
    """What the looks of a cell say against its number."""
    if "uncached" in flags:
        return f"是公式，文件里没有保存结果，按公式算得 {plain(number)}"
    if "struck" in flags:
        return "这个数被划掉了"
    if "hidden" in flags:
        return "这一格是隐藏的，人看不见"
    if "revised" in flags:
        return "有没有接受的修订"
    return ""
