"""Values as JSON and back: what a worker sends and what the ledger keeps is never a pickle.

A dataclass becomes an object without the fields that have their default; a tuple becomes a list, a date its ISO form,
a decimal its digits, a fraction ``7/3``.
Reading back goes by the declared types alone: a field that nobody declared is an error, and no code is ever run.
"""

from __future__ import annotations

import dataclasses
import datetime
import sys
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

Declared = TypeVar("Declared")
Json = Any
"""``None``, a boolean, a number, text, a list of these or a mapping of text to these."""
_SHORT = 40
_MOST_SHARED = 5_000
_PLAIN = (str, int, float, bool, type(None))
_Maker = Callable[[Any], Any]


def encoded(value: object) -> Json:
    """The value as JSON can hold it.

    >>> encoded(("甲", datetime.date(2026, 4, 27)))
    ['甲', '2026-04-27']

    Raises:
        TypeError: no way is known for a value of this type.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [encoded(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): encoded(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if dataclasses.is_dataclass(value):
        return _object(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, Path | Decimal | Fraction):
        return str(value)
    raise TypeError(type(value).__name__)


def decoded(kind: type[Declared], json: Json) -> Declared:
    """The value of this type that the JSON holds.

    >>> decoded(tuple[str, ...], ["甲", "乙"])
    ('甲', '乙')

    Raises:
        TypeError, ValueError, KeyError: the JSON does not fit the type.
    """
    wanted: Any = kind
    made: Declared = _maker(wanted)(json)
    return made


def _object(value: object) -> dict[str, Json]:
    found = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        each = getattr(value, name)
        if each is default or (default is not dataclasses.MISSING and each == default):
            continue
        found[name] = encoded(each)
    return found


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields that make a value of this dataclass, with their defaults."""
    fields = [field for field in dataclasses.fields(kind) if field.init]
    return tuple(
        (field.name, field.default if field.default_factory is dataclasses.MISSING else field.default_factory())
        for field in fields
    )


@cache
def _maker(kind: Any) -> _Maker:
    """What makes a value of a type from its JSON; found out once for each type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        return _tuple(inner)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        each = _maker(inner[1])
        return lambda json: {key: each(one) for key, one in json.items()}
    if origin is frozenset:
        return lambda json: frozenset(_a_list(json))
    return _single(kind)


def _tuple(inner: tuple[Any, ...]) -> _Maker:
    """A tuple of any length of one type, or one with a type for each place."""
    if inner[1:] == (Ellipsis,):
        each = _maker(inner[0])
        return lambda json: tuple([each(one) for one in _a_list(json)])
    makers = [_maker(one) for one in inner]
    return lambda json: tuple(make(one) for make, one in zip(makers, _a_list(json), strict=True))


def _single(kind: Any) -> _Maker:
    """The maker of a type without parameters."""
    if kind is str:
        return _text
    if kind in _PLAIN or kind is Any or kind is None:
        return lambda json: json
    if kind in (datetime.date, datetime.datetime):
        made: _Maker = kind.fromisoformat
        return made
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if kind is Path or kind is Decimal or kind is Fraction:
        return kind
    raise TypeError(str(kind))


def _union(inner: tuple[Any, ...]) -> _Maker:
    """One of several: nothing, a list as the one that is a tuple, a plain value, or the one dataclass or date."""
    many = next((_maker(each) for each in inner if get_origin(each) is tuple), None)
    others = [each for each in inner if each not in _PLAIN and get_origin(each) is not tuple]
    if len(others) > 1:
        raise TypeError(f"more than one kind of value: {others}")
    other = _maker(others[0]) if others else None

    def make(json: Json) -> Any:
        if json is None:
            return None
        if isinstance(json, list) and many is not None:
            return many(json)
        return other(json) if other is not None else _text(json)

    return make


def _text(json: Json) -> Json:
    """Short words stand in thousands of records: kept once, a season takes half the memory."""
    return sys.intern(json) if isinstance(json, str) and len(json) <= _SHORT else json


def _dataclass(kind: Any) -> _Maker:
    hints = typing.get_type_hints(kind)
    makers: dict[str, _Maker] = {}
    known: dict[tuple[tuple[str, int], ...], Any] = {}

    def make(json: Json) -> Any:
        numbers = all(type(each) is int for each in json.values())
        shared = tuple(json.items()) if numbers else None  # a place in a form is the same in every copy of it
        if shared is not None and shared in known:
            return known[shared]
        for name in json:
            if name not in makers:  # filled at the first use: a type may hold itself
                makers[name] = _maker(hints[name])
        made = kind(**{name: makers[name](each) for name, each in json.items()})
        if shared is not None and len(known) < _MOST_SHARED:
            known[shared] = made
        return made

    return make


def _a_list(json: Json) -> list[Json]:
    if not isinstance(json, list):
        raise TypeError(f"a list was expected, not {type(json).__name__}")
    return json
