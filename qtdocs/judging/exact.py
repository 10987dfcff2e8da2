"""Numbers that are never rounded before the end: fractions inside, half-up decimals where a number is printed."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)


def half_up(value: Fraction, decimals: int) -> Decimal:
    """A number as it is published: 四舍五入, a five always up.

    >>> half_up(Fraction("85.125"), 2), half_up(Fraction(254, 3), 2), half_up(Fraction(5, 2), 0)
    (Decimal('85.13'), Decimal('84.67'), Decimal('3'))
    """
    return Decimal(math.floor(value * 10**decimals + _HALF)).scaleb(-decimals)


def plain(value: Fraction, decimals: int = 4) -> str:
    """A number as people read it: short where it is exact, rounded where it has no end.

    >>> plain(Fraction(17, 2)), plain(Fraction(254, 3)), plain(Fraction(90))
    ('8.5', '84.6667', '90')
    """
    text = str(half_up(value, decimals))
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Fraction) -> str:
    """A share as it is printed.

    >>> percent(Fraction(1, 10)), percent(Fraction(1, 8))
    ('10%', '12.5%')
    """
    return f"{plain(share * 100)}%"
