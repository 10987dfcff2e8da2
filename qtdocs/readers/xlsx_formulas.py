"""Recomputing formulas whose result the file does not hold: sums, products, averages of cells that were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from qtdocs.readers.xlsx_raw import Raw
from qtdocs.readers.xlsx_references import cell_of

_TOKENS = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?![A-Za-z0-9(_.!])|(?P<name>(?:_xlfn\.)?[A-Z.]+)(?=\()|(?P<sign>[-+*/(),%]))",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
_DEEPEST = 60
_MOST_VISITS = 2_000_000


class UnknownResultError(Exception):
    """A formula that is more than sums and products of cells that were read."""


class Calculator:
    """Results of the formulas of one worksheet, each worked out once.

    Args:
        cells: what was read, by row and column.
    """

    def __init__(self, cells: Mapping[tuple[int, int], Raw]) -> None:
        self._cells = cells
        self._known: dict[tuple[int, int], Decimal] = {}
        self._ranges: dict[str, list[tuple[int, int]]] = {}
        self._visits = 0

    def result(self, row: int, column: int) -> Decimal | None:
        """The result of the formula in this cell; none where it cannot be told from the cells that were read."""
        try:
            return self.number(row, column, 0)
        except (UnknownResultError, DecimalException):
            return None

    def number(self, row: int, column: int, depth: int) -> Decimal:
        """A cell as a number, an empty one as nought.

        Raises:
            UnknownResultError: it holds no number, or its formula cannot be worked out.
        """
        if (row, column) in self._known:
            return self._known[row, column]
        raw = self._cells.get((row, column))
        if raw is None:
            return Decimal(0)
        if raw.kind == "n":
            return raw.number
        if raw.kind == "text" and _PLAIN_NUMBER.fullmatch(raw.text.strip()):
            return Decimal(raw.text.strip())
        if raw.kind != "uncached" or depth > _DEEPEST:
            raise UnknownResultError
        self._known[row, column] = value = _Reading(raw.formula, self, depth + 1, row).value()
        return value

    def numbers(self, reference: str, depth: int) -> list[Decimal]:
        """The numbers in a range; text is passed over, as Excel does, unless it looks like a number."""
        if reference not in self._ranges:
            self._ranges[reference] = self._spots(reference)
        spots = self._ranges[reference]
        self._visit(len(spots))
        found = []
        for spot in spots:
            raw = self._cells[spot]
            if raw.kind == "text" and not _PLAIN_NUMBER.fullmatch(raw.text.strip()):
                continue
            if raw.kind == "text":
                # Excel leaves 14 typed as text out of the sum; the person who typed it does not know that.
                raise UnknownResultError
            found.append(self.number(*spot, depth))
        return found

    def _spots(self, reference: str) -> list[tuple[int, int]]:
        """The filled cells of a range."""
        (first, left), (last, right) = (cell_of(part) for part in reference.split(":"))
        area = max(0, last - first + 1) * max(0, right - left + 1)
        self._visit(min(area, len(self._cells)))
        if area > len(self._cells):
            return [spot for spot in self._cells if first <= spot[0] <= last and left <= spot[1] <= right]
        spots = ((row, column) for row in range(first, last + 1) for column in range(left, right + 1))
        return [spot for spot in spots if spot in self._cells]

    def _visit(self, count: int) -> None:
        """Count the cells looked at; a workbook made to keep us busy is left uncomputed."""
        self._visits += count
        if self._visits > _MOST_VISITS:
            raise UnknownResultError


class _Reading:
    """One formula read from left to right."""

    def __init__(self, formula: str, calculator: Calculator, depth: int, row: int) -> None:
        self._row = row
        self._tokens = _tokens(formula)
        self._calculator = calculator
        self._depth = depth

    def value(self) -> Decimal:
        result = self._sum()
        if self._tokens:
            raise UnknownResultError
        return result

    def _next_is(self, *signs: str) -> bool:
        return bool(self._tokens) and self._tokens[0][0] == "sign" and self._tokens[0][1] in signs

    def _take(self) -> tuple[str, str]:
        if not self._tokens:
            raise UnknownResultError
        return self._tokens.pop(0)

    def _sum(self) -> Decimal:
        total = self._product()
        while self._next_is("+", "-"):
            sign = self._take()[1]
            term = self._product()
            total = total + term if sign == "+" else total - term
        return total

    def _product(self) -> Decimal:
        total = self._factor()
        while self._next_is("*", "/"):
            sign = self._take()[1]
            term = self._factor()
            total = total * term if sign == "*" else total / term
        return total

    def _factor(self) -> Decimal:
        kind, word = self._take()
        if kind == "sign" and word in "+-":
            inner = self._factor()
            return -inner if word == "-" else inner
        if kind == "sign" and word == "(":
            value = self._sum()
            self._close()
        elif kind == "number":
            value = Decimal(word)
        elif kind == "cell":
            value = self._calculator.number(*cell_of(word), self._depth)
        elif kind == "name":
            value = self._function(word.upper().removeprefix("_XLFN."))
        else:
            raise UnknownResultError
        while self._next_is("%"):
            self._take()
            value = value / 100
        return value

    def _close(self) -> None:
        if self._take() != ("sign", ")"):
            raise UnknownResultError

    def _function(self, name: str) -> Decimal:
        if self._take() != ("sign", "(") or (name not in _FUNCTIONS and name != "ROW"):
            raise UnknownResultError
        if name == "ROW":
            self._close()
            return Decimal(self._row)
        arguments: list[list[Decimal]] = []
        while True:
            if self._tokens and self._tokens[0][0] == "range":
                arguments.append(self._calculator.numbers(self._take()[1], self._depth))
            else:
                arguments.append([self._sum()])
            if not self._next_is(","):
                break
            self._take()
        self._close()
        return _FUNCTIONS[name](arguments)


def _tokens(formula: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(formula.rstrip())
    while position < end:
        match = _TOKENS.match(formula, position)
        if match is None or match.lastgroup is None or len(tokens) > 500:
            raise UnknownResultError
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


def _total(arguments: list[list[Decimal]]) -> Decimal:
    return sum((number for numbers in arguments for number in numbers), Decimal(0))


def _mean(arguments: list[list[Decimal]]) -> Decimal:
    count = sum(len(numbers) for numbers in arguments)
    if count == 0:
        raise UnknownResultError
    return _total(arguments) / count


def _multiplied(arguments: list[list[Decimal]]) -> Decimal:
    value = Decimal(1)
    for numbers in arguments:
        for number in numbers:
            value *= number
    return value


def _rounded(arguments: list[list[Decimal]]) -> Decimal:
    if [len(numbers) for numbers in arguments] != [1, 1] or not -10 <= arguments[1][0] <= 10:
        raise UnknownResultError
    step = Decimal(1).scaleb(-int(arguments[1][0]))
    return arguments[0][0].quantize(step, rounding=ROUND_HALF_UP)


def _placed(arguments: list[list[Decimal]]) -> Decimal:
    """RANK: the place of a number among others, the largest first unless the third argument says otherwise."""
    if len(arguments) not in {2, 3} or len(arguments[0]) != 1 or arguments[0][0] not in arguments[1]:
        raise UnknownResultError
    upwards = len(arguments) == 3 and arguments[2] != [Decimal(0)]
    mine = arguments[0][0]
    return Decimal(1 + sum(number < mine if upwards else number > mine for number in arguments[1]))


_FUNCTIONS: Mapping[str, Callable[[list[list[Decimal]]], Decimal]] = {
    "SUM": _total,
    "AVERAGE": _mean,
    "PRODUCT": _multiplied,
    "ROUND": _rounded,
    "RANK": _placed,
    "RANK.EQ": _placed,
}
