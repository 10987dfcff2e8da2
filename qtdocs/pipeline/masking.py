"""Values with their telephone numbers hidden, for copies that are passed on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from qtdocs.text import masked

Any_ = TypeVar("Any_")
_KEPT = frozenset({"sha256", "id", "link", "crop", "path"})
"""Fields that tell where something lies or which it is; no number in them is a telephone."""


def with_masked_phones(value: Any_) -> Any_:
    """The same value with every telephone and identity number in its texts hidden.

    Tuples, mappings and dataclasses are gone through; what else there is stays as it is.
    """
    return cast(Any_, _masked(value))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_masked(each) for each in value)
    if isinstance(value, Mapping):
        return {key: _masked(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: _masked(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if each.init and each.name not in _KEPT
        }
        return dataclasses.replace(value, **changed)
    return value
