"""Every number of a report rounded, so that no small number can be read from it or worked out of two others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from immunote.engine.rulebase import RuleBase
from immunote.service.lists.manifest import Manifest, RowCounts

Counted = TypeVar("Counted")
_KEPT = (bool, str, RuleBase, Manifest)


def rounded(number: int, to: int) -> int:
    """A count as a multiple of `to`: nought stays nought, and nothing else falls below `to`."""
    return 0 if number == 0 else max(to, to * ((number + to // 2) // to))


def masked(counted: Counted, to: int) -> Counted:
    """The same figures with every count rounded. `to`: 2 or more."""
    found: Counted = _masked(counted, to)
    return found


def _masked(value: Any, to: int) -> Any:
    if isinstance(value, _KEPT) or value is None:
        return value
    if isinstance(value, int):
        return rounded(value, to)
    if isinstance(value, RowCounts):
        return RowCounts(**{name: rounded(number, to) for name, number in value.model_dump().items()})
    if isinstance(value, Mapping):
        return {key: _masked(each, to) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_masked(each, to) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _masked(getattr(value, each.name), to) for each in fields(value)})
    return value
